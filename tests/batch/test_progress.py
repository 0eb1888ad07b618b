"""Speed and time left are told when there is evidence, and from what happened lately."""

import pytest

from batch.progress import ENOUGH_PAGES, RECENT_PAGES, Pace, expected_pages


def paced(*ends: float) -> Pace:
    pace = Pace(0.0)
    for end in ends:
        pace.page_read(end)
    return pace


@pytest.mark.parametrize(
    ("ends", "now", "speed"),
    [
        pytest.param([], 100.0, None, id="nothing read"),
        pytest.param([20.0 + n for n in range(ENOUGH_PAGES - 1)], 60.0, None, id="too few pages"),
        pytest.param([n / 10 for n in range(50)], 5.0, None, id="too early"),
        pytest.param([float(n) for n in range(1, 41)], 40.0, 1.0, id="one a second"),
    ],
)
def test_speed_needs_evidence(ends: list[float], now: float, speed: float | None) -> None:
    """No speed is told from a handful of pages or seconds."""
    assert paced(*ends).pages_per_s(now) == speed


def test_speed_is_that_of_late() -> None:
    """After a slow hour the speed of the last pages counts, not the mean."""
    slow = [float(n) * 10 for n in range(1, 101)]
    fast = [slow[-1] + n for n in range(1, RECENT_PAGES + 1)]
    speed = paced(*slow, *fast).pages_per_s(fast[-1])
    assert speed == pytest.approx(1.0, rel=0.02)


def test_a_stall_shows() -> None:
    """When no page comes any more, the speed falls with every second."""
    pace = paced(*(float(n) for n in range(1, 41)))
    assert pace.pages_per_s(80.0) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("found", "opened", "to_come", "expected"),
    [(0, 0, 500, 0), (30, 1000, 500, 45), (30, 1000, 0, 30)],
)
def test_pages_to_come_are_judged_by_size(
    found: int, opened: int, to_come: int, expected: int
) -> None:
    """Files that are not opened yet count with the pages that files of their size held so far."""
    pages = expected_pages(pages_found=found, bytes_opened=opened, bytes_to_come=to_come)
    assert pages == expected
