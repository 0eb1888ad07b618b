"""An executor of worker processes that are replaced now and then, and outlived by the batch.

Each place in the pool is a ``ProcessPoolExecutor`` of one worker with a thread that feeds it. So a
worker that dies takes exactly one task with it, and it is known which. (One pool of several workers
breaks as a whole; and with ``max_tasks_per_child`` it can stand still for ever on Python 3.11,
CPython issue 115634.)
"""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import wait as wait_for_end
from queue import Empty, SimpleQueue
from typing import Any, ParamSpec, TypeVar

from baulast.errors import WorkerLost

P = ParamSpec("P")
T = TypeVar("T")

# A fresh interpreter: a forked one would inherit locks that threads of the parent hold.
CONTEXT = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class _Work:
    future: Future[Any]
    function: Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: dict[str, Any]


class WorkerPool(Executor):
    """Processes that do one task at a time, each replaced after ``tasks_per_worker``.

    A task whose worker dies fails with WorkerLost; the others do not notice.
    """

    def __init__(self, workers: int, *, tasks_per_worker: int) -> None:
        self._queue: SimpleQueue[_Work | None] = SimpleQueue()
        self._tasks_per_worker = tasks_per_worker
        self._pids: set[int] = set()
        self._threads = [
            threading.Thread(target=self._serve, name=f"place-{place}", daemon=True)
            for place in range(workers)
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        self._queue.put(_Work(future, fn, args, kwargs))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the workers once what was handed in is done, or at once what has not begun."""
        if cancel_futures:
            self._cancel_waiting()
        for _ in self._threads:
            self._queue.put(None)
        if wait:
            for thread in self._threads:
                thread.join()

    def kill(self) -> None:
        """End every worker now, in the middle of its task."""
        self._cancel_waiting()
        for pid in tuple(self._pids):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.shutdown(wait=True)

    def _cancel_waiting(self) -> None:
        with suppress(Empty):
            while True:
                if (work := self._queue.get_nowait()) is not None:
                    work.future.cancel()

    def _serve(self) -> None:
        """One place in the pool: hand tasks to its worker until there are no more."""
        worker: _Worker | None = None
        while (work := self._queue.get()) is not None:
            if not work.future.cancelled() and (worker is None or worker.is_spent):
                self._end(worker)
                worker = self._begin()
            if not work.future.set_running_or_notify_cancel():
                continue  # called back, perhaps while its worker was only starting
            if worker is None:
                work.future.set_exception(WorkerLost(after_s=0.0))
                continue
            if not worker.do(work):
                self._end(worker)
                worker = None
        self._end(worker)

    def _begin(self) -> "_Worker | None":
        """A fresh worker; None: the system gave no process, or it died at once."""
        try:
            worker = _Worker(self._tasks_per_worker)
        except (BrokenProcessPool, OSError):
            return None
        self._pids.add(worker.pid)
        return worker

    def _end(self, worker: "_Worker | None") -> None:
        if worker is not None:
            self._pids.discard(worker.pid)
            worker.end()


class _Worker:
    """One process and how many more tasks it may do."""

    def __init__(self, tasks: int) -> None:
        self._tasks_left = tasks
        self._pool = ProcessPoolExecutor(1, mp_context=CONTEXT, initializer=_begin_worker)
        self.pid = self._pool.submit(os.getpid).result()

    @property
    def is_spent(self) -> bool:
        return self._tasks_left <= 0

    def do(self, work: _Work) -> bool:
        """Settle the future of the task; False: the process was lost over it."""
        self._tasks_left -= 1
        began = time.monotonic()
        try:
            inner = self._pool.submit(work.function, *work.args, **work.kwargs)
            wait([inner])
            error = inner.exception()
        except BrokenProcessPool as broken:  # the process died between two tasks
            error = broken
        if isinstance(error, BrokenProcessPool):
            work.future.set_exception(WorkerLost(after_s=time.monotonic() - began))
            return False
        if error is not None:
            work.future.set_exception(error)
        else:
            work.future.set_result(inner.result())
        return True

    def end(self) -> None:
        self._pool.shutdown(wait=True)


def _begin_worker() -> None:
    """What a worker sees to before its first task."""
    # Ctrl-C reaches the whole process group; the page in hand is to be finished all the same.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A worker whose batch was killed would wait for tasks for ever."""
    parent = multiprocessing.parent_process()
    assert parent is not None  # this is a worker
    wait_for_end([parent.sentinel])
    os._exit(1)
