"""Regions of a clean page -> lines of words, placed on that page."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np

from baulast.cleaned import CleanPage, Image, Region
from baulast.model import BlockKind, Box
from ocr.engine import Engine, ReadLine, ReadWord, Segmentation
from ocr.ink import Ink, Pieces, box_around, split_by_white
from ocr.touched import touched_letters

# White around a crop, in inches: Tesseract loses letters that touch the edge of its image.
MARGIN_IN = 0.04
LETTER_IN = (0.04, 0.25)  # an x of 8 point to the capitals of a heading
CAPITAL = 1.15  # times the median letter, weighed by ink, makes a capital
TYPE_IN = 0.11  # height of 10 and 12 point type, for a page without letters
# In heights of type:
WHITE = 1.5  # white between lines that parts what is read at once; double spacing is above it
PAD = 0.5  # paper kept around a part
TALL = 1.8  # higher pieces are headings or written by hand


def crop(image: Image, box: Box, *, dpi: float) -> Image:
    """The part of a page inside ``box``, with a white margin around it."""
    return framed(image[max(0, box.top) : box.bottom, max(0, box.left) : box.right], dpi=dpi)


def framed(part: Image, *, dpi: float) -> Image:
    """A part of a page with a white margin around it."""
    margin = margin_px(dpi)
    image: Image = cv2.copyMakeBorder(
        part, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=255
    )  # type: ignore[assignment]
    return image


def margin_px(dpi: float) -> int:
    return round(MARGIN_IN * dpi)


def placed(line: ReadLine, box: Box, *, dpi: float, scale: float = 1.0) -> ReadLine:
    """A line of the crop of ``box``, read at ``scale``, moved to its place on the page."""
    margin = margin_px(dpi)
    return ReadLine(
        tuple(
            replace(
                word,
                box=Box(
                    left=round(word.box.left / scale) - margin + box.left,
                    top=round(word.box.top / scale) - margin + box.top,
                    right=round(word.box.right / scale) - margin + box.left,
                    bottom=round(word.box.bottom / scale) - margin + box.top,
                ),
            )
            for word in line.words
        )
    )


def read_regions(clean: CleanPage, ink: Ink, engine: Engine) -> list[list[ReadLine]]:
    """The lines of each region, in the order of ``clean.regions``.

    A region is read in parts where white space divides it, and without strokes too tall for its
    letters: Tesseract loses lines beside a signature, and in columns with much white.
    """
    height = type_height(ink)
    parts = [
        (number, box, mode, strokes, kept)
        for number, region in enumerate(clean.regions)
        for box, mode, strokes, kept in _parts(region, ink, height)
    ]
    found: list[list[ReadLine]] = [[] for _ in clean.regions]
    for mode in Segmentation:
        chosen = [part for part in parts if part[2] is mode]
        if not chosen:
            continue
        crops = [
            framed(ink.without(clean.image, box, strokes, kept=kept), dpi=clean.dpi)
            for _, box, _, strokes, kept in chosen
        ]
        read = engine.read(crops, segmentation=mode, dpi=clean.dpi)
        for (number, box, *_), lines in zip(chosen, read, strict=True):
            found[number].extend(placed(line, box, dpi=clean.dpi) for line in lines)
    return found


def _parts(
    region: Region, ink: Ink, height: float
) -> Iterator[tuple[Box, Segmentation, Pieces, list[Box]]]:
    """The parts of a region to read at once, how, the strokes to leave out, and where they stay."""
    pieces = ink.pieces_in(region.box)
    strokes = lone_strokes(pieces, height)
    if region.block.kind is BlockKind.PLAN:
        return  # its lettering runs along any direction
    letters = pieces[~np.isin(pieces[:, 5], strokes[:, 5])]
    if len(letters) == 0:
        return
    kept = touched_letters(strokes, letters, ink, height)
    for part in split_by_white(letters, WHITE * height):
        around = box_around(part)
        pad = round(PAD * height)
        box = Box(
            left=max(0, region.box.left),
            top=max(0, region.box.top, around.top - pad),
            right=region.box.right,
            bottom=min(region.box.bottom, around.bottom + pad),
        )
        yield box, Segmentation.BLOCK, strokes, kept


def type_height(ink: Ink) -> float:
    """How high capitals of a page stand, as far as the pieces tell; each weighs as its ink."""
    heights, areas = ink.pieces[:, 3] - ink.pieces[:, 1], ink.pieces[:, 4]
    letters = (heights > LETTER_IN[0] * ink.dpi) & (heights < LETTER_IN[1] * ink.dpi)
    if not letters.any():
        return TYPE_IN * ink.dpi
    order = np.argsort(heights[letters], kind="stable")
    weights = np.cumsum(areas[letters][order])
    median = heights[letters][order][int(np.searchsorted(weights, weights[-1] / 2))]
    return CAPITAL * float(median)


def lone_strokes(pieces: Pieces, height: float) -> Pieces:
    """Pieces too tall for letters that have no row of their like: signatures, not headings."""
    heights = pieces[:, 3] - pieces[:, 1]
    middles = (pieces[:, 1] + pieces[:, 3]) / 2
    lone = np.zeros(len(pieces), dtype=bool)
    for place in np.nonzero(heights > TALL * height)[0]:
        alike = (np.abs(heights - heights[place]) < 0.2 * heights[place]) & (
            np.abs(middles - middles[place]) < 0.3 * heights[place]
        )
        lone[place] = alike.sum() < 3
    chosen: Pieces = pieces[lone]
    return chosen


def in_reading_order(lines: Sequence[ReadLine], height: float) -> list[ReadLine]:
    """Lines from the top; pieces that stand beside each other on one line are joined into it."""
    rows: list[list[ReadWord]] = []
    for line in sorted(lines, key=lambda line: line.box.top + line.box.bottom):
        if rows and _continues(ReadLine(tuple(rows[-1])), line, height):
            rows[-1].extend(line.words)
        else:
            rows.append(list(line.words))
    return [ReadLine(tuple(sorted(row, key=lambda word: word.box.left))) for row in rows]


def _continues(row: ReadLine, line: ReadLine, height: float) -> bool:
    """Whether a line stands beside a row and not below it: half of the lower one overlaps."""
    a, b = row.box, line.box
    overlap = min(a.bottom, b.bottom) - max(a.top, b.top)
    beside = a.right <= b.left + height or b.right <= a.left + height
    return beside and overlap > 0.5 * min(a.height, b.height)
