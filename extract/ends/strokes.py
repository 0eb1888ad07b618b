"""Marks over the wording of an entry: lines through it or along its feet, stamps, crosses.

A stroke that somebody drew follows the words: it begins and ends about where they do. The lines of
a form run from one edge of their column to the other, and lie between the entries.
"""

import re
from itertools import pairwise

from baulast.model import Block, BlockKind, Box, Mark, MarkKind, Page
from extract.case import Case
from extract.layout import Line, Spot, box_of, levelled, pitch
from extract.sheets.headings import ColumnRole
from extract.sheets.row import Row

STRIKING = frozenset({MarkKind.STRIKE, MarkKind.CROSS, MarkKind.RED_LINE})
COVERING = frozenset(
    {MarkKind.STAMP, MarkKind.SEAL, MarkKind.SIGNATURE, MarkKind.HANDWRITING, MarkKind.PICTURE}
)
PLOTS = (ColumnRole.BURDENED, ColumnRole.BENEFITED)
UNREAD = frozenset({MarkKind.UNREAD, MarkKind.HANDWRITING, MarkKind.PICTURE})
# In forms without columns the words that close an entry stand below its wording, and are signed.
SIGNED = frozenset({MarkKind.SIGNATURE, MarkKind.HANDWRITING, MarkKind.SEAL})
CLOSING = re.compile(
    r".*\bein\s?getragen\s+(?:am|den|unter|durch)\b|"
    r"\W*(?:ein\s?getr|eintrag|(?:tag|datum) der eintr|az\b|akten|gesch[äa]?e?fts|gesch\.)|"
    # who signs, on a line of its own
    r"\W*(?:i\. ?[av]\.|im auftrag|(?:die |untere )*bauaufsicht\w*|bauordnungsamt|"
    r"(?:der )?(?:\w*direktor|(?:ober)?b[üu]rgermeister))\W*$",
    re.IGNORECASE,
)
SHORTEST_WORDING = 6  # letters: "desgl."; what is left of one that was typed over is less
OVER_TEXT = 0.15  # of the narrower of mark and wording, in height: less is a line between rows
COVERED_LINE = 0.4  # of a line's height under a stamp; what touches a line from below is beside it
TOUCHED = 0.3  # of a line's height, across and down: a piece of ink that lies on it
PIECES = 2  # of unread ink in the cell of one wording; a single one may be a letter that ran
LETTER = 0.5  # of a line's height, both ways: less is a dot or a dash
TOUCHING = (0.4, 1.2)  # line heights across: a letter
COVERED_WIDE = 1.2  # line heights; less is the end of a signature that touches a letter
LETTERS = 2.0  # line heights: "§§" that look written are no higher; a stroke through a word is
FILLED_IN = 2.5  # line heights; plots written by hand are lower than a stamp on them
NAMED_BELOW = 5.0  # line heights below the closing words that a signature ends
HIGHER, WIDE = 1.5, 1.2  # line heights of what is left of a stamped word over the lines
BODY = (0.15, 0.85)  # of a line's box from above: a line there goes through its letters
FEET = (0.85, 1.35)  # there it underlines them
ALONG = 0.5  # of a line is underlined, and of the lines of an entry are: reddened, in a grey copy
SHORTEST = 5.0  # line heights of a rule through letters: the frame of a stamp, or two words struck
BRACKET_ALONG = 0.6  # of an entry's height; a bracket at its first lines may be a reader's mark
BRACKET_BEYOND = 1.5  # line heights above and below the wording; the lines of a form run on
BRACKET_BESIDE = 2.5  # line heights to the left or right of it
BRACKET_SLIM = 3.0  # times as high as wide
STANDING = 1.5  # line heights of an upright line through words: the side of a stamp's frame
OF_NAME = 0.8  # of a stroke's box lies in that of its signature: flourishes and underlines do
OF_FORM = 0.2  # line heights: an upright line so near to a column's edge is that edge
NOTE_BELOW = 6.0  # line pitches below the wording that a note still belongs to it
LONGEST = float("inf")  # an underline counts only if it is as long as half of its line
BEYOND = 2.0  # line heights by which a stroke ends behind its line; a form's rules run on


def struck_by(case: Case) -> tuple[tuple[Page, Mark], ...]:
    """The marks that may strike the wording of an entry, with their pages."""
    return tuple((page, mark) for page, row in case.draft.parts for mark in marks_over(page, row))


