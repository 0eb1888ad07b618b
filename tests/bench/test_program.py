import subprocess
import sys

from bench.program import measured

BURNT_S = 0.3
BURN = f"import time\nwhile time.process_time() < {BURNT_S}: pass"
CHILD = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BURN!r}])"
HEAVY = f"x = bytearray(150_000_000)\n{BURN}"


def test_cpu_time_of_children_is_counted():
    """What a program's own children compute is part of what it costs."""
    run = measured([sys.executable, "-c", CHILD])
    assert run.code == 0
    assert run.cpu_s >= BURNT_S  # what the child itself counted, not a speed


def test_memory_is_that_of_the_largest_process():
    """The peak is told of the process that holds most, wherever it stands in the family."""
    run = measured([sys.executable, "-c", HEAVY])
    assert 150 < run.peak_mb < 400
    assert run.samples


def test_failure_is_told():
    """The exit code comes through."""
    assert measured([sys.executable, "-c", "raise SystemExit(7)"]).code == 7


def test_what_a_peer_says_is_kept_apart(capfd, tmp_path):
    """With a file for it, nothing that the program prints stands among our own output."""
    loud = "import sys; print('one'); print('two', file=sys.stderr)"
    measured([sys.executable, "-c", loud], said=tmp_path / "said")
    assert capfd.readouterr() == ("", "")
    assert sorted((tmp_path / "said").read_text(encoding="utf-8").split()) == ["one", "two"]


def test_our_other_children_are_left_alone():
    """A process that was there before is neither waited for nor counted."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        assert measured([sys.executable, "-c", "pass"]).code == 0
        assert other.poll() is None
