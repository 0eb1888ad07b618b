"""Pages put into another dossier or another order, from what a person wants to what is found.

The rules read the new dossiers anew from what was read on their pages; no page is read again.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from archive.bounds import begin, done, resume, settle
from archive.noted import note_revision
from archive.record import Intake
from archive.store import Store
from batch.judge import JUDGED
from batch.keys import extract_step
from batch.pool import WorkerPool
from batch.rebuild import keep, without_rules
from batch.sharing import shared_indices
from batch.tasks import commit, extracted, finish_limit_s
from batch.telling import Telling
from batch.worker import limited
from baulast.bounds import Bounds, Part, renumbered, with_doubts
from baulast.model import Dossier, Step
from baulast.settings import Settings
from catalog.records import HOME_INDEX
from catalog.store import Catalog
from index.seam import Index
from ingest.said import separators_said
from ingest.split import alone

OpenIndex = Callable[[], AbstractContextManager[Index]]


def carry_out(
    bounds: Bounds, store: Store, catalog: Catalog, open_index: OpenIndex, settings: Settings
) -> bool:
    """Has the archive, then catalog and index hold what is wanted; or changes nothing.

    False: one of the dossiers went a step on meanwhile, and all stands as before. The store is
    locked. What fails on the way is raised when all stands as before again.
    """
    finish_left(store, catalog, open_index, settings)
    begin(store, bounds)
    pool = WorkerPool(1, tasks_per_worker=1)  # the rules would stay in the desk's memory for ever
    limit_s = finish_limit_s(sum(len(part.pages) for part in bounds.made))
    try:
        pool.submit(limited, limit_s, remake, bounds, store.home, settings).result()
    finally:
        pool.shutdown()
        stands = settle(store, bounds)
        _tell(bounds, store, catalog, open_index, settings)
    return stands


def finish_left(store: Store, catalog: Catalog, open_index: OpenIndex, settings: Settings) -> None:
    """Brings to an end what a crash has left; the store is locked."""
    for bounds in resume(store):
        _tell(bounds, store, catalog, open_index, settings)


def remake(bounds: Bounds, home: Path, settings: Settings) -> None:
    """Puts the new versions into the archive; in a worker, which has the rules."""
    store = Store(home)
    before = [
        store.reading(part.dossier, part.before) for part in bounds.parts if part.before is not None
    ]
    read = {
        part.dossier: extracted(_assembled(part, before, settings), settings.extract)
        for part in bounds.made
    }
    intake = Intake(by=bounds.by, at=bounds.at, batch=0, program=f"baulast {version('baulast')}")
    for dossier in with_doubts(bounds, before, read).values():
        commit(dossier, home, settings, intake)
        note_revision(store, dossier.id, dossier.version)


def new_id() -> str:
    """A name for a change of bounds that no other one has."""
    return f"{datetime.now():%Y%m%d%H%M%S%f}"  # one at a time: the store is locked


def _assembled(part: Part, before: Sequence[Dossier], settings: Settings) -> Dossier:
    """The dossier with its pages as they were read, before the rules."""
    known = {(old.id, old.version): old for old in before}
    pages = tuple(
        renumbered(without_rules(known[ref.dossier, ref.version].pages[ref.number - 1]), number)
        for number, ref in enumerate(part.pages, start=1)
    )
    own = known.get((part.dossier, part.before or 0))
    judged = tuple(d for d in own.doubts if d.reason in JUDGED) if own else ()
    givers = list(dict.fromkeys((ref.dossier, ref.version) for ref in part.pages))
    return Dossier(
        id=part.dossier,
        municipality=before[0].municipality,
        number=part.number,
        version=part.after or 1,
        pages=pages,
        doubts=(*judged, *alone(pages), *separators_said(pages)),
        steps=(*_read_steps([known[giver] for giver in givers]), extract_step(settings)),
    )


def _read_steps(givers: Sequence[Dossier]) -> tuple[Step, ...]:
    """How the pages were read; none where they were read in different ways."""
    steps = {step for giver in givers for step in giver.steps if step.stage == "read"}
    return tuple(steps) if len(steps) == 1 else ()


def _tell(
    bounds: Bounds, store: Store, catalog: Catalog, open_index: OpenIndex, settings: Settings
) -> None:
    """Has catalog and index hold what the archive holds; an index that is away is owed it."""
    owed_to = shared_indices(settings.index)
    telling = Telling(store=store, catalog=catalog, open_index=open_index, owed_to=owed_to)
    for id in dict.fromkeys(part.dossier for part in bounds.parts):
        for now in store.standings(id):
            version = now.dossier.version
            if catalog.dossier(id, version) is None:
                keep(catalog, store.reading(id, version), now, (HOME_INDEX, *owed_to))
        telling.tell(id)
    done(store, bounds)
