"""One search over the tables of the embedded index."""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from functools import cached_property

from index.document import EntryDocument, PageDocument, ParcelKey
from index.fulltext import asked_stems, excerpts, expression, marked
from index.misread import misreadings
from index.narrowing import ORDERS, condition, facets_of, facts_of, left_out_condition, values
from index.nearness import matches_in, met_by
from index.order import mention_order
from index.place import offset, offset_of
from index.query import ParcelQuery, Query
from index.scope import Area, scope
from index.seam import COUNTED, Answer, EntryHit, Mention, PageHit, Sort
from index.stored import from_json

# index.nearness in SQL: the class of a row of ``parcels p``, NULL where it is another parcel.
_LEVEL = """max(
    CASE WHEN :zaehler IS NULL THEN 0
        WHEN p.zaehler = :zaehler THEN
            CASE WHEN p.nenner IS :nenner THEN 0 WHEN p.nenner IS NULL OR :nenner IS NULL THEN 3 END
        WHEN p.is_doubted THEN 2 END,
    CASE WHEN :flur IS NULL OR p.flur = :flur THEN 0 WHEN p.flur IS NULL THEN 1 END,
    CASE WHEN :asked = '[]' THEN 0
        WHEN p.gemarkung IS NULL THEN
            CASE WHEN p.municipality IN (SELECT value FROM json_each(:about)) THEN 1 END
        WHEN p.is_likely THEN 1 ELSE 0 END,
    CASE WHEN p.is_certain THEN 0 ELSE 2 END)"""


