"""Notes of deletion that may mean another entry than the one by which they are read.

Clerks type a note where there is room: behind the last entry, most often. An entry that such a note
may mean is never left active, and the last one never deleted, without a person's word.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from baulast.findings import with_findings
from baulast.language import Both
from baulast.model import Box, Doubt, DoubtReason, Entry, FieldName, Page, Status
from extract.case import Case
from extract.doubts import with_doubts
from extract.ends.closing import behind_entry
from extract.ends.limits import healed, notes_of, others_changed, others_deleted, strange_parcels
from extract.ends.named import closes_sheet, names_all, numbers_ended
from extract.ends.status import cleared
from extract.ends.vocabulary import DELETION, ENDED
from extract.layout import Line, box_of, pitch, rows, spots_of
from extract.sheets.headings import ColumnRole
from extract.written import COLUMNS

ENDING = (Status.DELETED, Status.PARTLY_DELETED)
OF_END = (FieldName.STATUS, FieldName.DELETED_ON)
# "Eine Nutzung ist ausgeschlossen", "die geschlossene Bauweise": words of wordings.
CLOSED = r"(?<!aus)(?<!ein)(?<!ab)(?<!an)geschlossen\b"
HAS_ENDED = re.compile(rf"{ENDED}|{CLOSED}|{DELETION} (?:am|vom)", re.IGNORECASE)
STAMPED = re.compile(r"GEL[ÖO]SCHT|UNG[ÜU]LTIG|ERLOSCHEN")
APART = 1.5  # pitches: more than from line to line of a paragraph
# Words before "gelöscht" by which a note means the entry above it: "Die vorstehende Eintragung ist
# auf Grund der Verfügung vom 3. April 1986 am ...". Any other may name an entry.
PLAIN = re.compile(
    r"die|diese|der|des|dem|den|das|baulast|eintragung|verpflichtung|last|obige|vorstehende|ist|"
    r"wurde|wird|worden|am|im|auf|aufgrund|grund|antrag|hiermit|wegen|durch|laut|lt|gem|gem[äa](?:ß|ss)|"
    r"nach|von|vom|mit|unter|aus|amts|verf(?:[üu]gung)?|bescheid|l[öo]schung|verzeichnis|register|az|"
    r"baulastenverzeichnis|eigent[üu]mers?|rot|jan(?:uar)?|feb(?:ruar)?|m[äa]rz|apr(?:il)?|mai|juni?|"
    r"juli?|aug(?:ust)?|sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|dez(?:ember)?"
)
WORD = re.compile(r"[^\W\d_]{2,}")
MEANS_ABOVE = re.compile(
    r"\b(?:diese|vorstehende|obige|vorgenannte|obengenannte)[rs]?\b", re.IGNORECASE
)
# An entry's number, unless a month's: "7. VII. 92".
ROMAN = re.compile(r"\b[IVX]{1,4}\b(?!\.? ?\d)")
# What names an entry by what it is about: "gelöscht: Wegebaulast", "zugunsten des Flurstücks 235".
DESCRIBED = re.compile(r"[^\W\d_]{3,}(?:baulast|recht)\b|zugunsten", re.IGNORECASE)


# Below a note of deletion: the same is noted here.
DITTO = re.compile(r"\W*(?:[\"“”„″〃]|''|,,|´´|\bd(?:i?t)?to\b|wie vor|desgl)\W*", re.IGNORECASE)


def deleted_elsewhere(cases: Sequence[Case], entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries; those are doubted that read as active and that another's note may delete.

    One that another entry changes is doubted alike: how it stands now, a person says.
    """
    found = list(entries)
    ended = [entry.status.value in (*ENDING, Status.UNCLEAR) for entry in found]
    for case in cases:
        numbers, parcels = others_deleted(case), strange_parcels(case)
        changed = others_changed(case)
        is_for_all = names_all(" ".join(notes_of(case))) or closes_sheet(healed(case.draft.text))
        for place, (other, entry) in enumerate(zip(cases, found, strict=True)):
            burdened = {plot.parcel.number for plot in entry.burdened.value}
            is_named = entry.number.value in numbers or bool(parcels & burdened) or is_for_all
            is_beside = other is not case and _are_of_one_sheet(other, case)
            if is_named and is_beside and entry.status.value is Status.ACTIVE:
                found[place] = asked(entry, _of_other(case))
            elif (
                entry.number.value in changed and is_beside and entry.status.value is Status.ACTIVE
            ):
                found[place] = with_doubts(entry, {FieldName.STATUS: [_changed_by(case)]})
            elif changed and other is case and entry.status.value is Status.AMENDED:
                found[place] = with_doubts(
                    entry, {FieldName.STATUS: [_changes_other(case, changed)]}
                )
    for place in range(len(cases)):
        if ended[place]:
            found = _with_rivals(place, cases, found)
    return _with_dittoes(cases, found)


