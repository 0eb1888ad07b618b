"""Acts that came after the scan: entries added, entries deleted, each with its own evidence.

They lie over the reading as corrections do: the reading stays as it was, and every time it is
loaded the acts are put on it anew, so that a rebuild or a second reading loses none.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import cattrs
from cattrs.preconf.json import make_converter

from baulast.language import tr
from baulast.model import (
    Dossier,
    Doubt,
    DoubtReason,
    Entry,
    Finding,
    Kind,
    Parcel,
    Plot,
    Status,
)

ADDED, DELETED = "entry_added", "entry_deleted"  # names of the events in the supplement

_converter: cattrs.Converter = make_converter(omit_if_default=True)
_converter.register_unstructure_hook(date, lambda day: day.isoformat())
_converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """On whose word an act stands, and on which paper."""

    by: str  # who recorded it
    at: str  # ISO time with zone
    order: str  # file number of the Verfügung
    evidence: str | None = None  # name of the document that was kept with it
    evidence_sha256: str | None = None  # under which it lies with the originals


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryAdded:
    """An entry that was made in the register after the dossier was scanned."""

    version: int  # of the dossier
    source: Source
    sheet: str
    number: int
    kind: Kind
    burdened: tuple[Plot, ...]
    benefited: tuple[Plot, ...] = ()
    declared_on: date | None = None
    registered_on: date
    legal_basis: str | None = None
    reference: str | None = None
    street: str | None = None
    wording: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDeleted:
    """An entry that was deleted in the register after the dossier was scanned."""

    version: int
    source: Source
    sheet: str | None  # as the reading says: by these the entry is found again
    number: int | None
    place: int  # in Dossier.entries, from 0
    deleted_on: date
    parcels: tuple[Parcel, ...] = ()  # that are free of it from then on; (): all of the entry


Act = EntryAdded | EntryDeleted


def act_event(act: Act) -> dict[str, Any]:
    """The act as the supplement keeps it."""
    name = ADDED if isinstance(act, EntryAdded) else DELETED
    return {"event": name, "act": _converter.unstructure(act)}


def acts_of(events: Iterable[Mapping[str, Any]]) -> tuple[Act, ...]:
    """The acts among the events of a supplement, in their order."""
    kinds: dict[str, type[EntryAdded] | type[EntryDeleted]] = {
        ADDED: EntryAdded,
        DELETED: EntryDeleted,
    }
    return tuple(
        _converter.structure(event["act"], kinds[event["event"]])
        for event in events
        if event.get("event") in kinds
    )


def with_acts(dossier: Dossier, acts: Iterable[Act]) -> Dossier:
    """The dossier as it stands after these acts; those of other versions are passed over."""
    for act in acts:
        if act.version != dossier.version:
            continue
        if isinstance(act, EntryAdded):
            dossier = replace(dossier, entries=(*dossier.entries, _added(act)))
        else:
            dossier = _without(dossier, act)
    return dossier


def _added(act: EntryAdded) -> Entry:
    return Entry(
        sheet=Finding(value=act.sheet),
        number=Finding(value=act.number),
        kind=Finding(value=act.kind),
        burdened=Finding(value=act.burdened),
        benefited=Finding(value=act.benefited),
        declared_on=Finding(value=act.declared_on),
        registered_on=Finding(value=act.registered_on),
        deleted_on=Finding(value=None),
        legal_basis=Finding(value=act.legal_basis),
        reference=Finding(value=act.reference),
        status=Finding(value=Status.ACTIVE),
        wording=act.wording,
        street=Finding(value=act.street),
        land_register=Finding(value=None),
        notes=(_note(tr("Eintragung nachgetragen", "entry recorded later"), act.source),),
    )


def _without(dossier: Dossier, act: EntryDeleted) -> Dossier:
    place = entry_place(dossier, act.sheet, act.number, act.place)
    if place is None:
        return replace(dossier, doubts=(*dossier.doubts, _lost(act)))
    entry = dossier.entries[place]
    if act.parcels:
        freed = "; ".join(map(str, act.parcels))
        what = tr(
            f"Am {act.deleted_on:%d.%m.%Y} gelöscht hinsichtlich {freed}, nachgetragen",
            f"deleted on {act.deleted_on} as to {freed}, recorded later",
        )
        status, deleted_on = Status.PARTLY_DELETED, entry.deleted_on
    else:
        what = tr("Löschung nachgetragen", "deletion recorded later")
        status, deleted_on = Status.DELETED, Finding(value=act.deleted_on)
    deleted = replace(
        entry,
        status=Finding(value=status, readings=entry.status.readings),
        deleted_on=deleted_on,
        notes=(*entry.notes, _note(what, act.source)),
    )
    entries = (*dossier.entries[:place], deleted, *dossier.entries[place + 1 :])
    return replace(dossier, entries=entries)


def entry_place(
    dossier: Dossier, sheet: str | None, number: int | None, place: int | None
) -> int | None:
    """Where the entry stands now that was of that name and place when a person meant it.

    None: it was read anew, and is not the only one of that name.
    """
    same = [
        here
        for here, entry in enumerate(dossier.entries)
        if (entry.sheet.value, entry.number.value) == (sheet, number)
    ]
    if place in same:
        return place
    return same[0] if len(same) == 1 else None


def _lost(act: EntryDeleted) -> Doubt:
    detail = tr(
        f"Die Löschung von Blatt {act.sheet}, lfd. Nr. {act.number} ({act.source.order}) findet "
        "ihre Eintragung nach neuer Lesung nicht mehr",
        f"the deletion of sheet {act.sheet}, entry {act.number} ({act.source.order}) does not "
        "find its entry after a new reading",
    )
    return Doubt(reason=DoubtReason.NOT_FOUND, detail=detail)


def _note(what: str, source: Source) -> str:
    evidence = f", {source.evidence}" if source.evidence else ""
    return f"{what} ({source.order}{evidence})"
