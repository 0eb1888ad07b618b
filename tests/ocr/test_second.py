"""Two readings of the same ink, settled."""

import pytest

from baulast.model import Box
from ocr.engine import ReadLine, ReadWord
from ocr.second import look_again, settle

BOX = Box(left=0, top=0, right=40, bottom=30)


def word(text: str, confidence: float) -> ReadWord:
    return ReadWord(text=text, box=BOX, confidence=confidence)


@pytest.mark.parametrize(
    ("first", "second", "text", "alternatives"),
    [
        (("$", 0.92), ("§", 0.83), "§", ("$",)),
        (("8", 0.94), ("§", 0.93), "§", ("8",)),
        (("35", 0.86), ("§", 0.94), "§", ("35",)),
        (("948", 0.79), ("940", 0.93), "940", ("948",)),
        (("50.1.64", 0.52), ("30.1.64", 0.92), "30.1.64", ("50.1.64",)),
        (("3", 0.92), ("5", 0.96), "3", ("5",)),  # hardly more trust: the first stays
        (("420", 0.90), ("429", 0.80), "420", ("429",)),
        (("7b", 0.73), ("Tb", 0.84), "7b", ("Tb",)),  # letters do not replace digits
    ],
)
def test_differing_readings_are_both_kept(first, second, text, alternatives):
    """The likelier reading is the text, the other one its alternative."""
    settled = settle(word(*first), word(*second))
    assert (settled.text, settled.alternatives) == (text, alternatives)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("1", 0.96), ("1l", 0.70)),  # far less trust: noise
        (("11", 0.90), ("ll", 0.85)),  # the same digits in other letters
        (("1234", 0.90), ("§", 0.50)),  # a number is no paragraph sign
    ],
)
def test_noise_is_no_alternative(first, second):
    """A reading that only confuses letters with digits, or is hardly trusted, raises no doubt."""
    settled = settle(word(*first), word(*second))
    assert (settled.text, settled.alternatives) == (first[0], ())


@pytest.mark.parametrize(
    ("first", "second", "text", "alternatives", "trust"),
    [
        (("345", 0.8), ("345", 0.7), "345", (), 0.94),
        (("1/198", 0.8), ("I/198", 0.7), "1/198", (), 0.94),  # a volume's Roman digit
        (("l2.3.74", 0.8), ("12.3.74", 0.95), "12.3.74", ("l2.3.74",), 0.99),
        (("345", 0.8), ("348", 0.7), "345", ("348",), 0.8),
        (("1/198", 0.8), ("11/198", 0.7), "1/198", ("11/198",), 0.8),
    ],
)
def test_agreement_raises_trust(first, second, text, alternatives, trust):
    """Two readings of the same digits are surer than each, in whatever letters they have ones."""
    settled = settle(word(*first), word(*second))
    assert (settled.text, settled.alternatives) == (text, alternatives)
    assert settled.confidence == pytest.approx(trust)


def test_what_is_not_read_twice_stays():
    """A word without a second reading is unchanged."""
    assert settle(word("345", 0.8), None) == word("345", 0.8)


def test_only_digits_and_signs_are_looked_at(clean_page, type_page):
    """Words without digits cost no second look; those with digits keep their place."""

    class Second:
        version = "none"

        def __init__(self) -> None:
            self.crops = 0

        def read(self, crops, *, segmentation, dpi, model=None):
            assert model == "Latin"
            self.crops += len(crops)
            return tuple(() for _ in crops)

    words = [
        ReadWord(text=text, box=Box(left=x, top=10, right=x + 80, bottom=40), confidence=0.9)
        for x, text in ((0, "Flur"), (100, "12"), (300, "Gemarkung"), (500, "$"), (600, "83"))
    ]
    engine = Second()
    clean = clean_page(type_page(size=(800, 60)))
    assert look_again([ReadLine(tuple(words))], clean, 33, engine, "Latin") == [
        ReadLine(tuple(words))
    ]
    assert engine.crops == 2  # "12", and "$ 83" together
