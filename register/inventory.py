"""The list of the sheets that there are, and what of it is digitised.

Without it nobody can say how complete a register statement is: it is the denominator.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Set
from dataclasses import dataclass
from functools import cached_property

from baulast.errors import InputError
from baulast.gazetteer import fold_name, gazetteer
from baulast.language import Both, tr
from index.cadastre import flur_key, gemarkung_keys
from index.listed import ListedSheet

# Names of the columns, as they are accepted; only sheet and Gemarkung must be there.
COLUMNS = {
    "sheet": ("sheet", "blatt", "baulastenblatt", "blattnummer", "blatt-nr.", "blattnr"),
    "gemarkung": ("gemarkung",),
    "flur": ("flur",),
    "box": ("box", "karton", "kiste"),
    "shelf_mark": ("shelf_mark", "signatur", "standort", "aktenzeichen"),
    "municipality": ("municipality", "gemeinde", "stadt"),
}


class InventoryUnusable(InputError):
    """A list of sheets cannot be read; nothing of it was taken."""

    remedy = Both(
        "CSV mit Kopfzeile blatt;gemarkung und nach Bedarf flur, karton, signatur, gemeinde.",
        "CSV with a header sheet;gemarkung and, where known, flur, box, shelf_mark, municipality.",
    )


@dataclass(frozen=True)  # no slots: the order by Gemarkung is kept
class Inventory:
    """All sheets that are known to exist, of the towns that have said so."""

    sheets: tuple[ListedSheet, ...] = ()

    def of(self, keys: Set[str], fluren: Set[str | None] | None) -> tuple[ListedSheet, ...] | None:
        """The sheets of Gemarkungen, of some Fluren or all; None: no list covers any of them.

        A sheet whose Flur the list leaves open may be of any.
        """
        known = [key for key in keys if key in self._by_gemarkung]
        if not known:
            return None
        return tuple(
            row
            for key in sorted(known)
            for row in self._by_gemarkung[key]
            if fluren is None or row.flur is None or flur_key(row.flur) in fluren
        )

    @cached_property
    def _by_gemarkung(self) -> dict[str, list[ListedSheet]]:
        found: dict[str, list[ListedSheet]] = defaultdict(list)
        for row in self.sheets:
            for key in gemarkung_keys(row.gemarkung):
                found[key].append(row)
        return found


def sheets_in(text: str, *, municipality: str | None = None) -> tuple[ListedSheet, ...]:
    """The sheets of a CSV; ``municipality`` where the list has no column of it.

    >>> [row] = sheets_in("Blatt;Gemarkung;Karton\\n0275;Büttgen;K 12\\n")
    >>> row.municipality, row.sheet, row.box
    ('kaarst', '0275', 'K 12')
    """
    text = text.lstrip("\ufeff")
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    rows = csv.reader(io.StringIO(text), delimiter=delimiter)
    places = _places(next(rows, []))
    found: dict[tuple[str, str], ListedSheet] = {}
    for row in rows:
        if any(map(str.strip, row)):
            sheet = _sheet(rows.line_num, row, places, municipality)
            if sheet.key in found:
                twice = tr("Zeile {}: Blatt {} steht zweimal", "line {}: sheet {} is there twice")
                raise InventoryUnusable(twice.format(rows.line_num, sheet.sheet))
            found[sheet.key] = sheet
    return tuple(found.values())


def _places(header: list[str]) -> dict[str, int]:
    names = [name.strip().lower() for name in header]
    places = {
        column: names.index(name)
        for column, accepted in COLUMNS.items()
        for name in accepted
        if name in names
    }
    for column in ("sheet", "gemarkung"):
        if column not in places:
            lacks = tr("Spalte {} fehlt", "column {} is missing")
            raise InventoryUnusable(lacks.format("blatt" if column == "sheet" else column))
    return places


def _sheet(
    line: int, row: list[str], places: dict[str, int], municipality: str | None
) -> ListedSheet:
    def cell(column: str) -> str:
        place = places.get(column)
        return row[place].strip() if place is not None and place < len(row) else ""

    known = gazetteer().named(cell("gemarkung"))
    if not known:
        unknown = tr("Zeile {}: Gemarkung {!r} unbekannt", "line {}: unknown Gemarkung {!r}")
        raise InventoryUnusable(unknown.format(line, cell("gemarkung")))
    town = gazetteer().municipality(cell("municipality") or municipality or known[0].municipality)
    if town is None:
        unknown = tr("Zeile {}: Gemeinde {!r} unbekannt", "line {}: unknown municipality {!r}")
        raise InventoryUnusable(unknown.format(line, cell("municipality")))
    if not cell("sheet"):
        raise InventoryUnusable(tr("Zeile {}: kein Blatt", "line {}: no sheet").format(line))
    return ListedSheet(
        municipality=fold_name(town.name),
        sheet=cell("sheet"),
        gemarkung=known[0].name,
        flur=cell("flur") or None,
        box=cell("box"),
        shelf_mark=cell("shelf_mark"),
    )
