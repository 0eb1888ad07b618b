"""The scans of a dossier, taken from the originals one page after the other."""

from collections.abc import Callable
from pathlib import Path
from typing import Self

from pikepdf import Pdf

from archive.picture import Picture
from archive.scanner_pdf import PdfScans
from archive.stills import still_picture
from archive.tiff import TiffScans
from baulast.model import Page

TIFF_HEADS = (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")  # the last two: BigTIFF
HEAD_BYTES = 1024  # readers accept a PDF whose header stands within this many bytes


class OpenOriginals:
    """The originals of a dossier, each opened once and kept open until all is written."""

    def __init__(self, path_of: Callable[[str], Path]) -> None:
        self._path_of = path_of
        self._open: dict[str, TiffScans | PdfScans] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for scans in self._open.values():
            scans.close()
        self._open.clear()

    def picture(self, pdf: Pdf, page: Page) -> Picture:
        """The scan of a page, as a picture of the document."""
        scans = self._open.get(page.origin.sha256)
        if scans is None:
            path = self._path_of(page.origin.sha256)
            with path.open("rb") as file:
                head = file.read(HEAD_BYTES)
            if head.startswith(TIFF_HEADS):
                scans = TiffScans(path)
            elif b"%PDF-" in head:
                scans = PdfScans(path)
            else:
                return still_picture(pdf, path)
            self._open[page.origin.sha256] = scans
        return scans.picture(pdf, page)
