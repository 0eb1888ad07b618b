"""A page of a register sheet: its header and its rows, one for each running number."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from baulast.model import Page
from extract.layout import Line, Spot, lines_as_read, pitch, rows, spots_of, squeezed
from extract.sheets.apart import heads_apart
from extract.sheets.beginnings import Beginning, beginnings, begins_entry, first_beginning
from extract.sheets.below import labels_first
from extract.sheets.changes import Change, parted
from extract.sheets.column_numbers import below_their_numbers
from extract.sheets.columns import Column, Columns, columns_by_cells
from extract.sheets.columns_by_words import columns_by_words
from extract.sheets.enumerated import without_counts
from extract.sheets.footer import footer_of
from extract.sheets.form import FormEntry, form_entries
from extract.sheets.form_labels import LABELS, known_label
from extract.sheets.headings import ColumnRole
from extract.sheets.labels import parts_of, unspaced
from extract.sheets.margin import running_columns
from extract.sheets.number_column import DAY, has_day
from extract.sheets.opening import wording_apart
from extract.sheets.plot_table import plots_in_columns
from extract.sheets.running_number import MISREAD_NUMBER, running_number
from extract.sheets.together import with_shared_day

NEW_ROW_GAP = 1.7  # of the line pitch; entries stand at least two apart, paragraphs 1.5
BESIDE = 0.8  # of the line pitch: what begins closer than this begins on the same line
SHORT = 3  # letters: dirt and abbreviations are no longer
SHIFTED = 4  # times as many words in another column as in that for the wording
WORDY = 3  # words of the wording: as few hold no entry
DIFFERENT = 2  # labels behind numbers tell that the blanks of one entry are counted
NUMBERED_LABEL = re.compile(r"\W*\w{1,5}[.)]\s*([^:]{2,40}):")  # "IV. Erklärung vom:"
COUNT = re.compile(r"\W*\d{1,3}\W*|(?:blatt)?seite\W*\d{1,3}\W*", re.IGNORECASE)  # "- 2 -"
IN_SENTENCE = re.compile(r"[a-zäöüß\d(]")  # how a line begins that goes on with the one above it
NOTHING = re.compile(r"(?:[\W0_]|entf[äa]llt)*", re.IGNORECASE)  # "./.", "00.00.0000"
ENTERED = re.compile(r"\beingetr", re.IGNORECASE)
HEADER_ROWS = 12  # the longest header that is known has nine

Cells = dict[ColumnRole, tuple[Line, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one running number of the table holds, by column."""

    number: int | None  # as read; None: no number is to be read
    number_spots: tuple[Spot, ...]
    top: float
    bottom: float
    cells: dict[ColumnRole, tuple[Line, ...]]
    columns: tuple[Column, ...] = ()
    is_labelled: bool = False  # a label says that an entry begins here, number or not
    is_note: bool = False  # of a section for changes: the entry itself stands overleaf
    changes: tuple[tuple[Line, ...], ...] = ()  # its remarks that stand in a section for changes
    is_mixed: bool = False  # the words of another entry may be among its own

    def lines(self, role: ColumnRole) -> tuple[Line, ...]:
        return self.cells.get(role, ())

    @property
    def spots(self) -> tuple[Spot, ...]:
        return (
            *self.number_spots,
            *(spot for lines in self.cells.values() for line in lines for spot in line.spots),
        )


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


def sheets_on(page: Page) -> tuple[SheetPage, ...]:
    """The sheets on a page, each with its header, rows and footer; mostly one.

    A head above another, and one that only closes the page, begin none.
    """
    first, *others = heads_apart(spots_of(page))
    sides = [first]
    for spots in others:
        if _is_filled(page, spots) and _is_filled(page, sides[-1]):
            sides.append(spots)
        else:
            sides[-1] = (*sides[-1], *spots)
    return tuple(_of_spots(page, spots) for spots in sides)


def _is_filled(page: Page, spots: Sequence[Spot]) -> bool:
    """Whether an entry stands below a head, or a day of one that is not made out."""
    return has_day(rows(spots)) or bool(_of_spots(page, spots).rows)


def _of_spots(page: Page, spots: Sequence[Spot]) -> SheetPage:
    spots, changes = parted(labels_first(without_counts(spots)))
    found = _sheet_page(page, spots)
    return replace(found, rows=_with_changes(found.rows, changes))


