"""A newer scan of a dossier: searches, statements and the life of a dossier follow it."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import upkeep
from archive.audit import EventName
from archive.store import Store
from archive.witness import vouch
from baulast.language import Both
from baulast.model import Doubt, DoubtReason
from cli import commands
from index.embedded import INDEX_FILE, EmbeddedIndex
from tests.register.conftest import empty_page

HERE = "kaarst/k1"
KNOWN = Doubt(reason=DoubtReason.NUMBER_KNOWN, detail=Both.only("Fassung 1 liegt vor."))


@pytest.fixture
def home(imported_home: Path) -> Path:
    return imported_home


@pytest.fixture
def rescanned(home: Path) -> Callable[..., None]:
    """Archives a newer scan of a dossier, with other entries where some are given."""

    def rescan(**changes: object) -> None:
        store = Store(home)
        before = store.load(HERE)
        pages = tuple(replace(page, pixels_sha256="anew") for page in before.pages)
        newer = replace(before, version=2, pages=pages, doubts=(KNOWN,))
        store.commit(replace(newer, **changes), empty_page)  # type: ignore[arg-type]
        vouch(store, EventName.ARCHIVED)
        upkeep.rebuild(home)

    return rescan


def call(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(commands, ["--home", str(home), *arguments])


def found(home: Path) -> set[tuple[str, int]]:
    """Id and version of the dossiers that a statement names."""
    asked = ("-g", "Büttgen", "--flur", "12", "-f", "346", "--reason", "x", "--json")
    (finding,) = json.loads(call(home, "auskunft", *asked).output)["findings"]
    return {(one["dossier"], one["version"]) for one in finding["entries"]}


def searched(home: Path) -> int:
    with EmbeddedIndex(home / INDEX_FILE) as index:
        return index.counts().dossiers


def test_searches_and_statements_follow_the_newest(home, rescanned):
    """The older one is in the archive alone, and says so; nobody takes it out by hand."""
    before = searched(home)
    rescanned()
    assert (HERE, 2) in found(home)
    assert (HERE, 1) not in found(home)
    assert searched(home) == before
    assert "Fassung 2" in call(home, "show", HERE).output
    older = call(home, "show", HERE, "--version", "1").output
    assert "abgelöst durch Fassung 2" in older
    assert "Büttgen" in older  # as it was read then
    assert "abgelöst durch Fassung 2" in call(home, "state", HERE, "--version", "1").output
    assert call(home, "verify").exit_code == 0


def test_what_the_newer_scan_lacks_is_still_found(home, rescanned):
    """Both stand, until a person has said that the newer one stands for the older."""
    rescanned(entries=())
    assert (HERE, 1) in found(home)
    listed = json.loads(call(home, "review", "list", "--cause", "number_known", "--json").output)
    (task,) = listed["tasks"]
    shown = " ".join(call(home, "review", "show", HERE, task["key"]).output.split())
    assert "Davon fehlt hier: Blatt" in shown
    assert call(home, "review", "decide", HERE, task["key"], "accept").exit_code == 0
    assert found(home).isdisjoint({(HERE, 1), (HERE, 2)})
    assert call(home, "verify").exit_code == 0


def test_a_wrong_number_is_taken_back(home, rescanned):
    """The newer one is withdrawn, say for the wrong separator sheet: the older one is back."""
    rescanned()
    assert call(home, "state", HERE, "withdrawn", "--reason", "falsches Trennblatt").exit_code == 0
    assert (HERE, 1) in found(home)
    assert call(home, "verify").exit_code == 0


def test_a_newer_scan_begins_its_own_life(home, rescanned):
    """That the older one was released says nothing of it; the paper stays."""
    sheet = str(Store(home).load(HERE).entries[0].sheet.value)
    (home.parent / "list.csv").write_text(f"Blatt;Gemarkung;Karton\n{sheet};Kaarst;K 1\n")
    upkeep.rebuild(home)
    assert call(home, "inventory", "load", str(home.parent / "list.csv")).exit_code == 0
    for dossier in Store(home).dossiers():
        if sheet in {entry.sheet.value for entry in dossier.entries}:
            assert call(home, "state", dossier.id, "released").exit_code == 0
    (box,) = json.loads(call(home, "paper", "--json").output)
    assert box["unreleased"] == []
    rescanned()
    assert json.loads(call(home, "state", HERE, "--json").output)["state"] == "imported"
    (box,) = json.loads(call(home, "paper", "--json").output)
    assert box["unreleased"] == [sheet]


ADD = (
    *("entry", "add", HERE, "--sheet", "0143", "--number", "9", "--kind", "ZUFAHRT"),
    *("--burdened", "Büttgen 12 346", "--registered-on", "3.2.2025", "--order", "63-5/25"),
    *("--wording", "Zufahrt freihalten"),
)


def test_nothing_can_be_said_of_a_version_that_nobody_finds(home, rescanned):
    """What was recorded there would be lost in silence; without a version the newest is meant."""
    rescanned()
    refused = call(home, *ADD, "--version", "1")
    assert "abgelöst durch Fassung 2" in str(refused.exception)
    added = ("--set", "sheet=0143", "--set", "entry_number=9", "--set", "burdened=Büttgen 12 346")
    refused = call(home, "review", "add", HERE, *added, "--version", "1")
    assert "abgelöst durch Fassung 2" in str(refused.exception)
    assert call(home, *ADD).exit_code == 0
    kept = Store(home).load(HERE, 2)
    assert 9 in {entry.number.value for entry in kept.entries}


def test_what_was_recorded_of_the_older_scan_goes_along(home, rescanned):
    """A later entry is of the register, on whichever scan."""
    assert call(home, *ADD).exit_code == 0
    rescanned()
    assert 9 in {entry.number.value for entry in Store(home).load(HERE, 2).entries}
