"""The parts of a plot in a form's blanks, as the columns that they are.

A small table, "Gemarkung Flur Flurstück", with the plots below it; or a line of its own for the
place, "Gemarkung Norf, Flur 9", above the blank for the number.
"""

import re
from collections.abc import Mapping, Sequence

from extract.layout import Line, Spot
from extract.sheets.headings import OF_BENEFITED, ColumnRole, plot_part
from extract.sheets.row import Cells

INDENT = 1.0  # line heights left of its heading that a value may begin
PLACE = re.compile(r"Gemarkung\W+(?!\W)(\D+?)\W+Flur\W+(\d{1,3}|[IVX]+)\W*")
NUMBERS = re.compile(r"\d[\d/,.; und]*")


def plots_in_columns(cells: Mapping[ColumnRole, tuple[Line, ...]]) -> Cells:
    """The cells of an entry, small tables of its plots as the columns that they are."""
    found = dict(cells)
    for side in (ColumnRole.BURDENED, ColumnRole.BENEFITED):
        parted = _parted(side, found.get(side, ()))
        if parted is not None:
            del found[side]
            found |= parted
    return _with_place(found)


def _with_place(cells: Cells) -> Cells:
    """The cells; mere numbers of the burdened plot with the place that a line above them gives."""
    numbers = cells.get(ColumnRole.BURDENED, ())
    content = cells.get(ColumnRole.CONTENT, ())
    places = [line for line in content if PLACE.fullmatch(line.text)]
    if len(places) != 1 or not numbers or not all(NUMBERS.fullmatch(n.text) for n in numbers):
        return cells
    (place,) = places
    label = next(n for n, spot in enumerate(place.spots) if spot.text.startswith("Flur"))
    found = dict(cells)
    del found[ColumnRole.BURDENED]
    found[ColumnRole.CONTENT] = tuple(line for line in content if line is not place)
    found[ColumnRole.GEMARKUNG] = (Line(place.spots[1:label]),)
    found[ColumnRole.FLUR] = (Line(place.spots[label + 1 :]),)
    found[ColumnRole.PARCEL] = numbers
    return found


def _parted(side: ColumnRole, lines: Sequence[Line]) -> Cells | None:
    """The columns of a table and what stands below it; None where the lines are no table."""
    if len(lines) < 2:
        return None
    parts = [(plot_part(spot.text), spot.left) for spot in lines[0].spots]
    told = [part for part, _ in parts if part is not None]
    is_heading = len(told) == len(parts) == len(set(told)) > 1 and ColumnRole.PARCEL in told
    if not is_heading:
        return None
    edges = [(part, left) for part, left in parts if part is not None]
    found: dict[ColumnRole, list[Line]] = {}
    for place, line in enumerate(lines[1:], 1):
        columns = _columns(line, edges)
        numbers = columns.get(ColumnRole.PARCEL, [])
        if not numbers or not numbers[0].text[:1].isdigit():
            found[side] = list(lines[place:])
            break
        for part, spots in columns.items():
            own = part if side is ColumnRole.BURDENED else OF_BENEFITED[part]
            found.setdefault(own, []).append(Line(tuple(spots)))
    return {part: tuple(own) for part, own in found.items()}


def _columns(line: Line, edges: Sequence[tuple[ColumnRole, float]]) -> dict[ColumnRole, list[Spot]]:
    """The words of a line by the heading under which they begin."""
    found: dict[ColumnRole, list[Spot]] = {}
    for spot in line.spots:
        left = spot.left + INDENT * spot.height
        under = [part for part, edge in edges if edge <= left] or [edges[0][0]]
        found.setdefault(under[-1], []).append(spot)
    return found
