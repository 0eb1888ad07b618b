"""Ink -> regions to read: one for each table cell, and blocks of text around the tables."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from baulast.cleaned import Image
from baulast.model import Box
from ingest.forms import Cell
from ingest.leaders import Boxes, Chosen

LETTER_MM = (1.0, 14.0)  # from the x-height of 6 point print to handwritten headings
GRID_MM = 0.5  # blocks are told apart on a grid this wide
WORD_GAP_MM = 6.0  # spaced headings have 5 mm between letters, columns of text more than that
LINE_GAP_MM = 3.0  # white between lines of a paragraph at one and a half spacing
PAD_MM = 1.2  # paper around the text: engines misread letters at an image's edge
REACH_MM = 4.0  # of letters beyond the rules of their cell; lines of a drawing reach further
LABEL_MM = 50.0  # "Gemarkung:", "Eigentümer:" stand left of what they name, line by line
SAME_LINE = 0.6  # of a letter's height: how far parts of one line may be off


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part to read, in pixels of the clean image; ``cell`` None outside of tables."""

    box: Box
    cell: Cell | None
    is_plan: bool = False


def find_parts(
    boxes: Boxes,
    *,
    cells: tuple[Cell, ...],
    plan: Box | None,
    size: tuple[int, int],
    dpi: float,
) -> tuple[Part, ...]:
    """The parts in reading order; together they hold every piece that is as large as a letter."""
    mm = dpi / 25.4
    letters = letter_sized(boxes, mm)
    home = _homes(boxes, cells)
    pad = round(PAD_MM * mm)
    parts = []
    for number, cell in enumerate(cells):
        inside = home == number
        if np.any(inside & letters):
            around = _around(boxes[inside], size, pad)
            parts.append(Part(box=_clipped(around, cell.box, round(REACH_MM * mm)), cell=cell))
    free = boxes[(home < 0) & letters]
    if plan is not None:
        parts.append(Part(box=plan, cell=None, is_plan=True))
        free = free[~_within(free, plan)]
    parts.extend(
        Part(box=_around(block, size, pad), cell=None) for block in text_blocks(free, size, dpi)
    )
    return in_reading_order(parts)


def letter_sized(boxes: Boxes, mm: float) -> Chosen:
    """Which pieces of ink may be letters or words, by their size."""
    width, height = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    extent = np.maximum(width, height)
    thin = np.minimum(width, height)
    return np.asarray(
        (extent >= LETTER_MM[0] * mm) & (height <= LETTER_MM[1] * mm) & (thin >= 0.2 * mm)
    )


def _within(boxes: Boxes, area: Box) -> Chosen:
    middle_x, middle_y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    inside = (middle_x >= area.left) & (middle_x < area.right)
    return np.asarray(inside & (middle_y >= area.top) & (middle_y < area.bottom))


def _homes(boxes: Boxes, cells: tuple[Cell, ...]) -> npt.NDArray[np.int64]:
    """For each piece the number of the cell that its middle lies in, or -1."""
    home = np.full(len(boxes), -1, dtype=np.int64)
    for number, cell in enumerate(cells):
        home[_within(boxes, cell.box)] = number
    return home


def text_blocks(letters: Boxes, size: tuple[int, int], dpi: float) -> list[Boxes]:
    """Letters grouped into blocks that white space parts."""
    if len(letters) == 0:
        return []
    cell = GRID_MM * dpi / 25.4
    places = (letters / cell).astype(int)
    grid = np.zeros((int(size[1] / cell) + 2, int(size[0] / cell) + 2), np.uint8)
    for left, top, right, bottom in places:
        grid[top : bottom + 1, left : right + 1] = 255
    labels = _smeared(grid)
    numbers = labels[places[:, 1], places[:, 0]]
    blocks = [_Block.of(letters[numbers == number]) for number in np.unique(numbers)]
    return [block.letters for block in _united(blocks, LABEL_MM * dpi / 25.4)]


@dataclass(frozen=True, slots=True)
class _Block:
    letters: Boxes
    bounds: Box
    tallest: int

    @classmethod
    def of(cls, letters: Boxes) -> "_Block":
        return cls(letters, _bounds(letters), int((letters[:, 3] - letters[:, 1]).max()))


