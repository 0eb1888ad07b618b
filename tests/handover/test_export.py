"""``baulast export archive``: whole bags that other people's tools accept, or none at all."""

import csv
import fcntl
import json
import os
import shutil
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import bagit
import pikepdf
import pytest
from lxml import etree

from archive.audit import read_trail
from archive.audit_log import append, begin_trail
from archive.durable import sha256_of
from archive.manifest import read_manifest
from archive.store import Store
from baulast.errors import StoreBusy, StoreDamaged
from baulast.settings import ArchiveSettings
from handover.export import NothingToExport, VolumeTooSmall
from handover.landing import TargetFull, free_name
from tests.handover.town import HOSTILE, ORDER, call, exported


def payload(bag: Path) -> set[str]:
    data = bag / "data"
    return {path.relative_to(data).as_posix() for path in data.rglob("*") if path.is_file()}


def test_the_library_of_congress_accepts_the_bag(kaarst_bag: Path) -> None:
    """Complete and unchanged by the lists that it carries."""
    bag = bagit.Bag(str(kaarst_bag))
    bag.validate()
    assert bag.info["Bag-Count"] == "1 of 1"
    assert bag.info["Source-Organization"] == "Stadt Kaarst"


def test_two_kinds_of_hashes_are_given_where_asked_for(home: Path, tmp_path: Path) -> None:
    """SHA-512 beside SHA-256, and both are right."""
    order = replace(ORDER, dossier="kaarst/k1", algorithms=("sha256", "sha512"))
    (made,) = exported(home, tmp_path / "out", order)
    bag = bagit.Bag(str(made.path))
    bag.validate()
    assert set(bag.algorithms) == {"sha256", "sha512"}


def test_all_of_a_dossier_is_there(kaarst_home: Path, kaarst_bag: Path) -> None:
    """Every file of every revision with its bytes, originals, documents, text, tables, lists."""
    names = payload(kaarst_bag)
    store = Store(kaarst_home)
    for revision in store.revisions():
        if read_manifest(revision).id.startswith("kaarst/"):
            inside = revision.relative_to(kaarst_home).as_posix()
            for file in revision.iterdir():
                assert (kaarst_bag / "data" / inside / file.name).read_bytes() == file.read_bytes()
            assert f"{inside.rpartition('/')[0]}/alto/0001.xml" in names
            assert f"{inside.rpartition('/v')[0]}/mets.xml" in names
    assert {"LIESMICH.txt", "entries.csv", "entries.json", "unfinished.json"} <= names
    assert "register/inventory.jsonl" in names
    assert sum(name.endswith("supplement.jsonl") for name in names) == 2
    suffixes = {Path(name).suffix for name in names if name.startswith("originals/")}
    assert suffixes == {".tif", ".pdf"}  # scans, and the document of a deletion


def test_every_file_is_told_to_a_reader_in_thirty_years(home: Path, tmp_path: Path) -> None:
    """The page in German names each kind of file, of all and of what goes without names."""
    for order in (ORDER, replace(ORDER, without_names=ArchiveSettings())):
        (bag,) = exported(home, tmp_path / "out", order)
        told = (bag.path / "data" / "LIESMICH.txt").read_text("utf-8")
        files = (path for path in (bag.path / "data").rglob("*") if path.is_file())
        for file in files:
            kinds = (file.name, f"*{file.suffix}", f"{file.parent.name}/0001", "originals/")
            own = kinds if file.parent.name == "originals" else kinds[:3]
            assert file.name == "LIESMICH.txt" or any(name in told for name in own), file


def test_another_town_stays_at_home(kaarst_bag: Path) -> None:
    """Nothing of Neuss leaves with Kaarst."""
    assert not [name for name in payload(kaarst_bag) if "neuss" in name]


def test_tables_hold_every_entry_and_no_formula(kaarst_home: Path, kaarst_bag: Path) -> None:
    """The same rows as JSON and as a table, those of later acts among them."""
    rows = json.loads((kaarst_bag / "data" / "entries.json").read_text())
    text = (kaarst_bag / "data" / "entries.csv").read_text("utf-8-sig")
    table = list(csv.DictReader(text.splitlines(), delimiter=";"))
    entries = [
        entry
        for dossier in Store(kaarst_home).dossiers()
        if dossier.municipality == "kaarst"
        for entry in dossier.entries
    ]
    assert len(rows) == len(table) == len(entries)
    assert "deleted" in {row["status"]["value"] for row in rows}