def _sheet_page(page: Page, spots: Sequence[Spot]) -> SheetPage:
    entries = form_entries(page, spots)
    if entries:
        header, found = _opened(_above_form(spots, entries[0]), _form_rows(entries))
        return SheetPage(header=header, rows=found, columns=None, footer=())
    columns = find_columns(page, spots) or _below_header(spots)
    if columns is None:
        return SheetPage(header=rows(spots), rows=(), columns=None, footer=())
    header = rows(spot for spot in spots if spot.middle < columns.top)
    body = [spot for spot in spots if spot.middle > columns.bottom]
    footer = footer_of(body)
    kept = {spot.index for line in footer for spot in line.spots}
    body = [spot for spot in body if spot.index not in kept]
    found = _rows(body, columns)
    if columns.of_text:
        header, found = _opened(header, _entered_together(found))
    return SheetPage(header=header, rows=found, columns=columns, footer=tuple(footer))


def _entered_together(found: Sequence[Row]) -> tuple[Row, ...]:
    """The rows, those that share their day of entry each with the sentence that tells it."""
    content = ColumnRole.CONTENT
    wordings = with_shared_day([row.lines(content) for row in found])
    return tuple(
        replace(row, cells={**row.cells, content: lines}) if lines else row
        for row, lines in zip(found, wordings, strict=True)
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
    content = ColumnRole.CONTENT
    # What says that it was entered is one entry's, and ends in its number: the others have theirs.
    sharing = found[:1] if any(ENTERED.search(line.text) for line in wording) else found
    return header, (
        *(
            replace(row, cells={**row.cells, content: (*wording, *row.lines(content))})
            for row in sharing
        ),
        *found[len(sharing) :],
    )


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


def _with_changes(found: Sequence[Row], changes: Sequence[Change]) -> tuple[Row, ...]:
    """The rows with the notes that a section of the sheet has on them."""
    noted = list(found)
    for change in changes:
        place = next((n for n, row in enumerate(noted) if row.number == change.number), None)
        if place is None:  # of an entry overleaf
            noted.append(_note(change))
            continue
        row = noted[place]
        remarks = (*row.lines(ColumnRole.REMARKS), *change.lines)
        noted[place] = replace(
            row,
            cells={**row.cells, ColumnRole.REMARKS: remarks},
            changes=(*row.changes, change.lines),
        )
    return tuple(noted)


def _note(change: Change) -> Row:
    places = [spot.middle for line in change.lines for spot in line.spots] or [0.0]
    return Row(
        number=change.number,
        number_spots=change.number_spots,
        top=min(places),
        bottom=max(places),
        cells={ColumnRole.REMARKS: change.lines},
        changes=(change.lines,),
        is_note=True,
    )


def find_columns(page: Page, spots: Sequence[Spot]) -> Columns | None:
    """The columns of the table of entries on a page; None where nothing tells of one."""
    columns = columns_by_cells(page, spots) or columns_by_words(spots)
    if columns is None or not _holds_wordings(columns, spots):
        return None
    return below_their_numbers(columns, spots)


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
        cells: dict[ColumnRole, tuple[Line, ...]] = {}
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


def _below_header(spots: Sequence[Spot]) -> Columns | None:
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


def rest_of(page: Page) -> tuple[Line, ...]:
    """The lines below the header of a page on which no entry begins."""
    lines = rows(spots_of(page))
    bottom = _header_end(lines, None)
    return tuple(line for line in lines if bottom is not None and line.middle > bottom)


def _rows(body: Sequence[Spot], columns: Columns) -> tuple[Row, ...]:
    by_column = {
        column: lines_as_read(spot for spot in body if columns.at(spot) is column)
        for column in columns.columns
    }
    step = pitch(_content(by_column))
    starts = _starts(by_column, columns, step)
    # What stands above the first start goes on from the page before, or has lost its number.
    spots = [(), *(number_spots for _, number_spots in starts)]
    edges = [float("-inf"), *_upper_edges([start for start, _ in starts], step), float("inf")]
    found = [
        _row(by_column, number_spots, top, bottom)
        for number_spots, (top, bottom) in zip(spots, pairwise(edges), strict=True)
    ]
    return tuple(row for row in found if row.spots)


def _upper_edges(starts: Sequence[float], step: float) -> list[float]:
    """Above what each entry begins; of entries of one line in the middle between the two."""
    between = [(before + start) / 2 for before, start in pairwise(starts)]
    halves = [float("-inf"), *between]
    return [max(start - BESIDE * step, half) for start, half in zip(starts, halves, strict=False)]


def _row(
    by_column: dict[Column, tuple[Line, ...]],
    number_spots: tuple[Spot, ...],
    top: float,
    bottom: float,
) -> Row:
    cells: dict[ColumnRole, tuple[Line, ...]] = {}
    taken = {spot.index for spot in number_spots}
    for column, lines in by_column.items():
        inside = tuple(line for line in lines if top <= line.middle < bottom)
        inside = tuple(
            Line(left)
            for line in inside
            if (left := tuple(spot for spot in line.spots if spot.index not in taken))
        )
        if inside:
            cells[column.role] = (*cells.get(column.role, ()), *inside)
    cells = _with_day(cells)
    return Row(
        number=running_number(" ".join(spot.text for spot in number_spots)),
        number_spots=number_spots,
        top=top,
        bottom=bottom,
        cells=cells,
        columns=tuple(by_column),
    )


def _with_day(cells: Cells) -> Cells:
    """The cells, a day that stands alone below the number as that of entry if nothing else is."""
    below = cells.get(ColumnRole.NUMBER, ())
    days = tuple(line for line in below if DAY.fullmatch(line.text))
    if not days or ColumnRole.REGISTERED in cells:
        return cells
    found = dict(cells)
    del found[ColumnRole.NUMBER]
    found[ColumnRole.REGISTERED] = days
    if rest := tuple(line for line in below if line not in days):
        found[ColumnRole.NUMBER] = rest
    return found


def _starts(
    by_column: dict[Column, tuple[Line, ...]], columns: Columns, step: float
) -> list[tuple[float, tuple[Spot, ...]]]:
    """Where entries begin, from top to bottom: beside a number, or after a gap in all columns."""
    starts: list[tuple[float, tuple[Spot, ...]]] = []
    for column, lines in by_column.items():
        if column.role is ColumnRole.NUMBER:
            inside = [line for line in lines if column.left <= line.spots[0].centre]
            starts = _numbers(inside, _content(by_column), step)
    if columns.of(ColumnRole.NUMBER) is None:
        starts = [(b.line.middle, b.spots) for b in beginnings(_content(by_column))]
    for place in _gaps(by_column, step):
        if all(abs(place - start) > step for start, _ in starts):
            starts.append((place, ()))
    starts.sort(key=lambda start: start[0])
    return [
        start
        for before, start in pairwise([(float("-inf"), ()), *starts])
        if start[0] - before[0] > BESIDE * step or _follows(before[1], start[1])
    ]


def _follows(before: Sequence[Spot], start: Sequence[Spot]) -> bool:
    """Whether two numbers close by are of two entries of one line, not the same read twice."""
    first, second = (running_number(" ".join(s.text for s in spots)) for spots in (before, start))
    return first is not None and second == first + 1


def _numbers(
    lines: Sequence[Line], content: Sequence[Line], step: float
) -> list[tuple[float, tuple[Spot, ...]]]:
    """Lines of the number's column that are numbers, or misread ones beside a new wording."""
    begins = [place for _, place in _begins(content, step)]
    return [
        (line.middle, line.spots)
        for line in lines
        if running_number(line.text) is not None
        or (
            MISREAD_NUMBER.fullmatch(line.text)
            and any(abs(line.middle - place) < BESIDE * step for place in begins)
        )
    ]


def _content(by_column: dict[Column, tuple[Line, ...]]) -> tuple[Line, ...]:
    return next(
        (lines for column, lines in by_column.items() if column.role is ColumnRole.CONTENT), ()
    )


def _gaps(by_column: dict[Column, tuple[Line, ...]], step: float) -> list[float]:
    """Lines of the wording that begin something new: a gap above, and a new remark beside."""
    content = _content(by_column)
    beside = [
        begin
        for column, lines in by_column.items()
        if column.role in (ColumnRole.REMARKS, ColumnRole.REGISTERED)
        for _, begin in _begins(lines, step)
    ]
    return [
        place
        for _, place in _begins(content, step)
        if any(abs(place - other) < BESIDE * step for other in beside)
    ]


def _begins(lines: Sequence[Line], step: float) -> list[tuple[float, float]]:
    """Where the line above ends and where the next begins, at every gap; the first line too."""
    found = []
    above = float("-inf")
    for line in lines:
        if line.middle - above > NEW_ROW_GAP * step:
            found.append((above, line.middle))
        above = max(above, line.middle)
    return found
