"""What a sheet's header tells of the plots that its rows name."""

import pytest

from baulast.settings import ExtractSettings
from extract.plain_text import dossier_of_text
from extract.stage import extract

ROW = """
lfd. Nr. 1
{} § 99 BauO NW.
Erklärung vom 9.2.1971. Eingetragen am 1.4.1971.
"""
FULL = "Zu Lasten Flur 8, Flurstück 20 und zu Gunsten Flur 8, Flurstück 30: Zufahrt."
SHORT = "Zu Lasten Flurstück 20 und zu Gunsten Flurstück 30: Zufahrt."


@pytest.fixture
def plots(nlp):
    """The burdened and benefited plots of the first entry, and whether they are asked about."""

    def told(text):
        first = extract(dossier_of_text("Akte", text), nlp, ExtractSettings()).entries[0]
        both = (first.burdened, first.benefited)
        return [str(p.parcel) for f in both for p in f.value], any(f.is_flagged for f in both)

    return told


SIDES = ["Büttgen, Flur 8, Flurstück 20", "Büttgen, Flur 8, Flurstück 30"]


@pytest.mark.parametrize(
    ("header", "wording"),
    [
        ("Baulastenblatt 512\nGemarkung Büttgen\n", FULL),
        ("Baulastenblatt 512\nGemarkung Büttgen, Flur 8\n", SHORT),
        ("Baulastenblatt 512\nGemarkung Büttgen, Flur 9\n", FULL),
        ("Baulastenblatt 512\n\fBaulastenblatt 512\nGemarkung Büttgen Flur 8\n", SHORT),
    ],
    ids=["Gemarkung", "with Flur", "another Flur", "behind a cover"],
)  # fmt: skip
def test_a_header_without_parcels_tells_where_those_of_its_rows_lie(plots, header, wording):
    """The Gemarkung of the header, and its Flur where the row names none, are the row's."""
    # a second entry names them too, so that neither is a reading that nothing else supports
    assert plots(header + ROW.format(wording) + ROW.replace("Nr. 1", "Nr. 2").format(wording)) == (
        SIDES,
        False,
    )


def test_another_gemarkung_of_a_row_is_its_own(plots):
    """What the row names itself is not the header's."""
    text = "Zu Lasten Flurstück 20 und zu Gunsten Gemarkung Kaarst, Flur 3, Flurstück 30: Zufahrt."
    found, _ = plots("Baulastenblatt 512\nGemarkung Büttgen, Flur 8\n" + ROW.format(text))
    assert found == ["Büttgen, Flur 8, Flurstück 20", "Kaarst, Flur 3, Flurstück 30"]


def test_without_a_flur_a_person_is_asked(plots):
    """A Gemarkung alone places no parcel."""
    found, asked = plots("Baulastenblatt 512\nGemarkung Büttgen\n" + ROW.format(SHORT))
    assert found == ["Büttgen, Flurstück 20", "Büttgen, Flurstück 30"]
    assert asked


@pytest.mark.parametrize(
    ("header", "asks"),
    [
        ("Gemarkung Büttgen, Flur 8", False),
        ("Gemarkung Büttgen   Flur 8   Flurstück", True),
        ("Gemarkung Büttgen, Flur 8   Parz.", True),
        ("Gemarkung Büttgen, Flur 8   1/20", True),
    ],
)
def test_a_header_that_names_the_flur_alone_has_lost_no_plot(plots, header, asks):
    """The row names the plot then, and nothing is there to compare; a label without one asks."""
    _, asked = plots(f"Baulastenblatt 512\n{header}\n" + ROW.format(SHORT))
    assert asked == asks


@pytest.mark.parametrize(
    ("header", "asks"),
    [
        ("betr. das Anwesen Mühlenweg 41", False),
        ("betr. das Anwesen Mühlenweg 41, 204", True),
        ("Grundstück: Büttgen, Flur 8, Hochstraße 27", False),
        ("Grundstück: Büttgen, Flur 8, Nr. 127/3", True),
    ],
)
def test_a_house_number_is_no_lost_plot(nlp, header, asks):
    """A header that gives the street leaves the plot to the rows; a number of its own may be it."""
    text = f"Baulastenblatt 512\n{header}\n{ROW.format(FULL)}"
    text = text.replace("Flur 8, Flurst", "Gemarkung Büttgen, Flur 8, Flurst")
    (entry,) = extract(dossier_of_text("Akte", text), nlp, ExtractSettings()).entries
    assert entry.burdened.is_flagged is asks


