"""Blank sides, told from faint ones.

A faint page that is taken for blank is never read, so the order is: whatever has a few strokes of
plain ink is a page. Below that contrast ink may be faint or may shine through from the other side
(``ingest.bleed`` tells them apart); only where there is not even that, a side is blank at once.

Measured on 48 blank and 190 other scans, bleed-through stays under 15 % contrast, the faintest
copies have 300 letters above 18 %, and pages faded to a sixth of their ink still count 9 strokes
or more at the lower threshold.
"""

from dataclasses import dataclass
from enum import Enum

import cv2
import numpy as np
import numpy.typing as npt

from baulast.cleaned import Image

LOOK_DPI = 100.0  # pencil strokes are still two pixels wide
MM = LOOK_DPI / 25.4
BLACK = 250  # contrast of black on white; the scale leaves headroom in 8 bits
PLAIN = 45  # 18 %: more than ever shines through
FAINT = 15  # 6 %: the least that a person makes out
NOISE_FACTOR = 3.0  # a faint stroke stands out from the grain of the paper this many times
PLAIN_MM = 1.2  # the size of a small letter; dust is smaller
FAINT_MM = 2.0  # of two letters that touch; grain of the paper is smaller
STROKE_MM = 0.5  # thinner things are scratches on the scanner's glass
MAX_SPECKS = 3  # dirt and rests of lines that a blank side may have; a word has more strokes
PAPER_SHARE = 0.75  # darker than this share of the paper's tone and at the border: not paper
HOLE_MM = (3.5, 8.5)  # punch holes of 5.5 mm with their shadow, whole or as a ring
HOLE_MARGIN_MM = 20.0  # holes lie this near to an edge
FOLD_MM = 20.0  # a line this long and thin is a fold, a scratch or a crossing out


class Verdict(Enum):
    INKED = "inked"
    BLANK = "blank"
    UNCLEAR = "unclear"  # faint ink or bleed-through


@dataclass(frozen=True, slots=True)
class Strokes:
    """Connected ink at one threshold: where each stroke lies, and all of them as a mask."""

    centres: npt.NDArray[np.float64]  # x, y
    mask: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.centres)


@dataclass(frozen=True, slots=True)
class Look:
    """A side at LOOK_DPI: how far each pixel is darker than the paper around it, 0 to BLACK."""

    contrast: Image
    outside: Image  # 1 where there is no paper


def look_at(grey: Image, dpi: float) -> Look:
    """The side as contrast to its paper, whatever the paper's tone and shading."""
    width = max(8, round(grey.shape[1] * LOOK_DPI / dpi))
    height = max(8, round(grey.shape[0] * LOOK_DPI / dpi))
    small = cv2.resize(grey, (width, height), interpolation=cv2.INTER_AREA)
    tone = _paper_tone(np.asarray(small, dtype=np.uint8))
    paper = cv2.resize(tone, (width, height), interpolation=cv2.INTER_LINEAR)
    contrast = cv2.divide(cv2.subtract(paper, small), paper, scale=BLACK)
    outside = cv2.resize(_outside(tone), (width, height), interpolation=cv2.INTER_NEAREST)
    return Look(np.asarray(contrast, dtype=np.uint8), np.asarray(outside, dtype=np.uint8))


def judge(look: Look) -> Verdict:
    """Whether a side bears ink, as far as the side alone can tell."""
    if len(_strokes(look.contrast, look.outside, PLAIN, PLAIN_MM)) > MAX_SPECKS:
        return Verdict.INKED
    return Verdict.UNCLEAR if len(faint_strokes(look)) > MAX_SPECKS else Verdict.BLANK


def faint_strokes(look: Look) -> Strokes:
    """Everything that stands out from the grain of the paper."""
    smooth = cv2.GaussianBlur(look.contrast, (0, 0), 0.8)  # grain is finer than a pencil stroke
    grain = smooth[(look.outside == 0) & (smooth < PLAIN)]
    level = float(np.percentile(grain, 84)) if grain.size else 0.0  # one standard deviation
    return _strokes(
        np.asarray(smooth, dtype=np.uint8), look.outside, max(FAINT, NOISE_FACTOR * level), FAINT_MM
    )


def _paper_tone(small: Image) -> Image:
    """The tone of the paper at a quarter of the size: ink closed over, shading kept."""
    quarter = cv2.resize(
        small, (small.shape[1] // 4, small.shape[0] // 4), interpolation=cv2.INTER_AREA
    )
    wide = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (13, 13))  # 13 mm: wider than a stamp's bar
    closed = cv2.morphologyEx(quarter, cv2.MORPH_CLOSE, wide)
    return np.asarray(cv2.GaussianBlur(closed, (0, 0), 2.0), dtype=np.uint8)


def _outside(tone: Image) -> Image:
    """1 where the scanner saw past the paper: dark and connected with the border."""
    dark = (tone < PAPER_SHARE * np.median(tone)).astype(np.uint8)
    framed = cv2.copyMakeBorder(dark, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=(1,))
    _, labels = cv2.connectedComponents(framed, connectivity=8)
    border = (labels == labels[0, 0]).astype(np.uint8)
    # 4 mm more: the paper's edge throws a shadow and is torn
    return np.asarray(cv2.dilate(border, np.ones((9, 9), np.uint8))[1:-1, 1:-1], dtype=np.uint8)


def _strokes(contrast: Image, outside: Image, threshold: float, least_mm: float) -> Strokes:
    """Ink without punch holes, folds, scratches and the paper's edge."""
    ink = ((contrast >= threshold) & (outside == 0)).astype(np.uint8)
    _, labels, stats, centres = cv2.connectedComponentsWithStats(_without_scratches(ink))
    x, y, width, height, area = np.asarray(stats).T
    long, short = np.maximum(width, height), np.minimum(width, height)
    rows, columns = ink.shape
    margin = np.minimum(np.minimum(x, y), np.minimum(columns - x - width, rows - y - height))
    is_round = (short >= HOLE_MM[0] * MM) & (long <= HOLE_MM[1] * MM) & (short > 0.75 * long)
    is_filled = area > 0.6 * width * height  # a disc fills 0.78 of its square
    is_hole = is_round & (is_filled | (margin < HOLE_MARGIN_MM * MM))
    is_fold = (long >= FOLD_MM * MM) & (short <= 0.06 * long + MM)
    keep = (long >= least_mm * MM) & (short >= STROKE_MM * MM) & ~is_hole & ~is_fold
    keep[0] = False  # the paper
    keep[np.unique(labels[cv2.dilate(outside, np.ones((5, 5), np.uint8)) > 0])] = False
    return Strokes(np.asarray(centres)[keep], keep[labels])


def _without_scratches(ink: Image) -> Image:
    """Ink less the thin bits that lie on one line: scratches and dust under the scanner's glass."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    sides = np.asarray(stats)[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
    thin = (sides.min(axis=1) <= MM) & (sides.max(axis=1) >= 2 * sides.min(axis=1))
    thin[0] = False
    bits = thin[labels].astype(np.uint8)
    lines = cv2.HoughLinesP(
        bits, 1, np.pi / 360, threshold=20, minLineLength=15 * MM, maxLineGap=15 * MM
    )
    if lines is None:
        return ink
    cover = np.zeros_like(ink)
    for x1, y1, x2, y2 in np.asarray(lines).reshape(-1, 4).tolist():
        cv2.line(cover, (x1, y1), (x2, y2), (1,), thickness=9)  # 2 mm: lines lie slanted
    return np.where((bits > 0) & (cover > 0), np.uint8(0), ink)
