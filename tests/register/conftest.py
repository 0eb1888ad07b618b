"""The made-up register of eight towns, and what a statement is made from beside it."""

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

import upkeep
from archive.audit import EventName
from archive.store import Store
from archive.witness import vouch
from baulast.language import Both
from baulast.model import Dossier, Doubt, DoubtReason
from index.embedded import INDEX_FILE, EmbeddedIndex
from index.lineage import Lineage
from register.answer import Sources
from register.inventory import Inventory
from register.unsearched import Unsearched

sys.path.insert(0, str(Path(__file__).parents[1] / "index"))  # where eight_towns.py lies

from eight_towns import register


@pytest.fixture
def index(tmp_path: Path) -> Iterator[EmbeddedIndex]:
    with EmbeddedIndex(tmp_path / "index.sqlite") as made:
        made.rebuild(register())
        yield made


@pytest.fixture
def sources(index: EmbeddedIndex) -> Sources:
    """The register with nothing set aside, no lineage and no inventory."""
    return Sources(
        index=index,
        lineage=lambda _: Lineage(),
        inventory=lambda _: Inventory(),
        unsearched=lambda *_: Unsearched(unfinished=0, set_aside=0),
    )


@pytest.fixture
def dossiers() -> dict[str, Dossier]:
    """The dossiers of the register by their number."""
    return {str(dossier.number): dossier for dossier in register()}


@pytest.fixture
def doubted() -> Callable[[Dossier, DoubtReason], Dossier]:
    """A dossier with a doubt on its first page."""

    def with_doubt(dossier: Dossier, reason: DoubtReason) -> Dossier:
        doubt = Doubt(reason=reason, detail=Both.only("Wilhelmine Esser"), page=1)
        first, *rest = dossier.pages
        return replace(dossier, pages=(replace(first, doubts=(doubt,)), *rest))

    return with_doubt


@pytest.fixture(scope="session")
def eight_towns_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that holds the register, a page of paper for each entry; not to be written to."""
    folder = tmp_path_factory.mktemp("eight_towns")
    store = Store(folder / "home")
    scan = folder / "scan.tif"
    scan.write_bytes(b"scan")
    sha256 = store.put_original(scan)
    for dossier in register():
        (page,) = dossier.pages
        here = replace(page, origin=replace(page.origin, sha256=sha256))
        store.commit(replace(dossier, pages=(here,)), empty_page)
    with EmbeddedIndex(store.home / INDEX_FILE) as index:
        index.rebuild(store.dossiers())
    return store.home


def empty_page(path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path)


@pytest.fixture
def home(eight_towns_home: Path, tmp_path: Path) -> Path:
    """A home of its own with the register."""
    return Path(shutil.copytree(eight_towns_home, tmp_path / "home"))


@pytest.fixture
def imported_home(home: Path) -> Path:
    """The same as an import leaves it: all of it named in the audit trail, and in the catalog."""
    vouch(Store(home), EventName.ARCHIVED)
    upkeep.rebuild(home)
    return home
