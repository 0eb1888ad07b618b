"""What the catalog says of a dossier, held against what the archive gives: tables that differ."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from baulast.model import Dossier, Doubt
from baulast.tasks import Task
from catalog import tables
from catalog.database import SQLITE, Database
from catalog.desk import task_row
from catalog.records import HOME_INDEX, DecisionRecord, DossierRecord, DossierState
from catalog.rows import doubt_row, is_spoilt, page_row

AT_ONCE = 100  # rows with their pages: few to hold
SAFE = (DossierState.DONE, DossierState.ARCHIVED)
# What import, review and rebuild say alike of a dossier that is safe.
TOLD = ("municipality", "number", "content_sha256", "proves", "steps_sha256", "entries")
_ABOUT = (tables.pages, tables.doubts, tables.tasks, tables.owed, tables.decisions)
Row = Mapping[str, Any]


class Content:
    """The rows of a catalog, held against the archive."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def differing(
        self,
        held: DossierRecord,
        wanted: DossierRecord,
        dossier: Dossier,
        *,
        read: Sequence[Doubt],
        tasks: Sequence[Task],
    ) -> tuple[str, ...]:
        """The tables that say otherwise of a dossier; () where it is not safe in the archive.

        ``read`` are the doubts of the reading. Programs that kept words in one language put others
        into that of the day, so the words of those do not count.
        """
        if held.state not in SAFE:
            return ()
        with self._database.reading() as db:
            return tuple(_differing(db, held, wanted, dossier, read=read, tasks=tasks))

    def differs_in_decisions(self, id: str, wanted: Iterable[DecisionRecord]) -> bool:
        """Whether other decisions about a dossier stand here than its supplement keeps."""
        t = tables.decisions
        with self._database.reading() as db:
            rows = (dict(row._mapping) for row in db.execute(sa.select(t).where(t.c.dossier == id)))
            return _sorted(rows) != _sorted(asdict(record) for record in wanted)

    def nobodys(self) -> frozenset[tuple[str, int]]:
        """Id and version of dossiers that rows speak of and that the catalog does not know."""
        d = tables.dossiers
        found: set[tuple[str, int]] = set()
        with self._database.reading() as db:
            for t in _ABOUT:
                known = sa.exists().where(d.c.id == t.c.dossier, d.c.version == t.c.version)
                rows = db.execute(sa.select(t.c.dossier, t.c.version).where(~known).distinct())
                found.update((row.dossier, row.version) for row in rows)
        return frozenset(found)

    def unreadable(self) -> Iterator[tuple[str, int]]:
        """Id and version of the dossiers of which it is spoilt how they were split."""
        d = tables.dossiers
        after: sa.ColumnElement[bool] = sa.true()
        query = sa.select(d.c.id, d.c.version, d.c.unread).order_by(d.c.id, d.c.version)
        while True:
            with self._database.reading() as db:
                rows = db.execute(query.where(after).limit(AT_ONCE)).all()
            if not rows:
                return
            yield from ((row.id, row.version) for row in rows if is_spoilt(row.unread))
            last = rows[-1]
            after = (d.c.id > last.id) | ((d.c.id == last.id) & (d.c.version > last.version))

    def unsound(self) -> str | None:
        """What is wrong with the file, as SQLite says it; None: nothing, or a server answers."""
        with self._database.reading() as db:
            if db.dialect.name != SQLITE:
                return None
            said = db.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one()
            return None if said == "ok" else str(said)

    def forget(self, id: str, version: int) -> None:
        """Strike out all rows about a dossier."""
        d = tables.dossiers
        with self._database.writing() as db:
            for t in _ABOUT:
                here = (t.c.dossier == id) & (t.c.version == version)
                db.execute(sa.delete(t).where(here))
            db.execute(sa.delete(d).where((d.c.id == id) & (d.c.version == version)))


def _differing(
    db: Connection,
    held: DossierRecord,
    wanted: DossierRecord,
    dossier: Dossier,
    *,
    read: Sequence[Doubt],
    tasks: Sequence[Task],
) -> Iterator[str]:
    if not _is_alike(db, held, wanted):
        yield tables.dossiers.name
    if _rows(db, tables.pages, held) != _sorted(map(page_row, dossier.pages)):
        yield tables.pages.name
    fixed = {doubt.detail.german for doubt in read}
    there = (_wordless(row, fixed) for row in _rows(db, tables.doubts, held))
    if _sorted(there) != _sorted(_wordless(doubt_row(d), fixed) for d in dossier.all_doubts):
        yield tables.doubts.name
    if _rows(db, tables.tasks, held) != _sorted(_bare(task_row(dossier, task)) for task in tasks):
        yield tables.tasks.name


def _is_alike(db: Connection, held: DossierRecord, wanted: DossierRecord) -> bool:
    if any(getattr(held, name) != getattr(wanted, name) for name in TOLD):
        return False
    return held.state is DossierState.DONE or _is_owed(db, held)


def _is_owed(db: Connection, record: DossierRecord) -> bool:
    """Whether an import will still give the dossier to the home's index."""
    t = tables.owed
    here = (t.c.dossier == record.id) & (t.c.version == record.version)
    query = sa.select(t.c.dossier).where(here, t.c.index_name == HOME_INDEX)
    return db.execute(query).first() is not None


def _rows(db: Connection, table: sa.Table, record: DossierRecord) -> list[dict[str, Any]]:
    here = (table.c.dossier == record.id) & (table.c.version == record.version)
    rows = db.execute(sa.select(table).where(here))
    return _sorted(_bare(dict(row._mapping)) for row in rows)


def _bare(row: Row) -> dict[str, Any]:
    """The row without its number and its dossier."""
    return {name: row[name] for name in row if name not in ("id", "dossier", "version")}


def _wordless(row: Row, fixed: set[str]) -> dict[str, Any]:
    return dict(row) if row["detail"] in fixed else {**row, "detail": None, "english": None}


def _sorted(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """In one order, whether they come from the database or from the program, as enums."""
    return sorted(map(dict, rows), key=partial(json.dumps, sort_keys=True))
