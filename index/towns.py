"""Which index holds what: one for each municipality, kind and version (pure)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from baulast.errors import InputError
from baulast.gazetteer import Municipality, gazetteer
from baulast.language import Both, tr
from baulast.model import Parcel

ENTRIES, PAGES, PERSONS = "entries", "pages", "persons"
KINDS = (ENTRIES, PAGES, PERSONS)


class TownUnknown(InputError):
    """A dossier of a municipality that the gazetteer does not know has no index."""

    remedy = Both("Den Namen der Stadt prüfen.", "Check the name of the municipality.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeper:
    """Who keeps a municipality's register, and from when to when."""

    name: str
    since: date | None = None  # None: as long as there are registers
    until: date | None = None  # None: to this day


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names of indices and aliases of one installation.

    >>> Names(prefix="baulast", version=1).index("05162016", "entries")
    'baulast-05162016-entries-v1'
    >>> Names(prefix="baulast", version=1).copies("05162024", home="05162016")
    'baulast-05162024-from-05162016-entries-v1'
    """

    prefix: str
    version: int

    def alias(self, ags: str, kind: str) -> str:
        return f"{self.prefix}-{ags}-{kind}"

    def index(self, ags: str, kind: str) -> str:
        return self.versioned(self.alias(ags, kind))

    def copies_alias(self, ags: str, *, home: str) -> str:
        """Entries of another town's register that are about this town's land.

        An index of its own: so nobody needs the right to write into another town's.
        """
        return f"{self.prefix}-{ags}-from-{home}-{ENTRIES}"

    def copies(self, ags: str, *, home: str) -> str:
        return self.versioned(self.copies_alias(ags, home=home))

    def versioned(self, alias: str) -> str:
        """The index of this version behind an alias."""
        return f"{alias}-v{self.version}"

    def town(self, ags: str, kind: str) -> tuple[str, ...]:
        """Where a town's own and what is about its land are searched."""
        own = self.alias(ags, kind)
        return (own, self.copies_alias(ags, home="*")) if kind == ENTRIES else (own,)

    def every(self, kind: str) -> str:
        """The pattern that everybody searches, to get what he may see."""
        return f"{self.prefix}-*-{kind}"


def town_of(municipality: str) -> Municipality:
    """The municipality of a dossier."""
    town = gazetteer().municipality(municipality)
    if town is None:
        unknown = tr("{!r} ist keine Stadt dieses Kreises", "{!r} is no municipality of this Kreis")
        raise TownUnknown(unknown.format(municipality))
    return town


def towns_named(parcels: Iterable[Parcel]) -> frozenset[str]:
    """AGS of the municipalities in which these parcels may lie."""
    names = {parcel.gemarkung for parcel in parcels if parcel.gemarkung}
    return frozenset(ags for name in names for ags in towns_of_land(name))


def towns_of_land(gemarkung: str) -> frozenset[str]:
    """AGS of the municipalities that have a Gemarkung of that name."""
    return frozenset(town_of(g.municipality).ags for g in gazetteer().named(gemarkung))


def keepers(municipality: str) -> tuple[Keeper, ...]:
    """Who kept and keeps the register, in order; the town itself where nothing else is known."""
    name = town_of(municipality).name
    known = tuple(keeper for town, keeper in _keepers() if town == name)
    return known or (Keeper(name=name),)


@cache
def _keepers() -> tuple[tuple[str, Keeper], ...]:
    rows = json.loads(files("index").joinpath("data/keepers.json").read_text("utf-8"))
    return tuple(
        (
            row["town"],
            Keeper(name=row["keeper"], since=_day(row, "since"), until=_day(row, "until")),
        )
        for row in rows
    )


def _day(row: dict[str, str], key: str) -> date | None:
    return date.fromisoformat(row[key]) if key in row else None
