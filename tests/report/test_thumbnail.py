"""Pictures of doubted pages are upright and framed at the right place."""

import cv2
import numpy as np
import pytest

from baulast.model import Box, ColourMode, Page, PageOrigin
from report.thumbnail import WIDTH_PX, thumbnail


def page(width: int, height: int, turn: int) -> Page:
    return Page(
        number=1,
        origin=PageOrigin(delivery="A", place=1, file="a.tif", sha256="0" * 64, frame=0),
        width_px=width,
        height_px=height,
        dpi=100.0,
        mode=ColourMode.GREY,
        pixels_sha256="0" * 64,
        turn=turn,
    )


def with_patch(width: int, height: int, patch: Box, turn: int) -> np.ndarray:
    """A white page whose *upright* form has a black patch, as it was delivered."""
    size = (height, width) if turn in (0, 180) else (width, height)
    upright = np.full(size, 255, np.uint8)
    upright[patch.top : patch.bottom, patch.left : patch.right] = 0
    return np.ascontiguousarray(np.rot90(upright, turn // 90))


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("colour", [False, True])
def test_the_frame_is_around_the_ink(turn: int, colour: bool) -> None:
    """However the page was delivered, the red frame encloses what the box tells."""
    patch = Box(left=300, top=120, right=500, bottom=220)
    image = with_patch(1200, 900, patch, turn)
    if colour:
        image = cv2.cvtColor(image, cv2.COLOR_GRAY2BGR)
    coded = thumbnail(image, page(1200, 900, turn), [patch])
    small = cv2.imdecode(np.frombuffer(coded, np.uint8), cv2.IMREAD_COLOR).astype(int)
    upright_width = 1200 if turn in (0, 180) else 900
    assert small.shape[1] == pytest.approx(WIDTH_PX, abs=1)
    scale = upright_width / small.shape[1]
    rows, columns = np.nonzero((small[..., 2] > 120) & (small[..., 1] < 100))
    reach = [columns.min() * scale, rows.min() * scale, columns.max() * scale, rows.max() * scale]
    assert reach == pytest.approx([300, 120, 500, 220], abs=7 * scale)
    ink = np.argwhere(small.max(axis=2) < 60)
    assert rows.min() <= ink[:, 0].min() <= ink[:, 0].max() <= rows.max()


def test_a_page_without_boxes_is_shown_plain() -> None:
    """A doubt about a whole page has no frame."""
    blank = np.full((400, 300), 255, np.uint8)
    coded = thumbnail(blank, page(300, 400, 0), [])
    small = cv2.imdecode(np.frombuffer(coded, np.uint8), cv2.IMREAD_COLOR)
    assert small.min() > 240
