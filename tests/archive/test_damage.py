"""Every file of the archive is as it was written, or it is named: bits, losses, swaps."""

import random
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from archive.audit import EventName, note, read_trail
from archive.checked import Checked
from archive.damage import Cause, damage
from archive.durable import sha256_of
from archive.store import Store
from archive.supplement import append_event
from archive.witness import contradicted
from baulast.errors import DossierUnknown
from baulast.model import ColourMode, Dossier, Page, PageOrigin

FLIPS = 3000  # a quarter of the bits of all files together, each at a place of its own


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "home")


@pytest.fixture
def kept(store: Store, tmp_path: Path) -> tuple[Dossier, ...]:
    """Two dossiers with an original each, noted in the trail, the first with a supplement."""
    made = []
    for number in (1, 2):
        scan = tmp_path / f"{number}.tif"
        scan.write_bytes(f"scan {number}".encode() * 9)
        sha256 = store.put_original(scan)
        page = Page(
            number=1,
            origin=PageOrigin(delivery="d", place=1, file=scan.name, sha256=sha256, frame=0),
            width_px=10,
            height_px=10,
            dpi=300,
            mode=ColourMode.GREY,
            pixels_sha256="0",
        )
        dossier = Dossier(
            id=f"kaarst/{number}", municipality="kaarst", number=str(number), pages=(page,)
        )
        folder = store.commit(dossier, pdf_of(number))
        manifest = sha256_of(folder / "manifest.json")
        where = {"dossier": dossier.id, "version": 1, "revision": folder.name}
        note(store.home, EventName.ARCHIVED, **where, manifest_sha256=manifest)
        made.append(dossier)
    for value in "ab":
        line = append_event(store.supplement(made[0].id), {"event": "correction", "value": value})
        note(store.home, EventName.CORRECTION, dossier=made[0].id, supplement_sha256=line)
    return tuple(made)


def pdf_of(number: int) -> Callable[[Path], None]:
    def make(target: Path) -> None:
        target.write_bytes(b"%%PDF %d" % number)

    return make


def files(store: Store) -> list[Path]:
    folders = (store.home / "originals", store.home / "dossiers")
    return sorted(p for folder in folders for p in folder.rglob("*") if p.is_file())


def found(store: Store) -> list[Path]:
    """As `verify` asks: the files, and what the audit trail says must be there."""
    there = [item.path for item in damage(store)]
    return there or [item.path for item in contradicted(store, read_trail(store.home))]


def test_a_whole_archive_has_no_damage(store: Store, kept: object) -> None:
    """Nothing is found where nothing is wrong."""
    assert found(store) == []


