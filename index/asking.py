"""One search of the shared index: from the question to the answer, in one round trip or two."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, partial
from typing import Any

from baulast.gazetteer import Municipality, gazetteer
from index.area import area_name, gemarkungen_asked, may_be_about, spellings
from index.bodies import (
    SUMS,
    Body,
    count_body,
    counted_hits_body,
    descents_body,
    doubtful_body,
    entries_body,
    facets_in,
    hidden_body,
    hits_body,
    left_out_body,
    mentions_body,
    near_body,
    pages_body,
    scope_body,
    sheets_body,
    versions_body,
)
from index.clauses import Clause, area_clause
from index.document import EntryDocument, PageDocument
from index.elasticsearch import Server
from index.fulltext import asked_stems, excerpts, marked
from index.lineage import Descent, Lineage, Relation
from index.listed import ListedSheet
from index.nearness import matches_in, met_by
from index.order import mention_order
from index.place import cursor
from index.query import Query
from index.seam import (
    COUNTED,
    Answer,
    DoubtfulDossier,
    EntryHit,
    Mention,
    PageHit,
    Scope,
    Sort,
    TownState,
)
from index.sources import Overview
from index.stored import structured
from index.streets import heads
from index.targets import Targets
from index.towns import Names, town_of

PAGE_SIZE = 1000  # documents of a few kB each: a few MB at once
NOTHING: Body = {"hits": {"hits": [], "total": {"value": 0}}}


class Asking:
    """One question put to the server."""

    def __init__(
        self,
        server: Server,
        names: Names,
        query: Query,
        *,
        municipalities: tuple[str, ...] | None,
        visible: Mapping[str, Sequence[str]],
    ) -> None:
        self._server = server
        self._query = query
        self._municipalities = municipalities
        every = gazetteer().municipalities if municipalities is None else ()
        named = (town_of(name) for name in municipalities or ())
        self._towns = frozenset(town.ags for town in (*every, *named))
        self._targets = Targets.of(visible, names, self._towns)

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
        query, most = self._query, max(limit, COUNTED)
        deleted = deleted or query.filters.asks_deleted
        is_first = after is None
        size = min(limit, PAGE_SIZE)
        # Of frequent words the server need not look at every entry; of parcels it does anyway.
        is_counted = bool(query.parcels) and not facets
        hits_of = partial(counted_hits_body, most=most) if is_counted else hits_body
        bodies = {
            "hits": hits_of(query, deleted=deleted, sort=sort, size=size, after=after),
            "scope": scope_body(self._area, [town.ags for town in self._about]),
        }
        if not is_counted:
            bodies["count"] = count_body(query, deleted=deleted, most=most, facets=facets)
        if not (is_counted or deleted):
            bodies["hidden"] = hidden_body(query, most=most)
        if query.filters.fields:
            bodies["left_out"] = left_out_body(query, most=most)
        if query.parcels and is_first:
            bodies["mentions"] = mentions_body(query, size=size)
        page_body = pages_body(query, self._area, size=size) if pages and is_first else None
        if page_body:
            bodies["pages"] = page_body
        said = self._ask(bodies)
        rest = self._rest(bodies["hits"], said["hits"], limit)
        hits = [*_hits_of(said["hits"]), *rest]
        entries = tuple(self._entries(hits))
        counted = _total(said.get("count", said["hits"]))
        if is_first and len(hits) < limit:  # one that lies with several towns was counted with each
            counted = len(entries)
        return Answer(
            query=query,
            entries=entries,
            mentions=tuple(self._mentions(said.get("mentions", NOTHING), limit)),
            pages=tuple(self._pages(said.get("pages", NOTHING))),
            hidden_deleted=min(_hidden(said), most + 1),
            total=counted,
            scope=self._scope(said["scope"]),
            has_more=counted > most,
            facets=facets_in(said.get("count", NOTHING)),
            left_out=_total(said.get("left_out", NOTHING)),
            next=cursor(hits[-1]["sort"]) if len(hits) == limit else None,
        )

    def streets(self) -> tuple[str, ...]:
        """What entries of the area whose words are near those asked for say of their street."""
        if not heads(self._query.words):
            return ()
        hits = _hits_of(self._ask({"near": near_body(self._query)})["near"])
        found = (hit["_source"]["document"].get("street") for hit in hits)
        return tuple(dict.fromkeys(street for street in found if street))

    def doubtful(self) -> tuple[DoubtfulDossier, ...]:
        """Every dossier of the area in which a person should look at something, by id."""
        found = [hit["_source"] for hit in self._all(doubtful_body(self._area))]
        ids = list(dict.fromkeys(source["dossier"] for source in found))
        entries: dict[tuple[str, int], list[EntryDocument]] = {}
        for start in range(0, len(ids), PAGE_SIZE):
            for hit in self._all(entries_body(ids[start : start + PAGE_SIZE])):
                entry = structured(hit["_source"]["document"], EntryDocument)
                entries.setdefault((entry.dossier, entry.version), []).append(entry)
        return tuple(
            DoubtfulDossier(
                dossier=source["dossier"],
                version=source["version"],
                municipality=source["municipality"],
                entries=tuple(entries.get((source["dossier"], source["version"]), ())),
                mentions=overview.mentions,
                pages=overview.pages,
            )
            for source in found
            for overview in (structured(source["document"], Overview),)
        )

    def sheets(self) -> tuple[ListedSheet, ...]:
        """The sheets that offices have listed of the Gemarkungen that the question names."""
        asked = sorted({key for parcel in self._query.parcels for key in parcel.gemarkungen})
        found = self._all(sheets_body(asked)) if asked else []
        return tuple(structured(hit["_source"]["document"], ListedSheet) for hit in found)

    def lineage(self) -> Lineage:
        """What became of the parcels that the question names, and what they were before."""
        found: dict[Relation, dict[Descent, None]] = {relation: {} for relation in Relation}
        asked = [parcel for parcel in self._query.parcels if parcel.zaehler is not None]
        fronts = dict.fromkeys(Relation, asked)
        while any(fronts.values()):  # until no step leads on
            bodies = {r: descents_body(front, r) for r, front in fronts.items() if front}
            first = self._ask({r: {**body, "size": PAGE_SIZE} for r, body in bodies.items()})
            for relation, body in bodies.items():
                hits = [*_hits_of(first[relation]), *self._rest(body, first[relation])]
                steps = dict.fromkeys(structured(h["_source"]["document"], Descent) for h in hits)
                new = [step for step in steps if step not in found[relation]]
                found[relation] |= dict.fromkeys(new)
                is_back = relation is Relation.PREDECESSOR
                fronts[relation] = [step.old if is_back else step.new for step in new]
            fronts = {relation: fronts[relation] for relation in bodies}
        return Lineage(tuple(dict.fromkeys(d for steps in found.values() for d in steps)))

    # ---------------------------------------------------------------- requests

    def _ask(self, bodies: Mapping[str, Body]) -> dict[str, Body]:
        """The answers by name, all from one request."""
        wanted = {
            name: (self._targets.pages if name == "pages" else self._targets.entries, body)
            for name, body in bodies.items()
        }
        sent = {name: request for name, request in wanted.items() if request[0]}
        answers = self._server.searches(list(sent.values())) if sent else []
        return dict.fromkeys(wanted, NOTHING) | dict(zip(sent, answers, strict=True))

    def _rest(self, body: Body, first: Body, limit: int | None = None) -> list[dict[str, Any]]:
        """The hits behind the first answer's, up to ``limit``; None: all."""
        last = _hits_of(first)
        if len(last) < PAGE_SIZE or (limit is not None and limit <= PAGE_SIZE):
            return []
        more = {name: value for name, value in body.items() if name != "aggs"}
        left = None if limit is None else limit - PAGE_SIZE
        return self._all({**more, "search_after": last[-1]["sort"]}, limit=left)

    def _all(self, body: Body, *, limit: int | None = None) -> list[dict[str, Any]]:
        """The hits of a body with ``sort``, page after page."""
        found: list[dict[str, Any]] = []
        page = {**body, "size": PAGE_SIZE, "track_total_hits": False}
        while limit is None or len(found) < limit:
            hits = _hits_of(self._ask({"hits": page})["hits"])
            found += hits
            if len(hits) < PAGE_SIZE:
                break
            page["search_after"] = hits[-1]["sort"]
        return found[:limit]

    # ----------------------------------------------------------------- answers

    def _entries(self, hits: list[dict[str, Any]]) -> Iterable[EntryHit]:
        documents = [structured(hit["_source"]["document"], EntryDocument) for hit in hits]
        ids = sorted({document.dossier for document in documents})
        versions: dict[str, int] = {}
        if ids:
            said = self._ask({"versions": versions_body(ids)})["versions"]
            buckets = said["aggregations"]["versions"]["buckets"]
            versions = {bucket["key"]: bucket["different"]["value"] for bucket in buckets}
        for document in {one.id: one for one in documents}.values():
            yield EntryHit(
                document=document,
                matches=matches_in(document, self._query),
                versions=versions.get(document.dossier, 1),
                excerpts=excerpts(document, self._query),
            )

    def _mentions(self, answer: Body, limit: int) -> Iterable[Mention]:
        """Parcels that pages merely name."""
        found = {
            Mention(dossier=source["dossier"], version=source["version"], match=match)
            for source in (hit["_source"] for hit in _hits_of(answer))
            for key in structured(source["document"], Overview).mentions
            for asked in self._query.parcels
            if (match := met_by(asked, key, municipality=source["municipality"]))
        }
        return sorted(found, key=mention_order)[:limit]

    def _pages(self, answer: Body) -> Iterable[PageHit]:
        stems = asked_stems(self._query)
        if not stems:  # a parcel's number was asked for
            numbers = [p.number for p in self._query.parcels if p.zaehler is not None]
            stems = frozenset(part for number in numbers for part in number.split("/"))
        for hit in _hits_of(answer):
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

    @cached_property
    def _about(self) -> tuple[Municipality, ...]:
        """Towns that the question may be about."""
        asked = gemarkungen_asked(self._query)
        return tuple(
            town
            for town in gazetteer().municipalities
            if town.ags in self._towns and (not asked or may_be_about(town.name, asked))
        )

    @property
    def _unseen(self) -> tuple[str, ...]:
        """Towns that the question may be about, or whose register may name the land."""
        seen, outdated = self._targets.towns, self._targets.outdated
        about = {town.ags for town in self._about if town.ags not in seen}
        return tuple(t.name for t in gazetteer().municipalities if t.ags in about | outdated)

    def _scope(self, counted: Body) -> Scope:
        aggregations = counted.get("aggregations", {})
        said = aggregations.get("dossiers", {})
        sums = {name: int(said[name]["value"]) if said else 0 for name in SUMS}
        named = said["doubtful"]["first"]["buckets"] if said else []
        states = _hits_of(aggregations["states"]["said"]) if said else []
        registers = tuple(structured(hit["_source"]["document"], TownState) for hit in states)
        told = {state.municipality for state in registers}
        seen = self._targets.towns
        return Scope(
            spellings=spellings(self._query),
            area=area_name(self._query, self._municipalities),
            dossiers=int(said["doc_count"]) if said else 0,
            **sums,
            doubtful_dossiers=tuple(bucket["key"] for bucket in named),
            unseen=self._unseen,
            registers=registers,
            silent=tuple(t.name for t in self._about if t.ags in seen and t.name not in told),
        )


def _hits_of(answer: Body) -> list[dict[str, Any]]:
    hits: list[dict[str, Any]] = answer["hits"]["hits"]
    return hits


def _hidden(said: Mapping[str, Body]) -> int:
    """How many more are deleted, counted with the hits or by themselves."""
    if "hidden" in said:
        return _total(said["hidden"])
    counted = said["hits"].get("aggregations", {"hidden": {"doc_count": 0}})
    return int(counted["hidden"]["doc_count"])


def _total(answer: Body) -> int:
    """As far as it was counted."""
    return int(answer["hits"].get("total", {"value": 0})["value"])
