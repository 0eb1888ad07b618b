"""The supplement of a dossier: what happened after it was archived, one line each, never altered.

How a line names the one before stands in ``archive.chain``. It names the last line of the audit
trail, too: a trail that is replaced later contradicts it.
"""

import fcntl
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.chain import Chain, chain_of, chained_line, damaged_line, line_hash
from archive.durable import PRIVATE_FILE, make_folder, storage_errors, sync, write_all
from archive.trail_mark import Mark, home_of, mark_in, mark_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement:
    """All that was appended, and whether the last line was cut short by a crash."""

    events: tuple[dict[str, Any], ...]
    hashes: tuple[str, ...]  # of the line that holds each event
    marks: tuple[Mark | None, ...] = ()  # the audit trail's last line when each was written
    is_torn: bool = False
    is_sealed: bool = True  # whether the last line carries a hash of its own

    @property
    def lines(self) -> tuple[tuple[str, dict[str, Any]], ...]:
        """The hash of each line with the event that it holds."""
        return tuple(zip(self.hashes, self.events, strict=True))


def append_event(path: Path, event: Mapping[str, Any]) -> str:
    """The hash of the line that now holds the event, synced; StoreDamaged if the rest is not whole.

    The hash is for the audit trail: with it, lines cut off at the end show.
    """
    return append_events(path, lambda _: [event])[-1]


def append_events(
    path: Path, make: Callable[[Supplement], Sequence[Mapping[str, Any]]]
) -> tuple[str, ...]:
    """The hashes of the lines that ``make`` wants after what is there; nobody writes meanwhile."""
    with storage_errors(path):
        make_folder(path.parent)
        is_new = not path.exists()
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, PRIVATE_FILE)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            chain = chain_of(path, path.read_bytes())
            lines: list[bytes] = []
            previous, torn = chain.last, chain.torn
            home = home_of(path)
            mark = mark_of(home) if home else None
            trail = mark.to_json() if mark else None
            for event in make(_supplement(path, chain)):
                line = chained_line(event, previous=previous, torn=torn, trail=trail)
                lines.append((b"\n" if torn else b"") + line)
                previous, torn = line_hash(line.rstrip(b"\n")), b""
            write_all(handle, b"".join(lines))
            os.fsync(handle)
        finally:
            os.close(handle)
        if is_new:
            sync(path.parent)
        return tuple(line_hash(line.strip(b"\n")) for line in lines)


def read_supplement(path: Path) -> Supplement:
    """The events in the order they came; StoreDamaged, with the line, if the chain is broken."""
    with storage_errors(path):
        content = path.read_bytes() if path.exists() else b""
    return _supplement(path, chain_of(path, content))


def _supplement(path: Path, chain: Chain) -> Supplement:
    if chain.expired:  # what was said of a dossier stays as long as the dossier
        raise damaged_line(path, chain.expired[0])
    return Supplement(
        events=chain.events,
        hashes=chain.hashes,
        marks=tuple(map(mark_in, chain.trails)),
        is_torn=bool(chain.torn),
        is_sealed=chain.is_sealed,
    )
