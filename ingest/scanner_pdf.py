"""Pages of scanner PDFs: images taken out as they are; what is more than one image is rendered."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pikepdf

from baulast.errors import ScanProtected, ScanTooLarge, ScanUnreadable
from baulast.language import tr
from baulast.settings import IngestSettings
from ingest.filetype import FileType, type_of
from ingest.jpeg2000 import jpeg2000_raster
from ingest.pdf_content import PlacedImage, rotation, shown_image
from ingest.pdf_stream import as_file
from ingest.raster import HEADER_DPI, Raster, buffer_raster
from ingest.rendered import RENDER_DPI, rendered_page

POINTS_PER_INCH = 72.0
# What a stream may unpack to in this process. Page images are not unpacked here; drawings and text
# of a page need less, and more is a bomb.
STREAM_BYTES = 100_000_000
BOMB_SIGN = "memory limit exceeded"  # how qpdf says that a stream is larger than it may be
END_BYTES = 2048  # readers look this far back for the end mark; scanners append blanks


@contextmanager
def opened(path: Path) -> Iterator[pikepdf.Pdf]:
    """The PDF, open; ScanProtected if it asks for a password, ScanUnreadable if it is damaged."""
    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=STREAM_BYTES,
        png_max_memory=STREAM_BYTES,
        tiff_max_memory=STREAM_BYTES,
        run_length_max_memory=STREAM_BYTES,
        dct_max_memory=STREAM_BYTES,
    )
    try:
        with pikepdf.open(path) as pdf:
            if pdf.get_warnings() and not _is_complete(path):
                cut = tr("PDF ist abgeschnitten", "PDF is cut off")
                raise ScanUnreadable(f"{path.name}: {cut}")
            yield pdf
    except pikepdf.PasswordError as error:
        asks = tr("PDF ist durch ein Kennwort geschützt", "PDF is protected by a password")
        raise ScanProtected(f"{path.name}: {asks}") from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RecursionError) as error:
        said = str(error).removeprefix(str(path)).lstrip(": ")
        if BOMB_SIGN in said:
            bomb = tr("PDF packt sich übermäßig groß aus", "PDF unpacks to far more than a page")
            raise ScanTooLarge(f"{path.name}: {bomb} ({said})") from error
        broken = tr("PDF ist beschädigt", "PDF is damaged")
        raise ScanUnreadable(f"{path.name}: {broken} ({said})") from error


def _is_complete(path: Path) -> bool:
    """Whether the file ends as a PDF does; qpdf would repair the rest and lose pages in silence."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - END_BYTES))
        return b"%%EOF" in file.read()


@contextmanager
def pdf_page(page: pikepdf.Page, place: str, settings: IngestSettings) -> Iterator[Raster]:
    """A page as a raster before /Rotate: its image as stored, or the page rendered."""
    try:
        placed = shown_image(page)
    except ScanUnreadable as error:
        raise ScanUnreadable(f"{place}: {error}") from error
    turn = rotation(page)
    raster = _taken_out(placed, place) if placed else None
    if placed is not None and raster is not None:
        turn = (turn + placed.turn + raster.turn_hint) % 360
        yield replace(raster, turn_hint=turn, header_dpi=_dpi(raster.width, placed))
        return
    image_dpi = _dpi(int(placed.image.Width), placed) if placed else None
    with rendered_page(page, place, settings, dpi=image_dpi or RENDER_DPI) as raster:
        yield replace(raster, turn_hint=turn)


def _taken_out(placed: PlacedImage, place: str) -> Raster | None:
    data = as_file(placed.image)
    if data is None:
        return None
    if type_of(data[:64]) is FileType.JPEG2000:
        return jpeg2000_raster(data, place)
    return buffer_raster(data, place)


def _dpi(width_px: int, placed: PlacedImage) -> float | None:
    dpi = round(width_px * POINTS_PER_INCH / placed.width_pt, 2)
    return dpi if HEADER_DPI[0] <= dpi <= HEADER_DPI[1] else None
