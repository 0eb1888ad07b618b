"""Groups of parcels -> plots: what a number without Gemarkung or Flur is read against."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from baulast.language import Both
from baulast.model import DoubtReason, Parcel, Plot
from extract.gazetteer import is_known_flur
from extract.reading import Context, Problem
from extract.rules.lists import Group
from extract.rules.parcel_number import Number
from extract.rules.places import THIN_ONES


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A plot where a text names it; ``group`` is the place of its group in the text's list."""

    plot: Plot
    number: Number
    group: int
    problems: tuple[Problem, ...]
    alternatives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Where:
    """Gemarkung and Flur of a group, with what else they may be."""

    gemarkung: str | None
    flur: str | None
    others: tuple[tuple[str | None, str | None], ...] = ()


LIKE_DIGITS = frozenset("BOSZ")  # a Flur of one of these letters may be 8, 0, 5 or 2
MOST_DIGITS = 4  # of a Zähler without Nenner
NOWHERE = Where(None, None)
_BOTH = {"alle", "beide", "samtliche", "samtlich", "jeweils", "je"}

OPEN_PLACE = Problem(
    reason=DoubtReason.AMBIGUOUS,
    detail=Both(
        "Welche Gemarkung oder Flur gemeint ist, bleibt offen.",
        "It is open which Gemarkung or Flur is meant.",
    ),
)
NO_FLUR = Problem(
    reason=DoubtReason.NOT_FOUND,
    detail=Both("Die Flur ist nicht genannt.", "The Flur is not named."),
)
PLACE_BEHIND = Problem(
    reason=DoubtReason.AMBIGUOUS,
    detail=Both(
        "Dahinter ist eine Gemarkung oder Flur genannt: vielleicht die des Flurstücks.",
        "A Gemarkung or Flur is named behind it: perhaps the parcel's.",
    ),
)


def mentions(groups: Sequence[Group], context: Context) -> tuple[Mention, ...]:
    """Every plot that the groups name, with Gemarkung and Flur inherited where left out."""
    found: list[Mention] = []
    last = NOWHERE
    for index, group in enumerate(_told_behind(groups, context)):
        where = _where(group, context, last)
        last = where
        found += [_mention(group, index, number, where, context) for number in group.numbers]
    return tuple(found)


def _told_behind(groups: Sequence[Group], context: Context) -> list[Group]:
    """The groups; "Flurstück 5 und Flurstück 9, alle Flur 3" tells the Flur of both.

    Without "alle" a number in front is the sheet's own, where there is a sheet.
    """
    told = list(groups)
    for index in range(len(told) - 1, 0, -1):
        right, left = told[index], told[index - 1]
        of_both = right.behind & _BOTH or (right.behind and context.gemarkung is None)
        if right.chained and of_both and left.gemarkung is None and left.flur is None:
            told[index - 1] = replace(
                left, gemarkung=right.gemarkung, flur=right.flur, behind=right.behind
            )
    return told


def _where(group: Group, context: Context, last: Where) -> Where:
    """Gemarkung and Flur of a group: its own, those of its enumeration, those of the sheet."""
    named = group.gemarkung.name if group.gemarkung else None
    others = tuple((name, group.flur) for name in _other_names(group))
    if named and group.flur:
        return Where(named, _as_in(group.flur, context), others)
    if group.chained and last != NOWHERE:
        if named:
            return Where(named, last.flur if named == last.gemarkung else None, others)
        return Where(last.gemarkung, group.flur or last.flur)
    if named:
        return Where(named, context.flur if named == context.gemarkung else None, others)
    if group.flur:
        return _gemarkung_of(_as_in(group.flur, context), context, last)
    return _bare(group, context, last)


def _other_names(group: Group) -> tuple[str, ...]:
    return group.gemarkung.candidates[1:] if group.gemarkung else ()


def _as_in(flur: str, context: Context) -> str:
    """A Flur that looks like the sheet's is the sheet's: "Flur l" where the header has Flur 1."""
    if context.flur and flur in {"I", *THIN_ONES} and context.flur in {"1", "I"}:
        return context.flur
    return "1" if flur in THIN_ONES else flur


def _gemarkung_of(flur: str, context: Context, last: Where) -> Where:
    """The Gemarkung of a Flur that is named alone: the sheet's, unless only the last one has it."""
    if context.gemarkung is None or last.gemarkung in {None, context.gemarkung}:
        return Where(context.gemarkung or last.gemarkung, flur)
    known = [g for g in (context.gemarkung, last.gemarkung) if g and is_known_flur(g, flur)]
    if len(known) == 1:
        return Where(known[0], flur)
    return Where(context.gemarkung, flur, ((last.gemarkung, flur),))


