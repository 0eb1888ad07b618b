"""Deletions that a page beside the sheet orders or tells of, by the entry's running number.

An order may enter one number and delete another, and a declaration may end what it replaces. Such a
page is read for one entry; the number that it deletes is never left active without a person's word.
"""

import re
from collections.abc import Container, Iterable, Sequence
from itertools import pairwise

from baulast.language import Both
from baulast.model import Doubt, DoubtReason, Entry, Page, PageKind, Status
from extract.ends.elsewhere import asked
from extract.ends.limits import RIGHT, healed
from extract.ends.vocabulary import ENDED, STRUCK_OFF, TO_END, TO_STRIKE_OFF
from extract.layout import Line, box_of, rows, spots_of
from extract.rules.words import MONTH
from extract.sheets.running_number import NUMBER, numbers_listed
from extract.statements import same_sheet

# Pages whose "Nr. 1 gelöscht" is of another register.
OTHER_REGISTERS = frozenset({PageKind.LAND_REGISTER, PageKind.CADASTRE, PageKind.PLAN})
# What ends a number whatever it is of, and what does where the register is spoken of.
END_FOR_SURE = rf"{STRUCK_OFF}|{TO_STRIKE_OFF}|l[öo]sch(?:en|ung)|verzicht"
END = rf"(?:{END_FOR_SURE}|{ENDED}|{TO_END}|nicht mehr)"
ENTERED = r"(?:einzutragen|einge?tragen\b|eintragung (?:von|der|einer))"
GAP = 120  # characters between a number and its end: kind and sheet, never another number
LABEL = r"\bnrn?\b|\bnummer"  # begins another entry's number
OF_NUMBER = re.compile(
    rf"{NUMBER}(?:(?!{LABEL}|{ENTERED})[^;]){{0,{GAP}}}?{END}|"
    rf"{END}(?!\w*\s?,)(?:(?!{ENTERED}|\b(?:und|sowie|zugleich)\b|[a-zäöüß]{{3}}\.\s)[^;]){{0,{GAP}}}?"
    rf"{NUMBER}(?![^.;]{{0,{GAP}}}{ENTERED})",
    re.IGNORECASE,
)
# The items of an order: "2. Löschen: ..."; a day begins alike, "6. Juli".
ITEM = re.compile(
    r"(?<![\d.])(?<!nr)(?<!nr[. ])(?<!nr\. )(?<!und )(?<!, )\b\d{1,2}[.)] +"
    rf"(?!(?i:{MONTH}))(?=[A-ZÄÖÜ])"
)
OTHER_REGISTER = re.compile(rf"{RIGHT}|grundbuch|\babt(?:eilung|\.)", re.IGNORECASE)
BEFORE = 40  # characters before a number in which its register is named: "Grundbuch, Abt. II lfd."
SENTENCE = re.compile(r"[a-zäöüß]{4}\.\s")
OF_REGISTER = re.compile(r"baulast|\beintragung", re.IGNORECASE)
FOR_SURE = re.compile(END_FOR_SURE, re.IGNORECASE)
SHEET = re.compile(
    r"baulast(?:en)?(?:\W{0,2}| auf )(?:verzeichnis\W{1,3})?(?:blatt|bl\.)\W{0,3}"
    r"(?:nr\W{0,3})?(\d[\d/]*\w?)",
    re.IGNORECASE,
)


def deleted_beside(
    entries: Iterable[Entry], pages: Sequence[Page], held: Container[int]
) -> tuple[Entry, ...]:
    """The entries; an active one is doubted whose number a page beside the sheet calls deleted.

    ``held`` are the pages on which entries stand: what is noted there, the sheet's own rules read.
    A letter that names its sheet like one's heading holds none. A page that names sheets speaks of
    those alone.
    """
    found = list(entries)
    for page in pages:
        if page.number in held or page.kind in OTHER_REGISTERS:
            continue
        lines = rows(spots_of(page))
        text = "\n".join(healed(line.text) for line in lines)
        sheets = {same_sheet(match[1]) for match in SHEET.finditer(text)}
        told = dict(numbers_told(text))
        for place, entry in enumerate(found):
            number, sheet = entry.number.value, entry.sheet.value
            is_unsure = sheet is None or entry.sheet.is_flagged
            is_of_sheet = not sheets or is_unsure or same_sheet(sheet or "") in sheets
            at = told.get(number) if number is not None else None
            if at is not None and is_of_sheet and entry.status.value is Status.ACTIVE:
                found[place] = asked(entry, told_on(lines[at], page.number))
    return tuple(found)


def numbers_told(text: str) -> Iterable[tuple[int, int]]:
    """The running numbers that a page calls deleted, each with the place of its line."""
    begins = [0, *(match.start() for match in ITEM.finditer(text)), len(text)]
    for begin, end in pairwise(begins):
        for match in OF_NUMBER.finditer(text, begin, end):
            before = SENTENCE.split(text[max(begin, match.start() - BEFORE) : match.start()])[-1]
            around = before + match[0]
            if not OF_REGISTER.search(around) and (
                OTHER_REGISTER.search(around) or not FOR_SURE.search(match[0])
            ):
                continue
            line = text.count("\n", 0, match.start())
            for number in sorted(numbers_listed(match[1] or match[2])):
                yield number, line


def told_on(line: Line, page: int) -> Doubt:
    """The doubt on an entry that a line on a page may delete."""
    return Doubt(
        reason=DoubtReason.CONTRADICTION,
        detail=Both(
            f"Seite {page}: „{line.text}“. Danach ist diese Eintragung vielleicht gelöscht.",
            f"Page {page}: “{line.text}”. So this entry may be deleted.",
        ),
        page=page,
        box=box_of(line.spots),
    )
