"""The reviewer's word over the machine's reading: it never replaces it, it lies over it."""

from dataclasses import dataclass
from enum import StrEnum

from baulast.model import Field, FieldName


class Verdict(StrEnum):
    """On whose word a value is published."""

    MACHINE = "machine"
    CORRECTED = "corrected"
    STALE = "stale"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a person said about a value, and what that person saw."""

    seen: str
    value: str
    by: str
    at: str  # ISO time with zone


@dataclass(frozen=True, slots=True)
class Settled:
    """The value to publish, and on whose word."""

    name: FieldName
    value: str
    verdict: Verdict


def settle(field: Field, correction: Correction | None) -> Settled:
    """The value to publish; a correction counts only for what the reviewer saw."""
    if correction is None:
        return Settled(field.name, field.value, Verdict.MACHINE)
    if correction.seen != field.value:  # the page has been read anew: ask again
        return Settled(field.name, field.value, Verdict.STALE)
    return Settled(field.name, correction.value, Verdict.CORRECTED)
