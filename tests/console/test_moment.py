"""Moments on the screen are those of the reader's clock."""

import time

import pytest

from console.moment import moment


@pytest.fixture(autouse=True)
def in_neuss(monkeypatch: pytest.MonkeyPatch):
    """The clock of the towns, wherever the tests run."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2026-11-22T23:56:25+00:00", "23.11.2026, 00:56:25"),
        ("2026-07-01T10:00:00+02:00", "01.07.2026, 10:00:00"),
        ("2026-11-22T13:5", "2026-11-22T13:5"),
        ("", ""),
    ],
)
def test_a_moment_is_shown_in_local_time(written: str, shown: str) -> None:
    """What no clock can show is shown as it is written."""
    assert moment(written) == shown
