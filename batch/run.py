"""One run: sources are opened in order, dossiers judged, pages read, and everything noted.

Only this process writes the catalog and the index; workers write originals and dossiers into the
store.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.metadata import version
from threading import Event

from archive.audit import user
from archive.record import Intake
from archive.store import Store
from batch.crew import Crew
from batch.judge import JUDGED, Judgement, Standing, claim_of, is_mended, judge
from batch.keys import extract_step, read_step, steps_sha256, survey_step
from batch.ledger import Ledger
from batch.openings import JOBS_READY, Opening, Openings
from batch.progress import Meter, Progress
from batch.readings import Ended, Readings
from baulast.model import Dossier, Step
from baulast.settings import Settings
from catalog.records import DossierRecord, DossierState, SourceRecord, SourceState
from catalog.store import Catalog
from index.seam import Index
from ingest.scans import Source
from ingest.split import content_sha256, split
from report.summary import Outcome, SourceLine

ENDED_WELL = {
    Standing.NEW: Outcome.DONE,
    Standing.GO_ON: Outcome.DONE,
    Standing.NEW_VERSION: Outcome.NEW_VERSION,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Resources:
    """What a run works with."""

    store: Store
    catalog: Catalog
    index: Index
    executor: Executor
    at_once: int  # tasks in flight
    engine_version: str


def _intake(batch: int) -> Intake:
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    return Intake(by=user(), at=now, batch=batch, program=f"baulast {version('baulast')}")


class Run:
    """A run over sources; ``lines`` tells what became of each."""

    def __init__(
        self,
        *,
        batch: int,
        municipality: str,
        resources: Resources,
        settings: Settings,
        stop: Event,
        progress: Callable[[Progress], None],
    ) -> None:
        self._batch = batch
        self._municipality = municipality
        self._store = resources.store
        self._catalog = resources.catalog
        self._settings = settings
        self._stop = stop
        self._steps = (read_step(settings, resources.engine_version), extract_step(settings))
        self._crew = Crew(resources.executor, at_once=resources.at_once, stop=stop)
        self._meter = Meter(progress)
        self._ledger = Ledger()
        self._met: set[tuple[str, int]] = set()  # id and version of what this run came upon
        self._openings: Openings | None = None
        self._readings = Readings(
            crew=self._crew,
            store=resources.store,
            catalog=resources.catalog,
            index=resources.index,
            settings=settings,
            steps=self._steps,
            intake=_intake(batch),
            page_done=self._page_done,
            ended=self._ended,
        )

    @property
    def steps(self) -> tuple[Step, ...]:
        """Tools and settings of this run, by stage."""
        return survey_step(self._settings), *self._steps

    @property
    def lines(self) -> tuple[SourceLine, ...]:
        return self._ledger.lines

    @property
    def is_complete(self) -> bool:
        """Whether every source and dossier has come to an end."""
        return self._ledger.is_settled and not (self._openings and self._openings.unopened)

    @property
    def pages_read(self) -> int:
        """By the engine; what was known from earlier runs does not count."""
        return self._meter.pages_read

    @property
    def elapsed_s(self) -> float:
        return self._meter.elapsed_s

    def work(self, sources: Iterable[Source]) -> None:
        """Take every source to its end, or as far as ``stop`` allows."""
        self._readings.settle()
        openings = Openings(
            sources,
            crew=self._crew,
            catalog=self._catalog,
            home=self._store.home,
            settings=self._settings,
            step=survey_step(self._settings),
            opened=self._opened,
        )
        self._openings = openings
        self._crew.work(lambda: openings.refill(stopped=self._stop.is_set))
        for source in openings.unopened:
            self._ledger.add_source(source, files=len(source.files), pages=0)
        self._ledger.check_duplicates(self._catalog.dossier)

    def work_again(self, records: Iterable[DossierRecord]) -> None:
        """Take dossiers that were set aside or left unfinished to their end."""
        self._readings.settle()
        to_come = iter(records)

        def refill() -> None:
            while self._crew.waiting < JOBS_READY and (record := next(to_come, None)):
                self._again(record)

        self._crew.work(refill)

    # ----------------------------------------------------- what happens on the way

    def _opened(self, opening: Opening) -> None:
        self._meter.opened(size=opening.size, pages=len(opening.pages))
        self._catalog.keep_source(self._source_record(opening))
        self._ledger.add_source(
            opening.source,
            files=len(opening.files),
            pages=len(opening.pages),
            trouble=opening.trouble,
        )
        for dossier in split(opening.pages, self._municipality):
            self._decide(dossier, opening.path)
        for record in self._catalog.dossiers(state=DossierState.SET_ASIDE):
            if record.source == opening.path and (record.id, record.version) not in self._met:
                self._forget_if_mended(record, opening)
        self._tell()

    def _forget_if_mended(self, record: DossierRecord, opening: Opening) -> None:
        """A dossier without number is named by its pages: mended, it has come as another one."""
        unread = self._catalog.unread(record.id, record.version)
        if record.number is None and is_mended(unread, opening.pages):
            self._catalog.forget(record.id, record.version)

    def _decide(self, dossier: Dossier, source: str) -> None:
        content = content_sha256(dossier)
        judged = self._judge(dossier, content, source)
        if judged.standing is Standing.DUPLICATE and judged.known:
            self._meter.pages_known(len(dossier.pages))
            self._ledger.add_duplicate(source, dossier, judged.known)
            return
        self._met.add((judged.dossier.id, judged.dossier.version))
        if judged.standing is Standing.UNCHANGED and judged.known:
            self._keep_as_it_is(judged.dossier, judged.known, source)
        else:
            self._begin(judged, content, source)

    def _judge(self, dossier: Dossier, content: str, source: str) -> Judgement:
        return judge(
            dossier,
            content_sha256=content,
            source=source,
            steps_sha256=steps_sha256(self._steps),
            versions=self._catalog.versions(dossier.id),
            with_content=self._catalog.with_content(dossier.municipality, content),
            met=self._met,
        )

    def _keep_as_it_is(self, dossier: Dossier, known: DossierRecord, source: str) -> None:
        self._meter.pages_known(len(dossier.pages))
        if not known.source:
            self._catalog.adopt(known.id, known.version, source=source)
        doubts = self._catalog.doubts(known.id, known.version)
        self._ledger.add_unchanged(source, dossier, entries=known.entries, doubts=doubts)

    def _begin(self, judged: Judgement, content: str, source: str) -> None:
        dossier, known, done_with = judged.dossier, judged.known, ""
        if judged.standing is Standing.GO_ON and known:
            claimed = self._catalog.unread(dossier.id, dossier.version)
            passed = (doubt for doubt in claimed.doubts if doubt.reason in JUDGED)
            dossier = replace(dossier, doubts=(*dossier.doubts, *passed))
            done_with, known = known.steps_sha256, None
        self._claim(dossier, content, source, done_with=done_with)
        ends_as = ENDED_WELL[judged.standing]
        self._ledger.begin(source, dossier, ends_as=ends_as, known=known)
        self._readings.begin(dossier)

    def _again(self, record: DossierRecord) -> None:
        unread = self._catalog.unread(record.id, record.version)
        self._meter.opened(size=0, pages=len(unread.pages))
        self._ledger.add_part(record, unread)
        done_with = record.steps_sha256
        self._claim(unread, record.content_sha256, record.source, done_with=done_with)
        self._ledger.begin(record.source, unread, ends_as=Outcome.DONE, known=None)
        self._readings.begin(unread)

    def _claim(self, dossier: Dossier, content: str, source: str, *, done_with: str) -> None:
        """Write down that work on the dossier begins; a killed run will find it so."""
        record = claim_of(dossier, content, source, batch=self._batch, done_with=done_with)
        self._catalog.keep_dossier(record, dossier)

    def _source_record(self, opening: Opening) -> SourceRecord:
        trouble = opening.trouble
        return SourceRecord(
            municipality=self._municipality,
            path=opening.path,
            name=opening.source.name,
            kind=opening.source.kind.value,
            files=opening.files,
            batch=self._batch,
            state=SourceState.SET_ASIDE if trouble else SourceState.SURVEYED,
            pages=len(opening.pages),
            error=trouble.cause if trouble else None,
            remedy=trouble.remedy if trouble else None,
        )

    def _page_done(self, is_read: bool) -> None:
        self._meter.page_done(is_read=is_read)
        self._tell()

    def _ended(self, ended: Ended) -> None:
        self._meter.dossier_ended(is_set_aside=ended.trouble is not None)
        self._ledger.end(ended.dossier, ended.trouble)
        self._tell()

    def _tell(self) -> None:
        self._meter.tell(bytes_to_come=self._openings.bytes_to_come if self._openings else 0)
