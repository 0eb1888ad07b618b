"""The audit trail of an installation: who did what, when and why; one chain for everything.

::

    home/audit/
      log.jsonl    a line each, chained by hashes (archive.chain); only ever appended to
      head         how far the log reaches: bytes, lines, and the hash of the last one

The head makes an append cheap however long the log is, and lets it show when lines were cut off at
the end. It is written after the log: after a crash the log may reach further, never less far. What
the head cannot show, that log and head were both replaced, a head that was printed or sent away
does (``check_head``).

Names of owners never stand in it: a line says where they stand, not what they are.
"""

import fcntl
import json
import os
import pwd
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from archive.chain import START, Chain, chain_of, chained_line, damaged_line, line_hash
from archive.damage import Damage
from archive.durable import PRIVATE_FILE, make_folder, storage_errors, sync, write_all
from baulast.errors import StoreDamaged
from baulast.language import tr

LOG, HEAD = "log.jsonl", "head"
HEAD_BYTES = (
    256  # three numbers, a hash and a time with room; well below what a disk writes at once
)


class EventName(StrEnum):
    """What somebody did."""

    ARCHIVED = "archived"  # a dossier came into the archive, or was read anew
    IMPORT = "import"  # a run came to its end
    CORRECTION = "correction"
    ENTRY_ACT = "entry_act"  # an entry or a deletion that came after the scan
    LIST = "list"  # a list of sheets or of predecessors was taken in
    STATEMENT = "statement"
    AGAIN = "statement_again"  # a statement was given out once more
    LOOK = "look"  # somebody saw personal data
    EXPORT = "export"
    REBUILD = "rebuild"
    SYNC = "index_sync"
    VERIFY = "verify"
    SIGHT = "sight_check"
    SIGN_IN = "sign_in"
    ACCOUNT = "account"  # an account was made, closed or given other rights


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the trail."""

    number: int
    name: str  # an EventName, or what a later version of the program calls one
    at: str  # by the clock of the machine, with its offset
    by: str  # the user of the operating system
    details: dict[str, Any]
    sha256: str  # of the line: what the next one names

    @property
    def dossiers(self) -> tuple[str, ...]:
        """The dossiers that it concerns."""
        one = self.details.get("dossier")
        return (*((one,) if one else ()), *self.details.get("dossiers_seen", ()))

    @property
    def parcels(self) -> tuple[str, ...]:
        """The parcels that were asked for."""
        return tuple(self.details.get("parcels", ()))

    @property
    def people(self) -> tuple[str, ...]:
        """The user of the machine, and who said to have done it."""
        return tuple(p for p in (self.by, self.details.get("given_by")) if p)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayHead:
    """The last line of a day: whoever keeps it can tell later that nothing before was changed."""

    day: str
    line: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    bytes: int
    lines: int
    last_bytes: int  # length of the last line, its end included
    sha256: str
    at: str  # the latest time that any line tells


def note(home: Path, name: EventName, **details: Any) -> None:
    """Appends a line, synced when this returns; StoreDamaged where the trail's end is not whole.

    A clock that jumped back does not stop the work: the line then says after which time it came.
    """
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    with storage_errors(home / "audit"), _locked(home) as log:
        head = _read_head(log)
        rest = _after(log, head)
        event = {"name": name, "at": now, "by": user(), **details}
        latest = max((head.at, *(line["at"] for line in rest.events)), key=_moment)
        if _moment(now) < _moment(latest):
            event["clock_back_from"] = latest
        line = chained_line(event, previous=rest.last, torn=rest.torn)
        start = b"\n" if rest.torn else b""
        handle = os.open(log, os.O_WRONLY | os.O_APPEND)
        try:
            write_all(handle, start + line)
            os.fsync(handle)
            length = os.fstat(handle).st_size
        finally:
            os.close(handle)
        reached = _Head(
            bytes=length,
            lines=rest.lines + len(start) + 1,
            last_bytes=len(line),
            sha256=line_hash(line[:-1]),
            at=max(now, latest, key=_moment),
        )
        _write_head(log.with_name(HEAD), reached)


def read_trail(home: Path) -> tuple[Line, ...]:
    """Every line; StoreDamaged, with its number, where one is not as it was written."""
    log = home / "audit" / LOG
    if not log.exists() and not log.with_name(HEAD).exists():
        return ()
    with storage_errors(log), _locked(home):
        chain = _whole(log)
    return tuple(
        Line(
            number=number,
            name=event["name"],
            at=event["at"],
            by=event["by"],
            details={k: v for k, v in event.items() if k not in ("name", "at", "by")},
            sha256=sha256,
        )
        for event, number, sha256 in zip(chain.events, chain.numbers, chain.hashes, strict=True)
    )


def day_heads(trail: tuple[Line, ...]) -> tuple[DayHead, ...]:
    """The last line of each day, the oldest first; a clock that jumped back opens no old day."""
    heads: dict[str, DayHead] = {}
    day = ""
    for line in trail:
        day = max(day, line.at[:10])
        heads[day] = DayHead(day=day, line=line.number, sha256=line.sha256)
    return tuple(heads.values())


def check_head(home: Path, *, line: int, sha256: str) -> None:
    """StoreDamaged unless the trail still has the line that was once printed or sent away."""
    found = next((one.sha256 for one in read_trail(home) if one.number == line), None)
    if found != sha256:
        raise damaged_line(home / "audit" / LOG, line)


def audit_damage(home: Path) -> Iterator[Damage]:
    """Where the trail is not as it was written."""
    log = home / "audit" / LOG
    try:
        read_trail(home)
    except StoreDamaged as error:
        yield Damage(path=log, what=str(error))


def renew_head(home: Path) -> None:
    """Writes a head that was lost or spoilt anew; StoreDamaged unless the log is whole in itself.

    A head that can be read and reaches further than the log is no spoilt one: lines were cut off.
    """
    log = home / "audit" / LOG
    with storage_errors(log), _locked(home):
        if not log.exists():
            raise damaged_line(log, 1)
        content = log.read_bytes()
        chain = chain_of(log, content)
        told = 0
        with suppress(StoreDamaged):
            told = _read_head(log).lines
        if told > chain.lines:
            raise damaged_line(log, chain.lines + 1)
        _write_head(log.with_name(HEAD), _reached(content, chain))


@cache
def user() -> str:
    """Who the operating system says is at work; environment variables can be set by anybody."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())


