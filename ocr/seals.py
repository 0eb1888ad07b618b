"""Round seals of offices and notaries, told by their rim: what stands on it fills no field.

The name along the rim is not to be read as a line, so it is left over on every page with a seal.
What a seal lies over is another matter: near a line of text its ink may be the text's.
"""

from collections.abc import Iterable, Sequence

import cv2
import numpy as np
import numpy.typing as npt

from baulast.model import Box
from ocr.ink import SCALE, Ink

RADIUS_IN = (0.38, 0.72)  # seals of offices and notaries are 20 to 36 mm wide
LOOKED_AT_DPI = 60  # a rim of half a millimetre is still a pixel wide
ANGLES = 120  # places on a rim that are looked at: one every 3 degrees
CLOSED = 0.6  # share of them with ink: rims are broken where a seal was not pressed evenly
# Parts of the radius where a rim has white beside it, and the share of places there that may have
# ink: of eight seals on scans of all conditions none had more than half of it; bars and circles
# through text have a third and more.
WITHIN, WITHOUT = (0.92,), (1.08, 1.12)
OPEN_WITHIN, OPEN_WITHOUT = 0.25, 0.15
DARK = 64  # grey of a pixel that a rim touches at this scale
TOLERANCE = 0.04  # of the radius: copies draw a circle out a little
EDGE, VOTES = 100, 12  # OpenCV's thresholds; few votes, since the rim itself is judged here


def seals_in(ink: Ink) -> tuple[Box, ...]:
    """Boxes of the round seals on a clean page."""
    scale = LOOKED_AT_DPI / (ink.dpi * SCALE)
    black = (ink.labels > 0).astype(np.uint8) * 255
    small = cv2.resize(black, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    least, most = (round(radius * LOOKED_AT_DPI) for radius in RADIUS_IN)
    circles = cv2.HoughCircles(
        cv2.GaussianBlur(small, (3, 3), 0),
        method=cv2.HOUGH_GRADIENT,
        dp=1,
        minDist=least,
        param1=EDGE,
        param2=VOTES,
        minRadius=least,
        maxRadius=most,
    )
    if circles is None:
        return ()
    mask = (small > DARK).astype(np.uint8)
    back = 1 / (scale * SCALE)
    return tuple(
        Box(
            left=round((x - radius) * back),
            top=round((y - radius) * back),
            right=round((x + radius) * back),
            bottom=round((y + radius) * back),
        )
        for x, y, radius in circles.reshape(-1, 3).tolist()
        if _is_rim(mask, x, y, radius)
    )


def _is_rim(mask: npt.NDArray[np.uint8], x: float, y: float, radius: float) -> bool:
    """Whether ink stands all around at the radius, and little right inside and outside of it."""
    near = [radius * (1 + part * TOLERANCE) for part in (-1, -0.5, 0, 0.5, 1)]
    rim = np.max([_along(mask, x, y, r) for r in near], axis=0)
    within = max(_along(mask, x, y, radius * part).mean() for part in WITHIN)
    without = max(_along(mask, x, y, radius * part).mean() for part in WITHOUT)
    return bool(rim.mean() >= CLOSED and within <= OPEN_WITHIN and without <= OPEN_WITHOUT)


def _along(mask: npt.NDArray[np.uint8], x: float, y: float, radius: float) -> npt.NDArray[np.uint8]:
    """Ink or none at every place along a circle; none outside of the page."""
    angles = np.linspace(0, 2 * np.pi, ANGLES, endpoint=False)
    columns = np.round(x + radius * np.cos(angles)).astype(int)
    rows = np.round(y + radius * np.sin(angles)).astype(int)
    height, width = mask.shape
    inside = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
    found = np.zeros(ANGLES, np.uint8)
    found[inside] = mask[rows[inside], columns[inside]]
    return found


def is_of_seal(box: Box, seals: Iterable[Box], words: Sequence[Box]) -> bool:
    """Whether ink lies within a seal, and no word from outside of it stands in the same line."""
    for seal in seals:
        if box.overlap(seal) < box.area / 2:
            continue
        outside = [word for word in words if word.overlap(seal) < word.area / 2]
        return not any(
            min(box.bottom, word.bottom) - max(box.top, word.top) > word.height / 2
            and word.left < seal.right + seal.width
            and seal.left < word.right + seal.width
            for word in outside
        )
    return False
