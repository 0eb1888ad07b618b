"""What the workers of the tests are given to do."""

import os
import signal
from pathlib import Path

from baulast.errors import ScanUnreadable


def double(number: int) -> int:
    return 2 * number


def who(_: int) -> int:
    return os.getpid()


def die(_: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def hang(_: int) -> None:
    """Hold the interpreter, as a library does that is lost in C code."""
    pow(7, 10**9)


def die_once(mark: str) -> str:
    """Be killed the first time, as one may be for a neighbour's hunger."""
    path = Path(mark)
    if not path.exists():
        path.touch()
        die(0)
    return "done"


def refuse(_: int) -> None:
    raise ScanUnreadable("Seite 3: abgeschnitten")


def end_at_once() -> None:
    """Instead of getting ready for tasks: as where no memory is left to start in."""
    os._exit(1)
