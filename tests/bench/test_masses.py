"""The home whose commands are measured is one as an import leaves it."""

from pathlib import Path

from archive.store import Store
from baulast.settings import Settings
from bench.masses import HANDED_OUT, fill
from console.verification import Scope, verification
from upkeep import rebuild


def test_the_measured_home_is_whole(tmp_path: Path) -> None:
    """Every dossier is another one, with entries; nothing is amiss, however deep one looks."""
    count = HANDED_OUT + 2  # more than one process fills in one go
    fill(tmp_path, count)
    assert rebuild(tmp_path).dossiers == count
    store = Store(tmp_path)
    assert len({*store.originals()}) == count
    assert all(dossier.entries for dossier in store.dossiers())
    scope = Scope(
        home=tmp_path,
        settings=Settings(),
        catalog_url=None,
        dossier=next(store.dossiers()).id,
        deep=True,
    )
    assert verification(scope, resume=False, repairs=False).exit_code == 0
