"""Zeros with a stroke or a dot lose it; other digits and letters keep their strokes."""

import cv2
import numpy as np
import pytest

from baulast.cleaned import Image
from ingest.paper import ink_of
from ingest.zeros import plain_zeros

DPI = 300


def blank() -> Image:
    return np.full((80, 80), 255, np.uint8)


def ring(
    page: Image, middle: tuple[int, int] = (40, 40), half: tuple[int, int] = (10, 16)
) -> Image:
    cv2.ellipse(page, middle, half, 0, 0, 360, 0, 4, cv2.LINE_AA)
    return page


def slashed() -> Image:
    page = ring(blank())
    cv2.line(page, (33, 50), (47, 30), 0, 3, cv2.LINE_AA)
    return page


def dotted() -> Image:
    page = ring(blank(), half=(12, 17))
    cv2.circle(page, (40, 40), 4, 0, -1, cv2.LINE_AA)
    return page


def eight(*, lean: int = 0) -> Image:
    page = ring(blank(), (40 + lean, 32), (9, 8))
    return ring(page, (40 - lean, 49), (10, 9))


def cut_the_other_way() -> Image:
    page = ring(blank())
    cv2.line(page, (33, 30), (47, 50), 0, 3, cv2.LINE_AA)
    return page


def pair() -> Image:
    return ring(ring(blank(), (28, 42), (10, 10)), (48, 42), (10, 10))


@pytest.mark.parametrize("page", [slashed(), dotted()], ids=["slashed", "dotted"])
def test_a_zero_is_made_plain(page: Image) -> None:
    """Within the ring nothing is left; the ring stays."""
    before = page.copy()
    plain_zeros(page, ink_of(page), DPI)
    assert not ink_of(page)[36:44, 35:45].any()
    assert np.array_equal(page[:, :31], before[:, :31])
    assert page[40, 30:54].min() < 60


@pytest.mark.parametrize(
    "page",
    [ring(blank()), eight(), eight(lean=2), cut_the_other_way(), pair()],
    ids=["plain", "8", "8 in italics", "falling stroke", "two letters"],
)
def test_other_signs_stay(page: Image) -> None:
    """What has counters over or beside each other is no zero with a stroke."""
    before = page.copy()
    plain_zeros(page, ink_of(page), DPI)
    assert np.array_equal(page, before)


def touching() -> Image:
    """A zero whose dot has run into its ring on both sides."""
    page = ring(blank(), half=(12, 17))
    cv2.rectangle(page, (28, 37), (52, 43), 0, -1)
    return page


def on_one_side() -> Image:
    page = ring(blank(), half=(12, 17))
    cv2.rectangle(page, (28, 37), (44, 43), 0, -1)
    return page


def letter_b() -> Image:
    page = blank()
    cv2.rectangle(page, (28, 24), (50, 57), 0, 4)
    cv2.line(page, (28, 40), (50, 40), 0, 4)
    return page


@pytest.mark.parametrize("others", [0, 3])
@pytest.mark.parametrize(
    ("sign", "is_zero"),
    [(touching(), True), (on_one_side(), True), (eight(), False), (letter_b(), False)],
    ids=["dot and ring in one", "dot on one side", "8", "B"],
)
def test_a_dot_that_touches_its_ring_goes_where_zeros_have_dots(
    sign: Image, is_zero: bool, others: int
) -> None:
    """Copied type runs together; that a page's zeros have dots is told by those that stand free."""
    page = np.hstack([sign, *[dotted()] * others])
    before = page.copy()
    plain_zeros(page, ink_of(page), DPI)
    changed = bool((page[:, :80] != before[:, :80]).any())
    assert changed == (is_zero and others > 0)
    if changed:
        assert not ink_of(page)[37:43, 36:44].any()