def _bare(group: Group, context: Context, last: Where) -> Where:
    """Where a number lies that is named alone: on the sheet's own ground."""
    numbers = {(number.zaehler, number.nenner) for number in group.numbers}
    listed = {
        (plot.parcel.gemarkung, plot.parcel.flur)
        for plot in context.plots
        if (plot.parcel.zaehler, plot.parcel.nenner) in numbers
    }
    if len(listed) == 1:
        return Where(*listed.pop())
    if context.gemarkung is None and context.flur is None:
        return Where(last.gemarkung, last.flur)
    own = Where(context.gemarkung, context.flur)
    if last in (NOWHERE, own):
        return own
    if (last.gemarkung, last.flur) == (own.gemarkung, own.flur):
        return own
    return replace(own, others=((last.gemarkung, last.flur),))


def _mention(group: Group, index: int, number: Number, where: Where, context: Context) -> Mention:
    parcel = Parcel(where.gemarkung, where.flur, number.zaehler, number.nenner)
    others = [Parcel.parse(where.gemarkung, where.flur, text) for text in number.alternatives]
    others += [replace(parcel, gemarkung=g, flur=f) for g, f in where.others]
    problems = [] if number.nenner is not None else _of_length(number.zaehler)
    return Mention(
        plot=Plot(parcel=parcel, part=number.part),
        number=number,
        group=index,
        problems=(*number.problems, *problems, *_place_problems(group, where, context)),
        alternatives=tuple(str(other) for other in others),
    )


def _of_length(zaehler: int) -> list[Problem]:
    """No Flur of these towns has ten thousand parcels: five digits are two numbers run together.

    "47129" was "47/29" on the paper.
    """
    if len(str(zaehler)) <= MOST_DIGITS:
        return []
    return [
        Problem(
            reason=DoubtReason.IMPLAUSIBLE,
            detail=Both(
                f"Flurstück {zaehler}: so viele hat keine Flur; vielleicht fehlt ein Bruchstrich.",
                f"Parcel {zaehler}: no Flur has so many; a stroke may be missing.",
            ),
        )
    ]


def _is_flur_doubtful(group: Group, where: Where, context: Context) -> bool:
    """Whether a Flur that is gone, or never was, may be a misread one."""
    if not where.gemarkung or not where.flur or is_known_flur(where.gemarkung, where.flur):
        return False
    if where.flur.isdecimal():
        return group.doubtful_flur
    if where.flur in LIKE_DIGITS:
        return True
    return context.flur is not None and context.flur.isdecimal()


def _place_problems(group: Group, where: Where, context: Context) -> list[Problem]:
    """What makes the Gemarkung or the Flur of a group doubtful."""
    problems = []
    if group.gemarkung is not None and not group.gemarkung.candidates:
        problems.append(_unknown(group.gemarkung.name))
    if where.others:
        problems.append(OPEN_PLACE)
    if where.gemarkung and not where.flur:
        problems.append(NO_FLUR)
    if group.place_nearby:
        problems.append(PLACE_BEHIND)
    if group.unread_flur and where.flur and not _has_number(group.unread_flur, where.flur):
        problems.append(_unread(group.unread_flur, where.flur))
    if group.torn_flur:
        problems.append(_torn(where.flur))
    if _is_flur_doubtful(group, where, context):
        problems.append(_historic(where.flur))
    return problems


def _has_number(unread: str, flur: str) -> bool:
    """Whether what was not read as a Flur has its number all the same."""
    return unread.split()[-1].lstrip("0") == flur


def _unread(unread: str, flur: str) -> Problem:
    return Problem(
        reason=DoubtReason.AMBIGUOUS,
        detail=Both(
            f"Vor dem Flurstück steht „{unread}“, vielleicht die Flur; eingesetzt ist Flur {flur}.",
            f"Before the parcel stands “{unread}”, perhaps its Flur; Flur {flur} was put in.",
        ),
    )


def _unknown(gemarkung: str) -> Problem:
    return Problem(
        reason=DoubtReason.UNKNOWN_GEMARKUNG,
        detail=Both(
            f"Die Gemarkung {gemarkung} ist nicht bekannt.",
            f"Gemarkung {gemarkung} is not known.",
        ),
    )


def _torn(flur: str | None) -> Problem:
    return Problem(
        reason=DoubtReason.AMBIGUOUS,
        detail=Both(
            f"Hinter „Flur {flur}“ stehen noch Ziffern.",
            f'More digits follow "Flur {flur}".',
        ),
    )


def _historic(flur: str | None) -> Problem:
    return Problem(
        reason=DoubtReason.HISTORIC_FLUR,
        detail=Both(
            f"Flur {flur}: unsicher gelesen, und heute gibt es sie dort nicht.",
            f"Flur {flur}: doubtful, and there is none today.",
        ),
    )
