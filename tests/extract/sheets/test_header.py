import pytest

from baulast.model import page_text
from extract.layout import rows, spots_of
from extract.passages import Role
from extract.sheets.header import read_header


def header_of(page):
    return read_header(page, page_text(page.words), rows(spots_of(page)))


def plots(page):
    return [p.text for p in header_of(page).passages if p.role is Role.HEADER]


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Baulastenblatt Nr. 1186", "1186"),
        ("Baulastenblatt Nr.: 0442", "0442"),
        ("B A U L A S T E N B L A T T   N r . 907", "907"),
        ("BLATT: 1562 SEITE: 1 ORTSTEIL: Garzweiler", "1562"),
        ("Baulastenblatt Nr. I/168 Seite 1", "I/168"),
        ("Registerblatt Nr. 757", "757"),
        ("Bau1astenb1att Nr. 33", "33"),
        ("RegisterblattNr. 757 Blattseite 1", "757"),
        ("Baulastenblatt Nr. II / 45 a", "II/45a"),
        ("Baulastenblatt 77/II", "77/II"),
        ("Baulastenblatt 77 / II", "77/II"),
        ("Baulastenblatt 77/2 Seite 1", "77/2"),
        ("Blatt Nr. ....... 346", "346"),
        ("Baulastenblatt Seite 1", None),
        ("Grundbuch von Kaarst Blatt 1004", None),
        ("Fortsetzung von Blatt 1206 Baulastenblatt Nr. 1207", "1207"),
        ("Baulastenblatt Nr. 1207 Fortsetzung auf Blatt 1208", "1207"),
        ("Fortsetzung von Blatt 1206", "1206"),
        ("Baulastenblatt Nr. IUOO", None),
        ("Verzeichnis der Blatt II1/70", "II1/70"),
        ("Baul Nr. 111/6 Seite 1", "111/6"),  # a stamp on the label
        ("Nr. 1186 Seite 2", "1186"),
        ("lfd. Nr. 3 Seite 2", None),
        ("Akte Nr. 88 Seite 2", None),
        ("Grundbuch Nr. 88 Seite 2", None),
        ("Nr. 88", None),
        ("Blatt IV/88 - 2 -", "IV/88"),
        ("Blatt 88 - 2 -", "88"),
        ("Blatt 88 -2-", "88"),
        ("Blatt 88 - Seite 2 -", "88"),
        ("Blatt 88 (2)", "88"),
        ("Blatt 88 2. Seite", "88"),
        ("Blatt 88 / 2. Seite", "88"),
        ("Blatt 88/ 2. Seite", "88"),
        ("Blatt 88, 2. Blatt", "88"),
        ("Blatt - 88 -", "88"),
        ("Blatt 1580 / 2", "1580/2"),
        ("Blatt 1580 / 2 Seite 2", "1580/2"),
        ("Blatt 1580/2. Seite 2", "1580/2"),
        ("Blatt 15 80", "1580"),
        ("Vordruck BL 3", None),
        ("Formular Nr. Bl. 3 Baulastenblatt 88", "88"),
        ("Blatt G 19", "G 19"),
        ("Baulastenblatt Nr. K 44", "K 44"),
        ("Blatt GR 17 Gemarkung Zons", "GR 17"),
        ("Blatt Ro-9", "Ro-9"),
        ("Blatt A", None),
        ("Blatt A Gemarkung Zons", None),
        ("Baulastenblatt 99-0154", "99-0154"),
        ("Baulastenblatt Nr. 61-408", "61-408"),
        ("Blatt 2001-15", "2001-15"),
        ("Blatt 5-6", None),
        ("Hauptblatt 113", "113"),
        ("Baulastenkartei Karte 2207", "2207"),
    ],
)
def test_the_number_of_the_sheet(paper, line, number):
    """The sheet's number is read as it stands; what is none is not made one."""
    assert header_of(paper().write(200, 100, line).page()).sheet == number


def test_a_reference_above_the_title_is_of_another_sheet(paper):
    """Where somebody noted "s. Bl. 2" over the sheet's own number, that is what it points to."""
    page = paper().write(900, 100, "s. Bl. 2").write(200, 300, "Verzeichnisblatt 1349").page()
    assert header_of(page).sheet == "1349"


