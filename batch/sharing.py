"""From the archive to the index that towns share. An import never waits for it."""

from collections.abc import Iterable

from archive.store import Store
from baulast.errors import IndexForeign, StoreError
from baulast.settings import IndexSettings
from catalog.store import Catalog
from index.seam import Index
from index.shared import Proof, SharedIndex

SHARED = "elasticsearch"  # the name under which the catalog notes what the server is owed


def shared_indices(settings: IndexSettings) -> tuple[str, ...]:
    """The servers that are owed every dossier."""
    return (SHARED,) if settings.elasticsearch else ()


def deliver(store: Store, catalog: Catalog, index: Index) -> int:
    """Give the server what it is owed, until it takes no more; how many dossiers it still lacks."""
    owed = catalog.owed_to(SHARED)
    missing = 0
    for place, (id, version) in enumerate(owed):
        try:
            index.put(store.load(id, version))
        except IndexForeign:  # this one is not taken; others may be
            missing += 1
        except StoreError:  # it stays owed; `status` says so
            return missing + len(owed) - place
        else:
            catalog.indexed(id, version, index_name=SHARED)
    return missing


def synchronise(
    store: Store, catalog: Catalog, index: SharedIndex, *, municipalities: Iterable[str] = ()
) -> Proof:
    """Bring the server to what the archive holds of these towns (none: of all in it)."""
    towns = tuple(municipalities) or store.municipalities()
    owed = catalog.owed_to(SHARED)
    proof = index.sync((d for d in store.dossiers() if d.municipality in towns), towns)
    if proof.is_proven:
        for id, version in owed:
            if id.partition("/")[0] in towns:
                catalog.indexed(id, version, index_name=SHARED)
    return proof
