"""One run: sources are opened in order, dossiers judged, pages read, and everything tallied.

Only this process writes the catalog and the index; workers write originals and dossiers into the
store.
"""

import time
from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from threading import Event

from archive.store import Store
from batch.crew import Crew
from batch.judge import Judgement, Standing, judge, proving_pages
from batch.keys import extract_step, read_step, steps_sha256, survey_step
from batch.openings import JOBS_READY, Opening, Openings, path_of
from batch.progress import Pace, Progress, expected_pages
from batch.readings import Ended, Readings
from baulast.language import tr
from baulast.model import Dossier, Step
from baulast.settings import Settings
from catalog.records import DossierRecord, DossierState, SourceRecord, SourceState
from catalog.store import Catalog
from index.seam import Index
from ingest.scans import Source
from ingest.split import content_sha256, split
from report.summary import DossierLine, Outcome, SourceLine, Trouble

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


@dataclass(slots=True)
class _Tally:
    """What is known of a source so far."""

    line: SourceLine
    dossiers: list[DossierLine] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Pending:
    """Where a dossier's line stands, and what it says if all goes well."""

    tally: _Tally
    place: int
    ends_as: Outcome


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
        self._resources = resources
        self._settings = settings
        self._stop = stop
        self._tell = progress
        self._steps = (read_step(settings, resources.engine_version), extract_step(settings))
        self._crew = Crew(resources.executor, at_once=resources.at_once, stop=stop)
        self._readings = Readings(
            crew=self._crew,
            store=resources.store,
            catalog=resources.catalog,
            index=resources.index,
            settings=settings,
            steps=self._steps,
            page_done=self._page_done,
            ended=self._dossier_ended,
        )
        self._openings: Openings | None = None
        self._tallies: dict[str, _Tally] = {}
        self._pending: dict[tuple[str, int], _Pending] = {}
        self._met: set[tuple[str, int]] = set()
        self._duplicates: list[tuple[_Tally, int, DossierRecord]] = []
        self._began = time.monotonic()
        self._pace = Pace(self._began)
        self._bytes_opened = self._pages_found = self._pages_done = self._set_aside = 0
        self._finished = 0
        self.pages_read = 0

    @property
    def steps(self) -> tuple[Step, ...]:
        """Tools and settings of this run, by stage."""
        return survey_step(self._settings), *self._steps

    @property
    def lines(self) -> tuple[SourceLine, ...]:
        return tuple(replace(t.line, dossiers=tuple(t.dossiers)) for t in self._tallies.values())

    @property
    def is_complete(self) -> bool:
        """Whether every source and dossier has come to an end."""
        return not self._pending and not (self._openings and self._openings.unopened)

    @property
    def elapsed_s(self) -> float:
        return time.monotonic() - self._began

    def work(self, sources: Iterable[Source]) -> None:
        """Take every source to its end, or as far as ``stop`` allows."""
        self._readings.settle()
        openings = Openings(
            sources,
            crew=self._crew,
            catalog=self._resources.catalog,
            home=self._resources.store.home,
            settings=self._settings,
            step=survey_step(self._settings),
            opened=self._opened,
        )
        self._openings = openings
        self._crew.work(lambda: openings.refill(stopped=self._stop.is_set))
        for source in openings.unopened:
            self._tally(source, files=len(source.files), pages=0)
        self._check_duplicates()

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
        self._bytes_opened += opening.size
        self._pages_found += len(opening.pages)
        self._keep_source(opening)
        tally = self._tally(
            opening.source,
            files=len(opening.files),
            pages=len(opening.pages),
            trouble=opening.trouble,
        )
        for dossier in split(opening.pages, self._municipality):
            self._decide(dossier, tally)
        self._report_progress()

    def _decide(self, dossier: Dossier, tally: _Tally) -> None:
        source = tally.line.path
        content = content_sha256(dossier)
        judgement = self._judge(dossier, content, source)
        if judgement.standing is not Standing.DUPLICATE:
            self._met.add((judgement.dossier.id, judgement.dossier.version))
        if judgement.standing in (Standing.UNCHANGED, Standing.DUPLICATE):
            self._pages_done += len(dossier.pages)
            if judgement.standing is Standing.DUPLICATE and judgement.known:
                self._duplicates.append((tally, len(tally.dossiers), judgement.known))
            tally.dossiers.append(self._line_of_known(judgement, source))
            return
        judged = judgement.dossier
        if judgement.standing is Standing.GO_ON:
            claimed = self._resources.catalog.unread(judged.id, judged.version)
            judged = replace(judged, doubts=claimed.doubts)
        self._claim(judged, content, source)
        known = None if judgement.standing is Standing.GO_ON else judgement.known
        self._begin(judged, tally, ENDED_WELL[judgement.standing], known)

    def _again(self, record: DossierRecord) -> None:
        unread = self._resources.catalog.unread(record.id, record.version)
        empty = SourceLine(
            name=unread.pages[0].origin.delivery,
            path=record.source,
            files=len({page.origin.sha256 for page in unread.pages}),
            pages_in=0,
            is_part=True,
        )
        tally = self._tallies.setdefault(record.source, _Tally(empty))
        tally.line = replace(tally.line, pages_in=tally.line.pages_in + len(unread.pages))
        self._pages_found += len(unread.pages)
        self._claim(unread, record.content_sha256, record.source)
        self._begin(unread, tally, Outcome.DONE, None)

    def _judge(self, dossier: Dossier, content: str, source: str) -> Judgement:
        catalog = self._resources.catalog
        return judge(
            dossier,
            content_sha256=content,
            source=source,
            steps_sha256=steps_sha256(self._steps),
            versions=catalog.versions(dossier.id),
            with_content=catalog.with_content(dossier.municipality, content),
            met=self._met,
        )

    def _claim(self, dossier: Dossier, content: str, source: str) -> None:
        record = DossierRecord(
            id=dossier.id,
            version=dossier.version,
            municipality=dossier.municipality,
            number=dossier.number,
            content_sha256=content,
            proves=proving_pages(dossier),
            source=source,
            state=DossierState.PENDING,
            steps_sha256="",
            batch=self._batch,
        )
        self._resources.catalog.keep_dossier(record, dossier)

    def _begin(
        self, dossier: Dossier, tally: _Tally, ends_as: Outcome, known: DossierRecord | None
    ) -> None:
        pending = _Pending(tally, len(tally.dossiers), ends_as)
        self._pending[dossier.id, dossier.version] = pending
        tally.dossiers.append(_line(dossier, Outcome.UNFINISHED, known))
        self._readings.begin(dossier)

    def _page_done(self, is_read: bool) -> None:
        self._pages_done += 1
        if is_read:
            self.pages_read += 1
            self._pace.page_read(time.monotonic())
        self._report_progress()

    def _dossier_ended(self, ended: Ended) -> None:
        pending = self._pending.pop((ended.dossier.id, ended.dossier.version))
        lines, place = pending.tally.dossiers, pending.place
        if ended.trouble is None:
            self._finished += 1
        else:
            self._set_aside += 1
        lines[place] = replace(
            lines[place],
            outcome=Outcome.SET_ASIDE if ended.trouble else pending.ends_as,
            entries=len(ended.dossier.entries),
            doubts=ended.dossier.all_doubts,
            trouble=ended.trouble,
        )
        self._report_progress()

    def _check_duplicates(self) -> None:
        """A duplicate is only safe if what it is a duplicate of has come to a good end."""
        for tally, place, known in self._duplicates:
            now = self._resources.catalog.dossier(known.id, known.version)
            if now is None or now.state is not DossierState.DONE:
                line = tally.dossiers[place]
                tally.dossiers[place] = replace(
                    line, outcome=Outcome.SET_ASIDE, trouble=_without_original(known)
                )

    # -------------------------------------------------------------- lines and rows

    def _line_of_known(self, judgement: Judgement, source: str) -> DossierLine:
        known, catalog = judgement.known, self._resources.catalog
        assert known is not None  # only a known dossier is unchanged or a duplicate
        if judgement.standing is Standing.DUPLICATE:
            return _line(judgement.dossier, Outcome.DUPLICATE, known)
        if not known.source:
            catalog.adopt(known.id, known.version, source=source)
        line = _line(judgement.dossier, Outcome.UNCHANGED, None)
        doubts = catalog.doubts(known.id, known.version)
        return replace(line, entries=known.entries, doubts=doubts)

    def _tally(
        self, source: Source, *, files: int, pages: int, trouble: Trouble | None = None
    ) -> _Tally:
        line = SourceLine(
            name=source.name, path=path_of(source), files=files, pages_in=pages, trouble=trouble
        )
        return self._tallies.setdefault(line.path, _Tally(line))

    def _keep_source(self, opening: Opening) -> None:
        trouble = opening.trouble
        record = SourceRecord(
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
        self._resources.catalog.keep_source(record)

    def _report_progress(self) -> None:
        now = time.monotonic()
        speed = self._pace.pages_per_s(now)
        to_come = self._openings.bytes_to_come if self._openings else 0
        expected = expected_pages(
            pages_found=self._pages_found,
            bytes_opened=self._bytes_opened,
            bytes_to_come=to_come,
        )
        self._tell(
            Progress(
                pages_done=self._pages_done,
                pages_found=self._pages_found,
                pages_expected=expected,
                pages_read=self.pages_read,
                dossiers_done=self._finished,
                dossiers_set_aside=self._set_aside,
                elapsed_s=now - self._began,
                pages_per_min=speed and speed * 60,
                left_s=speed and (expected - self._pages_done) / speed,
            )
        )


def _without_original(known: DossierRecord) -> Trouble:
    return Trouble(
        cause=tr(
            f"Dieselben Seiten wie {known.id}, und diese Akte ist nicht im Archiv.",
            f"The same pages as {known.id}, and that dossier is not in the archive.",
        ),
        remedy=tr(
            "Die genannte Akte klären (`baulast retry`).",
            "Settle the dossier that is named (`baulast retry`).",
        ),
    )


def _line(dossier: Dossier, outcome: Outcome, known: DossierRecord | None) -> DossierLine:
    return DossierLine(
        id=dossier.id,
        version=dossier.version,
        number=dossier.number,
        outcome=outcome,
        places=tuple(page.origin.place for page in dossier.pages),
        blank_pages=sum(page.is_blank for page in dossier.pages),
        separators=sum(page.separator is not None for page in dossier.pages),
        doubts=dossier.all_doubts,
        known_as=f"{known.id} v{known.version}" if known else None,
    )
