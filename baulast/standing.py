"""A dossier as it stands: the reading, and over it all that people recorded since, in its order."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from baulast.acts import act_of, with_acts
from baulast.bounds import MADE
from baulast.corrections import (
    DECISION,
    Decision,
    Target,
    Verb,
    decision_of,
    remaining,
    settle,
    stale,
    unreadable,
)
from baulast.desk_notes import NOTE, DeskNote, note_of
from baulast.findings import entry_of, value_of_json, value_to_json, with_findings
from baulast.identity import entry_place, identified, values_of, with_ids_of
from baulast.language import Both, tr
from baulast.life import State, Step, state_of, step_of, tombstone
from baulast.model import Dossier, Doubt, DoubtReason, Entry, FieldName, PageKind, Status

Event = Mapping[str, Any]

# Of a line that says again what was said before pages were put elsewhere: in which dossier, and in
# which line of its supplement, a person said it.
ORIGIN = "origin"
OF_END = frozenset({FieldName.STATUS, FieldName.DELETED_ON})  # what tells that an entry is deleted


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The dossier to publish, and what reviewers have said about it so far."""

    dossier: Dossier
    waiting: tuple[Decision, ...] = ()  # until another person has said the same
    notes: tuple[DeskNote, ...] = ()
    replaced_by: int | None = None  # the version that stands for it; None: it stands for itself
    state: State = State.IMPORTED
    is_arranged: bool = False  # a person has put these pages together (baulast.bounds)

    @property
    def is_withdrawn(self) -> bool:
        return self.state is State.WITHDRAWN

    @property
    def is_gone(self) -> bool:
        """Whether nobody finds it any more; nothing can be said of it then."""
        return self.is_withdrawn or self.replaced_by is not None


def gone(found: Standing) -> str:
    """Why nothing can be said of a version, in words."""
    id, version = found.dossier.id, found.dossier.version
    if found.replaced_by is None:
        return tr(f"{id}, Fassung {version}: zurückgezogen", f"{id}, version {version}: withdrawn")
    return tr(
        f"{id}, Fassung {version}: abgelöst durch Fassung {found.replaced_by}",
        f"{id}, version {version}: replaced by version {found.replaced_by}",
    )


def standing(dossier: Dossier, lines: Iterable[tuple[str, Event]]) -> Standing:
    """The dossier after what its supplement tells: hash and event of each line, oldest first."""
    lines = tuple(lines)
    undone = undone_by(lines)
    waiting: list[Decision] = []
    notes: list[DeskNote] = []
    steps: list[Step] = []
    dossier = identified(dossier)
    for sha256, event in lines:
        try:
            if event.get("event") == NOTE:
                notes.append(note_of(event))
            elif event.get("event") == DECISION and sha256 not in undone:
                dossier = _heard(dossier, decision_of(event), waiting)
            elif act := act_of(event):
                dossier = with_acts(dossier, [act])
            elif step := step_of(event):
                steps.append(step)
        except ValueError:
            if _is_about(dossier, event):
                dossier = replace(dossier, doubts=(*dossier.doubts, unreadable(sha256)))
        dossier = with_ids_of(dossier, origin_of("", sha256, event)[1])
    state = state_of(step for step in steps if step.version == dossier.version)
    is_arranged = any(
        (event.get("event"), event.get("version")) == (MADE, dossier.version) for _, event in lines
    )
    if state is State.WITHDRAWN:
        return Standing(dossier=tombstone(dossier), state=state, is_arranged=is_arranged)
    return Standing(
        dossier=dossier,
        waiting=tuple(waiting),
        notes=tuple(note for note in notes if note.version == dossier.version),
        state=state,
        is_arranged=is_arranged,
    )


def origin_of(id: str, line: str, event: Event) -> tuple[str, str]:
    """In which dossier, and by which line, a person said what a dossier's line says."""
    origin = event.get(ORIGIN)
    if isinstance(origin, Mapping):
        return str(origin.get("dossier", id)), str(origin.get("line", line))
    return id, line


def _is_about(dossier: Dossier, event: Event) -> bool:
    """Whether an event that cannot be read may be about this version of the dossier."""
    version = event.get("version")
    return version == dossier.version or not isinstance(version, int)


