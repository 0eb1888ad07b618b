"""What a person should look at in a dossier, ordered by the harm that an error would do (pure)."""

import hashlib
import json
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import reduce

from baulast.corrections import Target
from baulast.desk_notes import NoteKind
from baulast.life import IN_HAND
from baulast.model import (
    Box,
    Dossier,
    Doubt,
    DoubtReason,
    Entry,
    Field,
    FieldName,
    PageText,
    page_text,
)
from baulast.standing import Standing, place_of, seen_in

KEY_LENGTH = 24  # hex digits of a hash: no two tasks of a million dossiers share one


class Rank(IntEnum):
    """Which error does more harm; the worst first."""

    PARCEL = 1  # a burdened parcel that is doubtful or was not found
    UNREAD = 2  # something that may hide an entry or a parcel
    DELETION = 3
    DATE = 4
    KIND = 5
    REST = 6
    SAMPLE = 7  # nothing is doubted: drawn to tell how many errors nobody sees


RANKS: dict[FieldName | None, Rank] = {
    FieldName.BURDENED: Rank.PARCEL,
    FieldName.STATUS: Rank.DELETION,
    FieldName.DELETED_ON: Rank.DELETION,
    FieldName.DECLARED_ON: Rank.DATE,
    FieldName.REGISTERED_ON: Rank.DATE,
    FieldName.KIND: Rank.KIND,
}
OF_THE_HEAD = frozenset({FieldName.SHEET, FieldName.STREET, FieldName.LAND_REGISTER})
# Doubts that hide nothing: all is read, the question is which of two dossiers to believe.
OF_IDENTITY = frozenset({DoubtReason.NUMBER_KNOWN, DoubtReason.PAGES_KNOWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One look: what is to be decided, why, and where it stands."""

    key: str  # the same as long as it is about the same things
    rank: Rank
    targets: tuple[Target, ...]  # what one look answers, the worst first
    doubts: tuple[Doubt, ...] = ()  # (): it was drawn, or is looked at without any
    page: int | None = None
    box: Box | None = None  # None: the whole page
    seen_by: tuple[str, ...] = ()  # who has decided already; somebody else has to as well
    sample: str = ""  # the sample that it was drawn for
    assigned_to: str = ""  # "": for all
    is_held: bool = False
    comments: int = 0

    @property
    def field(self) -> FieldName | None:
        """What it is of; None: an entry, a page or the dossier as a whole."""
        return self.targets[0].field

    @property
    def cause(self) -> DoubtReason | None:
        """Why it is to be looked at; None: nothing is doubted."""
        return self.doubts[0].reason if self.doubts else None


def tasks_of(standing: Standing) -> tuple[Task, ...]:
    """What is open in a dossier, the worst first, what was drawn for samples last.

    What a person could not tell either is not open. Of a dossier that was handed over nothing can
    be said, and so no drawn look is waited for.
    """
    looks = _Looks(standing.dossier)
    found = {task.key: task for task in looks.open()}
    asked = {target.name for task in found.values() for target in task.targets}
    for said in standing.waiting:
        if not asked.intersection(target.name for target in said.targets):
            task = looks.at(said.targets)
            if task is not None:
                found[task.key] = task
    told = (_as_told(task, standing) for task in found.values())
    open_ = sorted(told, key=lambda task: (task.rank, task.page or 0))
    return with_drawn(open_, _drawn(standing) if standing.state in IN_HAND else ())


def waiting_looks(standing: Standing) -> int:
    """How many looks at a dossier wait for a second person's word."""
    return sum(bool(task.seen_by) for task in tasks_of(standing))


def _as_told(task: Task, standing: Standing) -> Task:
    """The task with what reviewers said about it, the newest word last.

    Who has decided about any of its things has decided about it: somebody else has to look.
    """
    names = {target.name for target in task.targets}
    waiting = (w.by for w in standing.waiting if names.intersection(t.name for t in w.targets))
    task = replace(task, seen_by=tuple(dict.fromkeys(waiting)))
    for note in standing.notes:
        if note.key != task.key:
            continue
        match note.kind:
            case NoteKind.ASSIGN:
                task = replace(task, assigned_to=note.to)
            case NoteKind.HOLD:
                task = replace(task, is_held=True)
            case NoteKind.RELEASE:
                task = replace(task, is_held=False)
        task = replace(task, comments=task.comments + bool(note.text))
    return task


def task_about(standing: Standing, targets: Sequence[Target]) -> Task | None:
    """A look at these things, doubted or not; None where one of them is not there."""
    task = _Looks(standing.dossier).at(targets)
    return None if task is None else _as_told(task, standing)


def as_sample(task: Task, sample: str) -> Task:
    """The look as one that was drawn."""
    return replace(task, rank=Rank.SAMPLE, sample=sample)


def _drawn(standing: Standing) -> Iterator[Task]:
    """The looks of samples that nobody has answered, or whose answer was taken back."""
    samples = {note.key: note.to for note in standing.notes if note.kind is NoteKind.DRAW}
    if not samples:
        return
    for entry in standing.dossier.entries:
        for name, finding in entry.findings.items():
            targets = (target_of(entry, name),)
            sample = samples.get(key_of(targets))
            if sample is not None and not finding.is_reviewed:
                task = task_about(standing, targets)
                if task is not None:
                    yield as_sample(task, sample)


def with_drawn(open_: Iterable[Task], drawn: Iterable[Task]) -> tuple[Task, ...]:
    """The open looks, and those that were drawn for a sample.

    One that waits for a second person's word stays of its sample: what the first one said is half
    an answer. One that is doubted by now is no field any more of which nobody thinks that it is
    wrong.
    """
    found = {task.key: task for task in open_}
    for task in drawn:
        known = found.setdefault(task.key, task)
        if not (known.doubts or known.sample):
            found[task.key] = replace(known, sample=task.sample)
    return tuple(found.values())


def key_of(targets: Iterable[Target]) -> str:
    """The key of the task about these things."""
    names = json.dumps([target.name for target in targets])
    return hashlib.sha256(names.encode("utf-8", "surrogatepass")).hexdigest()[:KEY_LENGTH]


class _Looks:
    """The looks at a dossier, and where to direct them."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._words = {page.number: page.words for page in dossier.pages}
        self._texts: dict[int, PageText] = {}  # made when they are asked for: most pages never are

    def open(self) -> Iterator[Task]:
        """A task for all that one look answers."""
        yield from self._some(_groups(self._dossier.entries))
        for entry in self._dossier.entries:
            if _is_open(entry.doubts):
                yield from self._some([(target_of(entry),)])
        about = {doubt.page for doubt in self._dossier.doubts if _is_open((doubt,))}
        for page in self._dossier.pages:
            if _is_open(page.doubts) or page.number in about:
                yield from self._some([(Target(pixels_sha256=page.pixels_sha256),)])
        if None in about:
            yield from self._some([(Target(),)])

    def at(self, targets: Sequence[Target]) -> Task | None:
        """The look at these things; None where one of them is not there."""
        seen = tuple(replace(target, seen=seen_in(self._dossier, target)) for target in targets)
        first = seen[0]
        if first.entry is not None:
            return self._at_entry(seen)
        if first.pixels_sha256 is None:
            doubts = tuple(doubt for doubt in self._dossier.doubts if doubt.page is None)
            rank = Rank.REST if {d.reason for d in doubts} <= OF_IDENTITY else Rank.UNREAD
            return _task(seen, rank, doubts, page=1)
        for page in self._dossier.pages:
            if page.pixels_sha256 == first.pixels_sha256:
                about = (doubt for doubt in self._dossier.doubts if doubt.page == page.number)
                return _task(seen, Rank.UNREAD, (*page.doubts, *about), page=page.number)
        return None

    def _some(self, groups: Iterable[Sequence[Target]]) -> Iterator[Task]:
        for targets in groups:
            task = self.at(targets)
            if task is not None:
                yield task

    def _at_entry(self, targets: tuple[Target, ...]) -> Task | None:
        places = [place_of(self._dossier, target) for target in targets]
        if None in places or places[0] is None:
            return None
        entry = self._dossier.entries[places[0]]
        name = targets[0].field
        readings: tuple[Field, ...] = ()
        doubts, rank = entry.doubts, Rank.UNREAD
        spot = next((f.spot for f in entry.findings.values() if f.spot), None)
        if name is not None:
            finding = entry.findings[name]
            spot = finding.spot
            readings = finding.readings
            doubts, rank = finding.doubts, RANKS.get(name, Rank.REST)
        page, box = (spot.page, spot.box) if spot else self._place(entry, readings, doubts)
        return _task(targets, rank, doubts, page=page, box=box)

    def _place(
        self, entry: Entry, readings: Sequence[Field], doubts: Sequence[Doubt]
    ) -> tuple[int | None, Box | None]:
        """Where it was read; else where the doubt is; else where the entry stands."""
        doubted = ((doubt.page, doubt.box) for doubt in doubts if doubt.page and doubt.box)
        if place := self._box(readings) or next(doubted, None) or self._box(_in_its_row(entry)):
            return place
        pages = (*(doubt.page for doubt in doubts if doubt.page), *entry.pages)
        return next(iter(pages), None), None

    def _box(self, readings: Sequence[Field]) -> tuple[int, Box] | None:
        """The page of the first of these readings, and what they cover there."""
        number = readings[0].evidence.page if readings else 0
        boxes = [
            word.box
            for field in readings
            if field.evidence.page == number and number in self._words
            for word in self._text(number).words_in(field.evidence.start, field.evidence.end)
        ]
        return (number, reduce(Box.united, boxes)) if boxes else None

    def _text(self, number: int) -> PageText:
        if number not in self._texts:
            self._texts[number] = page_text(self._words[number])
        return self._texts[number]


def _in_its_row(entry: Entry) -> tuple[Field, ...]:
    """Where an entry was read, without what the head of its sheet says of all entries."""
    findings = entry.findings.items()
    own = tuple(
        f for name, finding in findings if name not in OF_THE_HEAD for f in finding.readings
    )
    return own or tuple(f for _, finding in findings for f in finding.readings)


def target_of(entry: Entry, field: FieldName | None = None) -> Target:
    """A field of an entry, or the entry as a whole, by the name that it is found again by."""
    return Target(sheet=entry.sheet.value, number=entry.number.value, entry=entry.id, field=field)


def _groups(entries: Sequence[Entry]) -> Iterator[tuple[Target, ...]]:
    """The open fields that one look answers: a sheet's number for all of its entries, and what the
    same ink makes doubtful in one entry."""
    groups: dict[Hashable, list[Target]] = {}
    for place, entry in enumerate(entries):
        for name in entry.flagged:
            finding = entry.findings[name]
            if not _is_open(finding.doubts):
                continue
            key: Hashable = (place, finding.doubts)
            if name is FieldName.SHEET:
                key = (finding.value, finding.doubts)
            groups.setdefault(key, []).append(target_of(entry, name))
    for targets in groups.values():
        yield tuple(sorted(targets, key=lambda target: RANKS.get(target.field, Rank.REST)))


def _is_open(doubts: Iterable[Doubt]) -> bool:
    return any(doubt.reason is not DoubtReason.REMAINS for doubt in doubts)


def _task(
    targets: tuple[Target, ...],
    rank: Rank,
    doubts: tuple[Doubt, ...],
    *,
    page: int | None,
    box: Box | None = None,
) -> Task:
    return Task(key=key_of(targets), rank=rank, targets=targets, doubts=doubts, page=page, box=box)
