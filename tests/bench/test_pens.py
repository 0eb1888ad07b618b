"""Strokes and stamps that the measure of deletions draws."""

from random import Random

import numpy as np
import pytest

from baulast.model import Box
from bench.pens import PENS, Passage, inked, inks_on, struck
from bench.stamps import NOTES, STAMPS, noted, room, stamped
from bench.typed import typed_over

LINES = tuple(Box(left=200, top=200 + 50 * n, right=900, bottom=236 + 50 * n) for n in range(4))
BESIDE, NUMBER = (
    Box(left=950, top=200, right=1190, bottom=400),
    Box(left=100, top=200, right=120, bottom=236),
)
PASSAGE = Passage(LINES, 36, BESIDE, NUMBER)
PLACES = {"number": NUMBER} | dict.fromkeys(NOTES, BESIDE)
WAYS = {
    **dict.fromkeys(PENS, struck),
    **dict.fromkeys(STAMPS, stamped),
    **dict.fromkeys(NOTES, noted),
    "typed over": lambda scan, passage, _, *how: typed_over(scan, passage, *how),
}


@pytest.mark.parametrize("kind", WAYS)
def test_each_kind_lies_where_it_belongs(kind):
    """Every kind of deletion darkens paper over or beside the passage, the same for a seed."""
    scan = np.full((700, 1200), 240, np.uint8)
    drawn = WAYS[kind](scan, PASSAGE, kind, "black", Random(1), 300)
    box = PLACES.get(kind, PASSAGE.box)
    around = drawn[box.top - 40 : box.bottom + 40, box.left - 40 : box.right]
    assert (around < 200).sum() > 100
    assert np.array_equal(drawn, WAYS[kind](scan, PASSAGE, kind, "black", Random(1), 300))
    assert np.all(scan == 240)


def test_a_note_without_room_is_not_drawn():
    """Where a note would lie on others nothing is written: no clerk would."""
    scan = np.full((700, 1200), 240, np.uint8)
    full = Passage(LINES, 36, None)
    assert noted(scan, full, "note typed", "black", Random(1), 300) is scan


@pytest.mark.parametrize(
    ("what", "taken", "top"),
    [
        ("an empty column", [], 222),
        ("below what stands there", [Box(left=960, top=200, right=1100, bottom=280)], 302),
        ("a full column", [Box(left=960, top=200, right=1100, bottom=380)], None),
    ],
)
def test_room_lies_below_what_is_written(what, taken, top):
    """The next note begins half a line below the last."""
    column = Box(left=950, top=200, right=1300, bottom=400)
    place = room(column, taken, 36)
    assert (place and place.top) == top, what


def test_faint_inks_are_not_drawn_on_black_and_white():
    """What a scanner loses cannot be missed by reading."""
    assert "pencil" not in inks_on(np.full((10, 10), 255, np.uint8))
    assert "pencil" in inks_on(np.full((10, 10), 128, np.uint8))


def test_ink_on_black_and_white_is_black():
    """A scanner of two tones shows coloured ink black, or not at all."""
    scan = np.full((1, 3), 255, np.uint8)
    cover = np.array([[0.0, 0.2, 0.8]], np.float32)
    assert inked(scan, cover, "red").tolist() == [[255, 255, 0]]
