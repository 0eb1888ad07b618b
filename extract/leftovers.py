"""Ink of a row that no reading accounts for: numbers after a parcel, and marks over the cells.

What the engine could not read may be a parcel, a file number, or the note that deletes the entry.
"""

import re
from collections.abc import Iterable

from baulast.language import Both
from baulast.model import (
    Box,
    Doubt,
    DoubtReason,
    Entry,
    FieldName,
    Mark,
    MarkKind,
    Page,
    Status,
)
from extract.case import Case
from extract.ends.strokes import column_at
from extract.ink import pages_agreeing
from extract.layout import Line, Spot, box_of, levelled, pitch
from extract.passages import united_box
from extract.sheets.headings import ColumnRole
from extract.sheets.row import Row

LOOK_AHEAD = 3  # words after a parcel among which another may stand: "665 nd 666"
PARCEL_LIKE = re.compile(r"\(?(\d{2,5}(?:/\d{1,4})?)[.,;)]*")
LOST_DIGIT = re.compile(
    r"(?=.*[^\d/.,;()])[^\s\d]{0,2}\d[\d/]*[^\s\d]{0,2}[\d/]*[.,;)]*"
)  # "€26", "6z6"
# A word after which nothing but a parcel's number stands, and what looks like one.
CUE = re.compile(r"\W*(?:flurst(?:[üu]cke?n?)?|fl?stk?|parz(?:ellen?)?)\W*", re.IGNORECASE)
JOINS = re.compile(r"\W*(?:u|un?d|nd|sowie|bis|tlw)?\W*", re.IGNORECASE)  # within a list, or torn
FORMERLY = re.compile(r"\W*(?:fr[üu]e?her|ehem|vormals)", re.IGNORECASE)
LINEAGE = 7  # words: "frühere Teile der Flurstücke 167 und 168"
NUMBER_LIKE = re.compile(r"\d|^\w+/\w*$")
OTHER_NUMBER = re.compile(r"\W*(?:flur|fl\.|blatt|bl\.|band|bd\.|§)", re.IGNORECASE)
UNIT = re.compile(
    r"\W*(?:m|m2|m²|qm|cm|mm|km|ha|ar|pkw|%|dm|eur|euro|jahre?n?|grad|\w*pl[äa]tzen?)\b",
    re.IGNORECASE,
)

UNREADABLE = frozenset({MarkKind.UNREAD, MarkKind.HANDWRITING})
COVERING = UNREADABLE | {MarkKind.SIGNATURE, MarkKind.STAMP}
# What may be lost where a cell holds unread ink; a note of deletion is what must not be missed.
IN_CONTENT = (FieldName.BURDENED, FieldName.BENEFITED)
PARCELS = (*IN_CONTENT, FieldName.PARCEL)
IN_REMARKS = (FieldName.DELETED_ON, FieldName.STATUS)
WITH_PARCELS = (
    *(ColumnRole.CONTENT, ColumnRole.BURDENED, ColumnRole.BENEFITED),
    *(ColumnRole.PARCEL, ColumnRole.FOR_PARCEL),
)
OF_BURDENED = (ColumnRole.BURDENED, ColumnRole.PARCEL)
IN_PART = re.compile(r"\W*(?:tlw|teilw|z\. ?T)\.\W*(?:\d|$)", re.IGNORECASE)
IN_TWO = 2  # pages that name the same
AT_MARGIN = 0.25  # of the line height: typed lines begin at the column's margin, signatures rarely


