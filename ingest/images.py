"""The image of one page, from the file it came in: TIFF, JPEG, PNG, JPEG 2000 or scanner PDF.

A header's orientation (EXIF, TIFF, /Rotate) is *not* applied to the pixels. It comes along as
``turn_hint``, degrees clockwise that would make the page upright: whoever cleans the page turns it
once, and the archive says the same number as /Rotate over the untouched image stream. Only the
mirrored orientations are undone here (``mirrored`` says so), since no turn can express them.
"""

import math
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import cv2
import numpy as np
import pikepdf

from baulast.cleaned import Image
from baulast.errors import ScanTooLarge, ScanUnreachable, ScanUnreadable, system_words
from baulast.language import tr
from baulast.model import ColourMode
from baulast.settings import IngestSettings
from ingest.filetype import FileType, file_type
from ingest.jpeg2000 import jpeg2000_raster
from ingest.raster import (
    STRIPE_ROWS,
    Raster,
    buffer_raster,
    file_raster,
    in_blocks,
    page_count,
)
from ingest.scanner_pdf import opened, pdf_page
from ingest.tiff_pages import TiffPages, tiff_pages

WHOLE_BYTES = 400_000_000  # what decoding may hold at once: the rest of a worker's 700 MB is ours


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A page image in memory: pixels as stored, and what the header says about them."""

    image: Image
    header_dpi: float | None  # of ``image``, after reduction
    mode: ColourMode
    turn_hint: int = 0  # degrees clockwise, not yet applied
    mirrored: bool = False  # left and right have been swapped back
    reduced: int = 1  # the scan is larger than ``image`` by this factor


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanFile:
    """An open scan: how many pages it has, and each of them as a raster (counted from 0)."""

    pages: int
    raster: Callable[[int], AbstractContextManager[Raster]]


def load_frame(original: Path, frame: int, settings: IngestSettings) -> Frame:
    """The image of page ``frame`` (from 0) of an original, whatever its name.

    A page larger than ``settings.read_pixels`` comes reduced by a whole factor; ScanTooLarge where
    even that does not fit (then ``survey`` has put a doubt on the page, and it is not to be read).
    """
    with open_scan(original, settings) as scan, scan.raster(frame) as raster:
        if not is_readable(raster):
            raise ScanTooLarge(f"{_place(original, frame)}: {raster.width} x {raster.height} px")
        factor = reduction(raster, settings)
        return Frame(
            image=assembled(raster.stripes(), raster, factor),
            header_dpi=raster.header_dpi and raster.header_dpi / factor,
            mode=raster.mode,
            turn_hint=raster.turn_hint,
            mirrored=raster.mirrored,
            reduced=factor,
        )


@contextmanager
def open_scan(path: Path, settings: IngestSettings) -> Iterator[ScanFile]:
    """The scan, open; its type is told by its content."""
    filetype = _known_type(path)
    if filetype is FileType.PDF:
        with opened(path) as pdf:
            yield ScanFile(
                pages=len(pdf.pages),
                raster=lambda page: _pdf_raster(pdf, path, page, settings),
            )
        return
    with path.open("rb") as file:
        chain = tiff_pages(file) if filetype is FileType.TIFF else None
        if chain is not None:
            count = len(chain.links)
        else:
            count = page_count(file, path.name) if filetype is FileType.TIFF else 1
        yield ScanFile(
            pages=count,
            raster=lambda page: nullcontext(
                _image_raster(file, filetype, path, page, chain, settings)
            ),
        )


@contextmanager
def _pdf_raster(
    pdf: pikepdf.Pdf, path: Path, page: int, settings: IngestSettings
) -> Iterator[Raster]:
    place = _place(path, page)
    with pdf_page(pdf.pages[page], place, settings) as raster:
        yield _checked(raster, place, settings)


def _image_raster(
    file: BinaryIO,
    filetype: FileType,
    path: Path,
    page: int,
    chain: TiffPages | None,
    settings: IngestSettings,
) -> Raster:
    place = _place(path, page)
    if filetype is FileType.JPEG2000:
        raster = jpeg2000_raster(file, place)
    elif chain is not None and len(chain.links) > 1:
        raster = buffer_raster(chain.alone(file, page), place)
    else:
        raster = file_raster(file, place, page=page if filetype is FileType.TIFF else None)
    return _checked(raster, place, settings)


def is_readable(raster: Raster) -> bool:
    """Whether the page can be decoded within a worker's memory."""
    return raster.whole_bytes <= WHOLE_BYTES


def reduction(raster: Raster, settings: IngestSettings) -> int:
    """The whole factor by which a page is made smaller for reading; 1 for all but the largest."""
    pixels = raster.width * raster.height
    return max(1, math.ceil(math.sqrt(pixels / settings.read_pixels)))


def assembled(stripes: Iterable[Image], raster: Raster, factor: int) -> Image:
    """The page from its stripes, each ``factor`` x ``factor`` pixels made one by their mean.

    Rows and columns that do not fill the last pixel are dropped, so that places on the page are
    places on the scan divided by ``factor``.
    """
    height, width = raster.height // factor, raster.width // factor
    page: Image | None = None
    filled = 0
    for block in in_blocks(stripes, STRIPE_ROWS // factor * factor):
        rows = len(block) // factor
        small = _mean(block, width, rows) if factor > 1 and rows else block[:rows]
        if page is None:
            page = np.empty((height, width, *small.shape[2:]), dtype=np.uint8)
        page[filled : filled + rows] = small
        filled += rows
    if page is None:
        raise ScanUnreadable(tr("Bild ohne Zeilen", "image without rows"))
    return page


def _mean(block: Image, width: int, rows: int) -> Image:
    factor = block.shape[1] // width
    whole = block[: rows * factor, : width * factor]
    small = cv2.resize(whole, (width, rows), interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.uint8)


def _known_type(path: Path) -> FileType:
    """The format of a scan; ScanUnreadable for anything else."""
    try:
        filetype = file_type(path)
    except OSError as error:
        closed = tr("nicht zu öffnen", "cannot be opened")
        raise ScanUnreachable(f"{path.name}: {closed} ({system_words(error)})") from error
    if filetype is None:
        empty = path.stat().st_size == 0
        what = tr("leer", "empty") if empty else tr("kein bekanntes Bildformat", "no known format")
        raise ScanUnreadable(f"{path.name}: {what}")
    return filetype


def _checked(raster: Raster, place: str, settings: IngestSettings) -> Raster:
    """The raster, if paper can be that large."""
    if raster.width * raster.height > settings.max_pixels:
        large = tr("größer als jedes Papier", "larger than any paper")
        raise ScanTooLarge(f"{place}: {raster.width} x {raster.height} px, {large}")
    return raster


def _place(path: Path, page: int) -> str:
    return f"{path.name}, {tr('Seite', 'page')} {page + 1}"
