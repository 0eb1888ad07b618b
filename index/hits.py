"""The entries that a search found -> lines for other programs and people (pure).

The columns are those of ``index.exchange`` as far as a hit knows them; GeoJSON (RFC 7946) has a
feature for each entry, with the places of its parcels where coordinates are known and none where
they are not.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from baulast.errors import InputError
from baulast.language import Both, tr
from baulast.model import MAIN_KIND, FieldName
from index.cadastre import kennzeichen
from index.document import EntryDocument, ParcelKey
from index.exchange import table_line
from index.seam import Answer, EntryHit

COLUMNS = (
    "dossier", "version", "municipality", "sheet", "entry_number", "type", "sub_kind",
    "further_kinds", "burdened", "benefited", "declared_on", "registered_on", "deleted_on",
    "legal_basis", "reference", "status", "street", "land_register", "wording", "notes", "pages",
    "flagged_fields", "reviewed", "nearness",
)  # fmt: skip
PLACE_COLUMNS = ["kennzeichen", "lon", "lat"]
_KENNZEICHEN = re.compile(r"\d{20}|[\d_]{20}")

Place = tuple[float, float]  # longitude and latitude (WGS 84), as GeoJSON wants them
Row = dict[str, Any]


class PlacesUnusable(InputError):
    """A list of coordinates cannot be read; nothing was written."""

    remedy = Both(
        "CSV mit Kopfzeile kennzeichen;lon;lat: Flurstückskennzeichen, Länge und Breite (WGS 84).",
        "CSV with a header kennzeichen;lon;lat: the parcel's 20 characters, WGS 84 degrees.",
    )


def every_hit(search: Callable[[str | None], Answer]) -> Iterator[EntryHit]:
    """All entries of a search, one answer after the other; ``search`` is given where to go on."""
    after: str | None = None
    while True:
        answer = search(after)
        yield from answer.entries
        after = answer.next
        if after is None:
            return


def hits_csv(hits: Iterable[EntryHit]) -> Iterator[str]:
    """A table for Excel: semicolons, byte order mark, no cell that is a formula."""
    yield "\ufeff" + table_line({name: name for name in COLUMNS}, COLUMNS)
    for hit in hits:
        yield table_line(row_of(hit), COLUMNS)


def hits_json(hits: Iterable[EntryHit]) -> Iterator[str]:
    """One JSON array, an object a line."""
    before = "["
    for hit in hits:
        yield f"{before}\n{json.dumps(row_of(hit), ensure_ascii=False)}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def hits_geojson(hits: Iterable[EntryHit], places: Mapping[str, Place]) -> Iterator[str]:
    """A FeatureCollection; ``places`` by Flurstückskennzeichen."""
    yield '{"type": "FeatureCollection", "features": ['
    before = ""
    for hit in hits:
        known = located(hit, places)
        geometry = {"type": "MultiPoint", "coordinates": known} if known else None
        feature = {"type": "Feature", "geometry": geometry, "properties": row_of(hit)}
        yield f"{before}\n{json.dumps(feature, ensure_ascii=False)}"
        before = ","
    yield "\n]}\n"


def located(hit: EntryHit, places: Mapping[str, Place]) -> list[Place]:
    """Where the entry's parcels lie, as far as that is known."""
    keys = (kennzeichen(key.parcel) for key in hit.document.parcels if key.is_certain)
    return list(dict.fromkeys(places[key] for key in keys if key and key in places))


def places_in(text: str) -> dict[str, Place]:
    """The coordinates of a list, by Flurstückskennzeichen.

    >>> places_in("kennzeichen;lon;lat\\n05334601200345______;6,60;51.19\\n")
    {'05334601200345______': (6.6, 51.19)}
    """
    rows = csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=";")
    if [name.strip().lower() for name in next(rows, [])] != PLACE_COLUMNS:
        raise PlacesUnusable(tr("Die Kopfzeile fehlt", "there is no header"))
    return dict(_place(rows.line_num, row) for row in rows if any(row))


def _place(line: int, row: list[str]) -> tuple[str, Place]:
    unusable = tr("Zeile {}: unverständlich", "line {}: not understood").format(line)
    if len(row) != len(PLACE_COLUMNS) or not _KENNZEICHEN.fullmatch(row[0].strip()):
        raise PlacesUnusable(unusable)
    try:
        lon, lat = (float(cell.strip().replace(",", ".")) for cell in row[1:])
    except ValueError as error:
        raise PlacesUnusable(unusable) from error
    if not (abs(lon) <= 180 and abs(lat) <= 90):  # metres of a grid, say
        raise PlacesUnusable(unusable)
    return row[0].strip(), (lon, lat)


def row_of(hit: EntryHit) -> Row:
    """What a hit says, by column; names of persons are not in it."""
    entry = hit.document
    kind = entry.kind
    return {
        "dossier": entry.dossier,
        "version": entry.version,
        "municipality": entry.municipality,
        "sheet": entry.sheet,
        "entry_number": entry.entry_number,
        "type": MAIN_KIND.get(kind, kind) if kind else None,
        "sub_kind": kind if kind in MAIN_KIND else None,
        "further_kinds": list(entry.further_kinds),
        "burdened": _parcels(entry, FieldName.BURDENED),
        "benefited": _parcels(entry, FieldName.BENEFITED),
        "declared_on": entry.declared_on and entry.declared_on.isoformat(),
        "registered_on": entry.registered_on and entry.registered_on.isoformat(),
        "deleted_on": entry.deleted_on and entry.deleted_on.isoformat(),
        "legal_basis": entry.legal_basis,
        "reference": entry.reference,
        "status": entry.status,
        "street": entry.street,
        "land_register": entry.land_register,
        "wording": entry.wording,
        "notes": [*map(str, entry.notes)],
        "pages": list(entry.pages),
        "flagged_fields": list(entry.flagged),
        "reviewed": entry.is_reviewed,
        "nearness": hit.nearness.name.lower(),
    }


def _parcels(entry: EntryDocument, role: FieldName) -> list[Row]:
    return [_parcel(key) for key in entry.plots(role)]


def _parcel(key: ParcelKey) -> Row:
    parcel = key.parcel
    return {
        "gemarkung": parcel.gemarkung,
        "flur": parcel.flur,
        "zaehler": parcel.zaehler,
        "nenner": parcel.nenner,
        "part": key.part,
        "kennzeichen": kennzeichen(parcel),
    }
