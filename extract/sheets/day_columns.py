"""Columns of days: told by what stands in them, and by as much of their heading as is known.

A heading that is misread, cut short or worded otherwise loses no day: over a column of days part of
a word is enough ("ErkI. v."), as it would not be over a wording.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import takewhile

from extract.layout import Line, Spot, rows, squeezed
from extract.sheets.columns import Column, Columns
from extract.sheets.headings import ColumnRole, heading_role
from extract.sheets.running_number import running_number

DAYS = frozenset({ColumnRole.DECLARED, ColumnRole.REGISTERED, ColumnRole.DELETED})
# A day that fills its line: "27.02.1985", "vom 3. Mai 75", "l6.2.8l".
DAY_ALONE = re.compile(
    r"\W*(?:(?:vom|am|den|v\.)\s*)?[\dlIO|]{1,2}\s?[.,/]\s?"
    r"(?:[\dlIO|]{1,2}\s?[.,/]|[IVX]{1,4}\s?[.,/]|[A-Za-zä]{3,9}\.?)\s?(?:[\dlIOS]{4}|[\dlIOS]{2})\W*"
)
# What other things a column may hold beside days: a number below its day, a file number above it.
MAY_HOLD = DAYS | {ColumnRole.OTHER, ColumnRole.REFERENCE}
APART = 1.1  # of a word's height: wider than the blank between two words
HELD = re.compile(r"\w")  # ditto marks and dashes hold nothing
# What is left of the words over days, a letter misread.
_L, _I = "[l1it|]", "[i1lm]"
NAMED: tuple[tuple[ColumnRole, re.Pattern[str]], ...] = (
    (
        ColumnRole.DECLARED,
        re.compile(
            rf"e[rt][kt]{_L}|erk\w{{1,2}}aer|bewillig|urkunde|verpflicht|uebern(?:ahme|ommen)|zusage"
        ),
    ),
    (
        ColumnRole.REGISTERED,
        re.compile(
            rf"e{_I}[nm]?tr|e{_I}[nm]?g?etr|buch(?:ung|t)|vermerkt|verzeichnet|vollz(?:ogen|ug)|eingeschr"
        ),
    ),
    (
        ColumnRole.DELETED,
        re.compile(
            r"[il]oe?sc?h|ge[li]oe?s|^(?:dat(?:um)?|tag)?ge[li](?:am|vom|v)?$|getilgt|tilgung|ausgetr|austrag|"
            r"aufgeh|aufheb|erl(?:oschen|edigt)|gestr|streichung"
        ),
    ),
)
OF_ACT = re.compile(r"eintrag(?:ung)?(?:der|von)(?=loesch)")  # "Eintragung der Löschung" is one day
# Days of other acts; what a column of such days is called tells that they are none of the entry's.
OF_ELSE = re.compile(
    r"antrag|verfueg|anordn|bescheid|schein|genehm|mitteil|mitget|lageplan|plan|gebuehr|wiedervorl|wvl|"
    r"geb(?:oren|urt)|eingang|eingeg|pruef|abschrift"
)


def with_days(columns: Columns, body: Sequence[Spot]) -> Columns:
    """The columns; of those that hold days each with the role that its heading has for them."""
    found = list(columns.columns)
    told = {column.role for column in found}
    for place, column in enumerate(found):
        lines = lines_in(columns, column, body)
        role = _role_over(column, lines, found)
        others = told - {column.role}
        named = tuple(day for day in days_named(column.heading) if day not in others)
        if role not in MAY_HOLD or not named or not any(map(is_day, apart(lines))):
            continue
        if role is ColumnRole.OTHER and len(named) == 1 and holds_days(lines):
            found[place] = replace(column, role=named[0])
        elif named != (role,):
            found[place] = replace(column, days=named)
        told.update(named)
    return replace(columns, columns=tuple(found))


def _role_over(column: Column, lines: Sequence[Line], columns: Sequence[Column]) -> ColumnRole:
    """The role of a column, OTHER where it was told by its place, or as that of a second wording.

    "Verpflichtung vom" is like "Verpflichtung".
    """
    wordings = sum(other.role is ColumnRole.CONTENT for other in columns)
    if column.role is ColumnRole.CONTENT and wordings > 1 and holds_days(lines):
        return ColumnRole.OTHER
    is_placed = column.role is ColumnRole.REMARKS and heading_role(column.heading) is None
    return ColumnRole.OTHER if is_placed else column.role


def by_role(column: Column, lines: Sequence[Line]) -> Iterable[tuple[ColumnRole, tuple[Line, ...]]]:
    """A cell's lines by what they are: its days as its heading names them, if it has as many."""
    if column.days:
        lines = apart(lines)
    days = [line for line in lines if is_day(line)] if column.days else []
    if len(days) == len(column.days):
        yield from ((role, (line,)) for role, line in zip(column.days, days, strict=True))
        lines = [line for line in lines if line not in days]
    if lines:
        yield column.role, tuple(lines)


def days_named(heading: str) -> tuple[ColumnRole, ...]:
    """The days that a heading names, in its order, whatever else it says.

    >>> days_named("Aktenzeichen / ErkI. v.")
    (<ColumnRole.DECLARED: 'declared'>,)
    >>> days_named("Antrag vom")
    ()
    """
    letters = OF_ACT.sub("", squeezed(heading))
    if OF_ELSE.search(letters):
        return ()
    places = [(match.start(), role) for role, cue in NAMED if (match := cue.search(letters))]
    return tuple(role for _, role in sorted(places))


def is_of_else(heading: str) -> bool:
    """Whether a heading says that the days below it are of another act."""
    return bool(OF_ELSE.search(squeezed(heading)))


def lines_in(columns: Columns, column: Column, body: Sequence[Spot]) -> tuple[Line, ...]:
    """The lines of a column, from top to bottom."""
    return rows(spot for spot in body if columns.at(spot) is column)


def apart(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The pieces of lines, parted by wide blanks: two columns may have one heading."""
    pieces: list[list[Spot]] = []
    for line in lines:
        pieces.append([])
        for spot in line.spots:
            if pieces[-1] and spot.left - pieces[-1][-1].right > APART * line.height:
                pieces.append([])
            pieces[-1].append(spot)
    return tuple(Line(tuple(piece)) for piece in pieces)


def holds_days(lines: Sequence[Line]) -> bool:
    """Whether most of the lines, or of their pieces, are a day and nothing else."""
    return _are_days(lines) or _are_days(apart(lines))


def _are_days(lines: Iterable[Line]) -> bool:
    texts = [line.text for line in lines if HELD.search(line.text)]
    days = sum(DAY_ALONE.fullmatch(text) is not None for text in texts)
    return 2 * days > len(texts)


def is_day(line: Line) -> bool:
    """Whether a line is a day and nothing else."""
    return DAY_ALONE.fullmatch(line.text) is not None


def holds_numbers(lines: Sequence[Line]) -> bool:
    """Whether the first lines are running numbers, each larger than the one above."""
    held = (running_number(line.text) for line in lines if HELD.search(line.text))
    known = [number for number in takewhile(lambda number: number is not None, held) if number]
    return bool(known) and known == sorted(set(known))
