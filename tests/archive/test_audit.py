"""The audit trail: one chain, and no line of it can be changed, cut or moved without a trace."""

import json
import multiprocessing
import random
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive import audit
from archive.audit import EventName, audit_damage, check_head, day_heads, note, read_trail
from archive.audit_log import renew_head
from baulast.errors import StoreDamaged

FLIPS = 2000  # enough to hit every byte of a short log about once


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for number in range(6):
        note(tmp_path, EventName.EXPORT, what=f"Ausgabe {number}")
    return tmp_path


def log_of(home: Path) -> Path:
    return home / "audit" / "log.jsonl"


def rows(home: Path) -> list[bytes]:
    return log_of(home).read_bytes().splitlines(keepends=True)


def test_lines_come_back_with_who_and_when(home: Path) -> None:
    """Every line tells its number, its event, a time with offset and the user of the machine."""
    trail = read_trail(home)
    assert [line.number for line in trail] == [1, 2, 3, 4, 5, 6]
    assert [line.details["what"] for line in trail] == [f"Ausgabe {n}" for n in range(6)]
    assert all(datetime.fromisoformat(line.at).tzinfo for line in trail)
    assert len({line.by for line in trail}) == 1


def test_a_home_without_a_trail_has_an_empty_one(tmp_path: Path) -> None:
    """Looking at the trail writes none."""
    assert read_trail(tmp_path) == ()
    assert not (tmp_path / "audit").exists()


@pytest.mark.parametrize(
    ("harm", "line"),
    [
        (lambda r: [r[0], r[1].replace(b"Ausgabe 1", b"Ausgabe 7"), *r[2:]], 2),
        (lambda r: [*r[:5], r[5].replace(b"Ausgabe 5", b"Ausgabe 7")], 6),
        (lambda r: r[1:], 1),
        (lambda r: [*r[:2], *r[3:]], 3),
        (lambda r: [*r[:3], r[4], r[3], r[5]], 4),
        (lambda r: [*r, r[2]], 7),
        (lambda r: r[:5], 6),
        (lambda r: r[:1], 2),
        (lambda r: [], 1),
    ],
    ids=[
        "changed",
        "last changed",
        "first cut",
        "cut",
        "swapped",
        "repeated",
        "last cut",
        "end cut",
        "emptied",
    ],
)
def test_tampering_is_found_with_its_place(home: Path, harm, line: int) -> None:
    """The line that is not as it was written is named."""
    log_of(home).write_bytes(b"".join(harm(rows(home))))
    with pytest.raises(StoreDamaged, match=rf"(Zeile|line) {line}\b"):
        read_trail(home)
    assert len(list(audit_damage(home))) == 1


def test_every_flipped_bit_is_found(home: Path) -> None:
    """Of thousands of single bits, in log, head and the head's copy, none changes unseen."""
    chance = random.Random(2026)
    for path in (log_of(home), log_of(home).with_name("head"), home / "trail"):
        whole = path.read_bytes()
        for _ in range(FLIPS):
            bit = chance.randrange(len(whole) * 8)
            harmed = bytearray(whole)
            harmed[bit // 8] ^= 1 << bit % 8
            path.write_bytes(harmed)
            with pytest.raises(StoreDamaged):
                read_trail(home)
        path.write_bytes(whole)
    assert len(read_trail(home)) == 6


def test_nothing_is_appended_behind_a_cut(home: Path) -> None:
    """Else the cut would be grown over."""
    log_of(home).write_bytes(b"".join(rows(home)[:-1]))
    with pytest.raises(StoreDamaged):
        note(home, EventName.EXPORT, what="later")


def test_a_head_that_fell_behind_in_a_crash_is_no_damage(home: Path) -> None:
    """The log is synced first; the next line goes on where the log ends."""
    head = log_of(home).with_name("head")
    behind = head.read_bytes()
    note(home, EventName.EXPORT, what="before the crash")
    head.write_bytes(behind)
    assert len(read_trail(home)) == 7
    note(home, EventName.EXPORT, what="after the crash")
    assert len(read_trail(home)) == 8


def test_a_line_cut_short_by_a_crash_stays_and_is_named(home: Path) -> None:
    """However much of it was written, the lines before and after are whole."""
    whole = log_of(home).read_bytes()
    log_of(home).write_bytes(whole + b'{"event": {"na')
    assert len(read_trail(home)) == 6
    note(home, EventName.EXPORT, what="after")
    note(home, EventName.EXPORT, what="later")
    assert log_of(home).read_bytes().startswith(whole + b'{"event": {"na\n')
    assert [line.number for line in read_trail(home)] == [1, 2, 3, 4, 5, 6, 8, 9]


def test_a_trail_replaced_as_a_whole_shows_against_a_printed_head(home: Path) -> None:
    """Whoever rewrites log and head alike is found out by what left the house."""
    (printed,) = day_heads(read_trail(home))
    check_head(home, line=printed.line, sha256=printed.sha256)
    shutil.rmtree(home / "audit")
    (home / "trail").unlink()
    for number in range(7):
        note(home, EventName.EXPORT, what=f"erfunden {number}")
    assert list(audit_damage(home)) == []
    with pytest.raises(StoreDamaged):
        check_head(home, line=printed.line, sha256=printed.sha256)


def test_a_clock_that_jumps_back_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The order of the lines holds; the line says after which time it really came."""

    class Earlier(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2001, 1, 1, tzinfo=UTC)

    latest = read_trail(home)[-1].at
    monkeypatch.setattr(audit, "datetime", Earlier)
    note(home, EventName.EXPORT, what="early")
    line = read_trail(home)[-1]
    assert line.details["clock_back_from"] == latest
    assert [head.day for head in day_heads(read_trail(home))] == [latest[:10]]


def append_some(home: Path, name: str) -> None:
    for number in range(10):
        note(home, EventName.EXPORT, what=f"{name} {number}")


def test_several_processes_append_to_one_chain(home: Path) -> None:
    """No line is lost and none written over."""
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=append_some, args=(home, name)) for name in "ab"]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    said = [line.details["what"] for line in read_trail(home)[6:]]
    assert sorted(said) == sorted(f"{name} {number}" for name in "ab" for number in range(10))


def test_a_lost_head_is_told_and_made_anew_from_a_whole_log(home: Path) -> None:
    """Only on request: an append never takes a log for whole that lost its head."""
    head = log_of(home).with_name("head")
    before = json.loads(head.read_text())
    head.unlink()
    with pytest.raises(StoreDamaged):
        note(home, EventName.EXPORT, what="later")
    renew_head(home)
    assert json.loads(head.read_text()) == before


def test_a_cut_log_is_not_healed_by_a_new_head(home: Path) -> None:
    """Lines that were cut off stay found out, whoever asks for a repair."""
    log_of(home).write_bytes(b"".join(rows(home)[:4]))
    with pytest.raises(StoreDamaged, match=r"(Zeile|line) 5\b"):
        renew_head(home)
    assert len(list(audit_damage(home))) == 1
