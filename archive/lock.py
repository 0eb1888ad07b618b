"""The lock of a home: one import, act on pages, rebuild or repair at a time."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from archive.durable import storage_errors
from baulast.errors import StoreBusy
from baulast.language import tr

LOCK = "lock"
ASK_AGAIN_S = 0.1  # whether it is free: nobody at a desk feels that


@contextmanager
def alone_in(home: Path, *, wait_s: float) -> Iterator[None]:
    """Nobody else is at work in the home; StoreBusy where somebody is for longer than ``wait_s``.

    The system lets go of the lock when the process ends, however it ends.
    """
    with storage_errors(home), (home / LOCK).open("a") as lock:
        until = time.monotonic() + wait_s
        while not _is_taken(lock):
            if time.monotonic() >= until:
                raise StoreBusy(
                    tr(
                        f"{home}: hier arbeitet schon ein Import",
                        f"{home}: an import is at work here",
                    )
                )
            time.sleep(ASK_AGAIN_S)
        yield


def _is_taken(lock: IO[str]) -> bool:
    """Whether the lock is ours now."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
