"""What colour tells: red lines, coloured stamps and signatures, the green area of a plan."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from baulast.cleaned import Image
from baulast.model import Box, Mark, MarkKind

Mask = npt.NDArray[np.bool_]

STEP = 2  # colours are looked for on every second pixel: scanners blur them more than that
DARKEST_PAPER = 60  # darker: a picture or a negative, whose colours tell nothing
STRONG = {"red": 45, "blue": 35, "green": 18}  # of 255 above the others; green is a thin wash
CLUSTER_MM = 3.0  # letters of a stamp and strokes of a signature stand nearer to each other
SMALLEST_MM = 3.0  # smaller clusters are fringes of black letters
SMALLEST_MM2 = 1.8
GREEN_MM2 = 60.0  # smaller washes are stains
LINE_MM = 12.0  # a red stroke this long that is thin is drawn, not stamped
LINE_THICK_MM = 1.6  # felt pens
LONG_SHARE = 0.6  # of a drawn line's ink is in long strokes
STAMP_PIECES = 4  # a frame with as many words in it is a stamp
SIGNATURE_MM = (12.0, 5.0)  # wider and higher than a note of a few digits
BLACK = 110  # brightest channel of typed ink, on white paper
RIM_PX = 5  # coloured ink fades at its edges, and JPEG smears it
OVER_TEXT = 0.25  # of the coloured ink's area: as much black makes both unreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Coloured ink that belongs together, on the image of every ``STEP``-th pixel."""

    colour: str
    left: int
    top: int
    pixels: Mask  # the ink within its box
    black: int  # black pixels within its box

    @property
    def box(self) -> Box:
        """The place on the scan."""
        height, width = self.pixels.shape
        return Box(
            left=self.left * STEP,
            top=self.top * STEP,
            right=(self.left + width) * STEP,
            bottom=(self.top + height) * STEP,
        )

    @property
    def area(self) -> int:
        return int(np.count_nonzero(self.pixels))

    @property
    def is_over_text(self) -> bool:
        return self.black > OVER_TEXT * self.area


def take_apart(image: Image, grey: Image, dpi: float) -> tuple[Mark, ...]:
    """The marks that colour tells; whitens in ``grey`` what lies over black text.

    A stamp on bare paper stays: it may be the only place that tells a deletion.
    """
    small = np.ascontiguousarray(image[::STEP, ::STEP])
    paper = np.median(small[::8, ::8].reshape(-1, 3), axis=0)
    if paper.min() < DARKEST_PAPER:
        return ()
    balanced = np.empty_like(small)
    for channel in range(3):
        tones = np.clip(np.arange(256) * (255.0 / paper[channel]), 0, 255).astype(np.uint8)
        balanced[:, :, channel] = cv2.LUT(small[:, :, channel], tones)
    mm = dpi / STEP / 25.4
    marks: list[Mark] = []
    for colour, mask in _masks(balanced).items():
        for cluster in _clusters(colour, mask, balanced, mm):
            may_strike = colour == "red" or (colour == "blue" and cluster.is_over_text)
            is_line = may_strike and _is_line(cluster, mm)
            marks.append(_mark(cluster, is_line=is_line, mm=mm))
            if colour != "green" and (cluster.is_over_text or is_line):
                _whiten(grey, image, cluster)
    return tuple(marks)


def _masks(balanced: Image) -> dict[str, Mask]:
    blue, green, red = cv2.split(balanced)
    over_blue, over_green = cv2.subtract(red, blue), cv2.subtract(red, green)
    return {
        "red": np.minimum(over_blue, over_green) > STRONG["red"],
        "blue": cv2.subtract(blue, cv2.max(red, green)) > STRONG["blue"],
        "green": cv2.subtract(green, cv2.max(red, blue)) > STRONG["green"],
    }


def _clusters(colour: str, mask: Mask, balanced: Image, mm: float) -> list[Cluster]:
    if not np.any(mask):
        return []
    reach = np.ones((round(CLUSTER_MM * mm) | 1,) * 2, np.uint8)
    near = cv2.dilate(mask.astype(np.uint8), reach)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(near, connectivity=4)
    least = GREEN_MM2 * mm * mm if colour == "green" else SMALLEST_MM2 * mm * mm
    clusters = []
    for number, (left, top, width, height, _) in enumerate(stats.tolist()):
        part = (slice(top, top + height), slice(left, left + width))
        own = mask[part] & (labels[part] == number)
        ys, xs = np.nonzero(own)
        if number == 0 or len(xs) < least or max(np.ptp(xs), np.ptp(ys)) < SMALLEST_MM * mm:
            continue
        tight = (slice(ys.min(), ys.max() + 1), slice(xs.min(), xs.max() + 1))
        black = balanced[part][tight].max(axis=2) < BLACK
        clusters.append(
            Cluster(
                colour=colour,
                left=int(left + xs.min()),
                top=int(top + ys.min()),
                pixels=own[tight],
                black=int(np.count_nonzero(black)),
            )
        )
    return clusters


def _is_line(cluster: Cluster, mm: float) -> bool:
    """Whether the ink is one or a few long strokes, not the frame and the letters of a stamp."""
    height, width = cluster.pixels.shape
    extent = max(height, width)
    if extent < LINE_MM * mm or cluster.area > 2 * LINE_THICK_MM * mm * extent:
        return False
    near = cv2.dilate(cluster.pixels.astype(np.uint8), np.ones((3, 3), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(near, connectivity=8)
    pieces = stats[1:]
    long = pieces[:, 2:4].max(axis=1) >= LINE_MM * mm / 2
    is_framed = bool(np.any((pieces[:, 2] > 0.8 * width) & (pieces[:, 3] > 0.8 * height)))
    if is_framed and len(pieces) >= STAMP_PIECES:
        return False
    return bool(pieces[long, 4].sum() > LONG_SHARE * pieces[:, 4].sum())


def _mark(cluster: Cluster, *, is_line: bool, mm: float) -> Mark:
    height, width = cluster.pixels.shape
    if cluster.colour == "green":
        kind = MarkKind.GREEN_AREA
    elif is_line:
        kind = MarkKind.STRIKE if cluster.is_over_text else MarkKind.RED_LINE
    elif cluster.colour == "red" or height > 0.75 * width:
        kind = MarkKind.STAMP
    elif height >= SIGNATURE_MM[1] * mm and width >= SIGNATURE_MM[0] * mm:
        kind = MarkKind.SIGNATURE
    else:
        kind = MarkKind.HANDWRITING
    return Mark(kind=kind, box=cluster.box, confidence=0.8, is_red=cluster.colour == "red")


def _whiten(grey: Image, image: Image, cluster: Cluster) -> None:
    """Makes the coloured pixels white; black ink under them has no colour and stays."""
    box = cluster.box
    part = grey[box.top : box.bottom, box.left : box.right]
    own = cluster.pixels.astype(np.uint8)
    wide = cv2.resize(own, None, fx=STEP, fy=STEP, interpolation=cv2.INTER_NEAREST)
    rim = cv2.dilate(wide[: part.shape[0], : part.shape[1]], np.ones((RIM_PX, RIM_PX), np.uint8))
    bright = image[box.top : box.bottom, box.left : box.right].max(axis=2) > BLACK
    part[(rim > 0) & bright] = 255
