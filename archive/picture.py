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


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A page's scan, its pixels as delivered or the reason why they had to be written anew."""

    width: int
    height: int
    pieces: tuple[Piece, ...]
    placed: tuple[int, ...] = (1, 0, 0, 1)  # turned or mirrored as the original's header asks
    recoded: str | None = None  # why the stream is not the scanner's own; None: it is

    @property
    def shown_size(self) -> tuple[int, int]:
        """Width and height once placed."""
        return (self.width, self.height) if self.placed[0] else (self.height, self.width)


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
    width, height = picture.shown_size
    a, b, c, d = picture.placed
    # the corner that the placing throws over the edge comes back
    over_x = width if a + c < 0 else 0
    over_y = height if b + d < 0 else 0
    lines = [
        "q",
        f"{numerals(points_per_px, 0, 0, points_per_px, 0, 0)} cm",
        f"{numerals(a, b, c, d, over_x, over_y)} cm",
    ]
    for piece, name in zip(picture.pieces, names, strict=True):
        bottom = picture.height - piece.top - piece.height
        place = numerals(piece.width, 0, 0, piece.height, piece.left, bottom)
        lines.append(f"q {place} cm /{name} Do Q")
    return "\n".join([*lines, "Q\n"])
