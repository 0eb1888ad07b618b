"""Parcels: Gemarkung, Flur and numbers put together, in whatever order a text names them."""

from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import pairwise

from baulast.language import Both
from baulast.model import DoubtReason
from extract.reading import Problem
from extract.rules.lists import (
    PLURALS,
    Group,
    below_flur,
    between_slashes,
    cue_lost,
    in_cell,
    listed,
    numbered,
    table_rows,
    whole_flur,
)
from extract.rules.lost_flur import unread_flur
from extract.rules.parcel_number import Number
from extract.rules.places import Place, flur_at, gemarkung_at
from extract.rules.tokens import Tokens

MOST_BETWEEN = 3  # words and signs: ", alle Flur 3" has two
BEHIND = "behind"  # marks that there is something, even where no word stands before it
# Words between numbers and a Gemarkung or Flur behind them, and those that tie them together.
_BACK = frozenset(
    {
        ",", "(", ")", "alle", "samtliche", "samtlich", "beide", "jeweils", "je", "gelegen",
        "gelegene", "gelegenen", "in", "im", "der", "von", "auch",
    }
)  # fmt: skip
_TIED = frozenset({"der", "in", "im", "(", "alle", "von", "beide"})
# Words within an enumeration of parcels.
# "Eigentümer von 20, der auch Flurstück 33 besitzt", "dem auch Flurstück 33 gehört"
WHO_ALSO = {("der", "auch"), ("die", "auch"), ("dem", "auch")}
_CHAIN = frozenset(
    {
        ",", ";", "+", "&", "(", ")", "die", "das", "der", "des", "dem", "den", "auch", "von",
        "mit", "nr", ".",
    }
)  # fmt: skip


def groups(tokens: Tokens, *, taken: Set[int], range_cap: int) -> tuple[Group, ...]:
    """The groups of parcels that the text names, each with what is named beside it."""
    places, lists = _pieces(tokens, taken=taken, range_cap=range_cap)
    found = _placed(tokens, places, lists, taken)
    return _of_many(tokens, _chained(tokens, found))


def _pieces(tokens: Tokens, *, taken: Set[int], range_cap: int) -> tuple[list[Place], list[Group]]:
    """Places and number lists, each in the order of the text."""
    places: list[Place] = []
    lists: list[Group] = []
    at = 0
    while at < len(tokens):
        rows = table_rows(tokens, at, taken, range_cap)
        spot = None if rows or at in taken else gemarkung_at(tokens, at) or flur_at(tokens, at)
        slashed = None if rows or at in taken else _together(tokens, at, taken, range_cap)
        if rows:
            lists += rows
            at = rows[-1].end
        elif slashed is not None:
            places += slashed[0]
            lists.append(slashed[1])
            at = slashed[1].end
        elif spot is not None:
            places.append(spot)
            group = _after_place(tokens, spot, taken, range_cap)
            lists += [group] if group else []
            at = max(spot.end, group.end) if group else spot.end
        else:
            group = _announced(tokens, at, taken, range_cap)
            lists += [group] if group else []
            at = group.end if group else at + 1
    return places, lists


def _together(
    tokens: Tokens, at: int, taken: Set[int], range_cap: int
) -> tuple[list[Place], Group] | None:
    """Gemarkung, Flur and numbers that strokes, or their place in a cell, tell from each other."""
    return between_slashes(tokens, at, taken, range_cap) or in_cell(tokens, at, taken, range_cap)


def _after_place(tokens: Tokens, spot: Place, taken: Set[int], range_cap: int) -> Group | None:
    """The numbers that follow a Flur without, or with a lost, "Flurstück"."""
    if spot.flur is None:
        return None
    if spot.is_range:
        return whole_flur(spot.first, spot.end)
    return (
        numbered(tokens, spot.end, taken, range_cap)
        or below_flur(tokens, spot.end, taken, range_cap)
        or cue_lost(tokens, spot.end, taken, range_cap)
    )


def _announced(tokens: Tokens, at: int, taken: Set[int], range_cap: int) -> Group | None:
    """The numbers that a word at ``at`` announces."""
    group = listed(tokens, at, taken, range_cap)
    if group is not None or tokens.tag[at] not in {"FLUR", "GROUND"} or at in taken:
        return group
    if between_slashes(tokens, at + 1, taken, range_cap):  # "Grundstück Kapellen / 2 / 305/23"
        return None
    return cue_lost(tokens, at + 1, taken, range_cap)


def _placed(
    tokens: Tokens, places: list[Place], lists: list[Group], taken: Set[int]
) -> list[Group]:
    """The lists, each with the Gemarkung and Flur that stand before or behind it."""
    bounds = [(-1, -1), *((group.first, group.end) for group in lists), (len(tokens), len(tokens))]
    before: list[list[Place]] = [[] for _ in lists]
    behind: list[list[Place]] = [[] for _ in lists]
    for index in range(len(lists) + 1):
        left, right = bounds[index][1], bounds[index + 1][0]
        between = [p for p in places if left <= p.first and p.end <= right]
        back = _backward(
            tokens, lists[index - 1] if index else None, between, right, index < len(lists)
        )
        if index:
            behind[index - 1] = between[:back]
        if index < len(lists):
            before[index] = between[back:]
    found = [
        _with_unread(tokens, _with_places(tokens, group, before[i], behind[i]), before[i], taken)
        for i, group in enumerate(lists)
    ]
    stray = [p for p in places if found and not behind[-1] and p.first >= found[-1].end]
    if stray and _may_be_of(tokens, found[-1], stray[0]):
        found[-1] = replace(found[-1], place_nearby=True)
    return found


