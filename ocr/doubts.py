"""Which of the ink that no word accounts for a person should look at, and why."""

from collections.abc import Iterator

from baulast.cleaned import CleanPage
from baulast.language import tr
from baulast.model import BlockKind, Box, Doubt, DoubtReason, MarkKind
from ocr.coverage import Covered, Rest
from ocr.engine import ReadLine

BLANK_IN = 1.2  # from a printed label to what was written behind it; 30 mm
NEAR = 1.5  # heights of type: ink this near to a line may belong to it


def doubts_of(covered: Covered, clean: CleanPage, height: float, number: int) -> Iterator[Doubt]:
    """A doubt for each rest that may fill a field or change an entry.

    That is: unread type in a table or near other type; handwriting in a table or behind a printed
    label. Signatures, notes in the margin and dirt away from the text are marks without a doubt.
    """
    lines = [line for of_region in covered.regions for line in of_region]
    for rest in covered.rests:
        if rest.kind is MarkKind.UNREAD and (
            _in_cell(rest, clean) or _is_near(rest.box, lines, NEAR * height)
        ):
            yield Doubt(
                reason=DoubtReason.UNREAD_INK,
                detail=tr(
                    "Hier steht etwas, das nicht gelesen werden konnte.",
                    "Something stands here that could not be read.",
                ),
                page=number,
                box=clean.box_on_scan(rest.box),
            )
        elif rest.kind is MarkKind.HANDWRITING and (
            _in_cell(rest, clean) or _fills_blank(rest.box, lines, BLANK_IN * clean.dpi)
        ):
            yield Doubt(
                reason=DoubtReason.HANDWRITTEN,
                detail=tr(
                    "Hier ist von Hand eingetragen; Handschrift wird nicht gelesen.",
                    "This was entered by hand; handwriting is not read.",
                ),
                page=number,
                box=clean.box_on_scan(rest.box),
            )


def _in_cell(rest: Rest, clean: CleanPage) -> bool:
    return rest.region is not None and clean.regions[rest.region].block.kind is BlockKind.CELL


def _is_near(box: Box, lines: list[ReadLine], reach: float) -> bool:
    return any(
        box.left < line.box.right + reach
        and line.box.left < box.right + reach
        and box.top < line.box.bottom + reach / 2
        and line.box.top < box.bottom + reach / 2
        for line in lines
    )


def _fills_blank(box: Box, lines: list[ReadLine], reach: float) -> bool:
    """Whether a word stands before the box on the same line."""
    return any(
        0 <= box.left - word.box.right < reach
        and min(box.bottom, word.box.bottom) - max(box.top, word.box.top) > word.box.height / 2
        for line in lines
        for word in line.words
    )
