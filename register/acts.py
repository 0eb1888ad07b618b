"""Acts that came after the scan, recorded: checked, and kept in the archive."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from archive.noted import append_owed
from archive.store import Store
from archive.supplement import Supplement
from baulast.acts import Act, EntryAdded, EntryDeleted, act_event
from baulast.errors import InputError
from baulast.findings import has_controls
from baulast.gazetteer import gazetteer
from baulast.identity import entry_place
from baulast.language import Both, tr
from baulast.law import FIRST_ENTRY
from baulast.model import Dossier, Entry, Parcel, Plot, Status
from baulast.standing import Standing, gone
from index.query import ParcelQuery, handle, parse

LARGEST_NUMBER = 999  # no sheet has a thousand entries (review.values)
_PART = re.compile(r"\b(?:tlw|teilw|z\. ?T)\.?", re.IGNORECASE)


class ActRefused(InputError):
    """An act that cannot be: of an entry there already, not there, or deleted before."""

    exit_code = 2
    remedy = Both(
        "`baulast show AKTE` zeigt die Eintragungen der Akte.",
        "`baulast show DOSSIER` shows the entries of the dossier.",
    )


def record(act: Act, id: str, *, store: Store, evidence: Path | None) -> None:
    """Writes the act down in archive and trail; catalog and index are owed it."""
    reading = store.reading(id, act.version)
    _check(act, store.standing(reading))  # before anything is written

    def events(supplement: Supplement) -> list[dict[str, Any]]:
        _check(act, store.standing(reading, supplement.lines))
        return [act_event(act if evidence is None else _with_evidence(act, evidence, store))]

    append_owed(store, id, events)


def _with_evidence(act: Act, evidence: Path, store: Store) -> Act:
    sha256 = store.put_original(evidence)
    return replace(act, source=replace(act.source, evidence=evidence.name, evidence_sha256=sha256))


def entry_called(dossier: Dossier, sheet: str, number: int) -> Entry:
    """The entry of that sheet and number; ActRefused unless there is just one."""
    found = [
        entry
        for entry in dossier.entries
        if handle(entry.sheet.value or "") == handle(sheet) and entry.number.value == number
    ]
    if len(found) == 1:
        return found[0]
    name = tr(f"Blatt {sheet}, lfd. Nr. {number}", f"sheet {sheet}, entry {number}")
    if found:
        raise ActRefused(tr(f"{name} steht mehrfach in der Akte", f"{name} is there several times"))
    raise ActRefused(tr(f"{name} steht nicht in der Akte", f"{name} is not in the dossier"))


def plots(written: str) -> tuple[Plot, ...]:
    """The parcels of a text, whole: Gemarkung, Flur and number.

    >>> [(str(plot.parcel), plot.part) for plot in plots("Büttgen 12 345/6 tlw.")]
    [('Büttgen, Flur 12, Flurstück 345/6', True)]
    """
    query = parse(_PART.sub(" ", written))
    parcels = [parcel for asked in query.parcels if (parcel := _parcel(asked))]
    if query.words or query.unsure or not parcels or len(parcels) != len(query.parcels):
        unclear = tr("{!r} ist kein Flurstück", "{!r} is no parcel")
        raise ActRefused(unclear.format(written))
    return tuple(Plot(parcel=parcel, part=bool(_PART.search(written))) for parcel in parcels)


def _parcel(asked: ParcelQuery) -> Parcel | None:
    """The parcel; None where Gemarkung, Flur or number is left open or unknown."""
    if len(asked.names) != 1 or not gazetteer().named(asked.names[0]):
        return None
    if asked.flur is None or asked.zaehler is None:
        return None
    return Parcel(asked.names[0], asked.flur, asked.zaehler, asked.nenner)


def _check(act: Act, now: Standing) -> None:
    if now.is_gone:
        raise ActRefused(gone(now))
    _check_written(act)
    today, dossier = date.today(), now.dossier
    if isinstance(act, EntryAdded):
        names = {(handle(e.sheet.value or ""), e.number.value) for e in dossier.entries}
        if (handle(act.sheet), act.number) in names:
            known = tr("Blatt {}, lfd. Nr. {} gibt es schon", "sheet {}, entry {} is there already")
            raise ActRefused(known.format(act.sheet, act.number))
        _check_order(act.declared_on, act.registered_on, today)
    else:
        _check_deletion(act, dossier, today)


def _check_written(act: Act) -> None:
    """Refuses what no register holds and no index or export could: it would stay for good."""
    texts = [act.sheet, act.source.order]
    day = act.deleted_on if isinstance(act, EntryDeleted) else act.declared_on or act.registered_on
    if day < FIRST_ENTRY:
        raise ActRefused(
            tr(
                f"{day.isoformat()}: vor dem {FIRST_ENTRY.isoformat()} gab es kein Verzeichnis",
                f"{day.isoformat()}: there was no register before {FIRST_ENTRY.isoformat()}",
            )
        )
    if isinstance(act, EntryAdded):
        texts += [act.legal_basis, act.reference, act.street, act.wording]
        if not 1 <= act.number <= LARGEST_NUMBER:
            raise ActRefused(
                tr(f"{act.number} ist keine lfd. Nr.", f"{act.number} is no entry number")
            )
    if any(map(has_controls, filter(None, texts))):
        raise ActRefused(tr("Ein Text enthält Steuerzeichen", "a text holds control characters"))


def _check_deletion(act: EntryDeleted, dossier: Dossier, today: date) -> None:
    place = entry_place(dossier, act.entry, sheet=act.sheet, number=act.number)
    if place is None:
        raise ActRefused(tr("Die Eintragung gibt es nicht mehr", "the entry is gone"))
    entry = dossier.entries[place]
    if entry.status.value is Status.DELETED and not entry.status.is_flagged:
        raise ActRefused(tr("Die Eintragung ist schon gelöscht", "the entry is deleted already"))
    for parcel in act.parcels:
        if parcel not in [plot.parcel for plot in entry.burdened.value]:
            other = tr("{} ist dort nicht belastet", "{} is not burdened there")
            raise ActRefused(other.format(parcel))
    registered = None if entry.registered_on.is_flagged else entry.registered_on.value
    _check_order(registered, act.deleted_on, today)


def _check_order(*days: date | None) -> None:
    """Refuses days that do not follow each other."""
    known = [day for day in days if day]
    for before, after in pairwise(known):
        if before > after:
            wrong = tr("{} liegt nach {}", "{} is after {}")
            raise ActRefused(wrong.format(before.isoformat(), after.isoformat()))
