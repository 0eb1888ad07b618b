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

from baulast.language import tr
from baulast.model import DoubtReason, FieldName, Kind, Parcel
from extract.reading import Context, Problem
from extract.rules.lists import Group
from extract.rules.phrase import Phrase, phrase_at
from extract.rules.plots import Mention
from extract.rules.tokens import Tokens

EXPLICIT = 8.0
IN_HEADER = 7.0
NOT_IN_HEADER = -5.0  # others can be burdened too: a sheet is sometimes kept for one of several
SERVED = -5.0  # a clear usage: "für das Bauvorhaben auf Flurstück 220"
LIKE_BEFORE = 6.0  # the same parcel was told before
# Where something is, not for whom: "grenzt an Flurstück 45", "der Weg neben Flurstück 45".
BORDERING = re.compile(r"\b(?:grenzt|grenzen|stosst|stossen)(?: \w+)? an \|")
BESIDE = re.compile(
    r"\b(?:neben|zwischen|langs|grenzend\w* an|angrenzend an) \||\ban \| [^#]*# (?:an)?grenzend"
)
OPENERS = frozenset(
    {
        *("Das", "Der", "Die", "Ein", "Eine", "Es", "Dieses", "Diese", "Dieser", "Daneben"),
        *("Zusätzlich", "Außerdem", "Ferner", "Im", "Zur", "Für", "Auf", "Durch", "Eingetragen"),
        *("Erklärung", "Az", "Zugunsten", "Verpflichtungserklärung"),
    }
)
SERVITUDE = re.compile(r"dienstbarkeit|\breallast|\bnie(?:ss|s)brauch|\babt(?:eilung)?(?: \.)? i")
UNSURE = 2.0  # below this, either role is possible

# Kinds that are for the sake of another plot: only there must someone be benefited.
TWO_SIDED = frozenset(
    {
        *(Kind.ZUFAHRT, Kind.RETTUNGSWEG, Kind.LEITUNG, Kind.ENTWAESSERUNG, Kind.STELLPLATZ),
        *(Kind.ABSTANDSFLAECHE, Kind.ANBAU, Kind.BRANDSCHUTZ, Kind.SPIELPLATZ),
        Kind.BAULICHES_MASS,
    }
)

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
    scores = _scores(tokens, groups, mentions, context, refers_back=refers_back)
    aside = _aside(tokens, groups, scores)
    groups = tuple(
        replace(group, lineage=True) if index in aside else group
        for index, group in enumerate(groups)
    )
    if kind is Kind.VEREINIGUNG and min(scores, default=0) > -EXPLICIT:
        # plots that burden themselves; one that the words serve may have a right beside
        serves = max(scores, default=0.0) >= -SERVED
        scores = [1.0 if serves and score <= SERVED else EXPLICIT for score in scores]
    elif _is_alone(groups, kind) and min(scores, default=0) > -EXPLICIT:
        # what stands next door: the sheet's own plot is burdened for it
        is_others = bool(context.plots) and max(scores) < 0 and kind not in OWN_USE
        scores = [-1.0 if is_others else UNSURE] * len(scores)  # nobody is served
    else:
        serves = kind in TWO_SIDED and bool(context.plots) and max(scores, default=0.0) <= SERVED
        if not serves:  # else the sheet's own plot is burdened, and none beside it is named
            _balance(groups, scores, refers_back=refers_back)
        _doubt_one_side(groups, scores, context, kind)
        if not refers_back and not context.plots:
            _doubt_owner(tokens, groups, scores)
    return tuple(_role(*pair) for pair in zip(groups, scores, strict=True))


def _aside(tokens: Tokens, groups: Sequence[Group], scores: Sequence[float]) -> frozenset[int]:
    """The groups that only tell where something is, or that have a right of another kind.

    "neben Flurstück 45" alone may be how the served plot is named; beside another it is not.
    """
    leads = [_phrase(tokens, groups, index).text for index in range(len(groups))]
    served = [
        i for i, score in enumerate(scores) if score <= SERVED and not BESIDE.search(leads[i])
    ]
    return frozenset(
        index
        for index, lead in enumerate(leads)
        if BORDERING.search(lead)
        or (BESIDE.search(lead) and served)
        or (index and _is_servitude(tokens, groups[index].first))
    )


def _is_servitude(tokens: Tokens, place: int) -> bool:
    """Whether a sentence behind the first speaks of a right in the land register: no Baulast."""
    opens = [0, *(n + 1 for n in range(len(tokens) - 1) if _opens(tokens, n)), len(tokens)]
    start, end = next((a, b) for a, b in pairwise(opens) if a <= place < b)
    return start > 0 and bool(SERVITUDE.search(tokens.joined(start, end)))


def _opens(tokens: Tokens, place: int) -> bool:
    """Whether a full stop ends a sentence: a word follows with which only sentences begin."""
    return tokens.text[place] in {".", ";"} and tokens.text[place + 1] in OPENERS


