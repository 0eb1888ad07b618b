"""The sheet of paper in the scan: what lies around it, and what was punched out of it."""

import cv2
import numpy as np

from baulast.cleaned import Image
from baulast.connected import connected
from baulast.model import Box

LOOK_DPI = 50  # shapes of millimetres show; far fewer pixels than letters need
HOLE_DPI = 100  # enough to tell a disc from a letter
DARK = 0.62  # of the paper's tone: lid, bed and copier borders are darker, shadows mostly not
SOLID_MM = 3.0  # solid ink as wide as this is no letter
MARGIN_MM = 1.0  # the blurred rim of a border
HOLE_MM = (4.0, 8.5)  # 5.5 and 6 mm punches, torn ones larger
HOLE_CORE_MM = 2.5  # strokes that touch a hole are thinner than this
HOLE_ROUND = (0.62, 0.95)  # share of its box that a disc fills: 0.785
HOLE_LONG = 1.4  # times as long as wide, where the paper is torn
HOLE_EDGE_MM = 28.0  # holes lie near the edge, 12 mm for the German standard


def surroundings(grey: Image, dpi: float) -> Image:
    """255 on the dark area around the sheet, as large as ``grey``.

    Only areas that hang together with the edge of the scan count. The scan is thought to lie in a
    dark frame, so that thin dark strips along its edge count too.
    """
    dark = _dark(grey, LOOK_DPI / dpi)
    window = max(3, round(SOLID_MM / 25.4 * LOOK_DPI))
    framed = cv2.copyMakeBorder(dark, *(window,) * 4, cv2.BORDER_CONSTANT, value=255)
    solid = cv2.morphologyEx(framed, cv2.MORPH_OPEN, np.ones((window, window), np.uint8))
    _, labels = cv2.connectedComponents(solid, connectivity=4)
    outside = (labels == labels[0, 0]).astype(np.uint8) * 255
    outside = outside[window:-window, window:-window]
    rim = 2 * max(1, round(MARGIN_MM / 25.4 * LOOK_DPI)) + 1
    if not np.any(outside):
        return np.zeros_like(grey)
    outside = cv2.dilate(outside, np.ones((rim, rim), np.uint8))
    size = (grey.shape[1], grey.shape[0])
    return np.asarray(cv2.resize(outside, size, interpolation=cv2.INTER_NEAREST))


def punch_holes(grey: Image, dpi: float) -> tuple[Box, ...]:
    """Dark discs near an edge, with their rims, in pixels of ``grey``."""
    scale = HOLE_DPI / dpi
    mm = HOLE_DPI / 25.4
    core = np.ones((round(HOLE_CORE_MM * mm),) * 2, np.uint8)
    dark = np.asarray(cv2.morphologyEx(_dark(grey, scale), cv2.MORPH_OPEN, core), dtype=np.uint8)
    _, stats = connected(dark, corners=False)
    rim = MARGIN_MM * mm
    return tuple(
        Box(
            left=max(0, int((left - rim) / scale)),
            top=max(0, int((top - rim) / scale)),
            right=int((left + width + rim) / scale),
            bottom=int((top + height + rim) / scale),
        )
        for left, top, width, height, area in stats[1:]
        if _is_hole(width, height, area, mm)
        and _edge_distance(left + width / 2, top + height / 2, dark) <= HOLE_EDGE_MM * mm
    )


def _dark(grey: Image, scale: float) -> Image:
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    paper = float(np.percentile(small[::4, ::4], 80))
    return np.asarray(cv2.threshold(small, DARK * paper, 255, cv2.THRESH_BINARY_INV)[1])


def _is_hole(width: int, height: int, area: int, mm: float) -> bool:
    short, long = sorted((width, height))
    return bool(
        HOLE_MM[0] * mm <= short
        and long <= HOLE_MM[1] * mm
        and long <= HOLE_LONG * short
        and HOLE_ROUND[0] <= area / (width * height) <= HOLE_ROUND[1]
    )


def _edge_distance(x: float, y: float, image: Image) -> float:
    height, width = image.shape
    return float(min(x, y, width - x, height - y))
