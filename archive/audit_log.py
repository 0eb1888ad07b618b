"""The file of the audit trail and its head: appended to whole lines, one process at a time.

A process that writes many lines keeps them open: next to one sync of a fast disk, opening four
files for each line is most of what a line costs (``python -m bench.evidence``).
"""

import fcntl
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any

from archive.chain import START, Chain, chain_of, chained_line, damaged_line, line_hash
from archive.durable import PRIVATE_FILE, make_folder, storage_errors, sync, write_all
from baulast.errors import StoreDamaged
from baulast.language import tr

LOG, HEAD = "log.jsonl", "head"
HEAD_BYTES = (
    256  # three numbers, a hash and a time with room; well below what a disk writes at once
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """How far the log reaches."""

    bytes: int
    lines: int
    last_bytes: int  # length of the last line, its end included
    sha256: str
    at: str  # the latest time that any line tells


class OpenLog:
    """Log, head and lock of a home, open in this process."""

    def __init__(self, home: Path) -> None:
        self.home = home
        folder = make_folder(home / "audit")
        self._path = folder / LOG
        self._log_name = str(self._path)
        self._told: tuple[bytes, Head] | None = None  # the head as this process wrote it
        self._handles: list[int] = []
        self._lock = self._open(folder / "lock", os.O_RDWR | os.O_CREAT)
        with self._alone():
            if not self._path.exists() and not (folder / HEAD).exists():
                os.close(os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))
                first = Head(bytes=0, lines=0, last_bytes=0, sha256=START, at="")
                _write_head(folder / HEAD, first)
                sync(folder / HEAD)
                sync(folder)
        try:
            self._log = self._open(self._path, os.O_RDWR | os.O_APPEND)
            self._head = self._open(folder / HEAD, os.O_RDWR)
        except FileNotFoundError as error:
            self.close()
            raise head_damaged(folder / HEAD) from error

    @property
    def is_current(self) -> bool:
        """Whether the names still stand for the files that are open."""
        try:
            named = os.stat(self._log_name)  # noqa: PTH116 - as text, it is half the price
        except FileNotFoundError:
            return False
        log, *others = map(os.fstat, (self._log, self._head, self._lock))
        is_same = (named.st_dev, named.st_ino) == (log.st_dev, log.st_ino)
        return is_same and all(other.st_nlink for other in others)

    def append(self, make: Callable[[str], Sequence[dict[str, Any]]]) -> None:
        """Appends the events that ``make`` gives, told the latest time in the log; synced."""
        with self._alone():
            head = self._read_head()
            rest, rest_bytes = self._after(head)
            latest = max((head.at, *(event["at"] for event in rest.events)), key=moment)
            events = make(latest)
            pieces = [b"\n"] if rest.torn else []
            torn, previous = rest.torn, rest.last
            for event in events:
                line = chained_line(event, previous=previous, torn=torn)
                torn, previous = b"", line_hash(line[:-1])
                pieces.append(line)
            written = b"".join(pieces)
            write_all(self._log, written)
            os.fdatasync(self._log)
            reached = Head(
                bytes=head.bytes + rest_bytes + len(written),
                lines=rest.lines + len(pieces),
                last_bytes=len(pieces[-1]),
                sha256=previous,
                at=max((latest, *(event["at"] for event in events)), key=moment),
            )
            self._told = (head_text(reached), reached)
            os.pwrite(self._head, self._told[0], 0)  # not synced: the log says the same

    def _read_head(self) -> Head:
        """The head; parsed only where another process wrote it."""
        content = os.pread(self._head, HEAD_BYTES + 1, 0)
        if self._told is not None and self._told[0] == content:
            return self._told[1]
        return _parsed_head(self._path, content)

    def close(self) -> None:
        for handle in self._handles:
            os.close(handle)
        self._handles.clear()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(self._lock, fcntl.LOCK_UN)

    def _open(self, path: Path, flags: int) -> int:
        handle = os.open(path, flags | os.O_CLOEXEC, PRIVATE_FILE)
        self._handles.append(handle)
        return handle

    def _after(self, head: Head) -> tuple[Chain, int]:
        """What follows the head and its bytes: nothing, or what a crash kept it from telling."""
        start = head.bytes - head.last_bytes
        size = os.fstat(self._log).st_size
        content = os.pread(self._log, max(0, size - start), start)
        last, rest = content[: head.last_bytes], content[head.last_bytes :]
        if head.lines and (len(last) < head.last_bytes or line_hash(last[:-1]) != head.sha256):
            raise damaged_line(self._path, head.lines)
        if not rest:
            empty = Chain(
                events=(), numbers=(), hashes=(), last=head.sha256, lines=head.lines, torn=b""
            )
            return empty, 0
        return chain_of(self._path, rest, last=head.sha256, lines=head.lines), len(rest)


