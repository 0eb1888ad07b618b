"""Slanted lines: strokes through a passage, or the drawing of a site plan."""

import cv2
import numpy as np
import numpy.typing as npt

from baulast.cleaned import Image
from baulast.model import Box
from ingest.leaders import Boxes

Line = tuple[float, float, float, float]  # x0, y0, x1, y1

LOOK_DPI = 75  # long lines show on an image this small
LONG_MM = 22.0  # longer than the strokes of a signature
SLANT_DEG = (2.5, 87.0)  # flatter and steeper ones are rules and folds
BESIDE_PX = 4  # beyond the thickness of any line, at LOOK_DPI
DRAWN_SHARE = 0.85  # of a line is ink, also where it is worn; of one through bars less
STEEP = 0.75  # of a line's rise to its run: what lies beside a flatter one is the line itself
BESIDE_SHARE = 0.4  # of a line has ink on both sides where it runs through bars, not on paper
PLAN_LINES = 5  # a passage is crossed out with two or three
PLAN_MM = 50.0  # both sides of the smallest plan that is worth a page
TYPE_MM = 6.0  # type is lower, even headings; strokes of hatching have boxes as large as words
PLAN_INK = 0.06  # of its area at most is letters; of a crossed out passage a fifth
SAME_PX = 6.0  # lines this near to each other are one (at LOOK_DPI)


def slanted_lines(ink: Image, dpi: float) -> tuple[Line, ...]:
    """Long slanted lines, in pixels of ``ink``, longest first."""
    scale = LOOK_DPI / dpi
    seen = cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    small: Image = np.asarray(cv2.threshold(seen, 50, 255, cv2.THRESH_BINARY)[1], dtype=np.uint8)
    long = LONG_MM / 25.4 * LOOK_DPI
    found = cv2.HoughLinesP(
        small, 1, np.pi / 360, threshold=int(long * 0.8), minLineLength=long, maxLineGap=3
    )
    if found is None:
        return ()
    lines = [
        line
        for line in found.reshape(-1, 4).astype(float)
        if _is_slanted(line) and _is_line(small, line)
    ]
    lines.sort(key=lambda line: -float(np.hypot(line[2] - line[0], line[3] - line[1])))
    out: list[Line] = []
    for line in lines:
        x0, y0, x1, y1 = (float(v) / scale for v in line)
        out.append((x0, y0, x1, y1))
    return tuple(out)


def plan_area(lines: tuple[Line, ...], letters: Boxes, dpi: float) -> Box | None:
    """The area of a site plan, where slanted lines are drawn; None on a page of text.

    ``letters`` are the boxes of pieces of ink the size of letters.
    """
    distinct = _distinct(lines, SAME_PX * dpi / LOOK_DPI)
    if len(distinct) < PLAN_LINES:
        return None
    points = np.array(distinct).reshape(-1, 2)
    left, top = (int(v) for v in points.min(axis=0))
    right, bottom = (int(v) for v in points.max(axis=0))
    area = Box(left=left, top=top, right=right, bottom=bottom)
    if min(area.width, area.height) < PLAN_MM * dpi / 25.4:
        return None
    inside = (letters[:, 0] >= left) & (letters[:, 2] <= right)
    inside &= (letters[:, 1] >= top) & (letters[:, 3] <= bottom)
    inside &= letters[:, 3] - letters[:, 1] <= TYPE_MM * dpi / 25.4
    sizes = (letters[inside, 2] - letters[inside, 0]) * (letters[inside, 3] - letters[inside, 1])
    return area if sizes.sum() < PLAN_INK * area.area else None


def _is_slanted(line: npt.NDArray[np.float64]) -> bool:
    angle = abs(np.degrees(np.arctan2(line[3] - line[1], line[2] - line[0])))
    angle = min(angle, 180 - angle)
    return bool(SLANT_DEG[0] <= angle <= SLANT_DEG[1])


def _is_line(small: Image, line: npt.NDArray[np.float64]) -> bool:
    """Whether there is paper beside a line, not the bars of a code or a black area."""
    xs, ys = (np.linspace(line[i], line[i + 2], 50).round().astype(int) for i in (0, 1))
    framed = np.pad(small > 0, BESIDE_PX)
    far = 2 * BESIDE_PX
    above, below = framed[ys, xs + BESIDE_PX], framed[ys + far, xs + BESIDE_PX]
    left, right = framed[ys + BESIDE_PX, xs], framed[ys + BESIDE_PX, xs + far]
    wide, high = np.abs(line[2:] - line[:2])
    sides = [(above & below).mean()] if wide > STEEP * high else []
    sides += [(left & right).mean()] if high > STEEP * wide else []
    drawn = (small[ys, xs] > 0).mean()
    return bool(drawn >= DRAWN_SHARE and max(sides) < BESIDE_SHARE)


def _distinct(lines: tuple[Line, ...], near: float) -> list[Line]:
    """The lines without those that run along a longer one."""
    out: list[Line] = []
    for line in lines:
        if not any(_runs_along(line, other, near) for other in out):
            out.append(line)
    return out


def _runs_along(line: Line, other: Line, near: float) -> bool:
    x0, y0, x1, y1 = other
    length = float(np.hypot(x1 - x0, y1 - y0))
    away = [
        abs((x1 - x0) * (y0 - y) - (x0 - x) * (y1 - y0)) / max(1.0, length)
        for x, y in (line[:2], line[2:])
    ]
    return max(away) < near
