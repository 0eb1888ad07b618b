"""Zeros with a stroke or a dot in them, as printers of the eighties set them, made plain.

Engines take them for 9, 8 or 6 and are sure of it, in every place of a page alike: a wrong parcel
that nothing contradicts. So what stands inside the ring goes before anything is read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
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
SOME = 3  # zeros with a dot that stands free: more of the page's zeros have one that touches
THICK_RING = 0.15  # of the box; type that has run together leaves less of it white
SOLID = (0.95, 0.97)  # of its hull a zero's outline fills, with one hole and with two as an 8 has
CORNERS = 0.79  # of its box; a B fills its left corners
WIDEST = 0.96  # of its width a zero has where its dot is; an 8 is narrower there
PIECE = 0.015  # of the digit's box: what is left of the ring beside a dot
BENT = 0.9  # of its hull a hole fills around a dot that touches the ring


@dataclass(frozen=True, slots=True)
class _Sign:
    """A sign as large as a digit: its outline, and the holes in it."""

    outline: Contour
    holes: tuple[Contour, ...]
    has_dot: bool  # that stands free in its only hole
    width: int
    height: int

    def large_holes(self, share: float) -> list[Contour]:
        area = share * self.width * self.height
        return [hole for hole in self.holes if cv2.contourArea(hole) >= area]


def plain_zeros(page: Image, ink: Image, dpi: float) -> None:
    """Takes what stands in the rings of zeros out of a page; ``ink`` is the page's own."""
    signs = list(_signs(ink, dpi))
    rings = [ring for sign in signs if (ring := _ring(sign)) is not None]
    if sum(sign.has_dot for sign in signs) >= SOME:
        rings += [ring for sign in signs if (ring := _ring_with_a_bar(sign)) is not None]
    for ring in rings:
        cv2.fillPoly(page, [ring], 255)


def _signs(ink: Image, dpi: float) -> Iterator[_Sign]:
    contours, nested = cv2.findContours(ink, cv2.RETR_TREE, cv2.CHAIN_APPROX_NONE)
    if nested is None:
        return
    low, high = (mm * dpi / 25.4 for mm in HIGH_MM)
    for number, outline in enumerate(contours):
        width, height = cv2.boundingRect(outline)[2:]
        if not low <= height <= high or not WIDE[0] <= width / height <= WIDE[1]:
            continue
        inside = list(_inside(nested[0], number))
        large = [n for n in inside if cv2.contourArea(contours[n]) >= HOLE * width * height]
        yield _Sign(
            outline=outline,
            holes=tuple(contours[n] for n in inside),
            has_dot=len(large) == 1 and any(_inside(nested[0], large[0])),
            width=width,
            height=height,
        )


def _ring(sign: _Sign) -> Contour | None:
    """The inner edge of a zero with a stroke, or with a dot that stands free."""
    holes = sign.large_holes(HOLE)
    if len(holes) == 2 and _is_cut(*holes, width=sign.width):
        return _wide_enough(holes, sign)
    return _wide_enough(holes, sign) if sign.has_dot else None


def _ring_with_a_bar(sign: _Sign) -> Contour | None:
    """The inner edge of a zero whose dot touches it, on one side or both."""
    holes = sign.large_holes(PIECE)
    if not 1 <= len(holes) <= 2 or sign.has_dot:
        return None
    if len(holes) == 1 and _share(holes[0], cv2.convexHull(holes[0])) > BENT:
        return None
    box = cv2.contourArea(sign.outline) / (sign.width * sign.height)
    solid = _share(sign.outline, cv2.convexHull(sign.outline))
    if solid < SOLID[len(holes) - 1] or box > CORNERS:
        return None
    middle = round(sum(_middle(hole)[1] for hole in holes) / len(holes))
    return _wide_enough(holes, sign, THICK_RING) if _is_widest_at(sign.outline, middle) else None


def _wide_enough(holes: list[Contour], sign: _Sign, least: float = RING) -> Contour | None:
    """What is around the holes, if it takes up as much of the sign as a zero's ring does."""
    ring = cv2.convexHull(np.concatenate(holes))
    is_ring = cv2.contourArea(ring) >= least * sign.width * sign.height
    return np.asarray(ring) if is_ring else None


def _share(contour: Contour, hull: Contour) -> float:
    return float(cv2.contourArea(contour) / max(1.0, cv2.contourArea(hull)))


def _is_widest_at(outline: Contour, row: int) -> bool:
    xs, ys = outline.reshape(-1, 2).T
    near = xs[np.abs(ys - row) <= 1]
    return bool(np.ptp(near) + 1 >= WIDEST * (np.ptp(xs) + 1))


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
