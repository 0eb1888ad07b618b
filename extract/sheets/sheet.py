"""A page of a register sheet: its header and its rows, one for each running number."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from baulast.model import Page
from extract.ends.named import closes_sheet
from extract.layout import Line, Spot, rows, spots_of, squeezed
from extract.sheets.above import numbers_first
from extract.sheets.apart import heads_apart
from extract.sheets.below import labels_first
from extract.sheets.carried import carried, with_roles_before
from extract.sheets.changes import parted, with_changes
from extract.sheets.column_numbers import below_their_numbers
from extract.sheets.columns import Column, Columns, columns_by_cells
from extract.sheets.columns_by_words import columns_by_words
from extract.sheets.day_columns import with_days
from extract.sheets.enumerated import without_counts
from extract.sheets.footer import footer_of
from extract.sheets.form import FormEntry, form_entries
from extract.sheets.headings import OF_PLACE, ColumnRole
from extract.sheets.listed_notes import (
    across,
    are_named_once,
    noted,
    with_listed_notes,
    without,
)
from extract.sheets.number_column import has_day
from extract.sheets.opening import wording_apart
from extract.sheets.plot_table import plots_in_columns
from extract.sheets.row import Cells, Row
from extract.sheets.running_number import running_number
from extract.sheets.running_text import columns_of_text
from extract.sheets.table_rows import table_rows
from extract.sheets.together import with_shared_day

SHORT = 3  # letters: dirt and abbreviations are no longer
SHIFTED = 4  # times as many words in another column as in that for the wording
WORDY = 3  # words of the wording: as few hold no entry
NUMBERED_WORDING = frozenset({ColumnRole.NUMBER, ColumnRole.CONTENT})
NOTHING = re.compile(r"(?:[\W0_]|entf[äa]llt)*", re.IGNORECASE)  # "./.", "00.00.0000"
ENTERED = re.compile(r"\beingetr", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPage:
    """A sheet's page taken apart; a row that goes on from the page before is unnumbered."""

    header: tuple[Line, ...]
    rows: tuple[Row, ...]
    columns: Columns | None  # None: no table was recognised; rows are then a form's, if any
    footer: tuple[Line, ...]


def sheet_page(page: Page) -> SheetPage:
    """The header, the rows and the footer of a sheet's page."""
    return _of_spots(page, spots_of(page))


def sheets_on(page: Page, before: Columns | None = None) -> tuple[SheetPage, ...]:
    """The sheets on a page, each with its header, rows and footer; mostly one.

    A head above another, and one that only closes the page, begin none. ``before`` are the columns
    of the page before: the first sheet may go on in them.
    """
    first, *others = heads_apart(spots_of(page))
    sides = [first]
    for spots in others:
        if _is_filled(page, spots) and _is_filled(page, sides[-1]):
            sides.append(spots)
        else:
            sides[-1] = (*sides[-1], *spots)
    places = [before, *(None for _ in sides[1:])]
    return tuple(
        _of_spots(page, spots, carries) for spots, carries in zip(sides, places, strict=True)
    )


def _is_filled(page: Page, spots: Sequence[Spot]) -> bool:
    """Whether an entry stands below a head, or a day of one that is not made out."""
    return has_day(rows(spots)) or bool(_of_spots(page, spots).rows)


def _of_spots(page: Page, spots: Sequence[Spot], before: Columns | None = None) -> SheetPage:
    spots, changes = parted(labels_first(without_counts(spots)))
    spots, is_shifted = numbers_first(spots)
    found = _with_notes_across(page, spots, before) or _sheet_page(page, spots, before)
    if is_shifted:
        found = replace(found, rows=tuple(replace(row, is_mixed=True) for row in found.rows))
    return replace(found, rows=with_listed_notes(with_changes(found.rows, changes)))


def _with_notes_across(
    page: Page, spots: Sequence[Spot], before: Columns | None
) -> SheetPage | None:
    """The sheet with the notes that have a line each, given to those they name; None without."""
    notes = across(spots)
    found = _sheet_page(page, without(spots, notes), before) if notes else None
    if found is None or not are_named_once(notes, found.rows):
        return None
    return replace(found, rows=noted(found.rows, notes))


def _sheet_page(page: Page, spots: Sequence[Spot], before: Columns | None) -> SheetPage:
    entries = form_entries(page, spots)
    if entries:
        header, found = _opened(_above_form(spots, entries[0]), _form_rows(entries))
        below = (line for line in rows(spots) if line.middle > entries[0].top)
        closed = tuple(line for line in below if closes_sheet(line.text))
        return SheetPage(header=header, rows=found, columns=None, footer=closed)
    columns = find_columns(page, spots)
    if columns is not None:
        columns = with_roles_before(columns, before)
    else:
        columns = (before and carried(before, spots)) or columns_of_text(spots)
    if columns is None:
        return SheetPage(header=rows(spots), rows=(), columns=None, footer=())
    header = rows(spot for spot in spots if spot.middle < columns.top)
    header = (*header, *_places_in_headings(spots, columns))
    body = [spot for spot in spots if spot.middle > columns.bottom]
    footer = footer_of(body)
    kept = {spot.index for line in footer for spot in line.spots}
    body = [spot for spot in body if spot.index not in kept]
    found = table_rows(body, columns)
    if columns.of_text:
        header, found = _opened(header, _entered_together(found))
    return SheetPage(header=header, rows=found, columns=columns, footer=tuple(footer))


