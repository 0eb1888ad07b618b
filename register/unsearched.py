"""What a home has taken in and no search can find yet."""

from dataclasses import dataclass
from pathlib import Path

from catalog.records import DossierState, SourceState
from catalog.store import CATALOG_FILE, Catalog


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsearched:
    """Of the towns that were asked about."""

    unfinished: int  # dossiers that an import has in hand, or was ended over
    set_aside: int  # dossiers, and sources that could not even be opened

    def __bool__(self) -> bool:
        return bool(self.unfinished or self.set_aside)


NOTHING_MISSING = Unsearched(unfinished=0, set_aside=0)


def unsearched(home: Path, catalog_url: str | None, *, municipality: str | None) -> Unsearched:
    """Counted from the catalog; nothing where there is none."""
    with _catalog(home, catalog_url) as catalog:

        def dossiers(state: DossierState) -> int:
            return sum(
                municipality in (None, r.municipality) for r in catalog.dossiers(state=state)
            )

        sources = catalog.sources(state=SourceState.SET_ASIDE)
        return Unsearched(
            unfinished=dossiers(DossierState.PENDING) + dossiers(DossierState.ARCHIVED),
            set_aside=dossiers(DossierState.SET_ASIDE)
            + sum(municipality in (None, source.municipality) for source in sources),
        )


def last_import(home: Path, catalog_url: str | None) -> str | None:
    """When the newest import ended, or began where it has not ended; None: there was none."""
    with _catalog(home, catalog_url) as catalog:
        batches = catalog.batches()
    return batches[-1].ended_at or batches[-1].started_at if batches else None


def _catalog(home: Path, url: str | None) -> Catalog:
    """The catalog for looking only: where there is none yet, an empty one in memory."""
    if not (url or (home / CATALOG_FILE).exists()):
        return Catalog.open("sqlite://")
    return Catalog.open(url) if url else Catalog.in_home(home)