def _smeared(grid: Image) -> npt.NDArray[np.int32]:
    across = np.ones((1, round(WORD_GAP_MM / GRID_MM) | 1), np.uint8)
    down = np.ones((round(LINE_GAP_MM / GRID_MM) | 1, 1), np.uint8)
    lines = cv2.morphologyEx(grid, cv2.MORPH_CLOSE, across)
    blocks = cv2.morphologyEx(lines, cv2.MORPH_CLOSE, down)
    return np.asarray(cv2.connectedComponents(blocks, connectivity=8)[1])


def _united(blocks: list[_Block], label_px: float) -> list[_Block]:
    """Blocks joined where one lies in the other or where they stand on the same line."""
    blocks = sorted(blocks, key=lambda block: block.bounds.top)
    done: list[_Block] = []
    for block in blocks:
        for number, other in enumerate(done):
            if _belong(block, other, label_px):
                done[number] = _Block.of(np.vstack([other.letters, block.letters]))
                break
        else:
            done.append(block)
    return _united(done, label_px) if len(done) < len(blocks) else done


def _belong(a: _Block, b: _Block, label_px: float) -> bool:
    box_a, box_b = a.bounds, b.bounds
    overlap = box_a.overlap(box_b)
    if overlap > 0.3 * min(box_a.area, box_b.area):
        return True
    apart = max(box_a.top, box_b.top) - min(box_a.bottom, box_b.bottom)
    if apart >= SAME_LINE * max(a.tallest, b.tallest):
        return False  # no line of one is level with any line of the other
    letters = np.vstack([a.letters, b.letters])
    height = float(np.median(letters[:, 3] - letters[:, 1]))
    narrow = box_a if box_a.left < box_b.left else box_b
    lines_a, lines_b = _lines(a.letters, height), _lines(b.letters, height)
    if max(len(lines_a), len(lines_b)) > 1 and narrow.width > label_px:
        return False
    return _are_level(lines_a, lines_b, SAME_LINE * height)


def _lines(boxes: Boxes, height: float) -> list[float]:
    """The middles of the lines that the boxes stand on."""
    middles = np.sort((boxes[:, 1] + boxes[:, 3]) / 2)
    cuts = np.nonzero(np.diff(middles) > height / 2)[0] + 1
    return [float(np.median(line)) for line in np.split(middles, cuts)]


def _are_level(a: list[float], b: list[float], off: float) -> bool:
    """Whether each line of the block with fewer lines stands on a line of the other."""
    few, many = sorted((a, b), key=len)
    return all(min(abs(line - other) for other in many) < off for line in few)


def _bounds(boxes: Boxes) -> Box:
    left, top = (int(v) for v in boxes[:, :2].min(axis=0))
    right, bottom = (int(v) for v in boxes[:, 2:].max(axis=0))
    return Box(left=left, top=top, right=right, bottom=bottom)


def in_reading_order(parts: list[Part]) -> tuple[Part, ...]:
    """Parts from top to bottom; a table's cells stay together, row by row."""
    tops: dict[int, int] = {}
    for part in parts:
        if part.cell is not None:
            table = part.cell.table
            tops[table] = min(tops.get(table, part.cell.box.top), part.cell.box.top)

    def key(part: Part) -> tuple[int, int, int, int, int]:
        if part.cell is None:
            return (part.box.top + part.box.bottom) // 2, 0, 0, 0, part.box.left
        cell = part.cell
        return tops[cell.table], 1, cell.table, cell.row, cell.column

    return tuple(sorted(parts, key=key))


def _clipped(box: Box, cell: Box, reach: int) -> Box:
    return Box(
        left=max(box.left, cell.left - reach),
        top=max(box.top, cell.top - reach),
        right=min(box.right, cell.right + reach),
        bottom=min(box.bottom, cell.bottom + reach),
    )


def _around(boxes: Boxes, size: tuple[int, int], pad: int) -> Box:
    bounds = _bounds(boxes)
    return Box(
        left=max(0, bounds.left - pad),
        top=max(0, bounds.top - pad),
        right=min(size[0], bounds.right + pad),
        bottom=min(size[1], bounds.bottom + pad),
    )
