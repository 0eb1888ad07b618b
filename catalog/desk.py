"""What reviewers have before them: open looks, who has which, and what was decided."""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, fields, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from baulast.corrections import Target, Verb
from baulast.model import Dossier, FieldName
from baulast.tasks import Task
from catalog import tables
from catalog.database import Database
from catalog.records import DecisionRecord, TaskFilter, TaskRecord

CLAIM_S = 300.0  # longer than any look takes; who goes for coffee does not keep others waiting
SAMPLE = "sample"  # as a cause: nothing is doubted
_COLUMNS = tuple(field.name for field in fields(TaskRecord))


class Desk:
    """The looks of a catalog; made anew from the archive, like everything here."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def next(self, asked: TaskFilter, *, by: str, skip: Sequence[str] = ()) -> TaskRecord | None:
        """The worst look that is open to a person; None: there is none.

        What another one has on the screen comes later; ``skip`` names keys of looks to pass over.
        """
        t, c = tables.tasks, tables.claims
        taken = (
            sa.select(c.c.dossier)
            .where(c.c.dossier == t.c.dossier, c.c.version == t.c.version)
            .where(c.c.by != by, c.c.until > time.time())
        )
        query = (
            sa.select(t)
            .where(*_where(replace(asked, municipalities=None)))
            .where(t.c.assigned_to.in_(["", by]), ~sa.exists(taken))
            .order_by(*_ORDER)
        )
        found = []
        with self._database.reading() as db:
            if asked.municipalities is None:
                found.append(_first(db, query, {}, by=by, skip=skip))
            else:  # one question for each town: then the rows lie in the order that is asked for
                of_town = query.where(t.c.municipality == sa.bindparam("town"))
                for town in asked.municipalities:
                    found.append(_first(db, of_town, {"town": town}, by=by, skip=skip))
        tasks = [task for task in found if task is not None]
        return min(tasks, key=lambda t: (t.rank, t.dossier, t.version), default=None)

    def claim(self, dossier: str, version: int, *, by: str) -> None:
        """Write down who has the dossier on the screen, in place of what else that person had."""
        t = tables.claims
        here = (t.c.dossier == dossier) & (t.c.version == version)
        row = {"dossier": dossier, "version": version, "by": by, "until": time.time() + CLAIM_S}
        with self._database.writing() as db:
            db.execute(sa.delete(t).where(here | (t.c.by == by)))
            db.execute(sa.insert(t).values(**row))

    def task(self, dossier: str, version: int, key: str) -> TaskRecord | None:
        """An open look; None where it is decided, or never was."""
        t = tables.tasks
        here = (t.c.dossier == dossier) & (t.c.version == version) & (t.c.key == key)
        with self._database.reading() as db:
            row = db.execute(sa.select(t).where(here)).first()
        return None if row is None else _task_of(row._mapping)

    def tasks(self, asked: TaskFilter, *, limit: int) -> tuple[TaskRecord, ...]:
        """The open looks, the worst first."""
        t = tables.tasks
        found: list[TaskRecord] = []
        with self._database.reading() as db:
            for one in _by_town(asked):
                query = sa.select(t).where(*_where(one)).order_by(*_ORDER).limit(limit)
                found += [_task_of(row._mapping) for row in db.execute(query)]
        found.sort(key=lambda task: (task.rank, task.dossier, task.version))
        return tuple(found[:limit])

    def counts(self, asked: TaskFilter) -> dict[int, int]:
        """How many looks are open, by rank."""
        t = tables.tasks
        query = sa.select(t.c.rank, sa.func.count().label("n")).where(*_where(asked))
        with self._database.reading() as db:
            return {row.rank: row.n for row in db.execute(query.group_by(t.c.rank))}

    def causes(self, asked: TaskFilter) -> dict[str, int]:
        """How many looks are open, by cause."""
        t = tables.tasks
        query = sa.select(t.c.cause, sa.func.count().label("n")).where(*_where(asked))
        with self._database.reading() as db:
            rows = db.execute(query.group_by(t.c.cause))
            return {row.cause or SAMPLE: row.n for row in rows}

    def drawn(self, sample: str) -> tuple[TaskRecord, ...]:
        """The open looks of a sample, those that are held too."""
        t = tables.tasks
        with self._database.reading() as db:
            return tuple(
                _task_of(row._mapping)
                for row in db.execute(sa.select(t).where(t.c.sample == sample))
            )

    def put(self, dossier: Dossier, tasks: Sequence[Task]) -> None:
        """The open looks of a dossier in place of those that were."""
        with self._database.writing() as db:
            put_tasks(db, dossier, tasks)

    # ------------------------------------------------------------------ what was decided

    def keep_decisions(self, dossier: str, records: Sequence[DecisionRecord]) -> None:
        """What stands decided about a dossier, in place of what stood; the archive has it too."""
        t = tables.decisions
        with self._database.writing() as db:
            db.execute(sa.delete(t).where(t.c.dossier == dossier))
            if rows := [asdict(record) for record in records]:
                db.execute(sa.insert(t), rows)

    def decisions(
        self, *, dossier: str | None = None, sample: str | None = None, limit: int | None = None
    ) -> tuple[DecisionRecord, ...]:
        """What was decided, the newest first."""
        t = tables.decisions
        query = sa.select(t).order_by(t.c.at.desc(), t.c.line)
        if dossier is not None:
            query = query.where(t.c.dossier == dossier)
        if sample is not None:
            query = query.where(t.c.sample == sample)
        with self._database.reading() as db:
            rows = db.execute(query.limit(limit))
            return tuple(DecisionRecord(**{**row._mapping, "verb": Verb(row.verb)}) for row in rows)


_ORDER = (tables.tasks.c.rank, tables.tasks.c.dossier, tables.tasks.c.version, tables.tasks.c.id)


def _first(
    db: Connection,
    query: sa.Select[Any],
    values: Mapping[str, str],
    *,
    by: str,
    skip: Sequence[str],
) -> TaskRecord | None:
    """The first of these looks that the person may decide."""
    with closing(db.execution_options(stream_results=True).execute(query, values)) as rows:
        for row in rows:  # one after the other: the first is mostly the one
            task = _task_of(row._mapping)
            if by not in task.seen_by and task.key not in skip:
                return task
    return None


def put_tasks(db: Connection, dossier: Dossier, tasks: Sequence[Task]) -> None:
    """The open looks of a dossier in place of those that were."""
    t = tables.tasks
    here = (t.c.dossier == dossier.id) & (t.c.version == dossier.version)
    db.execute(sa.delete(t).where(here))
    if rows := [task_row(dossier, task) for task in tasks]:
        db.execute(sa.insert(t), rows)


def _by_town(asked: TaskFilter) -> Iterator[TaskFilter]:
    """One question for each town: then the rows lie in the order that is asked for."""
    if asked.municipalities is None:
        yield asked
        return
    values = {field.name: getattr(asked, field.name) for field in fields(asked)}
    for town in asked.municipalities:
        yield TaskFilter(**{**values, "municipalities": (town,)})


def _where(asked: TaskFilter) -> Iterator[sa.ColumnElement[bool]]:
    t, d = tables.tasks, tables.dossiers
    yield t.c.is_held == int(asked.is_held)
    if asked.municipalities is not None:
        yield t.c.municipality.in_(asked.municipalities)
    if asked.rank is not None:
        yield t.c.rank == asked.rank
    if asked.cause is not None:
        yield t.c.cause.is_(None) if asked.cause == SAMPLE else t.c.cause == asked.cause
    if asked.sample is not None:
        yield t.c.sample == asked.sample
    if asked.dossier is not None:
        yield t.c.dossier == asked.dossier
    if asked.batch is not None:
        of_batch = sa.select(d.c.id).where(d.c.id == t.c.dossier, d.c.version == t.c.version)
        yield sa.exists(of_batch.where(d.c.batch == asked.batch))


def task_row(dossier: Dossier, task: Task) -> dict[str, object]:
    return {
        "dossier": dossier.id,
        "version": dossier.version,
        "key": task.key,
        "municipality": dossier.municipality,
        "rank": int(task.rank),
        "field": task.field,
        "cause": task.cause,
        "page": task.page,
        "assigned_to": task.assigned_to,
        "is_held": int(task.is_held),
        "seen_by": json.dumps(task.seen_by),
        "sample": task.sample,
        "targets": json.dumps([asdict(target) | {"seen": None} for target in task.targets]),
    }


def _task_of(row: sa.RowMapping) -> TaskRecord:
    values = {name: row[name] for name in _COLUMNS}
    values["is_held"] = bool(row["is_held"])
    values["seen_by"] = tuple(json.loads(row["seen_by"]))
    values["targets"] = tuple(map(_target_of, json.loads(row["targets"])))
    return TaskRecord(**values)


def _target_of(body: dict[str, object]) -> Target:
    field = body["field"]
    return Target(**{**body, "field": FieldName(field) if field else None})  # type: ignore[arg-type]
