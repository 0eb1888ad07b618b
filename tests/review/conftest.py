"""An office: a home with one doubtful dossier, its catalog and its index."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.store import Store
from catalog.store import Catalog
from index.embedded import INDEX_FILE, EmbeddedIndex
from upkeep import rebuild

sys.path.insert(0, str(Path(__file__).parent))  # where office.py lies

from office import Office, doubtful, empty_page, with_origin


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    home = tmp_path / "home"
    store = Store(home)
    (tmp_path / "scan.tif").write_bytes(b"scan")
    store.put_original(tmp_path / "scan.tif")
    store.commit(with_origin(doubtful(), store), empty_page)
    rebuild(home)
    with Catalog.in_home(home) as catalog, EmbeddedIndex(home / INDEX_FILE) as index:
        yield Office(home, store, catalog, index)
