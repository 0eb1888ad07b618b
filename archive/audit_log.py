"""The file of the audit trail and its head: appended to whole lines, one process at a time.

A process that writes many lines keeps them open: next to one sync of a fast disk, opening four
files for each line is most of what a line costs (``python -m bench.evidence``).

A home that holds anything has a trail: it is begun before the first file comes, and where it is
gone no new one takes its place.
"""

import fcntl
import mmap
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Lock
from typing import IO, Any

from archive.audit_head import (
    COPY,
    HEAD,
    HEAD_BYTES,
    Head,
    copy_text,
    head_damaged,
    head_text,
    parsed_head,
    read_copy,
    read_head,
    write_whole,
)
from archive.chain import (
    START,
    Chain,
    Link,
    chain_of,
    chained_line,
    damaged_line,
    line_hash,
    links,
)
from archive.durable import PRIVATE_FILE, make_folder, storage_errors, sync, write_all
from archive.expired import left_of
from baulast.errors import StoreDamaged
from baulast.language import tr

FOLDER, LOG = "audit", "log.jsonl"
RECORDS = ("dossiers/*/*", "originals/*/*")  # no home keeps one without a trail


def begin_trail(home: Path) -> None:
    """Makes a trail without a line; the home must not have had one."""
    folder = make_folder(home / FOLDER)
    first = head_text(Head(bytes=0, lines=0, last_bytes=0, sha256=START, at=""))
    os.close(os.open(folder / LOG, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))
    write_whole(folder / HEAD, first)
    write_whole(home / COPY, copy_text(first))
    sync(folder)
    sync(home)


def begin_if_new(home: Path) -> None:
    """Begins the trail of a home that holds nothing yet; any other is left as it is."""
    if not (has_trail(home) or must_have_trail(home)):
        make_folder(home / FOLDER)
        with held(home):
            if not has_trail(home):  # another process may have been faster
                begin_trail(home)


def has_trail(home: Path) -> bool:
    """Whether there is one, whole or not."""
    return (home / FOLDER / LOG).exists() or (home / FOLDER / HEAD).exists()


def must_have_trail(home: Path) -> bool:
    """Whether something in the home tells that there was one."""
    return (home / COPY).exists() or any(next(home.glob(kind), None) for kind in RECORDS)


class OpenLog:
    """Log, head and lock of a home, open in this process."""

    def __init__(self, home: Path) -> None:
        self.home = home
        folder = make_folder(home / FOLDER)
        self._path = folder / LOG
        self._log_name = str(self._path)
        self._told: tuple[bytes, Head] | None = None  # the head as this process wrote it
        self._handles: list[int] = []
        self._lock = self._open(folder / "lock", os.O_RDWR | os.O_CREAT)
        try:
            with self._alone():
                if not has_trail(home):
                    if must_have_trail(home):
                        raise trail_lost(self._path)
                    begin_trail(home)
                self._log = self._open(self._path, os.O_RDWR | os.O_APPEND)
                self._head = self._open(folder / HEAD, os.O_RDWR)
                self._copy = self._open_copy()
        except FileNotFoundError as error:
            self.close()
            raise head_damaged(folder / HEAD) from error
        except StoreDamaged:
            self.close()
            raise

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
            if self._copy is not None:
                os.pwrite(self._copy, copy_text(self._told[0]), 0)

    def _read_head(self) -> Head:
        """The head; parsed only where another process wrote it."""
        content = os.pread(self._head, HEAD_BYTES + 1, 0)
        if self._told is not None and self._told[0] == content:
            return self._told[1]
        return parsed_head(self._path.with_name(HEAD), content)

    def _open_copy(self) -> int | None:
        """The head's copy, found to be of this log; None: `verify` tells that it is lost or spoilt.

        Were it made anew here, nothing would tell any more that the log once reached further.
        """
        try:
            reached = read_copy(self.home)
        except StoreDamaged:
            return None
        last = os.pread(self._log, reached.last_bytes, reached.bytes - reached.last_bytes)
        left = left_of(last[:-1])
        if reached.lines and (left[1] if left else line_hash(last[:-1])) != reached.sha256:
            raise log_behind(self.home, reached)
        return self._open(self.home / COPY, os.O_RDWR)

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
    with _one_thread, storage_errors(home / FOLDER):
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


def walked(home: Path) -> Iterator[Link]:
    """Each line of the trail, told when it is found to follow from the one before.

    StoreDamaged at the first that does not, or at the end, where the log does not reach as far as
    its heads tell. Nothing where there is no trail.
    """
    log = home / FOLDER / LOG
    if not has_trail(home):
        if must_have_trail(home):
            raise trail_lost(log)
        return
    heads = (partial(read_head, log.with_name(HEAD)), partial(read_copy, home))
    with storage_errors(log), ExitStack() as opened:
        with held(home):  # what is there now is not written again; what comes later is not asked
            head, copy = (_read_or_error(read) for read in heads)
            file = opened.enter_context(log.open("rb")) if log.exists() else None
            size = os.fstat(file.fileno()).st_size if file else 0
        reach = _Reach(head, copy)
        for link in links(log, whole_rows(file, size) if file else ()):
            reach.add(link)
            yield link
    if isinstance(head, StoreDamaged):
        raise head
    if file is None:
        raise head_damaged(log.with_name(HEAD))
    if reach.head.lines < head.lines:
        raise damaged_line(log, reach.head.lines + 1)
    if not reach.has_met(head):
        raise head_damaged(log.with_name(HEAD))
    if isinstance(copy, StoreDamaged):
        raise copy
    if not reach.has_met(copy):
        raise log_behind(home, copy)


