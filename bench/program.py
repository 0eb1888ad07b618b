"""A program run from outside, as a user runs it: time, CPU time and memory of all its processes."""

import ctypes
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

SAMPLE_S = 0.1  # short beside a page (a second and more); costs under 1 % of a core
KB_IN_MB = 1024  # /proc counts in kB
PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h: grandchildren whose parent is gone become ours
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run cost."""

    code: int
    wall_s: float
    cpu_s: float  # of all processes together
    peak_mb: float  # resident, of the largest single process
    samples: tuple[tuple[float, float], ...]  # seconds since start, MB of the largest process


def baulast(home: Path, *arguments: str) -> Outcome:
    """One command of our own; what it prints goes to standard error."""
    return measured([str(Path(sys.executable).parent / "baulast"), "--home", str(home), *arguments])


def measured(command: list[str], *, said: Path | None = None) -> Outcome:
    """The command run to its end, with the processes it started.

    What it prints goes to standard error, or with ``said`` to that file.
    """
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    before, others = _children_cpu_s(), _children()
    started = time.monotonic()
    peaks: dict[int, float] = {}
    samples: list[tuple[float, float]] = []
    with said.open("wb") if said else nullcontext(sys.stderr) as out:
        process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out)
        while process.poll() is None:
            sizes = list(_sizes(process.pid, peaks))
            samples.append((time.monotonic() - started, max(sizes, default=0.0)))
            time.sleep(SAMPLE_S)
    wall_s = time.monotonic() - started
    _reap(others)
    return Outcome(
        code=process.returncode,
        wall_s=wall_s,
        cpu_s=_children_cpu_s() - before,
        peak_mb=max(peaks.values(), default=0.0),
        samples=tuple(samples),
    )


def _sizes(pid: int, peaks: dict[int, float]) -> Iterator[float]:
    """Resident MB of the process and of all below it; ``peaks`` is brought up to date."""
    waiting = [pid]
    while waiting:
        each = waiting.pop()
        try:
            status = Path(f"/proc/{each}/status").read_text(encoding="utf-8")
            for task in Path(f"/proc/{each}/task").iterdir():
                children = (task / "children").read_text(encoding="utf-8")
                waiting.extend(map(int, children.split()))
        except OSError:
            continue  # it has just ended
        numbers = dict(line.split(":", 1) for line in status.splitlines())
        if "VmHWM" in numbers:
            peaks[each] = max(peaks.get(each, 0.0), int(numbers["VmHWM"].split()[0]) / KB_IN_MB)
            yield int(numbers["VmRSS"].split()[0]) / KB_IN_MB


def _reap(others: frozenset[int]) -> None:
    """Wait for what the program left behind, so that its CPU time is counted too."""
    while left := _children() - others:
        for pid in left:
            os.waitpid(pid, 0)


def _children() -> frozenset[int]:
    """Process ids of our own children, adopted ones too."""
    threads = Path("/proc/self/task").iterdir()
    return frozenset(
        int(pid) for thread in threads for pid in (thread / "children").read_text("utf-8").split()
    )


def _children_cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