def _with_dittoes(cases: Sequence[Case], entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries; an active one is doubted that has a ditto mark below one that has ended."""
    found = list(entries)
    for place, (before, case) in enumerate(pairwise(cases), start=1):
        above = found[place - 1].status
        has_ended = above.value in ENDING or Status.DELETED.value in above.alternatives
        if has_ended and found[place].status.value is Status.ACTIVE:
            marks = _dittoes(case) if _are_of_one_sheet(before, case) else ()
            for note, page in marks:
                found[place] = asked(found[place], of_note(note, page.number))
    return tuple(found)


def _dittoes(case: Case) -> Iterable[tuple[Line, Page]]:
    """The ditto marks that stand alone beside or behind an entry, where deletions are noted."""
    for page, row in case.draft.parts:
        beside = (ColumnRole.DELETED, ColumnRole.REMARKS, ColumnRole.OTHER)
        noted = (*(line for role in beside for line in row.lines(role)), *behind_entry(case, row))
        yield from ((line, page) for line in noted if DITTO.fullmatch(line.text))


def _with_rivals(place: int, cases: Sequence[Case], entries: Sequence[Entry]) -> list[Entry]:
    """The entries; those that the note that ends one of them may mean instead are doubted."""
    case, found = cases[place], list(entries)
    others = [n for n, c in enumerate(cases) if n != place and _are_of_one_sheet(c, case)]
    twins = [n for n in others if cases[n].draft.number == case.draft.number]
    is_last = bool(others) and place > max(others)
    is_rivalled = any(found[other].status.value is Status.ACTIVE for other in others)
    note = _vague_note(case, is_rivalled=is_rivalled) if is_last else None
    if note is not None:
        found[place] = asked(found[place], _of_any(note, case))
        plots = {
            item.reading.name
            for item in case.own(FieldName.BURDENED, FieldName.BENEFITED)
            if {id(word) for word in item.words} & {id(spot.word) for spot in note.spots}
        }
        found[place] = with_doubts(
            found[place], {name: [_of_any(note, case)] for name in sorted(plots)}
        )
    for other in others if note is not None else twins:
        if found[other].status.value is Status.ACTIVE:
            doubt = _of_any(note, case) if note is not None else _of_other(case)
            found[other] = asked(found[other], doubt)
    return found


def _vague_note(case: Case, *, is_rivalled: bool) -> Line | None:
    """The line behind an entry that ends one, and not certainly this one; None without such.

    Where another entry still holds, one that stands apart from the wording may mean it as well.
    """
    if case.draft.number in numbers_ended(notes_of(case)):
        return None
    for page, row in case.draft.parts:
        has_columns = any(row.lines(role) for role in COLUMNS)
        lines = row.lines(ColumnRole.CONTENT) if has_columns else behind_entry(case, row)
        for place, (line, text) in enumerate(zip(lines, cleared(lines), strict=False)):
            end = HAS_ENDED.search(text)
            if end is None:
                continue
            before = text[: end.start()]
            if not WORD.search(before) and not text[:1].isupper() and place:
                # "Die Wegebaulast ist am / 24.2.1999 gelöscht"
                above = healed(lines[place - 1].text)
                is_begun = any(map(PLAIN.fullmatch, WORD.findall(above.lower())))
                before = above if is_begun else before
            words = [word.lower() for word in WORD.findall(before)]
            may_mean_all = is_rivalled and not MEANS_ABOVE.search(before)
            if (STAMPED.search(line.text) or may_mean_all) and _is_apart(line, page):
                return line
            # else names stand before the note
            is_own_line = any(line in whole for whole in row.cells.values())
            if DESCRIBED.search(f"{before} {text}") or (
                is_own_line and (ROMAN.search(before) or not all(map(PLAIN.fullmatch, words)))
            ):
                return line
    return None


def _is_apart(note: Line, page: Page) -> bool:
    """Whether a note stands below its entry with room between: a stamp may be the sheet's."""
    lines = rows(spots_of(page))
    above = [line.middle for line in lines if line.middle < note.middle - note.height / 2]
    return bool(above) and note.middle - max(above) > APART * pitch(lines)


def _are_of_one_sheet(one: Case, other: Case) -> bool:
    """Whether two entries stand on one sheet, on whichever of its pages."""
    ours, theirs = one.draft.head, other.draft.head
    return ours == theirs or (
        ours.header.sheet is not None and ours.header.sheet == theirs.header.sheet
    )


def asked(entry: Entry, doubt: Doubt) -> Entry:
    """The entry with a doubt on whether it has ended, and the other answer beside it."""
    other = Status.DELETED if entry.status.value is Status.ACTIVE else Status.ACTIVE
    alternatives = tuple(dict.fromkeys((*entry.status.alternatives, other.value)))
    doubted = with_doubts(entry, {name: [doubt] for name in OF_END})
    status = replace(doubted.status, alternatives=alternatives)
    return with_findings(doubted, {FieldName.STATUS: status})


def _changed_by(case: Case) -> Doubt:
    number = case.draft.number
    return Doubt(
        reason=DoubtReason.CONTRADICTION,
        detail=Both(
            f"Lfd. Nr. {number} ändert diese Eintragung.", f"Number {number} changes this entry."
        ),
        page=case.draft.head.page.number,
    )


def _changes_other(case: Case, numbers: Iterable[int]) -> Doubt:
    return Doubt(
        reason=DoubtReason.AMBIGUOUS,
        detail=Both(
            f"Die Änderung nennt lfd. Nr. {min(numbers)}, nicht diese.",
            f"The change names number {min(numbers)}, not this one.",
        ),
        page=case.draft.head.page.number,
    )


def _of_other(case: Case) -> Doubt:
    number = case.draft.number
    return Doubt(
        reason=DoubtReason.CONTRADICTION,
        detail=Both(
            f"Neben lfd. Nr. {number} heißt es, diese sei gelöscht.",
            f"Beside number {number} it says that this one is deleted.",
        ),
        page=case.draft.head.page.number,
    )


def _of_any(note: Line, case: Case) -> Doubt:
    page = next(p for p, row in case.draft.parts if set(note.spots) & set(row.spots))
    return of_note(note, page.number)


def of_note(note: Line, page: int) -> Doubt:
    """The doubt on an entry that a note on a page may mean."""
    box: Box = box_of(note.spots)
    return Doubt(
        reason=DoubtReason.AMBIGUOUS,
        detail=Both(
            f"„{note.text}“: welche Eintragung das meint, ist nicht sicher zu erkennen.",
            f"“{note.text}”: which entry it means cannot be told with certainty.",
        ),
        page=page,
        box=box,
    )
