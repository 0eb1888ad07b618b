import pytest

from baulast.model import Dossier, Status
from baulast.settings import ExtractSettings
from extract.layout import spots_of
from extract.plain_text import dossier_of_text
from extract.sheets.headings import ColumnRole, heading_role
from extract.sheets.sheet import find_columns
from extract.stage import extract

NUMBER, CONTENT, REMARKS = ColumnRole.NUMBER, ColumnRole.CONTENT, ColumnRole.REMARKS
WORDING = "Der jeweilige Eigentümer duldet daß die Abstandfläche auf sein Grundstück fällt und mehr"


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Lfd. Nr.", NUMBER),
        ("1 lfd. Nr.", NUMBER),
        ("Lfde. Nr.", NUMBER),
        ("LNr.", NUMBER),
        ("Art", CONTENT),
        ("Belastetes Flst.", ColumnRole.BURDENED),
        ("Begünstigte Flurst.", ColumnRole.BENEFITED),
        ("Belastete", ColumnRole.BURDENED),  # "Flurstücke" stands below it
        ("Begünstigtes", ColumnRole.BENEFITED),
        ("Belastung", CONTENT),
        ("Akte", ColumnRole.REFERENCE),
        ("Erklärung v.", ColumnRole.DECLARED),
        ("Nummer der Eintragung", NUMBER),
        ("Lasten und Beschränkungen", CONTENT),
        ("Nr. der belasteten Grundstücke", ColumnRole.STOCK),
        ("Lfd. Nr. und Tag der Eintragung", NUMBER),
        ("Nr. / Datum der Eintragung", NUMBER),
        ("begünst. Flurstück", ColumnRole.BENEFITED),
        ("Beg. Flst.", ColumnRole.BENEFITED),
        ("belast. Flurst.", ColumnRole.BURDENED),
        ("Belastungen", CONTENT),
        ("Begründung", None),
        ("Bestandteil", None),
        ("Inhalt der Eintragung", CONTENT),
        ("lnhalt der Eintragunq", CONTENT),
        ("Bezeichnung der Baulast", CONTENT),
        ("Art und Inhalt", CONTENT),
        ("Art und Inhalt der Verpflichtung", CONTENT),
        ("Tag der Eintragung", ColumnRole.REGISTERED),
        ("Bemerkungen, Löschungen", REMARKS),
        ("Vermerke", REMARKS),
        ("Löschungen", ColumnRole.DELETED),
        ("Gemarkung", None),
        ("Flurstück", None),
        ("Die Baulast wird auf Antrag des Eigentümers in das Verzeichnis eingetragen.", None),
        ("12", None),
    ],
)
def test_headings_tell_columns(text, role):
    """The headings of the forms are known, slightly misread too; other text is none."""
    assert heading_role(text) is role


def roles_of(page):
    columns = find_columns(page, spots_of(page))
    return columns and [column.role for column in columns.columns]


def test_columns_without_lines_are_told_by_their_headings(sheet):
    """Headings side by side make a table where no ruled line was recognised."""
    page = sheet(("1", ["Das Grundstück wird belastet."], ["Eingetragen am 3.11.1965"])).page()
    columns = find_columns(page, spots_of(page))
    assert [column.role for column in columns.columns] == [NUMBER, CONTENT, REMARKS]
    assert columns.columns[1].left < 320  # the border runs left of the wording
    assert columns.columns[2].left < 1700


def test_a_heading_may_be_two_rows_high(paper):
    """ "Lfd." above "Nr." is one heading, and no entry begins at "Nr."."""
    page = paper().write(200, 400, "Lfd.", "Nr.").write(800, 425, "Inhalt der Eintragung")
    page.write(1800, 425, "Bemerkungen").write(200, 550, "1").write(320, 550, "Text")
    page.write(1700, 550, "am")
    assert find_columns(page.page(), spots_of(page.page())).bottom < 550


def ruled(paper, headings, row):
    """A ruled table of a row of headings and one of cells, 100 and 1400 and 700 wide."""
    page = paper()
    edges = [200, 300, 1700, 2400]
    for number, texts in enumerate((headings, row)):
        for column, text in enumerate(texts):
            left, top = edges[column], 400 + 200 * number
            block = page.block(left, top, edges[column + 1], top + 200, cell=(0, number, column))
            page.write(left + 10, top + 10, *text.split("|"), block=block)
    return page.page()


