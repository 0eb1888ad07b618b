"""A page's scan as it goes into a PDF: image streams and where each lies."""

from dataclasses import dataclass
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from archive.numerals import numerals


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One image (or form) of a page: a strip, a tile or the whole scan, in pixels of the scan."""

    image: Object
    left: int
    top: int
    width: int
    height: int
    unit: tuple[float, float] = (1, 1)  # its size in its own space: 1 by 1 for images


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A page's scan, its pixels as delivered or the reason why they had to be written anew."""

    width: int
    height: int
    pieces: tuple[Piece, ...]
    is_mirrored: bool = False  # left and right are swapped back, as its header asks
    recoded: str | None = None  # why the stream is not the scanner's own; None: it is


def whole(image: Object, width: int, height: int) -> tuple[Piece, ...]:
    """The pieces of a scan that is one image."""
    return (Piece(image=image, left=0, top=0, width=width, height=height),)


def image_stream(
    pdf: Pdf,
    data: bytes,
    *,
    width: int,
    height: int,
    colours: Object,
    bits: int,
    filter: str,
    **further: Any,
) -> Object:
    """An image of the document whose stream is ``data`` as it is."""
    stream = Stream(pdf, data)
    stream.stream_dict = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=width,
        Height=height,
        ColorSpace=colours,
        BitsPerComponent=bits,
        Filter=Name("/" + filter),
        **further,
    )
    return pdf.make_indirect(stream)


def device_colours(channels: int) -> Object:
    """Grey or RGB, which the document's output intent defines."""
    return Name.DeviceGray if channels == 1 else Name.DeviceRGB


def profiled_colours(pdf: Pdf, profile: bytes, channels: int) -> Object:
    """Colours as an ICC profile defines them."""
    return Array([Name.ICCBased, pdf.make_indirect(Stream(pdf, profile, N=channels))])


def picture_content(picture: Picture, names: list[str], *, points_per_px: float) -> str:
    """Content that shows the scan on a page of its size."""
    lines = ["q", f"{numerals(points_per_px, 0, 0, points_per_px, 0, 0)} cm"]
    if picture.is_mirrored:
        lines.append(f"{numerals(-1, 0, 0, 1, picture.width, 0)} cm")
    for piece, name in zip(picture.pieces, names, strict=True):
        bottom = picture.height - piece.top - piece.height
        scale_x, scale_y = piece.width / piece.unit[0], piece.height / piece.unit[1]
        place = numerals(scale_x, 0, 0, scale_y, piece.left, bottom)
        lines.append(f"q {place} cm /{name} Do Q")
    return "\n".join([*lines, "Q\n"])
