"""Scans decoded to rows of pixels, for codings that PDF/A does not allow.

Files are decoded by libvips row by row: a plan of A0 has more pixels than a worker has memory.
"""

import os
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from pikepdf import PdfError
from PIL import Image

from baulast.errors import ScanUnreadable
from baulast.language import tr

os.environ.setdefault("VIPS_CONCURRENCY", "1")  # a worker is one core; read when libvips starts
import pyvips

pyvips.cache_set_max(0)  # each page is decoded once; kept operations only hold memory
Image.MAX_IMAGE_PIXELS = None  # sizes are judged when a scan is taken in

STRIPE_ROWS = 256  # decoded at a time: 10 MB of an A0 plan in colour
SIXTEEN_BIT = frozenset({"I;16", "I;16B", "I;16L", "I;16N"})

# what libvips, Pillow and pikepdf raise on damaged files of all formats
DAMAGED = (
    pyvips.Error,
    PdfError,
    OSError,
    EOFError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    OverflowError,
    ZeroDivisionError,
    struct.error,
    zlib.error,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pixels:
    """A decoded image: ``stripes`` are its rows as bytes, 1 or 3 channels of 8 or 16 bits.

    With ``bits`` 1, rows are still 8 bits a pixel, 0 or 255.
    """

    width: int
    height: int
    channels: int
    bits: int
    stripes: Iterator[npt.NDArray[np.uint8]]


@contextmanager
def decoding(place: str) -> Iterator[None]:
    """Within: what decoders raise on damaged files becomes ScanUnreadable, warnings silence."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # odd tags and metadata; pixels are what counts
        try:
            yield
        except DAMAGED as error:
            reason = tr("nicht zu dekodieren", "cannot be decoded")
            raise ScanUnreadable(f"{place}: {reason} ({error})") from error


def file_pixels(path: Path, *, page: int | None = None) -> Pixels:
    """The pixels of a TIFF, JPEG or PNG as stored; ``page`` (from 0) for TIFF."""
    # "error" refuses rows that are missing or garbled; "warning" would refuse odd tags as well
    options: dict[str, Any] = {"access": "sequential", "fail_on": "error"}
    if page is not None:
        options["page"] = page
    # handed over as a source, since libvips reads options out of names
    source = pyvips.Source.new_from_file(str(path))
    image = pyvips.Image.new_from_source(source, "", **options)
    channels = 1 if image.bands - int(image.hasalpha()) == 1 else 3
    stored_bits = image.get("bits-per-sample") if image.get_typeof("bits-per-sample") else 8
    image = _without_alpha(_in_grey_or_rgb(image, channels))
    bits = 16 if image.format == "ushort" else 1 if stored_bits == 1 and channels == 1 else 8
    return Pixels(
        width=image.width, height=image.height, channels=channels, bits=bits, stripes=_rows(image)
    )


def _in_grey_or_rgb(image: Any, channels: int) -> Any:
    deep = image.format == "ushort"
    wanted = {(1, False): "b-w", (1, True): "grey16", (3, False): "srgb", (3, True): "rgb16"}
    space = wanted[channels, deep]
    if image.interpretation != space or image.format not in ("uchar", "ushort"):
        image = image.colourspace(space)
    return image if deep or image.format == "uchar" else image.cast("uchar")


def _without_alpha(image: Any) -> Any:
    """What is transparent shows white paper."""
    if not image.hasalpha():
        return image
    white = 0xFFFF if image.format == "ushort" else 0xFF
    flat = image.flatten(background=[white] * (image.bands - 1), max_alpha=white)
    return flat.cast(image.format)


def _rows(image: Any) -> Iterator[npt.NDArray[np.uint8]]:
    region = pyvips.Region.new(image)
    kind = np.uint16 if image.format == "ushort" else np.uint8
    for top in range(0, image.height, STRIPE_ROWS):
        rows = min(STRIPE_ROWS, image.height - top)
        samples = np.frombuffer(region.fetch(0, top, image.width, rows), dtype=kind)
        yield _as_bytes(samples.reshape(rows, -1))


def image_pixels(image: Image.Image) -> Pixels:
    """The pixels of an image that Pillow holds."""
    image.load()
    if image.mode in SIXTEEN_BIT:
        channels, bits = 1, 16
    else:
        channels = 1 if image.mode in ("1", "L", "LA") else 3
        bits = 1 if image.mode == "1" else 8
    tops = range(0, image.height, STRIPE_ROWS)
    boxes = ((0, top, image.width, min(image.height, top + STRIPE_ROWS)) for top in tops)
    return Pixels(
        width=image.width,
        height=image.height,
        channels=channels,
        bits=bits,
        stripes=(_pillow_rows(image.crop(box)) for box in boxes),
    )


def _pillow_rows(image: Image.Image) -> npt.NDArray[np.uint8]:
    if image.mode in SIXTEEN_BIT:
        return _as_bytes(np.asarray(image).astype(np.uint16))
    if image.mode == "1":
        image = image.convert("L")
    elif image.has_transparency_data:
        paper = Image.new("RGBA", image.size, "white")
        flat = Image.alpha_composite(paper, image.convert("RGBA"))
        image = flat.convert("L" if image.mode == "LA" else "RGB")
    elif image.mode not in ("L", "RGB"):
        image = image.convert("RGB")
    return np.asarray(image).reshape(image.height, -1)


def _as_bytes(samples: npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
    """Samples in the order of PDF: the high byte first."""
    return samples if samples.dtype == np.uint8 else samples.astype(">u2").view(np.uint8)
