"""What is too much for memory, kept by several threads at once."""

import sqlite3
from collections.abc import Callable, Iterable
from functools import partial
from threading import Lock
from typing import Any

import pytest

from archive import spill
from archive.spill import Spill
from baulast.errors import StoreError

KEYS = 3 * spill.AT_ONCE  # more than are told together


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every call to SQLite fails that is made without the lock: two would share a statement."""
    lock = Lock()
    cursor = _watched(
        sqlite3.Cursor, lock, ("execute", "fetchone", "fetchmany", "__next__", "close")
    )
    connection = _watched(sqlite3.Connection, lock, ("close",))
    connection.execute = lambda self, *asked: self.cursor(cursor).execute(*asked)
    connect = partial(sqlite3.connect, factory=connection)
    monkeypatch.setattr(spill, "Lock", lambda: lock)
    monkeypatch.setattr(sqlite3, "connect", connect)


def _watched(kind: type, lock: Any, calls: Iterable[str]) -> Any:
    def call(name: str) -> Callable[..., Any]:
        def checked(self: object, *arguments: object) -> Any:
            assert lock.locked(), f"{name}: another thread may ask meanwhile"
            return getattr(kind, name)(self, *arguments)

        return checked

    return type("Watched", (kind,), {name: call(name) for name in calls})


@pytest.mark.usefixtures("watched")
def test_no_two_threads_ask_at_a_time():
    """Whatever is asked is asked under the lock, to the last row of the answer."""
    with Spill() as kept:
        for n in range(KEYS):
            assert kept.add(f"{n:05}", b"first")
        assert not kept.add("00007", b"second")
        assert kept.get("00007") == b"first"
        assert "00008" in kept
        kept.discard("00008")
        assert kept.get("00008") is None
        assert len(list(kept.items())) == KEYS - 1


def test_who_still_works_when_it_is_closed_is_told():
    """A command that ends on a full disk closes what its threads still ask."""
    kept = Spill()
    kept.add("a")
    told = kept.items()
    kept.__exit__()
    for ask in (lambda: kept.add("b"), lambda: kept.get("a"), lambda: next(told)):
        with pytest.raises(StoreError):
            ask()
