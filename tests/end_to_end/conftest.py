"""The samples, imported once with the real engine, for all tests that look at what came of them."""

from dataclasses import dataclass
from pathlib import Path

import pytest

import pipeline
from archive.store import Store
from baulast.model import Dossier
from baulast.settings import Settings
from report.summary import Report

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
TOWNS = ("dormagen", "juechen", "kaarst", "korschenbroich")


@dataclass(frozen=True)
class Imported:
    home: Path
    reports: tuple[Report, ...]

    @property
    def store(self) -> Store:
        return Store(self.home)

    @property
    def dossiers(self) -> tuple[Dossier, ...]:
        return tuple(self.store.dossiers())


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    """All samples, town by town, in one home."""
    home = tmp_path_factory.mktemp("samples") / "home"
    reports = tuple(pipeline.import_batch(SAMPLES / town, town, home, Settings()) for town in TOWNS)
    return Imported(home, reports)
