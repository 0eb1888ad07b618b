"""The requests that one question to the shared index is made of (pure)."""

from collections.abc import Sequence
from typing import Any

from index.askable import words_asked
from index.clauses import (
    Clause,
    all_of,
    any_of,
    filter_clauses,
    found_clause,
    none_of,
    numbers_clause,
    order_clause,
    parcels_clause,
    words_clause,
)
from index.lexemes import LONG_NAME
from index.lineage import Relation
from index.place import PlaceUnusable, place_of
from index.query import ParcelQuery, Query
from index.scope import NAMED_DOSSIERS
from index.seam import Facet, FacetField, Nearness, Sort
from index.sources import DESCENT, DOSSIER, ENTRY, SHEET, STATE
from index.streets import heads

IN_ORDER = ["dossier", "version", "position"]
SUMS = ("entries", "pages", "doubtful_entries", "doubtful_pages")
MOST_VALUES = 100  # of a facet: the Kreis has fewer Gemarkungen than that
FACETS = {
    FacetField.TOWN: "municipality",
    FacetField.GEMARKUNG: "lands",
    FacetField.KIND: "kinds",
    FacetField.STATUS: "status",
    FacetField.REVIEWED: "is_reviewed",
}
IN_DOUBT = any_of({"range": {f"doubtful_{what}": {"gt": 0}}} for what in ("entries", "pages"))
NEAR = 500  # entries whose streets are looked at; all of one street are alike
ALIKE = {"prefix_length": 1}  # as in index.streets
HIDDEN = {value: {"term": {"is_hidden": value}} for value in (True, False)}

Body = dict[str, Any]


def hits_body(query: Query, *, deleted: bool, sort: Sort, size: int, after: str | None) -> Body:
    """The entries themselves, the best first."""
    wanted = {"bool": {"must": [found_clause(query)], "filter": _narrowed(query, deleted=deleted)}}
    body: Body = {
        "query": wanted,
        "sort": _sort(query, sort),
        "size": size,
        "track_total_hits": False,
    }
    if not after:
        return body
    place = place_of(after)
    if len(place) != len(body["sort"]):  # of another order, or none of ours
        raise PlaceUnusable
    return body | {"search_after": place}


def counted_hits_body(
    query: Query, *, deleted: bool, sort: Sort, size: int, after: str | None, most: int
) -> Body:
    """The same with how many there are and how many more are deleted: all are looked at anyway."""
    body = hits_body(query, deleted=True, sort=sort, size=size, after=after)
    counting = {**body, "track_total_hits": most + 1}
    if deleted:
        return counting
    hidden = {"hidden": {"filter": HIDDEN[True]}}
    return {**counting, "post_filter": HIDDEN[False], "aggs": hidden}


def count_body(query: Query, *, deleted: bool, most: int, facets: bool) -> Body:
    """How many there are, and of what; without the hits, so that the server may keep the answer."""
    found = all_of([found_clause(query), *_narrowed(query, deleted=deleted)])
    each = {f: {"terms": {"field": name, "size": MOST_VALUES}} for f, name in FACETS.items()}
    return _counting(found, most) | ({"aggs": each} if facets else {})


def hidden_body(query: Query, *, most: int) -> Body:
    """How many more are deleted without doubt."""
    narrowed = [*_narrowed(query, deleted=True), HIDDEN[True]]
    return _counting(all_of([found_clause(query), *narrowed]), most)


def left_out_body(query: Query, *, most: int) -> Body:
    """How many more the filters leave out although what decides is in doubt."""
    doubted = {"terms": {"flagged": [field.value for field in query.filters.fields]}}
    through = all_of(filter_clauses(query.filters))
    found = all_of([found_clause(query), _of_type(ENTRY), doubted, none_of(through)])
    return _counting(found, most)


def mentions_body(query: Query, *, size: int) -> Body:
    """Dossiers that merely name one of the parcels on a page."""
    met = parcels_clause("mentions", query.parcels)
    wanted = {"bool": {"must": [met], "filter": [_of_type(DOSSIER)]}}
    return {
        "query": wanted,
        "sort": [{"_score": "desc"}, "dossier", "version"],
        "size": size,
        "track_total_hits": False,
    }


def pages_body(query: Query, area: Clause, *, size: int) -> Body | None:
    """Pages with all the words; without words, pages with the parcel's number; None: neither."""
    asked = words_clause(query.words, query.phrases) or numbers_clause(query)
    if asked is None:
        return None
    return {
        "query": {"bool": {"must": [asked], "filter": [area]}},
        "sort": [{"_score": "desc"}, "dossier", "version", "page"],
        "size": size,
        "track_total_hits": False,
    }


