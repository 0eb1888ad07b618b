"""Small pages, drawn in the tests: type, rules of a form, a signature."""

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image as Picture
from PIL import ImageDraw, ImageFont

from baulast.cleaned import CleanPage, Image, Region
from baulast.model import Block, BlockKind, Box, ColourMode, Page, PageOrigin
from baulast.settings import OcrSettings
from ocr.engine import Engine
from ocr.open import open_engine

FONTS = Path(__file__).resolve().parents[2] / "bench" / "scangen" / "fonts"
DPI = 300
TYPE_PX = 46  # Courier Prime of 11 point at 300 dpi


def draw(
    *lines: tuple[int, int, str],
    size: tuple[int, int] = (1500, 600),
    font: str = "courier-prime-400.ttf",
    size_px: int = TYPE_PX,
) -> Image:
    """A white page with lines of type, each with the place of its upper left corner."""
    picture = Picture.new("L", size, 255)
    pen = ImageDraw.Draw(picture)
    face = ImageFont.truetype(FONTS / font, size_px)
    for left, top, text in lines:
        pen.text((left, top), text, font=face, fill=20)
    return np.asarray(picture).copy()


def sign(image: Image, left: int, baseline: int) -> None:
    """A name in one stroke, from a high slanted start to a run of loops."""
    steps = np.arange(60)
    xs = left + 70 + 4 * steps
    ys = baseline - 22 + 20 * np.sin(steps / 2.2)
    points = np.vstack([[left, baseline], [left + 60, baseline - 130], np.column_stack([xs, ys])])
    cv2.polylines(image, [points.astype(np.int32)], False, 20, 5, cv2.LINE_AA)


@pytest.fixture(params=["tesserocr", "pytesseract"], scope="session")
def any_engine(request: pytest.FixtureRequest) -> Engine:
    return open_engine(OcrSettings(engine=request.param))


@pytest.fixture(scope="session")
def engine() -> Engine:
    return open_engine(OcrSettings())


@pytest.fixture
def type_page() -> Callable[..., Image]:
    return draw


@pytest.fixture
def put_signature() -> Callable[[Image, int, int], None]:
    return sign


@pytest.fixture
def clean_page() -> Callable[..., CleanPage]:
    """A clean page of an image; regions as (kind, box), the whole page as prose without any."""

    def make(image: Image, *regions: tuple[BlockKind, Box]) -> CleanPage:
        height, width = image.shape
        whole = (BlockKind.PROSE, Box(left=0, top=0, right=width, bottom=height))
        return CleanPage(
            image=image,
            dpi=DPI,
            scan_dpi=DPI,
            turn=0,
            skew_deg=0.0,
            to_scan=np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]),
            regions=tuple(
                Region(box=box, block=Block(kind=kind, box=box)) for kind, box in regions or [whole]
            ),
            marks=(),
        )

    return make


@pytest.fixture
def unread_page() -> Page:
    origin = PageOrigin(delivery="akte", place=1, file="akte.tif", sha256="0" * 64, frame=0)
    return Page(
        number=3,
        origin=origin,
        width_px=1500,
        height_px=600,
        dpi=DPI,
        mode=ColourMode.GREY,
        pixels_sha256="1" * 64,
    )
