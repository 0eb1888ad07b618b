from dataclasses import replace

import pytest

from baulast.language import Both
from baulast.model import Dossier, Doubt, DoubtReason
from baulast.settings import ExtractSettings
from extract.sheets.headings import ColumnRole
from extract.sheets.running_number import running_number
from extract.sheets.sheet import sheet_page
from extract.stage import extract

CONTENT, REMARKS = ColumnRole.CONTENT, ColumnRole.REMARKS
FIRST = (
    "1",
    ["Das Grundstück Flurstück 25 wird", "mit einem Wegerecht belastet."],
    ["Eingetragen am", "3.11.1965", "Az. 63-179/65"],
)
SECOND = (
    "2",
    ["Auf dem Grundstück Flurstück 25", "ist eine Zufahrt freizuhalten", "für Flurstück 580."],
    ["Eingetragen am", "16.2.1970"],
)


def numbers(page):
    return [row.number for row in sheet_page(page).rows]


def texts(row, role):
    return [line.text for line in row.lines(role)]


def test_rows_are_told_by_their_numbers(sheet):
    """Entries one under another without a line between them are parted at the running numbers."""
    first, second = sheet_page(sheet(FIRST, SECOND).page()).rows
    assert (first.number, second.number) == (1, 2)
    assert texts(first, CONTENT) == FIRST[1]
    assert texts(first, REMARKS) == FIRST[2]
    assert texts(second, CONTENT) == SECOND[1]
    assert texts(second, REMARKS) == SECOND[2]


@pytest.mark.parametrize("skew_deg", [-2.0, 2.0])
def test_rows_are_told_on_a_skewed_page(sheet, skew_deg):
    """A page that was laid on the scanner askew has the same rows."""
    page = sheet(FIRST, SECOND, skew_deg=skew_deg).page()
    assert numbers(page) == [1, 2]
    assert texts(sheet_page(page).rows[0], CONTENT) == FIRST[1]


def test_a_row_whose_number_is_lost_is_a_row(sheet):
    """Where the engine missed the number, wording and remark that begin together tell a new row."""
    page = sheet(FIRST, ("", *SECOND[1:])).page()
    assert numbers(page) == [1, None]


def test_a_paragraph_within_an_entry_is_no_row(sheet):
    """A gap in the wording alone, without a remark beside it, begins no entry."""
    page = sheet(FIRST)
    page.write(320, 750, "Der Lageplan ist Bestandteil.")
    assert numbers(page.page()) == [1]


def test_the_header_is_what_stands_above(sheet):
    """What stands over the headings is the header, and none of it is an entry."""
    parted = sheet_page(sheet(FIRST).page())
    assert [line.text for line in parted.header] == [
        "Baulastenverzeichnis der Stadt Kaarst",
        "Baulastenblatt Nr. 1186 Seite 1",
        "Gemarkung Kaarst Flur 15 Flurstück 25",
    ]


@pytest.mark.parametrize(
    ("note", "is_kept"),
    [
        ("Vordruck Nr. 64 - Baulastenblatt", False),
        ("Ausdruck vom 23.04.2020", False),
        ("Best.-Nr. 396/15 Verlag W. Kohlhammer", False),
        ("s. Plan", False),
        ("Wv. 3 Mon.", False),
        ("lfd. Nr. 1 gel. 3.4.86", True),
        ("Flurstück 25 jetzt 1012", True),
    ],
)
def test_small_print_is_no_entry_but_notes_on_entries_are_kept(sheet, note, is_kept):
    """Print and scribbles at the foot are left out, unless they could change an entry."""
    page = sheet(FIRST).write(900, 3300, note).page()
    parted = sheet_page(page)
    in_rows = [line.text for row in parted.rows for line in row.lines(CONTENT)]
    assert (note in in_rows) is is_kept
    assert (note in [line.text for line in parted.footer]) is not is_kept


def test_hardly_legible_rows_are_no_small_print(sheet):
    """As much text as an entry has stays a row, however badly it was read."""
    page = sheet(FIRST).write(320, 2500, *["xqz rrt wv ii nm kl op"] * 3, confidence=0.3)
    kept = [line.text for row in sheet_page(page.page()).rows for line in row.lines(CONTENT)]
    assert "xqz rrt wv ii nm kl op" in kept


def test_numbers_in_the_wording_tell_rows_where_no_column_is(paper):
    """A form without a column for the number has it at the head of the wording."""
    page = paper().write(200, 100, "Baulastenblatt Nr. 7").write(300, 300, "Inhalt der Eintragung")
    page.write(1700, 300, "Bemerkungen")
    page.write(200, 400, "1. Das Grundstück duldet", "12. und mehr", "die Zufahrt.")
    page.write(1700, 400, "Eingetragen").write(200, 600, "2. Das Grundstück hält frei")
    page.write(1700, 600, "Eingetragen")
    assert numbers(page.page()) == [1, 2]


def test_a_page_without_a_table_has_no_rows(paper):
    """Running text is all header; nothing is made up."""
    parted = sheet_page(paper().write(200, 100, "Sehr geehrter Herr Meier,").page())
    assert parted.rows == ()
    assert parted.columns is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("1", 1), ("12.", 12), ("lfd. Nr. 3", 3), ("3)", 3), ("", None), ("0", None), ("345", None),
     ("3,50 m", None), ("I", None)],
)  # fmt: skip
def test_running_numbers(text, number):
    """A running number is one or two digits; nothing else in its column is repaired into one."""
    assert running_number(text) == number


def titled(paper, *numbers, title="Wegebaulast"):
    """A typed sheet without ruling: a headline with its number over each indented wording."""
    page = paper().write(200, 100, "Baulastenverzeichnis", "Blatt 17", "Flurstück 704/127")
    for place, number in enumerate(numbers):
        page.write(200, 400 + 300 * place, f"{number} {title}")
        page.write(300, 460 + 300 * place, "Das Grundstück duldet die Zufahrt.", "Az. 63-1/74 vom")
        page.write(300, 560 + 300 * place, "5. März 1974.")
    return page.page()


@pytest.mark.parametrize("title", ["Wegebaulast", "Eintragung", "Sonstige Baulast"])
@pytest.mark.parametrize(
    "written", [("1.)", "2.)"), ("l.)", "2.)"), ("i.", "2."), ("1.", "2."), ("I.", "II.")]
)
def test_a_headline_with_its_number_begins_an_entry(paper, written, title):
    """A line "1.) Wegebaulast" is the first of an entry, not the last of the header."""
    page = titled(paper, *written, title=title)
    assert len(numbers(page)) == 2
    assert sheet_page(page).header[-1].text == "Flurstück 704/127"


def test_a_headline_whose_number_is_misread_is_not_lost(paper):
    """Where 3 is read 5, its entry does not run into the one above."""
    assert numbers(titled(paper, "1.)", "2.)", "5.)")) == [1, 2, 5]


def test_a_number_out_of_order_where_hardly_a_word_is_sure_doubts_its_entry(nlp, sheet):
    """Entries above it may be lost: what is read as the second may be the third."""
    page = sheet(FIRST, ("4", *SECOND[1:])).page()
    doubt = Doubt(reason=DoubtReason.ORIENTATION, detail=Both.only(""), page=1)
    for doubts, asked in (((), False), ((doubt,), True)):
        pages = (replace(page, doubts=doubts),)
        dossier = Dossier(id="k/1", municipality="k", number=None, pages=pages)
        entry = extract(dossier, nlp, ExtractSettings()).entries[1]
        assert entry.number.is_flagged
        assert bool(entry.doubts) is asked
