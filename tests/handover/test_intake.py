"""``baulast rebuild --from``: an empty installation answers as the one that was exported."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from archive.durable import sha256_of
from archive.store import Store
from catalog.records import DossierState
from catalog.store import Catalog
from handover.bag import BagWriter
from handover.intake import BagDamaged, BagForeign, HomeFilled
from register import lists
from register.unsearched import last_import
from tests.handover.town import ORDER, call, exported
from tests.index.eight_towns import questions


def rebuilt(bag: Path, target: Path) -> Path:
    done = call(target, "rebuild", "--from", str(bag))
    assert done.exit_code == 0, done.output
    return target


@pytest.fixture(scope="module")
def copy(kaarst_bag: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that was filled from the bag."""
    return rebuilt(kaarst_bag, tmp_path_factory.mktemp("copy") / "home")


def answers(home: Path, question: str) -> object:
    """What the town's search says, where the files lie left out."""
    done = call(home, "search", question, "-m", "kaarst", "--deleted", "--json")
    return json.loads(done.output)


def test_every_question_has_the_same_answer(kaarst_home: Path, copy: Path) -> None:
    """Those of officials: entries, mentions, what was searched and what is still missing."""
    asked = [q.written for q in questions() if "aarst" in q.written][:12]
    assert len(asked) > 5
    for question in asked:
        assert answers(copy, question) == answers(kaarst_home, question)


def test_a_statement_says_the_same(kaarst_home: Path, tmp_path: Path, copy: Path) -> None:
    """With the lists that it rests on, and with what was set aside: it is not certain in both."""
    asked = ("auskunft", "-g", "Kaarst", "--flur", "3", "-f", "17", "--reason", "x", "--json")
    here = Path(shutil.copytree(kaarst_home, tmp_path / "here"))
    there = Path(shutil.copytree(copy, tmp_path / "there"))
    first, second = (json.loads(call(one, *asked).output) for one in (here, there))
    for one in (first, second):
        for finding in one["findings"]:
            finding["coverage"].pop("dossiers")  # of Neuss, which has its own bag
    assert first["findings"][0]["coverage"]["set_aside"] == 1
    assert [f["entries"] for f in first["findings"]] == [f["entries"] for f in second["findings"]]
    assert [f["outcome"] for f in first["findings"]] == [f["outcome"] for f in second["findings"]]


def test_every_file_of_the_archive_is_the_same(kaarst_home: Path, copy: Path) -> None:
    """Revisions, supplements and lists, byte for byte; originals by their hash."""
    town = kaarst_home / "dossiers" / "kaarst"
    files = [f for f in town.rglob("*") if f.is_file()]
    files += (kaarst_home / "register").iterdir()
    for file in files:
        assert (copy / file.relative_to(kaarst_home)).read_bytes() == file.read_bytes()
    assert call(copy, "verify").exit_code == 0


def test_what_came_after_the_scan_is_there(kaarst_home: Path, copy: Path) -> None:
    """Corrections in the catalog, the sheets that exist, and what was set aside with its reason."""
    with Catalog.in_home(kaarst_home) as before, Catalog.in_home(copy) as after:
        assert after.desk.decisions() == before.desk.decisions() != ()
        (aside,) = after.dossiers(state=DossierState.SET_ASIDE)
        assert (aside.id, aside.error) == ("kaarst/KAA-BL-999999", "Riss")
        assert after.unread(aside.id, 1) == before.unread(aside.id, 1)
    assert lists.inventory(copy) == lists.inventory(kaarst_home)
    assert last_import(copy, None) == last_import(kaarst_home, None) is not None


def test_states_and_versions_come_back(home: Path, tmp_path: Path) -> None:
    """Who released what and when, what was withdrawn and why, and which scan stands for which."""
    ids = sorted({d.id for d in Store(home).readings() if d.municipality == "kaarst"})
    (twice,) = {d.id for d in Store(home).readings() if d.version == 2}
    assert call(home, "state", twice, "released").exit_code == 0
    gone = next(id for id in ids if id != twice)
    assert call(home, "state", gone, "withdrawn", "--reason", "doppelt").exit_code == 0
    (bag,) = exported(home, tmp_path / "out")
    copy = rebuilt(bag.path, tmp_path / "copy")

    def told(where: Path) -> list[str]:
        calls = [("state", id) for id in ids] + [("state", twice, "--version", "1")]
        return [call(where, *one).output for one in calls]

    assert told(copy) == told(home)
    assert "freigegeben" in "".join(told(copy))
    assert "abgelöst durch Fassung 2" in told(copy)[-1]
    assert [d.id for d in Store(copy).dossiers()].count(gone) == 0


def test_an_export_of_the_copy_holds_the_same(copy: Path, kaarst_bag: Path, tmp_path: Path) -> None:
    """There and back again changes nothing but the day of the export."""
    (again,) = exported(copy, tmp_path / "out")

    def lines(bag: Path) -> set[str]:
        told = (bag / "manifest-sha256.txt").read_text().splitlines()
        return {line for line in told if not line.endswith(("mets.xml", "LIESMICH.txt"))}

    assert lines(again.path) == lines(kaarst_bag)


