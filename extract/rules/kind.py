"""The kind of encumbrance, told by weighted words and phrases."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from baulast.language import tr
from baulast.model import DoubtReason, FieldName, Kind
from extract.reading import Problem, Reading
from extract.rules.words import Tokens

CLOSE = 0.75  # a second kind with this share of the best one's score could be meant as well


@dataclass(frozen=True, slots=True)
class Cue:
    kind: Kind
    weight: float
    pattern: re.Pattern[str]


def read(tokens: Tokens) -> list[Reading]:
    """The likeliest kind, with the others as alternatives; nothing where no word tells."""
    text = " ".join(tokens.norm)
    scores: dict[Kind, float] = {}
    spot: dict[Kind, tuple[float, int, int]] = {}
    for cue in _cues():
        match = cue.pattern.search(text)
        if match is None:
            continue
        scores[cue.kind] = scores.get(cue.kind, 0.0) + cue.weight
        if cue.weight > spot.get(cue.kind, (0.0, 0, 0))[0]:
            spot[cue.kind] = (cue.weight, match.start(), match.end())
    ranked = sorted((k for k in scores if scores[k] > 0), key=lambda k: -scores[k])
    if not ranked:
        return []
    best = ranked[0]
    close = [k for k in ranked[1:] if scores[k] >= CLOSE * scores[best]]
    problems: tuple[Problem, ...] = ()
    if close:
        problems = (
            Problem(
                reason=DoubtReason.AMBIGUOUS,
                detail=tr(f"Art unsicher: {best} oder {close[0]}", f"Kind: {best} or {close[0]}"),
            ),
        )
    first, end = _words_at(tokens, spot[best][1], spot[best][2])
    return [
        Reading(
            name=FieldName.KIND, value=best, start=tokens.start[first], end=tokens.end[end - 1],
            source="kind", problems=problems, alternatives=tuple(str(k) for k in ranked[1:3]),
        )
    ]  # fmt: skip


def _words_at(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    """The words that characters ``start`` to ``end`` of the joined norms touch."""
    length = 0
    touched: list[int] = []
    for place, norm in enumerate(tokens.norm):
        if length < end and length + len(norm) > start:
            touched.append(place)
        length += len(norm) + 1
    return touched[0], touched[-1] + 1


@cache
def _cues() -> tuple[Cue, ...]:
    table = tomllib.loads(files("extract").joinpath("data/kinds.toml").read_text("utf-8"))
    return tuple(
        Cue(Kind(name), float(weight), re.compile(pattern))
        for name, cues in table.items()
        for pattern, weight in cues
    )
