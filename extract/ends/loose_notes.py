"""Notes of deletion that stand by no entry: in the head, below the table, on the page behind it."""

import re
from collections.abc import Iterable, Sequence

from baulast.language import Both
from baulast.model import Doubt, DoubtReason, Entry, FieldName, Page, PageKind, Status
from extract.case import Case
from extract.doubts import with_doubts
from extract.ends.elsewhere import ENDING, HAS_ENDED, STAMPED, WORD, asked, of_note
from extract.ends.limits import healed
from extract.ends.named import closes_sheet, moved_to, numbers_ended, without_other_sheets
from extract.ends.status import cleared
from extract.ends.vocabulary import ENDED
from extract.heads import DAY, SheetHead
from extract.layout import Line, rows, spots_of
from extract.sheets.headings import ColumnRole
from extract.sheets.merged import MERGED
from extract.sheets.row import Row

MID = re.compile(r"[a-zäöüß]+\s")  # how a line begins that goes on with a sentence
MOST_WORDS = 40  # of a page that bears notes of a sheet alone; letters have more
# "1: getilgt am 24.2.1999"; a wording may begin "2 Auf Flurstück".
ALONE = re.compile(rf"\d{{1,2}}\W{{0,2}} {ENDED}", re.IGNORECASE)
# "Flurstück 234 jetzt 300 (Fortführung 1988/44)", "Das Grundstück ist in Flst. 876 aufgegangen"
BECAME = re.compile(
    rf"{MERGED.pattern}|\b(?:flurst|flst|parz|grundst)[^;]*\b(?:jetzt|nunmehr|aufgegangen|zerlegt)\b",
    re.IGNORECASE,
)


def deleted_on_sheet(
    cases: Sequence[Case],
    entries: Iterable[Entry],
    heads: Sequence[SheetHead],
    pages: Sequence[Page],
) -> tuple[Entry, ...]:
    """The entries; those are doubted that a note may delete that stands by none of them.

    In the head or at the foot, on a page of the sheet without entries, or on the page behind it.
    """
    found = list(entries)
    notes = [(head, note) for head in heads for note in _notes(head.spare)]
    notes += [(head, note) for head in heads for note in _moved(head)]
    notes += [(head, note) for head in heads for note in _notes_behind(head, pages)]
    rows_read = [(case.draft.head, row) for case in cases for _, row in case.draft.parts]
    notes += [(head, note) for head, row in rows_read for note in _notes_across(row)]
    for head, note in notes:
        numbers = numbers_ended([healed(note.text)])
        own = [n for n, case in enumerate(cases) if _is_on(case, head, heads)]
        named = [n for n in own if cases[n].draft.number in numbers] or own
        for place in named:
            if found[place].status.value is Status.ACTIVE:
                found[place] = asked(found[place], of_note(note, head.page.number))
        for place in own:
            if found[place].status.value in ENDING and _is_read_from(note, cases[place]):
                found[place] = asked(found[place], of_note(note, head.page.number))
    for head, page in _going_on(heads, pages):
        own = [n for n, case in enumerate(cases) if case.draft.parts[-1][0] == head.page]
        if own and found[own[-1]].status.value is Status.ACTIVE:
            found[own[-1]] = asked(found[own[-1]], _perhaps_overleaf(page))
    for head, note in _became(cases, heads, pages):
        for place, case in enumerate(cases):
            if found[place].status.value is Status.ACTIVE and _is_on(case, head, heads):
                doubt = of_note(note, head.page.number)
                found[place] = with_doubts(found[place], {FieldName.STATUS: [doubt]})
    return tuple(found)


def _moved(head: SheetHead) -> Iterable[Line]:
    """What the head says of another sheet that took its place; "jetzt Blatt" may be this one."""
    for line in head.spare:
        to = moved_to(healed(line.text))
        if to is not None and to != head.header.sheet:
            yield line


