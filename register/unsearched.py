"""What was taken in, or should have been, and no search can find yet."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from archive.owed import owed
from catalog.standing import standing
from catalog.store import CATALOG_FILE, Catalog
from index.seam import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsearched:
    """Of the towns that were asked about."""

    unfinished: int  # dossiers that an import has in hand, or that the index has not taken
    set_aside: int  # dossiers, and sources that could not even be opened
    unknown: tuple[str, ...] = ()  # towns that never said how far they are, or not lately
    as_of: datetime | None = None  # the oldest word of these towns; None: counted just now

    def __bool__(self) -> bool:
        return bool(self.unfinished or self.set_aside or self.unknown)


def unsearched(home: Path, catalog_url: str | None, *, municipality: str | None) -> Unsearched:
    """Counted from the catalog; nothing where there is none."""
    with _catalog(home, catalog_url) as catalog:
        counted = standing(catalog, municipality)
    behind = sum(municipality in (None, id.partition("/")[0]) for id in owed(home))
    return Unsearched(unfinished=counted.unfinished + behind, set_aside=counted.set_aside)


def unsearched_shared(scope: Scope, *, now: datetime, max_age: timedelta) -> Unsearched:
    """What the towns of a search of the shared index said of themselves.

    What a town said too long ago is worth nothing: its home may have taken in much since, and not
    have reached the server.
    """
    old = (s.municipality for s in scope.registers if now - s.as_of > max_age)
    return Unsearched(
        unfinished=sum(said.unfinished + said.owed for said in scope.registers),
        set_aside=sum(said.set_aside for said in scope.registers),
        unknown=(*scope.silent, *old),
        as_of=min((said.as_of for said in scope.registers), default=None),
    )


def last_import(home: Path, catalog_url: str | None) -> str | None:
    """When the newest import ended, or began where it has not ended; None: there was none."""
    with _catalog(home, catalog_url) as catalog:
        batches = catalog.runs.all()
    return batches[-1].ended_at or batches[-1].started_at if batches else None


def _catalog(home: Path, url: str | None) -> Catalog:
    """The catalog for looking only: where there is none yet, an empty one in memory."""
    if not (url or (home / CATALOG_FILE).exists()):
        return Catalog.open("sqlite://")
    return Catalog.open(url) if url else Catalog.in_home(home)
