"""The pages of a TIFF as pictures: strips taken as they are wherever PDF/A allows their coding."""

import struct
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from pikepdf import Object, Pdf
from PIL import Image, TiffImagePlugin

from archive.decode import decoding, file_pixels
from archive.jpeg import JpegHead, head_of, joined, with_tables
from archive.picture import Picture, Piece, device_colours, image_stream, whole
from archive.recode import group4_stream, recoded
from baulast.model import Page

WIDTH, HEIGHT, BITS, COMPRESSION, PHOTOMETRIC, FILL_ORDER = 256, 257, 258, 259, 262, 266
STRIP_OFFSETS, SAMPLES, ROWS_PER_STRIP, STRIP_COUNTS, PLANAR = 273, 277, 278, 279, 284
ORIENTATION, TILE_WIDTH, TILE_HEIGHT, TILE_OFFSETS, TILE_COUNTS = 274, 322, 323, 324, 325
JPEG_TABLES = 347

GROUP4, JPEG = 4, 7
WHITE_IS_ZERO, BLACK_IS_ZERO, RGB, YCBCR = 0, 1, 2, 6
LOW_BIT_FIRST = 2
NAMES = {1: "unkomprimiert", 2: "CCITT", 3: "Fax G3", 5: "LZW", 8: "Deflate", 32773: "PackBits"}

# Strips side by side cost about 250 bytes each and a search in the page's names; at 300 dots per
# inch scanners cut a page into 1 to 140. One row a strip is joined by coding anew instead.
MAX_PIECES = 256

MIRRORED = frozenset({2, 4, 5, 7})  # orientations that no turn can express

LOW_BITS_FIRST = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """A strip or tile: where its bytes are in the file and its pixels on the page."""

    offset: int
    count: int
    left: int
    top: int
    width: int
    height: int


class TiffScans:
    """An open TIFF; pages are cheapest to get in their order."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with decoding(path.name):
            self._image: Image.Image = Image.open(path)

    def close(self) -> None:
        self._image.close()

    def picture(self, pdf: Pdf, page: Page) -> Picture:
        """The page as a picture of the document."""
        frame = page.origin.frame
        with decoding(f"{self._path.name}, {frame + 1}"):
            self._image.seek(frame)
            tags = self._image.tag_v2  # type: ignore[attr-defined]
            with self._path.open("rb") as file:
                picture = _as_delivered(pdf, tags, file)
            if picture is not None:
                return picture
            reason = NAMES.get(tags[COMPRESSION], f"Kompression {tags[COMPRESSION]}")
            again = recoded(
                pdf, file_pixels(self._path, page=frame), f"TIFF {reason} {self._image.mode}"
            )
            return replace(again, is_mirrored=tags.get(ORIENTATION, 1) in MIRRORED)


def _as_delivered(
    pdf: Pdf, tags: TiffImagePlugin.ImageFileDirectory_v2, file: BinaryIO
) -> Picture | None:
    """The picture whose streams are the scanner's own; None where PDF/A does not allow them."""
    chunks = chunks_of(tags)
    if tags.get(PLANAR, 1) != 1 or len(chunks) > MAX_PIECES:
        return None
    if tags[COMPRESSION] == GROUP4:
        pieces = _group4_pieces(pdf, tags, chunks, file)
    elif tags[COMPRESSION] == JPEG:
        pieces = _jpeg_pieces(pdf, tags, chunks, file)
    else:
        pieces = None
    if pieces is None:
        return None
    return Picture(
        width=tags[WIDTH],
        height=tags[HEIGHT],
        pieces=pieces,
        is_mirrored=tags.get(ORIENTATION, 1) in MIRRORED,
    )


def chunks_of(tags: TiffImagePlugin.ImageFileDirectory_v2) -> tuple[Chunk, ...]:
    """The strips or tiles of a page, in the order of the file."""
    width, height = tags[WIDTH], tags[HEIGHT]
    if TILE_OFFSETS in tags:
        step_x, step_y = tags[TILE_WIDTH], tags[TILE_HEIGHT]
        places = [
            (left, top, step_x, step_y)
            for top in range(0, height, step_y)
            for left in range(0, width, step_x)
        ]
        offsets, counts = tags[TILE_OFFSETS], tags[TILE_COUNTS]
    else:
        step = min(tags.get(ROWS_PER_STRIP, height), height)
        places = [(0, top, width, min(step, height - top)) for top in range(0, height, step)]
        offsets, counts = tags[STRIP_OFFSETS], tags[STRIP_COUNTS]
    return tuple(
        Chunk(offset=offset, count=count, left=left, top=top, width=wide, height=high)
        for offset, count, (left, top, wide, high) in zip(offsets, counts, places, strict=False)
    )