def _heard(dossier: Dossier, said: Decision, waiting: list[Decision]) -> Dossier:
    """The dossier after a decision; what needs another person's word is put to ``waiting``."""
    if said.version != dossier.version or said.verb is Verb.UNDO:
        return dossier
    for one in said.each:
        before = [other for other in waiting if other.name == one.name]
        if (one.needs_two or before) and not any(_agree(one, other) for other in before):
            waiting.append(one)
            continue
        waiting[:] = [other for other in waiting if other.name != one.name]
        dossier = _decided(dossier, one)
    return dossier


def decisions_of(lines: Iterable[tuple[str, Event]]) -> tuple[tuple[str, Decision], ...]:
    """What people decided and nobody undid, each with the hash of its line, the oldest first.

    What cannot be read is none of them: ``standing`` makes a doubt of it.
    """
    lines = tuple(lines)
    undone = undone_by(lines)
    found = []
    for line, event in lines:
        if event.get("event") == DECISION and line not in undone:
            with suppress(ValueError):
                found.append((line, decision_of(event)))
    return tuple((line, said) for line, said in found if said.verb is not Verb.UNDO)


def undone_by(lines: Iterable[tuple[str, Event]]) -> frozenset[str]:
    """The hashes of the lines whose decisions were undone."""
    return frozenset(
        str(event.get("undoes"))
        for _, event in lines
        if event.get("event") == DECISION and event.get("verb") == Verb.UNDO
    )


def _agree(one: Decision, other: Decision) -> bool:
    """Whether two persons have said the same."""
    return one.by != other.by and one.outcome == other.outcome


def _decided(dossier: Dossier, said: Decision) -> Dossier:
    """The dossier after one decision that stands, about one thing."""
    if said.verb is Verb.ADD:
        return _with_entry(dossier, said)
    for target in said.targets:
        dossier = _settled(dossier, target, said)
    return dossier


def place_of(dossier: Dossier, target: Target) -> int | None:
    """Where the entry of a target stands now, as ``entry_place`` tells."""
    if target.entry is None:
        return None
    return entry_place(dossier, target.entry, sheet=target.sheet, number=target.number)


def seen_in(dossier: Dossier, target: Target) -> Any:
    """What a person has before the eyes: a value, or doubts; None where there is no such thing."""
    if target.entry is not None:
        place = place_of(dossier, target)
        if place is None:
            return None
        entry = dossier.entries[place]
        if target.field is None:
            return [doubt_mark(doubt) for doubt in entry.doubts]
        return value_to_json(entry.findings[target.field].value)
    if target.pixels_sha256 is None:
        return [doubt_mark(doubt) for doubt in dossier.doubts if doubt.page is None]
    numbers = {p.number for p in dossier.pages if p.pixels_sha256 == target.pixels_sha256}
    of_pages = (doubt for page in dossier.pages if page.number in numbers for doubt in page.doubts)
    about = (doubt for doubt in dossier.doubts if doubt.page in numbers)
    return [doubt_mark(doubt) for doubt in (*of_pages, *about)]


def doubt_mark(doubt: Doubt) -> list[Any]:
    """What makes two doubts the same, in whatever words they are said: reason and place."""
    box = doubt.box
    place = [box.left, box.top, box.right, box.bottom] if box else None
    return [doubt.reason.value, doubt.page, place]


# ------------------------------------------------------------------------- each kind of target


def _settled(dossier: Dossier, target: Target, said: Decision) -> Dossier:
    if target.entry is not None:
        return _settled_entry(dossier, target, said)
    if target.pixels_sha256 is None:
        return replace(dossier, doubts=_settled_doubts(dossier.doubts, target.seen, said))
    pages = []
    for page in dossier.pages:
        if page.pixels_sha256 == target.pixels_sha256:
            kind = PageKind(said.value) if said.verb is Verb.CORRECT else page.kind
            doubts = _settled_doubts(page.doubts, target.seen, said)
            page = replace(page, kind=kind, doubts=doubts)
        pages.append(page)
    doubts = _settled_doubts(dossier.doubts, target.seen, said)
    return replace(dossier, pages=tuple(pages), doubts=doubts)


