"""The boxes of a JPEG 2000 file, as far as PDF/A-2 has rules for them (ISO 19005-2, 6.2.8.3)."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

ENUMERATED = {16: 3, 17: 1, 18: 3}  # sRGB, grey, sYCC: channels of each
MAX_BITS = 38
VARYING_BITS = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Jp2Head:
    """What a JP2 file says of its pixels."""

    width: int
    height: int
    channels: int
    bits: int | None  # None: the channels differ
    colours: tuple[tuple[int, int | None], ...]  # method and enumerated space of each colr box
    has_palette: bool
    has_roles: bool  # says which channel is colour and which opacity

    @property
    def is_plain(self) -> bool:
        """Whether PDF/A-2 takes the file as it is, and every viewer sees the same in it."""
        if len(self.colours) != 1 or self.has_palette or self.has_roles:
            return False
        ((method, space),) = self.colours
        return (
            method == 1
            and space is not None
            and ENUMERATED.get(space) == self.channels
            and self.bits is not None
            and self.bits <= MAX_BITS
        )


def boxes(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Type, start and end of the content of each box; ValueError where lengths cannot be."""
    at = start
    while at + 8 <= end:
        length, kind = struct.unpack_from(">I4s", data, at)
        head = 8
        if length == 1:
            length, head = struct.unpack_from(">Q", data, at + 8)[0], 16
        elif length == 0:
            length = end - at
        if length < head or at + length > end:
            raise ValueError("JPEG 2000 box of impossible length")
        yield kind, at + head, at + length
        at += length


SIGNATURE = b"\x00\x00\x00\x0cjP  \r\n\x87\n"


def jp2_head(data: bytes) -> Jp2Head | None:
    """The head of a JP2 file; None for a bare codestream, ValueError for a damaged file."""
    if not data.startswith(SIGNATURE):
        return None
    content = {kind: (start, end) for kind, start, end in boxes(data, 0, len(data))}
    if b"jp2h" not in content:
        raise ValueError("JP2 file without header")
    inner = list(boxes(data, *content[b"jp2h"]))
    image = next((start for kind, start, _ in inner if kind == b"ihdr"), None)
    if image is None:
        raise ValueError("JP2 file without image header")
    height, width, channels, bits = struct.unpack_from(">IIHB", data, image)
    kinds = {kind for kind, _, _ in inner}
    return Jp2Head(
        width=width,
        height=height,
        channels=channels,
        bits=None if bits == VARYING_BITS else (bits & 0x7F) + 1,
        colours=tuple(_colour(data, start) for kind, start, _ in inner if kind == b"colr"),
        has_palette=b"pclr" in kinds,
        has_roles=b"cdef" in kinds,
    )


def _colour(data: bytes, start: int) -> tuple[int, int | None]:
    method = data[start]
    return method, struct.unpack_from(">I", data, start + 3)[0] if method == 1 else None
