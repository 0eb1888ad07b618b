"""What was written to a dossier's supplement and is not known everywhere yet.

::

    home/owed/
      3f9a…           holds a dossier's id: there from before a line is written until all know it
      locks/3f        held while a line is written, or while others are told of the dossier

A line is in the archive for good, but catalog and index hear of it later: they may be locked, and
programs are killed. What stands here is made good by whoever comes next.
"""

import fcntl
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from archive.durable import make_folder, storage_errors, sync, write_file
from archive.store import Store
from archive.supplement import Supplement, append_events

FOLDER = "owed"
NAME_LENGTH = 32  # hex digits of the id's SHA-256: no two dossiers share a name
LOCK_LENGTH = 2  # hex digits: 256 locks that are never removed, and so cannot be mistaken


@contextmanager
def alone(home: Path, id: str) -> Iterator[None]:
    """Nobody else writes to the dossier's supplement or tells others of it within the block."""
    folder = make_folder(home / FOLDER / "locks")
    path = folder / _name(id)[:LOCK_LENGTH]
    with storage_errors(path), path.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def append_owed(
    store: Store, id: str, make: Callable[[Supplement], Sequence[Mapping[str, Any]]]
) -> tuple[str, ...]:
    """The hashes of the lines that ``make`` wants; the dossier is owed from then on."""

    def marked(supplement: Supplement) -> Sequence[Mapping[str, Any]]:
        events = make(supplement)
        if events:
            _mark(store.home, id)
        return events

    with alone(store.home, id):
        return append_events(store.supplement(id), marked)


def owed(home: Path) -> tuple[str, ...]:
    """The ids of the dossiers that catalog and index may not know as they stand."""
    folder = home / FOLDER
    if not folder.is_dir():
        return ()
    found = []
    for path in sorted(folder.iterdir()):
        if path.is_file():
            try:
                found.append(path.read_text(encoding="utf-8"))
            except FileNotFoundError:  # made good just now
                continue
    return tuple(id for id in found if id)


def settled(home: Path, id: str) -> None:
    """Everybody knows the dossier as it stands; told within ``alone``."""
    path = home / FOLDER / _name(id)
    with storage_errors(path):
        path.unlink(missing_ok=True)


def _mark(home: Path, id: str) -> None:
    path = home / FOLDER / _name(id)
    with storage_errors(path):
        if not path.exists():
            write_file(path, id.encode("utf-8", "surrogatepass"))
            sync(path.parent)


def _name(id: str) -> str:
    return hashlib.sha256(id.encode("utf-8", "surrogatepass")).hexdigest()[:NAME_LENGTH]
