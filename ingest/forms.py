"""Ruled lines -> table cells."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from baulast.model import Box
from ingest.rules import Rule

TOUCH_MM = 2.5  # lines of a form end this near to each other where they should meet
OPEN_MM = 6.0  # a table whose uprights run on this far below its last line is open there
SQUARE = 0.012  # copiers shear a page by up to half a degree
SIDE_SHARE = 0.5  # of a cell's side is ruled; less is a stray line


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A closed part of a table, in pixels of the clean image."""

    table: int
    row: int
    column: int
    box: Box


def find_cells(forms: tuple[Rule, ...], dpi: float) -> tuple[Cell, ...]:
    """The cells between the rules of forms, table by table from the top, by row and column."""
    touch = TOUCH_MM * dpi / 25.4
    groups = sorted(_groups(forms, touch), key=lambda g: (_extent(g).top, _extent(g).left))
    cells: list[Cell] = []
    table = 0
    for group in groups:
        found = _cells_of(group, table, touch, OPEN_MM * dpi / 25.4)
        if len(found) > 1:
            cells.extend(found)
            table += 1
    return tuple(cells)


def form_rules(rules: tuple[Rule, ...], dpi: float) -> tuple[Rule, ...]:
    """The rules that may belong to a table.

    They stand square to each other: a passage may be crossed out from edge to edge of its column.
    An upright one ends on level ones; where a table is open, all of its uprights end at the same
    height. Dust on the scanner's glass draws lines that run through everything, and underlines
    touch nothing.
    """
    touch = TOUCH_MM * dpi / 25.4
    levels = [rule for rule in rules if rule.level and _is_square(rule)]
    square = [rule for rule in rules if not rule.level and _is_square(rule)]
    uprights = [rule for rule in square if _is_held(rule, levels, square, touch)]
    return (
        *(level for level in levels if any(_meet(level, upright, touch) for upright in uprights)),
        *uprights,
    )


def ends_in_column(rule: Rule, uprights: Sequence[Rule], dpi: float) -> bool:
    """Whether a level rule that crosses upright ones ends between two, at none of them.

    A form's lines end on others, or stand out over all of them; a stroke through several columns
    ends wherever the pen was lifted.
    """
    touch = TOUCH_MM * dpi / 25.4
    at = [upright.at(rule.middle) for upright in uprights if _spans(upright, rule)]
    if not any(rule.start + touch < x < rule.end - touch for x in at):
        return False
    ends = (rule.start, rule.end)
    return any(min(at) < end < max(at) and min(abs(x - end) for x in at) > touch for end in ends)


def _spans(upright: Rule, level: Rule) -> bool:
    return upright.start < level.middle < upright.end


def _is_square(rule: Rule) -> bool:
    return abs(rule.at_end - rule.at_start) <= SQUARE * rule.length + rule.thick


def _is_held(rule: Rule, levels: list[Rule], uprights: list[Rule], touch: float) -> bool:
    """Whether an upright rule ends on level ones, or at least as others beside it do."""
    met = [level.at(rule.middle) for level in levels if _meet(level, rule, touch)]
    others = [other for other in uprights if other is not rule]
    held = [
        any(abs(rule.start - y) < touch for y in met),
        any(abs(rule.end - y) < touch for y in met),
    ]
    shared = [
        any(abs(rule.start - other.start) < touch for other in others),
        any(abs(rule.end - other.end) < touch for other in others),
    ]
    return any(held) and (held[0] or shared[0]) and (held[1] or shared[1])


def _meet(level: Rule, upright: Rule, touch: float) -> bool:
    x, y = upright.at(level.middle), level.at(upright.middle)
    return (
        level.start - touch <= x <= level.end + touch
        and upright.start - touch <= y <= upright.end + touch
    )


def _groups(rules: tuple[Rule, ...], touch: float) -> list[list[Rule]]:
    """Rules that hang together, each group with level and upright ones."""
    levels = [rule for rule in rules if rule.level]
    uprights = [rule for rule in rules if not rule.level]
    group_of = {id(rule): number for number, rule in enumerate(rules)}
    for level in levels:
        for upright in uprights:
            if _meet(level, upright, touch):
                old, new = group_of[id(upright)], group_of[id(level)]
                group_of = {k: new if g == old else g for k, g in group_of.items()}
    groups: dict[int, list[Rule]] = {}
    for rule in rules:
        groups.setdefault(group_of[id(rule)], []).append(rule)
    return [g for g in groups.values() if len({r.level for r in g}) == 2]


def _extent(group: list[Rule]) -> Box:
    box = group[0].box
    for rule in group[1:]:
        box = box.united(rule.box)
    return box


def _cells_of(group: list[Rule], table: int, touch: float, open_px: float) -> list[Cell]:
    levels = [r for r in group if r.level]
    uprights = [r for r in group if not r.level]
    extent = _extent(group)
    ys = _places(levels, extent.top, extent.bottom, touch, open_px)
    xs = _places(uprights, extent.left, extent.right, touch, open_px)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1:
        return []
    owner = np.arange(rows * columns).reshape(rows, columns)
    for row in range(rows):
        for column in range(columns - 1):
            if not _ruled(uprights, xs[column + 1], ys[row], ys[row + 1], touch):
                owner[owner == owner[row, column + 1]] = owner[row, column]
    for row in range(rows - 1):
        for column in range(columns):
            if not _ruled(levels, ys[row + 1], xs[column], xs[column + 1], touch):
                owner[owner == owner[row + 1, column]] = owner[row, column]
    return _boxed(owner, xs, ys, table)


def _boxed(
    owner: "np.ndarray[tuple[int, int], np.dtype[np.int64]]",
    xs: list[float],
    ys: list[float],
    table: int,
) -> list[Cell]:
    cells = []
    for value in np.unique(owner):
        at_rows, at_columns = np.nonzero(owner == value)
        top, bottom = int(at_rows.min()), int(at_rows.max())
        left, right = int(at_columns.min()), int(at_columns.max())
        box = Box(
            left=round(xs[left]), top=round(ys[top]), right=round(xs[right + 1]),
            bottom=round(ys[bottom + 1]),
        )  # fmt: skip
        cells.append(Cell(table=table, row=top, column=left, box=box))
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def _places(rules: list[Rule], low: int, high: int, touch: float, open_px: float) -> list[float]:
    """Where rules run, from low to high; an open side counts as ruled."""
    places: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: r.middle):
        if places and rule.middle - places[-1][-1].middle < touch:
            places[-1].append(rule)
        else:
            places.append([rule])
    out = [
        sum(r.middle * r.length for r in group) / sum(r.length for r in group) for group in places
    ]
    if not out or out[0] - low > open_px:
        out.insert(0, float(low))
    if high - out[-1] > open_px:
        out.append(float(high))
    return out


def _ruled(rules: list[Rule], place: float, low: float, high: float, touch: float) -> bool:
    """Whether a side from low to high is ruled for the most part."""
    covered = sum(
        max(0.0, min(rule.end, high) - max(rule.start, low))
        for rule in rules
        if abs(rule.at((low + high) / 2) - place) < touch
    )
    return covered >= SIDE_SHARE * (high - low)
