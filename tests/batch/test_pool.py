"""Workers that crash, hang or die take one task with them, and nobody else's."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from chores import die, die_once, double, end_at_once, hang, refuse, who

from batch.crew import Crew, Done, Job, Urgency
from batch.pool import WorkerPool
from batch.worker import limited
from baulast.errors import ScanUnreadable, WorkerLost


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    with WorkerPool(2, tasks_per_worker=50) as opened:
        yield opened


def test_results_and_errors_come_back(pool: WorkerPool) -> None:
    """Tasks return what they return and raise what they raise."""
    futures = [pool.submit(double, number) for number in range(5)]
    refused = pool.submit(refuse, 0)
    assert [future.result() for future in futures] == [0, 2, 4, 6, 8]
    error = refused.exception()
    assert isinstance(error, ScanUnreadable)
    assert str(error) == "Seite 3: abgeschnitten"


def test_a_dead_worker_takes_one_task_along(pool: WorkerPool) -> None:
    """Only the task whose worker was killed fails, and the pool goes on."""
    futures = [pool.submit(die if number == 2 else double, number) for number in range(6)]
    errors = [future.exception() for future in futures]
    assert [type(error) for error in errors] == [
        WorkerLost if number == 2 else type(None) for number in range(6)
    ]
    assert pool.submit(double, 21).result() == 42


def test_a_hanging_worker_ends_at_its_limit(pool: WorkerPool) -> None:
    """A task that never returns and listens to nobody is lost, in bounded time."""
    lost = pool.submit(limited, 0.3, hang, 0)
    assert isinstance(lost.exception(timeout=60), WorkerLost)
    assert pool.submit(limited, 5.0, double, 3).result() == 6


def test_a_worker_killed_between_tasks_is_no_loss(pool: WorkerPool) -> None:
    """The next task either gets a new worker or fails as lost; the pool never stands still."""
    for pid in {pool.submit(who, n).result() for n in range(6)}:
        os.kill(pid, signal.SIGKILL)
    outcomes = [pool.submit(double, 4) for _ in range(6)]
    assert [o.result() for o in outcomes if not o.exception()][-1] == 8


def test_workers_are_replaced() -> None:
    """After its share of tasks a worker makes room for a fresh one."""
    with WorkerPool(1, tasks_per_worker=2) as pool:
        pids = [pool.submit(who, number).result() for number in range(5)]
    assert [pids.index(pid) for pid in pids] == [0, 0, 2, 2, 4]


def test_a_worker_that_cannot_start_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system has no room for a process, tasks fail; nobody waits for ever."""
    monkeypatch.setattr("batch.pool._begin_worker", end_at_once)
    with WorkerPool(1, tasks_per_worker=9) as pool:
        lost = [pool.submit(double, number) for number in range(2)]
        assert [type(future.exception(timeout=60)) for future in lost] == [WorkerLost] * 2
        monkeypatch.undo()
        assert pool.submit(double, 4).result(timeout=60) == 8


def test_killing_ends_tasks_in_hand() -> None:
    """A second Ctrl-C waits for nobody."""
    pool = WorkerPool(1, tasks_per_worker=9)
    assert pool.submit(double, 1).result() == 2
    in_hand, waiting = pool.submit(time.sleep, 600), pool.submit(double, 1)
    while not in_hand.running():
        pass
    pool.kill()
    assert isinstance(in_hand.exception(), WorkerLost)
    assert waiting.cancelled()


