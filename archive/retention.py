"""How long the audit trail tells who looked at what: after that only that somebody did.

What the archive, its statements and a person's word rest on stays as long as they do. The trail
stays one chain, checked as before (``archive.expired``).
"""

import json
from datetime import datetime
from pathlib import Path

from archive.audit import EventName, Line, note, read_trail
from archive.audit_log import LOG, held, moment
from archive.chain import line_hash
from archive.durable import PRIVATE_FILE, storage_errors, sync, write_file
from archive.expired import digest_of, expired_row, left_of, named, numbers_in

# They tell of people at work and of what they saw, and nothing rests on them.
EXPIRING = frozenset({EventName.LOOK, EventName.AGAIN, EventName.SIGN_IN})


def expire(home: Path, *, before: datetime) -> int:
    """Lets looks and sign-ins from before that time expire; how many lines did.

    The trail names them before they go; one that a crash left whole goes with the next call.
    """
    trail = read_trail(home)  # StoreDamaged: nothing goes from a trail that is not whole
    rows = _rows(home)
    over = [line.number for line in trail[:-1] if _is_over(line, before)]
    left = {number: row for number in over if (row := _left(rows[number - 1])) is not None}
    told = {n for one in trail if one.name == EventName.EXPIRED for n in _told(one)}
    if new := sorted(set(left) - told):
        digest = digest_of(left[number] for number in new)
        note(
            home,
            EventName.EXPIRED,
            lines=named(new),
            rows_sha256=digest,
            before=before.isoformat(timespec="seconds"),
        )
    _write(home, left)
    return len(left)


def _is_over(line: Line, before: datetime) -> bool:
    return line.name in EXPIRING and moment(line.at) < before


def _told(line: Line) -> set[int]:
    return set(numbers_in(str(line.details["lines"])))


def _left(row: bytes) -> bytes | None:
    """What shall be left of a line; None: it stays."""
    previous, torn = _guards(row)
    return None if torn else expired_row(previous, line_hash(row), length=len(row))


def _guards(row: bytes) -> tuple[str, bool]:
    """The hash of the line before, and whether the line names one that a crash cut short."""
    body = json.loads(row)
    return str(body["previous"]), "torn" in body


def _rows(home: Path) -> list[bytes]:
    with storage_errors(home / "audit"):
        return (home / "audit" / LOG).read_bytes().split(b"\n")


def _write(home: Path, left: dict[int, bytes]) -> None:
    """Puts what is left in place of the lines; no byte behind them moves, the head stays true."""
    folder = home / "audit"
    with held(home):
        rows = (folder / LOG).read_bytes().split(b"\n")
        for number, row in left.items():
            if left_of(rows[number - 1]) is None:
                rows[number - 1] = row
        anew = folder / f"{LOG}.new"
        anew.unlink(missing_ok=True)
        write_file(anew, b"\n".join(rows))
        anew.chmod(PRIVATE_FILE)
        anew.replace(folder / LOG)
        sync(folder)
