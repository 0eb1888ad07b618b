"""What a scan says about the device and program that made it."""

import warnings
from collections.abc import Iterator
from pathlib import Path

import pikepdf
from PIL import ExifTags, Image

# Of TIFF and JPEG. Names of persons (artist, owner, host) are left out: they prove nothing.
TAGS = (ExifTags.Base.Make, ExifTags.Base.Model, ExifTags.Base.Software, ExifTags.Base.DateTime)
PDF_KEYS = ("Creator", "Producer", "CreationDate")
MOST_CHARACTERS = 200  # a device's name is short; what is longer is no name

PDF_START = b"%PDF"
PDF_START_WITHIN = 1024  # bytes; as readers of PDF take it


def device_of(original: Path) -> dict[str, str]:
    """The tags by name; empty where the file says nothing, or cannot be opened that far."""
    with original.open("rb") as file:
        is_pdf = PDF_START in file.read(PDF_START_WITHIN)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # Pillow's, of tags cut short
            return dict(_of_pdf(original) if is_pdf else _of_image(original))
    except (OSError, ValueError, SyntaxError, pikepdf.PdfError):
        return {}  # what was read of the pages stands elsewhere; this is an addition


def _of_pdf(original: Path) -> Iterator[tuple[str, str]]:
    with pikepdf.open(original) as pdf:
        for key in PDF_KEYS:
            if f"/{key}" in pdf.docinfo:
                yield key, str(pdf.docinfo[f"/{key}"])[:MOST_CHARACTERS]


def _of_image(original: Path) -> Iterator[tuple[str, str]]:
    with Image.open(original) as image:
        tags = image.getexif()
    for tag in TAGS:
        if said := str(tags.get(tag, "")).strip("\0 "):
            yield tag.name, said[:MOST_CHARACTERS]
