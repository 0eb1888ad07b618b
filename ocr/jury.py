"""A jury for digits that were read with doubt: the same ink, larger, smaller, thinner, softer.

A worn 3 is a 5 in one size and a 3 in the next. So where the two readings of digits differ, or
little trust is in them, both models read the ink again in three forms each, and voices are counted.
Few runs are in doubt; a reading that nearly all jurors repeat is hardly ever wrong, and one that
hardly any repeats is mostly what the others say instead.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from baulast.cleaned import Image
from baulast.model import Box
from ocr.engine import Engine, ReadWord, Segmentation
from ocr.lines import placed

SURE = 0.85  # trust that a word needs to stand without a jury
CONFIRMED = 5  # jurors of six that clear a reading of its rival
OUTVOTED = 4  # jurors for one other reading, while at most one repeats the first
HEARD = 2  # jurors that make another reading worth telling a person
LOOKALIKE = str.maketrans({"l": "1", "I": "1", "|": "1", "O": "0", "o": "0", "§": "8", "$": "8"})
DAY = re.compile(r"\D*(\d\d?)[.,] ?(\d\d?)[.,] ?(?:\d\d){1,2}\D*")


def _larger(image: Image) -> Image:
    big = cv2.resize(image, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    return cv2.GaussianBlur(big, (0, 0), 1.2)  # type: ignore[return-value]


def _smaller(image: Image) -> Image:
    return cv2.resize(image, None, fx=0.75, fy=0.75, interpolation=cv2.INTER_AREA)  # type: ignore[return-value]


def _thinner(image: Image) -> Image:
    return cv2.dilate(image, np.ones((2, 2), np.uint8))  # type: ignore[return-value]


def _softer(image: Image) -> Image:
    return cv2.GaussianBlur(image, (0, 0), 1.0)  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Juror:
    """A way to show the ink, and whether the second model reads it."""

    shown: Callable[[Image], Image]
    scale: float
    is_second: bool


JURORS = (
    Juror(_larger, 2, True),
    Juror(_smaller, 0.75, True),
    Juror(_thinner, 1, True),
    Juror(_thinner, 1, False),
    Juror(_smaller, 0.75, False),
    Juror(_softer, 1, False),
)


def is_doubtful(word: ReadWord) -> bool:
    """Whether digits were read with little trust or in two ways."""
    has_digits = any(letter.isdigit() for letter in word.text)
    return has_digits and (word.confidence < SURE or bool(word.alternatives))


def ballots(
    boxes: Sequence[Box], crops: Sequence[Image], *, dpi: float, engine: Engine, model: str
) -> list[list[list[ReadWord]]]:
    """For each box what each juror reads in its crop, placed on the page."""
    heard: list[list[list[ReadWord]]] = [[] for _ in boxes]
    for juror in JURORS:
        read = engine.read(
            [juror.shown(crop) for crop in crops],
            segmentation=Segmentation.LINE,
            dpi=dpi * juror.scale,
            model=model if juror.is_second else None,
        )
        for words, box, lines in zip(heard, boxes, read, strict=True):
            on_page = [placed(line, box, dpi=dpi, scale=juror.scale) for line in lines]
            words.append([word for line in on_page for word in line.words])
    return heard


def verdict(word: ReadWord, said: Sequence[str]) -> ReadWord:
    """The word as most jurors read it; what is left of the others stays beside it."""
    votes = Counter(key for key in map(_key, said) if any(c.isdigit() for c in key))
    own = _key(word.text)
    mine = votes.pop(own, 0)
    stroked = [text for text in said if "/" in text and _key(text) == own]
    if "/" not in word.text and len(stroked) >= HEARD:
        word = replace(word, text=stroked[0])
    if mine >= CONFIRMED:
        # Trust stays as it was: a type with a worn 3 is a 5 to the same engine in every form.
        return replace(word, alternatives=_signs(word))
    if not votes:
        return word
    other, count = votes.most_common(1)[0]
    text = next(text for text in said if _key(text) == other)
    if is_no_day(word.text) and not is_no_day(text) and count >= HEARD and DAY.fullmatch(text):
        return replace(word, text=text, alternatives=())
    if count >= OUTVOTED and mine <= 1 and not is_no_day(text):
        return replace(word, text=text, alternatives=(word.text,))
    if count >= HEARD and not is_no_day(text):
        return replace(word, alternatives=tuple(dict.fromkeys((*word.alternatives, text))))
    return word


def is_no_day(text: str) -> bool:
    """Whether this is written as a date and cannot be one.

    >>> is_no_day("19.92.1996"), is_no_day("19.02.1996"), is_no_day("345/12")
    (True, False, False)
    """
    match = DAY.fullmatch(text)
    return match is not None and not (1 <= int(match[1]) <= 31 and 1 <= int(match[2]) <= 12)


def _signs(word: ReadWord) -> tuple[str, ...]:
    """Other readings that are no digits: a § may still be one."""
    return tuple(other for other in word.alternatives if not any(c.isdigit() for c in other))


def _key(text: str) -> str:
    """What two readings must have in common to be one; a stroke is often read as 1."""
    return re.sub(r"\W", "", text.translate(LOOKALIKE).replace("/", "1"))
