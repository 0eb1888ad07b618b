"""The steps of a dossier and the keys under which results are kept.

A result is kept by what it was made from: its input, the settings that bear on it, the versions of
the libraries and the source of our own modules. So a changed rule repeats the extraction alone, a
changed model the reading and what follows, and a new version of a library what it has a part in.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from baulast.model import Page, Step
from baulast.settings import IngestSettings, Settings, fingerprint
from catalog.records import FileRecord

# The distributions that have a part in each stage, and our own packages and modules.
LIBRARIES = {
    "survey": ("opencv-python-headless", "pikepdf", "pillow", "zxing-cpp"),
    "read": ("numpy", "opencv-python-headless", "pikepdf", "pillow"),
    "extract": ("rapidfuzz", "spacy"),
}
SOURCES = {
    "survey": ("baulast.connected", "ingest"),
    "read": ("baulast.connected", "ingest", "ocr"),
    "extract": ("baulast.data", "baulast.gazetteer", "baulast.law", "extract"),
}


def survey_step(settings: Settings) -> Step:
    return _step("survey", (), _ingest(settings))


def read_step(settings: Settings, engine_version: str) -> Step:
    tools = (("engine", engine_version),)
    ocr = replace(settings.ocr, page_timeout_s=0.0)
    return _step("read", tools, _ingest(settings), settings.clean, ocr)


def extract_step(settings: Settings) -> Step:
    return _step("extract", (), settings.extract)


def _ingest(settings: Settings) -> IngestSettings:
    """Without the limits of time: they decide whether a result comes, not which."""
    return replace(settings.ingest, settle_s=0.0, render_timeout_s=0.0)


def steps_sha256(steps: Sequence[Step]) -> str:
    """What a finished dossier was made with, in short."""
    return _sha256([_plain(step) for step in steps])


def survey_key(files: Sequence[FileRecord], name: str, step: Step) -> str:
    """The key of a delivery: names count, since pages carry them."""
    delivered = [(Path(file.path).name, file.sha256) for file in files]
    return _sha256([name, delivered, _plain(step)])


def reading_key(page: Page, step: Step) -> str:
    """The key of a page's reading: where the page came from does not count."""
    return _sha256([page.pixels_sha256, page.width_px, page.height_px, _plain(step)])


def _step(stage: str, tools: tuple[tuple[str, str], ...], *sections: object) -> Step:
    libraries = tuple((name, version(name)) for name in LIBRARIES[stage])
    ours = tuple((name, source_sha256(name)) for name in SOURCES[stage])
    return Step(
        stage=stage,
        tools=tuple(sorted((*tools, *libraries, *ours))),
        settings_sha256=fingerprint(*sections),
    )


@cache
def source_sha256(name: str) -> str:
    """Hash of a module, or of a package's modules and data: the version of our own rules."""
    files, folder = _files(name)
    digest = hashlib.sha256()
    for path in files:
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
            digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]  # enough to tell versions apart; nobody attacks it


def _files(name: str) -> tuple[list[Path], Path]:
    """What a package holds or the one file of a module; and the folder that they lie in."""
    spec = find_spec(name)
    assert spec, name
    if spec.submodule_search_locations is None:
        file = Path(str(spec.origin))
        return [file], file.parent
    folder = Path(next(iter(spec.submodule_search_locations)))
    return sorted(folder.rglob("*")), folder


def _plain(step: Step) -> list[object]:
    return [step.stage, [list(tool) for tool in step.tools], step.settings_sha256]


def _sha256(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=True).encode()).hexdigest()
