"""What a home has taken in and no search can find yet."""

from dataclasses import dataclass
from pathlib import Path

from rich.text import Text

from baulast.language import tr
from catalog.records import DossierState, SourceState
from catalog.store import CATALOG_FILE, Catalog


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsearched:
    """Of the towns that were asked about."""

    unfinished: int  # dossiers that an import has in hand, or was ended over
    set_aside: int  # dossiers, and sources that could not even be opened

    def __bool__(self) -> bool:
        return bool(self.unfinished or self.set_aside)


def unsearched(home: Path, catalog_url: str | None, *, municipality: str | None) -> Unsearched:
    """Counted from the catalog; nothing where there is none."""
    if not (catalog_url or (home / CATALOG_FILE).exists()):
        return Unsearched(unfinished=0, set_aside=0)
    with Catalog.open(catalog_url) if catalog_url else Catalog.in_home(home) as catalog:

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


def unsearched_view(missing: Unsearched) -> Text:
    """One line that nobody overlooks."""
    pieces = (
        (missing.unfinished, tr("noch in Arbeit", "unfinished")),
        (missing.set_aside, tr("beiseite gelegt", "set aside")),
    )
    return Text(
        tr("NICHT DURCHSUCHT: ", "NOT SEARCHED: ")
        + ", ".join(f"{count} {words}" for count, words in pieces if count)
        + " (baulast status).",
        style="yellow",
    )
