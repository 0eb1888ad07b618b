"""Tables turned over: labels down the left, and a column for each entry below its number.

"Lfd. Nr.  1  2" heads it. Each column with the labels is a form of its own; read row by row, the
values of all entries would run into one.
"""

from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from baulast.model import Page
from extract.layout import Line, Spot
from extract.sheets.headings import ColumnRole
from extract.sheets.labels import Token, unspaced
from extract.sheets.running_number import MISREAD_NUMBER, running_number
from extract.sheets.side_by_side import FormColumn
from extract.sheets.slots import AT_TAB, ENOUGH, Slot, is_apart

Interval = tuple[float, float]


def transposed(page: Page, lines: Sequence[Line], slots: Sequence[Slot]) -> list[FormColumn] | None:
    """Each entry's values with the labels of all; None: no such table.

    Empty where it is one, and no blank parts the columns.
    """
    for row in sorted({slot.row for slot in slots if slot.role is ColumnRole.NUMBER}):
        numbers = _numbers(page, slots, row)
        below = [s for s in slots if s.row > row and _is_left_of(s, numbers)]
        roles = {s.role for s in below} - {None, ColumnRole.NUMBER}
        if len(numbers) >= ENOUGH and len(roles) >= ENOUGH:
            last = max(slot.row for slot in below)
            return _columns(page, lines[row:], last - row + 1, numbers)
    return None


def _numbers(page: Page, slots: Sequence[Slot], row: int) -> tuple[Token, ...]:
    """The numbers that stand apart in a row, each one more than that before it; none otherwise."""
    labels = [s for s in slots if s.row == row and s.role is ColumnRole.NUMBER]
    if len(labels) > 1:
        found = tuple(slot.beside[0] if slot.beside else slot.tokens[-1] for slot in labels)
    else:
        found = labels[0].beside
    apart = all(is_apart(page, a, b) for a, b in pairwise(found))
    return found if apart and _count_up([token.text for token in found]) else ()


def _count_up(written: Sequence[str]) -> bool:
    """Whether each is the number behind that before it, as far as they are read right."""
    read = [running_number(text) for text in written]
    firsts = {number - place for place, number in enumerate(read) if number is not None}
    misread = (text for text, number in zip(written, read, strict=True) if number is None)
    return len(firsts) == 1 and all(map(MISREAD_NUMBER.fullmatch, misread))


def _is_left_of(slot: Slot, numbers: Sequence[Token]) -> bool:
    return bool(numbers) and slot.tokens[-1].right < numbers[0].left


def _columns(
    page: Page, lines: Sequence[Line], labelled: int, numbers: Sequence[Token]
) -> list[FormColumn]:
    """The columns of the lines of a table; ``labelled`` of them have its labels."""
    runs = [run for line in lines[:labelled] for run in _runs(page, line)]
    centres = [(token.left + token.right) / 2 for token in numbers]
    starts = [min(left for left, _ in runs), *centres]
    edges = [
        _gap(runs, a, b) or _before(token, lines[:labelled])
        for (a, b), token in zip(pairwise(starts), numbers, strict=True)
    ]
    parted = [edge for edge in edges if edge is not None]
    if len(parted) < len(edges) or _is_one_lost(page, lines[:labelled], parted):
        return []
    body = [*lines[:labelled], *_going_on(page, lines[labelled:], parted)]
    spots = [spot for line in body for spot in line.spots]
    labels = [spot for spot in spots if spot.centre < parted[0]]
    return [
        FormColumn((left, right), _in_order([*labels, *_between(spots, left, right)]))
        for left, right in pairwise([*parted, float("inf")])
    ]


def _is_one_lost(page: Page, lines: Sequence[Line], edges: Sequence[float]) -> bool:
    """Whether two values stand side by side in one column, row by row: a number was not read."""
    twice = Counter(
        column
        for line in lines
        for column, count in Counter(bisect(edges, left) for left, _ in _runs(page, line)).items()
        if count > 1
    )
    return any(count >= ENOUGH for count in twice.values())


def _going_on(page: Page, lines: Sequence[Line], edges: Sequence[float]) -> Iterator[Line]:
    """The lines below the last label that go on with values: none begins left of them."""
    for line in lines:
        runs = _runs(page, line)
        if line.left < edges[0] or any(a < edge < b for a, b in runs for edge in edges):
            return
        yield line


def _runs(page: Page, line: Line) -> list[Interval]:
    """From where to where the words of a line stand that no wide blank parts."""
    tokens = unspaced(line)
    found = [(tokens[0].left, tokens[0].right)]
    for before, token in pairwise(tokens):
        if is_apart(page, before, token):
            found.append((token.left, token.right))
        else:
            found[-1] = (found[-1][0], token.right)
    return found


def _gap(runs: Sequence[Interval], left: float, right: float) -> float | None:
    """The middle of the widest blank between two places; None: runs cross it everywhere."""
    edges = sorted({left, right, *(x for run in runs for x in run if left < x < right)})
    free = [
        (b - a, (a + b) / 2)
        for a, b in pairwise(edges)
        if not any(first < b and a < last for first, last in runs)
    ]
    return max(free)[1] if free else None


def _before(number: Token, lines: Sequence[Line]) -> float | None:
    """Before a number below which the words of each line begin; None: some run across."""
    edge = number.left - AT_TAB * number.height
    for line in lines:
        behind = [spot for spot in line.spots if spot.right > edge]
        if behind and abs(behind[0].left - number.left) > AT_TAB * number.height:
            return None
    return edge


def _between(spots: Sequence[Spot], left: float, right: float) -> list[Spot]:
    return [spot for spot in spots if left <= spot.centre < right]


def _in_order(spots: Sequence[Spot]) -> tuple[Spot, ...]:
    return tuple(sorted(spots, key=lambda spot: spot.index))
