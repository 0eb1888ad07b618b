"""Makes anew what is derived, bit for bit as it was; no original, reading or record is touched."""

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from archive.damage import Cause, Damage
from archive.durable import discard, publish, seal, sha256_of, storage_errors
from archive.manifest import read_manifest
from archive.pdfa import write_pdfa
from archive.store import Store, read_dossier
from baulast.settings import ArchiveSettings


def repair(store: Store, found: Iterable[Damage], settings: ArchiveSettings) -> Iterator[Path]:
    """The PDFs that now are again what their manifest says.

    One that another version of the program would write otherwise stays as it is: what is not bit
    for bit the same is a new revision, and an import makes that.
    """
    for item in found:
        if item.cause is Cause.DERIVED and _is_made(store, item.path, settings):
            yield item.path


def _is_made(store: Store, target: Path, settings: ArchiveSettings) -> bool:
    revision = target.parent
    sha256 = dict(read_manifest(revision).files)[target.name]
    with storage_errors(target):
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
