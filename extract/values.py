"""Readings of one field from several pages -> one finding."""

import re
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from baulast.language import Both
from baulast.model import Doubt, DoubtReason, FieldName, Finding
from extract.case import label_of
from extract.gather import Found
from extract.passages import united_box

T = TypeVar("T")
ROMAN_ONES = re.compile(r"^[1il|]{1,3}(?=/)")  # of a department: "III/63" read as "1I1/63"


def _itself(value: object) -> object:
    return value


def settled(
    name: FieldName,
    own: Sequence[Found],
    others: Sequence[Found],
    value_of: Callable[[Found], T | None],
    *,
    same: Callable[[Any], object] = _itself,
) -> Finding[T | None]:
    """The value of the most trusted page; other values beside it are doubts, never dropped.

    Two values in the row itself are ambiguous; another value on another page is a contradiction.
    ``same`` gives what two values have in common that mean the same.
    """
    readable = [(found, value) for found in own if (value := value_of(found)) is not None]
    beside = [(found, value) for found in others if (value := value_of(found)) is not None]
    if not readable and not beside:
        return Finding(value=None)
    first, chosen = (readable or beside)[0]
    key = same(chosen)
    agreeing = [found for found, value in (*readable, *beside) if same(value) == key]
    ambiguous = [found for found, value in readable if same(value) != key]
    contrary = [found for found, value in beside if same(value) != key]
    doubts = [
        *first.field.doubts,
        *(between(DoubtReason.AMBIGUOUS, name, first, found) for found in ambiguous),
        *(between(DoubtReason.CONTRADICTION, name, first, found) for found in contrary),
    ]
    alternatives = (
        *first.reading.alternatives,
        *(found.reading.value for found in (*ambiguous, *contrary)),
    )
    return Finding(
        value=chosen,
        readings=tuple(found.field for found in (*agreeing, *ambiguous, *contrary)),
        doubts=tuple(dict.fromkeys(doubts)),
        alternatives=tuple(dict.fromkeys(alternatives)),
    )


def between(reason: DoubtReason, name: FieldName, chosen: Found, other: Found) -> Doubt:
    """The doubt that two readings of one field differ, at the place of the other one."""
    ours, theirs = chosen.reading.told, other.reading.told
    here, there = chosen.passage.page, other.passage.page
    label = label_of(name)
    return Doubt(
        reason=reason,
        detail=Both(
            f"{label.german}: {ours} (Seite {here}), aber {theirs} (Seite {there}).",
            f"{label.english}: {ours} (page {here}), but {theirs} (page {there}).",
        ),
        page=there,
        box=united_box(other.words),
    )


def opaque(value: str) -> str:
    """A reference as it is compared: blanks, case and ones for Roman digits do not matter.

    >>> opaque("III/63-160-79") == opaque("i11/63-160-79")
    True
    """
    text = re.sub(r"\s+", "", value).lower()
    return ROMAN_ONES.sub(lambda ones: "i" * len(ones[0]), text)
