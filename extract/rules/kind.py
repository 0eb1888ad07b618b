"""The kind of encumbrance, told by weighted words and phrases."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from baulast.language import tr
from baulast.model import MAIN_KIND, DoubtReason, FieldName, Kind
from extract.reading import Problem, Reading
from extract.rules.tokens import Tokens

# A second kind that comes this close to the best could be meant as well; measured on wordings that
# the weights were not made for.
CLOSE = 0.6
WEAK = 4.0  # less is no more than support for a kind that the words do not name


@dataclass(frozen=True, slots=True)
class Cue:
    kind: Kind
    weight: float
    pattern: re.Pattern[str]


def read(tokens: Tokens) -> list[Reading]:
    """The likeliest kind, with the others as alternatives; nothing where no word tells."""
    text = " ".join(tokens.norm)
    scores: dict[Kind, float] = {}
    spots: dict[Kind, tuple[float, int, int]] = {}
    for cue in _cues():
        match = cue.pattern.search(text)
        if match is None:
            continue
        scores[cue.kind] = scores.get(cue.kind, 0.0) + cue.weight
        if cue.weight > spots.get(cue.kind, (0.0, 0, 0))[0]:
            spots[cue.kind] = (cue.weight, match.start(), match.end())
    ranked = _ranked(scores)
    if not ranked:
        return []
    best = ranked[0][0]
    _, start, end = spots[best]
    first, last = _words_at(tokens, start, end)
    return [
        Reading(
            name=FieldName.KIND,
            value=best,
            start=tokens.start[first],
            end=tokens.end[last],
            source="kind",
            problems=_problems(ranked),
            alternatives=tuple(str(kind) for kind, _ in ranked[1:3]),
        )
    ]


def _ranked(scores: dict[Kind, float]) -> list[tuple[Kind, float]]:
    """The main kinds by what their special cases score together, each by its likeliest case."""
    families: dict[Kind, list[Kind]] = {}
    for kind in scores:
        if scores[kind] > 0:
            families.setdefault(MAIN_KIND.get(kind, kind), []).append(kind)
    ranked = [
        (max(kinds, key=lambda kind: scores[kind]), sum(scores[kind] for kind in kinds))
        for kinds in families.values()
    ]
    return sorted(ranked, key=lambda pair: -pair[1])


def _problems(ranked: list[tuple[Kind, float]]) -> tuple[Problem, ...]:
    """A doubt where a second kind comes close, or no word names the first."""
    (best, score), *others = ranked
    if score >= WEAK and (not others or others[0][1] < CLOSE * score):
        return ()
    detail = tr(f"Die Art ist unsicher: {best}", f"The kind is doubtful: {best}")
    if others:
        detail += tr(f" oder {others[0][0]}", f" or {others[0][0]}")
    return (Problem(reason=DoubtReason.AMBIGUOUS, detail=detail + "."),)


def _words_at(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    """First and last of the words that characters of the joined norms belong to."""
    length = 0
    touched: list[int] = []
    for place, norm in enumerate(tokens.norm):
        if length < end and length + len(norm) > start:
            touched.append(place)
        length += len(norm) + 1
    return touched[0], touched[-1]


@cache
def _cues() -> tuple[Cue, ...]:
    table = tomllib.loads(files("extract").joinpath("data/kinds.toml").read_text("utf-8"))
    return tuple(
        Cue(Kind(name), float(weight), re.compile(pattern))
        for name, cues in table.items()
        for pattern, weight in cues
    )
