"""The order of the stages: batch, resume, set-aside of failed files.

::

    find_sources -> per source:  originals into the store, survey -> split into dossiers
                 -> per page:    load_frame -> clean -> upright -> read
                 -> per dossier: extract -> PDF/A -> store -> catalog -> index

What a worker does stands in ``batch.tasks``, the order within a run in ``batch.run``.
"""

import json
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Set
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from archive.audit import EventName, note
from archive.durable import make_folder, storage_errors, write_file
from archive.store import Store
from archive.supplement import append_event
from batch.agreement import disagreements
from batch.interrupt import ends_gently
from batch.moving import move_finished
from batch.openings import is_renewed, speakable
from batch.pictures import picture_of
from batch.plan import Plan, Planner
from batch.pool import WorkerPool
from batch.progress import Progress
from batch.rebuild import correction_event, rebuild_catalog
from batch.run import Resources, Run
from batch.sharing import SHARED, deliver, shared_indices, synchronise
from batch.worker import PRIVATE
from baulast.errors import Interrupted
from baulast.language import tr
from baulast.model import Dossier, DoubtReason
from baulast.settings import IndexSettings, IngestSettings, Settings, fingerprint
from catalog.records import (
    HOME_INDEX,
    BatchRecord,
    CorrectionRecord,
    DossierRecord,
    DossierState,
    SourceRecord,
    SourceState,
)
from catalog.store import CATALOG_FILE, Catalog
from index.embedded import INDEX_FILE, EmbeddedIndex
from index.login import Login
from index.shared import Proof, SharedIndex
from ingest.scans import Inventory, Source, SourceKind, find_sources
from ocr.open import open_engine
from report.html import report_page
from report.record import report_values
from report.summary import FileFate, FileLine, Report, Trouble

NO_SERVER = IndexSettings()
IN_FLIGHT_PER_WORKER = 2  # one in hand, one ready: no worker waits, and memory stays small
IN_FLIGHT_ELSEWHERE = 64  # of a cluster, whose size may change: enough for 32 workers


def import_batch(
    root: Path,
    municipality: str,
    home: Path,
    settings: Settings,
    *,
    catalog_url: str | None = None,
    executor: Executor | None = None,
    progress: Callable[[Progress], None] | None = None,
    move: bool = False,
) -> Report:
    """Take in everything below ``root``; a second call goes on where the first was ended.

    With ``move``, what is safe in the archive and the index is moved to a folder beside ``root``.
    """
    with _opened(home, settings, catalog_url, executor) as resources, ends_gently() as stop:
        inventory = _delivered(root, settings.ingest, stop)
        report = _run(
            _Call(speakable(root), municipality, resources, settings, stop, progress),
            files=file_lines(inventory),
            work=lambda run: run.work(inventory.sources),
        )
        if move:
            move_finished(root, inventory.sources, report.sources, resources.store)
        return report


def _delivered(root: Path, settings: IngestSettings, stop: threading.Event) -> Inventory:
    """What lies below ``root``; what was written just now is given time to settle, once."""
    inventory = find_sources(root, settings)
    if inventory.waiting and not stop.wait(settings.settle_s):
        return find_sources(root, settings)
    return inventory


def plan_import(
    root: Path,
    municipality: str,
    home: Path,
    settings: Settings,
    *,
    catalog_url: str | None = None,
    executor: Executor | None = None,
    opened: Callable[[int], None] | None = None,
) -> Plan:
    """What `import_batch` would do; nothing is written, and no home is made."""
    workers = _workers(settings)
    with ExitStack() as stack:
        stop = stack.enter_context(ends_gently())
        catalog = stack.enter_context(_known_catalog(home, catalog_url))
        planner = Planner(
            municipality,
            settings=settings,
            catalog=catalog,
            engine_version=open_engine(settings.ocr).version,
        )
        plan = planner.plan(
            _delivered(root, settings.ingest, stop),
            executor=executor or stack.enter_context(_pool(settings)),
            workers=workers,
            stop=stop,
            opened=opened or (lambda _: None),
        )
        if stop.is_set():
            raise Interrupted(tr("Vorschau abgebrochen", "Preview was interrupted"))
        return plan


def file_lines(inventory: Inventory) -> tuple[FileLine, ...]:
    """What was found beside the sources: no scans, still being written, not to be opened."""
    left = (FileLine(path=speakable(path), fate=FileFate.LEFT) for path in inventory.left)
    waiting = (FileLine(path=speakable(path), fate=FileFate.WAITING) for path in inventory.waiting)
    refused = (
        FileLine(
            path=speakable(refusal.path),
            fate=FileFate.REFUSED,
            trouble=Trouble(cause=str(refusal.error), remedy=refusal.error.remedy),
        )
        for refusal in inventory.refused
    )
    return (*left, *waiting, *refused)


