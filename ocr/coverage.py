"""Ink that no word accounts for: read again another way; what stays unread gets a name.

Tesseract's layout analysis drops lines and whole parts of a page without a sign. So every piece of
ink has to be accounted for: by a word, by a mark that cleaning found, by its shape (what is left of
a rule, a hole, a staple), or by a mark made here.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np

from baulast.cleaned import CleanPage
from baulast.model import Box, MarkKind
from ocr.engine import Engine, ReadLine, Segmentation
from ocr.ink import Ink, Pieces, box_around, grouped
from ocr.lines import crop, placed
from ocr.shape import Shapes
from ocr.sift import Sifted, sift

# Distances and sizes are multiples of the height of the page's type.
PAD = 0.12  # around a word: its box may cut a tail or a dot
ACROSS, DOWN = 1.2, 0.5  # pieces nearer than this are one group: words of a line
SMALL = 0.55  # no letter, and no row of dots, is both lower and narrower
THIN = 0.22  # strokes are thinner than this; what is thin as a whole is a rule
ONE_LINE = 2.2  # higher groups are read as a block
HUGE = 6.0  # higher pieces are no letters: seals, pictures, crosses over a passage
SOLID = 0.72  # share of its box that is ink: letters stay below, holes and bars do not
SIGNATURE_SHARE = 0.5  # of a group's ink in one piece: a name in one stroke
SCALES = (1.0, 0.75, 1.5)  # one page went from 76 % errors to 0.7 % by scaling it
GROUPS = 16  # read again at most, the largest first: a page full of dirt must end
READ_AGAIN = 0.6  # trust that a second reading needs: the first one gave nothing


@dataclass(frozen=True, slots=True)
class Rest:
    """A group of ink that no word accounts for, and what it seems to be."""

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
    lines = [list(s.lines) for s in sifted]
    height = shapes.type_height
    words = [word.box for of_region in lines for line in of_region for word in line.words]
    known = [_padded(box, PAD * height) for box in [*words, *marked(clean)]]
    left = _uncovered(shapes.ink, known, height)
    groups = grouped(left, across=ACROSS * height, down=DOWN * height)
    groups = [g for g in groups if _may_be_text(g, height)]
    written = [box for s in sifted for box in s.handwriting]
    rests = []
    attempts = 0
    for group in sorted(groups, key=lambda g: -int(g[:, 4].sum())):
        box = box_around(group)
        region = _region_of(box, clean)
        found: tuple[ReadLine, ...] = ()
        is_written = any(box.overlap(hand) > 0.5 * box.area for hand in written)
        if not is_written and attempts < GROUPS:
            attempts += 1
            found = _read_again(clean, box, shapes, engine)
        if found and region is not None:
            lines[region].extend(found)
        else:
            rests.append(Rest(_kind(group, shapes, is_written=is_written), box, region))
    return Covered(tuple(map(tuple, lines)), tuple(rests))


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


# Not among them: rules, strikes and crosses, whose boxes hold letters too.
SOLID_MARKS = frozenset(
    {
        MarkKind.SIGNATURE,
        MarkKind.HANDWRITING,
        MarkKind.STAMP,
        MarkKind.SEAL,
        MarkKind.PICTURE,
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


def _uncovered(ink: Ink, known: list[Box], height: float) -> Pieces:
    pieces = ink.pieces[ink.share_inside(known) < 0.5]
    return pieces[[not _is_graphic(piece, height) for piece in pieces]] if len(pieces) else pieces


def _is_graphic(piece: Pieces, height: float) -> bool:
    """Whether the shape of a piece alone says that it is no letter."""
    left, top, right, bottom, area = (float(value) for value in piece)
    wide, high = right - left, bottom - top
    area *= 4  # counted at half the size
    if high > HUGE * height or wide > 12 * height:
        return True
    long = float(np.hypot(wide, high))
    if long > height and area < THIN * height * long and min(wide, high) < THIN * 2 * height:
        return True  # a rule or what is left of one
    return area > SOLID * wide * high and min(wide, high) > 0.6 * height


def _may_be_text(group: Pieces, height: float) -> bool:
    box = box_around(group)
    if max(box.width, box.height) < SMALL * height or box.height < 0.3 * height:
        return False
    return float((group[:, 3] - group[:, 1]).max()) >= 0.4 * height  # a row of dots is a blank


def _region_of(box: Box, clean: CleanPage) -> int | None:
    overlaps = [region.box.overlap(box) for region in clean.regions]
    return int(np.argmax(overlaps)) if overlaps and max(overlaps) > 0 else None


def _read_again(clean: CleanPage, box: Box, shapes: Shapes, engine: Engine) -> tuple[ReadLine, ...]:
    """The lines of a group that reads well at some scale; nothing where it does at none."""
    one_line = box.height <= ONE_LINE * shapes.type_height
    mode = Segmentation.LINE if one_line else Segmentation.BLOCK
    image = crop(clean.image, box, dpi=clean.dpi)
    for scale in SCALES:
        scaled = (
            image
            if scale == 1
            else cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        )
        (read,) = engine.read([scaled], segmentation=mode, dpi=clean.dpi * scale)
        lines = sift([placed(line, box, dpi=clean.dpi, scale=scale) for line in read], shapes).lines
        good = [line for line in lines if _trust(line) >= READ_AGAIN]
        if good and len(good) == len(lines):
            return tuple(good)
    return ()


def _trust(line: ReadLine) -> float:
    return sum(w.confidence for w in line.words) / len(line.words)


def _kind(group: Pieces, shapes: Shapes, *, is_written: bool) -> MarkKind:
    """What a group is that cannot be read: written by hand, signed, or type."""
    box = box_around(group)
    height = shapes.height(box)
    share = float(group[:, 4].max() / group[:, 4].sum())
    if height > 1.4 and box.width > 1.5 * shapes.type_height and share > SIGNATURE_SHARE:
        return MarkKind.SIGNATURE
    if is_written or (height > 1.3 and shapes.lean([box]) > 0.05) or shapes.lean([box]) > 0.2:
        return MarkKind.HANDWRITING
    return MarkKind.UNREAD
