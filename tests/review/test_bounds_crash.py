"""Pages put elsewhere while the power fails: every page stands once, and every word counts."""

import os
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from office import ID, empty_page, key, page, plot, with_origin

import archive.bounds
from archive.bounds import begin, done, is_left, made_by, resume, settle
from archive.damage import of_chain
from archive.witness import unnamed
from baulast.bounds import Bounds, PageRef, Part
from baulast.corrections import Verb
from baulast.model import Dossier, FieldName
from review.answers import Answer

OTHER = "kaarst/B"
ROOT = Path(__file__).resolve().parents[2]


class PowerCut(BaseException):
    """Nothing after it happens."""


def wanted() -> Bounds:
    """The second page as a dossier of its own."""
    first, second = (PageRef(dossier=ID, version=1, number=number) for number in (1, 2))
    parts = (
        Part(dossier=ID, number="KAA-BL-7", before=1, after=2, pages=(first,)),
        Part(dossier=OTHER, number=None, after=1, pages=(second,)),
    )
    return Bounds(id="20261122", parts=parts, by="Anna", at="2026-11-22T08:00:00+00:00")


def made(office) -> list[Dossier]:
    """The new versions, as the rules would read them."""
    old = office.store.reading(ID)
    here = replace(old, version=2, pages=old.pages[:1])
    there = replace(
        old, id=OTHER, number=None, pages=(page(1, pixels_sha256="pixels 2"),), entries=()
    )
    return [here, with_origin(there, office.store)]


def decide(office) -> None:
    """A correction on the page that stays."""
    desk, wanted_key = office.desk(), key(office.dossier, FieldName.BURDENED)
    look = desk.look(ID, 1, wanted_key)
    said = Answer(verb=Verb.CORRECT, text="Büttgen 12 348")
    desk.decide(ID, 1, wanted_key, [said], stand=look.stand)


def cut(*_: object, **__: object) -> None:
    raise PowerCut


def until(office, monkeypatch: pytest.MonkeyPatch, point: str) -> None:
    """Does what is wanted, up to a point."""
    if point == "marked":
        monkeypatch.setattr(archive.bounds, "append_noted", cut)
    begin(office.store, wanted())
    new = made(office)
    for dossier in {"wanted": [], "one archived": new[1:]}.get(point, new):
        office.store.commit(dossier, empty_page)
    if point in ("wanted", "one archived", "all archived"):
        raise PowerCut
    if point == "one told":
        monkeypatch.setattr(archive.bounds, "note_all", cut)
    settle(office.store, wanted())
    raise PowerCut


POINTS = ["marked", "wanted", "one archived", "all archived", "one told", "all told"]


@pytest.mark.parametrize("point", POINTS)
def test_after_a_power_cut_all_is_as_before_or_as_wanted(office, monkeypatch, point):
    """Never half of it; a second start finds nothing to do, and the archive is whole."""
    decide(office)
    with monkeypatch.context() as patched, pytest.raises(PowerCut):
        until(office, patched, point)
    assert is_left(office.store)
    before_end = Counter(p.pixels_sha256 for d in office.store.dossiers() for p in d.pages)
    assert set(before_end) == {"pixels 1", "pixels 2"}
    with office.store.locked():
        for bounds in resume(office.store):
            done(office.store, bounds)
    assert not is_left(office.store)
    assert resume(office.store) == ()
    lacking = unnamed(office.store)
    assert [one.version for one in lacking] == [(ID, 1)]  # which came from no import
    standing = {(d.id, d.version): d for d in office.store.dossiers()}
    is_done = point in POINTS[3:]
    assert set(standing) == ({(ID, 2), (OTHER, 1)} if is_done else {(ID, 1)})
    assert Counter(p.pixels_sha256 for d in standing.values() for p in d.pages) == Counter(
        ["pixels 1", "pixels 2"]
    )
    assert standing[ID, 2 if is_done else 1].entries[0].burdened.value == (plot("348"),)
    assert (made_by(office.store, OTHER, 1) == wanted()) == is_done
    assert [damage for path in office.store.supplements() for damage in of_chain(path)] == []


def test_settled_twice_nothing_is_said_twice(office):
    """What was said stands in the supplement once, however often the end is reached."""
    decide(office)
    begin(office.store, wanted())
    for dossier in made(office):
        office.store.commit(dossier, empty_page)
    settle(office.store, wanted())
    once = office.store.supplement(ID).read_bytes()
    settle(office.store, wanted())
    assert office.store.supplement(ID).read_bytes() == once


KILLED = """
import os, signal, sys
from pathlib import Path
import archive.bounds
from archive.store import Store
from tests.review.test_bounds_crash import wanted
archive.bounds.note_all = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
archive.bounds.settle(Store(Path(sys.argv[1])), wanted())
"""


def test_a_process_that_is_killed_between_two_supplements_loses_nothing(office):
    """The one has heard of it and the other has not: the next start tells it too."""
    decide(office)
    begin(office.store, wanted())
    for dossier in made(office):
        office.store.commit(dossier, empty_page)
    path = [str(ROOT), str(ROOT / "tests" / "review")]
    env = os.environ | {"PYTHONPATH": os.pathsep.join(path)}
    call = [sys.executable, "-c", KILLED, str(office.home)]
    assert subprocess.run(call, env=env, check=False).returncode == -signal.SIGKILL
    assert {(d.id, d.version) for d in office.store.dossiers()} == {(ID, 1), (ID, 2), (OTHER, 1)}
    for bounds in resume(office.store):
        done(office.store, bounds)
    standing = {(d.id, d.version): d for d in office.store.dossiers()}
    assert set(standing) == {(ID, 2), (OTHER, 1)}
    assert standing[ID, 2].entries[0].burdened.value == (plot("348"),)
