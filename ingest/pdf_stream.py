"""PDF image streams given the header of a file, so that they are decoded like one.

The compressed bytes stay as they are: a Flate stream with PNG predictors is what stands in a PNG,
one without is a strip of a TIFF. So no stream is ever unpacked whole, however much it unpacks to.
"""

import struct
import zlib
from dataclasses import dataclass

import pikepdf

PNG_PREDICTORS = range(10, 16)
TIFF_COMPRESSION = {None: 1, "/LZWDecode": 5, "/FlateDecode": 8}
FAX_G3, FAX_G4 = 3, 4
SHORT, LONG = 3, 4  # TIFF's types of numbers
PALETTE_COLOURS = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Samples:
    """How the samples of a PDF image are laid out."""

    width: int
    height: int
    bits: int
    channels: int
    palette: bytes | None  # red, green, blue of each index


def as_file(image: pikepdf.Stream) -> bytes | None:
    """The image as JPEG, JPEG 2000, TIFF or PNG; None where it must be rendered."""
    filters = _names(image.get("/Filter"))
    if len(filters) > 1 or not _is_decoded_plainly(image):
        return None
    coding = filters[0] if filters else None
    raw = image.read_raw_bytes()
    samples = _samples(image)
    if coding == "/JPXDecode" or (coding == "/DCTDecode" and _is_plain_jpeg(image)):
        return raw
    if samples is None:
        return None
    if coding == "/CCITTFaxDecode":
        return _fax(raw, samples, _parms(image))
    if coding not in TIFF_COMPRESSION:
        return None  # JBIG2, RunLength: poppler reads them
    parms = _parms(image)
    predictor = int(parms.get("/Predictor", 1))
    if predictor in PNG_PREDICTORS and coding == "/FlateDecode":
        return _png(raw, samples)
    if predictor in (1, 2) and int(parms.get("/EarlyChange", 1)) == 1:
        return _tiff(raw, samples, compression=TIFF_COMPRESSION[coding], predictor=predictor)
    return None


def _names(value: pikepdf.Object | None) -> list[str]:
    if value is None:
        return []
    if isinstance(value, pikepdf.Array):
        return [str(item) if isinstance(item, pikepdf.Name) else "" for item in value]
    return [str(value)]


def _parms(image: pikepdf.Stream) -> pikepdf.Object:
    parms = image.get("/DecodeParms")
    if isinstance(parms, pikepdf.Array):
        parms = parms[0] if len(parms) else None
    return parms if isinstance(parms, pikepdf.Dictionary) else pikepdf.Dictionary()