def retry(
    home: Path,
    settings: Settings,
    *,
    catalog_url: str | None = None,
    executor: Executor | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> tuple[Report, ...]:
    """Try again what was set aside or left unfinished: a report for each municipality."""
    with _opened(home, settings, catalog_url, executor) as resources, ends_gently() as stop:
        sources = _to_open_again(resources.catalog)
        records = _unfinished(resources.catalog, but_not={source.path for source in sources})
        towns = {source.municipality for source in sources} | {r.municipality for r in records}
        return tuple(
            _run(
                _Call(speakable(home), town, resources, settings, stop, progress),
                files=(),
                work=partial(_work_again, town, sources, records),
            )
            for town in sorted(towns)
        )


def _to_open_again(catalog: Catalog) -> tuple[SourceRecord, ...]:
    """Sources that could not be opened, and those with a new file for what was set aside."""
    aside = {record.source for record in catalog.dossiers(state=DossierState.SET_ASIDE)}
    return tuple(
        source
        for source in catalog.sources()
        if source.state is SourceState.SET_ASIDE or (source.path in aside and is_renewed(source))
    )


def _unfinished(catalog: Catalog, *, but_not: Set[str]) -> tuple[DossierRecord, ...]:
    """What was set aside or left on the way, except from sources that are opened anew."""
    states = (DossierState.PENDING, DossierState.SET_ASIDE)
    records = (record for state in states for record in catalog.dossiers(state=state))
    return tuple(record for record in records if record.source not in but_not)


def _work_again(
    town: str,
    sources: tuple[SourceRecord, ...],
    records: tuple[DossierRecord, ...],
    run: Run,
) -> None:
    run.work_again(record for record in records if record.municipality == town)
    run.work(_source(record) for record in sources if record.municipality == town)


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What the catalog says about a home."""

    states: dict[DossierState, int]
    set_aside: tuple[DossierRecord, ...]
    sources_set_aside: tuple[SourceRecord, ...]
    doubts: dict[DoubtReason, int]
    owed: int  # dossiers that the index has not taken yet
    owed_shared: int  # the same of the server that towns share
    last: BatchRecord | None  # None: nothing was imported yet


def status(home: Path, *, catalog_url: str | None = None) -> Status:
    """How far everything is; may be asked while an import is at work."""
    with _known_catalog(home, catalog_url) as catalog:
        batches = catalog.batches()
        return Status(
            states=catalog.state_counts(),
            set_aside=catalog.dossiers(state=DossierState.SET_ASIDE),
            sources_set_aside=catalog.sources(state=SourceState.SET_ASIDE),
            doubts=catalog.doubt_counts(),
            owed=len(catalog.owed_to(HOME_INDEX)),
            owed_shared=len(catalog.owed_to(SHARED)),
            last=batches[-1] if batches else None,
        )


def sync_shared(
    home: Path,
    login: Login,
    settings: IndexSettings,
    *,
    catalog_url: str | None = None,
    municipality: str | None = None,
) -> Proof:
    """Bring the server to what the archive holds, and prove it; imports may go on meanwhile."""
    with (
        _private_files(),
        _catalog(home, catalog_url) as catalog,
        SharedIndex.open(login, prefix=settings.prefix) as index,
    ):
        towns = (municipality,) if municipality else ()
        proof = synchronise(Store(home), catalog, index, municipalities=towns)
        note(home, EventName.SYNC, municipality=municipality)
        return proof


def deliver_owed(
    home: Path,
    login: Login,
    settings: IndexSettings,
    *,
    catalog_url: str | None = None,
    changed: Iterable[Dossier] = (),
) -> int:
    """Give the server what it is owed, ``changed`` among it; how many dossiers it still lacks."""
    with (
        _catalog(home, catalog_url) as catalog,
        SharedIndex.open(login, prefix=settings.prefix) as index,
    ):
        for dossier in changed:
            catalog.owe(dossier.id, dossier.version, index_name=SHARED)
        return deliver(Store(home), catalog, index)


def correct(home: Path, record: CorrectionRecord, *, catalog_url: str | None = None) -> None:
    """Write down a reviewer's word: first in the archive's supplement, then in the catalog."""
    store = Store(home)
    with _private_files(), _catalog(home, catalog_url) as catalog:
        store.revision(record.dossier, record.version)  # StoreDamaged where there is none
        line = append_event(store.supplement(record.dossier), correction_event(record))
        where = {"dossier": record.dossier, "version": record.version, "place": record.place}
        said_by = record.correction.by
        note(home, EventName.CORRECTION, **where, given_by=said_by, supplement_sha256=line)
        catalog.keep_correction(record)


def rebuild(
    home: Path, settings: IndexSettings = NO_SERVER, *, catalog_url: str | None = None
) -> int:
    """Catalog and index anew from the archive folder; how many dossiers they hold."""
    store = Store(home)
    with (
        _private_files(),
        store.locked(),
        _catalog(home, catalog_url, replace_unusable=True) as catalog,
        EmbeddedIndex(home / INDEX_FILE, replace_unusable=True) as index,
    ):
        count = rebuild_catalog(catalog, store, owed_to=shared_indices(settings))
        index.rebuild(store.dossiers())
        note(home, EventName.REBUILD, dossiers=count)
        return count


def verify(home: Path, *, catalog_url: str | None = None) -> tuple[str, ...]:
    """Where catalog or index do not say what the archive holds; empty: they agree.

    Whether the archive's files are as they were written is asked of ``archive.damage``.
    """
    store = Store(home)
    with (
        _private_files(),
        store.locked(),
        _catalog(home, catalog_url) as catalog,
        EmbeddedIndex(home / INDEX_FILE) as index,
    ):
        return tuple(disagreements(store, catalog, index))


# ------------------------------------------------------------------- what all runs share


@dataclass(frozen=True, slots=True)
class _Call:
    """What a run was asked for."""

    root: str
    municipality: str
    resources: Resources
    settings: Settings
    stop: threading.Event
    progress: Callable[[Progress], None] | None


def _run(call: _Call, *, files: tuple[FileLine, ...], work: Callable[[Run], None]) -> Report:
    """Do the work and write down what came of it."""
    catalog = call.resources.catalog
    started_at = datetime.now(UTC).isoformat(timespec="seconds")
    batch = catalog.begin_batch(call.root, call.municipality)
    run = Run(
        batch=batch,
        municipality=call.municipality,
        resources=call.resources,
        settings=call.settings,
        stop=call.stop,
        progress=call.progress or (lambda _: None),
    )
    work(run)
    report = Report(
        batch=batch,
        root=call.root,
        municipality=call.municipality,
        started_at=started_at,
        seconds=run.elapsed_s,
        pages_read=run.pages_read,
        is_interrupted=not run.is_complete,
        sources=run.lines,
        files=files,
        tools=tuple(sorted({tool for step in run.steps for tool in step.tools})),
    )
    text = json.dumps(report_values(report), ensure_ascii=False, indent=1)
    home = call.resources.store.home
    page = report_path(home, batch)
    _write(home, page.with_suffix(".json"), text)
    _write(home, page, report_page(report, partial(picture_of, home)))
    note(
        home,
        EventName.IMPORT,
        batch=batch,
        municipality=call.municipality,
        root=call.root,
        is_interrupted=report.is_interrupted,
        pages_read=run.pages_read,
        settings_sha256=fingerprint(call.settings),
    )
    catalog.end_batch(
        batch,
        outcome="interrupted" if report.is_interrupted else "done",
        report=text,
        pages_read=run.pages_read,
        seconds=run.elapsed_s,
    )
    return report


def report_path(home: Path, batch: int) -> Path:
    """Where the report of a run lies as HTML; beside it as JSON."""
    return home / "reports" / f"{batch:05}.html"


def _write(home: Path, path: Path, text: str) -> None:
    """The text under its name, whole or not at all; what is unfinished is swept with the store."""
    with storage_errors(path):
        make_folder(path.parent)
        unfinished = home / "work" / path.name
        write_file(unfinished, text.encode())
        unfinished.replace(path)


@contextmanager
def _opened(
    home: Path, settings: Settings, catalog_url: str | None, executor: Executor | None
) -> Iterator[Resources]:
    """Everything a run works with, the home locked against other runs."""
    with ExitStack() as stack:
        stack.enter_context(_private_files())
        store = Store(home)
        stack.enter_context(store.locked())
        engine_version = open_engine(settings.ocr).version
        at_once = IN_FLIGHT_ELSEWHERE
        if executor is None:
            executor = stack.enter_context(_pool(settings))
            at_once = _workers(settings) * IN_FLIGHT_PER_WORKER
        yield Resources(
            store=store,
            catalog=stack.enter_context(_catalog(home, catalog_url)),
            index=stack.enter_context(EmbeddedIndex(home / INDEX_FILE)),
            executor=executor,
            at_once=at_once,
            engine_version=engine_version,
        )


@contextmanager
def _pool(settings: Settings) -> Iterator[WorkerPool]:
    """Worker processes that end with the block: in peace, or at once where it ends in an error."""
    pool = WorkerPool(_workers(settings), tasks_per_worker=settings.batch.tasks_per_worker)
    try:
        yield pool
    except BaseException:
        pool.kill()
        raise
    pool.shutdown()


def _workers(settings: Settings) -> int:
    return settings.batch.workers or len(os.sched_getaffinity(0))


def _catalog(home: Path, url: str | None, *, replace_unusable: bool = False) -> Catalog:
    if url:
        return Catalog.open(url)
    return Catalog.in_home(home, replace_unusable=replace_unusable)


def _known_catalog(home: Path, url: str | None) -> Catalog:
    """The catalog for looking only: where there is none yet, an empty one in memory."""
    is_there = url or (home / CATALOG_FILE).exists()
    return _catalog(home, url) if is_there else Catalog.open("sqlite://")


@contextmanager
def _private_files() -> Iterator[None]:
    before = os.umask(PRIVATE)
    try:
        yield
    finally:
        os.umask(before)


def _source(record: SourceRecord) -> Source:
    return Source(
        name=record.name,
        files=tuple(Path(file.path) for file in record.files),
        kind=SourceKind(record.kind),
    )
