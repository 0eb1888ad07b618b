"""A dossier is in the store whole or not at all, and what is there is never changed."""

import errno
import hashlib
import os
import stat
from contextlib import ExitStack
from dataclasses import replace

import pytest

from archive.damage import damage
from archive.store import Store
from archive.supplement import append_event
from baulast.errors import (
    DossierUnknown,
    NotArchivable,
    ScanUnreadable,
    StoreBusy,
    StoreDamaged,
    StoreFull,
)
from baulast.language import Both
from baulast.model import ColourMode, Doubt, DoubtReason, Page, PageOrigin


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "home")


@pytest.fixture
def scan(tmp_path):
    path = tmp_path / "Scan 001 – Büttgen\n.tif"
    path.write_bytes(b"a scan" * 1000)
    return path


@pytest.fixture
def dossier(store, scan, dossier_of):
    """A dossier whose only original lies in the store."""
    sha256 = store.put_original(scan)
    origin = PageOrigin(delivery="d", place=1, file=scan.name, sha256=sha256, frame=0)
    page = Page(
        number=1,
        origin=origin,
        width_px=10,
        height_px=10,
        dpi=300,
        mode=ColourMode.GREY,
        pixels_sha256="0",
    )
    return dossier_of(page)


def pdf(text=b"%PDF"):
    return lambda target: target.write_bytes(text)


