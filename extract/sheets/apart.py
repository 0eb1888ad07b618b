"""Several sheets on one page: short ones were typed below each other, or copied so.

Each has its head: its own name with its number, and no sentence around it. What stands below
another's head is not of the sheet above.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.layout import Line, Spot, rows, squeezed
from extract.sheets.beginnings import MID_SENTENCE
from extract.sheets.labels import Label, Token, parts_of, unspaced
from extract.sheets.own_number import OTHER_SHEET

# How the name of the sheet itself begins; a mere "Blatt" may be the land register's.
OWN_NAME = ("baulast", "registerblatt", "karteiblatt")
NUMBER = re.compile(r"[A-ZIVX/ -]{0,6}\d[\dIVX/ .-]*[a-z]?\W*")
UNREAD = re.compile(r"[^a-zäöüß]{0,6}")  # of a number: dots of the blank, or dirt
# Before the name stand who keeps it, and the register: "Stadt Neuss", "Baulastenverzeichnis von".
KEEPER = re.compile(r"(?:[A-ZÄÖÜ(-][\w()./-]*|der|des|von|am|an|in)\W*")
OF_KEEPER = re.compile(
    r"stadt|gemeinde|kreis|bau|der(?:ober)?(?:buergermeister|stadtdir|gemeindedir)"
)
PLOT = frozenset({Label.GEMARKUNG, Label.FLUR})


class _Head(NamedTuple):
    """The head of a sheet in a line."""

    number: str
    has_plot: bool  # behind it or below


def heads_apart(spots: Sequence[Spot]) -> tuple[tuple[Spot, ...], ...]:
    """The words of a page, parted above each line that is the head of a sheet.

    What stands above the first head goes with it, and the next side of a sheet with its first.
    """
    lines = rows(spots)
    heads = [(n, head) for n in range(len(lines)) if (head := _head_at(lines, n)) is not None]
    begins = [
        _with_keeper(lines, place)
        for (_, before), (place, head) in pairwise(heads)
        if head.has_plot or head.number != before.number
    ]
    return tuple(
        tuple(spot for line in lines[first:end] for spot in line.spots)
        for first, end in pairwise([0, *begins, len(lines)])
    )


def _with_keeper(lines: Sequence[Line], place: int) -> int:
    """The first line of a head whose name and number stand in a line: above may be who keeps it."""
    while OF_KEEPER.match(squeezed(lines[place - 1].text)) and _names_keeper(lines[place - 1].text):
        place -= 1
    return place


def _names_keeper(text: str) -> bool:
    return all(map(KEEPER.fullmatch, text.split()))


def _head_at(lines: Sequence[Line], place: int) -> _Head | None:
    """The head that a line is: a sheet's name and number, beside them but blanks of a header.

    A number that is not read, or a name that others have too, needs the plot behind or below it.
    """
    parts = parts_of(unspaced(lines[place]))
    at = next((n for n, (label, _) in enumerate(parts) if label is Label.SHEET), None)
    if at is None:
        return None
    before = " ".join(token.text for _, tokens in parts[:at] for token in tokens)
    above = lines[place - 1].text if place else ""
    if OTHER_SHEET.search(before) or not _names_keeper(before) or MID_SENTENCE.search(above):
        return None
    behind = parts[at + 1 :]
    end = next((n for n, (label, _) in enumerate(behind) if label is not None), len(behind))
    value = "".join(token.text for _, tokens in behind[:end] for token in tokens)
    is_own = _is_own(parts[at][1])
    below = parts_of(unspaced(lines[place + 1])) if place + 1 < len(lines) else []
    head = _Head(value.strip(" .:,"), any(label in PLOT for label, _ in (*behind, *below[:1])))
    if NUMBER.fullmatch(value):
        return head if is_own or (head.has_plot and at == 0) else None
    return head if is_own and head.has_plot and UNREAD.fullmatch(value) else None


def _is_own(tokens: Sequence[Token]) -> bool:
    return squeezed("".join(token.text for token in tokens)).startswith(OWN_NAME)
