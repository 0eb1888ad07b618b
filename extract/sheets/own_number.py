"""The sheet's own number and volume in its header, not another's, its form's or a page's."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from extract.layout import Spot, squeezed
from extract.sheets.header_blanks import Blank, spots_in
from extract.sheets.labels import RUN_GAP, Label, Token, parts_of

SHEET_NUMBER = re.compile(
    r"(?:[IVX]{1,4}\s*/\s*)?\d{1,5}(?:\s?[a-z]\b)?(?:\s*/\s*(?:\d{1,4}|[IVX]{1,4}))?|"
    r"[1Il|]{2,3}\s*/\s*\d{1,4}|"  # a volume's Roman digits, one of them read as a one: "II1/70"
    r"[A-Z]{1,3}\s?-?\s?\d{1,5}|(?!Nr|Bl|Fl)[A-Z][a-z]{1,2}-\d{1,5}|"
    r"\d{1,3}-\d{3,4}|(?:19|20)\d\d-\d{1,4}"  # an office or a year before the number
)
# "II /", "77 /" and "G", with more behind
BEGUN = re.compile(r"[IVX]{1,4}\s*/?|\d{1,5}\s*/|[A-Z]{1,3}-?")
LETTERS = re.compile(r"(?![IVX]+$)[A-Z]{1,3}")  # of a town or a district: "G 19"
VOLUME_BEHIND = re.compile(r"[IVX]{1,4}\W?")  # "77 II"
OF_PAGES = re.compile(r"\d{1,2} von \d")  # "Blatt 1 von 2" counts pages
ORDINAL = re.compile(r"/?\d{1,2}\.")  # "Blatt 88 / 2. Seite"
# What stands before the number of a sheet that this one goes on from, or that goes on from it.
OTHER_SHEET = re.compile(
    r"\b(?:forts(?:etzung)?|[üu]bertr\w*|umgeschr\w*|siehe|s|vgl|ersetzt|fr[üu]her\w*|bisher\w*|alte[sr]?)"
    r"\b\W*(?:(?:von|vom|aus|zu|zum|auf|des|dem|durch)\b\W*)*$",
    re.IGNORECASE,
)
# "Vordruck BL 3": the form's own number.
OF_FORM = re.compile(r"\b(?:vordruck|formular|formblatt|form|muster)\b\W*(?:nr\b\W*)?$", re.I)
TITLE = "baulastenblatt"
MOST_WORDS = 4  # of a number: "II / 45 a"
LEAST_TORN = 3  # letters; "und" and "Az" are no pieces of it, and two letters of any word may be

Numbered = tuple[str, tuple[Spot, ...]]


def is_forms_own(blank: Blank, rows: Sequence[Sequence[Token]]) -> bool:
    """Whether a number is that of the printed form: "Vordruck BL 3"."""
    return blank.label is Label.SHEET and bool(OF_FORM.search(_before(blank, rows)))


def own_number(
    blanks: Sequence[Blank], rows: Sequence[Sequence[Token]]
) -> tuple[str | None, tuple[Spot, ...]]:
    """The sheet's number and its words; without one None, and what stands in its blanks."""
    own = [blank for blank in blanks if not _is_other_sheet(blank, rows)]
    # A page may call itself by the sheet that it goes on from.
    numbered = _in_blanks(own) or _in_blanks(blanks) or _before_page(rows)
    return numbered or (None, tuple(s for b in blanks if b.label is Label.SHEET for s in b.value))


def _is_other_sheet(blank: Blank, rows: Sequence[Sequence[Token]]) -> bool:
    """Whether the words before a "Blatt" say that another is meant: "Fortsetzung von Blatt 12"."""
    return blank.label is Label.SHEET and bool(OTHER_SHEET.search(_before(blank, rows)))


def _before(blank: Blank, rows: Sequence[Sequence[Token]]) -> str:
    """The words of its row before the label of a blank."""
    first = blank.label_spots[0]
    row = next((spots for spots in map(spots_in, rows) if first in spots), (first,))
    return " ".join(spot.text for spot in row[: row.index(first)])


