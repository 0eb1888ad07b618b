"""A running Dask cluster as executor: the extra ``baulast[cluster]``.

The store must lie on a file system that all workers see, under the same path, and the catalog on
PostgreSQL if the import itself may move between machines. Each worker should have one thread.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from typing import Any

from baulast.errors import ToolFailed, ToolMissing
from baulast.language import tr

CONNECT_S = 30.0  # a scheduler that does not answer by then is not there


@contextmanager
def cluster_executor(address: str) -> Iterator[Executor]:
    """The workers of the scheduler at ``address`` (tcp://host:8786) as one executor."""
    try:
        from distributed import Client  # an extra: most offices have one machine
    except ImportError as error:
        raise ToolMissing(
            tr(
                "Für --dask fehlt dask.distributed. Abhilfe: pip install 'baulast[cluster]'",
                "--dask needs dask.distributed. Remedy: pip install 'baulast[cluster]'",
            )
        ) from error
    try:
        client = Client(  # type: ignore[no-untyped-call]  # Dask brings no types
            address, timeout=CONNECT_S, set_as_default=False
        )
    except (OSError, TimeoutError, ValueError) as error:
        raise ToolFailed(
            tr(
                f"Der Dask-Scheduler {address} antwortet nicht: {error}",
                f"The Dask scheduler {address} does not answer: {error}",
            )
        ) from error
    with client:
        # pure=False: two pages may be equal, and each wants its own answer.
        yield _Cluster(client.get_executor(pure=False))  # type: ignore[no-untyped-call]


class _Cluster(Executor):
    """Dask's executor, with the one error translated that concerns a single task."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        inner = self._executor.submit(fn, *args, **kwargs)
        inner.add_done_callback(lambda done: _hand_on(done, future))
        return future


def _hand_on(done: Future[Any], future: Future[Any]) -> None:
    from distributed import KilledWorker

    if not future.set_running_or_notify_cancel():
        return  # called back after Ctrl-C
    error = done.exception()
    if isinstance(error, KilledWorker):
        # Dask has tried it on several workers already, and each of them died of it.
        translated = ToolFailed(
            tr(
                "Mehrere Arbeitsprozesse des Clusters starben an dieser Aufgabe",
                "Several workers of the cluster died of this task",
            )
        )
        translated.__cause__ = error
        future.set_exception(translated)
    elif error is not None:
        future.set_exception(error)
    else:
        future.set_result(done.result())
