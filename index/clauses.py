"""What a person asks -> Elasticsearch's query language (pure). What is typed is never a command."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from baulast.gazetteer import gazetteer
from index.area import may_be_about
from index.filters import Days, Filters
from index.fulltext import PhraseTerm, WordTerm, text_terms
from index.misread import misreadings
from index.query import ParcelQuery, Query
from index.seam import Nearness
from index.towns import town_of

Clause = dict[str, Any]

# What a hit scores: being called what was asked goes before everything, each class of a parcel's
# nearness before the words beside it.
CALLED, EACH_CLASS, WORDS_BESIDE = 1000.0, 2.0, 1.0


def all_of(clauses: Iterable[Clause]) -> Clause:
    return {"bool": {"filter": list(clauses)}}


def any_of(clauses: Iterable[Clause]) -> Clause:
    return {"bool": {"should": list(clauses), "minimum_should_match": 1}}


def none_of(*clauses: Clause) -> Clause:
    return {"bool": {"must_not": list(clauses)}}


def found_clause(query: Query) -> Clause:
    """Entries that the question finds; the score puts them in order."""
    found = [clause for clause in (_called(query), _meant(query)) if clause]
    return any_of(found) if found else none_of({"match_all": {}})


def parcels_clause(path: str, parcels: Sequence[ParcelQuery]) -> Clause:
    """Documents with one of the parcels; the score tells the class of the surest."""
    return {"dis_max": {"queries": [way for asked in parcels for way in _ways(path, asked)]}}


def words_clause(words: Iterable[str], phrases: Iterable[str]) -> Clause | None:
    """All words and phrases must be met; None where there are none."""
    met = [_term(term) for term in text_terms(words, phrases)]
    return {"bool": {"must": met}} if met else None


def order_clause(path: str, parcels: Sequence[ParcelQuery]) -> Clause:
    """Sorts by Gemarkung, Flur and number of the parcels that were asked for."""
    wanted = any_of(
        all_of(conditions)
        for asked in parcels
        for conditions in (
            _conditions(Nearness.SAME_ZAEHLER, path, asked),
            _nameless(Nearness.SAME_ZAEHLER, path, asked),
        )
    )
    return {f"{path}.order": {"order": "asc", "nested": {"path": path, "filter": wanted}}}


def area_clause(gemarkungen: Sequence[str], open_towns: Sequence[str]) -> Clause:
    """Dossiers that name one of the Gemarkungen, or may be about it; () for all."""
    if not gemarkungen:
        return {"match_all": {}}
    untold = all_of([{"term": {"gemarkungen": ""}}, {"terms": {"town": list(open_towns)}}])
    return any_of([{"terms": {"gemarkungen": list(gemarkungen)}}, untold])


def numbers_clause(query: Query) -> Clause | None:
    """Pages on which a parcel's number stands."""
    numbers = [parcel.number for parcel in query.parcels if parcel.zaehler is not None]
    met = [clause for n in dict.fromkeys(numbers) if (clause := words_clause([], [n]))]
    return any_of(met) if met else None


def filter_clauses(filters: Filters) -> list[Clause]:
    """What an entry must be; [] where anything will do."""
    towns = [town_of(name).ags for name in filters.towns]
    given = (
        (towns, {"terms": {"town": towns}}),
        (filters.gemarkungen, {"terms": {"lands": list(filters.gemarkungen)}}),
        (filters.kinds, {"terms": {"kinds": list(filters.kinds)}}),
        (filters.statuses, {"terms": {"status": list(filters.statuses)}}),
        (filters.declared, _between("declared_on", filters.declared)),
        (filters.registered, _between("registered_on", filters.registered)),
        (filters.deleted, _between("deleted_on", filters.deleted)),
        (filters.reviewed is not None, {"term": {"is_reviewed": filters.reviewed}}),
    )
    return [clause for value, clause in given if value]


def _called(query: Query) -> Clause | None:
    """Entries called exactly what was asked: file number, sheet, dossier number."""
    return _scored({"term": {"handles": query.handle}}, CALLED) if query.handle else None


def _meant(query: Query) -> Clause | None:
    words = words_clause(query.words, query.phrases)
    if not query.parcels:
        return {"match_all": {}} if query.asks_all else words
    met = parcels_clause("parcels", query.parcels)
    if not words:
        return met
    if query.asks_numbers:
        return {"bool": {"must": [met], "should": [_scored(words, WORDS_BESIDE)]}}
    return {"bool": {"must": [met], "filter": [words]}}