@pytest.mark.parametrize(
    "headings",
    [
        ("Nr.", "Inhalt der Eintragung", "Bemerkungen"),
        ("?r.", "Inhalt der Eintragung", "Bemerkungen"),  # a punched hole in the heading
        ("Nr.", "l_ht '' nung", "Bemerkungen"),
        ("_!", "~~ ii", "Be:: ~"),
        ("", "", ""),
    ],
)
def test_ruled_columns_are_told_whatever_dirt_hides(paper, headings):
    """Where headings cannot be read, the shapes of the ruled columns tell their roles."""
    row = ("1", f"{WORDING[:44]}|{WORDING[45:]}", "Eingetragen am|3.11.1965")
    assert roles_of(ruled(paper, headings, row)) == [NUMBER, CONTENT, REMARKS]


@pytest.mark.parametrize(
    "row",
    [("Kaarst", "15", "23 und 25"), ("1", "Eine kurze Zeile", "am 3.11.1965")],
)
def test_other_tables_are_none_of_entries(paper, row):
    """A table of parcels, or one without any wording, holds no entries."""
    assert roles_of(ruled(paper, ("Gemarkung", "Flur", "Flurstück"), row)) is None


def test_a_letter_has_no_columns(paper):
    """Running text makes no table."""
    page = paper().write(200, 100, "die Eintragung in das Verzeichnis", "mit Bemerkungen").page()
    assert roles_of(page) is None


def levels(paper, upper, lower):
    """A ruled table whose headings have two levels, and one row of entries."""
    page = paper()
    edges = [200, 300, 500, 1400, 1600, 2100]

    for top, cells in ((300, upper), (350, lower), (400, ("1", "3.4.74", WORDING, "", ""))):
        place = 0
        for column, (text, wide) in enumerate(
            cell if isinstance(cell, tuple) else (cell, 1) for cell in cells
        ):
            left, right = edges[place], edges[place + wide]
            block = page.block(left, top, right, top + 50, cell=(0, top, column))
            if text:
                page.write(left + 10, top + 5, text, block=block)
            place += wide
    return page.page()


def test_headings_may_have_two_levels(paper):
    """Below "Eintragung" and "Löschung" stand the day and the words of each."""
    page = levels(
        paper,
        ("Lfd.", ("Eintragung", 2), ("Löschung, Änderung", 2)),
        ("Nr.", "Tag", "Inhalt der Baulast", "Tag", "Vermerk"),
    )
    assert roles_of(page) == [
        NUMBER, ColumnRole.REGISTERED, CONTENT, ColumnRole.DELETED, REMARKS,
    ]  # fmt: skip


def test_a_second_day_behind_the_wording_is_of_deletion(paper):
    """Where the upper headings are lost, the day to the right of the wording is none of entry."""
    page = levels(
        paper, ("", ("", 2), ("", 2)), ("Nr.", "Tag", "Inhalt der Baulast", "Tag", "Vermerk")
    )
    assert roles_of(page)[3] is ColumnRole.DELETED


def test_shifted_columns_are_none(paper):
    """Where a heading is lost, wordings stand below another one: no table is better than that."""
    page = paper().write(100, 200, "Nummer der Baulast")
    page.write(900, 200, "Löschungen")
    for row in range(3):
        page.write(100, 400 + 200 * row, str(row + 1))
        page.write(900, 400 + 200 * row, WORDING[:44], WORDING[45:])
    assert roles_of(page.page()) is None


def test_beside_the_wording_an_entry_is_its_day(paper):
    """ "Eintragung" heads the wording, but not beside a wider column that is headed so."""
    headings = ("Lfd. Nr.", "Wortlaut der Baulast", "Eintragung")
    row = ("1", f"{WORDING[:44]}|{WORDING[45:]}", "3.11.1965")
    registered = ColumnRole.REGISTERED
    assert roles_of(ruled(paper, headings, row)) == [NUMBER, CONTENT, registered]
    misread = ("%e", *headings[1:])  # the number's heading, "№"
    assert roles_of(ruled(paper, misread, row)) == [NUMBER, CONTENT, registered]
    page = paper()
    for left, text, cell in zip((100, 400, 1900), headings, row, strict=True):
        page.write(left, 200, text).write(left, 400, *cell.split("|"))
    assert roles_of(page.page()) == [NUMBER, CONTENT, registered]


def test_a_facing_table_has_no_days_of_entry(paper):
    """On the right side of an open book stand the notes, beside whatever column is the last."""
    page = paper()
    tables = (
        ((200, 300, 1200), ("No", "Wortlaut der Last", "Eintragung"), ("1", WORDING, "3.11.1965")),
        ((1800, 1900, 2200), ("zu No", "Vermerk", "Tag"), ("1", "Gelöscht", "2.3.1988")),
    )
    for table, (lefts, *lines) in enumerate(tables):
        edges = (*lefts, lefts[2] + 300)
        for number, texts in enumerate(lines):
            for column, text in enumerate(texts):
                top = 400 + 200 * number
                place = (edges[column], top, edges[column + 1], top + 200)
                block = page.block(*place, cell=(table, number, column))
                page.write(place[0] + 10, top + 10, text, block=block)
    assert roles_of(page.page()) == [NUMBER, CONTENT, ColumnRole.REGISTERED, REMARKS]


