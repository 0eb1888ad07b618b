"""A dossier -> what Elasticsearch is given of it: own ids, own hashes (pure).

An entries index holds a document for each entry and one for each dossier; the latter says how much
there is and how much of it is in doubt, so that who may not see page texts still learns what an
empty answer is worth.
"""

import hashlib
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from typing import Any

from baulast.gazetteer import fold_name
from baulast.model import PERSONAL, Dossier
from index.askable import words_for, words_of
from index.cadastre import flur_key, gemarkung_keys, kennzeichen
from index.document import Documents, EntryDocument, PageDocument, ParcelKey, documents
from index.entry_text import is_doubtful, searchable_text
from index.german import terms
from index.lineage import Descent, Relation
from index.listed import ListedSheet, Lists
from index.order import order_key
from index.query import handle
from index.scope import doubtful_page
from index.seam import DoubtfulPage, TownState
from index.stored import json_of, unstructured
from index.towns import (
    ENTRIES,
    PAGES,
    PERSONS,
    Names,
    keepers,
    town_of,
    towns_named,
    towns_of_land,
)

# What a document of an entries index is.
ENTRY, DOSSIER, STATE, SHEET, DESCENT = "entry", "dossier", "state", "sheet", "descent"
LONGEST_ID = 512  # bytes; Elasticsearch refuses longer ones


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document as it is sent."""

    alias: str  # through which it is found
    index: str  # in which it lies
    id: str
    hash: str  # SHA-256 of what it says
    text: str  # JSON of what it says, with the hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What the document of a dossier holds, beside what it is found by."""

    mentions: tuple[ParcelKey, ...]
    pages: tuple[DoubtfulPage, ...]  # those that may hide an entry


def sources(dossier: Dossier, names: Names) -> Iterator[Source]:
    """Everything that the shared index holds of this version of a dossier."""
    found = documents(dossier)
    home = town_of(found.municipality)
    base = {
        "dossier": found.dossier,
        "version": found.version,
        "municipality": found.municipality,
        "town": home.ags,
        "keeper": keepers(found.municipality)[-1].name,
        "is_copy": False,
        "gemarkungen": list(found.gemarkungen),
    }
    whole = f"{found.dossier}@{found.version}"

    def source(kind: str, id: str, body: dict[str, Any]) -> Source:
        return _source(names, names.alias(home.ags, kind), id, {**base, **body})

    def everywhere(id: str, body: dict[str, Any], keys: Iterable[ParcelKey]) -> Iterator[Source]:
        towns = towns_named(key.parcel for key in keys)
        return _everywhere(names, home.ags, id, {**base, **body}, towns)

    yield from everywhere(whole, _dossier_body(found), _all_keys(found))
    for entry in found.entries:
        yield from everywhere(entry.id, _entry_body(entry), entry.parcels)
    for page in found.pages:
        yield source(PAGES, f"{whole}/{page.number}", _page_body(page))
    for place, field in enumerate(f for f in dossier.fields if f.name in PERSONAL):
        body = {"page": field.evidence.page, "kind": field.name.value, "name": field.value}
        yield source(PERSONS, f"{whole}/{place}", body)


def list_sources(lists: Lists, towns: Iterable[str], names: Names) -> Iterator[Source]:
    """What these towns have listed, also for the towns whose land it is about."""
    for home in map(town_of, towns):
        base = {"municipality": fold_name(home.name), "town": home.ags, "is_copy": False}
        own = lists.of(home.name)
        for place, sheet in enumerate(own.sheets, 1):
            id = "#".join(sheet.key)  # a dossier's has an @
            body = {**base, **_sheet_body(sheet, place)}
            yield from _everywhere(names, home.ags, id, body, towns_of_land(sheet.gemarkung))
        for place, descent in enumerate(own.descents, 1):
            body = {**base, **_descent_body(descent, place)}
            yield from _everywhere(names, home.ags, f"{DESCENT}#{place}", body, descent.towns)


def state_text(state: TownState) -> str:
    """What a town said of its register, as it is sent; no hash: it is nothing that was read."""
    body = {
        "type": STATE,
        "town": town_of(state.municipality).ags,
        "municipality": state.municipality,
        "document": unstructured(state),
    }
    return json_of(body)


def parcel_body(key: ParcelKey, municipality: str) -> dict[str, Any]:
    """A parcel of this town's register, as it can be asked for."""
    parcel = key.parcel
    return _filled(
        role=key.role.value,
        name=parcel.gemarkung,
        flur=flur_key(parcel.flur) if parcel.flur else None,
        zaehler=str(parcel.zaehler),
        nenner=None if parcel.nenner is None else str(parcel.nenner),
        key=kennzeichen(parcel),
        is_certain=key.is_certain,
        asked_as=list(words_for(key, municipality)),
        doubted=str(parcel.zaehler) if key.is_doubted else None,
        order=order_key(parcel),
    )


