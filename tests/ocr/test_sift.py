"""What speaks for handwriting, and what only for bad type."""

import pytest

from baulast.model import Box
from ocr.engine import ReadLine, ReadWord
from ocr.sift import HAND, filled_alike, hand_evidence, sift


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


class Shapes:
    """Ink that leans as told for the words at each left edge; type is 40 pixels high."""

    type_height = 40
    type_spread = 0.04

    def __init__(self, leans: dict[int, float]) -> None:
        self._leans = leans

    def height(self, box: Box) -> float:
        return 1.0

    def lean(self, boxes: list[Box]) -> float:
        leans = [self._leans.get(box.left, 0.0) for box in boxes]
        return sum(leans) / len(leans)


def line(*words: tuple[int, int, str]) -> ReadLine:
    return ReadLine(
        tuple(
            ReadWord(text=text, box=Box(left=left, top=0, right=right, bottom=40), confidence=0.95)
            for left, right, text in words
        )
    )


@pytest.mark.parametrize(
    ("words", "leans", "perhaps"),
    [
        (((0, 200, "Gemarkung"), (250, 370, "Gohr")), {250: 0.16}, [250]),
        (((0, 200, "Gemarkung"), (250, 370, "Gohr")), {250: 0.05}, []),
        (((0, 200, "Gemarkung"), (220, 340, "Gohr")), {220: 0.16}, []),  # a space, not a blank
        (((0, 200, "stellen."), (250, 290, "–")), {250: 0.2}, []),
        (((0, 200, "Löschung"), (220, 300, "vom")), {0: 0.17, 220: 0.17}, [0]),
        (((0, 200, "Seite"),), {0: 0.12}, []),
    ],
)
def test_handwriting_that_reads_well_is_told_beside_its_label(words, leans, perhaps):
    """What fills a blank and leans is kept as text, and its box is told for a doubt."""
    shapes = Shapes(leans)
    sifted = sift([line(*words)], shapes)
    assert [line.text for line in sifted.lines] == [" ".join(text for _, _, text in words)]
    assert [box.left for box in sifted.perhaps] == perhaps


def test_numbers_beside_a_blank_filled_by_hand_are_told_too():
    """Digits do not lean; they are written by whoever wrote the name in the same line."""
    row = line(
        (0, 200, "Gemarkung"), (250, 370, "Gohr"), (600, 680, "Flur"), (730, 770, "15"),
        (900, 1100, "Flurstück(e)"), (1150, 1250, "und"), (1260, 1400, "154/2"),
    )  # fmt: skip
    written = [row.words[1].box]
    assert [box.left for box in filled_alike(row, written, Shapes({}))] == [730, 1150]
    assert list(filled_alike(row, [], Shapes({}))) == []
