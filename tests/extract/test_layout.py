import pytest

from baulast.model import MarkKind
from extract.layout import box_of, is_stamped, lines_as_read, pitch, rows, spots_of


@pytest.mark.parametrize("skew_deg", [-3.0, -0.7, 0.0, 0.7, 3.0])
def test_rows_run_straight_across_a_skewed_page(paper, skew_deg):
    """What stands in one row is one row, however the page was laid on the scanner."""
    page = paper(skew_deg=skew_deg).write(200, 300, "links").write(2000, 300, "rechts")
    page.write(200, 350, "darunter").write(2000, 350, "daneben")
    assert [line.text for line in rows(spots_of(page.page()))] == [
        "links rechts",
        "darunter daneben",
    ]


def test_lines_as_read_keep_columns_apart(paper):
    """Lines of two blocks stay two, even at one height."""
    page = paper().write(200, 300, "links").write(2000, 300, "rechts").page()
    assert [line.text for line in lines_as_read(spots_of(page))] == ["links", "rechts"]


def test_pitch_is_that_of_the_paragraph(paper):
    """Gaps between paragraphs do not widen the distance of lines."""
    page = paper().write(200, 100, "a", "b", "c", "d").write(200, 600, "e", "f", "g")
    assert pitch(rows(spots_of(page.page()))) == 50


def test_a_word_in_a_stamp_is_told(paper):
    """Words inside a stamp are told from those beside it."""
    page = paper().write(200, 100, "Eingang").write(800, 100, "Kaarst")
    page.mark(MarkKind.STAMP, 150, 80, 500, 200)
    stamped, typed = spots_of(page.page())
    assert is_stamped(page.page(), stamped)
    assert not is_stamped(page.page(), typed)


def test_ink_that_was_read_twice_counts_once(paper):
    """Two readings of one place are one word, the surer one; neighbours stay."""
    page = paper().write(200, 100, "Flur 15", confidence=0.9)
    page.write(202, 101, "Fiur 75", confidence=0.4)
    assert [spot.text for spot in spots_of(page.page())] == ["Flur", "15"]


def test_no_words_have_no_box():
    """A box of nothing is an error, not an empty box at the corner."""
    with pytest.raises(ValueError, match="no words"):
        box_of([])