def test_names_of_files_are_safe_everywhere(kaarst_bag: Path) -> None:
    """Composed letters, no way out of the bag, no character that a system forbids."""
    for name in payload(kaarst_bag):
        assert unicodedata.is_normalized("NFC", name)
        assert not set(name) & set('<>:"|?*\\\n\r')
        assert ".." not in name.split("/")


def test_a_hostile_name_is_told_without_breaking_the_file(kaarst_bag: Path) -> None:
    """What XML cannot hold is marked; the rest of the name is there."""
    labels = {
        etree.parse(str(file)).getroot().get("OBJID") for file in kaarst_bag.rglob("mets.xml")
    }
    assert HOSTILE.replace("\u0007", "\ufffd") in labels


@pytest.mark.integration
def test_mets_and_premis_keep_to_their_schemas(
    kaarst_bag: Path, mets_judge: Callable[[Path], list[str]]
) -> None:
    """Every file, by the schemas of the Library of Congress; and the judge does find faults."""
    files = list(kaarst_bag.rglob("mets.xml"))
    assert {file.parent.name: mets_judge(file) for file in files} == {
        file.parent.name: [] for file in files
    }
    broken = kaarst_bag.parent / "broken.xml"
    broken.write_text(files[0].read_text().replace("eventDateTime", "eventDate"))
    assert mets_judge(broken)


@pytest.mark.integration
def test_alto_keeps_to_its_schema(
    kaarst_bag: Path, alto_judge: Callable[[Path], list[str]]
) -> None:
    """Every page with its words, by the schema of ALTO 4; and the judge does find faults."""
    pages = list(kaarst_bag.rglob("alto/*.xml"))
    assert pages
    assert {page: found for page in pages if (found := alto_judge(page))} == {}
    broken = kaarst_bag.parent / "broken.xml"
    broken.write_text(pages[0].read_text().replace("HPOS", "LEFT"))
    assert alto_judge(broken)


def test_mets_names_every_file_with_its_hash(kaarst_bag: Path) -> None:
    """Each link leads to a file, whose hash and size are the ones that are told."""
    for file in kaarst_bag.rglob("mets.xml"):
        for told in etree.parse(str(file)).iter("{http://www.loc.gov/METS/}file"):
            (link,) = told
            target = file.parent / unquote(link.get("{http://www.w3.org/1999/xlink}href"))
            assert sha256_of(target) == told.get("CHECKSUM")
            assert target.stat().st_size == int(told.get("SIZE"))


@pytest.mark.integration
def test_pdfs_are_still_pdfa(
    kaarst_bag: Path, verapdf: Callable[[list[Path]], dict[str, list[str]]]
) -> None:
    """veraPDF and qpdf find nothing in what left the house."""
    files = [f for f in kaarst_bag.rglob("*.pdf") if "originals" not in f.parts]
    assert files
    assert not any(verapdf(files).values())
    for file in files:
        with pikepdf.open(file) as pdf:
            assert not pdf.check_pdf_syntax()


def test_volumes_fit_and_each_is_a_bag(home: Path, tmp_path: Path) -> None:
    """None is larger than was said, each is valid alone, and each says which of how many."""
    whole = exported(home, tmp_path / "whole")[0].bytes
    limit = whole // 2
    bags = exported(home, tmp_path / "parts", replace(ORDER, volume_bytes=limit))
    assert len(bags) > 1
    for place, made in enumerate(bags, start=1):
        bagit.Bag(str(made.path)).validate()
        assert bagit.Bag(str(made.path)).info["Bag-Count"] == f"{place} of {len(bags)}"
        size = sum(file.stat().st_size for file in made.path.rglob("*") if file.is_file())
        assert size <= limit
    assert sum(made.dossiers for made in bags) == 5


def nothing_in(folder: Path) -> bool:
    return not folder.exists() or not list(folder.iterdir())


def test_a_dossier_larger_than_a_volume_is_named(home: Path, tmp_path: Path) -> None:
    """It is not split, and nothing is left behind."""
    with pytest.raises(VolumeTooSmall, match="kaarst/"):
        exported(home, tmp_path / "out", replace(ORDER, volume_bytes=30_000))
    assert nothing_in(tmp_path / "out")


@pytest.mark.parametrize("pieces", [0, 1, 7, 20])
def test_a_full_disk_leaves_no_bag(
    home: Path, tmp_path: Path, full_disk: Callable[[int], None], pieces: int
) -> None:
    """Wherever it fills up, the error says so and the folder is as it was."""
    full_disk(pieces)
    with pytest.raises(TargetFull):
        exported(home, tmp_path / "out")
    assert nothing_in(tmp_path / "out")


