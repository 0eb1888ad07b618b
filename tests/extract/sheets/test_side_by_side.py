"""Entries of a form that stand side by side."""

import pytest

from baulast.model import DoubtReason
from extract.sheets.headings import ColumnRole
from extract.sheets.sheet import sheet_page

LEFT = {
    "Lfd. Nr.": "1",
    "Belastetes Grundstück": "Gem. Norf Fl. 6 Flst. 351",
    "Begünstigtes Grundstück": "entfällt",
    "Inhalt der Baulast": "Die Halle ist zu beseitigen.",
    "Übernahmeerklärung vom / Rechtsgrundlage": "14.03.1980",
    "Aktenzeichen": "BAL 78/1980",
    "Eingetragen am / Unterschrift": "30.06.1980",
    "Gelöscht / geändert": "",
}
RIGHT = {
    "Lfd. Nr.": "2",
    "Belastetes Grundstück": "Gem. Norf Fl. 6 Flst. 350",
    "Begünstigtes Grundstück": "Gem. Norf Fl. 6 Flst. 355",
    "Inhalt der Baulast": "Der Weg ist zu dulden.",
    "Übernahmeerklärung vom / Rechtsgrundlage": "26.12.1980",
    "Aktenzeichen": "BAL 187/1980",
    "Eingetragen am / Unterschrift": "02.02.1981",
    "Gelöscht / geändert": "Gelöscht am 3.4.1990",
}
WIDTH = 1100


def ruled(paper, *bands):
    """A page of fields, each with its label over what was typed; entries stand side by side."""
    page = paper().write(100, 60, "Blatt 573 des Baulastenverzeichnisses")
    top = 200
    for band in bands:
        for label in LEFT:
            for column, entry in enumerate(band):
                left = 100 + WIDTH * column
                cell = (0, top, column)
                block = page.block(left, top, left + WIDTH, top + 120, cell=cell)
                page.write(left + 10, top + 5, label, block=block)
                page.write(left + 40, top + 60, entry[label], block=block)
            top += 120
    return page


def typed(paper, *bands, second=1200):
    """A page without lines, label and value in one row."""
    page = paper().write(100, 60, "Blatt 573 des Baulastenverzeichnisses")
    top = 200
    for band in bands:
        for label in LEFT:
            for column, entry in enumerate(band):
                text = f"{label.split(' /')[0]}: {entry[label]}"
                page.write(100 + (second - 100) * column, top, text)
            top += 60
    return page


def told(row):
    return [
        [line.text for line in row.lines(role)]
        for role in (ColumnRole.BURDENED, ColumnRole.REFERENCE, ColumnRole.REGISTERED)
    ]


@pytest.mark.parametrize("form", [ruled, typed])
def test_each_has_its_own_words(paper, extracted, form):
    """Two entries side by side have each its number, its plots, its days and its end."""
    page = form(paper, (LEFT, RIGHT))
    first, second = sheet_page(page.page()).rows
    assert (first.number, second.number) == (1, 2)
    assert told(first) == [["Gem. Norf Fl. 6 Flst. 351"], ["BAL 78/1980"], ["30.06.1980"]]
    assert told(second) == [["Gem. Norf Fl. 6 Flst. 350"], ["BAL 187/1980"], ["02.02.1981"]]
    one, two = extracted(page).entries
    assert [p.parcel.zaehler for p in one.burdened.value] == [351]
    assert [p.parcel.zaehler for p in two.burdened.value] == [350]
    assert (one.declared_on.value.isoformat(), one.deleted_on.value) == ("1980-03-14", None)
    assert two.deleted_on.value.isoformat() == "1990-04-03"
    assert not one.doubts
    assert not two.doubts


def test_rows_of_them_are_read_one_after_the_other(paper):
    """Two pairs on a page are four entries, in the order of their numbers."""
    more = [{**entry, "Lfd. Nr.": n} for entry, n in ((LEFT, "3"), (RIGHT, "4"))]
    found = sheet_page(ruled(paper, (LEFT, RIGHT), more).page()).rows
    assert [row.number for row in found] == [1, 2, 3, 4]


def test_an_unread_number_keeps_its_column(paper):
    """A number that is no number still has a column of its own."""
    blurred = {**LEFT, "Lfd. Nr.": "ı"}
    first, second = sheet_page(ruled(paper, (blurred, RIGHT)).page()).rows
    assert (first.number, second.number) == (None, 2)
    assert told(first)[0] == ["Gem. Norf Fl. 6 Flst. 351"]


def test_what_runs_into_each_other_is_doubted(paper, extracted):
    """Where no blank parts the two, the entry and the page are doubted."""
    wide = {**LEFT, "Inhalt der Baulast": "Die ganze Halle ist hier zu tilgen"}
    dossier = extracted(typed(paper, (wide, RIGHT), second=1220))
    assert dossier.entries
    assert all(entry.doubts for entry in dossier.entries)
    assert DoubtReason.NOT_FOUND in {doubt.reason for doubt in dossier.pages[0].doubts}


@pytest.mark.parametrize(
    "labels",
    [
        ("Lfd. Nr.", "Erklärung vom", "Eingetragen am", "Aktenzeichen"),
        ("Lfd. Nr.", "Eingetragen am", "Gelöscht am", "Aktenzeichen"),
    ],
)
def test_labels_of_one_entry_side_by_side_are_its_own(paper, extracted, labels):
    """An entry whose days stand beside each other is one, and nothing is asked about it."""
    page = paper().write(100, 60, "Baulastenblatt 573")
    for place, label in enumerate(labels):
        page.write(100 + 550 * place, 200, label)
    for place, value in enumerate(("1", "14.03.1980", "30.06.1980", "BAL 78/1980")):
        page.write(100 + 550 * place, 250, value)
    page.write(100, 320, "Belastet: Gem. Norf Fl. 6 Flst. 351")
    page.write(100, 380, "Inhalt: Der Weg ist zu dulden.")
    assert not any(row.is_mixed for row in sheet_page(page.page()).rows)
    assert len(extracted(page).entries) <= 1
