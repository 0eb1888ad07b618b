"""The reviewer's word over the machine's reading: it never replaces it, it lies over it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

import cattrs
from cattrs.preconf.json import make_converter

from baulast.findings import absent, canonical, value_of_json, value_to_json
from baulast.language import tr
from baulast.model import Box, Doubt, DoubtReason, FieldName, Finding

DECISION = "decision"  # the name of the event in the supplement


class Verb(StrEnum):
    """What a person decided."""

    ACCEPT = "accept"  # the reading is right; of a page or an entry: nothing on it was missed
    CORRECT = "correct"  # another value; of a page: another kind
    ILLEGIBLE = "illegible"  # a person cannot tell either
    ABSENT = "absent"  # it does not stand on the paper
    STRIKE = "strike"  # there is no such entry
    ADD = "add"  # an entry that was missed
    UNDO = "undo"  # an earlier decision was a mistake


class Verdict(StrEnum):
    """On whose word a value is published."""

    MACHINE = "machine"
    CORRECTED = "corrected"
    STALE = "stale"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What is decided about: a field, an entry (no field), a page (pixels), or the whole dossier.

    An entry is found again by its sheet and number, and by its place where several have the same.
    """

    sheet: str | None = None
    number: int | None = None
    place: int | None = None  # in Dossier.entries, from 0; None: not of an entry
    field: FieldName | None = None
    pixels_sha256: str | None = None  # of a page
    seen: Any = None  # what the person had before the eyes, as JSON

    @property
    def name(self) -> tuple[object, ...]:
        """What it is about, whatever was seen there."""
        return self.sheet, self.number, self.place, self.field, self.pixels_sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person said about one thing, or about several that one look answers."""

    version: int  # of the dossier
    verb: Verb
    targets: tuple[Target, ...] = ()
    value: Any = None  # CORRECT, ADD: as JSON
    page: int | None = None  # where it stands on the paper
    box: Box | None = None
    by: str
    at: str  # ISO time with zone
    remark: str = ""
    needs_two: bool = False  # it stands when another person has said the same
    sample: str = ""  # the sample that asked for it; "": a doubt did
    undoes: str = ""  # UNDO: the hash of the line of the decision

    @property
    def name(self) -> tuple[object, ...]:
        """What it is about; entries that were added are told apart by what they are."""
        own = str(self.value) if self.verb is Verb.ADD else ""
        return (*(target.name for target in self.targets), own)

    @property
    def outcome(self) -> tuple[Verb, str]:
        """What two persons must say alike."""
        return self.verb, str(self.value)


def settle(name: FieldName, finding: Finding[Any], seen: Any, said: Decision) -> Finding[Any]:
    """The finding to publish; a decision counts only for what the reviewer saw."""
    wanted = _said(name, seen, said)
    match verdict(finding, seen, wanted, said.verb):
        case Verdict.STALE:
            return _stale(finding, wanted, said)
        case Verdict.MACHINE:
            return replace(finding, doubts=(remaining(said),), is_reviewed=True)
        case Verdict.CORRECTED:
            return Finding(value=wanted, readings=finding.readings, is_reviewed=True)


def verdict(finding: Finding[Any], seen: Any, wanted: Any, verb: Verb) -> Verdict:
    """On whose word the value is: what is read anew as the person said is the person's too."""
    now = value_to_json(finding.value)
    if verb is Verb.ILLEGIBLE:
        return Verdict.MACHINE if now == seen else Verdict.STALE
    return Verdict.CORRECTED if now in (seen, value_to_json(wanted)) else Verdict.STALE


def remaining(said: Decision) -> Doubt:
    """The doubt that is left where a person could not tell either."""
    detail = tr(
        f"Bei der Durchsicht am {day_of(said)} nicht zu entziffern.",
        f"Could not be made out in the review of {day_of(said)}.",
    )
    return Doubt(reason=DoubtReason.REMAINS, detail=detail, page=said.page, box=said.box)


def stale(said: Decision, wanted: str = "") -> Doubt:
    """The doubt that a decision no longer fits what is read."""
    detail = tr(
        f"Bei der Durchsicht am {day_of(said)} entschieden, seither anders gelesen",
        f"decided in the review of {day_of(said)}, read otherwise since",
    )
    ending = f": {wanted}." if wanted else "."
    return Doubt(reason=DoubtReason.STALE, detail=f"{detail}{ending}", page=said.page, box=said.box)


def day_of(said: Decision) -> str:
    """The day of a decision as people write it."""
    return f"{datetime.fromisoformat(said.at):%d.%m.%Y}"


def _said(name: FieldName, seen: Any, said: Decision) -> Any:
    """The value that the person wants to be published."""
    match said.verb:
        case Verb.CORRECT:
            return value_of_json(name, said.value)
        case Verb.ABSENT:
            return absent(name)
    return value_of_json(name, seen)


def _stale(finding: Finding[Any], wanted: Any, said: Decision) -> Finding[Any]:
    """The new reading with a doubt; what the person said is the first of the alternatives."""
    before = canonical(wanted)
    others = (before, *finding.alternatives) if before else finding.alternatives
    return replace(
        finding,
        doubts=tuple(dict.fromkeys((stale(said, before), *finding.doubts))),
        alternatives=tuple(dict.fromkeys(others)),
        is_reviewed=False,
    )


_converter: cattrs.Converter = make_converter(omit_if_default=True)


def decision_event(said: Decision) -> dict[str, Any]:
    """The decision as the supplement keeps it."""
    return {"event": DECISION, **_converter.unstructure(said)}


def decision_of(event: Mapping[str, Any]) -> Decision:
    """The decision that the supplement keeps."""
    return _converter.structure(event, Decision)
