"""What came into the register after the scan is recorded, found at once, and never lost."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import upkeep
from archive.audit import user
from archive.damage import damage
from archive.store import Store
from batch.comparison import compared
from baulast.acts import EntryDeleted, Source, acts_of, with_acts
from baulast.identity import identified
from baulast.model import Finding, Status
from cli import commands

ADD = (
    *("entry", "add", "kaarst/k4", "--sheet", "0275", "--number", "2", "--kind", "ZUFAHRT"),
    *("--burdened", "Kaarst 3 17 tlw.", "--benefited", "Kaarst 3 19"),
    *("--registered-on", "3.2.2025", "--order", "63-5/25", "--wording", "Zufahrt freihalten"),
)
DELETE = (
    *("entry", "delete", "kaarst/k4", "--sheet", "275", "--number", "1"),
    *("--on", "2025-06-30", "--order", "63-9/25"),
)


def call(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(commands, ["--home", str(home), *arguments])


def statement(home: Path, number: str) -> dict:
    """What a statement says of a parcel of Kaarst, Flur 3."""
    asked = ("auskunft", "-g", "Kaarst", "--flur", "3", "-f", number, "--reason", "x", "--json")
    return json.loads(call(home, *asked).output)["findings"][0]


def told(home: Path, number: str) -> list[tuple[int, str, str | None]]:
    entries = statement(home, number)["entries"]
    return sorted((e["entry_number"], e["status"], e["deleted_on"]) for e in entries)


def test_an_entry_that_came_later_is_found_at_once(home):
    """By search and statement, with its own evidence named."""
    assert told(home, "19") == []
    done = call(home, *ADD)
    assert done.exit_code == 0, done.output
    assert told(home, "19") == [(2, "active", None)]
    (entry,) = statement(home, "19")["entries"]
    assert entry["burdened"] == ["Kaarst, Flur 3, Flurstück 17 tlw."]
    assert entry["notes"] == ["Eintragung nachgetragen (63-5/25)"]
    assert "0275" in call(home, "search", "Kaarst 3 19").output


def test_a_deletion_that_came_later_is_seen_at_once(home):
    """The entry stays, and is told to be deleted."""
    assert call(home, *DELETE).exit_code == 0
    assert told(home, "18") == [(1, "deleted", "2025-06-30")]


def test_a_deletion_may_free_one_parcel(home):
    """The entry stands for the others, and says for which it was deleted and when."""
    delete = ("entry", "delete", "kaarst/k5", "--sheet", "0311", "--number", "1")
    done = call(home, *delete, "--on", "2.6.2025", "--order", "63-9/25", "--parcel", "Kaarst 9 346")
    assert done.exit_code == 0, done.output
    entry = json.loads(
        call(
            home, *("auskunft", "-g", "Kaarst", "--flur", "9", "-f", "345"), "--reason=x", "--json"
        ).output
    )["findings"][0]["entries"][0]
    assert (entry["status"], entry["deleted_on"]) == ("partly_deleted", None)
    assert entry["notes"] == [
        "Am 02.06.2025 gelöscht hinsichtlich Kaarst, Flur 9, Flurstück 346, nachgetragen (63-9/25)"
    ]


def test_an_entry_that_came_later_can_be_deleted_too(home):
    """The register goes on."""
    call(home, *ADD)
    delete = [*DELETE]
    delete[delete.index("1")] = "2"
    assert call(home, *delete).exit_code == 0
    assert told(home, "19") == [(2, "deleted", "2025-06-30")]


def test_acts_survive_a_rebuild(home):
    """Catalog and index are made from the archive, and the acts lie there."""
    call(home, *ADD)
    call(home, *DELETE)
    before = told(home, "17")
    upkeep.rebuild(home)
    assert told(home, "17") == before == [(1, "deleted", "2025-06-30"), (2, "active", None)]
    assert compared(home).found == ()


def test_the_reading_stays_as_it_was(home):
    """An act lies over it: who, when and on which paper stands in the supplement."""
    store = Store(home)
    before = (store.revision("kaarst/k4") / "dossier.json").read_bytes()
    call(home, *ADD)
    assert (store.revision("kaarst/k4") / "dossier.json").read_bytes() == before
    assert f'"by": "{user()}"' in store.supplement("kaarst/k4").read_text()


def test_the_document_is_kept_with_the_originals(home, tmp_path):
    """And it is missed where somebody takes it away."""
    paper = tmp_path / "Verfuegung.pdf"
    paper.write_bytes(b"%PDF")
    call(home, *ADD, "--evidence", str(paper))
    (entry,) = statement(home, "19")["entries"]
    assert entry["notes"] == ["Eintragung nachgetragen (63-5/25, Verfuegung.pdf)"]
    store = Store(home)
    assert list(damage(store)) == []
    (kept,) = (path for path in store.originals() if path.read_bytes() == b"%PDF")
    kept.unlink()
    assert [item.path for item in damage(store)] == [kept]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"--number": "1"}, "gibt es schon"),
        ({"--burdened": "Kaarst 17"}, "kein Flurstück"),
        ({"--burdened": "Garage"}, "kein Flurstück"),
        ({"--burdened": "Kaarst 3 1066-24"}, "kein Flurstück"),  # two, or one with its Nenner
        ({"--burdened": "Gemarkung Köln Flur 1 Flurstück 2"}, "kein Flurstück"),
        ({"--registered-on": "3.2.2999"}, "liegt nach"),
        ({"--registered-on": "31.2.2025"}, "kein Tag"),
        ({"--registered-on": "0001-01-01"}, "gab es kein Verzeichnis"),
    ],
)
def test_an_entry_that_cannot_be_is_refused(home, changes, says):
    """And nothing is written down."""
    arguments = [*ADD]
    for option, value in changes.items():
        arguments[arguments.index(option) + 1] = value
    done = call(home, *arguments)
    assert done.exit_code != 0
    assert says in f"{done.exception}{done.output}"
    assert not Store(home).supplement("kaarst/k4").exists()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"--number": "7"}, "steht nicht in der Akte"),
        ({"--sheet": "999"}, "steht nicht in der Akte"),
        ({"--on": "1980-01-01"}, "liegt nach"),  # before it was registered
        ({"--on": "0001-01-01"}, "gab es kein Verzeichnis"),
    ],
)
def test_a_deletion_that_cannot_be_is_refused(home, changes, says):
    """And the entry stands."""
    arguments = [*DELETE]
    for option, value in changes.items():
        arguments[arguments.index(option) + 1] = value
    assert says in str(call(home, *arguments).exception)
    other = call(home, *DELETE, "--parcel", "Kaarst 3 18")  # it is benefited
    assert "nicht belastet" in str(other.exception)
    assert told(home, "18") == [(1, "active", None)]


def test_nothing_is_deleted_twice(home):
    """The second deletion is most likely meant for another entry."""
    call(home, *DELETE)
    assert "schon gelöscht" in str(call(home, *DELETE).exception)


def test_an_act_finds_its_entry_after_a_new_reading(dossiers):
    """By sheet and number; and where it cannot, a person is told."""
    source = Source(by="x", at="2025-01-01T00:00:00+00:00", order="63-9/25")
    act = EntryDeleted(
        version=1,
        source=source,
        sheet="0275",
        number=1,
        entry="0275/1",
        deleted_on=date(2025, 6, 30),
    )
    dossier = identified(dossiers["k4"])
    (entry,) = dossier.entries
    other = replace(entry, number=Finding(value=5), id="0275/5")
    moved = with_acts(replace(dossier, entries=(other, entry)), [act])
    assert [e.status.value for e in moved.entries] == [Status.ACTIVE, Status.DELETED]
    lost = with_acts(replace(dossier, entries=(other,)), [act])
    assert [e.status.value for e in lost.entries] == [Status.ACTIVE]
    assert "63-9/25" in lost.doubts[0].detail.german
    twice = identified(replace(dossier, entries=(replace(entry, wording="anders"), entry)))
    unsure = with_acts(twice, [act])  # it was the only one of its name, and is no longer
    assert [e.status.value for e in unsure.entries] == [Status.ACTIVE, Status.ACTIVE]
    assert "63-9/25" in unsure.doubts[0].detail.german
    assert with_acts(replace(dossier, version=2), [act]) == replace(dossier, version=2)


def test_other_events_are_no_acts():
    """Corrections stand in the same supplement."""
    assert acts_of([{"event": "correction", "value": "x"}]) == ()
