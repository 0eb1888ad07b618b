"""Regions of a clean page -> lines of words, placed on that page."""

from collections.abc import Sequence
from dataclasses import replace

import cv2

from baulast.cleaned import CleanPage, Image, Region
from baulast.model import BlockKind, Box
from ocr.engine import Engine, ReadLine, ReadWord, Segmentation

# White around a crop, in inches: Tesseract loses letters that touch the edge of its image.
MARGIN_IN = 0.04


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


def read_regions(clean: CleanPage, engine: Engine) -> list[list[ReadLine]]:
    """The lines of each region, in the order of ``clean.regions``."""
    found: list[list[ReadLine]] = [[] for _ in clean.regions]
    for mode in Segmentation:
        places = [i for i, r in enumerate(clean.regions) if segmentation(r) is mode]
        boxes = [clean.regions[i].box for i in places]
        for place, lines in zip(places, read_boxes(clean, boxes, engine, mode), strict=True):
            found[place] = lines
    return found


def read_boxes(
    clean: CleanPage, boxes: Sequence[Box], engine: Engine, mode: Segmentation
) -> list[list[ReadLine]]:
    """The lines inside each box, placed on the page."""
    if not boxes:
        return []
    crops = [crop(clean.image, box, dpi=clean.dpi) for box in boxes]
    read = engine.read(crops, segmentation=mode, dpi=clean.dpi)
    return [
        [placed(line, box, dpi=clean.dpi) for line in lines]
        for box, lines in zip(boxes, read, strict=True)
    ]


def segmentation(region: Region) -> Segmentation:
    """How a region is best read: plans have words anywhere, all else lines below each other."""
    if region.block.kind is BlockKind.PLAN:
        return Segmentation.SPARSE
    return Segmentation.BLOCK


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
