"""Pieces of ink on pages of any size."""

import numpy as np
import pytest

from ocr.ink import box_around, find_ink


@pytest.mark.parametrize("size", [(401, 303), (403, 301), (403, 303), (400, 300)])
def test_ink_at_the_edge_lies_on_the_page(size):
    """Pages of odd size are looked at in halves: what touches their edge ends there."""
    height, width = size
    page = np.full(size, 255, np.uint8)
    page[height - 80 :, width - 120 :] = 0
    ink = find_ink(page, 300)
    box = box_around(ink.pieces)
    assert width - 1 <= box.right <= width
    assert height - 1 <= box.bottom <= height
    assert (ink.without(page, box, ink.pieces) == 255).all()  # it is all there is in its box
