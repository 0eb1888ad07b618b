"""How far a batch has come, how fast it goes, and when it will be done as far as one can tell."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

ENOUGH_PAGES = 20  # fewer tell little: a cover takes a fifth of what a dense page takes
ENOUGH_S = 10.0  # and the first seconds go to starting the workers
RECENT_PAGES = 200  # the speed of an hour ago says nothing about the plans that come now


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A moment of a batch, for whoever watches."""

    pages_done: int  # read now, or known from an earlier run
    pages_found: int  # in the sources that were opened so far
    pages_expected: int  # with those to come, by the size of their files
    pages_read: int  # by the engine, in this run
    dossiers_done: int
    dossiers_set_aside: int
    elapsed_s: float
    pages_per_min: float | None  # None: too early to tell
    left_s: float | None  # None: too early to tell


class Pace:
    """Speed of reading, from the pages read lately."""

    def __init__(self, began: float) -> None:
        self._began = began
        self._ends: deque[float] = deque(maxlen=RECENT_PAGES)
        self._count = 0

    def page_read(self, at: float) -> None:
        self._ends.append(at)
        self._count += 1

    def pages_per_s(self, now: float) -> float | None:
        """Pages a second of late; None: too early to tell."""
        if self._count < ENOUGH_PAGES or now - self._began < ENOUGH_S:
            return None
        since = self._began if self._count <= RECENT_PAGES else self._ends[0]
        return len(self._ends) / max(now - since, 1e-6)


def expected_pages(*, pages_found: int, bytes_opened: int, bytes_to_come: int) -> int:
    """Pages of the whole batch, those of unopened files judged by their size.

    >>> expected_pages(pages_found=30, bytes_opened=1000, bytes_to_come=500)
    45
    """
    if not bytes_opened:
        return pages_found
    return pages_found + round(pages_found * bytes_to_come / bytes_opened)


class Meter:
    """Counts what happens in a run and tells it to whoever watches."""

    def __init__(self, tell: Callable[[Progress], None]) -> None:
        self._tell = tell
        self._began = time.monotonic()
        self._pace = Pace(self._began)
        self._bytes_opened = 0
        self._pages_found = 0
        self._pages_done = 0
        self._dossiers_done = 0
        self._dossiers_set_aside = 0
        self.pages_read = 0

    @property
    def elapsed_s(self) -> float:
        return time.monotonic() - self._began

    def opened(self, *, size: int, pages: int) -> None:
        self._bytes_opened += size
        self._pages_found += pages

    def pages_known(self, pages: int) -> None:
        """Pages for which nothing is to be done."""
        self._pages_done += pages

    def page_done(self, *, is_read: bool) -> None:
        self._pages_done += 1
        if is_read:
            self.pages_read += 1
            self._pace.page_read(time.monotonic())

    def dossier_ended(self, *, is_set_aside: bool) -> None:
        self._dossiers_set_aside += is_set_aside
        self._dossiers_done += not is_set_aside

    def tell(self, *, bytes_to_come: int) -> None:
        """Say how far the run has come."""
        now = time.monotonic()
        speed = self._pace.pages_per_s(now)
        expected = expected_pages(
            pages_found=self._pages_found,
            bytes_opened=self._bytes_opened,
            bytes_to_come=bytes_to_come,
        )
        self._tell(
            Progress(
                pages_done=self._pages_done,
                pages_found=self._pages_found,
                pages_expected=expected,
                pages_read=self.pages_read,
                dossiers_done=self._dossiers_done,
                dossiers_set_aside=self._dossiers_set_aside,
                elapsed_s=now - self._began,
                pages_per_min=None if speed is None else speed * 60,
                left_s=None if speed is None else (expected - self._pages_done) / speed,
            )
        )
