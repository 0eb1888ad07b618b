"""A trail that was replaced together with its heads: what was written beside it tells."""

import json
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from archive.audit import EventName, audit_damage, note, read_trail
from archive.audit_log import append, begin_trail
from archive.durable import sha256_of
from archive.manifest import NAME as MANIFEST
from archive.past import forgotten
from archive.record import READABLE, RECORD, Intake
from archive.retention import expire
from archive.store import Store
from archive.supplement import append_event
from archive.trail_mark import mark_of
from archive.transfer import write_record
from archive.witness import vouch
from baulast.model import ColourMode, Dossier, Page, PageOrigin
from baulast.settings import Settings

INTAKE = Intake(by="meier", at="2026-01-02T03:04:05+01:00", batch=1, program="baulast")
ID = "kaarst/1"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A home in whose trail somebody looked at names before anything else was written."""
    store = Store(tmp_path / "home")
    note(store.home, EventName.LOOK, what="show", reason="neugierig")
    note(store.home, EventName.EXPORT, what="entries")
    return store


def of_record(store: Store) -> None:
    scan = store.home.parent / "scan"
    scan.write_bytes(b"scan")
    origin = PageOrigin(
        delivery="d", place=1, file="scan", sha256=store.put_original(scan), frame=0
    )
    page = Page(
        number=1,
        origin=origin,
        width_px=10,
        height_px=10,
        dpi=300,
        mode=ColourMode.GREY,
        pixels_sha256="0" * 64,
    )
    dossier = Dossier(id=ID, municipality="kaarst", number="1", pages=(page,))
    record = partial(write_record, dossier, store, Settings(), INTAKE)
    revision = store.commit(dossier, lambda pdf: pdf.write_bytes(b"%PDF") and None, record)
    said = {"revision": revision.name, "manifest_sha256": sha256_of(revision / MANIFEST)}
    note(store.home, EventName.ARCHIVED, dossier=ID, version=1, **said)


def of_supplement(store: Store) -> None:
    line = append_event(store.supplement(ID), {"event": "decision"})
    note(store.home, EventName.CORRECTION, dossier=ID, supplement_sha256=line)


def of_list(store: Store) -> None:
    line = append_event(store.home / "register" / "inventory.jsonl", {"event": "list"})
    note(store.home, EventName.LIST, list="inventory.jsonl", supplement_sha256=line)


def replace_trail(home: Path) -> None:
    """As somebody does who wants a look forgotten: all but that line, chained anew, with heads."""
    kept = [
        {"name": line.name, "at": line.at, "by": line.by, **line.details}
        for line in read_trail(home)[1:]
    ]
    shutil.rmtree(home / "audit")
    (home / "trail").unlink()
    begin_trail(home)
    append(home, lambda _: kept)
    assert not [*audit_damage(home)]


WITNESSES = {"record": of_record, "supplement": of_supplement, "list": of_list}


@pytest.mark.parametrize("write", WITNESSES.values(), ids=WITNESSES)
def test_what_was_written_since_tells_of_a_replaced_trail(
    store: Store, write: Callable[[Store], None]
) -> None:
    """Each alone: the line that it names is another now."""
    write(store)
    assert not [*forgotten(store)]
    replace_trail(store.home)
    (found,) = forgotten(store)
    assert found.path == store.home / "audit" / "log.jsonl"
    assert "2" in found.what


def test_of_one_dossier_its_own_files_are_asked(store: Store) -> None:
    """A list tells nothing of it; its supplement does."""
    of_record(store)
    of_list(store)
    replace_trail(store.home)
    assert len([*forgotten(store, dossier=ID)]) == 1


def test_the_record_names_the_line_in_both_forms(store: Store) -> None:
    """Whoever holds a signed record can ask for that line: `audit check`."""
    mark = mark_of(store.home)
    assert mark is not None
    of_record(store)
    revision = store.revision(ID)
    assert json.loads((revision / RECORD).read_bytes())["trail"] == mark.to_json()
    assert f"Zeile {mark.line} (SHA-256): {mark.sha256}" in (revision / READABLE).read_text()


def test_a_trail_that_only_grew_or_whose_lines_expired_is_whole(store: Store) -> None:
    """The hash of a line outlives what it told."""
    for write in WITNESSES.values():
        write(store)
    assert expire(store.home, before=datetime.now().astimezone() + timedelta(days=1)) == 1
    note(store.home, EventName.EXPORT, what="later")
    assert not [*forgotten(store)]


def test_what_came_from_another_home_names_the_trail_of_that_one(
    store: Store, tmp_path: Path
) -> None:
    """Somebody vouched for it here; what is written after that names this trail."""
    of_record(store)
    of_supplement(store)
    here = Store(tmp_path / "here")
    for top in ("originals", "dossiers"):
        shutil.copytree(store.home / top, here.home / top, dirs_exist_ok=True)
    begin_trail(here.home)
    assert len([*forgotten(here)]) == 1
    vouch(here, EventName.INTAKE, bag="b")
    of_supplement(here)
    assert not [*forgotten(here)]
    replace_trail(here.home)
    assert len([*forgotten(here)]) == 1


def test_a_mark_that_is_none_is_no_witness(store: Store) -> None:
    """Records and lines of earlier versions have none."""
    line = append_event(store.home.parent / "supplement.jsonl", {"event": "x"})
    assert line
    assert b'"trail"' not in (store.home.parent / "supplement.jsonl").read_bytes()
