"""Work of one kind that a process of its own does while this one goes on."""

import signal
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

from baulast.errors import WorkerLost

T = TypeVar("T")
# A copy of this process: nothing is loaded anew, and a check of a small home takes no longer. It
# must have no other threads, which a copy lacks while it keeps their locks.
_FORK = get_context("fork")


class Beside(Generic[T]):
    """A piece of work under way; it ends with this process, if not before."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._started = time.monotonic()
        self._told, theirs = _FORK.Pipe(duplex=False)
        self._process = _FORK.Process(target=_tell, args=(theirs, work), daemon=True)
        self._process.start()
        theirs.close()

    def result(self) -> T:
        """What came of it, once it has ended; WorkerLost where it was killed."""
        try:
            found: T = self._told.recv()
        except EOFError as error:
            raise WorkerLost(after_s=time.monotonic() - self._started) from error
        finally:
            self._process.join()
            self._told.close()
        return found


def _tell(there: Connection, work: Callable[[], object]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that waits
    there.send(work())
