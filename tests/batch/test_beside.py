"""Work that a process of its own does while this one goes on."""

import os
import signal

import pytest

from batch.beside import Beside
from baulast.errors import WorkerLost


def test_another_process_does_the_work() -> None:
    """Its result comes back, whenever it is asked for."""
    assert Beside(os.getpid).result() != os.getpid()


def test_one_that_was_killed_is_told() -> None:
    """Nobody waits for it, and nothing passes for its result."""
    with pytest.raises(WorkerLost):
        Beside(lambda: os.kill(os.getpid(), signal.SIGKILL)).result()


def test_what_ends_the_waiting_one_is_not_for_it() -> None:
    """Ctrl-C reaches both, and one of them tells."""

    def interrupted() -> str:
        os.kill(os.getpid(), signal.SIGINT)
        return "done"

    assert Beside(interrupted).result() == "done"
