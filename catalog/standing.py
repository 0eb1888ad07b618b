"""How far a town's dossiers are, as the catalog counts them: what no search can find yet."""

from dataclasses import dataclass

from catalog.records import DossierState, SourceState
from catalog.store import Catalog


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Of the towns that were asked about."""

    done: int  # dossiers in the archive and in the home's index
    unfinished: int  # dossiers that an import has in hand, or was ended over
    set_aside: int  # dossiers, and sources that could not even be opened


def standing(catalog: Catalog, municipality: str | None) -> Standing:
    """Of one town, or of all."""

    def dossiers(state: DossierState) -> int:
        return sum(municipality in (None, r.municipality) for r in catalog.dossiers(state=state))

    sources = catalog.sources(state=SourceState.SET_ASIDE)
    return Standing(
        done=dossiers(DossierState.DONE),
        unfinished=dossiers(DossierState.PENDING) + dossiers(DossierState.ARCHIVED),
        set_aside=dossiers(DossierState.SET_ASIDE)
        + sum(municipality in (None, source.municipality) for source in sources),
    )
