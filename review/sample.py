"""How many errors nobody sees: fields without a doubt, drawn by chance and looked at."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import NormalDist
from typing import Any

from archive.noted import append_noted
from archive.store import Store
from baulast.chance import is_among
from baulast.corrections import Verb
from baulast.desk_notes import DeskNote, NoteKind, note_event
from baulast.life import IN_HAND
from baulast.model import Dossier
from baulast.standing import Standing
from baulast.tasks import Task, as_sample, target_of, task_about, tasks_of
from catalog.records import DecisionRecord, TaskRecord
from catalog.store import Catalog

CONFIDENCE = 0.95  # of the interval, as bench/score.py has it
WRONG = frozenset({Verb.CORRECT, Verb.ABSENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """What a sample showed; the interval is Wilson's, which holds for few errors too."""

    looked_at: int
    wrong: int
    open: int  # drawn, and not looked at yet

    @property
    def share(self) -> float | None:
        """Wrong among those looked at; None: nobody has looked."""
        return self.wrong / self.looked_at if self.looked_at else None

    @property
    def interval(self) -> tuple[float, float]:
        """Between which shares the true one lies, most likely.

        >>> low, high = Rate(looked_at=100, wrong=1, open=0).interval
        >>> round(low, 4), round(high, 4)
        (0.0018, 0.0545)
        """
        n = self.looked_at
        if not n:
            return 0.0, 1.0
        z = NormalDist().inv_cdf(0.5 + CONFIDENCE / 2)
        p = self.wrong / n
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)) ** 0.5
        return max(0.0, middle - half), min(1.0, middle + half)


def draw(store: Store, catalog: Catalog, *, rate: float, seed: int, by: str) -> int:
    """Puts the fields of a sample on the reviewers' list; how many. The same seed draws the same.

    Each field is drawn by itself: what is imported later changes nothing for those drawn before.
    That it was drawn stands in the supplement: a catalog that is made anew knows it.
    """
    count = 0
    for reading in store.readings():
        now = store.standing(reading)
        if now.state not in IN_HAND:  # nothing could be said of it
            continue
        drawn = tuple(drawn_in(now, rate=rate, seed=seed))
        known = {note.key for note in now.notes if note.kind is NoteKind.DRAW}
        notes = [_note(reading.version, task, by) for task in drawn if task.key not in known]
        if notes:
            _keep(notes, reading, store, catalog)
        count += len(drawn)
    return count


def _keep(
    notes: Sequence[dict[str, Any]], reading: Dossier, store: Store, catalog: Catalog
) -> None:
    append_noted(store, reading.id, lambda _: notes)
    now = store.standing(reading)
    catalog.desk.put(now.dossier, tasks_of(now))


def _note(version: int, task: Task, by: str) -> dict[str, Any]:
    at = datetime.now().astimezone().isoformat(timespec="seconds")
    drawn = DeskNote(
        version=version, key=task.key, kind=NoteKind.DRAW, to=task.sample, by=by, at=at
    )
    return note_event(drawn)


def drawn_in(now: Standing, *, rate: float, seed: int) -> Iterator[Task]:
    """The fields of a dossier that nobody doubts or has looked at, and that are drawn."""
    dossier = now.dossier
    for entry in dossier.entries:
        for name, finding in entry.findings.items():
            spot = f"{seed}/{dossier.id}/{dossier.version}/{entry.id}/{name}"
            if finding.doubts or finding.is_reviewed or not is_among(spot, rate):
                continue
            task = task_about(now, (target_of(entry, name),))
            if task is not None:
                yield as_sample(task, str(seed))


def rate_of(decisions: Iterable[DecisionRecord], *, open_: Iterable[TaskRecord]) -> Rate:
    """What a sample showed so far: each field counts once, as it was settled.

    One that waits for a second person is open still; what a person could not tell either says
    nothing. ``decisions``: the newest first.
    """
    waiting = {(task.dossier, task.version, task.key) for task in open_}
    said: defaultdict[tuple[str, int, str], list[DecisionRecord]] = defaultdict(list)
    for record in decisions:
        said[record.dossier, record.version, record.key].append(record)
    settled = [_settled(records) for of, records in said.items() if of not in waiting]
    told = [verb for verb in settled if verb is not Verb.ILLEGIBLE]
    return Rate(looked_at=len(told), wrong=sum(verb in WRONG for verb in told), open=len(waiting))


def _settled(records: Sequence[DecisionRecord]) -> Verb:
    """What was said last; of what was said in the same second, what two said.

    They agree when the second one says it, so no third word comes between.
    """
    verbs = [record.verb for record in records if record.at == records[0].at]
    counts = Counter(record.verb for record in records)
    return max(verbs, key=lambda verb: counts[verb])
