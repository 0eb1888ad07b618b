"""Notes that end several entries by their numbers: "lfd. Nr. 2, 4 und 5 gelöscht am 3.4.1990".

Others give each its own day: "Löschungen: 2 (3.4.1990), 5 (7.8.1991)". Such a note stands where
there was room, and is read as part of that entry. It is of each that it names, and of no other.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extract.ends.named import DATED_NUMBER, DAY
from extract.ends.vocabulary import DELETED, DELETION, STRUCK_OFF
from extract.layout import Line, Spot, rows
from extract.rival import has_rival
from extract.sheets.headings import ColumnRole
from extract.sheets.row import Row
from extract.sheets.running_number import LFD, LIST, numbers_listed

_GONE = rf"(?:{STRUCK_OFF}|gel\.)(?: worden)?"
# All that the note says: what it adds, as that only a parcel is let go, a person has to read.
NOTE = re.compile(
    rf"\W*(?:Die )?(?:Baulasten |Eintragungen |Lasten )?(?:(?:zu|unter) )?"
    rf"(?:(?:{LFD}\W{{0,3}})?(?:nrn?|nummern?)\W{{0,3}}|(?<=zu |en ))({LIST})\W{{0,2}}\s"
    rf"(?:(?:ist|sind|wurden?) )?(?:{_GONE} am {DAY}|am {DAY} {_GONE})\.?"
    r"(?:\s(?-i:[A-ZÄÖÜ])[\w.-]+){0,2}\W*",
    re.IGNORECASE,
)
LEAST = 2  # numbers; of one alone it is asked which entry it is about
# "Löschungen: 1 (8.10.2012), 3 (14.1.2014)": what is left of such a line without its numbers.
HEADED = re.compile(rf"\W*(?:{DELETION}(?:en|svermerke?)?|{DELETED})(?:\W|und)*", re.IGNORECASE)
BETWEEN = re.compile(
    r"\W*(?:(?:ver)?[äa]nderung(?:en)?|vermerke?|bemerkung(?:en)?)?(?:\W|und)*", re.IGNORECASE
)
LINES = 2  # of a narrow column that such a note takes


@dataclass(frozen=True, slots=True)
class ListedNote:
    """A note, what it says of each number, and the row and column among whose words it is read."""

    lines: tuple[Line, ...]
    said: Mapping[int, tuple[Line, ...]]
    of: ColumnRole = ColumnRole.REMARKS  # what is said is of this column
    row: Row | None = None  # None: it runs across the columns
    role: ColumnRole = ColumnRole.CONTENT


def across(spots: Sequence[Spot]) -> tuple[ListedNote, ...]:
    """The notes that have a line of the page for themselves."""
    return tuple(note for line in rows(spots) for note in _matches((line,)))


def without(spots: Sequence[Spot], notes: Sequence[ListedNote]) -> tuple[Spot, ...]:
    """The words of a page but those of its notes."""
    taken = {spot.index for note in notes for line in note.lines for spot in line.spots}
    return tuple(spot for spot in spots if spot.index not in taken)


def are_named_once(notes: Sequence[ListedNote], found: Sequence[Row]) -> bool:
    """Whether each number of the notes is that of one row."""
    once = _once(found)
    return all(note.said.keys() <= once for note in notes)


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
    return noted(found, [note for row in found for note in _notes(row) if note.said.keys() <= once])


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
    said = note.said.get(row.number) if row.number is not None else None
    if said is None:
        return row
    return replace(
        row,
        cells={**row.cells, note.of: (*row.lines(note.of), *said)},
        changes=(*row.changes, said),
    )


def _notes(row: Row) -> Iterator[ListedNote]:
    for role, lines in row.cells.items():
        place = 0
        while place < len(lines):
            taken = next(_matches(lines[place:]), None)
            if taken is not None and taken.lines not in row.changes:
                yield replace(taken, row=row, role=role)
            place += len(taken.lines) if taken else 1


def _matches(lines: Sequence[Line]) -> Iterator[ListedNote]:
    """The note that begins with the first of the lines."""
    for count in range(min(LINES, len(lines)), 0, -1):
        some = tuple(lines[:count])
        match = NOTE.fullmatch(" ".join(line.text for line in some))
        if match is None or any(has_rival(spot.word) for spot in _written(some, 0, match.end(1))):
            continue
        numbers = numbers_listed(match[1])
        if len(numbers) >= LEAST:
            yield ListedNote(some, dict.fromkeys(numbers, some))
    for line in lines[:1]:
        said = _each(line)
        if len(said) >= LEAST:
            yield ListedNote((line,), said, ColumnRole.DELETED)


def _each(line: Line) -> dict[int, tuple[Line, ...]]:
    """The day on which each of the numbers of a line has ended; none where more is said."""
    found = list(DATED_NUMBER.finditer(line.text))
    rest = DATED_NUMBER.sub("", line.text)
    is_told = HEADED.fullmatch(rest) or (BETWEEN.fullmatch(rest) and all(m["end"] for m in found))
    spots = [list(_written((line,), match.start(), match.start("day"))) for match in found]
    if not is_told or any(has_rival(spot.word) for some in spots for spot in some):
        return {}
    days = (tuple(_written((line,), match.start("day"), match.end("day"))) for match in found)
    return {int(match["number"]): (Line(day),) for match, day in zip(found, days, strict=True)}


def _written(lines: Sequence[Line], start: int, end: int) -> Iterator[Spot]:
    """The words of a note between two characters of it."""
    at = 0
    for spot in (spot for line in lines for spot in line.spots):
        if at < end and start < at + len(spot.text):
            yield spot
        at += len(spot.text) + 1
