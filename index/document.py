"""Dossier -> what is indexed of it (pure): its entries, its pages, and parcels merely named."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from baulast.gazetteer import gazetteer
from baulast.language import Both
from baulast.model import (
    Box,
    Dossier,
    Doubt,
    DoubtReason,
    Entry,
    Field,
    FieldName,
    Finding,
    Kind,
    Page,
    PageKind,
    PageText,
    Parcel,
    Plot,
    Status,
    page_text,
)
from index.cadastre import gemarkung_keys, parcels_in
from index.misread import OF_DIGITS
from index.persons import masker, told

PARCEL_FIELDS = (FieldName.BURDENED, FieldName.BENEFITED, FieldName.PARCEL)
UNTOLD = ""  # key of a Gemarkung that could not be told
# Doubts of a page that mean: an entry or a parcel may hide there that the index does not know.
HIDES_ENTRY = frozenset(
    {
        DoubtReason.UNREAD_INK,
        DoubtReason.NO_TEXT,
        DoubtReason.ORIENTATION,
        DoubtReason.RESOLUTION,  # too few dots to a letter: small numbers are not read at all
        DoubtReason.TOO_LARGE,
        DoubtReason.INK_LOST,
        DoubtReason.SEPARATOR_UNDECODED,
        DoubtReason.PAGE_KIND,
        DoubtReason.NOT_FOUND,
        DoubtReason.ILLEGIBLE,
        DoubtReason.STALE,
        DoubtReason.REMAINS,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands: page of the dossier from 1, and its box on the upright scan."""

    page: int
    box: Box | None = None  # None: the whole page


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelKey:
    """A parcel of an entry, or merely named on a page, as it can be asked for."""

    role: FieldName  # BURDENED, BENEFITED or PARCEL
    parcel: Parcel
    part: bool = False
    is_certain: bool = True  # False: another reading of the ink, or a page that says otherwise
    is_doubted: bool = False  # the digits are: they may be others that look alike
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDocument:
    """One entry as it is indexed; it holds no names of persons."""

    dossier: str
    version: int
    position: int  # in Dossier.entries, from 0
    municipality: str
    number: str | None  # of the dossier
    sheet: str | None
    entry_number: int | None
    kind: Kind | None
    further_kinds: tuple[Kind, ...]
    status: Status
    declared_on: date | None
    registered_on: date | None
    deleted_on: date | None
    legal_basis: str | None
    reference: str | None
    street: str | None
    land_register: str | None
    wording: str
    parcels: tuple[ParcelKey, ...]
    flagged: tuple[str, ...]  # names of the fields that a person should look at
    has_own_doubts: bool  # about the entry as a whole
    doubts: tuple[Doubt, ...]
    notes: tuple[Both, ...]
    pages: tuple[int, ...]
    places: tuple[tuple[str, Place], ...]  # where each field was read
    reviewed: tuple[str, ...] = ()  # names of the fields that a person has vouched for

    @property
    def lands(self) -> tuple[str, ...]:
        """The Gemarkungen of its parcels, as the gazetteer writes them or else as read."""
        names = {key.parcel.gemarkung for key in self.parcels if key.is_certain}
        known = {g.name for n in names if n for g in gazetteer().named(n)}
        unknown = {n for n in names if n and not gazetteer().named(n)}
        return tuple(sorted(known | unknown))

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """Its kind and the further ones."""
        return tuple(dict.fromkeys(kind for kind in (self.kind, *self.further_kinds) if kind))

    @property
    def is_reviewed(self) -> bool:
        """A person has looked at it, and nothing is left to look at."""
        return bool(self.reviewed) and not (self.flagged or self.has_own_doubts)

    @property
    def id(self) -> str:
        return f"{self.dossier}@{self.version}#{self.position + 1}"

    @property
    def is_hidden(self) -> bool:
        """Deleted without doubt: shown only when asked for, but counted."""
        return self.status is Status.DELETED and FieldName.STATUS.value not in self.flagged

    @property
    def place(self) -> Place:
        """Where to open the PDF: the spot of the first field that has one, the sheet otherwise."""
        for _, place in self.places:
            if place.box is not None:
                return place
        return Place(page=self.pages[0] if self.pages else 1)

    def plots(self, role: FieldName) -> tuple[ParcelKey, ...]:
        """The parcels of a role that the entry is taken to name."""
        return tuple(key for key in self.parcels if key.role is role and key.is_certain)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDocument:
    """One page as it is indexed; its words carry names, so it is searched only when asked."""

    dossier: str
    version: int
    number: int
    delivery: str
    place: int
    kind: PageKind | None
    words: tuple[tuple[str, Box], ...]
    text: str
    doubts: tuple[Doubt, ...]  # its own, and those of the dossier that are about it

    @property
    def may_hide_entry(self) -> bool:
        """Something on it was not read or not made out."""
        return any(doubt.reason in HIDES_ENTRY for doubt in self.doubts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents:
    """All that the index holds of one version of a dossier."""

    dossier: str
    version: int
    municipality: str
    entries: tuple[EntryDocument, ...]
    pages: tuple[PageDocument, ...]
    mentions: tuple[ParcelKey, ...]  # named on a page, in no entry
    gemarkungen: tuple[str, ...]  # keys; "" among them: it may be about others too


def documents(dossier: Dossier) -> Documents:
    """The dossier as it is indexed."""
    entries = entry_documents(dossier)
    named = {str(key.parcel) for entry in entries for key in entry.parcels}
    mentions = tuple(key for key in _mentions(dossier) if str(key.parcel) not in named)
    keys = [*(key for entry in entries for key in entry.parcels), *mentions]
    return Documents(
        dossier=dossier.id,
        version=dossier.version,
        municipality=dossier.municipality,
        entries=entries,
        pages=tuple(_page_document(dossier, page) for page in dossier.pages),
        mentions=mentions,
        gemarkungen=_gemarkungen(key.parcel for key in keys),
    )


def entry_documents(dossier: Dossier) -> tuple[EntryDocument, ...]:
    """The entries of a dossier as they are indexed, without names of persons."""
    mask = masker(dossier)
    texts = {page.number: page_text(page.words) for page in dossier.pages}
    return tuple(
        EntryDocument(
            dossier=dossier.id,
            version=dossier.version,
            position=position,
            municipality=dossier.municipality,
            number=dossier.number,
            sheet=told(entry.sheet, mask),
            entry_number=entry.number.value,
            kind=entry.kind.value,
            further_kinds=entry.further_kinds,
            status=entry.status.value,
            declared_on=entry.declared_on.value,
            registered_on=entry.registered_on.value,
            deleted_on=entry.deleted_on.value,
            legal_basis=told(entry.legal_basis, mask),
            reference=told(entry.reference, mask),
            street=told(entry.street, mask),
            land_register=told(entry.land_register, mask),
            wording=mask(entry.wording),
            parcels=tuple(_parcel_keys(entry, texts)),
            flagged=tuple(map(str, entry.flagged)),
            has_own_doubts=bool(entry.doubts),
            doubts=tuple(
                Doubt(reason=d.reason, detail=d.detail.each(mask), page=d.page, box=d.box)
                for d in entry.all_doubts
            ),
            notes=tuple(note.each(mask) for note in entry.notes),
            pages=entry.pages,
            places=tuple(_places(entry, texts)),
            reviewed=tuple(str(name) for name, f in entry.findings.items() if f.is_reviewed),
        )
        for position, entry in enumerate(dossier.entries)
    )


def doubts_of(page: Page, dossier: Dossier) -> tuple[Doubt, ...]:
    """The page's own doubts, and the dossier's about it; those without a page go to the first."""
    first = dossier.pages[0].number
    about = (doubt for doubt in dossier.doubts if (doubt.page or first) == page.number)
    return (*page.doubts, *about)


def place_of(field: Field, texts: dict[int, PageText]) -> Place:
    """The box around the words that a value was read from."""
    evidence = field.evidence
    text = texts.get(evidence.page)
    words = text.words_in(evidence.start, evidence.end) if text else ()
    if not words:
        return Place(page=evidence.page)
    box = words[0].box
    for word in words[1:]:
        box = box.united(word.box)
    return Place(page=evidence.page, box=box)


def _places(entry: Entry, texts: dict[int, PageText]) -> Iterable[tuple[str, Place]]:
    for name, finding in entry.findings.items():
        if finding.spot:
            yield str(name), Place(page=finding.spot.page, box=finding.spot.box)
        elif finding.readings:
            yield str(name), place_of(finding.readings[0], texts)


def _parcel_keys(entry: Entry, texts: dict[int, PageText]) -> Iterable[ParcelKey]:
    """The entry's parcels, then those that other readings of the same ink would give."""
    for role, finding in (
        (FieldName.BURDENED, entry.burdened),
        (FieldName.BENEFITED, entry.benefited),
    ):
        seen = {str(plot.parcel) for plot in finding.value}
        is_doubted = any(doubt.reason in OF_DIGITS for doubt in finding.doubts)
        places = {field.value: place_of(field, texts) for field in reversed(finding.readings)}
        pointed = finding.spot and Place(page=finding.spot.page, box=finding.spot.box)
        for plot in finding.value:
            place = pointed or places.get(str(plot.parcel))
            yield ParcelKey(
                role=role,
                parcel=plot.parcel,
                part=plot.part,
                is_doubted=is_doubted,
                place=place,
            )
        if finding.is_reviewed and not finding.doubts:
            continue  # a person has told which of the readings is right
        for parcel in _other_readings(finding):
            if str(parcel) not in seen:
                seen.add(str(parcel))
                place = places.get(str(parcel))
                yield ParcelKey(role=role, parcel=parcel, is_certain=False, place=place)


def _other_readings(finding: Finding[tuple[Plot, ...]]) -> Iterable[Parcel]:
    """Parcels that alternatives and contradicting pages name."""
    for value in (*finding.alternatives, *(field.value for field in finding.readings)):
        yield from parcels_in(value)


def _mentions(dossier: Dossier) -> Iterable[ParcelKey]:
    """Every parcel that some page names, once a page."""
    texts = {page.number: page_text(page.words) for page in dossier.pages}
    seen: set[tuple[int, str]] = set()
    told = {
        field
        for entry in dossier.entries
        for finding in (entry.burdened, entry.benefited)
        if finding.is_reviewed and not finding.doubts
        for field in finding.readings
    }
    for field in dossier.fields:
        if field.name not in PARCEL_FIELDS or field in told:
            continue  # of the latter a person has said what the ink says
        for parcel in parcels_in(field.value):
            spot = (field.evidence.page, str(parcel))
            if spot not in seen:
                seen.add(spot)
                yield ParcelKey(role=FieldName.PARCEL, parcel=parcel, place=place_of(field, texts))


def _gemarkungen(parcels: Iterable[Parcel]) -> tuple[str, ...]:
    """Keys of the Gemarkungen named; "" stands for those that could not be told."""
    keys: set[str] = set()
    for parcel in parcels:
        keys |= set(gemarkung_keys(parcel.gemarkung)) if parcel.gemarkung else {UNTOLD}
        if parcel.gemarkung and not gazetteer().named(parcel.gemarkung):
            keys.add(UNTOLD)
    return tuple(sorted(keys or {UNTOLD}))


def _page_document(dossier: Dossier, page: Page) -> PageDocument:
    return PageDocument(
        dossier=dossier.id,
        version=dossier.version,
        number=page.number,
        delivery=page.origin.delivery,
        place=page.origin.place,
        kind=page.kind,
        words=tuple((word.text, word.box) for word in page.words),
        text=page.text,
        doubts=doubts_of(page, dossier),
    )
