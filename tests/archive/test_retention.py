"""Looks expire after years: what they told is gone, and the trail is one chain as before."""

import json
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive import retention
from archive.audit import EventName, check_head, day_heads, note, read_trail
from archive.chain import chained_line
from archive.expired import named, numbers_in
from archive.retention import expire
from archive.supplement import append_event, read_supplement
from baulast.errors import StoreDamaged

LATER = datetime.now(UTC) + timedelta(days=1)
FLIPS = 1500  # of a log of some 2 kB: most bytes once


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for number in range(3):
        note(tmp_path, EventName.LOOK, what="show --json", reason="Erbfall", number=number)
        note(tmp_path, EventName.STATEMENT, number=f"2026-00000{number}")
        note(tmp_path, EventName.SIGN_IN, given_by="meier")
    return tmp_path


def log_of(home: Path) -> Path:
    return home / "audit" / "log.jsonl"


def names(home: Path) -> list[str]:
    return [line.name for line in read_trail(home)]


def test_looks_go_and_what_rests_on_the_trail_stays(home: Path) -> None:
    """Nobody can tell any more who looked at what; statements and the rest are told as before."""
    (last,) = day_heads(read_trail(home))
    numbers = [line.number for line in read_trail(home) if line.name == "statement"]
    assert expire(home, before=LATER) == 5  # the last line stays: the trail's end guards it
    assert names(home) == ["statement"] * 3 + ["sign_in", "expired"]
    assert [line.number for line in read_trail(home)][:3] == numbers
    text = log_of(home).read_text("utf-8")
    assert "Erbfall" not in text
    assert read_trail(home)[-1].details["lines"] == "1, 3-4, 6-7"
    check_head(home, line=last.line, sha256=last.sha256)
    note(home, EventName.EXPORT, what="later")
    assert names(home)[-1] == "export"


def test_what_is_younger_stays(home: Path) -> None:
    """Nothing is written down where nothing expires."""
    assert expire(home, before=LATER - timedelta(days=3)) == 0
    assert len(names(home)) == 9


def test_a_second_time_names_only_what_is_new(home: Path) -> None:
    """Years later the next lines go."""
    expire(home, before=LATER)
    note(home, EventName.LOOK, what="export text", reason="Abgabe")
    note(home, EventName.EXPORT, what="later")
    assert expire(home, before=LATER) == 2
    assert read_trail(home)[-1].details["lines"] == "9, 11"
    assert expire(home, before=LATER) == 0


def test_a_head_that_was_printed_is_still_checked(home: Path) -> None:
    """Also one that names a line that has expired since."""
    look = read_trail(home)[3]
    assert look.name == "look"
    expire(home, before=LATER)
    check_head(home, line=look.number, sha256=look.sha256)
    with pytest.raises(StoreDamaged):
        check_head(home, line=look.number, sha256="0" * 64)


def test_every_flipped_bit_is_still_found(home: Path) -> None:
    """In what is left of lines as in all others."""
    expire(home, before=LATER)
    chance = random.Random(2026)
    whole = log_of(home).read_bytes()
    for _ in range(FLIPS):
        bit = chance.randrange(len(whole) * 8)
        harmed = bytearray(whole)
        harmed[bit // 8] ^= 1 << bit % 8
        log_of(home).write_bytes(harmed)
        with pytest.raises(StoreDamaged):
            read_trail(home)
    log_of(home).write_bytes(whole)
    assert len(names(home)) == 5


def emptied(row: bytes) -> bytes:
    """A line that somebody calls expired, its hash and that of the line before kept."""
    left = retention._left(row)
    assert left is not None
    return left


@pytest.mark.parametrize("is_after", [False, True], ids=["never", "as others did"])
def test_nobody_empties_a_line_by_hand(home: Path, is_after: bool) -> None:
    """Only what a line of the trail names has expired, a statement never."""
    if is_after:
        expire(home, before=LATER)
    rows = log_of(home).read_bytes().split(b"\n")
    log_of(home).write_bytes(b"\n".join([rows[0], emptied(rows[1]), *rows[2:]]))
    with pytest.raises(StoreDamaged, match=r"\b2\b"):
        read_trail(home)


def test_a_kept_line_before_an_expired_one_is_still_guarded(home: Path) -> None:
    """Changed with a hash of its own made anew, it no longer fits what is left of the next."""
    expire(home, before=LATER)
    rows = log_of(home).read_bytes().split(b"\n")
    body = json.loads(rows[1])
    event = {**body["event"], "number": "2026-000009"}
    forged = chained_line(event, previous=body["previous"], torn=b"").rstrip(b"\n")
    log_of(home).write_bytes(b"\n".join([rows[0], forged, *rows[2:]]))
    with pytest.raises(StoreDamaged):
        read_trail(home)


def test_a_crash_between_loses_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The trail tells first; what is still whole goes with the next call."""
    monkeypatch.setattr(retention, "_write", lambda *_: None)
    expire(home, before=LATER)
    monkeypatch.undo()
    assert len(names(home)) == 10
    assert expire(home, before=LATER) == 6  # one is the last no more
    assert names(home) == ["statement"] * 3 + ["expired"] * 2


def test_nothing_expires_from_a_damaged_trail(home: Path) -> None:
    """Else the damage would be grown over."""
    log_of(home).write_bytes(log_of(home).read_bytes().replace(b"Erbfall", b"Erbfoll"))
    with pytest.raises(StoreDamaged):
        expire(home, before=LATER)


def test_a_supplement_never_expires(tmp_path: Path) -> None:
    """What was said of a dossier stays as long as the dossier."""
    path = tmp_path / "supplement.jsonl"
    for number in range(3):
        append_event(path, {"event": "decision", "by": "meier", "at": "2026", "number": number})
    rows = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join([rows[0], emptied(rows[1]), *rows[2:]]))
    with pytest.raises(StoreDamaged):
        read_supplement(path)


@pytest.mark.parametrize("numbers", [[], [3], [1, 2, 3], [1, 3, 4, 9]])
def test_numbers_are_read_as_they_were_named(numbers: list[int]) -> None:
    """Runs of them are written as runs."""
    assert list(numbers_in(named(numbers))) == numbers
