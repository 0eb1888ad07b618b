"""Letters on which a signature hangs."""

import cv2
import numpy as np
import pytest

from ocr.ink import find_ink
from ocr.lines import lone_strokes, read_regions, type_height
from ocr.touched import touched_letters

LINES = ("Eingetragen am", "12. September 1974", "Az. 63-BL-05/1987")
PLACES = [(60, 60 + 70 * row, text) for row, text in enumerate(LINES)]
LETTER = 27.6  # pixels from letter to letter


def at(row: int, letter: int) -> tuple[int, int]:
    """The foot of a letter's middle."""
    return round(60 + LETTER * (letter + 0.5)), 60 + 70 * row + 36


def tick(image: np.ndarray, top: tuple[int, int]) -> None:
    """A name below, whose first stroke ends at a place above."""
    x, y = top
    below = [(x - 100, y + 160), (x, y), (x + 6, y + 150), (x + 120, y + 130)]
    cv2.polylines(image, [np.array(below)], False, 20, 5, cv2.LINE_AA)


@pytest.mark.parametrize(
    ("row", "letter"),
    [(2, 7), (2, 8), (2, 4), (2, 16)],
    ids=["a letter between hyphens", "a letter beside one", "a digit", "the last digit"],
)
def test_a_letter_that_a_signature_touches_is_read(engine, clean_page, type_page, row, letter):
    """What hangs on a stroke is read as it stands among its letters."""
    image = type_page(*PLACES)
    tick(image, at(row, letter))
    page = clean_page(image)
    (lines,) = read_regions(page, find_ink(page.image, page.dpi), engine)
    assert LINES[row] in [line.text for line in lines]


@pytest.mark.parametrize(
    "top",
    [at(2, 20), (at(2, 18)[0], 205), at(2, 3)],
    ids=["behind the line", "past its end", "in a blank"],
)
def test_a_stroke_that_touches_no_letter_stays_out(engine, clean_page, type_page, top):
    """A stroke between words, or beside a line, adds no letter to it."""
    page = clean_page(type_page(*PLACES))
    tick(page.image, top)
    ink = find_ink(page.image, page.dpi)
    height = type_height(ink)
    strokes = lone_strokes(ink.pieces, height)
    letters = ink.pieces[~np.isin(ink.pieces[:, 5], strokes[:, 5])]
    assert len(strokes) == 1
    assert touched_letters(strokes, letters, ink, height) == []
