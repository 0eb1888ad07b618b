import pytest

from baulast.model import Status
from extract.sheets.headings import ColumnRole
from extract.sheets.sheet import sheet_page

HEADER = (
    "Baulastenverzeichnis der Gemeinde",
    "Baulastenblatt Nr. 17 Seite 1",
    "Gemarkung Norf Flur 12 Flurstück 25",
)
PARAGRAPHS = (
    "1. Auf dem Grundstück Flurstück 25 ist eine Zufahrt freizuhalten.",
    "Eingetragen am 3.11.1965",
    "2. Auf dem Grundstück Flurstück 25 ist das Wohnhaus nur als Altenteil zu nutzen.",
    "Eingetragen am 16.2.1970",
)


def typed(paper, *below, first=PARAGRAPHS):
    """A sheet without a table: numbered paragraphs, and what stands below them."""
    page = paper().write(200, 100, *HEADER)
    page.write(200, 400, *first)
    return page.write(200, 700, *below)


@pytest.mark.parametrize(
    ("heading", "note"),
    [
        ("Änderungsvermerke", "zu 1. gelöscht am 3.4.1986"),
        ("Löschungen und Veränderungen:", "Zu lfd. Nr. 1: gelöscht am 3.4.1986"),
        ("Dritte Abteilung: Veränderungen und Löschungen", "zur Nr. 1 gelöscht am 3.4.1986"),
        ("B. Veränderungen und Löschungen", "Zu lfd. Nr. 1 gelöscht am 3.4.1986"),
        ("III. Löschungen", "zu 1. gelöscht am 3.4.1986"),
        ("Löschungen", "Nr. 1 gelöscht am 3.4.1986."),
        ("Löschungen", "Nr. 1 am 3.4.1986"),
        ("II. Löschungen", "Lfd. Nr. 1: 3. April 1986"),
        ("Löschungsvermerke", "Nr. 1 vom 3.4.1986."),
        ("Löschungen", "Die unter Nr. 1 eingetragene Baulast ist am 3.4.1986 gelöscht worden."),
    ],
)
def test_a_note_below_falls_on_the_entry_that_it_names(extracted, paper, heading, note):
    """A deletion noted at the end of the sheet is of the entry it names, not of the last one."""
    one, two = extracted(typed(paper, heading, note)).entries
    assert one.status.value is Status.DELETED
    assert one.deleted_on.value.isoformat() == "1986-04-03"
    assert two.status.value is Status.ACTIVE
    assert two.deleted_on.value is None


@pytest.mark.parametrize("numbers", ["1 und 2", "1, 2", "1 - 2", "1 bis 2"])
def test_a_note_on_several_entries_falls_on_each(extracted, paper, numbers):
    """A deletion of a list or range of numbers leaves none of them active."""
    note = f"Zu lfd. Nr. {numbers}: gelöscht am 3.4.1986"
    for entry in extracted(typed(paper, "Löschungen", note)).entries:
        assert entry.status.value is Status.DELETED
        assert entry.deleted_on.value.isoformat() == "1986-04-03"


def test_a_number_and_a_day_below_a_heading_of_deletions_are_asked_about(extracted, paper):
    """Without a word that says what was done on the day, a person says it."""
    page = typed(paper, "Löschungen:", "1 3.4.1986", first=(*PARAGRAPHS, "3. Ein Weg. 3.4.1971"))
    one, two, _ = extracted(page).entries
    assert one.status.is_flagged
    assert one.deleted_on.is_flagged
    assert not two.status.is_flagged


@pytest.mark.parametrize(
    ("heading", "note"),
    [
        ("Veränderungen", "Nr. 1 am 3.4.1986"),
        ("Löschungen", "Nr. 1 Verf. 3.4.1986"),
        ("Löschungen", "Nr. 1 am 3.4.1986 abgelehnt"),
    ],
)
def test_a_day_that_may_be_of_something_else_deletes_none(extracted, paper, heading, note):
    """A day below a heading for changes, or one of something else, is that of no deletion."""
    for entry in extracted(typed(paper, heading, note)).entries:
        assert entry.status.value is not Status.DELETED or entry.status.is_flagged


def test_a_day_behind_a_number_is_no_list(extracted, paper):
    """What follows the number of an entry and begins a day names no second one."""
    one, two = extracted(typed(paper, "Löschungen", "Zu 1, 2.4.1986 gelöscht")).entries
    assert one.status.value is not Status.ACTIVE
    assert two.status.value is Status.ACTIVE


def test_numbers_stand_alone_below_a_column_for_them(paper):
    """In a third part with a column "Zur lfd. Nr." the numbers themselves tell the entry."""
    page = typed(
        paper, "Veränderungen und Löschungen", "Zur lfd. Nr. Vermerk", "2 gelöscht am 3.4.1986"
    )
    one, two = sheet_page(page.page()).rows
    assert not one.lines(ColumnRole.REMARKS)
    assert [line.text for line in two.lines(ColumnRole.REMARKS)] == ["gelöscht am 3.4.1986"]


