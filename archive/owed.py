"""What was written to a dossier's supplement and is not known everywhere yet.

::

    home/owed/
      3f9a…           holds a dossier's id: there from before a line is written until all know it
      locks/3f        held while a line is written, or while others are told of the dossier

A line is in the archive for good, but audit trail, catalog and index hear of it later: they may be
locked, and programs are killed. What stands here is made good by whoever comes next.
"""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.durable import make_folder, storage_errors, sync, write_file

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


def is_owed(home: Path, id: str) -> bool:
    """Whether somebody may not know the dossier as it stands."""
    return (home / FOLDER / _name(id)).exists()


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


def mark(home: Path, id: str) -> None:
    """Writes down, before a line is written, that others have to be told; within ``alone``."""
    path = home / FOLDER / _name(id)
    with storage_errors(path):
        if not path.exists():
            write_file(path, id.encode("utf-8", "surrogatepass"))
            sync(path.parent)


def _name(id: str) -> str:
    return hashlib.sha256(id.encode("utf-8", "surrogatepass")).hexdigest()[:NAME_LENGTH]
