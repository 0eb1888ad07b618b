"""``baulast verify``, as a person calls it: nothing that is wrong goes unseen, and all is told.

The home holds dossiers of Kaarst, one of Neuss, and everything that can come after the scan.
"""

import errno
import json
import shutil
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from archive import audit_log
from archive.audit import EventName, note, read_trail
from archive.durable import sha256_of
from archive.store import Store
from archive.supplement import append_event
from archive.witness import vouch
from baulast.language import Both
from baulast.model import Doubt, DoubtReason, Step
from cli import commands
from tests.handover.town import commit, made_in, scanned
from upkeep import rebuild

KEPT, UNCHECKED, DERIVED = 6, 5, 8
HERE, OTHER = "kaarst/k1", "kaarst/k4"  # HERE has a correction
ASIDE = "kaarst/KAA-BL-999999"
DOUBTED = "kaarst/z1"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("verified")
    home = made_in(folder)
    store = Store(home)
    read = scanned(replace(store.reading(HERE), id=DOUBTED, number="z1"), store, folder, turn=0)
    doubt = Doubt(reason=DoubtReason.UNREAD_INK, detail=Both.only("nicht gelesene Schrift"), page=1)
    step = Step(stage="read", tools=(("engine", "5"),), settings_sha256="5" * 64)
    commit(store, replace(read, doubts=(doubt,), steps=(step,)))
    vouch(store, EventName.ARCHIVED)
    rebuild(home)
    return home


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "home"))


def call(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(commands, ["--home", str(home), *arguments])


def verified(home: Path, *options: str) -> tuple[int, dict[str, Any]]:
    """Exit code and report."""
    done = call(home, "verify", "--json", *options)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, json.loads(done.output)


def damaged(report: dict[str, Any]) -> str:
    return "\n".join(f"{item['path']}: {item['what']}" for item in report["damage"])


def test_a_whole_home_is_well(home: Path) -> None:
    """Nothing is found where nothing is wrong, and the person is told so."""
    for options in ((), ("--deep",), ("--dossier", HERE)):
        code, report = verified(home, *options)
        assert (code, damaged(report), report["differing"], report["unchecked"]) == (0, "", [], [])
    assert "Alles ist, wie es abgelegt wurde" in call(home, "verify").output


# --------------------------------------------------------------------------- the audit trail


def without_folder(home: Path) -> None:
    shutil.rmtree(home / "audit")


def without_trail(home: Path) -> None:
    without_folder(home)
    (home / "trail").unlink()


def without_tail(home: Path) -> None:
    log = home / "audit" / "log.jsonl"
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:-2]))


def without_last_day(home: Path) -> None:
    """The tail is cut, and the head is written to fit."""
    older_folder(home, lines=2)


def older_folder(home: Path, lines: int = 1) -> None:
    """An older copy of the folder in the place of the newer; since then names were looked at."""
    shutil.copytree(home / "audit", home / "older")
    for _ in range(lines):
        note(home, EventName.LOOK, what="show", reason="Neugier", dossier=HERE)
    shutil.rmtree(home / "audit")
    (home / "older").rename(home / "audit")


def older_folder_without_copy(home: Path) -> None:
    """The same by somebody who knows of the copy of the head."""
    older_folder(home)
    (home / "trail").unlink()


def without_copy(home: Path) -> None:
    (home / "trail").unlink()


def without_head(home: Path) -> None:
    (home / "audit" / "head").unlink()


def without_log(home: Path) -> None:
    (home / "audit" / "log.jsonl").unlink()


def begun_anew(home: Path) -> None:
    """As if there had never been one; the newer one is whole in itself."""
    without_trail(home)
    beside = home.with_name("empty")
    note(beside, EventName.EXPORT, what="x")
    shutil.copytree(beside / "audit", home / "audit")
    shutil.copy(beside / "trail", home / "trail")


