"""Tables turned over: labels down the left, a column for each entry."""

import pytest

from baulast.model import DoubtReason, Status
from extract.sheets.headings import ColumnRole
from extract.sheets.sheet import sheet_page

HEAD = ("Baulastenblatt 573", "Gemarkung Norf, Flur 6, Flurstück 351")
ROWS = {
    "Lfd. Nr.": ("1", "2", "3"),
    "Begünstigt": ("Flurstück 352", "Flurstück 353", "Flurstück 354"),
    "Inhalt": ("Wegerecht", "Leitungsrecht", "Stellplatz"),
    "Rechtsgrundlage": ("§ 99 BauO NW", "§ 99 BauO NW", "§ 78 BauO NW"),
    "Erklärung vom": ("14.03.1980", "26.12.1980", "03.02.1986"),
    "Eingetragen am": ("30.06.1980", "02.02.1981", "20.03.1986"),
    "Gelöscht am": ("", "03.04.1990", ""),
}


def typed(paper, rows, *below, at=(520, 1120, 1720)):
    """The table without lines; below it what else stands on the page."""
    page = paper().write(100, 60, *HEAD)
    top = 260
    for label, values in rows.items():
        page.write(100, top, label)
        for left, value in zip(at, values, strict=False):
            page.write(left, top, value)
        top += 60
    for line in below:
        page.write(100, top + 120, line)
        top += 60
    return page


def ruled(paper, rows, *below):
    """The same in ruled fields."""
    page = paper().write(100, 60, *HEAD)
    top = 260
    for number, (label, values) in enumerate(rows.items()):
        for column, text in enumerate((label, *values)):
            left = 100 + 560 * column
            cell = (0, number, column)
            block = page.block(left, top, left + 560, top + 100, cell=cell)
            page.write(left + 10, top + 30, text, block=block)
        top += 100
    for line in below:
        page.write(100, top + 120, line)
    return page


def told(row):
    return [
        " ".join(line.text for line in row.lines(role))
        for role in (ColumnRole.BENEFITED, ColumnRole.REGISTERED, ColumnRole.DELETED)
    ]


@pytest.mark.parametrize("form", [typed, ruled])
def test_each_column_is_an_entry(paper, extracted, form):
    """Each number has the values below it, and a day of deletion is that of its column alone."""
    page = form(paper, ROWS)
    found = sheet_page(page.page()).rows
    assert [row.number for row in found] == [1, 2, 3]
    assert [told(row) for row in found] == [
        ["Flurstück 352", "30.06.1980", ""],
        ["Flurstück 353", "02.02.1981", "03.04.1990"],
        ["Flurstück 354", "20.03.1986", ""],
    ]
    entries = extracted(page).entries
    assert [e.status.value for e in entries] == [Status.ACTIVE, Status.DELETED, Status.ACTIVE]
    assert not any(entry.is_flagged for entry in entries)


@pytest.mark.parametrize(
    ("numbers", "read"),
    [
        (("1.", "2.", "3."), [1, 2, 3]),
        (("4", "5", "6"), [4, 5, 6]),
        (("l", "2", "3"), [None, 2, 3]),
    ],
)
def test_numbers_need_not_be_plain(paper, numbers, read):
    """With a stop, overleaf or one misread they head the columns all the same."""
    found = sheet_page(typed(paper, {**ROWS, "Lfd. Nr.": numbers}).page()).rows
    assert [row.number for row in found] == read


def test_numbers_with_their_label_above_each_column(paper):
    """The label may be repeated with each number, and then none stands at the left."""
    rows = {"": ("Lfd. Nr. 1", "Lfd. Nr. 2", "Lfd. Nr. 3"), **ROWS}
    del rows["Lfd. Nr."]
    found = sheet_page(typed(paper, rows).page()).rows
    assert [(row.number, told(row)[0]) for row in found] == [
        (1, "Flurstück 352"), (2, "Flurstück 353"), (3, "Flurstück 354"),
    ]  # fmt: skip


def test_a_value_goes_on_below_its_label(paper):
    """The second line of a value is that of its column, under centred numbers too."""
    rows = {}
    for label, values in ROWS.items():
        rows[label] = values
        if label == "Inhalt":
            rows[" "] = ("auf 3 m Breite", "mit Schutzstreifen", "")
    rows["Lfd. Nr."] = ("    1", "    2", "    3")
    found = sheet_page(typed(paper, rows).page()).rows
    assert [len(row.lines(ColumnRole.CONTENT)) for row in found] == [2, 2, 1]


@pytest.mark.parametrize(
    "numbers",
    [("", "2", "3"), ("1", "2", ""), ("1", "", "")],
    ids=["first", "last", "all_but_one"],
)
def test_a_column_whose_number_is_lost_is_doubted(paper, extracted, numbers):
    """Values of an entry without a number are never given to its neighbour in silence."""
    dossier = extracted(typed(paper, {**ROWS, "Lfd. Nr.": numbers}))
    assert DoubtReason.NOT_FOUND in {doubt.reason for doubt in dossier.pages[0].doubts}
    assert all(entry.doubts for entry in dossier.entries)


def test_columns_that_no_blank_parts_are_doubted(paper, extracted):
    """Where words run from one column into the next, the entry and the page are doubted."""
    rows = {**ROWS, "Inhalt": ("Wegerecht von der Straße her Leitungsrecht", "", "Stellplatz")}
    dossier = extracted(typed(paper, rows))
    assert DoubtReason.NOT_FOUND in {doubt.reason for doubt in dossier.pages[0].doubts}
    assert all(entry.doubts for entry in dossier.entries)


@pytest.mark.parametrize("form", [typed, ruled])
@pytest.mark.parametrize("number", [1, 3])
def test_a_note_below_the_table_reaches_its_entry(paper, extracted, form, number):
    """A deletion below all columns leaves the entry that it names not active in silence."""
    page = form(paper, ROWS, f"Lfd. Nr. {number} gelöscht am 4.5.1991")
    entries = {entry.number.value: entry for entry in extracted(page).entries}
    status = entries[number].status
    assert status.value is Status.DELETED or status.doubts
    assert entries[3].status.value is Status.ACTIVE or number == 3 or entries[3].status.doubts


def test_a_form_of_one_entry_is_none(paper, extracted):
    """Labels down the left beside one number are a form as ever, with nothing asked."""
    rows = {label: values[:1] for label, values in ROWS.items()}
    (entry,) = extracted(typed(paper, rows)).entries
    assert entry.number.value == 1
    assert not entry.is_flagged
