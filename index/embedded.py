"""The default index: one SQLite file with full-text search, for one machine."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from baulast.gazetteer import gazetteer
from baulast.model import Dossier
from index.cadastre import flur_key, gemarkung_keys
from index.document import Documents, EntryDocument, PageDocument, ParcelKey, documents
from index.entry_text import is_doubtful, searchable_text
from index.german import terms
from index.lookup import Lookup
from index.nearness import likely_keys
from index.order import order_key
from index.query import Query, handle
from index.schema import connect, transaction, translated
from index.scope import Area, doubtful
from index.seam import Answer, Counts, DoubtfulDossier, Sort
from index.soundness import digests, unsound
from index.stored import to_json
from index.streets import street_name, with_streets

INDEX_FILE = "index.sqlite"  # its name in a home

# Rows that point to others before those.
_TABLES = (
    "entry_text",
    "page_text",
    "handles",
    "parcels",
    "entry_documents",
    "entries",
    "traits",
    "pages",
    "dossiers",
    "lands",
)


class EmbeddedIndex:
    """Entries and pages in one file; many may search while one writes (WAL)."""

    def __init__(self, path: Path, *, replace_unusable: bool = False) -> None:
        """Opens the file; ``replace_unusable`` starts an empty one where it cannot be read."""
        self._path = path
        self._connection = connect(path, replace_unusable=replace_unusable)

    def put(self, dossier: Dossier) -> None:
        """Index this version of a dossier in place of what was known of it, whole or not at all."""
        found = documents(dossier)
        with transaction(self._connection, self._path):
            self._forget(found.dossier, found.version)
            self._insert(found)

    def remove(self, dossier_id: str, version: int | None = None) -> None:
        """Forget a version of a dossier, or all of them; what is not there is no error."""
        with transaction(self._connection, self._path):
            rows = self._connection.execute(
                "SELECT version FROM dossiers WHERE id = ?", (dossier_id,)
            ).fetchall()
            for known in [one for (one,) in rows] if version is None else [version]:
                self._forget(dossier_id, known)

    def rebuild(self, dossiers: Iterable[Dossier]) -> None:
        """Put these dossiers in place of everything; searches see the old state until the end."""
        with transaction(self._connection, self._path):
            for table in _TABLES:
                self._connection.execute(f"DELETE FROM {table}")
            for dossier in dossiers:
                found = documents(dossier)
                self._forget(found.dossier, found.version)
                self._insert(found)

    def search(
        self,
        query: Query,
        *,
        municipalities: tuple[str, ...] | None = None,
        deleted: bool = False,
        pages: bool = False,
        limit: int = 100,
        sort: Sort = Sort.BEST,
        after: str | None = None,
        facets: bool = False,
    ) -> Answer:
        """What is found; deleted entries and page texts (with names) only when asked for."""
        with translated(self._path):
            lookup = partial(Lookup, self._connection, municipalities=municipalities)
            return with_streets(
                query,
                lambda asked: lookup(asked).answer(
                    deleted=deleted, pages=pages, limit=limit, sort=sort, after=after, facets=facets
                ),
                lambda asked: lookup(asked).streets(),
            )

    def doubtful(self, query: Query) -> tuple[DoubtfulDossier, ...]:
        """Every dossier in the area of ``Scope`` that has a doubtful entry or page, by id."""
        with translated(self._path):
            area = Area.of(self._connection, query, municipalities=None)
            return tuple(doubtful(self._connection, area))

    def counts(self) -> Counts:
        """How much is indexed."""
        with translated(self._path):
            numbers = [
                self._connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                for table in ("dossiers", "entries", "pages")
            ]
        return Counts(dossiers=numbers[0], entries=numbers[1], pages=numbers[2])

    def digest(self) -> str:
        """SHA-256 of the content: the same for the same dossiers, in whatever order they came."""
        content = hashlib.sha256()
        for one in self.digests():
            content.update(repr(one).encode())
        return content.hexdigest()

    def digests(self, dossier: str | None = None) -> Iterator[tuple[str, int, str]]:
        """Id, version and SHA-256 of all that is kept of each dossier, or of one."""
        with translated(self._path):
            yield from digests(self._connection, dossier)

    def unsound(self) -> str | None:
        """What is wrong with the file, whatever stands in it; None: nothing."""
        with translated(self._path):
            return unsound(self._connection)

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _forget(self, dossier: str, version: int) -> None:
        spot = (dossier, version)
        run = self._connection.execute
        for text, table in (("entry_text", "entries"), ("page_text", "pages")):
            run(
                f"DELETE FROM {text} WHERE rowid IN"
                f" (SELECT id FROM {table} WHERE dossier = ? AND version = ?)",
                spot,
            )
        for table in ("parcels", "entries", "pages"):
            run(f"DELETE FROM {table} WHERE dossier = ? AND version = ?", spot)
        run("DELETE FROM dossiers WHERE id = ? AND version = ?", spot)

    def _insert(self, found: Documents) -> None:
        spot = (found.dossier, found.version)
        self._connection.execute(
            "INSERT INTO dossiers VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *spot,
                found.municipality,
                self._land(found),
                len(found.entries),
                len(found.pages),
                sum(map(is_doubtful, found.entries)),
                sum(page.may_hide_entry for page in found.pages),
            ),
        )
        for entry in found.entries:
            self._insert_entry(entry)
        for key in found.mentions:
            self._insert_parcel(spot, found.municipality, None, key)
        for page in found.pages:
            self._insert_page(page)

    def _land(self, found: Documents) -> int:
        """The row of the dossier's register and Gemarkungen, made where there is none."""
        land = (found.municipality, json.dumps(found.gemarkungen))
        run = self._connection.execute
        run("INSERT OR IGNORE INTO lands (municipality, gemarkungen) VALUES (?, ?)", land)
        rows = run("SELECT id FROM lands WHERE municipality = ? AND gemarkungen = ?", land)
        return int(rows.fetchone()[0])

    def _traits(self, entry: EntryDocument) -> int:
        """The row of what the entry is counted by, made where there is none."""
        lands, kinds = json.dumps(entry.lands, ensure_ascii=False), json.dumps(entry.kinds)
        traits = (entry.municipality, lands, kinds, entry.status, entry.is_reviewed)
        names = ("municipality", "lands", "kinds", "status", "is_reviewed")
        run = self._connection.execute
        run(f"INSERT OR IGNORE INTO traits ({', '.join(names)}) VALUES (?, ?, ?, ?, ?)", traits)
        where = " AND ".join(f"{name} = ?" for name in names)
        return int(run(f"SELECT id FROM traits WHERE {where}", traits).fetchone()[0])

    def _insert_entry(self, entry: EntryDocument) -> None:
        spot = (entry.dossier, entry.version)
        row = self._connection.execute(
            "INSERT INTO entries (dossier, version, position, municipality, is_hidden, traits,"
            " declared_on, registered_on, deleted_on, flagged, first_parcel, street)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *spot,
                entry.position,
                entry.municipality,
                entry.is_hidden,
                self._traits(entry),
                *(d and d.isoformat() for d in (entry.declared_on, entry.registered_on)),
                entry.deleted_on and entry.deleted_on.isoformat(),
                json.dumps(entry.flagged),
                order_key(entry.parcels[0].parcel) if entry.parcels else None,
                street_name(entry.street) if entry.street else None,
            ),
        ).lastrowid
        self._connection.execute("INSERT INTO entry_documents VALUES (?, ?)", (row, to_json(entry)))
        self._insert_text("entry_text", row, searchable_text(entry))
        for name in {handle(n) for n in (entry.reference, entry.sheet, entry.number) if n}:
            self._connection.execute("INSERT INTO handles VALUES (?, ?)", (name, row))
        for key in entry.parcels:
            self._insert_parcel(spot, entry.municipality, row, key)

    def _insert_parcel(
        self, spot: tuple[str, int], municipality: str, entry: int | None, key: ParcelKey
    ) -> None:
        """A row for each Gemarkung that the name may mean."""
        parcel = key.parcel
        name = parcel.gemarkung
        keys = [(one, False) for one in (gemarkung_keys(name) if name else (None,))]
        if name and not gazetteer().named(name):
            keys += [(one, True) for one in likely_keys(name)]
        flur = flur_key(parcel.flur) if parcel.flur else None
        numbers = (flur, parcel.zaehler, parcel.nenner, key.is_certain, key.is_doubted)
        document = to_json(key) if entry is None else None
        self._connection.executemany(
            "INSERT INTO parcels VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (*spot, municipality, entry, one, is_likely, *numbers, order_key(parcel), document)
                for one, is_likely in keys
            ],
        )

    def _insert_page(self, page: PageDocument) -> None:
        row = self._connection.execute(
            "INSERT INTO pages (dossier, version, number, may_hide_entry, document)"
            " VALUES (?, ?, ?, ?, ?)",
            (
                page.dossier,
                page.version,
                page.number,
                page.may_hide_entry,
                zlib.compress(to_json(page).encode()),
            ),
        ).lastrowid
        self._insert_text("page_text", row, page.text)

    def _insert_text(self, table: str, row: int | None, text: str) -> None:
        found = terms(text)
        self._connection.execute(
            f"INSERT INTO {table} (rowid, words, parts) VALUES (?, ?, ?)",
            (row, " ".join(found.words), " ".join(found.parts)),
        )