def leftovers(case: Case, entry: Entry) -> dict[FieldName, list[Doubt]]:
    """Doubts on the values that unread ink of the row may belong to."""
    doubts: dict[FieldName, list[Doubt]] = {}

    def add(names: Iterable[FieldName], doubt: Doubt) -> None:
        for name in names:
            doubts.setdefault(name, []).append(doubt)

    for names, doubt in _numbers(case):
        add(names, doubt)
    for doubt in _torn_parts(case):
        add((FieldName.BURDENED,), doubt)
    for doubt in _pieces_of_reference(case):
        add((FieldName.REFERENCE,), doubt)
    for page, row in case.draft.parts:
        for mark in page.marks:
            role = _column_of(mark, page, row)
            if role is ColumnRole.CONTENT and _is_speck_beside(mark, page, row):
                continue
            if role is ColumnRole.CONTENT and mark.kind in UNREADABLE:
                add((*_told_once(entry), *_lacking(entry, row)), _unread(page, mark))
            elif role is not None and role is not ColumnRole.CONTENT:
                if mark.kind in UNREADABLE and entry.deleted_on.value is None:
                    add(IN_REMARKS, _unread(page, mark))
                is_line = mark.kind is MarkKind.UNREAD or _covers_a_line(
                    mark, page, row.lines(role)
                )
                if entry.reference.value is None and is_line:
                    add((FieldName.REFERENCE,), _unread(page, mark))
    if entry.status.value is Status.UNCLEAR:
        add((FieldName.DELETED_ON,), entry.status.doubts[0])
    return doubts


def _is_speck_beside(mark: Mark, page: Page, row: Row) -> bool:
    """Whether a mark stands beside all words of the wording and is too narrow for a number."""
    lines = row.lines(ColumnRole.CONTENT)
    left, _, right, _ = levelled(mark.box, page.skew_deg)
    if not lines or right - left > lines[0].height:
        return False
    return left > max(line.right for line in lines) or right < min(line.left for line in lines)


def _told_once(entry: Entry) -> tuple[FieldName, ...]:
    """Parcels that the row alone names, or none: the unread ink may hold another.

    Where order or declaration repeat the same parcels, nothing is lost.
    """
    return tuple(
        name
        for name in IN_CONTENT
        if not entry.findings[name].value or pages_agreeing(entry.findings[name]) < IN_TWO
    )


def _lacking(entry: Entry, row: Row) -> tuple[FieldName, ...]:
    """Values of the wording that were not read: the unread ink may hold them.

    Where a form has no other column, all that it says of the entry stands in this one.
    """
    alone = {column.role for column in row.columns} == {ColumnRole.CONTENT}
    beside = (FieldName.REFERENCE,) if alone else ()
    wanted = (FieldName.DECLARED_ON, FieldName.LEGAL_BASIS, *beside)
    return tuple(name for name in wanted if entry.findings[name].value is None)


def _numbers(case: Case) -> Iterable[tuple[tuple[FieldName, ...], Doubt]]:
    """Numbers right after a parcel that no rule took for one, with the sides they may be on.

    What goes on with an enumeration is on its side.
    """
    told = {id(word): found.reading.name for found in case.draft.found for word in found.words}
    cells = (
        (page, role, row.lines(role)) for page, row in case.draft.parts for role in WITH_PARCELS
    )
    for page, role, lines in cells:
        spots = [spot for line in lines for spot in line.spots]
        ahead = past = 0
        sides: tuple[FieldName, ...] = IN_CONTENT
        for before, spot, after in zip([None, *spots], spots, [*spots[1:], None], strict=False):
            past = LINEAGE if FORMERLY.match(spot.text) else past - 1
            if past > 0:  # what a parcel came from is none of today
                ahead = 0
                continue
            if id(spot.word) in told:
                name = told[id(spot.word)]
                ahead = LOOK_AHEAD if name in PARCELS else 0
                sides = (name,) if name in IN_CONTENT else IN_CONTENT
                continue
            ahead -= 1
            sides = sides if JOINS.fullmatch(spot.text) or spot.text[:1].isdigit() else IN_CONTENT
            unit = after is not None and UNIT.match(after.text)
            flur = before is not None and OTHER_NUMBER.match(before.text)
            cue = before is not None and CUE.fullmatch(before.text)
            parcel = PARCEL_LIKE.fullmatch(spot.text) and not unit and not flur
            if role is not ColumnRole.CONTENT and not is_measure(spot, after):
                parcel = parcel or _goes_on(before, spot)
            if (cue and NUMBER_LIKE.search(spot.text)) or (ahead >= 0 and parcel):
                doubt = _unaccounted(page, spot.text, united_box([spot.word]))
                yield (sides if not cue else IN_CONTENT), doubt