def _may_be_of(tokens: Tokens, group: Group, place: Place) -> bool:
    """Whether a place of its own follows so near that a misread word may have tied it."""
    gap = tokens.text[group.end : place.first]
    told = group.gemarkung if place.gemarkung is not None else group.flur
    return told is None and len(gap) <= MOST_BETWEEN and "\n" not in gap


def _backward(
    tokens: Tokens, group: Group | None, places: list[Place], right: int, list_follows: bool
) -> int:
    """How many of ``places`` belong to the list before them and not to the one behind."""
    if group is None or not places:
        return 0
    end = group.end
    count = 0
    for place in places:
        gap = tokens.norm[end : place.first]
        if not set(gap) <= _BACK:
            break
        end = place.end
        count += 1
    if count == 0:
        return 0
    tied = set(tokens.norm[group.end : places[0].first]) & _TIED
    if tied or not list_follows:
        return count
    leads_on = not set(tokens.norm[end:right]) - {",", "(", ":"} and count == len(places)
    return 0 if leads_on else count


def _with_places(tokens: Tokens, group: Group, before: list[Place], behind: list[Place]) -> Group:
    gemarkung, flur = group.gemarkung, group.flur
    first, end = group.first, group.end
    for place in before:  # the nearest counts; an older Flur ends with a new Gemarkung
        if place.gemarkung is not None:
            gemarkung, flur = place.gemarkung, None
            first = place.first
        else:
            first = first if gemarkung is not None and first < place.first else place.first
            flur = place.flur
    for place in behind:
        gemarkung = gemarkung or place.gemarkung
        flur = flur or place.flur
        end = max(end, place.end)
    return replace(
        group,
        gemarkung=gemarkung,
        flur=flur,
        first=first,
        end=end,
        behind=_words_behind(tokens, group, behind),
        doubtful_flur=any(place.is_doubtful for place in (*before, *behind)),
        torn_flur=any(place.is_torn for place in (*before, *behind)),
    )


def _with_unread(tokens: Tokens, group: Group, before: list[Place], taken: Set[int]) -> Group:
    """The group; where the Flur between Gemarkung and parcels is not told, what stands there."""
    if group.flur is not None or not before:
        return group
    unread = unread_flur(tokens, before[-1].end, group.list_first, taken)
    return replace(group, unread_flur=unread)


def _words_behind(tokens: Tokens, group: Group, behind: list[Place]) -> frozenset[str]:
    if not behind:
        return frozenset()
    return frozenset(tokens.norm[group.end : behind[0].first]) | {BEHIND}


def _chained(tokens: Tokens, found: list[Group]) -> tuple[Group, ...]:
    """The groups with the words between them; enumerations told from new mentions."""
    chained = found[:1]
    for left, right in pairwise(found):
        gap = tokens.norm[left.end : right.first]
        tags = tokens.tag[left.end : right.first]
        is_chain = all(
            word in _CHAIN or tag in {"AND", "GROUND", "NR", "FST", "TO"}
            for word, tag in zip(gap, tags, strict=True)
        )
        # "dient Flurstück 20 dem Flurstück 30": another case, and nothing that joins the two
        is_chain = is_chain and not (set(gap) & {"dem", "den"} and not _joins(gap, tags))
        is_chain = is_chain and not WHO_ALSO & set(pairwise(gap))
        # "für Flurstück 30. Flurstück 33 hat": a new sentence, unless the noun is abbreviated
        is_chain = is_chain and not (gap[:1] == (".",) and not _joins(gap, tags))
        chained.append(replace(right, chained=is_chain and not right.lineage))
    return tuple(chained)


def _joins(gap: Sequence[str], tags: Sequence[str]) -> bool:
    return "AND" in tags or bool(set(gap) & {",", ";", "+", "&"})


def _of_many(tokens: Tokens, found: tuple[Group, ...]) -> tuple[Group, ...]:
    """The groups; one number alone behind "Flurstücke" is doubted: others may be lost."""
    judged = []
    for place, group in enumerate(found):
        alone = len(group.numbers) == 1 and not any(g.chained for g in found[place + 1 : place + 2])
        if alone and _is_plural(tokens, group.list_first):
            group = replace(group, numbers=(_one_of_many(group.numbers[0]),))
        judged.append(group)
    return tuple(judged)


def _is_plural(tokens: Tokens, place: int) -> bool:
    """Whether the noun is a plural of running text; "Flurstücke:" is a form's label for any."""
    return tokens.norm[place] in PLURALS and tokens.text_at(place + 1) != ":"


def _one_of_many(number: Number) -> Number:
    problem = Problem(
        reason=DoubtReason.ILLEGIBLE,
        detail=Both(
            "Von Flurstücken ist die Rede, nur eines ist gelesen.",
            "Several parcels are spoken of, only one was read.",
        ),
    )
    return replace(number, problems=(*number.problems, problem))
