"""What kind of file an original is, told by how it begins: for readers without this program."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileType:
    suffix: str
    mime: str


UNKNOWN = FileType(".bin", "application/octet-stream")
HEAD_BYTES = 1024  # a PDF's header may stand this far behind the start

_STARTS = {
    b"II*\x00": FileType(".tif", "image/tiff"),
    b"MM\x00*": FileType(".tif", "image/tiff"),
    b"II+\x00": FileType(".tif", "image/tiff"),  # BigTIFF
    b"MM\x00+": FileType(".tif", "image/tiff"),
    b"\xff\xd8\xff": FileType(".jpg", "image/jpeg"),
    b"\x89PNG": FileType(".png", "image/png"),
    b"\x00\x00\x00\x0cjP  ": FileType(".jp2", "image/jp2"),
    b"\xff\x4f\xff\x51": FileType(".j2k", "image/x-jp2-codestream"),
}
_BY_SUFFIX = {
    ".pdf": "application/pdf",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".txt": "text/plain",
    ".xml": "application/xml",
}


def type_of(head: bytes) -> FileType:
    """The type of an original by its first bytes.

    >>> type_of(b"%PDF-1.4").suffix
    '.pdf'
    """
    for start, found in _STARTS.items():
        if head.startswith(start):
            return found
    return FileType(".pdf", "application/pdf") if b"%PDF-" in head else UNKNOWN


def mime_of(suffix: str) -> str:
    """The type of one of our own files by the end of its name."""
    return _BY_SUFFIX.get(suffix, UNKNOWN.mime)
