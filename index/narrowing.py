"""Filters, facets and orders over the tables of the embedded index."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from index.filters import Days, Filters
from index.seam import Facet, FacetField, Sort

# Conditions and values for ``entries e``.
ORDERS = {
    Sort.BEST: "e.dossier, e.version, e.position",  # of what is all met alike
    Sort.PARCEL: "e.first_parcel IS NULL, e.first_parcel, e.dossier, e.version, e.position",
    Sort.NEWEST: "e.registered_on DESC, e.dossier, e.version, e.position",
    Sort.OLDEST: "e.registered_on IS NULL, e.registered_on, e.dossier, e.version, e.position",
}
_COLUMNS = {
    FacetField.TOWN: "municipality",
    FacetField.GEMARKUNG: "lands",
    FacetField.KIND: "kinds",
    FacetField.STATUS: "status",
    FacetField.REVIEWED: "is_reviewed",
}
_LISTS = {FacetField.GEMARKUNG, FacetField.KIND}  # an entry may have several


def condition(filters: Filters) -> str:
    """What an entry must be; the names stand for ``values``."""
    of_traits = (
        (filters.towns, "t.municipality IN (SELECT value FROM json_each(:towns))"),
        (filters.gemarkungen, _has("lands")),
        (filters.kinds, _has("kinds")),
        (filters.statuses, "t.status IN (SELECT value FROM json_each(:statuses))"),
        (filters.reviewed is not None, "t.is_reviewed = :reviewed"),
    )
    of_days = (
        (filters.declared, _between("declared")),
        (filters.registered, _between("registered")),
        (filters.deleted, _between("deleted")),
    )
    traits = " AND ".join(clause for value, clause in of_traits if value)
    given = [clause for value, clause in of_days if value]
    if traits:
        given.append(f"e.traits IN (SELECT t.id FROM traits t WHERE {traits})")
    return " AND ".join(given) or "TRUE"


def left_out_condition(filters: Filters) -> str:
    """An entry that they leave out although what decides is in doubt."""
    doubted = (
        "EXISTS (SELECT 1 FROM json_each(e.flagged) f"
        " WHERE f.value IN (SELECT value FROM json_each(:deciding)))"
    )
    return f"({condition(filters)}) IS NOT TRUE AND {doubted}"


def values(filters: Filters) -> dict[str, object]:
    """The values of the conditions' names."""
    days: dict[str, Days | None] = {
        "declared": filters.declared,
        "registered": filters.registered,
        "deleted": filters.deleted,
    }
    ends = {
        f"{name}_{end}": day and day.isoformat()
        for name, span in days.items()
        if span
        for end, day in (("first", span.first), ("last", span.last))
    }
    return {
        "towns": json.dumps(filters.towns),
        "lands": json.dumps(filters.gemarkungen),
        "kinds": json.dumps(filters.kinds),
        "statuses": json.dumps(filters.statuses),
        "deciding": json.dumps(filters.fields),
        "reviewed": filters.reviewed,
        **ends,
    }


def facts_of(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, tuple[bool, int]]:
    """Of each of these entries: whether it is hidden, and the row of its traits."""
    rows = connection.execute(
        "SELECT id, is_hidden, traits FROM entries WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(ids),),
    )
    return {entry: (bool(is_hidden), traits) for entry, is_hidden, traits in rows}


def facets_of(connection: sqlite3.Connection, traits: Iterable[int]) -> tuple[Facet, ...]:
    """How many entries of these traits, each given as often as it occurs, are what."""
    counts = Counter(traits)
    rows = connection.execute(
        f"SELECT id, {', '.join(_COLUMNS.values())} FROM traits"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(counts)),),
    )
    counted = {tuple(values): counts[id] for id, *values in rows}
    return tuple(
        Facet(field=field, counts=_counted(counted, column, field))
        for column, field in enumerate(_COLUMNS)
    )


def _counted(
    rows: Mapping[tuple[str | int, ...], int], column: int, field: FacetField
) -> tuple[tuple[str, int], ...]:
    """The most frequent first; what is as frequent by its name."""
    found: Counter[str] = Counter()
    for row, count in rows.items():
        for one in _names(row[column], field):
            found[one] += count
    return tuple(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _names(stored: str | int, field: FacetField) -> list[str]:
    if field is FacetField.REVIEWED:
        return ["true" if stored else "false"]
    return list(json.loads(str(stored))) if field in _LISTS else [str(stored)]


def _has(column: str) -> str:
    wanted = f"SELECT value FROM json_each(:{column})"
    return f"EXISTS (SELECT 1 FROM json_each(t.{column}) v WHERE v.value IN ({wanted}))"


def _between(name: str) -> str:
    """ISO days sort as they follow each other; what has none is not between."""
    column = f"e.{name}_on"
    return (
        f"{column} >= coalesce(:{name}_first, {column})"
        f" AND {column} <= coalesce(:{name}_last, {column})"
    )