def marks_over(page: Page, row: Row) -> tuple[Mark, ...]:
    """The marks of a page that may strike a row's wording."""
    lines = row.lines(ColumnRole.CONTENT)
    if sum(len(line.text) for line in lines) < SHORTEST_WORDING:
        return _illegible(page, row)
    text = box_of(spot for line in lines for spot in line.spots)
    signed = _signed(page, lines)
    wording = _before_closing(lines)
    here = [mark for mark in page.marks if not _is_in_other_cell(mark.box, page, row)]
    strokes = [
        mark
        for mark in here
        if mark.kind in STRIKING
        and _lies_over(mark.box, wording if _is_of_name(mark, page) else lines, page)
        and not any(mark.box.overlap(name.box) == mark.box.area for name in signed)
    ]
    covers = [
        mark
        for mark in page.marks
        if mark not in signed
        and _may_cover(mark, lines[0].height)
        and _covers(mark.box, wording if mark.kind in SIGNED else lines, page)
    ]
    covers += [mark for mark in page.marks if mark not in covers and _covers_plots(mark, page, row)]
    rules = [m for m in page.marks if m.kind is MarkKind.RULE and m.box.overlap(text) > 0]
    through = [m for m in rules if any(_runs(m, line, page, BODY, SHORTEST) for line in lines)]
    under = [[m for m in rules if _runs(m, line, page, FEET, LONGEST)] for line in lines]
    along = [marks[0] for marks in under if marks]
    is_half = len(along) == ALONG * len(lines) and not under[0]  # the first alone is a heading
    along = along if is_half or len(along) > ALONG * len(lines) else []
    sides = [m for m in page.marks if m.kind is MarkKind.RULE and _stands_in(m.box, lines, page)]
    unread = [m for m in here if m.kind in UNREAD and not _joins_lines(m.box, lines, page)]
    pieces = [m for m in unread if _touches(m.box, lines, page) or _is_in_cell(m.box, page, row)]
    pieces = pieces if len(pieces) >= PIECES else _pale_over_unread(page, text)
    red = [m for m in page.marks if m.is_red and column_at(m.box, page, row) is not None]
    brackets = [m for m in page.marks if _is_bracket(m, lines, page, row)]
    return tuple(
        dict.fromkeys((*strokes, *covers, *through, *along, *sides, *pieces, *red, *brackets))
    )


def _is_in_other_cell(box: Box, page: Page, row: Row) -> bool:
    """Whether ink lies within one cell of a table that is none of the row's: a heading's."""
    own = {spot.word.block for spot in row.spots}
    slack = LETTER * row.spots[0].height
    return any(
        block.kind is BlockKind.CELL
        and (number not in own or _is_above(block, page, row))
        and block.box.top - slack <= box.top
        and box.bottom <= block.box.bottom + slack
        and block.box.left <= (box.left + box.right) / 2 <= block.box.right
        for number, block in enumerate(page.blocks)
    )


def _is_above(block: Block, page: Page, row: Row) -> bool:
    """Whether a cell lies in a row of the table above the one with the running number."""
    numbers = [spot for line in row.lines(ColumnRole.NUMBER) for spot in line.spots]
    numbered = [page.blocks[spot.word.block] for spot in numbers]
    return any(
        other.table == block.table
        and other.row is not None
        and block.row is not None
        and block.row < other.row
        for other in numbered
    )


def _joins_lines(box: Box, lines: tuple[Line, ...], page: Page) -> bool:
    """Whether ink is a letter that touches one of the line below: it fills a gap in both lines.

    On a bold copy a "g" runs into the "B" under it, and both words are read without them. A stamp's
    letters are wider, a stroke is thinner, and neither keeps to the gaps.
    """
    left, top, right, bottom = levelled(box, page.skew_deg)
    height = lines[0].height
    if not TOUCHING[0] * height <= right - left <= TOUCHING[1] * height:
        return False
    return any(
        _head(above) - LETTER * height <= top < _foot(above)
        and _head(below) < bottom <= _foot(below) + LETTER * height
        and all(_is_letter_of(left, right, line) for line in (above, below))
        for above, below in pairwise(lines)
    )


def _is_letter_of(left: float, right: float, line: Line) -> bool:
    """Whether ink stands where a letter of one of the line's words is missing, at its end."""
    slack = LETTER * line.height
    return not any(
        min(right, spot.right) - max(left, spot.left) > slack for spot in line.spots
    ) and any(
        abs(spot.right - left) < slack or abs(spot.left - right) < slack for spot in line.spots
    )


def _is_of_name(mark: Mark, page: Page) -> bool:
    """Whether a stroke is part of a signature, which may reach into the closing words it is under.

    Over the wording itself it counts as any other.
    """
    names = (other.box for other in page.marks if other.kind is MarkKind.SIGNATURE)
    return any(mark.box.overlap(box) >= OF_NAME * mark.box.area for box in names)


