"""Notes that end several entries by their numbers: "lfd. Nr. 2, 4 und 5 gelöscht am 3.4.1990".

Such a note stands where there was room, and is read as part of that entry. It is of each that it
names, and of no other.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.ends.vocabulary import STRUCK_OFF
from extract.layout import Line, Spot, rows
from extract.rival import has_rival
from extract.rules.words import MONTH
from extract.sheets.headings import ColumnRole
from extract.sheets.row import Row
from extract.sheets.running_number import LFD, LIST, numbers_listed

_DAY = rf"\d{{1,2}}\.\s?(?:\d{{1,2}}\.|{MONTH}\w*\.?)\s?\d{{2,4}}"
_GONE = rf"(?:{STRUCK_OFF}|gel\.)(?: worden)?"
# All that the note says: what it adds, as that only a parcel is let go, a person has to read.
NOTE = re.compile(
    rf"\W*(?:Die )?(?:Baulasten |Eintragungen |Lasten )?(?:(?:zu|unter) )?{LFD}\W{{0,3}}"
    rf"(?:nrn?|nummern?)\W{{0,3}}({LIST})\W{{0,2}}\s(?:(?:ist|sind|wurden?) )?"
    rf"(?:{_GONE} am {_DAY}|am {_DAY} {_GONE})\.?(?:\s(?-i:[A-ZÄÖÜ])[\w.-]+){{0,2}}\W*",
    re.IGNORECASE,
)
LEAST = 2  # numbers; of one alone it is asked which entry it is about
LINES = 2  # of a narrow column that such a note takes


@dataclass(frozen=True, slots=True)
class ListedNote:
    """A note, the numbers that it names, and the row and column among whose words it is read."""

    lines: tuple[Line, ...]
    numbers: frozenset[int]
    row: Row | None = None  # None: it runs across the columns
    role: ColumnRole = ColumnRole.CONTENT


def across(spots: Sequence[Spot]) -> tuple[ListedNote, ...]:
    """The notes that have a line of the page for themselves."""
    return tuple(ListedNote(*note) for line in rows(spots) for note in _matches((line,)))


def without(spots: Sequence[Spot], notes: Sequence[ListedNote]) -> tuple[Spot, ...]:
    """The words of a page but those of its notes."""
    taken = {spot.index for note in notes for line in note.lines for spot in line.spots}
    return tuple(spot for spot in spots if spot.index not in taken)


def are_named_once(notes: Sequence[ListedNote], found: Sequence[Row]) -> bool:
    """Whether each number of the notes is that of one row."""
    once = _once(found)
    return all(note.numbers <= once for note in notes)


def noted(found: Sequence[Row], notes: Sequence[ListedNote]) -> tuple[Row, ...]:
    """The rows, each with the notes that name it."""
    for note in notes:
        found = [_noted(row, note) for row in found]
    return tuple(found)


def with_listed_notes(found: Sequence[Row]) -> tuple[Row, ...]:
    """The rows, each with the notes that name it in a list, none with those that do not.

    A note stays where it is if it names an entry that is not on the page, or in doubtful ink.
    """
    once = _once(found)
    return noted(found, [note for row in found for note in _notes(row) if note.numbers <= once])


def _once(found: Sequence[Row]) -> set[int]:
    read = [row.number for row in found]
    return {number for number in read if number is not None and read.count(number) == 1}


def _noted(row: Row, note: ListedNote) -> Row:
    if note.row is not None and row.number == note.row.number:
        gone = {spot.index for line in note.lines for spot in line.spots}
        left = tuple(
            line for line in row.lines(note.role) if not gone & {s.index for s in line.spots}
        )
        cells = {role: lines for role, lines in row.cells.items() if role is not note.role}
        row = replace(row, cells={**cells, note.role: left} if left else cells)
    if row.number not in note.numbers:
        return row
    remarks = (*row.lines(ColumnRole.REMARKS), *note.lines)
    return replace(
        row,
        cells={**row.cells, ColumnRole.REMARKS: remarks},
        changes=(*row.changes, note.lines),
    )


def _notes(row: Row) -> Iterator[ListedNote]:
    for role, lines in row.cells.items():
        place = 0
        while place < len(lines):
            taken = next(_matches(lines[place:]), None)
            if taken is not None:
                yield ListedNote(*taken, row, role)
            place += len(taken[0]) if taken else 1


def _matches(lines: Sequence[Line]) -> Iterator[tuple[tuple[Line, ...], frozenset[int]]]:
    """The lines of the note that begins with the first of them, and whom it names."""
    for count in range(min(LINES, len(lines)), 0, -1):
        some = tuple(lines[:count])
        match = NOTE.fullmatch(" ".join(line.text for line in some))
        if match is None or any(has_rival(spot.word) for spot in _written(some, match.end(1))):
            continue
        numbers = frozenset(numbers_listed(match[1]))
        if len(numbers) >= LEAST:
            yield some, numbers


def _written(lines: Sequence[Line], end: int) -> Iterator[Spot]:
    """The words of a note that begin before a character of it."""
    at = 0
    for spot in (spot for line in lines for spot in line.spots):
        if at < end:
            yield spot
        at += len(spot.text) + 1
