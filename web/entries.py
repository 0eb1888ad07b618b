"""An entry as the desk shows it: what it says, what of that is doubted, why it was found."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from baulast.language import tr
from baulast.model import FieldName, Parcel, Status
from index.document import EntryDocument
from index.kinds import KIND_NAMES
from index.seam import EntryHit, Excerpt, Nearness
from report.wording import status_words, town_name
from web.addresses import Addresses
from web.pages import day

DATES = (FieldName.REGISTERED_ON, FieldName.DECLARED_ON, FieldName.DELETED_ON)
NEARNESS = {
    Nearness.OPEN: ("Gemarkung oder Flur fehlt im Eintrag", "entry lacks Gemarkung or Flur"),
    Nearness.OTHER_READING: ("andere Lesart der Ziffern", "another reading of the digits"),
    Nearness.SAME_ZAEHLER: (
        "gleicher Zähler, nur einer mit Nenner",
        "same Zähler, only one has a Nenner",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """Parcels of one Gemarkung and Flur."""

    place: str  # "Büttgen, Flur 12"
    numbers: tuple[tuple[str, bool], ...]  # each, and whether it is the one asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What a field says."""

    name: FieldName
    text: str
    is_doubted: bool
    parcels: tuple[Numbers, ...] = ()
    maybe: tuple[str, ...] = ()  # parcels that the ink may say instead


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """An entry, ready to be shown."""

    href: str  # "": its dossier lies in another town's home
    municipality: str
    town: str
    title: str  # "Blatt 143, lfd. Nr. 2"
    is_title_doubted: bool
    status: Status
    is_deleted: bool  # without doubt
    has_doubts: bool
    values: dict[FieldName, Value]
    remarks: tuple[str, ...]  # why it was found, what else is to be known
    street: str  # "": none, or the excerpts have it
    excerpts: tuple[tuple[tuple[str, bool], ...], ...]  # pieces of text; True: words asked for


def entry_view(hit: EntryHit, addresses: Addresses, *, is_here: bool = True) -> EntryView:
    """The entry of a hit; ``is_here``: its dossier lies in this home and can be opened."""
    entry = hit.document
    asked = frozenset(match.found.parcel for match in hit.matches)
    names = {FieldName.SHEET.value, FieldName.ENTRY_NUMBER.value}
    return EntryView(
        href=_href(hit, addresses) if is_here else "",
        municipality=entry.municipality,
        town=town_name(entry.municipality),
        title=title(entry.sheet, entry.entry_number),
        is_title_doubted=bool(names.intersection(entry.flagged)),
        status=entry.status,
        is_deleted=entry.is_hidden,
        has_doubts=bool(entry.flagged or entry.has_own_doubts),
        values={value.name: value for value in _values(entry, asked)},
        remarks=tuple(_remarks(hit)),
        street="" if entry.street in [one.text for one in hit.excerpts] else entry.street or "",
        excerpts=tuple(tuple(_pieces(one)) for one in hit.excerpts),
    )


def _pieces(excerpt: Excerpt) -> Iterable[tuple[str, bool]]:
    """The text in pieces: those that were asked for, and those between them."""
    end = 0
    for start, stop in excerpt.marks:
        yield excerpt.text[end:start], False
        yield excerpt.text[start:stop], True
        end = stop
    yield excerpt.text[end:], False


def _href(hit: EntryHit, addresses: Addresses) -> str:
    """Where the entry is shown, with the parcel it was found for marked on the page."""
    entry = hit.document
    href = f"/eintragung/{addresses.of(entry.dossier, entry.version)}/{entry.position + 1}"
    found = [match.found for match in hit.matches if match.found.place]
    at = next((i for i, key in enumerate(entry.parcels) if key in found), None)
    return href if at is None else f"{href}?treffer={at}"


def title(sheet: str | None, number: int | None) -> str:
    """Sheet and number; "?" for what nobody could read."""
    words = tr("Blatt {}, lfd. Nr. {}", "Sheet {}, entry {}")
    return words.format(sheet or "?", "?" if number is None else number)


def _values(entry: EntryDocument, asked: frozenset[Parcel]) -> Iterable[Value]:
    def value(name: FieldName, text: str) -> Value:
        return Value(name=name, text=text, is_doubted=name.value in entry.flagged)

    for role in (FieldName.BURDENED, FieldName.BENEFITED):
        others = (k.parcel for k in entry.parcels if k.role is role and not k.is_certain)
        yield Value(
            name=role,
            text="; ".join(str(key.parcel) for key in entry.plots(role)),
            is_doubted=role.value in entry.flagged,
            parcels=tuple(_grouped(entry, role, asked)),
            maybe=tuple(map(str, others)),
        )
    kinds = (entry.kind, *entry.further_kinds)
    yield value(FieldName.KIND, ", ".join(KIND_NAMES[kind][0] for kind in kinds if kind))
    yield value(FieldName.STATUS, status_words(entry.status))
    for name in DATES:
        yield value(name, day(getattr(entry, name.value)))
    yield value(FieldName.LEGAL_BASIS, entry.legal_basis or "")
    yield value(FieldName.REFERENCE, entry.reference or "")
    yield value(FieldName.STREET, entry.street or "")
    yield value(FieldName.LAND_REGISTER, entry.land_register or "")


def _grouped(entry: EntryDocument, role: FieldName, asked: frozenset[Parcel]) -> Iterable[Numbers]:
    """The parcels of a role, those of the same Flur together."""
    part = tr(" tlw.", " (part)")
    for (gemarkung, flur), keys in groupby(
        entry.plots(role), key=lambda key: (key.parcel.gemarkung, key.parcel.flur)
    ):
        place = (gemarkung or tr("Gemarkung ?", "Gemarkung ?"), f"Flur {flur or '?'}")
        yield Numbers(
            place=", ".join(place),
            numbers=tuple(
                (f"{key.parcel.number}{part if key.part else ''}", key.parcel in asked)
                for key in keys
            ),
        )


def _remarks(hit: EntryHit) -> Iterable[str]:
    if hit.nearness in NEARNESS:
        yield tr(*NEARNESS[hit.nearness])
    if hit.versions > 1:
        decide = tr(
            "{} Fassungen: ein Mensch muss entscheiden", "{} versions: a person must decide"
        )
        yield decide.format(hit.versions)
    yield from map(str, hit.document.notes)
