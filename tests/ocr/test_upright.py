"""Which way up a page is."""

import numpy as np
import pytest

from baulast.model import Box
from ocr.engine import ReadLine, ReadWord
from ocr.upright import trusted_letters, upright

TEXT = (
    "Der jeweilige Eigentümer des Grundstücks",
    "Gemarkung Büttgen, Flur 12, Flurstück 345,",
    "verpflichtet sich, die Zufahrt zu dulden.",
)
SANS = "LiberationSans-Regular.ttf"
TIGHT_PX = 42  # 10 point at 300 dpi, on lines 12 point apart


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("font", ["courier-prime-400.ttf", SANS])
def test_a_turned_page_is_turned_back(engine, clean_page, type_page, turned, font):
    """A page that lies on its side or its head is told how far it must turn clockwise."""
    lines = [(120, 120 + 75 * row, text) for row, text in enumerate(TEXT)]
    image = np.ascontiguousarray(
        np.rot90(type_page(*lines, size=(1500, 700), font=font), -turned // 90)
    )
    assert upright(clean_page(image), engine) == (360 - turned) % 360


@pytest.mark.parametrize("turned", [0, 90, 180])
def test_short_lines_tell_where_the_long_ones_are_struck(engine, clean_page, type_page, turned):
    """Lines that are struck out say nothing; the heading and a date above them do."""
    struck = [(120, 300 + 75 * row, text) for row, text in enumerate(TEXT * 2)]
    image = type_page((120, 60, "Gemeinde Korschenbroich"), *struck, size=(1500, 900))
    for _, top, _ in struck:
        for stroke in (15, 24, 33):
            image[top + stroke : top + stroke + 6, 110:1400] = 20
    image = np.ascontiguousarray(np.rot90(image, -turned // 90))
    assert upright(clean_page(image), engine) == (360 - turned) % 360


def test_lines_set_closely_are_read_one_by_one(clean_page, type_page):
    """What is read as one line shows nothing of the next one, however near that stands."""
    shown = []

    class Watching:
        version = "none"

        def read(self, crops, *, segmentation, dpi, model=None):
            shown.extend(crops)
            return tuple(() for _ in crops)

    lines = [(120, 120 + 51 * row, text) for row, text in enumerate(TEXT * 2)]
    upright(
        clean_page(type_page(*lines, size=(1500, 500), font=SANS, size_px=TIGHT_PX)), Watching()
    )
    inked = [np.concatenate([[0], (crop < 128).any(axis=1), [0]]) for crop in shown[: len(lines)]]
    assert inked
    assert all(np.count_nonzero(np.diff(rows) == 1) == 1 for rows in inked)


@pytest.mark.parametrize(
    ("text", "trusted"), [("sop uəp", 0), ("den und", 0), ("Flur", 4), ("Flurstück 12", 9)]
)
def test_short_words_say_nothing(text, trusted):
    """Words of three letters are German upside down too often."""
    words = [
        ReadWord(text=word, box=Box(left=0, top=0, right=1, bottom=1), confidence=1.0)
        for word in text.split()
    ]
    assert trusted_letters(ReadLine(tuple(words))) == trusted


def test_bars_along_the_page_do_not_turn_it(engine, clean_page, type_page):
    """A barcode, all strokes along the page, does not outvote the few lines of a separator."""
    image = type_page((120, 500, "Bauakte KAA-BL-002229"), size=(1500, 700))
    for left in range(150, 1300, 24):
        image[80:420, left : left + 9] = 0
    assert upright(clean_page(image), engine) == 0


@pytest.mark.parametrize("turned", [90, 180])
def test_a_page_without_text_stays_as_it_lies(engine, clean_page, type_page, turned):
    """Where nothing can be read there is no reason to turn."""
    image = np.rot90(type_page(size=(900, 700)), turned // 90).copy()
    image[300:304, 100:600] = 0
    assert upright(clean_page(image), engine) == 0
