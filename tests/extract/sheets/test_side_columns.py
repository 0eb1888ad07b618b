# ruff: noqa: E501 - a row of a table is one line
"""Columns that name a side of an entry, beside a wording that names the other."""

import pytest

from baulast.settings import ExtractSettings
from extract.plain_text import dossier_of_text
from extract.stage import extract

TITLE = "Stadt Neuss                       Baulastenblatt Nr. 903\n\n"


def rows(burdened):
    return (
        f"Nr.   {burdened:<24}Inhalt                                      eingetragen\n\n"
        "1     Norf, Flur 8,           Fünf Stellplätze für das Geschäftshaus auf  07.11.1988\n"
        "      Flurstück 301           Flurstück 304. § 78 BauO NW. Erkl. 12.09.1988\n\n"
        "2     Norf, Flur 8,           Kanal zu Gunsten Flurstück 304 dulden.      07.11.1988\n"
        "      Flurstück 301           § 78 BauO NW. Erkl. 12.09.1988\n"
    )


@pytest.fixture
def sides(nlp):
    """Burdened and benefited parcels of each entry, and whether one of the two is asked about."""

    def told(text):
        entries = extract(dossier_of_text("Akte", TITLE + text), nlp, ExtractSettings()).entries
        return [
            (
                [plot.parcel.number for plot in entry.burdened.value],
                [plot.parcel.number for plot in entry.benefited.value],
                entry.burdened.is_flagged or entry.benefited.is_flagged,
            )
            for entry in entries
        ]

    return told


@pytest.mark.parametrize(
    "heading",
    ["Grundstück", "Grundstück(e)", "Belastetes Grundstück", "belastet", "Flurstück (belastet)"],
)
def test_a_column_for_the_plot_is_the_burdened_one(sides, heading):
    """What the wording names beside it is served, and nothing is to ask."""
    assert sides(rows(heading)) == [(["301"], ["304"], False)] * 2


@pytest.mark.parametrize(
    "heading", ["zu Gunsten von", "begünstigt", "Begünstigter", "für", "Flst. (begünstigt)"]
)
def test_a_column_for_the_served_plot_parts_the_lines(sides, heading):
    """A day behind that column is not read on from the wording's "Erklärung vom"."""
    text = (
        "Gemarkung Norf Flur 8 Flurstück 19, 20\n\n"
        f"lfd. Nr.   Wortlaut                            {heading:<20}Eintragung\n"
        "1          Flst. 19: Zufahrt. Erklärung vom    Flst. 21            3.10.1977\n"
        "           9.8.1977, § 99 BauO NW\n"
    )
    assert sides(text) == [(["19"], ["21"], False)]


@pytest.mark.parametrize(
    "wording",
    [
        "Abstandfläche des Flurstücks 53",
        "Abstandfläche von Flurstück 53",
        "Duldung der Wasserleitung vom Flurstück 53",
        "Duldung des Weges von Flurstück 53",
        "Leitung aus Flurstück 53",
    ],
)
@pytest.mark.parametrize("own", ["Flurst. 51", "Flurst. 51, 54"])
def test_what_the_column_does_not_list_is_not_burdened_too(sides, own, wording):
    """A plot that only the wording names, in words that leave its side open, is asked about."""
    text = (
        "Gemarkung Norf   Flur 8\n\n"
        "Lfd.   Einge-       Belastetes            Inhalt der Baulast\n"
        "Nr.    tragen am    Grundstück\n\n"
        f"1      22.01.1979   {own:<22}{wording}, § 99 BauO NW\n"
    )
    assert sides(text) == [(own.removeprefix("Flurst. ").split(", "), ["53"], True)]


@pytest.mark.parametrize(
    ("wording", "burdened", "is_asked"),
    [
        ("Flurstück 51 duldet die Leitung für Flurstück 53", ["51"], False),
        ("Zufahrt zu Flurstück 53", ["51"], False),
        ("Übernahme der Abstandfläche des Flst. 53", ["51"], False),
        ("Verlegung der Gasleitung von Flurstück 53", ["51"], False),
        ("zu Lasten Flurstück 53: Zufahrt für Flurstück 55", ["53", "51"], True),
        ("Vereinigung mit Flurstück 53", ["53", "51"], False),
    ],
)
def test_a_wording_beside_the_column_that_is_clear_stays(sides, wording, burdened, is_asked):
    """What is served is not asked about; what the words burden outright stays, and is."""
    text = (
        "Gemarkung Norf   Flur 8\n\n"
        "Lfd.   Einge-       Belastetes            Inhalt der Baulast\n"
        "Nr.    tragen am    Grundstück\n\n"
        f"1      22.01.1979   Flurst. 51            {wording}, § 99 BauO NW\n"
    )
    (found,) = sides(text)
    assert (found[0], found[2]) == (burdened, is_asked)