def _goes_on(before: Spot | None, spot: Spot) -> bool:
    """Whether a list goes on with a number of which a digit is lost: "625, €26"."""
    goes_on = before is not None and (before.text.endswith(",") or JOINS.fullmatch(before.text))
    return bool(goes_on) and bool(LOST_DIGIT.fullmatch(spot.text))


def _torn_parts(case: Case) -> Iterable[Doubt]:
    """ "tlw." at the beginning of another column: it is of a parcel in the one before."""
    for page, row in case.draft.parts:
        for role in (*WITH_PARCELS, ColumnRole.OTHER):
            lines = row.lines(role) if role not in OF_BURDENED else ()
            if lines and IN_PART.match(lines[0].text):
                yield _unaccounted(page, lines[0].spots[0].text, box_of(lines[0].spots[:1]))


def is_measure(spot: Spot, after: Spot | None) -> bool:
    """Whether a number is one of metres or years: its unit follows, or is part of it ("16m")."""
    unit = re.search(r"[a-zäöü%²].*", spot.text, re.IGNORECASE)
    return any(UNIT.match(text) for text in (unit and unit[0], after and after.text) if text)


def _pieces_of_reference(case: Case) -> Iterable[Doubt]:
    """Digits beside a file number in its line that it does not hold: it may be torn."""
    told = {id(word) for found in case.draft.found for word in found.words}
    numbers = {
        id(word) for found in case.draft.readings(FieldName.REFERENCE) for word in found.words
    }
    for page, row in case.draft.parts:
        for role in (ColumnRole.REMARKS, ColumnRole.OTHER):
            for line in row.lines(role):
                if not any(id(spot.word) in numbers for spot in line.spots):
                    continue
                for spot in line.spots:
                    if id(spot.word) not in told and any(c.isdigit() for c in spot.text):
                        yield _unaccounted(page, spot.text, united_box([spot.word]))


def _column_of(mark: Mark, page: Page, row: Row) -> ColumnRole | None:
    """The column of the row in which unread ink lies; None for other marks, and elsewhere."""
    return column_at(mark.box, page, row) if mark.kind in COVERING else None


def _covers_a_line(mark: Mark, page: Page, lines: tuple[Line, ...]) -> bool:
    """Whether a mark begins where the next typed line would: at the margin, right below."""
    if mark.kind not in COVERING or not lines:
        return False
    left, top, _, _ = levelled(mark.box, page.skew_deg)
    above = [line for line in lines if line.middle < top + line.height / 2]
    if not above:
        return False
    line = above[-1]
    margin = min(line.left for line in lines)
    near = top - line.middle < 1.5 * pitch(lines)
    return near and abs(left - margin) <= AT_MARGIN * line.height


def _unread(page: Page, mark: Mark) -> Doubt:
    by_hand = mark.kind is MarkKind.HANDWRITING
    return Doubt(
        reason=DoubtReason.HANDWRITTEN if by_hand else DoubtReason.UNREAD_INK,
        detail=Both(
            "Neben der Eintragung steht etwas, das nicht gelesen ist.",
            "Beside the entry stands something that was not read.",
        ),
        page=page.number,
        box=mark.box,
    )


def _unaccounted(page: Page, text: str, box: Box | None) -> Doubt:
    return Doubt(
        reason=DoubtReason.AMBIGUOUS,
        detail=Both(
            f"„{text}“ steht daneben und ist keiner Angabe zugeordnet.",
            f"“{text}” stands beside it and belongs to no value that was read.",
        ),
        page=page.number,
        box=box,
    )
