"""A hundred thousand dossiers in one run: what is held in memory does not grow with them."""

import gc
import os
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import upkeep
from archive import audit, damage, durable, revisions
from archive.damage import damage as damage_of
from archive.past import forgotten
from archive.sample import drawn
from archive.store import Store
from archive.witness import contradicted, unnamed
from batch import rebuild
from batch.agreement import in_catalog, in_index
from bench.evidence import fill
from catalog import store as catalogs
from catalog.store import Catalog
from handover import backup, bag, landing, volume
from handover.backup import back_up, restore
from handover.export import Order, export_bags
from handover.intake import take_in
from handover.unfinished import Unfinished
from index.embedded import INDEX_FILE, EmbeddedIndex

FEW, MANY = 20, 80
# Of each dossier beyond the few: the name of its folder while its town is walked through, and what
# Python's own lists and caches round up. Its paths, rows and lines, kept in memory, were more.
BYTES_EACH = 2000


@pytest.fixture(autouse=True)
def at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is taken together is less than the few: else many would seem to take more memory."""
    for module in (audit, damage, catalogs, backup, volume, rebuild):
        monkeypatch.setattr(module, "AT_ONCE", 5)
    for module in (durable, bag, landing):
        monkeypatch.setattr(module, "BLOCK_BYTES", 1 << 10)
    # Each thread that hashes holds a buffer, and how many do at a time is chance.
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0})
    monkeypatch.setattr(os, "fsync", lambda _: None)
    monkeypatch.setattr(revisions, "LARGEST_KEPT", 0)


def _exported(home: Path, folder: Path) -> None:
    order = Order(municipality="kaarst", program="baulast")
    export_bags(Store(home), order, folder / "bags", open_work=Unfinished())


def _taken_in(home: Path, folder: Path) -> None:
    _exported(home, folder)
    take_in(folder / "second", folder / "bags", remember=lambda _: None)


def _restored(home: Path, folder: Path) -> None:
    restore(folder / "second", back_up(home, folder / "backup", program="", open_work={}))


def _catalog_agrees(home: Path, _: Path) -> None:
    with Catalog.in_home(home) as catalog:
        assert not list(in_catalog(Store(home), catalog))


def _index_agrees(home: Path, _: Path) -> None:
    with EmbeddedIndex(home / INDEX_FILE) as index:
        assert not list(in_index(Store(home), index))


WORK: dict[str, Callable[[Path, Path], object]] = {
    "files": lambda home, _: list(damage_of(Store(home))),
    "trail": lambda home, _: list(audit.audit_damage(home)),
    "what the trail names": lambda home, _: list(contradicted(Store(home), audit.trail(home))),
    "what the trail does not name": lambda home, _: list(unnamed(Store(home))),
    "what names the trail": lambda home, _: list(forgotten(Store(home))),
    "catalog": _catalog_agrees,
    "index": _index_agrees,
    "rebuild": lambda home, _: upkeep.rebuild(home),
    "sample": lambda home, _: list(drawn(Store(home), rate=0.0001, seed=1)),
    "export, and back from it": _taken_in,
    "backup and restore": _restored,
}


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """One of few dossiers and one of many."""
    folder = tmp_path_factory.mktemp("masses")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "fsync", lambda _: None)
        for name, count in (("few", FEW), ("many", MANY)):
            fill(Store(folder / name), folder / "scan", range(count), file_bytes=100)
            upkeep.rebuild(folder / name)
    return folder / "few", folder / "many"


@pytest.mark.parametrize("work", WORK)
def test_memory_does_not_grow_with_the_dossiers(
    homes: tuple[Path, Path], tmp_path: Path, work: str
) -> None:
    """Four times as many dossiers take hardly more memory, whatever is done with all of them."""
    few, many = homes
    _peak(work, many, tmp_path / "warm")  # what is loaded once, and words that are remembered
    growth = _peak(work, many, tmp_path / "many") - _peak(work, few, tmp_path / "few")
    assert growth < BYTES_EACH * (MANY - FEW)


def _peak(work: str, home: Path, folder: Path) -> int:
    folder.mkdir()
    gc.collect()
    gc.freeze()  # what is there already: garbage in circles is then collected soon and cheaply
    before = gc.get_threshold()
    gc.set_threshold(200, 2, 2)
    tracemalloc.start()
    try:
        WORK[work](home, folder)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        gc.set_threshold(*before)
        gc.unfreeze()
