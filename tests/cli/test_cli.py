"""The commands, as a person or a cron job calls them."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import cli

ROOT = Path(__file__).resolve().parents[2]
BAULAST = Path(sys.executable).with_name("baulast")


def call(
    home: Path | None, *arguments: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    command = [str(BAULAST), *(("--home", str(home)) if home else ()), *arguments]
    without_home = {k: v for k, v in os.environ.items() if k != "BAULAST_HOME"}
    return subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**without_home, "COLUMNS": "200", **environment},
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one dossier of one page."""
    home = tmp_path_factory.mktemp("cli") / "home"
    done = call(home, "import", "samples/kaarst/KAA-aged-2026-0003", "-m", "Kaarst", "--quiet")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    return home


def test_quiet_says_nothing_as_long_as_all_is_well(home: Path) -> None:
    """Cron sends mail only where a person must act."""
    done = call(home, "import", "samples/kaarst/KAA-aged-2026-0003", "-m", "kaarst", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_report_is_there_for_programs(home: Path) -> None:
    """--json is valid JSON, alone on standard output."""
    done = call(home, "import", "samples/kaarst/KAA-aged-2026-0003", "-m", "kaarst", "--json")
    report = json.loads(done.stdout)
    assert report["pages_in"] == 1
    assert report["pages_read"] == 0


def test_a_damaged_file_is_named_with_a_remedy(home: Path, tmp_path: Path) -> None:
    """The batch goes on, the exit code tells, and the message says what to do."""
    (tmp_path / "kaputt.tif").write_bytes(b"II*\0 no more")
    os.utime(tmp_path / "kaputt.tif", (1, 1))
    done = call(tmp_path / "home", "import", str(tmp_path), "-m", "kaarst")
    assert done.returncode == 1
    assert "kaputt.tif" in done.stdout
    assert "→" in done.stdout


def test_retry_takes_up_what_could_not_be_reached(tmp_path: Path) -> None:
    """A link into nothing, or a drive that was away: named again, and taken in once it is there."""
    scans = tmp_path / "scans"
    scans.mkdir()
    (scans / "Akte.pdf").symlink_to(tmp_path / "Laufwerk" / "Akte.pdf")
    home = tmp_path / "home"
    assert call(home, "import", str(scans), "-m", "kaarst").returncode == 1
    done = call(home, "retry")
    assert done.returncode == 1, done.stderr
    assert "Akte.pdf: nicht" in done.stdout
    assert "Akte.pdf: nicht" in call(home, "status").stdout
    (tmp_path / "Laufwerk").mkdir()
    delivered = next((ROOT / "samples").rglob("*.pdf"))
    (tmp_path / "Laufwerk" / "Akte.pdf").write_bytes(delivered.read_bytes())
    assert call(home, "retry").returncode == 0
    assert call(home, "retry").stdout == "Es liegt nichts beiseite.\n"


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("search", "Kaarst 7 654"), 2, "BAULAST_HOME"),
        (("import", "samples", "-m", "Kerpen"), 2, "kaarst"),
        (("import", "not-there", "-m", "kaarst"), 2, "not-there"),
        (("frobnicate",), 2, "frobnicate"),
        (("search", " "), 2, "leer"),
        (("search", "x", "--limit", "0"), 2, "--limit"),
    ],
)
def test_a_wrong_call_says_what_is_right(arguments: tuple[str, ...], code: int, says: str) -> None:
    """Exit code 2, and the message names what would do."""
    done = call(None, *arguments)
    assert done.returncode == code
    assert says in done.stderr


