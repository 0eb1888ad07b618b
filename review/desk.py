"""Where reviewers' words are taken: checked, kept in the archive, and published at once.

The archive comes first. Catalog and index are told afterwards; what they could not be told, or what
a crash came between, is owed to them and made good by whoever comes next (``archive.owed``).
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from archive.noted import append_owed
from archive.store import Store
from archive.supplement import Supplement, read_supplement
from batch.release import send_back
from batch.telling import Telling
from baulast.chance import is_among
from baulast.corrections import Decision, Target, Verb, decision_event
from baulast.desk_notes import DeskNote, NoteKind, note_event
from baulast.findings import NAMES
from baulast.identity import id_of_added
from baulast.language import Both, tr
from baulast.life import IN_HAND
from baulast.model import Box, Dossier, FieldName
from baulast.settings import ReviewSettings
from baulast.standing import OF_END, Standing, decisions_of, gone, origin_of
from baulast.tasks import Task, key_of, target_of, task_about, tasks_of
from catalog.records import TaskFilter, TaskRecord
from catalog.store import Catalog
from index.seam import Index
from review.answers import (
    Answer,
    DecisionRefused,
    as_meant,
    ask_twice,
    entry_of_values,
    value_of,
)
from review.values import Checked


class Overtaken(DecisionRefused):
    """Somebody else has decided meanwhile, or the page was read anew."""

    remedy = Both(
        "Nichts wurde geändert. Die Stelle noch einmal ansehen.",
        "Nothing was changed. Look at the place once more.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A look as it stands now; ``stand`` is what a decision must have been made upon."""

    standing: Standing
    task: Task

    @property
    def stand(self) -> str:
        """Changes when somebody decides about the same, or when it is read anew."""
        seen = [target.seen for target in self.task.targets]
        doubts = sorted(doubt.reason for doubt in self.task.doubts)
        text = json.dumps([self.task.key, seen, doubts, self.task.seen_by])
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:STAND_LENGTH]


STAND_LENGTH = 16  # hex digits: enough to tell two states of one look apart


