"""A whole page, read."""

from dataclasses import replace

import pytest

from baulast.model import BlockKind, Box, DoubtReason, MarkKind
from baulast.settings import OcrSettings
from ocr.engine import Engine
from ocr.read import read

SETTINGS = OcrSettings()
ENTRY = "Das Grundstück in Flur 3"
DATE = "Eingetragen am 12.03.1974"


def test_words_keep_block_line_and_place(any_engine, clean_page, type_page, unread_page):
    """Every word names its block and its line, counted over the page, and lies on its ink."""
    image = type_page((60, 60, "Gemarkung Kaarst"), (60, 300, ENTRY), (60, 360, "zu dulden."))
    upper = (BlockKind.PROSE, Box(left=30, top=30, right=1400, bottom=140))
    lower = (BlockKind.CELL, Box(left=30, top=260, right=1400, bottom=460))
    page = read(unread_page, clean_page(image, upper, lower), any_engine, SETTINGS)
    assert page.text == f"Gemarkung Kaarst\n\n{ENTRY}\nzu dulden."
    assert [word.line for word in page.words] == [0, 0, 1, 1, 1, 1, 1, 2, 2]
    assert [block.kind for block in page.blocks] == [BlockKind.PROSE, BlockKind.CELL]
    assert page.doubts == ()
    for word in page.words:
        box = word.box
        assert (image[box.top : box.bottom, box.left : box.right] < 128).any()


def test_where_regions_overlap_nothing_is_read_twice(engine, clean_page, type_page, unread_page):
    """Words in two regions are read once, in the smaller one."""
    image = type_page((60, 60, "Gemarkung Kaarst"), (60, 140, ENTRY), (60, 220, "zu dulden."))
    whole = (BlockKind.PROSE, Box(left=30, top=30, right=1400, bottom=300))
    row = (BlockKind.CELL, Box(left=40, top=120, right=1400, bottom=200))
    page = read(unread_page, clean_page(image, whole, row), engine, SETTINGS)
    assert page.text == f"Gemarkung Kaarst\nzu dulden.\n\n{ENTRY}"


def test_a_line_on_the_border_of_two_regions_is_whole(engine, clean_page, type_page, unread_page):
    """Type on the rule between two cells is read once and whole, in one of them."""
    image = type_page((60, 60, "Gemarkung Kaarst"), (60, 140, ENTRY), (60, 220, "zu dulden."))
    upper = (BlockKind.CELL, Box(left=30, top=30, right=1400, bottom=190))
    lower = (BlockKind.CELL, Box(left=30, top=140, right=1400, bottom=300))
    page = read(unread_page, clean_page(image, upper, lower), engine, SETTINGS)
    assert sorted(page.text.split()) == sorted(f"Gemarkung Kaarst {ENTRY} zu dulden.".split())


def test_the_scan_is_what_boxes_count_on(engine, clean_page, type_page, unread_page):
    """Boxes are pixels of the scan where the clean page has another resolution."""
    clean = clean_page(type_page((60, 60, "Kaarst"), size=(600, 200)))
    clean.to_scan[:] = [[0.5, 0, 10], [0, 0.5, 20]]
    (word,) = read(unread_page, clean, engine, SETTINGS).words
    assert 35 <= word.box.left <= 45
    assert 45 <= word.box.top <= 60


def test_labels_and_values_are_one_line(engine, clean_page, type_page, unread_page):
    """What was typed beside printed labels, in a region of its own, is read on their lines."""
    image = type_page(
        *((60, 60, "Gemarkung:"), (60, 130, "Lage:")),
        *((560, 60, "Kaarst"), (560, 130, "Nordkanalallee 55")),
    )
    labels = (BlockKind.PROSE, Box(left=30, top=30, right=480, bottom=220))
    values = (BlockKind.PROSE, Box(left=530, top=30, right=1300, bottom=220))
    page = read(unread_page, clean_page(image, labels, values), engine, SETTINGS)
    assert page.text == "Gemarkung: Kaarst\nLage: Nordkanalallee 55"


def test_a_signature_is_a_mark_and_no_word(
    engine, clean_page, type_page, put_signature, unread_page
):
    """A signature beside an entry is neither read as letters nor doubted, and hides no line."""
    image = type_page((60, 60, DATE), (60, 320, "Az. 63-12/74"), size=(1100, 460))
    put_signature(image, 150, 270)
    cell = (BlockKind.CELL, Box(left=20, top=20, right=1080, bottom=440))
    page = read(unread_page, clean_page(image, cell), engine, SETTINGS)
    assert page.text == f"{DATE}\nAz. 63-12/74"
    assert [mark.kind for mark in page.marks] == [MarkKind.SIGNATURE]
    assert page.doubts == ()


