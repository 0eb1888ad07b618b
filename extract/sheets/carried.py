"""The columns of a page that goes on with the table of the page before and repeats no headings."""

from collections.abc import Sequence
from dataclasses import replace

from extract.layout import Line, Spot, rows, squeezed
from extract.sheets.columns import Column, Columns
from extract.sheets.day_columns import APART, DAYS, is_day
from extract.sheets.headings import ColumnRole
from extract.sheets.running_number import running_number
from extract.sheets.sheet_titles import names_sheet

NEAR = 2.5  # line heights: rows of one entry stand no further apart
STEP = 0.5  # line heights: columns are at least twice as far apart
FURTHEST = 4.0  # line heights that two scans of one form lie shifted


def carried(before: Columns, spots: Sequence[Spot]) -> Columns | None:
    """The columns of the page before where an entry below stands in them; else None."""
    if before.of_text or before.of(ColumnRole.NUMBER) is None:
        return None
    lines = rows(spots)
    height = max((line.height for line in lines), default=0.0)
    steps = sorted(range(-int(FURTHEST / STEP), int(FURTHEST / STEP) + 1), key=abs)
    for step in steps:
        columns = _shifted(before, step * STEP * height)
        columns = _between_words(columns, lines, FURTHEST * height)
        numbered = [n for n, line in enumerate(lines) if _begins(columns, line)]
        if numbered:
            first = _first(columns, lines, numbered[0])
            top = min(spot.top for spot in lines[first].spots)
            return replace(columns, top=top, bottom=top)
    return None


def with_roles_before(columns: Columns, before: Columns | None) -> Columns:
    """Ruled columns without headings, each as on the page before if that has as many."""
    is_headed = any(squeezed(column.heading) for column in columns.columns)
    if before is None or is_headed or before.table is None or columns.table is None:
        return columns
    if len(before.columns) != len(columns.columns):
        return columns
    pairs = zip(columns.columns, before.columns, strict=True)
    kept = (replace(was, left=own.left, right=own.right) for own, was in pairs)
    return replace(columns, columns=tuple(kept))


def _shifted(before: Columns, across: float) -> Columns:
    columns = (
        replace(column, left=column.left + across, right=column.right + across)
        for column in before.columns
    )
    return replace(before, columns=tuple(columns), table=None, run_over={})


def _between_words(columns: Columns, lines: Sequence[Line], reach: float) -> Columns:
    """The columns, each border moved no further than to the next white in the lines of entries."""
    number, *rest = columns.columns
    numbered = [line for line in lines if _numbered(line, number)]
    ends = [spot.right + 1 for line in numbered for spot in line.spots]
    lefts = [number.left]
    for column in rest:
        places = [column.left, *(end for end in ends if abs(end - column.left) < reach)]
        torn = {x: sum(_is_torn(line, x) for line in numbered) for x in places}
        lefts.append(min(places, key=lambda x: (torn[x], abs(x - column.left))))
    rights = [*lefts[1:], columns.columns[-1].right]
    edges = zip(columns.columns, lefts, rights, strict=True)
    moved = (replace(column, left=left, right=right) for column, left, right in edges)
    return replace(columns, columns=tuple(moved))


def _is_torn(line: Line, across: float) -> bool:
    """Whether a border would part words of one text, or the letters of a word."""
    before = [spot for spot in line.spots if spot.centre < across]
    behind = [spot for spot in line.spots if spot.centre >= across]
    if not before or not behind:
        return False
    return behind[0].left - before[-1].right <= APART * line.height


def _numbered(line: Line, number: Column) -> bool:
    first = line.spots[0]
    return first.centre < number.right and running_number(first.text) is not None


def _begins(columns: Columns, line: Line) -> bool:
    """Whether an entry begins in a line: its number, wording and days in their columns."""
    if not _fits(columns, line):
        return False
    cells: dict[Column, list[Spot]] = {}
    for spot in line.spots:
        cells.setdefault(columns.at(spot), []).append(spot)
    texts = {column.role: " ".join(s.text for s in inside) for column, inside in cells.items()}
    days = [Line(tuple(inside)) for column, inside in cells.items() if column.role in DAYS]
    return (
        running_number(texts.get(ColumnRole.NUMBER, "")) is not None
        and ColumnRole.CONTENT in texts
        and bool(days)
        and any(map(is_day, days))
    )


def _fits(columns: Columns, line: Line) -> bool:
    """Whether no word of a line stands across a border, and no text goes on across one."""
    return not any(_is_torn(line, column.left) for column in columns.columns[1:])


def _first(columns: Columns, lines: Sequence[Line], numbered: int) -> int:
    """The first line of the table: what goes on from the page before stands above a number."""
    first = numbered
    while first:
        above, line = lines[first - 1], lines[first]
        is_near = line.middle - above.middle < NEAR * line.height
        if not is_near or not _fits(columns, above) or names_sheet(squeezed(above.text)):
            break
        first -= 1
    return first
