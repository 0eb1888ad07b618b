"""The header of a register sheet: its number, its page, and the plot it is kept for."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from baulast.model import Page, PageText
from extract.layout import Line, Spot
from extract.passages import Passage, PassageBuilder, Role
from extract.sheets.form_labels import LABELS, known_label
from extract.sheets.former import without_former
from extract.sheets.header_blanks import Blank, blanks_of
from extract.sheets.headings import ColumnRole
from extract.sheets.labels import Label, Token, unspaced
from extract.sheets.own_number import (
    is_forms_own,
    own_number,
    volume_of,
)

LONGEST = 3  # words of a label: "zugunsten des Grundstücks"
NUMBERED = {Label.PARCEL, Label.FLUR_AND_PARCEL}
PARCEL_WORDS = {
    Label.GEMARKUNG: "Gemarkung",
    Label.FLUR: "Flur",
    Label.FLUR_AND_PARCEL: "Flur",
    Label.PARCEL: "Flurstück",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What stands over the table of a sheet."""

    sheet: str | None  # None: no number was found
    sheet_spots: tuple[Spot, ...]
    page_number: int | None
    passages: tuple[Passage, ...]  # one for each Gemarkung and Flur, and one for the place
    volume: str | None = None  # of a register in volumes: "Band II Blatt 45"


def read_header(page: Page, page_text: PageText, lines: Sequence[Line]) -> Header:
    """The header of a sheet, from the rows above its table."""
    tokens = without_former(list(_of_sheet([unspaced(line) for line in lines])))
    blanks = [blank for blank in blanks_of(page, tokens) if not is_forms_own(blank, tokens)]
    sheet, sheet_spots = own_number(blanks, tokens)
    return Header(
        sheet=sheet,
        sheet_spots=sheet_spots,
        volume=volume_of(blanks, sheet_spots),
        page_number=_page_number(blanks),
        passages=tuple(_passages(page, page_text, blanks)),
    )


def _of_sheet(rows: Sequence[list[Token]]) -> Iterable[list[Token]]:
    """The rows less those of a field for the benefited plot, which some forms have here too."""
    is_benefited = False
    for row in rows:
        sizes = range(1, min(LONGEST, len(row)) + 1)
        beginnings = ("".join(token.text for token in row[:size]) for size in sizes)
        known = (known_label(text, exact=True) for text in beginnings)
        if roles := [LABELS[label] for label in known if label]:
            is_benefited = ColumnRole.BENEFITED in roles
        if not is_benefited:
            yield row


def _page_number(blanks: Sequence[Blank]) -> int | None:
    filled = (spot.text for blank in blanks if blank.label is Label.PAGE for spot in blank.value)
    return next((int(t.rstrip(".")) for t in filled if re.fullmatch(r"\d{1,2}\.?", t)), None)


def _passages(page: Page, page_text: PageText, blanks: Sequence[Blank]) -> Iterable[Passage]:
    """One passage for every Gemarkung with Flur and parcels, worded as the rules know it."""
    builder: PassageBuilder | None = None
    seen: set[Label] = set()
    for blank in blanks:
        if blank.label is Label.PLACE and blank.value:
            place = PassageBuilder(page.number, page_text)
            place.words(blank.value)
            yield place.passage(Role.PLACE)
        if blank.label not in PARCEL_WORDS or not blank.value:
            continue
        if builder is None or blank.label in seen:
            if builder is not None and seen & NUMBERED:
                yield builder.passage(Role.HEADER)
            builder, seen = PassageBuilder(page.number, page_text), set()
        if seen:
            builder.add(", ")
        builder.add(_word_for(blank) + " ")
        _fill(builder, blank)
        seen.add(blank.label)
    if builder is not None:
        yield builder.passage(Role.HEADER)


def _word_for(blank: Blank) -> str:
    """The label's word; without a stroke, what stands under "Flur / Flurstück" is a parcel."""
    if blank.label is Label.FLUR_AND_PARCEL and not any("/" in s.text for s in blank.value):
        return "Flurstück"
    return PARCEL_WORDS[blank.label]


def _fill(builder: PassageBuilder, blank: Blank) -> None:
    """The value, without dots of the form and a closing comma; "19 / 346/46" as Flur and parcel."""
    split = blank.label is not Label.FLUR_AND_PARCEL
    first = True
    for spot in blank.value:
        closing = ",;:" if spot is blank.value[-1] else ":"
        stop = len(spot.text.rstrip(closing))
        if not split and "/" in spot.text:
            stroke = spot.text.index("/")
            _piece(builder, spot, 0, stroke, first=first)
            builder.add(", Flurstück")
            _piece(builder, spot, stroke + 1, stop, first=False)
            split, first = True, False
        else:
            first = not _piece(builder, spot, 0, stop, first=first) and first


def _piece(builder: PassageBuilder, spot: Spot, start: int, stop: int, *, first: bool) -> bool:
    """Whether characters of a word were added: dots of the form are not."""
    piece = spot.text[start:stop]
    if not piece.strip("._:,…") or (not piece.strip("-_. ") and len(piece) > 1):
        return False  # a single dash is none: "41 - 43"
    if not first:
        builder.add(" ")
    builder.word(spot, start=start, stop=stop)
    return True