def test_headings_begin_where_their_first_line_stands(paper):
    """ "Eintragung" under "Nummer der" is no day of entry, nor "Löschungen" a column of its own."""
    page = paper()
    lefts = (100, 700, 1800)
    for left, text in zip((100, 1800), ("Nummer der", "Veränderungen,"), strict=True):
        page.write(left, 200, text)
    for left, text in zip(lefts, ("Eintragung", "Baulasten", "Löschungen"), strict=True):
        page.write(left, 250, text)
    for left, lines in zip(
        lefts, (["1"], [WORDING[:44], WORDING[45:]], ["Az. 63-1/80"]), strict=True
    ):
        page.write(left, 400, *lines)
    assert roles_of(page.page()) == [NUMBER, CONTENT, REMARKS]


@pytest.mark.parametrize(
    ("counted", "first"),
    [
        (("1", "2", "3"), 650),
        (("(1)", "(2)", "(3)"), 650),
        (("a", "b", "c"), 650),
        (("", "2", "3"), 650),  # lost to a punched hole
        (("1", "", ""), 600),  # a running number whose wording begins below it
        (("1", "Ein Weg", "3"), 600),
        (("1", "12", "7"), 600),
    ],
)
def test_a_row_that_counts_the_columns_is_of_the_headings(paper, counted, first):
    """Below "1 | 2 | 3" the entries begin; what stands there is no running number."""
    page = paper()
    edges = [200, 300, 1700, 2400]
    table = [("Nr.", "Inhalt der Eintragung", "Bemerkungen"), counted, ("1", WORDING, "am 3.4.74")]
    for row, (top, texts) in enumerate(zip((550, 600, 650), table, strict=True)):
        for column, text in enumerate(texts):
            left, right = edges[column], edges[column + 1]
            block = page.block(left, top, right, top + 50, cell=(0, row, column))
            page.write(left + 10, top + 5, *filter(None, [text]), block=block)
    spots = spots_of(page.page())
    bottom = find_columns(page.page(), spots).bottom
    assert min(spot.top for spot in spots if spot.middle > bottom) == first + 5


@pytest.mark.parametrize(
    ("beside", "status"),
    [
        ("Eingetragen|den 22.05.1984", Status.ACTIVE),
        ("Eingetragen|den 22.05.1984|aus 3.4.89", Status.UNCLEAR),
        ("den 22.05.1989", Status.UNCLEAR),
    ],
)
def test_a_day_of_entry_in_the_column_of_deletions_deletes_nothing(paper, nlp, beside, status):
    """Some write "Eingetragen den" where deletions are noted; anything else there may be one."""
    headings = ("Lfd. Nr.", "Wortlaut der Baulast", "Löschungen")
    page = ruled(paper, headings, ("1", f"{WORDING[:44]}|{WORDING[45:]}", beside))
    dossier = Dossier(id="k/1", municipality="k", number=None, pages=(page,))
    (entry,) = extract(dossier, nlp, ExtractSettings()).entries
    assert entry.status.value is status


