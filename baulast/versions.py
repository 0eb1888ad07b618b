"""Several versions of one dossier: when a newer scan stands for an older one (pure).

It does as soon as it shows all that the older one did, or a person has said that it does. Until
then both are found, and the newer one says what it lacks: nothing is ever lost in silence. What
people said of the older one goes along: later entries and deletions as they are, since they are of
the register and not of the scan; decisions where the newer one reads the same, else as a doubt.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from baulast.acts import ADDED, DELETED
from baulast.bounds import MADE
from baulast.corrections import Verb
from baulast.findings import canonical, with_findings
from baulast.language import Both
from baulast.life import State, state_of, steps_of, tombstone
from baulast.model import (
    HARM,
    Dossier,
    Doubt,
    DoubtReason,
    Entry,
    FieldName,
    Finding,
    Parcel,
    Status,
)
from baulast.standing import Event, Standing, decisions_of, standing

Lines = Sequence[tuple[str, Event]]
Name = tuple[str | None, int | None]  # sheet and running number

PARCELS = (FieldName.BURDENED, FieldName.BENEFITED)
# What a newer scan is asked about; by sheet and number the entries are compared with each other.
COMPARED = tuple(n for n in HARM if n not in (FieldName.SHEET, FieldName.ENTRY_NUMBER))
NAMED = 10  # things that a doubt names one by one; whoever lacks more looks at all of it anyway


def together(readings: Sequence[Dossier], lines: Lines) -> tuple[Standing, ...]:
    """Each version as it stands beside the others; the oldest comes, and goes, first.

    One that a newer one stands for is a tombstone, as one that was withdrawn is.
    """
    if len(readings) == 1:
        return (standing(readings[0], lines),)
    found: dict[int, Standing] = {}
    older: list[Dossier] = []  # versions that nothing stands for yet
    for reading in readings:
        alone = standing(reading, lines)
        if alone.is_withdrawn:
            found[reading.version] = alone
            continue
        now, is_for_all = _beside(reading, older, lines)
        found[reading.version] = now
        if is_for_all:
            for one in older:
                found[one.version] = Standing(
                    dossier=tombstone(one),
                    replaced_by=reading.version,
                    is_arranged=found[one.version].is_arranged,
                )
            older = []
        older.append(now.dossier)
    return tuple(found.values())


def is_withdrawn(lines: Lines, version: int) -> bool:
    """Whether nobody shall find that version any more."""
    return state_of(steps_of((event for _, event in lines), version)) is State.WITHDRAWN


def _beside(reading: Dossier, older: Sequence[Dossier], lines: Lines) -> tuple[Standing, bool]:
    """A version as it stands after older ones, and whether it stands for all of them."""
    if not older:
        return standing(reading, lines), False
    doubts = tuple(d for d in reading.doubts if d.reason is not DoubtReason.NUMBER_KNOWN)
    question = _question(reading, older)
    base = replace(reading, doubts=(*doubts, question))
    for one in older:
        base = _compared(base, one, lines)
    now = standing(base, _with_acts_of(older, base, lines))
    lacks = [lack for one in older for lack in lacking(now.dossier, one)]
    if _was_put_elsewhere(older, lines):
        lacks.append(
            Both("Seiten, die jemand anders zugeordnet hat", "pages that were put elsewhere")
        )
    is_asked = any(_is_open_question(doubt) for doubt in now.dossier.doubts)
    if not lacks or not is_asked:
        left = tuple(d for d in now.dossier.doubts if d.reason is not DoubtReason.NUMBER_KNOWN)
        return replace(now, dossier=replace(now.dossier, doubts=left)), True
    now = standing(base, lines)
    asked = tuple(
        _naming(d, lacks) if d.reason is DoubtReason.NUMBER_KNOWN else d for d in now.dossier.doubts
    )
    return replace(now, dossier=replace(now.dossier, doubts=asked)), False


def _was_put_elsewhere(older: Sequence[Dossier], lines: Lines) -> bool:
    """Whether a person has put pages out of the older versions, or into them.

    A newer scan may bring pages back that are in another dossier by now.
    """
    versions = {one.version for one in older}
    return any(
        event.get("event") == MADE and event.get("version") in versions for _, event in lines
    )


def lacking(newer: Dossier, older: Dossier) -> Iterator[Both]:
    """What an older version tells for sure and a newer one does not, in words.

    What a person has confirmed in the newer one lacks nothing any more.
    """
    if not older.entries:
        yield Both("eine Eintragung, an der sie zu erkennen wäre", "an entry to know it by")
    for entry in older.entries:
        same = [other for other in newer.entries if _name(other) == _name(entry)]
        if same:
            yield from map(Both.only, map(str, _lost_parcels(entry, same)))
        elif not _is_there_by_parcels(entry, newer):
            sheet, number = entry.sheet.value or "?", entry.number.value or "?"
            yield Both(f"Blatt {sheet}, lfd. Nr. {number}", f"sheet {sheet}, entry {number}")
    written, before = _written_pages(newer), _written_pages(older)
    if written < before:
        yield Both(
            f"Seiten ({written} beschriebene statt {before})",
            f"pages ({written} written ones instead of {before})",
        )


def _lost_parcels(entry: Entry, same: Sequence[Entry]) -> Iterator[Parcel]:
    for name in PARCELS:
        found = [other.findings[name] for other in same]
        if not any(one.is_reviewed for one in found):
            there = {parcel for other in same for parcel in _parcels(other, name)}
            yield from (parcel for parcel in _sure(entry, name) if parcel not in there)


def _is_there_by_parcels(entry: Entry, newer: Dossier) -> bool:
    """Whether an entry whose sheet or number was misread is there under another name."""
    if not (entry.sheet.is_flagged or entry.number.is_flagged):
        return False
    burdened = set(_sure(entry, FieldName.BURDENED))
    return bool(burdened) and any(
        burdened <= set(_parcels(other, FieldName.BURDENED)) for other in newer.entries
    )


def _parcels(entry: Entry, name: FieldName) -> tuple[Parcel, ...]:
    plots = entry.burdened if name is FieldName.BURDENED else entry.benefited
    return tuple(plot.parcel for plot in plots.value)


def _sure(entry: Entry, name: FieldName) -> tuple[Parcel, ...]:
    return () if entry.findings[name].is_flagged else _parcels(entry, name)


def _written_pages(dossier: Dossier) -> int:
    return sum(not (page.is_blank or page.separator) for page in dossier.pages)


def _name(entry: Entry) -> Name:
    return entry.sheet.value, entry.number.value


# ------------------------------------------------------------------------- what is asked


def _question(reading: Dossier, older: Sequence[Dossier]) -> Doubt:
    """Whether it is the same dossier: as it was asked when it came, or anew."""
    for doubt in reading.doubts:
        if doubt.reason is DoubtReason.NUMBER_KNOWN:
            return doubt
    versions = ", ".join(str(one.version) for one in older)
    return Doubt(
        reason=DoubtReason.NUMBER_KNOWN,
        detail=Both(
            f"Unter dieser Nummer liegt Fassung {versions} mit anderen Seiten vor.",
            f"Version {versions} with other pages is known under this number.",
        ),
    )


def _naming(question: Doubt, lacks: Sequence[Both]) -> Doubt:
    named = dict.fromkeys(lacks[:NAMED])
    some = Both("; ".join(n.german for n in named), "; ".join(n.english for n in named))
    more = "; …" if len(lacks) > NAMED else ""
    said = Both(" Davon fehlt hier", " of that, here is missing")
    return replace(question, detail=question.detail + said + ": " + some + f"{more}.")


def _is_open_question(doubt: Doubt) -> bool:
    """Nobody has said yet that the newer one stands for the older, or nobody could tell."""
    return doubt.page is None and doubt.reason in (
        DoubtReason.NUMBER_KNOWN,
        DoubtReason.REMAINS,
    )


# ------------------------------------------------------------- what people said of the older one


def _with_acts_of(older: Sequence[Dossier], newer: Dossier, lines: Lines) -> Lines:
    """The lines, with the acts on older versions told of the newer one.

    An entry that was recorded later and stands on the newer paper is read there.
    """
    versions = {one.version for one in older}
    names = {_name(entry) for entry in newer.entries}
    told: list[tuple[str, Event]] = []
    for line, event in lines:
        act: Any = event.get("act")
        is_act = event.get("event") in (ADDED, DELETED) and isinstance(act, dict)
        if not (is_act and act.get("version") in versions):
            told.append((line, event))
        elif event["event"] == DELETED or (act.get("sheet"), act.get("number")) not in names:
            # The id of an entry is of the older reading; sheet and number tell it here.
            here = {key: value for key, value in act.items() if key != "entry"}
            told.append((line, {**event, "act": {**here, "version": newer.version}}))
    return told


def _compared(newer: Dossier, older: Dossier, lines: Lines) -> Dossier:
    """The newer reading, doubted where it contradicts what was sure of the older one."""
    before = {_name(entry): entry for entry in older.entries}
    names = [_name(entry) for entry in older.entries]
    struck = set(_struck(older.version, lines)).difference(names)
    entries = []
    for entry in newer.entries:
        name = _name(entry)
        if name in struck:
            doubt = _contradiction(
                entry,
                Both(
                    f"In Fassung {older.version} bei der Durchsicht gestrichen.",
                    f"Struck in the review of version {older.version}.",
                ),
            )
            entry = replace(entry, doubts=(*entry.doubts, doubt))
        if names.count(name) == 1:
            entry = _compared_entry(entry, before[name], older.version)
        entries.append(entry)
    return replace(newer, entries=tuple(entries))


def _compared_entry(entry: Entry, before: Entry, version: int) -> Entry:
    changed: dict[FieldName, Finding[object]] = {}
    for name in COMPARED:
        now, then = entry.findings[name], before.findings[name]
        is_told = then.is_reviewed and not then.doubts
        if is_told and _value(now) == _value(then):
            changed[name] = replace(now, doubts=(), is_reviewed=True)
        elif is_told or _is_contradicted(name, now, then):
            changed[name] = _contradicted(entry, now, then, version)
    return with_findings(entry, changed)


def _is_contradicted(name: FieldName, now: Finding[object], then: Finding[object]) -> bool:
    """Whether two readings that nobody doubts cannot both be right.

    Between two scans an entry may end and a parcel be added; none comes to life, and none goes.
    """
    if now.doubts or then.doubts or not then.value:
        return False
    if name is FieldName.STATUS and then.value is Status.ACTIVE:
        return False
    if isinstance(now.value, tuple) and isinstance(then.value, tuple):
        return not {plot.parcel for plot in then.value} <= {plot.parcel for plot in now.value}
    return now.value != then.value


def _contradicted(
    entry: Entry, now: Finding[object], then: Finding[object], version: int
) -> Finding[object]:
    said = canonical(then.value)
    told = (
        Both(
            f"In Fassung {version} von einem Menschen bestätigt", f"confirmed in version {version}"
        )
        if then.is_reviewed
        else Both(f"In Fassung {version} gelesen", f"read in version {version}")
    )
    what = Both.only(said) if said else Both("steht nicht da", "is not there")
    doubt = _contradiction(entry, told + ": " + what + ".", now)
    others = (said, *now.alternatives) if said else now.alternatives
    return replace(now, doubts=(doubt, *now.doubts), alternatives=tuple(dict.fromkeys(others)))


def _contradiction(entry: Entry, detail: Both, finding: Finding[object] | None = None) -> Doubt:
    pages = [field.evidence.page for field in finding.readings] if finding else []
    page = next(iter((*pages, *entry.pages)), None)
    return Doubt(reason=DoubtReason.CONTRADICTION, detail=detail, page=page)


def _value(finding: Finding[object]) -> object:
    """What it says, in whatever order parcels stand."""
    return set(finding.value) if isinstance(finding.value, tuple) else finding.value


def _struck(version: int, lines: Lines) -> Iterable[Name]:
    """Sheet and number of the entries that a person has said not to be there."""
    for _, said in decisions_of(lines):
        if (said.version, said.verb) == (version, Verb.STRIKE):
            yield from ((target.sheet, target.number) for target in said.targets)
