"""Paper made even: background and tone flattened, faint writing brought up to the rest."""

from collections.abc import Iterable

import cv2
import numpy as np
import numpy.typing as npt

from baulast.cleaned import Image

LEAST_PX = 8  # what filters need at least
LOOK_DPI = 40  # shadows and stains are centimetres wide
PAPER_WINDOW_MM = 7.0  # wider than the boldest stroke of a heading, narrower than a shadow
DARKEST_PAPER = 0.45  # of the usual tone: what is darker lies outside of the sheet
STREAK_WINDOW_PX = 25  # streaks are one to six pixels wide
STREAK_SHARE = 0.97  # of the tone beside it; even paper varies by less
PARTS = 10  # a page is looked at in so many parts along the feed
STREAK_PARTS = 0.8  # of them show the streak, the first and the last among them
NOISE_SIGMAS = 1.8  # grain within this of the paper's tone is white
INK_SHARE = 0.1  # of the dark pixels are fully black: black stays black in a faded page too
FAINT_WINDOW_MM = (6.0, 4.0)  # a typed line and a few letters: a faded ribbon changes within words
FAINT_DPI = 150  # strokes still show their depth, and grain is averaged out
FAINT = (60, 160)  # depth of ink at that resolution; bleed-through stays below the first
EMPTY_PERCENTILE = 25  # at least a quarter of a page bears no writing
ABOVE_GRAIN = 2.0  # times as dark as the darkest grain on bare paper
NO_GAIN = 1.05  # not worth the while
GAIN_LIMIT = 2.5  # more would bring up bleed-through where it is strongest
INK_DEPTH = 95  # below white: strokes of faint type come to 120, grain to 60


def grey_of(image: Image) -> Image:
    """The image in grey, and a grey image as it is."""
    if image.ndim == 2:
        return image
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), dtype=np.uint8)


def resampled(grey: Image, scale: float) -> Image:
    """The image at another resolution, eight pixels at least each way.

    By a whole factor it takes a tenth of the time, so OpenCV is told the factor, not the size.
    """
    if min(grey.shape) * scale < LEAST_PX:
        size = (
            max(LEAST_PX, round(grey.shape[1] * scale)),
            max(LEAST_PX, round(grey.shape[0] * scale)),
        )
        return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.uint8)


def is_bilevel(scan: Image) -> bool:
    """Whether the scan has black and white alone."""
    if scan.ndim == 3:
        return False
    low, high, *_ = cv2.minMaxLoc(scan)
    if any(64 <= tone < 192 for tone in (low, high)):
        return False
    return high - low < 2 or cv2.countNonZero(cv2.inRange(scan, (low + 1,), (high - 1,))) == 0


def flattened(grey: Image, dpi: float) -> Image:
    """The page with white paper and black ink."""
    even = np.asarray(cv2.divide(grey, _paper(grey, dpi), scale=255.0), dtype=np.uint8)
    even = without_streaks(even)
    return np.asarray(cv2.LUT(even, _levels(even)), dtype=np.uint8)


def without_streaks(even: Image) -> Image:
    """The image without the lines that dust on the scanner's glass draws along the feed.

    They darken whole columns (rows, on a page that lies on its side) by the same share, so the
    letters under them come back by lightening.
    """
    for axis in (0, 1):
        ends = _shares(even, axis, (0, PARTS - 1))
        dark = (ends < STREAK_SHARE).all(axis=0)  # rules of forms leave the margins free
        if not np.any(dark):
            continue
        shares = _shares(even, axis, range(PARTS))
        dark &= (shares < STREAK_SHARE).mean(axis=0) >= STREAK_PARTS
        for place in np.nonzero(dark)[0]:
            line = even[:, place] if axis == 0 else even[place]
            share = max(DARKEST_PAPER, float(np.median(shares[:, place])))
            line[:] = np.minimum(255, line / share).astype(np.uint8)
    return even