def _is_decoded_plainly(image: pikepdf.Stream) -> bool:
    """Whether samples mean what they say: no /Decode array that turns them round."""
    decode = image.get("/Decode")
    if decode is None:
        return True
    values = [float(value) for value in decode]
    if _names(image.get("/ColorSpace"))[:1] == ["/Indexed"]:
        return False
    return values == [0.0, 1.0] * (len(values) // 2)


def _channels(space: pikepdf.Object | None) -> int | None:
    """1 for grey, 3 for RGB, None for what poppler converts better."""
    name = (_names(space) or [""])[0]
    if name in ("/DeviceGray", "/CalGray", "/G"):
        return 1
    if name in ("/DeviceRGB", "/CalRGB", "/RGB"):
        return 3
    if name == "/ICCBased" and isinstance(space, pikepdf.Array) and len(space) > 1:
        count = int(space[1].get("/N", 0))
        return count if count in (1, 3) else None
    return None


def _is_plain_jpeg(image: pikepdf.Stream) -> bool:
    return _channels(image.get("/ColorSpace")) is not None


def _samples(image: pikepdf.Stream) -> Samples | None:
    bits = int(image.get("/BitsPerComponent", 1))
    space = image.get("/ColorSpace", pikepdf.Name.DeviceGray)
    palette = None
    if isinstance(space, pikepdf.Array) and str(space[0]) == "/Indexed":
        if _channels(space[1]) != 3 or bits > 8:
            return None
        table = space[3]
        palette = table.read_bytes() if isinstance(table, pikepdf.Stream) else bytes(table)
        channels: int | None = 1
    else:
        channels = _channels(space)
    if channels is None or bits not in (1, 2, 4, 8, 16) or (channels == 3 and bits < 8):
        return None
    return Samples(
        width=int(image.Width),
        height=int(image.Height),
        bits=bits,
        channels=channels,
        palette=palette,
    )


def _fax(raw: bytes, samples: Samples, parms: pikepdf.Object) -> bytes | None:
    k = int(parms.get("/K", 0))
    if k > 0 or bool(parms.get("/EncodedByteAlign", False)) or samples.bits != 1:
        return None  # mixed and byte-aligned fax: poppler reads them
    if int(parms.get("/Columns", 1728)) != samples.width or samples.palette is not None:
        return None
    black_is_one = bool(parms.get("/BlackIs1", False))
    compression = FAX_G4 if k < 0 else FAX_G3
    # /BlackIs1 turns the meaning of the decoded bits round; TIFF says so by its photometry
    return _tiff(raw, samples, compression=compression, photometry=1 if black_is_one else 0)


def _tiff(
    raw: bytes,
    samples: Samples,
    *,
    compression: int,
    predictor: int = 1,
    photometry: int | None = None,
) -> bytes:
    """A TIFF of one strip."""
    if photometry is None:
        photometry = 3 if samples.palette is not None else 2 if samples.channels == 3 else 1
    tags: list[tuple[int, int, list[int]]] = [
        (256, LONG, [samples.width]),
        (257, LONG, [samples.height]),
        (258, SHORT, [samples.bits] * samples.channels),
        (259, SHORT, [compression]),
        (262, SHORT, [photometry]),
        (273, LONG, [0]),  # where the strip begins: filled in below
        (277, SHORT, [samples.channels]),
        (278, LONG, [samples.height]),
        (279, LONG, [len(raw)]),
        (317, SHORT, [predictor]),
    ]
    if samples.palette is not None:
        tags.append((320, SHORT, _colour_map(samples)))
    return _with_directory(tags, raw)


def _colour_map(samples: Samples) -> list[int]:
    """The palette as TIFF wants it: all reds, all greens, all blues, 16 bit."""
    size = 1 << samples.bits
    table = (samples.palette or b"").ljust(3 * size, b"\0")[: 3 * size]
    return [table[3 * i + channel] * 257 for channel in range(3) for i in range(size)]


def _with_directory(tags: list[tuple[int, int, list[int]]], strip: bytes) -> bytes:
    """Header, directory, the values too long for it, and the strip."""
    begin = 8
    extra_at = begin + 2 + 12 * len(tags) + 4
    extra = b""
    entries: list[tuple[int, int, int, bytes]] = []
    for tag, kind, values in tags:
        packed = struct.pack(f"<{len(values)}{'H' if kind == SHORT else 'L'}", *values)
        if len(packed) > 4:
            place = struct.pack("<L", extra_at + len(extra))
            extra += packed + b"\0" * (len(packed) % 2)
            packed = place
        entries.append((tag, kind, len(values), packed.ljust(4, b"\0")))
    strip_at = struct.pack("<L", extra_at + len(extra))
    directory = b"".join(
        struct.pack("<HHL", tag, kind, count) + (strip_at if tag == 273 else value)
        for tag, kind, count, value in entries
    )
    count = struct.pack("<H", len(tags))
    return b"II*\0" + struct.pack("<L", begin) + count + directory + b"\0" * 4 + extra + strip


def _png(raw: bytes, samples: Samples) -> bytes:
    """A PNG around a Flate stream whose rows carry PNG's filters."""
    colour = 3 if samples.palette is not None else 2 if samples.channels == 3 else 0
    header = struct.pack(">LLBBBBB", samples.width, samples.height, samples.bits, colour, 0, 0, 0)
    chunks = [(b"IHDR", header)]
    if samples.palette is not None:
        table = samples.palette[: 3 * PALETTE_COLOURS]
        chunks.append((b"PLTE", table[: len(table) // 3 * 3]))
    chunks += [(b"IDAT", raw), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    checksum = struct.pack(">L", zlib.crc32(name + data))
    return struct.pack(">L", len(data)) + name + data + checksum
