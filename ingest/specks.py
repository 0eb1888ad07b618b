"""Specks told from full stops, commas and umlaut dots: by size, and by the company they keep."""

from dataclasses import dataclass

import cv2
import numpy as np

from baulast.cleaned import Image
from baulast.connected import Labels, Stats, connected, marked
from ingest.leaders import Boxes, Chosen, leaders

LETTER_MM = 1.2  # a lower case letter of 6 point print; smaller pieces are dots or broken letters
PIECE_MM = 0.4  # pieces that faded letters fall into
DOT_MM = 0.28  # the full stop of 8 point print
DOT_OF_STROKE = 0.6  # on a dirty page a dot must be nearly as wide as the strokes
DIRTY = 1.0  # specks on bare paper for each letter: a bad copy, where size alone tells a dot
FEW_LETTERS = 20  # a page with fewer is judged as if it had these
REACH_MM = (5.5, 2.0)  # "Betr.:" has its colon two letters of pica away; an i's dot is above
COMPANY = 4  # pieces that stand together are a faded letter or its neighbours
CELL_MM = 0.5  # nearness is judged on a grid this wide


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
        kept &= ~leaders(boxes, mm)
    return np.asarray(~kept)


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
