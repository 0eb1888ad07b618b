"""What a person typed, as marks, names and numbers of the cadastre and other words."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from baulast.gazetteer import Gemarkung, gazetteer
from index.german import fold


class LexemeKind(StrEnum):
    GEMARKUNG_MARK = "gemarkung_mark"
    TOWN_MARK = "town_mark"
    FLUR_MARK = "flur_mark"
    PARCEL_MARK = "parcel_mark"
    NUMBER_MARK = "number_mark"
    NAME = "name"  # of a Gemarkung, a municipality, a former municipality
    NUMBER = "number"
    FRACTION = "fraction"
    AND = "and"
    RANGE = "range"
    FILLER = "filler"
    WORD = "word"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexeme:
    kind: LexemeKind
    text: str


_MARKS = {
    LexemeKind.GEMARKUNG_MARK: "gemarkung|gemarkungen|gemarkg|gem|gmkg?|gmark",
    LexemeKind.TOWN_MARK: "stadt|gemeinde|amt",
    LexemeKind.FLUR_MARK: "flur|fluren|fl|flurnr|kartenblatt",
    LexemeKind.PARCEL_MARK: (
        "flurstück|flurstücke|flurstücken|flurstücks|flurstücks?nr|flurstücksnrn|flurstücksnummer|flurst|flst"
        "|flstk|flstck|flstnr|flurstueck|flurstuecke|flurstck|parzelle|parzellen|parz"
    ),
    LexemeKind.NUMBER_MARK: "nr|nrn|nummer|nummern|no",
    LexemeKind.AND: "und|u|sowie",
    LexemeKind.RANGE: "bis",
    LexemeKind.FILLER: "der|die|das|des|dem|den|in|im|von|vom|aus|zu|auf|am|an|tlw|teilw|für|mit",
}
_PIECE = re.compile(
    r"(?P<fraction>\d+\s*/\s*\d+(?![\d/]))|(?P<number>\d+(?!\w))|(?P<word>[^\W_][\w*]*)"
    r"|(?P<and>[,;+&])|(?P<range>[-\u2013\u2014])"
)
_BETWEEN_NAME_PARTS = re.compile(r"[\s.()/-]*")
_GLUED = re.compile(r"\b(flur|fl|flst|flurst|parz|nr)(?=\d)", re.IGNORECASE)  # "Fl12"
MOST_DIGITS = 9  # of a number; more are none of a parcel, and no database's integer
LONGEST_NAME = 3  # words: "Neukirchen b. Grevenbroich"
SHORTEST_CORRECTED = 4  # letters; in shorter words one error makes any name of any other
LONG_NAME = 10  # letters; from here on two errors still leave one name only


def lexemes(text: str) -> tuple[Lexeme, ...]:
    """The text in order, names of several words as one.

    >>> [lexeme.kind.value for lexeme in lexemes("Gem. Kapellen (Erft), Fl. 12")]
    ['gemarkung_mark', 'name', 'and', 'flur_mark', 'number']
    """
    text = _GLUED.sub(r"\1 ", text)
    pieces = list(_PIECE.finditer(text))
    found: list[Lexeme] = []
    place = 0
    while place < len(pieces):
        size = _name_size(text, pieces[place : place + LONGEST_NAME])
        if size:
            whole = text[pieces[place].start() : pieces[place + size - 1].end()]
            found.append(Lexeme(kind=LexemeKind.NAME, text=whole))
            place += size
        else:
            found.append(_single(pieces[place]))
            place += 1
    return tuple(found)


def districts(name: str, *, as_town: bool = False) -> tuple[Gemarkung, ...]:
    """The Gemarkungen that a name means: its own, or those of the municipality of that name.

    >>> [g.name for g in districts("Kaarst")], [g.name for g in districts("Kaarst", as_town=True)]
    (['Kaarst'], ['Büttgen', 'Kaarst'])
    """
    known = gazetteer().named(name)
    town = gazetteer().municipality(name)
    if town and (as_town or not known):
        return town.gemarkungen
    if known:
        return known
    former = (*gazetteer().successors(name), *gazetteer().successors(f"Amt {name}"))
    return tuple(g for m in dict.fromkeys(former) for g in m.gemarkungen)


def is_filler(word: str) -> bool:
    """A word that asks for nothing: "auf", "der"."""
    return re.fullmatch(_MARKS[LexemeKind.FILLER], word) is not None


def nearest(name: str) -> tuple[Gemarkung, ...]:
    """The Gemarkungen that a mistyped name is nearest to; several: it is not unique; () for none.

    >>> [g.name for g in nearest("Bütgen")], nearest("Garage")
    (['Büttgen'], ())
    """
    folded = fold(name)
    within = _allowed_errors(folded)
    if folded.endswith("er") and folded[:-2] in _known_districts():
        return ()  # "Kleinenbroicher Straße"
    distances = {
        known: OSA.distance(folded, known, score_cutoff=within)
        for known in _known_districts()
        if known[0] == folded[:1]  # people and engines rarely miss the first letter
    }
    least = min(distances.values(), default=within + 1)
    if least > within:
        return ()
    near = [_known_districts()[known] for known, distance in distances.items() if distance == least]
    return tuple(dict.fromkeys(g for group in near for g in group))


def _allowed_errors(folded: str) -> int:
    """Wrong letters that still let a name be told: "Neus" is Neuss, "Weg" is no Gemarkung."""
    if len(folded) < SHORTEST_CORRECTED:
        return 0
    return 1 if len(folded) < LONG_NAME else 2


@cache
def _known_districts() -> dict[str, tuple[Gemarkung, ...]]:
    names = {n for g in gazetteer().gemarkungen for n in (g.name, *g.aliases)}
    return {fold(name): gazetteer().named(name) for name in sorted(names)}


def _name_size(text: str, pieces: list[re.Match[str]]) -> int:
    """How many of these pieces, from the first, make up a known name; 0: none."""
    for size in range(len(pieces), 0, -1):
        if all(piece["word"] or piece["range"] for piece in pieces[:size]) and pieces[0]["word"]:
            gaps = (text[before.end() : after.start()] for before, after in pairwise(pieces[:size]))
            whole = text[pieces[0].start() : pieces[size - 1].end()]
            joined = all(_BETWEEN_NAME_PARTS.fullmatch(gap) for gap in gaps)
            if joined and pieces[size - 1]["word"] and _is_name(whole):
                return size
    return 0


def _is_name(text: str) -> bool:
    return bool(gazetteer().named(text) or gazetteer().municipality(text)) or bool(
        gazetteer().successors(text)
    )


def _single(piece: re.Match[str]) -> Lexeme:
    if any(len(digits) > MOST_DIGITS for digits in re.findall(r"\d+", piece[0])):
        return Lexeme(kind=LexemeKind.WORD, text=piece[0])
    for group in ("fraction", "number", "and", "range"):
        if piece[group]:
            return Lexeme(kind=LexemeKind(group), text=piece[group])
    word = piece["word"].lower()
    for kind, pattern in _MARKS.items():
        if re.fullmatch(pattern, word):
            return Lexeme(kind=kind, text=piece["word"])
    return Lexeme(kind=LexemeKind.WORD, text=piece["word"])