class Lookup:
    """One question put to the index."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        query: Query,
        *,
        municipalities: tuple[str, ...] | None,
    ) -> None:
        self._connection = connection
        self._query = query
        self._area = Area.of(connection, query, municipalities=municipalities)
        self._values = {**self._area.values, **values(query.filters)}

    def answer(
        self,
        *,
        deleted: bool,
        pages: bool,
        limit: int,
        sort: Sort = Sort.BEST,
        after: str | None = None,
        facets: bool = False,
    ) -> Answer:
        """What is found; ``limit`` holds for entries, mentions and pages each."""
        deleted = deleted or self._query.filters.asks_deleted
        start = offset_of(after) if after else 0
        most = max(start + limit, COUNTED)
        ids = self._ordered(most + 1, sort)
        facts = facts_of(self._connection, ids) if facets or not deleted else {}
        listed = ids if deleted else [entry for entry in ids if not facts[entry][0]]
        end = start + limit
        return Answer(
            query=self._query,
            entries=tuple(self._hits(listed[start:end])),
            mentions=() if after else tuple(sorted(self._mentions(), key=mention_order)[:limit]),
            pages=tuple(self._page_hits(limit)) if pages and not after else (),
            hidden_deleted=len(ids) - len(listed),
            total=len(listed),
            has_more=len(ids) > most,
            scope=scope(self._connection, self._query, self._area),
            facets=facets_of(self._connection, (facts[e][1] for e in listed)) if facets else (),
            left_out=self._left_out(most) if self._query.filters.fields else 0,
            next=offset(end) if len(listed) > end else None,
        )

    def streets(self) -> tuple[str, ...]:
        """The streets that entries of the area name, each once."""
        # From name to name: to read the street of a million entries takes half a second.
        rows = self._connection.execute(
            "WITH RECURSIVE named (street) AS ("
            "SELECT min(street) FROM entries WHERE street > '' UNION ALL"
            " SELECT (SELECT min(street) FROM entries WHERE street > named.street)"
            " FROM named WHERE named.street IS NOT NULL)"
            " SELECT street FROM named WHERE EXISTS"
            f" (SELECT 1 FROM entries e WHERE e.street = named.street AND {self._through})",
            self._values,
        )
        return tuple(street for (street,) in rows)

    # ----------------------------------------------------------------- entries

    def _ordered(self, most: int, sort: Sort) -> list[int]:
        """Rows of the entries found, in their order; filters are applied."""
        if self._query.parcels:
            best = self._by_parcels()
        elif self._query.asks_all:
            return self._all(most, sort)
        elif sort is not Sort.BEST:
            return self._by_words_in(most, sort)
        else:
            best = self._by_words(most)
        ids = list(dict.fromkeys([*self._by_handle(), *best]))
        if self._query.parcels and (sort is not Sort.BEST or self._query.filters.is_narrow):
            ids = self._narrowed(ids, sort)
        return ids[:most]

    def _by_parcels(self) -> list[int]:
        """Words narrow only where no number is asked."""
        best = self._best()
        if not self._query.asks_numbers:
            return sorted(best, key=best.__getitem__)
        with_words = self._with_words(list(best))
        put_back = {e: (b[0], e not in with_words, *b[1:]) for e, b in best.items()}
        return sorted(put_back, key=put_back.__getitem__)

    def _best(self) -> dict[int, tuple[int, str, str, int, int]]:
        """For each entry met: class and place of the surest parcel, then where it stands."""
        found: dict[int, tuple[int, str, str, int, int]] = {}
        for asked in self._query.parcels:
            rows = self._connection.execute(
                "SELECT entry, min(level || place), dossier, version FROM ("
                f"SELECT p.entry, p.place, p.dossier, p.version, {_LEVEL} AS level FROM parcels p"
                f" WHERE p.entry IS NOT NULL AND {_candidates(asked)} AND {self._of_area}"
                f" AND {self._with_all_words})"
                " WHERE level IS NOT NULL GROUP BY entry",
                self._asked(asked),
            )
            for entry, best, dossier, version in rows:
                row = (int(best[0]), best[1:], dossier, version, entry)
                found[entry] = min(row, found.get(entry, row))
        return found

    @property
    def _of_area(self) -> str:
        """Condition on a row of ``parcels p`` of an entry."""
        if self._area.entries == "TRUE":
            return "TRUE"
        return f"EXISTS (SELECT 1 FROM entries e WHERE e.id = p.entry AND {self._area.entries})"

    @property
    def _with_all_words(self) -> str:
        """Condition on a row of ``parcels p``: of the entries of a Gemarkung few have the words."""
        if self._query.asks_numbers or not self._expression:
            return "TRUE"
        return "+p.entry IN (SELECT rowid FROM entry_text WHERE entry_text MATCH :expression)"

    def _asked(self, asked: ParcelQuery) -> dict[str, object]:
        return {
            **self._values,
            "expression": self._expression,
            "zaehler": asked.zaehler,
            "nenner": asked.nenner,
            "alike": json.dumps(sorted(misreadings(asked.zaehler or 0))),
            "flur": asked.flur,
            "asked": json.dumps(asked.gemarkungen),
            "about": json.dumps(self._area.about(asked.gemarkungen)),
        }

    @cached_property
    def _expression(self) -> str:
        return expression(self._query.words, self._query.phrases)

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
        first = self._rows(self._unranked, expression=self._expression, most=most)
        if len(first) > COUNTED:
            return first
        in_order = f"{self._with_expression} ORDER BY t.rank, {ORDERS[Sort.BEST]}"
        return self._rows(in_order, expression=self._expression)

    @property
    def _unranked(self) -> str:
        """The first entries with the words; where nothing else is asked, the words alone tell."""
        if self._through == "TRUE AND TRUE":
            return "SELECT rowid FROM entry_text WHERE entry_text MATCH :expression LIMIT :most"
        return f"{self._with_expression} LIMIT :most"

    def _by_words_in(self, most: int, sort: Sort) -> list[int]:
        """Entries with the words or called so, in an order that has nothing to do with either."""
        called = self._by_handle()
        found = []
        if self._expression:
            found = self._rows(
                f"{self._with_expression} ORDER BY {ORDERS[sort]} LIMIT :most",
                expression=self._expression,
                most=most,
            )
        return self._narrowed([*called, *found], sort) if called else found

    @property
    def _with_expression(self) -> str:
        return (
            "SELECT e.id FROM entry_text t JOIN entries e ON e.id = t.rowid"
            f" WHERE entry_text MATCH :expression AND {self._through}"
        )

    @property
    def _through(self) -> str:
        """Condition on an entry ``e``: it is of the area, and the filters let it through."""
        return f"{self._area.entries} AND {condition(self._query.filters)}"

    def _by_handle(self) -> list[int]:
        """Entries that are called exactly what was asked: file number, sheet, dossier number."""
        return self._rows(
            "SELECT e.id FROM handles h JOIN entries e ON e.id = h.entry"
            f" WHERE h.handle = :handle AND {self._through} ORDER BY {ORDERS[Sort.BEST]}",
            handle=self._query.handle,
        )

    def _all(self, most: int, sort: Sort) -> list[int]:
        """Every entry that the filters let through."""
        return self._rows(
            f"SELECT e.id FROM entries e WHERE {self._through} ORDER BY {ORDERS[sort]} LIMIT :most",
            most=most,
        )

    def _narrowed(self, ids: Sequence[int], sort: Sort) -> list[int]:
        """Those that the filters let through; in the order asked for, or as they came."""
        through = self._rows(
            "SELECT e.id FROM entries e WHERE e.id IN (SELECT value FROM json_each(:ids))"
            f" AND {self._through} ORDER BY {ORDERS[sort]}",
            ids=json.dumps(ids),
        )
        if sort is not Sort.BEST:
            return through
        kept = set(through)
        return [entry for entry in ids if entry in kept]

    def _left_out(self, most: int) -> int:
        """Entries that filters leave out although what decides is in doubt."""
        left_out = f"{self._area.entries} AND {left_out_condition(self._query.filters)}"
        if self._query.parcels:
            ids = json.dumps(self._by_parcels())
            found = f"e.id IN (SELECT value FROM json_each(:ids)) AND {left_out}"
            return self._count(f"SELECT 1 FROM entries e WHERE {found}", ids=ids, most=most)
        if self._query.asks_all:
            return self._count(f"SELECT 1 FROM entries e WHERE {left_out}", most=most)
        if not self._expression:
            return 0
        return self._count(
            "SELECT 1 FROM entry_text t JOIN entries e ON e.id = t.rowid"
            f" WHERE entry_text MATCH :expression AND {left_out}",
            expression=self._expression,
            most=most,
        )

    def _rows(self, statement: str, **named: object) -> list[int]:
        return [row for (row,) in self._connection.execute(statement, {**self._values, **named})]

    def _count(self, statement: str, *, most: int, **named: object) -> int:
        counted = f"SELECT count(*) FROM ({statement} LIMIT {most + 1})"
        return self._rows(counted, **named)[0]

    def _hits(self, ids: Sequence[int]) -> Iterable[EntryHit]:
        for entry in ids:
            text, versions = self._connection.execute(
                "SELECT document, (SELECT count(*) FROM dossiers d WHERE d.id = e.dossier)"
                " FROM entries e JOIN entry_documents ON entry = e.id WHERE e.id = ?",
                (entry,),
            ).fetchone()
            document = from_json(text, EntryDocument)
            yield EntryHit(
                document=document,
                matches=matches_in(document, self._query),
                versions=versions,
                excerpts=excerpts(document, self._query),
            )

    # ------------------------------------------------------ mentions and pages

    def _mentions(self) -> set[Mention]:
        """Parcels that pages merely name."""
        return {
            Mention(dossier=dossier, version=version, match=match)
            for asked in self._query.parcels
            for dossier, version, municipality, document in self._connection.execute(
                "SELECT p.dossier, p.version, p.municipality, p.document FROM parcels p"
                " JOIN dossiers d ON d.id = p.dossier AND d.version = p.version"
                f" WHERE p.entry IS NULL AND {_candidates(asked)} AND {self._area.dossiers}",
                self._asked(asked),
            )
            if (match := met_by(asked, from_json(document, ParcelKey), municipality=municipality))
        }

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


def _candidates(asked: ParcelQuery) -> str:
    """Condition on ``parcels p`` that its indices answer; the class of a row decides."""
    conditions = ["TRUE"]
    if asked.zaehler is not None:
        conditions.append(
            "(p.zaehler = :zaehler OR (p.is_doubted"
            " AND p.zaehler IN (SELECT value FROM json_each(:alike))))"
        )
    if asked.flur is not None:
        conditions.append("(p.flur = :flur OR p.flur IS NULL)")
    if asked.gemarkungen:
        conditions.append(
            "(p.gemarkung IN (SELECT value FROM json_each(:asked)) OR p.gemarkung IS NULL)"
        )
    return " AND ".join(conditions)
