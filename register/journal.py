"""Every statement that was given: who, when, for what reason, and what it said.

::

    home/statements/
      2026-000017.json     the statement as it was given
      2026-000017.pdf      its letter, where one was written

That it was given stands in the audit trail, with the hashes of both. The trail comes last: a number
without a line there was never given to anybody, and is not used again.
"""

import fcntl
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.audit import EventName, Line, note, trail
from archive.damage import Claim, Damage, of_files
from archive.durable import FINAL_FILE, make_folder, sha256_of, storage_errors, sync, write_file
from baulast.errors import InputError, StoreDamaged
from baulast.language import Both, tr
from index.stored import from_json, to_json
from register.statement import Statement

_NUMBER = re.compile(r"(\d{4})-(\d{6})")


class StatementUnknown(InputError):
    """No statement was given under that number."""

    remedy = Both(
        "Die Nummer steht auf dem Schreiben, zum Beispiel 2026-000017.",
        "The number stands on the letter, for example 2026-000017.",
    )


def give(
    home: Path,
    *,
    year: int,
    make: Callable[[str], Statement],
    write_letter: Callable[[Statement, Path], None] | None = None,
    with_annex: bool = False,
) -> Statement:
    """The statement under the next number, written down before anybody gets to see it."""
    folder = make_folder(home / "statements")
    with storage_errors(folder), (folder / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        statement = make(_next_number(folder, year))
        kept = folder / f"{statement.number}.json"
        write_file(kept, to_json(statement).encode())
        kept.chmod(FINAL_FILE)
        letter = kept.with_suffix(".pdf")
        if write_letter is not None:
            write_letter(statement, letter)
            letter.chmod(FINAL_FILE)
            sync(letter)
        sync(folder)
        note(home, EventName.STATEMENT, **_details(statement, kept, letter), shows_names=with_annex)
        return statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A statement as it was given."""

    statement: Statement
    letter: Path | None  # as it was written then; None: none was
    shows_names: bool  # in its annex


def given(home: Path, number: str) -> Given:
    """What was given under a number; StatementUnknown where nothing was.

    The trail is read once for it; StoreDamaged if statement or letter are not as they were.
    """
    event = next((e for e in events(home) if e["number"] == number), None)
    if event is None:
        raise StatementUnknown(tr(f"Auskunft {number}: nie erteilt", f"{number}: never given"))
    path = home / "statements" / f"{number}.json"
    _check(path, event["sha256"])
    letter = path.with_suffix(".pdf") if event["letter_sha256"] else None
    if letter is not None:
        _check(letter, event["letter_sha256"])
    return Given(
        statement=from_json(path.read_text(encoding="utf-8"), Statement),
        letter=letter,
        shows_names=event["shows_names"],
    )


def note_again(home: Path, number: str, *, by: str) -> None:
    """Writes down that a statement was given out once more."""
    note(home, EventName.AGAIN, number=number, given_by=by)


def events(home: Path) -> tuple[dict[str, Any], ...]:
    """The statements in the trail, the oldest first; StoreDamaged if a line was altered."""
    return tuple(line.details for line in trail(home) if line.name == EventName.STATEMENT)


def damage(home: Path, told: Iterable[Line]) -> Iterator[Damage]:
    """Statements and letters that are not as they were given, as far as the trail tells of them."""
    given_out = (line.details for line in told if line.name == EventName.STATEMENT)
    return of_files(claim for event in given_out for claim in _claims(home, event))


def _claims(home: Path, event: Mapping[str, Any]) -> Iterator[Claim]:
    kept = home / "statements" / f"{event['number']}.json"
    yield Claim(path=kept, sha256=event["sha256"] or "")
    if event["letter_sha256"]:
        yield Claim(path=kept.with_suffix(".pdf"), sha256=event["letter_sha256"])


def _details(statement: Statement, kept: Path, letter: Path) -> dict[str, object]:
    return {
        "number": statement.number,
        "given_at": statement.made_at,
        "given_by": statement.made_by,
        "reason": statement.reason,
        "asked": [finding.asked for finding in statement.findings],
        "parcels": [parcel for finding in statement.findings for parcel in finding.understood],
        "outcomes": [finding.outcome for finding in statement.findings],
        "is_certain": statement.is_certain,
        "sha256": sha256_of(kept),
        "letter_sha256": sha256_of(letter) if letter.exists() else None,
    }


def _check(path: Path, sha256: str | None) -> None:
    if not path.is_file() or sha256_of(path) != sha256:
        raise StoreDamaged(tr(f"{path}: fehlt oder verändert", f"{path}: missing or changed"))


def _next_number(folder: Path, year: int) -> str:
    """The first number of the year that was never used, given or not."""
    used = [
        int(match[2])
        for path in folder.iterdir()
        if (match := _NUMBER.fullmatch(path.stem)) and int(match[1]) == year
    ]
    return f"{year}-{max(used, default=0) + 1:06}"
