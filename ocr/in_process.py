"""Tesseract inside this process: the only module that talks to tesserocr."""

import os
from collections.abc import Sequence

os.environ["OMP_THREAD_LIMIT"] = (
    "1"  # before the import: OpenMP reads it once; pages run side by side
)

import numpy as np
import tesserocr

from baulast.cleaned import Image
from baulast.errors import ToolFailed, ToolMissing
from baulast.language import tr
from baulast.model import Box
from baulast.settings import OcrSettings
from ocr.engine import ReadLine, ReadWord, Segmentation, find_tessdata, version_text

MODES = {
    Segmentation.BLOCK: tesserocr.PSM.SINGLE_BLOCK,
    Segmentation.COLUMN: tesserocr.PSM.SINGLE_COLUMN,
    Segmentation.LINE: tesserocr.PSM.SINGLE_LINE,
}
VARIABLES = {
    "tessedit_do_invert": "0",  # ink is dark after cleaning; trying white on black costs 10 %
}
# The second model reads numbers and signs, on which its list of words has no say: every reading is
# the same without it, in nine tenths of the time, and the model is loaded twice as fast.
NO_WORDS = {"load_system_dawg": "0", "load_freq_dawg": "0"}


class InProcessEngine:
    """One Tesseract per model, opened when first asked for and kept; not for several threads."""

    def __init__(self, settings: OcrSettings) -> None:
        self._language = "+".join(settings.languages)
        self._second = settings.second_model
        self._models = (*settings.languages, settings.second_model)
        self._tessdata = find_tessdata(self._models)
        self._timeout_s = settings.page_timeout_s
        self._apis: dict[str, tesserocr.PyTessBaseAPI] = {}

    @property
    def version(self) -> str:
        tesseract = tesserocr.tesseract_version().split()[1]
        return version_text("tesserocr", tesseract, self._tessdata, self._models)

    def read(
        self,
        crops: Sequence[Image],
        *,
        segmentation: Segmentation,
        dpi: float,
        model: str | None = None,
    ) -> tuple[tuple[ReadLine, ...], ...]:
        api = self._api(model or self._language)
        api.SetPageSegMode(MODES[segmentation])
        return tuple(self._read_crop(api, crop, dpi) for crop in crops)

    def _api(self, language: str) -> tesserocr.PyTessBaseAPI:
        if language not in self._apis:
            has_no_words = language == self._second != self._language
            try:
                self._apis[language] = tesserocr.PyTessBaseAPI(
                    path=f"{self._tessdata}/",
                    lang=language,
                    variables=VARIABLES | NO_WORDS if has_no_words else VARIABLES,
                )
            except RuntimeError as error:
                raise ToolMissing(
                    tr(
                        f"Tesseract kann das Modell {language} aus {self._tessdata} nicht laden",
                        f"Tesseract cannot load the model {language} from {self._tessdata}",
                    )
                ) from error
        return self._apis[language]

    def _read_crop(
        self, api: tesserocr.PyTessBaseAPI, crop: Image, dpi: float
    ) -> tuple[ReadLine, ...]:
        height, width = crop.shape
        api.SetImageBytes(np.ascontiguousarray(crop).tobytes(), width, height, 1, width)
        api.SetSourceResolution(round(dpi))
        try:
            if not api.Recognize(round(self._timeout_s * 1000)):
                raise ToolFailed(
                    tr(
                        f"Tesseract wurde in {self._timeout_s:g} s nicht fertig",
                        f"Tesseract did not finish within {self._timeout_s:g} s",
                    )
                )
            return _lines(api)
        except RuntimeError as error:
            raise ToolFailed(
                tr(f"Tesseract brach ab: {error}", f"Tesseract gave up: {error}")
            ) from error
        finally:
            api.Clear()  # the image and its results: nothing of a page outlives it


def _lines(api: tesserocr.PyTessBaseAPI) -> tuple[ReadLine, ...]:
    lines: list[list[ReadWord]] = []
    level = tesserocr.RIL.WORD
    iterator = api.GetIterator()
    if iterator is None:
        return ()
    for place in tesserocr.iterate_level(iterator, level):
        corners = place.BoundingBox(level)
        text = place.GetUTF8Text(level) if corners else ""
        if place.IsAtBeginningOf(tesserocr.RIL.TEXTLINE) or not lines:
            lines.append([])
        if text.strip():
            left, top, right, bottom = corners
            lines[-1].append(
                ReadWord(
                    text=text.strip(),
                    box=Box(left=left, top=top, right=right, bottom=bottom),
                    confidence=place.Confidence(level) / 100,
                )
            )
    return tuple(ReadLine(tuple(words)) for words in lines if words)