def _settled_entry(dossier: Dossier, target: Target, said: Decision) -> Dossier:
    place = place_of(dossier, target)
    if place is None:
        return replace(dossier, doubts=(*dossier.doubts, _lost(target, said)))
    before, entry, after = (
        dossier.entries[:place],
        dossier.entries[place],
        dossier.entries[place + 1 :],
    )
    if said.verb is Verb.STRIKE and said.value in (None, values_of(entry)):
        return replace(dossier, entries=(*before, *after))
    if said.verb is Verb.STRIKE:  # it may be another one now, and a true one
        entry = replace(entry, doubts=tuple(dict.fromkeys((stale(said), *entry.doubts))))
    elif target.field is None:
        entry = replace(entry, doubts=_settled_doubts(entry.doubts, target.seen, said))
    else:
        finding = settle(target.field, entry.findings[target.field], target.seen, said)
        entry = _in_accord(with_findings(entry, {target.field: finding}), entry, target, said)
    return replace(dossier, entries=(*before, entry, *after))


def _in_accord(entry: Entry, before: Entry, target: Target, said: Decision) -> Entry:
    """The entry after a word about its status or the day of its deletion.

    A day of deletion that was put in where the entry still stands asks about the status, and a
    status about the day: else half of what a person meant would be published. Who then finds both
    right accepts that.
    """
    if target.field not in OF_END:
        return entry
    other = FieldName.STATUS if target.field is FieldName.DELETED_ON else FieldName.DELETED_ON
    asked = [_of_end(before)] if _of_end(before) else []
    left = [doubt for doubt in entry.findings[other].doubts if doubt not in asked]
    if said.verb is Verb.CORRECT and (odd := _of_end(entry)):
        left.append(odd)
    return with_findings(entry, {other: replace(entry.findings[other], doubts=tuple(left))})


def _of_end(entry: Entry) -> Doubt | None:
    """The doubt about an entry that stands and has a day of deletion; None where it has not."""
    day = entry.deleted_on.value
    if day is None or entry.status.value is not Status.ACTIVE:
        return None
    detail = Both(
        f"Als Tag der Löschung gilt der {day:%d.%m.%Y}, als Stand „eingetragen“.",
        f"The day of the deletion is {day:%d.%m.%Y}, the status is “active”.",
    )
    return Doubt(reason=DoubtReason.IMPLAUSIBLE, detail=detail)


def _settled_doubts(
    doubts: tuple[Doubt, ...], seen: list[Any], said: Decision
) -> tuple[Doubt, ...]:
    """The doubts that the person did not see; and one that remains where it could not be told."""
    left = tuple(doubt for doubt in doubts if doubt_mark(doubt) not in seen)
    if said.verb is Verb.ILLEGIBLE and left != doubts:
        return (*left, remaining(said))
    return left


def _with_entry(dossier: Dossier, said: Decision) -> Dossier:
    """The dossier with an entry that was missed; where it is read now, a person compares them."""
    told = {FieldName(name): value for name, value in said.value.items()}
    wording = str(told.pop(FieldName.WORDING, ""))
    values = {name: value_of_json(name, value) for name, value in told.items()}
    entry = replace(
        entry_of(values, said.spot),
        wording=wording,
        pages=(said.page,) if said.page else (),
        notes=(Both("Bei der Durchsicht ergänzt.", "Added in the review."),),
    )
    names = [(other.sheet.value, other.number.value) for other in dossier.entries]
    if (entry.sheet.value, entry.number.value) in names:
        entry = replace(entry, doubts=(stale(said),))
    return replace(dossier, entries=(*dossier.entries, entry))


def _lost(target: Target, said: Decision) -> Doubt:
    doubt = stale(said)
    where = Both(
        f"Blatt {target.sheet}, lfd. Nr. {target.number}: die Eintragung findet sich nicht mehr.",
        f"sheet {target.sheet}, entry {target.number}: the entry is no longer found.",
    )
    return replace(doubt, detail=doubt.detail + " " + where)
