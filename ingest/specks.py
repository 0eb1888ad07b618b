"""Specks told from full stops, commas and umlaut dots: by size, and by the company they keep."""

import cv2
import numpy as np
import numpy.typing as npt

from baulast.cleaned import Image

Stats = npt.NDArray[
    np.int32
]  # rows of connectedComponentsWithStats: left, top, width, height, area

LETTER_MM = 1.2  # a lower case letter of 6 point print; smaller pieces are dots or broken letters
PIECE_MM = 0.4  # pieces that faded letters fall into
DOT_OF_STROKE = 0.55  # a dot is about as wide as a stroke, worn ones about half
DOT_MM = 0.28  # dots of bold type are never held to a stricter measure
REACH_MM = (2.0, 1.5)  # a dot belongs to a letter this near, beside it and above it
COMPANY = 4  # pieces that stand together are a faded letter or its neighbours
CELL_MM = 0.5  # nearness is judged on a grid this wide


def specks(stats: Stats, *, dpi: float, stroke_px: float, size: tuple[int, int]) -> Image:
    """1 for each component that is dirt, else 0."""
    mm = dpi / 25.4
    extent = stats[:, 2:4].max(axis=1)
    letters = extent >= LETTER_MM * mm
    pieces = (extent >= PIECE_MM * mm) & ~letters
    near_letters = _near(stats, letters, mm, size, least=1)
    near_pieces = _near(stats, pieces, mm, size, least=COMPANY)
    dot = min(DOT_OF_STROKE * stroke_px, DOT_MM * mm)
    kept = letters | ((extent >= dot) & near_letters) | (pieces & near_pieces)
    return (~kept).astype(np.uint8)


def stroke_width(ink: Image) -> float:
    """How wide strokes are on the whole, in pixels: the mean run of ink along sampled rows."""
    rows = ink[::7] > 0
    starts = np.count_nonzero(rows[:, 1:] & ~rows[:, :-1])
    return float(np.count_nonzero(rows)) / max(1, starts)


def _near(
    stats: Stats, chosen: npt.NDArray[np.bool_], mm: float, size: tuple[int, int], *, least: int
) -> npt.NDArray[np.bool_]:
    """For each component whether enough chosen ones lie within reach."""
    cell = CELL_MM * mm
    grid = np.zeros((int(size[1] / cell) + 2, int(size[0] / cell) + 2), np.float32)
    boxes = (stats[:, :4] / cell).astype(int)
    picked = boxes[chosen]
    if least == 1:
        for left, top, width, height in picked:
            grid[top : top + height + 1, left : left + width + 1] = 1
    else:
        np.add.at(grid, (picked[:, 1] + picked[:, 3] // 2, picked[:, 0] + picked[:, 2] // 2), 1)
    reach = (int(REACH_MM[0] / CELL_MM) * 2 + 1, int(REACH_MM[1] / CELL_MM) * 2 + 1)
    around = cv2.boxFilter(grid, -1, reach, normalize=False, borderType=cv2.BORDER_CONSTANT)
    middle_x, middle_y = boxes[:, 0] + boxes[:, 2] // 2, boxes[:, 1] + boxes[:, 3] // 2
    return np.asarray(around[middle_y, middle_x] >= least)
