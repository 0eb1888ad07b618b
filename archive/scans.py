"""The scans of a dossier, taken from the originals one page after the other."""

from collections.abc import Callable
from pathlib import Path
from typing import Self

from pikepdf import Pdf

from archive.picture import Picture
from archive.stills import still_picture
from archive.tiff import TiffScans
from baulast.model import PageOrigin

TIFF_HEADS = (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")  # the last two: BigTIFF


class OpenOriginals:
    """The originals of a dossier; the one in use stays open, since its pages follow each other."""

    def __init__(self, path_of: Callable[[str], Path]) -> None:
        self._path_of = path_of
        self._sha256: str | None = None
        self._open: TiffScans | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def picture(self, pdf: Pdf, origin: PageOrigin) -> Picture:
        """The scan of a page, as a picture of the document."""
        path = self._path_of(origin.sha256)
        with path.open("rb") as file:
            head = file.read(1024)
        if head.startswith(TIFF_HEADS):
            if self._sha256 != origin.sha256:
                self._close()
                self._sha256, self._open = origin.sha256, TiffScans(path)
            assert self._open is not None
            return self._open.picture(pdf, origin.frame)
        return still_picture(pdf, path, origin.frame)

    def _close(self) -> None:
        if self._open is not None:
            self._open.close()
        self._sha256 = self._open = None
