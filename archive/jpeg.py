"""JPEG streams, read as far as a PDF must know them and joined where a TIFF tore them apart."""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SOI, EOI, SOS, DRI, DQT, DHT, DAC = 0xD8, 0xD9, 0xDA, 0xDD, 0xDB, 0xC4, 0xCC
APP2, APP14 = 0xE2, 0xEE
FRAMES = frozenset(range(0xC0, 0xD0)) - {DHT, 0xC8, DAC}
HUFFMAN_FRAMES = frozenset({0xC0, 0xC1, 0xC2})  # baseline, extended, progressive: what PDF knows
SEQUENTIAL = frozenset({0xC0, 0xC1})
RESTARTS = 8  # restart markers count from 0 to 7 and begin again
MAX_RESTART_INTERVAL = 0xFFFF
ICC_HEAD = b"ICC_PROFILE\x00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One marker and what belongs to it; ``start`` and ``end`` are its bytes, marker included."""

    marker: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class JpegHead:
    """What stands before the pixels of a JPEG stream."""

    frame: int  # marker of the frame: which of the JPEG processes
    bits: int
    height: int
    width: int
    components: tuple[tuple[int, int, int], ...]  # id, horizontal and vertical sampling
    adobe_transform: int | None  # None: no Adobe segment
    profile: bytes | None  # ICC
    scan: int  # where the first scan begins: at its SOS marker

    @property
    def is_plain(self) -> bool:
        """Whether every PDF viewer can decode it."""
        return self.frame in HUFFMAN_FRAMES and self.bits == 8


def segments(data: bytes) -> Iterator[Segment]:
    """The segments up to and with the first start of scan; ValueError where there are none."""
    if data[:2] != b"\xff\xd8":
        raise ValueError("no JPEG stream")
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise ValueError("JPEG marker expected")
        marker = data[at + 1]
        if marker == 0xFF:  # fill byte
            at += 1
            continue
        if marker == EOI:
            return
        length = struct.unpack_from(">H", data, at + 2)[0]
        yield Segment(marker=marker, start=at, end=at + 2 + length)
        if marker == SOS:
            return
        at += 2 + length


def head_of(data: bytes) -> JpegHead:
    """The head of a JPEG stream; ValueError for one without frame or scan."""
    frame: Segment | None = None
    scan: int | None = None
    transform: int | None = None
    chunks: dict[int, bytes] = {}
    for segment in segments(data):
        body = data[segment.start + 4 : segment.end]
        if segment.marker in FRAMES:
            frame = segment
        elif segment.marker == SOS:
            scan = segment.start
        elif segment.marker == APP14 and body[:5] == b"Adobe" and len(body) >= 12:
            transform = body[11]
        elif segment.marker == APP2 and body.startswith(ICC_HEAD):
            chunks[body[len(ICC_HEAD)]] = body[len(ICC_HEAD) + 2 :]
    if frame is None or scan is None:
        raise ValueError("JPEG stream without frame or scan")
    bits, height, width, count = struct.unpack_from(">BHHB", data, frame.start + 4)
    described = data[frame.start + 10 : frame.start + 10 + 3 * count]
    return JpegHead(
        frame=frame.marker,
        bits=bits,
        height=height,
        width=width,
        components=tuple(
            (described[i], described[i + 1] >> 4, described[i + 1] & 0x0F)
            for i in range(0, 3 * count, 3)
        ),
        adobe_transform=transform,
        profile=b"".join(chunks[i] for i in sorted(chunks)) or None,
        scan=scan,
    )


def with_tables(strip: bytes, tables: bytes | None) -> bytes:
    """A strip's abbreviated stream made whole with the tables that all strips share."""
    if not tables:
        return strip
    inner = tables[2:]
    if inner.endswith(b"\xff\xd9"):
        inner = inner[:-2]
    return strip[:2] + inner + strip[2:]


def joined(strips: Sequence[bytes], *, height: int) -> bytes | None:
    """One stream that decodes to all strips below one another; None where that cannot be.

    Strips of one page are streams of their own: their tables are the same, and each begins to
    count its brightness anew. That is what a restart marker stands for, so the coded data are
    taken as they are with a restart marker between them.
    """
    heads = [head_of(strip) for strip in strips]
    first = heads[0]
    interval = _blocks(first)
    if (
        first.frame not in SEQUENTIAL
        or interval > MAX_RESTART_INTERVAL
        or first.height % _block_height(first)
        or any(head.components != first.components or head.width != first.width for head in heads)
        or any(head.height != first.height for head in heads[:-1])
        or len({_tables(strip) for strip in strips}) != 1
    ):
        return None
    coded = [_coded(strip, head) for strip, head in zip(strips, heads, strict=True)]
    if any(data is None for data in coded):
        return None
    parts = [_head_for(strips[0], interval=interval, height=height)]
    for number, data in enumerate(coded):
        assert data is not None
        parts += [data, bytes([0xFF, 0xD0 + number % RESTARTS])]
    return b"".join([*parts[:-1], b"\xff\xd9"])


def _block_height(head: JpegHead) -> int:
    """Rows of the smallest unit that is coded."""
    if len(head.components) == 1:
        return 8
    return 8 * max(vertical for _, _, vertical in head.components)


def _blocks(head: JpegHead) -> int:
    """Smallest coded units in one strip."""
    single = len(head.components) == 1
    unit_width = 8 if single else 8 * max(horizontal for _, horizontal, _ in head.components)
    return -(-head.width // unit_width) * -(-head.height // _block_height(head))


def _tables(strip: bytes) -> frozenset[bytes]:
    return frozenset(
        strip[segment.start : segment.end]
        for segment in segments(strip)
        if segment.marker in (DQT, DHT, DRI, SOS)
    )


def _coded(strip: bytes, head: JpegHead) -> bytes | None:
    """The coded data of a strip's only scan; None where it has several or restarts of its own."""
    start = head.scan + 2 + int(struct.unpack_from(">H", strip, head.scan + 2)[0])
    end = strip.rfind(b"\xff\xd9")
    data = strip[start : end if end >= start else len(strip)]
    at = data.find(b"\xff")
    while at >= 0:
        if data[at + 1 : at + 2] != b"\x00":
            return None
        at = data.find(b"\xff", at + 2)
    return data


def _head_for(strip: bytes, *, interval: int, height: int) -> bytes:
    """A strip's head, made to announce the whole height and the restarts."""
    parts = [b"\xff\xd8"]
    for segment in segments(strip):
        text = strip[segment.start : segment.end]
        if segment.marker in FRAMES:
            text = text[:5] + struct.pack(">H", height) + text[7:]
        if segment.marker == SOS:
            parts.append(b"\xff\xdd\x00\x04" + struct.pack(">H", interval))
        parts.append(text)
    return b"".join(parts)
