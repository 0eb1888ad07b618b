"""Page images decoded stripe by stripe with libvips; the only module that talks to it.

Stripes are the reason for libvips: an A0 plan at 400 dpi has 730 MB of pixels, and a worker has
less. Only a progressive JPEG or an interlaced PNG must be unpacked whole; of those, the ones that
would not fit are told apart before anything is decoded.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from mmap import mmap
from typing import Any, BinaryIO

import numpy as np

from baulast.cleaned import Image
from baulast.errors import ScanUnreadable
from baulast.language import tr
from baulast.model import ColourMode

os.environ.setdefault("VIPS_CONCURRENCY", "1")  # a worker is one core; read when libvips starts
import pyvips

pyvips.cache_set_max(0)  # each page is read once; kept operations only hold memory

STRIPE_ROWS = 256  # decoded at a time: 10 MB of an A0 plan in colour
MM_PER_INCH = 25.4
# Below 90 dpi lie 25 and 72, which libraries state when a header is silent; a fax has 98. Film
# scanners reach 2400.
HEADER_DPI = (90.0, 2400.0)
# EXIF's and TIFF's orientation: degrees clockwise still to turn once left and right have been
# swapped where the second value says so.
ORIENTATIONS = {
    1: (0, False),
    2: (0, True),
    3: (180, False),
    4: (180, True),
    5: (270, True),
    6: (90, False),
    7: (90, True),
    8: (270, False),
}

CUT_SIGNS = ("premature end", "bad seek", "read error", "not enough data", "unexpected end")
MOST_LINES = 3  # of what libvips says; the first ones name the cause


@dataclass(frozen=True, slots=True, kw_only=True)
class Raster:
    """A page image that can be decoded: what its header says, and its rows.

    The rows come as stored, grey or BGR; only mirrored ones have left and right swapped back.
    """

    width: int
    height: int
    header_dpi: float | None  # None: the header states none that can be true
    is_square: bool = True  # False: fewer dots down than across, as a fax has
    mode: ColourMode
    turn_hint: int = 0  # degrees clockwise that the header asks for, not yet applied
    mirrored: bool = False
    whole_bytes: int = 0  # what must be held at once to decode; 0: a few rows
    stripes: Callable[[], Iterator[Image]]  # rows from top to bottom, decoded anew on each call


def file_raster(file: BinaryIO, place: str, *, page: int | None = None) -> Raster:
    """The raster of an open TIFF, JPEG or PNG file; ``page`` (from 0) for TIFF.

    The file is handed over by its descriptor, since libvips reads options out of names.
    """

    def load() -> Any:
        source = pyvips.Source.new_from_descriptor(file.fileno())
        return pyvips.Image.new_from_source(source, "", **_options(page))

    return _raster(load, place)


def buffer_raster(data: bytes | mmap, place: str) -> Raster:
    """The raster of a TIFF, JPEG or PNG in memory."""

    def load() -> Any:
        source = pyvips.Source.new_from_memory(data)
        return pyvips.Image.new_from_source(source, "", **_options(None))

    return _raster(load, place)


def page_count(file: BinaryIO, place: str) -> int:
    """Pages of an open TIFF file."""
    with _translated(place):
        source = pyvips.Source.new_from_descriptor(file.fileno())
        image = pyvips.Image.new_from_source(source, "")
        return int(image.get("n-pages")) if image.get_typeof("n-pages") else 1


def _options(page: int | None) -> dict[str, object]:
    # "error" refuses rows that are missing or garbled; "warning" would refuse odd tags as well
    options: dict[str, object] = {"access": "sequential", "fail_on": "error"}
    return options if page is None else options | {"page": page}


def _raster(load: Callable[[], Any], place: str) -> Raster:
    with _translated(place):
        image = load()
        turn, mirrored = ORIENTATIONS.get(_field(image, "orientation", 1), (0, False))
        return Raster(
            width=image.width,
            height=image.height,
            header_dpi=_header_dpi(image),
            is_square=abs(image.xres - image.yres) <= 0.05 * image.xres,  # rounding is below 1 %
            mode=_mode(image),
            turn_hint=turn,
            mirrored=mirrored,
            whole_bytes=_whole_bytes(image),
            stripes=lambda: _stripes(load, place, mirrored=mirrored),
        )


def _field(image: Any, name: str, default: int) -> int:
    return int(image.get(name)) if image.get_typeof(name) else default


def _header_dpi(image: Any) -> float | None:
    dpi = round(image.xres * MM_PER_INCH, 2)  # 299.9995 where the header counts in metres
    return dpi if HEADER_DPI[0] <= dpi <= HEADER_DPI[1] else None


def _mode(image: Any) -> ColourMode:
    if image.bands - int(image.hasalpha()) > 1:
        return ColourMode.COLOUR
    bits = _field(image, "bits-per-sample", 8)
    return ColourMode.BILEVEL if bits == 1 and image.bands == 1 else ColourMode.GREY


def _whole_bytes(image: Any) -> int:
    if not _field(image, "interlaced", 0):
        return 0
    return int(image.width) * int(image.height) * int(image.bands) * 2  # 16 bit coefficients


def _stripes(load: Callable[[], Any], place: str, *, mirrored: bool) -> Iterator[Image]:
    with _translated(place):
        image = _eight_bit(load())
        region = pyvips.Region.new(image)
        for top in range(0, image.height, STRIPE_ROWS):
            rows = min(STRIPE_ROWS, image.height - top)
            data = region.fetch(0, top, image.width, rows)
            pixels = np.frombuffer(data, dtype=np.uint8)
            if image.bands == 1:
                stripe = pixels.reshape(rows, image.width)
            else:
                stripe = pixels.reshape(rows, image.width, 3)[:, :, ::-1]
            yield np.ascontiguousarray(stripe[:, ::-1] if mirrored else stripe)


def _eight_bit(image: Any) -> Any:
    """Grey or RGB with 8 bits a channel; what is transparent shows white paper."""
    grey = image.bands - int(image.hasalpha()) == 1
    if image.interpretation not in ("b-w", "srgb") or image.format != "uchar":
        image = image.colourspace("b-w" if grey else "srgb")
    if image.hasalpha():
        image = image.flatten(background=[255] * (image.bands - 1))
    return image if image.format == "uchar" else image.cast("uchar")


def in_blocks(stripes: Iterable[Image], rows: int) -> Iterator[Image]:
    """The same rows in blocks of ``rows``, the last one shorter.

    >>> [len(b) for b in in_blocks([np.zeros((5, 1), np.uint8)] * 2, 4)]
    [4, 4, 2]
    """
    kept: list[Image] = []
    missing = rows
    for stripe in stripes:
        start = 0
        while start < len(stripe):
            piece = stripe[start : start + missing]
            kept.append(piece)
            missing -= len(piece)
            start += len(piece)
            if not missing:
                yield kept[0] if len(kept) == 1 else np.concatenate(kept)
                kept, missing = [], rows
    if kept:
        yield np.concatenate(kept)


@contextmanager
def _translated(place: str) -> Iterator[None]:
    """Within: libvips' errors become ScanUnreadable with the place."""
    try:
        yield
    except pyvips.Error as error:
        raise ScanUnreadable(f"{place}: {_reason(str(error.detail or error.message))}") from error


def _reason(said: str) -> str:
    """Why a picture cannot be decoded; each of libvips' lines once, however often it was tried."""
    lines = dict.fromkeys(line.strip() for line in said.splitlines() if line.strip())
    is_cut = any(sign in line.lower() for line in lines for sign in CUT_SIGNS)
    reason = tr("nicht zu dekodieren", "cannot be decoded")
    if is_cut:
        reason = tr("abgeschnitten oder beschädigt", "cut off or damaged")
    return f"{reason} ({'; '.join(list(lines)[:MOST_LINES])})"
