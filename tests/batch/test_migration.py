"""What the first release left behind comes along by itself, and is guarded from then on.

``data/first_release.tar.xz`` is a home as that release wrote it: lines without a hash of their own,
a log for statements alone, an index and a catalog of earlier shapes.
"""

import json
import tarfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive.audit import read_trail
from archive.chain import START, chain_of, line_hash
from archive.home_format import FORMAT, format_of
from archive.store import Store
from archive.supplement import append_event, read_supplement
from batch.migration import migrate
from baulast.errors import StoreDamaged
from baulast.model import Status
from catalog.store import Catalog
from cli import commands
from register import lists

DATA = Path(__file__).parent / "data" / "first_release.tar.xz"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with tarfile.open(DATA) as packed:
        packed.extractall(tmp_path, filter="data")
    return tmp_path / "home"


def call(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(commands, ["--home", str(home), *arguments])


def old_files(home: Path) -> dict[Path, bytes]:
    logs = (*home.rglob("supplement.jsonl"), *(home / "register").iterdir())
    return {path: path.read_bytes() for path in logs}


@pytest.mark.parametrize(
    "arguments",
    [("verify",), ("search", "Büttgen 12 345/12"), ("status",), ("audit", "show"), ("rebuild",)],
    ids=lambda a: a[0],
)
def test_any_command_brings_the_home_along(home: Path, arguments: tuple[str, ...]) -> None:
    """Once, and afterwards everything is as the check wants it."""
    done = call(home, *arguments)
    assert done.exit_code == 0, done.output
    assert format_of(home) == FORMAT
    assert call(home, "verify").exit_code == 0
    assert "umgestellt" not in call(home, "status").output


def test_nothing_that_was_written_is_changed(home: Path) -> None:
    """Lines are only appended; the old log of the statements keeps its bytes."""
    before = old_files(home)
    log = (home / "statements" / "log.jsonl").read_bytes()
    revisions = {f: f.read_bytes() for f in home.rglob("r1/*")}
    call(home, "verify")
    assert all(path.read_bytes().startswith(content) for path, content in before.items())
    assert all(path.read_bytes() == content for path, content in revisions.items())
    assert (home / "statements" / "log-of-first-release.jsonl").read_bytes() == log


def test_what_was_said_is_said_again(home: Path) -> None:
    """Statements under their numbers, with who gave them and what was asked."""
    done = call(home, "auskunft", "--again", "2026-000001", "--json")
    assert done.exit_code == 7  # as it was then: not certain
    given = [line for line in read_trail(home) if line.name == "statement"]
    assert [line.details["number"] for line in given] == ["2026-000001", "2026-000002"]
    assert given[0].people[1] == "Muster"
    found = call(home, "audit", "show", "--parcel", "Büttgen 12 999", "--json").output
    assert "2026-000002" in {line["details"].get("number") for line in json.loads(found)}


def test_corrections_acts_and_lists_are_there(home: Path) -> None:
    """In the supplements, in every reading, and in what a statement rests on."""
    call(home, "verify")
    assert '"by": "schulz"' in Store(home).supplement("kaarst/k1").read_text()
    with Catalog.in_home(home) as catalog:
        assert {record.entries for record in catalog.dossiers()} == {1}
    assert Store(home).load("kaarst/k3").entries[0].status.value is Status.DELETED
    assert [sheet.box for sheet in lists.inventory(home).sheets] == ["K 12"]


def test_a_migration_that_was_killed_tells_nothing_twice(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The trail knew of the statements already, and the chains are sealed once."""

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    store = Store(home)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", killed)
        with pytest.raises(KeyboardInterrupt):
            migrate(store)
    migrate(Store(home))
    names = [line.name for line in read_trail(home)]
    assert (names.count("statement"), names.count("migrated")) == (2, 3)


def test_every_flipped_bit_of_an_old_line_is_found_once_it_is_sealed(home: Path) -> None:
    """The lines of the first release are guarded as all others are."""
    migrate(Store(home))
    path = home / "dossiers" / "kaarst" / "k3" / "supplement.jsonl"
    content = path.read_bytes()
    for bit in range(8 * (content.index(b"\n") + 1)):
        flipped = bytearray(content)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(StoreDamaged):
            chain_of(path, bytes(flipped))


def test_a_line_without_a_hash_of_its_own_stands_nowhere_else(tmp_path: Path) -> None:
    """Nobody can append one behind lines that have theirs."""
    path = tmp_path / "supplement.jsonl"
    append_event(path, {"event": "x"})
    last = line_hash(path.read_bytes().rstrip(b"\n"))
    line = json.dumps({"event": {"event": "y"}, "previous": last}, sort_keys=True)
    with path.open("a") as file:
        file.write(line + "\n")
    with pytest.raises(StoreDamaged, match=r"(Zeile|line) 2"):
        read_supplement(path)


@pytest.mark.parametrize("extra", [{"other": 1}, {"sha257": "0"}])
def test_an_old_line_holds_nothing_else(tmp_path: Path, extra: dict[str, object]) -> None:
    """A hash under another name is no line of the first release."""
    line = json.dumps({"event": {}, "previous": START, **extra}, sort_keys=True)
    with pytest.raises(StoreDamaged):
        chain_of(tmp_path / "log", line.encode() + b"\n")


def test_a_home_of_a_later_version_is_refused(home: Path) -> None:
    """Nothing in it is touched."""
    (home / "format").write_text(f"{FORMAT + 1}\n")
    done = call(home, "verify")
    assert str(FORMAT + 1) in str(done.exception)
    assert not (home / "audit").exists()


def test_new_homes_say_their_format(tmp_path: Path) -> None:
    """So that the next version knows what it has before it."""
    assert format_of(Store(tmp_path / "home").home) == FORMAT