def _dossier_body(found: Documents) -> dict[str, Any]:
    pages = tuple(doubtful_page(page) for page in found.pages if page.may_hide_entry)
    overview = Overview(mentions=found.mentions, pages=pages)
    return {
        "type": DOSSIER,
        "entries": len(found.entries),
        "pages": len(found.pages),
        "doubtful_entries": sum(map(is_doubtful, found.entries)),
        "doubtful_pages": len(pages),
        "mentions": [parcel_body(key, found.municipality) for key in found.mentions],
        "document": unstructured(overview),
    }


def _entry_body(entry: EntryDocument) -> dict[str, Any]:
    text = searchable_text(entry)
    found = terms(text)
    numbers = (entry.reference, entry.sheet, entry.number)
    return _filled(
        type=ENTRY,
        position=entry.position,
        number=entry.number,
        sheet=entry.sheet,
        entry_number=entry.entry_number,
        kind=entry.kind,
        further_kinds=list(entry.further_kinds),
        kinds=list(entry.kinds),
        lands=list(entry.lands),
        first_parcel=order_key(entry.parcels[0].parcel) if entry.parcels else None,
        status=entry.status,
        declared_on=entry.declared_on and entry.declared_on.isoformat(),
        registered_on=entry.registered_on and entry.registered_on.isoformat(),
        deleted_on=entry.deleted_on and entry.deleted_on.isoformat(),
        legal_basis=entry.legal_basis,
        reference=entry.reference,
        street=entry.street,
        land_register=entry.land_register,
        handles=sorted({handle(number) for number in numbers if number}),
        flagged=list(entry.flagged),
        is_hidden=entry.is_hidden,
        is_doubtful=is_doubtful(entry),
        is_reviewed=entry.is_reviewed,
        parcels=[parcel_body(key, entry.municipality) for key in entry.parcels],
        text=text,
        words=" ".join(found.words),
        parts=" ".join(found.parts),
        compounds=" ".join(found.pieces),
        document=unstructured(entry),
    )


def _sheet_body(sheet: ListedSheet, place: int) -> dict[str, Any]:
    return {
        "type": SHEET,
        "gemarkungen": list(gemarkung_keys(sheet.gemarkung)),
        "position": place,
        "sheet": sheet.sheet,
        "document": unstructured(sheet),
    }


def _descent_body(descent: Descent, place: int) -> dict[str, Any]:
    """Found by its new parcel where that one's predecessors are asked for, by the old one else."""
    ends = ((Relation.PREDECESSOR, descent.new), (Relation.SUCCESSOR, descent.old))
    return {
        "type": DESCENT,
        "gemarkungen": sorted({*descent.old.gemarkungen, *descent.new.gemarkungen}),
        "position": place,
        "parcels": [{"role": role.value, "asked_as": list(words_of(end))} for role, end in ends],
        "document": unstructured(descent),
    }


def _page_body(page: PageDocument) -> dict[str, Any]:
    found = terms(page.text)
    return _filled(
        page=page.number,
        kind=page.kind,
        text=page.text,
        words=" ".join(found.words),
        parts=" ".join(found.parts),
        compounds=" ".join(found.pieces),
        document=unstructured(page),
    )


def _all_keys(found: Documents) -> tuple[ParcelKey, ...]:
    return (*(key for entry in found.entries for key in entry.parcels), *found.mentions)


def _everywhere(
    names: Names, home: str, id: str, body: dict[str, Any], towns: Set[str]
) -> Iterator[Source]:
    """Also for the towns whose land it is about: they may not see the register's own town."""
    yield _source(names, names.alias(home, ENTRIES), id, body)
    for ags in sorted(towns - {home}):
        yield _source(names, names.copies_alias(ags, home=home), id, {**body, "is_copy": True})


def _source(names: Names, alias: str, id: str, body: dict[str, Any]) -> Source:
    text = json_of(body)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Source(
        alias=alias,
        index=names.versioned(alias),
        id=_id(id),
        hash=digest,
        text=f'{text[:-1]},"hash":"{digest}"}}',
    )


def _id(written: str) -> str:
    """The id itself; a hash for the rare one that Elasticsearch would not take."""
    is_short = len(written.encode()) <= LONGEST_ID
    return written if is_short else hashlib.sha256(written.encode()).hexdigest()


def _filled(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, [], "")}
