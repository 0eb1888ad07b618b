"""What is done with a home between imports: told, corrected, synchronised, compared, made anew."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from archive.audit import EventName, note
from archive.bounds import done as settled
from archive.bounds import is_left, is_under_way, resume
from archive.home_format import write_format
from archive.noted import append_owed
from archive.owed import owed
from archive.store import Store
from archive.supplement import Supplement
from batch.bounds import finish_left
from batch.home import catalog_of, known_catalog, private_files
from batch.migration import migrate
from batch.rebuild import Rebuilt, catalog_anew
from batch.sharing import SHARED, deliver, lists_behind, shared_indices, synchronise
from batch.telling import Telling
from baulast.errors import InputError, StoreBusy
from baulast.language import Both, tr
from baulast.life import (
    Step,
    StepRefused,
    check_step,
    state_of,
    step_event,
    steps_of,
    went_elsewhere,
)
from baulast.model import Dossier, DoubtReason
from baulast.settings import IndexSettings, Settings
from baulast.tasks import waiting_looks
from catalog.records import (
    HOME_INDEX,
    BatchRecord,
    DossierRecord,
    DossierState,
    SourceRecord,
    SourceState,
)
from catalog.store import Catalog
from index.embedded import INDEX_FILE, EmbeddedIndex
from index.listed import Lists
from index.login import Login
from index.shared import Proof, SharedIndex

NO_SERVER = IndexSettings()


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What the catalog says about a home."""

    states: dict[DossierState, int]
    set_aside: tuple[DossierRecord, ...]
    sources_set_aside: tuple[SourceRecord, ...]
    doubts: dict[DoubtReason, int]
    owed: int  # dossiers that the index has not taken yet
    owed_shared: int  # the same of the server that towns share
    lists_behind: tuple[str, ...]  # towns of whose lists the server lacks what they say now
    last: BatchRecord | None  # None: nothing was imported yet


def status(home: Path, *, catalog_url: str | None = None, lists: Lists | None = None) -> Status:
    """How far everything is; may be asked while an import is at work.

    ``lists`` are those that a server has to be told of; None: there is no server.
    """
    with known_catalog(home, catalog_url) as catalog:
        batches = catalog.runs.all()
        return Status(
            states=catalog.state_counts(),
            set_aside=catalog.dossiers(state=DossierState.SET_ASIDE),
            sources_set_aside=catalog.sources(state=SourceState.SET_ASIDE),
            doubts=catalog.doubt_counts(),
            owed=len({*(id for id, _ in catalog.owed_to(HOME_INDEX)), *owed(home)}),
            owed_shared=len(catalog.owed_to(SHARED)),
            lists_behind=lists_behind(Store(home), lists) if lists else (),
            last=batches[-1] if batches else None,
        )


def sync_shared(
    home: Path,
    login: Login,
    settings: IndexSettings,
    *,
    lists: Lists,
    catalog_url: str | None = None,
    municipality: str | None = None,
) -> Proof:
    """Bring the server to what the archive holds, and prove it; imports may go on meanwhile."""
    with (
        private_files(),
        catalog_of(home, catalog_url) as catalog,
        SharedIndex.open(login, prefix=settings.prefix) as index,
    ):
        _telling(Store(home), catalog, settings).catch_up()
        towns = (municipality,) if municipality else ()
        proof = synchronise(Store(home), catalog, index, lists=lists, municipalities=towns)
        note(home, EventName.SYNC, municipality=municipality)
        return proof


def deliver_owed(
    home: Path,
    login: Login,
    settings: IndexSettings,
    *,
    lists: Lists,
    catalog_url: str | None = None,
    changed: Iterable[Dossier] = (),
) -> int:
    """Give the server what it is owed, ``changed`` among it; how many dossiers it still lacks."""
    with (
        catalog_of(home, catalog_url) as catalog,
        SharedIndex.open(login, prefix=settings.prefix) as index,
    ):
        store = Store(home)
        for id in {dossier.id for dossier in changed}:
            for one in store.standings(id):  # what one version says may end another
                catalog.owe(id, one.dossier.version, index_name=SHARED)
        return deliver(store, catalog, index, lists=lists)


class NotSetAside(InputError):
    """Nothing of that name is set aside."""

    remedy = Both("`baulast status` nennt, was beiseite liegt.", "`baulast status` tells what is.")


