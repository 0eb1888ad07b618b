"""Notes on entries in a section of their own, at the end of a sheet: "zu 2) gelöscht am ...".

Some registers keep a third part for changes and deletions, as the land register does; others type
the notes below the last entry. Each names the entry that it is about; read as part of the last
entry's wording, a deletion would fall on the wrong one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.ends.vocabulary import DELETION, ENDED
from extract.layout import Line, Spot, rows, squeezed
from extract.rules.words import MONTH
from extract.sheets.footer import footer_of
from extract.sheets.headings import ColumnRole
from extract.sheets.row import Row
from extract.sheets.running_number import LFD, LIST, numbers_listed

_CHANGE = r"(?:ver)?(?:aenderung|loeschung)(?:en|s?vermerke?)?"
# "Dritte Abteilung: Veränderungen und Löschungen", "B. Löschungen"; in a line of its own.
_PART = r"(?:[a-d\d]|[iv]{1,3}|\w{0,16}abteilung)"
HEADING = re.compile(rf"{_PART}?{_CHANGE}(?:(?:und|bzw|sowie)?{_CHANGE})?")
_NUMBER = rf"\(?({LIST})(?![\d,/-]\d|\.\s?\d)\W*"
_NR = r"(?:nr|nummer|ziffer)\W{0,3}"
# "Die unter Nr. 2 eingetragene Baulast ist ...", "Nr. 2 gelöscht am"; "Lfd. Nr. 2" alone is the
# label of the next entry, below a form's "Änderung / Löschung".
_NOTES = rf"(?=.*(?:{ENDED}|{DELETION}|ge[äa]ndert|verzicht|eingetragene))"
# "zu 2)", "Zur lfd. Nr. 2:"
ABOUT = re.compile(
    rf"\W{{0,2}}(?:zur?\W{{0,2}}(?:(?:{LFD}|laufenden?)\W{{0,3}})?(?:{_NR})?|"
    rf"{_NOTES}(?:(?:die|der|unter|baulast|eintragung|vorstehende)\s+){{0,4}}"
    rf"(?:(?:{LFD}|laufende[rn]?)\W{{0,3}})?{_NR}){_NUMBER}",
    re.IGNORECASE,
)
# Over the notes of a third part: below it the numbers stand alone.
COLUMN = re.compile(r"zur?(?:[li]?fde?|laufenden?)?(?:nr|nummer)\w{0,40}")
DIGIT = re.compile(r"\d")
NUMBER_ALONE = re.compile(rf"\W{{0,2}}({LIST})[.)]?(?=\s|$)")

# "3   2.3.1988": a number and the day alone
DATED = re.compile(
    rf"\W{{0,2}}({LIST})[.):]{{0,2}}\s+(?=(?:am\s)?\d{{1,2}}\.\s?(?:\d{{1,2}}\.|{MONTH}\w*)\s?\d{{2,4}}\b)",
    re.IGNORECASE,
)
DELETIONS = re.compile(rf"{_PART}?loeschung(?:en|s?vermerke?)?")
# "Nr. 1 am 8.10.2012" and no more, below "Löschungen"
DATED_NAME = re.compile(
    rf"\W{{0,2}}(?:(?:{LFD}|laufende)\W{{0,3}})?{_NR}({LIST})[.):]{{0,2}}\s+(?:(?:am|vom)\s)?"
    rf"(?=\d{{1,2}}\.\s?(?:\d{{1,2}}\.|{MONTH}\w*\.?)\s?\d{{2,4}}\W*$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Change:
    """A note on an entry: its number, the words that tell it, and what is noted."""

    number: int
    number_spots: tuple[Spot, ...]
    lines: tuple[Line, ...]
    role: ColumnRole  # the column in which it might stand as well


def parted(spots: Sequence[Spot]) -> tuple[tuple[Spot, ...], tuple[Change, ...]]:
    """What stands above the section for changes, and the notes in it; no notes without one.

    What stands in it and is no note of a numbered entry is left where it is, to be looked at.
    """
    lines = rows(spots)
    for place, line in enumerate(lines):
        if not HEADING.fullmatch(squeezed(line.text)):
            continue
        below = lines[place + 1 :]
        changes = _changes(below, is_deletions=bool(DELETIONS.fullmatch(squeezed(line.text))))
        if changes or _is_empty(below):
            above = [spot for one in lines[:place] for spot in one.spots]
            return tuple(sorted(above, key=lambda spot: spot.index)), changes
    return tuple(spots), ()


def _is_empty(below: Sequence[Line]) -> bool:
    """Whether the form prints a section for changes and nothing was noted in it."""
    if not below or not COLUMN.fullmatch(squeezed(below[0].text)):
        return False
    rest = [spot for line in below[1:] for spot in line.spots]
    return len(footer_of(rest)) == len(rows(rest))


def _changes(lines: Sequence[Line], *, is_deletions: bool) -> tuple[Change, ...]:
    """The notes; what stands between the heading and the first belongs to none."""
    # numbers, words that tell them, lines, column
    found: list[tuple[str, int, list[Line], ColumnRole]] = []
    about = ABOUT
    for line in lines:
        if COLUMN.fullmatch(squeezed(line.text)) and not DIGIT.search(line.text):
            about = NUMBER_ALONE
        elif match := about.match(line.text) or DATED.match(line.text):
            found.append((match[1], len(match[0].split()), [line], ColumnRole.REMARKS))
        elif is_deletions and (match := DATED_NAME.match(line.text)):
            found.append((match[1], len(match[0].split()), [line], ColumnRole.DELETED))
        elif found:
            found[-1][2].append(line)
    return tuple(
        _change(number, count, noted, role)
        for written, count, noted, role in found
        for number in sorted(numbers_listed(written))
    )


def _change(number: int, count: int, lines: Sequence[Line], role: ColumnRole) -> Change:
    first = lines[0].spots
    rest = (Line(first[count:]),) if first[count:] else ()
    return Change(number, first[:count], (*rest, *lines[1:]), role)


def with_changes(found: Sequence[Row], changes: Sequence[Change]) -> tuple[Row, ...]:
    """The rows with the notes that a section of the sheet has on them."""
    noted = list(found)
    for change in changes:
        place = next((n for n, row in enumerate(noted) if row.number == change.number), None)
        if place is None:  # of an entry overleaf
            noted.append(_note(change))
            continue
        row = noted[place]
        noted[place] = replace(
            row,
            cells={**row.cells, change.role: (*row.lines(change.role), *change.lines)},
            changes=(*row.changes, change.lines),
        )
    return tuple(noted)


def _note(change: Change) -> Row:
    places = [spot.middle for line in change.lines for spot in line.spots] or [0.0]
    return Row(
        number=change.number,
        number_spots=change.number_spots,
        top=min(places),
        bottom=max(places),
        cells={change.role: change.lines},
        changes=(change.lines,),
        is_note=True,
    )
