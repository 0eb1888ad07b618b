"""The header of a register sheet: its number, its page, and the plot it is kept for.

Forms print labels and leave blanks beside or below them ("Gemarkung ...", or a small table with
headings). Labels and what was filled in are brought together, whatever the layout.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from baulast.gazetteer import fold_name, gazetteer
from baulast.model import BlockKind, Page, PageText
from extract.layout import Line, Spot, squeezed
from extract.passages import Passage, PassageBuilder, Role
from extract.sheets.form_labels import LABELS, known_label
from extract.sheets.former import without_former
from extract.sheets.headings import ColumnRole
from extract.sheets.labels import RUN_GAP, Label, Token, parts_of, unspaced

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
    r"\b(?:forts(?:etzung)?|[üu]bertr\w*|umgeschr\w*|siehe|vgl|ersetzt|fr[üu]her\w*|bisher\w*|alte[sr]?)"
    r"\b\W*(?:(?:von|vom|aus|zu|zum|auf|des|dem|durch)\b\W*)*$",
    re.IGNORECASE,
)
# "Vordruck BL 3": the form's own number.
OF_FORM = re.compile(r"\b(?:vordruck|formular|formblatt|form|muster)\b\W*(?:nr\b\W*)?$", re.I)
TITLE = "baulastenblatt"
LEAST_TORN = 3  # letters; "und" and "Az" are no pieces of it, and two letters of any word may be
OF_TOWN = re.compile(r"\W*(?:stadt|gemeinde|amt|kreis|bez(?:irk)?|ortsteil)\W*", re.IGNORECASE)
LONGEST = 3  # words of a label: "zugunsten des Grundstücks"


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank of the form: its label and the words that were filled in."""

    label: Label
    label_spots: tuple[Spot, ...]
    value: tuple[Spot, ...]


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
    blanks = [_in_field(page, blank, tokens) for blank in _blanks(page, tokens)]
    blanks = [blank for blank in blanks if not _is_forms_own(blank, tokens)]
    sheet, sheet_spots = _sheet_number([b for b in blanks if not _is_other_sheet(b, tokens)])
    if sheet is None:  # a page that calls itself by the sheet that it goes on from
        sheet, sheet_spots = _sheet_number(blanks)
    if sheet is None and (numbered := _before_page(tokens)):
        sheet, sheet_spots = numbered
    return Header(
        sheet=sheet,
        sheet_spots=sheet_spots,
        volume=_volume(blanks, sheet_spots),
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


def _blanks(page: Page, rows: Sequence[Sequence[Token]]) -> list[Blank]:
    """Every label of the header with what was filled in beside it or below it."""
    blanks: list[Blank] = []
    headings: list[tuple[Label, list[Token]]] = []  # a row of labels without values: a small table
    for row in rows:
        parts = parts_of(row)
        labels = [(label, tokens) for label, tokens in parts if label is not None]
        filled = any(label is None and not _is_empty(tokens) for label, tokens in parts)
        if len(labels) >= 2 and not filled:
            headings = [
                (label or Label.OTHER, tokens)
                for label, tokens in parts
                if label is not None or squeezed("".join(token.text for token in tokens))
            ]
        elif headings and parts and parts[0][0] is None:  # "Rather Straße 88" holds a label too
            blanks += _below(page, headings, row)
        else:
            headings = []
            blanks += [*_named_alone(parts), *_beside(parts)]
    return blanks


def _named_alone(parts: Sequence[tuple[Label | None, list[Token]]]) -> list[Blank]:
    """A Gemarkung right before the Flur, without its word: "Baulastenverzeichnis Zons   Flur 6".

    The name of a municipality may be the keeper's.
    """
    fluren = (Label.FLUR, Label.FLUR_AND_PARCEL)
    first = next((n for n, (label, _) in enumerate(parts) if label in fluren), 0)
    if not first or any(label in (Label.GEMARKUNG, *fluren) for label, _ in parts[:first]):
        return []
    if parts[first - 1][0] is not None:
        return []
    spots = parts[first - 1][1][-1].spots
    before = parts[first - 2][1][-1].text if first > 1 else ""
    found = gazetteer().named(spots[-1].text.strip(",:"))
    towns = {fold_name(town.name) for town in gazetteer().municipalities}
    if len(found) != 1 or fold_name(found[0].name) in towns or OF_TOWN.fullmatch(before):
        return []
    return [Blank(Label.GEMARKUNG, (), spots)]


def _is_empty(tokens: Sequence[Token]) -> bool:
    """Whether words are no value: dots of the form, or the heading over the rows' numbers."""
    letters = [char for token in tokens for char in token.text if char.isalnum()]
    return not letters or squeezed("".join(letters)) in ("nr", "lfdnr", "lfd")


def _in_field(page: Page, blank: Blank, rows: Sequence[Sequence[Token]]) -> Blank:
    """A blank beside whose label nothing stands: its value may stand below, in the same field."""
    if blank.value:
        return blank
    field = blank.label_spots[0].word.block
    if page.blocks[field].kind is not BlockKind.CELL:
        return blank
    taken = set(blank.label_spots)
    spots = [s for row in rows for token in row for s in token.spots if s.word.block == field]
    below = tuple(s for s in spots if s not in taken and s.top > blank.label_spots[0].middle)
    return replace(blank, value=below)


def _beside(parts: Iterable[tuple[Label | None, list[Token]]]) -> list[Blank]:
    found: list[tuple[Label, list[Token], list[Token]]] = []
    for label, tokens in parts:
        if label is not None:
            found.append((label, tokens, []))
        elif found:
            found[-1][2].extend(tokens)
    return [
        Blank(label, _spots(tokens), _spots(_after_leader(value))) for label, tokens, value in found
    ]


def _after_leader(value: Sequence[Token]) -> Sequence[Token]:
    """What follows the colon at the end of a dotted leader ("FLUR. . . .: 30")."""
    places = [place for place, token in enumerate(value[:-1]) if token.text.endswith(".:")]
    return value[places[0] + 1 :] if places else value


def _below(
    page: Page, headings: Sequence[tuple[Label, list[Token]]], row: Sequence[Token]
) -> list[Blank]:
    """A row of a small table: each run of words belongs to the heading it stands under."""
    values: list[list[Token]] = [[] for _ in headings]
    cells = {spot.word.block for token in row for spot in token.spots}
    runs = _runs(row, by_block=len(cells) > 1)
    for number, run in enumerate(runs):
        if len(runs) == len(headings):  # all blanks are filled: one after another
            values[number].extend(run)
            continue
        left, right = run[0].left, run[-1].right
        distances = [
            (max(0.0, tokens[0].left - right, left - tokens[-1].right),
             abs((tokens[0].left + tokens[-1].right - left - right) / 2), place)
            for place, (_, tokens) in enumerate(headings)
        ]  # fmt: skip
        place = _same_column(page, headings, run, min(distances)[2])
        if place is not None:
            values[place].extend(run)
    return [
        Blank(label, _spots(tokens), _spots(value))
        for (label, tokens), value in zip(headings, values, strict=True)
        if value
    ]


def _same_column(
    page: Page, headings: Sequence[tuple[Label, list[Token]]], run: Sequence[Token], nearest: int
) -> int | None:
    """The heading in the same column of a ruled table, None if it cannot be read there.

    Outside of ruled tables the nearest.
    """
    block = page.blocks[run[0].spots[0].word.block]
    above = [page.blocks[tokens[0].spots[0].word.block] for _, tokens in headings]
    if block.table is None or any(other.table != block.table for other in above):
        return nearest
    return next((n for n, other in enumerate(above) if other.column == block.column), None)


def _runs(row: Sequence[Token], *, by_block: bool) -> list[list[Token]]:
    runs: list[list[Token]] = []
    for token in row:
        last = runs[-1][-1] if runs else None
        apart = last is None or (
            token.spots[0].word.block != last.spots[-1].word.block
            if by_block
            else token.left - last.right > RUN_GAP * max(token.height, last.height)
        )
        if apart:
            runs.append([])
        runs[-1].append(token)
    return runs


def _spots(tokens: Iterable[Token]) -> tuple[Spot, ...]:
    return tuple(spot for token in tokens for spot in token.spots)


def _sheet_number(blanks: Sequence[Blank]) -> tuple[str | None, tuple[Spot, ...]]:
    for place, blank in enumerate(blanks):
        if blank.label is not Label.SHEET or not blank.value or _is_land_register(blanks, place):
            continue
        if OF_PAGES.match(" ".join(spot.text for spot in blank.value)):
            continue
        text = ""
        spots: list[Spot] = []
        for spot in _of_number(_after_nr(blank.value), blanks[place + 1 : place + 2])[:4]:
            between = " " if LETTERS.fullmatch(text) else ""
            joined = text + between + spot.text.strip(".,:;_")  # "II / 45 a", "G 19"
            if not SHEET_NUMBER.fullmatch(joined) and not BEGUN.fullmatch(joined):
                break
            text, spots = joined, [*spots, spot]
        if SHEET_NUMBER.fullmatch(text := text.rstrip("/ ")):
            return text, tuple(spots)
    return None, tuple(s for b in blanks if b.label is Label.SHEET for s in b.value)


def _before_page(rows: Iterable[Sequence[Token]]) -> tuple[str, tuple[Spot, ...]] | None:
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


def _is_other_sheet(blank: Blank, rows: Sequence[Sequence[Token]]) -> bool:
    """Whether the words before a "Blatt" say that another is meant: "Fortsetzung von Blatt 12"."""
    return blank.label is Label.SHEET and bool(OTHER_SHEET.search(_before(blank, rows)))


def _is_forms_own(blank: Blank, rows: Sequence[Sequence[Token]]) -> bool:
    """Whether a number is that of the printed form: "Vordruck BL 3"."""
    return blank.label is Label.SHEET and bool(OF_FORM.search(_before(blank, rows)))


def _before(blank: Blank, rows: Sequence[Sequence[Token]]) -> str:
    """The words of its row before the label of a blank."""
    first = blank.label_spots[0]
    row = next(([s for t in row for s in t.spots] for row in rows if first in _spots(row)), [first])
    return " ".join(spot.text for spot in row[: row.index(first)])


def _is_land_register(blanks: Sequence[Blank], place: int) -> bool:
    """Whether a "Blatt" is the land register's: "Grundbuch von Norf Band 12 Blatt 456"."""
    before = [blank.label for blank in blanks[:place] if blank.label is not Label.BAND]
    return bool(before) and before[-1] is Label.LAND_REGISTER


def _volume(blanks: Sequence[Blank], sheet_spots: tuple[Spot, ...]) -> str | None:
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


def _after_nr(value: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """What follows "Nr." where a stamp stands between "Blatt" and it."""
    places = [n for n, spot in enumerate(value) if squeezed(spot.text) in ("nr", "n", "nummer")]
    return value[places[-1] + 1 :] if places else value


def _page_number(blanks: Sequence[Blank]) -> int | None:
    for blank in blanks:
        if blank.label is Label.PAGE:
            for spot in blank.value:
                if re.fullmatch(r"\d{1,2}\.?", spot.text):
                    return int(spot.text.rstrip("."))
    return None


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


NUMBERED = {Label.PARCEL, Label.FLUR_AND_PARCEL}
PARCEL_WORDS = {
    Label.GEMARKUNG: "Gemarkung",
    Label.FLUR: "Flur",
    Label.FLUR_AND_PARCEL: "Flur",
    Label.PARCEL: "Flurstück",
}


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
