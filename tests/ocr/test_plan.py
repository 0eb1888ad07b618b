"""The lettering of site plans: numbers, fractions, names of streets."""

import cv2
import pytest

from baulast.model import BlockKind, Box
from baulast.settings import OcrSettings
from ocr.read import read


@pytest.fixture
def plan_words(engine, clean_page, unread_page):
    """The words of an image that is a plan as a whole."""

    def words(image):
        whole = Box(left=0, top=0, right=image.shape[1], bottom=image.shape[0])
        clean = clean_page(image, (BlockKind.PLAN, whole))
        return read(unread_page, clean, engine, OcrSettings()).words

    return words


def turned(image, slant):
    """The image turned clockwise, paper around it."""
    middle = (image.shape[1] / 2, image.shape[0] / 2)
    turn = cv2.getRotationMatrix2D(middle, -slant, 1.0)
    return cv2.warpAffine(image, turn, image.shape[::-1], flags=cv2.INTER_CUBIC, borderValue=255)


@pytest.mark.parametrize("slant", [0, 14, -22, 75])
def test_lettering_is_read_along_its_direction(type_page, plan_words, slant):
    """Names and numbers are read however they run; lines of the drawing are no words."""
    image = turned(
        type_page((350, 380, "Blumenstraße"), (350, 480, "1082"), size=(900, 900)), slant
    )
    cv2.line(image, (20, 60), (880, 120), 20, 4)
    cv2.line(image, (40, 880), (120, 30), 20, 4)
    assert [word.text for word in plan_words(image)] in (
        ["Blumenstraße", "1082"],
        ["1082", "Blumenstraße"],
    )


def test_a_number_over_a_number_is_a_parcel(type_page, plan_words):
    """Zähler over Nenner with a rule between is one word, with the place of both."""
    image = type_page((200, 200, "1076"), (228, 262, "10"), (600, 230, "1085"), size=(900, 500))
    cv2.line(image, (200, 252), (312, 252), 20, 4)
    words = plan_words(image)
    assert [word.text for word in words] == ["1076/10", "1085"]
    assert words[0].box.top < 215 < 290 < words[0].box.bottom


@pytest.mark.parametrize(
    "numbers",
    [
        pytest.param(((200, 200, "1076"), (200, 300, "1077")), id="no rule"),
        pytest.param(((200, 200, "1076"), (520, 200, "1077")), id="side by side"),
    ],
)
def test_numbers_near_each_other_stay_two(type_page, plan_words, numbers):
    """Without a rule between them, numbers below or beside each other are two parcels."""
    words = plan_words(type_page(*numbers, size=(900, 500)))
    assert sorted(word.text for word in words) == ["1076", "1077"]


def test_names_set_apart_stand_letter_by_letter(type_page, plan_words):
    """The name of a street with its letters set apart is read right, along its street."""
    image = turned(type_page((150, 400, "K i r c h s t r a ß e"), size=(900, 900)), 12)
    assert "".join(word.text for word in plan_words(image)) == "Kirchstraße"


def test_hatching_is_no_lettering(type_page, plan_words):
    """Strokes side by side are no words, and the number beside them is read."""
    image = type_page((250, 400, "1082"), size=(900, 600))
    for left in range(100, 500, 14):
        cv2.line(image, (left, 300), (left + 24, 270), 20, 3)
    assert [word.text for word in plan_words(image)] == ["1082"]
