"""Tables with level rules alone: rows between the rules, columns told by white space."""

import numpy as np

from baulast.model import Box
from ingest.forms import Cell
from ingest.leaders import Boxes
from ingest.rules import Rule

LONG_MM = 80.0  # rules across a page; shorter ones underline a heading
SAME_MM = 4.0  # rules of one table begin and end this near to each other
FEW_RULES = 3  # above and below the heading row, and below the first entry
GAP_MM = 2.5  # white between columns, wider than between words of 12 point type


def find_row_cells(
    rules: tuple[Rule, ...], boxes: Boxes, *, first_table: int, dpi: float
) -> tuple[Cell, ...]:
    """The cells between level rules that no upright ones part; ``rules`` of no other table."""
    mm = dpi / 25.4
    cells: list[Cell] = []
    table = first_table
    for group in _groups([r for r in rules if r.level and r.length >= LONG_MM * mm], SAME_MM * mm):
        if len(group) < FEW_RULES:
            continue
        cells.extend(_cells(group, boxes, table, GAP_MM * mm))
        table += 1
    return tuple(cells)


def _groups(levels: list[Rule], near: float) -> list[list[Rule]]:
    groups: list[list[Rule]] = []
    for rule in sorted(levels, key=lambda r: r.middle):
        for group in groups:
            if abs(group[0].start - rule.start) < near and abs(group[0].end - rule.end) < near:
                group.append(rule)
                break
        else:
            groups.append([rule])
    return groups


def _cells(group: list[Rule], boxes: Boxes, table: int, gap: float) -> list[Cell]:
    left = round(min(rule.start for rule in group))
    right = round(max(rule.end for rule in group))
    ys = [round(rule.middle) for rule in group]
    inside = (boxes[:, 1] >= ys[0]) & (boxes[:, 3] <= ys[-1])
    inside &= (boxes[:, 0] >= left - gap) & (boxes[:, 2] <= right + gap)
    xs = [left, *_white(boxes[inside], gap), right]
    return [
        Cell(
            table=table,
            row=row,
            column=column,
            box=Box(left=xs[column], top=ys[row], right=xs[column + 1], bottom=ys[row + 1]),
        )
        for row in range(len(ys) - 1)
        for column in range(len(xs) - 1)
    ]


def _white(boxes: Boxes, gap: float) -> list[int]:
    """Where no box of any row stands: the middles of the white between columns."""
    order = boxes[np.argsort(boxes[:, 0])]
    if len(order) == 0:
        return []
    reach = np.maximum.accumulate(order[:, 2])
    starts = order[1:, 0]
    wide = starts - reach[:-1] > gap
    return [int(x) for x in ((starts + reach[:-1]) // 2)[wide]]