def _scored(clause: Clause, score: float) -> Clause:
    return {"constant_score": {"filter": clause, "boost": score}}


def _term(term: WordTerm | PhraseTerm) -> Clause:
    if isinstance(term, PhraseTerm):
        return {"match_phrase": {"words": " ".join(term.stems)}}
    if term.prefixes:
        return any_of({"prefix": {"words": prefix}} for prefix in term.prefixes)
    whole = _either(term.stem)
    if not term.leaves:
        return whole
    return any_of([whole, {"bool": {"must": [_either(leaf) for leaf in term.leaves]}}])


def _either(stem: str) -> Clause:
    return any_of([{"term": {"words": stem}}, {"term": {"parts": stem}}])


def _between(field: str, days: Days | None) -> Clause:
    ends: dict[str, date | None] = {"gte": days.first, "lte": days.last} if days else {}
    return {"range": {field: {name: day.isoformat() for name, day in ends.items() if day}}}


# ---------------------------------------------- index.nearness, in the server's language


def _ways(path: str, asked: ParcelQuery) -> Iterable[Clause]:
    """Documents with a parcel that names its Gemarkung, or any; and those with one that does not.

    Only the parcels that may be meant at all are looked at, and graded where they lie.
    """
    yield _graded(path, [_conditions(level, path, asked) for level in Nearness])
    if asked.gemarkungen:
        towns = gazetteer().municipalities
        about = [town.ags for town in towns if may_be_about(town.name, asked.gemarkungen)]
        levels = [_nameless(level, path, asked) for level in Nearness if level > Nearness.EXACT]
        nameless = _graded(path, levels)
        yield {"bool": {"must": [nameless], "filter": [{"terms": {"town": about}}]}}


def _graded(path: str, levels: Sequence[list[Clause]]) -> Clause:
    """Documents with a parcel of the last level; each level before that it meets too adds to it."""
    *surer, widest = levels
    met = [_scored(all_of(conditions), EACH_CLASS) for conditions in surer]
    query = {"bool": {"filter": widest, "should": met, "minimum_should_match": 0}}
    return {"nested": {"path": path, "query": query, "score_mode": "max"}}


def _conditions(level: Nearness, path: str, asked: ParcelQuery) -> list[Clause]:
    """What a parcel must meet that names its Gemarkung, or where any will do."""
    conditions = _of_number_and_flur(level, path, asked)
    if asked.gemarkungen:
        named = {"terms": {f"{path}.gemarkung": list(asked.gemarkungen)}}
        garbled = {"terms": {f"{path}.likely": list(asked.gemarkungen)}}
        conditions.append(named if level is Nearness.EXACT else any_of([named, garbled]))
    return conditions


def _nameless(level: Nearness, path: str, asked: ParcelQuery) -> list[Clause]:
    """What a parcel must meet that is named without a Gemarkung: it may lie in the town."""
    lacks = none_of({"exists": {"field": f"{path}.name"}})
    return [*_of_number_and_flur(level, path, asked), lacks]


def _of_number_and_flur(level: Nearness, path: str, asked: ParcelQuery) -> list[Clause]:
    conditions = [] if asked.zaehler is None else [_number(level, path, asked)]
    if asked.flur is not None:
        same: Clause = {"term": {f"{path}.flur": asked.flur}}
        lacks = none_of({"exists": {"field": f"{path}.flur"}})
        conditions.append(same if level is Nearness.EXACT else any_of([same, lacks]))
    if level < Nearness.OTHER_READING:
        conditions.append({"term": {f"{path}.is_certain": True}})
    return conditions or [{"exists": {"field": f"{path}.zaehler"}}]


def _number(level: Nearness, path: str, asked: ParcelQuery) -> Clause:
    zaehler: Clause = {"term": {f"{path}.zaehler": str(asked.zaehler)}}
    lacks = none_of({"exists": {"field": f"{path}.nenner"}})
    nenner = lacks if asked.nenner is None else {"term": {f"{path}.nenner": str(asked.nenner)}}
    ways = [all_of([zaehler, nenner])]
    if level >= Nearness.OTHER_READING:
        alike = [str(number) for number in sorted(misreadings(asked.zaehler or 0))]
        doubted: Clause = {"term": {f"{path}.is_doubted": True}}
        ways.append(all_of([doubted, {"terms": {f"{path}.zaehler": alike}}]))
    if level >= Nearness.SAME_ZAEHLER:
        ways.append(zaehler if asked.nenner is None else all_of([zaehler, lacks]))
    return any_of(ways)
