"""Ink that no word accounts for: read again another way; what stays unread gets a name.

Tesseract's layout analysis drops lines and whole parts of a page without a sign. So every piece of
ink has to be accounted for: by a word, by a mark that cleaning found, by its shape (what is left of
a rule, a hole, a staple), or by a mark made here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np

from baulast.cleaned import CleanPage, Image
from baulast.model import BlockKind, Box, MarkKind
from ocr.engine import Engine, ReadLine, ReadWord, Segmentation
from ocr.ink import Pieces, box_around, grouped
from ocr.lines import framed, in_reading_order, placed
from ocr.seals import is_of_seal, seals_in
from ocr.shape import Shapes
from ocr.sift import Sifted, confidence, filled_alike, sift

# Distances and sizes are multiples of the height of the page's type.
PAD = 0.12  # around a word: its box may cut a tail or a dot
ACROSS, DOWN = 1.2, 0.5  # pieces nearer than this are one group: words of a line
SMALL = 0.55  # no letter, and no row of dots, is both lower and narrower
LETTER = 0.4  # an x is half as high as a capital
MANY = 6  # pieces of a tall group that may be touching lines of type; a signature has fewer
THIN = 0.22  # strokes are thinner than this; what is thin as a whole is a rule
LONG, FINE = 4.0, 0.16  # what is longer than a word, and finer than letters that touch
DRAWN = 8  # such lines aslant on a page make a drawing; fewer may be strokes through an entry
ONE_LINE = 2.2  # higher groups are read as a block
TALL = 1.6  # higher pieces are no type of the page's size: signatures, headings
HUGE = 6.0  # higher pieces are no letters: seals, pictures, crosses over a passage
SOLID = 0.72  # share of its box that is ink: letters stay below, holes and bars do not
INKED = 0.08  # share of its box that the frame of a stamp fills; the corner of a table less
SIGNATURE_SHARE = 0.5  # of a group's ink in one piece: a name in one stroke
NOTE_LETTERS = 4  # beside that piece, as high as type: the digits of a day behind "gelöscht"
NOTE_WIDE = 2.0  # times as wide as high, with its day; pieces of a torn name stand over each other
NOTE_HIGH = (0.5, 1.8)  # of type
SCALES = (1.0, 0.75, 1.5)  # one page went from 76 % errors to 0.7 % by scaling it
GROUPS = 16  # read again at most, the largest first: a page full of dirt must end
STRETCHED = 2.0  # heights of type from letter to letter; wide and spaced type stays below
HIDDEN = 2  # times as many letters as a guessed word has; hatching has none of their size
READ_AGAIN = 0.6  # trust that a second reading needs: the first one gave nothing


@dataclass(frozen=True, slots=True)
class Rest:
    """A group of ink that no word accounts for, or only perhaps, and what it seems to be."""

    kind: MarkKind
    box: Box
    region: int | None  # the one that it lies in


@dataclass(frozen=True, slots=True)
class Covered:
    """The lines of each region, with those that were read again; what is left over."""

    regions: tuple[tuple[ReadLine, ...], ...]
    rests: tuple[Rest, ...]


def cover(clean: CleanPage, sifted: list[Sifted], shapes: Shapes, engine: Engine) -> Covered:
    """Every piece of ink accounted for, as far as reading again can."""
    height = shapes.type_height
    lines = [list(_fitting(s.lines, shapes)) for s in sifted]
    left = _uncovered(clean, lines, shapes)
    tall = left[:, 3] - left[:, 1] > TALL * height
    written = [box for s in sifted for box in s.handwriting]
    for box in _letter_groups(left[~tall], height)[:GROUPS]:
        region = _region_of(box, clean)
        if region is not None and not _is_in(box, written):
            lines[region].extend(_read_again(clean, box, left[tall], shapes, engine))
    left = _uncovered(clean, lines, shapes)
    for box in _letter_groups(left, height, least=MANY)[:GROUPS]:
        region = _region_of(box, clean)
        if region is not None and box.height > TALL * height:  # lines so near that letters touch
            again = _read_again(clean, box, left[:0], shapes, engine)
            lines[region].extend(line for line in again if not _is_read(line, lines[region]))
    left = _undrawn(_uncovered(clean, lines, shapes), height)
    rests = [
        Rest(_kind(group, shapes, written), box_around(group), _region_of(box_around(group), clean))
        for group in grouped(left, across=ACROSS * height, down=DOWN * height)
        if _may_be_text(group, height)
    ]
    rests = _seals_told(rests, clean, lines, shapes)
    perhaps = [
        Rest(MarkKind.HANDWRITING, box, number)
        for number, (s, read) in enumerate(zip(sifted, lines, strict=True))
        if clean.regions[number].block.kind is not BlockKind.PLAN  # lettering leans as streets do
        for box in (*s.perhaps, *_alike(read, s.perhaps, shapes))
    ]
    over = [
        Rest(MarkKind.PICTURE, box, _region_of(box, clean))
        for box in _over(clean, lines, shapes)
        if not any(2 * box.overlap(rest.box) > box.area for rest in (*rests, *perhaps))
    ]
    return Covered(tuple(map(tuple, lines)), (*rests, *perhaps, *over))


def _seals_told(
    rests: list[Rest], clean: CleanPage, lines: list[list[ReadLine]], shapes: Shapes
) -> list[Rest]:
    """The rests; what is of a seal and of no line is called so. In tables it may hide."""

    def may_be(rest: Rest) -> bool:
        region = None if rest.region is None else clean.regions[rest.region].block.kind
        return rest.kind is MarkKind.UNREAD and region is not BlockKind.CELL

    if not any(map(may_be, rests)):
        return rests
    seals = seals_in(shapes.ink)
    words = [word.box for of_region in lines for line in of_region for word in line.words]
    return [
        replace(rest, kind=MarkKind.SEAL)
        if may_be(rest) and is_of_seal(rest.box, seals, words)
        else rest
        for rest in rests
    ]


def _over(clean: CleanPage, lines: list[list[ReadLine]], shapes: Shapes) -> Iterator[Box]:
    """Boxes of ink too large for type that lies over lines of text: a stamp hangs letters together.

    What it hides is not read, so a line's band runs from the margin to its region's longest line.
    """
    height = shapes.type_height
    words = (word for of_region in lines for line in of_region for word in line.words)
    known = [word.box for word in words if not _is_guess(word, height)]
    pieces = shapes.ink.pieces[shapes.ink.share_inside([*known, *marked(clean)]) < 0.5]
    bands = [band for of_region in lines for band in _bands(of_region)]
    for left, top, right, bottom, area, _ in pieces.tolist():
        box = Box(left=left, top=top, right=right, bottom=bottom)
        if box.height < TALL * height or box.width < TALL * height:
            continue
        if area * 4 > INKED * box.area and any(_lies_over(box, band, height) for band in bands):
            yield box


def _is_guess(word: ReadWord, height: float) -> bool:
    """Whether a word is far larger than its letters: "NE" is read over three words and a stamp."""
    is_high = word.box.height > TALL * height and word.confidence < READ_AGAIN
    return is_high or _is_stretched(word, height)


def _is_stretched(word: ReadWord, height: float) -> bool:
    is_wide = word.box.width > STRETCHED * height * len(word.text)
    return is_wide and word.confidence < READ_AGAIN


def _fitting(lines: Iterable[ReadLine], shapes: Shapes) -> Iterator[ReadLine]:
    """The lines without guessed words that stand over many more letters than they have.

    Two letters over three lines of a note account for none of it: the ink is to be read again.
    """
    for line in lines:
        words = tuple(word for word in line.words if not _hides_letters(word, shapes))
        if words:
            yield ReadLine(words)


def _hides_letters(word: ReadWord, shapes: Shapes) -> bool:
    height = shapes.type_height
    if not _is_stretched(word, height):
        return False
    pieces = shapes.ink.pieces_in(word.box)
    high = pieces[:, 3] - pieces[:, 1]
    letters = np.count_nonzero((high >= LETTER * height) & (high <= TALL * height))
    return bool(letters > HIDDEN * len(word.text))


def _bands(lines: list[ReadLine]) -> Iterator[Box]:
    boxes = [line.box for line in lines]
    for box in boxes:
        yield replace(box, left=min(b.left for b in boxes), right=max(b.right for b in boxes))


def _lies_over(box: Box, band: Box, height: float) -> bool:
    wide = min(box.right, band.right) - max(box.left, band.left)
    high = min(box.bottom, band.bottom) - max(box.top, band.top)
    return wide > TALL * height and high > band.height / 2


def _is_read(line: ReadLine, lines: list[ReadLine]) -> bool:
    """Whether a line was read before just so: a frame is read with what stands in it."""
    known = [word for other in lines for word in other.words]
    same = [
        any(word.text == other.text and word.box.overlap(other.box) > 0 for other in known)
        for word in line.words
    ]
    return sum(same) > len(same) / 2


def _alike(lines: list[ReadLine], perhaps: tuple[Box, ...], shapes: Shapes) -> list[Box]:
    rows = in_reading_order(lines, shapes.type_height)
    found = [box for row in rows for box in filled_alike(row, perhaps, shapes)]
    return [box for box in found if not any(box.overlap(other) for other in perhaps)]


def _uncovered(clean: CleanPage, lines: list[list[ReadLine]], shapes: Shapes) -> Pieces:
    """The pieces that neither a word nor a mark nor their shape accounts for."""
    height = shapes.type_height
    words = [word.box for of_region in lines for line in of_region for word in line.words]
    known = [_padded(box, PAD * height) for box in [*words, *marked(clean)]]
    pieces = shapes.ink.pieces[shapes.ink.share_inside(known) < 0.5]
    graphic = np.array([_is_graphic(piece, height) for piece in pieces], dtype=bool)
    rest: Pieces = pieces[~graphic]
    return rest


def _undrawn(pieces: Pieces, height: float) -> Pieces:
    """The pieces less the lines of a drawing; only after all was read again that may be text."""
    drawn = np.array([_is_line(piece, height) for piece in pieces], dtype=bool)
    rest: Pieces = pieces[~drawn] if np.count_nonzero(drawn) >= DRAWN else pieces
    return rest


def _letter_groups(pieces: Pieces, height: float, least: int = 1) -> list[Box]:
    """Boxes of groups that may be lines of text, those with most ink first."""
    groups = [
        group
        for group in grouped(pieces, across=ACROSS * height, down=DOWN * height)
        if len(group) >= least and _may_be_text(group, height)
    ]
    return [box_around(group) for group in sorted(groups, key=lambda g: -int(g[:, 4].sum()))]


def marked(clean: CleanPage) -> Iterable[Box]:
    """Boxes, on the clean page, of the marks whose ink is all theirs."""
    back = cv2.invertAffineTransform(clean.to_scan)
    for mark in clean.marks:
        if mark.kind in SOLID_MARKS:
            xs = [mark.box.left, mark.box.right, mark.box.right, mark.box.left]
            ys = [mark.box.top, mark.box.top, mark.box.bottom, mark.box.bottom]
            points = back @ np.array([xs, ys, [1] * 4], dtype=np.float64)
            left, top = (int(value) for value in points.min(axis=1))
            right, bottom = (int(value) + 1 for value in points.max(axis=1))
            yield Box(left=left, top=top, right=right, bottom=bottom)


# Not among them: rules, strikes, crosses and pale stamps, whose boxes hold letters too.
SOLID_MARKS = frozenset(
    {
        MarkKind.SIGNATURE,
        MarkKind.HANDWRITING,
        MarkKind.STAMP,
        MarkKind.SEAL,
        MarkKind.BARCODE,
        MarkKind.PUNCH_HOLE,
    }
)


def _padded(box: Box, by: float) -> Box:
    return Box(
        left=round(box.left - by),
        top=round(box.top - by),
        right=round(box.right + by),
        bottom=round(box.bottom + by),
    )


def _is_graphic(piece: Pieces, height: float) -> bool:
    """Whether the shape of a piece alone says that it is no letter."""
    left, top, right, bottom, area, _ = (float(value) for value in piece)
    wide, high = right - left, bottom - top
    area *= 4  # counted at half the size
    if high > HUGE * height or wide > 12 * height:
        return True
    long = float(np.hypot(wide, high))
    if long > height and area < THIN * height * long and min(wide, high) < THIN * 2 * height:
        return True  # a rule or what is left of one
    return area > SOLID * wide * high and min(wide, high) > 0.6 * height


def _is_line(piece: Pieces, height: float) -> bool:
    """Whether a piece is a long fine line, however it runs: the edge of a plot on a plan."""
    left, top, right, bottom, area, _ = (float(value) for value in piece)
    long = float(np.hypot(right - left, bottom - top))
    return long > LONG * height and area * 4 < FINE * height * long


def _may_be_text(group: Pieces, height: float) -> bool:
    """Whether a group is as large as a letter and, for the most part, not dots and dirt."""
    box = box_around(group)
    if max(box.width, box.height) < SMALL * height:
        return False
    if box.width < SMALL * height and box.height > TALL * height:
        return False  # a streak of the scanner, or what is left of an upright rule
    letters = group[:, 3] - group[:, 1] >= LETTER * height
    return bool(group[letters, 4].sum() > group[:, 4].sum() / 2)


def _region_of(box: Box, clean: CleanPage) -> int | None:
    overlaps = [region.box.overlap(box) for region in clean.regions]
    return int(np.argmax(overlaps)) if overlaps and max(overlaps) > 0 else None


def _read_again(
    clean: CleanPage, box: Box, tall: Pieces, shapes: Shapes, engine: Engine
) -> list[ReadLine]:
    """The lines of a group at the first scale at which they read well; none where at no scale.

    Pieces too tall for letters are left out: a signature beside a line keeps it from being found.
    """
    one_line = box.height <= ONE_LINE * shapes.type_height
    mode = Segmentation.LINE if one_line else Segmentation.BLOCK
    image = framed(shapes.ink.without(clean.image, box, tall), dpi=clean.dpi)
    for scale in SCALES:
        scaled: Image = image
        if scale != 1:
            scaled = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)  # type: ignore[assignment]
        (read,) = engine.read([scaled], segmentation=mode, dpi=clean.dpi * scale)
        lines = sift([placed(line, box, dpi=clean.dpi, scale=scale) for line in read], shapes).lines
        good = [line for line in lines if confidence(line) >= READ_AGAIN]
        if good:
            return good
    return []


def _kind(group: Pieces, shapes: Shapes, written: list[Box]) -> MarkKind:
    """What a group is that cannot be read: written by hand, signed, or type."""
    box = box_around(group)
    height, lean = shapes.height(box), shapes.lean([box])
    share = float(group[:, 4].max() / group[:, 4].sum())
    if height > TALL and box.width > TALL * shapes.type_height and share > SIGNATURE_SHARE:
        high = np.delete(group[:, 3] - group[:, 1], group[:, 4].argmax()) / shapes.type_height
        letters = np.count_nonzero((high > NOTE_HIGH[0]) & (high < NOTE_HIGH[1]))
        is_note = letters >= NOTE_LETTERS and box.width > NOTE_WIDE * box.height
        return MarkKind.HANDWRITING if is_note else MarkKind.SIGNATURE
    if _is_in(box, written) or (height > 1.3 and lean > 0.05) or lean > 0.2:
        return MarkKind.HANDWRITING
    return MarkKind.UNREAD


def _is_in(box: Box, others: list[Box]) -> bool:
    """Whether another box holds this one and little more; words as read can be far too large."""
    return any(
        box.overlap(other) > 0.5 * box.area and other.area < 2 * box.area for other in others
    )
