"""Specks told from full stops, commas and umlaut dots: by size, and by the company they keep."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from baulast.cleaned import Image
from baulast.connected import Labels, Stats, connected, marked

Chosen = npt.NDArray[np.bool_]
Boxes = npt.NDArray[np.int32]  # a row for each piece of ink: left, top, right, bottom

LETTER_MM = 1.2  # a lower case letter of 6 point print; smaller pieces are dots or broken letters
PIECE_MM = 0.4  # pieces that faded letters fall into
DOT_MM = 0.28  # the full stop of 8 point print
DOT_OF_STROKE = 0.6  # on a dirty page a dot must be nearly as wide as the strokes
DIRTY = 1.0  # specks on bare paper for each letter: a bad copy, where size alone tells a dot
FEW_LETTERS = 20  # a page with fewer is judged as if it had these
REACH_MM = (5.5, 2.0)  # "Betr.:" has its colon two letters of pica away; an i's dot is above
COMPANY = 4  # pieces that stand together are a faded letter or its neighbours
CELL_MM = 0.5  # nearness is judged on a grid this wide
LEADER_MM = (0.15, 0.8)  # dots of a dotted line
LEADER_STEP_MM = (0.5, 3.2)  # from dot to dot
LEADER_OFF_PX = 1.5  # by which dots of one row stand off each other, and steps differ
LEADER_DOTS = 6  # in equal steps: dots of a row of i's are not so even


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """The connected pieces of ink of a page, and which of them are dirt."""

    labels: Labels
    boxes: Boxes  # of piece 1, 2, ...
    dirt: Chosen

    @property
    def clean_boxes(self) -> Boxes:
        return self.boxes[~self.dirt]

    def dirt_pixels(self) -> Image:
        """255 on the pixels of dirt."""
        return marked(self.labels, np.concatenate([[False], self.dirt]))


def pieces_of(ink: Image, dpi: float, *, is_bilevel: bool) -> Pieces:
    """The pieces of ink on an image of ``dpi``.

    Near letters little is dirt: on a faded page a digit falls into pieces as small as specks. Only
    a black and white scan that is dirty all over is held to a stricter measure, for there the
    specks are as black as the type.
    """
    labels, stats = connected(ink)
    boxes = _boxes(stats)
    size = (ink.shape[1], ink.shape[0])
    stroke_px = stroke_width(ink) if is_bilevel else 0.0
    dirt = _dirt(boxes, mm=dpi / 25.4, stroke_px=stroke_px, size=size)
    return Pieces(labels=labels, boxes=boxes, dirt=dirt)


def piece_boxes(ink: Image) -> Boxes:
    """The boxes of the pieces of ink, dirt and all."""
    return _boxes(connected(ink)[1])


def _boxes(stats: Stats) -> Boxes:
    boxes = np.array(stats[1:, :4], dtype=np.int32)
    boxes[:, 2:] += boxes[:, :2]
    return boxes


def stroke_width(ink: Image) -> float:
    """How wide strokes are on the whole, in pixels: half of the ink lies in longer runs."""
    rows = np.pad((ink[::5] > 0).astype(np.int8), ((0, 0), (1, 1)))
    changes = np.flatnonzero(np.diff(rows.ravel()))
    runs = np.sort(changes[1::2] - changes[::2])
    if len(runs) == 0:
        return 0.0
    return float(runs[np.searchsorted(np.cumsum(runs), runs.sum() / 2)])


def _dirt(boxes: Boxes, *, mm: float, stroke_px: float, size: tuple[int, int]) -> Chosen:
    extent = np.maximum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1])
    letters = extent >= LETTER_MM * mm
    pieces = (extent >= PIECE_MM * mm) & ~letters
    near = _near(boxes, letters, mm, size, least=1)
    far = np.count_nonzero(~letters & ~near)
    is_dirty = stroke_px > 0 and far > DIRTY * max(FEW_LETTERS, int(np.count_nonzero(letters)))
    dot = max(DOT_MM * mm, DOT_OF_STROKE * stroke_px) if is_dirty else DOT_MM * mm
    kept = letters | ((extent >= dot) & near)
    if not is_dirty:
        kept |= pieces & _near(boxes, pieces, mm, size, least=COMPANY)
        kept &= ~_leaders(boxes, extent, mm)
    return np.asarray(~kept)


def _leaders(boxes: Boxes, extent: npt.NDArray[np.int32], mm: float) -> Chosen:
    """Which pieces are the dots of a dotted line, told by their equal steps.

    Engines take them for letters or lose the line of type that stands on them.
    """
    out = np.zeros(len(boxes), dtype=bool)
    dots = np.flatnonzero((extent >= LEADER_MM[0] * mm) & (extent <= LEADER_MM[1] * mm))
    if len(dots) < LEADER_DOTS:
        return out
    xs, ys = (boxes[dots, :2] + boxes[dots, 2:]).T / 2
    following = _next_dots(xs, ys, mm)
    for start in np.argsort(xs):
        row = [int(start)]
        while (after := following[row[-1]]) >= 0:
            step, first = xs[after] - xs[row[-1]], xs[row[min(1, len(row) - 1)]] - xs[row[0]]
            if len(row) > 1 and abs(step - first) > LEADER_OFF_PX:
                break
            row.append(int(after))
            if len(row) == 3 * LEADER_DOTS:
                break
        if len(row) >= LEADER_DOTS:
            out[dots[row]] = True
    return out


def _next_dots(
    xs: npt.NDArray[np.float64], ys: npt.NDArray[np.float64], mm: float
) -> npt.NDArray[np.int64]:
    """For each dot the nearest one to its right in the same row, or -1."""
    following = np.full(len(xs), -1, dtype=np.int64)
    low, high = LEADER_STEP_MM[0] * mm, LEADER_STEP_MM[1] * mm
    by_y = np.argsort(ys)
    ranks = ys[by_y]
    for number in range(len(xs)):
        first, last = np.searchsorted(
            ranks, [ys[number] - LEADER_OFF_PX, ys[number] + LEADER_OFF_PX]
        )
        near = by_y[first:last]
        steps = xs[near] - xs[number]
        right = near[(steps >= low) & (steps <= high)]
        if len(right):
            following[number] = right[np.argmin(xs[right])]
    return following


def _near(boxes: Boxes, chosen: Chosen, mm: float, size: tuple[int, int], *, least: int) -> Chosen:
    """For each piece whether enough chosen ones lie within reach."""
    cell = CELL_MM * mm
    grid = np.zeros((int(size[1] / cell) + 2, int(size[0] / cell) + 2), np.float32)
    places = (boxes / cell).astype(int)
    middle_x, middle_y = places[:, [0, 2]].sum(axis=1) // 2, places[:, [1, 3]].sum(axis=1) // 2
    if least == 1:
        for left, top, right, bottom in places[chosen]:
            grid[top : bottom + 1, left : right + 1] = 1
    else:
        np.add.at(grid, (middle_y[chosen], middle_x[chosen]), 1)
    reach = (int(REACH_MM[0] / CELL_MM) * 2 + 1, int(REACH_MM[1] / CELL_MM) * 2 + 1)
    around = cv2.boxFilter(grid, -1, reach, normalize=False, borderType=cv2.BORDER_CONSTANT)
    return np.asarray(around[middle_y, middle_x] >= least)
