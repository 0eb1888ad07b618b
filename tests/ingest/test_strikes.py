"""Strokes through text are taken out, letters are not."""

import numpy as np
import pytest

from ingest.rules import Rule
from ingest.strikes import Strike, strike_pixels, underline_pixels

LEFT, RIGHT, STROKE, THICK = 10, 190, 50, 3
BAR = slice(60, 80)  # columns in which something of a letter lies under the stroke


def ink_with(top: int, bottom: int) -> np.ndarray:
    """A stroke, and in some columns ink from ``top`` to ``bottom`` above and below its middle."""
    ink = np.zeros((100, 200), np.uint8)
    ink[STROKE - 1 : STROKE + 2, LEFT:RIGHT] = 255
    ink[STROKE - top : STROKE + bottom + 1, BAR] = 255
    return ink


def as_strike(ink: np.ndarray) -> np.ndarray:
    xs = np.arange(LEFT, RIGHT)
    centres = np.full(len(xs), STROKE + 0.5)
    return strike_pixels(ink, (Strike(level=True, xs=xs, centres=centres, thick=THICK),))


def as_underline(ink: np.ndarray) -> np.ndarray:
    place = STROKE + 0.5
    rule = Rule(level=True, start=LEFT, end=RIGHT, at_start=place, at_end=place, thick=THICK)
    return underline_pixels(ink, (rule,))


@pytest.mark.parametrize("taken_out", [as_strike, as_underline])
@pytest.mark.parametrize(
    ("top", "bottom", "stays"),
    [
        (1, 1, False),  # nothing but the stroke
        (4, 4, True),  # the bar of an F, thicker than the stroke
        (1, 6, True),  # a bar that it only touches
        (30, 30, True),  # a stem that it crosses
        (30, 1, True),  # a foot that stands on it
    ],
)
def test_what_is_thicker_than_the_stroke_is_a_letter(taken_out, top, bottom, stays):
    """The stroke goes wherever it is alone; where the ink is thicker it stays whole."""
    ink = ink_with(top, bottom)
    rest = np.where(taken_out(ink) > 0, 0, ink)
    outside = np.r_[LEFT : BAR.start - 2, BAR.stop + 2 : RIGHT]
    assert not rest[:, outside].any()
    assert rest[:, BAR].any() == stays
    assert not stays or np.array_equal(rest[:, BAR], ink[:, BAR])
