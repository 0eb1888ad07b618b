"""A release that no longer holds: the scan was read otherwise since, or something is open again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from archive.audit import user
from archive.noted import append_noted
from archive.revisions import read_dossier
from archive.store import Store
from archive.supplement import Supplement, read_supplement
from baulast.findings import value_to_json
from baulast.language import tr
from baulast.life import STANDS_FOR_PAPER, State, Step, step_event, steps_of, what_is_open
from baulast.model import Dossier
from baulast.standing import Standing, standing
from baulast.tasks import waiting_looks


def send_back(store: Store, id: str, version: int) -> bool:
    """Whether the dossier went back to the review: supplement and trail then say why.

    A new reading that says the same in all fields leaves it released; ``state`` tells of both.
    """
    if not steps_of(read_supplement(store.supplement(id)).events, version):  # most have no life yet
        return False
    reading = store.reading(id, version)
    revision = store.revision(id, version)
    taken: list[Step] = []

    def events(supplement: Supplement) -> Sequence[dict[str, Any]]:
        steps = steps_of(supplement.events, version)
        now = store.standing(reading, supplement.lines)
        if steps[-1].state not in STANDS_FOR_PAPER or now.is_gone:
            return ()
        released = revision.with_name(steps[-1].revision or revision.name)
        before = standing(read_dossier(released), supplement.lines).dossier
        if why := _why(before, now, is_anew=released != revision):
            taken.append(_back(version, why, revision.name))
        return [step_event(step) for step in taken]

    append_noted(store, id, events)
    return bool(taken)


def _back(version: int, why: str, revision: str) -> Step:
    at = datetime.now().astimezone().isoformat(timespec="seconds")
    return Step(
        version=version, state=State.IN_REVIEW, reason=why, by=user(), at=at, revision=revision
    )


def _why(before: Dossier, now: Standing, *, is_anew: bool) -> str:
    """Why the release holds no longer; "": it does."""
    said = []
    if is_anew and _values(before) != _values(now.dossier):
        said.append(tr("neu gelesen, mit anderen Angaben", "read anew, with other values"))
    if still := what_is_open(now.dossier.all_doubts, waiting_looks(now)):
        said.append(still)
    return "; ".join(said)


def _values(dossier: Dossier) -> list[dict[str, Any]]:
    """All that is published of the entries."""
    return [
        {name: value_to_json(finding.value) for name, finding in entry.findings.items()}
        for entry in dossier.entries
    ]
