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
from baulast.model import Dossier, FieldName
from baulast.standing import Event, place_of, undone_by
from baulast.tasks import key_of, target_of

# Whose line says that it was said before: the hash of the line that said so first.
CARRIED = "carried"


def carried(
    bounds: Bounds,
    old: Dossier,
    lines: Iterable[tuple[str, Event]],
    after: Mapping[str, Dossier],
) -> Iterator[tuple[str, dict[str, Any]]]:
    """For each thing that was said of a version that is withdrawn: where, and the event there.

    What is said of an entry goes where that entry is read now; of a page, to that page. What finds
    its entry nowhere stays with the dossier, which then asks about it.
    """
    lines = tuple(lines)
    undone = undone_by(lines)
    move = _Move(bounds, old, after)
    for sha256, event in lines:
        if sha256 in undone:
            continue
        for id, again in move.events(sha256, event):
            yield id, {**again, "bounds": bounds.id, CARRIED: sha256}


def said_first(lines: Iterable[tuple[str, Event]]) -> tuple[tuple[str, Event], ...]:
    """The lines without those that say a thing again: whoever counts must not count it twice."""
    return tuple((line, event) for line, event in lines if CARRIED not in event)


class _Move:
    """Finds where a thing belongs now."""

    def __init__(self, bounds: Bounds, old: Dossier, after: Mapping[str, Dossier]) -> None:
        self._old = identified(old)
        self._after = {id: identified(one) for id, one in after.items()}
        self._bounds = bounds
        self._places = bounds.places
        own = [self._places[ref][0] for ref in map(self._ref, range(1, len(old.pages) + 1))]
        self._own = old.id if old.id in after else own[0]
        # Entries that people added, by their ids and by their names, and where they are.
        self._added: dict[str, str] = {}
        self._named: dict[tuple[str | None, int | None], str] = {}
        self._keys = {key_of((target,)): target for target in _single(self._old)}

    def events(self, line: str, event: Event) -> Iterator[tuple[str, dict[str, Any]]]:
        """The event as it is said now, and of which dossier; nothing for one that is none's.

        What cannot be read is said again as it is: then it is a doubt there as it was here.
        """
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
            yield self._note(event)
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
            if added is not None:  # its id is of the line that adds it: of a new one now
                return added, replace(target, entry="", seen=seen)
            id, entry = self._holder(target, home)
            return id, replace(target, entry=entry, seen=seen)
        if target.pixels_sha256 is None:
            return self._own, replace(target, seen=self._seen(target))
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
        lost = self._own, f"{self._old.id}@{self._old.version}:{target.entry}"
        place = place_of(self._old, target)
        if place is None:
            return lost
        entry = self._old.entries[place]
        found = found_again(self._bounds, self._old, entry, self._after)
        here = [one for one in found if one[0] == home] or found
        if len({id for id, _ in here}) != len(here):
            return lost
        return (here[0][0], self._after[here[0][0]].entries[here[0][1]].id) if here else lost

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
            holders = [
                id
                for id, one in self._after.items()
                if act.sheet in {entry.sheet.value for entry in one.entries}
            ]
            id = holders[0] if holders and self._own not in holders else self._own
            self._added[id_of_added(line)] = self._named[act.sheet, act.number] = id
            yield id, act_event(replace(act, version=self._version(id)))
            return
        target = Target(sheet=act.sheet, number=act.number, entry=act.entry)
        id, moved = self._target(target, self._own)
        yield id, act_event(replace(act, version=self._version(id), entry=moved.entry or ""))

    def _note(self, event: Event) -> tuple[str, dict[str, Any]]:
        said = note_of(event)
        id, key = self._own, said.key
        if target := self._keys.get(said.key):
            id, moved = self._target(target, self._own)
            key = key_of((moved,))
        return id, note_event(replace(said, version=self._version(id), key=key))

    def _version(self, id: str) -> int:
        return self._after[id].version

    def _place(self, number: int) -> tuple[str, int]:
        """Where a page is now: dossier, and number in it; one that never was is the own one's."""
        return self._places.get(self._ref(number), (self._own, number))

    def _ref(self, number: int) -> PageRef:
        return PageRef(dossier=self._old.id, version=self._old.version, number=number)


def _single(dossier: Dossier) -> Iterator[Target]:
    """All that a note can be about: fields, entries, pages, the dossier."""
    for entry in dossier.entries:
        for name in (None, *NAMES):
            yield target_of(entry, name)
    for page in dossier.pages:
        yield Target(pixels_sha256=page.pixels_sha256)
    yield Target()
