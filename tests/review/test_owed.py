"""What a reviewer said is kept, and known everywhere as soon as that can be."""

import fcntl

import pytest
from click.testing import CliRunner
from office import ID, key, plot

from archive.owed import FOLDER, append_owed, owed
from batch.comparison import compared
from baulast.corrections import Verb, decision_event
from baulast.errors import CatalogUnusable
from baulast.model import FieldName
from catalog.records import TaskFilter
from catalog.store import Catalog
from cli import commands
from index.query import parse
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
