"""Strokes and stamps that the measure of deletions draws."""

from random import Random

import numpy as np
import pytest

from baulast.model import Box
from bench.pens import PENS, STAMPS, Passage, delete, inks_on

LINES = tuple(Box(left=200, top=200 + 50 * n, right=900, bottom=236 + 50 * n) for n in range(4))
PASSAGE = Passage(LINES, 36)


@pytest.mark.parametrize("kind", [*PENS, *STAMPS])
def test_each_kind_lies_over_the_passage(kind):
    """Every kind of deletion darkens paper where the passage stands, the same for the same seed."""
    scan = np.full((700, 1200), 240, np.uint8)
    drawn = delete(scan, PASSAGE, kind, "black", Random(1), 300)
    box = PASSAGE.box
    assert (drawn[box.top : box.bottom, box.left : box.right] < 200).sum() > 500
    assert np.array_equal(drawn, delete(scan, PASSAGE, kind, "black", Random(1), 300))
    assert np.all(scan == 240)


def test_faint_inks_are_not_drawn_on_black_and_white():
    """What a scanner loses cannot be missed by reading."""
    assert "pencil" not in inks_on(np.full((10, 10), 255, np.uint8))
    assert "pencil" in inks_on(np.full((10, 10), 128, np.uint8))
