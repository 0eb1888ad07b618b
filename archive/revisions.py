"""The versions and revisions of a dossier: how their folders are named, and what lies in them."""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from archive.durable import sha256_of, storage_errors
from archive.manifest import read_manifest
from archive.supplement import read_supplement
from baulast.codec import dossier_from_json
from baulast.errors import StoreDamaged
from baulast.language import tr
from baulast.model import Dossier

READING = "dossier.json"
SUPPLEMENT = "supplement.jsonl"
VERSION, REVISION = re.compile(r"v\d+"), re.compile(r"r\d+")
# A reviewer has one dossier on the screen for many looks, and each asks for it several times.
KEPT = 8  # readings: the reviewers of an office at once; more would take the server's memory
LARGEST_KEPT = 1 << 20  # bytes: a dozen full pages; a large dossier is rare, and read each time


def versions_in(folder: Path) -> list[Path]:
    """The versions of a dossier, the oldest first; what is called otherwise is a stray."""
    found = (folder / name for name in names_in(folder) if VERSION.fullmatch(name))
    return sorted((path for path in found if path.is_dir()), key=number_of)


def revisions_in(version: Path) -> list[Path]:
    """The revisions of a version, the oldest first."""
    found = (version / name for name in names_in(version) if REVISION.fullmatch(name))
    return sorted((path for path in found if path.is_dir()), key=number_of)


def revisions_under(folder: Path) -> Iterator[Path]:
    """The revisions of all versions of a dossier, the oldest first."""
    for version in versions_in(folder):
        yield from revisions_in(version)


def newest_revision(version: Path) -> Path | None:
    """The revision that counts; None: there is none yet."""
    return max(revisions_in(version), key=number_of, default=None)


def revision_before(revision: Path) -> Path:
    """Where the revision before lies."""
    return revision.with_name(f"r{number_of(revision) - 1}")


def number_of(folder: Path) -> int:
    """The number in the name of a version or a revision: 2 of "v2"."""
    return int(folder.name[1:])


def strays_in(folder: Path) -> Iterator[Path]:
    """What lies in a dossier's folder and is none of its files; the folder if it is none."""
    if not folder.is_dir():
        yield folder
    for name in names_in(folder):
        if name != SUPPLEMENT and not ((folder / name).is_dir() and VERSION.fullmatch(name)):
            yield folder / name
    for version in versions_in(folder):
        for name in names_in(version):
            if not ((version / name).is_dir() and REVISION.fullmatch(name)):
                yield version / name


def names_in(folder: Path) -> list[str]:
    """What lies in a folder, by name: of a whole home only this is held in memory at once."""
    with storage_errors(folder), suppress(FileNotFoundError, NotADirectoryError):
        return sorted(os.listdir(folder))  # noqa: PTH208 - names take a tenth of what paths take
    return []


def read_dossier(revision: Path) -> Dossier:
    """The reading that a revision holds; StoreDamaged where it cannot be read."""
    path = revision / READING
    try:
        found = path.stat()
        if found.st_size > LARGEST_KEPT:
            return _parsed(path)
        return _kept(path, found.st_ino, found.st_mtime_ns, found.st_size)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreDamaged(tr(f"{path}: unlesbar", f"{path}: cannot be read")) from error


def _parsed(path: Path) -> Dossier:
    return dossier_from_json(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=KEPT)
def _kept(path: Path, _inode: int, _changed_ns: int, _size: int) -> Dossier:
    """A reading that was asked for lately; a file that is another one by now is read anew."""
    return _parsed(path)


def is_readable(revision: Path, supplement: Path) -> bool:
    """Whether reading and supplement are as they were written."""
    try:
        read_supplement(supplement)
        kept = dict(read_manifest(revision).files).get(READING)
        return kept == sha256_of(revision / READING)
    except (StoreDamaged, OSError):
        return False
