"""Skew measured, and the one warp from scan to clean image."""

from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from baulast.cleaned import Image
from baulast.connected import connected, marked
from baulast.model import Box

MAX_SKEW_DEG = 6.0  # beyond this a page was not fed but laid down slanted
ENLARGED = 1.2  # times; up to there the quicker way reads as well
COARSE_DEG = 0.25  # lines of an A4 page blur beyond that
FINE_DEG = 0.05  # with a parabola through three values, a hundredth
LETTER_PX = 80  # at 150 dpi: words whose letters run together; shorter than any ruled line
SPECK_PX = 6  # at 150 dpi: a millimetre, the smallest letters
ENOUGH_LETTERS = 60  # five short lines
ENOUGH_EDGES = 60_000  # for a hundredth of a degree
Points = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Warp:
    """The way from the upright scan to the clean image, and back."""

    to_clean: npt.NDArray[np.float64]  # 2 x 3
    to_scan: npt.NDArray[np.float64]  # 2 x 3
    size: tuple[int, int]  # width and height of the clean image

    @property
    def enlarges(self) -> bool:
        """Whether pixels are added: then curves need more than two neighbours to stay round."""
        return bool(np.hypot(*self.to_clean[:, 0]) > ENLARGED)

    def apply(self, image: Image, *, paper: int = 255) -> Image:
        """The image seen through the warp; what lies outside of the scan is paper."""
        seen = cv2.warpAffine(
            image,
            self.to_clean,
            self.size,
            flags=cv2.INTER_CUBIC if self.enlarges else cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=(paper, paper, paper),
        )
        return np.asarray(seen, dtype=np.uint8)

    def reduced(self, reduction: float) -> "Warp":
        """The warp for a scan that had been made smaller by ``reduction`` before."""
        return replace(self, to_scan=self.to_scan / reduction, to_clean=self.to_clean)

    def on_scan(self, box: Box) -> Box:
        """The box around ``box`` (clean pixels) on the upright scan."""
        xs = np.array([box.left, box.right, box.right, box.left], dtype=np.float64)
        ys = np.array([box.top, box.top, box.bottom, box.bottom], dtype=np.float64)
        points = self.to_scan @ np.vstack([xs, ys, np.ones(4)])
        left, top = np.floor(points.min(axis=1) + 1e-6).astype(int)
        right, bottom = np.ceil(points.max(axis=1) - 1e-6).astype(int)
        return Box(left=int(left), top=int(top), right=int(right), bottom=int(bottom))


def skew_deg(ink: Image) -> float:
    """By how many degrees lines climb to the right; ``ink`` is a mask of about 150 dpi.

    Both rows and columns vote, so that a page that lies on its side is straightened too.
    """
    ink = _letters(ink)
    tops = _edges(ink)
    lefts = _edges(np.asarray(cv2.transpose(ink), dtype=np.uint8))
    best = _peak(np.arange(-MAX_SKEW_DEG, MAX_SKEW_DEG + 0.01, COARSE_DEG), tops, lefts)
    return _peak(best + np.arange(-COARSE_DEG, COARSE_DEG + 0.01, FINE_DEG), tops, lefts)


def warp_for(size: tuple[int, int], *, skew_deg: float, scale: float) -> Warp:
    """The warp that straightens and scales a scan of ``size``; no corner of the scan is lost."""
    width, height = size
    angle = np.deg2rad(skew_deg)
    turn = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    corners = turn @ np.array([[0, width, width, 0], [0, 0, height, height]], dtype=np.float64)
    low = corners.min(axis=1)
    out = np.ceil(corners.max(axis=1) - low - 1e-6).astype(int)
    to_clean = np.hstack([turn, -low[:, None]])
    # cv2 counts from pixel centres, boxes count from pixel corners: half a pixel apart
    centred = to_clean.copy()
    centred[:, 2] += turn @ np.array([0.5, 0.5]) - 0.5
    return Warp(
        to_clean=centred,
        to_scan=np.asarray(cv2.invertAffineTransform(to_clean), dtype=np.float64),
        size=(int(out[0]), int(out[1])),
    )


def _letters(ink: Image) -> Image:
    """The ink without what is larger than letters, unless hardly anything is left.

    Dust on the scanner's glass draws lines along the feed, and dark borders are as straight as the
    glass: both tell how the scanner stands, not the paper.
    """
    labels, stats = connected(ink)
    sizes = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1)
    keep = (sizes <= LETTER_PX) & (sizes >= SPECK_PX)
    keep[0] = False
    if np.count_nonzero(keep) < ENOUGH_LETTERS:
        return ink
    return marked(labels, keep)


def _edges(ink: Image) -> Points:
    """Where ink begins below paper: upper edges of letters and lines."""
    starts = cv2.compare(ink[1:], ink[:-1], cv2.CMP_GT)
    places = np.flatnonzero(starts.ravel() != 0)
    if len(places) > ENOUGH_EDGES:
        places = places[:: len(places) // ENOUGH_EDGES + 1]
    ys, xs = np.divmod(places, ink.shape[1])
    return np.stack([xs, ys]).astype(np.float32)


def _sharpness(tops: Points, lefts: Points, angle_deg: float) -> float:
    """How clearly edges fall into rows, or into columns, once turned by an angle."""
    slope = np.float32(np.tan(np.deg2rad(angle_deg)))
    return max(_energy(tops[1] + slope * tops[0]), _energy(lefts[1] - slope * lefts[0]))


def _energy(places: Points) -> float:
    if not places.size:
        return 0.0
    counts = np.bincount((places - places.min()).astype(np.int32))
    return float(np.square(counts, dtype=np.float64).sum())


def _peak(angles: npt.NDArray[np.float64], tops: Points, lefts: Points) -> float:
    """The angle of the sharpest view, between the angles tried; 0 where none stands out."""
    scores = np.array([_sharpness(tops, lefts, float(angle)) for angle in angles])
    best = int(scores.argmax())
    if scores[best] == 0:
        return 0.0
    if 0 < best < len(angles) - 1:
        left, middle, right = scores[best - 1 : best + 2]
        bend = left - 2 * middle + right
        if bend < 0:
            return float(angles[best] + 0.5 * (left - right) / bend * (angles[1] - angles[0]))
    return float(angles[best])
