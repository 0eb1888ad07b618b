"""Pale ink that reading passes over: stamps of a dry pad, brackets in pencil or faint red.

Beside type it is left out as grain would be. Type has no pale ink but along the edges of its
letters, so what is left without those was put there in another ink.
"""

from collections.abc import Iterator

import cv2
import numpy as np

from baulast.cleaned import Image
from baulast.connected import connected
from baulast.model import Box
from ingest.rules import Rule, find_upright

EDGE_PX = 2  # around dark ink, at 150 dpi: the grey edges of letters
GRAIN_PX = 10  # smaller pieces are grain, toner of a copier, what is left of worn type
TOGETHER_MM = (2.0, 1.0)  # across and down: strokes of letters of a stamp, cut up by type
# In one piece: half a stroke of a stamp's letter. Every faint stamp that was drawn had a piece as
# large; of clouds of toner and of type from a worn ribbon hardly a piece has two thirds of it.
STROKE_MM2 = 1.0
SIDE_MM = 0.8  # shorter and flatter ones are what is left of a dotted line


def pale_lines(faint: Image, rules: tuple[Rule, ...], dpi: float) -> tuple[Box, ...]:
    """Upright lines of the faint ink that are none of the rules."""
    known = [rule.box for rule in rules if not rule.level]
    found = (rule.box for rule in find_upright(faint, dpi))
    return tuple(box for box in found if not any(box.overlap(other) for other in known))


def pale_spots(faint: Image, ink: Image, dpi: float) -> Iterator[Box]:
    """Where pale ink lies that is no edge of dark ink; both images at 150 dpi or so."""
    mm = dpi / 25.4
    edges = cv2.dilate(ink, np.ones((2 * EDGE_PX + 1, 2 * EDGE_PX + 1), np.uint8))
    pale = cv2.subtract(faint, np.asarray(edges, dtype=np.uint8))
    spots, sizes = connected(np.asarray(pale, dtype=np.uint8))
    pale = np.where(sizes[spots, 4] < GRAIN_PX, 0, pale).astype(np.uint8)
    across, down = (2 * round(way * mm) + 1 for way in TOGETHER_MM)
    near = cv2.dilate(pale, np.ones((down, across), np.uint8))
    labels, stats = connected(np.asarray(near, dtype=np.uint8))
    for number in range(1, len(stats)):
        left, top, width, height = (int(v) for v in stats[number, :4])
        part = np.s_[top : top + height, left : left + width]
        rows, columns = np.nonzero((labels[part] == number) & (pale[part] > 0))
        box = Box(
            left=left + int(columns.min()),
            top=top + int(rows.min()),
            right=left + int(columns.max()) + 1,
            bottom=top + int(rows.max()) + 1,
        )
        is_stroke = sizes[np.unique(spots[part][rows, columns]), 4].max() >= STROKE_MM2 * mm * mm
        if is_stroke and min(box.width, box.height) >= SIDE_MM * mm:
            yield box
