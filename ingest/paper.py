"""Paper made even: background, tone and the dark surroundings of the sheet."""

import cv2
import numpy as np

from baulast.cleaned import Image

FLATTEN_PX = 160  # paper tone changes slowly: looked at on an image of about this many dots an inch
PAPER_WINDOW_MM = 7.0  # wider than the boldest stroke of a heading, narrower than a shadow


def grey_of(image: Image) -> Image:
    """The image in grey, and a grey image as it is."""
    return image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)


def is_bilevel(grey: Image) -> bool:
    """Whether the scan has black and white alone."""
    histogram = cv2.calcHist([grey], [0], None, [256], [0, 256]).ravel()
    return int(np.count_nonzero(histogram)) <= 2


def flattened(grey: Image, dpi: float) -> Image:
    """The page with its paper white everywhere and its darkest ink black."""
    step = max(1, round(dpi / 40))  # 40 dots an inch show every shadow
    small = cv2.resize(grey, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA)
    window = max(3, round(PAPER_WINDOW_MM / 25.4 * dpi / step)) | 1
    kernel = np.ones((window, window), np.uint8)
    paper = cv2.morphologyEx(cv2.medianBlur(small, 3), cv2.MORPH_CLOSE, kernel)
    paper = cv2.blur(paper, (window, window))
    typical = int(np.median(paper))
    paper = np.maximum(paper, np.uint8(max(1, typical * 45 // 100)))
    wide = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    even = cv2.divide(grey, wide, scale=255.0)
    return cv2.LUT(even, _levels(even))


def _levels(even: Image) -> Image:
    """A table of tones: what is nearly paper becomes white, the ink keeps its shades."""
    histogram = cv2.calcHist([even], [0], None, [256], [0, 256]).ravel()
    dark = histogram[:190]
    total = dark.sum()
    black = int(np.searchsorted(np.cumsum(dark), total * 0.1)) if total > 0 else 0
    black = min(black, 120)
    white = 228
    tones = (np.arange(256, dtype=np.float32) - black) * (255.0 / (white - black))
    return np.clip(tones, 0, 255).astype(np.uint8)


def ink_of(flat: Image) -> Image:
    """255 where there is ink on a flattened page, else 0."""
    return cv2.threshold(flat, 165, 255, cv2.THRESH_BINARY_INV)[1]
