"""A home with one of everything that people can say: it comes back from its export as it was."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

import upkeep
from archive.noted import note_revision
from archive.store import Store
from archive.supplement import read_supplement
from baulast.identity import identified
from baulast.language import Both
from baulast.model import Box, Doubt, DoubtReason, FieldName
from baulast.settings import Settings
from baulast.tasks import key_of, target_of
from catalog.store import Catalog
from index.embedded import INDEX_FILE, EmbeddedIndex
from register.release import release, released
from review.bounds import BoundsDesk
from tests.handover.town import call, commit, exported, scanned
from tests.index.eight_towns import questions

STRUCK, MOVED, UNDONE, TOLD = "kaarst/k1", "kaarst/k3", "kaarst/k4", "kaarst/k2"
DOUBTED = "kaarst/z1"


def key(home: Path, id: str, field: FieldName | None = None) -> str:
    dossier = identified(Store(home).load(id))
    return key_of((target_of(dossier.entries[0], field),))


def said(home: Path, *arguments: str) -> str:
    done = call(home, *arguments)
    assert done.exit_code == 0, done.output
    return done.output


def one_of_each(home: Path, folder: Path) -> None:
    """Beside the correction, the deletion, the list of sheets and the loss that are there."""
    said(home, "review", "decide", STRUCK, key(home, STRUCK), "strike")
    wrong = key(home, UNDONE, FieldName.STREET)
    said(home, "review", "decide", UNDONE, wrong, "correct", "--value", "Am Wall 9")
    (line,) = [h for h, e in read_supplement(Store(home).supplement(UNDONE)).lines if "verb" in e]
    said(home, "review", "undo", UNDONE, line)
    sheet = ("sheet=9901", "entry_number=1", "type=ZUFAHRT", "burdened=Büttgen 12 77/3")
    pairs = [word for one in sheet for word in ("--set", one)]
    said(home, "review", "add", UNDONE, "--page", "1", *pairs)
    look = doubted(home, folder)
    said(home, "review", "say", DOUBTED, look, "comment", "--text", "siehe Nachbarakte")
    said(home, "review", "say", DOUBTED, look, "hold", "--text", "Plan fehlt")
    act = ("--sheet", "9902", "--number", "1", "--order", "63-7/26", "--kind", "leitung")
    what = ("--burdened", "Büttgen 12 88", "--registered-on", "2026-02-03", "--wording", "Rohr")
    said(home, "entry", "add", TOLD, *act, *what)
    said(home, "sample", "record", TOLD, "1", "differs", "--remark", "Rand fehlt")
    said(home, "sample", "record", UNDONE, "1", "same")
    table = folder / "vorgaenger.csv"
    table.write_text(
        "alt;neu;art;datum;quelle\nBüttgen 12 88;Büttgen 12 880;teilung;1999-01-01;A\n"
    )
    said(home, "lineage", "load", str(table))
    store = Store(home)
    shown = store.load(TOLD)
    release(
        store,
        shown,
        shown.pages[0],
        (Box(left=1, top=2, right=30, bottom=40),),
        by="Anna",
        stand="",
    )
    move(home)
    said(home, "state", TOLD, "withdrawn", "--version", "1", "--reason", "doppelt")


def doubted(home: Path, folder: Path) -> str:
    """The key of a look that is open: at a page of a dossier that came later."""
    store = Store(home)
    read = scanned(replace(store.reading(UNDONE), id=DOUBTED, number="z1"), store, folder, turn=0)
    doubt = Doubt(reason=DoubtReason.UNREAD_INK, detail=Both.only("nicht gelesene Schrift"), page=1)
    commit(store, replace(read, doubts=(doubt,)))
    note_revision(store, DOUBTED, 1)
    upkeep.rebuild(home)
    (task,) = json.loads(said(home, "review", "list", "--json"))["tasks"]
    return str(task["key"])


def move(home: Path) -> None:
    """The one page of a dossier into another: it stands no longer."""
    store = Store(home)
    with Catalog.in_home(home) as catalog:

        def index() -> EmbeddedIndex:
            return EmbeddedIndex(home / INDEX_FILE)

        desk = BoundsDesk(
            store=store, catalog=catalog, open_index=index, settings=Settings(), by="Anna"
        )
        taker = store.reading(STRUCK, store.newest(STRUCK))
        desk.carry_out(desk.move(store.reading(MOVED), [1], taker, ahead_of=None))


@pytest.fixture
def both(home: Path, tmp_path: Path) -> tuple[Path, Path]:
    """The home, and one that was filled from its export."""
    one_of_each(home, tmp_path)
    (bag,) = exported(home, tmp_path / "out")
    said(tmp_path / "copy", "rebuild", "--from", str(bag.path))
    return home, tmp_path / "copy"


def test_all_that_people_said_comes_back_with_the_same_answers(both: tuple[Path, Path]) -> None:
    """Searches, looks, holds, remarks, sight checks, states, released copies; and the hashes."""
    home, copy = both
    asked = [q.written for q in questions() if "aarst" in q.written]
    asked += ["*", "Büttgen 12 77/3", "Büttgen 12 88", "Büttgen 12 880", "Am Wall", "Am Markt"]
    commands = [("search", one, "-m", "kaarst", "--deleted", "--json") for one in asked]
    commands += [("search", "*", "-m", "kaarst", "--json")]
    commands += [("review", "list", "-m", "kaarst", "--json")]
    commands += [("review", "list", "-m", "kaarst", "--held", "--json"), ("review", "export")]
    commands += [("state", id, "--json") for id in (STRUCK, MOVED, UNDONE, TOLD)]
    commands += [("show", id, "--json") for id in (STRUCK, UNDONE, TOLD, DOUBTED)]
    held = json.loads(said(home, "review", "list", "-m", "kaarst", "--held", "--json"))
    (look,) = held["tasks"]
    commands += [("review", "show", DOUBTED, look["key"])]
    for command in commands:
        assert call(copy, *command).output == call(home, *command).output, command
    for id in (TOLD, UNDONE):
        for dossier in Store(home).readings(id):
            assert released(Store(copy), dossier) == released(Store(home), dossier)
    files = [f for f in (home / "dossiers" / "kaarst").rglob("*") if f.is_file()]
    assert len(files) > 30
    for file in (*files, *(home / "register").iterdir()):
        assert (copy / file.relative_to(home)).read_bytes() == file.read_bytes()
    said(copy, "verify", "--deep")
