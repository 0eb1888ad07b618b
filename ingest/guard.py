"""The ink guard: what cleaning took out and looks like letters is put back."""

import cv2
import numpy as np

from baulast.cleaned import Image

SOLID_MM = 1.3  # taken ink as thick as this both ways is no line, blurred as it may be
AROUND_MM = 2.5  # the rest of the letter
FULL_LINE_MM = 30.0  # unbroken bars this long are lines, however thick


def put_back(page: Image, before: Image, taken: Image, dpi: float) -> int:
    """Puts ink from ``before`` back into ``page`` where what was taken looks like letters.

    ``taken`` is 255 on the pixels of ink that were taken, at half the resolution of ``page``;
    returns how many places were put back.
    """
    mm = dpi / 2 / 25.4
    core = np.ones((max(3, round(SOLID_MM * mm)),) * 2, np.uint8)
    solid = cv2.morphologyEx(taken, cv2.MORPH_OPEN, core)
    if not np.any(solid):
        return 0
    bar = np.ones((1, round(FULL_LINE_MM * mm)), np.uint8)
    bars = cv2.morphologyEx(solid, cv2.MORPH_OPEN, bar)
    bars = cv2.max(bars, cv2.morphologyEx(solid, cv2.MORPH_OPEN, bar.T))
    solid = cv2.subtract(solid, cv2.dilate(bars, np.ones((5, 5), np.uint8)))
    count, _, stats, _ = cv2.connectedComponentsWithStats(
        cv2.dilate(solid, np.ones((round(AROUND_MM * mm) | 1,) * 2, np.uint8)), connectivity=8
    )
    for left, top, width, height in 2 * stats[1:, :4]:
        place = (slice(top, top + height), slice(left, left + width))
        np.minimum(page[place], before[place], out=page[place])
    return int(count) - 1
