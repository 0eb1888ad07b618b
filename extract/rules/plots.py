"""Groups of parcels -> readings of plots: what a bare number is read against."""

from dataclasses import dataclass

from baulast.language import tr
from baulast.model import DoubtReason, Parcel, Plot
from extract.reading import Context, Problem
from extract.rules.numbers import Number
from extract.rules.parcel import Group


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A plot where a text names it; ``group`` is the place of its group in the text's list."""

    plot: Plot
    number: Number
    group: int
    problems: tuple[Problem, ...]
    alternatives: tuple[str, ...]


def mentions(groups: tuple[Group, ...], context: Context) -> tuple[Mention, ...]:
    """Every plot that the groups name, with Gemarkung and Flur inherited where left out."""
    found: list[Mention] = []
    gemarkung, flur = context.gemarkung, context.flur
    settled = _settle_chains(groups)
    last: tuple[str | None, str | None] = (None, None)
    for index, group in enumerate(settled):
        gemarkung, flur = _where(group, context, last)
        last = (gemarkung, flur)
        found += [
            _mention(group, index, number, gemarkung, flur, context) for number in group.numbers
        ]
    return tuple(found)


def _settle_chains(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    return groups


def _where(
    group: Group, context: Context, last: tuple[str | None, str | None]
) -> tuple[str | None, str | None]:
    """Gemarkung and Flur of a group: its own, those of its enumeration, those of the sheet."""
    named = group.gemarkung.name if group.gemarkung else None
    if named and group.flur:
        return named, group.flur
    if group.chained and last != (None, None):
        if named:
            return named, last[1] if named == last[0] else None
        return last[0], group.flur or last[1]
    if group.flur:
        return (context.gemarkung or last[0]), group.flur
    if named:
        return named, (context.flur if named == context.gemarkung else None)
    if context.gemarkung or context.flur:
        return context.gemarkung, context.flur
    return last


def _mention(
    group: Group,
    index: int,
    number: Number,
    gemarkung: str | None,
    flur: str | None,
    context: Context,
) -> Mention:
    parcel = Parcel(gemarkung, flur, number.zaehler, number.nenner)
    problems = list(number.problems)
    alternatives = [
        str(Parcel.parse(gemarkung, flur, alternative)) for alternative in number.alternatives
    ]
    if group.gemarkung is not None and len(group.gemarkung.candidates) != 1:
        names = group.gemarkung.candidates
        alternatives += [str(Parcel(n, flur, number.zaehler, number.nenner)) for n in names[1:]]
        problems.append(
            Problem(
                reason=DoubtReason.AMBIGUOUS if names else DoubtReason.UNKNOWN_GEMARKUNG,
                detail=tr(
                    f"Gemarkung {group.gemarkung.name} ist nicht eindeutig oder unbekannt.",
                    f"Gemarkung {group.gemarkung.name} is ambiguous or unknown.",
                ),
            )
        )
    return Mention(
        plot=Plot(parcel=parcel, part=number.part),
        number=number,
        group=index,
        problems=tuple(problems),
        alternatives=tuple(alternatives),
    )
