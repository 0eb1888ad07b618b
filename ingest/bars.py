"""Where bars of a barcode stand on a page, readable or not."""

from dataclasses import dataclass

import cv2
import numpy as np

from baulast.cleaned import Image
from baulast.connected import connected
from ingest.paper import resampled

LOOK_DPI = 100.0  # the thinnest bars in use, 0.25 mm, still make a texture
MM = LOOK_DPI / 25.4
WINDOW_PX = int(6 * MM)  # holds several bars of any code
LEAST_EDGE = 14  # mean gradient in grey levels; printed bars have 40, faded ones 20
ONE_WAY = 2.2  # edges across the bars over edges along them; text has 1, slanted hatching 1.5
LEAST_LONG_MM, LEAST_HIGH_MM = 20.0, 5.0  # of a code that a separator sheet would carry
SAMPLE_PX = 4  # 1 mm: a square of 3 mm holds at least two samples each way
MOST_LONG_MM = 200.0  # the frame of a plan is longer
LEAST_CHANGES = 40  # from bar to space and back: 6 characters of Code 128, 4 of Code 39
LEAST_AGREEMENT = 0.85  # of rows with their mean: bars go straight through, hatching does not
QUIET_MM = 8.0  # white that a code needs beside it


@dataclass(frozen=True, slots=True)
class Bars:
    """A field of bars, cut out of the page with its quiet zone and laid so that the bars stand."""

    image: Image
    length_mm: float


def find_bars(grey: Image, dpi: float) -> list[Bars]:
    """The fields on a page that are made of parallel bars, largest first."""
    scale = LOOK_DPI / dpi
    smooth = cv2.GaussianBlur(resampled(grey, scale), (3, 3), 0)
    across = cv2.convertScaleAbs(cv2.Sobel(smooth, cv2.CV_16S, 1, 0))
    down = cv2.convertScaleAbs(cv2.Sobel(smooth, cv2.CV_16S, 0, 1))
    standing = _fields(np.asarray(across, dtype=np.uint8), np.asarray(down, dtype=np.uint8))
    lying = _fields(np.asarray(down.T, dtype=np.uint8), np.asarray(across.T, dtype=np.uint8))
    found = [_cut(grey, box, scale) for box in standing]
    found += [_cut(grey.T, box, scale) for box in lying]
    bars = [bars for bars in found if _are_bars(bars, dpi)]
    return sorted(bars, key=lambda bars: bars.length_mm, reverse=True)


def _fields(across: Image, down: Image) -> list[tuple[int, int, int, int]]:
    """Boxes (x, y, width, height) in which edges run one way."""
    window = (WINDOW_PX, WINDOW_PX)
    means = [np.asarray(cv2.blur(way, window), dtype=np.uint8) for way in (across, down)]
    if not _may_hold_fields(*means):
        return []
    edges, crossing = (mean.astype(np.float32) for mean in means)
    grain = float(np.median(crossing))  # what noise alone adds to either
    field = (edges - grain > LEAST_EDGE) & (edges - grain > ONE_WAY * (crossing - grain))
    least = np.ones((int(3 * MM), int(3 * MM)), np.uint8)
    opened = cv2.morphologyEx(field.astype(np.uint8), cv2.MORPH_OPEN, least)
    _, _, stats, _ = cv2.connectedComponentsWithStats(opened)
    boxes = np.asarray(stats)[1:]
    return [
        (x, y, width, height)
        for x, y, width, height, area in boxes.tolist()
        if LEAST_LONG_MM * MM <= width <= MOST_LONG_MM * MM
        and height >= LEAST_HIGH_MM * MM
        and area > 0.5 * width * height
    ]


def _may_hold_fields(edges: Image, crossing: Image) -> bool:
    """Whether every ``SAMPLE_PX``-th pixel leaves it possible that there is a field.

    A field is a union of squares of 3 mm, each of which holds two samples each way; so samples of
    a long field hang together over its length. One grey level is what the grain may be off.
    """
    few = slice(None, None, SAMPLE_PX)
    along, across = (means[few, few].astype(np.float32) for means in (edges, crossing))
    grain = float(np.median(across))
    clear = along - (grain - 1) > LEAST_EDGE
    one_way = along - ONE_WAY * across > (1 - ONE_WAY) * (grain + 1)
    _, stats = connected((clear & one_way).astype(np.uint8))
    longest = int(stats[1:, cv2.CC_STAT_WIDTH].max(initial=0))
    return longest >= LEAST_LONG_MM * MM // SAMPLE_PX - 1


def _cut(page: Image, box: tuple[int, int, int, int], scale: float) -> Bars:
    x, y, width, height = box
    quiet = QUIET_MM * MM
    top, bottom = max(0, int(y / scale)), int((y + height) / scale)
    left, right = max(0, int((x - quiet) / scale)), int((x + width + quiet) / scale)
    return Bars(np.ascontiguousarray(page[top:bottom, left:right]), width / MM)


def _are_bars(bars: Bars, dpi: float) -> bool:
    """Whether rows a few millimetres apart show the same many changes of black and white."""
    height = len(bars.image)
    reach = max(1, round(dpi / 25.4))  # 1 mm: less than a skewed bar moves sideways
    for middle in (height // 3, height // 2, 2 * height // 3):
        band = bars.image[max(0, middle - reach) : middle + reach].astype(np.float32)
        profile = cv2.GaussianBlur(band.mean(axis=0, keepdims=True), (0, 0), dpi / 400)
        paper = (profile.max() + profile.min()) / 2
        dark = np.asarray(profile < paper)[0]
        changes = int(np.count_nonzero(dark[1:] != dark[:-1]))
        agreement = float(((band < paper) == dark).mean())
        if changes >= LEAST_CHANGES and agreement >= LEAST_AGREEMENT:
            return True
    return False