def test_a_word_in_one_stroke_with_a_day_behind_it_is_no_signature(
    engine, clean_page, type_page, put_signature, unread_page
):
    """What is signed has no digits behind it: a note of deletion is written so."""
    image = type_page((60, 60, DATE), size=(1100, 460))
    put_signature(image, 150, 270)
    font = "homemade-apple-400.ttf"
    hand = type_page((430, 230, "7.12.2024"), size=(1100, 460), font=font, size_px=56)
    image[hand < 200] = hand[hand < 200]
    cell = (BlockKind.CELL, Box(left=20, top=20, right=1080, bottom=440))
    page = read(unread_page, clean_page(image, cell), engine, SETTINGS)
    assert MarkKind.HANDWRITING in {mark.kind for mark in page.marks}


@pytest.mark.parametrize(
    ("place", "doubted"),
    [((600, 235), True), ((900, 850), False)],
    ids=["behind a printed label", "in the margin"],
)
def test_handwriting_is_doubted_where_it_fills_a_form(
    engine, clean_page, type_page, unread_page, place, doubted
):
    """Handwriting behind a label is a doubt with its box; a note in the margin is a mark only."""
    size = (1500, 1000)
    lines = ((60, 300, "Baulastenblatt Nr."), (60, 480, ENTRY), (60, 550, ENTRY))
    image = type_page(*lines, size=size)
    font = "cedarville-cursive-400.ttf"
    hand = type_page((*place, "Wallrafen"), size=size, font=font, size_px=80)
    image[hand < 200] = hand[hand < 200]
    page = read(unread_page, clean_page(image), engine, SETTINGS)
    assert page.text == f"Baulastenblatt Nr.\n{ENTRY}\n{ENTRY}"
    kinds = {mark.kind for mark in page.marks}
    assert kinds
    assert kinds <= {MarkKind.HANDWRITING, MarkKind.SIGNATURE}
    reasons = {doubt.reason for doubt in page.doubts}
    assert reasons == ({DoubtReason.HANDWRITTEN} if doubted else set())
    assert all(doubt.page == 3 and doubt.box for doubt in page.doubts)


class Deaf:
    """An engine that misses every line with a certain word."""

    version = "deaf"

    def __init__(self, engine: Engine, missed: str) -> None:
        self._engine = engine
        self._missed = missed

    def read(self, crops, *, segmentation, dpi, model=None):
        read = self._engine.read(crops, segmentation=segmentation, dpi=dpi, model=model)
        return tuple(tuple(x for x in lines if self._missed not in x.text) for lines in read)


@pytest.mark.parametrize("kind", [BlockKind.CELL, BlockKind.PROSE])
def test_unread_type_is_a_doubt(engine, clean_page, type_page, unread_page, kind):
    """Type that no reading makes out is a mark and a doubt with its box, also outside of tables."""
    image = type_page((60, 60, DATE), (60, 130, "gelöscht"), (60, 200, ENTRY), size=(1100, 320))
    region = (kind, Box(left=20, top=20, right=1080, bottom=300))
    page = read(unread_page, clean_page(image, region), Deaf(engine, "gelöscht"), SETTINGS)
    (mark,) = page.marks
    (doubt,) = page.doubts
    assert (mark.kind, doubt.reason) == (MarkKind.UNREAD, DoubtReason.UNREAD_INK)
    assert doubt.box == mark.box
    assert mark.box.overlap(Box(left=60, top=130, right=280, bottom=180)) > 0.8 * mark.box.area


def test_ink_without_words_is_never_a_success(engine, clean_page, type_page, unread_page):
    """A page with ink of which no word could be read is doubted."""
    image = type_page(size=(900, 500))
    image[100:400:40, 100:800] = 0
    page = read(unread_page, clean_page(image), engine, SETTINGS)
    assert page.words == ()
    assert [doubt.reason for doubt in page.doubts] == [DoubtReason.NO_TEXT]


def test_an_empty_page_raises_no_doubt(engine, clean_page, type_page, unread_page):
    """A page without any ink is no failure."""
    page = read(unread_page, clean_page(type_page()), engine, SETTINGS)
    assert (page.words, page.marks, page.doubts) == ((), (), ())


@pytest.mark.parametrize(("dpi", "doubted"), [(84.0, True), (168.0, False)])
def test_a_page_read_too_coarsely_is_doubted(
    engine, clean_page, type_page, unread_page, dpi, doubted
):
    """Paper that was made so small for reading that letters of 2 mm are lost says so, with dpi."""
    clean = replace(clean_page(type_page((60, 60, ENTRY))), dpi=dpi)
    doubts = read(unread_page, clean, engine, SETTINGS).doubts
    assert (
        any(
            doubt.reason is DoubtReason.RESOLUTION and f"{dpi:.0f} dpi" in doubt.detail.german
            for doubt in doubts
        )
        is doubted
    )


def test_a_page_on_its_head_is_doubted(engine, clean_page, type_page, unread_page):
    """A page that reached reading the wrong way up is told by its guessed letters."""
    lines = [(60, 60 + 70 * row, f"{DATE} {ENTRY}") for row in range(5)]
    image = type_page(*lines, size=(1500, 500))[::-1, ::-1].copy()
    page = read(unread_page, clean_page(image), engine, SETTINGS)
    assert page.doubts
    assert {doubt.reason for doubt in page.doubts} & {DoubtReason.ORIENTATION, DoubtReason.NO_TEXT}
