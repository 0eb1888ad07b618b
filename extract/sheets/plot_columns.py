"""Columns of a table for the parts of a plot: Gemarkung, Flur and Flurstück side by side."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from baulast.model import PageText
from extract.layout import Line
from extract.passages import Passage, PassageBuilder, Role
from extract.sheets.headings import ColumnRole
from extract.sheets.sheet import Row

SIDES = (
    ("Belastet: ", ColumnRole.GEMARKUNG, ColumnRole.FLUR, ColumnRole.PARCEL),
    ("Begünstigt: ", ColumnRole.FOR_GEMARKUNG, ColumnRole.FOR_FLUR, ColumnRole.FOR_PARCEL),
)


def plot_passages(page: int, text: PageText, row: Row) -> Iterator[Passage]:
    """What the columns of each side say, worded as the rules know it."""
    for lead, gemarkung, flur, parcel in SIDES:
        groups = _groups(row.lines(gemarkung), row.lines(flur), row.lines(parcel))
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
            builder.lines(numbers)
        if groups:
            yield builder.passage(Role.CONTENT)


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
