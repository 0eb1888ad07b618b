"""How surely a parcel of the register is the one that was asked for (pure)."""

from rapidfuzz import fuzz

from baulast.gazetteer import gazetteer
from baulast.model import Parcel
from index.area import may_be_about
from index.cadastre import flur_key, gemarkung_keys
from index.document import ParcelKey
from index.german import fold
from index.misread import misreadings
from index.query import ParcelQuery
from index.seam import Nearness

# A Gemarkung that the scan has garbled keeps at least this much of its letters: "Bü1tqen" is 71 %
# of Büttgen; two different names of the Kreis rarely share more than half.
LEAST_LIKENESS = 60.0


def nearness(asked: ParcelQuery, found: ParcelKey, *, municipality: str) -> Nearness | None:
    """The class of the hit; None: another parcel. ``municipality``: whose dossier names it."""
    parcel = found.parcel
    parts = (
        _of_gemarkung(asked, parcel, municipality),
        _of_flur(asked, parcel),
        _of_number(asked, found),
        Nearness.EXACT if found.is_certain else Nearness.OTHER_READING,
    )
    known = [part for part in parts if part is not None]
    return max(known) if len(known) == len(parts) else None


def _of_gemarkung(asked: ParcelQuery, parcel: Parcel, municipality: str) -> Nearness | None:
    if not asked.gemarkungen:
        return Nearness.EXACT
    if parcel.gemarkung is None:
        return Nearness.OPEN if may_be_about(municipality, asked.gemarkungen) else None
    if set(gemarkung_keys(parcel.gemarkung)).intersection(asked.gemarkungen):
        return Nearness.EXACT
    if gazetteer().named(parcel.gemarkung):
        return None
    return Nearness.OPEN if is_like(parcel.gemarkung, asked) else None


def is_like(garbled: str, asked: ParcelQuery) -> bool:
    """Whether a name that is none of the gazetteer may be a Gemarkung that was asked for."""
    read = fold(garbled)
    return max(fuzz.ratio(read, fold(name)) for name in asked.names) >= LEAST_LIKENESS


def _of_flur(asked: ParcelQuery, parcel: Parcel) -> Nearness | None:
    if asked.flur is None:
        return Nearness.EXACT
    if parcel.flur is None:
        return Nearness.OPEN
    return Nearness.EXACT if flur_key(parcel.flur) == asked.flur else None


def _of_number(asked: ParcelQuery, found: ParcelKey) -> Nearness | None:
    parcel = found.parcel
    if asked.zaehler is None:
        return Nearness.EXACT
    if parcel.zaehler != asked.zaehler:
        is_alike = found.is_doubted and parcel.zaehler in misreadings(asked.zaehler)
        return Nearness.OTHER_READING if is_alike else None
    if parcel.nenner == asked.nenner:
        return Nearness.EXACT
    return Nearness.SAME_ZAEHLER if None in (parcel.nenner, asked.nenner) else None
