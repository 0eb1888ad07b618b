"""Keys and values that are too many for memory, told again in the order of their keys.

A home may hold a hundred thousand dossiers of a dozen files each. What has to be remembered of
every one lies in a file without a name, which is gone with the process however that ends.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from threading import Lock
from typing import Self

from baulast.errors import StoreError, StoreFull
from baulast.language import tr

AT_ONCE = 1000  # rows that are told together
MEMORY_KIB = 4096  # of what was asked for last; a home of some thousand files needs no more


class Spill:
    """Texts and what is kept under each; SQLite's temporary database, which no other can open.

    May be used in several threads at once, and closed by one while others still work: these get a
    StoreError. StoreFull where no room is left for it.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._file = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        for statement in (
            f"PRAGMA cache_size = -{MEMORY_KIB}",
            "PRAGMA journal_mode = OFF",  # it is thrown away as a whole
            "CREATE TABLE kept (key BLOB PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
            "BEGIN",  # one transaction, never ended: each row by itself would cost several times
        ):
            self._run(statement)

    def add(self, key: str, value: bytes = b"") -> bool:
        """Keeps the value, unless there is one under the key: then False, and that stays."""
        return self._run("INSERT OR IGNORE INTO kept VALUES (?, ?)", _bytes(key), value)[0] == 1

    def get(self, key: str) -> bytes | None:
        """What is kept under the key; None: nothing."""
        row = self._run("SELECT value FROM kept WHERE key = ?", _bytes(key))[1]
        return None if row is None else row[0]

    def discard(self, key: str) -> None:
        """Forgets the key, where it is known."""
        self._run("DELETE FROM kept WHERE key = ?", _bytes(key))

    def items(self) -> Iterator[tuple[str, bytes]]:
        """All that is kept, by key; nothing may be added meanwhile."""
        with self._alone():
            asked = self._file.execute("SELECT key, value FROM kept ORDER BY key")
        while rows := self._next(asked):
            for key, value in rows:
                yield key.decode("utf-8", "surrogateescape"), value

    def _next(self, asked: sqlite3.Cursor) -> list[tuple[bytes, bytes]]:
        with self._alone():
            return asked.fetchmany(AT_ONCE)

    def __contains__(self, key: str) -> bool:
        return self.get(key) is not None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._file.close()

    def _run(self, statement: str, *values: bytes) -> tuple[int, tuple[bytes] | None]:
        """How many rows a statement changed, and the first that it tells.

        Its cursor is closed before another thread may run the same statement: SQLite would be asked
        for one from two sides, and would take the process along.
        """
        with self._alone(), closing(self._file.execute(statement, values)) as asked:
            return asked.rowcount, asked.fetchone()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._lock, _translated():
            yield


def _bytes(key: str) -> bytes:
    """Names of files need not be UTF-8."""
    return key.encode("utf-8", "surrogateescape")


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        kind = StoreFull if "full" in str(error) else StoreError
        where = tr(
            "temporärer Speicher (TMPDIR, sonst /var/tmp)",
            "temporary files (TMPDIR, else /var/tmp)",
        )
        raise kind(f"{where}: {error}") from error
