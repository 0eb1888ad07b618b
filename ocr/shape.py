"""The shape of ink: how high it stands and how much of it runs upright or level.

Type stands on its page in one size, and its strokes run upright and level for the most part.
Handwriting is higher and leans. Neither is told from a single letter (2, 7, A and / lean in type
too), so both are judged for runs of words, against the type of the same page.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

import cv2
import numpy as np
import numpy.typing as npt

from baulast.cleaned import Image
from baulast.model import Box
from ocr.engine import ReadWord
from ocr.ink import SCALE, Ink

EDGE = 150  # sum of both gradients at the edge of a stroke; paper grain stays below
LEAN = 5  # an edge counts as upright or level within 11 degrees (1 in 5)
TRUSTED = 0.85  # words from here on show the page's type
TYPE_IN = 0.11  # height of 10 and 12 point type, where no word on the page is trusted
LEAST = 0.15  # of a page's words are written by hand at most, where they read well at all
UPRIGHT_SHARE = 0.45  # of its strokes, median of typed pages; where no word is trusted

Sums = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shapes:
    """The shapes of a page's ink, with its type to compare by; heights in pixels."""

    ink: Ink
    type_height: float
    type_upright: float
    type_spread: float  # how far the page's least upright type stays below: a form has two faces
    edges: Sums  # summed from the top left corner, as of all strokes
    upright_edges: Sums  # of those that run upright or level

    def height(self, box: Box) -> float:
        """The highest piece in the box, as a multiple of the height of type."""
        pieces = self.ink.pieces_in(box)
        if len(pieces) == 0:
            return 0.0
        return float((pieces[:, 3] - pieces[:, 1]).max()) / self.type_height

    def lean(self, boxes: Iterable[Box]) -> float:
        """How much less of the strokes runs upright or level than in the page's type."""
        return self.type_upright - _upright_share(self.edges, self.upright_edges, boxes)


def find_shapes(image: Image, ink: Ink, words: Iterable[ReadWord]) -> Shapes:
    """The shapes of a page, its type learned from the words that the engine trusts."""
    small = cv2.resize(image, None, fx=SCALE, fy=SCALE, interpolation=cv2.INTER_AREA)
    level = np.abs(cv2.Sobel(small, cv2.CV_16S, 0, 1))
    upright = np.abs(cv2.Sobel(small, cv2.CV_16S, 1, 0))
    strength = level + upright
    strength[strength < EDGE] = 0
    straight = np.where((level * LEAN < upright) | (upright * LEAN < level), strength, 0)
    edges, upright_edges = _sums(strength), _sums(straight)
    trusted = [w for w in words if w.confidence > TRUSTED and len(w.text) > 2]
    shares = [_upright_share(edges, upright_edges, [w.box]) for w in trusted]
    return Shapes(
        ink=ink,
        type_height=median(w.box.height for w in trusted) if trusted else TYPE_IN * ink.dpi,
        type_upright=median(shares) if shares else UPRIGHT_SHARE,
        type_spread=median(shares) - float(np.quantile(shares, LEAST)) if shares else 0.0,
        edges=edges,
        upright_edges=upright_edges,
    )


def _sums(values: npt.NDArray[np.int16]) -> Sums:
    sums: Sums = cv2.integral(values.astype(np.float32), sdepth=cv2.CV_64F)  # type: ignore[assignment]
    return sums


def _upright_share(edges: Sums, upright_edges: Sums, boxes: Iterable[Box]) -> float:
    boxes = list(boxes)
    whole = sum(_inside(edges, box) for box in boxes)
    return sum(_inside(upright_edges, box) for box in boxes) / whole if whole else 0.0


def _inside(sums: Sums, box: Box) -> float:
    bottom, right = (size - 1 for size in sums.shape)
    x0, x1 = (min(max(0, int(x * SCALE)), right) for x in (box.left, box.right))
    y0, y1 = (min(max(0, int(y * SCALE)), bottom) for y in (box.top, box.bottom))
    return float(sums[y1, x1] - sums[y0, x1] - sums[y1, x0] + sums[y0, x0])