def rewritten(home: Path) -> None:
    """Log and both heads, whole in themselves, without one line that somebody wants forgotten."""
    first, *rest = read_trail(home)
    lines = [{"name": one.name, "at": one.at, "by": one.by, **one.details} for one in rest]
    without_trail(home)
    audit_log.begin_trail(home)
    audit_log.append(home, lambda _: lines)
    note(home, EventName(first.name), **first.details)


TRAIL = [
    without_folder,
    without_trail,
    without_tail,
    without_last_day,
    older_folder,
    older_folder_without_copy,
    without_copy,
    without_head,
    without_log,
    begun_anew,
    rewritten,
]


@pytest.mark.parametrize("harm", TRAIL, ids=lambda harm: harm.__name__)
def test_a_trail_that_was_taken_or_cut_is_found(home: Path, harm: Callable[[Path], None]) -> None:
    """And the check writes no new one over the gap."""
    harm(home)
    before = {p: p.read_bytes() for p in (home / "audit").glob("log*")}
    code, report = verified(home)
    assert code == KEPT
    assert damaged(report)
    if harm not in (begun_anew, rewritten):
        assert {p: p.read_bytes() for p in (home / "audit").glob("log*")} == before


HEALED = [without_copy, without_head]


@pytest.mark.parametrize("harm", TRAIL, ids=lambda harm: harm.__name__)
def test_only_a_head_comes_back_by_a_repair(home: Path, harm: Callable[[Path], None]) -> None:
    """What the other head and the log prove; a log that was cut stays found out."""
    harm(home)
    code, _ = verified(home, "--repair")
    if harm is older_folder_without_copy:
        return  # the log is whole in itself; only a head that left the house tells (audit check)
    assert code == (0 if harm in HEALED else KEPT)


@pytest.mark.parametrize("harm", TRAIL, ids=lambda harm: harm.__name__)
def test_nothing_begins_a_new_trail(home: Path, harm: Callable[[Path], None]) -> None:
    """No command goes on as if nothing had been, where it would have to write a line."""
    harm(home)
    done = call(home, "export", "text", "--reason", "x")
    is_open = harm in (without_copy, older_folder_without_copy, begun_anew, rewritten)
    assert (done.exit_code == 0) == is_open
    assert verified(home)[0] == KEPT


