"""Covers name the sheet like its heading; they are no sheets that lost their entries."""

import pytest

from baulast.model import MarkKind, PageKind
from baulast.settings import ExtractSettings
from extract.plain_text import dossier_of_text
from extract.stage import extract

SHEET = """Stadt Neuss      Baulastenblatt Nr. 188
Gemarkung Norf Flur 8 Flurstück 20

lfd. Nr. {}
Zufahrt zugunsten Flurstück 30. § 99 BauO NW. Eingetragen am 1.4.1971.
"""


@pytest.fixture
def first_page(nlp):
    """Kind and doubts of the first page of a dossier."""

    def told(cover, number=1):
        text = f"{cover}\f{SHEET.format(number)}"
        page, *_ = extract(dossier_of_text("Akte", text), nlp, ExtractSettings()).pages
        return page.kind, len(page.doubts)

    return told


@pytest.mark.parametrize(
    "cover",
    [
        "Stadt Neuss   Baulastenblatt 188\nGemarkung Norf\n",
        "Akte zum Baulastenblatt 188\nFurther Straße 88 - 92\n",
        "Baulastenkartei Stadt Neuss\nNorf\n",
        "Stadt Neuss - Bauordnung\nBaulastakte Blatt-Nr. 188\n",
        "Amt Norf\nDer Amtsdirektor - Bauamt\nBaulasten\nBlatt 188    Norf, Mauerstraße\n",
        "Stadt Neuss\nBaulasten\nBauherr: Matthias Jansen\n",
        "Baulastenblatt 188\nEigentümer: Josef Kamper, geb. 11. 2. 1909\nNorf, Rheinweg 1\n",
    ],
)
def test_a_cover_is_no_sheet_without_entries(first_page, cover):
    """Nothing is asked about a page that only names the sheet whose first entry follows."""
    assert first_page(cover) == (PageKind.COVER, 0)


@pytest.mark.parametrize(
    ("page", "number"),
    [
        ("Stadt Neuss   Baulastenblatt 187\nGemarkung Norf\n", 1),
        ("Stadt Neuss   Baulastenblatt 188\nGemarkung Norf\n", 2),
        ("Baulastenblatt 188\nLfd. Nr.\nZufahrt\n", 1),
        ("Baulastenblatt 188\nGeschlossen am 3.3.2001\n", 1),
        ("Baulastenblatt 188\nDuldung der Überfahrt\n", 1),
        ("Baulastenblatt 188\n" + "Auf Flurstück 20 fahren Wagen über den Hof. " * 5, 1),
    ],
    ids=["another sheet", "no first entry", "a number", "closed", "a wording", "much text"],
)
def test_a_page_that_may_hold_an_entry_is_asked_about(first_page, page, number):
    """Another sheet, words of an entry, much text: something was not read there."""
    kind, doubts = first_page(page, number)
    assert kind is PageKind.SHEET
    assert doubts


@pytest.mark.parametrize(
    "page",
    [
        "Stadt Neuss\nBaulasten\nAuf Flurstück 20 fahren Wagen über den Hof.\n",
        "Stadt Neuss\nBaulasten\nGelöscht 3.3.2001\n",
        "Flurstück 20\nFlurstück 30\n",
    ],
    ids=["a sentence", "a deletion", "plots alone"],
)
def test_an_untold_page_that_is_no_cover_is_asked_about(first_page, page):
    """What stands before the sheet and says more than its name is shown."""
    assert first_page(page)[1]


def test_ink_that_was_not_read_is_asked_about(extracted, paper, sheet):
    """Writing by hand on a page that names the sheet may be an entry."""
    row = ("1", ["Das Grundstück wird belastet."], ["Eingetragen am 3.11.1965"])
    front = paper().write(200, 100, "Baulastenblatt Nr. 1186")
    front.mark(MarkKind.HANDWRITING, 200, 400, 1200, 500)
    assert extracted(front, sheet(row, number=2)).pages[0].doubts


@pytest.mark.parametrize(
    ("lines", "top"),
    [
        (("Baulastenblatt Nr. 1186",), 60),  # the leaf's number at the edge of the paper
        (("Akte", "Baulastenblatt Nr. 1186", "Aufzubewahren bis: dauernd"), 900),
    ],
)
def test_a_cover_may_be_written_on(extracted, paper, sheet, lines, top):
    """The number of a leaf, and the name of the file on what is its cover, are no entry."""
    row = ("1", ["Das Grundstück wird belastet."], ["Eingetragen am 3.11.1965"])
    front = paper().write(200, 300, *lines).mark(MarkKind.HANDWRITING, 700, top, 1200, top + 60)
    page, *_ = extracted(front, sheet(row, number=2)).pages
    assert (page.kind, page.doubts) == (PageKind.COVER, ())
