"""What the other versions of a dossier are told when one of them has changed."""

from collections.abc import Iterable, Iterator, Sequence

from archive.store import Store
from baulast.standing import Standing
from baulast.tasks import tasks_of
from catalog.store import Catalog
from index.seam import Index


def others(store: Store, id: str, version: int) -> Iterator[Standing]:
    """The other versions as they stand now: a newer scan may stand for them, or no longer."""
    return (one for one in store.standings(id) if one.dossier.version != version)


def tell_catalog(catalog: Catalog, changed: Iterable[Standing], *, owed_to: Sequence[str]) -> None:
    """Has the catalog know them as they stand; one that it does not know is left to the import."""
    for one in changed:
        if catalog.dossier(one.dossier.id, one.dossier.version) is not None:
            catalog.changed(one.dossier, tasks=tasks_of(one), owed_to=owed_to)


def tell_index(index: Index, changed: Iterable[Standing]) -> None:
    """Has searches find them as they stand; what is gone is found no more."""
    for one in changed:
        if one.is_gone:
            index.remove(one.dossier.id, one.dossier.version)
        else:
            index.put(one.dossier)