def test_what_is_damaged_does_not_leave_the_house(home: Path, tmp_path: Path) -> None:
    """A flipped bit in an original is told, and no bag carries it on."""
    revision = next(iter(Store(home).revisions_of("kaarst/k1")))
    original = Store(home).original_path(read_manifest(revision).originals[0])
    content = bytearray(original.read_bytes())
    content[100] ^= 1
    original.chmod(0o600)
    original.write_bytes(content)
    with pytest.raises(StoreDamaged, match=original.name):
        exported(home, tmp_path / "out")
    assert nothing_in(tmp_path / "out")


def test_two_exports_to_one_folder_do_not_mix(home: Path, tmp_path: Path) -> None:
    """The second is refused while the first is at work; what a killed one left is swept."""
    out = tmp_path / "out"
    left = out / ".unfinished-kaarst-1" / "0"
    left.mkdir(parents=True)
    handle = os.open(out, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with pytest.raises(StoreBusy):
        exported(home, out)
    os.close(handle)
    (made,) = exported(home, out)
    assert [path.name for path in out.iterdir()] == [made.path.name]


def test_a_clock_that_jumps_back_writes_over_nothing(home: Path, tmp_path: Path) -> None:
    """A bag of the same second is there already: the next one has a number behind its name."""
    (made,) = exported(home, tmp_path / "out", replace(ORDER, dossier="kaarst/k1"))
    name = free_name(tmp_path / "out", made.path.name)
    assert name == f"{made.path.name}~2"


def test_a_town_without_dossiers_is_told(home: Path, tmp_path: Path) -> None:
    """No empty bag that looks like a whole one."""
    with pytest.raises(NothingToExport):
        exported(home, tmp_path / "out", replace(ORDER, municipality="dormagen"))
    assert nothing_in(tmp_path / "out")


def test_the_command_writes_down_who_took_it_out(home: Path, tmp_path: Path) -> None:
    """A bag holds names: the look stands in the trail before it, the bag's hash after it."""
    out = str(tmp_path / "out")
    done = call(
        home, "export", "archive", "-m", "kaarst", "-o", out, "--reason", "Abgabe", "--json"
    )
    assert done.exit_code == 0, done.output
    (said,) = json.loads(done.output)
    look, line = read_trail(home)[-2:]
    assert (look.name, look.details["reason"]) == ("look", "Abgabe")
    assert (line.name, line.details["sha256"]) == ("export", said["tagmanifest_sha256"])


@pytest.mark.parametrize(
    "arguments",
    [(), ("-m", "kaarst", "--dossier", "kaarst/k1"), ("-m", "kaarst", "--volume-size", "x")],
)
def test_an_unclear_order_is_refused(
    home: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    """A town or a dossier, not both, and a size that is one."""
    done = call(home, "export", "archive", *arguments, "-o", str(tmp_path / "out"))
    assert (done.exit_code, nothing_in(tmp_path / "out")) == (2, True)


def test_an_export_of_its_time_is_a_head_that_left_the_house(home: Path, tmp_path: Path) -> None:
    """As a backup is: a trail that was written anew since lacks the line that they name."""
    out = ("-o", str(tmp_path / "out"))
    assert call(home, "export", "archive", "-m", "kaarst", *out).exit_code == 0
    assert call(home, "backup", *out).exit_code == 0
    bags = sorted((tmp_path / "out").iterdir())
    assert len(bags) == 2
    for one in bags:
        assert call(home, "audit", "check", "--bag", str(one)).exit_code == 0
    _, *rest = read_trail(home)
    shutil.rmtree(home / "audit")
    (home / "trail").unlink()
    begin_trail(home)
    append(home, lambda _: [{"name": x.name, "at": x.at, "by": x.by, **x.details} for x in rest])
    for one in bags:
        refused = call(home, "audit", "check", "--bag", str(one))
        assert isinstance(refused.exception, StoreDamaged)


@pytest.mark.parametrize("asked", [("--bag",), (), ("7",)])
def test_a_check_without_a_line_to_compare_is_refused(
    home: Path, tmp_path: Path, asked: tuple[str, ...]
) -> None:
    """A bag of an earlier version names none: nothing is taken for checked."""
    (tmp_path / "bag-info.txt").write_text("Baulast-Format: 1\n")
    bag = (str(tmp_path),) if asked == ("--bag",) else ()
    assert call(home, "audit", "check", *asked, *bag).exit_code == 2
