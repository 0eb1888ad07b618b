"""What is no longer as it was written: every file of the archive against its hash."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from archive.durable import sha256_of
from archive.manifest import NAME as MANIFEST
from archive.manifest import Manifest, read_manifest
from archive.store import Store, revision_before
from archive.supplement import read_supplement
from baulast.acts import acts_of
from baulast.errors import StoreDamaged
from baulast.language import tr


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """A file that is missing, changed or out of place, and what is wrong in words."""

    path: Path
    what: str


def damage(store: Store) -> Iterator[Damage]:
    """All damage in the archive: originals, PDFs, readings, manifests and supplements."""
    needed: set[str] = set()
    for revision in store.revisions():
        try:
            manifest = read_manifest(revision)
        except StoreDamaged as error:
            yield Damage(path=revision / MANIFEST, what=str(error))
            continue
        needed.update(manifest.originals)
        yield from _of_revision(revision, manifest)
    for supplement in store.supplements():
        broken = tuple(of_chain(supplement))
        yield from broken
        if not broken:
            needed.update(_evidence(supplement))
    yield from _of_originals(store, needed)


def _evidence(supplement: Path) -> Iterator[str]:
    """SHA-256 of the documents that later acts stand on."""
    for act in acts_of(read_supplement(supplement).events):
        if act.source.evidence_sha256:
            yield act.source.evidence_sha256


def _of_revision(revision: Path, manifest: Manifest) -> Iterator[Damage]:
    for name, sha256 in manifest.files:
        yield from of_file(revision / name, sha256)
    for path in revision.iterdir():
        if path.name != MANIFEST and path.name not in dict(manifest.files):
            yield Damage(path=path, what=tr("gehört nicht hierher", "does not belong here"))
    if manifest.previous is not None:
        yield from of_file(revision_before(revision) / MANIFEST, manifest.previous)


def _of_originals(store: Store, needed: set[str]) -> Iterator[Damage]:
    for path in store.originals():
        yield from of_file(path, path.name)
        needed.discard(path.name)
    for sha256 in sorted(needed):
        what = tr("Original fehlt", "original is missing")
        yield Damage(path=store.original_path(sha256), what=what)


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


def of_file(path: Path, sha256: str) -> Iterator[Damage]:
    """Whether a file has the bytes that it was stored with."""
    try:
        found = sha256_of(path)
    except OSError as error:
        yield Damage(path=path, what=tr("nicht lesbar", "cannot be read") + f": {error.strerror}")
        return
    if found != sha256:
        yield Damage(path=path, what=tr("verändert", "changed"))
