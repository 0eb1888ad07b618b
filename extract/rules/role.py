"""Which parcels an entry burdens and which it benefits, told by the words around them.

What a cue says is a number: above 0 burdened, below 0 benefited; from EXPLICIT on the words say it
outright, smaller ones are usage. The sheet's header weighs as much as a clear usage, since a sheet
is kept for the parcels that it burdens.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise

from baulast.language import Both
from baulast.model import DoubtReason, FieldName, Kind, Parcel
from extract.reading import Context, Problem
from extract.rules.aside import SERVED, aside
from extract.rules.lists import Group
from extract.rules.phrase import Phrase, phrase_at
from extract.rules.plots import Mention
from extract.rules.sides import (
    EXPLICIT,
    MOSTLY_TWO_SIDED,
    OPEN,
    TWO_SIDED,
    UNSURE,
    balance,
    different,
    doubt_beside_column,
    doubt_one_side,
    doubt_other_side,
    doubt_owner,
    doubt_turned_round,
    doubt_weaker,
)
from extract.rules.tokens import Tokens

AT_HOUSE = -4.0  # a usage: "die Traufe des Hauses Flurstück 220"
# Between two sides: "12 wird zugunsten des 13"; "13 und zugunsten des 15" goes on with the served.
FOR = re.compile(r"(?:(?:wird|werden|ist|sind|jeweils) )?(?:zugunsten|zu gunsten)(?: \w+){0,4}")
IN_HEADER = 7.0
NOT_IN_HEADER = -5.0  # others can be burdened too: a sheet is sometimes kept for one of several
LIKE_BEFORE = 6.0  # the same parcel was told before
# Kinds that restrict how a plot itself is used: what they name is burdened.
OWN_USE = frozenset({Kind.NUTZUNG, Kind.HOFSTELLE, Kind.AUFLAGE})


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern over ``Phrase.text`` and what it says."""

    pattern: re.Pattern[str]
    score: float


@cache
def _cues() -> tuple[Cue, ...]:
    """The cues of data/roles.toml, its word lists put in."""
    table = tomllib.loads(files("extract").joinpath("data/roles.toml").read_text("utf-8"))
    lists = {name: f"(?:{'|'.join(words)})" for name, words in table.items() if name != "cues"}
    cues = []
    for score, pattern in table["cues"]:
        for name, words in lists.items():
            pattern = pattern.replace(f"{{{name}}}", words)
        cues.append(Cue(re.compile(pattern), float(score)))
    return tuple(cues)


def roles(
    tokens: Tokens,
    groups: tuple[Group, ...],
    mentions: tuple[Mention, ...],
    context: Context,
    *,
    kind: Kind | None,
    refers_back: bool,
) -> tuple[tuple[FieldName, tuple[Problem, ...]], ...]:
    """For each group its role, and a problem where the words leave it open.

    ``refers_back`` says that the text burdens "the above plot" beside those that it names.
    """
    phrases = [_phrase(tokens, groups, index) for index in range(len(groups))]
    header = [plot.parcel for plot in context.plots]
    said = _said_of(groups, phrases)
    for place in _pairs(tokens, groups):
        said[place], said[place + 1] = EXPLICIT, -EXPLICIT
        groups = _unchained(groups, place)
    listed = _listed(groups, mentions, header)
    points_back = refers_back and bool(header)
    scores = _scores(mentions, said, listed, refers_back=points_back)
    out = aside(
        tokens,
        [group.first for group in groups],
        _leads(groups, phrases),
        scores,
        listed,
        has_own=refers_back or bool(context.plots),
    )
    groups = tuple(
        replace(group, lineage=True) if index in out else group
        for index, group in enumerate(groups)
    )
    if kind is Kind.VEREINIGUNG and min(scores, default=0) > -EXPLICIT:
        # plots that burden themselves; one that the words serve may have a right beside
        serves = max(scores, default=0.0) >= -SERVED
        scores = [OPEN if serves and score <= SERVED else EXPLICIT for score in scores]
    elif _is_alone(groups, kind) and min(scores, default=0) > -EXPLICIT:
        # what stands next door: the sheet's own plot is burdened for it
        is_others = bool(context.plots) and max(scores) < 0 and kind not in OWN_USE
        scores = [-OPEN if is_others else UNSURE] * len(scores)  # nobody is served
    else:
        has_header = bool(header)
        serves = kind in TWO_SIDED and has_header and max(scores, default=0.0) <= SERVED
        if _is_next_door(groups, scores, listed, kind) and has_header and not serves:
            scores = [score if score <= AT_HOUSE else -OPEN for score in scores]
        elif not serves:  # else the sheet's own plot is burdened, and none beside it is named
            balance(groups, scores, refers_back=refers_back)
        doubt_one_side(groups, scores, said, kind, has_header=has_header)
        doubt_weaker(groups, scores, said, listed)
        if not refers_back and not has_header:
            doubt_owner(tokens, groups, scores)
        doubt_other_side(groups, scores, said, listed)
    if kind is not Kind.VEREINIGUNG:
        doubt_turned_round(groups, scores, said, listed, is_of_row=context.is_of_row)
    if context.is_of_row and kind is not Kind.VEREINIGUNG:
        doubt_beside_column(groups, scores, said, listed, kind)
    return tuple(_role(*pair) for pair in zip(groups, scores, strict=True))


def _phrase(tokens: Tokens, groups: Sequence[Group], index: int) -> Phrase:
    """The words around a group, from the one before to the one behind."""
    floor = groups[index - 1].end if index else 0
    ceiling = groups[index + 1].first if index + 1 < len(groups) else len(tokens)
    return phrase_at(tokens, groups[index].first, groups[index].end, floor=floor, ceiling=ceiling)


