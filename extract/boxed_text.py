"""Tables that a plain text draws with strokes: "| 1 | Wegerecht ... | 12.3.74 |", "+---+----+".

Their cells are set side by side in columns, as they stand on paper; what such a text cannot show,
the headings tell as everywhere else.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from extract.sheets.columns import is_entry_table
from extract.sheets.headings import ColumnRole, heading_role, plot_part

# "+----+-----+", "|---|---|", "----+-----"
BORDER = re.compile(r"(?=.*[+|])\s*[-=+|][-=+:| ]*")
LEAST = 3  # cells of a row, and rows of a table: two strokes in a line are dirt or a rim
WIDEST = 60  # letters of a cell's line; longer ones are broken, as paper would
GAP = 6  # letters between two columns: wider than any blank between words
ROW_GAP = 2  # empty lines between two entries

Placed = tuple[int, int, str]  # row, column of letters, text


@dataclass(frozen=True, slots=True)
class _Table:
    """The cells of a text's drawn table by line; None for a border."""

    first: int  # line of the headings
    last: int
    cells: dict[int, tuple[str, ...] | None]
    roles: tuple[ColumnRole | None, ...]


def boxed(lines: Sequence[str]) -> list[Placed] | None:
    """Every line with its row and column; None where the text draws no table of entries."""
    table = _table(lines)
    if table is None:
        return None
    starts = _starts(table)
    # A line that stands between the headings and the entries is of the header above.
    inner = range(table.first, table.last + 1)
    above = [*lines[: table.first], *(lines[n] for n in inner if n not in table.cells)]
    placed: list[Placed] = [(row, 0, line) for row, line in enumerate(above)]
    row = len(above) + 1
    for n in (n for n in inner if n in table.cells):
        cells = table.cells[n]
        if cells is None or (n > table.first and _begins(cells, table.roles)):
            row += ROW_GAP
        if cells is None:
            continue
        wrapped = [wrap(cell, WIDEST) for cell in cells]
        for start, cell in zip(starts, wrapped, strict=True):
            placed += [(row + k, start, piece) for k, piece in enumerate(cell)]
        row += max(1, *map(len, wrapped))
    return [*placed, *((row + 1 + k, 0, line) for k, line in enumerate(lines[table.last + 1 :]))]


def _table(lines: Sequence[str]) -> _Table | None:
    found = ((n, _cells(line, line)) for n, line in enumerate(lines))
    headings = next((n for n, row in found if row and is_entry_table(_roles(row))), None)
    if headings is None:
        return None
    cells = {n: _cells(line, lines[headings]) for n, line in enumerate(lines)}
    rows = {n: row for n, row in cells.items() if row is not None and len(row) >= LEAST}
    if headings not in rows:
        return None
    size = len(rows[headings])
    of_table = [n for n, row in rows.items() if n >= headings and len(row) == size]
    if len(of_table) < LEAST - 1:
        return None
    last = of_table[-1]
    kept: dict[int, tuple[str, ...] | None] = {
        n: rows[n] if n in of_table else None
        for n in range(headings, last + 1)
        if n in of_table or BORDER.fullmatch(lines[n])
    }
    return _Table(headings, last, kept, _roles(rows[headings]))


def _cells(line: str, headings: str) -> tuple[str, ...] | None:
    """The cells of a line; None if it has none, or borders alone.

    The headings tell whether the table has an outer border: a first cell may be empty.
    """
    if "|" not in line or BORDER.fullmatch(line):
        return None
    cells = [cell.strip() for cell in line.split("|")]
    if headings.strip().startswith("|") and not cells[0]:
        cells = cells[1:]
    if headings.strip().endswith("|") and cells and not cells[-1]:
        cells = cells[:-1]
    return tuple(cells)


def _roles(headings: Sequence[str]) -> tuple[ColumnRole | None, ...]:
    return tuple(heading_role(text) or plot_part(text) for text in headings)


def _begins(cells: Sequence[str], roles: Sequence[ColumnRole | None]) -> bool:
    """Whether an entry begins in a line: its number stands there."""
    return any(role is ColumnRole.NUMBER and cell for role, cell in zip(roles, cells, strict=True))


def _starts(table: _Table) -> list[int]:
    """Where the columns begin."""
    rows = [cells for cells in table.cells.values() if cells is not None]
    widths = [max(min(WIDEST, len(cell)) for cell in column) for column in zip(*rows, strict=True)]
    return [sum(widths[:n]) + GAP * n for n in range(len(widths))]
