import pytest

from baulast.model import Box, Word
from extract.ink import is_weak


@pytest.mark.parametrize(
    ("text", "confidence", "alternatives", "weak"),
    [
        ("346", 0.96, (), False),
        ("346", 0.60, (), True),
        ("346", 0.96, ("348",), True),
        ("346,", 0.96, ("346.",), False),
        ("12.3.74", 0.96, ("12.3.71",), True),
        ("Büttgen", 0.30, (), False),
        ("Büttgen", 0.96, ("Bültgen",), False),
    ],
)
def test_doubtful_digits_are_weak(text, confidence, alternatives, weak):
    """Digits count: their confidence, and other readings that differ in them."""
    word = Word(
        text=text,
        box=Box(left=0, top=0, right=9, bottom=9),
        confidence=confidence,
        block=0,
        line=0,
        alternatives=alternatives,
    )
    assert is_weak(word, sure_from=0.75) is weak
