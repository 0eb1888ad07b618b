import pytest

from baulast.model import Box, Word
from extract.rival import has_rival, has_rival_day


@pytest.mark.parametrize(
    ("text", "alternatives", "rival"),
    [
        ("346", (), False),
        ("346", ("348",), True),
        ("346,", ("346.",), False),
        ("12.3.74", ("12.3.71",), True),
        ("Büttgen", ("Bültgen",), False),
        ("1/198", ("I/198",), False),  # a volume: its I is no digit
        ("III/63-39-63", ("I1II1/63-39-63",), False),
        ("1/198", ("11/198",), True),
        ("1/198", ("I/193",), True),
    ],
)
def test_other_digits_are_a_rival(text, alternatives, rival):
    """A second look counts against a word where it reads other digits, not other letters."""
    word = Word(
        text=text,
        box=Box(left=0, top=0, right=9, bottom=9),
        confidence=0.96,
        block=0,
        line=0,
        alternatives=alternatives,
    )
    assert has_rival(word) is rival


@pytest.mark.parametrize(
    ("text", "alternative", "rival"),
    [
        ("30.1.64", "50.1.64", False),  # no month has fifty days
        ("04.04.1985", "04.04.1085", False),
        ("11.12.1979", "11.12.19", False),
        ("11.12.1979", "12.1979", False),
        ("2.", "Re", False),
        ("29.09.1969:", "29.09.1963:", True),
        ("3.", "5.", True),
        ("1998", "1995", True),
    ],
)
def test_a_day_s_rival_is_one_that_can_be(text, alternative, rival):
    """A second look that read no day has misread, and says nothing against the first."""
    box = Box(left=0, top=0, right=9, bottom=9)
    word = Word(text=text, box=box, confidence=0.96, block=0, line=0, alternatives=(alternative,))
    assert has_rival_day(word) is rival
