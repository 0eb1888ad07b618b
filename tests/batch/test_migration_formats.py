"""Homes of all formats between the first release's and today's come along by themselves.

``data/earlier_formats.tar.xz`` holds one of each, as the program of its time wrote it: two sheets
that were imported, a list of sheets, an entry that was added and deleted, a statement, and from
format 3 on what a reviewer said.
"""

import json
import tarfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive.audit import read_trail
from archive.home_format import FIRST, FORMAT, format_of
from archive.store import Store
from archive.supplement import append_event
from baulast.language import speaking
from baulast.model import Status
from catalog.store import Catalog
from cli import commands
from register import lists

DATA = Path(__file__).parent / "data" / "earlier_formats.tar.xz"
DOSSIER = "kaarst/akte1~6abba666"
WITH_REVIEW = 3  # the first format of a program that took decisions


@pytest.fixture(params=range(FIRST + 1, FORMAT))
def old(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, int]:
    """A home and its format."""
    name = f"format{request.param}"
    with tarfile.open(DATA) as packed:
        inside = [one for one in packed.getmembers() if Path(one.name).parts[0] == name]
        packed.extractall(tmp_path, inside, filter="data")
    return tmp_path / name, request.param


def call(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(commands, ["--home", str(home), *arguments])


def test_a_home_of_an_earlier_format_comes_along(old: tuple[Path, int]) -> None:
    """Nothing that was written is changed, and from then on all of it is as the check wants it."""
    home, format_ = old
    assert format_of(home) == format_
    kept = [*home.rglob("r1/*"), *home.glob("originals/*/*"), *home.glob("statements/*.json")]
    before = {path: path.read_bytes() for path in kept}
    logs = [*home.rglob("supplement.jsonl"), *home.glob("register/*"), home / "audit/log.jsonl"]
    grown = {path: path.read_bytes() for path in logs}
    assert call(home, "verify", "--deep").exit_code == 0
    assert format_of(home) == FORMAT
    assert {path: path.read_bytes() for path in kept} == before
    assert all(path.read_bytes().startswith(content) for path, content in grown.items())


def test_what_people_said_is_still_said(old: tuple[Path, int]) -> None:
    """The later entry and its deletion, the statement, the list and the decision."""
    home, format_ = old
    again = call(home, "auskunft", "--again", "2026-000001", "--json")
    assert json.loads(again.stdout)["findings"]
    assert "statement" in {line.name for line in read_trail(home)}
    entries = {entry.number.value: entry for entry in Store(home).load(DOSSIER).entries}
    assert entries[7].status.value is Status.DELETED
    assert [sheet.box for sheet in lists.inventory(home).sheets] == ["K 4", "K 5"]
    decided = any(f.is_reviewed for f in entries[1].findings.values())
    assert decided == (format_ >= WITH_REVIEW)


def test_words_of_one_language_are_shown_to_all(old: tuple[Path, int]) -> None:
    """A doubt that was kept in German is German for whoever asks, and what is said anew is not."""
    home, format_ = old
    dossier = Store(home).load(DOSSIER)
    with speaking("en"):
        said = [str(doubt.detail) for doubt in dossier.all_doubts]
        noted = [str(note) for entry in dossier.entries for note in entry.notes]
    assert any("ein Samstag" in text for text in said)
    assert any("Could not be made out" in text for text in said) == (format_ >= WITH_REVIEW)
    assert any("deletion recorded later" in text for text in noted)


def test_work_goes_on_in_it(old: tuple[Path, int]) -> None:
    """A line is added to the supplement, and names the trail as lines do today."""
    home, _ = old
    assert call(home, "status").exit_code == 0
    append_event(Store(home).supplement(DOSSIER), {"event": "note", "text": "x"})
    line = json.loads(Store(home).supplement(DOSSIER).read_text().splitlines()[-1])
    assert line["event"]["event"] == "note"
    assert line["trail"]["line"] == len(read_trail(home))
    with Catalog.in_home(home) as catalog:
        assert len(catalog.dossiers()) == 2
