"""ALTO: words where they stand on the scan as it was delivered."""

from dataclasses import replace

import pytest
from lxml import etree

from baulast.model import Box, ColourMode, Page, PageOrigin, Word
from handover.alto import NAMESPACE, alto


def word(text: str, box: tuple[int, int, int, int], sure: float, block: int, line: int) -> Word:
    left, top, right, bottom = box
    place = Box(left=left, top=top, right=right, bottom=bottom)
    return Word(text=text, box=place, confidence=sure, block=block, line=line)


PAGE = Page(
    number=3,
    origin=PageOrigin(delivery="d", place=1, file="a.tif", sha256="ab", frame=2),
    width_px=100,
    height_px=50,
    dpi=300.0,
    mode=ColourMode.GREY,
    pixels_sha256="",
    words=(
        word("Flur", (1, 2, 5, 4), 0.5, 0, 0),
        word("4", (6, 2, 8, 4), 1.0, 0, 0),
        word("Norf", (1, 9, 5, 12), 0.9, 0, 1),
        word("&\x00", (1, 30, 2, 31), 0.0, 1, 2),
    ),
)


def strings(page: Page) -> list[etree._Element]:
    root = etree.fromstring(alto(page, tools=(("engine", "5.5"),)))
    return list(root.iter(f"{{{NAMESPACE}}}String"))


def place(element: etree._Element) -> tuple[int, ...]:
    return tuple(int(element.get(name)) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))


@pytest.mark.parametrize(
    ("turn", "found"),
    [(0, (1, 2, 4, 2)), (90, (2, 45, 2, 4)), (180, (95, 46, 4, 2)), (270, (96, 1, 2, 4))],
)
def test_a_word_lies_where_its_ink_lies_on_the_scan(turn: int, found: tuple[int, ...]) -> None:
    """In pixels of the scan before it was turned upright by so many degrees."""
    assert place(strings(replace(PAGE, turn=turn))[0]) == found


def test_words_come_with_their_confidence_in_reading_order() -> None:
    """What XML cannot hold is marked, nothing is left out."""
    told = [(s.get("CONTENT"), float(s.get("WC"))) for s in strings(PAGE)]
    assert told == [("Flur", 0.5), ("4", 1.0), ("Norf", 0.9), ("&\ufffd", 0.0)]


def test_lines_and_blocks_stay_together() -> None:
    """Two blocks, three lines, each as large as its words."""
    root = etree.fromstring(alto(PAGE, tools=()))
    lines = list(root.iter(f"{{{NAMESPACE}}}TextLine"))
    assert len(list(root.iter(f"{{{NAMESPACE}}}TextBlock"))) == 2
    assert [place(line) for line in lines] == [(1, 2, 7, 2), (1, 9, 4, 3), (1, 30, 1, 1)]


def test_a_blank_page_is_a_page() -> None:
    """It has its sides and no words."""
    root = etree.fromstring(alto(replace(PAGE, words=()), tools=()))
    (page,) = root.iter(f"{{{NAMESPACE}}}Page")
    assert (page.get("WIDTH"), page.get("HEIGHT"), page.get("PHYSICAL_IMG_NR")) == (
        "100",
        "50",
        "3",
    )