class ReviewDesk:
    """Takes the words of one reviewer."""

    def __init__(
        self,
        store: Store,
        catalog: Catalog,
        open_index: Callable[[], AbstractContextManager[Index]],
        settings: ReviewSettings,
        *,
        by: str,
        owed_to: Sequence[str] = (),
    ) -> None:
        self._store = store
        self._catalog = catalog
        self._telling = Telling(
            store=store, catalog=catalog, open_index=open_index, owed_to=owed_to
        )
        self._settings = settings
        self._by = by

    # ------------------------------------------------------------------ looking

    def look(self, id: str, version: int, key: str) -> Look | None:
        """A look by its key, open or not; None where there is nothing of that name."""
        now = self._store.standing(self._store.reading(id, version))
        task = self._find(now, key)
        return None if task is None else Look(standing=now, task=task)

    def next(self, asked: TaskFilter) -> tuple[TaskRecord, Look] | None:
        """The worst look that is open to this person; None: there is none.

        A list that lags behind the archive, after a crash, is put right on the way.
        """
        self._telling.catch_up()
        while (record := self._catalog.desk.next(asked, by=self._by)) is not None:
            now = self._store.standing(self._store.reading(record.dossier, record.version))
            tasks = tasks_of(now)
            for task in tasks:
                if task.key == record.key:
                    self._catalog.desk.claim(record.dossier, record.version, by=self._by)
                    return record, Look(standing=now, task=task)
            self._catalog.desk.put(now.dossier, tasks)
        return None

    # ------------------------------------------------------------------ deciding

    def decide(
        self,
        id: str,
        version: int,
        key: str,
        answers: Sequence[Answer],
        *,
        stand: str,
        sure_of: str = "",
    ) -> tuple[str, ...]:
        """The hashes of the lines that keep the decisions; all of them, or none.

        ``sure_of``: the mark of odd values that the person has confirmed.
        """
        reading = self._store.reading(id, version)

        def events(supplement: Supplement) -> list[dict[str, Any]]:
            now = _said_of(self._store.standing(reading, supplement.lines))
            task = self._find(now, key)
            if task is None or Look(standing=now, task=task).stand != stand:
                raise self._overtaken(key, supplement)
            if self._by in task.seen_by:
                raise DecisionRefused(
                    tr("Hier muss eine zweite Person entscheiden.", "A second person must decide.")
                )
            return [
                decision_event(said) for said in self._said(now.dossier, task, answers, sure_of)
            ]

        return self._append(reading, events)

    def add_entry(
        self,
        id: str,
        version: int,
        values: Mapping[FieldName, str],
        *,
        page: int | None,
        box: Box | None = None,
        remark: str = "",
        sure_of: str = "",
    ) -> tuple[str, ...]:
        """Adds an entry that the machine missed; it needs a number and a burdened parcel."""
        reading = self._store.reading(id, version)

        def events(supplement: Supplement) -> list[dict[str, Any]]:
            dossier = _said_of(self._store.standing(reading, supplement.lines)).dossier
            value = entry_of_values(dossier, values, sure_of=sure_of)
            _check_place(dossier, page, box)
            said = self._decision(
                version, Verb.ADD, (), value=value, page=page, box=box, remark=remark
            )
            return [decision_event(said)]

        return self._append(reading, events)

    def undo(self, id: str, line: str) -> None:
        """Takes a decision back, whoever made it; only the newest one about a thing can be."""
        taken: list[Decision] = []

        def events(supplement: Supplement) -> list[dict[str, Any]]:
            taken.append(_newest_of(supplement, line))
            if taken[0].needs_two and taken[0].by != self._by:
                raise DecisionRefused(
                    tr(
                        "Das nimmt nur zurück, wer es gesagt hat: Hier entscheiden zwei.",
                        "Only who said it takes it back: two persons decide here.",
                    )
                )
            undo = Decision(
                version=taken[0].version, verb=Verb.UNDO, undoes=line, by=self._by, at=_now()
            )
            return [decision_event(undo)]

        version = next(
            (said.version for known, said in decisions_in(self._store, id) if known == line), 1
        )
        reading = self._store.reading(id, version)
        _said_of(self._store.standing(reading))
        self._append(reading, events)

    def say(
        self, id: str, version: int, key: str, kind: NoteKind, *, to: str = "", text: str = ""
    ) -> None:
        """Assigns a look, holds it, releases it, or remarks upon it."""
        said = DeskNote(
            version=version, key=key, kind=kind, to=to, text=text.strip(), by=self._by, at=_now()
        )
        append_owed(self._store, id, lambda _: [note_event(said)])
        self._telling.tell(id)

    # ------------------------------------------------------------------ the parts

    def _find(self, now: Standing, key: str) -> Task | None:
        """An open look, one that was drawn, or a look at any one thing of the dossier."""
        for task in tasks_of(now):
            if task.key == key:
                return task
        for target in _everything(now.dossier):
            if key_of((target,)) == key:
                return task_about(now, (target,))
        return None

    def _said(
        self, dossier: Dossier, task: Task, answers: Sequence[Answer], sure_of: str
    ) -> tuple[Decision, ...]:
        answered: set[int] = set()
        told: list[tuple[str, Checked]] = []
        said: list[Decision] = []
        for answer in answers:
            places = answer.places or tuple(range(len(task.targets)))
            if answered.intersection(places) or not set(places) <= set(range(len(task.targets))):
                raise DecisionRefused(tr("Eine Angabe, zwei Antworten.", "One field, two answers."))
            answered.update(places)
            targets = tuple(task.targets[place] for place in places)
            _check_place(dossier, answer.page, answer.box)
            found = value_of(dossier, targets, answer)
            told.append((key_of(targets), found))
            verb, value = as_meant(targets, answer.verb, found.value)
            decision = self._decision(
                dossier.version,
                verb,
                targets,
                value=value,
                page=answer.page or task.page,
                box=answer.box,
                remark=answer.remark,
                needs_two=bool(task.seen_by) or self._needs_two(dossier, task, verb),
                sample=task.sample,
            )
            said.append(decision)
        ask_twice(told, sure_of=sure_of)
        return tuple(said)

    def _decision(
        self, version: int, verb: Verb, targets: tuple[Target, ...], **more: Any
    ) -> Decision:
        return Decision(version=version, verb=verb, targets=targets, by=self._by, at=_now(), **more)

    def _needs_two(self, dossier: Dossier, task: Task, verb: Verb) -> bool:
        """Whether another person has to say the same before it counts."""
        if task.sample and verb in (Verb.ACCEPT, Verb.ILLEGIBLE):
            return False  # nothing that is published changes
        fields = {target.field for target in task.targets}
        if self._settings.four_eyes_deletions and (verb is Verb.STRIKE or OF_END & fields):
            return True
        if task.sample:
            return False
        place = f"{dossier.id}/{dossier.version}/{task.key}"
        return is_among(place, self._settings.four_eyes_share)

    def _append(
        self, reading: Dossier, events: Callable[[Supplement], list[dict[str, Any]]]
    ) -> tuple[str, ...]:
        """Archive and trail, catalog, index: in this order, and each whole."""
        id = reading.id
        lines = append_owed(self._store, id, events)
        send_back(self._store, id, reading.version)  # what was undone may be open again
        self._telling.tell(id)
        return lines

    def _overtaken(self, key: str, supplement: Supplement) -> Overtaken:
        for _, said in reversed(decisions_of(supplement.lines)):
            if said.targets and key_of(said.targets) == key:
                return Overtaken(
                    tr(
                        f"{said.by} hat hier inzwischen entschieden.",
                        f"{said.by} has decided here meanwhile.",
                    )
                )
        return Overtaken(
            tr(
                "Hier wurde inzwischen entschieden oder neu gelesen.",
                "This was decided or read anew meanwhile.",
            )
        )


