"""How bags get to where they are wanted: built beside their names, whole or not at all.

::

    target/
      .unfinished-…/                  while one is at work; swept by the next one
      kaarst-20261122T041500/         what it made
"""

import ctypes
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from archive.drives import refuse_unmounted, remember_drive
from archive.durable import (
    BLOCK_BYTES,
    PRIVATE_FILE,
    PRIVATE_FOLDER,
    discard,
    make_folder,
    publish,
    storage_errors,
    write_all,
)
from baulast.errors import StoreBusy, StoreFull
from baulast.language import Both, tr

UNFINISHED = ".unfinished-"
_LIBC = ctypes.CDLL(None, use_errno=True)  # Python has no name for syncfs


class TargetFull(StoreFull):
    """No space is left where the bags were to go; nothing of them stays."""

    remedy = Both(
        "Platz schaffen oder einen anderen Ordner nehmen; es blieb nichts Halbes zurück.",
        "Free some space or take another folder; nothing half-made was left.",
    )


@contextmanager
def landing(target: Path, name: str) -> Iterator[Path]:
    """A folder to build in; all in it lies in ``target`` once the block has come to its end."""
    try:
        with storage_errors(target), _alone_in(target) as folder:
            work = make_folder(folder / f"{UNFINISHED}{name}")
            try:
                yield work
                flush(work)
                for path in sorted(work.iterdir()):
                    publish(path, folder / path.name)
            finally:
                discard(work)
    except StoreFull as error:
        raise TargetFull(str(error)) from error


def free_name(target: Path, name: str) -> str:
    """The name, with a number behind it where a bag has it already: clocks jump back."""
    count, found = 1, name
    while target.is_dir() and any(target.glob(f"{found}*")):
        count += 1
        found = f"{name}~{count}"
    return found


def cores() -> int:
    return len(os.sched_getaffinity(0))


def put_copy(source: Path, target: Path, *, mode: int) -> None:
    """Copies a file's bytes into a new one, its folders made; ``flush`` has the disk hold them."""
    _make_private(target.parent)
    with source.open("rb") as file:
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
        try:
            while block := file.read(BLOCK_BYTES):
                write_all(handle, block)
            os.fchmod(handle, mode)
        finally:
            os.close(handle)


def flush(folder: Path) -> None:
    """Has the disk hold all of it, in one call: after one for each file, a disk flushes each time.

    A hundred thousand dossiers have a million files. Unlike ``os.sync`` it says so where something
    could not be written.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        if _LIBC.syncfs(handle):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))
    finally:
        os.close(handle)


def _make_private(folder: Path) -> None:
    if not folder.is_dir():
        _make_private(folder.parent)
        folder.mkdir(mode=PRIVATE_FOLDER)


@contextmanager
def _alone_in(target: Path) -> Iterator[Path]:
    """The folder, held against other exports, and swept of what a killed one left."""
    refuse_unmounted(target)
    folder = make_folder(target.absolute())
    remember_drive(folder)
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            busy = tr("hierhin läuft schon eine Ausgabe", "an export is at work here")
            raise StoreBusy(f"{folder}: {busy}") from error
        for leftover in folder.glob(f"{UNFINISHED}*"):
            with suppress(OSError):
                discard(leftover)
        yield folder
    finally:
        os.close(handle)
