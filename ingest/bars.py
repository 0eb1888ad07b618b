"""Where bars of a barcode stand on a page, readable or not, whichever way they run.

Ink is judged against the paper nearby, so a sheet that came out almost black or almost white shows
its bars too. Bars give edges that all run one way (the structure tensor of the page tells); ruled
lines, hatching and text fall out since bars change many times, in uneven widths, and go straight
through.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from cv2.typing import MatLike

from baulast.cleaned import Image
from baulast.connected import connected
from ingest.paper import resampled

Plane = npt.NDArray[np.float32]

LOOK_DPI = 100.0  # the thinnest bars in use, 0.25 mm, still make a texture
MM = LOOK_DPI / 25.4
PAPER_MM = 13.0  # wider than a bar; the paper around it shows
LEAST_TONE = 4  # grey levels: below, a scanner knows no differences
DEEPEST = 1.2  # logarithm: ink that lets a third of the paper's light through is black
STREAK_MM = 60.0  # bars of codes are 5 to 40 mm high; streaks and lines of forms are longer
WINDOW_PX = int(7 * MM)  # holds several bars of any code
SAMPLE_PX = 4  # 1 mm: what is added up over a window need not be known at every pixel
GRID_MM = MM / SAMPLE_PX  # samples a millimetre
ONE_WAY = 0.55  # of all edges, those that run one way; text has up to 0.4
GRAIN_SHARE = 30  # percentile of edges: what the grain of the paper alone gives
ABOVE_GRAIN = 0.5  # of the grain's own edges, that bars have on top
STRONG_SHARE, OF_STRONG = 99, 0.1  # of edges: where streaks cover the page, only bars stand out
LIKE_DEG = 12.0  # that edges of one code differ in direction, where noise bends them
LEAST_LONG_MM, LEAST_HIGH_MM = 20.0, 5.0  # of a code that a separator sheet would carry
MOST_LONG_MM = 200.0  # the frame of a plan is longer
LEAST_FILLED = 0.5  # of its box, that a field of bars fills
MOST_FIELDS = 12  # looked at closely: plans have dozens, separator sheets a few
LEAST_CHANGES = 28  # from bar to space and back: half of what the shortest numbers have
LEAST_ALIKE = 0.85  # correlation of the upper with the lower half; plans and tables have up to 0.8
MOST_SHIFT_PX = 3  # from one half to the other: the direction is known to a degree
LEAST_DEPTH = 0.01  # spread of the profile; blocks of a strong JPEG leave 0.007 on bare paper
BLACK_SHARE = (0.3, 0.75)  # of the length; hatching and columns of tables are mostly paper
UNEVEN = 0.25  # spread of widths by their mean: bars are 1 to 4 modules wide, hatching is even
QUIET_MM = 8.0  # white that a code needs beside it


@dataclass(frozen=True, slots=True)
class Bars:
    """A field of bars, cut out of the page with its quiet zone and laid so that the bars stand."""

    image: Image
    length_mm: float


@dataclass(frozen=True, slots=True)
class _Edges:
    """Edges added up around each spot: all, those across less those down, and the slanted ones."""

    all: Plane
    even: Plane
    mixed: Plane


@dataclass(frozen=True, slots=True)
class _Field:
    """A place on the page at LOOK_DPI in which edges run one way."""

    centre: tuple[float, float]
    across: tuple[float, float]  # the direction in which the bars follow each other, one long
    length: float  # across the bars
    height: float  # along the bars


def find_bars(grey: Image, dpi: float) -> list[Bars]:
    """The fields on a page that are made of parallel bars of uneven width, longest first."""
    scale = LOOK_DPI / dpi
    contrast = _contrast(resampled(grey, scale))
    edges = _edges(contrast)
    for level in _levels(edges):
        fields = [f for f in _fields(edges, level) if _are_bars(_cut(contrast, f, 1.0, 0.0))]
        if fields:
            fields.sort(key=lambda field: field.length, reverse=True)
            quiet = QUIET_MM * MM
            return [Bars(_cut(grey, field, scale, quiet), field.length / MM) for field in fields]
    return []


def _contrast(small: Image) -> Plane:
    """How dark each spot is against its paper: 0 is paper, 1 black; streaks are gone."""
    quarter = cv2.resize(small, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (round(PAPER_MM * MM / 4),) * 2)
    closed = cv2.GaussianBlur(cv2.morphologyEx(quarter, cv2.MORPH_CLOSE, kernel), (0, 0), 2.0)
    paper = cv2.resize(closed, (small.shape[1], small.shape[0]))
    smooth = cv2.GaussianBlur(small, (3, 3), 0)
    light = cv2.LUT(smooth, _depths(LEAST_TONE // 2))
    dark = cv2.subtract(cv2.LUT(paper, _depths(LEAST_TONE)), light, dtype=cv2.CV_8U)
    dark = cv2.subtract(dark, _streaks(dark))
    across = cv2.transpose(dark)
    dark = cv2.subtract(dark, cv2.transpose(_streaks(across)))
    return dark.astype(np.float32) / np.float32(255)


@cache
def _depths(least: int) -> Plane:
    """The logarithm of each tone, such that DEEPEST is 255."""
    tones = np.maximum(np.arange(256), least)
    return (np.log(tones) * (255 / DEEPEST)).astype(np.float32)


def _streaks(dark: MatLike) -> MatLike:
    """What runs down the page for STREAK_MM, to a millimetre; so coarsely it is soon told."""
    ends = (-1, 0)  # a pixel stands for those below it
    lowest = cv2.erode(dark, np.ones((SAMPLE_PX, 1), np.uint8), anchor=ends)[::SAMPLE_PX]
    long = np.ones((round(STREAK_MM * GRID_MM), 1), np.uint8)
    streaks = cv2.morphologyEx(lowest, cv2.MORPH_OPEN, long)
    return np.repeat(streaks, SAMPLE_PX, axis=0)[: len(dark)]


def _edges(contrast: Plane) -> _Edges:
    across = np.asarray(cv2.Sobel(contrast, cv2.CV_32F, 1, 0))
    down = np.asarray(cv2.Sobel(contrast, cv2.CV_32F, 0, 1))
    xy = _around(cv2.multiply(across, down))
    xx, yy = (_around(cv2.multiply(edges, edges, dst=edges)) for edges in (across, down))
    return _Edges(xx + yy, xx - yy, xy + xy)


def _around(edges: MatLike) -> Plane:
    """The mean over a window around each sample."""
    means = np.asarray(cv2.blur(edges, (WINDOW_PX, WINDOW_PX)), dtype=np.float32)
    return means[::SAMPLE_PX, ::SAMPLE_PX]


def _levels(edges: _Edges) -> tuple[float, float]:
    """What edges a field has at least: as little as stands out, or what is strong on this page."""
    grain, strong = np.percentile(edges.all, [GRAIN_SHARE, STRONG_SHARE])
    return (1 + ABOVE_GRAIN) * float(grain) + 1e-6, OF_STRONG * float(strong)


def _fields(edges: _Edges, level: float) -> list[_Field]:
    """The places in which edges run one way, largest first."""
    grain = level / (1 + ABOVE_GRAIN)
    one_way = np.hypot(edges.even, edges.mixed)
    is_field = (one_way > ONE_WAY * (edges.all - grain)) & (edges.all > level)
    labels, stats = connected(is_field.astype(np.uint8))
    found = []
    largest = sorted(range(1, len(stats)), key=lambda label: -stats[label, cv2.CC_STAT_AREA])
    for label in largest[:MOST_FIELDS]:
        x, y, width, height, area = stats[label].tolist()
        if area < LEAST_FILLED * LEAST_LONG_MM * LEAST_HIGH_MM * GRID_MM**2:
            break
        spot = np.s_[y : y + height, x : x + width]
        part = labels[spot] == label
        field = _field(part, edges.even[spot], edges.mixed[spot], (x, y))
        if field is not None:
            found.append(field)
    return found


def _field(
    part: npt.NDArray[np.bool_], even: Plane, mixed: Plane, corner: tuple[int, int]
) -> _Field | None:
    """The field that a part of the page is, in its main direction; None where no code fits."""
    both = np.array([even[part].sum(), mixed[part].sum()])  # points at twice the angle
    cosine, sine = both / max(1e-9, float(np.hypot(*both)))
    like = float(np.cos(np.radians(2 * LIKE_DEG)))
    alike = (part & (even * cosine + mixed * sine > like * np.hypot(even, mixed))).astype(np.uint8)
    labels, stats = connected(alike)
    if len(stats) == 1:
        return None
    rows, columns = np.nonzero(labels == 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA])))
    main = float(np.arctan2(sine, cosine)) / 2
    cosine, sine = np.cos(main), np.sin(main)
    across, along = columns * cosine + rows * sine, rows * cosine - columns * sine
    left, right = np.percentile(across, [1, 99])
    top, bottom = np.percentile(along, [2, 98])
    length, height = float(right - left), float(bottom - top)
    is_code_sized = LEAST_LONG_MM * GRID_MM <= length <= MOST_LONG_MM * GRID_MM
    if not is_code_sized or height < LEAST_HIGH_MM * GRID_MM:
        return None
    if len(rows) < LEAST_FILLED * length * height:
        return None
    u, v = (left + right) / 2, (top + bottom) / 2
    x, y = corner[0] + u * cosine - v * sine, corner[1] + u * sine + v * cosine
    return _Field(
        (x * SAMPLE_PX, y * SAMPLE_PX), (cosine, sine), length * SAMPLE_PX, height * SAMPLE_PX
    )


def _cut(page: npt.NDArray[Any], field: _Field, scale: float, quiet: float) -> npt.NDArray[Any]:
    """The field from a page that is smaller than LOOK_DPI by ``scale``, its bars upright."""
    width, height = (field.length + 2 * quiet) / scale, field.height / scale
    cosine, sine = field.across
    x, y = field.centre[0] / scale, field.centre[1] / scale
    back = np.array(
        [
            [cosine, -sine, x - cosine * width / 2 + sine * height / 2],
            [sine, cosine, y - sine * width / 2 - cosine * height / 2],
        ]
    )
    return cv2.warpAffine(
        page,
        back,
        (round(width), round(height)),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )


def _are_bars(dark: Plane) -> bool:
    """Whether the same changes go straight through, many and of uneven widths."""
    margin = len(dark) // 8  # where the field fades out
    upper, lower = (half.mean(axis=0) for half in np.array_split(dark[margin : -margin or None], 2))
    profile = (upper + lower) / 2
    if profile.std() < LEAST_DEPTH or _likeness(upper, lower) < LEAST_ALIKE:
        return False
    black = profile > cv2.blur(profile[None], (2 * WINDOW_PX + 1, 1))[0]
    ends = np.flatnonzero(black[1:] != black[:-1])
    if len(ends) < LEAST_CHANGES or not BLACK_SHARE[0] <= black.mean() <= BLACK_SHARE[1]:
        return False
    widths = np.diff(ends)
    return all(float(some.std() / some.mean()) >= UNEVEN for some in (widths[::2], widths[1::2]))


def _likeness(upper: Plane, lower: Plane) -> float:
    """Correlation of two profiles at the best shift: bars that stand a little aslant."""
    size = len(upper)
    shifts = range(-MOST_SHIFT_PX, MOST_SHIFT_PX + 1)
    pairs = (
        (upper[max(0, s) : size + min(0, s)], lower[max(0, -s) : size + min(0, -s)]) for s in shifts
    )
    spread = ((one - one.mean(), other - other.mean()) for one, other in pairs)
    return max(
        float((one * other).sum() / (1e-9 + np.sqrt((one * one).sum() * (other * other).sum())))
        for one, other in spread
    )
