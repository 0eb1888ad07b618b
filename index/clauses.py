"""What a person asks -> Elasticsearch's query language (pure). What is typed is never a command."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from index.askable import place_words, words_asked
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
    classes = [
        _scored(_at(level, path, parcels), EACH_CLASS * (max(Nearness) - level))
        for level in Nearness
    ]
    surest = {"dis_max": {"queries": classes}}
    return {"nested": {"path": path, "query": surest, "score_mode": "max"}}


def words_clause(words: Iterable[str], phrases: Iterable[str]) -> Clause | None:
    """All words and phrases must be met; None where there are none."""
    met = [_term(term) for term in text_terms(words, phrases)]
    return {"bool": {"must": met}} if met else None


def order_clause(path: str, parcels: Sequence[ParcelQuery]) -> Clause:
    """Sorts by Gemarkung, Flur and number of the parcels that were asked for."""
    wanted = any_of(_at(level, path, parcels) for level in Nearness)
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


def _at(level: Nearness, path: str, parcels: Sequence[ParcelQuery]) -> Clause:
    """Parcels that one of those asked for meets at that class."""
    words = [word for asked in parcels for word in words_asked(asked, level)]
    found: Clause = {"terms": {f"{path}.asked_as": words}}
    if level is not Nearness.OTHER_READING:
        return found
    return any_of([found, *(_alike(path, p) for p in parcels if p.zaehler is not None)])


def _alike(path: str, asked: ParcelQuery) -> Clause:
    """Parcels there whose doubted digits may be those asked for."""
    numbers = [str(number) for number in sorted(misreadings(asked.zaehler or 0))]
    there = [word for level in Nearness for word in place_words(asked, level)]
    doubted: Clause = {"terms": {f"{path}.doubted": numbers}}
    return all_of([doubted, {"terms": {f"{path}.asked_as": there}}])
