"""Predecessors and successors of parcels, and a question widened by them (pure).

A parcel that was split or merged keeps the encumbrances of what it was: who asks for the parcel of
today means those of yesterday too.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from baulast.errors import InputError
from baulast.language import Both, tr
from index.query import ParcelQuery, Query, parse
from index.towns import towns_of_land

COLUMNS = ("old", "new", "kind", "date", "source")
GERMAN_COLUMNS = ("alt", "neu", "art", "datum", "quelle")


class LineageUnusable(InputError):
    """A list of predecessors and successors cannot be read; nothing of it was taken."""

    remedy = Both(
        "CSV mit Kopfzeile alt;neu;art;datum;quelle, je Zeile ein altes und ein neues Flurstück.",
        "CSV with a header old;new;kind;date;source, one old and one new parcel in each line.",
    )


class Relation(StrEnum):
    PREDECESSOR = "predecessor"
    SUCCESSOR = "successor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Descent:
    """One parcel became (part of) another."""

    old: ParcelQuery
    new: ParcelQuery
    kind: str  # "Zerlegung", "Verschmelzung", as the list says
    on: date | None
    source: str

    @property
    def towns(self) -> frozenset[str]:
        """AGS of the towns whose land it touches."""
        names = {*self.old.names, *self.new.names}
        return frozenset(ags for name in names for ags in towns_of_land(name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A parcel that is searched too, and by which step it was reached."""

    parcel: ParcelQuery
    relation: Relation
    descent: Descent

    def __str__(self) -> str:
        """What was searched and why, for people."""
        names = {
            Relation.PREDECESSOR: tr("Vorgänger", "predecessor"),
            Relation.SUCCESSOR: tr("Nachfolger", "successor"),
        }
        day = self.descent.on
        why = (self.descent.kind, day and f"{day:%d.%m.%Y}", self.descent.source)
        return f"{self.parcel} ({names[self.relation]}: {', '.join(w for w in why if w)})"


@dataclass(frozen=True)  # no slots: the two ways through the list are kept
class Lineage:
    """All that is known of what became of which parcel."""

    descents: tuple[Descent, ...] = ()

    def related(self, asked: ParcelQuery) -> tuple[Related, ...]:
        """Predecessors, then successors, through any number of steps; the parcel itself never."""
        return (
            *self._reached(asked, Relation.PREDECESSOR),
            *self._reached(asked, Relation.SUCCESSOR),
        )

    def _reached(self, asked: ParcelQuery, relation: Relation) -> Iterator[Related]:
        seen = {_key(asked)}
        front = [asked]
        while front:
            parcel = front.pop(0)
            for descent in self._steps(parcel, relation):
                other = descent.old if relation is Relation.PREDECESSOR else descent.new
                if _key(other) not in seen:
                    seen.add(_key(other))
                    front.append(other)
                    yield Related(parcel=other, relation=relation, descent=descent)

    def _steps(self, parcel: ParcelQuery, relation: Relation) -> Iterable[Descent]:
        """The descents that lead on from a parcel; one asked for without a Flur is in any."""
        known = self._by_new if relation is Relation.PREDECESSOR else self._by_old
        for descent in known.get((parcel.zaehler, parcel.nenner), ()):
            here = descent.new if relation is Relation.PREDECESSOR else descent.old
            same_flur = parcel.flur in (None, here.flur)
            same_name = not parcel.gemarkungen or set(parcel.gemarkungen) & set(here.gemarkungen)
            if same_flur and same_name:
                yield descent

    @cached_property
    def _by_old(self) -> dict[tuple[int | None, int | None], list[Descent]]:
        return _by_number((descent.old, descent) for descent in self.descents)

    @cached_property
    def _by_new(self) -> dict[tuple[int | None, int | None], list[Descent]]:
        return _by_number((descent.new, descent) for descent in self.descents)


def widened(query: Query, lineage: Lineage) -> Query:
    """The question with predecessors and successors asked too; its notes say which."""
    related = [
        found
        for parcel in query.parcels
        if parcel.zaehler is not None
        for found in lineage.related(parcel)
    ]
    also = tr("Auch gesucht: {}", "Searched too: {}")
    return replace(
        query,
        parcels=tuple(dict.fromkeys((*query.parcels, *(found.parcel for found in related)))),
        notes=(*query.notes, *(also.format(found) for found in related)),
    )


def descents_in(text: str) -> tuple[Descent, ...]:
    """The descents of a CSV; LineageUnusable, with the line, where one cannot be understood.

    >>> [d] = descents_in("alt;neu;art;datum;quelle\\nNorf 4 345;Norf 4 1012;Zerlegung;;")
    >>> str(d.old), str(d.new), d.kind
    ('Norf, Flur 4, Flurstück 345', 'Norf, Flur 4, Flurstück 1012', 'Zerlegung')
    """
    rows = csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=_delimiter(text))
    header = tuple(name.strip().lower() for name in next(rows, []))
    if header not in (COLUMNS, GERMAN_COLUMNS):
        raise LineageUnusable(tr(f"Kopfzeile {header}", f"header {header}"))
    return tuple(_descent(rows.line_num, row) for row in rows if any(map(str.strip, row)))


def _delimiter(text: str) -> str:
    return ";" if ";" in text.partition("\n")[0] else ","


def _descent(line: int, row: list[str]) -> Descent:
    if len(row) != len(COLUMNS):
        lacks = tr("Zeile {}: {} Spalten statt 5", "line {}: {} columns instead of 5")
        raise LineageUnusable(lacks.format(line, len(row)))
    old, new, kind, on, source = (cell.strip() for cell in row)
    return Descent(
        old=_parcel(line, old),
        new=_parcel(line, new),
        kind=kind,
        on=_day(line, on),
        source=source,
    )


def _parcel(line: int, written: str) -> ParcelQuery:
    """One parcel with Gemarkung, Flur and number, and nothing that had to be guessed."""
    query = parse(written)
    found = query.parcels
    is_whole = len(found) == 1 and found[0].flur and found[0].zaehler is not None
    if not is_whole or len(found[0].gemarkungen) != 1 or query.words:
        unclear = tr("Zeile {}: {!r} ist kein Flurstück", "line {}: {!r} is no parcel")
        raise LineageUnusable(unclear.format(line, written))
    return found[0]


def _day(line: int, written: str) -> date | None:
    if not written:
        return None
    try:
        if "." in written:
            day, month, year = (int(piece) for piece in written.split("."))
            return date(year, month, day)
        return date.fromisoformat(written)
    except ValueError as error:
        unclear = tr("Zeile {}: {!r} ist kein Datum", "line {}: {!r} is no date")
        raise LineageUnusable(unclear.format(line, written)) from error


def _key(parcel: ParcelQuery) -> tuple[object, ...]:
    return (parcel.gemarkungen, parcel.flur, parcel.zaehler, parcel.nenner)


def _by_number(
    pairs: Iterable[tuple[ParcelQuery, Descent]],
) -> dict[tuple[int | None, int | None], list[Descent]]:
    found: dict[tuple[int | None, int | None], list[Descent]] = defaultdict(list)
    for parcel, descent in pairs:
        found[(parcel.zaehler, parcel.nenner)].append(descent)
    return found
