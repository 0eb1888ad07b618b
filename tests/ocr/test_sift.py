"""What speaks for handwriting, and what only for bad type."""

import pytest

from baulast.model import Box
from ocr.engine import ReadLine, ReadWord
from ocr.sift import HAND, hand_evidence


class Shape:
    """Ink of one height and lean, as ``Shapes`` measures it."""

    def __init__(self, height: float, lean: float) -> None:
        self._height, self._lean = height, lean

    def height(self, box: Box) -> float:
        return self._height

    def lean(self, boxes: object) -> float:
        return self._lean


@pytest.mark.parametrize(
    ("text", "trust", "height", "lean", "is_hand"),
    [
        ("Willi Esser", 0.93, 1.44, 0.21, True),
        ("erl", 0.39, 0.74, 0.22, True),
        ("Kat. Amt", 0.65, 1.41, 0.12, True),
        ("Bennrkune Tnazen, Binz 2 Terzelle 12218", 0.13, 0.97, 0.078, False),  # dots below type
        ("Bee ED Be NOrhA ben", 0.09, 0.92, 0.091, False),
        ("Seite", 0.26, 0.92, 0.077, False),
    ],
)
def test_mistrust_alone_makes_no_handwriting(text, trust, height, lean, is_hand):
    """Type that the engine cannot read leans a little; it is read again, not set apart."""
    box = Box(left=0, top=0, right=400, bottom=40)
    run = ReadLine((ReadWord(text=text, box=box, confidence=trust),))
    assert (hand_evidence(run, Shape(height, lean)) >= HAND) is is_hand
