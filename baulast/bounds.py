"""Which pages make a dossier, as a person says: pages moved, a dossier split, two joined (pure).

Nothing that was archived is changed. Each dossier concerned gets a new version with its pages as
they are now, and its version before is withdrawn. See docs/decisions/0017.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import cattrs
from cattrs.preconf.json import make_converter

from baulast.language import Both
from baulast.model import Dossier, Doubt, DoubtReason, Entry, Page

# Names of the events in the supplement of the dossier that gives pages away: what is wanted, that
# it has been done, and that nothing of it was done. In each dossier's: that a version was made.
WANTED, DONE, DROPPED, MADE = "bounds", "bounds_done", "bounds_dropped", "bounds_made"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRef:
    """A page of a version of a dossier."""

    dossier: str
    version: int
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A dossier before and after."""

    dossier: str
    number: str | None  # as Dossier.number
    before: int | None = None  # version that is withdrawn; None: there was none
    after: int | None = None  # version that is made; None: no page is left
    pages: tuple[PageRef, ...] = ()  # of the version that is made, in its order


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What a person wants to be together; the first part's supplement holds it."""

    id: str
    parts: tuple[Part, ...]
    by: str
    at: str  # ISO time with zone

    @property
    def made(self) -> tuple[Part, ...]:
        """The parts that have pages afterwards."""
        return tuple(part for part in self.parts if part.after is not None)

    @property
    def places(self) -> dict[PageRef, tuple[str, int]]:
        """Where each page is afterwards: dossier, and number in it."""
        return {
            ref: (part.dossier, number)
            for part in self.made
            for number, ref in enumerate(part.pages, start=1)
        }

    def keeps_all(self, before: Iterable[Dossier]) -> bool:
        """Whether every page of the dossiers before is there afterwards, once."""
        old = Counter(
            PageRef(dossier=dossier.id, version=dossier.version, number=page.number)
            for dossier in before
            for page in dossier.pages
        )
        new = Counter(ref for part in self.parts for ref in part.pages)
        return old == new and max(new.values(), default=0) == 1


_converter: cattrs.Converter = make_converter(omit_if_default=True)


def bounds_event(bounds: Bounds) -> dict[str, Any]:
    """What is wanted, as the supplement keeps it."""
    return {"event": WANTED, "bounds": bounds.id, **_converter.unstructure(bounds)}


def bounds_of(event: Mapping[str, Any]) -> Bounds:
    """What was wanted, as the supplement keeps it."""
    return _converter.structure(event, Bounds)


def renumbered(page: Page, number: int) -> Page:
    """The page in another place; its doubts go along."""
    doubts = tuple(replace(doubt, page=number) for doubt in page.doubts)
    return replace(page, number=number, doubts=doubts)


def pages_of(entry: Entry) -> frozenset[int]:
    """The pages that an entry stands on, or that speak of it."""
    readings = (field for finding in entry.findings.values() for field in finding.readings)
    return frozenset({*entry.pages, *(field.evidence.page for field in readings)})


def found_again(
    bounds: Bounds, old: Dossier, entry: Entry, after: Mapping[str, Dossier]
) -> list[tuple[str, int]]:
    """The dossiers, and places in them, where an entry is read on its own pages again.

    Elsewhere another entry of the same name may stand: that is not this one.
    """
    places = bounds.places
    own = {place for ref in _refs(old, entry) if (place := places.get(ref))}
    there = [
        (id, place, one)
        for id, dossier in after.items()
        for place, one in enumerate(dossier.entries)
        if own & {(id, number) for number in pages_of(one)}
    ]
    named = [(id, place) for id, place, one in there if _name(one) == _name(entry)]
    if named or None not in _name(entry):
        return named
    return [(id, place) for id, place, one in there if _has_its_parcels(one, entry)]


def with_doubts(
    bounds: Bounds, before: Iterable[Dossier], after: Mapping[str, Dossier]
) -> dict[str, Dossier]:
    """The readings after, with a doubt for each entry that was torn apart or is not found again.

    What an act before this one tore or lost is asked about until it is found whole.
    """
    places = bounds.places
    found = dict(after)
    for old in before:
        for entry in old.entries:
            homes = list(
                dict.fromkeys(places[ref][0] for ref in _refs(old, entry) if ref in places)
            )
            again = found_again(bounds, old, entry, after)
            if len(homes) > 1 or TORN in entry.doubts:
                for id, place in again:
                    found[id] = _torn(found[id], place)
            if not again:
                home = homes[0] if homes else bounds.made[0].dossier
                found[home] = _with_doubt(found[home], _lost(entry))
    here = {_lost(entry) for dossier in after.values() for entry in dossier.entries}
    for old in before:
        home = old.id if old.id in found else bounds.made[0].dossier
        for doubt in old.doubts:
            if doubt.reason is DoubtReason.NOT_FOUND and doubt not in here:
                found[home] = _with_doubt(found[home], doubt)
    return found


def _refs(dossier: Dossier, entry: Entry) -> list[PageRef]:
    return [
        PageRef(dossier=dossier.id, version=dossier.version, number=number)
        for number in sorted(pages_of(entry))
    ]


def _has_its_parcels(entry: Entry, old: Entry) -> bool:
    return bool(old.burdened.value) and set(old.burdened.value) <= set(entry.burdened.value)


def _with_doubt(dossier: Dossier, doubt: Doubt) -> Dossier:
    if doubt in dossier.doubts:
        return dossier
    return replace(dossier, doubts=(*dossier.doubts, doubt))


def _name(entry: Entry) -> tuple[str | None, int | None]:
    return entry.sheet.value, entry.number.value


TORN = Doubt(
    reason=DoubtReason.CONTRADICTION,
    detail=Both(
        "Seiten, die von dieser Eintragung sprechen, liegen jetzt in verschiedenen Akten.",
        "Pages that speak of this entry are in different dossiers now.",
    ),
)


def _torn(dossier: Dossier, place: int) -> Dossier:
    entries = list(dossier.entries)
    if TORN not in entries[place].doubts:
        entries[place] = replace(entries[place], doubts=(*entries[place].doubts, TORN))
    return replace(dossier, entries=tuple(entries))


def _lost(entry: Entry) -> Doubt:
    sheet, number = entry.sheet.value or "?", entry.number.value or "?"
    return Doubt(
        reason=DoubtReason.NOT_FOUND,
        detail=Both(
            f"Blatt {sheet}, lfd. Nr. {number} wurde gelesen, bevor Seiten neu zugeordnet wurden, "
            "und findet sich jetzt nicht mehr.",
            f"Sheet {sheet}, entry {number} was read before pages were put elsewhere, and is no "
            "longer found.",
        ),
    )
