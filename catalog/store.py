"""The catalog: its dossiers and deliveries, and the way to all else that it knows."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import fields
from pathlib import Path
from typing import Self

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from baulast.codec import dossier_to_json
from baulast.errors import CatalogUnusable
from baulast.model import Dossier, Doubt, DoubtReason
from baulast.tasks import Task
from catalog import tables
from catalog.content import Content
from catalog.database import Database
from catalog.desk import Desk, put_tasks
from catalog.records import (
    HOME_INDEX,
    DossierRecord,
    DossierState,
    SourceRecord,
    SourceState,
)
from catalog.results import Results
from catalog.rows import (
    dossier_of,
    dossier_row,
    doubt_of,
    doubt_row,
    packed,
    page_row,
    source_of,
    source_row,
    unpacked_dossier,
)
from catalog.runs import Runs

CATALOG_FILE = "catalog.sqlite"
AT_ONCE = 1000  # rows that are read together of tables that may be long
BROKEN = ".unusable"  # how the name of a file ends that could not be used any more


def set_catalog_aside(file: Path) -> Path:
    """Makes room for a new catalog; where the old one lies now, with all that it alone knows."""
    for suffix in ("", "-wal", "-shm"):
        there, aside = (file.with_name(f"{file.name}{end}{suffix}") for end in ("", BROKEN))
        aside.unlink(missing_ok=True)
        if there.exists():
            there.replace(aside)
    return file.with_name(file.name + BROKEN)


class Catalog:
    """What is done, failed, owed and corrected; one writer at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.desk = Desk(database)
        self.content = Content(database)
        self.runs = Runs(database)
        self.results = Results(database)

    @classmethod
    def open(cls, url: str) -> Self:
        """The catalog at an SQLAlchemy URL, its tables made where they are missing."""
        return cls(Database(url, tables.schema, tables.SCHEMA))

    @classmethod
    def in_home(cls, home: Path, *, replace_unusable: bool = False) -> Self:
        """The catalog of a home folder that one machine uses.

        ``replace_unusable`` starts an empty one where it is of another shape or no database; what
        was there is kept beside it.
        """
        file = home / CATALOG_FILE
        try:
            return cls.open(f"sqlite:///{file}")
        except CatalogUnusable as error:
            if not replace_unusable or "locked" in str(error):
                raise
        set_catalog_aside(file)
        return cls.open(f"sqlite:///{file}")

    def together(self) -> AbstractContextManager[None]:
        """One transaction of all that is written within the block."""
        return self._database.together()

    def close(self) -> None:
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --------------------------------------------------------------- sources

    def keep_source(self, source: SourceRecord) -> None:
        """Write down what was delivered; what stood there for the same path gives way."""
        t = tables.sources
        row = source_row(source)
        same = (t.c.municipality == source.municipality) & (t.c.path == source.path)
        with self._database.writing() as db:
            db.execute(sa.delete(t).where(same))
            db.execute(sa.insert(t).values(**row))

    def sources(
        self, *, batch: int | None = None, state: SourceState | None = None
    ) -> tuple[SourceRecord, ...]:
        """The deliveries of a run or in a state, by path."""
        t = tables.sources
        query = sa.select(t).order_by(t.c.municipality, t.c.path)
        if batch is not None:
            query = query.where(t.c.batch == batch)
        if state is not None:
            query = query.where(t.c.state == state.value)
        with self._database.reading() as db:
            return tuple(source_of(row._mapping) for row in db.execute(query))

    def forget_source(self, municipality: str, path: str) -> None:
        """Strike out a delivery that need not be opened any more."""
        t = tables.sources
        here = (t.c.municipality == municipality) & (t.c.path == path)
        with self._database.writing() as db:
            db.execute(sa.delete(t).where(here))

    # -------------------------------------------------------------- dossiers

    def keep_dossier(self, record: DossierRecord, unread: Dossier) -> None:
        """Write down a dossier that work begins on, or begins on again; ``unread`` as split."""
        t = tables.dossiers
        row = dossier_row(record) | {"unread": packed(dossier_to_json(unread))}
        with self._database.writing() as db:
            db.execute(sa.delete(t).where(_is(t, record.id, record.version)))
            db.execute(sa.insert(t).values(**row))

    def unread(self, id: str, version: int) -> Dossier:
        """The dossier as it was split, before any page was read."""
        t = tables.dossiers
        with self._database.reading() as db:
            data = db.execute(sa.select(t.c.unread).where(_is(t, id, version))).scalar_one()
        return unpacked_dossier(data)

    def adopt(self, id: str, version: int, *, source: str) -> None:
        """Write down where a dossier came from, once that is known again after a rebuild."""
        t = tables.dossiers
        with self._database.writing() as db:
            db.execute(sa.update(t).where(_is(t, id, version)).values(source=source))

    def set_aside(self, id: str, version: int, *, error: str, remedy: str) -> None:
        values = {"state": DossierState.SET_ASIDE.value, "error": error, "remedy": remedy}
        t = tables.dossiers
        with self._database.writing() as db:
            db.execute(sa.update(t).where(_is(t, id, version)).values(**values))

    def forget(self, id: str, version: int) -> None:
        """Strike out a dossier that was never archived, and that now comes as another one."""
        with self._database.writing() as db:
            db.execute(sa.delete(tables.dossiers).where(_is(tables.dossiers, id, version)))

    def archived(
        self,
        dossier: Dossier,
        *,
        steps_sha256: str,
        owed_to: Sequence[str],
        tasks: Sequence[Task] = (),
    ) -> None:
        """In one step: the dossier lies in the archive, and these indexes have yet to take it."""
        t = tables.dossiers
        key = {"dossier": dossier.id, "version": dossier.version}
        values = {
            "state": (DossierState.ARCHIVED if HOME_INDEX in owed_to else DossierState.DONE).value,
            "steps_sha256": steps_sha256,
            "entries": len(dossier.entries),
            "error": None,
            "remedy": None,
        }
        with self._database.writing() as db:
            db.execute(sa.update(t).where(_is(t, dossier.id, dossier.version)).values(**values))
            owed = tables.owed
            db.execute(sa.delete(owed).where(_of(owed, dossier.id, dossier.version)))
            _put_pages(db, dossier, tasks)
            if owed_to:
                db.execute(sa.insert(tables.owed), [key | {"index_name": n} for n in owed_to])

    def changed(self, dossier: Dossier, *, tasks: Sequence[Task], owed_to: Sequence[str]) -> None:
        """In one step: a person has said something, and these indexes have yet to hear of it.

        A dossier that is not known comes with the next rebuild.
        """
        t, owed = tables.dossiers, tables.owed
        key = {"dossier": dossier.id, "version": dossier.version}
        here = _of(owed, dossier.id, dossier.version) & owed.c.index_name.in_(owed_to)
        with self._database.writing() as db:
            known = sa.update(t).where(_is(t, dossier.id, dossier.version))
            if not db.execute(known.values(entries=len(dossier.entries))).rowcount:
                return
            _put_pages(db, dossier, tasks)
            db.execute(sa.delete(owed).where(here))
            if owed_to:
                db.execute(sa.insert(owed), [key | {"index_name": name} for name in owed_to])

    def owe(self, id: str, version: int, *, index_name: str) -> None:
        """A known dossier has changed since an index took it; one not known is owed nothing yet."""
        t, owed = tables.dossiers, tables.owed
        key = {"dossier": id, "version": version, "index_name": index_name}
        same = sa.and_(*(owed.c[name] == value for name, value in key.items()))
        with self._database.writing() as db:
            db.execute(sa.delete(owed).where(same))
            if db.execute(sa.select(t.c.id).where(_is(t, id, version))).first() is not None:
                db.execute(sa.insert(owed).values(**key))

    def indexed(self, id: str, version: int, *, index_name: str) -> None:
        """An index has taken the dossier; with the home's own index it is done.

        A server may be away for days: what it is owed leaves a dossier done.
        """
        owed, t = tables.owed, tables.dossiers
        here = (owed.c.dossier == id) & (owed.c.version == version)
        with self._database.writing() as db:
            db.execute(sa.delete(owed).where(here & (owed.c.index_name == index_name)))
            if index_name == HOME_INDEX:
                done = {"state": DossierState.DONE.value}
                db.execute(sa.update(t).where(_is(t, id, version)).values(**done))

    def owed_to(self, index_name: str) -> tuple[tuple[str, int], ...]:
        """Id and version of the dossiers that an index has not taken yet."""
        t = tables.owed
        query = sa.select(t.c.dossier, t.c.version).where(t.c.index_name == index_name)
        query = query.order_by(t.c.dossier, t.c.version)
        with self._database.reading() as db:
            return tuple((r.dossier, r.version) for r in db.execute(query))

    def dossier(self, id: str, version: int) -> DossierRecord | None:
        """The dossier's row; None: not known."""
        found = self._dossiers(_is(tables.dossiers, id, version))
        return found[0] if found else None

    def dossiers(self, *, state: DossierState | None = None) -> tuple[DossierRecord, ...]:
        """Every dossier (in a state), by id and version."""
        return self._dossiers(
            sa.true() if state is None else tables.dossiers.c.state == state.value
        )

    def walk(self, *states: DossierState) -> Iterator[DossierRecord]:
        """Every dossier (in one of these states), by id and version; never all in memory.

        Rows may change meanwhile: what stands behind the last one told is read then.
        """
        t = tables.dossiers
        wanted = t.c.state.in_([state.value for state in states]) if states else sa.true()
        place = sa.tuple_(t.c.id, t.c.version)
        last = ("", 0)
        while found := self._dossiers(wanted & (place > last), limit=AT_ONCE):
            yield from found
            last = (found[-1].id, found[-1].version)

    def municipalities(self) -> tuple[str, ...]:
        """The towns of which anything is known: a dossier, a delivery or a run."""
        known = (tables.dossiers, tables.sources, tables.batches)
        query = sa.union(*(sa.select(t.c.municipality) for t in known))
        with self._database.reading() as db:
            return tuple(sorted(db.execute(query).scalars()))

    def versions(self, id: str) -> tuple[DossierRecord, ...]:
        """What came under an id, the oldest first."""
        return self._dossiers(tables.dossiers.c.id == id)

    def named(self, municipality: str) -> tuple[tuple[str, str | None], ...]:
        """Id and number of every dossier of a municipality."""
        t = tables.dossiers
        query = sa.select(t.c.id, t.c.number).where(t.c.municipality == municipality).distinct()
        with self._database.reading() as db:
            return tuple((row.id, row.number) for row in db.execute(query))

    def neighbours(self, id: str, *, limit: int = 10) -> tuple[str, ...]:
        """Ids of the dossiers of the same municipality before and behind this one."""
        t = tables.dossiers
        town = t.c.id.startswith(f"{id.partition('/')[0]}/", autoescape=True)
        ids = sa.select(t.c.id).where(town).distinct().limit(limit)
        with self._database.reading() as db:
            before = [r.id for r in db.execute(ids.where(t.c.id < id).order_by(t.c.id.desc()))]
            behind = [r.id for r in db.execute(ids.where(t.c.id > id).order_by(t.c.id))]
        return (*reversed(before), *behind)

    def with_content(self, municipality: str, content_sha256: str) -> tuple[DossierRecord, ...]:
        """The dossiers of a municipality that hold the same pages."""
        t = tables.dossiers
        return self._dossiers(
            (t.c.municipality == municipality) & (t.c.content_sha256 == content_sha256)
        )

    def state_counts(self) -> dict[DossierState, int]:
        """How many dossiers are in each state."""
        t = tables.dossiers
        query = sa.select(t.c.state, sa.func.count().label("n")).group_by(t.c.state)
        with self._database.reading() as db:
            return {DossierState(row.state): row.n for row in db.execute(query)}

    def doubts(self, id: str, version: int) -> tuple[Doubt, ...]:
        """What a person should look at in a dossier."""
        t = tables.doubts
        here = (t.c.dossier == id) & (t.c.version == version)
        with self._database.reading() as db:
            rows = db.execute(sa.select(t).where(here).order_by(t.c.id))
            return tuple(doubt_of(row._mapping) for row in rows)

    def doubt_counts(self) -> dict[DoubtReason, int]:
        """How many doubts there are of each reason."""
        t = tables.doubts
        query = sa.select(t.c.reason, sa.func.count().label("n")).group_by(t.c.reason)
        with self._database.reading() as db:
            return {DoubtReason(row.reason): row.n for row in db.execute(query)}

    def _dossiers(
        self, where: sa.ColumnElement[bool], *, limit: int | None = None
    ) -> tuple[DossierRecord, ...]:
        t = tables.dossiers
        columns = [t.c[field.name] for field in fields(DossierRecord)]
        query = sa.select(*columns).where(where).order_by(t.c.id, t.c.version).limit(limit)
        with self._database.reading() as db:
            return tuple(dossier_of(row._mapping) for row in db.execute(query))

    def clear(self, *, keeps_dossiers: bool = False) -> None:
        """Empty what the archive folder can put back; of dossiers that they were there may stay.

        The history of runs stays, and so does what was set aside or left on the way: the archive
        folder knows nothing of it, and an answer has to name it.
        """
        rebuilt = (
            tables.owed,
            tables.doubts,
            tables.pages,
            tables.tasks,
            tables.claims,
            tables.decisions,
            tables.page_readings,
        )
        safe = tables.dossiers.c.state.in_([DossierState.ARCHIVED.value, DossierState.DONE.value])
        with self._database.writing() as db:
            for table in rebuilt:
                db.execute(sa.delete(table))
            if not keeps_dossiers:
                db.execute(sa.delete(tables.dossiers).where(safe))


def _put_pages(db: Connection, dossier: Dossier, tasks: Sequence[Task]) -> None:
    """The pages of the dossier and what is open in it, in place of what was."""
    key = {"dossier": dossier.id, "version": dossier.version}
    for table in (tables.pages, tables.doubts):
        db.execute(sa.delete(table).where(_of(table, dossier.id, dossier.version)))
    db.execute(sa.insert(tables.pages), [key | page_row(page) for page in dossier.pages])
    if doubts := [key | doubt_row(doubt) for doubt in dossier.all_doubts]:
        db.execute(sa.insert(tables.doubts), doubts)
    put_tasks(db, dossier, tasks)


def _of(table: sa.Table, id: str, version: int) -> sa.ColumnElement[bool]:
    return (table.c.dossier == id) & (table.c.version == version)


def _is(table: sa.Table, id: str, version: int) -> sa.ColumnElement[bool]:
    return (table.c.id == id) & (table.c.version == version)
