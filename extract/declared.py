"""The day of a declaration: the date that stands beside the place where it was made."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from baulast.language import Both
from baulast.law import LONGEST_WAIT
from baulast.model import Doubt, DoubtReason, FieldName
from extract.gather import Found
from extract.passages import Passage, Role, united_box

# "Kaarst, den 15. 7. 1965", "Datum: 3. Mai 1990"; what stands before the date in its row.
PLACE_AND_DAY = re.compile(r"(?:[A-ZÄÖÜ][\w-]+\s*[,.]?\s*den|\bDatum\s*:?|[A-ZÄÖÜ][\w-]+,)\s*$")
# Dates beside these words are of something else: the notary's act, the arrival at the office.
OTHER_ACT = re.compile(
    r"beglaubig|eingang|eingeg|\being\.|geb\.|geboren|urkunde|bauschein|lageplan|fassung",
    re.IGNORECASE,
)
BORN = re.compile(r"\b(?:geb(?:\.|oren)?|\*)\s*(?:am\s*)?$", re.IGNORECASE)
DECLARATION_OF = re.compile(
    r"\b(?:verpflichtung(?:s-?\s*erkl[äa]rung)?|erkl[äa]rung|erkl\.?)\s+(?:vom|v\.)\s*$",
    re.IGNORECASE,
)
# "Vorstehende, heute vor mir vollzogene Unterschrift beglaubige ich. Neuss, den …"
AUTHENTICATED = re.compile(r"vollzogene\w*\s+unterschrift|beglaubig(?:e|t)\b", re.IGNORECASE)
ABOVE = 120  # characters: the notary's sentence and the place
REACH = 40  # characters before a date: "der Verpflichtungserklärung vom" has 31
MONTH_OF_A_STAMP = re.compile(r"\d{1,2}\.\s*[A-Z]{3}\.?\s*\d{4}")  # "20. JUL. 1964"
STAMP_ALONE = re.compile(r"\W*\d{1,2}\.\s*[A-Z]{3}\.?\s*\d{2}\W*")  # a line: "2.NOV 98", of 1981


def with_day_of_declaration(
    found: Sequence[Found], passage: Passage, *, is_declaration: bool
) -> tuple[Found, ...]:
    """The readings of a page, the day of the declaration that it is, or speaks of, among them.

    Days of birth and stamps of arrival that rules took for it are told apart.
    """
    judged = [_judged(item, passage) for item in found]
    if not is_declaration:
        return tuple(judged)
    return tuple(
        _named(item, FieldName.DECLARED_ON) if _is_of_this_act(item, passage) else item
        for item in judged
    )


def perhaps_declared(dates: Iterable[Found], entered: date | None) -> tuple[Doubt, ...]:
    """The doubts of an entry without declaration: earlier days of which no word tells.

    ``entered`` None: no day of entry was read, and nothing tells which day is the declaration's.
    """
    return tuple(
        Doubt(
            reason=DoubtReason.AMBIGUOUS,
            detail=Both(
                f"Im Wortlaut steht der {found.reading.day:%d.%m.%Y}: "
                "vielleicht der Tag der Erklärung.",
                f"The wording has {found.reading.day:%d.%m.%Y}: perhaps the day of declaration.",
            ),
            page=found.passage.page,
            box=united_box(found.words),
        )
        for found in dates
        if found.passage.role is Role.CONTENT
        and not found.reading.source.endswith("_of_else")
        and found.reading.day is not None
        and entered is not None
        and entered - LONGEST_WAIT <= found.reading.day < entered
    )


def _judged(item: Found, passage: Passage) -> Found:
    """A date with the role that the words right before it give."""
    reading = item.reading
    if reading.day is None:
        return item
    before = passage.text[: reading.start][-REACH:]
    if BORN.search(before):
        return _named(item, FieldName.BIRTH_DATE)
    if _is_stamped(item, passage):
        return _named(item, FieldName.OTHER_DATE)
    if DECLARATION_OF.search(before):
        return _named(item, FieldName.DECLARED_ON)
    return item


def _is_of_this_act(item: Found, passage: Passage) -> bool:
    """Whether a date stands beside the place where the page was signed."""
    reading = item.reading
    if reading.day is None:
        return False
    if _is_stamped(item, passage):
        return False
    begin = passage.text.rfind("\n", 0, reading.start) + 1
    before = passage.text[begin : reading.start]
    above = passage.text[: reading.start][-ABOVE:]
    is_other = OTHER_ACT.search(before) or AUTHENTICATED.search(above)
    return bool(PLACE_AND_DAY.search(before)) and not is_other


def _is_stamped(item: Found, passage: Passage) -> bool:
    """Whether a day is a dater's: its month in capitals, a year in two digits alone in its line."""
    start, end = item.reading.start, item.reading.end
    begin, rest = passage.text.rfind("\n", 0, start) + 1, passage.text[end:].partition("\n")[0]
    is_alone = STAMP_ALONE.fullmatch(passage.text[begin:end] + rest)
    return bool(is_alone or MONTH_OF_A_STAMP.fullmatch(passage.text[start:end]))


def _named(item: Found, name: FieldName) -> Found:
    if item.reading.name is name:
        return item
    return replace(
        item,
        reading=replace(item.reading, name=name),
        field=replace(item.field, name=name, source="words_before"),
    )