_kept: OpenLog | None = None
_one_thread = Lock()


def append(home: Path, make: Callable[[str], Sequence[dict[str, Any]]]) -> None:
    """Appends the events that ``make`` gives to the home's log, synced when this returns."""
    global _kept
    with _one_thread, storage_errors(home / "audit"):
        if _kept is None or _kept.home != home or not _kept.is_current:
            forget()
            _kept = OpenLog(home)
        try:
            _kept.append(make)
        except OSError:
            forget()  # a drive that went away and came back has other handles
            raise


def forget() -> None:
    """Closes what this process keeps open."""
    global _kept
    if _kept is not None:
        _kept.close()
        _kept = None


def _begin_anew() -> None:
    """A forked process shares its parent's lock, and so opens its own files."""
    global _one_thread
    _one_thread = Lock()
    forget()


os.register_at_fork(after_in_child=_begin_anew)


def whole_chain(home: Path) -> Chain | None:
    """All lines, found to be what the head tells and maybe what came after it; None: no trail."""
    log = home / "audit" / LOG
    if not log.exists() and not log.with_name(HEAD).exists():
        return None
    with _reading(home):
        content = log.read_bytes() if log.exists() else b""
        chain = chain_of(log, content)
        head = _read_head(log)
        if chain.lines < head.lines:
            raise damaged_line(log, chain.lines + 1)
        told = content[: head.bytes]
        if head != _reached(told, chain if len(told) == len(content) else chain_of(log, told)):
            raise head_damaged(log.with_name(HEAD))
        return chain


def renew_head(home: Path) -> None:
    """Writes a head that was lost or spoilt anew; StoreDamaged unless the log is whole in itself.

    A head that can be read and reaches further than the log is no spoilt one: lines were cut off.
    """
    log = home / "audit" / LOG
    with _reading(home):
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


def head_damaged(path: Path) -> StoreDamaged:
    return StoreDamaged(tr(f"{path}: passt nicht zum Protokoll", f"{path}: does not fit the log"))


def moment(at: str) -> datetime:
    """A time to compare by; before all others where there is none."""
    return datetime.fromisoformat(at) if at else datetime.min.replace(tzinfo=UTC)


def head_text(head: Head) -> bytes:
    values = {name: getattr(head, name) for name in head.__slots__}
    return json.dumps(values).encode().ljust(HEAD_BYTES - 1) + b"\n"


@contextmanager
def _reading(home: Path) -> Iterator[None]:
    with storage_errors(home / "audit"), (home / "audit" / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _reached(content: bytes, chain: Chain) -> Head:
    """The head of a log with that content."""
    whole = len(content) - len(chain.torn)
    last = content.rfind(b"\n", 0, max(whole - 1, 0)) + 1
    return Head(
        bytes=whole,
        lines=chain.lines,
        last_bytes=whole - last,
        sha256=chain.last,
        at=max((event["at"] for event in chain.events), key=moment, default=""),
    )


def _read_head(log: Path) -> Head:
    path = log.with_name(HEAD)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise head_damaged(path) from error
    if not log.exists():
        raise head_damaged(path)
    return _parsed_head(log, content)


def _parsed_head(log: Path, content: bytes) -> Head:
    path = log.with_name(HEAD)
    try:
        head = Head(**json.loads(content.decode("ascii")))
    except (ValueError, TypeError) as error:
        raise head_damaged(path) from error
    if head_text(head) != content or head.bytes < head.last_bytes:
        raise head_damaged(path)
    return head


def _write_head(path: Path, head: Head) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT, PRIVATE_FILE)
    try:
        os.pwrite(handle, head_text(head), 0)
    finally:
        os.close(handle)
