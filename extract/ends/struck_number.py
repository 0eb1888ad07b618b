"""Running numbers that were struck or crossed: some clerks end an entry by its number alone."""

import re
from collections.abc import Iterable

from baulast.model import Box, MarkKind, Page
from extract.case import Case
from extract.layout import box_of, levelled
from extract.sheets.headings import ColumnRole
from extract.sheets.row import Row

# What a stroke over one or two digits is taken for, by its colour and its shape.
DRAWN = frozenset(
    {
        *(MarkKind.STRIKE, MarkKind.CROSS, MarkKind.RED_LINE, MarkKind.STAMP, MarkKind.SIGNATURE),
        *(MarkKind.HANDWRITING, MarkKind.UNREAD, MarkKind.PICTURE),
    }
)
LEAST = 0.5  # line heights of a stroke, one way; less is dirt
REACH = 1.0  # line heights above and below the number that a stroke over it begins and ends
WIDEST = 1.15  # line heights of a digit with what is beside it; type has 0.5 to 0.8
DASHED = re.compile(r"[-–—=_~]+\s?\d{1,3}\s?[-–—=_~]+")  # a level stroke beyond both sides


def struck_numbers(case: Case) -> tuple[tuple[Page, Box], ...]:
    """Where strokes lie on the number of an entry, with their pages."""
    return tuple((page, box) for page, row in case.draft.parts for box in _strokes(page, row))


def _strokes(page: Page, row: Row) -> Iterable[Box]:
    place = _place(row)
    if place is None:
        return
    left, top, right, bottom, height = place
    for mark in page.marks:
        x0, y0, x1, y1 = levelled(mark.box, page.skew_deg)
        is_large = max(x1 - x0, y1 - y0) > LEAST * height
        is_within = y0 > top - REACH * height and y1 < bottom + REACH * height
        is_over = min(right, x1) - max(left, x0) > 0 and min(bottom, y1) - max(top, y0) > 0
        is_across = x0 > left - 2 * REACH * height and x1 < right + 2 * REACH * height
        if mark.kind in DRAWN and is_large and is_within and is_over and is_across:
            yield mark.box
    if row.number_spots and _is_drawn_out(row):
        yield box_of(row.number_spots)


def _place(row: Row) -> tuple[float, float, float, float, float] | None:
    """Where the number stands, or would beside the first line; None where nothing tells."""
    lines = row.lines(ColumnRole.CONTENT)
    if row.number_spots:
        spots = row.number_spots
        return (
            min(spot.left for spot in spots),
            min(spot.top for spot in spots),
            max(spot.right for spot in spots),
            max(spot.bottom for spot in spots),
            max(spot.height for spot in spots),
        )
    column = next((c for c in row.columns if c.role is ColumnRole.NUMBER), None)
    if column is None or not lines:
        return None
    height = lines[0].height
    top = lines[0].middle - height / 2
    return column.left, top, column.right, top + height, height


def _is_drawn_out(row: Row) -> bool:
    """Whether the number was read with a level stroke through it, wider than its digits are."""
    if DASHED.search(" ".join(spot.text for spot in row.number_spots)):
        return True
    lines = row.lines(ColumnRole.CONTENT)
    height = lines[0].height if lines else max(spot.height for spot in row.number_spots)
    return any(
        spot.right - spot.left > WIDEST * height * len(spot.text)
        for spot in row.number_spots
        if any(letter.isdigit() for letter in spot.text)
    )
