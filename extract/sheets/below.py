"""Forms that print their labels below the blanks: "Norf" over "Gemarkung", "12.3.74" over "am".

Such a row of labels is put over its values, as most forms have it, or before them where together
they name a plot. What stands there tells which way a form goes: over "Flur" a number, and none
below it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from baulast.model import BlockKind, Page
from extract.layout import Line, Spot, rows, squeezed
from extract.sheets.form_labels import ANSWERED, known_label
from extract.sheets.form_labels import LABELS as FORM_LABELS
from extract.sheets.headings import ColumnRole
from extract.sheets.labels import LABELS as PLOT_LABELS
from extract.sheets.labels import RUN_GAP, Label, Token, unspaced

LEAST = 2  # labels side by side: one alone may head what follows
INDENT = 1.0  # line heights left of its label that a value may begin
NEAR = 3.0  # line heights of the values between them and their labels
TOGETHER = 2.5  # line heights from one line of a value to its next
DAY = re.compile(r"\d\W{0,2}\s?(?:\d|[A-ZJ][a-zä]+).*\d")
# What is filled in over a label, if it says so.
FITS: dict[Label | ColumnRole, re.Pattern[str]] = {
    Label.FLUR: re.compile(r"\d{1,3}|[IVX]+"),
    Label.PARCEL: re.compile(r"\d.*"),
    ColumnRole.DECLARED: DAY,
    ColumnRole.REGISTERED: DAY,
    ColumnRole.DELETED: DAY,
    ColumnRole.REFERENCE: re.compile(r".*\d[-/.]+\S*\d.*"),
    ColumnRole.OTHER: re.compile(r"[§$S8]+\s?\d.*"),  # the law
}


@dataclass(frozen=True, slots=True)
class _Printed:
    """A label of a row that holds nothing else."""

    what: Label | ColumnRole | None
    spots: tuple[Spot, ...]

    @property
    def left(self) -> float:
        return self.spots[0].left


def labels_first(spots: Sequence[Spot]) -> tuple[Spot, ...]:
    """The words of a page with its labels over or before their values, wherever they stand."""
    lines = rows(spots)
    printed = [_printed(line) for line in lines]
    over = under = 0
    for place, labels in enumerate(printed):
        if not labels:
            continue
        over += _fitting(labels, _above(lines, printed, place)[-1:])
        under += _fitting(labels, () if _is_last(printed, place) else lines[place + 1 : place + 2])
    if over < LEAST or over <= under:
        return tuple(spots)
    moved: dict[int, Spot] = {}
    for place, labels in enumerate(printed):
        values = _above(lines, printed, place)
        if labels and values:
            is_plot = any(isinstance(label.what, Label) for label in labels)
            pieces = _before(labels, values[-1]) if is_plot else _over(labels, values)
            moved |= {spot.index: spot for spot in pieces}
    return tuple(moved.get(spot.index, spot) for spot in spots)


def with_values_below(page: Page, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines; of a table's row of labels over a row of values, each label with its own.

    Labels stand in the middle of their cells, values at the left: only the cells tell.
    """
    found: list[Line] = []
    values: Line | None = None
    for place, line in enumerate(lines):
        if line is values:
            continue
        labels, below = _printed(line), lines[place + 1 : place + 2]
        filled = [(label, _in_cell_below(page, label, below)) for label in labels]
        if _told(filled) >= LEAST and sum(len(words) for _, words in filled) == len(below[0].spots):
            (values,) = below
            found += [Line((*label.spots, *words)) for label, words in filled]
        else:
            found.append(line)
    return tuple(found)


def _in_cell_below(page: Page, label: _Printed, below: Sequence[Line]) -> tuple[Spot, ...]:
    """The words in the next row of the table that stand in the column of a label."""
    cell = page.blocks[label.spots[0].word.block]
    middle = (cell.box.left + cell.box.right) / 2
    blocks = ((spot, page.blocks[spot.word.block]) for line in below for spot in line.spots)
    return tuple(
        spot
        for spot, block in blocks
        if block.kind is cell.kind is BlockKind.CELL and block.table == cell.table
        if block.box.left < middle < block.box.right
    )


def _is_last(printed: Sequence[Sequence[_Printed]], place: int) -> bool:
    return place + 1 >= len(printed) or bool(printed[place + 1])