def settle(
    home: Path,
    name: str,
    *,
    reason: str,
    came_as: str | None = None,
    catalog_url: str | None = None,
) -> None:
    """Strikes out a dossier or a delivery that was set aside: it came elsewhere, or was none.

    First the trail says so, then the catalog forgets it; its originals stay where they are.
    """
    store = Store(home)
    with private_files(), store.locked(), catalog_of(home, catalog_url) as catalog:
        if came_as is not None:
            store.revision(came_as)  # DossierUnknown where there is none
        aside = (r for r in catalog.dossiers(state=DossierState.SET_ASIDE) if r.id == name)
        records = [record for record in aside if not record.steps_sha256]  # it is in the archive
        sources = [s for s in catalog.sources(state=SourceState.SET_ASIDE) if s.path == name]
        if not (records or sources):
            raise NotSetAside(tr(f"{name}: liegt nicht beiseite", f"{name}: is not set aside"))
        why = {"reason": reason, "came_as": came_as}
        for record in records:
            where = {"dossier": record.id, "version": record.version, "error": record.error}
            note(home, EventName.SETTLED, **where, **why)
            catalog.forget(record.id, record.version)
        for source in sources:
            note(home, EventName.SETTLED, source=source.path, error=source.error, **why)
            catalog.forget_source(source.municipality, source.path)


def change_state(
    home: Path, id: str, step: Step, settings: Settings, *, catalog_url: str | None = None
) -> None:
    """Has a version of a dossier go a step on: supplement, trail, catalog and index.

    StepRefused, with why, where it may not.
    """
    store = Store(home)
    with private_files(), catalog_of(home, catalog_url) as catalog:
        _end_bounds(store, catalog, settings)
        step = replace(step, revision=store.revision(id, step.version).name)
        reading = store.reading(id, step.version)

        def events(supplement: Supplement) -> list[dict[str, Any]]:
            _check_bounds(store, id, step, supplement)
            before = state_of(steps_of(supplement.events, step.version))
            now = store.standing(reading, supplement.lines)
            doubts, waiting = now.dossier.all_doubts, waiting_looks(now)
            check_step(before, step, doubts, settings.life, waiting=waiting)
            return [step_event(step)]

        append_owed(store, id, events)
        _telling(store, catalog, settings.index).tell(id)


def _end_bounds(store: Store, catalog: Catalog, settings: Settings) -> None:
    """Brings to an end what a crash has left of pages put elsewhere; not while somebody does it."""
    if is_left(store):
        with suppress(StoreBusy), store.locked():
            finish_left(store, catalog, lambda: EmbeddedIndex(store.home / INDEX_FILE), settings)


def _check_bounds(store: Store, id: str, step: Step, supplement: Supplement) -> None:
    """StepRefused where the version's pages are on their way to another one, or went there."""
    if is_under_way(store, id):
        raise StepRefused(
            tr(
                f"Seiten von {id} werden gerade neu zugeordnet; danach noch einmal versuchen",
                f"pages of {id} are being put elsewhere; try again when that is done",
            )
        )
    if went_elsewhere(supplement.events, step.version):
        raise StepRefused(
            tr(
                f"Die Seiten von {id}, Fassung {step.version}, liegen in einer anderen Fassung; "
                "zurück legt sie der Arbeitsplatz unter „Seiten der Akte“",
                f"the pages of {id}, version {step.version}, are in another version; the desk "
                "puts them back, under “Pages of the dossier”",
            )
        )


def rebuild(
    home: Path, settings: IndexSettings = NO_SERVER, *, catalog_url: str | None = None
) -> Rebuilt:
    """Catalog and index anew from the archive folder.

    A dossier that is known and not there, or not as it was written, is set aside: no search says
    that it has searched it.
    """
    store = Store(home)
    with (
        private_files(),
        store.locked(),
        catalog_of(home, catalog_url, replace_unusable=True) as catalog,
        EmbeddedIndex(home / INDEX_FILE, replace_unusable=True) as index,
    ):
        left = resume(store)
        unsure = frozenset(store.unreadable())
        done = catalog_anew(store, catalog, settings, but=unsure)
        index.rebuild(store.dossiers(but=unsure))
        _telling(store, catalog, settings).catch_up()
        for bounds in left:
            settled(store, bounds)
        note(home, EventName.REBUILD, dossiers=done.dossiers, lost=len(done.lost))
        return done


def _telling(store: Store, catalog: Catalog, settings: IndexSettings) -> Telling:
    """Has catalog and index of the home know what was recorded."""
    return Telling(
        store=store,
        catalog=catalog,
        open_index=lambda: EmbeddedIndex(store.home / INDEX_FILE),
        owed_to=shared_indices(settings),
    )


def bring_along(
    home: Path, settings: IndexSettings = NO_SERVER, *, catalog_url: str | None = None
) -> Rebuilt:
    """Has the home be as this version would have written it; what it holds."""
    store = Store(home)
    with private_files(), store.locked():
        migrate(store)
    done = rebuild(home, settings, catalog_url=catalog_url)
    write_format(home)
    return done
