"""What a search covers, and how much of that nobody has read for sure."""

import json
import sqlite3
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from baulast.gazetteer import fold_name
from index.area import area_name, gemarkungen_asked, land_of, may_be_about, spellings
from index.document import HIDES_ENTRY, EntryDocument, PageDocument, ParcelKey
from index.query import Query
from index.seam import DoubtfulDossier, DoubtfulPage, Scope
from index.stored import from_json

NAMED_DOSSIERS = 20  # as many as fit on a screen; the numbers beside them are complete

# Lands (index.schema) of the registers asked for, or of another one that names land of the town.
_SEEN = """
SELECT id FROM lands l
WHERE municipality IN (SELECT value FROM json_each(:municipalities))
OR EXISTS (SELECT 1 FROM json_each(l.gemarkungen) g JOIN json_each(:land) w ON w.value = g.value)
"""
# Those of them that name one of the Gemarkungen, and those of a register about that land that name
# some that could not be told.
_ASKED = """
SELECT id FROM lands l
WHERE id IN (SELECT value FROM json_each(:seen))
AND (:gemarkungen = '[]' OR EXISTS (
    SELECT 1 FROM json_each(l.gemarkungen) g
    WHERE g.value IN (SELECT value FROM json_each(:gemarkungen))
    OR (g.value = '' AND l.municipality IN (SELECT value FROM json_each(:open)))))
"""
_OWN = "d.municipality IN (SELECT value FROM json_each(:municipalities))"
IN_DOUBT = "d.doubtful_entries + d.doubtful_pages > 0"  # as the schema's indices have it


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """The dossiers that a question is about, as conditions for SQL."""

    is_everywhere: bool  # neither a town nor a Gemarkung is asked for
    municipalities: tuple[str, ...] | None  # None: all
    name: str
    stored: tuple[str, ...]  # every municipality of the index
    values: dict[str, str]  # of the conditions' names

    @classmethod
    def of(
        cls,
        connection: sqlite3.Connection,
        query: Query,
        *,
        municipalities: tuple[str, ...] | None,
    ) -> Self:
        stored = [name for (name,) in connection.execute(_MUNICIPALITIES)]
        wanted = None if municipalities is None else set(map(fold_name, municipalities))
        asked = gemarkungen_asked(query)
        values = {
            "municipalities": [n for n in stored if wanted is None or fold_name(n) in wanted],
            "land": [key for town in municipalities or () for key in land_of(town)],
            "gemarkungen": asked,
            "open": [name for name in stored if may_be_about(name, asked)],
        }
        named = {name: json.dumps(value) for name, value in values.items()}
        for name, statement in (("seen", _SEEN), ("lands", _ASKED)):
            named[name] = json.dumps([land for (land,) in connection.execute(statement, named)])
        return cls(
            is_everywhere=not asked and municipalities is None,
            municipalities=municipalities,
            name=area_name(query, municipalities),
            stored=tuple(stored),
            values=named,
        )

    @property
    def asked(self) -> str:
        """Condition on a dossier ``d``: the question is about it."""
        if self.is_everywhere:
            return "TRUE"
        return "d.land IN (SELECT value FROM json_each(:lands))"

    def about(self, gemarkungen: tuple[str, ...]) -> tuple[str, ...]:
        """The registers whose parcels without a Gemarkung may lie there."""
        return tuple(name for name in self.stored if may_be_about(name, gemarkungen))

    @property
    def own(self) -> str:
        """Condition on a dossier ``d``: one of the registers asked for keeps it."""
        return "TRUE" if self.municipalities is None else _OWN

    @property
    def dossiers(self) -> str:
        """Condition on a dossier ``d``: it is theirs, or names land of the town."""
        if self.municipalities is None:
            return "TRUE"
        return "d.land IN (SELECT value FROM json_each(:seen))"

    @property
    def entries(self) -> str:
        """Condition on an entry ``e``: it is theirs, or names that land."""
        if self.municipalities is None:
            return "TRUE"
        return (
            "(e.municipality IN (SELECT value FROM json_each(:municipalities)) OR EXISTS ("
            "SELECT 1 FROM parcels l WHERE l.entry = e.id AND NOT l.is_likely"
            " AND l.gemarkung IN (SELECT value FROM json_each(:land))))"
        )


_MUNICIPALITIES = "SELECT DISTINCT municipality FROM lands WHERE dossiers > 0"


def scope(connection: sqlite3.Connection, query: Query, area: Area) -> Scope:
    """What was searched, and what of it is in doubt."""
    sums = connection.execute(
        "SELECT total(dossiers), total(entries), total(pages), total(doubtful_entries),"
        " total(doubtful_pages) FROM lands WHERE id IN (SELECT value FROM json_each(:lands))",
        area.values,
    ).fetchone()
    dossiers, entries, pages, doubtful_entries, doubtful_pages = map(int, sums)
    doubtful = connection.execute(
        f"SELECT DISTINCT d.id FROM dossiers d WHERE {IN_DOUBT} AND {area.asked}"
        f" ORDER BY d.id LIMIT {NAMED_DOSSIERS}",
        area.values,
    )
    return Scope(
        spellings=spellings(query),
        area=area.name,
        dossiers=dossiers,
        entries=entries,
        pages=pages,
        doubtful_entries=doubtful_entries,
        doubtful_pages=doubtful_pages,
        doubtful_dossiers=tuple(name for (name,) in doubtful),
    )


def doubtful(connection: sqlite3.Connection, area: Area) -> Iterable[DoubtfulDossier]:
    """The dossiers of the area with something in doubt, by id."""
    rows = connection.execute(
        f"SELECT d.id, d.version, d.municipality FROM dossiers d WHERE {IN_DOUBT} AND {area.asked}"
        " ORDER BY d.id, d.version",
        area.values,
    )
    for dossier, version, municipality in rows.fetchall():

        def documents(select: str, spot: tuple[str, int] = (dossier, version)) -> list[bytes]:
            statement = f"SELECT document FROM {select}"
            return [d for (d,) in connection.execute(statement, spot)]

        here = "WHERE dossier = ? AND version = ?"
        pages = documents(f"pages {here} AND may_hide_entry ORDER BY number")
        yield DoubtfulDossier(
            dossier=dossier,
            version=version,
            municipality=municipality,
            entries=tuple(
                from_json(entry, EntryDocument)
                for entry in documents(
                    f"entry_documents JOIN entries e ON e.id = entry {here} ORDER BY position"
                )
            ),
            mentions=tuple(
                from_json(key, ParcelKey)
                for key in documents(f"parcels {here} AND entry IS NULL ORDER BY rowid")
            ),
            pages=tuple(
                doubtful_page(from_json(zlib.decompress(page), PageDocument)) for page in pages
            ),
        )


def doubtful_page(page: PageDocument) -> DoubtfulPage:
    """Why the page may hide an entry."""
    reasons = {doubt.reason for doubt in page.doubts if doubt.reason in HIDES_ENTRY}
    return DoubtfulPage(number=page.number, reasons=tuple(sorted(reasons)))
