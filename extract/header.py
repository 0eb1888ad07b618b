"""The header of a register sheet: its number, its page, and the plot it is kept for.

Forms print labels and leave blanks beside or below them ("Gemarkung ...", or a small table with
headings). Labels and what was filled in are brought together, whatever the layout.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from rapidfuzz import fuzz

from baulast.model import Page, PageText
from extract.layout import Line, Spot, squeezed
from extract.passages import Passage, PassageBuilder, Role

LABEL_LIKENESS = 85.0  # of 100: one letter misread in eight; "Flur" and "Flst" stay apart
MIN_FUZZY = 6  # letters; shorter labels are compared exactly
RUN_GAP = 1.3  # of the line height: a wider blank divides two blanks of a form


class Label(StrEnum):
    SHEET = "sheet"
    PAGE = "page"
    GEMARKUNG = "gemarkung"
    FLUR = "flur"
    PARCEL = "parcel"
    FLUR_AND_PARCEL = "flur_and_parcel"
    PLACE = "place"  # street and house number
    LAND_REGISTER = "land_register"
    OTHER = "other"


LABELS: dict[str, Label] = {
    "baulastenblattnr": Label.SHEET,
    "baulastenblattnummer": Label.SHEET,
    "baulastenblatt": Label.SHEET,
    "baulastblatt": Label.SHEET,
    "blattnr": Label.SHEET,
    "blattnummer": Label.SHEET,
    "blatt": Label.SHEET,
    "blnr": Label.SHEET,
    "seite": Label.PAGE,
    "seitenr": Label.PAGE,
    "gemarkung": Label.GEMARKUNG,
    "gem": Label.GEMARKUNG,
    "flur": Label.FLUR,
    "flurnr": Label.FLUR,
    "fl": Label.FLUR,
    "flurflurstueck": Label.FLUR_AND_PARCEL,
    "flurundflurstueck": Label.FLUR_AND_PARCEL,
    "flurflurstuecke": Label.FLUR_AND_PARCEL,
    "flurstueck": Label.PARCEL,
    "flurstuecke": Label.PARCEL,
    "flurstuecknr": Label.PARCEL,
    "flurstuecksnr": Label.PARCEL,
    "flurstuecknummer": Label.PARCEL,
    "flurstuecksnummer": Label.PARCEL,
    "flst": Label.PARCEL,
    "flstnr": Label.PARCEL,
    "flstk": Label.PARCEL,
    "parzelle": Label.PARCEL,
    "parzellen": Label.PARCEL,
    "parzellenr": Label.PARCEL,
    "lage": Label.PLACE,
    "lagebezeichnung": Label.PLACE,
    "strasse": Label.PLACE,
    "strassehausnr": Label.PLACE,
    "strassehausnummer": Label.PLACE,
    "strasseundhausnummer": Label.PLACE,
    "strasseundhausnr": Label.PLACE,
    "grundstueck": Label.OTHER,
    "belastetesgrundstueck": Label.OTHER,
    "grundstuecke": Label.OTHER,
    "grundbuch": Label.LAND_REGISTER,
    "grundbuchvon": Label.LAND_REGISTER,
    "grundbuchblatt": Label.LAND_REGISTER,
    "ortsteil": Label.OTHER,
    "band": Label.OTHER,
    "eigentuemer": Label.OTHER,
    "groesse": Label.OTHER,
}
LONGEST_LABEL = 4  # words: "Straße und Hausnummer" has three, "lfd. Nr. der Flur" four

SHEET_NUMBER = re.compile(
    r"(?:[IVX]{1,4}\s*/\s*)?\d{1,5}(?:\s?[a-z]\b)?(?:\s*/\s*\d{1,4})?|[A-Z]{1,3}\s?-?\s?\d{1,5}"
)


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


def read_header(page: Page, page_text: PageText, lines: Sequence[Line]) -> Header:
    """The header of a sheet, from the rows above its table."""
    blanks = _blanks([_unspaced(line) for line in lines])
    sheet, sheet_spots = _sheet_number(blanks)
    return Header(
        sheet=sheet,
        sheet_spots=sheet_spots,
        page_number=_page_number(blanks),
        passages=tuple(_passages(page, page_text, blanks)),
    )


@dataclass(frozen=True, slots=True)
class _Token:
    """A word of a row, or several letters that were typed with blanks between them."""

    text: str
    spots: tuple[Spot, ...]

    @property
    def left(self) -> float:
        return self.spots[0].left

    @property
    def right(self) -> float:
        return self.spots[-1].right

    @property
    def height(self) -> float:
        return max(spot.height for spot in self.spots)


def _unspaced(line: Line) -> list[_Token]:
    """The row's words; spaced-out headings ("B l a t t") are one word each."""
    tokens: list[_Token] = []
    letters: list[Spot] = []
    for spot in line.spots:
        if re.fullmatch(r"[^\W\d_][.:]?", spot.text):
            letters.append(spot)
            continue
        tokens.extend(_letters(letters))
        letters = []
        tokens.append(_Token(spot.text, (spot,)))
    tokens.extend(_letters(letters))
    return tokens


def _letters(letters: Sequence[Spot]) -> list[_Token]:
    if len(letters) < 4:  # initials are up to three
        return [_Token(spot.text, (spot,)) for spot in letters]
    return [_Token("".join(spot.text for spot in letters), tuple(letters))]