def column_at(box: Box, page: Page, row: Row) -> ColumnRole | None:
    """The column of the row in which a mark lies; None if it lies elsewhere."""
    left, top, right, bottom = levelled(box, page.skew_deg)
    middle = (top + bottom) / 2
    lines = [line for role_lines in row.cells.values() for line in role_lines]
    if not lines or not row.top <= middle < row.bottom:
        return None
    first = min(line.middle for line in lines)
    last = max(line.middle for line in lines)
    if not first - pitch(lines) < middle < last + NOTE_BELOW * pitch(lines):
        return None
    return next((c.role for c in row.columns if c.holds((left + right) / 2, middle)), None)


def _before_closing(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The wording without its closing words, beside which an official signs."""
    return next((lines[:n] for n, line in enumerate(lines) if CLOSING.match(line.text)), lines)


def _signed(page: Page, lines: tuple[Line, ...]) -> tuple[Mark, ...]:
    """The marks beside the closing words that can only be signatures.

    Of a large one the engine makes a picture: the only mark that stands there is no stamp.
    """
    closing = lines[len(_before_closing(lines)) :]
    if not closing:
        return ()
    beside = [
        mark
        for mark in page.marks
        if mark.kind in SIGNED | {MarkKind.PICTURE} and _is_beside(mark.box, closing, page)
    ]
    return tuple(beside) if len(beside) == 1 else ()


def _is_beside(box: Box, lines: tuple[Line, ...], page: Page) -> bool:
    """Whether a mark begins at the end of all lines that it reaches, or below them."""
    left, top, _, bottom = levelled(box, page.skew_deg)
    first = _head(lines[0])
    last = lines[-1].middle + NAMED_BELOW * lines[-1].height
    return (
        first <= top
        and bottom <= last
        and all(
            left > line.right - COVERED_WIDE * line.height
            or top > line.middle
            or bottom < _head(line)
            for line in lines
        )
    )


def _lies_over(box: Box, lines: tuple[Line, ...], page: Page) -> bool:
    """Whether a stroke lies in the rectangle of the wording, once both are level."""
    if not lines:
        return False
    left, top, right, bottom = levelled(box, page.skew_deg)
    spots = [spot for line in lines for spot in line.spots]
    wide = min(right, max(s.right for s in spots)) - max(left, min(s.left for s in spots))
    first, last = min(s.top for s in spots), max(s.bottom for s in spots)
    high = min(bottom, last) - max(top, first)
    return wide > 0 and high > 0 and high >= OVER_TEXT * min(bottom - top, last - first)


def _is_bracket(mark: Mark, lines: tuple[Line, ...], page: Page, row: Row) -> bool:
    """Whether a mark is an upright line in the margin, about as high as the wording."""
    if mark.kind not in STRIKING | {MarkKind.RULE, MarkKind.PICTURE} or len(lines) == 1:
        return False
    left, top, right, bottom = levelled(mark.box, page.skew_deg)
    height = lines[0].height
    first, last = lines[0].middle - height / 2, lines[-1].middle + height / 2
    along = min(bottom, last) - max(top, first)
    if bottom - top < BRACKET_SLIM * (right - left) or along < BRACKET_ALONG * (last - first):
        return False
    beyond = BRACKET_BEYOND * height
    if top < first - beyond or bottom > last + beyond:
        return False
    place = (left + right) / 2
    edges = [edge for column in row.columns for edge in (column.left, column.right)]
    if mark.kind is MarkKind.RULE and any(abs(place - e) < OF_FORM * height for e in edges):
        return False
    near = BRACKET_BESIDE * height
    start, end = min(line.left for line in lines), max(line.right for line in lines)
    return start - near < place < start + height or end - height < place < end + near


def _may_cover(mark: Mark, height: float) -> bool:
    """Whether a mark may be a stamp; unread ink may be one where it is higher than type."""
    if mark.kind is MarkKind.UNREAD:
        return mark.box.height > HIGHER * height and mark.box.width > WIDE * height
    if mark.kind is MarkKind.HANDWRITING and mark.box.width < SHORTEST * height:
        return mark.box.height > LETTERS * height
    return mark.kind in COVERING


def _covers(box: Box, lines: tuple[Line, ...], page: Page) -> bool:
    """Whether a mark lies on words, not beside or between them.

    What a stamp hides is not read, and a line then seems to end before it: so the longest counts.
    """
    end = max((line.right for line in lines), default=0.0)
    return any(_lies_on(box, line, page, (COVERED_WIDE, COVERED_LINE), end) for line in lines)


def _covers_plots(mark: Mark, page: Page, row: Row) -> bool:
    """Whether a mark as high as a stamp lies on plots that stand in cells of their own."""
    lines = tuple(line for role in PLOTS for line in row.lines(role))
    if mark.kind not in COVERING | {MarkKind.UNREAD} or not lines:
        return False
    if mark.box.height < FILLED_IN * lines[0].height:
        return False
    end = max(line.right for of_role in row.cells.values() for line in of_role)
    return any(_lies_on(mark.box, line, page, (COVERED_WIDE, COVERED_LINE), end) for line in lines)


def _illegible(page: Page, row: Row) -> tuple[Mark, ...]:
    """The unread ink where the wording would begin: it was typed over, or hatched."""
    if not row.spots:
        return ()
    first = min(row.spots, key=lambda spot: spot.top)
    unread = (mark for mark in page.marks if mark.kind in UNREAD | {MarkKind.SIGNATURE})
    return tuple(mark for mark in unread if _begins_beside(mark.box, first, page, row))


def _begins_beside(box: Box, first: Spot, page: Page, row: Row) -> bool:
    """Whether ink in the wording's column lies beside the first word of its row."""
    left, top, right, bottom = levelled(box, page.skew_deg)
    is_beside = top < first.bottom + first.height and bottom > first.top - first.height
    is_large = min(right - left, bottom - top) > LETTER * first.height
    middle = max(first.middle, (top + bottom) / 2)
    column = next((c for c in row.columns if c.holds((left + right) / 2, middle)), None)
    return is_beside and is_large and column is not None and column.role is ColumnRole.CONTENT


def _pale_over_unread(page: Page, text: Box) -> list[Mark]:
    """Pale ink on words that could not be read: a stamp of a dry pad hides them."""
    pale = [m for m in page.marks if m.kind is MarkKind.PICTURE and m.box.overlap(text) > 0]
    lost = [m.box for m in page.marks if m.kind in {MarkKind.UNREAD, MarkKind.HANDWRITING}]
    return [m for m in pale if any(m.box.overlap(box) > m.box.area / 2 for box in lost)]


def _touches(box: Box, lines: tuple[Line, ...], page: Page) -> bool:
    """Whether ink lies on a line of words, be it as small as a letter."""
    return any(_lies_on(box, line, page, (TOUCHED, TOUCHED), line.right) for line in lines)


def _lies_on(box: Box, line: Line, page: Page, least: tuple[float, float], end: float) -> bool:
    """Whether a mark shares more than ``least`` heights of a line, across and down.

    ``end``: how far the line runs, what is not read included.
    """
    left, top, right, bottom = levelled(box, page.skew_deg)
    across, down = least
    return (
        min(right, end) - max(left, line.left) > across * line.height
        and min(bottom, _foot(line)) - max(top, _head(line)) > down * line.height
    )


def _is_in_cell(box: Box, page: Page, row: Row) -> bool:
    """Whether ink as large as a letter lies on or below the wording: a stamp's, half pressed."""
    height = row.lines(ColumnRole.CONTENT)[0].height
    is_small = min(box.width, box.height) < LETTER * height
    return not is_small and column_at(box, page, row) is ColumnRole.CONTENT


def _stands_in(box: Box, lines: tuple[Line, ...], page: Page) -> bool:
    """Whether an upright line ends near the wording and goes through its words.

    A form's line stands where no words are, or in a gap wider than between them.
    """
    left, top, right, bottom = levelled(box, page.skew_deg)
    height, place = lines[0].height, (left + right) / 2
    if bottom - top < max(BRACKET_SLIM * (right - left), STANDING * height):
        return False
    if (
        top < _head(lines[0]) - BRACKET_BEYOND * height
        or bottom > _foot(lines[-1]) + NOTE_BELOW * height
    ):
        return False
    return any(
        min(bottom, _foot(line)) - max(top, _head(line)) > height / 2 and _is_amid(place, line)
        for line in lines
    )


def _is_amid(place: float, line: Line) -> bool:
    """Whether a place is in a word of a line, or between two that are one blank apart."""
    spots = sorted(line.spots, key=lambda spot: spot.left)
    return any(spot.left < place < spot.right for spot in spots) or any(
        before.right <= place <= after.left and after.left - before.right < line.height
        for before, after in pairwise(spots)
    )


def _head(line: Line) -> float:
    return line.middle - line.height / 2


def _foot(line: Line) -> float:
    return line.middle + line.height / 2


def _runs(mark: Mark, line: Line, page: Page, band: tuple[float, float], least: float) -> bool:
    """Whether a level rule runs along a line of words, for half of it or ``least`` heights."""
    left, top, right, bottom = levelled(mark.box, page.skew_deg)
    place = ((top + bottom) / 2 - _head(line)) / line.height
    if not band[0] < place < band[1]:
        return False
    needed = min(ALONG * (line.right - line.left), least * line.height)
    if min(right, line.right) - max(left, line.left) < needed:
        return False
    return right < line.right + BEYOND * line.height