@pytest.mark.parametrize("ditto", ["desgl.", '"', "dto."])
def test_what_stands_above_is_meant_by_ditto_marks(nlp, ditto):
    """A Gemarkung and a Flur are those of the row above, through several rows; numbers are own."""
    text = (
        "Lfd.  Gemarkung      Flur       Flurstück   Inhalt                  begünstigt   eingetragen\n"
        "Nr.\n"
        "1     Norf           8          31          Zufahrt, § 78 BauO NW   32           05.06.1989\n\n"
        f"2     {ditto:<15}8          33          Leitung, § 78 BauO NW   32           05.06.1989\n"
        "                                34                                  35\n\n"
        f"3     {ditto:<15}{ditto:<11}36          Zufahrt, § 78 BauO NW   32           21.01.1991\n"
    )
    entries = extract(dossier_of_text("Akte", TITLE + text), nlp, ExtractSettings()).entries
    burdened = [[str(plot.parcel) for plot in entry.burdened.value] for entry in entries]
    assert burdened == [
        ["Norf, Flur 8, Flurstück 31"],
        ["Norf, Flur 8, Flurstück 33", "Norf, Flur 8, Flurstück 34"],
        ["Norf, Flur 8, Flurstück 36"],
    ]
    assert [p.parcel.number for p in entries[1].benefited.value] == ["32", "35"]


def test_a_heading_for_the_wording_may_name_the_served_plot(nlp):
    """ "Inhalt / begünstigtes Flst" is the column of the wordings, beside one that no rule knows."""
    text = (
        "Gemarkung Norf Flur 8\n\n"
        "Nr   Status     belastetes   Inhalt / begünstigtes Flst            erklärt      eingetragen   gelöscht\n"
        "                Flst\n"
        "1    aktiv      301          Brandwand: kein Gebäude näher als     12.05.2015   22.06.2015\n"
        "                             5 m; zugunsten Flst 304\n"
        "2    gelöscht   301          2 Stellplätze, zugunsten Flst 304     06.02.2018   19.03.2018    09.10.2023\n"
    )
    first, second = extract(dossier_of_text("Akte", TITLE + text), nlp, ExtractSettings()).entries
    assert [p.parcel.number for e in (first, second) for p in e.burdened.value] == ["301", "301"]
    assert [p.parcel.number for e in (first, second) for p in e.benefited.value] == ["304", "304"]
    assert (first.status.value.value, second.status.value.value) == ("active", "deleted")
    assert second.deleted_on.value.isoformat() == "2023-10-09"


@pytest.mark.parametrize("ditto", ["desgl.", '"', "dto.", "wie vor"])
def test_a_plot_that_stands_above_is_meant_by_ditto_marks(sides, ditto):
    """A column for the plot that says "as above" burdens the plot of the row above."""
    text = (
        "Gemarkung Norf   Flur 8\n\n"
        "Lfd.   Einge-       Belastetes            Inhalt der Baulast\n"
        "Nr.    tragen am    Grundstück\n\n"
        "1      22.01.1979   Flurst. 51            Zufahrt zu Flurstück 53, § 99 BauO NW\n\n"
        f"2      22.01.1979   {ditto:<22}Zufahrt zu Flurstück 54, § 99 BauO NW\n"
    )
    assert sides(text) == [(["51"], ["53"], False), (["51"], ["54"], False)]


@pytest.mark.parametrize(
    ("cell", "plots"),
    [
        ("Kaarst 20/913", ["Kaarst, Flur 20, Flurstück 913"]),
        (
            "Kaarst 20/913, 914",
            ["Kaarst, Flur 20, Flurstück 913", "Kaarst, Flur 20, Flurstück 914"],
        ),
        ("Norf, 9, 1206", ["Norf, Flur 9, Flurstück 1206"]),
        ("Flur 9\n391, 392", ["Norf, Flur 9, Flurstück 391", "Norf, Flur 9, Flurstück 392"]),
        ("20/913", ["Norf, Flur 8, Flurstück 20/913"]),
    ],
)
def test_a_cell_names_its_plots_in_short(nlp, cell, plots):
    """Behind a Gemarkung the first number is the Flur; alone, a stroke parts Zähler and Nenner."""
    first, _, second = cell.partition("\n")
    text = (
        "Gemarkung Norf   Flur 8\n\n"
        "Nr   Flst.    Inhalt                            zugunsten            Eintragung\n\n"
        f"1    31       Mitbenutzung der Einfahrt durch   {first:<21}19.01.1988\n"
        f"              die Nachbarn, § 78 BauO NW        {second}\n"
    )
    (entry,) = extract(dossier_of_text("Akte", TITLE + text), nlp, ExtractSettings()).entries
    assert [str(plot.parcel) for plot in entry.benefited.value] == plots