def _printed(line: Line) -> tuple[_Printed, ...]:
    """The labels of a row that holds two of them and nothing else; else none."""
    found = []
    for run in _runs(unspaced(line)):
        text = "".join(token.text for token in run)
        label = known_label(text, exact=True) or known_label(text, exact=False)
        what = PLOT_LABELS.get(squeezed(text)) or (FORM_LABELS[label] if label else None)
        is_filled = label in ANSWERED or any(map(str.isdigit, text))  # "Bl. 12", "Status gelöscht"
        if is_filled or (what is None and label is None):
            return ()
        found.append(_Printed(what, tuple(spot for token in run for spot in token.spots)))
    return tuple(found) if len(found) >= LEAST else ()


def _runs(tokens: Sequence[Token]) -> list[list[Token]]:
    """The words of a row, parted where a wide blank stands between them."""
    runs: list[list[Token]] = []
    for token in tokens:
        last = runs[-1][-1] if runs else None
        if last is None or token.left - last.right > RUN_GAP * max(token.height, last.height):
            runs.append([])
        runs[-1].append(token)
    return runs


def _above(
    lines: Sequence[Line], printed: Sequence[Sequence[_Printed]], place: int
) -> tuple[Line, ...]:
    """The lines right above a row of labels that may be filled in over it."""
    found: list[Line] = []
    if not printed[place]:
        return ()
    edge, reach = lines[place].middle, NEAR
    for number in range(place - 1, -1, -1):
        line = lines[number]
        if printed[number] or edge - line.middle > reach * line.height:
            break
        found.insert(0, line)
        edge, reach = line.middle, TOGETHER
    first = printed[place][0].left
    whole = [line for line in found if line.left >= first - 2 * INDENT * line.height]
    return tuple(whole) if found and found[-1] in whole else tuple(found[-1:])


def _fitting(labels: Sequence[_Printed], values: Sequence[Line]) -> int:
    """How many labels have a value there that is of their kind."""
    return _told(_columns(labels, values))


def _told(filled: Iterable[tuple[_Printed, tuple[Spot, ...]]]) -> int:
    """How many labels have words that are of their kind."""
    found = 0
    for label, words in filled:
        pattern = FITS.get(label.what) if label.what is not None else None
        text = " ".join(spot.text for spot in words).strip(" .,_")
        found += pattern is not None and bool(pattern.fullmatch(text))
    return found


def _columns(
    labels: Sequence[_Printed], values: Iterable[Line]
) -> list[tuple[_Printed, tuple[Spot, ...]]]:
    """Each label with the words from its left edge to the next one's."""
    edges = [*(label.left for label in labels[1:]), float("inf")]
    words = [(spot, INDENT * spot.height) for line in values for spot in line.spots]
    return [
        (label, tuple(s for s, indent in words if label.left <= s.left + indent < edge))
        for label, edge in zip(labels, edges, strict=True)
    ]


def _over(labels: Sequence[_Printed], values: Sequence[Line]) -> Iterable[Spot]:
    """The labels where the values stood, and the values below them."""
    own = [spot for label in labels for spot in label.spots]
    height = max(spot.middle for spot in own) - values[-1].middle
    for spot in own:
        yield _shifted(spot, values[0].middle - spot.middle)
    for _, words in _columns(labels, values):
        yield from (_shifted(spot, height) for spot in words)


def _before(labels: Sequence[_Printed], value: Line) -> Iterable[Spot]:
    """Each label in the row of the values, before its own: "Gemarkung Norf Flur 4"."""
    for label, words in _columns(labels, [value]):
        if not words:
            continue
        before = [spot.right for spot in value.spots if spot.right <= words[0].left]
        right = words[0].left - 1
        blank = 2 * RUN_GAP * words[0].height  # between it and a heading at the left, where it is
        room = min(max([0.0, *(edge + blank for edge in before)]), right - len(label.spots))
        left = max(room, right - (label.spots[-1].right - label.left))
        step = (right - left) / len(label.spots)
        for place, spot in enumerate(label.spots):
            yield replace(
                _shifted(spot, value.middle - spot.middle),
                left=left + place * step,
                right=left + (place + 1) * step,
            )


def _shifted(spot: Spot, down: float) -> Spot:
    return replace(spot, top=spot.top + down, bottom=spot.bottom + down)
