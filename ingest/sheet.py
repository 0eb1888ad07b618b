"""The sheet of paper in the scan: what lies around it, and what was punched out of it."""

import cv2
import numpy as np

from baulast.cleaned import Image
from baulast.model import Box

LOOK_DPI = 50  # shapes of millimetres show; ten times fewer pixels than letters need
DARK = 0.62  # of the paper's tone: lid, bed and copier borders are darker, shadows mostly not
SOLID_MM = 3.0  # solid ink as wide as this is no letter
MARGIN_MM = 1.0  # the blurred rim of a border
HOLE_MM = (4.0, 8.5)  # 5.5 and 6 mm punches, torn ones larger
HOLE_ROUND = (0.62, 0.95)  # share of its box that a disc fills: 0.785
HOLE_EDGE_MM = 28.0  # holes lie near the edge, 12 mm for the German standard


def surroundings(grey: Image, dpi: float) -> Image:
    """255 on the dark area around the sheet, at ``LOOK_DPI``.

    Only areas that hang together with the edge of the scan count. The scan is thought to lie in a
    dark frame, so that thin dark strips along its edge count too.
    """
    scale = LOOK_DPI / dpi
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    paper = float(np.percentile(small, 80))
    dark = cv2.threshold(small, DARK * paper, 255, cv2.THRESH_BINARY_INV)[1]
    window = max(3, round(SOLID_MM / 25.4 * LOOK_DPI))
    framed = cv2.copyMakeBorder(dark, *(window,) * 4, cv2.BORDER_CONSTANT, value=255)
    solid = cv2.morphologyEx(framed, cv2.MORPH_OPEN, np.ones((window, window), np.uint8))
    _, labels = cv2.connectedComponents(solid, connectivity=4)
    outside = (labels == labels[0, 0]).astype(np.uint8) * 255
    outside = outside[window:-window, window:-window]
    rim = 2 * max(1, round(MARGIN_MM / 25.4 * LOOK_DPI)) + 1
    grown = cv2.dilate(outside, np.ones((rim, rim), np.uint8))
    return np.ascontiguousarray(grown) if np.any(outside) else np.zeros_like(small)


def punch_holes(grey: Image, dpi: float) -> tuple[Box, ...]:
    """Dark discs near an edge, in pixels of ``grey``."""
    scale = 2 * LOOK_DPI / dpi
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    paper = float(np.percentile(small, 80))
    dark = cv2.threshold(small, DARK * paper, 255, cv2.THRESH_BINARY_INV)[1]
    mm = 2 * LOOK_DPI / 25.4
    dark = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((round(2.5 * mm),) * 2, np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=4)
    height, width = small.shape
    holes = []
    for left, top, wide, high, area in stats[1:]:
        round_share = area / (wide * high)
        edge = min(left + wide / 2, top + high / 2)
        edge = min(edge, width - left - wide / 2, height - top - high / 2)
        if (
            HOLE_MM[0] * mm <= min(wide, high)
            and max(wide, high) <= HOLE_MM[1] * mm
            and max(wide, high) <= 1.4 * min(wide, high)
            and HOLE_ROUND[0] <= round_share <= HOLE_ROUND[1]
            and edge <= HOLE_EDGE_MM * mm
        ):
            rim = MARGIN_MM * mm
            holes.append(
                Box(
                    left=int((left - rim) / scale),
                    top=int((top - rim) / scale),
                    right=int((left + wide + rim) / scale),
                    bottom=int((top + high + rim) / scale),
                )
            )
    return tuple(holes)
