"""A running Dask cluster as executor: the extra ``baulast[cluster]``.

The store must lie on a file system that all workers see, under the same path, and the catalog on
PostgreSQL if the import itself may move between machines. Each worker should have one thread.
"""

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

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
        client = Client(address, timeout=CONNECT_S, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise ToolFailed(
            tr(
                f"Der Dask-Scheduler {address} antwortet nicht: {error}",
                f"The Dask scheduler {address} does not answer: {error}",
            )
        ) from error
    with client:
        # A task has no effect but files under their own hash: doing it again is safe. pure=False,
        # since two pages may be equal and each wants its own answer.
        yield client.get_executor(pure=False, retries=0)
