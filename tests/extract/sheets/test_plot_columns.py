"""Tables that have columns of their own for Gemarkung, Flur and Flurstück."""

import pytest

from baulast.model import Dossier, page_text
from baulast.settings import ExtractSettings
from extract.layout import spots_of
from extract.sheets.headings import ColumnRole, heading_role, plot_part
from extract.sheets.plot_columns import places_of, plot_passages
from extract.sheets.sheet import find_columns, sheet_page
from extract.stage import extract

EDGES = (100, 240, 500, 620, 820, 1500, 1800, 2300)
UPPER = ((0, 1, "Lfd. Nr."), (1, 4, "belastetes Grundstück"), (4, 5, "Wortlaut der Baulast"),
         (5, 6, "eingetragen am"), (6, 7, "Löschung"))  # fmt: skip
LOWER = ((1, "Gemarkung"), (2, "Flur"), (3, "Flurstück"))


def table(paper, *entries, upper=UPPER):
    """A ruled table with headings of two levels; an entry is its cells, each a list of lines."""
    page = paper()
    page.write(100, 60, "Baulastenverzeichnis Blatt 12")
    for first, last, text in upper:
        bottom = 220 if last - first > 1 else 300
        block = page.block(EDGES[first], 140, EDGES[last], bottom, cell=(0, 0, first))
        page.write(EDGES[first] + 10, 160, text, block=block)
    for place, text in LOWER:
        block = page.block(EDGES[place], 220, EDGES[place + 1], 300, cell=(0, 1, place))
        page.write(EDGES[place] + 10, 240, text, block=block)
    for row, cells in enumerate(entries):
        top = 300 + 300 * row
        for place, lines in enumerate(cells):
            block = page.block(
                EDGES[place], top, EDGES[place + 1], top + 300, cell=(0, 2 + row, place)
            )
            page.write(EDGES[place] + 10, top + 20, *lines, block=block)
    return page.page()


def passages(page, row):
    return [
        passage.text
        for passage in plot_passages(page.number, page_text(page.words), places_of(row, {}))
    ]


WORDING = ["Duldung der Zufahrt"]


@pytest.mark.parametrize(
    ("cells", "worded"),
    [
        ((["Norf"], ["4"], ["12, 13"]), "Belastet: Gemarkung Norf, Flur 4, Flurstück 12, 13"),
        (
            (["Norf"], ["4"], ["12 und", "13"]),
            "Belastet: Gemarkung Norf, Flur 4, Flurstück 12 und\n13",
        ),
        (
            (["Norf", '"', "Rosellen"], ["4", "5", "1"], ["12", "13", "14"]),
            "Belastet: Gemarkung Norf, Flur 4, Flurstück 12; Gemarkung Norf, Flur 5, Flurstück 13;"
            " Gemarkung Rosellen, Flur 1, Flurstück 14",
        ),
        (([""], ["4"], ["12"]), "Belastet: Flur 4, Flurstück 12"),
        (
            (["Norf"], ["4"], ["12", "13", "14/1"]),
            "Belastet: Gemarkung Norf, Flur 4, Flurstück 12, 13, 14/1",
        ),
        ((["Norf"], ["4"], ["123/", "45"]), "Belastet: Gemarkung Norf, Flur 4, Flurstück 123/\n45"),
    ],
)
def test_parts_of_a_plot_are_put_together(paper, cells, worded):
    """Each line of the Flur has the numbers beside it, and a name holds until the next one."""
    page = table(paper, (["1"], *cells, WORDING, ["3.4.1986"], [""]))
    (row,) = sheet_page(page).rows
    assert passages(page, row) == [worded]


@pytest.mark.parametrize(("upper", "flagged"), [(UPPER, False), (UPPER[:1] + UPPER[2:], True)])
def test_a_row_with_its_plot_needs_no_header(paper, nlp, upper, flagged):
    """Where the burdened plot has columns, no header repeats it, and nothing is missing there."""
    wording = ["Auf Gemarkung Norf, Flur 4, Flurstück 12", "ist eine Baracke zu beseitigen."]
    row = (["1"], ["Norf"], ["4"], ["12"], wording, ["3.4.1986"], [""])
    page = table(paper, row, upper=upper)
    dossier = Dossier(id="k/1", municipality="k", number=None, pages=(page,))
    (entry,) = extract(dossier, nlp, ExtractSettings()).entries
    assert entry.burdened.is_flagged is flagged