def test_a_second_interrupt_has_its_own_exit_code(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """130, never the 1 that says: done, with something set aside."""

    def interrupted(_: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("console.verification.Store", interrupted)
    monkeypatch.setattr(sys, "argv", ["baulast", "--home", str(home), "verify"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 130


def test_the_preview_names_what_stays_outside(tmp_path: Path) -> None:
    """What the import would refuse is refused in the preview too, and nothing is written."""
    scans = tmp_path / "scans"
    scans.mkdir()
    (scans / "Ordner").symlink_to(ROOT / "samples" / "kaarst", target_is_directory=True)
    (scans / "Thumbs.db").touch()
    os.utime(scans / "Thumbs.db", (1, 1))
    preview = ("import", str(scans), "-m", "kaarst", "--dry-run")
    values = json.loads(call(tmp_path / "home", *preview, "--json").stdout)
    assert sorted(file["fate"] for file in values["files"]) == ["left", "refused"]
    done = call(tmp_path / "home", *preview)
    assert done.returncode == 0
    assert "Ordner: Verknüpfung auf einen Ordner" in done.stdout
    assert "1 × kein Scan" in done.stdout
    assert not (tmp_path / "home").exists()


def test_an_empty_home_is_no_archive(tmp_path: Path) -> None:
    """A typing error in --home never looks like "nothing found"."""
    done = call(tmp_path / "nowhere", "search", "Kaarst 7 654")
    assert done.returncode == 3
    assert "nowhere" in done.stderr
    assert not (tmp_path / "nowhere").exists()


def test_search_shows_entry_and_place(home: Path) -> None:
    """The entry, and the PDF and page to open."""
    done = call(home, "search", "Gem. Kaarst, Fl. 7, Flst. 654")
    assert "302" in done.stdout
    assert ".pdf" in done.stdout


def test_nothing_found_is_never_bare(home: Path) -> None:
    """An empty answer says what was searched."""
    done = call(home, "search", "Büttgen 12 345")
    assert done.returncode == 0
    assert "Büttgen, Flur 12, Flurstück 345" in done.stdout


def test_show_has_pages_entries_doubts_and_the_file(home: Path) -> None:
    """The id is the one that the search names; the PDF's path is in one line on a narrow screen."""
    found = call(home, "search", "Kaarst 7 654", COLUMNS="60").stdout
    dossier = next(line.split()[1] for line in found.splitlines() if line.startswith("Akte "))
    shown = call(home, "show", dossier, COLUMNS="60").stdout
    assert "Seite 1: Baulastenblatt" in shown
    assert "Baulastenblatt 302, lfd. Nr. 1" in shown
    assert "Kaarst, Flur 7, Flurstück 654" in shown.replace("\n", " ")
    pdf = next(line for line in shown.splitlines() if line.startswith("PDF "))
    assert Path(pdf.split()[1]).is_file()
    assert pdf in found


def test_show_knows_no_other_dossier(home: Path) -> None:
    """An unknown id is an error with its name, not a stack trace."""
    done = call(home, "show", "kaarst/gibt-es-nicht")
    assert done.returncode == 3
    assert "gibt-es-nicht" in done.stderr
    assert "Traceback" not in done.stderr


def test_export_of_entries_is_a_table_for_excel(home: Path, tmp_path: Path) -> None:
    """Semicolons and a byte order mark."""
    target = tmp_path / "entries.csv"
    assert call(home, "export", "entries", "--format", "csv", "-o", str(target)).returncode == 0
    head = target.read_text(encoding="utf-8").splitlines()[0]
    assert head.startswith("\ufefffile_id;")


def test_an_export_that_cannot_be_written_says_why(home: Path, tmp_path: Path) -> None:
    """A wrong folder is no bug of the program: the message names it and what to look at."""
    done = call(home, "export", "entries", "-o", str(tmp_path / "nowhere" / "entries.csv"))
    assert done.returncode == 3
    assert "nowhere" in done.stderr
    assert "nicht zu schreiben (nicht vorhanden)" in done.stderr.replace("\n", " ")


@pytest.mark.parametrize("what", ["entries", "text"])
def test_export_lines_are_json(home: Path, what: str) -> None:
    """Each line is an object of its own."""
    done = call(home, "export", what, "--format", "jsonl")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert rows
    assert all(row["file_id"] == "KAA-aged-2026-0003" for row in rows)


def test_verify_finds_a_flipped_bit(tmp_path: Path) -> None:
    """Exit code 6, and the file is named."""
    home = tmp_path / "home"
    call(home, "import", "samples/kaarst/KAA-aged-2026-0003", "-m", "kaarst", "--quiet")
    assert call(home, "verify").returncode == 0
    original = next(path for path in (home / "originals").rglob("*") if path.is_file())
    original.chmod(0o600)
    content = bytearray(original.read_bytes())
    content[len(content) // 2] ^= 1
    original.write_bytes(content)
    done = call(home, "verify")
    assert done.returncode == 6
    assert original.name in done.stdout.replace("\n", "")


def test_verify_makes_anew_what_is_derived(home: Path, tmp_path: Path) -> None:
    """PDF and index come back as they were, bit for bit; an original is never touched."""
    home = Path(shutil.copytree(home, tmp_path / "home"))
    pdf = next((home / "dossiers").rglob("*.pdf"))
    whole = pdf.read_bytes()
    pdf.chmod(0o600)
    pdf.write_bytes(whole[:-1])
    (home / "index.sqlite").unlink()
    assert call(home, "verify").returncode == 8
    assert call(home, "verify", "--repair").returncode == 0
    assert pdf.read_bytes() == whole
    done = call(home, "verify", "--deep")
    assert done.returncode == 0
    assert "MB/s" in done.stdout


def in_catalog(home: Path, statement: str) -> None:
    """Bring a catalog into a state that only a kill or another program version leaves."""
    connection = sqlite3.connect(home / "catalog.sqlite")
    with connection:
        connection.execute(statement)
    connection.close()


def test_what_no_search_can_find_yet_is_said(home: Path) -> None:
    """Killed between archive and index: status tells, and no search speaks for what it lacks."""
    in_catalog(home, "UPDATE dossiers SET state = 'archived'")
    in_catalog(home, "INSERT INTO owed SELECT 'embedded', id, version FROM dossiers")
    try:
        assert "noch nicht in der Suche" in call(home, "status").stdout
        assert "NICHT DURCHSUCHT: 1" in call(home, "search", "Zons 1 1").stdout
        elsewhere = call(home, "search", "Zons 1 1", "-m", "dormagen").stdout
        assert "NICHT DURCHSUCHT" not in elsewhere
        missing = json.loads(call(home, "search", "Zons", "--json").stdout)["unsearched"]
        assert (missing["unfinished"], missing["set_aside"]) == (1, 0)
    finally:
        assert call(home, "rebuild").returncode == 0
    assert "NICHT DURCHSUCHT" not in call(home, "search", "Zons 1 1").stdout


def test_a_catalog_of_another_program_version_is_built_anew(home: Path) -> None:
    """The message names the remedy, and the remedy helps."""
    in_catalog(home, "UPDATE catalog_schema SET version = 0")
    for command in (("status",), ("import", "samples/kaarst", "-m", "kaarst")):
        done = call(home, *command)
        assert done.returncode == 5
        assert "baulast rebuild" in done.stderr
    assert call(home, "rebuild").returncode == 0
    assert call(home, "status").returncode == 0


def test_a_search_without_its_index_is_an_error(home: Path) -> None:
    """A file that is gone never looks like "nothing found"."""
    for path in home.glob("index.sqlite*"):
        path.unlink()
    done = call(home, "search", "Kaarst 7 654")
    assert done.returncode == 5
    assert "baulast rebuild" in done.stderr
    assert call(home, "rebuild").returncode == 0


def test_verify_finds_a_search_that_lacks_dossiers(home: Path) -> None:
    """A dossier that the index does not know is an encumbrance nobody hears of."""
    for path in home.glob("index.sqlite*"):
        path.unlink()
    done = call(home, "verify")
    assert done.returncode == 8
    assert "--repair" in done.stdout
    assert json.loads(call(home, "verify", "--json").stdout)["differing"]
    assert call(home, "rebuild").returncode == 0
    assert call(home, "verify").returncode == 0


def test_rebuild_gives_the_same_answers(home: Path) -> None:
    """Catalog and index follow from the archive folder."""
    before = call(home, "search", "Kaarst 7 654").stdout
    for name in ("catalog.sqlite", "index.sqlite"):
        for path in home.glob(f"{name}*"):
            path.unlink()
    assert call(home, "rebuild").returncode == 0
    assert call(home, "search", "Kaarst 7 654").stdout == before


def test_doctor_tells_of_a_home_that_cannot_be_made(tmp_path: Path) -> None:
    """And goes on with the room that there is."""
    (tmp_path / "file").touch()
    done = call(tmp_path / "file" / "home", "doctor", "--json")
    assert done.returncode == 4
    wrong = [check for check in json.loads(done.stdout) if not check["is_right"]]
    assert [str(tmp_path / "file") in check["detail"] for check in wrong] == [True]


def test_doctor_is_content_here(home: Path) -> None:
    """Where the tests run, everything that an import needs is there."""
    done = call(home, "doctor", "--json")
    assert all(check["is_right"] for check in json.loads(done.stdout)), done.stdout
    assert done.returncode == 0


def test_english_on_request(home: Path) -> None:
    """BAULAST_LANG=en turns help and messages to English."""
    assert "Searches a parcel" in call(None, "search", "--help", BAULAST_LANG="en").stdout
    assert "Sucht ein Flurstück" in call(None, "search", "--help").stdout


def test_completion_is_printed() -> None:
    """The shell is given its script."""
    assert "_BAULAST_COMPLETE" in call(None, "completion", "bash").stdout


def test_a_private_home(home: Path) -> None:
    """Nobody else on the machine can read what carries names."""
    assert all(path.stat().st_mode & 0o077 == 0 for path in home.rglob("*"))


def test_extract_answers_lines_of_text_in_their_order() -> None:
    """A rule can be tried without a scan, and the answers come in the order of the questions."""
    wording = (
        "Baulastenblatt Nr. 7\n\nlfd. Nr. 1: Die Flurstücke 12 und 13 gelten als ein Grundstück."
    )
    rows = [{"id": name, "text": wording} for name in ("zwei", "eins")]
    done = subprocess.run(
        [str(BAULAST), "extract", "--jsonl", "-"],
        input="\n".join(map(json.dumps, rows)),
        capture_output=True,
        text=True,
        check=True,
    )
    answered = [json.loads(line)["file_id"] for line in done.stdout.splitlines()]
    assert list(dict.fromkeys(answered)) == ["zwei", "eins"]


def test_extract_refuses_what_is_no_text(tmp_path: Path) -> None:
    """The message names the file and what is asked for."""
    (tmp_path / "a.jsonl").write_text("{}\n", encoding="utf-8")
    done = call(None, "extract", "--jsonl", str(tmp_path / "a.jsonl"))
    assert done.returncode == 3
    assert "a.jsonl" in done.stderr
