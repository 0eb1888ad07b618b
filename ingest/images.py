"""The image of one page, from the file it came in: TIFF, JPEG, PNG, JPEG 2000 or scanner PDF.

A header's orientation (EXIF, TIFF, /Rotate) is *not* applied to the pixels: it comes along as
``turn_hint``, degrees clockwise that would make the page upright, so that whoever cleans the page
applies it exactly once and the archive says /Rotate over the untouched image stream. The rare
mirrored orientations are undone here (``mirrored`` says so), since no turn can express them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image as Pillow

from baulast.cleaned import Image
from baulast.errors import ScanTooLarge, ScanUnreadable
from baulast.language import tr
from baulast.model import ColourMode
from baulast.settings import IngestSettings
from ingest.filetype import FileType, file_type
from ingest.raster import Raster, raster_of, translated
from ingest.scanner_pdf import full_page_image, opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A page image in memory: pixels as stored, and what the header says about them."""

    image: Image
    header_dpi: float | None
    mode: ColourMode
    turn_hint: int = 0  # degrees clockwise, not yet applied
    mirrored: bool = False  # left and right have been swapped back
    reduced: int = 1  # the scan is larger than ``image`` by this factor


def load_frame(original: Path, frame: int, settings: IngestSettings) -> Frame:
    """The image of page ``frame`` (from 0) of an original, whatever its name."""
    with open_raster(original, frame, settings) as raster:
        with translated(f"{original.name}, {frame + 1}"):
            image = np.concatenate(list(raster.stripes()))
        return Frame(
            image=image,
            header_dpi=raster.header_dpi,
            mode=raster.mode,
            turn_hint=raster.turn_hint,
            mirrored=raster.mirrored,
        )


def frame_count(path: Path) -> int:
    """Pages in a file."""
    if known_type(path) is FileType.PDF:
        with opened(path) as pdf:
            return len(pdf.pages)
    with translated(path.name), Pillow.open(path) as image:
        return int(getattr(image, "n_frames", 1))


def known_type(path: Path) -> FileType:
    """The format of a scan; ScanUnreadable for anything else."""
    try:
        filetype = file_type(path)
    except OSError as error:
        closed = tr("nicht zu öffnen", "cannot be opened")
        raise ScanUnreadable(f"{path.name}: {closed} ({error.strerror})") from error
    if filetype is None:
        raise ScanUnreadable(f"{path.name}: " + tr("kein bekanntes Bildformat", "no known format"))
    return filetype


@contextmanager
def open_raster(path: Path, frame: int, settings: IngestSettings) -> Iterator[Raster]:
    """Page ``frame`` of a file, its header read and nothing decoded yet."""
    place = f"{path.name}, {tr('Seite', 'page')} {frame + 1}"
    if known_type(path) is FileType.PDF:
        with opened(path) as pdf:
            found = full_page_image(pdf.pages[frame])
            if found is None:
                raise ScanUnreadable(f"{place}: not one image")
            with translated(place):
                image = found.image.as_pil_image()
            image.info["dpi"] = (image.width / found.width_in,) * 2
            raster = raster_of(image)
            from dataclasses import replace

            yield replace(raster, turn_hint=found.turn)
        return
    with translated(place), Pillow.open(path) as image:
        image.seek(frame)
        if image.width * image.height > settings.max_pixels:
            raise ScanTooLarge(f"{place}: {image.width} x {image.height}")
        yield raster_of(image)
