"""The number of pages that separator sheet or cover name, beside what came."""

from dataclasses import replace

import pytest

from baulast.model import DoubtReason, Page, PageKind
from baulast.page_count import count_doubts, counts_said
from tests.review.office import page, words


def front(text: str, kind: PageKind = PageKind.SEPARATOR) -> Page:
    (word, *_) = words()
    said = tuple(replace(word, text=piece) for piece in text.split())
    return page(1, kind=kind, words=said)


@pytest.mark.parametrize(
    ("text", "count", "is_of_leaves"),
    [
        ("Anzahl Seiten: 12", 12, False),
        ("Anzahl der Seiten 12", 12, False),
        ("Zahl der Blätter: 7", 7, True),
        ("Seitenzahl: 12", 12, False),
        ("Seitenanzahl 12", 12, False),
        ("Blattzahl: 7", 7, True),
        ("Umfang: 7 Blatt", 7, True),
        ("Umfang 12 Seiten", 12, False),
        ("Die Akte enthält 7 Blätter", 7, True),
        ("Blatt 1-7", 7, True),
        ("Blatt 1 bis 7", 7, True),
        ("Bl. 1 – 7", 7, True),
        ("Seite 1-12", 12, False),
        ("Seiten: 12", 12, False),
    ],
)
def test_a_count_is_read(text, count, is_of_leaves):
    """In the words that registries use for it, on the separator sheet and on the cover."""
    for kind in (PageKind.SEPARATOR, PageKind.COVER):
        (said,) = counts_said([front(f"Akte 63-7 {text} Stadt Kaarst", kind)])
        assert (said.count, said.is_of_leaves) == (count, is_of_leaves)


@pytest.mark.parametrize(
    "text",
    [
        "Baulastenblatt: 805",
        "Baulastenblatt 1-7",
        "Blatt 110",
        "Grundbuch von Norf Blatt 123",
        "Bl. 110/1",
        "Flurstück 345 Seite",
        "Seite 3 von 12",
        "Umfang: 0 Seiten",
        "Blattzahl: 7/74",
        "Aktenseiten: 12345678",
    ],
)
def test_a_sheet_of_the_register_is_no_count(text):
    """Blatt is first of all what the register calls its sheets."""
    assert [*counts_said([front(text)])] == []


def test_other_pages_are_not_asked():
    """What a letter says of its annexes is not of this dossier."""
    assert [*counts_said([front("Anzahl Seiten: 12", PageKind.LETTER)])] == []


def scanned(count: int, blank: int = 0) -> list[Page]:
    after = [page(n + 2) for n in range(count)]
    return [*after, *(page(count + n + 2, is_blank=True, words=()) for n in range(blank))]


@pytest.mark.parametrize(
    ("text", "count", "blank", "is_met"),
    [
        ("Anzahl Seiten: 4", 4, 0, True),
        ("Anzahl Seiten: 4", 3, 1, True),
        ("Anzahl Seiten: 4", 4, 4, True),
        ("Anzahl Seiten: 4", 3, 0, False),  # the separator is no page of the dossier
        ("Anzahl Seiten: 4", 2, 0, False),
        ("Anzahl Seiten: 4", 5, 0, False),
        ("Umfang: 4 Blatt", 4, 0, True),
        ("Umfang: 4 Blatt", 7, 1, True),
        ("Umfang: 4 Blatt", 2, 0, False),
        ("Umfang: 4 Blatt", 9, 0, False),
    ],
)
def test_a_page_too_few_or_too_many_is_asked_about(text, count, blank, is_met):
    """On the page that names it; a leaf has one or two sides, blank ones may be counted."""
    doubts = [*count_doubts([front(text), *scanned(count, blank)])]
    assert [(d.reason, d.page) for d in doubts] == ([] if is_met else [(DoubtReason.NOT_FOUND, 1)])
    assert all(text in doubt.detail.german for doubt in doubts)
