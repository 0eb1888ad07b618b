"""Scans whose coding PDF/A does not allow: decoded, and written anew without losing a pixel."""

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from pikepdf import Dictionary, Object, Pdf
from PIL import Image

from archive.flate import PREDICTOR, Rows, flate_rows
from archive.picture import Picture, device_colours, image_stream, whole
from baulast.errors import ScanUnreadable
from baulast.language import tr

Image.MAX_IMAGE_PIXELS = None  # sizes are judged when a scan is taken in

STRIPE_ROWS = 256  # converted at a time: 10 MB of an A0 plan in colour
SIXTEEN_BIT = frozenset({"I;16", "I;16B", "I;16L", "I;16N"})

# what Pillow raises on damaged files of all formats
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


def recoded(pdf: Pdf, image: Image.Image, reason: str) -> Picture:
    """The picture of a decoded image, and why it had to be decoded."""
    image.load()
    stream = _group4(pdf, image) if image.mode == "1" else _flate(pdf, image)
    return Picture(
        width=image.width,
        height=image.height,
        pieces=whole(stream, image.width, image.height),
        recoded=reason,
    )


def group4_stream(
    pdf: Pdf, data: bytes, *, width: int, height: int, black_is_one: bool = False
) -> Object:
    """A bilevel image of the document from CCITT Group 4 data.

    In TIFF "black" runs are bits of 1, whatever the paper's colour is; ``black_is_one`` says that
    the bit 1 is shown light.
    """
    return image_stream(
        pdf,
        data,
        width=width,
        height=height,
        colours=device_colours(1),
        bits=1,
        filter="CCITTFaxDecode",
        DecodeParms=Dictionary(
            K=-1,
            Columns=width,
            Rows=height,
            BlackIs1=black_is_one,
            EndOfBlock=False,  # some scanners leave the end mark out; Rows tells where to end
        ),
    )


def _group4(pdf: Pdf, image: Image.Image) -> Object:
    file = io.BytesIO()
    image.save(file, "TIFF", compression="group4", strip_size=1 << 31, tiffinfo={262: 0})
    with Image.open(file) as written:
        (offset,), (count,) = written.tag_v2[273], written.tag_v2[279]  # type: ignore[attr-defined]
    data = file.getvalue()[offset : offset + count]
    return group4_stream(pdf, data, width=image.width, height=image.height)


def _flate(pdf: Pdf, image: Image.Image) -> Object:
    bits = 16 if image.mode in SIXTEEN_BIT else 8
    channels = 1 if image.mode in SIXTEEN_BIT | {"L", "LA"} else 3
    return flate_stream(
        pdf,
        _stripes(image),
        width=image.width,
        height=image.height,
        channels=channels,
        bits=bits,
    )


def flate_stream(
    pdf: Pdf, stripes: Iterator[Rows], *, width: int, height: int, channels: int, bits: int
) -> Object:
    """An image of the document from its rows of bytes."""
    return image_stream(
        pdf,
        b"".join(flate_rows(stripes)),
        width=width,
        height=height,
        colours=device_colours(channels),
        bits=bits,
        filter="FlateDecode",
        DecodeParms=Dictionary(
            Predictor=PREDICTOR, Colors=channels, BitsPerComponent=bits, Columns=width
        ),
    )


def _stripes(image: Image.Image) -> Iterator[Rows]:
    for top in range(0, image.height, STRIPE_ROWS):
        box = (0, top, image.width, min(image.height, top + STRIPE_ROWS))
        yield rows_of(image.crop(box))


def rows_of(image: Image.Image) -> Rows:
    """The image's rows as bytes: 8 or 16 bits grey, or RGB; what is transparent lies on white."""
    if image.mode in SIXTEEN_BIT:
        pixels = np.asarray(image).astype(">u2").view(np.uint8)
    elif image.has_transparency_data:
        paper = Image.new("RGBA", image.size, "white")
        flat = Image.alpha_composite(paper, image.convert("RGBA"))
        pixels = np.asarray(flat.convert("L" if image.mode == "LA" else "RGB"))
    else:
        pixels = np.asarray(image if image.mode in ("L", "RGB") else image.convert("RGB"))
    return pixels.reshape(image.height, -1)