@pytest.mark.parametrize(
    "place",
    [
        "Gemarkung Zons Flur 9 Flurstücke 100, 102",
        "Gemarkung Zons, Flur 9",
        "Gemarkung: Zons     Flur: 9",
    ],
)
def test_seven_ragged_columns_two_blanks_apart_are_read(nlp, place):
    """Each thing of an entry has a column; cells need not stand right under their headings."""
    text = f"""Stadt Dormagen
Baulastenverzeichnis
Baulastenblatt Nr. 4101
{place}

Nr.  Belastetes Flst.  Begünstigtes Flst.  Art                 Erklärung    Eintragung   Löschung
1    100               101                 Wegerecht           01.02.1972   21.02.1972   03.03.1999
2      100, 102           103                 Abstandsfläche      02.02.1976   23.02.1976
"""
    first, second = extract(dossier_of_text("Akte", text), nlp, ExtractSettings()).entries
    read = [
        (
            [str(plot.parcel) for plot in entry.burdened.value],
            [plot.parcel.number for plot in entry.benefited.value],
            entry.declared_on.value and entry.declared_on.value.year,
            entry.registered_on.value and entry.registered_on.value.year,
            entry.deleted_on.value and entry.deleted_on.value.year,
        )
        for entry in (first, second)
    ]
    assert read == [
        (["Zons, Flur 9, Flurstück 100"], ["101"], 1972, 1972, 1999),
        (
            ["Zons, Flur 9, Flurstück 100", "Zons, Flur 9, Flurstück 102"],
            ["103"],
            1976,
            1976,
            None,
        ),
    ]


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("Belastete", "Flurstücke"),
        ("Belastetes", "Flurstück"),
        ("belastete", "Grundstücke"),
        ("Flurstück", "(belastet)"),
    ],
)
@pytest.mark.parametrize("rule", ["", "-" * 90, "=" * 90])
def test_a_heading_of_two_lines_heads_its_plots(nlp, upper, lower, rule):
    """What stands below "Belastete / Flurstücke" is burdened; the lower line is no entry."""
    text = f"""Stadt Neuss     Baulastenblatt 305
Gemarkung Hoisten, Flur 3

Lfd.   Eingetragen    {upper:15} Bezeichnung der Baulast
Nr.    am             {lower}
{rule}
1      6.12.1983      300             Fahrrecht für den Hinterlieger, am Flurstück 304
                                      vorbei, über den Hof. § 99 BauO NW
{rule}
2      6.12.1983      301, 302        Fahrrecht der Flurstücke 305/1 und /2. § 99 BauO NW
"""
    entries = extract(dossier_of_text("Akte", text), nlp, ExtractSettings()).entries
    burdened = [[plot.parcel.number for plot in e.burdened.value] for e in entries]
    assert burdened == [["300"], ["301", "302"]]
    assert not any(entry.burdened.is_flagged or entry.doubts for entry in entries)


def test_a_cell_as_wide_as_its_column_is_one(nlp):
    """Where no white parts two columns, words a blank apart are of the cell that they begin in."""
    text = """Stadt Neuss     Baulastenblatt 305
Gemarkung Hoisten, Flur 3

Lfd.   Eingetragen    Belastetes   Begünstigtes   Bezeichnung der Baulast
Nr.    am             Flurstück    Flurstück

1      6.12.1983      310, 311 tlw.  312          Geh- und Fahrrecht. § 99 BauO NW
2      6.12.1983      310          313, 314/2     Geh- und Fahrrecht. § 99 BauO NW
"""
    first, second = extract(dossier_of_text("Akte", text), nlp, ExtractSettings()).entries
    assert [(p.parcel.number, p.part) for p in first.burdened.value] == [
        ("310", False),
        ("311", True),
    ]
    assert [plot.parcel.number for plot in first.benefited.value] == ["312"]
    assert [plot.parcel.number for plot in second.burdened.value] == ["310"]


RAGGED = """Baulastenblatt 88
Gemarkung Norf, Flur 9, Flurstück 1204/3

{}

1       21.03.1988  Ein 2,40 m tiefer Streifen          9 / 1206
                    bleibt unbebaut (§ 78 BauO NW;                   11.2.2003
                   Erkl. v. 8.2.1988).

2      13.12.1990  Die Durchfahrt dürfen die           9 / 1207
                    Nachbarn benutzen (§ 78 BauO        9/1208/3
                    NW; Erkl. v. 2.11.1990).
"""


@pytest.mark.parametrize(
    "headings",
    [
        "Nr.  einge-         Wortlaut der Verpflichtung          zugunsten     gelöscht\n"
        "      tragen am                                         Flur / Flurst.  am",
        "Lfd.  Eingetragen   Inhalt der Baulast                  zugunsten     Gelöscht\n"
        "Nr.   am                                                Flur / Flurst.  am",
    ],
)
def test_ragged_headings_that_overlap_are_told_by_their_fullest_row(nlp, headings):
    """A second row that is shifted under the next column still goes with the heading above it."""
    dossier = dossier_of_text("Akte", RAGGED.format(headings))
    one, two = extract(dossier, nlp, ExtractSettings()).entries
    assert (one.number.value, two.number.value) == (1, 2)
    assert [str(p.parcel) for p in one.benefited.value] == ["Norf, Flur 9, Flurstück 1206"]
    assert [p.parcel.number for p in two.benefited.value] == ["1207", "1208/3"]
    assert [one.status.value, two.status.value] == [Status.DELETED, Status.ACTIVE]