def tree(folder):
    """Every file below a folder with its content, and every folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def doubted(dossier):
    """The same dossier after a rule was changed."""
    return replace(dossier, doubts=(Doubt(reason=DoubtReason.PAGES_KNOWN, detail=Both.only("x")),))


def test_an_original_is_kept_under_its_hash(store, scan):
    """The store holds the bytes of the source, which stays as it was."""
    sha256 = store.put_original(scan)
    assert sha256 == hashlib.sha256(scan.read_bytes()).hexdigest()
    assert store.original(sha256).read_bytes() == scan.read_bytes() == b"a scan" * 1000
    assert store.original(sha256).parent.name == sha256[:2]


def test_an_original_known_is_not_written_again(store, scan):
    """The same bytes under another name change nothing in the store."""
    before = store.original(store.put_original(scan)).stat()
    again = scan.rename(scan.with_name("other"))
    assert store.original(store.put_original(again)).stat() == before


def test_a_damaged_original_is_replaced(store, scan):
    """An original whose size is not that of the source is written anew."""
    path = store.original(store.put_original(scan))
    path.chmod(0o600)
    path.write_bytes(b"half")
    store.put_original(scan)
    assert path.read_bytes() == scan.read_bytes()


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.mkdir()])
def test_a_source_that_cannot_be_read_is_named(store, tmp_path, make):
    """A missing file or a folder gives an error with its name, and nothing is left behind."""
    source = tmp_path / "source"
    make(source)
    with pytest.raises(ScanUnreadable, match="source"):
        store.put_original(source)
    assert not list(store.originals())


def test_a_source_that_changes_while_it_is_copied_is_refused(store, scan, monkeypatch):
    """A file that is still being written is not taken for whole."""
    hashes = iter(["0" * 64, hashlib.sha256(scan.read_bytes()).hexdigest()])
    monkeypatch.setattr("archive.store.sha256_of", lambda path: next(hashes))
    with pytest.raises(ScanUnreadable, match=r"changed|verändert"):
        store.put_original(scan)
    assert not list(store.originals())


def test_everything_is_private(store, dossier):
    """No one but the owner can read; files of the archive cannot be written, but for the trail."""
    store.commit(dossier, pdf())
    trail = {store.home / "trail", *(store.home / "audit").iterdir()}
    for path in store.home.rglob("*"):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600 if path in trail else 0o400), path


def test_a_committed_dossier_is_read_back(store, dossier):
    """What was committed is loaded equal, and its PDF is where pdf_path says."""
    folder = store.commit(dossier, pdf(b"%PDF-x"))
    assert store.load(dossier.id) == dossier
    assert store.pdf_path(dossier.id).read_bytes() == b"%PDF-x"
    assert folder == store.home / "dossiers" / "kaarst" / "KAA-BL-002229" / "v1" / "r1"
    assert list(store.dossiers()) == [dossier]


def test_committing_again_changes_nothing(store, dossier):
    """The same dossier with the same PDF is there already."""
    first = store.commit(dossier, pdf())
    before = tree(store.home)
    assert store.commit(dossier, pdf()) == first
    assert tree(store.home) == before


def test_a_new_reading_is_a_new_revision(store, dossier):
    """A changed reading lies beside the old one, counts from now on, and shares the PDF."""
    first = store.commit(dossier, pdf())
    second = store.commit(doubted(dossier), pdf())
    assert (first.name, second.name) == ("r1", "r2")
    assert store.load(dossier.id) == doubted(dossier)
    assert (first / "dossier.json").read_bytes() != (second / "dossier.json").read_bytes()
    assert (first / "KAA-BL-002229.pdf").samefile(second / "KAA-BL-002229.pdf")
    assert not list(damage(store))


def test_revisions_are_counted_beyond_nine(store, dossier):
    """The tenth revision is newer than the ninth."""
    for number in range(11):
        store.commit(dossier, pdf(b"%d" % number))
    assert store.pdf_path(dossier.id).read_bytes() == b"10"


def test_versions_stand_side_by_side(store, dossier):
    """Other pages under the same number never touch the first version."""
    store.commit(dossier, pdf(b"one"))
    store.commit(replace(dossier, version=2), pdf(b"two"))
    assert store.pdf_path(dossier.id, 1).read_bytes() == b"one"
    assert store.pdf_path(dossier.id, 2).read_bytes() == b"two"
    assert [d.version for d in store.dossiers()] == [1, 2]


IDS = (
    "kaarst/A/B",
    "kaarst/A_B",
    "kaarst/A B",
    "kaarst/../../etc",
    "kaarst/-rf",
    "kaarst/.hidden",
    "kaarst/con",
    "kaarst/Scan_001~0a1b2c3d",
    "kaarst/" + "lang" * 100,
    "kaarst/" + "lang" * 100 + "er",
    "kaarst/Zeile\nZeile",
    "kaarst/ж",
    "kaarst/з",
    "kaarst/",
    "jüchen/A_B",
)


def test_every_name_has_its_own_folder(store, dossier):
    """Dossiers of any name lie apart, inside the archive, and come back with their names."""
    for id in IDS:
        store.commit(replace(dossier, id=id), pdf(id.encode()))
    assert sorted(d.id for d in store.dossiers()) == sorted(IDS)
    assert all(store.pdf_path(id).read_bytes() == id.encode() for id in IDS)
    assert len({store.pdf_path(id) for id in IDS}) == len(IDS)
    assert not list(damage(store))


def test_composed_and_decomposed_names_are_one(store, dossier):
    """A name from a Mac is the same dossier as that name from Windows."""
    composed, decomposed = "kaarst/B\u00fcttgen", "kaarst/Bu\u0308ttgen"
    assert store.version_folder(composed, 1) == store.version_folder(decomposed, 1)


def test_a_pdf_that_fails_leaves_nothing(store, dossier):
    """Where no PDF/A can be made the store stays as it was."""
    before = tree(store.home)

    def fail(target):
        target.write_bytes(b"half")
        raise NotArchivable("page 3")

    with pytest.raises(NotArchivable):
        store.commit(dossier, fail)
    after = tree(store.home)
    assert {path: after[path] for path in before} == before
    assert not list(store.revisions())
    assert not list((store.home / "work").iterdir())


def test_a_dossier_without_its_original_is_refused(store, dossier):
    """A dossier is committed only when the originals that it rests on are in the store."""
    store.original(dossier.pages[0].origin.sha256).unlink()
    with pytest.raises(StoreDamaged):
        store.commit(dossier, pdf())


@pytest.mark.parametrize("call", ["write", "fsync", "rename"])
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_says_so(store, scan, dossier, monkeypatch, call, error):
    """A full disk at any step gives StoreFull and leaves no half dossier and no half original."""
    other = scan.with_name("other")
    other.write_bytes(b"another scan")
    before = tree(store.home / "originals")

    def full(*_):
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(f"archive.durable.os.{call}", full)
    with pytest.raises(StoreFull):
        store.commit(dossier, pdf())
    with pytest.raises(StoreFull):
        store.put_original(other)
    monkeypatch.undo()
    kept = {name for name, content in tree(store.home / "originals").items() if content}
    assert kept == {name for name, content in before.items() if content}
    assert not list(store.revisions())
    assert not list((store.home / "work").iterdir())


KILLED = 77


def killed_at(step, work, monkeypatch):
    """Whether ``work``, run in a child, was killed at its ``step``-th call of the system."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        return os.waitstatus_to_exitcode(status) == KILLED
    count = 0

    def counting(real):
        def call(*args, **kwargs):
            nonlocal count
            count += 1
            if count == step:
                os._exit(KILLED)
            return real(*args, **kwargs)

        return call

    for name in ("open", "write", "fsync", "rename", "chmod", "mkdir", "link", "unlink", "rmdir"):
        monkeypatch.setattr(os, name, counting(getattr(os, name)))
    try:
        work()
    finally:
        os._exit(0)


