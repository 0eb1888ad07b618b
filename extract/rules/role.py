"""Which parcels an entry burdens and which it benefits, told by the words around them."""

import re
from dataclasses import dataclass

from baulast.model import FieldName, Kind
from extract.reading import Context
from extract.rules.parcel import Group
from extract.rules.plots import Mention
from extract.rules.words import Tokens

REACH = 14  # words before a mention that may say what it is for


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that end right before a mention, and what they make of it."""

    pattern: re.Pattern[str]
    score: float  # above 0: burdened, below: benefited


def _cue(score: float, pattern: str) -> Cue:
    return Cue(re.compile(pattern), score)


# A noun phrase's own words ("des jeweils vorgenannten Grundstücks") between cue and number.
_NP = r"(?: (?:der|die|das|des|dem|den|jeweilige[nrs]?|gesamten?|vorgenannten?|eigenen?|grundstuck\w*|\w+grundstuck\w*|grundbesitz\w*|von|folgenden?|genannten?|flurstuck\w*|,|:|-))*$"

CUES = (
    # explicit
    _cue(9, r"\bzu lasten" + _NP), _cue(9, r"\bzulasten" + _NP),
    _cue(9, r"\b(?:belastet|dienend|verpflichtet)e[snrm]?" + _NP),
    _cue(9, r"\bbelastet :?" + _NP),
    _cue(8, r"\b(?:mein|unser|meine[snm]|unsere[snm]|meine|unsere|ihre[snm]|seine[snm])" + _NP),
    _cue(-9, r"\bzu ?(?:gunsten|nutzen|vorteil)(?: (?:der|des|jeweiligen|eigentumers?|nutzers?|bebauung|auf|bauvorhabens?|vorhabens?))*" + _NP),
    _cue(-9, r"\b(?:begunstigt|herrschend|berechtigt|bevorteilt)e[snrm]?" + _NP),
    _cue(-6, r"\bnachbargrundstuck\w*" + _NP), _cue(-5, r"\bbaugrundstuck\w*" + _NP),
    # who owes and who may
    _cue(7, r"\beigentumer(?:in)?" + _NP),
    _cue(-7, r"\b(?:bewohnern?|nutzern?|besuchern?|benutzern?|hinterliegern?|mieter[n]?)" + _NP),
    _cue(-8, r"\b(?:dem|den|durch die|durch den|fur die|fur den) (?:jeweiligen )?(?:eigentumern?|nutzer[n]?|besitzern?|inhabern?)" + _NP),
    # for which
    _cue(-6, r"\bfur(?: \w+){0,3}? (?:auf|in)" + _NP), _cue(-7, r"\bfur" + _NP),
    _cue(-6, r"\b(?:wohnung\w*|gebaudes?|haus|hauses|wohnhaus|wohnhauses|hinterhaus|halle|bauvorhaben\w*|vorhaben\w*|wand|\w+wand|offnungen|wohnanlage|neubau\w*|bau|mehrfamilienhaus\w*|garage|geschoss|\w+geschoss|scheune)(?: (?:auf|des|der))" + _NP),
    _cue(-5, r"\bgegenuber" + _NP), _cue(-5, r"\bzu(?:m|r)?" + _NP), _cue(-4, r"\bzum" + _NP),
    # where
    _cue(6, r"\b(?:uber|durch)" + _NP), _cue(5, r"\bauf" + _NP), _cue(4, r"\bvon" + _NP), _cue(4, r"\bvom" + _NP),
)  # fmt: skip


def roles(
    tokens: Tokens,
    groups: tuple[Group, ...],
    mentions: tuple[Mention, ...],
    context: Context,
    kind: Kind | None,
) -> tuple[FieldName, ...]:
    """The role of each mention: burdened, benefited, or not told."""
    header = {plot.parcel for plot in context.plots}
    scores: list[float] = []
    for group in groups:
        own = [mention for mention in mentions if groups[mention.group] is group]
        if group.chained and scores:
            scores.append(scores[-1])
            continue
        score = _score(tokens, group)
        if header and abs(score) < 8:
            score += 4 if any(m.plot.parcel in header for m in own) else -3
        scores.append(score)
    if kind is Kind.VEREINIGUNG and not any(score <= -9 for score in scores):
        scores = [1.0] * len(scores)
    _settle(groups, scores)
    return tuple(
        FieldName.PARCEL if groups[m.group].lineage or scores[m.group] == 0
        else FieldName.BURDENED if scores[m.group] > 0 else FieldName.BENEFITED
        for m in mentions
    )  # fmt: skip


def _score(tokens: Tokens, group: Group) -> float:
    left = tokens.joined(group.first - REACH, group.first)
    best = 0.0
    furthest = len(left)
    for cue in CUES:  # all end at the mention: the one that sees the most words knows best
        match = cue.pattern.search(left)
        if match and (match.start() < furthest):
            furthest, best = match.start(), cue.score
    return best


def _settle(groups: tuple[Group, ...], scores: list[float]) -> None:
    """One of two is burdened: a register entry without a burdened parcel does not exist."""
    if scores and all(score <= 0 for score in scores):
        weakest = max(range(len(scores)), key=lambda i: scores[i])
        if scores[weakest] > -9 and len(set(scores)) > 1:
            scores[weakest] = 0.5
