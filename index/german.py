"""German made searchable: spellings folded, word forms stemmed, compounds taken apart.

What is indexed and what is asked go through the same functions, so a rule that is crude but the
same on both sides costs a little precision and never a hit.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import snowballstemmer

_LETTERS = str.maketrans(
    {"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "ſ": "s", "æ": "a", "œ": "o", "ø": "o"}
)
# "Stellplaetze" is Stellplätze, but the ue of "neue" and "Quelle" is no umlaut.
_SPELLED_UMLAUT = re.compile(r"(?<![aeiouq])(a|o|u)e")
_WORD = re.compile(r"[^\W_]+")
_LINE_BREAK_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010][ \t]*\n+[ \t]*(?=[a-zäöüß])")
_SOFT_HYPHEN = "\u00ad"
# Written short on nearly every sheet; the long form is what people ask for.
_SHORT = {"str": "strasse", "grdst": "grundstuck", "flst": "flurstuck", "flurst": "flurstuck"}

LINKS = ("", "s", "es", "n", "en", "er", "e")  # Fugenelemente: Verkehr(s)fläche, Straße(n)land
SHORTEST_PART = 3  # "weg", "bau", "hof"; two letters are syllables, no words
SHORTEST_COMPOUND = 6  # "Hofweg"; shorter words are not taken apart
SHORTEST_EDGE = 5  # a part beside an unknown rest must be long enough not to be chance
SHORTEST_REST = 4  # "auf-sicht" is no Sicht: what is left over must be a word itself, no prefix


@dataclass(frozen=True, slots=True)
class Terms:
    """A text as it is indexed: one stem for each word in order, and the parts of compounds."""

    words: tuple[str, ...]
    parts: tuple[str, ...]
    pieces: tuple[str, ...]  # what the parts are stems of, each once


@lru_cache(maxsize=100_000)  # a town's files use some ten thousand different words
def fold(word: str) -> str:
    """Lower case without umlauts, however they are spelled; ß as ss.

    >>> fold("Stellplätze"), fold("STELLPLAETZE"), fold("daß"), fold("neue"), fold("Quelle")
    ('stellplatze', 'stellplatze', 'dass', 'neue', 'quelle')
    """
    composed = unicodedata.normalize("NFKC", word).lower().translate(_LETTERS)
    bare = "".join(
        c for c in unicodedata.normalize("NFD", composed) if not unicodedata.combining(c)
    )
    return _SPELLED_UMLAUT.sub(r"\1", bare)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, folded; a word broken at the end of a line is whole again.

    >>> words_of("Stell-\\nplatz in der Hauptstr. 12a")
    ('stellplatz', 'in', 'der', 'hauptstrasse', '12a')
    """
    composed = unicodedata.normalize("NFC", text)
    whole = _LINE_BREAK_HYPHEN.sub("", composed).replace(_SOFT_HYPHEN, "")
    return tuple(map(_word, _WORD.findall(whole)))


@lru_cache(maxsize=100_000)
def _word(written: str) -> str:
    return _lengthened(fold(written))


@lru_cache(maxsize=100_000)
def stem(folded: str) -> str:
    """The stem of a folded word; numbers stay as they are.

    >>> stem("stellplatze"), stem("grundstucks"), stem("12a")
    ('stellplatz', 'grundstuck', '12a')
    """
    if not folded.isalpha():
        return folded
    return str(_stemmer().stemWord(folded))


@lru_cache(maxsize=100_000)
def parts_of(folded: str) -> tuple[str, ...]:
    """The stems of the parts of a compound, those of its parts too; () for a simple word.

    >>> parts_of("stellplatzbaulast")
    ('stellplatz', 'stell', 'platz', 'baulast')
    >>> parts_of("garage")
    ()
    """
    return tuple(dict.fromkeys(map(stem, pieces_of(folded))))


@lru_cache(maxsize=100_000)
def pieces_of(folded: str) -> tuple[str, ...]:
    """What ``parts_of`` gives the stems of.

    >>> pieces_of("zufahrtsbewilligung")
    ('zufahrt', 'bewilligung')
    """
    found: list[str] = []
    for piece in _pieces(folded):
        found.append(piece)
        found.extend(pieces_of(piece))
    return tuple(dict.fromkeys(found))


def leaves_of(folded: str) -> tuple[str, ...]:
    """The stems of the smallest parts of a compound; () for a simple word.

    >>> leaves_of("stellplatzbaulast")
    ('stell', 'platz', 'baulast')
    """
    leaves: list[str] = []
    for piece in _pieces(folded):
        leaves.extend(leaves_of(piece) or (stem(piece),))
    return tuple(dict.fromkeys(leaves))


def is_common(folded: str) -> bool:
    """A word of the files' own vocabulary, or made of such words.

    >>> is_common("garten"), is_common("stellplatzbaulast"), is_common("mertens")
    (True, True, False)
    """
    return folded in part_words() or stem(folded) in part_words() or bool(_pieces(folded))


def terms(text: str) -> Terms:
    """The text as it is indexed."""
    words = words_of(text)
    parts = tuple(part for word in words for part in parts_of(word))
    pieces = dict.fromkeys(piece for word in dict.fromkeys(words) for piece in pieces_of(word))
    return Terms(tuple(map(stem, words)), parts, tuple(pieces))


def _pieces(folded: str) -> tuple[str, ...]:
    """The known words that a compound is made of; () for a simple word."""
    if len(folded) < SHORTEST_COMPOUND or not folded.isalpha():
        return ()
    return _segmented(folded) or _edges(folded)


def _lengthened(word: str) -> str:
    if word in _SHORT:
        return _SHORT[word]
    return word + "asse" if word.endswith("str") and len(word) > len("str") else word


def _segmented(word: str) -> tuple[str, ...]:
    """The word as known parts and links, with as few parts as possible; () if it is no such row."""
    own = stem(word)  # "garag" + "e" is Garage itself
    best: dict[int, tuple[str, ...]] = {0: ()}
    for start in range(len(word)):
        if start not in best:
            continue
        for part, end in _known_from(word, start):
            if stem(part) == own:
                continue
            row = (*best[start], part)
            if end not in best or len(row) < len(best[end]):
                best[end] = row
    return best.get(len(word), ())


def _known_from(word: str, start: int) -> Iterable[tuple[str, int]]:
    """Known parts that begin at ``start``, each with the places where the next may begin."""
    known = part_words()
    for end in range(start + SHORTEST_PART, len(word) + 1):
        part = word[start:end]
        if part not in known:
            continue
        for link in LINKS:
            if word.startswith(link, end):
                yield part, end + len(link)


def _edges(word: str) -> tuple[str, ...]:
    """Known first and last parts of a word whose rest is unknown: names, misread letters."""
    known = part_words()
    longest_first = range(len(word) - SHORTEST_REST, SHORTEST_EDGE - 1, -1)
    head = next((word[:size] for size in longest_first if word[:size] in known), None)
    tail = next((word[-size:] for size in longest_first if word[-size:] in known), None)
    return tuple(part for part in (head, tail) if part)


@cache
def part_words() -> frozenset[str]:
    """Words that compounds are made of, folded; "Grenze" also without its e, as in Grenzwand."""
    lines = files("index").joinpath("data/parts.txt").read_text("utf-8").splitlines()
    listed = {fold(word) for line in lines for word in line.partition("#")[0].split()}
    bare = {word[:-1] for word in listed if word.endswith("e") and len(word) > SHORTEST_EDGE}
    return frozenset(listed | bare)


@cache
def _stemmer() -> "snowballstemmer.basestemmer.BaseStemmer":
    return snowballstemmer.stemmer("german")
