"""Deletions that a page beside the sheet tells of without a number: by kind, or as the old one.

"Die Leitungsbaulast ist einzutragen, die Wegebaulast zu löschen": such an order is read for the
entry that it makes; the other is never left active without a person's word.
"""

import re
from collections.abc import Container, Iterable, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from baulast.model import MAIN_KIND, Entry, Kind, Page, PageKind, Plot, Status
from extract.ends.elsewhere import asked
from extract.ends.limits import healed
from extract.ends.told_beside import (
    ENTERED,
    GAP,
    LABEL,
    OTHER_REGISTERS,
    SHEET,
    numbers_told,
    told_on,
)
from extract.ends.vocabulary import ENDED, STRUCK_OFF, TO_STRIKE_OFF
from extract.layout import rows, spots_of
from extract.rules.kind import kinds_named
from extract.sheets.running_number import NUMBER, numbers_listed
from extract.statements import same_sheet

MIXED = frozenset({PageKind.ORDER, PageKind.NOTICE})  # a page of deletions alone is placed whole
# "Die Leitungsbaulast ist zu löschen", "wird die alte Baulast gelöscht", "Löschen: Wegebaulast";
# how an encumbrance might end some day is told in other words.
BAULAST = r"[\w-]*baulast(?:en)?\b"
WITHIN = rf"(?:(?!baulast|{ENTERED})[^;]){{0,100}}?"
WITHOUT_NUMBER = re.compile(
    rf"{BAULAST}{WITHIN}(?:(?:{STRUCK_OFF})(?! werden)|{TO_STRIKE_OFF}|verzichtet)|"
    rf"^\W*(?:\d{{1,2}}[.)]\W*)?l[öo]sch(?:en|ung)\b(?! (?:vom|am|bedarf))\W{{0,3}}"
    rf"(?:[^\W\d]+ ){{0,4}}{BAULAST}",
    re.IGNORECASE,
)
# What a letter tells has happened: "Die Wegebaulast auf Blatt 4 wurde mit Bescheid aufgehoben"
HAPPENED = re.compile(
    rf"[\w-]*baulast(?:(?!{LABEL})[^;]){{0,{GAP}}}?\b(?:ist|sind|wurden?|worden)\b"
    rf"(?:(?!\bnicht\b)[^;]){{0,40}}?{ENDED}",
    re.IGNORECASE,
)
PARCEL = re.compile(
    r"\b(?:flurst|flst|parz)[\w.-]*\W{0,3}(?:nrn?\W{0,3})?(\d{1,5}(?:/\d{1,4})?)", re.IGNORECASE
)
NAMED = re.compile(NUMBER, re.IGNORECASE)
OPEN = re.compile(
    r"\b(?:kann|k[öo]nnen|darf|wenn|falls|sobald|sofern|erst|nur|nicht|antr[äa]g\w*|\w*beantragt|"
    r"abgelehnt|ob)\b",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"(?:[a-zäöüß]{4}|\))\.\s|\n(?=\W*\d{1,2}[.)]\s)")
ENTERED_NUMBER = re.compile(rf"{NUMBER}(?:(?!{LABEL})[^;]){{0,{GAP}}}?{ENTERED}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _End:
    """A sentence that ends an encumbrance of which it tells no number."""

    kinds: frozenset[Kind]
    sheets: frozenset[str]
    parcels: frozenset[str]
    entered: frozenset[int]  # numbers that the page enters: they are not meant
    line: int


def deleted_by_kind(
    entries: Iterable[Entry], pages: Sequence[Page], held: Container[int]
) -> tuple[Entry, ...]:
    """The entries; an active one is doubted that an order for another, or a letter, may delete.

    ``held`` are the pages on which entries stand. A letter that names no sheet may speak of any
    encumbrance of the town: it is heard for those of its kind, or of its parcels.
    """
    found = list(entries)
    for page in pages:
        if page.number in held or page.kind in OTHER_REGISTERS:
            continue
        lines = rows(spots_of(page))
        text = "\n".join(healed(line.text) for line in lines)
        if any(numbers_told(text)):
            continue
        sheets = {same_sheet(match[1]) for match in SHEET.finditer(text)}
        is_order = page.kind in MIXED
        is_vague = not is_order and (not sheets or bool(NAMED.search(text)))
        for end in _ends(text, WITHOUT_NUMBER if is_order else HAPPENED):
            for place in _meant(end, found, sheets, by_kind_alone=is_vague):
                found[place] = asked(found[place], told_on(lines[end.line], page.number))
    return tuple(found)


def _ends(text: str, told: re.Pattern[str]) -> Iterable[_End]:
    """The sentences that end something as a pattern tells."""
    begins = [0, *(match.end() for match in SENTENCE_END.finditer(text)), len(text)]
    entered = frozenset(
        number for match in ENTERED_NUMBER.finditer(text) for number in numbers_listed(match[1])
    )
    for begin, end in pairwise(begins):
        sentence = text[begin:end].replace("\n", " ")
        match = told.search(sentence)
        if match is None or OPEN.search(sentence):
            continue
        sheets = frozenset(same_sheet(found[1]) for found in SHEET.finditer(sentence))
        line = text.count("\n", 0, begin + match.start())
        parcels = frozenset(found[1] for found in PARCEL.finditer(sentence))
        yield _End(kinds_named(match[0]), sheets, parcels, entered, line)


def _meant(
    end: _End, entries: Sequence[Entry], sheets: Set[str], *, by_kind_alone: bool
) -> list[int]:
    """The places of the active entries of which a sentence may tell, by kind where it names one."""
    own = [
        place
        for place, entry in enumerate(entries)
        if entry.status.value is Status.ACTIVE
        and entry.number.value not in end.entered
        and _is_of(entry, end.sheets or sheets)
    ]
    named = [place for place in own if _kind(entries[place]) in end.kinds]
    if by_kind_alone and not end.kinds:
        named = [place for place in own if end.parcels & _numbers(entries[place].benefited.value)]
        named = named or [
            place for place in own if end.parcels & _numbers(entries[place].burdened.value)
        ]
    return named if by_kind_alone else named or own


def _numbers(plots: Iterable[Plot]) -> set[str]:
    return {plot.parcel.number for plot in plots}


def _is_of(entry: Entry, sheets: Set[str]) -> bool:
    """Whether an entry may stand on one of these sheets; on any where none is named."""
    sheet = entry.sheet.value
    return not sheets or sheet is None or entry.sheet.is_flagged or same_sheet(sheet) in sheets


def _kind(entry: Entry) -> Kind | None:
    """The main kind of an entry."""
    kind = entry.kind.value
    return MAIN_KIND.get(kind, kind) if kind is not None else None
