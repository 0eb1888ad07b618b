"""What the tables of the embedded index hold, dossier by dossier, and whether the file is sound.

Each row counts, by what it says and not by the number that it has in the file: two indices of the
same dossiers give the same digests, in whatever order they were filled.
"""

import hashlib
import heapq
import sqlite3
from collections.abc import Iterator
from itertools import groupby
from typing import Any

_ROWS = (  # dossier, version, and all that a search reads of them
    "SELECT d.id, d.version, d.municipality, d.entries, d.pages, d.doubtful_entries,"
    " d.doubtful_pages, l.municipality, l.gemarkungen"
    " FROM dossiers d LEFT JOIN lands l ON l.id = d.land {of} ORDER BY 1, 2",
    "SELECT e.dossier, e.version, e.position, e.municipality, e.is_hidden, e.declared_on,"
    " e.registered_on, e.deleted_on, e.flagged, e.first_parcel, e.street, r.municipality, r.lands,"
    " r.kinds, r.status, r.is_reviewed, d.document, t.words, t.parts FROM entries e"
    " LEFT JOIN traits r ON r.id = e.traits LEFT JOIN entry_documents d ON d.entry = e.id"
    " LEFT JOIN entry_text t ON t.rowid = e.id {of} ORDER BY 1, 2, 3",
    "SELECT e.dossier, e.version, e.position, h.handle FROM handles h"
    " JOIN entries e ON e.id = h.entry {of} ORDER BY 1, 2, 3, 4",
    "SELECT p.dossier, p.version, e.position, p.entry IS NULL, p.place, p.gemarkung, p.is_likely,"
    " p.flur, p.zaehler, p.nenner, p.is_certain, p.is_doubted, p.document, p.municipality"
    " FROM parcels p LEFT JOIN entries e ON e.id = p.entry AND e.dossier = p.dossier"
    " AND e.version = p.version {of} ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13",
    "SELECT p.dossier, p.version, p.number, p.may_hide_entry, p.document, t.words, t.parts"
    " FROM pages p LEFT JOIN page_text t ON t.rowid = p.id {of} ORDER BY 1, 2, 3",
)
_NOBODYS = (  # rows that no dossier leads to; a row of them is one too many
    "SELECT 1 FROM entry_text WHERE rowid NOT IN (SELECT id FROM entries)",
    "SELECT 1 FROM page_text WHERE rowid NOT IN (SELECT id FROM pages)",
    "SELECT 1 FROM entry_documents WHERE entry NOT IN (SELECT id FROM entries)",
    "SELECT 1 FROM handles WHERE entry NOT IN (SELECT id FROM entries)",
    # what a search says it has searched, against what there is
    "SELECT 1 FROM lands l WHERE (l.dossiers, l.entries, l.pages, l.doubtful_entries,"
    " l.doubtful_pages) IS NOT (SELECT count(*), ifnull(sum(entries), 0), ifnull(sum(pages), 0),"
    " ifnull(sum(doubtful_entries), 0), ifnull(sum(doubtful_pages), 0) FROM dossiers"
    " WHERE land = l.id)",
)


def digests(
    connection: sqlite3.Connection, dossier: str | None = None
) -> Iterator[tuple[str, int, str]]:
    """Id, version and SHA-256 of all that is kept of each dossier (or of one), by id and version.

    Also of what only has rows left over: a hash that no dossier gives.
    """
    cursors = []
    for place, statement in enumerate(_ROWS):
        column = "id" if place == 0 else "dossier"
        where = "" if dossier is None else f"WHERE {statement[7]}.{column} = :dossier"
        rows = connection.execute(statement.format(of=where), {"dossier": dossier})
        cursors.append(_numbered(place, rows))
    for (id, version), found in groupby(heapq.merge(*cursors, key=_key), key=_spot):
        content = hashlib.sha256()
        for row in found:
            content.update(repr(row).encode())
        yield id, version, content.hexdigest()


def unsound(connection: sqlite3.Connection) -> str | None:
    """What is wrong with the file as a whole, as SQLite says it; None: nothing."""
    (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if said != "ok":
        return str(said)
    for table in ("entry_text", "page_text"):
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
    if found := connection.execute("PRAGMA foreign_key_check").fetchone():
        return f"foreign key: {found[0]}"
    for statement in _NOBODYS:
        if connection.execute(f"{statement} LIMIT 1").fetchone():
            return statement.partition("FROM ")[2].partition(" ")[0]
    return None


def _numbered(place: int, rows: Iterator[Any]) -> Iterator[tuple[Any, ...]]:
    return ((row[0], row[1], place, *row[2:]) for row in rows)


def _spot(row: tuple[Any, ...]) -> tuple[str, int]:
    return str(row[0]), row[1] if isinstance(row[1], int) else -1


def _key(row: tuple[Any, ...]) -> tuple[str, int, int]:
    return (*_spot(row), row[2])
