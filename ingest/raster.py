"""Pillow's images as arrays; the only module of the intake that decodes with Pillow.

Memory is the reason for the stripes: Pillow keeps a decoded page once (4 bytes a pixel for
colour), and nothing here makes a second whole copy of it.
"""

import struct
import warnings
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from PIL import Image as Pillow

from baulast.cleaned import Image
from baulast.errors import ScanUnreadable
from baulast.language import tr
from baulast.model import ColourMode

Pillow.MAX_IMAGE_PIXELS = None  # sizes are judged by IngestSettings before anything is decoded

STRIPE_ROWS = 256  # converted at a time: 10 MB of an A0 plan in colour

# What Pillow raises on damaged files, measured by cutting and flipping bytes of every format.
DAMAGED = (
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

GREY_MODES = frozenset({"1", "L", "I", "I;16", "I;16B", "I;16L", "I;16N"})
# Orientation tag of EXIF and TIFF: degrees clockwise still to turn, and whether rows are mirrored
# first (left and right swapped).
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
ORIENTATION_TAG = 274


@dataclass(frozen=True, slots=True, kw_only=True)
class Raster:
    """A page image that can be decoded: what its header says, and its rows as stored.

    ``mirrored`` images give their rows with left and right swapped back; ``turn_hint`` is left to
    be done. ``stripes`` decodes anew on each call.
    """

    width: int
    height: int
    header_dpi: float | None  # None: the header says nothing that can be true
    mode: ColourMode
    turn_hint: int
    mirrored: bool
    stripes: Callable[[], Iterator[Image]]


@contextmanager
def translated(place: str) -> Iterator[None]:
    """Within: what Pillow raises on damaged files becomes ScanUnreadable, its warnings silence."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # odd tags and metadata; pixels are what counts
        try:
            yield
        except DAMAGED as error:
            reason = tr("nicht zu dekodieren", "cannot be decoded")
            raise ScanUnreadable(f"{place}: {reason} ({error})") from error


def raster_of(image: Pillow.Image) -> Raster:
    """The raster of an opened Pillow image, decoded when its stripes are asked for."""
    turn, mirrored = orientation(image)
    return Raster(
        width=image.width,
        height=image.height,
        header_dpi=header_dpi(image),
        mode=colour_mode(image.mode),
        turn_hint=turn,
        mirrored=mirrored,
        stripes=lambda: stripes(image, mirrored=mirrored),
    )


def colour_mode(mode: str) -> ColourMode:
    if mode == "1":
        return ColourMode.BILEVEL
    return ColourMode.GREY if mode in GREY_MODES or mode == "LA" else ColourMode.COLOUR


def orientation(image: Pillow.Image) -> tuple[int, bool]:
    """Degrees clockwise to turn, and whether to mirror first, as the header asks."""
    return ORIENTATIONS.get(image.getexif().get(ORIENTATION_TAG, 1), (0, False))


def header_dpi(image: Pillow.Image) -> float | None:
    """The resolution the header states; None without one or for one that no scanner has.

    Pillow answers 1 or 72 where a header names no unit; cleaning judges such values by the paper.
    """
    dpi = image.info.get("dpi")
    if not isinstance(dpi, tuple) or not dpi:
        return None
    value = float(dpi[0])
    return value if 50 <= value <= 2400 else None  # fax has 98, the best film scanners 2400


def stripes(image: Pillow.Image, *, mirrored: bool = False) -> Iterator[Image]:
    """The rows of an image, top to bottom, grey or BGR, alpha laid on white paper."""
    image.load()
    for top in range(0, image.height, STRIPE_ROWS):
        box = (0, top, image.width, min(image.height, top + STRIPE_ROWS))
        stripe = as_array(image.crop(box))
        yield np.ascontiguousarray(stripe[:, ::-1]) if mirrored else stripe


def as_array(image: Pillow.Image) -> Image:
    """Pixels as grey or BGR with 8 bits a channel.

    >>> as_array(Pillow.new("1", (1, 1), 1)).tolist()
    [[255]]
    >>> as_array(Pillow.new("RGBA", (1, 1), (0, 0, 0, 0))).tolist()
    [[[255, 255, 255]]]
    """
    if image.mode == "1":
        return np.asarray(image).astype(np.uint8) * np.uint8(255)
    if image.mode == "L":
        return np.asarray(image)
    if image.mode in GREY_MODES:  # 16 bit, in Pillow's several guises
        return (np.asarray(image).astype(np.int64).clip(0, 0xFFFF) >> 8).astype(np.uint8)
    if image.has_transparency_data:
        paper = Pillow.new("RGBA", image.size, "white")
        flat = Pillow.alpha_composite(paper, image.convert("RGBA")).convert("RGB")
        if image.mode == "LA":
            return np.asarray(flat.convert("L"))
        return np.ascontiguousarray(np.asarray(flat)[:, :, ::-1])
    rgb = image if image.mode == "RGB" else image.convert("RGB")
    return np.ascontiguousarray(np.asarray(rgb)[:, :, ::-1])