def test_a_number_far_behind_the_sheets_counts_pages(paper):
    """What stands a wide blank behind the sheet's number is no part of it."""
    page = paper().write(200, 100, "Blatt IV/88").write(700, 100, "2").page()
    assert header_of(page).sheet == "IV/88"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["Gemarkung Straberg Flur 8 Flurstück(e) 472 und 474"],
            "Gemarkung Straberg, Flur 8, Flurstück 472 und 474",
        ),
        (
            ["GEMARKUNG..: Garzweiler", "FLUR.......: 30", "FLURSTÜCK..: 840 (tlw.)"],
            "Gemarkung Garzweiler, Flur 30, Flurstück 840 (tlw.)",
        ),
        (
            ["Grundstück: Gemarkung Gohr, Flur 10, Flurstück 1071/55"],
            "Gemarkung Gohr, Flur 10, Flurstück 1071/55",
        ),
        (
            ["Grundstück: Gemarkung Kelzenberg", "Flur 14 Flurstück 1003, 1007 (teilweise)"],
            "Gemarkung Kelzenberg, Flur 14, Flurstück 1003, 1007 (teilweise)",
        ),
        (
            ["Gemarkung ..... Zons Flur ..... 11 Flurstück ..... 41 - 43"],
            "Gemarkung Zons, Flur 11, Flurstück 41 - 43",
        ),
        (
            ["FLUR. .....: 30", "GEMARKUNQ Glehn"],
            "Flur 30, Gemarkung Glehn",
        ),
    ],
)
def test_labels_are_joined_with_what_is_filled_in(paper, lines, expected):
    """Labels beside their blanks give one text for the rules, without the dots of the form."""
    assert plots(paper().write(200, 100, *lines).page()) == [expected]


def test_a_small_table_is_read_by_its_headings(paper):
    """Values below a row of headings belong to the heading that they stand under."""
    page = paper().write(300, 100, "Gemarkung").write(900, 100, "Flur")
    page.write(1200, 100, "Flurstück").write(1900, 100, "Lage")
    page.write(240, 200, "Kaarst").write(860, 200, "3").write(1100, 200, "1100/9 u. 1100/16")
    page.write(1700, 200, "Rather Straße 88")
    assert plots(page.page()) == ["Gemarkung Kaarst, Flur 3, Flurstück 1100/9 u. 1100/16"]
    places = [p.text for p in header_of(page.page()).passages if p.role is Role.PLACE]
    assert places == ["Rather Straße 88"]


def test_every_row_of_the_table_is_read(paper):
    """A sheet for plots of two Gemarkungen has two texts."""
    page = paper().write(300, 100, "Gemarkung").write(900, 100, "Flur")
    page.write(1200, 100, "Flurstück").write(300, 200, "Kaarst").write(900, 200, "3")
    page.write(1200, 200, "17").write(300, 300, "Büttgen").write(900, 300, "12")
    page.write(1200, 300, "345")
    assert plots(page.page()) == [
        "Gemarkung Kaarst, Flur 3, Flurstück 17",
        "Gemarkung Büttgen, Flur 12, Flurstück 345",
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("19 / 346/46", "Flur 19, Flurstück 346/46"),
        ("19/ 346", "Flur 19, Flurstück 346"),
        ("1098, 1104", "Flurstück 1098, 1104"),
    ],
)
def test_flur_and_parcel_under_one_heading_are_told_apart(paper, value, expected):
    """ "19 / 346/46" is Flur 19 and parcel 346/46; without a stroke no Flur is made up."""
    page = paper().write(300, 100, "Gemarkung").write(900, 100, "Flur / Flurstück")
    page.write(300, 200, "Glehn").write(900, 200, value)
    assert plots(page.page()) == [f"Gemarkung Glehn, {expected}"]


def test_ruled_cells_decide_before_distance(paper):
    """In a ruled table a value belongs to the heading of its column, however it is aligned."""
    page = paper()
    cells = {
        (row, column): page.block(
            200 + 400 * column,
            100 * row,
            600 + 400 * column,
            100 * row + 100,
            cell=(0, row, column),
        )
        for row in (0, 1)
        for column in (0, 1, 2)
    }
    page.write(840, 10, "Gemarkung", block=cells[0, 1])
    page.write(1240, 10, "Flur", block=cells[0, 2])
    page.write(210, 110, "805", block=cells[1, 0])
    page.write(610, 110, "Pesch", block=cells[1, 1])
    page.write(1010, 110, "4", block=cells[1, 2])
    assert plots(page.page()) == ["Gemarkung Pesch, Flur 4"]


def test_every_character_knows_its_place_on_the_page(paper):
    """What a rule finds in the joined text leads back to the ink, and to that alone."""
    page = paper().write(300, 100, "Gemarkung").write(900, 100, "Flur / Flurstück")
    page.write(300, 200, "Glehn").write(900, 200, "19 / 346/46")
    page = page.page()
    text = page_text(page.words)
    (passage,) = header_of(page).passages
    start = passage.text.index("346/46")
    evidence = passage.evidence(start, start + len("346/46"))
    assert text.text[evidence.start : evidence.end] == "346/46"
    assert [w.text for w in passage.words(start, start + 6, text)] == ["346/46"]
    assert [w.text for w in passage.words(0, len("Gemarkung"), text)] == []  # an added word


@pytest.mark.parametrize(
    ("line", "volume"),
    [
        ("Baulastenblatt 77 II", "II"),
        ("Baulastenverzeichnis Band II Blatt 77", "II"),
        ("Baulastenblatt 77", None),
        ("Baulastenblatt II/77", None),
    ],
)
def test_a_volume_beside_the_number_is_kept_apart(paper, line, volume):
    """Roman digits behind a sheet's number may be a part of it: they are never dropped."""
    assert header_of(paper().write(200, 100, line).page()).volume == volume