def _shares(even: Image, axis: int, numbers: Iterable[int]) -> npt.NDArray[np.float32]:
    """The tone of each column (axis 0) or row (axis 1) as a share of that beside it, part by part.

    Text is on fewer than half of the pixels, so the median tells the paper.
    """
    along = even.shape[axis] // PARTS
    parts = []
    for number in numbers:
        places = slice(number * along, (number + 1) * along, along // 15 + 1)
        sample = even[places] if axis == 0 else even[:, places]
        tones = np.median(sample, axis=axis).astype(np.uint8)
        smooth = cv2.medianBlur(tones[:, None], STREAK_WINDOW_PX)[:, 0]
        parts.append(tones / np.maximum(smooth, 1).astype(np.float32))
    return np.array(parts, dtype=np.float32)


def ink_of(flat: Image, depth: int = INK_DEPTH) -> Image:
    """255 where there is ink on a flattened page, else 0."""
    ink = cv2.threshold(flat, 255 - depth, 255, cv2.THRESH_BINARY_INV)[1]
    return np.asarray(ink, dtype=np.uint8)


def _paper(grey: Image, dpi: float) -> Image:
    """The tone of the bare paper at each pixel."""
    scale = LOOK_DPI / dpi
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    window = round(PAPER_WINDOW_MM / 25.4 * LOOK_DPI) | 1
    kernel = np.ones((window, window), np.uint8)
    paper = cv2.morphologyEx(cv2.medianBlur(small, 3), cv2.MORPH_CLOSE, kernel)
    paper = cv2.blur(paper, (3, 3))
    floor = max(1, int(DARKEST_PAPER * float(np.median(paper))))
    paper = np.maximum(paper, np.uint8(floor))
    size = (grey.shape[1], grey.shape[0])
    wide = cv2.resize(paper, size, interpolation=cv2.INTER_LINEAR)
    return np.asarray(wide, dtype=np.uint8)


def _levels(even: Image) -> npt.NDArray[np.uint8]:
    """A table of tones that makes paper white and the darkest ink black."""
    counts = cv2.calcHist([even], [0], None, [256], [0, 256]).ravel()
    mode = 150 + int(counts[150:].argmax())
    below = np.arange(max(0, mode - 40), mode + 1)
    weights = counts[below]
    grain = float(np.sqrt((weights * (mode - below) ** 2).sum() / max(1.0, weights.sum())))
    white = mode - NOISE_SIGMAS * grain
    dark = counts[: int(white) - 40]
    black = int(np.searchsorted(np.cumsum(dark), INK_SHARE * dark.sum())) if dark.size else 0
    black = min(black, int(white) // 2)
    tones = (np.arange(256, dtype=np.float32) - black) * (255.0 / (white - black))
    return np.asarray(np.clip(tones, 0, 255), dtype=np.uint8)


def faint_raised(page: Image, dpi: float) -> Image:
    """A flattened page, free of rules, with ink darkened where there is none but faint ink nearby.

    A rule or a signature beside faint type would set the measure for it.
    """
    scale = FAINT_DPI / dpi
    small = cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    wide, high = (round(size / 25.4 * FAINT_DPI) | 1 for size in FAINT_WINDOW_MM)
    darkest = cv2.erode(small, np.ones((high, wide), np.uint8))
    tones = cv2.blur(darkest, (wide, high))
    grain = float(np.percentile(255.0 - tones[::8, ::8], EMPTY_PERCENTILE))
    depths = 255.0 - np.arange(256, dtype=np.float32)
    gains = np.clip(FAINT[1] / np.maximum(depths, 1), 1, GAIN_LIMIT)
    gains[depths < max(FAINT[0], ABOVE_GRAIN * grain)] = 1
    factors = (gains * 64).astype(np.uint8)
    seen = cv2.LUT(tones, factors)
    if int(seen.max()) <= int(NO_GAIN * 64):
        return page
    size = (page.shape[1], page.shape[0])
    factor = cv2.resize(seen, size, interpolation=cv2.INTER_LINEAR)
    del small, darkest, tones, seen
    raised = np.asarray(cv2.bitwise_not(page), dtype=np.uint8)
    cv2.multiply(raised, factor, dst=raised, scale=1 / 64)
    cv2.bitwise_not(raised, dst=raised)
    return raised
