"""What a reviewer said is kept, and known everywhere as soon as that can be."""

import fcntl
from datetime import date

import pytest
from click.testing import CliRunner
from office import ID, key, plot
from test_bounds_crash import PowerCut, cut

from archive import noted
from archive.audit import read_trail, user
from archive.noted import append_owed
from archive.owed import FOLDER, owed
from archive.sample import Result, record_sight
from archive.witness import unnamed
from batch.comparison import compared
from baulast.acts import EntryDeleted, Source
from baulast.corrections import Verb, decision_event
from baulast.errors import CatalogUnusable
from baulast.model import FieldName
from catalog.records import TaskFilter
from catalog.store import Catalog
from cli import commands
from index.query import parse
from register.acts import record
from register.release import release
from register.unsearched import unsearched
from review.answers import Answer, DecisionRefused
from review.desk import decisions_in
from upkeep import rebuild, status

BURDENED = FieldName.BURDENED
RIGHT = Answer(verb=Verb.CORRECT, text="Büttgen 12 348")


@pytest.fixture
def locked(monkeypatch):
    """A catalog that takes nothing for as long as the context is open."""

    def refuse(*_: object, **__: object) -> None:
        raise CatalogUnusable("database is locked")

    with monkeypatch.context() as patched:
        patched.setattr(Catalog, "changed", refuse)
        yield patched


def decide(office, answer=RIGHT, field=BURDENED):
    desk, wanted = office.desk(), key(office.dossier, field)
    return desk.decide(ID, 1, wanted, [answer], stand=desk.look(ID, 1, wanted).stand)


def found(office, parcel):
    """Numbers of the entries that the search finds."""
    hits = office.index.search(parse(parcel)).entries
    return [hit.document.entry_number for hit in hits]


def open_fields(office):
    tasks = office.catalog.desk.tasks(TaskFilter(), limit=99)
    return [[str(target.field) for target in task.targets] for task in tasks]


def is_known(office):
    """Nothing is asked that was answered, and catalog and index are as the archive."""
    return ["burdened"] not in open_fields(office) and compared(office.home).found == ()


def test_a_locked_catalog_loses_no_decision(office, locked):
    """It is kept; status names it, nothing found is not certain; the next look has it known."""
    (line,) = decide(office)
    assert [sha for sha, _ in decisions_in(office.store, ID)] == [line]
    assert office.dossier.entries[0].burdened.value == (plot("348"),)
    assert found(office, "Büttgen 12 345") == [2]  # the index can be told without the catalog
    assert (status(office.home).owed, owed(office.home)) == (1, (ID,))
    assert unsearched(office.home, None, municipality="kaarst").unfinished == 1
    assert unsearched(office.home, None, municipality="neuss").unfinished == 0
    locked.undo()
    office.desk("Bert").next(TaskFilter())
    assert (status(office.home).owed, owed(office.home)) == (0, ())
    assert is_known(office)
    assert [said.line for said in office.catalog.desk.decisions()] == [line]


def test_what_a_crash_came_between_is_made_good(office):
    """The line was written, and then the program was killed."""
    wanted = key(office.dossier, BURDENED)
    desk = office.desk()
    task = desk.look(ID, 1, wanted).task
    value = [{"parcel": {"gemarkung": "Büttgen", "flur": "12", "zaehler": 348}}]
    said = desk._decision(1, Verb.CORRECT, task.targets, value=value)
    append_owed(office.store, ID, lambda _: [decision_event(said)])
    assert ["burdened"] in open_fields(office)
    done = CliRunner().invoke(commands, ["--home", str(office.home), "review", "list"])
    assert done.exit_code == 0, done.output
    assert is_known(office)


KINDS = {
    "decision": lambda office: decide(office),
    "entry deleted": lambda office: record(deletion(), ID, store=office.store, evidence=None),
    "page released": lambda office: release(
        office.store, office.dossier, office.dossier.pages[0], (), by="Anna", stand=""
    ),
    "sight check": lambda office: record_sight(
        office.store, ID, version=1, page=1, result=Result.SAME, remark=""
    ),
}


