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
from collections.abc import Callable, Iterator, Set
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from archive.audit import EventName, note
from archive.durable import make_folder, storage_errors, write_file
from archive.store import Store
from batch.bounds import finish_left
from batch.home import catalog_of, known_catalog, private_files, refuse_gone
from batch.interrupt import ends_gently
from batch.moving import move_finished
from batch.openings import is_renewed, speakable
from batch.pictures import picture_of
from batch.plan import Plan, Planner
from batch.pool import WorkerPool
from batch.progress import Progress
from batch.run import Resources, Run
from baulast.errors import Interrupted
from baulast.language import tr
from baulast.settings import IngestSettings, Settings, fingerprint
from catalog.records import DossierRecord, DossierState, SourceRecord, SourceState
from catalog.store import Catalog
from index.embedded import INDEX_FILE, EmbeddedIndex
from ingest.scans import Inventory, Source, SourceKind, find_sources
from ocr.open import open_engine
from report.html import no_picture, report_page
from report.record import report_values
from report.summary import FileFate, FileLine, Report, Trouble

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
        catalog = stack.enter_context(known_catalog(home, catalog_url))
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
            trouble=Trouble(cause=str(refusal.error), remedy=str(refusal.error.remedy)),
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
    """What was set aside or left on the way, except from sources that are opened anew.

    Of a dossier that only the audit trail remembers there are no pages to read.
    """
    states = (DossierState.PENDING, DossierState.SET_ASIDE)
    records = (record for state in states for record in catalog.dossiers(state=state))
    return tuple(r for r in records if r.source not in but_not and r.content_sha256)


def _work_again(
    town: str,
    sources: tuple[SourceRecord, ...],
    records: tuple[DossierRecord, ...],
    run: Run,
) -> None:
    run.work_again(record for record in records if record.municipality == town)
    run.work(_source(record) for record in sources if record.municipality == town)


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
    batch = catalog.runs.begin(call.root, call.municipality)
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
    # Who runs an import gives no reason; where one is asked for, pages are looked at in the desk.
    hides_names = call.settings.audit.reason_required
    text = json.dumps(report_values(report), ensure_ascii=False, indent=1)
    home = call.resources.store.home
    page = report_path(home, batch)
    _write(home, page.with_suffix(".json"), text)
    shown: dict[str, None] = {}  # dossiers of which the report shows a page
    pictures = partial(_picture, home, shown)
    _write(home, page, report_page(report, no_picture if hides_names else pictures))
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
    if shown:
        note(home, EventName.LOOK, what="report", batch=batch, dossiers_seen=sorted(shown))
    catalog.runs.end(
        batch,
        outcome="interrupted" if report.is_interrupted else "done",
        report=text,
        pages_read=run.pages_read,
        seconds=run.elapsed_s,
    )
    return report


def _picture(home: Path, shown: dict[str, None], id: str, version: int, page: int) -> bytes | None:
    """The picture of a page, and a note of whose it is: it shows names."""
    found = picture_of(home, id, version, page)
    if found is not None:
        shown[id] = None
    return found


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
        stack.enter_context(private_files())
        store = Store(home)
        stack.enter_context(store.locked())
        engine_version = open_engine(settings.ocr).version
        at_once = IN_FLIGHT_ELSEWHERE
        if executor is None:
            executor = stack.enter_context(_pool(settings))
            at_once = _workers(settings) * IN_FLIGHT_PER_WORKER
        catalog = stack.enter_context(catalog_of(home, catalog_url))
        refuse_gone(store, catalog)
        finish_left(store, catalog, lambda: EmbeddedIndex(home / INDEX_FILE), settings)
        yield Resources(
            store=store,
            catalog=catalog,
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


def _source(record: SourceRecord) -> Source:
    return Source(
        name=record.name,
        files=tuple(Path(file.path) for file in record.files),
        kind=SourceKind(record.kind),
    )
