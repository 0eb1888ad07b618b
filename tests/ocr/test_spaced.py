"""Headings whose letters are set apart."""

import pytest

from baulast.settings import OcrSettings
from ocr.read import read


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("B a u l a s t e n b l a t t", "B a u l a s t e n b l a t t"),
        ("V e r f ü g u n g    Nr. 1842", "V e r f ü g u n g Nr. 1842"),
        ("Baulastenblatt Nr. 1842", "Baulastenblatt Nr. 1842"),
        ("Flur 3, 4 u. 5, i. d. F. v. 1970", "Flur 3, 4 u. 5, i. d. F. v. 1970"),
    ],
)
def test_spaced_words_stand_as_spaced_letters(
    engine, clean_page, type_page, unread_page, line, text
):
    """Letters set apart are words of their own, each read right; ordinary type stays as it is."""
    clean = clean_page(type_page((60, 60, line), (60, 160, "Gemarkung Kaarst Flur 15")))
    page = read(unread_page, clean, engine, OcrSettings())
    assert page.text.splitlines()[0] == text


def test_what_stands_beside_spaced_letters_is_not_lost(engine, clean_page, type_page, unread_page):
    """A number behind a spaced word is read, whatever becomes of the word."""
    clean = clean_page(type_page((60, 60, "B l a t t   N r . 1842")))
    page = read(unread_page, clean, engine, OcrSettings())
    assert page.text.replace(" ", "").endswith("Nr.1842")


def test_each_spaced_letter_has_its_place(engine, clean_page, type_page, unread_page):
    """The box of a spaced letter is that of its own ink."""
    clean = clean_page(type_page((60, 60, "V e r f ü g u n g")))
    words = read(unread_page, clean, engine, OcrSettings()).words
    assert [word.text for word in words] == list("Verfügung")
    assert all(20 <= word.box.width <= 40 for word in words)
