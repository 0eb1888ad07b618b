"""The reviewer's word over the machine's reading: it never replaces it, it lies over it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

import cattrs
from cattrs.preconf.json import make_converter

from baulast.findings import absent, canonical, value_of_json, value_to_json
from baulast.identity import called
from baulast.language import Both
from baulast.model import Box, Doubt, DoubtReason, FieldName, Finding, PageKind, Spot

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

    Sheet and number are those that the person saw; they may be decided about as well.
    """

    sheet: str | None = None
    number: int | None = None
    entry: str | None = None  # Entry.id; None: not of an entry; "": sheet and number tell which
    field: FieldName | None = None
    pixels_sha256: str | None = None  # of a page
    seen: Any = None  # what the person had before the eyes, as JSON

    @property
    def name(self) -> tuple[object, ...]:
        """What it is about, whatever was seen there."""
        entry = called(self.sheet, self.number) if self.entry == "" else self.entry
        return entry, self.field, self.pixels_sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person said about one thing, or about several that one look answers."""

    version: int  # of the dossier
    verb: Verb
    targets: tuple[Target, ...] = ()
    value: Any = None  # CORRECT, ADD: as JSON; STRIKE: all that the entry said
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
    def spot(self) -> Spot | None:
        """Where the person pointed; None: nowhere."""
        return Spot(page=self.page, box=self.box) if self.page and self.box else None

    @property
    def each(self) -> tuple["Decision", ...]:
        """The decision as one about each of its targets."""
        if not self.targets:
            return (self,)
        return tuple(replace(self, targets=(target,)) for target in self.targets)

    @property
    def outcome(self) -> tuple[object, ...]:
        """What two persons must say alike about a target: the value, by whichever word they say it.

        Of what is not legible, and of all that has no value, also what they had before the eyes.
        """
        target = self.targets[0] if self.targets else Target()
        if target.field is not None and self.verb is not Verb.ILLEGIBLE:
            return (value_to_json(_said(target.field, target.seen, self)),)
        return self.verb, self.value, target.seen


def settle(name: FieldName, finding: Finding[Any], seen: Any, said: Decision) -> Finding[Any]:
    """The finding to publish; a decision counts only for what the reviewer saw."""
    wanted = _said(name, seen, said)
    match verdict(finding, seen, wanted, said.verb):
        case Verdict.STALE:
            return _stale(finding, wanted, said)
        case Verdict.MACHINE:
            return replace(finding, doubts=(remaining(said),), is_reviewed=True)
        case Verdict.CORRECTED:
            return Finding(
                value=wanted, readings=finding.readings, is_reviewed=True, spot=said.spot
            )


def verdict(finding: Finding[Any], seen: Any, wanted: Any, verb: Verb) -> Verdict:
    """On whose word the value is: what is read anew as the person said is the person's too."""
    now = value_to_json(finding.value)
    if verb is Verb.ILLEGIBLE:
        return Verdict.MACHINE if now == seen else Verdict.STALE
    return Verdict.CORRECTED if now in (seen, value_to_json(wanted)) else Verdict.STALE


def remaining(said: Decision) -> Doubt:
    """The doubt that is left where a person could not tell either."""
    detail = Both(
        f"Bei der Durchsicht am {day_of(said)} nicht zu entziffern.",
        f"Could not be made out in the review of {day_of(said)}.",
    )
    return Doubt(reason=DoubtReason.REMAINS, detail=detail, page=said.page, box=said.box)


def stale(said: Decision, wanted: str = "") -> Doubt:
    """The doubt that a decision no longer fits what is read."""
    detail = Both(
        f"Bei der Durchsicht am {day_of(said)} entschieden, seither anders gelesen",
        f"decided in the review of {day_of(said)}, read otherwise since",
    )
    ending = f": {wanted}." if wanted else "."
    return Doubt(reason=DoubtReason.STALE, detail=detail + ending, page=said.page, box=said.box)


def unreadable(line: str) -> Doubt:
    """The doubt that somebody said something that this program cannot read."""
    detail = Both(
        f"Im Nachtrag der Akte steht etwas, das dieses Programm nicht lesen kann (Zeile {line[:12]}"
        "): eine Entscheidung, eine Bemerkung oder ein Nachtrag, vielleicht von einem neueren "
        "Programm.",
        f"The dossier's supplement holds what this program cannot read (line {line[:12]}): a "
        "decision, a remark or a later act, perhaps of a newer program.",
    )
    return Doubt(reason=DoubtReason.STALE, detail=detail)


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
    """The decision that the supplement keeps; ValueError where this program cannot read it.

    An earlier program named entries by sheet and number alone, with a place that strikes moved.
    """
    try:
        targets = [
            {"entry": "", **target} if "place" in target else target
            for target in event.get("targets", ())
        ]
        said = _converter.structure({**event, "targets": targets}, Decision)
        _check(said)
    except cattrs.BaseValidationError as error:
        raise ValueError("; ".join(cattrs.transform_error(error))) from error
    except (TypeError, AttributeError, KeyError) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from error
    return said


def _check(said: Decision) -> None:
    """Raises what stands in the way of a decision that cannot be laid over a reading."""
    day_of(said)
    if said.verb is Verb.ADD:
        for name, value in said.value.items():
            if name != FieldName.WORDING:
                value_of_json(FieldName(name), value)
    for target in said.targets:
        if target.field is not None:
            _said(target.field, target.seen, said)
        elif said.verb is not Verb.STRIKE:
            [tuple(mark) for mark in target.seen]
        if target.pixels_sha256 is not None and said.verb is Verb.CORRECT:
            PageKind(said.value)
