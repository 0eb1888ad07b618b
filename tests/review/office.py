"""A home with one doubtful dossier, and desks of several reviewers over it."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pikepdf

from archive.store import Store
from baulast.language import Both
from baulast.model import (
    Box,
    ColourMode,
    Dossier,
    Doubt,
    DoubtReason,
    Entry,
    Evidence,
    Field,
    FieldName,
    Finding,
    Kind,
    Page,
    PageKind,
    PageOrigin,
    Parcel,
    Plot,
    Status,
    Word,
)
from baulast.settings import ReviewSettings
from baulast.standing import Standing
from baulast.tasks import key_of, target_of
from catalog.store import Catalog
from index.embedded import INDEX_FILE, EmbeddedIndex
from review.desk import ReviewDesk

ID = "kaarst/KAA-BL-7"
WRITTEN = "Büttgen Flur 12 Flurstück 345 belastet mit Zufahrt am 12.3.1974"


def doubt(reason: DoubtReason, page: int = 1, left: int = 100) -> Doubt:
    box = Box(left=left, top=200, right=left + 90, bottom=240)
    return Doubt(reason=reason, detail=Both.only(f"{reason} hier"), page=page, box=box)


def words() -> tuple[Word, ...]:
    return tuple(
        Word(
            text=text,
            box=Box(left=100 * n, top=200, right=100 * n + 90, bottom=240),
            confidence=0.9,
            block=0,
            line=0,
        )
        for n, text in enumerate(WRITTEN.split())
    )


def page(number: int, **changes: object) -> Page:
    plain = Page(
        number=number,
        origin=PageOrigin(delivery="Akte 7", place=number, file="a.tif", sha256="", frame=0),
        width_px=1000,
        height_px=1400,
        dpi=120.0,
        mode=ColourMode.GREY,
        pixels_sha256=f"pixels {number}",
        kind=PageKind.SHEET,
        words=words(),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def plot(number: str, flur: str = "12") -> Plot:
    return Plot(parcel=Parcel.parse("Büttgen", flur, number))


def entry(number: int, **changes: object) -> Entry:
    start = WRITTEN.index("345")
    burdened = Field(
        name=FieldName.BURDENED,
        value=str(plot("345").parcel),
        evidence=Evidence(page=1, start=start, end=start + 3),
        source="test",
    )
    plain = Entry(
        sheet=Finding(value="143"),
        number=Finding(value=number),
        kind=Finding(value=Kind.ZUFAHRT),
        burdened=Finding(value=(plot("345"),), readings=(burdened,)),
        benefited=Finding(value=(plot("346"),)),
        declared_on=Finding(value=date(1974, 3, 1)),
        registered_on=Finding(value=date(1974, 3, 12)),
        deleted_on=Finding(value=None),
        legal_basis=Finding(value="§ 99 BauO NW"),
        reference=Finding(value="63-12/74"),
        status=Finding(value=Status.ACTIVE),
        street=Finding(value=None),
        land_register=Finding(value=None),
        pages=(1,),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def doubtful() -> Dossier:
    """Two entries: of the first the parcel and the status are in doubt, of both the sheet."""
    parcel = (doubt(DoubtReason.ILLEGIBLE, left=300),)
    sheet = Finding(value="143", doubts=(doubt(DoubtReason.ILLEGIBLE, left=0),))
    first = entry(1, sheet=sheet)
    burdened = replace(
        first.burdened, doubts=parcel, alternatives=("Büttgen, Flur 12, Flurstück 348",)
    )
    status = Finding(
        value=Status.UNCLEAR,
        doubts=(doubt(DoubtReason.STRUCK),),
        alternatives=("deleted", "active"),
    )
    return Dossier(
        id=ID,
        municipality="kaarst",
        number="KAA-BL-7",
        fields=first.burdened.readings,
        pages=(page(1), page(2, doubts=(doubt(DoubtReason.UNREAD_INK, page=2),))),
        entries=(replace(first, burdened=burdened, status=status), entry(2, sheet=sheet)),
    )


def key(dossier: Dossier, field: FieldName, place: int = 0) -> str:
    """The key of a look at one field."""
    return key_of((target_of(dossier.entries[place], field),))


@dataclass(frozen=True)
class Office:
    """A home, and what reviewers have before them."""

    home: Path
    store: Store
    catalog: Catalog
    index: EmbeddedIndex

    def desk(self, by: str = "Anna", **settings: object) -> ReviewDesk:
        wanted = ReviewSettings(**settings)  # type: ignore[arg-type]
        return ReviewDesk(self.store, self.catalog, self.open_index, wanted, by=by)

    @property
    def standing(self) -> Standing:
        return self.store.standing(self.store.reading(ID))

    @property
    def dossier(self) -> Dossier:
        return self.store.load(ID)

    def open_index(self) -> EmbeddedIndex:
        return EmbeddedIndex(self.home / INDEX_FILE)

    def read_anew(self, dossier: Dossier) -> None:
        """The same pages were read again, by other rules."""
        self.store.commit(with_origin(dossier, self.store), empty_page)


def with_origin(dossier: Dossier, store: Store) -> Dossier:
    (original,) = store.originals()
    pages = (replace(p, origin=replace(p.origin, sha256=original.name)) for p in dossier.pages)
    return replace(dossier, pages=tuple(pages))


def empty_page(path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path)
