"""What goes on overleaf belongs to the sheet before, though no title is repeated there."""

from dataclasses import replace

import pytest

from baulast.model import PageKind
from baulast.settings import ExtractSettings
from extract.plain_text import dossier_of_text
from extract.stage import extract

SHEET = """Baulastenverzeichnis Dormagen     Baulastenblatt 73
Gemarkung Zons, Flur 3, Flurstück 10

Lfd. Nr. 1
Der Eigentümer duldet die Zufahrt zum Flurstück 11. § 99 BauO NW.
Erklärung vom 9.2.1971. Eingetragen am 1.4.1971.
"""
SECOND = """Lfd. Nr. 2
Abstandfläche zugunsten Flurstück 15 (§ 78 BauO NW).
Erklärung vom 11.6.1987. Eingetragen am 3.8.1987.
"""


@pytest.fixture
def read(nlp):
    """What is made of a sheet with this page behind it."""
    return lambda text: extract(dossier_of_text("Akte", text), nlp, ExtractSettings())


def days(dossier):
    return [(e.number.value, str(e.registered_on.value or "")[:4]) for e in dossier.entries]


@pytest.mark.parametrize("count", ["", "- 2 -\n", "Seite 2\n"])
def test_the_next_number_goes_on_without_a_title(read, count):
    """An entry on a page of its own burdens the sheet's plot; its sheet is asked about."""
    dossier = read(SHEET + "\f" + count + SECOND)
    assert days(dossier) == [(1, "1971"), (2, "1987")]
    _, second = dossier.entries
    assert [str(plot.parcel) for plot in second.burdened.value] == ["Zons, Flur 3, Flurstück 10"]
    assert second.sheet.value == "73"
    assert second.sheet.doubts


@pytest.mark.parametrize("number", ["Lfd. Nr. 1\n", "Lfd. Nr.   1\n", "1. "])
def test_entries_stand_behind_a_page_of_the_header_alone(read, number):
    """A first number that is named goes on with a header; clauses that are counted may not."""
    header, _, entry = SHEET.partition("\n\n")
    dossier = read(header + "\n\f" + entry.replace("Lfd. Nr. 1\n", number))
    assert days(dossier) == ([] if number == "1. " else [(1, "1971")])


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Erklärung vom 11.6.1987. Eingetragen am", "3.8.1987."),
        ("Erklärung vom 11.6.1987. Eingetragen am 3. August", "1987. Im Auftrag gez. Dahmen"),
        ("Erklärung vom 11.6.1987 und", "eingetragen am 3.8.1987."),
    ],
)
@pytest.mark.parametrize("header", ["", "- 2 -\n", "Baulastenblatt 73   Seite 2\n"])
def test_a_torn_sentence_goes_on(read, above, below, header):
    """The day on the next page is the entry's whose sentence breaks off."""
    second = SECOND.splitlines()[:2]
    dossier = read("\n".join([SHEET, *second, above]) + "\f" + header + below)
    assert days(dossier) == [(1, "1971"), (2, "1987")]
    assert [page.kind for page in dossier.pages] == [PageKind.SHEET, PageKind.SHEET]
    assert not any(page.doubts for page in dossier.pages)


@pytest.mark.parametrize(
    "page",
    [
        "Lfd. Nr. 4\n" + SECOND.split("\n", 1)[1],
        "und 12. Eingetragen am 3.8.1987.",
        "Zur Baulast am Flurstück 15 siehe dort. 3.8.1987",
        "Sehr geehrte Frau Meier,\nzur Baulast\n" + SECOND,
    ],
    ids=["another number", "no open sentence", "a note", "a letter"],
)
def test_what_does_not_go_on_is_asked_about(read, page):
    """Another number, a note and a letter are no sheet: the page is asked about."""
    dossier = read(SHEET + "\f" + page)
    assert days(dossier) == [(1, "1971")]
    assert dossier.pages[1].kind is not PageKind.SHEET


@pytest.mark.parametrize(
    "header", ["Baulastenblatt 73   Fortsetzung", "Baulastenblatt 73   Seite 2"]
)
def test_a_sheet_that_goes_on_is_kept_for_the_same_plot(read, header):
    """Where a header names the sheet and no plot, that of the page before is burdened."""
    _, second = read(SHEET + "\f" + header + "\n\n" + SECOND).entries
    assert [str(plot.parcel) for plot in second.burdened.value] == ["Zons, Flur 3, Flurstück 10"]
    assert not second.burdened.is_flagged


def test_a_header_that_has_lost_its_plot_is_kept_for_none_other(read):
    """A label without a plot may have had another one than the page before."""
    header = "Baulastenblatt 73   Seite 2\nGemarkung Zons   Flur 3   Flurstück"
    _, second = read(SHEET + "\f" + header + "\n\n" + SECOND).entries
    assert second.burdened.is_flagged


COLUMNS = """Baulastenverzeichnis Dormagen     Blatt IV/88
Bemerkungen,      Nr.   Grundstück                Wortlaut
Löschung
"""


def test_what_a_column_burdens_is_burdened_overleaf(read):
    """A wording that goes on overleaf is read against the plot of its own row's column."""
    first = """
                  1     Gemarkung Zons            Der Eigentümer duldet die Abwasserleitung des
                        Flur 11 Flurstück 301     Flurstücks 302
"""
    second = """
                                                  und des Flurstücks 303 (§ 99 BauO NW). Eingetragen
                                                  am 27.06.1977
"""
    (entry,) = read(COLUMNS + first + "\f" + COLUMNS + second).entries
    assert [plot.parcel.number for plot in entry.burdened.value] == ["301"]
    assert [plot.parcel.number for plot in entry.benefited.value] == ["302", "303"]
    assert not entry.burdened.is_flagged


def test_a_sentence_that_begins_like_a_title_makes_no_other_page(read):
    """ "Verpflichtungserklärung vom ..." above the first number overleaf is the entry's."""
    first = SHEET.replace("Erklärung vom 9.2.1971. ", "")
    rest = "Baulastenblatt 73   Seite 2\nVerpflichtungserklärung vom 9. Februar 1971.\n\n"
    dossier = read(first + "\f" + rest + SECOND)
    assert days(dossier) == [(1, "1971"), (2, "1987")]
    assert dossier.entries[0].declared_on.value.isoformat() == "1971-02-09"


def test_a_page_without_text_behind_a_sheet_is_read(nlp):
    """A picture behind a sheet ends no reading."""
    dossier = dossier_of_text("Akte", SHEET + "\f ")
    sheet, picture = dossier.pages
    dossier = replace(dossier, pages=(sheet, replace(picture, is_blank=False)))
    assert days(extract(dossier, nlp, ExtractSettings())) == [(1, "1971")]


def test_a_page_without_words_goes_on_with_nothing(extracted, paper, sheet):
    """A page that nothing was read on, behind a sheet or as one, is no error."""
    first = sheet(("1", ["Das Grundstück wird belastet und"], ["Eingetragen am 3.11.1965"]))
    assert len(extracted(first, paper(2), paper(3)).entries) == 1
