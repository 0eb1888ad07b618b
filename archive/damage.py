"""What is no longer as it was written: every file of the archive against its hash.

Files are read in a stream each, on all cores: hashing lets go of Python's lock.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path

from archive.durable import UNREACHABLE, sha256_of
from archive.manifest import NAME as MANIFEST
from archive.manifest import Manifest, read_manifest
from archive.record import RECORD
from archive.recorded import contradictions
from archive.revisions import revision_before
from archive.spill import Spill
from archive.store import Store
from archive.supplement import read_supplement
from baulast.acts import acts_of
from baulast.errors import StoreDamaged, StoreError, system_words
from baulast.language import tr

AT_ONCE = 1000  # files handed to the threads together: enough to keep them busy, few to remember


class Cause(StrEnum):
    """Whether what is damaged can be made anew."""

    KEPT = "kept"  # originals, readings, records, logs: only a backup brings them back
    DERIVED = "derived"  # a PDF: made anew from originals and reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """A file that is missing, changed or out of place, and what is wrong in words."""

    path: Path
    what: str
    cause: Cause = Cause.KEPT
    remedy: str = ""  # "": that of its cause


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A file and the hash that it was stored with."""

    path: Path
    sha256: str
    cause: Cause = Cause.KEPT


def damage(
    store: Store,
    *,
    dossier: str | None = None,
    skip: Callable[[Path], bool] = lambda _: False,
    done: Callable[[Path, int], None] = lambda *_: None,
) -> Iterator[Damage]:
    """All damage in the archive, or in one dossier and its originals; StoreError if it is gone.

    Files that ``skip`` knows are not read; ``done`` is told of each that is whole, and its bytes.
    """
    stated = _stated(store, dossier)
    yield from of_files(
        (one for one in stated if isinstance(one, Damage) or not skip(one.path)), done=done
    )
    if dossier is None:
        yield from (_stray(path) for path in store.strays())


def of_files(
    claims: Iterable[Claim | Damage], *, done: Callable[[Path, int], None] = lambda *_: None
) -> Iterator[Damage]:
    """The files that have not the bytes they were stored with; one with two names is read once.

    What is known to be damaged already is told with them.
    """
    waiting = iter(claims)
    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as threads, Spill() as known:
        while batch := list(islice(waiting, AT_ONCE)):
            yield from (one for one in batch if isinstance(one, Damage))
            fresh = [c for c in batch if isinstance(c, Claim) and _is_new(c, known)]
            for claim, (found, size) in zip(fresh, threads.map(_judged, fresh), strict=True):
                if found is None:
                    done(claim.path, size)
                else:
                    yield found


def of_chain(path: Path) -> Iterator[Damage]:
    """Whether a file that is only appended to is whole."""
    try:
        supplement = read_supplement(path)
    except StoreDamaged as error:
        yield Damage(path=path, what=str(error))
        return
    if supplement.is_torn:
        what = tr("letzte Zeile abgerissen", "last line was cut short")
        yield Damage(path=path, what=what)


def _stated(store: Store, dossier: str | None) -> Iterator[Claim | Damage]:
    """What revisions and supplements say of the files that are theirs, and of originals."""
    needed = _Needed(store, is_all=dossier is None)
    for revision in store.revisions() if dossier is None else store.revisions_of(dossier):
        try:
            manifest = read_manifest(revision)
        except StoreDamaged as error:
            yield Damage(path=revision / MANIFEST, what=str(error))
            continue
        yield from _misplaced(store, revision, manifest)
        for what in contradictions(revision, manifest):
            yield Damage(path=revision / RECORD, what=what)
        yield from _claims(revision, manifest)
        yield from needed.of(manifest.originals)
    for supplement in store.supplements() if dossier is None else (store.supplement(dossier),):
        broken = tuple(of_chain(supplement))
        yield from broken
        if not broken:
            yield from needed.of(_evidence(supplement))
    if dossier is None:
        yield from (Claim(path=path, sha256=path.name) for path in store.originals())


class _Needed:
    """The originals that something rests on, each told once.

    Where all that lie in the store are read anyhow, of these only those that do not: few.
    """

    def __init__(self, store: Store, *, is_all: bool) -> None:
        self._store = store
        self._is_all = is_all
        self._told: set[Path] = set()

    def of(self, hashes: Iterable[str]) -> Iterator[Claim]:
        for path in map(self._store.original_path, sorted(hashes)):
            if path not in self._told and not (self._is_all and path.exists()):
                self._told.add(path)
                yield Claim(path=path, sha256=path.name)


def _evidence(supplement: Path) -> Iterator[str]:
    """SHA-256 of the documents that later acts stand on."""
    for act in acts_of(read_supplement(supplement).events):
        if act.source.evidence_sha256:
            yield act.source.evidence_sha256


def _claims(revision: Path, manifest: Manifest) -> Iterator[Claim]:
    for name, sha256 in manifest.files:
        cause = Cause.DERIVED if name.endswith(".pdf") else Cause.KEPT
        yield Claim(path=revision / name, sha256=sha256, cause=cause)
    if manifest.previous is not None:
        yield Claim(path=revision_before(revision) / MANIFEST, sha256=manifest.previous)


def _misplaced(store: Store, revision: Path, manifest: Manifest) -> Iterator[Damage]:
    """What lies in a revision and is not of it, or the revision itself in another's place."""
    if store.version_folder(manifest.id, manifest.version) != revision.parent:
        yield _stray(revision)
    for path in revision.iterdir():
        if path.name != MANIFEST and path.name not in dict(manifest.files):
            yield _stray(path)


def _stray(path: Path) -> Damage:
    return Damage(path=path, what=tr("gehört nicht hierher", "does not belong here"))


def _is_new(claim: Claim, known: Spill) -> bool:
    try:
        found = claim.path.stat()
    except OSError:
        return True  # said where it is read
    if found.st_nlink == 1:  # nearly all
        return True
    return known.add(f"{found.st_dev}/{found.st_ino}/{claim.sha256}")


def _judged(claim: Claim) -> tuple[Damage | None, int]:
    """What is wrong with a file, and how many bytes were read for that."""
    try:
        is_right = sha256_of(claim.path) == claim.sha256
        size = claim.path.stat().st_size
    except FileNotFoundError:
        return _damage(claim, tr("fehlt", "is missing")), 0
    except OSError as error:
        if error.errno in UNREACHABLE:
            raise StoreError(f"{claim.path}: {system_words(error)}") from error
        return _damage(claim, tr("nicht lesbar", "cannot be read") + f": {system_words(error)}"), 0
    return (None if is_right else _damage(claim, tr("verändert", "changed"))), size


def _damage(claim: Claim, what: str) -> Damage:
    return Damage(path=claim.path, what=what, cause=claim.cause)
