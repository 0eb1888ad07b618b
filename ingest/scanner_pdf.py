"""Page images inside scanner PDFs: taken out as they are, rendered only where a page is more."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from baulast.errors import ScanProtected, ScanUnreadable
from baulast.language import tr

POINTS_PER_INCH = 72.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PageImage:
    """The one image that fills a PDF page, and how the page shows it."""

    image: pikepdf.PdfImage
    width_in: float  # as placed on the page
    turn: int  # /Rotate


@contextmanager
def opened(path: Path) -> Iterator[pikepdf.Pdf]:
    """The PDF, open; ScanProtected if it asks for a password, ScanUnreadable if it is none."""
    try:
        with pikepdf.open(path) as pdf:
            yield pdf
    except pikepdf.PasswordError as error:
        asks = tr("PDF ist durch ein Kennwort geschützt", "PDF is protected by a password")
        raise ScanProtected(f"{path.name}: {asks}") from error
    except pikepdf.PdfError as error:
        broken = tr("PDF ist beschädigt", "PDF is damaged")
        raise ScanUnreadable(f"{path.name}: {broken} ({error})") from error


def full_page_image(page: pikepdf.Page) -> PageImage | None:
    """The image that is all a page shows; None where the page is more than one full-page image."""
    images = list(page.get_images().values())
    if len(images) != 1:
        return None
    image = pikepdf.PdfImage(images[0])
    left, _, right, _ = (float(value) for value in page.mediabox)
    return PageImage(
        image=image,
        width_in=(right - left) / POINTS_PER_INCH,
        turn=int(page.obj.get("/Rotate", 0)) % 360,
    )
