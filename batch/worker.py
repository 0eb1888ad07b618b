"""What holds for a task wherever it runs: one thread, private files, and an end in time."""

import ctypes
import faulthandler
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from threading import Event, Lock
from typing import IO, ParamSpec, TypeVar

import cv2

P = ParamSpec("P")
T = TypeVar("T")

PRIVATE = 0o077  # readings and thumbnails carry names

_limited = Event()
_one_at_a_time = Lock()  # a Dask worker may have several threads; an engine has one


def limited(limit_s: float, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What the function returns; its process ends without mercy when the time is up.

    An engine that hangs in C code cannot be asked to stop: Python's signals wait for it. The
    watchdog of faulthandler is a thread of its own that needs nobody's leave.
    """
    with _one_at_a_time:
        _prepare()
        _limited.set()
        grant(limit_s)
        try:
            return function(*args, **kwargs)
        finally:
            _limited.clear()
            faulthandler.cancel_dump_traceback_later()
            _give_back()


def grant(limit_s: float) -> None:
    """So much time from now on for a task that has just shown that it gets on."""
    if _limited.is_set():
        faulthandler.dump_traceback_later(limit_s, exit=True, file=_nowhere())


@cache
def _prepare() -> None:
    """Settle in, once a process."""
    os.umask(PRIVATE)
    os.environ["OMP_THREAD_LIMIT"] = "1"  # pages run side by side; threads would fight
    cv2.setNumThreads(1)


def _give_back() -> None:
    """Freed memory to the system: the next large page would come on top of what glibc keeps."""
    libc = ctypes.CDLL(None)
    if hasattr(libc, "malloc_trim"):  # glibc alone has it
        libc.malloc_trim(0)


@cache
def _nowhere() -> IO[str]:
    """Where the watchdog's traceback goes: the report says which page it was."""
    return Path(os.devnull).open("w")
