"""What a form was about that others decided meanwhile: who, what stands now, what was typed."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from baulast.corrections import Decision, Target
from baulast.model import FieldName
from baulast.standing import place_of
from report.wording import field_words
from review.desk import Look
from review.values import shown
from review.wording import said, title

MOST = 30  # fields that one look answers: a sheet rarely has more entries


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """One of the things that a form was about."""

    label: str
    by: str  # who decided it, when and what, in words; "": nobody: it was read anew
    now: str | None  # what stands there, in words; None: there is no such thing any more
    typed: str
    look: Look | None  # None: there is nothing left to decide


def written(targets: Iterable[Target]) -> str:
    """What a form is about, for it to carry along: nothing of what was read."""
    return json.dumps([[t.entry, t.field, t.pixels_sha256] for t in targets])


def targets_of(text: str) -> tuple[Target, ...]:
    """What ``written`` wrote; () for anything else."""
    try:
        rows = json.loads(text)
        return tuple(
            Target(
                entry=None if entry is None else str(entry),
                field=FieldName(field) if field else None,
                pixels_sha256=None if pixels is None else str(pixels),
            )
            for entry, field, pixels in rows[:MOST]
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        return ()


def passed(target: Target, look: Look | None, decisions: Sequence[Decision], typed: str) -> Passed:
    """How a thing stands that somebody wanted to decide; the decisions are those of the dossier."""
    about = next((one for one in reversed(decisions) if _is_about(one, target)), None)
    named = look.task.targets[0] if look else _told_in(about, target)
    parts = [title(named), field_words(target.field) if target.field else ""]
    return Passed(
        label=", ".join(part for part in parts if part),
        by=said(about) if about else "",
        now=None if look is None else _now(look),
        typed=typed,
        look=look,
    )


def _is_about(one: Decision, target: Target) -> bool:
    return any(
        other.name == target.name or (other.field is None and other.name[0] == target.name[0])
        for other in one.targets
        if other.pixels_sha256 == target.pixels_sha256
    )


def _told_in(about: Decision | None, target: Target) -> Target:
    """The target with sheet and number, as the decision that took it away names them."""
    named = (one for one in about.targets if one.entry == target.entry) if about else iter(())
    return next(named, target)


def _now(look: Look) -> str:
    target, dossier = look.task.targets[0], look.standing.dossier
    place = place_of(dossier, target)
    if place is None or target.field is None:
        return ""
    return shown(dossier.entries[place].findings[target.field].value) or "–"
