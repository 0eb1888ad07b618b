"""An import that is killed at any point goes on as if nothing had happened.

The import runs in a child of this process and kills itself with SIGKILL when it opens, renames or
makes the n-th file since its start, for seeded n: between any two steps that leave something on the
disk. Then it is started again, and what it leaves is compared, byte for byte and row for row, with
what an import leaves that nothing disturbed.
"""

import os
import random
import signal
import sys
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path

import pytest
from deliveries import left_behind

import pipeline
from batch.progress import Progress
from baulast.settings import BatchSettings, Settings
from report.summary import Outcome

# What touches the disk, as Python itself announces it (sys.addaudithook).
TOUCHES = frozenset({"open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.link"})
SEED = 20261121
KILLS = 12
TOUCHES_A_TRY = 56  # a start touches its home more than 40 times before it gets any further


def child(work: Callable[[], None]) -> int:
    """Exit status of a child process that does the work: the signal that killed it, negative."""
    pid = os.fork()
    if pid == 0:
        status = 70
        try:
            work()
            status = 0
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def killed_at(touch: int, home: Path) -> None:
    """From now on, count what touches the home, and die at the n-th time."""
    count = 0

    def hook(event: str, args: tuple[object, ...]) -> None:
        nonlocal count
        if event in TOUCHES and args and str(args[0]).startswith(str(home)):
            count += 1
            if count == touch:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


Import = Callable[[Path], None]


@pytest.fixture
def import_into(delivered: Path, remembering: Executor, settings: Settings) -> Import:
    """Imports the delivery into a home."""

    def import_it(home: Path) -> None:
        pipeline.import_batch(delivered, "kaarst", home, settings, executor=remembering)

    return import_it


def touches_of(import_into: Import, home: Path) -> int:
    """How often an import touches its home."""
    read_end, write_end = os.pipe()

    def counted() -> None:
        count = 0

        def hook(event: str, args: tuple[object, ...]) -> None:
            nonlocal count
            if event in TOUCHES and args and str(args[0]).startswith(str(home)):
                count += 1

        sys.addaudithook(hook)
        import_into(home)
        os.write(write_end, str(count).encode())

    assert child(counted) == 0
    os.close(write_end)
    with os.fdopen(read_end) as told:
        return int(told.read())


def test_a_killed_import_goes_on(
    delivered: Path, undisturbed: Path, tmp_path: Path, import_into: Import
) -> None:
    """Killed at many seeded points, the import loses nothing, doubles nothing, and leaves nothing
    half written."""
    expected = left_behind(undisturbed, delivered)
    total = touches_of(import_into, tmp_path / "counted")
    assert total > 50
    chance = random.Random(SEED)
    for touch in sorted(chance.sample(range(1, total), KILLS)):
        home = tmp_path / f"killed at {touch}"

        def work(touch: int = touch, home: Path = home) -> None:
            killed_at(touch, home)
            import_into(home)

        assert child(work) == -signal.SIGKILL, f"touch {touch} of {total}"
        import_into(home)
        assert left_behind(home, delivered) == expected, f"touch {touch} of {total}"


def test_an_import_that_is_killed_again_and_again_ends(
    delivered: Path, undisturbed: Path, home: Path, import_into: Import
) -> None:
    """Every try gets further than the one before, and the last one ends as if it were the first."""
    tries = 0

    def work() -> None:
        killed_at(TOUCHES_A_TRY, home)
        import_into(home)

    while (status := child(work)) != 0:
        assert status == -signal.SIGKILL
        tries += 1
        assert tries < 40
    assert tries > 2
    assert left_behind(home, delivered) == left_behind(undisturbed, delivered)


def test_a_kill_in_the_middle_of_parallel_work(
    delivered: Path, undisturbed: Path, home: Path, settings: Settings
) -> None:
    """With worker processes at work, too, a killed batch goes on as if nothing had happened."""
    parallel = replace(settings, batch=BatchSettings(workers=2, tasks_per_worker=50))

    def work() -> None:
        def die(moment: Progress) -> None:
            if moment.pages_read == 4:
                os.kill(os.getpid(), signal.SIGKILL)

        pipeline.import_batch(delivered, "kaarst", home, parallel, progress=die)

    assert child(work) == -signal.SIGKILL
    report = pipeline.import_batch(delivered, "kaarst", home, parallel)
    assert 0 < report.pages_read <= 4
    assert report.is_balanced
    assert left_behind(home, delivered) == left_behind(undisturbed, delivered)


def test_ctrl_c_ends_after_the_page_in_hand(
    delivered: Path, undisturbed: Path, home: Path, remembering: Executor, settings: Settings
) -> None:
    """What was begun is finished, the rest is named as unfinished, and the next call does it."""

    def interrupt(moment: Progress) -> None:
        if moment.pages_read == 3:
            signal.raise_signal(signal.SIGINT)

    report = pipeline.import_batch(
        delivered, "kaarst", home, settings, executor=remembering, progress=interrupt
    )
    assert report.is_interrupted
    assert report.exit_code == 130
    assert report.pages_read == 3
    assert Outcome.UNFINISHED in report.outcomes
    assert len(report.sources) == 4
    again = pipeline.import_batch(delivered, "kaarst", home, settings, executor=remembering)
    assert not again.is_interrupted
    assert report.pages_read + again.pages_read == 7
    assert left_behind(home, delivered) == left_behind(undisturbed, delivered)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signals_are_given_back(
    number: signal.Signals,
    delivered: Path,
    imported: Path,
    executor: Executor,
    settings: Settings,
) -> None:
    """After an import Ctrl-C means what it meant before."""
    before = signal.getsignal(number)
    pipeline.import_batch(delivered, "kaarst", imported, settings, executor=executor)
    assert signal.getsignal(number) is before
