"""Makes anew what is derived, bit for bit as it was; no original, reading or record is touched."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from archive.damage import Cause, Damage
from archive.durable import discard, publish, seal, sha256_of, storage_errors
from archive.manifest import Manifest, read_manifest
from archive.pdfa import write_pdfa
from archive.revisions import READING, read_dossier
from archive.store import Store
from baulast.errors import BaulastError
from baulast.settings import ArchiveSettings


def repair(store: Store, found: Iterable[Damage], settings: ArchiveSettings) -> Iterator[Path]:
    """The PDFs that now are again what their manifest says, each made by itself.

    One stays as it is whose reading or original is not as it was, or that another version of the
    program would write otherwise: what is not bit for bit the same is a new revision, and an import
    makes that.
    """
    for item in found:
        if item.cause is Cause.DERIVED:
            with suppress(BaulastError):  # what could not be made is still found afterwards
                if _is_made(store, item.path, settings):
                    yield item.path


def _rests_on_sound(store: Store, revision: Path, manifest: Manifest) -> bool:
    """Whether reading and originals are as they were written: a PDF is made of nothing else."""
    claims = {revision / READING: dict(manifest.files).get(READING)}
    claims |= {store.original_path(sha256): sha256 for sha256 in manifest.originals}
    return all(path.is_file() and sha256_of(path) == sha256 for path, sha256 in claims.items())


def _is_made(store: Store, target: Path, settings: ArchiveSettings) -> bool:
    revision = target.parent
    manifest = read_manifest(revision)
    sha256 = dict(manifest.files).get(target.name)
    with storage_errors(target):
        if not _rests_on_sound(store, revision, manifest):
            return False
        work = Path(tempfile.mkdtemp(dir=store.home / "work"))
        try:
            anew = work / target.name
            write_pdfa(read_dossier(revision), store.original, anew, settings)
            if sha256_of(anew) != sha256:
                return False
            seal(anew)
            publish(anew, target)
            return True
        finally:
            discard(work)
