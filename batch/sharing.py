"""From the archive to the index that towns share. An import never waits for it."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

from archive.store import Store
from archive.told import remember, remembered
from batch.versions import tell_index
from baulast.errors import IndexForeign, IndexOutdated, StoreError
from baulast.settings import IndexSettings
from catalog.standing import standing
from catalog.store import Catalog
from index.listed import Lists
from index.seam import TownState
from index.shared import Proof, SharedIndex
from index.towns import town_of

SHARED = "elasticsearch"  # the name under which the catalog notes what the server is owed


def shared_indices(settings: IndexSettings) -> tuple[str, ...]:
    """The servers that are owed every dossier."""
    return (SHARED,) if settings.elasticsearch else ()


def deliver(store: Store, catalog: Catalog, index: SharedIndex, *, lists: Lists) -> int:
    """Give the server what it is owed, until it takes no more; how many dossiers it still lacks.

    Nobody is kept waiting for a server that is away: what it lacks stays owed.
    """
    if not index.is_there():
        return len(catalog.owed_to(SHARED))
    missing = _give(store, catalog, index)
    with suppress(StoreError):  # the old word stays, and grows old
        if behind := lists_behind(store, lists):
            index.keep_lists(lists, behind)
            remember(store.home, lists.digests(behind))
    with suppress(StoreError):
        index.tell(states(catalog, store.municipalities()))
    return missing


def lists_behind(store: Store, lists: Lists) -> tuple[str, ...]:
    """The towns of the archive of whose lists the server has not got what they are now."""
    told = remembered(store.home)
    now = lists.digests(store.municipalities())
    return tuple(town for town, digest in now.items() if told.get(town, "") != digest)


def states(catalog: Catalog, towns: Iterable[str]) -> tuple[TownState, ...]:
    """What this home says of its towns' registers, as of now."""
    now = datetime.now(UTC)
    owed = [id.partition("/")[0] for id, _ in catalog.owed_to(SHARED)]
    counted = {town: standing(catalog, town) for town in towns}
    return tuple(
        TownState(
            municipality=town_of(town).name,
            as_of=now,
            dossiers=there.done,
            unfinished=there.unfinished,
            set_aside=there.set_aside,
            owed=owed.count(town),
        )
        for town, there in counted.items()
    )


def synchronise(
    store: Store,
    catalog: Catalog,
    index: SharedIndex,
    *,
    lists: Lists,
    municipalities: Iterable[str] = (),
) -> Proof:
    """Bring the server to what the archive holds of these towns (none: of all in it)."""
    towns = tuple(municipalities) or store.municipalities()
    owed = catalog.owed_to(SHARED)
    proven = (replace(state, owed=0) for state in states(catalog, towns))
    there = (d for d in store.dossiers() if d.municipality in towns)
    proof = index.sync(there, towns, proven, lists)
    if proof.is_proven:
        remember(store.home, lists.digests(towns))
        for id, version in owed:
            if id.partition("/")[0] in towns:
                catalog.indexed(id, version, index_name=SHARED)
        if catalog.owed_to(SHARED):  # what came while a new version was built
            deliver(store, catalog, index, lists=lists)
    return proof


def _give(store: Store, catalog: Catalog, index: SharedIndex) -> int:
    owed = catalog.owed_to(SHARED)
    missing = 0
    for place, (id, version) in enumerate(owed):
        try:
            tell_index(index, [store.standing(store.reading(id, version))])
        except (IndexForeign, IndexOutdated):  # this one is not taken; others may be
            missing += 1
        except StoreError:  # it stays owed; `status` says so
            return missing + len(owed) - place
        else:
            catalog.indexed(id, version, index_name=SHARED)
    return missing
