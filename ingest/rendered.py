"""PDF pages that are more than one image, rendered by poppler in its own process."""

import math
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pdf2image
import pikepdf
from pdf2image.exceptions import (
    PDFInfoNotInstalledError,
    PDFPageCountError,
    PDFPopplerTimeoutError,
    PDFSyntaxError,
    PopplerNotInstalledError,
)

from baulast.errors import ScanTooLarge, ScanUnreadable, StoreFull, ToolFailed, ToolMissing
from baulast.language import tr
from baulast.settings import IngestSettings
from ingest.raster import Raster, file_raster

RENDER_DPI = 300.0  # what Tesseract's models were trained on; more shows nothing new
LEAST_DPI = 72.0  # below, no letter can be read: the page is larger than any paper
POINTS_PER_INCH = 72.0


@contextmanager
def rendered_page(
    page: pikepdf.Page, place: str, settings: IngestSettings, *, dpi: float = RENDER_DPI
) -> Iterator[Raster]:
    """A PDF page as it shows before /Rotate, on white paper."""
    width_pt, height_pt = _size_pt(page)
    dpi = min(dpi, POINTS_PER_INCH * math.sqrt(settings.read_pixels / (width_pt * height_pt)))
    if dpi < LEAST_DPI:
        size = f"{width_pt:.0f} x {height_pt:.0f} pt"
        raise ScanTooLarge(f"{place}: {tr('Seite zu groß', 'page too large')} ({size})")
    width, height = (max(1, round(pt * dpi / POINTS_PER_INCH)) for pt in (width_pt, height_pt))
    with tempfile.TemporaryDirectory(prefix="baulast-") as name:
        alone = Path(name) / "page.pdf"
        with _room(alone.parent, width * height * 3):
            _save_alone(page, alone)
            picture = _render(alone, width, height, place, settings)
        with picture.open("rb") as file:
            with _room(alone.parent, width * height * 3):
                raster = file_raster(file, place)
            # poppler writes the resolution it was asked for, not the one that the size makes
            yield Raster(
                width=raster.width,
                height=raster.height,
                header_dpi=round(dpi, 2),
                mode=raster.mode,
                stripes=raster.stripes,
            )


@contextmanager
def _room(folder: Path, needed: int) -> Iterator[None]:
    """Within: what fails where the folder has no room left is StoreFull, not the scan's fault."""
    try:
        yield
    except (OSError, ScanUnreadable, ToolFailed) as error:
        if shutil.disk_usage(folder).free < needed:
            place = folder.parent
            full = tr("Speicher für Zwischenbilder voll", "no space left for pictures in between")
            raise StoreFull(f"{place}: {full}") from error
        raise


def _size_pt(page: pikepdf.Page) -> tuple[float, float]:
    x1, y1, x2, y2 = (float(value) for value in page.cropbox)
    unit = float(page.obj.get("/UserUnit", 1))
    return max(1.0, abs(x2 - x1) * unit), max(1.0, abs(y2 - y1) * unit)


def _save_alone(page: pikepdf.Page, target: Path) -> None:
    """The page as a PDF of its own without /Rotate: poppler need not read the rest."""
    with pikepdf.new() as pdf:
        pdf.pages.append(page)
        pdf.pages[0].obj["/Rotate"] = 0
        pdf.save(target)


def _render(alone: Path, width: int, height: int, place: str, settings: IngestSettings) -> Path:
    try:
        pictures = pdf2image.convert_from_path(
            alone,
            output_folder=alone.parent,
            output_file="page",
            fmt="tiff",
            size=(width, height),
            use_cropbox=True,
            single_file=True,
            paths_only=True,
            strict=True,  # what cannot be drawn must not come out white
            timeout=math.ceil(settings.render_timeout_s),
        )
    except (PDFInfoNotInstalledError, PopplerNotInstalledError) as error:
        raise ToolMissing("pdftoppm (poppler-utils)") from error
    except (PDFPageCountError, PDFSyntaxError) as error:
        raise ScanUnreadable(f"{place}: {' '.join(str(error).split())}") from error
    except PDFPopplerTimeoutError as error:
        late = tr("nicht gezeichnet binnen", "not rendered within")
        raise ToolFailed(f"{place}: {late} {settings.render_timeout_s:g} s") from error
    if not pictures:
        failed = tr("poppler brach beim Zeichnen ab", "poppler broke off while rendering")
        raise ToolFailed(f"{place}: {failed}")
    return Path(str(pictures[0]))  # paths_only: names of files
