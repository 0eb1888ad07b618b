import pytest

from baulast.model import Box, Word
from extract.rival import has_rival


@pytest.mark.parametrize(
    ("text", "alternatives", "rival"),
    [
        ("346", (), False),
        ("346", ("348",), True),
        ("346,", ("346.",), False),
        ("12.3.74", ("12.3.71",), True),
        ("Büttgen", ("Bültgen",), False),
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
