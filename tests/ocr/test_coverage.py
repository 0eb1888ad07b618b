"""Ink that the engine passed over."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from baulast.model import Box, MarkKind
from ocr.coverage import cover
from ocr.engine import ReadLine, ReadWord
from ocr.ink import find_ink
from ocr.lines import read_regions
from ocr.shape import find_shapes
from ocr.sift import Sifted

LINES = ("Gemarkung Kaarst", "Flur 12 Flurstück 345", "Eingetragen am 12.03.1974")


@pytest.fixture
def page(clean_page, type_page):
    return clean_page(type_page(*((60, 60 + 120 * row, text) for row, text in enumerate(LINES))))


@pytest.mark.parametrize("lost", [0, 1, 2])
def test_a_dropped_line_is_read_again(engine, page, lost):
    """A line that the engine left out is found by its ink and read by itself."""
    ink = find_ink(page.image, page.dpi)
    (lines,) = read_regions(page, ink, engine)
    shapes = find_shapes(page.image, ink, [word for line in lines for word in line.words])
    kept = tuple(line for line in lines if line.text != LINES[lost])
    assert len(kept) == 2
    covered = cover(page, [Sifted(kept)], shapes, engine)
    assert {line.text for line in covered.regions[0]} == set(LINES)
    assert covered.rests == ()


def test_a_word_as_read_does_not_cover_its_neighbours(engine, page):
    """Only the ink inside a word's box counts as read."""
    ink = find_ink(page.image, page.dpi)
    (lines,) = read_regions(page, ink, engine)
    boxes = [word.box for line in lines[:2] for word in line.words]
    below = ink.pieces[:, 1] > max(box.bottom for box in boxes)
    assert (ink.share_inside(boxes)[~below] > 0.5).all()
    assert (ink.share_inside(boxes)[below] == 0).all()


@pytest.mark.parametrize(
    ("what", "rows", "columns"),
    [
        ("a rule", slice(500, 504), slice(50, 1400)),
        ("a hole", slice(440, 510), slice(50, 120)),
        ("a speck", slice(500, 504), slice(50, 54)),
    ],
)
def test_what_is_no_letter_needs_no_word(engine, page, what, rows, columns):
    """Rules, holes and specks are told by their shape and leave nothing unread."""
    page.image[rows, columns] = 0
    ink = find_ink(page.image, page.dpi)
    read = read_regions(page, ink, engine)
    shapes = find_shapes(page.image, ink, [w for line in read[0] for w in line.words])
    kept = [Sifted(tuple(line for line in read[0] if line.text in LINES))]
    assert cover(page, kept, shapes, engine).rests == ()


@pytest.mark.parametrize(("count", "rests"), [(10, 0), (2, 2)])
def test_many_fine_lines_aslant_are_a_drawing(engine, page, count, rests):
    """The edges of plots on a plan leave nothing unread; a line or two may strike something."""
    for number in range(count):
        left, top = 60 + 280 * (number % 5), 450 + 80 * (number // 5)
        cv2.line(page.image, (left, top), (left + 200, top + 24), 0, 2)
    ink = find_ink(page.image, page.dpi)
    read = read_regions(page, ink, engine)
    shapes = find_shapes(page.image, ink, [w for line in read[0] for w in line.words])
    kept = [Sifted(tuple(line for line in read[0] if line.text in LINES))]
    assert len(cover(page, kept, shapes, engine).rests) == rests


def test_a_frame_is_not_read_with_the_words_in_it(engine, clean_page, type_page):
    """What is read again inside a frame and was read before is not kept twice."""
    image = type_page((100, 90, "STADT KAARST"), (100, 170, "EINGEGANGEN"))
    image[50:54, 60:460] = image[250:254, 60:460] = 20
    image[50:254, 60:64] = image[50:254, 456:460] = 20
    image[140:146, 60:460] = 120  # a crease joins frame and letters
    page = clean_page(image)
    ink = find_ink(page.image, page.dpi)
    (lines,) = read_regions(page, ink, engine)
    shapes = find_shapes(page.image, ink, [word for line in lines for word in line.words])
    covered = cover(page, [Sifted(tuple(lines))], shapes, engine)
    words = [word.text for line in covered.regions[0] for word in line.words]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("what", "corners", "kinds"),
    [
        ("a turned frame over two lines", [(300, 40), (680, 110), (620, 330), (240, 260)], 1),
        ("the same below the lines", [(300, 440), (680, 510), (620, 730), (240, 660)], 0),
        ("the corner of a table", [(30, 700), (30, 20), (1200, 20), (30, 20)], 0),
    ],
)
def test_large_ink_over_lines_is_a_picture(engine, page, what, corners, kinds):
    """A stamp that hangs letters together and hides words is told, not taken for a drawing."""
    page = replace(page, image=np.vstack([page.image, np.full_like(page.image, 255)]))
    ink = find_ink(page.image, page.dpi)
    (lines,) = read_regions(page, ink, engine)
    cv2.polylines(page.image, [np.array(corners)], True, 0, 8)
    box = Box(left=240, top=0, right=700, bottom=330)
    kept = [[word for word in line.words if not word.box.overlap(box)] for line in lines]
    sifted = Sifted(tuple(ReadLine(tuple(words)) for words in kept if words))
    shapes = find_shapes(page.image, ink, [word for line in lines for word in line.words])
    shapes = replace(shapes, ink=find_ink(page.image, page.dpi))
    rests = cover(page, [sifted], shapes, engine).rests
    assert [rest.kind for rest in rests].count(MarkKind.PICTURE) == kinds, what


@pytest.mark.parametrize(
    ("what", "text", "trust", "kinds"),
    [
        ("two letters over a whole line", "NE", 0.4, 1),
        ("the same, surely read", "NE", 0.9, 0),
    ],
)
def test_a_word_far_too_large_accounts_for_nothing(engine, page, what, text, trust, kinds):
    """Ink under a guessed word that is larger than its letters is told as a picture over text."""
    page.image[50:130, 200:420] = 60
    ink = find_ink(page.image, page.dpi)
    (lines,) = read_regions(page, ink, engine)
    shapes = find_shapes(page.image, ink, [word for line in lines for word in line.words])
    box = Box(left=60, top=45, right=620, bottom=135)
    word = ReadWord(text=text, box=box, confidence=trust)
    below = [line for line in lines if line.box.top > 150]
    rests = cover(page, [Sifted((ReadLine((word,)), *below))], shapes, engine).rests
    assert [rest.kind for rest in rests].count(MarkKind.PICTURE) == kinds, what


def test_a_note_under_a_guessed_word_is_read_again(engine, clean_page, type_page):
    """Two letters read over two lines of a note in the margin hide neither of them."""
    notes = ("Gelöscht hinsichtlich", "Flst. 241 am 4. November")
    page = clean_page(type_page(*((800, 60 + 70 * row, note) for row, note in enumerate(notes))))
    ink = find_ink(page.image, page.dpi)
    (lines,) = read_regions(page, ink, engine)
    shapes = find_shapes(page.image, ink, [word for line in lines for word in line.words])
    box = lines[0].box.united(lines[1].box)
    guessed = ReadLine((ReadWord(text="en", box=box, confidence=0.44),))
    (covered,) = cover(page, [Sifted((guessed,))], shapes, engine).regions
    words = [word.text for line in covered for word in line.words]
    assert sorted(words) == sorted(" ".join(notes).split())