def _label(tokens: Sequence[_Token], *, exact: bool) -> Label | None:
    if any(char.isdigit() for token in tokens for char in token.text):
        return None
    letters = squeezed("".join(token.text for token in tokens))
    if exact:
        return LABELS.get(letters)
    if len(letters) < MIN_FUZZY:
        return None
    likeness, known = max((fuzz.ratio(letters, known), known) for known in LABELS)
    return LABELS[known] if likeness >= LABEL_LIKENESS and len(known) >= MIN_FUZZY else None


def _parts(row: Sequence[_Token]) -> list[tuple[Label | None, list[_Token]]]:
    """The row as labels (each with the words that make it) and single other words."""
    parts: list[tuple[Label | None, list[_Token]]] = []
    place = 0
    while place < len(row):
        label, count = _longest_label(row[place : place + LONGEST_LABEL])
        parts.append((label, list(row[place : place + count])))
        place += count
    return parts


def _longest_label(tokens: Sequence[_Token]) -> tuple[Label | None, int]:
    """The label that begins here and how many words it has; words read right go first."""
    for exact in (True, False):
        for count in range(len(tokens), 0, -1):
            some = tokens[:count]
            label = None if _is_wide(some) else _label(some, exact=exact)
            if label is not None and squeezed(some[-1].text):
                return label, count
    return None, 1


def _is_wide(tokens: Sequence[_Token]) -> bool:
    """Whether words stand too far apart for one label."""
    return any(
        after.left - before.right > RUN_GAP * max(before.height, after.height)
        for before, after in pairwise(tokens)
    )


def _blanks(rows: Sequence[Sequence[_Token]]) -> list[Blank]:
    """Every label of the header with what was filled in beside it or below it."""
    blanks: list[Blank] = []
    headings: list[tuple[Label, list[_Token]]] = []  # a row of labels without values: a small table
    for row in rows:
        parts = _parts(row)
        labels = [(label, tokens) for label, tokens in parts if label is not None]
        filled = any(
            label is None and any(char.isalnum() for token in tokens for char in token.text)
            for label, tokens in parts
        )
        if len(labels) >= 2 and not filled:
            headings = labels
        elif headings and parts and parts[0][0] is None:  # "Rather Straße 88" holds a label too
            blanks += _below(headings, row)
        else:
            headings = []
            blanks += _beside(parts)
    return blanks


def _beside(parts: Iterable[tuple[Label | None, list[_Token]]]) -> list[Blank]:
    found: list[tuple[Label, list[_Token], list[_Token]]] = []
    for label, tokens in parts:
        if label is not None:
            found.append((label, tokens, []))
        elif found:
            found[-1][2].extend(tokens)
    return [Blank(label, _spots(tokens), _spots(value)) for label, tokens, value in found]


def _below(headings: Sequence[tuple[Label, list[_Token]]], row: Sequence[_Token]) -> list[Blank]:
    """A row of a small table: each run of words belongs to the heading it stands under."""
    values: list[list[_Token]] = [[] for _ in headings]
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
        values[min(distances)[2]].extend(run)
    return [
        Blank(label, _spots(tokens), _spots(value))
        for (label, tokens), value in zip(headings, values, strict=True)
        if value
    ]


def _runs(row: Sequence[_Token], *, by_block: bool) -> list[list[_Token]]:
    runs: list[list[_Token]] = []
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


def _spots(tokens: Iterable[_Token]) -> tuple[Spot, ...]:
    return tuple(spot for token in tokens for spot in token.spots)


def _sheet_number(blanks: Sequence[Blank]) -> tuple[str | None, tuple[Spot, ...]]:
    for place, blank in enumerate(blanks):
        after_land_register = place and blanks[place - 1].label is Label.LAND_REGISTER
        if blank.label is not Label.SHEET or after_land_register or not blank.value:
            continue
        text = ""
        spots: list[Spot] = []
        for spot in _after_nr(blank.value)[:4]:  # "II / 45 a"
            if not spot.text.strip("._-:,…"):
                continue  # dots of the blank
            joined = text + spot.text.strip(".,:;_")
            if not SHEET_NUMBER.fullmatch(joined) and not re.fullmatch(r"[IVX]{1,4}\s*/?", joined):
                break
            text, spots = joined, [*spots, spot]
        if SHEET_NUMBER.fullmatch(text):
            return text, tuple(spots)
    return None, tuple(s for b in blanks if b.label is Label.SHEET for s in b.value)


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
            if builder is not None and Label.PARCEL in seen:
                yield builder.passage(Role.HEADER)
            builder, seen = PassageBuilder(page.number, page_text), set()
        if seen:
            builder.add(", ")
        builder.add(PARCEL_WORDS[blank.label] + " ")
        _fill(builder, blank)
        seen.add(blank.label)
    if builder is not None:
        yield builder.passage(Role.HEADER)


PARCEL_WORDS = {
    Label.GEMARKUNG: "Gemarkung",
    Label.FLUR: "Flur",
    Label.FLUR_AND_PARCEL: "Flur",
    Label.PARCEL: "Flurstück",
}


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
            split = True
        else:
            _piece(builder, spot, 0, stop, first=first)
        first = False


def _piece(builder: PassageBuilder, spot: Spot, start: int, stop: int, *, first: bool) -> None:
    piece = spot.text[start:stop]
    if not piece.strip("._:,…") or (not piece.strip("-_. ") and len(piece) > 1):
        return  # dots of the blank; a single dash is "41 - 43"
    if not first:
        builder.add(" ")
    builder.word(spot, start=start, stop=stop)
