"""The commands for accounts, as an administrator calls them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from archive.audit import EventName, read_trail

ROOT = Path(__file__).resolve().parents[2]
BAULAST = Path(sys.executable).with_name("baulast")
PASSWORD = "ein langes Kennwort\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "dossiers").mkdir()
    return tmp_path


def user(home: Path, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    call = [str(BAULAST), "--home", str(home), "user", *arguments]
    return subprocess.run(call, cwd=ROOT, input=typed, capture_output=True, text=True, check=False)


def test_an_account_from_its_making_to_its_end(home: Path) -> None:
    """Each change is in the list and in the audit trail, the password nowhere."""
    made = user(home, "add", "anna", "--role", "Kaarst:search", "--password-stdin", typed=PASSWORD)
    assert made.returncode == 0, made.stderr
    assert user(home, "roles", "anna", "--role", "kaarst:review").returncode == 0
    token = user(home, "token", "anna", "--label", "Bauantrag").stdout.strip()
    assert len(token) > 40
    assert user(home, "disable", "anna").returncode == 0
    (listed,) = json.loads(user(home, "list", "--json").stdout)
    assert listed == {"name": "anna", "is_disabled": True, "roles": ["kaarst:review"]}
    trail = [line for line in read_trail(home) if line.name == EventName.ACCOUNT]
    assert [line.details["what"] for line in trail] == ["add", "roles", "token", "disable"]
    log = (home / "audit" / "log.jsonl").read_text()
    assert token not in log
    assert PASSWORD.strip() not in log


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("add", "anna", "--role", "kaarst:alles", "--service"), "ist kein Recht"),
        (("add", "a b", "--role", "kreis", "--service"), "geht nicht als Name"),
        (("add", "anna", "--role", "kreis", "--password-stdin"), "Kennwort ungeeignet"),
        (("disable", "bert"), "gibt es nicht"),
    ],
)
def test_what_cannot_be_is_refused_with_what_is_right(
    home: Path, arguments: tuple[str, ...], says: str
) -> None:
    """Exit code 2 and the remedy."""
    done = user(home, *arguments, typed="kurz\n")
    assert done.returncode == 2
    assert says in done.stderr
