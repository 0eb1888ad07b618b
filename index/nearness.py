"""How surely a parcel of the register is the one that was asked for (pure)."""

from functools import lru_cache

from rapidfuzz import fuzz

from baulast.gazetteer import fold_name, gazetteer
from baulast.model import Parcel
from index.area import may_be_about
from index.cadastre import flur_key, gemarkung_keys
from index.document import EntryDocument, ParcelKey
from index.german import fold
from index.misread import misreadings
from index.query import ParcelQuery, Query
from index.seam import Nearness, ParcelMatch

# A Gemarkung that the scan has garbled keeps at least this much of its letters: "Bü1tqen" is 71 %
# of Büttgen; two different names of the Kreis rarely share more than half.
LEAST_LIKENESS = 60.0


def matches_in(document: EntryDocument, query: Query) -> tuple[ParcelMatch, ...]:
    """Which parcels of an entry meet which of those asked for, the surest first."""
    found = dict.fromkeys(
        match
        for asked in query.parcels
        for key in document.parcels
        if (match := met_by(asked, key, municipality=document.municipality))
    )
    return tuple(sorted(found, key=lambda match: match.nearness))


def met_by(asked: ParcelQuery, found: ParcelKey, *, municipality: str) -> ParcelMatch | None:
    """How a parcel meets the one asked for; None: another parcel."""
    how = nearness(asked, found, municipality=municipality)
    return None if how is None else ParcelMatch(asked=asked, found=found, nearness=how)


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
    is_like = set(likely_keys(parcel.gemarkung)).intersection(asked.gemarkungen)
    return Nearness.OPEN if is_like else None


@lru_cache(maxsize=10_000)  # asked for every parcel of such a name that a search looks at
def likely_keys(garbled: str) -> tuple[str, ...]:
    """Keys of the Gemarkungen that a name which is none of the gazetteer may stand for."""
    read = fold(garbled)
    return tuple(
        sorted(
            fold_name(g.name)
            for g in gazetteer().gemarkungen
            if fuzz.ratio(read, fold(g.name)) >= LEAST_LIKENESS
        )
    )


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
