"""The number of an entry's sheet: from its header, its foot, and the pages that name it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from baulast.language import Both
from baulast.model import Doubt, DoubtReason, FieldName, Finding, PageKind
from extract.case import Case, label_of
from extract.evidence import field_of, not_found
from extract.gather import Found
from extract.layout import Spot, box_of
from extract.passages import united_box
from extract.rival import has_rival
from extract.rules.words import as_digits
from extract.statements import same_sheet
from extract.values import settled
from extract.voices import sheets_in

# Pages of the keeper's own hand; a declaration's "Blatt" may be the land register's.
KEEPERS = frozenset({PageKind.ORDER, PageKind.NOTICE, PageKind.DELETION})
SURE = 0.93  # confidence of an order's number: of 131 sheets those misread had up to 0.92
MISREAD = 1  # characters: another sheet of the same dossier is mostly further off
MOST_DIGITS = 4  # no town has ten thousand sheets: five digits in a row are misread
FIRST_YEAR = 1962  # BauO NW 1962 in force: no register before (domain notes 2.1)
OPENED_BEFORE = 1  # year: a sheet is opened for its first entry, in December for January
YEAR = re.compile(r"\d\d|(?:19|20)\d\d")
ONES = re.compile(r"([1Il|]{1,3})\s*/\s*(\d+\w?)")  # "I/198" read as "1/198", "III/70" as "II1/70"
TELLING = 3  # characters of a number that no house or Flur is likely to have too: "II/4", "167"
IN_TWO = 2  # pages that name the same sheet


def sheet_of(case: Case) -> Finding[str | None]:
    """The sheet's number; other pages support it, fill it in or contradict it."""
    header = case.draft.head.header
    others = [
        found
        for said in case.statements
        if said.kind in KEEPERS
        for found in said.readings(FieldName.SHEET)
    ]
    if header.sheet is None or not header.sheet_spots:
        return _from_others(case, others)
    value, doubts = _judged(case, header.sheet)
    field = field_of(case.draft.head.page, FieldName.SHEET, value, header.sheet_spots)
    foot = case.draft.head.foot
    others += [found for found in _heard(case, value) if found not in others]
    agreeing = [found for found in others if is_same_sheet(found.reading.value, value)]
    contrary = [found for found in others if found not in agreeing]
    if foot is not None and is_same_sheet(foot, value):
        doubts = ()
    elif foot is not None:
        doubts = (*doubts, _other_foot(case, value, foot))
    if agreeing:
        doubts = ()
    elif contrary:
        doubts = (*doubts, _contrary(case, value, contrary[0]))
    alternatives = [*(f.reading.value for f in contrary), *([foot] if foot else []), header.sheet]
    if not agreeing and _is_torn(header.sheet_spots):
        doubts = (*doubts, _doubt(case, DoubtReason.AMBIGUOUS, value, None))
    if header.volume is not None:
        whole = f"{header.volume}/{value}"
        alternatives.append(whole)
        doubts = (*doubts, _doubt(case, DoubtReason.AMBIGUOUS, value, whole))
    return Finding(
        value=value,
        readings=(field, *(found.field for found in (*agreeing, *contrary))),
        doubts=doubts,
        alternatives=tuple(dict.fromkeys(a for a in alternatives if not is_same_sheet(a, value))),
    )


def _is_torn(spots: Sequence[Spot]) -> bool:
    """Whether the number was put together from digits that stand apart: "8 8"."""
    texts = [spot.text.strip(".,:;_") for spot in spots]
    return any(a[-1:].isdigit() and b[:1].isdigit() for a, b in pairwise(texts))


def _heard(case: Case, value: str) -> list[Found]:
    """The sheets that the dossier's other pages name: this one, or one that is a digit off."""
    return [
        found
        for found in sheets_in(case.voices).values()
        if Levenshtein.distance(_folded(found.reading.value), _folded(value)) <= MISREAD
    ]


def is_same_sheet(one: str, other: str) -> bool:
    """Whether two writings name one sheet: a volume's Roman digits are read as ones, too.

    >>> is_same_sheet("11/140", "II / 140"), is_same_sheet("I/140", "II/140")
    (True, False)
    """
    return _folded(one) == _folded(other)


def _folded(sheet: str) -> str:
    """The number as it is compared, a volume that may be Roman in Roman digits."""
    ones = ONES.fullmatch(sheet)
    return same_sheet(f"{'I' * len(ones[1])}/{ones[2]}" if ones else sheet)


def _from_others(case: Case, others: Sequence[Found]) -> Finding[str | None]:
    """The number where the header does not give it, from what other pages call the sheet.

    A reader has to look, unless the keeper's pages name one sheet only, in ink that is sure, or as
    other ink has it.
    """
    if not others:  # pages that speak of the sheet's other entries, or of none
        others = list(sheets_in(case.voices).values())
    doubt = not_found(
        FieldName.SHEET, case.draft.head.page.number, case.draft.head.header.sheet_spots
    )
    finding = settled(
        FieldName.SHEET, (), others, lambda f: _judged(case, f.reading.value)[0], same=same_sheet
    )
    if case.draft.parts and _is_told_surely(case, finding.value):
        return finding
    value = finding.value or case.draft.head.foot
    return replace(finding, value=value, doubts=(doubt, *finding.doubts))


