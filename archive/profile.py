"""Colour profiles: the sRGB that the whole document is meant in, and those that scanners add."""

import io
import struct
from functools import cache

from PIL import ImageCms

SPACES = {"GRAY": 1, "RGB": 3, "CMYK": 4}
CLASSES = frozenset({"scnr", "mntr", "prtr", "spac"})  # ISO 32000-1, 8.6.5.5
NEWEST = 5.0  # PDF 1.7 knows ICC profiles below version 5

CREATED_AT = slice(24, 36)  # in the profile's head: year, month, day, hour, minute, second
FIRST_OF_2000 = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)  # always the same, or bytes would differ


@cache
def srgb() -> bytes:
    """The sRGB profile, the same bytes at any time."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    data[CREATED_AT] = FIRST_OF_2000
    return bytes(data)


def is_usable(profile: bytes, channels: int) -> bool:
    """Whether a PDF may give the profile to an image of so many channels."""
    try:
        read = ImageCms.ImageCmsProfile(io.BytesIO(profile)).profile
    except OSError:
        return False
    return (
        SPACES.get(read.xcolor_space.strip()) == channels
        and read.device_class.strip() in CLASSES
        and read.version < NEWEST
    )
