"""How far a batch has come, how fast it goes, and when it will be done as far as one can tell."""

from collections import deque
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