def test_a_task_is_not_begun_before_its_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while a worker is still starting takes its task back, and the place goes on."""
    starting, may_start = threading.Event(), threading.Event()
    begin = WorkerPool._begin

    def slowly(pool: WorkerPool) -> object:
        starting.set()
        may_start.wait()
        return begin(pool)

    monkeypatch.setattr(WorkerPool, "_begin", slowly)
    with WorkerPool(1, tasks_per_worker=9) as pool:
        early = pool.submit(double, 1)
        starting.wait()
        is_taken_back = early.cancel()
        may_start.set()
        assert is_taken_back
        assert pool.submit(double, 4).result() == 8


ORPHANS = """
import os, signal, sys
from batch.pool import WorkerPool
if __name__ == "__main__":
    pool = WorkerPool(2, tasks_per_worker=9)
    pids = {pool.submit(os.getpid).result() for _ in range(20)}
    print(*pids, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_workers_end_with_their_batch(tmp_path: Path) -> None:
    """After a kill -9 of the batch no worker stays behind."""
    script = tmp_path / "orphans.py"
    script.write_text(ORPHANS)
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, script],
        env={**os.environ, "PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == -signal.SIGKILL
    deadline = time.monotonic() + 20
    left = {int(pid) for pid in done.stdout.split()}
    assert left
    while left and time.monotonic() < deadline:
        left = {pid for pid in left if _is_running(pid)}
    assert not left


def _is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"  # nobody is left to bury it


# ---------------------------------------------------------------------------- the crew


def job(function: object, arg: object, ends: list[Done], *, urgency: Urgency = Urgency.PAGE) -> Job:
    return Job(
        function=function,  # type: ignore[arg-type]
        args=(arg,),
        limit_s=30.0,
        then=ends.append,
        urgency=urgency,
    )


def nothing_more() -> None:
    """There is no more work."""


def test_a_task_whose_worker_was_killed_is_tried_again(pool: WorkerPool, tmp_path: Path) -> None:
    """The system may kill an innocent worker: its task gets a second chance, and only one."""
    crew = Crew(pool, at_once=4, stop=threading.Event())
    once: list[Done] = []
    always: list[Done] = []
    crew.give(job(die_once, str(tmp_path / "mark"), once))
    crew.give(job(die, 0, always))
    crew.work(nothing_more)
    assert once == [Done(value="done")]
    assert isinstance(always[0].error, WorkerLost)


def test_a_crew_never_floods_its_executor() -> None:
    """No more tasks are in flight than asked for, the urgent ones first."""
    started: list[int] = []
    ends: list[Done] = []

    class Watched(WorkerPool):
        def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
            started.append(args[-1])
            assert len(started) - len(ends) <= 2
            return super().submit(fn, *args, **kwargs)

    with Watched(1, tasks_per_worker=99) as pool:
        crew = Crew(pool, at_once=2, stop=threading.Event())
        for number, urgency in enumerate([Urgency.SURVEY, Urgency.PAGE, Urgency.FINISH] * 3):
            crew.give(job(double, number, ends, urgency=urgency))
        crew.work(nothing_more)
    assert started == [2, 5, 8, 1, 4, 7, 0, 3, 6]


def test_after_stop_only_what_is_in_hand_is_finished() -> None:
    """Ctrl-C lets tasks in hand end, calls back the others and begins no more."""
    stop = threading.Event()
    ends: list[Done] = []
    with WorkerPool(1, tasks_per_worker=99) as pool:
        crew = Crew(pool, at_once=2, stop=stop)
        for number in range(10):
            crew.give(
                Job(
                    function=double,
                    args=(number,),
                    limit_s=30.0,
                    then=lambda done: (ends.append(done), stop.set()),  # type: ignore[arg-type]
                    urgency=Urgency.PAGE,
                )
            )
        crew.work(nothing_more)
    assert 1 <= len(ends) <= 2  # the worker may have begun the second before it was called back
    assert len(ends) + crew.waiting == 10


def test_no_process_is_left_behind() -> None:
    """When the block ends, so have its workers."""
    with WorkerPool(2, tasks_per_worker=9) as pool:
        pids = {pool.submit(who, number).result() for number in range(8)}
    assert not [pid for pid in pids if _is_running(pid)]
    assert not [child for child in multiprocessing.active_children() if child.pid in pids]
