"""How far a town's dossiers are, as the catalog counts them: what no search can find yet."""

from dataclasses import dataclass

from catalog.records import HOME_INDEX, DossierState, SourceState
from catalog.store import Catalog


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Of the towns that were asked about."""

    done: int  # dossiers in the archive and in the home's index
    unfinished: int  # dossiers in the hands of an import, or that the home's index has not taken
    set_aside: int  # dossiers, and sources that could not even be opened


def standing(catalog: Catalog, municipality: str | None) -> Standing:
    """Of one town, or of all."""

    def dossiers(state: DossierState) -> int:
        return sum(municipality in (None, r.municipality) for r in catalog.dossiers(state=state))

    owed = sum(
        municipality in (None, id.partition("/")[0]) for id, _ in catalog.owed_to(HOME_INDEX)
    )
    sources = catalog.sources(state=SourceState.SET_ASIDE)
    return Standing(
        done=dossiers(DossierState.DONE),
        unfinished=dossiers(DossierState.PENDING) + owed,
        set_aside=dossiers(DossierState.SET_ASIDE)
        + sum(municipality in (None, source.municipality) for source in sources),
    )
