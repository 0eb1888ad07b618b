"""Acts that came after the scan: entries added, entries deleted, each with its own evidence.

They lie over the reading as corrections do: the reading stays as it was, and every time it is
loaded the acts are put on it anew, so that a rebuild or a second reading loses none.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import cattrs
from cattrs.preconf.json import make_converter

from baulast.identity import entry_place
from baulast.language import Both
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
    sheet: str | None
    number: int | None
    entry: str = ""  # Entry.id; "": an earlier program wrote none, sheet and number tell
    deleted_on: date
    parcels: tuple[Parcel, ...] = ()  # that are free of it from then on; (): all of the entry


Act = EntryAdded | EntryDeleted
_KINDS: dict[str, type[EntryAdded] | type[EntryDeleted]] = {
    ADDED: EntryAdded,
    DELETED: EntryDeleted,
}


def act_event(act: Act) -> dict[str, Any]:
    """The act as the supplement keeps it."""
    name = ADDED if isinstance(act, EntryAdded) else DELETED
    return {"event": name, "act": _converter.unstructure(act)}


def acts_of(events: Iterable[Mapping[str, Any]]) -> tuple[Act, ...]:
    """The acts among the events of a supplement, in their order, as far as they can be read."""
    found = []
    for event in events:
        with suppress(ValueError):
            found.append(act_of(event))
    return tuple(act for act in found if act is not None)


def act_of(event: Mapping[str, Any]) -> Act | None:
    """The act that an event tells; None for other events, ValueError for one of another shape."""
    kind = _KINDS.get(event.get("event", ""))
    if kind is None:
        return None
    try:
        return _converter.structure(event.get("act"), kind)
    except cattrs.BaseValidationError as error:
        raise ValueError("; ".join(cattrs.transform_error(error))) from error
    except TypeError as error:
        raise ValueError(str(error)) from error


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
        notes=(_note(Both("Eintragung nachgetragen", "entry recorded later"), act.source),),
    )


def _without(dossier: Dossier, act: EntryDeleted) -> Dossier:
    place = entry_place(dossier, act.entry, sheet=act.sheet, number=act.number)
    if place is None:
        return replace(dossier, doubts=(*dossier.doubts, _lost(act)))
    entry = dossier.entries[place]
    if act.parcels:
        freed = "; ".join(map(str, act.parcels))
        what = Both(
            f"Am {act.deleted_on:%d.%m.%Y} gelöscht hinsichtlich {freed}, nachgetragen",
            f"deleted on {act.deleted_on} as to {freed}, recorded later",
        )
        status, deleted_on = Status.PARTLY_DELETED, entry.deleted_on
    else:
        what = Both("Löschung nachgetragen", "deletion recorded later")
        status, deleted_on = Status.DELETED, Finding(value=act.deleted_on)
    deleted = replace(
        entry,
        status=Finding(value=status, readings=entry.status.readings),
        deleted_on=deleted_on,
        notes=(*entry.notes, _note(what, act.source)),
    )
    entries = (*dossier.entries[:place], deleted, *dossier.entries[place + 1 :])
    return replace(dossier, entries=entries)


def _lost(act: EntryDeleted) -> Doubt:
    detail = Both(
        f"Die Löschung von Blatt {act.sheet}, lfd. Nr. {act.number} ({act.source.order}) findet "
        "ihre Eintragung nach neuer Lesung nicht mehr",
        f"the deletion of sheet {act.sheet}, entry {act.number} ({act.source.order}) does not "
        "find its entry after a new reading",
    )
    return Doubt(reason=DoubtReason.NOT_FOUND, detail=detail)


def _note(what: Both, source: Source) -> Both:
    evidence = f", {source.evidence}" if source.evidence else ""
    return what + f" ({source.order}{evidence})"
