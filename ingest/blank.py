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
from baulast.connected import connected
from ingest.paper import resampled

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
BRIGHTER = 0.03  # than the paper around, by this share of its tone: a hole over a white lid
HOLE_MM = (3.5, 8.5)  # punch holes of 5.5 mm with their shadow, whole or as a ring
HOLE_MARGIN_MM = 20.0  # holes lie this near to an edge
THIN_MM = 1.5  # at most, of a scratch's bits; smoothing widens them
RUN_PX = 24  # 6 mm straight on: no stroke of a letter, a fold or scratch at up to 3 degrees
LINE_MM = 15.0  # what lies on a line at least this long is fold, scratch or crossing out


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
    small = resampled(grey, LOOK_DPI / dpi)
    height, width = small.shape
    tone = _paper_tone(small)
    paper = cv2.resize(tone, (width, height), interpolation=cv2.INTER_LINEAR)
    contrast = cv2.divide(cv2.subtract(paper, small), paper, scale=BLACK)
    outside = cv2.resize(_outside(tone), (width, height), interpolation=cv2.INTER_NEAREST)
    return Look(np.asarray(contrast, dtype=np.uint8), np.asarray(outside, dtype=np.uint8))


def judge(look: Look) -> Verdict:
    """Whether a side bears ink, as far as the side alone can tell."""
    if _letters(look) > MAX_SPECKS:
        return Verdict.INKED  # for certain, and ten times as quickly told
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


def _letters(look: Look) -> int:
    """Strokes that are so much like letters that `_strokes` keeps every one of them.

    They are too small for a hole or a line, have no straight run, and hang on no edge.
    """
    ink = ((look.contrast >= PLAIN) & (look.outside == 0)).astype(np.uint8)
    labels, stats = connected(ink)
    sides = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
    short, long = sides.min(axis=1), sides.max(axis=1)
    letters = (long >= PLAIN_MM * MM) & (short >= STROKE_MM * MM)
    letters &= (long < RUN_PX) & (long < HOLE_MM[0] * MM)
    letters &= (short > THIN_MM * MM) | (long < 2 * short)
    letters[np.unique(labels[_beside(look.outside)])] = False
    return int(np.count_nonzero(letters))


def _beside(outside: Image) -> npt.NDArray[np.bool_]:
    """What touches the surroundings of the paper, and they themselves."""
    return np.asarray(cv2.dilate(outside, np.ones((5, 5), np.uint8)) > 0, dtype=np.bool_)


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
    wider = np.asarray(cv2.dilate(border, np.ones((9, 9), np.uint8)), dtype=np.uint8)
    return wider[1:-1, 1:-1] | _bright_spots(tone)


def _bright_spots(tone: Image) -> Image:
    """1 where the scanner's white lid is seen through punch holes."""
    wide = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (13, 13))
    spots = cv2.subtract(tone, cv2.morphologyEx(tone, cv2.MORPH_OPEN, wide))
    bright = (spots > BRIGHTER * np.median(tone)).astype(np.uint8)
    return np.asarray(cv2.dilate(bright, np.ones((5, 5), np.uint8)), dtype=np.uint8)


def _strokes(contrast: Image, outside: Image, threshold: float, least_mm: float) -> Strokes:
    """Ink without punch holes, folds, scratches and the paper's edge."""
    ink = ((contrast >= threshold) & (outside == 0)).astype(np.uint8)
    ink = _without_lines(_without_edges(ink, outside))
    _, labels, stats, centres = cv2.connectedComponentsWithStats(ink)
    x, y, width, height, area = np.asarray(stats).T
    long, short = np.maximum(width, height), np.minimum(width, height)
    rows, columns = ink.shape
    margin = np.minimum(np.minimum(x, y), np.minimum(columns - x - width, rows - y - height))
    is_round = (short >= HOLE_MM[0] * MM) & (long <= HOLE_MM[1] * MM) & (short > 0.75 * long)
    is_filled = area > 0.6 * width * height  # a disc fills 0.78 of its square
    is_hole = is_round & (is_filled | (margin < HOLE_MARGIN_MM * MM))
    is_line = (long >= LINE_MM * MM) & (area <= 2 * long)  # slanted more than lines are looked for
    keep = (long >= least_mm * MM) & (short >= STROKE_MM * MM) & ~is_hole & ~is_line
    keep[0] = False  # the paper
    keep[np.unique(labels[_beside(outside)])] = False
    return Strokes(np.asarray(centres)[keep], keep[labels])


def _without_edges(ink: Image, outside: Image) -> Image:
    """Ink less the shadow of the paper's edge: what hangs on it and lies within 6 mm of it."""
    _, labels = cv2.connectedComponents(ink)
    hangs = np.zeros(int(labels.max()) + 1, np.bool_)
    hangs[np.unique(labels[_beside(outside)])] = True
    hangs[0] = False  # the paper
    near = cv2.dilate(outside, np.ones((49, 49), np.uint8)) > 0
    return np.where(hangs[labels] & near, np.uint8(0), ink)


def _without_lines(ink: Image) -> Image:
    """Ink less folds, scratches and dust under the scanner's glass: all that lies on one line.

    Only thin bits and straight runs go; a note that a fold crosses is cut, not taken away.
    """
    bits = _thin_bits(ink)
    for kernel in (np.ones((1, RUN_PX), np.uint8), np.ones((RUN_PX, 1), np.uint8)):
        bits |= np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel), dtype=np.uint8)
    lines = cv2.HoughLinesP(
        bits, 1, np.pi / 360, threshold=20, minLineLength=LINE_MM * MM, maxLineGap=LINE_MM * MM
    )
    if lines is None:
        return ink
    cover = np.zeros_like(ink)
    for x1, y1, x2, y2 in np.asarray(lines, dtype=np.int64).reshape(-1, 4):
        cv2.line(
            cover, (int(x1), int(y1)), (int(x2), int(y2)), (1,), thickness=9
        )  # 2 mm: lines are not quite straight
    return np.where((bits > 0) & (cover > 0), np.uint8(0), ink)


def _thin_bits(ink: Image) -> Image:
    """The connected parts of the ink that are long and thin, upright or lying."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    sides = np.asarray(stats)[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
    short, long = sides.min(axis=1), sides.max(axis=1)
    thin = (short <= THIN_MM * MM) & (long >= 2 * short)
    thin[0] = False  # the paper
    return np.asarray(thin[labels], dtype=np.uint8)
