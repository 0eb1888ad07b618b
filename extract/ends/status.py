"""Whether an entry still holds: by words, by marks over it, and by orders to delete it."""

import re
from collections.abc import Iterable
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from baulast.language import Both
from baulast.model import (
    Box,
    Doubt,
    DoubtReason,
    FieldName,
    Finding,
    Page,
    PageKind,
    Status,
)
from extract.case import Case
from extract.ends.closing import behind_entry, words_of_entry
from extract.ends.limits import healed, limit_of
from extract.ends.strokes import struck_by
from extract.ends.struck_number import struck_numbers
from extract.ends.typed_over import typed_over
from extract.ends.vocabulary import CONDITION, DELETION, ENDED, NEITHER_OR_CHANGED, PERHAPS_ENDED
from extract.fold import skeleton
from extract.gather import Found
from extract.layout import Line, squeezed
from extract.passages import Role
from extract.rules.status import NOTHING
from extract.sheets.headings import ColumnRole
from extract.sheets.row import Row

# What is said of deletion alone wherever in a row it stands, the wording too; misread or not.
SAID_OF_DELETION = re.compile(
    rf"gel[öo]e?s?ch?t\b|{DELETION}|erloschen|ung[üu]ltig|entf[äa]llt|\bgel\.", re.IGNORECASE
)
# Words that begin alike, consents of creditors to another right's deletion, and what of a house
# is left out, where a duty stands for it.
LOOK_ALIKE = re.compile(
    r"l[öo]sch(?:wasser|gruppe|zug|teich|fahrzeug|mittel|anlage)\w*|feuerl[öo]sch\w*|"
    r"l[öo]schungsbewilligung\w*[^.;]{0,20}(?:grundschuld|hypothek)\w*|"
    r"\bgel\.(?= ?[A-Za-zÄÖÜäöü]{3})(?! (?:durch|laut|gem))|"
    r"\b(?:\w*wand|\w*fenster|[öo]ffnung(?:en)?|grenzabstand)\b[^.;,]{0,50}\sentf[äa]llt|"
    # a label, and that there is nothing
    rf"\b(?:gel\.?|gel[öo]e?scht|l[öo]e?schung(?:sdatum|svermerk|en)?)(?={NOTHING})",
    re.IGNORECASE | re.MULTILINE,
)
# The same in the columns beside the wording, where nothing else is spoken of with these words.
SAID_BESIDE = re.compile(rf"{ENDED}|{PERHAPS_ENDED}|\bgel\b", re.IGNORECASE)
ENDING = (Status.DELETED, Status.PARTLY_DELETED)
CUE_LIKENESS = 82.0  # of 100: "gelösc t" has 94, "Gelände" 71
MIN_CUE = 6  # letters; shorter pieces are like everything
# Letters by which a misread word of deletion differs, by its cue: "Geiuscht" has 2. Beside the
# wording stand file numbers, days and names; of its everyday words none comes as near.
MISREAD_CUES = {"geloscht": 2, "loschung": 2, "erloschen": 2, "aufgehoben": 2, "gestrichen": 1}
PLOTS = frozenset({ColumnRole.BURDENED, ColumnRole.BENEFITED})
WORD = re.compile(r"[^\W\d_]+")
# What is read of a stamp over typed words, in capitals as it is cut: "GELÖS!", "GELOÖSC", "ÖSCHT".
STAMPED = ("geloscht", "ungultig", "erloschen")
# "ISELÖSCHT": letters of a typed word beside it; "GÜLTIG" has words of its own.
MOST_OF_STAMPED = ("eloscht", "gelosch", "ungultig", "rlosche")
RUN_TOGETHER = re.compile(r"(?<=[a-zäöüß])[A-ZÄÖÜ]{3,}$")  # "beiderCHT": with a typed word
LEAST_STAMPED = 5  # letters; of fewer there are other words: "LOSE", "GEL."
ENTERED = re.compile(
    r"\W*(?:eingetr\w*|(?:tag der )?eintragung)\W*(?:am|den|vom)?\W*", re.IGNORECASE
)
NONE = re.compile(r"\W*(?:keine?|nein)\W*", re.IGNORECASE)  # below "Löschungen"
DAY_BEHIND = 3  # characters from "geändert am" to its day
MOST_PIECES = 6  # in which such a word is read; its letters stand apart
LONGEST_STAMPED = 1 + max(map(len, STAMPED))
NOTED = re.compile(r"\d|[^\W\d_]{3}")  # dirt in an empty column has neither digits nor words


