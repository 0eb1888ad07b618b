"""The row under the headings in which a form counts its columns: 1, 2, 3, ...

The one of them that stands in the column of running numbers is no entry.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.layout import Spot, rows
from extract.sheets.columns import Columns

COUNT = re.compile(r"\W*(\d|[a-hlIiı])\W*")
FIRST = "1lIiı"  # as a thin 1 is read
SHORT = 3  # letters of "(2)"; a longer word is of an entry
LEAST = 2  # of the columns are counted; one digit alone is a running number
LOST = 0.45  # of the columns may have lost theirs, to dirt or to a hole


def below_their_numbers(columns: Columns, spots: Sequence[Spot]) -> Columns:
    """The columns with their entries below the row that counts them, if one does."""
    body = [spot for spot in spots if spot.middle > columns.bottom]
    lines = rows(body)
    if not lines or not _counts(columns, lines[0].spots):
        return columns
    return replace(columns, bottom=max(spot.bottom for spot in lines[0].spots))


def _counts(columns: Columns, spots: Sequence[Spot]) -> bool:
    """Whether a row has nothing but the number of its place in each column."""
    signs = [spot for spot in spots if any(map(str.isalnum, spot.text))]  # dirt is none
    counted = 0
    for place, column in enumerate(columns.columns):
        inside = [spot.text for spot in signs if column.left <= spot.centre < column.right]
        if len(inside) > 1 or any(len(text) > SHORT for text in inside):
            return False
        match = COUNT.fullmatch("".join(inside))
        own = (str(place + 1), "abcdefgh"[place : place + 1], *(() if place else FIRST))
        counted += match is not None and match[1] in own
    return counted >= max(LEAST, (1 - LOST) * len(columns.columns))
