"""A home, opened: its catalog, and files that nobody else may read."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.store import Store
from batch.worker import PRIVATE
from baulast.errors import StoreDamaged
from baulast.language import Both, dossiers, tr
from catalog.content import SAFE
from catalog.store import CATALOG_FILE, Catalog


class ArchiveGone(StoreDamaged):
    """The catalog knows dossiers that were archived, and there is not one in the home."""

    remedy = Both(
        "Stimmt --home, ist sein Laufwerk eingehängt? Sonst `baulast restore` aus der Sicherung; "
        "ohne Sicherung nennt `baulast rebuild` alles als verloren, was neu zu importieren ist.",
        "Is --home right, and its drive mounted? Else `baulast restore` from the backup; without "
        "one, `baulast rebuild` tells as lost what is to be imported anew.",
    )


def catalog_of(home: Path, url: str | None, *, replace_unusable: bool = False) -> Catalog:
    if url:
        return Catalog.open(url)
    return Catalog.in_home(home, replace_unusable=replace_unusable)


def known_catalog(home: Path, url: str | None) -> Catalog:
    """The catalog for looking only: where there is none yet, an empty one in memory."""
    is_there = url or (home / CATALOG_FILE).exists()
    return catalog_of(home, url) if is_there else Catalog.open("sqlite://")


def refuse_gone(store: Store, catalog: Catalog) -> None:
    """ArchiveGone where the store holds nothing of what the catalog takes for safe."""
    if next(store.revisions(), None) is not None:
        return
    counts = catalog.state_counts()
    known = sum(counts.get(state, 0) for state in SAFE)
    if known:
        raise ArchiveGone(
            tr(
                f"{store.home}: Der Katalog kennt {dossiers(known)} im Archiv, hier liegt keine",
                f"{store.home}: The catalog knows {dossiers(known)} in the archive; here is none",
            )
        )


@contextmanager
def private_files() -> Iterator[None]:
    """What is written within the block is for its owner and group alone."""
    before = os.umask(PRIVATE)
    try:
        yield
    finally:
        os.umask(before)
