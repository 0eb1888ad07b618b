"""Decoded scans written anew without losing a pixel: bilevel as Group 4, all else as Flate."""

import io
from collections.abc import Iterator
from itertools import islice

import numpy as np
from pikepdf import Dictionary, Object, Pdf
from PIL import Image

from archive.decode import Pixels
from archive.flate import PREDICTOR, flate_rows
from archive.picture import Picture, Piece, device_colours, image_stream, whole

STRIPES_A_PIECE = 16  # 4096 rows, so that most pages are one image; Pillow holds a byte a pixel
ONE_STRIP = 1 << 31  # bytes: larger than any bilevel page, so that Pillow cuts none


def recoded(pdf: Pdf, pixels: Pixels, reason: str) -> Picture:
    """The picture of a decoded image, and why it had to be decoded."""
    if pixels.bits == 1:
        pieces = tuple(_group4_pieces(pdf, pixels))
    else:
        pieces = whole(_flate(pdf, pixels), pixels.width, pixels.height)
    return Picture(width=pixels.width, height=pixels.height, pieces=pieces, recoded=reason)


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


def _group4_pieces(pdf: Pdf, pixels: Pixels) -> Iterator[Piece]:
    top = 0
    while batch := list(islice(pixels.stripes, STRIPES_A_PIECE)):
        packed = b"".join(np.packbits(rows == 0, axis=1).tobytes() for rows in batch)
        height = sum(len(rows) for rows in batch)
        data = group4(Image.frombytes("1", (pixels.width, height), packed))
        image = group4_stream(pdf, data, width=pixels.width, height=height)
        yield Piece(image=image, left=0, top=top, width=pixels.width, height=height)
        top += height


def group4(image: Image.Image) -> bytes:
    """A bilevel image whose ink is 1 as CCITT Group 4 data."""
    file = io.BytesIO()
    image.save(file, "TIFF", compression="group4", strip_size=ONE_STRIP)
    with Image.open(file) as written:
        (offset,), (count,) = written.tag_v2[273], written.tag_v2[279]  # type: ignore[attr-defined]
    return file.getvalue()[offset : offset + count]


def _flate(pdf: Pdf, pixels: Pixels) -> Object:
    return image_stream(
        pdf,
        b"".join(flate_rows(pixels.stripes)),
        width=pixels.width,
        height=pixels.height,
        colours=device_colours(pixels.channels),
        bits=pixels.bits,
        filter="FlateDecode",
        DecodeParms=Dictionary(
            Predictor=PREDICTOR,
            Colors=pixels.channels,
            BitsPerComponent=pixels.bits,
            Columns=pixels.width,
        ),
    )
