"""Words and their classes: a spaCy tokenizer and a component that tells what a word can be.

``token.tag_`` is the class (data/words.toml), ``token.norm_`` the word as rules compare it: its
skeleton, with a misread cue word put right where only one cue word looks like it.
"""

import re
import tomllib
from collections import defaultdict
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from rapidfuzz.distance import Levenshtein
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract.fold import skeleton

WORD = "WORD"  # class of a word that is no cue
NUMBER = "NUMBER"  # class of what has a digit in it: "12", "l2", "1O"

# Letters that OCR reads for digits. Which of them prove a digit is for the slot to tell.
MISREAD_DIGITS = {"O": "0", "o": "0", "I": "1", "l": "1", "|": "1", "!": "1", "S": "5", "B": "8",
                  "Z": "2"}  # fmt: skip

_MIXED = "".join(MISREAD_DIGITS)
_TOKEN = re.compile(
    rf"\d[\d{_MIXED}]*+(?![^\W\d_])"  # a number, its last letters misread digits
    rf"|[{_MIXED}]++\d[\d{_MIXED}]*+(?![^\W\d_])"  # the same, beginning with a misread digit
    r"|\d+"
    r"|[^\W\d_]*[a-zäöüß](?=(?:Flur|Flst|Gemark|Parzell|Grundst|Blatt)[^\W\d_]*)"  # glued words
    # "GemarkungBüderich"; a capital I within a word is a misread l
    r"|[^\W\d_]*[a-zäöüß](?=(?!I)[A-ZÄÖÜ][a-zäöüß]{2})"
    r"|F[1lI](?=\. ?\d)"  # "Fl. 12" misread
    r"|[^\W\d_]+|\S"
)

MISREAD_FLUR = {"F1", "FI"}  # "Fl." before a number; the tokenizer tells that one follows

# Misreadings within these sets leave a word's shape as it is.
_SHAPES = {
    "rn": "m",
    "ri": "n",
    "ii": "u",
    "i": "l",
    "t": "l",
    "f": "l",
    "j": "l",
    "e": "c",
    "h": "b",
}
# How the names of months begin, for patterns in any case of letters.
MONTH = r"(?:jan|feb|m[äa]r|mrz|apr|mai|jun|jul|aug|sep|okt|nov|dez)"
MAX_WORD = 60  # no German word of our files is longer; a smear read as letters can be
MIN_SHAPE = 4  # shorter words look like too many others
MIN_FUZZY = 7  # from this length on, one wrong letter leaves no doubt which word it was
MIN_TWO = 14  # the same of two: "Landeshauardnung"
_NO_REPAIR = {"UNIT", "NOW", "FORMERLY"}  # everyday words that resemble others


class CueTokenizer:
    """Splits at blanks, at every sign, and where letters and digits meet."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words, spaces = [], []
        for match in _TOKEN.finditer(text):
            words.append(match[0])
            spaces.append(match.end() < len(text) and text[match.end()] == " ")
        return Doc(self.vocab, words=words, spaces=spaces)


def tag_words(doc: Doc) -> Doc:
    """The document with class and norm of every word."""
    for token in doc:
        token.norm_, token.tag_ = classify(token.text)
    for one, other in pairwise(doc):
        if one.norm_ == "vorn" and other.tag_ == NUMBER:  # "vorn 3. Juni 1968"
            one.norm_ = "vom"
    return doc


@lru_cache(maxsize=20_000)  # a town's vocabulary; the same words come on every page
def classify(word: str) -> tuple[str, str]:
    """Norm and class of a word.

    >>> classify("Flurstücke"), classify("Fist"), classify("l2"), classify("duldet")
    (('flurstucke', 'FST'), ('flst', 'FST'), ('12', 'NUMBER'), ('duldet', 'WORD'))
    """
    if len(word) > MAX_WORD:
        return skeleton(word[:MAX_WORD]), WORD
    if word in MISREAD_FLUR:
        return "fl", "FLUR"
    if any(char.isdigit() for char in word):
        return as_digits(word) or word, NUMBER
    norm = skeleton(word)
    norm = _misread().get(norm) or _meant(norm) or norm
    if norm in (exact := _classes()[0]):
        return norm, exact[norm]
    prefixed = (tag for prefix, tag in _classes()[1] if norm.startswith(prefix))
    return norm, next(prefixed, WORD)


def as_digits(word: str) -> str | None:
    """The digits that a word stands for; None if a letter cannot be one.

    >>> as_digits("l2"), as_digits("1O"), as_digits("1a")
    ('12', '10', None)
    """
    digits = "".join(MISREAD_DIGITS.get(char, char) for char in word)
    return digits if digits.isdecimal() and digits.isascii() else None


def month(norm: str) -> int | None:
    """The month of a month's name or abbreviation: "mrz" is 3."""
    for number, start in enumerate(
        ("ja", "f", "m", "ap", "mai", "jun", "jul", "au", "s", "o", "n", "d"), start=1
    ):
        if norm.startswith(start) and not (number == 3 and norm == "mai"):
            return number
    return None


