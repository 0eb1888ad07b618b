"""The rows of a table of entries, told by numbers, gaps and what begins beside them."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.layout import Line, Spot, lines_as_read, pitch
from extract.sheets.beginnings import beginnings
from extract.sheets.columns import Column, Columns
from extract.sheets.day_columns import by_role
from extract.sheets.headings import ColumnRole
from extract.sheets.number_column import DAY
from extract.sheets.row import Cells, Row
from extract.sheets.running_number import MISREAD_NUMBER, roman_number, running_number

ROMAN_ALONE = re.compile(r"[IVX]{2,5}[.:)]?|[VX][.:)]?")  # "I" may be a one
NEW_ROW_GAP = 1.7  # of the line pitch; entries stand at least two apart, paragraphs 1.5
BESIDE = 0.8  # of the line pitch: what begins closer than this begins on the same line

ByColumn = dict[Column, tuple[Line, ...]]


class Start(NamedTuple):
    """Where an entry begins, and the words of its number; none where it has no number."""

    middle: float
    number_spots: tuple[Spot, ...]


def table_rows(body: Sequence[Spot], columns: Columns) -> tuple[Row, ...]:
    """The rows of a table, from what stands below its headings; one above the first start too."""
    by_column = {
        column: lines_as_read(spot for spot in body if columns.at(spot) is column)
        for column in columns.columns
    }
    step = pitch(_content(by_column))
    starts = _starts(by_column, columns, step)
    # What stands above the first start goes on from the page before, or has lost its number.
    spots = [(), *(start.number_spots for start in starts)]
    edges = [float("-inf"), *_upper_edges([start.middle for start in starts], step), float("inf")]
    found = [
        _row(by_column, number_spots, top, bottom)
        for number_spots, (top, bottom) in zip(spots, pairwise(edges), strict=True)
    ]
    return tuple(row for row in found if row.spots)


def _starts(by_column: ByColumn, columns: Columns, step: float) -> list[Start]:
    """Where entries begin, from top to bottom: beside a number, or after a gap in all columns."""
    starts: list[Start] = []
    for column, lines in by_column.items():
        if column.role is ColumnRole.NUMBER:
            inside = [line for line in lines if column.left <= line.spots[0].centre]
            starts = _numbers(inside, _content(by_column), step)
    if columns.of(ColumnRole.NUMBER) is None:
        starts = [Start(b.line.middle, b.spots) for b in beginnings(_content(by_column))]
    for place in _gaps(by_column, step):
        if all(abs(place - start.middle) > step for start in starts):
            starts.append(Start(place, ()))
    starts.sort(key=lambda start: start.middle)
    return [
        start
        for before, start in pairwise([Start(float("-inf"), ()), *starts])
        if start.middle - before.middle > BESIDE * step or _follows(before, start)
    ]


def _numbers(lines: Sequence[Line], content: Sequence[Line], step: float) -> list[Start]:
    """Lines of the number's column that are numbers, or misread ones beside a new wording."""
    begins = _begins(content, step)
    romans = _romans(lines)
    return [
        Start(line.middle, line.spots)
        for line in lines
        if running_number(line.text) is not None
        or line in romans
        or (MISREAD_NUMBER.fullmatch(line.text) and _is_beside(line.middle, begins, step))
    ]


def _romans(lines: Sequence[Line]) -> list[Line]:
    """The lines that count entries in Roman digits, each one more than that above it."""
    found = [(line, number) for line in lines if (number := roman_number(line.text)) is not None]
    is_plain = any(ROMAN_ALONE.fullmatch(line.text) for line, _ in found)
    counts = all(after == before + 1 for (_, before), (_, after) in pairwise(found))
    return [line for line, _ in found] if is_plain and counts else []


def _follows(before: Start, start: Start) -> bool:
    """Whether two numbers close by are of two entries of one line, not the same read twice."""
    first, second = (_number(start.number_spots) for start in (before, start))
    return first is not None and second == first + 1


def _number(spots: Sequence[Spot]) -> int | None:
    return running_number(" ".join(spot.text for spot in spots))


def _gaps(by_column: ByColumn, step: float) -> list[float]:
    """Lines of the wording that begin something new: a gap above, and a new remark beside."""
    beside = [
        begin
        for column, lines in by_column.items()
        if column.role in (ColumnRole.REMARKS, ColumnRole.REGISTERED)
        for begin in _begins(lines, step)
    ]
    begins = _begins(_content(by_column), step)
    return [place for place in begins if _is_beside(place, beside, step)]


def _is_beside(place: float, others: Sequence[float], step: float) -> bool:
    return any(abs(place - other) < BESIDE * step for other in others)


def _begins(lines: Sequence[Line], step: float) -> list[float]:
    """The lines below a gap; the first line too."""
    found = []
    above = float("-inf")
    for line in lines:
        if line.middle - above > NEW_ROW_GAP * step:
            found.append(line.middle)
        above = max(above, line.middle)
    return found


def _content(by_column: ByColumn) -> tuple[Line, ...]:
    return next(
        (lines for column, lines in by_column.items() if column.role is ColumnRole.CONTENT), ()
    )


def _upper_edges(starts: Sequence[float], step: float) -> list[float]:
    """Above what each entry begins; of entries of one line in the middle between the two."""
    halves = ((before + start) / 2 for before, start in pairwise([float("-inf"), *starts]))
    return [max(start - BESIDE * step, half) for start, half in zip(starts, halves, strict=True)]


def _row(by_column: ByColumn, number_spots: tuple[Spot, ...], top: float, bottom: float) -> Row:
    """What stands between two edges, by column, less the words of the number."""
    cells: Cells = {}
    taken = {spot.index for spot in number_spots}
    for column, lines in by_column.items():
        inside = tuple(
            Line(rest)
            for line in lines
            if top <= line.middle < bottom
            and (rest := tuple(spot for spot in line.spots if spot.index not in taken))
        )
        for role, of_role in by_role(column, inside):
            cells[role] = (*cells.get(role, ()), *of_role)
    cells = _with_day(cells)
    return Row(
        number=_number(number_spots),
        number_spots=number_spots,
        top=top,
        bottom=bottom,
        cells=cells,
        columns=tuple(by_column),
    )


def _with_day(cells: Cells) -> Cells:
    """The cells, a day that stands alone below the number as that of entry if nothing else is."""
    below = cells.get(ColumnRole.NUMBER, ())
    days = tuple(line for line in below if DAY.fullmatch(line.text))
    if not days or ColumnRole.REGISTERED in cells:
        return cells
    found = dict(cells)
    del found[ColumnRole.NUMBER]
    found[ColumnRole.REGISTERED] = days
    if rest := tuple(line for line in below if line not in days):
        found[ColumnRole.NUMBER] = rest
    return found
