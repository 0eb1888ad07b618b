"""Sources are opened ahead of their turn, and handed on in their order.

The order matters: which of two equal dossiers is the first one, and which the duplicate, must not
depend on whose survey ends first, or a resumed run could decide otherwise than the one before.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from archive.durable import sha256_of
from batch.crew import Crew, Done, Job, Urgency
from batch.keys import survey_key
from batch.tasks import look_at, survey_limit_s, take_in
from batch.trouble import trouble_of
from baulast.errors import ScanUnreachable, ScanUnreadable, system_words
from baulast.language import tr
from baulast.model import Page, Step
from baulast.settings import Settings
from catalog.records import FileRecord, SourceRecord
from catalog.store import Catalog
from ingest.scans import Source, SourceKind
from report.summary import Trouble

JOBS_READY = 32  # enough that no worker waits while a source is opened, few enough for memory
OPEN_AHEAD = 8  # sources surveyed before it is their turn; each holds the list of its pages


@dataclass(slots=True)
class Opening:
    """A source that has its turn soon, and its pages once they are known."""

    source: Source
    files: tuple[FileRecord, ...] = ()
    key: str = ""
    pages: tuple[Page, ...] = ()
    trouble: Trouble | None = None
    is_open: bool = False

    @property
    def path(self) -> str:
        return path_of(self.source)

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files)


class Openings:
    """The sources of a run, from file to list of pages."""

    def __init__(
        self,
        sources: Iterable[Source],
        *,
        crew: Crew,
        catalog: Catalog,
        home: Path | None,
        settings: Settings,
        step: Step,
        opened: Callable[[Opening], None],
    ) -> None:
        self._to_come = deque(sources)
        self._bytes_to_come = sum(_size(path) for s in self._to_come for path in s.files)
        self._ahead: deque[Opening] = deque()
        self._crew = crew
        self._catalog = catalog
        self._home = home  # None: nothing is to be written
        self._settings = settings
        self._step = step
        self._opened = opened

    @property
    def bytes_to_come(self) -> int:
        """Size of the files whose pages are not counted yet."""
        return max(0, self._bytes_to_come)

    @property
    def unopened(self) -> tuple[Source, ...]:
        """The sources that have not had their turn."""
        return (*(opening.source for opening in self._ahead), *self._to_come)

    def refill(self, *, stopped: Callable[[], bool]) -> None:
        """Open sources until there is enough to do, and hand on those whose turn it is."""
        while not stopped():
            while self._ahead and self._ahead[0].is_open:
                opening = self._ahead.popleft()
                self._bytes_to_come -= opening.size
                self._opened(opening)
            enough = self._crew.waiting >= JOBS_READY or len(self._ahead) >= OPEN_AHEAD
            if enough or not self._to_come:
                return
            self._ahead.append(self._begin(self._to_come.popleft()))

    def _begin(self, source: Source) -> Opening:
        opening = Opening(source)
        try:
            opening.files = files_of(source)
        except ScanUnreadable as error:
            opening.files = files_unread(source)  # so that a retry knows what to look for
            opening.trouble, opening.is_open = trouble_of(error), True
            return opening
        opening.key = survey_key(opening.files, source.name, self._step)
        known = self._catalog.results.survey(opening.key)
        if known is not None:
            opening.pages, opening.is_open = known, True
            return opening
        hashes = tuple(file.sha256 for file in opening.files)
        self._crew.give(
            Job(
                function=take_in if self._home else look_at,
                args=(source, hashes, self._settings, *filter(None, [self._home])),
                limit_s=survey_limit_s(opening.size),
                then=lambda done: self._end(opening, done),
                urgency=Urgency.SURVEY,
            )
        )
        return opening

    def _end(self, opening: Opening, done: Done) -> None:
        opening.is_open = True
        if done.error is not None:
            opening.trouble = trouble_of(done.error)
            return
        opening.pages = done.value
        if self._home:
            self._catalog.results.keep_survey(opening.key, opening.pages)


def path_of(source: Source) -> str:
    """The path of the folder or file that was delivered, as text that every database takes."""
    first = source.files[0]
    return speakable(first.parent if source.kind is SourceKind.FOLDER else first)


def speakable(path: Path) -> str:
    """The absolute path; bytes that are no UTF-8 are written as ``\\xff``.

    >>> speakable(Path(os.fsdecode(b"/scans/B\\xfcttgen")))
    '/scans/B\\\\xfcttgen'
    """
    return os.fsencode(path.absolute()).decode("utf-8", "backslashreplace")


def files_of(source: Source) -> tuple[FileRecord, ...]:
    """The files as they are now, read and hashed; ScanUnreadable where one cannot be."""
    return tuple(_file(path) for path in source.files)


def files_unread(source: Source) -> tuple[FileRecord, ...]:
    """The files by their names only."""
    return tuple(
        FileRecord(path=str(path.absolute()), size=0, mtime_ns=0, sha256="")
        for path in source.files
    )


def is_renewed(source: SourceRecord) -> bool:
    """Whether all files are still there and one of them is not as it was."""
    try:
        stats = [Path(file.path).stat() for file in source.files]
    except OSError:
        return False
    now = [(stat.st_size, stat.st_mtime_ns) for stat in stats]
    return now != [(file.size, file.mtime_ns) for file in source.files]


def _file(path: Path) -> FileRecord:
    try:
        sha256 = sha256_of(path)
        stat = path.stat()
    except OSError as error:
        raise ScanUnreachable(
            tr(
                f"{path.name}: nicht zu lesen ({system_words(error)})",
                f"{path.name}: cannot be read ({system_words(error)})",
            )
        ) from error
    return FileRecord(
        path=str(path.absolute()), size=stat.st_size, mtime_ns=stat.st_mtime_ns, sha256=sha256
    )


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # it will be reported when its turn comes
