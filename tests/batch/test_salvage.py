"""What is saved of a broken catalog."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from batch.salvage import salvage
from catalog.records import DossierState
from catalog.store import CATALOG_FILE, Catalog
from tests.catalog.test_store import DOSSIER, RECORD


def test_what_lay_aside_stays_known(tmp_path: Path) -> None:
    """Also where nobody can tell its pages any more: else a search would have searched all."""
    record = replace(RECORD, state=DossierState.SET_ASIDE)
    with Catalog.in_home(tmp_path) as catalog:
        for id in ("kaarst/spoilt", "kaarst/whole"):
            catalog.keep_dossier(replace(record, id=id), replace(DOSSIER, id=id))
    with closing(sqlite3.connect(tmp_path / CATALOG_FILE)) as file, file:
        file.execute("UPDATE dossiers SET unread = x'00' WHERE id = 'kaarst/spoilt'")
    (tmp_path / "new").mkdir()
    with Catalog.in_home(tmp_path / "new") as catalog:
        salvage(tmp_path / CATALOG_FILE, catalog)
        spoilt, whole = catalog.dossiers(state=DossierState.SET_ASIDE)
        assert catalog.unread(whole.id, 1).pages == DOSSIER.pages
        assert catalog.unread(spoilt.id, 1).pages == ()
        assert record.source in (spoilt.remedy or "")
