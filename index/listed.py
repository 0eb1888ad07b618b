"""What an office lists beside its scans: the sheets that there are, what became of parcels."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from baulast.gazetteer import fold_name
from index.lineage import Descent
from index.query import handle
from index.stored import to_json
from index.towns import town_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedSheet:
    """A sheet that exists on paper."""

    municipality: str  # short name, as ids begin
    sheet: str
    gemarkung: str
    flur: str | None = None  # None: the list does not say
    box: str = ""
    shelf_mark: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.municipality, handle(self.sheet)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """All that the offices of a home have listed."""

    sheets: tuple[ListedSheet, ...] = ()
    descents: tuple[Descent, ...] = ()

    def of(self, municipality: str) -> "Lists":
        """What a town tells of it: its own sheets, and each descent that touches its land."""
        town = town_of(municipality)
        return Lists(
            sheets=tuple(s for s in self.sheets if s.municipality == fold_name(town.name)),
            descents=tuple(d for d in self.descents if town.ags in d.towns),
        )

    def digests(self, municipalities: Iterable[str]) -> dict[str, str]:
        """By town, SHA-256 of what it tells; "" where that is nothing."""
        told = {town: self.of(town) for town in municipalities}
        return {
            town: hashlib.sha256(to_json(own).encode()).hexdigest() if own != Lists() else ""
            for town, own in told.items()
        }
