"""What people said of dossiers whose pages were put elsewhere, said again where the pages are."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from baulast.acts import ADDED, DELETED, EntryAdded, act_event, act_of
from baulast.bounds import Bounds, PageRef, found_again
from baulast.corrections import DECISION, Decision, Target, Verb, decision_event, decision_of
from baulast.desk_notes import NOTE, note_event, note_of
from baulast.findings import NAMES
from baulast.identity import id_of_added, identified
from baulast.life import STATE
from baulast.model import Dossier, DoubtReason, FieldName
from baulast.standing import ORIGIN, Event, Standing, origin_of, place_of, standing, undone_by
from baulast.tasks import key_of, target_of, tasks_of

# Whose line says that it was said before: the hash of the line that said so first.
CARRIED = "carried"


def carried(
    bounds: Bounds,
    old: Dossier,
    lines: Iterable[tuple[str, Event]],
    after: Mapping[str, Dossier],
) -> Iterator[tuple[str, dict[str, Any]]]:
    """For each thing that was said of a version that is withdrawn: where, and the event there.

    What is said of an entry goes where that entry is read now; of a page, to that page. What is of
    no page goes back to the dossier that it was said of first, if that one is made now: so pages
    that are put back find all that they had. What finds its entry nowhere stays with the dossier,
    which then asks about it.
    """
    lines = tuple(lines)
    undone = undone_by(lines)
    said = [(line, event) for line, event in lines if event.get("event") != STATE]
    move = _Move(bounds, old, standing(old, said), after)  # also where it is withdrawn by now
    for sha256, event in lines:
        if sha256 in undone:
            continue
        home, line = origin_of(old.id, sha256, event)
        origin = {"dossier": home, "line": line}
        for id, again in move.events(line, event, home):
            yield id, {**again, "bounds": bounds.id, CARRIED: sha256, ORIGIN: origin}


def said_first(lines: Iterable[tuple[str, Event]]) -> tuple[tuple[str, Event], ...]:
    """The lines without those that say a thing again: whoever counts must not count it twice."""
    return tuple((line, event) for line, event in lines if CARRIED not in event)


class _Move:
    """Finds where a thing belongs now."""

    def __init__(
        self, bounds: Bounds, old: Dossier, now: Standing, after: Mapping[str, Dossier]
    ) -> None:
        self._old = identified(old)
        self._after = {id: identified(one) for id, one in after.items()}
        self._bounds = bounds
        self._places = bounds.places
        own = [self._places[ref][0] for ref in map(self._ref, range(1, len(old.pages) + 1))]
        self._left = self._own = old.id if old.id in after else own[0]
        # Entries that people added, by their ids and by their names, and where they are.
        self._added: dict[str, str] = {}
        self._named: dict[tuple[str | None, int | None], str] = {}
        self._missed: set[str] = set()  # dossiers that ask about a word whose entry is not found
        self._keys = {key_of(targets): targets for targets in _looks(self._old, now)}

    def events(self, line: str, event: Event, home: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """The event as it is said now, and of which dossier; nothing for one that is none's.

        ``home``: the dossier that it was said of first. What cannot be read is said again as it is:
        then it is a doubt there as it was here.
        """
        self._own = home if home in self._after else self._left
        try:
            yield from tuple(self._read(line, event))
        except ValueError:
            if event.get("version") in (None, self._old.version):
                yield self._own, {**event, "version": self._version(self._own)}

    def _read(self, line: str, event: Event) -> Iterator[tuple[str, dict[str, Any]]]:
        name = event.get("event")
        if name in (ADDED, DELETED):
            yield from self._act(line, event)
        elif event.get("version") != self._old.version:
            return
        elif name == DECISION:
            for id, said in self._decision(line, decision_of(event)):
                yield id, decision_event(said)
        elif name == NOTE:
            yield from self._note(event)
        elif isinstance(event.get("page"), int):  # a page that was released, or closed again
            id, number = self._place(event["page"])
            yield id, {**event, "version": self._version(id), "page": number}

    def _decision(self, line: str, said: Decision) -> Iterator[tuple[str, Decision]]:
        if said.verb is Verb.UNDO:
            return
        home = self._place(said.page)[0] if said.page else self._own
        if said.verb is Verb.ADD:
            self._added[id_of_added(line)] = home
            name = (said.value.get(FieldName.SHEET), said.value.get(FieldName.ENTRY_NUMBER))
            self._named[name] = home
            yield home, self._at(said, home, ())
            return
        groups: dict[str, list[Target]] = {}
        for target in said.targets:
            id, moved = self._target(target, home)
            groups.setdefault(id, []).append(moved)
        for id, targets in groups.items():
            yield id, self._at(said, id, tuple(targets))

    def _at(self, said: Decision, id: str, targets: tuple[Target, ...]) -> Decision:
        """The decision in that dossier; a place on a page that is elsewhere now is left out."""
        page, box = said.page, said.box
        if page is not None:
            home, number = self._place(page)
            page, box = (number, box) if home == id else (None, None)
        version = self._version(id)
        return replace(said, version=version, targets=targets, page=page, box=box)

    def _target(self, target: Target, home: str) -> tuple[str, Target]:
        if target.entry is not None:
            seen = self._seen(target) if target.field is None else target.seen
            added = self._added.get(target.entry) or (
                None if target.entry else self._named.get((target.sheet, target.number))
            )
            if added is not None:
                return added, replace(target, seen=seen)
            id, entry = self._holder(target, home)
            return id, replace(target, entry=entry, seen=seen)
        if target.pixels_sha256 is None:
            return self._own, replace(target, seen=self._seen_of_all(target))
        for page in self._old.pages:
            if page.pixels_sha256 == target.pixels_sha256:
                id, _ = self._place(page.number)
                return id, replace(target, seen=self._seen(target))
        return self._own, target

    def _holder(self, target: Target, home: str) -> tuple[str, str]:
        """The dossier that the entry is read in now, and its id there.

        Where it is read on its pages in several, the one that the word's page is in. Where nobody
        can tell, an id that no entry has: the word is a doubt then, and lands on no namesake.
        """
        place = place_of(self._old, target)
        if place is not None:
            entry = self._old.entries[place]
            found = found_again(self._bounds, self._old, entry, self._after)
            here = [one for one in found if one[0] == home] or found
            if here and len({id for id, _ in here}) == len(here):
                return here[0][0], self._after[here[0][0]].entries[here[0][1]].id
        self._missed.add(self._own)
        return self._own, f"{self._old.id}@{self._old.version}:{target.entry}"

    def _seen(self, target: Target) -> Any:
        """The doubts that a person had before the eyes, with their pages as they are now."""
        if not isinstance(target.seen, list):
            return target.seen
        return [
            [reason, page if page is None else self._place(page)[1], box]
            for reason, page, box in target.seen
        ]

    def _act(self, line: str, event: Event) -> Iterator[tuple[str, dict[str, Any]]]:
        act = act_of(event)
        if act is None or act.version != self._old.version:
            return
        if isinstance(act, EntryAdded):
            id = self._keeper_of(act.sheet)
            self._added[id_of_added(line)] = self._named[act.sheet, act.number] = id
            yield id, act_event(replace(act, version=self._version(id)))
            return
        target = Target(sheet=act.sheet, number=act.number, entry=act.entry)
        id, moved = self._target(target, self._own)
        yield id, act_event(replace(act, version=self._version(id), entry=moved.entry or ""))

    def _keeper_of(self, sheet: str) -> str:
        """Who gets an entry of that sheet: whoever it came from and is made anew; else its sheet's.

        Where no dossier has the sheet, whoever it was said of.
        """
        holders = [
            id
            for id, one in self._after.items()
            if sheet in {entry.sheet.value for entry in one.entries}
        ]
        is_anew = any(p.dossier == self._own and p.before is None for p in self._bounds.parts)
        if self._own in holders or not holders or (is_anew and self._own != self._left):
            return self._own
        return self._left if self._left in holders else holders[0]

    def _note(self, event: Event) -> Iterator[tuple[str, dict[str, Any]]]:
        """The note to the look that it is of; where its things are in several, to each."""
        said = note_of(event)
        keys = {self._own: said.key}
        if targets := self._keys.get(said.key):
            groups: dict[str, list[Target]] = {}
            for target in targets:
                id, moved = self._target(target, self._own)
                groups.setdefault(id, []).append(moved)
            keys = {id: key_of(moved) for id, moved in groups.items()}
        for id, key in keys.items():
            yield id, note_event(replace(said, version=self._version(id), key=key))

    def _seen_of_all(self, target: Target) -> Any:
        """The doubts of the whole dossier that a person saw, but those that say another thing now.

        They bear no place to be told apart by: one that came with other pages nobody has seen.
        """
        seen = self._seen(target)
        if not isinstance(seen, list):
            return seen
        now = self._after[self._own].doubts
        new = (doubt for doubt in now if doubt not in self._old.doubts)
        other = {doubt.reason for doubt in new if doubt.page is None}
        if self._own in self._missed:
            other.add(DoubtReason.STALE)
        return [mark for mark in seen if mark[0] not in other]

    def _version(self, id: str) -> int:
        return self._after[id].version

    def _place(self, number: int) -> tuple[str, int]:
        """Where a page is now: dossier, and number in it; one that never was is the own one's."""
        return self._places.get(self._ref(number), (self._own, number))

    def _ref(self, number: int) -> PageRef:
        return PageRef(dossier=self._old.id, version=self._old.version, number=number)


def _looks(dossier: Dossier, now: Standing) -> Iterator[tuple[Target, ...]]:
    """What notes are about: fields, entries, pages, the dossier, and what one look shows of them.

    As it was read, and as it stands now; what stood in between, nobody knows any more.
    """
    for task in (*tasks_of(Standing(dossier=dossier)), *tasks_of(now)):
        yield task.targets
    for entry in (*dossier.entries, *now.dossier.entries):
        for name in (None, *NAMES):
            yield (target_of(entry, name),)
    for page in dossier.pages:
        yield (Target(pixels_sha256=page.pixels_sha256),)
    yield (Target(),)
