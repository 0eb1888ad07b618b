"""A page's own type as a witness: digits that look alike are the same digit.

A machine whose 3 has a level top writes threes that an engine takes for fives, with all its trust,
now and then. On the page they look like its other threes, and not like its fives. So each digit is
held against all others of its page, and those that look the same have a voice. Where another
machine wrote, or the paper is poor, nothing looks the same, and nothing is said.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from baulast.cleaned import Image
from baulast.model import Box
from ocr.engine import ReadLine, ReadWord
from ocr.glyphs import Glyph, glyphs_of
from ocr.jury import is_no_day

ALIKE = 0.9  # likeness of two digits of one type; a 3 and a 5 of a typewriter stay below 0.85
SAME_FORM = 0.25  # by which slimness differs at most: a 1 is no stretched 7
SAME_SIZE = 0.2  # by which height differs at most: a form's print is no machine's
VOICES = 3  # other words that look the same; one or two may be misread as this one was
AGREED = 0.8  # of them, for another digit than was read
SURE = 0.95  # trust that one of those who bear a digit out must have, with no other reading
BORNE_OUT = 0.8  # trust in the type's word; it speaks besides the engine, as a second look does
ROMAN_ONES = re.compile(r"1{1,3}(?=/\d)")
ROUNDS = 2  # a digit put right speaks for the next one

Alike = npt.NDArray[np.bool_]


@dataclass(slots=True)
class _Struck:
    """A digit on the page, with what it is held to be."""

    word: int  # place among the words
    place: int  # of the letter in it
    glyph: Glyph
    digit: str
    is_borne_out: bool = False


@dataclass(slots=True)
class _Told:
    """What the type says of a word."""

    changed: dict[int, str] = field(default_factory=dict)  # digits by their place
    borne_out: int = 0


def by_type(
    regions: Iterable[Sequence[ReadLine]], image: Image
) -> tuple[tuple[ReadLine, ...], ...]:
    """The regions' lines, their digits held against each other."""
    regions = [tuple(lines) for lines in regions]
    words = [word for lines in regions for line in lines for word in line.words if _digits(word)]
    settled = _settled(words, _struck(words, image))
    return tuple(
        tuple(ReadLine(tuple(settled.get(word.box, word) for word in line.words)) for line in lines)
        for lines in regions
    )


def _struck(words: Sequence[ReadWord], image: Image) -> list[_Struck]:
    return [
        _Struck(number, place, glyph, letter)
        for number, word in enumerate(words)
        for place, (letter, glyph) in enumerate(
            zip(word.text.replace(" ", ""), glyphs_of(word, image), strict=False)
        )
        if glyph is not None
    ]


def _settled(words: Sequence[ReadWord], struck: list[_Struck]) -> dict[Box, ReadWord]:
    """The words of which the type says something."""
    if not struck:
        return {}
    alike = _alike(struck)
    told: dict[int, _Told] = defaultdict(_Told)
    for _ in range(ROUNDS):
        for one, others in zip(struck, alike, strict=True):
            _hear(one, [struck[n] for n in np.nonzero(others)[0]], words, told[one.word])
    for one in struck:
        told[one.word].borne_out += one.is_borne_out
    return {words[number].box: _verdict(words[number], said) for number, said in told.items()}


def _alike(struck: Sequence[_Struck]) -> Alike:
    """Which digits look the same, those of one word left out."""
    shapes = np.stack([one.glyph.shape for one in struck])
    slimness = np.array([one.glyph.slimness for one in struck])
    heights = np.array([one.glyph.height for one in struck])
    numbers = np.array([one.word for one in struck])
    alike: Alike = (
        (shapes @ shapes.T >= ALIKE)
        & (np.abs(slimness[:, None] / slimness - 1) <= SAME_FORM)
        & (np.abs(heights[:, None] / heights - 1) <= SAME_SIZE)
        & (numbers[:, None] != numbers)
    )
    return alike


def _hear(one: _Struck, others: Sequence[_Struck], words: Sequence[ReadWord], told: _Told) -> None:
    """Put a digit right that its like outvote, or note that they bear it out."""
    voices = Counter(digit for _, digit in {(other.word, other.digit) for other in others})
    if voices.total() < VOICES:
        return
    digit, count = voices.most_common(1)[0]
    if digit != one.digit and count >= max(VOICES, AGREED * voices.total()):
        one.digit = told.changed[one.place] = digit
    one.is_borne_out = voices.total() == voices[one.digit] and any(
        _is_sure(words[other.word]) for other in others
    )


def _is_sure(word: ReadWord) -> bool:
    return word.confidence >= SURE and not word.alternatives


def _verdict(word: ReadWord, told: _Told) -> ReadWord:
    """The word with its digits put right, and as sure as its type makes it."""
    letters = enumerate(word.text.replace(" ", ""))
    text = "".join(told.changed.get(n, c) for n, c in letters) if told.changed else word.text
    if told.changed and is_no_day(text) and not is_no_day(word.text):
        return replace(word, alternatives=tuple(dict.fromkeys((*word.alternatives, text))))
    is_seconded = not told.changed or text in word.alternatives
    others = word.alternatives if is_seconded else (word.text, *word.alternatives)
    if told.borne_out < len(_digits(word)) - _ones(text) or not is_seconded:
        rest = tuple(other for other in others if other != text)
        return replace(word, text=text, alternatives=rest)
    return replace(
        word,
        text=text,
        confidence=1 - (1 - word.confidence) * (1 - BORNE_OUT),
        alternatives=tuple(other for other in others if not _differs_in_digits(other, text)),
    )


def _ones(text: str) -> int:
    """How many digits before a stroke may be a volume's Roman ones, "11/140" for II/140.

    An I looks like no 1 of the page, and which of them it is, the engine does not know.
    """
    ones = ROMAN_ONES.match(text)
    return len(ones[0]) if ones else 0


def _digits(word: ReadWord) -> list[str]:
    return [letter for letter in word.text if letter.isdigit()]


def _differs_in_digits(one: str, other: str) -> bool:
    """Whether two readings are the same but for their digits, or altogether."""
    return len(one) == len(other) and all(
        a == b or (a.isdigit() and b.isdigit()) for a, b in zip(one, other, strict=True)
    )