def test_the_benefited_plot_has_columns_of_its_own(paper):
    """Below "begünstigtes Grundstück" the same headings are those of the other side."""
    upper = tuple((a, b, text.replace("belastet", "begünstigt")) for a, b, text in UPPER)
    page = table(paper, (["1"], ["Norf"], ["4"], ["12"], WORDING, ["3.4.86"], [""]), upper=upper)
    (row,) = sheet_page(page).rows
    assert passages(page, row) == ["Begünstigt: Gemarkung Norf, Flur 4, Flurstück 12"]


def test_a_table_without_lines_may_have_them_too(paper):
    """Headings side by side, with white below them, are columns of the plot as well."""
    page = paper()
    lefts = (100, 300, 500, 900, 1900)
    for place, text in enumerate(("Nr.", "Flur", "Flurstück", "Inhalt", "Bemerkungen")):
        page.write(lefts[place], 200, text)
    for place, text in enumerate(("1", "4", "12", "Zufahrt", "Az. 63-1/80")):
        page.write(lefts[place], 400, text)
    made = page.page()
    found = find_columns(made, spots_of(made))
    assert ColumnRole.PARCEL in [column.role for column in found.columns]


@pytest.mark.parametrize("text", ["Gemarkung", "Flur", "Flurstück(e)"])
def test_parts_of_a_plot_alone_make_no_table_of_entries(text):
    """The small table in a sheet's header has these headings too."""
    assert heading_role(text) is None
    assert plot_part(text) is not None


@pytest.mark.parametrize("text", ["Flurstück 12", "Gemarkung Norf", "Lage", "belastetes Flurstück"])
def test_other_texts_are_no_parts_of_a_plot(text):
    """What is filled in, and other headings, name no part of a plot."""
    assert plot_part(text) is None


def listing(paper, *entries):
    """A sheet that numbers its plots in the header; entries name them by these numbers."""
    page = paper().write(100, 60, "Baulastenverzeichnis Blatt 12")
    columns = ((100, "Nr."), (300, "Gemarkung"), (700, "Flur"), (900, "Flurstück"))
    plots = (("1", "Norf", "4", "12"), ("2", "Norf", "4", "13"), ("3", "Norf", "5", "7"))
    for row, cells in enumerate((tuple(text for _, text in columns), *plots)):
        for (left, _), text in zip(columns, cells, strict=True):
            page.write(left, 160 + 50 * row, text)
    heads = ("Laufende Nummer", "Nr. der belasteten Grundstücke", "Lasten und Beschränkungen")
    for left, text in zip((100, 600, 1400), heads, strict=True):
        page.write(left, 460, text)
    for row, (number, stock) in enumerate(entries):
        top = 600 + 300 * row
        page.write(100, top, number).write(650, top, stock)
        page.write(1400, top, "Das Wohnhaus ist nur als Altenteil", "zu nutzen und zu erhalten.",
                   "Eingetragen am 3.4.1976")  # fmt: skip
    return page


@pytest.mark.parametrize(
    ("stock", "numbers", "is_flagged"),
    [
        ("2", ["13"], False),
        ("1, 3", ["12", "7"], False),
        ("1 u. 2", ["12", "13"], False),
        ("4", ["12", "13", "7"], True),  # the list has three
        ("l", ["12", "13", "7"], True),
    ],
)
def test_plots_are_named_by_their_number_in_the_list(extracted, paper, stock, numbers, is_flagged):
    """A number that the header's list does not have is asked about, and never guessed."""
    (entry,) = extracted(listing(paper, ("1", stock))).entries
    assert [plot.parcel.number for plot in entry.burdened.value] == numbers
    assert entry.burdened.is_flagged is is_flagged
