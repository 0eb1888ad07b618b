"""Zeros with a stroke or a dot in them, as printers of the eighties set them, made plain.

Engines take them for 9, 8 or 6 and are sure of it, in every place of a page alike: a wrong parcel
that nothing contradicts. So what stands inside the ring goes before anything is read.
"""

from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from baulast.cleaned import Image

Contour = npt.NDArray[Any]

HIGH_MM = (1.6, 5.5)  # digits of 7 to 20 points; the counters of smaller ones run together
WIDE = (0.4, 0.95)  # of its height: two letters that touch are wider
HOLE = 0.04  # of the digit's box: less is a gap in worn type
ALIKE = 2.2  # the two halves of a ring differ by less; the counters of & and g by more
ASIDE = 0.18  # of the width from half to half; the counters of 8 and B stand over each other
BESIDE = 0.3  # of the lower half's height that the upper one reaches down; in an 8 nothing
RING = 0.22  # of the digit's box lies within the ring


def plain_zeros(page: Image, ink: Image, dpi: float) -> None:
    """Takes what stands in the rings of zeros out of a page; ``ink`` is the page's own."""
    contours, nested = cv2.findContours(ink, cv2.RETR_TREE, cv2.CHAIN_APPROX_NONE)
    if nested is None:
        return
    low, high = (mm * dpi / 25.4 for mm in HIGH_MM)
    for number, contour in enumerate(contours):
        width, height = cv2.boundingRect(contour)[2:]
        if not low <= height <= high or not WIDE[0] <= width / height <= WIDE[1]:
            continue
        holes = [
            (n, contours[n])
            for n in _inside(nested[0], number)
            if cv2.contourArea(contours[n]) >= HOLE * width * height
        ]
        ring = None
        if len(holes) == 2 and _is_cut(*(hole for _, hole in holes), width=width):
            ring = cv2.convexHull(np.concatenate([hole for _, hole in holes]))
        elif len(holes) == 1 and any(_inside(nested[0], holes[0][0])):
            ring = holes[0][1]
        if ring is not None and cv2.contourArea(ring) >= RING * width * height:
            cv2.fillPoly(page, [ring], 255)


def _inside(nested: Contour, number: int) -> Iterator[int]:
    """The contours right inside of one."""
    child = int(nested[number][2])
    while child >= 0:
        yield child
        child = int(nested[child][0])


def _is_cut(one: Contour, other: Contour, *, width: int) -> bool:
    """Whether two holes are the halves of a ring that a stroke cuts, rising to the right."""
    upper, lower = sorted((one, other), key=lambda hole: _middle(hole)[1])
    small, large = sorted((cv2.contourArea(one), cv2.contourArea(other)))
    _, top, _, height = cv2.boundingRect(lower)
    _, upper_top, _, upper_height = cv2.boundingRect(upper)
    return (
        large <= ALIKE * small
        and _middle(lower)[0] - _middle(upper)[0] >= ASIDE * width
        and upper_top + upper_height - top >= BESIDE * height
    )


def _middle(hole: Contour) -> tuple[float, float]:
    x, y = hole.reshape(-1, 2).mean(axis=0)
    return float(x), float(y)