def test_the_day_behind_an_entrys_number_is_its_own(nlp):
    """ "Eintrag Nr. 1 vom ..." tells when it was entered, in digits or in words."""
    text = (
        "Gemarkung Norf, Flur 8, Parzelle 31\n\n"
        "Eintrag Nr. 1 vom 6. Juni 1967:\n"
        "Der Landwirt hat am 24. April 1967 erklärt, den Zugang für die Parzelle 32 über die\n"
        "Parzelle 31 nicht zu versperren. § 99 BauO NW.\n\n"
        "Eintrag Nr. 2 vom ersten März neunzehnhundertachtundsechzig:\n"
        "Derselbe hat am 17. Januar 1968 erklärt, die Leitung der Parzelle 33 zu dulden.\n"
    )
    entries = extract(dossier_of_text("Akte", TITLE + text), nlp, ExtractSettings()).entries
    days = [(e.declared_on.value.isoformat(), e.registered_on.value.isoformat()) for e in entries]
    assert days == [("1967-04-24", "1967-06-06"), ("1968-01-17", "1968-03-01")]
    assert not any(e.declared_on.is_flagged or e.registered_on.is_flagged for e in entries)


@pytest.mark.parametrize(
    ("head", "cell", "served", "is_asked"),
    [
        ("Flur / Flurstück", "9 / 1206", ["9: 1206"], False),
        ("Flur/Flst.", "9/1206", ["9: 1206"], False),
        ("Flur u. Flst.", "9/1208/3", ["9: 1208/3"], False),
        ("Flur / Flurst.", "8 / 12", ["8: 12"], False),
        ("Flur / Flurst.", "9/1206, 9/1207", ["9: 1206", "9: 1207"], False),
        ("Flur / Flurst.", "9/1206, 1207", ["9: 1206", "9: 1207"], False),
        ("Flur / Flurst.", "9 - 1206", ["9: 1206"], False),
        ("Flurstück", "1206/2", ["9: 1206/2"], False),
        ("Flurstück", "9/12", ["9: 9/12"], False),
        ("Flurstück", "9 / 1206", ["9: 9/1206"], True),
        ("", "9/1206", ["9: 9/1206"], True),
    ],
)
def test_a_heading_says_whether_the_flur_stands_before_the_stroke(
    nlp, head, cell, served, is_asked
):
    """Below "Flur / Flurstück" the first number is the Flur; elsewhere it is asked about."""
    text = (
        "Gemarkung Norf, Flur 9, Flurstück 1204\n\n"
        "Lfd.   Eingetragen   Inhalt der Baulast                  begünstigt\n"
        f"Nr.    am                                                {head}\n\n"
        f"1      21.03.1988    Der Weg darf vom Nachbarn befahren  {cell}\n"
        "                     werden. Erklärung vom 8.2.1988\n"
    )
    (entry,) = extract(dossier_of_text("Akte", TITLE + text), nlp, ExtractSettings()).entries
    assert [f"{p.parcel.flur}: {p.parcel.number}" for p in entry.benefited.value] == served
    assert entry.benefited.is_flagged == is_asked


@pytest.mark.parametrize(("beside", "is_asked"), [("tlw. 312", True), ("312", False)])
def test_a_part_that_slips_into_the_next_column_is_asked_about(sides, beside, is_asked):
    """ "tlw." cannot begin a cell: the parcel before it may be burdened in part."""
    text = (
        "Gemarkung Norf   Flur 8\n\n"
        "Lfd.   Einge-       Belastetes   Begünstigtes   Inhalt der Baulast\n"
        "Nr.    tragen am    Flurstück    Flurstück\n\n"
        f"1      22.01.1979   310, 311     {beside:<15}Geh- und Fahrrecht, § 99 BauO NW\n\n"
        "2      22.01.1979   310          313            Geh- und Fahrrecht, § 99 BauO NW\n"
    )
    assert [asked for _, _, asked in sides(text)] == [is_asked, False]
