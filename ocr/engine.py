"""What an engine is, what it reads, and the models that it needs."""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Protocol

from baulast.cleaned import Image
from baulast.errors import ToolMissing
from baulast.language import tr
from baulast.model import Box

# Where Debian and Ubuntu put the models of tesseract-ocr-deu; TESSDATA_PREFIX goes before it.
DEBIAN_TESSDATA = Path("/usr/share/tesseract-ocr/5/tessdata")
# The Debian package of a model, where its name does not follow from the model's.
PACKAGES = {"Latin": "tesseract-ocr-script-latn"}


class Segmentation(StrEnum):
    """How much the engine should look for lines by itself."""

    BLOCK = "block"  # one block of text, lines below each other
    COLUMN = "column"  # one column, type of several sizes
    LINE = "line"  # a single line; nothing is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadWord:
    """A word of a crop; ``box`` in pixels of the crop, or of the page once it has been placed."""

    text: str
    box: Box
    confidence: float  # 0 to 1
    alternatives: tuple[str, ...] = ()  # other readings of the same ink, best first


@dataclass(frozen=True, slots=True)
class ReadLine:
    """The words of one line, from left to right; never empty."""

    words: tuple[ReadWord, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box:
        box = self.words[0].box
        for word in self.words[1:]:
            box = box.united(word.box)
        return box


class Engine(Protocol):
    """Reads crops of an image; errors are ToolMissing and ToolFailed, time is bounded."""

    @property
    def version(self) -> str:
        """Name, Tesseract's version and the hash of each model: part of the cache key."""

    def read(
        self,
        crops: Sequence[Image],
        *,
        segmentation: Segmentation,
        dpi: float,
        model: str | None = None,
    ) -> tuple[tuple[ReadLine, ...], ...]:
        """The lines of each crop (grey, ink dark); ``model`` None: the languages of the settings.

        Several crops in one call, so that an engine in a process of its own starts only once.
        """


def find_tessdata(models: Sequence[str]) -> Path:
    """The folder that holds the models; ToolMissing names the package to install."""
    places = [DEBIAN_TESSDATA]
    if prefix := os.environ.get("TESSDATA_PREFIX"):
        places = [Path(prefix), Path(prefix) / "tessdata", *places]
    for place in places:
        if all((place / f"{model}.traineddata").is_file() for model in models):
            return place
    lacking = [m for m in models if not (DEBIAN_TESSDATA / f"{m}.traineddata").is_file()]
    packages = " ".join(PACKAGES.get(m, f"tesseract-ocr-{m.lower()}") for m in lacking or models)
    searched = ", ".join(map(str, places))
    raise ToolMissing(
        tr(
            f"Tesseract-Modelle {', '.join(lacking or models)} fehlen (gesucht in {searched}). "
            f"Abhilfe: apt install {packages}",
            f"Tesseract models {', '.join(lacking or models)} are missing (looked in {searched}). "
            f"Remedy: apt install {packages}",
        )
    )


@cache
def model_sha256(file: Path) -> str:
    """SHA-256 of a model file, in hex; a model is read once per process."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def version_text(engine: str, tesseract: str, tessdata: Path, models: Sequence[str]) -> str:
    """Name and versions in one line: ``tesserocr/5.5.4 deu=3f1c…``; equal for equal models."""
    # Twelve hex digits tell any two models apart that will ever be trained.
    hashes = (f"{m}={model_sha256(tessdata / f'{m}.traineddata')[:12]}" for m in models)
    return " ".join([f"{engine}/{tesseract}", *hashes])
