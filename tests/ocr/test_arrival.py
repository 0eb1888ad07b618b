"""Ink of stamps of arrival, and ink that such a stamp lies on."""

import pytest

from baulast.model import Box
from ocr.arrival import is_of_arrival
from ocr.engine import ReadLine, ReadWord

LINE = 45  # pixels: the stamp's lines


def line(left: int, top: int, *texts: str) -> ReadLine:
    """Words of a stamp's line, a blank between them."""
    words = []
    for text in texts:
        right = left + 22 * len(text)
        box = Box(left=left, top=top, right=right, bottom=top + LINE)
        words.append(ReadWord(text=text, box=box, confidence=0.9))
        left = right + 20
    return ReadLine(tuple(words))


EING = line(300, 100, "Eing.")
TORN = line(200, 170, "21.", "1968")
TOWN = line(250, 100, "Stadt", "Kaarst")
DATED = line(220, 240, "23.", "AUG.", "1984")


@pytest.mark.parametrize(
    ("what", "lines", "box", "expected"),
    [
        ("the month of a dater", (EING, TORN), (290, 172, 340, 212), True),
        ("the word for arrival, torn", (TOWN, DATED), (300, 180, 400, 225), True),
        ("below nothing that tells of arrival", (TOWN, TORN), (290, 172, 340, 212), False),
        ("two lines high", (EING, TORN), (290, 172, 400, 270), False),
        ("far below", (EING,), (290, 250, 400, 290), False),
        ("beside the stamp", (EING, TORN), (600, 172, 700, 212), False),
        (
            "within a line of text on which it lies",
            (EING, line(120, 170, "Blatt", "Nr.")),
            (330, 172, 420, 212),
            False,
        ),
        ("below a day in words", (line(220, 240, "Neuss,", "den", "3.4.1970"),),
         (300, 180, 400, 225), False),
        ("below a sentence", (line(200, 100, "Eingetragen", "am"),), (290, 172, 340, 212), False),
    ],
)  # fmt: skip
def test_what_is_of_a_stamp_of_arrival(what, lines, box, expected):
    """A torn line of such a stamp is its own, unless it may be of what it was pressed on."""
    left, top, right, bottom = box
    ink = Box(left=left, top=top, right=right, bottom=bottom)
    assert is_of_arrival(ink, lines) is expected, what
