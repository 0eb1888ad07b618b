"""Jobs handed to an executor: a few at a time, the most urgent first, until all are done."""

import heapq
import itertools
import threading
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from batch.worker import limited
from baulast.errors import WorkerLost

LOOK_UP_S = 0.5  # how soon Ctrl-C is noticed while all workers are busy
TRIES = 2  # the system may kill an innocent worker for another's hunger; twice is no accident


class Urgency(IntEnum):
    """What goes first: finishing frees memory, surveying fills it."""

    FINISH = 0
    PAGE = 1
    SURVEY = 2


@dataclass(frozen=True, slots=True)
class Done:
    """How a job ended: with a value, or with an error."""

    value: Any = None
    error: BaseException | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A call of a module-level function with frozen values, and the time it may take."""

    function: Callable[..., Any]
    args: tuple[Any, ...]
    limit_s: float
    then: Callable[[Done], None]
    urgency: Urgency
    tries_left: int = TRIES


class Crew:
    """Keeps an executor busy without flooding it; calls back in the thread that works."""

    def __init__(self, executor: Executor, *, at_once: int, stop: threading.Event) -> None:
        self._executor = executor
        self._at_once = at_once  # tasks in flight: their values are in memory
        self._stop = stop
        self._order = itertools.count()
        self._waiting: list[tuple[Urgency, int, Job]] = []
        self._in_flight: dict[Future[Any], Job] = {}

    def give(self, job: Job) -> None:
        heapq.heappush(self._waiting, (job.urgency, next(self._order), job))

    @property
    def waiting(self) -> int:
        """Jobs that no worker has taken yet."""
        return len(self._waiting)

    def work(self, refill: Callable[[], None]) -> None:
        """Do all jobs; ``refill`` is asked for more whenever one has ended.

        After ``stop`` nothing new begins, and what a worker has in hand is finished.
        """
        refill()
        while self._in_flight or (self._waiting and not self._stop.is_set()):
            if self._stop.is_set():
                self._call_back()
            while self._waiting and len(self._in_flight) < self._at_once:
                if self._stop.is_set():
                    break
                if self._begin(heapq.heappop(self._waiting)[2]).done():
                    break  # an executor that works at once: what it has done is worth keeping
            if not self._in_flight:
                continue
            ended, _ = wait(self._in_flight, timeout=LOOK_UP_S, return_when=FIRST_COMPLETED)
            for future in ended:
                self._end(self._in_flight.pop(future), future)
            if ended and not self._stop.is_set():
                refill()

    def _begin(self, job: Job) -> Future[Any]:
        future = self._executor.submit(limited, job.limit_s, job.function, *job.args)
        self._in_flight[future] = job
        return future

    def _call_back(self) -> None:
        """Take back what was handed over and no worker has begun."""
        for future in tuple(self._in_flight):
            if future.cancel():
                self.give(self._in_flight.pop(future))

    def _end(self, job: Job, future: Future[Any]) -> None:
        error = future.exception()
        if isinstance(error, WorkerLost) and error.after_s < job.limit_s and job.tries_left > 1:
            again = Job(
                function=job.function,
                args=job.args,
                limit_s=job.limit_s,
                then=job.then,
                urgency=job.urgency,
                tries_left=job.tries_left - 1,
            )
            self.give(again)
        elif error is not None:
            job.then(Done(error=error))
        else:
            job.then(Done(value=future.result()))
