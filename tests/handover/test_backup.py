"""``baulast backup`` and ``restore``: the home as it was, taken while others work in it."""

import threading
from pathlib import Path

import bagit
import pytest
from click.testing import Result

from archive.audit import EventName, note, read_trail
from archive.store import Store
from archive.supplement import append_event
from catalog.records import DossierState
from catalog.store import Catalog
from handover import backup
from handover.intake import BagDamaged, BagForeign, HomeFilled
from tests.handover.town import call

ASKED = ("auskunft", "-g", "Kaarst", "--flur", "3", "-f", "17", "--reason", "x")


def backed_up(home: Path, target: Path) -> Path:
    done = call(home, "backup", "-o", str(target))
    assert done.exit_code == 0, done.output
    (made,) = target.iterdir()
    return made


def restored(source: Path, home: Path) -> Result:
    return call(home, "restore", str(source))


def files(home: Path) -> dict[str, bytes]:
    kept = ("dossiers", "originals", "register", "statements")
    found = (f for top in kept for f in (home / top).rglob("*") if f.is_file())
    return {f.relative_to(home).as_posix(): f.read_bytes() for f in found if f.name != "lock"}


def test_the_home_comes_back_as_it_was(home: Path, tmp_path: Path) -> None:
    """Files, trail, statements, what was set aside; the check finds nothing."""
    call(home, *ASKED)
    made = backed_up(home, tmp_path / "out")
    bagit.Bag(str(made)).validate()
    copy = tmp_path / "copy"
    done = restored(made, copy)
    assert done.exit_code == 0, done.output
    assert files(copy) == files(home)
    before, after = read_trail(home), read_trail(copy)
    assert after[: len(before) - 1] == before[:-1]  # all but the line on the bag itself
    with Catalog.in_home(copy) as catalog:
        (aside,) = catalog.dossiers(state=DossierState.SET_ASIDE)
        assert aside.error == "Riss"
    assert call(copy, "auskunft", "--again", "2026-000001").exit_code == 7
    assert call(copy, "verify").exit_code == 0


def test_a_backup_is_a_look_at_all_names(home: Path, tmp_path: Path) -> None:
    """Who took it and why stands in the trail; where a reason is asked for, not without one."""
    (home / "baulast.toml").write_text("[audit]\nreason_required = true\n")
    assert call(home, "backup", "-o", str(tmp_path / "out")).exit_code == 2
    assert not (tmp_path / "out").exists()
    assert call(home, "backup", "-o", str(tmp_path / "out"), "--reason", "Nacht").exit_code == 0
    looks = [line.details for line in read_trail(home) if line.name == EventName.LOOK]
    assert (looks[-1]["what"], looks[-1]["reason"]) == ("backup", "Nacht")


def test_a_backup_taken_while_others_write_is_whole(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is written between two copies: the trail never names what the backup lacks."""
    store = Store(home)
    real, count = backup._copy, iter(range(10_000))
    one = threading.Lock()

    def copy(bag: object, source: Path, file: Path) -> None:
        with one:
            number = next(count)
            if number % 3 == 0:
                line = append_event(store.supplement("kaarst/k2"), {"event": "x", "n": number})
                note(home, EventName.CORRECTION, dossier="kaarst/k2", supplement_sha256=line)
        real(bag, source, file)

    monkeypatch.setattr(backup, "_copy", copy)
    made = backed_up(home, tmp_path / "out")
    copy_home = tmp_path / "copy"
    assert restored(made, copy_home).exit_code == 0
    assert call(copy_home, "verify").exit_code == 0


@pytest.mark.parametrize("is_lost", [True, False], ids=["its data lost", "still there"])
def test_a_catalog_elsewhere_comes_back_from_the_archive(
    home: Path, tmp_path: Path, is_lost: bool
) -> None:
    """And what it alone knew from the backup: while something is set aside, nothing is certain."""
    elsewhere = f"sqlite:///{tmp_path}/elsewhere.sqlite"
    (home / "catalog.sqlite").rename(tmp_path / "elsewhere.sqlite")
    out = tmp_path / "out"
    assert call(home, "--catalog", elsewhere, "backup", "-o", str(out)).exit_code == 0
    if is_lost:
        (tmp_path / "elsewhere.sqlite").unlink()
    copy = tmp_path / "copy"
    done = call(copy, "--catalog", elsewhere, "restore", str(next(out.iterdir())))
    assert done.exit_code == 0, done.output
    with Catalog.open(elsewhere) as catalog:
        (aside,) = catalog.dossiers(state=DossierState.SET_ASIDE)
        assert aside.error == "Riss"
        assert catalog.state_counts()[DossierState.DONE] > 3
        assert len({run.started_at for run in catalog.runs.all()}) == len(catalog.runs.all())
    assert not (copy / "catalog.sqlite").exists()
    assert not (copy / "unfinished").exists()
    assert call(copy, "--catalog", elsewhere, "verify").exit_code == 0


def test_a_line_that_is_being_written_is_left_out(home: Path, tmp_path: Path) -> None:
    """It was never promised to anyone."""
    supplement = Store(home).supplement("kaarst/k1")
    with supplement.open("ab") as file:
        file.write(b'{"event": {"ev')
    copy = tmp_path / "copy"
    assert restored(backed_up(home, tmp_path / "out"), copy).exit_code == 0
    assert call(copy, "verify").exit_code == 0


def test_what_is_final_is_read_only_again(home: Path, tmp_path: Path) -> None:
    """Originals and revisions; logs are still written to."""
    copy = tmp_path / "copy"
    restored(backed_up(home, tmp_path / "out"), copy)
    assert {oct(f.stat().st_mode & 0o777) for f in copy.rglob("r1/*")} == {"0o400"}
    assert {oct(f.stat().st_mode & 0o777) for f in copy.rglob("supplement.jsonl")} == {"0o600"}


def test_a_damaged_backup_is_refused(home: Path, tmp_path: Path) -> None:
    """With what and where; nothing is put in place."""
    made = backed_up(home, tmp_path / "out")
    file = next((made / "data" / "originals").rglob("*.*"), None) or next(
        f for f in (made / "data" / "originals").rglob("*") if f.is_file()
    )
    file.chmod(0o600)
    file.write_bytes(file.read_bytes()[:-1])
    done = restored(made, tmp_path / "copy")
    assert isinstance(done.exception, BagDamaged)
    assert file.name in str(done.exception)
    assert not list((tmp_path / "copy" / "dossiers").iterdir())


def test_a_home_in_use_is_not_written_over(home: Path, tmp_path: Path) -> None:
    """Nor is an export taken for a backup."""
    made = backed_up(home, tmp_path / "out")
    assert isinstance(restored(made, home).exception, HomeFilled)
    assert isinstance(restored(home, tmp_path / "copy").exception, BagForeign)
