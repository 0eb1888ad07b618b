"""Table cells from ruled lines: plain grids, spanning cells, open sides, no tables."""

import numpy as np
import pytest

from baulast.model import Box
from ingest.forms import Cell, find_cells, form_rules
from ingest.rows import find_row_cells
from ingest.rules import Rule

DPI = 300.0


def level(y: float, x0: float = 100, x1: float = 1000) -> Rule:
    return Rule(level=True, start=x0, end=x1, at_start=y, at_end=y, thick=4)


def upright(x: float, y0: float = 100, y1: float = 900) -> Rule:
    return Rule(level=False, start=y0, end=y1, at_start=x, at_end=x, thick=4)


def cells(*rules: Rule) -> list[tuple[int, int, int, int, int, int]]:
    """Row, column and box of each cell."""
    found = find_cells(form_rules(rules, DPI), DPI)
    return [(c.row, c.column, c.box.left, c.box.top, c.box.right, c.box.bottom) for c in found]


def test_a_grid_gives_its_cells_row_by_row() -> None:
    """Closed rows and columns are told by their place in the table."""
    rules = (level(100), level(400), level(900), upright(100), upright(500), upright(1000))
    assert cells(*rules) == [
        (0, 0, 100, 100, 500, 400),
        (0, 1, 500, 100, 1000, 400),
        (1, 0, 100, 400, 500, 900),
        (1, 1, 500, 400, 1000, 900),
    ]


def test_a_cell_that_spans_columns_has_the_leftmost_one() -> None:
    """Where no line parts two columns, they are one cell."""
    rules = (level(100), level(400), level(900), upright(100), upright(500, 400), upright(1000))
    assert cells(*rules)[0] == (0, 0, 100, 100, 1000, 400)
    assert len(cells(*rules)) == 3


@pytest.mark.parametrize(
    "rules",
    [
        (level(100), level(400), upright(100), upright(500), upright(1000)),  # open below
        (level(400), level(900), upright(100), upright(500), upright(1000)),  # open above
    ],
)
def test_an_open_table_is_closed_where_its_uprights_end(rules: tuple[Rule, ...]) -> None:
    """A table whose first or last line is missing ends where its upright lines end."""
    assert {row for row, *_ in cells(*rules)} == {0, 1}
    assert len(cells(*rules)) == 4


def test_open_sides_are_closed_by_the_level_lines() -> None:
    """Columns at the side without an outer line reach as far as the level lines."""
    rules = (level(100), level(400), level(900), upright(500))
    sides = [(left, right) for _, _, left, _, right, _ in cells(*rules)]
    assert sides[:2] == [(100, 500), (500, 1001)]


@pytest.mark.parametrize(
    "stray",
    [
        level(650, 150, 420),  # an underline in a cell
        upright(300, 30, 1200),  # dust on the glass runs through everything
        Rule(level=False, start=100, end=900, at_start=300, at_end=325, thick=2),  # not square
        Rule(level=True, start=500, end=1000, at_start=500, at_end=440, thick=6),  # a diagonal
    ],
)
def test_stray_lines_are_no_part_of_a_table(stray: Rule) -> None:
    """Underlines, streaks and slanted lines do not part a table's cells."""
    rules = (level(100), level(400), level(900), upright(100), upright(500), upright(1000))
    assert cells(*rules, stray) == cells(*rules)


def test_tables_one_below_the_other_stay_apart() -> None:
    """Tables count from the top; their cells do not mix."""
    upper = (level(100), level(200), upright(100, 100, 200), upright(500, 100, 200))
    upper = (*upper, upright(1000, 100, 200))
    lower = (level(400), level(900), upright(100, 400), upright(500, 400), upright(1000, 400))
    found = find_cells(form_rules((*lower, *upper), DPI), DPI)
    assert [(c.table, c.box.top) for c in found] == [(0, 100), (0, 100), (1, 400), (1, 400)]


@pytest.mark.parametrize(
    "rules",
    [
        (),
        (level(100), level(300)),
        (upright(100), upright(300)),
        (level(100, 100, 400), upright(900, 500)),
    ],
)
def test_lines_that_do_not_meet_are_no_table(rules: tuple[Rule, ...]) -> None:
    """Underlines, margins and lines that stand alone give no cells."""
    assert cells(*rules) == []


def test_level_lines_alone_make_rows_with_columns_of_white() -> None:
    """A table without upright lines gets its columns from the white between its texts."""
    rules = tuple(level(y, 100, 1500) for y in (100, 200, 600, 1000))
    boxes = np.array(
        [[120, y, 180, y + 30] for y in (130, 250, 650)]
        + [[260, y, 1000, y + 30] for y in (130, 250, 650)]
        + [[1100, y, 1450, y + 30] for y in (250, 650)],
        dtype=np.int32,
    )
    found = find_row_cells(rules, boxes, first_table=2, dpi=DPI)
    assert len(found) == 9
    assert found[4] == Cell(
        table=2, row=1, column=1, box=Box(left=220, top=200, right=1050, bottom=600)
    )


def test_two_level_lines_are_a_heading_not_a_table() -> None:
    """Lines above and below a heading do not make a table."""
    nothing = np.empty((0, 4), dtype=np.int32)
    assert (
        find_row_cells((level(100, 0, 1500), level(200, 0, 1500)), nothing, first_table=0, dpi=DPI)
        == ()
    )