def _places_in_headings(spots: Sequence[Spot], columns: Columns) -> tuple[Line, ...]:
    """What headings say in brackets of where the plots lie, a line for each."""
    band = [spot for spot in spots if columns.top <= spot.middle <= columns.bottom]
    found = []
    for column in columns.columns:
        inside = [s for line in rows(band) for s in line.spots if columns.at(s) is column]
        at = 0
        starts = []
        for spot in inside:
            starts.append(at)
            at += len(spot.text) + 1
        match = OF_PLACE.search(" ".join(spot.text for spot in inside))
        if match is not None:
            place = [
                s
                for s, start in zip(inside, starts, strict=True)
                if match.start() <= start < match.end()
            ]
            found.append(Line(tuple(place)))
    return tuple(found)


def _entered_together(found: Sequence[Row]) -> tuple[Row, ...]:
    """The rows, those that share their day of entry each with the sentence that tells it."""
    wordings = with_shared_day([row.lines(ColumnRole.CONTENT) for row in found])
    return tuple(
        _worded(row, lines) if lines else row for row, lines in zip(found, wordings, strict=True)
    )


def _opened(
    header: tuple[Line, ...], found: tuple[Row, ...]
) -> tuple[tuple[Line, ...], tuple[Row, ...]]:
    """Header and rows, what the header says of all entries put before each one's own wording."""
    if not found or found[0].number not in (1, None) or not found[0].number_spots:
        return header, found
    header, wording = wording_apart(header)
    if not wording:
        return header, found
    # What says that it was entered is one entry's, and ends in its number: the others have theirs.
    sharing = found[:1] if any(ENTERED.search(line.text) for line in wording) else found
    opened = (_worded(row, (*wording, *row.lines(ColumnRole.CONTENT))) for row in sharing)
    return header, (*opened, *found[len(sharing) :])


def _worded(row: Row, wording: tuple[Line, ...]) -> Row:
    return replace(row, cells={**row.cells, ColumnRole.CONTENT: wording})


def _above_form(spots: Sequence[Spot], first: FormEntry) -> tuple[Line, ...]:
    """The header of a form: above its first entry's number, and before it in the same row."""
    found = []
    for line in rows(spots):
        if line.middle < first.top:
            found.append(line)
        elif first.number_spots and first.number_spots[0] in line.spots:
            before = tuple(spot for spot in line.spots if spot.right < first.left)
            found += [Line(before)] if before else []
    return tuple(found)


def find_columns(page: Page, spots: Sequence[Spot]) -> Columns | None:
    """The columns of the table of entries on a page; None where nothing tells of one."""
    columns = columns_by_cells(page, spots) or columns_by_words(spots)
    if columns is None or not _holds_wordings(columns, spots):
        return None
    columns = below_their_numbers(_with_one_number(columns), spots)
    return with_days(columns, [spot for spot in spots if spot.middle > columns.bottom])


def _with_one_number(columns: Columns) -> Columns:
    """The columns; numbers right of the wording are of entries noted on, on the other half."""
    found: list[Column] = []
    for column in columns.columns:
        before = {other.role for other in found}
        is_of_note = column.role is ColumnRole.NUMBER and before >= NUMBERED_WORDING
        found.append(replace(column, role=ColumnRole.REMARKS) if is_of_note else column)
    return replace(columns, columns=tuple(found))


def _holds_wordings(columns: Columns, spots: Sequence[Spot]) -> bool:
    """Whether the wordings stand in their column; else a heading was lost and all are shifted."""
    words = [s for s in spots if s.middle > columns.bottom and len(squeezed(s.text)) > SHORT]
    counts = Counter(columns.at(spot) for spot in words)
    content = sum(n for column, n in counts.items() if column.role is ColumnRole.CONTENT)
    return content >= WORDY or max(counts.values(), default=0) <= SHIFTED * max(content, 1)


def _form_rows(entries: Sequence[FormEntry]) -> tuple[Row, ...]:
    """The entries of a form without a table, each from its label of the number to the next."""
    found = []
    for entry in entries:
        cells: Cells = {}
        for role, lines in entry.parts:
            if not NOTHING.fullmatch(" ".join(line.text for line in lines)):
                cells[role] = (*cells.get(role, ()), *lines)
        cells = plots_in_columns(cells)
        found.append(
            Row(
                number=running_number(" ".join(spot.text for spot in entry.number_spots)),
                number_spots=entry.number_spots,
                top=entry.top,
                bottom=_next_below(entry, entries),
                cells=cells,
                columns=_form_columns(cells.get(ColumnRole.CONTENT, ()), entry.across),
                is_labelled=not entry.goes_on,
                is_note=entry.is_note,
                is_mixed=entry.is_mixed,
            )
        )
    return tuple(found)


def _next_below(entry: FormEntry, entries: Sequence[FormEntry]) -> float:
    """Where the next entry of the same column begins."""
    below = (other.top for other in entries if other.across == entry.across)
    return min((top for top in below if top > entry.top), default=float("inf"))


def _form_columns(content: Sequence[Line], across: tuple[float, float]) -> tuple[Column, ...]:
    """Where unread ink is of the wording; anywhere else in the entry it may be a later note."""
    left, right = across
    rest = Column(role=ColumnRole.REMARKS, left=left, right=right)
    if not content:
        return (rest,)
    top = min(spot.top for line in content for spot in line.spots)
    bottom = max(spot.bottom for line in content for spot in line.spots)
    own = Column(role=ColumnRole.CONTENT, left=left, right=right, top=top, bottom=bottom)
    return (own, rest)