@contextmanager
def _locked(home: Path) -> Iterator[Path]:
    """The log, there and held against other processes."""
    folder = make_folder(home / "audit")
    log = folder / LOG
    with (folder / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not log.exists() and not (folder / HEAD).exists():
            os.close(os.open(log, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))
            _write_head(folder / HEAD, _Head(bytes=0, lines=0, last_bytes=0, sha256=START, at=""))
            sync(folder / HEAD)
            sync(folder)
        yield log


def _after(log: Path, head: _Head) -> Chain:
    """What follows the head: nothing, or what a crash kept the head from telling."""
    with log.open("rb") as file:
        file.seek(head.bytes - head.last_bytes)
        last = file.read(head.last_bytes)
        rest = file.read()
    if head.lines and (len(last) < head.last_bytes or line_hash(last[:-1]) != head.sha256):
        raise damaged_line(log, head.lines)
    return chain_of(log, rest, last=head.sha256, lines=head.lines)


def _whole(log: Path) -> Chain:
    """The whole chain, found to be what the head tells, and maybe what came after it."""
    content = log.read_bytes() if log.exists() else b""
    chain = chain_of(log, content)
    head = _read_head(log)
    if chain.lines < head.lines:
        raise damaged_line(log, chain.lines + 1)
    told = content[: head.bytes]
    if head != _reached(told, chain if len(told) == len(content) else chain_of(log, told)):
        raise _head_damaged(log.with_name(HEAD))
    return chain


def _reached(content: bytes, chain: Chain) -> _Head:
    """The head of a log with that content."""
    whole = len(content) - len(chain.torn)
    last = content.rfind(b"\n", 0, max(whole - 1, 0)) + 1
    return _Head(
        bytes=whole,
        lines=chain.lines,
        last_bytes=whole - last,
        sha256=chain.last,
        at=max((event["at"] for event in chain.events), key=_moment, default=""),
    )


def _read_head(log: Path) -> _Head:
    path = log.with_name(HEAD)
    try:
        text = path.read_text(encoding="ascii")
        head = _Head(**json.loads(text))
    except (OSError, ValueError, TypeError) as error:
        raise _head_damaged(path) from error
    if _head_text(head) != text.encode() or not log.exists() or head.bytes < head.last_bytes:
        raise _head_damaged(path)
    return head


def _write_head(path: Path, head: _Head) -> None:
    """In place and in one piece; not synced, since the log says the same."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT, PRIVATE_FILE)
    try:
        os.pwrite(handle, _head_text(head), 0)
    finally:
        os.close(handle)


def _head_text(head: _Head) -> bytes:
    values = {name: getattr(head, name) for name in head.__slots__}
    return json.dumps(values).encode().ljust(HEAD_BYTES - 1) + b"\n"


def _head_damaged(path: Path) -> StoreDamaged:
    return StoreDamaged(tr(f"{path}: passt nicht zum Protokoll", f"{path}: does not fit the log"))


def _moment(at: str) -> datetime:
    return datetime.fromisoformat(at) if at else datetime.min.replace(tzinfo=UTC)
