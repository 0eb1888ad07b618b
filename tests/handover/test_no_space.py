"""A disk that is full in the middle, as the system says it: each command that writes much."""

import subprocess
import sys
from pathlib import Path

import pytest

from archive.store import Store
from tests.handover.town import call, exported

FULL = 5
PROGRAM = """import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)),) * 2)
from cli import main
main()"""


ROOM = 300_000  # bytes that a file may have: all but the original that comes from LARGE
LARGE = b"%PDF-1.4" + bytes(2 * ROOM)


@pytest.fixture
def home(home: Path, tmp_path: Path) -> Path:
    """A home that holds one large file."""
    order = tmp_path / "Verfügung.pdf"
    order.write_bytes(LARGE)
    act = ("--sheet", "9902", "--number", "1", "--order", "63-7/26", "--kind", "leitung")
    what = ("--burdened", "Büttgen 12 88", "--registered-on", "2026-02-03", "--wording", "Rohr")
    done = call(home, "entry", "add", "kaarst/k2", *act, *what, "--evidence", str(order))
    assert done.exit_code == 0, done.output
    return home


def limited(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The program where no file may grow beyond so many bytes, which the system says as it does of
    a quota."""
    command = [sys.executable, "-c", PROGRAM, str(ROOM), "--home", str(home), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def is_told(done: subprocess.CompletedProcess[str]) -> bool:
    said = done.stdout + done.stderr
    return done.returncode == FULL and "Speicher voll" in said and "Traceback" not in said


@pytest.mark.parametrize(
    "command",
    [
        ("export", "archive", "-m", "kaarst"),
        ("backup",),
    ],
    ids=["export", "backup"],
)
def test_nothing_half_made_is_left_where_bags_go(
    home: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """The person is told, the folder is empty, the home whole; with room, the same call works."""
    out = tmp_path / "out"
    done = limited(home, *command, "-o", str(out))
    assert is_told(done), done.stdout + done.stderr
    assert not out.exists() or [*out.iterdir()] == []
    assert call(home, "verify").exit_code == 0
    assert call(home, *command, "-o", str(out)).exit_code == 0
    assert len([*out.iterdir()]) == 1


@pytest.mark.parametrize("kind", ["rebuild", "restore"])
def test_a_home_that_could_not_be_filled_holds_no_dossier(
    home: Path, tmp_path: Path, kind: str
) -> None:
    """Nobody asks half a register; with room, the same call fills it."""
    out, new = tmp_path / "out", tmp_path / "new"
    if kind == "restore":
        call(home, "backup", "-o", str(out))
    else:
        exported(home, out)
    (bag,) = out.iterdir()
    command = ("restore", str(bag)) if kind == "restore" else ("rebuild", "--from", str(bag))
    done = limited(new, *command)
    assert is_told(done), done.stdout + done.stderr
    assert [*Store(new).revisions()] == []
    again = call(new, *command)
    assert again.exit_code == 0, again.output
    assert [*Store(new).revisions()]
