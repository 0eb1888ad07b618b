"""JPEG 2000 through Pillow, whose OpenJPEG reads what libvips' wheel leaves out."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import BinaryIO

import numpy as np
from PIL import Image as Pillow

from baulast.cleaned import Image
from baulast.errors import ScanUnreadable
from baulast.language import tr
from baulast.model import ColourMode
from ingest.raster import HEADER_DPI, STRIPE_ROWS, Raster

Pillow.MAX_IMAGE_PIXELS = None  # sizes are judged by IngestSettings before anything is decoded

# What Pillow raises on damaged JPEG 2000, found by cutting files and flipping their bytes.
DAMAGED = (OSError, SyntaxError, ValueError, TypeError, OverflowError, ZeroDivisionError)
BYTES_A_SAMPLE = 6  # OpenJPEG keeps 32 bit samples and its tables, Pillow the picture beside them


def jpeg2000_raster(source: BinaryIO | bytes, place: str) -> Raster:
    """The raster of a JPEG 2000 file or codestream."""
    with _opened(source, place) as image:
        grey = image.mode in ("L", "LA", "1") or image.mode.startswith("I")
        return Raster(
            width=image.width,
            height=image.height,
            header_dpi=_header_dpi(image),
            mode=ColourMode.GREY if grey else ColourMode.COLOUR,
            whole_bytes=image.width * image.height * len(image.getbands()) * BYTES_A_SAMPLE,
            stripes=lambda: _stripes(source, place),
        )


@contextmanager
def _opened(source: BinaryIO | bytes, place: str) -> Iterator[Pillow.Image]:
    if not isinstance(source, bytes):
        source.seek(0)
    try:
        with Pillow.open(
            BytesIO(source) if isinstance(source, bytes) else source, formats=["JPEG2000"]
        ) as image:
            yield image
    except DAMAGED as error:
        reason = tr("nicht zu dekodieren", "cannot be decoded")
        raise ScanUnreadable(f"{place}: {reason} ({error})") from error


def _header_dpi(image: Pillow.Image) -> float | None:
    dpi = image.info.get("dpi")
    if not isinstance(dpi, tuple):
        return None
    return float(dpi[0]) if HEADER_DPI[0] <= dpi[0] <= HEADER_DPI[1] else None


def _stripes(source: BinaryIO | bytes, place: str) -> Iterator[Image]:
    with _opened(source, place) as image:
        image.load()
        for top in range(0, image.height, STRIPE_ROWS):
            box = (0, top, image.width, min(image.height, top + STRIPE_ROWS))
            yield _pixels(image.crop(box))


def _pixels(image: Pillow.Image) -> Image:
    """Grey or BGR with 8 bits a channel; what is transparent shows white paper."""
    if image.mode == "L":
        return np.asarray(image)
    if image.mode.startswith("I"):  # 16 bit
        return (np.asarray(image).astype(np.int64) >> 8).clip(0, 255).astype(np.uint8)
    if image.mode in ("LA", "RGBA"):
        paper = Pillow.new("RGBA", image.size, "white")
        flat = Pillow.alpha_composite(paper, image.convert("RGBA"))
        return _pixels(flat.convert("L" if image.mode == "LA" else "RGB"))
    return np.ascontiguousarray(np.asarray(image.convert("RGB"))[:, :, ::-1])
