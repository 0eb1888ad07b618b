"""What colour tells: red lines, coloured stamps and signatures, the green area of a plan."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from baulast.cleaned import Image
from baulast.model import Box, Mark, MarkKind

Mask = npt.NDArray[np.bool_]

STEP = 2  # colours are looked for on every second pixel: scanners blur them more than that
STRONG = {"red": 45, "blue": 35, "green": 18}  # of 255 above the other channels; green is washed on
CLUSTER_MM = 3.0  # letters of a stamp and strokes of a signature stand nearer to each other
SMALLEST_MM = 3.0  # smaller clusters are fringes of black letters
LINE_MM = 12.0  # a red stroke this long that is thin is drawn, not stamped
LINE_THICK_MM = 1.6  # felt pens
GREEN_MM2 = 60.0  # smaller washes are stains
BLACK = 110  # darkest channel of typed ink under a stamp, on white paper
OVER_TEXT = 0.25  # of the coloured ink's area: as much black makes both unreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Coloured ink that belongs together; ``box`` in pixels of the scan."""

    colour: str
    box: Box
    area_px: int
    is_line: bool
    over_text: bool


def take_apart(image: Image, grey: Image, dpi: float) -> tuple[Mark, ...]:
    """The marks that colour tells; whitens in ``grey`` what lies over black text.

    A red line or a stamp on bare paper stays: a stamp may be the only place that tells a deletion.
    """
    small = np.ascontiguousarray(image[::STEP, ::STEP])
    paper = np.median(small[::8, ::8].reshape(-1, 3), axis=0)
    if paper.min() < 60:
        return ()  # a picture or a negative: colours tell nothing
    balanced = cv2.multiply(small, (*(255.0 / paper), 1.0), dtype=cv2.CV_8U)
    marks: list[Mark] = []
    for colour, mask in _masks(balanced).items():
        if not np.any(mask):
            continue
        for cluster, pixels in _clusters(colour, mask, balanced, dpi / STEP):
            marks.append(_mark(cluster))
            if cluster.colour != "green" and (cluster.over_text or cluster.is_line):
                _whiten(grey, pixels, cluster.box)
    return tuple(marks)


def _masks(balanced: Image) -> dict[str, Mask]:
    blue, green, red = (balanced[:, :, k].astype(np.int16) for k in range(3))
    return {
        "red": np.minimum(red - green, red - blue) > STRONG["red"],
        "blue": (blue - np.maximum(red, green) > STRONG["blue"]) | (blue - green > 60),
        "green": green - np.maximum(red, blue) > STRONG["green"],
    }


def _clusters(
    colour: str, mask: Mask, balanced: Image, dpi: float
) -> list[tuple[Cluster, tuple[Box, Mask]]]:
    mm = dpi / 25.4
    ink = mask.astype(np.uint8)
    reach = np.ones((round(CLUSTER_MM * mm) | 1,) * 2, np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(ink, reach), connectivity=4)
    found = []
    for number in range(1, len(stats)):
        left, top, width, height = (int(v) for v in stats[number, :4])
        part = (slice(top, top + height), slice(left, left + width))
        own = mask[part] & (labels[part] == number)
        ys, xs = np.nonzero(own)
        if len(xs) == 0:
            continue
        extent = max(int(np.ptp(xs)), int(np.ptp(ys)))
        if extent < SMALLEST_MM * mm or len(xs) < (0.3 * mm) ** 2 * 20:
            continue
        if colour == "green" and len(xs) < GREEN_MM2 * mm * mm:
            continue
        black = balanced[part].max(axis=2) < BLACK
        tight = (slice(ys.min(), ys.max() + 1), slice(xs.min(), xs.max() + 1))
        box = Box(
            left=int(left + xs.min()) * STEP,
            top=int(top + ys.min()) * STEP,
            right=int(left + xs.max() + 1) * STEP,
            bottom=int(top + ys.max() + 1) * STEP,
        )
        cluster = Cluster(
            colour=colour,
            box=box,
            area_px=len(xs),
            is_line=colour == "red"
            and extent > LINE_MM * mm
            and len(xs) < LINE_THICK_MM * mm * extent * 2.2
            and _is_drawn(own[tight], mm),
            over_text=np.count_nonzero(black[tight]) > OVER_TEXT * len(xs),
        )
        found.append((cluster, (box, own[tight])))
    return found


def _is_drawn(own: Mask, mm: float) -> bool:
    """Whether the cluster is one or a few long strokes, not the many pieces of a stamp."""
    near = cv2.dilate(own.astype(np.uint8), np.ones((3, 3), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(near, connectivity=8)
    extents = stats[1:, 2:4].max(axis=1)
    long = extents >= LINE_MM * mm / 2
    boxy = stats[1:, 4] > 0.5 * stats[1:, 2] * stats[1:, 3]
    areas = stats[1:, 4]
    return bool(
        areas[long & ~boxy | long].sum() > 0.6 * areas.sum()
        and long.sum() >= 1
        and not _has_frame(stats[1:], own.shape)
    )


def _has_frame(stats: npt.NDArray[np.int32], shape: tuple[int, ...]) -> bool:
    """Whether one piece is as wide and high as the whole, with other pieces in it: a stamp."""
    frame = (stats[:, 2] > 0.8 * shape[1]) & (stats[:, 3] > 0.8 * shape[0])
    return bool(np.any(frame)) and len(stats) >= 8


def _mark(cluster: Cluster) -> Mark:
    if cluster.colour == "green":
        kind = MarkKind.GREEN_AREA
    elif cluster.is_line:
        kind = MarkKind.STRIKE if cluster.over_text else MarkKind.RED_LINE
    elif cluster.colour == "blue" and cluster.box.height < 0.75 * cluster.box.width:
        kind = MarkKind.SIGNATURE
    else:
        kind = MarkKind.STAMP
    return Mark(kind=kind, box=cluster.box, confidence=0.8, is_red=cluster.colour == "red")


def _whiten(grey: Image, pixels: tuple[Box, Mask], box: Box) -> None:
    """Makes the coloured pixels white; black ink under them has no colour and stays."""
    own = pixels[1].astype(np.uint8)
    wide = cv2.resize(own, None, fx=STEP, fy=STEP, interpolation=cv2.INTER_NEAREST)
    part = grey[box.top : box.bottom, box.left : box.right]
    wide = cv2.dilate(wide[: part.shape[0], : part.shape[1]], np.ones((3, 3), np.uint8))
    part[: wide.shape[0], : wide.shape[1]][
        (wide > 0) & (part[: wide.shape[0], : wide.shape[1]] > 90)
    ] = 255
