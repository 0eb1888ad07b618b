"""A sheet without a table: entries one below another, in running text under the header."""

import re
from collections.abc import Iterable, Sequence

from baulast.model import Page
from extract.layout import Line, Spot, lines_as_read, rows, spots_of
from extract.sheets.beginnings import Beginning, beginnings, begins_entry, first_beginning
from extract.sheets.columns import Columns
from extract.sheets.form_labels import LABELS, known_label
from extract.sheets.headings import ColumnRole
from extract.sheets.labels import parts_of, unspaced
from extract.sheets.margin import running_columns

DIFFERENT = 2  # labels behind numbers tell that the blanks of one entry are counted
NUMBERED_LABEL = re.compile(r"\W*\w{1,5}[.)]\s*([^:]{2,40}):")  # "IV. Erklärung vom:"
COUNT = re.compile(r"\W*\d{1,3}\W*|(?:blatt)?seite\W*\d{1,3}\W*", re.IGNORECASE)  # "- 2 -"
IN_SENTENCE = re.compile(r"[a-zäöüß\d(]")  # how a line begins that goes on with the one above it
HEADER_ROWS = 12  # the longest header that is known has nine


def columns_of_text(spots: Sequence[Spot]) -> Columns | None:
    """One column for all that stands below the blanks of the header, if numbers begin its rows."""
    lines = rows(spots)
    bottom = _header_end(lines, first_beginning(lines))
    if bottom is None:
        return None
    body = [spot for spot in spots if spot.middle > bottom]
    columns = Columns(top=bottom, bottom=bottom, columns=running_columns(body), of_text=True)
    wording = (spot for spot in body if columns.at(spot).role is ColumnRole.CONTENT)
    begins = [begin.line for begin in beginnings(lines_as_read(wording))]
    if not begins or numbers_blanks(begins):
        return None
    return columns


def numbers_blanks(lines: Iterable[Line]) -> bool:
    """Whether numbers count the blanks of one entry, not entries: "IV. Erklärung vom:"."""
    roles = set()
    for line in lines:
        label = NUMBERED_LABEL.match(line.text)
        known = known_label(label[1], exact=True) if label else None
        roles |= {LABELS[known]} if known else set()
    return len(roles) >= DIFFERENT


def rest_of(page: Page) -> tuple[Line, ...]:
    """The lines below the header of a page on which no entry begins."""
    lines = rows(spots_of(page))
    bottom = _header_end(lines, None)
    return tuple(line for line in lines if bottom is not None and line.middle > bottom)


def _header_end(lines: Sequence[Line], begin: Beginning | None) -> float | None:
    """Below what the header ends: above the first entry, or below its last label.

    Where an entry goes on from the page before, its rest stands between the two.
    """
    first = lines.index(begin.line) if begin is not None else len(lines)
    filled = [
        line
        for line in lines[: min(HEADER_ROWS, first)]
        if any(label is not None for label, _ in parts_of(unspaced(line)))
    ]
    if begin is not None and begin.number == 1:
        return min(spot.top for spot in begin.line.spots)
    if filled:
        return max(spot.bottom for spot in filled[-1].spots)
    return _top_overleaf(lines)


def _top_overleaf(lines: Sequence[Line]) -> float | None:
    """Above the text of a page that goes on with a sheet without a header; None: it has one."""
    if not lines:
        return None
    if COUNT.fullmatch(lines[0].text):
        return max(spot.bottom for spot in lines[0].spots)
    is_headless = bool(IN_SENTENCE.match(lines[0].text))
    return float("-inf") if is_headless or begins_entry(lines[0]) else None