def _is_told_surely(case: Case, value: str | None) -> bool:
    """Whether every page that names a sheet names this one, and one of them for sure.

    For sure is what the header has, its label lost, or the keeper's page in sure ink, or beside
    another page.
    """
    if value is None or not is_same_sheet(case.draft.head.foot or value, value):
        return False
    named = [found for found in case.voices if found.reading.name is FieldName.SHEET]
    if not all(is_same_sheet(found.reading.value, value) for found in named):
        return False
    if any(_judged(case, found.reading.value)[1] for found in named):
        return False
    if _is_in_header(case, value):
        return bool(named)
    told = [found for found in named if found.passage.page in case.keepers]
    pages = {found.passage.page for found in named}
    is_undisputed = any(not any(map(has_rival, found.words)) for found in named)
    return any(map(_is_sure, told)) or (bool(told) and len(pages) >= IN_TWO and is_undisputed)


def _is_in_header(case: Case, value: str) -> bool:
    """Whether the words above the entries hold the number, whose label is lost under a stamp."""
    of_plot = {id(word) for word in case.draft.head.words}
    spots = (spot for line in case.draft.head.spare for spot in line.spots)
    return len(value) >= TELLING and any(
        id(spot.word) not in of_plot and is_same_sheet(spot.text.strip(".,:;_"), value)
        for spot in spots
    )


def _is_sure(found: Found) -> bool:
    digits = [word for word in found.words if any(map(str.isdigit, word.text))]
    return bool(digits) and all(w.confidence >= SURE and not has_rival(w) for w in digits)


def _judged(case: Case, written: str) -> tuple[str, tuple[Doubt, ...]]:
    """The number as it is likelier meant, and what speaks against it."""
    ones = ONES.fullmatch(written)
    if ones:  # a volume in Roman digits, unless it is the first sheet of a year
        meant = f"{'I' * len(ones[1])}/{ones[2]}"
        if set(ones[1]) == {"I"} or not _may_be_year(case, ones[2]):
            return meant, ()
        return meant, (_doubt(case, DoubtReason.AMBIGUOUS, written, meant),)
    digits = as_digits(written)
    if digits is not None and digits != written:
        return written, (_doubt(case, DoubtReason.AMBIGUOUS, written, digits),)
    numbers = re.findall(r"[1-9]\d*", written)
    if not numbers or any(len(digits) > MOST_DIGITS for digits in numbers):  # "0" counts no sheet
        return written, (_doubt(case, DoubtReason.IMPLAUSIBLE, written, None),)
    return written, ()


def _may_be_year(case: Case, digits: str) -> bool:
    """Whether "1/74" may be the first sheet of 1974: the register is no older than its law, and no
    sheet is younger than its entries, or opened years before the first of them.
    """
    if not YEAR.fullmatch(digits):
        return False
    days = [found.reading.day for found in case.own(FieldName.REGISTERED_ON)]
    last = max((day.year for day in days if day is not None), default=date.max.year)
    first = _year_of_first(case) or FIRST_YEAR
    years = [int(digits)] if len(digits) == 4 else [1900 + int(digits), 2000 + int(digits)]
    return any(max(FIRST_YEAR, first - OPENED_BEFORE) <= year <= last for year in years)


def _year_of_first(case: Case) -> int | None:
    """The year in which the sheet's first entry was entered; None if it may stand elsewhere."""
    head = case.draft.head.page.number
    if case.draft.head.header.page_number not in (None, 1):
        return None
    if any(other.page.number < head for other in case.heads):
        return None
    days = [
        found.reading.day.year
        for found in case.voices
        if found.reading.name is FieldName.REGISTERED_ON and found.reading.day is not None
        if found.passage.page == head
    ]
    return min(days, default=None)


def _doubt(case: Case, reason: DoubtReason, written: str, meant: str | None) -> Doubt:
    label = label_of(FieldName.SHEET)
    spots = case.draft.head.header.sheet_spots
    detail = Both(f"{label.german}: gelesen {written}", f"{label.english}: read {written}")
    if meant is not None:
        detail += Both(f", gemeint wohl {meant}", f", probably meant {meant}")
    return Doubt(
        reason=reason,
        detail=detail + ".",
        page=case.draft.head.page.number,
        box=box_of(spots) if spots else None,
    )


def _other_foot(case: Case, value: str, foot: str) -> Doubt:
    label = label_of(FieldName.SHEET)
    return Doubt(
        reason=DoubtReason.CONTRADICTION,
        detail=Both(
            f"{label.german}: oben {value}, unten {foot}.",
            f"{label.english}: {value} above, {foot} below.",
        ),
        page=case.draft.head.page.number,
    )


def _contrary(case: Case, value: str, found: Found) -> Doubt:
    label = label_of(FieldName.SHEET)
    here, there = case.draft.head.page.number, found.passage.page
    other = found.reading.value
    return Doubt(
        reason=DoubtReason.CONTRADICTION,
        detail=Both(
            f"{label.german}: {value} (Seite {here}), aber {other} (Seite {there}).",
            f"{label.english}: {value} (page {here}), but {other} (page {there}).",
        ),
        page=there,
        box=united_box(found.words),
    )
