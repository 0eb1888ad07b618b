"""Is everything here that an import needs? Each check answers in a line."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from archive.store import Store
from baulast.errors import BaulastError
from baulast.language import tr
from baulast.settings import Settings
from extract.find import make_nlp
from ocr.open import open_engine

ROOM_GB = 5  # a day's scans of one town: 2,000 pages of 1 MB, kept as original and as PDF


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What was looked at, what came of it, and what to do where it is not right."""

    name: str
    is_right: bool
    detail: str
    remedy: str = ""


def checks(home: Path, settings: Settings) -> Iterator[Check]:
    """The checks one by one, as they are done."""
    yield _tried(tr("Texterkennung", "OCR engine"), lambda: open_engine(settings.ocr).version)
    yield _tried(tr("Regeln", "rules"), lambda: ", ".join(make_nlp().pipe_names))
    yield _poppler()
    yield _home(home)
    yield _room(home)


def _tried(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name=name, is_right=True, detail=look())
    except BaulastError as error:
        return Check(name=name, is_right=False, detail=str(error), remedy=str(error.remedy))


def _poppler() -> Check:
    path = shutil.which("pdftoppm")
    return Check(
        name="poppler",
        is_right=path is not None,
        detail=path or tr("pdftoppm fehlt", "pdftoppm is missing"),
        remedy="apt-get install poppler-utils",
    )


def _home(home: Path) -> Check:
    name = tr("Datenordner", "home")
    check = _tried(name, lambda: str(Store(home).home))
    if check.is_right and not os.access(home, os.W_OK):
        return Check(
            name=name,
            is_right=False,
            detail=tr(f"{home} ist nicht beschreibbar", f"{home} is not writable"),
            remedy=tr("Die Rechte des Ordners prüfen.", "Check the folder's permissions."),
        )
    return check


def _room(home: Path) -> Check:
    there = next(folder for folder in (home, *home.parents) if folder.is_dir())
    free_gb = shutil.disk_usage(there).free / 1e9
    return Check(
        name=tr("Platz", "room"),
        is_right=free_gb >= ROOM_GB,
        detail=f"{free_gb:.0f} GB",
        remedy=tr(f"Mindestens {ROOM_GB} GB frei halten.", f"Keep {ROOM_GB} GB free."),
    )
