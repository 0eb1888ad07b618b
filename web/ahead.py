"""How many looks are open, and how long they will take."""

import threading
import time
from collections import OrderedDict

from catalog.desk import Desk as Looks
from catalog.records import TaskFilter
from report.wording import duration_words
from review.pace import RECENT, seconds_a_look

MANY = 2000  # open looks: nobody minds whether it is 2,000 or 2,003, and counting takes its time
FRESH_S = 60.0  # a count of many is shown that long
KEPT = 100  # filters


class Ahead:
    """What lies ahead of reviewers; where that is much, counted once a minute."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[TaskFilter, tuple[float, int, str]] = OrderedDict()

    def of(self, looks: Looks, asked: TaskFilter) -> tuple[int, str]:
        """How many are open, and the time in words; "": nobody can tell yet."""
        now = time.monotonic()
        with self._lock:
            counted, left, words = self._kept.get(asked, (-FRESH_S, 0, ""))
        if left > MANY and now - counted < FRESH_S:
            return left, words
        left = sum(looks.counts(asked).values())
        seconds = seconds_a_look(looks.decisions(limit=RECENT))
        words = duration_words(left * seconds, is_estimate=True) if seconds and left else ""
        with self._lock:
            self._kept[asked] = (now, left, words)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return left, words