def _read(file: BinaryIO, chunk: Chunk) -> bytes:
    file.seek(chunk.offset)
    data = file.read(chunk.count)
    if len(data) < chunk.count:
        raise EOFError("file ends within a strip")
    return data


def _group4_pieces(
    pdf: Pdf,
    tags: TiffImagePlugin.ImageFileDirectory_v2,
    chunks: tuple[Chunk, ...],
    file: BinaryIO,
) -> tuple[Piece, ...] | None:
    if tags.get(PHOTOMETRIC) not in (WHITE_IS_ZERO, BLACK_IS_ZERO) or tags.get(BITS, (1,)) != (1,):
        return None
    pieces = []
    for chunk in chunks:
        data = _read(file, chunk)
        if tags.get(FILL_ORDER, 1) == LOW_BIT_FIRST:
            data = data.translate(LOW_BITS_FIRST)
        image = group4_stream(
            pdf,
            data,
            width=chunk.width,
            height=chunk.height,
            black_is_one=tags[PHOTOMETRIC] == BLACK_IS_ZERO,
        )
        pieces.append(_piece(image, chunk))
    return tuple(pieces)


def _jpeg_pieces(
    pdf: Pdf,
    tags: TiffImagePlugin.ImageFileDirectory_v2,
    chunks: tuple[Chunk, ...],
    file: BinaryIO,
) -> tuple[Piece, ...] | None:
    tables = tags.get(JPEG_TABLES)
    streams = [with_tables(_read(file, chunk), tables) for chunk in chunks]
    heads = [head_of(stream) for stream in streams]
    if not all(_is_usable(head, tags, chunk) for head, chunk in zip(heads, chunks, strict=True)):
        return None
    transform = 1 if tags[PHOTOMETRIC] == YCBCR else 0
    if TILE_OFFSETS not in tags:
        one = streams[0] if len(streams) == 1 else joined(streams, height=tags[HEIGHT])
        if one is not None:
            image = _jpeg_image(pdf, one, head_of(one), transform)
            return whole(image, tags[WIDTH], tags[HEIGHT])
    return tuple(
        _piece(_jpeg_image(pdf, stream, head, transform), chunk)
        for stream, head, chunk in zip(streams, heads, chunks, strict=True)
    )


def _is_usable(head: JpegHead, tags: TiffImagePlugin.ImageFileDirectory_v2, chunk: Chunk) -> bool:
    """Whether a viewer that knows nothing of TIFF sees the right colours in the right place."""
    channels = len(head.components)
    transform = 1 if tags[PHOTOMETRIC] == YCBCR else 0
    return (
        head.is_plain
        and tags[PHOTOMETRIC] in ((BLACK_IS_ZERO,) if channels == 1 else (RGB, YCBCR))
        and channels in (1, 3)
        and channels == tags.get(SAMPLES, 1)
        and (head.width, head.height) == (chunk.width, chunk.height)
        and head.adobe_transform in (None, transform)
    )


def _jpeg_image(pdf: Pdf, data: bytes, head: JpegHead, transform: int) -> Object:
    """The stream as an image; what TIFF says about its colours is said in the stream itself."""
    if len(head.components) == 3 and head.adobe_transform is None:
        adobe = b"Adobe" + struct.pack(">HHHB", 100, 0, 0, transform)
        segment = b"\xff\xee" + struct.pack(">H", len(adobe) + 2) + adobe
        data = data[:2] + segment + data[2:]
    return image_stream(
        pdf,
        data,
        width=head.width,
        height=head.height,
        colours=device_colours(len(head.components)),
        bits=8,
        filter="DCTDecode",
    )


def _piece(image: Object, chunk: Chunk) -> Piece:
    return Piece(
        image=image, left=chunk.left, top=chunk.top, width=chunk.width, height=chunk.height
    )