def change(name: str) -> Callable[[Path], None]:
    def harm(bag: Path) -> None:
        file = next(f for f in sorted(bag.rglob("*")) if f.is_file() and name in str(f))
        content = bytearray(file.read_bytes())
        content[len(content) // 2] ^= 1
        file.chmod(0o600)
        file.write_bytes(content)

    return harm


def remove(name: str) -> Callable[[Path], None]:
    return lambda bag: next(f for f in sorted(bag.rglob("*")) if name in str(f)).unlink()


def add(name: str) -> Callable[[Path], None]:
    return lambda bag: (bag / name).write_text("x") and None


EDITS = {
    "original changed": (change("data/originals/"), "originals"),
    "reading changed": (change("dossier.json"), "dossier.json"),
    "supplement changed": (change("supplement.jsonl"), "supplement.jsonl"),
    "text changed": (change("alto/0001.xml"), "0001.xml"),
    "README changed": (change("LIESMICH.txt"), "LIESMICH.txt"),
    "PDF lost": (remove(".pdf"), ".pdf"),
    "list of files changed": (change("/manifest-sha256.txt"), "manifest-sha256.txt"),
    "information changed": (change("bag-info.txt"), ""),
    "file added": (add("data/extra.txt"), "extra.txt"),
    "file added beside": (add("extra.txt"), "extra.txt"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_bag_is_refused_with_what_and_where(bag: Path, tmp_path: Path, edit: str) -> None:
    """Nothing is taken in, and the message names the file."""
    harm, named = EDITS[edit]
    harm(bag)
    home = tmp_path / "new"
    done = call(home, "rebuild", "--from", str(bag))
    assert isinstance(done.exception, BagDamaged | BagForeign)
    assert named in str(done.exception)
    assert not list((home / "dossiers").rglob("*.json"))


def relisted(bag: Path) -> None:
    """Writes the lists anew, as somebody would who knows BagIt."""
    data = bag.rename(bag.with_name("old"))
    writer = BagWriter(bag)
    for file in sorted((data / "data").rglob("*")):
        if file.is_file():
            writer.write(file.relative_to(data / "data").as_posix(), file.read_bytes())
    told = (line.partition(": ") for line in (data / "bag-info.txt").read_text().splitlines())
    writer.finish()
    writer.close({key: value for key, _, value in told if key != "Payload-Oxum"})
    shutil.rmtree(data)


@pytest.mark.parametrize("name", ["originals/", "dossier.json", "supplement.jsonl", "k1.pdf"])
def test_an_edited_bag_with_new_lists_is_refused_too(bag: Path, tmp_path: Path, name: str) -> None:
    """The archive's own hashes and chains lie within."""
    change(name)(bag)
    relisted(bag)
    home = tmp_path / "new"
    done = call(home, "rebuild", "--from", str(bag))
    assert isinstance(done.exception, BagDamaged), done.output
    assert name.strip("/") in str(done.exception)
    assert not list((home / "dossiers").rglob("*.json"))


@pytest.mark.parametrize("name", ["dossier.json", "k1.pdf", "transfer.json"])
def test_a_record_says_what_it_was_made_of(bag: Path, tmp_path: Path, name: str) -> None:
    """Whoever rewrites the archive's own hashes, too, is caught by the record, mostly a signed one.

    A record that is rewritten says what another revision is.
    """
    manifest = next(m for m in sorted(bag.rglob("manifest.json")) if "k1" in str(m))
    harmed = manifest.with_name(name)
    before = harmed.read_bytes()
    harmed.write_bytes(before.replace(b'"version": 1', b'"version": 2') + b" ")
    text = manifest.read_text().replace(sha256(before).hexdigest(), sha256_of(harmed))
    manifest.write_text(text)
    relisted(bag)
    home = tmp_path / "new"
    done = call(home, "rebuild", "--from", str(bag))
    assert isinstance(done.exception, BagDamaged), done.output
    assert "transfer.json" in str(done.exception)
    assert not list((home / "dossiers").rglob("*.json"))


def test_the_hash_of_a_bag_is_told_again(kaarst_bag: Path, tmp_path: Path) -> None:
    """It stood in the export's own words: whoever compares them finds a bag that was made anew."""
    done = call(tmp_path / "new", "rebuild", "--from", str(kaarst_bag))
    assert sha256_of(kaarst_bag / "tagmanifest-sha256.txt") in done.output


def test_a_home_with_dossiers_is_not_written_over(home: Path, bag: Path) -> None:
    """Whoever mixes two archives could not say any more what is whole."""
    done = call(home, "rebuild", "--from", str(bag))
    assert isinstance(done.exception, HomeFilled)


def test_all_volumes_are_asked_for(home: Path, tmp_path: Path) -> None:
    """One that lacks is named; with it, the home is the same."""
    out = tmp_path / "out"
    limit = exported(home, tmp_path / "whole")[0].bytes // 2
    bags = exported(home, out, replace(ORDER, volume_bytes=limit))
    bags[-1].path.rename(tmp_path / "elsewhere")
    done = call(tmp_path / "new", "rebuild", "--from", str(out))
    assert isinstance(done.exception, BagForeign)
    assert str(len(bags)) in str(done.exception)
    (tmp_path / "elsewhere").rename(bags[-1].path)
    copy = rebuilt(out, tmp_path / "new")
    ids = {d.id for d in Store(copy).dossiers()}
    assert ids == {d.id for d in Store(home).dossiers() if d.municipality == "kaarst"}


def test_a_folder_without_a_bag_is_no_export(tmp_path: Path) -> None:
    """The message says so, and no home is made."""
    done = call(tmp_path / "new", "rebuild", "--from", str(tmp_path))
    assert isinstance(done.exception, BagForeign)