def deletion():
    return EntryDeleted(
        version=1,
        source=Source(by="Anna", at="2026-11-22T08:00:00+00:00", order="63-1/26"),
        sheet="143",
        number=2,
        entry="143/2",
        deleted_on=date(1999, 1, 4),
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_line_that_the_trail_never_heard_of_is_named_soon(office, monkeypatch, kind):
    """A crash came between the two: verify names it, and the next command has the trail tell it."""
    said = told(office)
    crash(monkeypatch, lambda: KINDS[kind](office))
    assert told(office) == said
    assert lacking(office) == ["was hinter Zeile 0 kam, steht nicht im Protokoll"]
    done = CliRunner().invoke(commands, ["--home", str(office.home), "review", "list"])
    assert done.exit_code == 0, done.output
    (late,) = [line for line in told(office) if line not in said]
    assert (late.details["late"], late.details["dossier"]) == (True, ID)
    assert late.details.get("given_by", "Anna") in ("Anna", user())
    assert lacking(office) == []
    assert owed(office.home) == ()


def test_who_writes_next_has_the_trail_name_what_came_before(office, monkeypatch):
    """Else the later line would hide that the one before was never named."""
    crash(monkeypatch, lambda: decide(office))
    decide(office, field=FieldName.STATUS, answer=Answer(verb=Verb.ACCEPT))
    named = {line.details.get("supplement_sha256") for line in told(office)}
    assert {line for line, _ in decisions_in(office.store, ID)} <= named


def crash(monkeypatch, act):
    """The power fails after the supplement's line and before that of the trail."""
    with monkeypatch.context() as patched:
        patched.setattr(noted, "note_all", cut)
        with pytest.raises(PowerCut):
            act()


def lacking(office):
    """What verify names: of the supplements, for the office has its dossier from no import."""
    found = unnamed(office.store)
    return [one.what for one in found if one.version is None]


def told(office):
    return [line for line in read_trail(office.home) if "supplement_sha256" in line.details]


def test_a_rebuild_owes_nothing(office, locked):
    """All that is owed is in what it makes anew."""
    decide(office)
    locked.undo()
    rebuild(office.home)
    assert owed(office.home) == ()
    assert is_known(office)


def test_the_command_line_says_that_it_is_kept(office, locked):
    """And that catalog and search do not know it yet."""
    wanted = key(office.dossier, BURDENED)
    arguments = ["review", "decide", ID, wanted, "accept"]
    done = CliRunner().invoke(commands, ["--home", str(office.home), *arguments])
    assert done.exit_code == 0, done.output
    assert "nächste Befehl" in done.output
    assert len(decisions_in(office.store, ID)) == 1


def test_what_is_refused_is_owed_to_nobody(office):
    """Nothing was written, so nothing is to be told."""
    with pytest.raises(DecisionRefused):
        decide(office, Answer(verb=Verb.STRIKE))
    assert owed(office.home) == ()


def test_nobody_tells_an_older_state_after_a_newer_one(office, monkeypatch):
    """While catalog and index are told of a dossier, nobody else writes to it or tells of it."""
    tries = []
    changed = Catalog.changed

    def told(catalog, dossier, **rest):
        for lock in (office.home / FOLDER / "locks").iterdir():
            with lock.open("a") as handle, pytest.raises(BlockingIOError):
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            tries.append(lock)
        changed(catalog, dossier, **rest)

    monkeypatch.setattr(Catalog, "changed", told)
    decide(office)
    assert len(tries) == 1


def test_an_undone_decision_is_gone_everywhere(office, locked):
    """Also where the catalog heard of it late."""
    locked.undo()
    (line,) = decide(office)
    locked.setattr(Catalog, "changed", lambda *_, **__: (_ for _ in ()).throw(CatalogUnusable("")))
    office.desk().undo(ID, line)
    locked.undo()
    office.desk().next(TaskFilter())
    assert office.catalog.desk.decisions() == ()
    assert found(office, "Büttgen 12 345") == [1, 2]
    assert compared(office.home).found == ()