TABLE = """
Lfd.   Einge-       Belastetes            Inhalt der Baulast
Nr.    tragen am    Grundstück

1      16.05.1972   Flurstück 91          Zufahrt für Flurstück 92, § 99 BauO NW.
"""


@pytest.mark.parametrize(
    ("header", "place"),
    [
        ("Gemarkung Langst-Kierst   Flur 6", "Langst-Kierst, Flur 6"),
        ("Gemarkung Frixheim-Anstel, Flur 6", "Frixheim-Anstel, Flur 6"),
        ("Gemarkung   Nettesheim-Butzheim   Flur   6", "Nettesheim-Butzheim, Flur 6"),
        ("Gemarkung Osterath   FIur 6     Blatt K 44", "Osterath, Flur 6"),
        ("Gemarkung Osterath   Flur 6     Meerbusch", "Osterath, Flur 6"),
        ("Gemarkung Osterath   Flur 6     Seite 2", "Osterath, Flur 6"),
        ("Gemarkung Osterath   Flur 6     Rheinstraße 4", "Osterath, Flur 6"),
        ("Baulastenverzeichnis Zons    Flur 6", "Zons, Flur 6"),
    ],
)
def test_a_table_lies_where_its_header_says(plots, header, place):
    """Hyphens, a place beside it, and a name without its word hide no Gemarkung and no Flur."""
    found, asked = plots(f"Baulastenblatt 512\n{header}\n{TABLE}")
    assert found == [f"{place}, Flurstück 91", f"{place}, Flurstück 92"]
    assert not asked


@pytest.mark.parametrize(
    "header",
    [
        "Stadt Kaarst    Flur 6",  # a keeper, not a Gemarkung
        "Baulastenverzeichnis Kaarst    Flur 6",
        "Gemarkung Osterath   Flur 6  Fist 4",  # a plot that was not made out
        "Gemarkung Bergfelden   Flur 6",  # unknown here
    ],
)
def test_a_header_that_may_mean_another_place_is_asked_about(plots, header):
    """The name of a municipality, a plot that was not read and an unknown name leave a doubt."""
    assert plots(f"Baulastenblatt 512\n{header}\n{TABLE}")[1]


@pytest.mark.parametrize(
    ("foot", "read"),
    [
        ("Blatt M-00860 Seite 1", "M-00860"),
        ("Baulastenblatt Nr. 17", "17"),
        ("Blatt 17 abgelegt", None),
        ("Vordruck 12 Blatt 3", None),
    ],
)
def test_a_form_may_number_its_sheet_at_the_foot(extracted, sheet, foot, read):
    """The sheet's number, where it stands alone below the table and nowhere above it."""
    header = ("Baulastenverzeichnis der Stadt Kaarst", "Gemarkung Kaarst Flur 15 Flurstück 25")
    row = ("1", ["Das Grundstück wird mit einer Zufahrt belastet."], ["Eingetragen am 3.11.1965"])
    page = sheet(row, header=header).write(1600, 3300, foot).write(900, 3380, "Ausdruck vom 3.4.09")
    (entry,) = extracted(page).entries
    assert read in (None, entry.sheet.value)
    assert entry.sheet.is_flagged is (read is None)


@pytest.mark.parametrize(("ink", "asks"), [("L", False), ("m", True)])
def test_a_stamp_above_an_entry_that_looks_like_the_first_is_no_entry(extracted, sheet, ink, asks):
    """A day in the header is an entry's that was not read, unless the row below it is the first."""
    header = ("Baulastenblatt Nr. 17", "Stadt Kaarst 26. JAN. 1984", "Gemarkung Kaarst Flur 15")
    rows = [
        (number, ["Das Grundstück Flurstück 25 wird", "mit einer Zufahrt belastet."], ["am 3.4.74"])
        for number in (ink, "2")
    ]
    first, _ = extracted(sheet(*rows, header=header)).entries
    assert bool(first.doubts) is asks
