"""What should be there against what is, by Gemarkung: gaps and surplus."""

from collections.abc import Iterator
from dataclasses import dataclass

from baulast.gazetteer import fold_name
from index.cadastre import gemarkung_keys
from index.document import EntryDocument
from index.listed import ListedSheet
from index.query import ParcelQuery, Query, handle
from index.seam import Index, Nearness
from register.inventory import Inventory

EVERYTHING = 1_000_000  # more entries than eight towns have: nothing found is left out


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Of one Gemarkung."""

    gemarkung: str
    listed: int
    digitised: int
    doubtful: int  # of the digitised: with something in an entry that nobody has confirmed
    lacking: tuple[ListedSheet, ...]  # on the list, not here
    surplus: tuple[str, ...]  # here, on no list of the town


def balances(inventory: Inventory, index: Index) -> Iterator[Balance]:
    """A balance for each Gemarkung of the inventory, by name."""
    known = {row.key for row in inventory.sheets}
    towns = {row.municipality for row in inventory.sheets}
    for name in sorted({row.gemarkung for row in inventory.sheets}):
        listed = {row.key: row for row in inventory.sheets if row.gemarkung == name}
        hits = index.search(_whole(name), deleted=True, limit=EVERYTHING).entries
        here = {_key(hit.document) for hit in hits}
        sure = {_key(h.document): h.document for h in hits if h.nearness is Nearness.EXACT}
        doubtful = {_key(hit.document) for hit in hits if hit.document.flagged}
        yield Balance(
            gemarkung=name,
            listed=len(listed),
            digitised=len(here.intersection(listed)),
            doubtful=len(doubtful.intersection(listed)),
            lacking=tuple(row for key, row in listed.items() if key not in here),
            surplus=tuple(
                sorted(
                    entry.sheet or "?"
                    for key, entry in sure.items()
                    if key not in known and key[0] in towns
                )
            ),
        )


def _whole(gemarkung: str) -> Query:
    parcel = ParcelQuery(gemarkungen=gemarkung_keys(gemarkung), names=(gemarkung,))
    return Query(text=gemarkung, parcels=(parcel,))


def _key(entry: EntryDocument) -> tuple[str, str]:
    return fold_name(entry.municipality), handle(entry.sheet or "")