def status_of(case: Case) -> Finding[Status]:
    """The status of an entry; struck without a word, or deleted without a strike, is doubted."""
    said = case.own(FieldName.STATUS, FieldName.DELETED_ON)
    ordered = [s for s in case.statements if s.kind is PageKind.DELETION]
    struck = struck_by(case)
    worded = _worded(case)
    readings = tuple(found.field for found in said)
    if worded is Status.DELETED and _names_some(case):
        worded = Status.PARTLY_DELETED
    limit = limit_of(case, worded) if worded in ENDING else None
    if limit is not None:
        return Finding(
            value=limit.status,
            readings=readings,
            doubts=(_limited(case, limit.detail),),
            alternatives=(Status.DELETED.value, Status.ACTIVE.value),
        )
    if worded is not None:
        return Finding(value=worded, readings=readings)
    if ordered:
        return Finding(
            value=Status.DELETED,
            readings=tuple(f.field for s in ordered for f in s.readings(FieldName.DELETED_ON)),
            doubts=() if struck else (_not_on_sheet(ordered[0].page.number),),
            alternatives=() if struck else (Status.ACTIVE.value,),
        )
    if speaks_of_deletion(case):
        return Finding(
            value=Status.UNCLEAR,
            doubts=(_unread_note(case),),
            alternatives=(Status.DELETED.value, Status.ACTIVE.value),
        )
    if struck:
        return Finding(
            value=Status.UNCLEAR,
            doubts=tuple(_struck(page, mark.box) for page, mark in struck),
            alternatives=(Status.DELETED.value, Status.ACTIVE.value),
        )
    drawn = struck_numbers(case) or typed_over(case)
    if drawn:
        return Finding(
            value=Status.UNCLEAR,
            doubts=tuple(_struck(page, box) for page, box in drawn),
            alternatives=(Status.DELETED.value, Status.ACTIVE.value),
        )
    return Finding(value=Status.ACTIVE)


def _worded(case: Case) -> Status | None:
    """The status that the row's own words give; a day of deletion means deleted."""
    said = (found for found in case.own(FieldName.STATUS) if not _is_older(found, case))
    values = [found.reading.value for found in said]
    for status in (
        Status.PARTLY_DELETED,
        Status.DELETED,
        Status.SUPERSEDED,
        Status.AMENDED,
        Status.UNCLEAR,
    ):
        if status.value in values:
            return status
    return Status.DELETED if case.own(FieldName.DELETED_ON) else None


def _is_older(change: Found, case: Case) -> bool:
    """Whether what was changed was so before the entry: "Erklärung vom …, ergänzt am …"."""
    if change.reading.value != Status.AMENDED:
        return False
    entered = [f.reading.day for f in case.own(FieldName.REGISTERED_ON) if f.reading.day]
    days = [
        found.reading.day
        for found in case.draft.found
        if found.reading.day is not None
        and found.passage is change.passage
        and 0 <= found.reading.start - change.reading.end <= DAY_BEHIND
    ]
    return bool(days and entered) and max(days) <= min(entered)


def _names_some(case: Case) -> bool:
    """Whether the note of deletion names some of the burdened parcels and not all of them."""
    notes = {id(f.passage) for f in case.own(FieldName.STATUS, FieldName.DELETED_ON)}
    noted: set[str] = set()
    burdened: set[str] = set()
    for found in case.draft.found:
        plot = found.reading.plot
        if plot is None:
            continue
        if id(found.passage) in notes and found.passage.role is not Role.CONTENT:
            noted.add(plot.parcel.number)
        elif found.reading.name is FieldName.BURDENED:
            burdened.add(plot.parcel.number)
    return bool(noted) and noted < burdened


def speaks_of_deletion(case: Case) -> bool:
    """Whether words of the row may say that it is deleted, misread ones in the remarks too."""
    if any(map(_is_of_stamp, WORD.findall(case.draft.text))) or _is_torn_stamp(case.draft.text):
        return True
    rows = [row for _, row in case.draft.parts]
    worded = (cleared(lines) for row in rows for lines in _worded_by(row))
    if any(SAID_OF_DELETION.search("\n".join(texts)) for texts in worded):
        return True
    told = words_of_entry(case)  # which some write into the column for what came later
    for line in (line for row in rows for line in row.lines(ColumnRole.DELETED)):
        is_of_entry = ENTERED.fullmatch(line.text) or any(id(s.word) in told for s in line.spots)
        if NOTED.search(line.text) and not is_of_entry and not NONE.fullmatch(line.text):
            return True
    if any(_is_unread(note, case) for row in rows for note in row.changes):
        return True
    beside = [row.lines(role) for row in rows for role in (ColumnRole.REMARKS, ColumnRole.OTHER)]
    beside += [behind_entry(case, row) for row in rows]
    clear = (text for lines in beside for text in cleared(lines))
    return any(SAID_BESIDE.search(text) or _is_nearly_deletion(text) for text in clear)


