"""Files that survive a power cut: written whole, synced, and only then given their name."""

import errno
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from baulast.errors import StoreError, StoreFull, system_words
from baulast.language import tr

BLOCK_BYTES = 1 << 20  # large enough that the disk is the limit, small enough to hold

PRIVATE_FOLDER = 0o700  # readings carry names of persons
PRIVATE_FILE = 0o600
FINAL_FILE = 0o400  # what is in the archive is never written again

# A drive that does not answer says nothing of what is on it; EIO may be one bad sector.
UNREACHABLE = frozenset(
    {errno.ESTALE, errno.ENOTCONN, errno.ETIMEDOUT, errno.EHOSTDOWN, errno.ENODEV, errno.ENXIO}
)
NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@contextmanager
def storage_errors(place: Path) -> Iterator[None]:
    """Turns the system's refusals into errors that name the place and the remedy."""
    try:
        yield
    except OSError as error:
        if error.errno in NO_SPACE:
            raise StoreFull(tr(f"{place}: Speicher voll", f"{place}: no space left")) from error
        raise StoreError(f"{place}: {system_words(error)}") from error


@contextmanager
def whole_or_none(target: Path) -> Iterator[None]:
    """Removes what was written to ``target`` unless all within went well."""
    is_done = False
    try:
        yield
        is_done = True
    finally:
        if not is_done:
            target.unlink(missing_ok=True)


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def make_folder(path: Path) -> Path:
    """The folder, made with all above it where it was missing, private and synced."""
    if not path.is_dir():
        make_folder(path.parent)
        try:
            path.mkdir(mode=PRIVATE_FOLDER)
        except FileExistsError:
            if not path.is_dir():
                raise
        else:
            sync(path.parent)
    return path


def sync(path: Path) -> None:
    """Has the disk hold what was written to a file, or which names a folder has."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_file(path: Path, data: bytes) -> None:
    """Writes a new file and syncs it; its folder is for the caller to sync."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    try:
        write_all(handle, data)
        os.fsync(handle)
    finally:
        os.close(handle)


def write_all(handle: int, data: bytes) -> None:
    """Writes every byte, however many calls the system wants for that."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def copy_file(source: Path, target: Path) -> None:
    """Copies a file's bytes into a new, read-only and synced one."""
    with source.open("rb") as file:
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
        try:
            while block := file.read(BLOCK_BYTES):
                write_all(handle, block)
        finally:
            os.close(handle)
    seal(target)


def share(kept: Path, copy: Path) -> None:
    """Has both names stand for one file on the disk, where the file system can do that."""
    linked = copy.with_name(copy.name + ".link")
    try:
        linked.hardlink_to(kept)
    except OSError:
        return  # two files with the same bytes are as good, only larger
    linked.replace(copy)


def seal(path: Path) -> None:
    """Makes a finished file read-only and syncs it."""
    path.chmod(FINAL_FILE)
    sync(path)


def publish(work: Path, target: Path) -> None:
    """Gives finished work its name in one step: from now on it is there, whole."""
    sync(work)
    os.rename(work, target)  # noqa: PTH104 - one call to the system, and never over a full folder
    sync(target.parent)
    sync(work.parent)


def discard(work: Path) -> None:
    """Removes unfinished work; what cannot be removed is swept at the next start."""
    shutil.rmtree(work, ignore_errors=True)
