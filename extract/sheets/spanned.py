"""Running numbers in fields of their own beside all that they number: a cell over many rows.

Tables of a word processor are so: "1" in a merged cell at the left, beside it "Art der Baulast",
"Belastet", "Eingetragen am", each with its value in a row of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from baulast.model import BlockKind, Page
from extract.layout import Spot
from extract.sheets.running_number import MISREAD_NUMBER

LEAST = 3  # rows: an entry has its kind, its plot and a day; a wording alone may have broken in two


@dataclass(frozen=True, slots=True)
class Span:
    """A field for a number, and the fields of the rows that it stands beside."""

    number: tuple[Spot, ...]  # none where a punched hole took it
    blocks: frozenset[int]
    first: frozenset[int]  # of each row the one beside the number: labels stand there


def spans(page: Page, spots: Sequence[Spot]) -> tuple[Span, ...]:
    """The fields at the left of a table that hold a number alone beside several rows, if any."""
    words: dict[int, list[Spot]] = {}
    for spot in spots:
        if any(char.isalnum() for char in spot.text):  # specks are read as signs
            words.setdefault(spot.word.block, []).append(spot)
    tables = {block.table for block in page.blocks if block.kind is BlockKind.CELL}
    found = [span for table in tables for span in _of_table(page, table, words)]
    return tuple(found) if any(span.number for span in found) else ()


def _of_table(page: Page, table: int | None, words: dict[int, list[Spot]]) -> Iterator[Span]:
    fields = [(n, b) for n, b in enumerate(page.blocks) if b.table == table and b.row is not None]
    first = sorted((b.row or 0, n) for n, b in fields if b.column == 0)
    last = max((b.row or 0 for _, b in fields), default=0)
    for (row, number), (below, _) in pairwise([*first, (last + 1, -1)]):
        beside = {n: b.row for n, b in fields if b.column and row <= (b.row or 0) < below}
        text = words.get(number, [])
        is_number = len(text) == 1 and MISREAD_NUMBER.fullmatch(text[0].text) is not None
        if len(set(beside.values())) >= LEAST and (is_number or not text):
            rows = {row: n for n, row in sorted(beside.items(), reverse=True)}
            yield Span(tuple(text), frozenset(beside), frozenset(rows.values()))
