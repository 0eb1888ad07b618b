"""Which unread ink a person is asked to look at."""

import pytest

from baulast.model import BlockKind, Box, MarkKind
from ocr.coverage import Covered, Rest
from ocr.doubts import doubts_of
from ocr.engine import ReadLine, ReadWord

HEIGHT = 40.0
WORD = ReadWord(text="Flur", box=Box(left=100, top=100, right=200, bottom=140), confidence=0.9)


@pytest.mark.parametrize(
    ("what", "kind", "box", "is_doubted"),
    [
        ("words near type", BlockKind.PROSE, (230, 95, 400, 145), True),
        ("a digit in the line", BlockKind.PROSE, (220, 102, 245, 140), True),
        ("a digit's worth of dirt below the line", BlockKind.PROSE, (220, 160, 245, 190), False),
        ("a streak through the line", BlockKind.PROSE, (220, 60, 240, 180), False),
        ("a digit in a cell", BlockKind.CELL, (600, 300, 625, 340), True),
        ("lettering of a plan", BlockKind.PLAN, (230, 95, 400, 145), False),
        ("words away from type", BlockKind.PROSE, (700, 400, 900, 440), False),
    ],
)
def test_unread_ink_is_doubted_where_it_may_bear_a_field(
    clean_page, type_page, what, kind, box, is_doubted
):
    """Unread words near type, letters in a line and what stands in a table are doubted."""
    left, top, right, bottom = box
    clean = clean_page(type_page(), (kind, Box(left=0, top=0, right=1500, bottom=600)))
    rest = Rest(MarkKind.UNREAD, Box(left=left, top=top, right=right, bottom=bottom), 0)
    covered = Covered(((ReadLine((WORD,)),),), (rest,))
    assert bool(list(doubts_of(covered, clean, HEIGHT, 1))) is is_doubted, what
