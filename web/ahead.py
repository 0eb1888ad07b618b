"""How many looks are open, and how long they will take."""

import threading
import time
from collections import OrderedDict

from baulast.language import tr
from catalog.desk import Desk as Looks
from catalog.records import TaskFilter
from report.wording import duration_words
from review.pace import RECENT, UNMEASURED_S, seconds_a_look

MANY = 2000  # open looks: nobody minds whether it is 2,000 or 2,003, and counting takes its time
FRESH_S = 60.0  # a count of many is shown that long
KEPT = 100  # filters


class Ahead:
    """What lies ahead of reviewers; where that is much, counted once a minute."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[TaskFilter, tuple[float, int, float | None]] = OrderedDict()

    def of(self, looks: Looks, asked: TaskFilter) -> tuple[int, str]:
        """How many are open, and the time in words; "": there is nothing to do."""
        left, seconds = self._counted(looks, asked)
        return left, _words(left, seconds) if left else ""

    def _counted(self, looks: Looks, asked: TaskFilter) -> tuple[int, float | None]:
        """How many are open, and the seconds that each takes; None: nobody can tell yet."""
        now = time.monotonic()
        with self._lock:
            counted, left, seconds = self._kept.get(asked, (-FRESH_S, 0, None))
        if left > MANY and now - counted < FRESH_S:
            return left, seconds
        left = sum(looks.counts(asked).values())
        seconds = seconds_a_look(looks.decisions(limit=RECENT))
        with self._lock:
            self._kept[asked] = (now, left, seconds)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return left, seconds


def _words(left: int, seconds: float | None) -> str:
    """The time that so many looks take; with what was assumed while nobody was measured."""
    words = duration_words(left * (seconds or UNMEASURED_S), is_estimate=True)
    if seconds:
        return words
    assumed = tr(" (bei {:.0f} Sekunden je Stelle)", " (at {:.0f} seconds a look)")
    return words + assumed.format(UNMEASURED_S)