def _phrase(tokens: Tokens, groups: Sequence[Group], index: int) -> Phrase:
    """The words around a group, from the one before to the one behind."""
    floor = groups[index - 1].end if index else 0
    ceiling = groups[index + 1].first if index + 1 < len(groups) else len(tokens)
    return phrase_at(tokens, groups[index].first, groups[index].end, floor=floor, ceiling=ceiling)


def _is_alone(groups: tuple[Group, ...], kind: Kind | None) -> bool:
    """Whether one plot, or one list of them, is named for a kind that needs no other."""
    return kind is not None and kind not in TWO_SIDED and len(_different(groups)) == 1


def _different(groups: Sequence[Group]) -> set[tuple[tuple[int, int | None], ...]]:
    """The lists of numbers that are named, those named again counted once."""
    apart = [group for group in groups if not group.chained and not group.lineage]
    return {tuple((n.zaehler, n.nenner) for n in group.numbers) for group in apart}


def _role(group: Group, score: float) -> tuple[FieldName, tuple[Problem, ...]]:
    if group.lineage:
        return FieldName.PARCEL, ()
    name = FieldName.BURDENED if score > 0 else FieldName.BENEFITED
    if abs(score) >= UNSURE:
        return name, ()
    return name, (
        Problem(
            reason=DoubtReason.AMBIGUOUS,
            detail=tr(
                "Ob belastet oder begünstigt, sagt der Wortlaut nicht klar.",
                "The wording does not say clearly whether burdened or benefited.",
            ),
        ),
    )


def _scores(
    tokens: Tokens,
    groups: Sequence[Group],
    mentions: Sequence[Mention],
    context: Context,
    *,
    refers_back: bool,
) -> list[float]:
    """What words and header say about each group; those of one enumeration agree."""
    header = [plot.parcel for plot in context.plots]
    scores: list[float] = []
    for index, group in enumerate(groups):
        if group.chained and scores:
            scores.append(scores[-1])
            continue
        scores.append(_said(_phrase(tokens, groups, index)))
    listed = [
        any(same(m.plot.parcel, plot) for m in mentions if m.group == index for plot in header)
        for index in range(len(groups))
    ]
    listed = _as_enumerated(groups, listed)
    if (refers_back and header) or any(listed):
        split = _are_split(scores, listed)
        scores = [
            -1.0 if split and is_listed and score <= SERVED else _with_header(score, is_listed)
            for score, is_listed in zip(scores, listed, strict=True)
        ]
    return _alike(mentions, scores)


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


def _balance(groups: Sequence[Group], scores: list[float], *, refers_back: bool) -> None:
    """Someone is burdened, and of two sides that look alike the weaker is the other side."""
    told = [i for i, group in enumerate(groups) if not group.lineage]
    if not told:
        return
    others = [i for i in told if scores[i] > -EXPLICIT]
    if len(others) < len(told):  # what is not for whom it is, is burdened
        for i in others:
            scores[i] = UNSURE if abs(scores[i]) < UNSURE else scores[i]
    if all(scores[i] <= 0 for i in told) and not refers_back:
        best = max(told, key=lambda i: scores[i])
        if scores[best] > -EXPLICIT:
            rivals = [
                i for i in told if i != best and not groups[i].chained and scores[i] == scores[best]
            ]
            lone = len({scores[i] for i in told}) == 1 and not rivals
            scores[best] = UNSURE if lone else 1.0
            _spread(groups, scores, best)
            for i in rivals:  # as likely the burdened ones
                scores[i] = -1.0
                _spread(groups, scores, i)
        return
    if all(scores[i] > 0 for i in told) and len({scores[i] for i in told}) > 1:
        worst = min(told, key=lambda i: scores[i])
        gap = max(scores[i] for i in told) - scores[worst]
        if scores[worst] < UNSURE and gap >= UNSURE:
            scores[worst] = -UNSURE
            _spread(groups, scores, worst)


def _spread(groups: Sequence[Group], scores: list[float], start: int) -> None:
    """Gives the rest of an enumeration the score of its first group."""
    for index in range(start + 1, len(groups)):
        if not groups[index].chained:
            return
        scores[index] = scores[start]


def _doubt_owner(tokens: Tokens, groups: Sequence[Group], scores: list[float]) -> None:
    """Doubts plots that all seem benefited where an owner is named: one of them may bear it."""
    has_owner = any(norm.startswith("eigentumer") for norm in tokens.norm)
    if has_owner and len(_different(groups)) > 1 and max(scores) < 0:
        scores[:] = [-UNSURE / 2] * len(scores)


def _doubt_one_side(
    groups: Sequence[Group], scores: list[float], context: Context, kind: Kind | None
) -> None:
    """Doubts different plots that all seem burdened, where the kind wants another side."""
    if (
        len(_different(groups)) < 2
        or context.plots
        or (kind is not None and kind not in TWO_SIDED)
        or min(scores) < 0
    ):
        return
    for index, score in enumerate(scores):
        if score < EXPLICIT:
            scores[index] = min(score, UNSURE / 2)
