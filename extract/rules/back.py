"""Plots that a text means without numbers: "auf dem vorgenannten Grundstück", whole Fluren."""

import re
from collections.abc import Sequence

from baulast.language import Both
from baulast.model import DoubtReason, FieldName
from extract.reading import Context, Problem, Reading
from extract.rules.lists import Group
from extract.rules.tokens import Tokens

# Adjectives that point back, as they stand before "Grundstück".
_BACK = re.compile(
    r"(?:vorgenannt|vorbezeichnet|vorerwahnt|obengenannt|obenbezeichnet|obig|genannt|bezeichnet|belastet|dienend|"
    r"vorstehend|aufgefuhrt|angefuhrt|beschrieben|erwahnt|angegeben|eingangs)\w*"
)
_SHORT = re.compile(r"o ?\.? ?[ag] ?\.?$|ob ?\. ?gen ?\.?$|vorgen ?\.?$|vorbez ?\.?$")


def references(tokens: Tokens, context: Context, groups: tuple[Group, ...]) -> list[Reading]:
    """The context's plots as burdened wherever the text points back to them."""
    return [
        reading
        for first, place in pointers(tokens, groups)
        for reading in _burdened(tokens, context, first, place)
    ]


def pointers(tokens: Tokens, groups: tuple[Group, ...]) -> list[tuple[int, int]]:
    """Where the text points back to plots named before: the first word of each and its noun."""
    named = {place for group in groups for place in range(group.first, group.end)}
    found: list[tuple[int, int]] = []
    for place, tag in enumerate(tokens.tag):
        if tag not in {"GROUND", "FST"} or place in named:
            continue
        if any(group.first - 3 <= place < group.first for group in groups):
            continue  # the number follows: it names its plot itself
        first = _pointer(tokens, place)
        if first is not None:
            found.append((first, place))
    return found


def _pointer(tokens: Tokens, place: int) -> int | None:
    """Where words that point back begin before the noun at ``place``."""
    for first in range(place - 1, max(-1, place - 5), -1):
        between = tokens.norm[first:place]
        if _BACK.fullmatch(between[0]) and all(
            _BACK.fullmatch(word) or len(word) > 5 for word in between
        ):
            return first
        if _SHORT.fullmatch(" ".join(between)):
            return first
    return None


def _burdened(tokens: Tokens, context: Context, first: int, place: int) -> list[Reading]:
    return [
        Reading(
            name=FieldName.BURDENED,
            value=str(plot.parcel),
            start=tokens.start[first],
            end=tokens.end[place],
            source="reference_back",
            plot=plot,
        )
        for plot in context.plots
    ]


def whole_fluren(
    tokens: Tokens, groups: Sequence[Group], names: Sequence[FieldName]
) -> list[Reading]:
    """Whole Fluren as they are written: nobody can list their parcels from the paper alone."""
    problem = Problem(
        reason=DoubtReason.OPEN_RANGE,
        detail=Both("Ganze Flur ohne einzelne Flurstücke.", "A whole Flur without its parcels."),
    )
    return [
        Reading(
            name=name,
            value=" ".join(tokens.text[group.first : group.end]),
            start=tokens.start[group.first],
            end=tokens.end[group.end - 1],
            source="whole_flur",
            problems=(problem,),
        )
        for group, name in zip(groups, names, strict=True)
        if group.whole
    ]
