"""Labels of a form and the words between them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from rapidfuzz import fuzz

from extract.layout import Line, Spot, respelt, squeezed
from extract.sheets.running_number import LEADERS

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
    BAND = "band"
    OTHER = "other"


LABELS: dict[str, Label] = {
    "baulastenblattnr": Label.SHEET,
    "baulastenblattnummer": Label.SHEET,
    "baulastenblatt": Label.SHEET,
    "baulastblatt": Label.SHEET,
    "blattnr": Label.SHEET,
    "blattnummer": Label.SHEET,
    "nummerdesblattes": Label.SHEET,
    "nrdesblattes": Label.SHEET,
    "nummerdesbaulastenblattes": Label.SHEET,
    "nrdesbaulastenblattes": Label.SHEET,
    "blatt": Label.SHEET,
    "blat": Label.SHEET,  # misread; too short to be known by its likeness
    "biatt": Label.SHEET,
    "registerblatt": Label.SHEET,
    "registerblattnr": Label.SHEET,
    "verzeichnisblatt": Label.SHEET,
    "verzeichnisblattnr": Label.SHEET,
    "karteiblatt": Label.SHEET,
    "karteiblattnr": Label.SHEET,
    "baulastkarte": Label.SHEET,
    "baulastkartenr": Label.SHEET,
    "baulastenkarte": Label.SHEET,
    "baulastenkartenr": Label.SHEET,
    "hauptblatt": Label.SHEET,
    "hauptblattnr": Label.SHEET,
    "karteikarte": Label.SHEET,
    "karteikartenr": Label.SHEET,
    "karte": Label.SHEET,
    "kartenr": Label.SHEET,
    "blnr": Label.SHEET,
    "bl": Label.SHEET,
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
    "flurst": Label.PARCEL,
    "parz": Label.PARCEL,
    "parzelle": Label.PARCEL,
    "parzellen": Label.PARCEL,
    "parzellenr": Label.PARCEL,
    "lage": Label.PLACE,
    "lagebezeichnung": Label.PLACE,
    "ortslage": Label.PLACE,
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
    "band": Label.BAND,
    "bd": Label.BAND,
    "eigentuemer": Label.OTHER,
    "groesse": Label.OTHER,
}
LONGEST_LABEL = 4  # words: "Straße und Hausnummer" has three, "lfd. Nr. der Flur" four


@dataclass(frozen=True, slots=True)
class Token:
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


def unspaced(line: Line) -> list[Token]:
    """The row's words; spaced-out headings ("B l a t t") are one word each."""
    tokens: list[Token] = []
    letters: list[Spot] = []
    for spot in line.spots:
        if re.fullmatch(r"[^\W\d_][.:]?", spot.text):
            letters.append(spot)
            continue
        tokens.extend(_letters(letters))
        letters = []
        tokens.append(Token(LEADERS.sub("", spot.text) or spot.text, (spot,)))
    tokens.extend(_letters(letters))
    return tokens


def _letters(letters: Sequence[Spot]) -> list[Token]:
    if len(letters) < 4:  # initials are up to three
        return [Token(spot.text, (spot,)) for spot in letters]
    return [Token("".join(spot.text for spot in letters), tuple(letters))]


def _label(tokens: Sequence[Token], *, exact: bool) -> Label | None:
    text = "".join(respelt(token.text) for token in tokens)
    if any(char.isdigit() for char in text):
        return None
    letters = squeezed(text)
    if exact:
        return LABELS.get(letters)
    if len(letters) < MIN_FUZZY:
        return None
    likeness, known = max((fuzz.ratio(letters, known), known) for known in LABELS)
    return LABELS[known] if likeness >= LABEL_LIKENESS and len(known) >= MIN_FUZZY else None


def parts_of(row: Sequence[Token]) -> list[tuple[Label | None, list[Token]]]:
    """The row as labels (each with the words that make it) and single other words."""
    parts: list[tuple[Label | None, list[Token]]] = []
    place = 0
    while place < len(row):
        label, count = _longest_label(row[place : place + LONGEST_LABEL])
        parts.append((label, list(row[place : place + count])))
        place += count
    return parts


def _longest_label(tokens: Sequence[Token]) -> tuple[Label | None, int]:
    """The label that begins here and how many words it has; words read right go first."""
    for exact in (True, False):
        for count in range(len(tokens), 0, -1):
            some = tokens[:count]
            label = None if _is_wide(some) else _label(some, exact=exact)
            if label is not None and squeezed(some[-1].text):
                return label, count
    return None, 1


def _is_wide(tokens: Sequence[Token]) -> bool:
    """Whether words stand too far apart for one label."""
    return any(
        after.left - before.right > RUN_GAP * max(before.height, after.height)
        for before, after in pairwise(tokens)
    )