def test_the_day_of_entry_may_stand_below_the_number(nlp):
    """One column for number and day: neither is lost, nor a remark's day taken for another."""
    text = "\n".join((
        "Baulastenblatt 402     Gemarkung Gohr, Flur 2, Flurstück 33", "",
        "Lfd. Nr. und    Inhalt der Baulast                                    Bemerkungen",
        "Tag der", "Eintragung", "",
        "1               Freihaltung der Zufahrt zum Flurstück 34. Erklärung  Mitteilung am",
        "21.10.1969      vom 1.9.1969, § 99 BauO NW                           3.11.1969", "",
        "2               Freihaltung der Feuerwehrzufahrt zum Flurstück 35.   Mitteilung am",
        "8.4.1975        Erklärung vom 10.2.1975, § 99 BauO NW                21.4.1975",
    ))  # fmt: skip
    entries = extract(dossier_of_text("Akte", text), nlp, ExtractSettings()).entries
    days = [(str(e.declared_on.value), str(e.registered_on.value)) for e in entries]
    assert days == [("1969-09-01", "1969-10-21"), ("1975-02-10", "1975-04-08")]


@pytest.mark.parametrize(
    "headings",
    [
        "lfd.   Flur-      erklärt       einge-        Inhalt der Verpflichtung   begünst.\n"
        "Nr.    stück      am            tragen am     und Rechtsgrundlage        Flurstück",
        "lfd.   Flur-      Erklärung     eingetragen   Inhalt der Verpflichtung   begünst.\n"
        "Nr.    stück      vom           am            und Rechtsgrundlage        Flurst.",
    ],
)
def test_a_heading_broken_by_a_hyphen_goes_on_below(nlp, headings):
    """ "Flur-" over "stück" is the column of parcels; an abbreviated heading is known beside it."""
    text = "\n".join((
        "Baulastenblatt 560        Gemarkung: Hemmerden        Flur: 8", "", headings, "",
        "1      140        21.4.1982     8.6.1982      Von dem Grundstück wird    141",
        "                                              nichts bebaut (§ 99 BauO)",
    ))  # fmt: skip
    (entry,) = extract(dossier_of_text("Akte", text), nlp, ExtractSettings()).entries
    assert [str(p.parcel) for p in entry.burdened.value] == ["Hemmerden, Flur 8, Flurstück 140"]
    assert [p.parcel.number for p in entry.benefited.value] == ["141"]
    assert str(entry.declared_on.value) == "1982-04-21"


@pytest.mark.parametrize("head", ["Grundstück", "Flurstücke"])
def test_where_all_plots_of_a_column_lie_may_stand_in_its_heading(nlp, head):
    """A Gemarkung in brackets below a heading is that of the sheet, and heads no column less."""
    text = (
        "Blatt 193\nBaulastenbuch\n\n"
        f"  Nr.   Tag der         {head:<23}Inhalt                                 Bemerkung\n"
        "        Eintragung      (Gemarkung Gustorf)\n"
        "   1    17. Mai 1977    Flur 3 Nr. 801         Wegebaulast zugunsten Flur 3 Nr. 810,\n"
        "                                               4 m Breite, gem. Erklärung vom\n"
        "                                               2. Mai 1977, § 99 BauO NW\n"
        "   2    21. Okt. 1977   Flur 3 Nr. 803         Kanalbaulast zugunsten Flur 3 Nr. 810,\n"
        "                                               gem. Erklärung vom 5. Oktober 1977,\n"
        "                                               § 99 BauO NW\n"
    )
    found = extract(dossier_of_text("Akte", text), nlp, ExtractSettings()).entries
    assert [entry.number.value for entry in found] == [1, 2]
    for entry, number in zip(found, (801, 803), strict=True):
        (plot,) = entry.burdened.value
        assert (plot.parcel.gemarkung, plot.parcel.zaehler) == ("Gustorf", number)


def test_a_column_of_numbers_may_stand_last(nlp):
    """Numbers right of the wording count the entries where no other column does."""
    text = (
        "Baulastenblatt Nr. 44\nGemarkung Glehn, Flur 11, Flurstück 25\n\n"
        "Inhalt der Eintragung              Eintragung     Bemerkungen            Lfd. Nr.\n"
        "Zugunsten des Flurstücks 30        20.3.1978                             1\n"
        "Wegerecht. § 99 BauO NW.\n\n"
        "Zugunsten des Flurstücks 31        20.3.1979      Gelöscht am 4.5.1990   2\n"
        "Leitungsrecht. § 99 BauO NW.\n"
    )
    found = extract(dossier_of_text("Akte", text), nlp, ExtractSettings()).entries
    assert [(e.number.value, e.status.value) for e in found] == [
        (1, Status.ACTIVE), (2, Status.DELETED),
    ]  # fmt: skip
