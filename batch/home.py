"""A home, opened: its catalog, and files that nobody else may read."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from batch.worker import PRIVATE
from catalog.store import CATALOG_FILE, Catalog


def catalog_of(home: Path, url: str | None, *, replace_unusable: bool = False) -> Catalog:
    if url:
        return Catalog.open(url)
    return Catalog.in_home(home, replace_unusable=replace_unusable)


def known_catalog(home: Path, url: str | None) -> Catalog:
    """The catalog for looking only: where there is none yet, an empty one in memory."""
    is_there = url or (home / CATALOG_FILE).exists()
    return catalog_of(home, url) if is_there else Catalog.open("sqlite://")


@contextmanager
def private_files() -> Iterator[None]:
    """What is written within the block is for its owner and group alone."""
    before = os.umask(PRIVATE)
    try:
        yield
    finally:
        os.umask(before)