@pytest.mark.parametrize("column", ["Zur lfd. Nr. Vermerk", "Zur Ifd. Nr. Vermerk"])
def test_an_empty_section_says_nothing(extracted, paper, column):
    """A section for changes that the form prints and nobody has filled in deletes no entry."""
    page = typed(paper, "Dritte Abteilung: Veränderungen und Löschungen", column)
    page.write(200, 1500, "Form. 63 a (Blatt)")
    for entry in extracted(page).entries:
        assert entry.status.value is Status.ACTIVE
        assert not entry.status.doubts
        assert not entry.deleted_on.doubts
        assert "Abteilung" not in entry.wording


@pytest.mark.parametrize("note", ["2 I. Murz 1085,", "2 s. Verfg. v. 3. 4. 86"])
def test_a_note_that_no_rule_reads_asks_for_its_entry(extracted, paper, note):
    """Whatever stands in the section for changes and is not read may be a deletion."""
    heading = "Dritte Abteilung: Veränderungen und Löschungen"
    one, two = extracted(typed(paper, heading, "Zur lfd. Nr. Vermerk", note)).entries
    assert one.status.value is Status.ACTIVE
    assert not one.status.doubts
    assert two.status.is_flagged
    assert two.deleted_on.is_flagged


def test_a_note_without_its_number_stays_to_be_looked_at(extracted, paper):
    """What stands in the section and names no entry is not taken for an empty section."""
    heading = "Dritte Abteilung: Veränderungen und Löschungen"
    page = typed(paper, heading, "Zur lfd. Nr. Vermerk", "Gelöscht lt. Vfg. vom 3.4.1986")
    assert any(entry.status.is_flagged or entry.status.value is not Status.ACTIVE
               for entry in extracted(page).entries)  # fmt: skip


def test_a_note_on_an_entry_overleaf_is_brought_to_it(extracted, paper):
    """The section for changes may stand on the last page, the entry on the first."""
    second = paper(2).write(200, 100, "Fortsetzung Baulastenblatt Nr. 17 Seite 2")
    second.write(200, 300, "3. Auf dem Grundstück Flurstück 25 ist ein Spielplatz anzulegen.")
    second.write(200, 500, "Änderungsvermerke", "zu 1. gelöscht am 3.4.1986")
    entries = extracted(typed(paper), second).entries
    assert [entry.number.value for entry in entries] == [1, 2, 3]
    assert [entry.status.value for entry in entries] == [
        Status.DELETED, Status.ACTIVE, Status.ACTIVE,
    ]  # fmt: skip


def test_a_wording_that_speaks_of_change_is_no_section(paper):
    """Without a note that names an entry, a heading of changes parts nothing."""
    first = (*PARAGRAPHS, "Änderungen", "der Höhenlage sind nicht zulässig.")
    _, two = sheet_page(typed(paper, first=first).page()).rows
    assert two.lines(ColumnRole.CONTENT)[-1].text == "der Höhenlage sind nicht zulässig."


@pytest.mark.parametrize("number", ["1)", "(1)", "1./", "Nr. 1", "lfd. Nr. 1:", "Ifd. Nr. 1:"])
def test_paragraphs_begin_with_a_number(paper, number):
    """Entries typed as paragraphs are told by their numbers, in whatever way they are set."""
    first = (
        f"{number} Gem. der Erklärung vom 3.4.65 ist eine Zufahrt freizuhalten.",
        "Az. 63-1/65",
    )
    rows = sheet_page(typed(paper, first=first).page()).rows
    assert [row.number for row in rows] == [1]


def test_a_note_whose_entry_is_lost_is_asked_about_as_a_whole(extracted, paper):
    """Of an entry that only a note at the end names, nothing is sure, and the page is doubted."""
    page = paper().write(200, 100, *HEADER)
    page.write(200, 700, "Löschungen und Veränderungen:", "Zu lfd. Nr. 1: gelöscht am 3.4.1986")
    dossier = extracted(page)
    assert all(entry.doubts for entry in dossier.entries)
    assert dossier.pages[0].doubts


def test_a_label_of_the_next_entry_is_no_note(paper):
    """Below a form's empty "Änderung / Löschung" the next "Lfd. Nr." begins an entry of its own."""
    page = paper().write(200, 100, *HEADER)
    for number, top in ((1, 400), (2, 900)):
        page.write(200, top, f"Lfd. Nr. {number}", "Art der Baulast", "Inhalt der Baulast")
        page.write(900, top + 50, "Zufahrt", "Das Grundstück duldet die Zufahrt.")
        page.write(200, top + 150, "Änderung / Löschung")
    assert [row.is_note for row in sheet_page(page.page()).rows] == [False, False]