@cache
def _classes() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """Classes of whole words and of beginnings."""
    table = _table()
    exact = {w: tag for tag, words in table.items() for w in words if not w.endswith("*")}
    prefixes = tuple(
        (w[:-1], tag) for tag, words in table.items() for w in words if w.endswith("*")
    )
    return exact, prefixes


@cache
def _table() -> dict[str, list[str]]:
    return tomllib.loads(_data("words.toml"))["classes"]  # type: ignore[no-any-return]


@cache
def _misread() -> dict[str, str]:
    """Short cue words as they are often misread, and what they are."""
    return tomllib.loads(_data("words.toml"))["misread"]  # type: ignore[no-any-return]


def _data(name: str) -> str:
    return files("extract").joinpath(f"data/{name}").read_text("utf-8")


@cache
def _lexicon() -> frozenset[str]:
    """Skeletons of words that are spelled right: cue words and the words around them."""
    lines = (line for line in _data("lexicon.txt").splitlines() if not line.startswith("#"))
    words = {skeleton(word) for line in lines for word in line.split()}
    return frozenset(words | _classes()[0].keys())


def _meant(norm: str) -> str | None:
    """The word that a misread one can only be; None for none, or for several of different class."""
    if norm in _lexicon() or len(norm) < MIN_SHAPE:
        return None
    candidates = _shapes().get(_shape(norm), frozenset())
    if not candidates and len(norm) >= MIN_FUZZY:
        most = 2 if len(norm) >= MIN_TWO else 1
        candidates = frozenset(
            word
            for word in _long_words()
            if Levenshtein.distance(norm, word, score_cutoff=most) <= most
        )
    return _only(candidates, norm)


def _only(candidates: frozenset[str], norm: str) -> str | None:
    """One of the candidates, if they are forms of the same word."""
    if not candidates:
        return None
    nearest = min(candidates, key=lambda word: (abs(len(word) - len(norm)), word))
    exact = _classes()[0]
    same = all(
        exact.get(word) == exact.get(nearest) and word[:MIN_SHAPE] == nearest[:MIN_SHAPE]
        for word in candidates
    )
    return nearest if same else None


@cache
def _shapes() -> dict[str, frozenset[str]]:
    by_shape: dict[str, set[str]] = defaultdict(set)
    for word in _lexicon():
        if len(word) >= MIN_SHAPE and _classes()[0].get(word) not in _NO_REPAIR:
            by_shape[_shape(word)].add(word)
    return {shape: frozenset(words) for shape, words in by_shape.items()}


@cache
def _long_words() -> tuple[str, ...]:
    return tuple(sorted(word for word in _lexicon() if len(word) >= MIN_FUZZY))


def _shape(norm: str) -> str:
    for seen, meant in _SHAPES.items():
        norm = norm.replace(seen, meant)
    return norm
