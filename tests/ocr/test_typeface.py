"""Digits held against the other digits of their page."""

from itertools import accumulate

import cv2
import numpy as np
import pytest

from baulast.model import Box
from ocr.engine import ReadLine, ReadWord
from ocr.typeface import by_type

TYPE = cv2.FONT_HERSHEY_SIMPLEX
OTHER_TYPE = cv2.FONT_HERSHEY_TRIPLEX
PITCH, HEIGHT = 30, 60  # of a letter, of a line


def words_on(*written, apart=PITCH):
    """A page and its words: what stands there, what was read, how surely, and other readings."""
    image = np.full((HEIGHT * len(written), 500), 255, np.uint8)
    words = []
    for line, (ink, text, confidence, alternatives, font) in enumerate(written):
        lefts = [0, *accumulate([apart] * len(ink))]
        for left, letter in zip(lefts, ink, strict=False):
            place = (10 + left, HEIGHT * line + 42)
            cv2.putText(image, letter, place, font, 1.0, 0, 2)
        box = Box(left=8, top=HEIGHT * line + 8, right=14 + lefts[-1], bottom=HEIGHT * line + 52)
        words.append(ReadWord(text=text, box=box, confidence=confidence, alternatives=alternatives))
    return image, [ReadLine((word,)) for word in words]


def read(ink, text=None, confidence=0.97, alternatives=(), font=TYPE):
    return (ink, text or ink, confidence, alternatives, font)


def first_of(*written, apart=PITCH):
    """The first word, after all were compared."""
    image, lines = words_on(*written, apart=apart)
    return by_type([lines], image)[0][0].words[0]


THREES = (read("13"), read("30"), read("63"))


@pytest.mark.parametrize(
    ("doubtful", "text", "alternatives"),
    [
        (read("43", "45"), "43", ("45",)),  # the engine's reading is kept beside it
        (read("43", "45", 0.8, ("43",)), "43", ()),  # a second look read the same
        (read("43", "45", font=OTHER_TYPE), "45", ()),  # another machine's
        (read("45"), "45", ()),
        (read("30.1.64", "50.1.64"), "30.1.64", ("50.1.64",)),
        (read("15.3.64", "15.5.64"), "15.3.64", ("15.5.64",)),
    ],
)
def test_what_looks_like_other_digits_is_one_of_them(doubtful, text, alternatives):
    """A digit that looks like three words' 3 is a 3, whatever was read; nothing else changes."""
    word = first_of(doubtful, *THREES)
    assert (word.text, word.alternatives) == (text, alternatives)


@pytest.mark.parametrize(
    "others",
    [
        THREES[:2],  # too few
        (*THREES[:2], read("63", "65"), read("38", "58")),  # they do not agree
        (),
    ],
)
def test_a_few_that_look_alike_change_nothing(others):
    """Two words, and words that were themselves read in two ways, may err as this one did."""
    assert first_of(read("43", "45"), *others).text == "45"


def test_a_doubtful_digit_is_borne_out_by_its_like():
    """A reading that all its like repeat loses its rival and is trusted more."""
    word = first_of(read("33", "33", 0.8, ("53",)), *THREES)
    assert (word.text, word.alternatives) == ("33", ())
    assert word.confidence > 0.95


@pytest.mark.parametrize(("text", "confidence"), [("1/33", 0.96), ("13/33", 0.8), ("1.33", 0.8)])
def test_a_roman_one_needs_no_like(text, confidence):
    """A volume's I that reads as a one is none: the digits behind its stroke bear the word out."""
    ink = {"1/33": "I/33", "13/33": "I3/33", "1.33": "I.33"}[text]
    assert first_of(read(ink, text, 0.8), *THREES).confidence == pytest.approx(confidence)


@pytest.mark.parametrize(
    ("doubtful", "others"),
    [
        # none of them is sure
        (read("33", "33", 0.8, ("53",)), [read(ink, ink, 0.8) for ink in ("13", "30", "63")]),
        # they were not all read alike
        (
            read("33", "33", 0.8, ("53",)),
            [*THREES, read("23", "25"), read("83", "85"), read("93", "95")],
        ),
        # the rival is no other digit, but a digit more
        (read("33", "33", 0.8, ("334",)), []),
    ],
)
def test_doubt_stays_where_the_type_says_too_little(doubtful, others):
    """Digits that nobody sure bears out stay as doubtful as they were."""
    word = first_of(doubtful, *others)
    assert (word.text, word.confidence, word.alternatives) == doubtful[1:4]


def test_what_the_type_makes_no_day_of_is_only_told():
    """A day that could be one is not made one that cannot."""
    word = first_of(read("33.1.64", "13.1.64"), *THREES, read("23"), read("31"), read("93"))
    assert word.text == "13.1.64"
    assert word.alternatives == ("33.1.64",)


def test_letters_that_touch_are_not_compared():
    """Ink that does not come apart into the letters of the word says nothing."""
    assert first_of(read("433", "453"), *THREES, apart=8).text == "453"
