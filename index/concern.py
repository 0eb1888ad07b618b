"""Which open doubts could hide an entry about the parcel that is asked for (pure)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from baulast.model import DoubtReason, FieldName, Parcel
from index.cadastre import flur_key, gemarkung_keys
from index.document import EntryDocument
from index.query import ParcelQuery, Query
from index.seam import DoubtfulDossier

# A page that says nothing, or may belong to another dossier, can be about any parcel of the
# Gemarkung. One that was read in part tells by the rest of its dossier which Flur it is about.
ABOUT_ANYTHING = frozenset(
    {
        DoubtReason.NO_TEXT,
        DoubtReason.ORIENTATION,
        DoubtReason.TOO_LARGE,
        DoubtReason.SEPARATOR_UNDECODED,
        DoubtReason.NOT_FOUND,
    }
)
PARCEL_FIELDS = (FieldName.BURDENED.value, FieldName.BENEFITED.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageToLookAt:
    """A page that a person should look at before one relies on the answer."""

    dossier: str
    version: int
    page: int
    reasons: tuple[DoubtReason, ...]
    entry: str | None = None  # id of the entry whose parcels are in doubt; None: the page itself


def pages_to_look_at(query: Query, doubtful: Iterable[DoubtfulDossier]) -> tuple[PageToLookAt, ...]:
    """The pages with doubts that could concern what is asked, those of the same Flur first."""
    found: list[tuple[bool, PageToLookAt]] = []
    for dossier in doubtful:
        is_elsewhere = not _may_name(query, dossier)
        found += ((is_elsewhere, page) for page in _of_entries(dossier))
        found += (
            (is_elsewhere, page)
            for page in _of_pages(dossier)
            if not is_elsewhere or ABOUT_ANYTHING.intersection(page.reasons)
        )
    found.sort(key=lambda item: item[0])
    return tuple(page for _, page in found)


def _of_entries(dossier: DoubtfulDossier) -> Iterator[PageToLookAt]:
    for entry in dossier.entries:
        if _has_doubtful_parcels(entry):
            places = dict(entry.places)
            place = next((places[f] for f in PARCEL_FIELDS if f in places), entry.place)
            yield PageToLookAt(
                dossier=dossier.dossier,
                version=dossier.version,
                page=place.page,
                reasons=tuple(sorted({doubt.reason for doubt in entry.doubts})),
                entry=entry.id,
            )


def _of_pages(dossier: DoubtfulDossier) -> Iterator[PageToLookAt]:
    for page in dossier.pages:
        yield PageToLookAt(
            dossier=dossier.dossier,
            version=dossier.version,
            page=page.number,
            reasons=page.reasons,
        )


def _has_doubtful_parcels(entry: EntryDocument) -> bool:
    return entry.has_own_doubts or any(field in entry.flagged for field in PARCEL_FIELDS)


def _may_name(query: Query, dossier: DoubtfulDossier) -> bool:
    """Whether the dossier is about a Flur that is asked for, or does not surely say about which."""
    keys = [key for entry in dossier.entries for key in entry.parcels]
    if not keys or any(_has_doubtful_parcels(entry) for entry in dossier.entries):
        return True
    parcels = [key.parcel for key in (*keys, *dossier.mentions)]
    return any(_is_in(asked, parcel) for asked in query.parcels for parcel in parcels)


def _is_in(asked: ParcelQuery, parcel: Parcel) -> bool:
    """Whether Gemarkung and Flur are those asked for, or left open."""
    is_named = bool(parcel.gemarkung and asked.gemarkungen)
    if is_named and not set(gemarkung_keys(parcel.gemarkung or "")) & set(asked.gemarkungen):
        return False
    return not (parcel.flur and asked.flur) or flur_key(parcel.flur) == asked.flur
