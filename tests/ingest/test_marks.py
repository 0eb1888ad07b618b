"""What is told by shape and colour alone: strikes, crosses, red lines, stamps, signatures."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image as Picture
from PIL import ImageDraw, ImageFont

from baulast.cleaned import CleanPage, Image
from baulast.model import Mark, MarkKind
from baulast.settings import CleanSettings
from ingest.clean import clean

TEXT = "Baulast fuer das Grundstueck Flur 12 Flurstueck 345"
FONTS = Path(__file__).resolve().parents[2] / "bench" / "scangen" / "fonts"
BLACK, RED, BLUE, GREEN = (40, 40, 40), (44, 40, 190), (150, 60, 40), (150, 225, 160)


def passage() -> Image:
    page = np.full((3508, 2480, 3), 240, np.uint8)
    for line in range(6):
        place = (400, 800 + 70 * line)
        cv2.putText(page, TEXT, place, cv2.FONT_HERSHEY_SIMPLEX, 1.2, BLACK, 3, cv2.LINE_AA)
    return page


def grey(page: Image) -> Image:
    return np.asarray(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), dtype=np.uint8)


def cleaned(page: Image) -> CleanPage:
    return clean(page, header_dpi=300, turn=0, settings=CleanSettings())


def marks(page: Image) -> list[Mark]:
    return [mark for mark in cleaned(page).marks if mark.kind is not MarkKind.RULE]


def test_text_alone_has_no_marks() -> None:
    """Plain lines of text are not taken for strikes, whatever runs along them."""
    assert marks(passage()) == []
    assert marks(grey(passage())) == []


def test_a_line_through_text_is_a_strike() -> None:
    """A line through the letters is a strike with its place, and its text stays."""
    page = grey(passage())
    cv2.line(page, (380, 860), (1700, 857), 40, 4)
    (mark,) = marks(page)
    assert mark.kind is MarkKind.STRIKE
    assert (mark.box.left, mark.box.right) == pytest.approx((380, 1700), abs=25)
    assert mark.box.top < 860 < mark.box.bottom + 10
    before, after = cleaned(grey(passage())).image, cleaned(page).image
    assert np.count_nonzero(after < 128) == pytest.approx(np.count_nonzero(before < 128), rel=0.1)


@pytest.mark.parametrize("off", [22, 30])
def test_an_underline_is_no_strike(off: int) -> None:
    """A line below the letters is a rule, not a deletion."""
    page = grey(passage())
    cv2.line(page, (400, 870 + off), (1500, 870 + off), 40, 4)
    assert marks(page) == []


@pytest.mark.parametrize("height", [410, 230])
def test_crossed_diagonals_are_a_cross(height: int) -> None:
    """Two diagonals over a passage are crosses with the passage's box, steep or nearly level."""
    page = grey(passage())
    cv2.line(page, (390, 1180 - height), (1700, 1180), 40, 4)
    cv2.line(page, (390, 1180), (1700, 1180 - height), 40, 4)
    found = marks(page)
    assert [mark.kind for mark in found] == [MarkKind.CROSS, MarkKind.CROSS]
    assert all(mark.box.height > height - 30 for mark in found)


@pytest.mark.parametrize("thick", [5, 13])
def test_a_felt_pen_strikes_too(thick: int) -> None:
    """A diagonal is as thick as the pen was, and thicker still along a line of text."""
    page = grey(passage())
    cv2.line(page, (420, 1170), (1500, 780), 40, thick)
    (mark,) = marks(page)
    assert mark.kind is MarkKind.STRIKE
    assert (mark.box.left, mark.box.right) == pytest.approx((420, 1500), abs=40)


def test_one_diagonal_is_a_strike() -> None:
    """A single diagonal through a passage is a strike."""
    page = grey(passage())
    cv2.line(page, (390, 1180), (1700, 770), 40, 4)
    assert [mark.kind for mark in marks(page)] == [MarkKind.STRIKE]


def test_red_strike_is_taken_out_and_told() -> None:
    """A red diagonal over text is a red mark; the reading image is as if it were not there."""
    page = passage()
    cv2.line(page, (390, 1180), (1700, 770), RED, 5)
    result = cleaned(page)
    (mark,) = [mark for mark in result.marks if mark.kind is not MarkKind.RULE]
    assert mark.kind in (MarkKind.STRIKE, MarkKind.RED_LINE)
    assert mark.is_red
    clear = cleaned(passage()).image
    assert np.count_nonzero(result.image < 128) == pytest.approx(
        np.count_nonzero(clear < 128), rel=0.04
    )


