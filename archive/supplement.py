"""The supplement of a dossier: what happened after it was archived, one line each, never altered.

How a line names the one before stands in ``archive.chain``.
"""

import fcntl
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.chain import chain_of, chained_line, line_hash
from archive.durable import PRIVATE_FILE, make_folder, storage_errors, sync, write_all


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement:
    """All that was appended, and whether the last line was cut short by a crash."""

    events: tuple[dict[str, Any], ...]
    hashes: tuple[str, ...]  # of the line that holds each event
    is_torn: bool = False
    is_sealed: bool = True  # whether the last line carries a hash of its own


def append_event(path: Path, event: Mapping[str, Any]) -> str:
    """The hash of the line that now holds the event, synced; StoreDamaged if the rest is not whole.

    The hash is for the audit trail: with it, lines cut off at the end show.
    """
    with storage_errors(path):
        make_folder(path.parent)
        is_new = not path.exists()
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, PRIVATE_FILE)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            chain = chain_of(path, path.read_bytes())
            line = chained_line(event, previous=chain.last, torn=chain.torn)
            write_all(handle, (b"\n" if chain.torn else b"") + line)
            os.fsync(handle)
        finally:
            os.close(handle)
        if is_new:
            sync(path.parent)
        return line_hash(line.rstrip(b"\n"))


def read_supplement(path: Path) -> Supplement:
    """The events in the order they came; StoreDamaged, with the line, if the chain is broken."""
    with storage_errors(path):
        content = path.read_bytes() if path.exists() else b""
    chain = chain_of(path, content)
    return Supplement(
        events=chain.events,
        hashes=chain.hashes,
        is_torn=bool(chain.torn),
        is_sealed=chain.is_sealed,
    )
