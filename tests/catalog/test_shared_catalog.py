"""An import whose catalog lies on PostgreSQL, as machines of a cluster share it."""

from pathlib import Path

import pytest

import pipeline
import upkeep
from baulast.settings import Settings
from catalog.records import DossierState

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "kaarst" / "KAA-aged-2026-0003"


@pytest.mark.integration
def test_an_import_keeps_its_state_on_postgresql(postgresql: str, tmp_path: Path) -> None:
    """The same import runs on PostgreSQL, and a second one finds there what is done."""
    home = tmp_path / "home"
    first = pipeline.import_batch(SAMPLE, "kaarst", home, Settings(), catalog_url=postgresql)
    again = pipeline.import_batch(SAMPLE, "kaarst", home, Settings(), catalog_url=postgresql)
    assert (first.exit_code, first.pages_read) == (0, 1)
    assert (again.exit_code, again.pages_read) == (0, 0)
    assert upkeep.status(home, catalog_url=postgresql).states == {DossierState.DONE: 1}
    assert not list(home.glob("catalog*"))
