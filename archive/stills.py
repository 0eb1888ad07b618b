"""Files of one image: JPEG, JPEG 2000 and PNG as pictures of a document."""

import io
from dataclasses import replace
from pathlib import Path

from pikepdf import Array, Name, Object, Pdf
from PIL import Image

from archive.decode import decoding, file_pixels, image_pixels
from archive.jpeg import JpegHead, head_of
from archive.jpeg2000 import ENUMERATED, jp2_head
from archive.picture import Picture, device_colours, image_stream, profiled_colours, whole
from archive.profile import is_usable
from archive.recode import recoded

ORIENTATION = 274  # tag of EXIF
MIRRORED = frozenset({2, 4, 5, 7})  # read with left and right swapped back, then turned


def still_picture(pdf: Pdf, path: Path) -> Picture:
    """The image of a file that is no TIFF and no PDF."""
    with decoding(path.name):
        data = path.read_bytes()
        with Image.open(io.BytesIO(data)) as image:
            is_mirrored = image.getexif().get(ORIENTATION) in MIRRORED
            stream: Object | None = None
            if image.format in ("JPEG", "MPO"):
                stream = _jpeg(pdf, data)
            elif image.format == "JPEG2000":
                stream = _jpeg2000(pdf, data)
            if stream is None:
                is_vips = image.format != "JPEG2000"
                pixels = file_pixels(path) if is_vips else image_pixels(image)
                again = recoded(pdf, pixels, f"{image.format} {image.mode}")
                return replace(again, is_mirrored=is_mirrored)
            return Picture(
                width=image.width,
                height=image.height,
                pieces=whole(stream, image.width, image.height),
                is_mirrored=is_mirrored,
            )


def _jpeg(pdf: Pdf, data: bytes) -> Object | None:
    """The file as it is; None where viewers could not decode it or not know its colours."""
    head = head_of(data)
    channels = len(head.components)
    profiled = head.profile is not None and is_usable(head.profile, channels)
    if not head.is_plain or channels not in (1, 3, 4) or (channels == 4 and not profiled):
        return None
    return image_stream(
        pdf,
        data,
        width=head.width,
        height=head.height,
        colours=_colours(pdf, head, channels) if profiled else device_colours(channels),
        bits=8,
        filter="DCTDecode",
        # Adobe's programs write ink as its opposite, and say so by their segment
        **(
            {"Decode": Array([1, 0] * 4)}
            if channels == 4 and head.adobe_transform is not None
            else {}
        ),
    )


def _colours(pdf: Pdf, head: JpegHead, channels: int) -> Object:
    assert head.profile is not None
    return profiled_colours(pdf, head.profile, channels)


def _jpeg2000(pdf: Pdf, data: bytes) -> Object | None:
    """The file as it is; None where PDF/A does not allow what it holds."""
    head = jp2_head(data)
    if head is None or not head.is_plain:
        return None
    ((_, space),) = head.colours
    assert space is not None
    return image_stream(
        pdf,
        data,
        width=head.width,
        height=head.height,
        colours=Name.DeviceGray if ENUMERATED[space] == 1 else Name.DeviceRGB,
        bits=8,
        filter="JPXDecode",
    )
