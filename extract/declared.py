"""The day of a declaration: the date that stands beside the place where it was made."""

import re
from collections.abc import Sequence
from dataclasses import replace

from baulast.model import FieldName
from extract.gather import Found
from extract.passages import Passage

# "Kaarst, den 15. 7. 1965", "Datum: 3. Mai 1990"; what stands before the date in its row.
PLACE_AND_DAY = re.compile(r"(?:[A-ZÄÖÜ][\w-]+\s*[,.]?\s*den|\bDatum\s*:?|[A-ZÄÖÜ][\w-]+,)\s*$")
# Dates beside these words are of something else: the notary's act, the arrival at the office.
OTHER_ACT = re.compile(
    r"beglaubig|eingang|eingeg|\being\.|geb\.|geboren|urkunde|bauschein|lageplan|fassung",
    re.IGNORECASE,
)
MONTH_OF_A_STAMP = re.compile(r"\d{1,2}\.\s*[A-Z]{3}\.?\s*\d{4}")  # "20. JUL. 1964"


def with_day_of_declaration(found: Sequence[Found], passage: Passage) -> tuple[Found, ...]:
    """The readings of a declaration, its own date among them as the day it was declared.

    Where the wording names the day outright, that stands.
    """
    found = [_named(item, FieldName.OTHER_DATE) if _is_stamp(item) else item for item in found]
    if any(item.reading.name is FieldName.DECLARED_ON for item in found):
        return tuple(found)
    return tuple(
        _named(item, FieldName.DECLARED_ON) if _is_of_declaration(item, passage) else item
        for item in found
    )


def _is_stamp(item: Found) -> bool:
    """Whether a date is written as stamps of arrival have it."""
    reading, text = item.reading, item.passage.text
    return reading.day is not None and bool(
        MONTH_OF_A_STAMP.fullmatch(text[reading.start : reading.end])
    )


def _is_of_declaration(item: Found, passage: Passage) -> bool:
    reading = item.reading
    if reading.day is None or reading.name is FieldName.BIRTH_DATE:
        return False
    begin = passage.text.rfind("\n", 0, reading.start) + 1
    before = passage.text[begin : reading.start]
    return (
        not _is_stamp(item) and bool(PLACE_AND_DAY.search(before)) and not OTHER_ACT.search(before)
    )


def _named(item: Found, name: FieldName) -> Found:
    return replace(
        item,
        reading=replace(item.reading, name=name),
        field=replace(item.field, name=name, source="place_and_day"),
    )
