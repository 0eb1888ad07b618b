"""The ink of a clean page, piece by piece, and which of it nothing accounts for yet."""

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from baulast.cleaned import Image
from baulast.connected import Labels, connected
from baulast.model import Box

Pieces = npt.NDArray[np.int32]  # one row for each: left, top, right, bottom, area, number

SCALE = 0.5  # pieces are looked at in half the size: a letter is still 15 pixels high
INK = 170  # grey of a stroke one pixel wide, halved with the paper beside it, lies below
SPECK_IN = 0.02  # half a millimetre: dust, dots on i, what is left of rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Ink:
    """Connected pieces of ink without specks; boxes in pixels of the clean page."""

    labels: Labels  # of the page at SCALE: the number of the piece a pixel is of
    pieces: Pieces
    dpi: float

    def pieces_in(self, box: Box) -> Pieces:
        """The pieces whose middle lies in the box."""
        x = (self.pieces[:, 0] + self.pieces[:, 2]) // 2
        y = (self.pieces[:, 1] + self.pieces[:, 3]) // 2
        inside: Pieces = self.pieces[
            (x >= box.left) & (x <= box.right) & (y >= box.top) & (y <= box.bottom)
        ]
        return inside

    def share_inside(self, boxes: Iterable[Box]) -> npt.NDArray[np.float64]:
        """For each piece the share of its pixels that lie in any of the boxes."""
        mask = np.zeros(self.labels.shape, np.uint8)
        for box in boxes:
            mask[
                max(0, int(box.top * SCALE)) : int(box.bottom * SCALE) + 1,
                max(0, int(box.left * SCALE)) : int(box.right * SCALE) + 1,
            ] = 1
        inside = np.bincount(self.labels[mask > 0], minlength=int(self.labels.max()) + 1)
        share: npt.NDArray[np.float64] = inside[self.pieces[:, 5]] / self.pieces[:, 4]
        return share

    def without(self, image: Image, box: Box, pieces: Pieces, *, kept: Iterable[Box] = ()) -> Image:
        """The page with some pieces inside the box made white, as a copy of the box alone.

        ``kept``: where their ink stays.
        """
        part = image[box.top : box.bottom, box.left : box.right]
        if len(pieces) == 0:
            return part
        part = part.copy()
        rows = np.minimum(np.arange(box.top, box.bottom) * SCALE, self.labels.shape[0] - 1)
        columns = np.minimum(np.arange(box.left, box.right) * SCALE, self.labels.shape[1] - 1)
        labels = self.labels[np.ix_(rows.astype(int), columns.astype(int))]
        mask = np.isin(labels, pieces[:, 5]).astype(np.uint8)
        taken = cv2.dilate(mask, np.ones((5, 5), np.uint8))  # with the grey rim of strokes
        for one in kept:
            top, left = (max(0, at) for at in (one.top - box.top, one.left - box.left))
            taken[top : max(0, one.bottom - box.top), left : max(0, one.right - box.left)] = 0
        part[taken > 0] = 255
        return part


def find_ink(image: Image, dpi: float) -> Ink:
    """The pieces of ink of a clean page."""
    small = cv2.resize(image, None, fx=SCALE, fy=SCALE, interpolation=cv2.INTER_AREA)
    labels, stats = connected((small < INK).astype(np.uint8))
    size = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    numbers = np.nonzero(size >= SPECK_IN * dpi * SCALE)[0][1:]  # the first is the paper
    pieces = np.column_stack([stats[numbers], numbers]).astype(np.int32)
    pieces[:, 2:4] += pieces[:, :2]
    pieces[:, :4] = (pieces[:, :4] / SCALE).astype(np.int32)
    height, width = image.shape  # an odd page is half a pixel larger at SCALE
    pieces[:, 2:4] = np.minimum(pieces[:, 2:4], [width, height])
    return Ink(labels=labels, pieces=pieces, dpi=dpi)


def grouped(pieces: Pieces, *, across: float, down: float) -> list[Pieces]:
    """Pieces that lie within ``across`` beside or ``down`` below each other, group by group."""
    if len(pieces) == 0:
        return []
    scale = SCALE / 2  # of the page: the distances are tens of pixels
    left, top = pieces[:, :2].min(axis=0)
    right, bottom = pieces[:, 2:4].max(axis=0)
    canvas = np.zeros((int((bottom - top) * scale) + 2, int((right - left) * scale) + 2), np.uint8)
    corners = ((pieces[:, :4] - [left, top, left, top]) * scale).astype(int)
    for x0, y0, x1, y1 in corners:
        canvas[y0 : y1 + 1, x0 : x1 + 1] = 1
    kernel = np.ones((max(1, round(down * scale)), max(1, round(across * scale))), np.uint8)
    _, labels = cv2.connectedComponents(cv2.dilate(canvas, kernel))
    of_piece = labels[corners[:, 1], corners[:, 0]]
    return [pieces[of_piece == number] for number in np.unique(of_piece)]


def split_by_white(pieces: Pieces, gap: float) -> list[Pieces]:
    """Pieces from the top down, parted where a band of white is higher than ``gap``."""
    if len(pieces) == 0:
        return []
    order = np.argsort(pieces[:, 1], kind="stable")
    pieces = pieces[order]
    reach = np.maximum.accumulate(pieces[:, 3])
    return list(np.split(pieces, np.nonzero(pieces[1:, 1] - reach[:-1] > gap)[0] + 1))


def box_around(pieces: Pieces) -> Box:
    left, top = pieces[:, :2].min(axis=0)
    right, bottom = pieces[:, 2:4].max(axis=0)
    return Box(left=int(left), top=int(top), right=int(right), bottom=int(bottom))
