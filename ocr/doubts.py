"""Which of the ink that no word accounts for a person should look at, and why."""

from collections.abc import Iterator

from baulast.cleaned import CleanPage
from baulast.language import Both
from baulast.model import BlockKind, Box, Doubt, DoubtReason, MarkKind
from ocr.arrival import is_of_arrival
from ocr.coverage import Covered, Rest
from ocr.engine import ReadLine

DETAILS = {
    DoubtReason.UNREAD_INK: Both(
        "Hier steht etwas, das nicht gelesen werden konnte.",
        "Something stands here that could not be read.",
    ),
    DoubtReason.HANDWRITTEN: Both(
        "Hier ist von Hand eingetragen; Handschrift wird nicht gelesen.",
        "This was entered by hand; handwriting is not read.",
    ),
}
MARGIN_IN = 0.75  # above and below which notes are made, and no form has blanks
LINE_HIGH = 3.0  # heights of type that handwriting on a line reaches; seals are higher
BLANK_IN = 1.2  # from a printed label to what was written behind it; 30 mm
WORD = 1.5  # heights of type; narrower ink is a letter, or none
LETTER = (0.5, 1.5)  # heights of type
NEAR = 1.5  # heights of type: ink this near to a line may belong to it


def doubts_of(covered: Covered, clean: CleanPage, height: float, number: int) -> Iterator[Doubt]:
    """A doubt for each rest that may fill a field or change an entry.

    That is: unread type in a table or near other type; handwriting in a table, or behind a printed
    label, there even if it looks like a signature. Signatures elsewhere, seals, notes in the
    margin, lettering between the lines of a plan and dirt away from the text are marks without one.
    """
    lines = [line for of_region in covered.regions for line in of_region]
    for rest in covered.rests:
        in_cell = _is_in(BlockKind.CELL, rest, clean)
        if _is_in(BlockKind.PLAN, rest, clean) or rest.kind is MarkKind.SEAL:
            continue
        if rest.kind is MarkKind.UNREAD:
            if in_cell or (
                _may_be_type(rest.box, lines, height) and not is_of_arrival(rest.box, lines)
            ):
                yield _doubt(DoubtReason.UNREAD_INK, clean.box_on_scan(rest.box), number)
        elif (in_cell and rest.kind is MarkKind.HANDWRITING) or (
            not in_cell and _fills_blank(rest, lines, clean, height)
        ):
            yield _doubt(DoubtReason.HANDWRITTEN, clean.box_on_scan(rest.box), number)


def _doubt(reason: DoubtReason, box: Box, number: int) -> Doubt:
    return Doubt(reason=reason, detail=DETAILS[reason], page=number, box=box)


def _is_in(kind: BlockKind, rest: Rest, clean: CleanPage) -> bool:
    return rest.region is not None and clean.regions[rest.region].block.kind is kind


def _may_be_type(box: Box, lines: list[ReadLine], height: float) -> bool:
    """Whether ink outside of tables may be words, or a letter or digit in a line of them."""
    if box.width >= WORD * height:
        return _is_near(box, lines, NEAR * height)
    if not LETTER[0] * height <= box.height <= LETTER[1] * height:
        return False  # a streak, a fold, a tick
    return any(
        box.left < word.box.right + height
        and word.box.left < box.right + height
        and min(box.bottom, word.box.bottom) - max(box.top, word.box.top) > box.height / 2
        for line in lines
        for word in line.words
    )


def _is_near(box: Box, lines: list[ReadLine], reach: float) -> bool:
    return any(
        box.left < line.box.right + reach
        and line.box.left < box.right + reach
        and box.top < line.box.bottom + reach
        and line.box.top < box.bottom + reach
        for line in lines
    )


def _fills_blank(rest: Rest, lines: list[ReadLine], clean: CleanPage, height: float) -> bool:
    """Whether a word stands before a rest on the same line, inside the margins."""
    box = rest.box
    margin = MARGIN_IN * clean.dpi
    if box.height > LINE_HIGH * height:
        return False
    if box.bottom < margin or box.top > clean.image.shape[0] - margin:
        return False
    middle = (box.left + box.right) / 2
    return any(
        word.box.right < middle
        and box.left - word.box.right < BLANK_IN * clean.dpi
        and min(box.bottom, word.box.bottom) - max(box.top, word.box.top) > word.box.height / 2
        for line in lines
        for word in line.words
    )