def _in_blanks(blanks: Sequence[Blank]) -> Numbered | None:
    """The first number that stands in a sheet's blank."""
    for place, blank in enumerate(blanks):
        if blank.label is not Label.SHEET or not blank.value or _is_land_register(blanks, place):
            continue
        if OF_PAGES.match(" ".join(spot.text for spot in blank.value)):
            continue
        text, spots = _joined(_of_number(_after_nr(blank.value), blanks[place + 1 : place + 2]))
        if SHEET_NUMBER.fullmatch(text):
            return text, spots
    return None


def _joined(words: Sequence[Spot]) -> Numbered:
    """The words that a number begins with, as one: "II / 45 a", "G 19"."""
    text = ""
    taken = 0
    for word in words[:MOST_WORDS]:
        between = " " if LETTERS.fullmatch(text) else ""
        joined = text + between + word.text.strip(".,:;_")
        if not SHEET_NUMBER.fullmatch(joined) and not BEGUN.fullmatch(joined):
            break
        text, taken = joined, taken + 1
    return text.rstrip("/ "), tuple(words[:taken])


def _is_land_register(blanks: Sequence[Blank], place: int) -> bool:
    """Whether a "Blatt" is the land register's: "Grundbuch von Norf Band 12 Blatt 456"."""
    before = [blank.label for blank in blanks[:place] if blank.label is not Label.BAND]
    return bool(before) and before[-1] is Label.LAND_REGISTER


def _after_nr(value: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """What follows "Nr." where a stamp stands between "Blatt" and it."""
    places = [n for n, spot in enumerate(value) if squeezed(spot.text) in ("nr", "n", "nummer")]
    return value[places[-1] + 1 :] if places else value


def _of_number(value: Sequence[Spot], behind: Sequence[Blank]) -> list[Spot]:
    """The words up to a count of pages behind the number: "88 - 2 -", "88 / 2. Seite", "88   2"."""
    counts = [b for b in behind if b.label in (Label.PAGE, Label.SHEET) and _is_unfilled(b)]
    if counts and len(value) > 1 and ORDINAL.fullmatch(value[-1].text):
        value = value[:-1]
    number: list[Spot] = []
    dashed = False
    for spot in value:
        if not spot.text.strip("._-:,…"):  # dots of the blank, or a dash
            dashed = dashed or "-" in spot.text
            continue
        if number and number[-1].text[-1:].isdigit() and spot.text[0].isdigit():
            gap = spot.left - number[-1].right
            if dashed or ORDINAL.fullmatch(spot.text) or gap > RUN_GAP * spot.height:
                break
        number.append(spot)
        dashed = False
    return number


def _is_unfilled(blank: Blank) -> bool:
    return not any(char.isdigit() for spot in blank.value for char in spot.text)


def _before_page(rows: Iterable[Sequence[Token]]) -> Numbered | None:
    """The number that "Seite" follows, as of "Baulastenblatt Nr. 12 Seite 2", the word torn."""
    for row in rows:
        for nr, number, page in zip(row, row[1:], row[2:], strict=False):
            text = number.text.strip(".,:;_")
            is_numbered = squeezed(nr.text) == "nr" and SHEET_NUMBER.fullmatch(text)
            labels = [label for label, tokens in parts_of(row) if page in tokens]
            if is_numbered and labels == [Label.PAGE] and _is_torn_label(row[: row.index(nr)]):
                return text, number.spots
    return None


def _is_torn_label(before: Sequence[Token]) -> bool:
    """Whether what stands right before "Nr." is nothing, or a piece of "Baulastenblatt"."""
    if not before:
        return True
    letters = squeezed(before[-1].text)
    return len(letters) >= LEAST_TORN and letters in TITLE


def volume_of(blanks: Sequence[Blank], sheet_spots: tuple[Spot, ...]) -> str | None:
    """The volume that is named right before or behind the sheet's number."""
    for blank in blanks:
        behind = blank.value[len(sheet_spots) :]
        is_own = bool(sheet_spots) and blank.value[: len(sheet_spots)] == sheet_spots
        if is_own and behind and VOLUME_BEHIND.fullmatch(behind[0].text):
            return behind[0].text.strip(" .,:;_")
    for before, blank in pairwise(blanks):
        for band, other in ((before, blank), (blank, before)):
            if band.label is Label.BAND and band.value and set(sheet_spots) & set(other.value):
                return " ".join(spot.text for spot in band.value).strip(" .,:;_")
    return None
