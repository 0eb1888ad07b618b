import pytest

from bench.real import normal


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("„Baulaſt“ – 1974", '"Baulast" - 1974'),
        ("ein\n  Wort", "ein Wort"),
        ("Bu\u0308ttgen", "Büttgen"),
    ],
)
def test_what_is_no_reading_error_is_made_one(one, other):
    """Quotes, dashes, long s and line breaks count as no error."""
    assert normal(one) == normal(other)


def test_letters_count():
    """Every other letter does."""
    assert normal("Flur 12") != normal("Flur 1Z")