def test_a_kill_at_any_step_leaves_all_or_nothing(tmp_path, scan, dossier, monkeypatch):
    """Killed at any call of the system, the store holds the old state or the new one, whole."""
    steps = 0
    while True:
        steps += 1
        store = Store(tmp_path / f"killed-{steps}")
        store.put_original(scan)
        store.commit(dossier, pdf(b"old"))

        def work(store=store):
            other = scan.with_name("other")
            other.write_bytes(b"another scan")
            store.put_original(other)
            store.commit(doubted(dossier), pdf(b"new"))

        was_killed = killed_at(steps, work, monkeypatch)
        assert not list(damage(store))
        reading = store.load(dossier.id)
        assert reading in (dossier, doubted(dossier))
        assert store.pdf_path(dossier.id).read_bytes() == (b"old" if reading == dossier else b"new")
        with store.locked():
            assert not list((store.home / "work").iterdir())
        work()
        assert store.load(dossier.id) == doubted(dossier)
        assert not list(damage(store))
        if not was_killed:
            break
    assert steps > 20


def test_two_imports_do_not_meet(store):
    """A second import in the same home is told that another is at work."""
    with store.locked(), pytest.raises(StoreBusy), Store(store.home).locked():
        pass
    with store.locked():
        pass


def test_the_lock_ends_with_its_process(store):
    """A process that dies leaves no lock behind."""
    child = os.fork()
    if not child:
        store.locked().__enter__()
        os._exit(0)
    os.waitpid(child, 0)
    with store.locked():
        pass


def changed(path):
    path.chmod(0o600)
    path.write_bytes(path.read_bytes() + b"x")


def cut(path):
    path.chmod(0o600)
    path.write_bytes(b"")


@pytest.mark.parametrize("harm", [changed, cut, lambda path: path.unlink()])
@pytest.mark.parametrize(
    "name", ["KAA-BL-002229.pdf", "dossier.json", "manifest.json", "original", "supplement.jsonl"]
)
def test_damage_is_named(store, dossier, harm, name):
    """A file that was changed, emptied or taken away is named; whole archives have no damage."""
    store.commit(dossier, pdf(b"one"))
    folder = store.commit(doubted(dossier), pdf(b"two"))
    append_event(store.supplement(dossier.id), {"kind": "correction"})
    assert not list(damage(store))
    path = {
        "original": store.original(dossier.pages[0].origin.sha256),
        "supplement.jsonl": store.supplement(dossier.id),
    }.get(name, folder / name)
    harm(path)
    named = [found.path for found in damage(store)]
    if name == "supplement.jsonl" and harm is not changed:
        assert not named  # an empty supplement is one to which nothing was added
    else:
        assert named == [path]


def test_a_lost_revision_is_named(store, dossier):
    """A revision names the one before it, so that a lost one shows."""
    first = store.commit(dossier, pdf(b"one"))
    store.commit(doubted(dossier), pdf(b"two"))
    for path in first.iterdir():
        path.unlink()
    first.rmdir()
    assert [found.path for found in damage(store)] == [first / "manifest.json"]


def test_what_does_not_belong_is_named(store, dossier):
    """A file that somebody put beside the dossier is named."""
    extra = store.commit(dossier, pdf()) / "Kopie.pdf"
    extra.write_bytes(b"")
    assert [found.path for found in damage(store)] == [extra]


def test_a_reading_that_is_another_by_now_is_read_anew(store, dossier):
    """What was read lately is kept, but never held for what lies there now."""
    reading = store.commit(dossier, pdf()) / "dossier.json"
    assert store.reading(dossier.id) is store.reading(dossier.id)
    other = reading.read_text().replace('"delivery": "d"', '"delivery": "e"')
    reading.chmod(0o600)
    reading.write_text(other)
    assert store.reading(dossier.id).pages[0].origin.delivery == "e"
    reading.unlink()
    with pytest.raises(StoreDamaged):
        store.reading(dossier.id)


@pytest.mark.parametrize("content", ["", "{}", '{"format": 99}', "no json", '{"format": 1}'])
def test_an_unreadable_reading_is_damage(store, dossier, content):
    """A reading that cannot be understood is an error with its place, never an empty dossier."""
    path = store.commit(dossier, pdf()) / "dossier.json"
    path.chmod(0o600)
    path.write_text(content)
    with pytest.raises(StoreDamaged, match=r"dossier\.json"):
        store.load(dossier.id)


def test_a_dossier_that_is_not_there(store):
    """Asking for a dossier that was never committed says so."""
    with pytest.raises(DossierUnknown, match="nowhere"):
        store.load("kaarst/nowhere")


def test_who_may_wait_for_the_lock_gets_it_when_it_is_free(store, monkeypatch):
    """Acts that take seconds follow each other."""
    other = ExitStack()
    other.enter_context(store.locked())
    monkeypatch.setattr("archive.lock.time.sleep", lambda _: other.close())
    with store.locked(wait_s=60.0), pytest.raises(StoreBusy), store.locked():
        pass