def cleared(lines: Iterable[Line]) -> list[str]:
    """The text of each line, healed, less the words that end nothing, alike as they are."""
    text = "\n".join(healed(line.text) for line in lines)
    for ends_nothing in (CONDITION, LOOK_ALIKE, NEITHER_OR_CHANGED):
        text = ends_nothing.sub(lambda match: "\n" * match[0].count("\n"), text)
    return text.split("\n")


def _is_unread(note: Iterable[Line], case: Case) -> bool:
    """Whether a note of the section for changes says what no rule has read."""
    own = case.own(FieldName.STATUS, FieldName.DELETED_ON)
    told = {id(word) for found in own for word in found.words}
    spots = [spot for line in note for spot in line.spots]
    return any(map(NOTED.search, (s.text for s in spots))) and not any(
        id(spot.word) in told for spot in spots
    )


def _worded_by(row: Row) -> Iterable[tuple[Line, ...]]:
    """The cells of a row in which a deletion may be noted; "entfällt" under a label says: none."""
    return (lines for role, lines in row.cells.items() if role not in PLOTS)


def _is_nearly_deletion(text: str) -> bool:
    """Whether a line has a misread word of deletion, also one in pieces or run together."""
    letters = squeezed(text)
    cues = ("geloescht", "loeschung")
    words = WORD.findall(text)
    torn = (one + other for one, other in pairwise(words))
    return any(map(_is_misread_cue, (*words, *torn))) or (
        len(letters) >= MIN_CUE
        and any(fuzz.partial_ratio(cue, letters) >= CUE_LIKENESS for cue in cues)
    )


def _is_of_stamp(word: str) -> bool:
    """Whether a word in capitals is a piece of a stamped word, a letter misread or lost."""
    norm = skeleton(word)
    end = RUN_TOGETHER.search(word)
    if end is not None and any(skeleton(end[0]) in stamped for stamped in STAMPED):
        return True
    if word.isupper() and any(piece in norm for piece in MOST_OF_STAMPED):
        return not LOOK_ALIKE.search(word)
    if not word.isupper() or len(norm) < LEAST_STAMPED:
        return False
    return any(
        Levenshtein.distance(norm, stamped[start : start + size], score_cutoff=1) <= 1
        for stamped in STAMPED
        for size in range(LEAST_STAMPED, len(stamped) + 1)
        for start in range(len(stamped) - size + 1)
    )


def _is_torn_stamp(text: str) -> bool:
    """Whether the pieces of a stamped word are read behind each other: "G LO sc HT"."""
    words = [skeleton(word) for word in WORD.findall(text)]
    for start, first in enumerate(words):
        joined = first
        for word in words[start + 1 : start + MOST_PIECES]:
            joined += word
            if len(joined) > LONGEST_STAMPED:
                break
            if any(Levenshtein.distance(joined, s, score_cutoff=1) <= 1 for s in STAMPED):
                return True
    return False


def _is_misread_cue(word: str) -> bool:
    norm = skeleton(word)
    return len(norm) >= MIN_CUE and any(
        Levenshtein.distance(norm, cue, score_cutoff=most) <= most
        for cue, most in MISREAD_CUES.items()
    )


def _struck(page: Page, box: Box) -> Doubt:
    return Doubt(
        reason=DoubtReason.STRUCK,
        detail=Both(
            "Die Eintragung ist gestrichen oder gerötet; ein Löschungsvermerk ist nicht zu lesen.",
            "The entry is struck or marked in red, and no note of deletion can be read.",
        ),
        page=page.number,
        box=box,
    )


def _limited(case: Case, detail: Both) -> Doubt:
    return Doubt(
        reason=DoubtReason.AMBIGUOUS,
        detail=detail,
        page=case.draft.head.page.number,
        box=case.draft.box,
    )


def _unread_note(case: Case) -> Doubt:
    return Doubt(
        reason=DoubtReason.ILLEGIBLE,
        detail=Both(
            "Von Löschung ist die Rede; ob die Eintragung gelöscht ist, ist nicht sicher zu lesen.",
            "A deletion is mentioned; whether the entry is deleted cannot be read with certainty.",
        ),
        page=case.draft.head.page.number,
        box=case.draft.box,
    )


def _not_on_sheet(page: int) -> Doubt:
    return Doubt(
        reason=DoubtReason.CONTRADICTION,
        detail=Both(
            f"Seite {page} verfügt die Löschung; auf dem Blatt ist sie nicht zu erkennen.",
            f"Page {page} orders the deletion; the sheet does not show it.",
        ),
        page=page,
    )
