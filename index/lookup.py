"""One search over the tables of the embedded index."""

import json
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from index.document import EntryDocument, PageDocument, ParcelKey
from index.fulltext import asked_stems, expression, marked
from index.misread import misreadings
from index.nearness import nearness
from index.order import match_order, mention_order
from index.query import ParcelQuery, Query
from index.scope import Area, scope
from index.seam import Answer, EntryHit, Mention, PageHit, ParcelMatch
from index.stored import from_json

# Of frequent words no more hits are ranked and counted: a million would take seconds, and what
# stands in every entry tells none from another.
COUNTED = 10_000


class Lookup:
    """One question put to the index."""

    def __init__(
        self, connection: sqlite3.Connection, query: Query, *, municipality: str | None
    ) -> None:
        self._connection = connection
        self._query = query
        self._area = Area.of(connection, query, municipality=municipality)

    def answer(self, *, deleted: bool, pages: bool, limit: int) -> Answer:
        """What is found; ``limit`` holds for entries, mentions and pages each."""
        most = max(limit, COUNTED)
        ids = self._ordered(most + 1)
        hidden = set() if deleted else self._hidden(ids)
        listed = [entry for entry in ids if entry not in hidden]
        return Answer(
            query=self._query,
            entries=tuple(self._hits(listed[:limit])),
            mentions=tuple(sorted(self._mentions, key=mention_order)[:limit]),
            pages=tuple(self._page_hits(limit)) if pages else (),
            hidden_deleted=len(hidden),
            total=len(listed),
            has_more=len(ids) > most,
            scope=scope(self._connection, self._query, self._area),
        )

    @cached_property
    def _expression(self) -> str:
        return expression(self._query.words, self._query.phrases)

    @cached_property
    def _parcel_hits(self) -> tuple[tuple[str, int, int | None, ParcelMatch], ...]:
        """Dossier, version, entry (None: a page merely names it) and why, for each parcel met."""
        return tuple(
            (dossier, version, entry, ParcelMatch(asked=asked, found=key, nearness=how))
            for asked in self._query.parcels
            for dossier, version, municipality, entry, document in self._candidates(asked)
            for key in (from_json(document, ParcelKey),)
            if (how := nearness(asked, key, municipality=municipality)) is not None
        )

    @cached_property
    def _matches(self) -> dict[int, list[ParcelMatch]]:
        found: dict[int, list[ParcelMatch]] = defaultdict(list)
        for _, _, entry, match in self._parcel_hits:
            if entry is not None and match not in found[entry]:
                found[entry].append(match)
        return {entry: sorted(m, key=lambda one: one.nearness) for entry, m in found.items()}

    @cached_property
    def _spots(self) -> dict[int, tuple[str, int, int]]:
        """Dossier, version and row of each entry met: the order where all else is the same."""
        return {e: (dossier, version, e) for dossier, version, e, _ in self._parcel_hits if e}

    @property
    def _mentions(self) -> set[Mention]:
        return {
            Mention(dossier=dossier, version=version, match=match)
            for dossier, version, entry, match in self._parcel_hits
            if entry is None
        }

    def _candidates(self, asked: ParcelQuery) -> sqlite3.Cursor:
        """Rows that may be the parcel: what a row leaves open does not exclude it."""
        mentioned = f"(p.entry IS NULL AND {self._area.dossiers})"
        conditions = [f"({mentioned} OR {self._area.entries('p.entry')})"]
        if asked.zaehler is not None:
            conditions.append(
                "(p.zaehler = :zaehler OR (p.is_doubted"
                " AND p.zaehler IN (SELECT value FROM json_each(:alike))))"
            )
        if asked.flur is not None:
            conditions.append("(p.flur = :flur OR p.flur IS NULL)")
        if asked.gemarkungen:
            conditions.append(
                "(p.gemarkung IN (SELECT value FROM json_each(:asked)) OR NOT p.is_known)"
            )
        return self._connection.execute(
            "SELECT p.dossier, p.version, d.municipality, p.entry, p.document FROM parcels p"
            " JOIN dossiers d ON d.id = p.dossier AND d.version = p.version"
            f" WHERE {' AND '.join(conditions)}",
            {
                **self._area.values,
                "zaehler": asked.zaehler,
                "alike": json.dumps(sorted(misreadings(asked.zaehler or 0))),
                "flur": asked.flur,
                "asked": json.dumps(asked.gemarkungen),
            },
        )

    def _ordered(self, most: int) -> list[int]:
        """Rows of the entries found, the best first; words narrow only where no number is asked."""
        found = self._by_parcels() if self._query.parcels else self._by_words(most)
        return list(dict.fromkeys([*self._by_handle(), *found]))[:most]

    def _by_parcels(self) -> list[int]:
        with_words = self._with_words(list(self._matches))
        found = sorted(
            self._matches,
            key=lambda entry: (
                *match_order(self._matches[entry][0], is_put_back=entry not in with_words),
                self._spots[entry],
            ),
        )
        if self._query.asks_numbers:
            return found
        return [entry for entry in found if entry in with_words]

    def _with_words(self, ids: Sequence[int]) -> frozenset[int]:
        """Those of the entries that also have the words asked for."""
        if not self._expression:
            return frozenset(ids)
        rows = self._connection.execute(
            "SELECT rowid FROM entry_text WHERE entry_text MATCH :expression"
            " AND +rowid IN (SELECT value FROM json_each(:ids))",  # +: read the hits once, in order
            {"expression": self._expression, "ids": json.dumps(ids)},
        )
        return frozenset(row for (row,) in rows)

    def _by_words(self, most: int) -> list[int]:
        """The best first; where there are more than can be ranked, the first ones indexed."""
        if not self._expression:
            return []
        statement = (
            "SELECT e.id FROM entry_text t JOIN entries e ON e.id = t.rowid"
            " JOIN dossiers d ON d.id = e.dossier AND d.version = e.version"
            f" WHERE entry_text MATCH :expression AND {self._area.entries('e.id')}"
        )
        values = {**self._area.values, "expression": self._expression, "most": most}
        rows = self._connection.execute(f"{statement} LIMIT :most", values).fetchall()
        if len(rows) < most:
            in_order = f"{statement} ORDER BY t.rank, e.dossier, e.version, e.position"
            rows = self._connection.execute(in_order, values).fetchall()
        return [row for (row,) in rows]

    def _by_handle(self) -> list[int]:
        """Entries that are called exactly what was asked: file number, sheet, dossier number."""
        rows = self._connection.execute(
            "SELECT e.id FROM handles h JOIN entries e ON e.id = h.entry"
            " JOIN dossiers d ON d.id = e.dossier AND d.version = e.version"
            f" WHERE h.handle = :handle AND {self._area.entries('e.id')}"
            " ORDER BY e.dossier, e.version, e.position",
            {**self._area.values, "handle": self._query.handle},
        )
        return [row for (row,) in rows]

    def _hidden(self, ids: Sequence[int]) -> set[int]:
        rows = self._connection.execute(
            "SELECT id FROM entries WHERE is_hidden AND id IN (SELECT value FROM json_each(?))",
            (json.dumps(ids),),
        )
        return {row for (row,) in rows}

    def _hits(self, ids: Sequence[int]) -> Iterable[EntryHit]:
        for entry in ids:
            document, versions = self._connection.execute(
                "SELECT e.document, (SELECT count(*) FROM dossiers d WHERE d.id = e.dossier)"
                " FROM entries e WHERE e.id = ?",
                (entry,),
            ).fetchone()
            yield EntryHit(
                document=from_json(document, EntryDocument),
                matches=tuple(self._matches.get(entry, ())),
                versions=versions,
            )

    def _page_hits(self, limit: int) -> Iterable[PageHit]:
        """Pages with all the words; without words, pages with the parcel's number."""
        asked, stems = self._expression, asked_stems(self._query)
        if not asked:
            numbers = [p.number for p in self._query.parcels if p.zaehler is not None]
            asked = " OR ".join(dict.fromkeys(expression([], [n]) for n in numbers))
            stems = frozenset(part for number in numbers for part in number.split("/"))
        if not asked:
            return
        rows = self._connection.execute(
            "SELECT p.document FROM page_text t JOIN pages p ON p.id = t.rowid"
            " JOIN dossiers d ON d.id = p.dossier AND d.version = p.version"
            f" WHERE page_text MATCH :expression AND {self._area.own} AND {self._area.asked}"
            " ORDER BY t.rank, p.dossier, p.version, p.number LIMIT :limit",
            {**self._area.values, "expression": asked, "limit": limit},
        )
        for (document,) in rows.fetchall():
            page = from_json(zlib.decompress(document), PageDocument)
            excerpt, boxes = marked(page, stems)
            yield PageHit(
                dossier=page.dossier,
                version=page.version,
                page=page.number,
                kind=page.kind,
                excerpt=excerpt,
                boxes=boxes,
            )
