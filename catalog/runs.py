"""The runs that the catalog knows: when each began and ended, and what became of it."""

from dataclasses import asdict, fields
from datetime import UTC, datetime

import sqlalchemy as sa

from catalog import tables
from catalog.database import Database
from catalog.records import BatchRecord


class Runs:
    """The history of runs; it outlives a rebuild."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, root: str, municipality: str) -> int:
        """The number of the run that begins now; one that still seems to run was killed.

        Two never run at once: the store is locked.
        """
        t = tables.batches
        row = {
            "root": root,
            "municipality": municipality,
            "started_at": _now(),
            "outcome": "running",
        }
        with self._database.writing() as db:
            killed = sa.update(t).where(t.c.outcome == "running").values(outcome="killed")
            db.execute(killed)
            done = db.execute(sa.insert(t).values(**row))
            key = done.inserted_primary_key
        assert key is not None  # an autoincremented key is always told
        return int(key[0])

    def end(
        self, batch: int, *, outcome: str, report: str, pages_read: int, seconds: float
    ) -> None:
        """Write down what became of a run."""
        values = {
            "ended_at": _now(),
            "outcome": outcome,
            "report": report,
            "pages_read": pages_read,
            "seconds": seconds,
        }
        with self._database.writing() as db:
            db.execute(
                sa.update(tables.batches).where(tables.batches.c.id == batch).values(**values)
            )

    def keep(self, run: BatchRecord) -> None:
        """Write down a run that another installation made, behind those that are known."""
        row = {name: value for name, value in asdict(run).items() if name != "id"}
        with self._database.writing() as db:
            db.execute(sa.insert(tables.batches).values(**row))

    def all(self) -> tuple[BatchRecord, ...]:
        """Every run, the oldest first."""
        t = tables.batches
        columns = [t.c[field.name] for field in fields(BatchRecord)]
        with self._database.reading() as db:
            rows = db.execute(sa.select(*columns).order_by(t.c.id))
            return tuple(BatchRecord(**row._mapping) for row in rows)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