def near_body(query: Query) -> Body:
    """Entries that have a word near one of those asked for, the rarest such words first."""
    near = [
        {"fuzzy": {field: {"value": head, "fuzziness": 1 + (len(head) >= LONG_NAME), **ALIKE}}}
        for head in heads(query.words)
        for field in ("words", "parts")
    ]
    found = {"bool": {"must": [any_of(near)], "filter": _narrowed(query, deleted=True)}}
    return {"query": found, "size": NEAR, "track_total_hits": False}


def scope_body(area: Clause, towns: Sequence[str]) -> Body:
    """How much there is in the area, how much of it is in doubt, and what these towns (AGS) said.

    Without hits, so that the server may keep the answer until something changes.
    """
    first = {"field": "dossier", "size": NAMED_DOSSIERS, "order": {"_key": "asc"}}
    there = all_of([_of_type(DOSSIER), area])
    said = all_of([_of_type(STATE), {"terms": {"town": list(towns)}}])
    most = max(1, len(towns))
    return {
        "query": any_of([there, said]),
        "size": 0,
        "track_total_hits": False,
        "aggs": {
            "dossiers": {
                "filter": _of_type(DOSSIER),
                "aggs": {
                    **{name: {"sum": {"field": name}} for name in SUMS},
                    "doubtful": {"filter": IN_DOUBT, "aggs": {"first": {"terms": first}}},
                },
            },
            "states": {
                "filter": _of_type(STATE),
                "aggs": {"said": {"top_hits": {"size": most, "sort": ["town"]}}},
            },
        },
    }


def sheets_body(gemarkungen: Sequence[str]) -> Body:
    """The sheets that offices have listed of these Gemarkungen."""
    query = all_of([_of_type(SHEET), {"terms": {"gemarkungen": list(gemarkungen)}}])
    return {"query": query, "sort": ["town", "position"]}


def descents_body(parcels: Sequence[ParcelQuery], relation: Relation) -> Body:
    """What offices have listed of the predecessors, or the successors, of these parcels."""
    words = [word for asked in parcels for word in words_asked(asked, Nearness.EXACT)]
    end = all_of([{"term": {"parcels.role": relation}}, {"terms": {"parcels.asked_as": words}}])
    met = {"nested": {"path": "parcels", "query": end}}
    return {"query": all_of([_of_type(DESCENT), met]), "sort": ["town", "position"]}


def versions_body(dossiers: Sequence[str]) -> Body:
    """How many versions there are of each of these dossiers."""
    # A dossier that names land of several towns lies with each of them.
    different = {"different": {"cardinality": {"field": "version"}}}
    each = {"terms": {"field": "dossier", "size": len(dossiers)}, "aggs": different}
    query = all_of([_of_type(DOSSIER), {"terms": {"dossier": list(dossiers)}}])
    return {"query": query, "size": 0, "aggs": {"versions": each}, "track_total_hits": False}


def doubtful_body(area: Clause) -> Body:
    """The dossiers of the area in which a person should look at something."""
    return {"query": all_of([_of_type(DOSSIER), area, IN_DOUBT]), "sort": ["dossier", "version"]}


def entries_body(dossiers: Sequence[str]) -> Body:
    """All entries of these dossiers."""
    query = all_of([_of_type(ENTRY), {"terms": {"dossier": list(dossiers)}}])
    return {"query": query, "sort": IN_ORDER}


def facets_in(answer: Body) -> tuple[Facet, ...]:
    """The facets that ``count_body`` asked for."""
    said = answer.get("aggregations", {})
    return tuple(
        Facet(
            field=field,
            counts=tuple(
                (str(b.get("key_as_string", b["key"])), int(b["doc_count"]))
                for b in said[field]["buckets"]
            ),
        )
        for field in FACETS
        if field in said
    )


def _counting(query: Clause, most: int) -> Body:
    return {"query": query, "size": 0, "track_total_hits": most + 1}


def _narrowed(query: Query, *, deleted: bool) -> list[Clause]:
    shown = [] if deleted else [HIDDEN[False]]
    return [_of_type(ENTRY), *filter_clauses(query.filters), *shown]


def _of_type(type_: str) -> Clause:
    return {"term": {"type": type_}}


def _sort(query: Query, sort: Sort) -> list[Any]:
    match sort:
        case Sort.BEST:
            near = [order_clause("parcels", query.parcels)] if query.parcels else []
            return [{"_score": "desc"}, *near, *IN_ORDER]
        case Sort.PARCEL:
            return ["first_parcel", *IN_ORDER]
        case Sort.NEWEST:
            return [{"registered_on": "desc"}, *IN_ORDER]
        case Sort.OLDEST:
            return ["registered_on", *IN_ORDER]
