"""What a person asks -> Elasticsearch's query language (pure). What is typed is never a command."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from index.fulltext import PhraseTerm, WordTerm, text_terms
from index.misread import misreadings
from index.query import ParcelQuery, Query

Clause = dict[str, Any]

# What each class of a hit adds to its score (index.seam.Nearness): the sums stay apart.
EXACT, OPEN, ANY = 4.0, 2.0, 1.0


def all_of(clauses: Iterable[Clause]) -> Clause:
    return {"bool": {"filter": list(clauses)}}


def any_of(clauses: Iterable[Clause]) -> Clause:
    return {"bool": {"should": list(clauses), "minimum_should_match": 1}}


def none_of(*clauses: Clause) -> Clause:
    return {"bool": {"must_not": list(clauses)}}


def words_clause(words: Iterable[str], phrases: Iterable[str]) -> Clause | None:
    """All words and phrases must be met; None where there are none."""
    met = [_term(term) for term in text_terms(words, phrases)]
    return {"bool": {"must": met}} if met else None


def parcel_clause(path: str, asked: ParcelQuery) -> Clause:
    """Documents with a parcel that may be the one: what it leaves open does not exclude it."""
    return _nested(path, all_of(_may_be(path, asked)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """Where a parcel may lie that names no Gemarkung, or one that the scan has garbled."""

    towns: tuple[str, ...]  # AGS of the registers that may be about the Gemarkungen asked for
    names: tuple[str, ...]  # garbled names in the index that are like them


def graded_clause(path: str, asked: ParcelQuery, land: Land) -> Clause:
    """Documents about a whole Flur or Gemarkung; the score tells the class of the surest parcel."""
    certain = {"term": {f"{path}.is_certain": True}}
    grades = (
        (ANY, _in_area(path, asked, land, [])),
        (OPEN, _in_area(path, asked, land, [certain])),
        (EXACT, _nested(path, all_of([*_exactly(path, asked), certain]))),
    )
    graded = [{"constant_score": {"filter": f, "boost": weight}} for weight, f in grades]
    return {"bool": {"must": [graded[0]], "should": graded[1:]}}


def order_clause(path: str, asked: ParcelQuery, land: Land) -> Clause:
    """Sorts by Gemarkung, Flur and number of the parcels that were asked for."""
    wanted = any_of([all_of(_named(path, asked, land)), all_of(_nameless(path, asked))])
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


def _may_be(path: str, asked: ParcelQuery) -> list[Clause]:
    conditions = []
    if asked.zaehler is not None:
        alike = [str(number) for number in sorted(misreadings(asked.zaehler))]
        doubted: list[Clause] = [
            {"term": {f"{path}.is_doubted": True}},
            {"terms": {f"{path}.zaehler": alike}},
        ]
        same: Clause = {"term": {f"{path}.zaehler": str(asked.zaehler)}}
        conditions.append(any_of([same, all_of(doubted)]))
    if asked.flur is not None:
        conditions.append(_flur(path, asked.flur))
    if asked.gemarkungen:
        unknown = {"term": {f"{path}.is_known": False}}
        conditions.append(
            any_of([{"terms": {f"{path}.gemarkung": list(asked.gemarkungen)}}, unknown])
        )
    return conditions or [{"exists": {"field": f"{path}.zaehler"}}]


def _in_area(path: str, asked: ParcelQuery, land: Land, further: Sequence[Clause]) -> Clause:
    """Documents with a parcel of the area, or with one that may lie in it."""
    named = _nested(path, all_of([*_named(path, asked, land), *further]))
    nameless = _nested(path, all_of([*_nameless(path, asked), *further]))
    if not asked.gemarkungen:
        return named
    return any_of([named, all_of([nameless, {"terms": {"town": list(land.towns)}}])])


def _named(path: str, asked: ParcelQuery, land: Land) -> list[Clause]:
    conditions: list[Clause] = [] if asked.flur is None else [_flur(path, asked.flur)]
    if asked.gemarkungen:
        named = {"terms": {f"{path}.gemarkung": list(asked.gemarkungen)}}
        conditions.append(any_of([named, {"terms": {f"{path}.unknown": list(land.names)}}]))
    return conditions


def _nameless(path: str, asked: ParcelQuery) -> list[Clause]:
    conditions: list[Clause] = [] if asked.flur is None else [_flur(path, asked.flur)]
    return [*conditions, none_of({"exists": {"field": f"{path}.name"}})]


def _exactly(path: str, asked: ParcelQuery) -> list[Clause]:
    conditions: list[Clause] = []
    if asked.flur is not None:
        conditions.append({"term": {f"{path}.flur": asked.flur}})
    if asked.gemarkungen:
        conditions.append({"terms": {f"{path}.gemarkung": list(asked.gemarkungen)}})
    return conditions


def _flur(path: str, flur: str) -> Clause:
    return any_of(
        [{"term": {f"{path}.flur": flur}}, none_of({"exists": {"field": f"{path}.flur"}})]
    )


def _nested(path: str, clause: Clause) -> Clause:
    return {"nested": {"path": path, "query": clause}}
