"""Keys and values that are too many for memory, told again in the order of their keys.

A home may hold a hundred thousand dossiers of a dozen files each. What has to be remembered of
every one lies in a file without a name, which is gone with the process however that ends.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Self

from baulast.errors import StoreError, StoreFull
from baulast.language import tr

MEMORY_KIB = 4096  # of what was asked for last; a home of some thousand files needs no more


class Spill:
    """Texts and what is kept under each; SQLite's temporary database, which no other can open.

    May be used in several threads at once. StoreFull where no room is left for it.
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
        done = self._run("INSERT OR IGNORE INTO kept VALUES (?, ?)", _bytes(key), value)
        return done.rowcount == 1

    def get(self, key: str) -> bytes | None:
        """What is kept under the key; None: nothing."""
        row = self._run("SELECT value FROM kept WHERE key = ?", _bytes(key)).fetchone()
        return None if row is None else row[0]

    def discard(self, key: str) -> None:
        """Forgets the key, where it is known."""
        self._run("DELETE FROM kept WHERE key = ?", _bytes(key))

    def items(self) -> Iterator[tuple[str, bytes]]:
        """All that is kept, by key; nothing may be added meanwhile."""
        for key, value in self._run("SELECT key, value FROM kept ORDER BY key"):
            yield key.decode("utf-8", "surrogateescape"), value

    def __contains__(self, key: str) -> bool:
        return self.get(key) is not None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def _run(self, statement: str, *values: bytes) -> sqlite3.Cursor:
        with self._lock, _translated():
            return self._file.execute(statement, values)


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