def _everything(dossier: Dossier) -> Iterator[Target]:
    """All that can be looked at in a dossier, one by one."""
    for entry in dossier.entries:
        yield target_of(entry)
        for name in NAMES:
            yield target_of(entry, name)
    for page in dossier.pages:
        yield Target(pixels_sha256=page.pixels_sha256)
    yield Target()


def _check_place(dossier: Dossier, page: int | None, box: Box | None) -> None:
    """DecisionRefused for a place that is not in the dossier."""
    if page is None:
        return
    found = next((one for one in dossier.pages if one.number == page), None)
    if found is None:
        raise DecisionRefused(tr(f"Es gibt keine Seite {page}.", f"There is no page {page}."))
    width, height = found.upright_size
    if box and not (box.left < box.right <= width and box.top < box.bottom <= height):
        raise DecisionRefused(
            tr("Der Rahmen liegt nicht auf der Seite.", "The frame is not on the page.")
        )


def _said_of(now: Standing) -> Standing:
    """What a person may say something of.

    DecisionRefused of a version that nobody finds, and of one that was handed over: the copy of
    the archive would go on saying what was said before.
    """
    if now.is_gone:
        raise DecisionRefused(gone(now))
    if now.state not in IN_HAND:
        id, version = now.dossier.id, now.dossier.version
        raise DecisionRefused(
            tr(
                f"{id}, Fassung {version}, ist abgegeben oder abgeschlossen. Zurück in die "
                f"Durchsicht gibt sie `baulast state {id} in_review --reason …`",
                f"{id}, version {version}, is handed over or closed. `baulast state {id} "
                "in_review --reason …` gives it back to the review",
            )
        )
    return now


def decisions_in(store: Store, id: str) -> tuple[tuple[str, Decision], ...]:
    """What was decided about a dossier, the oldest first, with the hash of each line."""
    return decisions_of(read_supplement(store.supplement(id)).lines)


def _newest_of(supplement: Supplement, line: str) -> Decision:
    """The decision of a line; DecisionRefused unless it is the newest about what it is about."""
    said = dict(decisions_of(supplement.lines))
    if line not in said:
        raise DecisionRefused(tr("Diese Entscheidung gilt nicht.", "There is no such decision."))
    later = list(said)[list(said).index(line) + 1 :]
    added = id_of_added(origin_of("", line, dict(supplement.lines)[line])[1])
    if any(_meet(added, said[line], said[other]) for other in later):
        raise DecisionRefused(
            tr("Danach wurde hier noch einmal entschieden.", "It was decided again after that.")
        )
    return said[line]


def _meet(added: str, said: Decision, later: Decision) -> bool:
    """Whether a later decision is about the same, or about a part of it, or about all of it.

    ``added``: the id of the entry, where the decision has added one.
    """
    for target in later.targets:
        if said.verb is Verb.ADD and target.entry == added:
            return True
        for about in said.targets:
            is_same_entry = about.entry is not None and about.name[0] == target.name[0]
            if about.name == target.name or (is_same_entry and None in (about.field, target.field)):
                return True
    return False


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