def test_a_revision_that_somebody_put_there_is_found(home: Path) -> None:
    """Whole in itself, with a manifest that fits: the trail never named it."""
    first = Store(home).revision(HERE)
    forged = first.with_name("r2")
    shutil.copytree(first, forged)
    manifest, record = forged / "manifest.json", forged / "transfer.json"
    for file, name in ((record, "previous_manifest"), (manifest, "previous")):
        file.chmod(0o600)
        body = json.loads(file.read_text())
        body[name] = sha256_of(first / "manifest.json")
        if file == manifest:
            body["files"][record.name] = sha256_of(record)
        file.write_text(json.dumps(body, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    code, report = verified(home)
    assert code == KEPT
    assert str(forged) in damaged(report)
    assert verified(home, "--repair")[0] == KEPT
    assert "audit accept" in call(home, "verify").output
    assert call(home, "audit", "accept", "--dossier", HERE, "--reason", "geprüft").exit_code == 0
    assert verified(home)[0] == 0
    assert read_trail(home)[-2].details["reason"] == "geprüft"


def test_a_correction_that_the_trail_never_named_is_found(home: Path) -> None:
    """Somebody wrote a line into a supplement, with a chain that fits."""
    path = Store(home).supplement(HERE)
    append_event(path, {"event": "page_withdrawn", "version": 1, "page": 1, "by": "x", "at": "x"})
    code, report = verified(home)
    assert code == KEPT
    assert str(path) in damaged(report)


def test_a_list_that_was_cut_or_taken_is_found(home: Path) -> None:
    """The list of sheets says which are missing: without it a statement is sure too soon."""
    path = home / "register" / "inventory.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    for harm in (lambda: path.write_bytes(b"".join(lines[:-1])), path.unlink):
        harm()
        code, report = verified(home)
        assert code == KEPT
        assert str(path) in damaged(report)


# ------------------------------------------------------------------ all causes, all repairs


def lose(home: Path, dossier: str) -> Path:
    folder = Store(home).revision(dossier).parent.parent
    shutil.rmtree(folder)
    return folder


def spoil(path: Path) -> Path:
    path.chmod(0o600)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    return path


def pdf_of(home: Path, dossier: str) -> Path:
    return next(Store(home).revision(dossier).glob("*.pdf"))


def in_database(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def test_every_cause_is_told_and_the_worst_one_counts(home: Path) -> None:
    """A lost dossier, a changed PDF, a lost head, an altered index: one does not hide another."""
    lost = lose(home, OTHER)
    pdf = spoil(pdf_of(home, HERE))
    without_head(home)
    in_database(home / "index.sqlite", "UPDATE entries SET is_hidden = 1")
    code, report = verified(home)
    assert code == KEPT
    told = damaged(report)
    assert all(str(path) in told for path in (lost, pdf, home / "audit"))
    assert any(HERE in line for line in report["differing"])


def test_after_a_repair_all_is_looked_at_again(home: Path) -> None:
    """What could be made anew is; a lost dossier stays lost, and everybody is told."""
    lost = lose(home, OTHER)
    pdf = spoil(pdf_of(home, HERE))
    without_head(home)
    in_database(home / "index.sqlite", "UPDATE entries SET is_hidden = 1")
    code, report = verified(home, "--repair")
    assert code == KEPT
    assert [str(lost / "v1" / "r1" / "manifest.json")] == [i["path"] for i in report["damage"]]
    assert report["differing"] == []
    assert str(pdf) in report["repaired"]
    assert verified(home)[0] == KEPT


def test_a_lost_dossier_is_never_dropped(home: Path) -> None:
    """A catalog and an index built anew know that they lack it, and say so with each search.

    Once it is back from the backup, all is as it was.
    """
    folder = Store(home).dossier_folder(OTHER)
    backup = shutil.copytree(folder, home.with_name("backup"))
    lose(home, OTHER)
    for name in ("catalog.sqlite", "index.sqlite"):
        (home / name).unlink()
    assert verified(home, "--repair")[0] == KEPT
    assert OTHER in call(home, "status").output
    assert "NICHT DURCHSUCHT: 1" in call(home, "search", "Kaarst 3 1").output
    done = call(home, "rebuild")
    assert (done.exit_code, OTHER in done.output) == (1, True)
    assert verified(home)[0] == KEPT
    assert verified(home, "--dossier", OTHER)[0] == KEPT
    assert "NICHT DURCHSUCHT: 1" in call(home, "search", "Kaarst 3 1").output
    shutil.copytree(backup, folder)
    assert verified(home)[0] == DERIVED
    assert verified(home, "--repair")[0] == 0
    assert OTHER not in call(home, "status").output
    assert verified(home)[0] == 0


@pytest.mark.parametrize("dossier", [HERE, ASIDE], ids=["in the archive", "set aside"])
@pytest.mark.parametrize("way", [("verify", "--repair"), ("rebuild",)], ids=" ".join)
def test_pages_that_the_catalog_cannot_tell_any_more_are_found(
    home: Path, dossier: str, way: tuple[str, ...]
) -> None:
    """They would end every export and every retry; what lies aside stays known, and how to end it.

    Of that the archive knows no pages: its delivery has to tell them again.
    """
    spoilt = f"UPDATE dossiers SET unread = x'00' WHERE id = '{dossier}'"
    in_database(home / "catalog.sqlite", spoilt)
    code, report = verified(home)
    assert (code, [dossier in said for said in report["differing"]]) == (DERIVED, [True])
    assert call(home, *way).exit_code == 0
    assert verified(home)[0] == 0
    told = " ".join(call(home, "status").output.split())
    assert ("noch einmal importieren" in told) == (dossier == ASIDE)
    assert ASIDE in told
    asked = ("export", "archive", "-m", "kaarst", "--reason", "x", "-o", str(home / "out"))
    assert call(home, *asked).exit_code == 0


def test_an_index_that_is_made_anew_says_what_it_lacks(home: Path) -> None:
    """A dossier that is lost, or not as it was written: no search says it has searched all."""
    lose(home, OTHER)
    spoil(Store(home).revision(HERE) / "dossier.json")
    garbage(home / "index.sqlite")
    assert verified(home, "--repair")[0] == KEPT
    shown = call(home, "status").output
    assert all(one in shown for one in (OTHER, HERE, ASIDE))
    assert "NICHT DURCHSUCHT: 3" in call(home, "search", "Kaarst 3 1").output


def test_a_reading_that_is_changed_is_not_taken_in(home: Path) -> None:
    """A wrong parcel never comes into catalog or index by a repair or a rebuild."""
    spoil(Store(home).revision(OTHER) / "dossier.json")
    before = call(home, "search", "*", "--json").output
    code, report = verified(home, "--repair")
    assert (code, report["differing"]) == (KEPT, [])
    assert call(home, "search", "*", "--json").output == before
    done = call(home, "rebuild")
    assert (done.exit_code, OTHER in done.output) == (1, True)


def test_each_pdf_is_made_by_itself(home: Path) -> None:
    """One whose original is gone stays found; the others come back."""
    store = Store(home)
    whole = pdf_of(home, HERE).read_bytes()
    for dossier in (OTHER, HERE):
        spoil(pdf_of(home, dossier))
    original = store.original(store.reading(OTHER).pages[0].origin.sha256)
    original.unlink()
    code, report = verified(home, "--repair")
    assert code == KEPT
    told = damaged(report)
    assert str(original) in told
    assert str(pdf_of(home, OTHER)) in told
    assert pdf_of(home, HERE).read_bytes() == whole


# ------------------------------------------------------------------------ catalog and index


def garbage(file: Path) -> None:
    file.write_bytes(b"no database" * 999)


def torn(file: Path) -> None:
    """The place on the disk where the table of the pages begins, in either database."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        asked = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'pages'")
        (root,) = asked.fetchone()
    content = bytearray(file.read_bytes())
    content[(root - 1) * 4096 : root * 4096] = b"\xff" * 4096
    file.write_bytes(content)


@pytest.mark.parametrize("name", ["catalog.sqlite", "index.sqlite"])
@pytest.mark.parametrize("harm", [garbage, torn, Path.unlink], ids=["garbage", "torn", "gone"])
def test_a_broken_file_is_told_and_built_anew(
    home: Path, name: str, harm: Callable[[Path], None]
) -> None:
    """The archive is right; the broken file is kept aside, and all is as it was."""
    before = call(home, "search", "*", "--json").output
    harm(home / name)
    code, report = verified(home)
    assert (code, damaged(report)) == (DERIVED, "")
    (said,) = report["differing"]
    assert str(home / name) in said
    code, report = verified(home, "--repair")
    assert (code, report["differing"]) == (0, [])
    assert report["repaired"]
    assert (home / f"{name}.unusable").exists() == (harm is not Path.unlink)
    if name == "index.sqlite" or harm is torn:  # what the old file still tells is saved
        assert "KAA-BL-999999" in call(home, "status").output
    after = call(home, "search", "*", "--json").output
    assert json.loads(after)["entries"] == json.loads(before)["entries"]


CATALOG = {
    "an entry's count": "UPDATE dossiers SET entries = 7 WHERE id = '{}'",
    "a state": "UPDATE dossiers SET state = 'archived' WHERE id = '{}'",
    "a state that is none": "UPDATE dossiers SET state = 'x' WHERE id = '{}'",
    "the pages' hash": "UPDATE dossiers SET content_sha256 = 'x' WHERE id = '{}'",
    "a page": "UPDATE pages SET is_blank = 1 WHERE dossier = '{}'",
    "no pages": "DELETE FROM pages WHERE dossier = '{}'",
    "a doubt's words": "UPDATE doubts SET detail = 'x' WHERE dossier = 'kaarst/z1'",
    "no doubts": "DELETE FROM doubts WHERE dossier = 'kaarst/z1'",
    "no look": "DELETE FROM tasks WHERE dossier = 'kaarst/z1'",
    "a look's rank": "UPDATE tasks SET rank = 6 WHERE dossier = 'kaarst/z1'",
    "a decision": "UPDATE decisions SET verb = 'confirm' WHERE dossier = '{}'",
    "no decision": "DELETE FROM decisions WHERE dossier = '{}'",
    "no dossier": "DELETE FROM dossiers WHERE id = '{}'",
    "one too many": "INSERT INTO dossiers SELECT 'kaarst/none', version, municipality, number,"
    " content_sha256, proves, source, state, steps_sha256, entries, unread, batch, error, remedy"
    " FROM dossiers WHERE id = '{}'",
}


@pytest.mark.parametrize("change", CATALOG.values(), ids=CATALOG)
def test_an_altered_row_of_the_catalog_is_found_and_put_right(home: Path, change: str) -> None:
    """Whatever stands in it that the archive does not say."""
    in_database(home / "catalog.sqlite", change.format(HERE))
    code, report = verified(home)
    assert (code, damaged(report)) == (DERIVED, "")
    assert report["differing"]
    assert verified(home, "--repair")[0] == 0
    assert verified(home)[0] == 0
    assert "KAA-BL-999999" in call(home, "status").output  # what lay aside still does


def another_word(data: bytes) -> bytes:
    return zlib.compress(zlib.decompress(data).replace(b"45/12", b"45/13"))


@pytest.mark.parametrize("harm", [another_word, lambda _: b"x"], ids=["a word", "unreadable"])
def test_an_altered_reading_of_a_page_is_found_and_put_right(
    home: Path, harm: Callable[[bytes], bytes]
) -> None:
    """When the rules change, a dossier is made anew from it: it would bring in another parcel."""
    with closing(sqlite3.connect(home / "catalog.sqlite")) as file, file:
        ((kept,),) = file.execute("SELECT page FROM page_readings").fetchall()
        assert another_word(kept) != kept
        file.execute("UPDATE page_readings SET page = ?", (harm(kept),))
    code, report = verified(home)
    assert (code, [DOUBTED in said for said in report["differing"]]) == (DERIVED, [True])
    assert verified(home, "--repair")[0] == 0
    with closing(sqlite3.connect(home / "catalog.sqlite")) as file:
        assert file.execute("SELECT page FROM page_readings").fetchall() == [(kept,)]


def test_a_page_whose_reading_was_not_kept_is_read_anew(home: Path) -> None:
    """Nothing relies on it."""
    in_database(home / "catalog.sqlite", "DELETE FROM page_readings")
    assert verified(home)[0] == 0


INDEX = {
    "hidden": "UPDATE entries SET is_hidden = 1 WHERE dossier = '{}'",
    "a parcel": "UPDATE parcels SET zaehler = zaehler + 1 WHERE dossier = '{}'",
    "no parcels": "DELETE FROM parcels WHERE dossier = '{}'",
    "a document": "UPDATE entry_documents SET document = replace(document, 'a', 'b') WHERE entry"
    " IN (SELECT id FROM entries WHERE dossier = '{}')",
    "words": "UPDATE entry_text SET words = 'x' WHERE rowid IN"
    " (SELECT id FROM entries WHERE dossier = '{}')",
    "no handle": "DELETE FROM handles WHERE entry IN (SELECT id FROM entries WHERE dossier = '{}')",
    "a date": "UPDATE entries SET deleted_on = '1999-01-01' WHERE dossier = '{}'",
    "fewer doubts": "UPDATE dossiers SET doubtful_pages = doubtful_pages + 1 WHERE id = '{}'",
    "what was searched": "UPDATE lands SET entries = entries + 1",
    "one too many": "INSERT INTO dossiers SELECT 'kaarst/none', version, municipality, land,"
    " entries, pages, doubtful_entries, doubtful_pages FROM dossiers WHERE id = '{}'",
    "an entry of nobody": "INSERT INTO entries (dossier, version, position, municipality,"
    " is_hidden, traits, flagged) SELECT 'kaarst/none', 1, 0, 'kaarst', 0, traits, '[]'"
    " FROM entries WHERE dossier = '{}'",
}


@pytest.mark.parametrize("change", INDEX.values(), ids=INDEX)
def test_an_altered_row_of_the_index_is_found_and_put_right(home: Path, change: str) -> None:
    """Whatever a search would have told otherwise."""
    in_database(home / "index.sqlite", change.format(HERE))
    code, report = verified(home)
    assert (code, damaged(report)) == (DERIVED, "")
    assert report["differing"]
    assert verified(home, "--repair")[0] == 0
    assert verified(home)[0] == 0


@pytest.mark.parametrize(
    ("file", "change"),
    [
        ("catalog.sqlite", CATALOG["a page"]),
        ("catalog.sqlite", CATALOG["no dossier"]),
        ("index.sqlite", INDEX["hidden"]),
        ("index.sqlite", INDEX["no parcels"]),
    ],
)
def test_one_dossier_is_checked_with_its_rows(home: Path, file: str, change: str) -> None:
    """Its row in the catalog and its entries in the search; another's damage is not its own."""
    in_database(home / file, change.format(HERE))
    assert verified(home, "--dossier", OTHER)[0] == 0
    code, report = verified(home, "--dossier", HERE)
    assert code == DERIVED
    assert HERE in report["differing"][0]
    assert verified(home, "--dossier", HERE, "--repair")[0] == 0
    assert verified(home)[0] == 0


def test_what_could_not_be_looked_at_is_said(home: Path) -> None:
    """An import at work, a program that is missing: the rest of the report is there."""
    spoil(pdf_of(home, HERE))
    settings = home / "baulast.toml"
    settings.write_text('[index]\nelasticsearch = "http://127.0.0.1:9"\n')
    with Store(home).locked():
        code, report = verified(home)
    assert code == UNCHECKED
    assert str(pdf_of(home, HERE)) in damaged(report)
    assert len(report["unchecked"]) == 2


def test_a_full_disk_hides_no_damage(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the list of what was checked nor a line in the trail can be written any more."""
    pdf = spoil(pdf_of(home, HERE))

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(audit_log, "write_all", full)
    code, report = verified(home)
    assert code == UNCHECKED
    assert str(pdf) in damaged(report)
    assert any("Speicher voll" in line for line in report["unchecked"])


def test_a_drive_that_went_away_is_no_damage(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is told of what nobody could read, and a repair makes nothing of it."""
    before = {p: p.stat().st_mtime_ns for p in (home / "dossiers").rglob("*.pdf")}

    def gone(path: Path) -> str:
        raise OSError(errno.ESTALE, "Stale file handle")

    monkeypatch.setattr("archive.damage.sha256_of", gone)
    for options in ((), ("--repair",)):
        code, report = verified(home, *options)
        assert (code, damaged(report)) == (UNCHECKED, "")
        assert any("Netzlaufwerk getrennt" in line for line in report["unchecked"])
    assert {p: p.stat().st_mtime_ns for p in before} == before


def test_each_message_says_which_copy_is_right_and_what_to_do(home: Path) -> None:
    """A person who has never seen the program can act on it."""
    spoil(pdf_of(home, HERE))
    spoil(Store(home).revision(OTHER) / "transfer.json")
    said = call(home, "verify").output
    assert "recht hat nur noch die Sicherung" in said
    assert "das Archiv hat recht" in said
    assert "--repair" in said
