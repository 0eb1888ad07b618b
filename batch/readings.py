"""A dossier from unread pages to the archive and the index.

The order makes a kill harmless at any point: first the archive (whole or not at all), then the
catalog says so and what the index is owed, then the index, then the debt is struck out.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from archive.noted import note_revision
from archive.owed import alone
from archive.record import Intake
from archive.store import Store
from batch.crew import Crew, Done, Job, Urgency
from batch.keys import reading_key, steps_sha256
from batch.release import send_back
from batch.sharing import shared_indices
from batch.tasks import finish, finish_limit_s, read_page
from batch.trouble import trouble_of
from batch.versions import others, tell_catalog, tell_index
from baulast.model import Dossier, Page, PageOrigin, Step
from baulast.settings import Settings
from baulast.tasks import tasks_of
from catalog.records import HOME_INDEX
from catalog.store import Catalog
from index.seam import Index
from ingest.said import separators_said
from report.summary import Trouble


@dataclass(slots=True)
class _Work:
    """A dossier whose pages are being read."""

    dossier: Dossier
    pages: list[Page]
    missing: int
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """A dossier that has come to an end: archived and indexed, or set aside."""

    dossier: Dossier
    trouble: Trouble | None = None


class Readings:
    """The dossiers of a run, from list of pages to search."""

    def __init__(
        self,
        *,
        crew: Crew,
        store: Store,
        catalog: Catalog,
        index: Index,
        settings: Settings,
        steps: tuple[Step, Step],
        intake: Intake,
        page_done: Callable[[bool], None],
        ended: Callable[[Ended], None],
    ) -> None:
        self._crew = crew
        self._store = store
        self._catalog = catalog
        self._index = index
        self._settings = settings
        self._steps = steps  # read, extract
        self._intake = intake
        self._page_done = page_done  # with True where the engine has read it just now
        self._ended = ended

    def begin(self, dossier: Dossier) -> None:
        """Have the dossier's pages read that are not known, and then finish it."""
        work = _Work(dossier, list(dossier.pages), missing=len(dossier.pages))
        for place, page in enumerate(dossier.pages):
            if page.is_blank:
                self._take(work, place, page, is_read=False)
            elif (known := self._catalog.results.reading(self._key(page))) is not None:
                self._take(work, place, with_reading(page, known), is_read=False)
            else:
                self._give(work, place, page)

    def settle(self) -> None:
        """Give the index what it is owed from a run that was killed."""
        for id, version in self._catalog.owed_to(HOME_INDEX):
            tell_index(self._index, self._store.standings(id))
            self._catalog.indexed(id, version, index_name=HOME_INDEX)

    def _key(self, page: Page) -> str:
        return reading_key(page, self._steps[0])

    def _give(self, work: _Work, place: int, page: Page) -> None:
        original = self._store.original(page.origin.sha256)
        self._crew.give(
            Job(
                function=read_page,
                args=(replace(page, doubts=()), original, self._settings),
                limit_s=self._settings.ocr.page_timeout_s,
                then=lambda done: self._read(work, place, page, done),
                urgency=Urgency.PAGE,
            )
        )

    def _read(self, work: _Work, place: int, page: Page, done: Done) -> None:
        if done.error is not None:
            trouble = trouble_of(done.error)
            where = f"{page.origin.delivery}, {page.origin.file}, S. {page.number}"
            cause = trouble.cause.replace(page.origin.sha256, page.origin.file)  # its name in store
            work.trouble = work.trouble or replace(trouble, cause=f"{where}: {cause}")
            self._take(work, place, page, is_read=False)
            return
        self._catalog.results.keep_reading(self._key(page), from_anywhere(done.value))
        self._take(work, place, with_reading(page, done.value), is_read=True)

    def _take(self, work: _Work, place: int, page: Page, *, is_read: bool) -> None:
        """One page less to wait for; the last one lets the dossier go on."""
        work.pages[place] = page
        work.missing -= 1
        self._page_done(is_read)
        if work.missing:
            return
        doubts = (*work.dossier.doubts, *separators_said(work.pages))
        dossier = replace(work.dossier, pages=tuple(work.pages), doubts=doubts, steps=self._steps)
        if work.trouble is not None:
            self._put_aside(dossier, work.trouble)
            return
        self._crew.give(
            Job(
                function=finish,
                args=(dossier, self._store.home, self._settings, self._intake),
                limit_s=finish_limit_s(len(dossier.pages)),
                then=lambda done: self._finished(dossier, done),
                urgency=Urgency.FINISH,
            )
        )

    def _finished(self, dossier: Dossier, done: Done) -> None:
        if done.error is not None:
            self._put_aside(dossier, trouble_of(done.error))
            return
        finished: Dossier = done.value
        note_revision(self._store, finished.id, finished.version)
        send_back(self._store, finished.id, finished.version)
        owed_to = shared_indices(self._settings.index)
        with alone(self._store.home, finished.id):  # a reviewer may decide about it right now
            standing = self._store.standing(finished)
            beside = tuple(others(self._store, finished.id, finished.version))
            tell_catalog(self._catalog, beside, owed_to=owed_to)
            self._catalog.archived(
                standing.dossier,
                steps_sha256=steps_sha256(self._steps),
                owed_to=(HOME_INDEX, *owed_to),
                tasks=tasks_of(standing),
            )
            tell_index(self._index, (*beside, standing))
            self._catalog.indexed(finished.id, finished.version, index_name=HOME_INDEX)
        # A newer scan that shows all the older did is not asked whether it is the same dossier.
        self._ended(Ended(replace(finished, doubts=standing.dossier.doubts)))

    def _put_aside(self, dossier: Dossier, trouble: Trouble) -> None:
        self._catalog.set_aside(
            dossier.id, dossier.version, error=trouble.cause, remedy=trouble.remedy
        )
        self._ended(Ended(dossier, trouble))


NOWHERE = PageOrigin(delivery="", place=1, file="", sha256="", frame=0)


def from_anywhere(reading: Page) -> Page:
    """The reading as it is kept for all pages with the same pixels, wherever they come from."""
    doubts = tuple(replace(doubt, page=1) for doubt in reading.doubts)
    return replace(reading, number=1, origin=NOWHERE, doubts=doubts)


def with_reading(page: Page, reading: Page) -> Page:
    """The page with what was read on its pixels, here or where they came before."""
    doubts = (replace(doubt, page=page.number) for doubt in (*page.doubts, *reading.doubts))
    return replace(
        page,
        dpi=reading.dpi,
        turn=reading.turn,
        skew_deg=reading.skew_deg,
        blocks=reading.blocks,
        words=reading.words,
        marks=reading.marks,
        doubts=tuple(dict.fromkeys(doubts)),  # each once: survey and reading may say the same
    )
