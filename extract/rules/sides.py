"""The two sides weighed: which mentions of parcels the words leave open, and which they settle.

Scores are those of role.py: above 0 burdened, below 0 benefited. They are changed in place.
"""

from collections.abc import Sequence
from math import copysign

from baulast.model import Kind
from extract.rules.lists import Group
from extract.rules.tokens import Tokens

EXPLICIT = 8.0
CLEAR = 7.0  # from here on words name a side; less is usage
USUAL = 5.0  # a clear usage: "für das Bauvorhaben auf Flurstück 220"
UNSURE = 2.0  # below this, either role is possible
PERHAPS = 1.5  # on this side or on none: the others do not hang on it
OPEN = 1.0  # on either side

# Kinds that are for the sake of another plot: only there must someone be benefited.
TWO_SIDED = frozenset(
    {
        *(Kind.ZUFAHRT, Kind.RETTUNGSWEG, Kind.LEITUNG, Kind.ENTWAESSERUNG, Kind.STELLPLATZ),
        *(Kind.ABSTANDSFLAECHE, Kind.ANBAU, Kind.BRANDSCHUTZ, Kind.SPIELPLATZ),
        Kind.BAULICHES_MASS,
    }
)
# Kinds that restrict how plots themselves are used, or unite them: they serve no other.
OF_ONE = frozenset({Kind.NUTZUNG, Kind.HOFSTELLE, Kind.AUFLAGE, Kind.VEREINIGUNG})
# Of these one plot alone may be named; of two, one mostly serves the other.
MOSTLY_TWO_SIDED = TWO_SIDED | {Kind.IMMISSION, Kind.STANDSICHERHEIT}


def different(groups: Sequence[Group]) -> set[frozenset[tuple[int, int | None]]]:
    """The lists of numbers that are named, those named again counted once."""
    return {numbers(g) for g in groups if not g.chained and not g.lineage}


def numbers(group: Group) -> frozenset[tuple[int, int | None]]:
    return frozenset((number.zaehler, number.nenner) for number in group.numbers)


def balance(groups: Sequence[Group], scores: list[float], *, refers_back: bool) -> None:
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
            lone = len({scores[i] for i in told}) == 1 and not rivals and scores[best] == 0
            scores[best] = UNSURE if lone else OPEN
            _spread(groups, scores, best)
            for i in rivals:  # as likely the burdened ones
                scores[i] = -OPEN
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


def doubt_owner(tokens: Tokens, groups: Sequence[Group], scores: list[float]) -> None:
    """Doubts plots that all seem benefited where an owner is named: one of them may bear it."""
    has_owner = any(norm.startswith("eigentumer") for norm in tokens.norm)
    if has_owner and len(different(groups)) > 1 and max(scores) < 0:
        scores[:] = [-OPEN] * len(scores)


def doubt_one_side(
    groups: Sequence[Group],
    scores: list[float],
    said: Sequence[float],
    kind: Kind | None,
    *,
    has_header: bool,
) -> None:
    """Doubts different plots that all seem burdened, where the kind wants another side.

    The header vouches for those of its own that the words burden, too.
    """
    if len(different(groups)) < 2 or kind in OF_ONE or min(scores) < 0:
        return
    if kind is not None and kind not in MOSTLY_TWO_SIDED:
        _doubt_other_words(groups, scores, said, has_header=has_header)
        return
    for index, score in enumerate(scores):
        if not has_header and score < EXPLICIT:
            scores[index] = min(score, OPEN)
        elif has_header and said[index] < UNSURE:
            scores[index] = OPEN


def _doubt_other_words(
    groups: Sequence[Group], scores: list[float], said: Sequence[float], *, has_header: bool
) -> None:
    """Doubts plots of a kind that may serve others, where not all are named in the same words.

    "Zu Lasten Flurstück 20: Zugang zu den Müllboxen auf Flurstück 30".
    """
    told = [i for i, group in enumerate(groups) if not group.lineage and not group.chained]
    clearest = max(told, key=lambda i: abs(said[i]))
    for i in told:
        is_other = said[i] != said[clearest] and not numbers(groups[i]) <= numbers(groups[clearest])
        if is_other and not has_header and scores[i] < EXPLICIT:
            scores[i] = min(scores[i], OPEN)
            _spread(groups, scores, i)


def doubt_weaker(
    groups: Sequence[Group], scores: list[float], said: Sequence[float], listed: Sequence[bool]
) -> None:
    """Doubts plots told by usage where others of their side are told by clearer words.

    "Zu Lasten Flurstück 20: Stellplätze für Flurstück 30, Zufahrt über Flurstück 33": whether 33 is
    burdened, too, or only how one comes there, the words do not say.
    """
    told = [i for i, group in enumerate(groups) if not group.lineage]
    if not any(scores[i] > 0 for i in told) or not any(scores[i] < 0 for i in told):
        return
    for i in told:
        clearer = any(
            (scores[i] > 0) == (scores[j] > 0)
            and abs(said[j]) > abs(said[i])
            and not numbers(groups[i]) <= numbers(groups[j])
            for j in told
        )
        if clearer and not groups[i].chained and not listed[i] and abs(said[i]) < CLEAR:
            scores[i] = copysign(min(abs(scores[i]), PERHAPS), scores[i])
            _spread(groups, scores, i)


def doubt_other_side(
    groups: Sequence[Group], scores: list[float], said: Sequence[float], listed: Sequence[bool]
) -> None:
    """Doubts what only a weak usage tells where another mention may be on either side."""
    if not any(
        abs(score) <= OPEN for score, group in zip(scores, groups, strict=True) if not group.lineage
    ):
        return
    for index, score in enumerate(scores):
        if abs(said[index]) < USUAL and not listed[index]:
            scores[index] = copysign(min(abs(score), OPEN), score)


def doubt_turned_round(
    groups: Sequence[Group],
    scores: list[float],
    said: Sequence[float],
    listed: Sequence[bool],
    *,
    is_of_row: bool,
) -> None:
    """Doubts both sides where the words burden another plot for the sake of the sheet's own.

    "Das Flurstück 60 ist als Zufahrt für das Flurstück 57 freizuhalten", on the sheet of 57: the
    words count, unless a column of the row itself says what is burdened.
    """
    told = [i for i, group in enumerate(groups) if not group.lineage and abs(said[i]) >= USUAL]
    own = [said[i] for i in told if listed[i]]
    if not own or max(own) > 0 or not any(said[i] > 0 for i in told):
        return
    for i in told:
        is_burdened = listed[i] if is_of_row else said[i] > 0
        scores[i] = OPEN if is_burdened else -OPEN
        _spread(groups, scores, i)


def doubt_beside_column(
    groups: Sequence[Group],
    scores: list[float],
    said: Sequence[float],
    listed: Sequence[bool],
    kind: Kind | None,
) -> None:
    """Doubts what seems burdened and is not in the row's own column for the burdened plots.

    It is the other side, unless the words say outright that it is burdened or the kind has none.
    """
    for index, group in enumerate(groups):
        if group.lineage or listed[index] or scores[index] <= 0:
            continue
        is_burdened = said[index] >= EXPLICIT or kind in OF_ONE
        scores[index] = OPEN if is_burdened else -OPEN
