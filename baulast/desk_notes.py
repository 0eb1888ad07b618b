"""What is said about a look without deciding it: for whom it is, that it waits, and remarks."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import cattrs
from cattrs.preconf.json import make_converter

NOTE = "review_note"  # the name of the event in the supplement

_converter: cattrs.Converter = make_converter(omit_if_default=True)


class NoteKind(StrEnum):
    """What is said."""

    ASSIGN = "assign"  # for one person; to nobody: for all again
    HOLD = "hold"  # not to be shown until it is released
    RELEASE = "release"
    COMMENT = "comment"
    DRAW = "draw"  # nobody doubts it; a sample asks for it


BY_HAND = frozenset(NoteKind) - {NoteKind.DRAW}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskNote:
    """One thing that was said about a look."""

    version: int  # of the dossier
    key: str  # of the task
    kind: NoteKind
    to: str = ""  # ASSIGN: for whom; DRAW: for which sample
    text: str = ""
    by: str
    at: str  # ISO time with zone


def note_event(note: DeskNote) -> dict[str, Any]:
    """The note as the supplement keeps it."""
    return {"event": NOTE, **_converter.unstructure(note)}


def note_of(event: Mapping[str, Any]) -> DeskNote:
    """The note that the supplement keeps; ValueError where this program cannot read it."""
    try:
        return _converter.structure(event, DeskNote)
    except cattrs.BaseValidationError as error:
        raise ValueError("; ".join(cattrs.transform_error(error))) from error
