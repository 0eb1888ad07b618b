"""What a broken catalog still tells and the archive does not know: runs, and what lies aside."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from batch.rebuild import without_pages
from baulast.errors import CatalogUnusable
from catalog.records import DossierRecord, DossierState
from catalog.store import Catalog

T = TypeVar("T")


def salvage(broken: Path, catalog: Catalog) -> None:
    """Has the new catalog know what is found in the broken file, each thing as far as it is whole.

    Else deliveries and dossiers that were set aside would be forgotten, and a search that lacks
    them would say that it has searched everything.
    """
    if not broken.exists():
        return
    with suppress(CatalogUnusable), Catalog.open(f"sqlite:///{broken}") as old:

        def keep_aside(record: DossierRecord) -> None:
            try:
                catalog.keep_dossier(record, old.unread(record.id, record.version))
            except CatalogUnusable:
                catalog.keep_dossier(*without_pages(record))

        _each(old.runs.all, catalog.runs.keep)
        _each(old.sources, catalog.keep_source)
        for state in (DossierState.PENDING, DossierState.SET_ASIDE):
            _each(partial(old.dossiers, state=state), keep_aside)


def _each(rows: Callable[[], Iterable[T]], keep: Callable[[T], None]) -> None:
    with suppress(CatalogUnusable):
        for row in rows():
            with suppress(CatalogUnusable):
                keep(row)
