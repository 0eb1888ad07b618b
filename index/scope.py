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

# Dossiers that the question is about: those that name one of the Gemarkungen, and those of a
# register about that land that name none that could be told.
_AREA = """
WITH area AS (
    SELECT d.id, d.version FROM dossiers d
    WHERE {seen}
    AND (:gemarkungen = '[]' OR EXISTS (
        SELECT 1 FROM gemarkungen g WHERE g.dossier = d.id AND g.version = d.version
        AND (g.gemarkung IN (SELECT value FROM json_each(:gemarkungen))
             OR (g.gemarkung = '' AND d.municipality IN (SELECT value FROM json_each(:open)))))))
"""
_OWN = "d.municipality IN (SELECT value FROM json_each(:municipalities))"
_ABOUT_LAND = "l.gemarkung IN (SELECT value FROM json_each(:land))"
# Those of them in which a person should look at something.
IN_DOUBT = """
(EXISTS (SELECT 1 FROM entries e WHERE e.dossier = a.id AND e.version = a.version
         AND e.is_doubtful)
 OR EXISTS (SELECT 1 FROM pages p WHERE p.dossier = a.id AND p.version = a.version
            AND p.may_hide_entry))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """The dossiers that a question is about, as conditions for SQL."""

    municipalities: tuple[str, ...] | None  # whose registers, as they are stored; None: all
    land: tuple[str, ...]  # keys: what other registers hold about it belongs to the area too
    gemarkungen: tuple[str, ...]  # keys; (): all
    open_municipalities: tuple[str, ...]  # whose untold Gemarkungen may be the ones asked for
    name: str

    @classmethod
    def of(cls, connection: sqlite3.Connection, query: Query, *, municipality: str | None) -> Self:
        stored = [name for (name,) in connection.execute(_MUNICIPALITIES)]
        wanted = fold_name(municipality) if municipality else None
        own = tuple(name for name in stored if fold_name(name) == wanted)
        asked = gemarkungen_asked(query)
        return cls(
            municipalities=own if municipality else None,
            land=land_of(municipality) if municipality else (),
            gemarkungen=asked,
            open_municipalities=tuple(name for name in stored if may_be_about(name, asked)),
            name=area_name(query, municipality),
        )

    @property
    def own(self) -> str:
        """Condition on a dossier ``d``: one of these registers keeps it."""
        return "TRUE" if self.municipalities is None else _OWN

    @property
    def dossiers(self) -> str:
        """Condition on a dossier ``d``: it is theirs, or names land of the town."""
        if self.municipalities is None:
            return "TRUE"
        return (
            f"({_OWN} OR EXISTS (SELECT 1 FROM gemarkungen l"
            f" WHERE l.dossier = d.id AND l.version = d.version AND {_ABOUT_LAND}))"
        )

    def entries(self, entry: str) -> str:
        """Condition on an ``entry`` of a dossier ``d``: it is theirs, or names that land."""
        if self.municipalities is None:
            return "TRUE"
        about = f"SELECT 1 FROM parcels l WHERE l.entry = {entry} AND {_ABOUT_LAND}"
        return f"({_OWN} OR EXISTS ({about}))"

    @property
    def sql(self) -> str:
        """The table ``area`` of the dossiers, for a query to go on from."""
        return _AREA.format(seen=self.dossiers)

    @property
    def values(self) -> dict[str, str]:
        """The named values of all these conditions."""
        return {
            "municipalities": json.dumps(self.municipalities),
            "land": json.dumps(self.land),
            "gemarkungen": json.dumps(self.gemarkungen),
            "open": json.dumps(self.open_municipalities),
        }


_MUNICIPALITIES = "SELECT DISTINCT municipality FROM dossiers"


def scope(connection: sqlite3.Connection, query: Query, area: Area) -> Scope:
    """What was searched, and what of it is in doubt."""

    def count(table: str, condition: str = "1") -> int:
        statement = (
            f"{area.sql} SELECT count(*) FROM {table} t JOIN area a"
            f" ON a.id = t.dossier AND a.version = t.version WHERE {condition}"
        )
        return int(connection.execute(statement, area.values).fetchone()[0])

    dossiers = connection.execute(f"{area.sql} SELECT count(*) FROM area", area.values).fetchone()[
        0
    ]
    doubtful = connection.execute(
        f"{area.sql} SELECT DISTINCT a.id FROM area a WHERE {IN_DOUBT}"
        f" ORDER BY a.id LIMIT {NAMED_DOSSIERS}",
        area.values,
    )
    return Scope(
        spellings=spellings(query),
        area=area.name,
        dossiers=int(dossiers),
        entries=count("entries"),
        pages=count("pages"),
        doubtful_entries=count("entries", "t.is_doubtful"),
        doubtful_pages=count("pages", "t.may_hide_entry"),
        doubtful_dossiers=tuple(name for (name,) in doubtful),
    )


def doubtful(connection: sqlite3.Connection, area: Area) -> Iterable[DoubtfulDossier]:
    """The dossiers of the area with something in doubt, by id."""
    rows = connection.execute(
        f"{area.sql} SELECT a.id, a.version, d.municipality FROM area a"
        " JOIN dossiers d ON d.id = a.id AND d.version = a.version"
        f" WHERE {IN_DOUBT} ORDER BY a.id, a.version",
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
                for entry in documents(f"entries {here} ORDER BY position")
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
