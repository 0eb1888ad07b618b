"""Delivered files out of the way, once nothing depends on them any more."""

from collections.abc import Iterable
from pathlib import Path

from archive.durable import make_folder, sha256_of, storage_errors, sync
from archive.store import Store
from batch.openings import path_of
from ingest.scans import Source
from report.summary import SourceLine

SUFFIX = ".erledigt"  # beside the delivery, so that the next import does not find it


def move_finished(
    root: Path, sources: Iterable[Source], lines: Iterable[SourceLine], store: Store
) -> int:
    """Move the files of sources that are safe in the archive and the index; how many."""
    safe = {line.path for line in lines if line.is_safe}
    base = root if root.is_dir() else root.parent
    target = base.with_name(base.name + SUFFIX)
    moved = 0
    for source in sources:
        if path_of(source) not in safe:
            continue
        for path in source.files:
            moved += _move(path, target / path.relative_to(base), store)
    return moved


def _move(path: Path, target: Path, store: Store) -> bool:
    """Whether the file was moved: only if the store's copy, read from the disk, is the same."""
    with storage_errors(path):
        sha256 = sha256_of(path)
        if sha256_of(store.original(sha256)) != sha256 or target.exists():
            return False
        make_folder(target.parent)
        path.rename(target)
        sync(target.parent)
        sync(path.parent)
        return True
