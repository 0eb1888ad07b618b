"""The life of a dossier: from its import to the day it is closed, and who may take which step.

A state is a line in the supplement, the newest one counts. Each version has a life of its own: a
newer scan of the same file begins anew, and the older one stays until somebody withdraws it.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import cattrs
from cattrs.preconf.json import make_converter

from baulast.errors import InputError
from baulast.language import Both, tr
from baulast.model import Dossier, Doubt, DoubtReason
from baulast.settings import LifeSettings

STATE = "state"  # the name of the event in the supplement


class State(StrEnum):
    """How far a dossier has come with people."""

    IMPORTED = "imported"
    IN_REVIEW = "in_review"
    RELEASED = "released"  # nothing is open: the scan may stand for the paper
    TRANSFERRED = "transferred"  # handed over to an archive
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"  # not to be found any more; a tombstone tells why


# With these the scan stands for the paper: nothing is open, and a person has said so.
STANDS_FOR_PAPER = frozenset({State.RELEASED, State.TRANSFERRED, State.CLOSED})

# In these a dossier is at the office: pages may be put elsewhere, and readings corrected.
IN_HAND = frozenset({State.IMPORTED, State.IN_REVIEW, State.RELEASED})

# From each state, the ones that may follow; back to the review is always open, with a reason.
STEPS = {
    State.IMPORTED: {State.IN_REVIEW, State.RELEASED, State.WITHDRAWN},
    State.IN_REVIEW: {State.RELEASED, State.WITHDRAWN},
    State.RELEASED: {State.IN_REVIEW, State.TRANSFERRED, State.WITHDRAWN},
    State.TRANSFERRED: {State.IN_REVIEW, State.CLOSED, State.WITHDRAWN},
    State.CLOSED: {State.IN_REVIEW, State.WITHDRAWN},
    State.WITHDRAWN: {State.IN_REVIEW},
}


class StepRefused(InputError):
    """A state that cannot follow, is not theirs to give, or comes too early."""

    exit_code = 2
    remedy = Both(
        "`baulast state AKTE` zeigt Stand und Verlauf; wer darf, steht unter [life].",
        "`baulast state DOSSIER` shows state and history; who may stands under [life].",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step in the life of a version of a dossier."""

    version: int
    state: State
    reason: str = ""
    by: str
    at: str  # ISO time with zone
    revision: str = ""  # the reading that it was said of


_converter: cattrs.Converter = make_converter(omit_if_default=True)


def step_event(step: Step) -> dict[str, Any]:
    """The step as the supplement keeps it."""
    return {"event": STATE, **_converter.unstructure(step)}


def steps_of(events: Iterable[Mapping[str, Any]], version: int) -> tuple[Step, ...]:
    """The steps of a version that can be read in a supplement, the oldest first."""
    found = []
    for event in events:
        with suppress(ValueError):
            found.append(step_of(event))
    return tuple(step for step in found if step is not None and step.version == version)


def step_of(event: Mapping[str, Any]) -> Step | None:
    """The step that an event tells; None for other events, ValueError for one of another shape."""
    if event.get("event") != STATE:
        return None
    try:
        return _converter.structure(event, Step)
    except cattrs.BaseValidationError as error:
        raise ValueError("; ".join(cattrs.transform_error(error))) from error


def went_elsewhere(events: Iterable[Mapping[str, Any]], version: int) -> bool:
    """Whether a version was withdrawn because its pages stand in another one (baulast.bounds)."""
    steps = [e for e in events if e.get("event") == STATE and e.get("version") == version]
    return bool(steps) and "bounds" in steps[-1]


def state_of(steps: Iterable[Step]) -> State:
    """The state after these steps."""
    found = State.IMPORTED
    for step in steps:
        found = step.state
    return found


def check_step(
    before: State,
    step: Step,
    doubts: Iterable[Doubt],
    settings: LifeSettings,
    *,
    waiting: int = 0,
) -> None:
    """StepRefused unless the step may be taken, by this person, with what is still open.

    ``waiting``: looks at which a second person has to say the same.
    """
    if step.state not in STEPS[before]:
        raise StepRefused(
            tr(
                f"Auf „{before}“ folgt nicht „{step.state}“",
                f"“{step.state}” does not follow “{before}”",
            )
        )
    may = {
        State.RELEASED: settings.may_release,
        State.TRANSFERRED: settings.may_transfer,
        State.CLOSED: settings.may_close,
        State.WITHDRAWN: settings.may_withdraw,
    }.get(step.state, ())
    if may and step.by not in may:
        raise StepRefused(
            tr(f"{step.by} darf „{step.state}“ nicht", f"{step.by} may not say “{step.state}”")
        )
    is_back = step.state is State.IN_REVIEW and before is not State.IMPORTED
    if (is_back or step.state is State.WITHDRAWN) and not step.reason.strip():
        raise StepRefused(tr("Hier wird ein Grund gebraucht", "This needs a reason"))
    if step.state in STANDS_FOR_PAPER and (still := what_is_open(doubts, waiting)):
        raise StepRefused(still)


def what_is_open(doubts: Iterable[Doubt], waiting: int) -> str:
    """What keeps the scan from standing for the paper, in words; "": nothing."""
    said = []
    if still := open_doubts(doubts):
        said.append(tr(f"noch offene Zweifel: {still}", f"doubts still open: {still}"))
    if waiting:
        waits = tr("auf eine zweite Person warten", "waiting for a second person")
        said.append(f"{waits}: {waiting}")
    return "; ".join(said)


def open_doubts(doubts: Iterable[Doubt]) -> int:
    """How many keep a dossier from being released; what no person could tell keeps none."""
    return sum(doubt.reason is not DoubtReason.REMAINS for doubt in doubts)


def tombstone(dossier: Dossier) -> Dossier:
    """What is left to be searched of a withdrawn dossier: that it has so many pages."""
    pages = tuple(replace(page, words=(), blocks=(), marks=(), doubts=()) for page in dossier.pages)
    return replace(dossier, pages=pages, fields=(), entries=(), doubts=())
