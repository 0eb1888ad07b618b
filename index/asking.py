"""One search of the shared index: from the question to the answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from baulast.gazetteer import Municipality, gazetteer
from index.area import area_name, gemarkungen_asked, may_be_about, spellings
from index.clauses import (
    Clause,
    Land,
    all_of,
    any_of,
    area_clause,
    graded_clause,
    none_of,
    numbers_clause,
    order_clause,
    parcel_clause,
    words_clause,
)
from index.document import EntryDocument, PageDocument, ParcelKey
from index.elasticsearch import Server
from index.fulltext import asked_stems, marked
from index.nearness import is_like, nearness
from index.order import match_order, mention_order
from index.query import Query
from index.scope import NAMED_DOSSIERS
from index.seam import (
    Answer,
    DoubtfulDossier,
    EntryHit,
    Mention,
    PageHit,
    ParcelMatch,
    Scope,
    TownState,
)
from index.sources import DOSSIER, ENTRY, STATE, Overview
from index.stored import structured
from index.towns import ENTRIES, PAGES, Names, town_of

PAGE_SIZE = 1000  # documents of a few kB each: a few MB at once
IN_ORDER = ["dossier", "version", "position"]
BY_WORDS, BY_BASE = "words", "base"  # names of clauses, told with each hit that meets them


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """An entry as it came back."""

    document: EntryDocument
    matches: tuple[ParcelMatch, ...]
    met: frozenset[str]  # names of the clauses that it meets

    @property
    def spot(self) -> tuple[str, int, int]:
        return (self.document.dossier, self.document.version, self.document.position)


class Asking:
    """One question put to the server."""

    def __init__(
        self, server: Server, names: Names, query: Query, *, municipality: str | None
    ) -> None:
        self._server = server
        self._names = names
        self._query = query
        self._municipality = municipality
        self._ags = town_of(municipality).ags if municipality else None

    def answer(self, *, deleted: bool, pages: bool, limit: int) -> Answer:
        """What is found; ``limit`` holds for entries, mentions and pages each."""
        called = self._called()
        found, total, hidden = self._listed(limit, deleted=deleted)
        own = [one for one in called if BY_BASE not in one.met]
        shown = [one for one in called if deleted or not one.document.is_hidden]
        listed = {one.spot: one for one in (*shown, *found)}
        hidden += 0 if deleted else sum(one.document.is_hidden for one in own)
        total += sum(deleted or not one.document.is_hidden for one in own)
        return Answer(
            query=self._query,
            entries=tuple(self._hits(list(listed.values())[:limit])),
            mentions=tuple(self._mentions(limit)),
            pages=tuple(self._page_hits(limit)) if pages else (),
            hidden_deleted=hidden,
            total=total,
            scope=self._scope(),
        )

    def doubtful(self) -> tuple[DoubtfulDossier, ...]:
        """Every dossier of the area in which a person should look at something, by id."""
        query = self._of_type(DOSSIER, self._area, _IN_DOUBT)
        hits = self._all_hits({"query": query, "sort": ["dossier", "version"]})
        return tuple(self._in_doubt(hit["_source"]) for hit in hits)

    def _in_doubt(self, source: dict[str, Any]) -> DoubtfulDossier:
        overview = structured(source["document"], Overview)
        spot = [{"term": {name: source[name]}} for name in ("dossier", "version")]
        entries = self._all_hits({"query": self._of_type(ENTRY, *spot), "sort": IN_ORDER})
        return DoubtfulDossier(
            dossier=source["dossier"],
            version=source["version"],
            municipality=source["municipality"],
            entries=tuple(structured(e["_source"]["document"], EntryDocument) for e in entries),
            mentions=overview.mentions,
            pages=overview.pages,
        )

    # ------------------------------------------------------------ where to look

    @cached_property
    def _targets(self) -> tuple[str, ...]:
        """The aliases of entries that this user may see."""
        if self._ags:
            return tuple(self._server.aliases(self._names.town(self._ags, ENTRIES)))
        return tuple(self._server.aliases([self._names.every(ENTRIES)]))

    @cached_property
    def _towns(self) -> tuple[str, ...]:
        """AGS of the towns whose own register can be looked into."""
        own = {
            self._names.alias(town.ags, ENTRIES): town.ags for town in gazetteer().municipalities
        }
        return tuple(own[alias] for alias in self._targets if alias in own)

    @cached_property
    def _once(self) -> Clause:
        """A copy for another town is left out where the original is seen."""
        seen = all_of([{"term": {"is_copy": True}}, {"terms": {"town": list(self._towns)}}])
        return none_of(seen)

    def _of_type(self, type_: str, *clauses: Clause) -> Clause:
        return all_of([{"term": {"type": type_}}, self._once, *clauses])

    def _search(self, body: dict[str, Any]) -> dict[str, Any]:
        if not self._targets:
            return {"hits": {"hits": [], "total": {"value": 0}}}
        (answer,) = self._server.searches([(",".join(self._targets), body)])
        return answer

    def _all_hits(self, body: dict[str, Any], *, limit: int | None = None) -> list[dict[str, Any]]:
        """The hits of a body with ``sort``, page after page."""
        found: list[dict[str, Any]] = []
        page = {**body, "size": PAGE_SIZE, "track_total_hits": False}
        while limit is None or len(found) < limit:
            hits = self._search(page)["hits"]["hits"]
            found += hits
            if len(hits) < PAGE_SIZE:
                break
            page["search_after"] = hits[-1]["sort"]
        return found[:limit]

    # ------------------------------------------------------------------ entries

    @cached_property
    def _by_words(self) -> Clause | None:
        return words_clause(self._query.words, self._query.phrases)

    @cached_property
    def _base(self) -> Clause | None:
        """What an entry must meet to be found by parcels or words; it also gives the score."""
        parcels = self._query.parcels
        if not parcels:
            return self._by_words
        if self._query.asks_numbers:
            return any_of(parcel_clause("parcels", parcel) for parcel in parcels)
        (area,) = parcels
        graded = graded_clause("parcels", area, self._entry_land)
        narrowed = [self._by_words] if self._by_words else []
        return {"bool": {"must": [graded], "filter": narrowed}}

    def _called(self) -> list[_Found]:
        """Entries that are called exactly what was asked: file number, sheet, dossier number."""
        meets = {"bool": {"should": [{**_named(self._base, BY_BASE)}]}} if self._base else None
        body = {
            "query": {
                "bool": {
                    "filter": [self._of_type(ENTRY, {"term": {"handles": self._query.handle}})],
                    "should": [meets] if meets else [],
                }
            },
            "sort": IN_ORDER,
        }
        return [self._found(hit) for hit in self._all_hits(body)]

    def _listed(self, limit: int, *, deleted: bool) -> tuple[list[_Found], int, int]:
        """The best entries, how many there are, and how many more are deleted."""
        if self._base is None:
            return [], 0, 0
        if self._query.asks_numbers:
            return self._by_number(deleted=deleted)
        wanted = {
            "bool": {
                "must": [self._base],
                "filter": [self._of_type(ENTRY), *([] if deleted else [_HIDDEN[False]])],
            }
        }
        hits = self._all_hits({"query": wanted, "sort": self._sort()}, limit=limit)
        found = [self._found(hit) for hit in hits]
        hidden = (
            0 if deleted else self._count(all_of([self._of_type(ENTRY, self._base), _HIDDEN[True]]))
        )
        return found, self._count(wanted), hidden

    def _by_number(self, *, deleted: bool) -> tuple[list[_Found], int, int]:
        """Entries of the parcels asked for; words only put them in order."""
        assert self._base is not None  # asked for by number
        also = [_named(self._by_words, BY_WORDS)] if self._by_words else []
        body = {
            "query": {"bool": {"filter": [self._of_type(ENTRY, self._base)], "should": also}},
            "sort": IN_ORDER,
        }
        met = {one.spot: one for hit in self._all_hits(body) if (one := self._found(hit)).matches}
        shown = [one for one in met.values() if deleted or not one.document.is_hidden]
        shown.sort(
            key=lambda one: (*match_order(one.matches[0], is_put_back=self._lacks(one)), one.spot)
        )
        return shown, len(shown), len(met) - len(shown)

    def _lacks(self, found: _Found) -> bool:
        return self._by_words is not None and BY_WORDS not in found.met

    def _sort(self) -> list[Any]:
        best: list[Any] = [{"_score": "desc"}]
        for area in self._query.parcels:
            best.append(order_clause("parcels", area, self._entry_land))
        return [*best, *IN_ORDER]

    def _count(self, query: Clause) -> int:
        answer = self._search({"query": query, "size": 0, "track_total_hits": True})
        return int(answer["hits"]["total"]["value"])

    def _found(self, hit: dict[str, Any]) -> _Found:
        document = structured(hit["_source"]["document"], EntryDocument)
        matches = dict.fromkeys(
            match for key in document.parcels for match in self._matches(key, document.municipality)
        )
        return _Found(
            document=document,
            matches=tuple(sorted(matches, key=lambda match: match.nearness)),
            met=frozenset(hit.get("matched_queries", ())),
        )

    def _matches(self, key: ParcelKey, municipality: str) -> Iterable[ParcelMatch]:
        for asked in self._query.parcels:
            how = nearness(asked, key, municipality=municipality)
            if how is not None:
                yield ParcelMatch(asked=asked, found=key, nearness=how)

    def _hits(self, found: list[_Found]) -> Iterable[EntryHit]:
        ids = sorted({one.document.dossier for one in found})
        if not ids:
            return
        each = {"terms": {"field": "dossier", "size": len(ids)}}
        query = self._of_type(DOSSIER, {"terms": {"dossier": ids}})
        answer = self._search({"query": query, "size": 0, "aggs": {"versions": each}})
        buckets = answer["aggregations"]["versions"]["buckets"]
        versions = {bucket["key"]: bucket["doc_count"] for bucket in buckets}
        for one in found:
            yield EntryHit(
                document=one.document,
                matches=one.matches,
                versions=versions.get(one.document.dossier, 1),
            )

    # ------------------------------------------- garbled names, mentions, pages

    @cached_property
    def _entry_land(self) -> Land:
        return self._land("parcels")

    def _land(self, path: str) -> Land:
        """Where parcels may lie that name no Gemarkung, or a garbled one."""
        (asked,) = self._query.parcels
        towns = gazetteer().municipalities
        return Land(
            towns=tuple(t.ags for t in towns if may_be_about(t.name, asked.gemarkungen)),
            names=tuple(name for name in self._garbled(path) if is_like(name, asked)),
        )

    def _garbled(self, path: str) -> Iterable[str]:
        """Names of Gemarkungen in the index that are none of the gazetteer."""
        (asked,) = self._query.parcels
        if not asked.gemarkungen:
            return ()
        field = f"{path}.unknown"
        each = {"terms": {"field": field, "size": 10_000}}
        body = {"size": 0, "aggs": {"all": {"nested": {"path": path}, "aggs": {"names": each}}}}
        answer = self._search(body)
        if "aggregations" not in answer:
            return ()
        return [bucket["key"] for bucket in answer["aggregations"]["all"]["names"]["buckets"]]

    def _mentions(self, limit: int) -> Iterable[Mention]:
        """Parcels that pages merely name."""
        parcels = self._query.parcels
        if not parcels:
            return ()
        if self._query.asks_numbers:
            query = self._of_type(DOSSIER, any_of(parcel_clause("mentions", p) for p in parcels))
            hits = self._all_hits({"query": query, "sort": ["dossier", "version"]})
        else:
            graded = graded_clause("mentions", parcels[0], self._land("mentions"))
            query = {"bool": {"must": [graded], "filter": [self._of_type(DOSSIER)]}}
            sort = [{"_score": "desc"}, "dossier", "version"]
            hits = self._all_hits({"query": query, "sort": sort}, limit=limit)
        found = {
            Mention(dossier=source["dossier"], version=source["version"], match=match)
            for source in (hit["_source"] for hit in hits)
            for key in structured(source["document"], Overview).mentions
            for match in self._matches(key, source["municipality"])
        }
        return sorted(found, key=mention_order)[:limit]

    def _page_hits(self, limit: int) -> Iterable[PageHit]:
        """Pages with all the words; without words, pages with the parcel's number."""
        asked, stems = self._by_words, asked_stems(self._query)
        if asked is None:
            asked = numbers_clause(self._query)
            numbers = [p.number for p in self._query.parcels if p.zaehler is not None]
            stems = frozenset(part for number in numbers for part in number.split("/"))
        if asked is None:
            return
        kind = [self._names.alias(self._ags, PAGES)] if self._ags else [self._names.every(PAGES)]
        body = {
            "query": {"bool": {"must": [asked], "filter": [self._area]}},
            "sort": [{"_score": "desc"}, "dossier", "version", "page"],
            "size": min(limit, PAGE_SIZE),
        }
        (answer,) = self._server.searches([(",".join(kind), body)])
        for hit in answer["hits"]["hits"]:
            page = structured(hit["_source"]["document"], PageDocument)
            excerpt, boxes = marked(page, stems)
            yield PageHit(
                dossier=page.dossier,
                version=page.version,
                page=page.number,
                kind=page.kind,
                excerpt=excerpt,
                boxes=boxes,
            )

    # -------------------------------------------------------- how far it reaches

    @cached_property
    def _area(self) -> Clause:
        asked = gemarkungen_asked(self._query)
        towns = gazetteer().municipalities
        return area_clause(asked, [t.ags for t in towns if may_be_about(t.name, asked)])

    def _scope(self) -> Scope:
        sums = ("entries", "pages", "doubtful_entries", "doubtful_pages")
        first = {"field": "dossier", "size": NAMED_DOSSIERS, "order": {"_key": "asc"}}
        body = {
            "query": self._of_type(DOSSIER, self._area),
            "size": 0,
            "track_total_hits": True,
            "aggs": {
                **{name: {"sum": {"field": name}} for name in sums},
                "doubtful": {"filter": _IN_DOUBT, "aggs": {"first": {"terms": first}}},
            },
        }
        answer = self._search(body)
        registers = self._registers()
        said = answer.get("aggregations", {})
        counted = {name: int(said[name]["value"]) if said else 0 for name in sums}
        named = said["doubtful"]["first"]["buckets"] if said else []
        return Scope(
            spellings=spellings(self._query),
            area=area_name(self._query, self._municipality),
            dossiers=int(answer["hits"]["total"]["value"]),
            **counted,
            doubtful_dossiers=tuple(bucket["key"] for bucket in named),
            unseen=tuple(town.name for town in self._about if town.ags not in self._towns),
            registers=registers,
            silent=tuple(
                town.name
                for town in self._about
                if town.ags in self._towns and town.name not in {s.municipality for s in registers}
            ),
        )

    def _registers(self) -> tuple[TownState, ...]:
        """What the towns of the area said of their registers, as far as one may see them."""
        towns = [town.ags for town in self._about]
        query = all_of([{"term": {"type": STATE}}, {"terms": {"town": towns}}])
        hits = self._search({"query": query, "size": len(towns), "sort": ["town"]})["hits"]["hits"]
        return tuple(structured(hit["_source"]["document"], TownState) for hit in hits)

    @cached_property
    def _about(self) -> tuple[Municipality, ...]:
        """Towns that the question may be about."""
        asked = gemarkungen_asked(self._query)
        return tuple(
            town
            for town in gazetteer().municipalities
            if self._ags in (None, town.ags) and (not asked or may_be_about(town.name, asked))
        )


_IN_DOUBT = any_of({"range": {f"doubtful_{what}": {"gt": 0}}} for what in ("entries", "pages"))
_HIDDEN = {value: {"term": {"is_hidden": value}} for value in (True, False)}


def _named(clause: Clause, name: str) -> Clause:
    """The clause under a name that hits tell when they meet it."""
    return {"bool": {"must": [clause], "_name": name}}
