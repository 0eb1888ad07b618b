"""Columns of a table for the parts of a plot: Gemarkung, Flur and Flurstück side by side."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from baulast.model import PageText
from extract.layout import Line, Spot
from extract.passages import Passage, PassageBuilder, Role
from extract.sheets.headings import ColumnRole
from extract.sheets.row import Row

SIDES = (
    ("Belastet: ", ColumnRole.GEMARKUNG, ColumnRole.FLUR, ColumnRole.PARCEL),
    ("Begünstigt: ", ColumnRole.FOR_GEMARKUNG, ColumnRole.FOR_FLUR, ColumnRole.FOR_PARCEL),
)


# "As above", in a column of names, numbers or days.
DITTO = re.compile(
    r"\W*(?:[\"„”“]|''|,,|(?:desgl|dgl|dto|ditto|ebenda|ebd|wie vor|w\. ?v)\b)\W*", re.IGNORECASE
)
PLACES = (
    *(ColumnRole.GEMARKUNG, ColumnRole.FLUR, ColumnRole.PARCEL, ColumnRole.BURDENED),
    *(ColumnRole.FOR_GEMARKUNG, ColumnRole.FOR_FLUR, ColumnRole.FOR_PARCEL, ColumnRole.BENEFITED),
    *(ColumnRole.DECLARED, ColumnRole.REGISTERED, ColumnRole.LAW),
)
# "9/1206": a Flur has hardly more than two digits, a parcel of its own no stroke before it.
FLUR = re.compile(r"(?:1?\d{1,2}|[IVX]{1,5})(?!\d)")
FLUR_AND_NUMBER = re.compile(rf"{FLUR.pattern}[/|-]\d{{1,5}}(?:/\d{{1,4}})?\W*")
ITEM_ENDS = re.compile(r"[,;+]$|^(?:und|u\.?|sowie)$")
NUMBER_ENDS, NUMBER_BEGINS = re.compile(r"\d$"), re.compile(r"\d")

Cells = Mapping[ColumnRole, Sequence[Line]]


def places_of(row: Row, above: Cells) -> Cells:
    """The cells that may say "desgl.", those of the row ``above`` where they do."""
    found: dict[ColumnRole, Sequence[Line]] = {}
    for role in PLACES:
        lines = row.lines(role)
        is_ditto = bool(lines) and all(DITTO.fullmatch(line.text) for line in lines)
        found[role] = above.get(role, lines) if is_ditto else lines
    return found


def plot_passages(page: int, text: PageText, places: Cells) -> Iterator[Passage]:
    """What the columns of each side say, worded as the rules know it."""
    for lead, gemarkung, flur, parcel in SIDES:
        groups = _groups(places[gemarkung], places[flur], places[parcel])
        builder = PassageBuilder(page, text)
        builder.add(lead)
        for place, (of_gemarkung, of_flur, numbers) in enumerate(groups):
            builder.add("; " if place else "")
            for word, lines in (("Gemarkung ", of_gemarkung), ("Flur ", of_flur)):
                if lines:
                    builder.add(word)
                    builder.lines(lines)
                    builder.add(", ")
            builder.add("Flurstück ")
            _add_numbers(builder, numbers)
        if groups:
            yield builder.passage(Role.CONTENT)


def side_passage(
    page: int,
    text: PageText,
    lines: Sequence[Line],
    role: Role,
    *,
    lead: str,
    flur_first: bool = False,
) -> Passage:
    """What a column for one side says, behind its heading's words."""
    builder = PassageBuilder(page, text)
    builder.add(lead)
    if flur_first:
        for above, line in zip((None, *lines), lines, strict=False):
            if above is not None:
                builder.add(", " if NUMBER_ENDS.search(above.text) else "\n")
            _add_with_flur(builder, line)
    else:
        _add_numbers(builder, lines)
    return builder.passage(role)


def _add_with_flur(builder: PassageBuilder, line: Line) -> None:
    """A line of "9 / 1206" or "9/1206, 9/1207", worded as the rules know it."""
    begins = True
    rest = list(line.spots)
    while rest:
        if begins and (count := _stroke(rest)) is not None:
            builder.add("Flur ")
            first, *more = rest[:count]
            stop = FLUR.match(first.text)
            assert stop is not None
            builder.word(first, start=0, stop=stop.end())
            builder.add(", Flurstück ")
            last = more[-1] if more else first
            start = len(last.text) - len(last.text.lstrip("/|-")) if more else stop.end() + 1
            builder.word(last, start=start, stop=len(last.text))
        else:
            count = 1
            builder.word(rest[0])
        begins = bool(ITEM_ENDS.search(rest[count - 1].text))
        rest = rest[count:]
        builder.add(" " if rest else "")


def _stroke(spots: Sequence[Spot]) -> int | None:
    """How many words a Flur, a stroke and a number take at the beginning; None: they are not."""
    for count in range(1, 4):
        text = "".join(spot.text for spot in spots[:count])
        if len(spots) >= count and FLUR_AND_NUMBER.fullmatch(text):
            return count
    return None


def _add_numbers(builder: PassageBuilder, lines: Sequence[Line]) -> None:
    """The lines of numbers; two whole ones below each other are two parcels."""
    first = 0
    for place, (line, below) in enumerate(pairwise(lines), start=1):
        if NUMBER_ENDS.search(line.text) and NUMBER_BEGINS.match(below.text):
            builder.lines(lines[first:place])
            builder.add(", ")
            first = place
    builder.lines(lines[first:])


Group = tuple[Sequence[Line], Sequence[Line], Sequence[Line]]


def _groups(
    gemarkungen: Sequence[Line], fluren: Sequence[Line], parcels: Sequence[Line]
) -> list[Group]:
    """The numbers, each with the Gemarkung and the Flur that stand beside or above them.

    A name that goes on in the next line is one Gemarkung; each line of the Flur is another Flur.
    """
    if not parcels:
        return []
    named = [line for line in fluren if any(char.isalnum() for char in line.text)]
    if len(named) < 2:
        return [(gemarkungen, named, parcels)]
    starts = (min(spot.top for spot in line.spots) for line in named[1:])
    edges = [float("-inf"), *starts, float("inf")]
    groups: list[Group] = []
    for line, (top, bottom) in zip(named, pairwise(edges), strict=True):
        beside = [g for g in gemarkungen if top <= g.middle < bottom and g.text.strip('",„”- ')]
        numbers = [p for p in parcels if top <= p.middle < bottom]
        if numbers:
            groups.append((beside or (groups[-1][0] if groups else ()), [line], numbers))
    return groups
