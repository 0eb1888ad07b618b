"""Tesseract as a program of its own: the only module that talks to pytesseract.

For offices that have their own build of Tesseract or their own models. All crops of a call go to
one run of the program, as a list of files: starting it and loading the model costs more than a
line of text.
"""

import csv
import os
import tempfile
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

import cv2
import pytesseract

from baulast.cleaned import Image
from baulast.errors import StoreFull, ToolFailed, ToolMissing
from baulast.language import tr
from baulast.model import Box
from baulast.settings import OcrSettings
from ocr.engine import ReadLine, ReadWord, Segmentation, find_tessdata, version_text

os.environ["OMP_THREAD_LIMIT"] = "1"  # inherited by the program: pages run side by side

MODES = {
    Segmentation.BLOCK: 6,
    Segmentation.COLUMN: 4,
    Segmentation.LINE: 7,
}
WORD_LEVEL = "5"  # of the rows in Tesseract's table: page 1, block, paragraph, line 4, word 5


class CommandLineEngine:
    """Starts Tesseract for every call; keeps nothing."""

    def __init__(self, settings: OcrSettings) -> None:
        self._language = "+".join(settings.languages)
        self._models = (*settings.languages, settings.second_model)
        self._tessdata = find_tessdata(self._models)
        self._timeout_s = settings.page_timeout_s
        try:
            self._tesseract = str(pytesseract.get_tesseract_version())
        except (pytesseract.TesseractNotFoundError, SystemExit) as error:
            raise _missing() from error

    @property
    def version(self) -> str:
        return version_text("pytesseract", self._tesseract, self._tessdata, self._models)

    def read(
        self,
        crops: Sequence[Image],
        *,
        segmentation: Segmentation,
        dpi: float,
        model: str | None = None,
    ) -> tuple[tuple[ReadLine, ...], ...]:
        if not crops:
            return ()
        options = (
            f"--tessdata-dir {self._tessdata} --psm {MODES[segmentation]} --dpi {round(dpi)}"
            " -c tessedit_do_invert=0"
        )
        with tempfile.TemporaryDirectory(prefix="baulast-") as folder:
            table = self._table(_listed(crops, Path(folder)), model or self._language, options)
        return tuple(_lines_by_crop(table, len(crops)))

    def _table(self, list_file: Path, language: str, options: str) -> str:
        """Tesseract's table of words for the images that a file lists."""
        try:
            table: bytes = pytesseract.image_to_data(
                str(list_file),
                lang=language,
                config=options,
                timeout=self._timeout_s,
                output_type=pytesseract.Output.BYTES,
            )
        except pytesseract.TesseractNotFoundError as error:
            raise _missing() from error
        except pytesseract.TesseractError as error:
            raise ToolFailed(
                tr(
                    f"tesseract endete mit {error.status}: {error.message}",
                    f"tesseract ended with {error.status}: {error.message}",
                )
            ) from error
        except RuntimeError as error:  # what pytesseract raises after its time limit
            raise ToolFailed(
                tr(
                    f"tesseract wurde in {self._timeout_s:g} s nicht fertig",
                    f"tesseract did not finish within {self._timeout_s:g} s",
                )
            ) from error
        return table.decode("utf-8")


def _missing() -> ToolMissing:
    return ToolMissing(
        tr(
            "Das Programm tesseract fehlt. Abhilfe: apt install tesseract-ocr",
            "The program tesseract is missing. Remedy: apt install tesseract-ocr",
        )
    )


def _listed(crops: Sequence[Image], folder: Path) -> Path:
    """A file that names each crop, written to ``folder`` as an image without compression."""
    names = []
    for number, crop in enumerate(crops):
        image = folder / f"{number:05d}.pgm"
        if not cv2.imwrite(str(image), crop):
            said = tr("Zwischendatei nicht zu schreiben", "temporary file cannot be written")
            raise StoreFull(f"{image}: {said}")
        names.append(f"{image}\n")
    list_file = folder / "crops.txt"
    list_file.write_text("".join(names))
    return list_file


def _lines_by_crop(table: str, crops: int) -> Iterable[tuple[ReadLine, ...]]:
    """The lines of each crop, those without words too."""
    rows = csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    words = [row for row in rows if row["level"] == WORD_LEVEL and row["text"].strip()]
    lines: list[list[ReadLine]] = [[] for _ in range(crops)]
    for (page, *_), line in groupby(words, key=_line_of):
        lines[int(page) - 1].append(ReadLine(tuple(map(_word, line))))
    return map(tuple, lines)


def _line_of(row: dict[str, str]) -> tuple[str, str, str, str]:
    return row["page_num"], row["block_num"], row["par_num"], row["line_num"]


def _word(row: dict[str, str]) -> ReadWord:
    left, top = int(row["left"]), int(row["top"])
    return ReadWord(
        text=row["text"].strip(),
        box=Box(
            left=left, top=top, right=left + int(row["width"]), bottom=top + int(row["height"])
        ),
        confidence=float(row["conf"]) / 100,
    )