def test_every_flipped_bit_is_found(store: Store, kept: object) -> None:
    """In originals, PDFs, readings, manifests and supplements: of thousands none goes unseen."""
    chance = random.Random(2026)
    paths = files(store)
    for _ in range(FLIPS // len(paths)):
        for path in paths:
            path.chmod(0o600)
            whole = path.read_bytes()
            bit = chance.randrange(len(whole) * 8)
            harmed = bytearray(whole)
            harmed[bit // 8] ^= 1 << bit % 8
            path.write_bytes(harmed)
            assert found(store), f"{path.name}: bit {bit}"
            path.write_bytes(whole)
    assert found(store) == []


@pytest.mark.parametrize("name", ["dossier.json", "2.pdf", "manifest.json", "supplement.jsonl"])
def test_a_missing_file_is_found(store: Store, kept: object, name: str) -> None:
    """Also a supplement, which nothing but the audit trail speaks of."""
    path = next(path for path in files(store) if path.name == name)
    path.unlink()
    assert path in found(store)


def test_a_dossier_that_was_taken_away_is_found(store: Store, kept: tuple[Dossier, ...]) -> None:
    """With all its files, as if it had never been; the audit trail remembers."""
    folder = store.revision(kept[1].id)
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    folder.parent.rmdir()
    folder.parent.parent.rmdir()
    assert found(store) == [folder / "manifest.json"]


def test_lines_cut_off_a_supplement_are_found(store: Store, kept: tuple[Dossier, ...]) -> None:
    """A correction that somebody took back in silence."""
    path = store.supplement(kept[0].id)
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    assert found(store) == [path]


@pytest.mark.parametrize(
    "place",
    [
        "originals/ab/notes.txt",
        "originals/00/" + "a" * 64,
        "dossiers/notes.txt",
        "dossiers/kaarst/notes.txt",
        "dossiers/kaarst/1/notes.txt",
        "dossiers/kaarst/1/v1/notes.txt",
        "dossiers/kaarst/1/v1/r1/notes.txt",
    ],
)
def test_an_added_file_is_found(store: Store, kept: object, place: str) -> None:
    """Wherever somebody put it."""
    path = store.home / place
    path.parent.mkdir(exist_ok=True)
    path.write_text("x")
    assert path in found(store)


@pytest.mark.parametrize("copy", ["v1.bak", "v1 (Kopie)", "v1/r1.bak", "v1/r1 (Kopie)", "v1/r"])
def test_a_folder_that_was_copied_is_found(store: Store, kept: object, copy: str) -> None:
    """By its name it is neither version nor revision, and it ends no check."""
    folder = store.home / "dossiers" / "kaarst" / "1"
    shutil.copytree(folder / "v1" / "r1", folder / copy)
    assert found(store) == [folder / copy]


def test_swapped_files_are_found(store: Store, kept: object) -> None:
    """Two originals, two PDFs, or two whole dossiers that changed places."""
    originals = [path for path in files(store) if "originals" in path.parts]
    folders = [store.revision("kaarst/1"), store.revision("kaarst/2")]
    for one, other in (originals, [folders[0] / "1.pdf", folders[1] / "2.pdf"], folders):
        swap(one, other)
        assert len(found(store)) >= 2
        swap(one, other)
    assert found(store) == []


def swap(one: Path, other: Path) -> None:
    aside = one.with_name("aside")
    one.rename(aside)
    other.rename(one)
    aside.rename(other)


def test_only_a_pdf_can_be_made_anew(store: Store, kept: object) -> None:
    """The cause tells what a repair may touch."""
    for path in files(store):
        if path.name not in ("supplement.jsonl", "manifest.json"):
            path.chmod(0o600)
            path.write_bytes(b"x" + path.read_bytes())
    causes = {item.path.suffix: item.cause for item in damage(store)}
    assert causes[".pdf"] is Cause.DERIVED
    assert {cause for suffix, cause in causes.items() if suffix != ".pdf"} == {Cause.KEPT}


def test_one_dossier_is_checked_by_itself(store: Store, kept: tuple[Dossier, ...]) -> None:
    """Its own files and originals, and no others; an unknown one is an error."""
    path = store.revision(kept[0].id) / "1.pdf"
    path.chmod(0o600)
    path.write_bytes(b"")
    assert [item.path for item in damage(store, dossier=kept[0].id)] == [path]
    assert list(damage(store, dossier=kept[1].id)) == []
    with pytest.raises(DossierUnknown):
        list(damage(store, dossier="kaarst/3"))


def test_a_check_goes_on_where_it_was_interrupted(store: Store, kept: object) -> None:
    """What was found whole is not read again, unless it was written to since."""
    with suppress(KeyboardInterrupt), Checked(store.home, resume=False) as first:
        assert not list(damage(store, skip=first.knows, done=lambda path, _: first.add(path)))
        raise KeyboardInterrupt
    changed = store.revision("kaarst/1") / "1.pdf"
    changed.chmod(0o600)
    changed.write_bytes(b"%PDF x")
    read: list[Path] = []
    with Checked(store.home, resume=True) as again:
        harmed = damage(store, skip=again.knows, done=lambda path, _: read.append(path))
        assert [item.path for item in harmed] == [changed]
    assert read == []
    with Checked(store.home, resume=True) as anew:
        list(damage(store, skip=anew.knows, done=lambda path, _: read.append(path)))
    assert len(read) > 3


def test_a_file_with_two_names_is_read_once(store: Store, kept: tuple[Dossier, ...]) -> None:
    """Revisions share an unchanged PDF: a terabyte need not be read twice."""
    store.commit(replace(kept[0], version=1, number="x"), pdf_of(1))
    read: list[Path] = []
    assert not list(damage(store, done=lambda path, _: read.append(path)))
    assert [path.name for path in read].count("1.pdf") == 1
