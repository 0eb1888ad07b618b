"""Pages drawn by poppler's pdftoppm; the only module of the archive that starts it."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf
from pikepdf import Name, Pdf

from archive.decode import Pixels, file_pixels
from baulast.errors import ToolFailed, ToolMissing
from baulast.language import tr
from baulast.model import ColourMode, Page

TIMEOUT_S = 120  # one page; plans with masks need up to 10 s


@contextmanager
def rendered(delivered: pikepdf.Page, page: Page) -> Iterator[Pixels]:
    """The page as poppler shows it before /Rotate, in as many pixels as were read."""
    with tempfile.TemporaryDirectory(prefix="baulast-") as folder:
        alone, picture = Path(folder) / "page.pdf", Path(folder) / "page.tif"
        with Pdf.new() as pdf:
            pdf.pages.append(delivered)
            pdf.pages[0].obj[Name.Rotate] = 0
            pdf.save(alone)
        size = ["-scale-to-x", str(page.width_px), "-scale-to-y", str(page.height_px)]
        colours = [] if page.mode is ColourMode.COLOUR else ["-gray"]
        files = [str(alone), str(picture.with_suffix(""))]  # poppler adds the suffix itself
        _run(
            ["pdftoppm", "-singlefile", "-cropbox", "-tiff", *size, *colours, *files],
            f"{tr('Seite', 'page')} {page.number}",
        )
        yield file_pixels(picture, page=0)


def _run(command: list[str], place: str) -> None:
    try:
        subprocess.run(command, capture_output=True, text=True, check=True, timeout=TIMEOUT_S)
    except FileNotFoundError as error:
        raise ToolMissing("pdftoppm (poppler-utils)") from error
    except subprocess.CalledProcessError as error:
        raise ToolFailed(f"{place}: pdftoppm: {error.stderr.strip() or _ended(error)}") from error
    except subprocess.TimeoutExpired as error:
        late = tr("nicht gezeichnet binnen", "not drawn within")
        raise ToolFailed(f"{place}: {late} {TIMEOUT_S} s") from error


def _ended(error: subprocess.CalledProcessError) -> str:
    """How a program ended that said nothing: mostly by a signal."""
    if error.returncode < 0:
        return tr(
            f"abgestürzt oder beendet (Signal {-error.returncode})",
            f"crashed or killed (signal {-error.returncode})",
        )
    return tr(f"Rückgabewert {error.returncode}", f"exit code {error.returncode}")
