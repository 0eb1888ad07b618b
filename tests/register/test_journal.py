"""Statements are kept under their numbers, and come back as they were given."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from archive.audit import read_trail
from baulast.errors import StoreDamaged
from register import journal
from register.answer import answer_parcel
from register.statement import Statement


@pytest.fixture
def make(sources) -> Callable[[str], Statement]:
    """Makes a statement on Büttgen 12 346 under a number."""
    finding = answer_parcel("Büttgen 12 346", sources)

    def made(number: str) -> Statement:
        return Statement(
            number=number,
            made_at="2026-11-22T10:15:00+01:00",
            made_by="M. Muster",
            reason="Kaufabsicht",
            applicant=(),
            findings=(finding,),
            last_import=None,
            program="baulast",
        )

    return made


def test_numbers_run_through_the_year(tmp_path: Path, make) -> None:
    """Each number is used once, and every year begins with the first."""
    given = [journal.give(tmp_path, year=y, make=make).number for y in (2026, 2026, 2027)]
    assert given == ["2026-000001", "2026-000002", "2027-000001"]


def test_a_number_that_nobody_was_told_is_not_used_again(tmp_path: Path, make) -> None:
    """A crash before the log leaves a file behind; the next statement gets its own number."""
    journal.give(tmp_path, year=2026, make=make)
    (tmp_path / "statements" / "2026-000002.json").write_text("{")
    assert journal.give(tmp_path, year=2026, make=make).number == "2026-000003"
    with pytest.raises(journal.StatementUnknown):
        journal.given(tmp_path, "2026-000002")


def test_a_statement_comes_back_as_it_was_given(tmp_path: Path, make) -> None:
    """Whatever the register says by now."""
    given = journal.give(tmp_path, year=2026, make=make)
    found = journal.given(tmp_path, given.number)
    assert (found.statement, found.letter, found.shows_names) == (given, None, False)


def test_a_letter_comes_back_as_it_was_written(tmp_path: Path, make) -> None:
    """Whatever the template says by now."""

    def write(statement: Statement, target: Path) -> None:
        target.write_bytes(statement.number.encode())

    given = journal.give(tmp_path, year=2026, make=make, write_letter=write)
    kept = journal.given(tmp_path, given.number).letter
    assert kept is not None
    assert kept.read_bytes() == b"2026-000001"


def test_the_log_says_who_when_and_why(tmp_path: Path, make) -> None:
    """And what was asked and answered, without opening the statement."""
    journal.give(tmp_path, year=2026, make=make)
    journal.note_again(tmp_path, "2026-000001", by="A. Anders")
    (event,) = journal.events(tmp_path)
    told = {name: event[name] for name in ("given_by", "given_at", "reason", "asked", "outcomes")}
    assert told == {
        "given_by": "M. Muster",
        "given_at": "2026-11-22T10:15:00+01:00",
        "reason": "Kaufabsicht",
        "asked": ["Büttgen 12 346"],
        "outcomes": ["found"],
    }


@pytest.mark.parametrize("name", ["statements/2026-000001.json", "audit/log.jsonl"])
def test_what_was_altered_is_told(tmp_path: Path, make, name: str) -> None:
    """A statement is worth nothing if it can be changed afterwards without a trace."""
    journal.give(tmp_path, year=2026, make=make)
    journal.give(tmp_path, year=2026, make=make)
    assert list(journal.damage(tmp_path, read_trail(tmp_path))) == []
    path = tmp_path / name
    path.chmod(0o600)
    path.write_text(path.read_text().replace("Kaufabsicht", "Neugier"))
    with pytest.raises(StoreDamaged):
        journal.given(tmp_path, "2026-000001")


def test_an_unknown_number_is_refused(tmp_path: Path, make) -> None:
    """With and without a log, and never as a path."""
    for number in ("2026-000001", "../../etc/passwd"):
        with pytest.raises(journal.StatementUnknown):
            journal.given(tmp_path, number)


def test_statements_are_values(make) -> None:
    """Two statements of the same content are the same."""
    assert make("2026-000001") == replace(make("2026-000002"), number="2026-000001")
