"""A running Dask cluster does what the pool of processes does, also when it loses a worker."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from deliveries import left_behind
from distributed import LocalCluster

import pipeline
from batch.cluster import cluster_executor
from batch.progress import Progress
from baulast.errors import ToolFailed
from baulast.settings import Settings
from report.summary import Outcome


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as started:
        yield started


@pytest.mark.integration
def test_a_cluster_that_loses_a_worker_gives_the_same(
    cluster: LocalCluster,
    delivered: Path,
    undisturbed: Path,
    home: Path,
    settings: Settings,
) -> None:
    """With several worker processes, one of them killed, archive, catalog and index are those of
    an undisturbed run in one process."""
    killed: list[int] = []

    def kill_a_worker(moment: Progress) -> None:
        if moment.pages_read >= 2 and not killed:
            killed.append(next(iter(cluster.workers.values())).pid)
            os.kill(killed[0], signal.SIGKILL)

    with cluster_executor(cluster.scheduler_address) as executor:
        report = pipeline.import_batch(
            delivered, "kaarst", home, settings, executor=executor, progress=kill_a_worker
        )
    assert killed
    assert report.outcomes[Outcome.DONE] == 3
    assert report.exit_code == 0
    assert left_behind(home, delivered) == left_behind(undisturbed, delivered)


def test_a_scheduler_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong address is an error with the address, in bounded time."""
    monkeypatch.setattr("batch.cluster.CONNECT_S", 0.5)
    with pytest.raises(ToolFailed, match=r"127\.0\.0\.1:9"), cluster_executor("tcp://127.0.0.1:9"):
        pass
