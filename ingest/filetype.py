"""What a file is, told by its first bytes: names lie, and originals in the store have none."""

from enum import StrEnum
from pathlib import Path

HEAD_BYTES = 1024  # readers accept a PDF whose header stands within this many bytes


class FileType(StrEnum):
    """The formats that scanners deliver."""

    PDF = "pdf"
    TIFF = "tiff"
    JPEG = "jpeg"
    PNG = "png"
    JPEG2000 = "jpeg2000"


SIGNATURES = (
    (b"II*\x00", FileType.TIFF),
    (b"MM\x00*", FileType.TIFF),
    (b"II+\x00", FileType.TIFF),  # BigTIFF
    (b"MM\x00+", FileType.TIFF),
    (b"\xff\xd8\xff", FileType.JPEG),
    (b"\x89PNG\r\n\x1a\n", FileType.PNG),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", FileType.JPEG2000),
    (b"\xff\x4f\xff\x51", FileType.JPEG2000),  # bare codestream
)


def type_of(head: bytes) -> FileType | None:
    """The format that begins with ``head``; None for anything that is no scan.

    >>> type_of(b"II*\\x00\\x08\\x00")
    <FileType.TIFF: 'tiff'>
    >>> type_of(b"\\n\\n%PDF-1.4")
    <FileType.PDF: 'pdf'>
    """
    for signature, filetype in SIGNATURES:
        if head.startswith(signature):
            return filetype
    return FileType.PDF if b"%PDF-" in head[:HEAD_BYTES] else None


def file_type(path: Path) -> FileType | None:
    """The format of a file, by its content; OSError where it cannot be opened."""
    with path.open("rb") as file:
        return type_of(file.read(HEAD_BYTES))
