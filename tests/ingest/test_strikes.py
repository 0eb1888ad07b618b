"""Strokes through text are taken out, letters are not."""

import cv2
import numpy as np
import pytest

from baulast.model import Box
from ingest.rules import Rule
from ingest.strikes import Strike, find_strikes, strike_pixels, strikes_in_parts, underline_pixels

FONT = cv2.FONT_HERSHEY_SIMPLEX
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


@pytest.mark.parametrize("taken_out", [as_strike, as_underline])
@pytest.mark.parametrize(("top", "bottom"), [(30, 1), (1, 30)])
def test_what_stands_on_the_stroke_keeps_its_half(taken_out, top, bottom):
    """Of a stem that ends on the stroke nothing beyond the stroke's middle stays, and all else."""
    ink = ink_with(top, bottom)
    rest = np.where(taken_out(ink) > 0, 0, ink)[:, BAR]
    rows = np.flatnonzero(rest.any(axis=1))
    assert (rows[0], rows[-1]) == (
        (STROKE - 30, STROKE - 1) if top > 1 else (STROKE + 1, STROKE + 30)
    )


def words(*, lines: int) -> np.ndarray:
    """Lines of type as ink."""
    ink = np.zeros((120 + 70 * lines, 1500), np.uint8)
    for line in range(lines):
        place = (100, 100 + 70 * line)
        cv2.putText(ink, "Flur 12 Flurstueck 345 belastet", place, FONT, 1.6, 255, 5)
    return ink


def lost(ink: np.ndarray, drawn: np.ndarray, area: Box) -> tuple[float, float]:
    """The share of what was drawn that is taken out, and the share of the letters."""
    taken = strike_pixels(drawn, strikes_in_parts(drawn, area, dpi=300)) > 0
    stroke = (drawn > 0) & (ink == 0)
    return float(taken[stroke].mean()), float(taken[ink > 0].mean())


def test_a_bent_stroke_is_taken_out_in_parts() -> None:
    """A line by hand that sags, and turns, goes where it is alone; letters stay."""
    ink = words(lines=1)
    drawn = ink.copy()
    course = np.array([(80, 70), (350, 88), (700, 94), (1050, 86), (1300, 66)])
    cv2.polylines(drawn, [course], False, 255, 4)
    of_stroke, of_letters = lost(ink, drawn, Box(left=70, top=40, right=1310, bottom=120))
    assert of_stroke > 0.6
    assert of_letters < 0.05


def test_a_signature_stays_whole() -> None:
    """Loops that run level for a while are no stroke through words."""
    ink = np.zeros((300, 600), np.uint8)
    steps = np.arange(90)
    loops = np.column_stack([80 + 4 * steps, 150 + 24 * np.sin(steps / 3)])
    cv2.polylines(ink, [loops.astype(np.int32)], False, 255, 8)
    cv2.line(ink, (440, 150), (540, 150), 255, 8)
    assert strikes_in_parts(ink, Box(left=70, top=110, right=550, bottom=190), dpi=300) == ()


def test_a_stroke_is_followed_to_its_end() -> None:
    """The tail of a diagonal, beyond where a straight line ends, belongs to it."""
    ink = words(lines=4)
    course = np.array([(80, 330), (900, 120), (1250, 20), (1400, 4)])
    cv2.polylines(ink, [course], False, 255, 5)
    (strike,) = find_strikes(ink, ((80.0, 330.0, 900.0, 120.0),), dpi=300)
    assert strike.box.right > 1200