def _became(
    cases: Sequence[Case], heads: Sequence[SheetHead], pages: Sequence[Page]
) -> Iterable[tuple[SheetHead, Line]]:
    """What became of a sheet's plot, as a page of it tells that holds no entry."""
    filled = {page.number for case in cases for page, _ in case.draft.parts}
    for head in heads:
        alone = head.spare if head.page.number not in filled else ()
        behind = [line for page in _loose_pages(head, pages) for line in rows(spots_of(page))]
        for line in (*alone, *behind):
            if BECAME.search(healed(line.text)):
                yield head, line


def _going_on(
    heads: Sequence[SheetHead], pages: Sequence[Page]
) -> Iterable[tuple[SheetHead, Page]]:
    """Pages behind that of a sheet that begin in mid-sentence, and that nobody could tell."""
    for head in heads:
        for page in _headless_behind(head, pages):
            first = next((line.text for line in rows(spots_of(page))), "")
            if MID.match(first) and not numbers_ended([healed(first)]):  # "zu 1: gelöscht"
                yield head, page


def _perhaps_overleaf(page: Page) -> Doubt:
    return Doubt(
        reason=DoubtReason.AMBIGUOUS,
        detail=Both(
            f"Seite {page.number} geht vielleicht mit dieser Eintragung weiter.",
            f"Page {page.number} may go on with this entry.",
        ),
        page=page.number,
    )


def _headless_behind(head: SheetHead, pages: Sequence[Page]) -> Iterable[Page]:
    """The page behind that of a sheet, if it has no head: its back, or a slip."""
    for page in pages:
        if page.number == head.page.number + 1 and page.kind in (None, PageKind.OTHER):
            yield page


def _loose_pages(head: SheetHead, pages: Sequence[Page]) -> Iterable[Page]:
    """The page behind that of a sheet, if it has no head and little text."""
    return (page for page in _headless_behind(head, pages) if len(page.words) <= MOST_WORDS)


def _notes(lines: Sequence[Line]) -> Iterable[Line]:
    """The lines that tell of an end on some day, with a stamp, or of the whole sheet."""
    for line, clear in zip(lines, cleared(lines), strict=False):
        text = without_other_sheets(clear)
        is_dated = HAS_ENDED.search(text) and DAY.search(text)
        if is_dated or STAMPED.search(text) or closes_sheet(text):
            yield line


def _notes_behind(head: SheetHead, pages: Sequence[Page]) -> Iterable[Line]:
    """Notes on a page that lies behind that of a sheet and has no head."""
    for page in _headless_behind(head, pages):
        lines = rows(spots_of(page))
        if len(page.words) <= MOST_WORDS:
            yield from _notes(lines)
        else:
            yield from (line for line in lines if numbers_ended([healed(line.text)]))


def _notes_across(row: Row) -> Iterable[Line]:
    """Notes that begin in the number's column and so are typed below the table, across it."""
    if row.is_note or not row.number_spots:
        return
    begun = {
        spot.index
        for line in row.lines(ColumnRole.NUMBER)
        for spot in line.spots
        if WORD.search(spot.text) or numbers_ended([healed(line.text)])
    }
    for line in rows(row.spots):
        is_numbered = line.spots[0] in row.number_spots
        is_list = is_numbered and len(numbers_ended([healed(line.text)])) > 1
        if line.spots[0].index in begun or is_list or ALONE.match(line.text):
            yield from _notes([line])


def _is_read_from(note: Line, case: Case) -> bool:
    """Whether the end of an entry was read from the words of a note."""
    spots = {id(spot.word) for spot in note.spots}
    said = case.own(FieldName.STATUS, FieldName.DELETED_ON)
    return any(id(word) in spots for found in said for word in found.words)


def _is_on(case: Case, head: SheetHead, heads: Sequence[SheetHead]) -> bool:
    """Whether an entry stands on a page's sheet; a page without one goes on with that before."""
    place = next(n for n, one in enumerate(heads) if one is head)
    before = [h for h in heads[: place + 1] if h.header.sheet is not None]
    sheet = before[-1].header.sheet if before else None
    return case.draft.head == head or (sheet is not None and case.draft.head.header.sheet == sheet)
