"""Entries of a form that stand side by side, each below its own number with labels of its own."""

from bisect import bisect
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from baulast.model import Page
from extract.layout import Line, Spot, squeezed
from extract.sheets.headings import ColumnRole
from extract.sheets.labels import Token, unspaced
from extract.sheets.number_column import DAY
from extract.sheets.slots import ENOUGH, Slot, is_apart

INDENT = 1.0  # line heights left of its label that a value may begin
# What an entry has once; file numbers and days of entry stand beside those of its deletion.
ONCE = frozenset(
    {ColumnRole.CONTENT, ColumnRole.BURDENED, ColumnRole.BENEFITED, ColumnRole.DECLARED}
)
WORDED = 8  # letters: a signature that is read runs into the next column with fewer


@dataclass(frozen=True, slots=True)
class FormColumn:
    """The words of one entry, or of several below each other, and where they stand."""

    across: tuple[float, float]
    spots: tuple[Spot, ...]


def side_by_side(page: Page, lines: Sequence[Line], slots: Sequence[Slot]) -> list[FormColumn]:
    """The columns of a page on which entries stand side by side; none where they cannot be parted.

    What stands above them, and what runs below all of them, is in none.
    """
    numbers = (slot for slot in slots if slot.role is ColumnRole.NUMBER)
    for row, labels in groupby(numbers, key=lambda slot: slot.row):
        edges = _edges([*labels])
        if not edges or not _repeat(slots, row, edges):
            continue
        body = lines[row:]
        while body and _runs_across(page, body[-1], edges):
            body = body[:-1]
        if any(_runs_across(page, line, edges) for line in body):
            return []
        bounds = [float("-inf"), *edges, float("inf")]
        return [
            FormColumn(
                (left, right),
                tuple(s for line in body for s in line.spots if left <= s.centre < right),
            )
            for left, right in pairwise(bounds)
        ]
    return []


def _edges(labels: Sequence[Slot]) -> list[float]:
    """Where the columns below labels side by side begin, but for the first."""
    return [
        label.left - INDENT * max(token.height for token in label.tokens) for label in labels[1:]
    ]


def _repeat(slots: Sequence[Slot], row: int, edges: Sequence[float]) -> bool:
    """Whether each column has the labels of an entry that the others have."""
    roles: list[set[ColumnRole]] = [set() for _ in range(len(edges) + 1)]
    for slot in slots:
        if slot.row > row and slot.role not in (None, ColumnRole.NUMBER):
            roles[bisect(edges, slot.left)].add(slot.role)
    return len(set.intersection(*roles)) >= ENOUGH


def _runs_across(page: Page, line: Line, edges: Sequence[float]) -> bool:
    """Whether words of a line run from one column into the next, without a wide blank."""
    tokens = unspaced(line)
    return any(_run_over(page, tokens, edge) for edge in edges)


def _run_over(page: Page, tokens: Sequence[Token], edge: float) -> bool:
    run: list[Token] = []
    for token in tokens:
        if run and is_apart(page, run[-1], token):
            run = []
        run.append(token)
        if run[0].left < edge < token.right and len(run) > 1:
            return len(squeezed("".join(t.text for t in run))) >= WORDED
    return False


def is_mixed(own: Sequence[Slot]) -> bool:
    """Whether the labels of one entry stand there twice: the words of another are among its own.

    In a row one tells, since another entry stands beside it; down the page a second plot has a
    label of its own, but not a wording or a day too. Several days behind each of two labels are
    of a table whose columns are entries.
    """
    told = [
        (slot.row, squeezed("".join(token.text for token in slot.tokens)))
        for slot in own
        if slot.role in ONCE
    ]
    rows = Counter(letters for _, letters in set(told))
    twice = sum(count > 1 for count in rows.values()) >= ENOUGH
    return len(set(told)) < len(told) or twice or sum(map(_holds_days, own)) >= ENOUGH


def _holds_days(slot: Slot) -> bool:
    """Whether several days and nothing else stand behind a label: each is another entry's."""
    return len(slot.beside) > 1 and all(DAY.fullmatch(token.text) for token in slot.beside)
