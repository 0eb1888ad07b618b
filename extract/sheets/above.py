"""Entries whose days stand above their number: "Eingetragen am 13.6.1975", below it "Lfd. Nr. 1".

Read from number to number, each entry would have the days of the next one. The lines over a number
are put below its wording, where most sheets have them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.layout import Line, Spot, pitch, rows, squeezed
from extract.sheets.beginnings import beginnings
from extract.sheets.form_labels import LABELS, known_label
from extract.sheets.headings import ColumnRole
from extract.sheets.number_column import has_day

PARTED = 1.7  # of the line pitch: paragraphs stand at least this far apart
MOST = 6  # lines over a number: an entry's days, file number and plots
# What a line over a number begins with, up to its colon or its day.
BEGIN = re.compile(r"\W*[^\d:]+")
DAYS = frozenset({ColumnRole.REGISTERED, ColumnRole.DECLARED})
# "Eingetragen am", "Eintragung vom", "Erklärung vom", and whatever a form's label is.
TOLD = re.compile(r"(?:eingetragen|eintragung|erklaer|verpflichtungserklaer|uebernommen)\w*")


def numbers_first(spots: Sequence[Spot]) -> tuple[tuple[Spot, ...], bool]:
    """The words with each number over the lines of its entry, and whether that is uncertain.

    The same label stands over the first number and once behind each but the last.
    """
    lines = rows(spots)
    starts = [lines.index(begin.line) for begin in beginnings(lines) if begin.line in lines]
    if not starts:
        return tuple(spots), False
    ends = [*starts, len(lines)][1:]
    bodies = [lines[start + 1 : end] for start, end in zip(starts, ends, strict=True)]
    over = lines[max(starts[0] - MOST, 0) : starts[0]]
    is_first = beginnings(lines)[0].number == 1  # else the entry of the page before may go on
    for place, line in enumerate(over):
        label = _label(line)
        if label is None or not (len(starts) > 1 or _tells_day(line)):
            continue
        counts = [sum(_label(one) == label for one in body) for body in bodies]
        if counts == [*(1 for _ in starts[1:]), 0]:
            leads = [over[place:], *(_from(body, label) for body in bodies[:-1])]
            if _are_alike(leads) and (is_first or _are_apart(lines, starts, leads)):
                return _moved(spots, lines, starts, leads), False
            return tuple(spots), _tells_day(line) and len(starts) > 1
        if _tells_day(line) and is_first and any(counts):
            return tuple(spots), True
    return tuple(spots), False


def _label(line: Line) -> str | None:
    """The label with which a line begins, in letters alone; None where it has none."""
    begin = BEGIN.match(line.text)
    letters = squeezed(begin[0]) if begin else ""
    return letters if TOLD.match(letters) or known_label(letters, exact=True) else None


def _tells_day(line: Line) -> bool:
    label = _label(line) or ""
    known = known_label(label, exact=True)
    is_of_day = bool(TOLD.match(label)) or (known is not None and LABELS[known] in DAYS)
    return is_of_day and has_day([line])


def _from(body: Sequence[Line], label: str) -> Sequence[Line]:
    first = next(n for n, line in enumerate(body) if _label(line) == label)
    return body[first:]


def _are_alike(leads: Sequence[Sequence[Line]]) -> bool:
    """Whether the lines over the numbers are as many, but for one that is broken or left out."""
    counts = [len(lead) for lead in leads]
    return max(counts) - min(counts) <= 1


def _are_apart(
    lines: Sequence[Line], starts: Sequence[int], leads: Sequence[Sequence[Line]]
) -> bool:
    """Whether blanks part the entries above their days, not below them."""
    step = pitch(lines)
    return all(
        _is_parted(lines[start - len(lead) - 1], lead[0], step)
        and not _is_parted(lead[-1], lines[start], step)
        for start, lead in zip(starts, leads, strict=True)
        if start > len(lead)
    )


def _is_parted(above: Line, below: Line, step: float) -> bool:
    return below.middle - above.middle > PARTED * step


def _moved(
    spots: Sequence[Spot],
    lines: Sequence[Line],
    starts: Sequence[int],
    leads: Sequence[Sequence[Line]],
) -> tuple[Spot, ...]:
    """The words, the lines over each number below the paragraph that it begins."""
    step = pitch(lines)
    moved: dict[int, Spot] = {}
    edges = [start - len(lead) for start, lead in zip(starts[1:], leads[1:], strict=True)]
    for start, lead, edge in zip(starts, leads, [*edges, len(lines)], strict=True):
        own = list(_paragraph(lines[start:edge], step))
        for line, place in zip((*own, *lead), (*lead, *own), strict=True):
            moved |= {spot.index: spot for spot in _shifted(line, place.middle - line.middle)}
    return tuple(moved.get(spot.index, spot) for spot in spots)


def _paragraph(lines: Sequence[Line], step: float) -> Iterator[Line]:
    yield lines[0]
    for above, line in pairwise(lines):
        if _is_parted(above, line, step):
            return
        yield line


def _shifted(line: Line, down: float) -> Iterable[Spot]:
    return (replace(spot, top=spot.top + down, bottom=spot.bottom + down) for spot in line.spots)