def test_red_underline_is_a_red_line() -> None:
    """Underlining in red, a deletion by custom, is told apart from a strike."""
    page = passage()
    cv2.line(page, (400, 1300), (1500, 1302), RED, 6)
    (mark,) = marks(page)
    assert mark.kind is MarkKind.RED_LINE
    assert mark.is_red


def test_red_stamp_on_bare_paper_is_read() -> None:
    """A stamp beside the text is a mark and stays in the image: it may tell a deletion."""
    page = passage()
    cv2.rectangle(page, (1500, 1500), (1950, 1700), RED, 5)
    for line, text in enumerate(("Geloescht am", "07.05.1986")):
        place = (1530, 1580 + 70 * line)
        cv2.putText(page, text, place, cv2.FONT_HERSHEY_SIMPLEX, 1.2, RED, 3, cv2.LINE_AA)
    result = cleaned(page)
    (mark,) = [mark for mark in result.marks if mark.kind is not MarkKind.RULE]
    assert (mark.kind, mark.is_red) == (MarkKind.STAMP, True)
    assert np.count_nonzero(result.image[1540:1680, 1520:1930] < 160) > 2000
    assert any(region.block.box.overlap(mark.box) for region in result.regions)


def test_green_area_is_told() -> None:
    """The green wash over the burdened area is a mark."""
    page = passage()
    cv2.rectangle(page, (500, 1800), (1500, 2100), GREEN, -1)
    assert MarkKind.GREEN_AREA in {mark.kind for mark in marks(page)}


def test_blue_signature_is_told() -> None:
    """A wide scribble in blue is a signature and stays in the image."""
    page = passage()
    points = [[600 + 8 * k, 1800 + int(45 * np.sin(k / 2.5))] for k in range(50)]
    cv2.polylines(page, [np.array(points, dtype=np.int32)], False, BLUE, 5)
    (mark,) = marks(page)
    assert mark.kind is MarkKind.SIGNATURE
    assert not mark.is_red


def test_tinted_paper_is_no_colour() -> None:
    """Yellowed paper is not ink."""
    page = passage()
    tinted = (page * np.array([0.75, 0.88, 0.93])).astype(np.uint8)
    assert marks(tinted) == []


def test_a_streak_of_the_scanner_is_no_strike() -> None:
    """A hairline from end to end of the page strikes nothing, though it runs through letters."""
    page = grey(passage())
    cv2.line(page, (700, 0), (712, 3507), 90, 2)
    assert marks(page) == []


def table() -> Image:
    """The passage in a cell of a ruled table."""
    page = grey(passage())
    for y in (600, 1400):
        cv2.line(page, (300, y), (1900, y), 40, 3)
    for x in (300, 1900):
        cv2.line(page, (x, 600), (x, 1400), 40, 3)
    return page


def test_a_diagonal_from_edge_to_edge_of_a_cell_is_a_strike() -> None:
    """A stroke that ends on the lines of a form on both sides is none of them."""
    assert marks(table()) == []
    page = table()
    cv2.line(page, (302, 1150), (1898, 950), 40, 6)
    assert MarkKind.STRIKE in {mark.kind for mark in marks(page)}


@pytest.mark.parametrize("gap", [5, 8, 20])
def test_a_bracket_beside_the_edge_of_its_column_is_a_line_of_its_own(gap: int) -> None:
    """An upright stroke that nearly touches a longer one is told apart from it, with its length."""
    page = table()
    cv2.line(page, (302 + gap, 800), (302 + gap, 1300), 40, 6)
    upright = [m.box for m in cleaned(page).marks if m.kind is MarkKind.RULE and m.box.width < 60]
    assert any(box.top > 750 and box.bottom < 1350 and box.left < 400 for box in upright)


def test_hyphens_of_a_file_number_stay() -> None:
    """Bold type whose letters have run into each other keeps its hyphens, struck or not."""
    face = ImageFont.truetype(FONTS / "Carlito-Bold.ttf", 42)
    drawn = Picture.new("L", (2480, 3508), 240)
    pen = ImageDraw.Draw(drawn)
    for row, number in enumerate(("00205-BL-16-63", "00661-BL-95-63")):
        pen.text((800, 800 + 150 * row), number, font=face, fill=60)
    pen.text((400, 1500), "Baulast für das Grundstück Flur 12", font=face, fill=60)
    bold = cv2.erode(np.asarray(drawn), np.ones((3, 3), np.uint8))
    page = np.asarray(cv2.GaussianBlur(bold, (0, 0), 2.0), dtype=np.uint8)
    before = np.count_nonzero(page < 160)
    assert np.count_nonzero(cleaned(page).image < 128) == pytest.approx(before, rel=0.05)
