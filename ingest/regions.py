"""Ink -> regions to read: one for each table cell, and blocks of text around the tables."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from baulast.cleaned import Image
from baulast.model import Box
from ingest.forms import Cell

Boxes = npt.NDArray[np.int32]  # one row for each component: left, top, right, bottom

PAD_MM = 1.2  # paper around the text: engines misread letters at an image's edge


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part to read, in pixels of the clean image; ``cell`` None outside of tables."""

    box: Box
    cell: Cell | None


def component_boxes(ink: Image) -> tuple[Boxes, npt.NDArray[np.int32]]:
    """Boxes and areas of the connected pieces of ink."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    boxes = stats[1:, :4].copy()
    boxes[:, 2:] += boxes[:, :2]
    return boxes, stats[1:, cv2.CC_STAT_AREA]


def find_parts(
    boxes: Boxes, cells: tuple[Cell, ...], size: tuple[int, int], dpi: float
) -> tuple[Part, ...]:
    """The parts in reading order; together they hold every box."""
    home = np.full(len(boxes), -1)
    for number, cell in enumerate(cells):
        middle_x, middle_y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
        inside = (
            (middle_x >= cell.box.left)
            & (middle_x < cell.box.right)
            & (middle_y >= cell.box.top)
            & (middle_y < cell.box.bottom)
        )
        home[inside & (home < 0)] = number
    pad = round(PAD_MM * dpi / 25.4)
    parts = [
        Part(box=_around(boxes[home == number], size, pad), cell=cell)
        for number, cell in enumerate(cells)
        if np.any(home == number)
    ]
    parts.extend(
        Part(box=_around(block, size, pad), cell=None)
        for block in text_blocks(boxes[home < 0], dpi)
    )
    return tuple(sorted(parts, key=lambda part: _order(part, cells)))


def _order(part: Part, cells: tuple[Cell, ...]) -> tuple[int, int, int, int, int]:
    if part.cell is None:
        return part.box.top, 0, 0, 0, part.box.left
    table = min(c.box.top for c in cells if c.table == part.cell.table)
    return table, 1, part.cell.table, part.cell.row, part.cell.column


def text_blocks(boxes: Boxes, dpi: float) -> list[Boxes]:
    """Boxes grouped into blocks that white space parts, from top to bottom."""
    if len(boxes) == 0:
        return []
    mm = dpi / 25.4
    blocks = []
    for band in _split(boxes, axis=1, gap=7 * mm):
        blocks.extend(_split(band, axis=0, gap=12 * mm))
    return blocks


def _split(boxes: Boxes, *, axis: int, gap: float) -> list[Boxes]:
    order = np.argsort(boxes[:, axis], kind="stable")
    boxes = boxes[order]
    reach = np.maximum.accumulate(boxes[:, axis + 2])
    cuts = np.nonzero(boxes[1:, axis] - reach[:-1] > gap)[0] + 1
    return list(np.split(boxes, cuts))


def _around(boxes: Boxes, size: tuple[int, int], pad: int) -> Box:
    left, top = boxes[:, :2].min(axis=0) - pad
    right, bottom = boxes[:, 2:].max(axis=0) + pad
    return Box(
        left=max(0, int(left)),
        top=max(0, int(top)),
        right=min(size[0], int(right)),
        bottom=min(size[1], int(bottom)),
    )
