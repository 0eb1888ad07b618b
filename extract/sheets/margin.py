"""Notes in the margin of running text: what became of an entry, in smaller type beside it.

Their lines fall between those of the wording and would be read into its sentences.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extract.ends.named import speaks_of_end
from extract.layout import Spot, rows
from extract.sheets.columns import Column
from extract.sheets.headings import ColumnRole
from extract.sheets.number_column import has_day

# The column of a form that has no table.
WHOLE = Column(role=ColumnRole.CONTENT, left=float("-inf"), right=float("inf"))
GUTTER = 1.0  # line heights: blanks between words are half as wide, over several lines at once
LEAST = 4  # lines of the wording: in fewer, blanks may lie below each other
NARROW = 0.5  # of the wording's width: a margin is no second column


def running_columns(body: Sequence[Spot]) -> tuple[Column, ...]:
    """The column of the wording, and that of the notes in the margin beside it if there is one."""
    words = [spot for spot in body if any(map(str.isalnum, spot.text))]
    parts = _parts(words)
    main = max(parts, key=len, default=[])
    if len(rows(main)) < LEAST:
        return (WHOLE,)
    left, right = _edges(main)
    place = parts.index(main)
    before = _margin(parts[:place], right - left)
    behind = _margin(parts[place + 1 :], right - left)
    roles = [ColumnRole.CONTENT]
    between = []
    if before:
        roles.insert(0, ColumnRole.REMARKS)
        between.append((_edges(before)[1] + left) / 2)
    if behind:
        roles.append(ColumnRole.REMARKS)
        between.append((right + _edges(behind)[0]) / 2)
    edges = pairwise([float("-inf"), *between, float("inf")])
    return tuple(
        Column(role=role, left=left, right=right)
        for role, (left, right) in zip(roles, edges, strict=True)
    )


def _parts(words: Sequence[Spot]) -> list[list[Spot]]:
    """The words parted where from top to bottom none stands, from left to right."""
    if not words:
        return []
    gutter = GUTTER * median(spot.height for spot in words)
    parts: list[list[Spot]] = []
    right = float("-inf")
    for spot in sorted(words, key=lambda spot: spot.left):
        if spot.left - right > gutter:
            parts.append([])
        parts[-1].append(spot)
        right = max(right, spot.right)
    return parts


def _edges(spots: Sequence[Spot]) -> tuple[float, float]:
    return min(spot.left for spot in spots), max(spot.right for spot in spots)


def _margin(parts: Sequence[Sequence[Spot]], wording: float) -> list[Spot]:
    """The words at one side of the wording, if they are few and tell of a day or an end."""
    spots = [spot for part in parts for spot in part]
    if not spots:
        return []
    left, right = _edges(spots)
    lines = rows(spots)
    tells = has_day(lines) or any(speaks_of_end(line.text) for line in lines)
    return spots if tells and right - left < NARROW * wording else []
