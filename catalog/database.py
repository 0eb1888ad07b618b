"""Databases of ours: SQLite for one machine, PostgreSQL for several."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from baulast.errors import CatalogUnusable, StoreFull
from baulast.language import tr

BUSY_MS = 30_000  # status may read while an import writes; nothing here holds a lock this long
SQLITE = "sqlite"


class Database:
    """An open database with its tables; its errors are ours."""

    def __init__(self, url: str, schema: sa.Table, shape: int) -> None:
        """Opens the database at an SQLAlchemy URL and makes the tables that are missing.

        ``schema`` is the table that tells the shape of all in the same metadata.
        """
        self._whole: Connection | None = None  # of ``together``
        with _translated():
            self._engine = sa.create_engine(url)
            if self._engine.dialect.name == SQLITE:
                sa.event.listen(self._engine, "connect", _set_up_sqlite)
            schema.metadata.create_all(self._engine)
            _add_columns(self._engine, schema.metadata)
        self._check_schema(schema, shape)

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        if self._whole is not None:  # what is not written yet, only it can read
            yield self._whole
            return
        with _translated(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it or nothing."""
        if self._whole is not None:
            yield self._whole
            return
        with _translated(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def together(self) -> Iterator[None]:
        """One transaction of all that is written within the block, by one thread alone.

        A disk syncs once for it, where it would for each of thousands.
        """
        with _translated(), self._engine.begin() as connection:
            self._whole = connection
            try:
                yield
            finally:
                self._whole = None

    def _check_schema(self, schema: sa.Table, shape: int) -> None:
        with self.writing() as connection:
            version = connection.execute(sa.select(schema.c.version)).scalar()
            if version is None:
                connection.execute(sa.insert(schema).values(version=shape))
            elif version != shape:
                raise CatalogUnusable(
                    tr(
                        f"Der Katalog hat Stand {version}, dieses Programm kennt {shape}.",
                        f"The catalog is of shape {version}, this program knows {shape}.",
                    )
                )


def _add_columns(engine: sa.Engine, metadata: sa.MetaData) -> None:
    """Adds the columns that tables of an earlier version lack, with their defaults."""
    there = sa.inspect(engine)
    for table in metadata.sorted_tables:
        known = {column["name"] for column in there.get_columns(table.name)}
        for column in (column for column in table.columns if column.name not in known):
            kind = column.type.compile(engine.dialect)
            default = getattr(column.default, "arg", None)
            filled = "" if default is None else f" NOT NULL DEFAULT {int(default)}"
            with engine.begin() as connection:
                add = f"ALTER TABLE {table.name} ADD COLUMN {column.name} {kind}{filled}"
                connection.execute(sa.text(add))


@contextmanager
def _translated() -> Iterator[None]:
    """SQLAlchemy's errors as ours, without the statement: its values may be names."""
    try:
        yield
    except sa.exc.SQLAlchemyError as error:
        cause = error.orig if isinstance(error, sa.exc.DBAPIError) else error
        said = f"{tr('Katalog', 'catalog')}: {str(cause).partition(chr(10))[0]}"
        if "disk is full" in said or "No space left" in said:
            raise StoreFull(said) from error
        raise CatalogUnusable(said) from error


def _set_up_sqlite(connection: Any, _: object) -> None:
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",  # status reads while an import writes
        "synchronous=FULL",  # what was said to be done survives a power cut
        "foreign_keys=ON",
        f"busy_timeout={BUSY_MS}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