def _is_next_door(
    groups: Sequence[Group], scores: Sequence[float], listed: Sequence[bool], kind: Kind | None
) -> bool:
    """Whether the words name none of the sheet's own plots, and no plot as burdened."""
    told = [i for i, group in enumerate(groups) if not group.lineage]
    of_two = kind is None or kind in MOSTLY_TWO_SIDED
    return of_two and bool(told) and not any(listed[i] or scores[i] >= UNSURE for i in told)


def _is_alone(groups: tuple[Group, ...], kind: Kind | None) -> bool:
    """Whether one plot, or one list of them, is named for a kind that needs no other."""
    return kind is not None and kind not in TWO_SIDED and len(different(groups)) == 1


def _role(group: Group, score: float) -> tuple[FieldName, tuple[Problem, ...]]:
    if group.lineage:
        return FieldName.PARCEL, ()
    name = FieldName.BURDENED if score > 0 else FieldName.BENEFITED
    if abs(score) >= UNSURE:
        return name, ()
    return name, (
        Problem(
            reason=DoubtReason.AMBIGUOUS,
            detail=Both(
                "Ob belastet oder begünstigt, sagt der Wortlaut nicht klar.",
                "The wording does not say clearly whether burdened or benefited.",
            ),
            is_of_role=abs(score) <= OPEN,
        ),
    )


def _scores(
    mentions: Sequence[Mention],
    said: Sequence[float],
    listed: Sequence[bool],
    *,
    refers_back: bool,
) -> list[float]:
    """What words and header say about each group together."""
    scores = list(said)
    if refers_back or any(listed):
        split = _are_split(scores, listed)
        scores = [
            -1.0 if split and is_listed and score <= SERVED else _with_header(score, is_listed)
            for score, is_listed in zip(scores, listed, strict=True)
        ]
    return _alike(mentions, scores)


def _leads(groups: Sequence[Group], phrases: Sequence[Phrase]) -> list[str]:
    """The words around each group; those of one enumeration have what stands before the first."""
    leads: list[str] = []
    for group, phrase in zip(groups, phrases, strict=True):
        leads.append(leads[-1] if group.chained and leads else phrase.text)
    return leads


def _said_of(groups: Sequence[Group], phrases: Sequence[Phrase]) -> list[float]:
    """What the words say about each group; those of one enumeration agree."""
    said: list[float] = []
    for group, phrase in zip(groups, phrases, strict=True):
        said.append(said[-1] if group.chained and said else _said(phrase))
    return said


def _pairs(tokens: Tokens, groups: Sequence[Group]) -> list[int]:
    """The places of the first sides where several pairs are told: "12 für 13 und 14 für 15"."""
    pairs = [
        place
        for place, (left, right) in enumerate(pairwise(groups))
        if FOR.fullmatch(tokens.joined(left.end, right.first))
    ]
    apart = all(after - before > 1 for before, after in pairwise(pairs))
    return pairs if len(pairs) > 1 and apart else []


def _unchained(groups: tuple[Group, ...], place: int) -> tuple[Group, ...]:
    """The groups, that at a place no part of an enumeration with the one before."""
    return (*groups[:place], replace(groups[place], chained=False), *groups[place + 1 :])


def _listed(
    groups: Sequence[Group], mentions: Sequence[Mention], header: Sequence[Parcel]
) -> list[bool]:
    """Whether the sheet's header names each group, or another one of its enumeration."""
    listed = [
        any(same(m.plot.parcel, plot) for m in mentions if m.group == index for plot in header)
        for index in range(len(groups))
    ]
    return _as_enumerated(groups, listed)


def _are_split(scores: Sequence[float], listed: Sequence[bool]) -> bool:
    """Whether of the sheet's own plots one is burdened for another: the words tell which."""
    own = [score for score, is_listed in zip(scores, listed, strict=True) if is_listed]
    return bool(own) and min(own) <= SERVED and max(own) >= UNSURE


def _as_enumerated(groups: Sequence[Group], listed: Sequence[bool]) -> list[bool]:
    """Whether the header lists a group, or another one of its enumeration."""
    found = list(listed)
    for order in (range(1, len(groups)), range(len(groups) - 1, 0, -1)):
        for index in order:
            if groups[index].chained:
                found[index] = found[index - 1] = found[index] or found[index - 1]
    return found


def _with_header(score: float, is_listed: bool) -> float:
    """What the words say, weighed with whether the sheet's header lists the parcel."""
    if abs(score) >= EXPLICIT:
        return score
    header = IN_HEADER if is_listed else NOT_IN_HEADER
    return header + (score if (score > 0) == is_listed else score / 3)


def _said(phrase: Phrase) -> float:
    return next((cue.score for cue in _cues() if cue.pattern.search(phrase.text)), 0.0)


def same(parcel: Parcel, other: Parcel) -> bool:
    """Whether two parcels can be one: what only one of them names does not part them."""
    return (
        (parcel.zaehler, parcel.nenner) == (other.zaehler, other.nenner)
        and (parcel.flur or other.flur) == (other.flur or parcel.flur)
        and (parcel.gemarkung or other.gemarkung) == (other.gemarkung or parcel.gemarkung)
    )


def _alike(mentions: Sequence[Mention], scores: list[float]) -> list[float]:
    """The scores, with the surest one for a parcel that is named more than once."""
    surest: dict[Parcel, float] = {}
    for mention in mentions:
        score = scores[mention.group]
        if abs(score) > abs(surest.get(mention.plot.parcel, 0.0)):
            surest[mention.plot.parcel] = score
    best = list(scores)
    for mention in mentions:
        known = surest.get(mention.plot.parcel, 0.0)
        if abs(known) >= LIKE_BEFORE and abs(known) > abs(scores[mention.group]):
            best[mention.group] = known
    return best
