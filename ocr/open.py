"""Which engine to take."""

from baulast.errors import ToolMissing
from baulast.language import tr
from baulast.settings import OcrSettings
from ocr.engine import Engine


def open_engine(settings: OcrSettings) -> Engine:
    """The engine that the settings name, ready to read; ToolMissing where it cannot be."""
    # Imported here: an office that has one of the two engines does not need the other.
    if settings.engine == "tesserocr":
        from ocr.in_process import InProcessEngine

        return InProcessEngine(settings)
    if settings.engine == "pytesseract":
        from ocr.command_line import CommandLineEngine

        return CommandLineEngine(settings)
    raise ToolMissing(
        tr(
            f"Texterkennung {settings.engine!r} ist unbekannt; bekannt: tesserocr, pytesseract",
            f"OCR engine {settings.engine!r} is unknown; known: tesserocr, pytesseract",
        )
    )
