"""What work has found, kept under the key of all that it depends on: surveys and pages as read."""

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeVar

import sqlalchemy as sa

from baulast.codec import page_to_json
from baulast.errors import CatalogUnusable
from baulast.model import Page
from catalog import tables
from catalog.database import Database
from catalog.rows import packed, unpacked_page, unpacked_pages

T = TypeVar("T")


class Results:
    """Results that need not be found again as long as their key is the same."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def survey(self, key: str) -> tuple[Page, ...] | None:
        """The unread pages that were found under this key; None: not kept, or not as it was."""
        t = tables.surveys
        with self._database.reading() as db:
            data = db.execute(sa.select(t.c.pages).where(t.c.key == key)).scalar()
        return _unless_spoilt(unpacked_pages, data)

    def keep_survey(self, key: str, pages: Sequence[Page]) -> None:
        """Keep unread pages under this key, in place of what was kept there."""
        text = json.dumps([page_to_json(page) for page in pages])
        self._keep(tables.surveys, key, {"pages": packed(text)})

    def reading(self, key: str) -> Page | None:
        """The page as it was read under this key; None: not kept, or not as it was."""
        t = tables.page_readings
        with self._database.reading() as db:
            data = db.execute(sa.select(t.c.page).where(t.c.key == key)).scalar()
        return _unless_spoilt(unpacked_page, data)

    def has_reading(self, key: str) -> bool:
        """Whether something is kept of a page, as it was or not."""
        t = tables.page_readings
        with self._database.reading() as db:
            return db.execute(sa.select(t.c.key).where(t.c.key == key)).first() is not None

    def keep_reading(self, key: str, page: Page) -> None:
        """Keep a page as read under this key, in place of what was kept there."""
        self._keep(tables.page_readings, key, {"page": packed(page_to_json(page))})

    def _keep(self, table: sa.Table, key: str, values: dict[str, bytes]) -> None:
        with self._database.writing() as db:
            db.execute(sa.delete(table).where(table.c.key == key))
            db.execute(sa.insert(table).values(key=key, **values))


def _unless_spoilt(unpack: Callable[[bytes], T], data: bytes | None) -> T | None:
    """What was kept; None where it is not as it was: delivery and original tell it again."""
    if data is not None:
        with suppress(CatalogUnusable):
            return unpack(data)
    return None