def whole_rows(file: IO[bytes], size: int) -> Iterator[bytes]:
    """The lines of an open file up to that size, without their ends; none that was cut short."""
    for row in file:
        size -= len(row)
        if size < 0 or not row.endswith(b"\n"):
            return
        yield row[:-1]


def rows_in(home: Path, *, after: int = 0) -> Iterator[bytes]:
    """Every line behind so many bytes, whatever became of it or of others.

    What each says was once written; that nothing is missing, only ``walked`` tells.
    """
    log = home / FOLDER / LOG
    with storage_errors(log), suppress(FileNotFoundError), log.open("rb") as file:
        file.seek(after)
        yield from whole_rows(file, os.fstat(file.fileno()).st_size - after)


def holds(home: Path, sha256: str) -> bool:
    """Whether some line names that hash; sought from the end, where it mostly is."""
    log = home / FOLDER / LOG
    with storage_errors(log):
        if not log.exists() or not log.stat().st_size:
            return False
        with log.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
            return text.rfind(sha256.encode()) >= 0


def renew_head(home: Path) -> None:
    """Writes head and copy anew, where one was lost or spoilt and the other agrees with the log.

    StoreDamaged where the log is not whole in itself, or where one of them can be read and is of
    another log: lines were cut off, or all of it was replaced.
    """
    log = home / FOLDER / LOG
    with held(home):
        if not log.exists():
            raise trail_lost(log)
        copy = _read_or_error(partial(read_copy, home))
        head = _read_or_error(partial(read_head, log.with_name(HEAD)))
        reach = _Reach(head, copy)
        for link in links(log, rows_in(home)):
            reach.add(link)
        if isinstance(head, Head) and head.lines > reach.head.lines:
            raise damaged_line(log, reach.head.lines + 1)
        if isinstance(copy, Head) and not reach.has_met(copy):
            raise log_behind(home, copy)
        if not reach.has_met(copy) and not reach.has_met(head):
            raise head_damaged(log.with_name(HEAD))
        text = head_text(reach.head)
        write_whole(log.with_name(HEAD), text)
        write_whole(home / COPY, copy_text(text))


def trail_lost(log: Path) -> StoreDamaged:
    """The error for a home whose trail is gone."""
    return StoreDamaged(
        tr(f"{log}: das Protokoll dieses Datenordners fehlt", f"{log}: this home's trail is gone")
    )


def log_behind(home: Path, copy: Head) -> StoreDamaged:
    """The error for a log that once reached further, or otherwise, than it does now."""
    return StoreDamaged(
        tr(
            f"{home / FOLDER}: nicht das Protokoll, das bis Zeile {copy.lines} geschrieben war "
            f"({COPY}): abgeschnitten oder durch ein anderes ersetzt",
            f"{home / FOLDER}: not the trail that was written up to line {copy.lines} ({COPY}): "
            "cut off, or replaced by another",
        )
    )


def moment(at: str) -> datetime:
    """A time to compare by; before all others where there is none."""
    return datetime.fromisoformat(at) if at else datetime.min.replace(tzinfo=UTC)


@contextmanager
def held(home: Path) -> Iterator[None]:
    """Nobody else writes to the trail within the block."""
    with storage_errors(home / FOLDER):
        lock = os.open(home / FOLDER / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PRIVATE_FILE)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)


class _Reach:
    """How far the lines reach that were seen so far, and which of the heads that tells of."""

    def __init__(self, *heads: Head | StoreDamaged) -> None:
        self.head = Head(bytes=0, lines=0, last_bytes=0, sha256=START, at="")
        self._bytes = 0  # of all lines, those that were cut short among them
        self._heads = [head for head in heads if isinstance(head, Head)]
        self._met = [head for head in self._heads if head == self.head]

    def add(self, link: Link) -> None:
        length = len(link.row) + 1
        self._bytes += length
        at = link.body["event"]["at"] if link.body else ""
        self.head = Head(
            bytes=self._bytes,
            lines=link.number,
            last_bytes=length,
            sha256=link.sha256,
            at=max(self.head.at, at, key=moment),
        )
        if link.body or link.is_expired:
            self._met += [head for head in self._heads if head == self.head]

    def has_met(self, head: Head | StoreDamaged) -> bool:
        """Whether the lines once ended where it tells."""
        return head in self._met


def _read_or_error(read: Callable[[], Head]) -> Head | StoreDamaged:
    """The head, or why there is none: what is wrong with the lines is told before."""
    try:
        return read()
    except StoreDamaged as error:
        return error
