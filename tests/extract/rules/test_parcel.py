# ruff: noqa: E501 - a wording is one row of its table
"""How parcels are written (domain notes 1.3 and 8), and what only looks like one."""

import pytest

from baulast.model import DoubtReason, FieldName
from extract.find import find
from extract.reading import Context, Reading

PARCELS = {FieldName.BURDENED, FieldName.BENEFITED, FieldName.PARCEL}
NORF = Context(gemarkung="Norf", flur="4")


def plots(text: str, nlp, context: Context = NORF) -> list[Reading]:
    return [r for r in find(text, nlp, context) if r.name in PARCELS]


def written(readings: list[Reading]) -> str:
    """Parcels in short: Gemarkung Flur number, a star for a part."""
    return "; ".join(
        f"{r.plot.parcel.gemarkung or '?'} {r.plot.parcel.flur or '?'} {r.plot.parcel.number}"
        + ("*" if r.plot.part else "")
        for r in readings
        if r.plot
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # one parcel, all abbreviations
        ("Gemarkung Büttgen, Flur 12, Flurstück 345", "Büttgen 12 345"),
        ("Gem. Büttgen, Fl. 12, Flst. 345", "Büttgen 12 345"),
        ("Gemarkung Büttgen Flur 12 Flurstück 345", "Büttgen 12 345"),
        ("Büttgen, Flur 12, Parzelle 345/6", "Büttgen 12 345/6"),
        ("Gemarkung Kaarst, Flur 3 Nr. 17", "Kaarst 3 17"),
        ("Gem. Glehn, Fl. 10, Flstk. Nr. 541/238", "Glehn 10 541/238"),
        ("Flst.-Nr. 123/45", "Norf 4 123/45"),
        ("Flurst. 812", "Norf 4 812"),
        ("Flst. 12 tlw.: Zufahrt", "Norf 4 12*"),
        ("Flst. 12, 13 z.T.: Zufahrt", "Norf 4 12; Norf 4 13*"),
        ("Fl. 12, Parz. 112/3", "Norf 12 112/3"),
        ("Kartenblatt 5 Parz. 77", "Norf 5 77"),
        ("Flurstück 123 / 45", "Norf 4 123/45"),
        ("Gemarkung: Kaarst Flur: 7 Flurstück: 654", "Kaarst 7 654"),
        ("GEMARKUNG..: Garzweiler\nFLUR.......: 30\nFLURSTÜCK..: 840 (tlw.)", "Garzweiler 30 840*"),
        # lists, ranges, parts
        ("Flst. 17, 18 u. 19", "Norf 4 17; Norf 4 18; Norf 4 19"),
        (
            "GEMARKUNG: Garzweiler\nFLUR “3\nFLURSTÜCK..: 726 - 728",
            "Garzweiler 3 726; Garzweiler 3 727; Garzweiler 3 728",
        ),
        ("Flurstücke 345 und 346 tlw.", "Norf 4 345; Norf 4 346*"),
        ("Flurst. 345, 346 (tlw.)", "Norf 4 345; Norf 4 346*"),
        ("Flurstücke 1003, 1007 (teilweise)", "Norf 4 1003; Norf 4 1007*"),
        ("Flurstück 858 z. T.", "Norf 4 858*"),
        ("Flurstück 858 zZ. T.", "Norf 4 858*"),
        ("Flurstück 858 z.T. und 859", "Norf 4 858*; Norf 4 859"),
        ("Flurstück 30/12 halb", "Norf 4 30/12*"),
        ("aus Flurstück 120", "Norf 4 120*"),
        ("Flstk. Nr. 36/28 (Teil) zu erreichen", "Norf 4 36/28*"),
        ("Flurstück 36/28 (Teii)", "Norf 4 36/28*"),
        ("Flurstücke 36/28 (Teil) und 37", "Norf 4 36/28*; Norf 4 37"),
        ("Flurstück 36/28 (1. Teil)", "Norf 4 36/28*"),
        ("Flurstück 36/28 (eine Teilfläche)", "Norf 4 36/28*"),
        ("Flurstück 36/28 (Teil-Fläche)", "Norf 4 36/28*"),
        ("Flurstück 36/28 (Teilfl.)", "Norf 4 36/28*"),
        ("Flurstück 36/28 (T.)", "Norf 4 36/28*"),
        ("Flurstück 36/28 - Teil -", "Norf 4 36/28*"),
        ("Flurstück 36/28 Teil", "Norf 4 36/28*"),
        ("Flurstück 36/28 tlu.", "Norf 4 36/28*"),
        ("Flurstück 36/28 tiw.", "Norf 4 36/28*"),
        ("Flurstück 36/28 Teil der Zufahrt", "Norf 4 36/28"),
        ("Flurstück 36/28 (Teil der Zufahrt)", "Norf 4 36/28"),
        ("Flurstück 36/28 (Teilung geplant)", "Norf 4 36/28"),
        ("Flurstück aus 120", "Norf 4 120*"),
        ("Flurstücke 118 und aus 120", "Norf 4 118; Norf 4 120*"),
        ("Flurstücke 300 302 304 gestatten", "Norf 4 300; Norf 4 302; Norf 4 304"),
        ("Flurstücke 300/1 302/2 304/17", "Norf 4 300/1; Norf 4 302/2; Norf 4 304/17"),
        ("Flurstücke 300 302 304 und 306", "Norf 4 300; Norf 4 302; Norf 4 304; Norf 4 306"),
        ("Flurstücke 12 und 13 (beide tlw.)", "Norf 4 12*; Norf 4 13*"),
        ("Flurstücke 12 (Teilfläche) und 13", "Norf 4 12*; Norf 4 13"),
        ("auf dem Grundstück Norf / 4 / 345/23 ruht", "Norf 4 345/23"),
        ("Norf / 4 / 345, 346", "Norf 4 345; Norf 4 346"),
        ("Flurstück tlw. 1276", "Norf 4 1276*"),
        ("Flurstücke 342-344", "Norf 4 342; Norf 4 343; Norf 4 344"),
        ("Parzellen Nr. 12 - 15", "Norf 4 12; Norf 4 13; Norf 4 14; Norf 4 15"),
        ("Parzellen 271 – 273.", "Norf 4 271; Norf 4 272; Norf 4 273"),
        ("Flurstücke 12-\n14", "Norf 4 12; Norf 4 13; Norf 4 14"),
        ("Flst. 705/1, /2 und /3", "Norf 4 705/1; Norf 4 705/2; Norf 4 705/3"),
        ("Flurstücke 12 bis 15 ohne 14", "Norf 4 12; Norf 4 13; Norf 4 15"),
        ("Flurstücke 12 bis 15 (außer Flurstück 14)", "Norf 4 12; Norf 4 13; Norf 4 15"),
        ("Flurstücke 12 bis 15 mit Ausnahme von 14", "Norf 4 12; Norf 4 13; Norf 4 15"),
        ("Flurstück Nr. 705, Flur 2 von Glehn", "Glehn 2 705"),
        ("GemarkungBüderich, Flur 2, Flurstück 705", "Büderich 2 705"),
        ("F1. 12, Parz. 112/3", "Norf 12 112/3"),
        ("FI. 12, Parz. 112/3", "Norf 12 112/3"),
        ("Flurstücke 12, 13 je zum TeiI", "Norf 4 12*; Norf 4 13*"),
        ("Flurst. 345, 346 (tlw,)", "Norf 4 345; Norf 4 346*"),
        ("Flst. 575/12 u: 575/26", "Norf 4 575/12; Norf 4 575/26"),
        (
            "Flurstücks-Nrn. 346 bis 348, alle Fluı 3, Gemarkung Norf",
            "Norf 3 346; Norf 3 347; Norf 3 348",
        ),
        ("Gemarkung Norf, Plur 8, Flurstück 22", "Norf 8 22"),
        # "Fl." struck through or torn: the header's Flur must not take its place
        ("Gem. Norf, El. 13, Flstk. Nr. 541", "Norf 13 541"),
        ("Gem. Norf, Ft. 13, Flstk. Nr. 541", "Norf 13 541"),
        ("Gem. Norf, F 1. 13, Flst. 541", "Norf 13 541"),
        ("Gem. Norf, E1.13, Flst. 541", "Norf 13 541"),
        ("Gem. Norf, El13, Flst. 541", "Norf 13 541"),
        ("Gem. Norf, Kbl. 13, Parz. 541", "Norf 13 541"),
        ("auf dem Grundstück El. 13, Flst. 541", "Norf 13 541"),
        ("Flst. 541, El. 13, Gem. Norf", "Norf 13 541"),
        ("Parzelle 541 der Gemarkung Norf, El. 13", "Norf 13 541"),
        ("Norf, El. 13, Flst. 541", "Norf 13 541"),
        # numbers of something else, and a Flur that was named before
        ("Gemarkung Norf, El. 4, Flst. 541", "Norf 4 541"),
        ("Gemarkung Norf, Nr. 4, Flst. 541", "Norf 4 541"),
        ("Gemarkung Norf, Rheinstraße 13, Flst. 541", "Norf 4 541"),
        ("Gemarkung Norf, Auf der Heide 13, Flst. 541", "Norf 4 541"),
        ("Gemarkung Norf (lfd. Nr. 2), Flst. 541", "Norf 4 541"),
        ("Gemarkung Norf, Grundbuch Blatt 13, Flst. 541", "Norf 4 541"),
        ("Gemarkung Norf, 541 qm, Flst. 541", "Norf 4 541"),
        ("Gemarkung Norf, derselben Flur, Flst. 541", "Norf 4 541"),
        ("Tür EI 30, Flst. 541", "Norf 4 541"),
        ("Flst. 541, Brandwand F 90", "Norf 4 541"),
        ("Gemarkung Büttgen Flur 12 Nr, 345", "Büttgen 12 345"),
        ("Flurstücke 12 bis einschl. 14", "Norf 4 12; Norf 4 13; Norf 4 14"),
        ("Flurstücke 12 bis einschließlich 14", "Norf 4 12; Norf 4 13; Norf 4 14"),
        ("Parz. 12 bis einschl. Nr. 14 und 17", "Norf 4 12; Norf 4 13; Norf 4 14; Norf 4 17"),
        ("Flurstücke 12 bis zu 14", "Norf 4 12; Norf 4 13; Norf 4 14"),
        ("Flst. 15/2 bis 15/4", "Norf 4 15/2; Norf 4 15/3; Norf 4 15/4"),
        ("Flurstücke 935/2 + 935/21", "Norf 4 935/2; Norf 4 935/21"),
        ("Flurstücke 45, 46, 50", "Norf 4 45; Norf 4 46; Norf 4 50"),
        ("Flst. 12/14 u. 12/2", "Norf 4 12/14; Norf 4 12/2"),
        ("Flurstücke 31/12, 31/18", "Norf 4 31/12; Norf 4 31/18"),
        ("Flur 30 Nr. 86/35, 36, 79/37", "Norf 30 86/35; Norf 30 36; Norf 30 79/37"),
        (
            "Gemarkung Pesch / Flur 1 Nr. 69, 78 bis 80, 162",
            "Pesch 1 69; Pesch 1 78; Pesch 1 79; Pesch 1 80; Pesch 1 162",
        ),
        (
            "Gemarkung Norf, Flurstücke 19 und 21 sowie 56 bis 57",
            "Norf 4 19; Norf 4 21; Norf 4 56; Norf 4 57",
        ),
        # reverse order
        ("Flurstück 502 tlw. der Flur 4 der Gemarkung Büderich", "Büderich 4 502*"),
        (
            "Flurstücke 74 bis 75, 86 der Flur 4 der Gemarkung Büderich",
            "Büderich 4 74; Büderich 4 75; Büderich 4 86",
        ),
        (
            "Flurstücks.Nrn. 160, 162 tlw., tlw. 1276 tlw., alle Flur 3, Gemarkung Osterath",
            "Osterath 3 160; Osterath 3 162*; Osterath 3 1276*",
        ),
        ("Flurstück-Nr. 666 (Flur 17, Gemarkung Kaarst)", "Kaarst 17 666"),
        (
            "Flst.-Nr. 508/29 und 508/202 (Flur 3, Gemarkung Pesch)",
            "Pesch 3 508/29; Pesch 3 508/202",
        ),
        (
            "Flurstück 615/18 der Flur 14 in der Gemarkung Büttgen sowie Flurstück 773/21 der Flur 2 in der Gemarkung Kaarst",
            "Büttgen 14 615/18; Kaarst 2 773/21",
        ),
        (
            "Flurstück 5 und Flurstück 9, alle Flur 3, Gemarkung Osterath",
            "Osterath 3 5; Osterath 3 9",
        ),
        # context that is inherited, replaced, looked up
        (
            "Gemarkung Büttgen Flur 12 Nr. 345 zugunsten Gemarkung Kaarst Flur 3 Nr. 17",
            "Büttgen 12 345; Kaarst 3 17",
        ),
        (
            "Gemarkung Büttgen, Flur 12, Flurstück 5, Flur 13, Flurstück 6",
            "Büttgen 12 5; Büttgen 13 6",
        ),
        ("Gemarkung Kaarst, Flur 3, Flst. 1 sowie Flst. 2", "Kaarst 3 1; Kaarst 3 2"),
        # tables and forms
        ("Gemarkung Flur Flurstück(e)\nKaarst 7 654", "Kaarst 7 654"),
        ("Gemarkung Flur Flurstück Lage\nBüttgen 38 133/27 Mühlenweg 9", "Büttgen 38 133/27"),
        (
            "Gemarkung Flur Flurstück\nKaarst 7 654 und 655\nBüttgen 3 12 tlw.",
            "Kaarst 7 654; Kaarst 7 655; Büttgen 3 12*",
        ),
        (
            "Blatt Seite Gemarkung Flur / Flurstück\n287 1 Pesch 6 / 575/12, 575/26",
            "Pesch 6 575/12; Pesch 6 575/26",
        ),
        ("Gemarkung Zons Flur 11 Flurstück(e) 858 z. T.", "Zons 11 858*"),
        ("Gemarkung Flur Flurstück\nKleinenbroich 8 415/4", "Kleinenbroich 8 415/4"),
        ("Gem. Kaarst, Fl. 14, Filst. 1033 u. 1034", "Kaarst 14 1033; Kaarst 14 1034"),
        ("FLUR. ss 2...: 30\nFLURSTÜCK..: 840", "Norf 30 840"),
        ("Gowarkung Kolsenberg Flur 14 Flurstück 3", "Kelzenberg 14 3"),
        ("Kolsenberg, Flur 14, Flurstück 3", "Kelzenberg 14 3"),
        ("Flurstücke 665 nd 666", "Norf 4 665; Norf 4 666"),
        ("Gemarkung Flur Flurstück Größe\nKaarst 7 654 1.234 qm", "Kaarst 7 654"),
        # broken lines, torn and glued words, lost umlauts
        ("Grund-\nstück Gemar-\nkung Zons, Flur 11, Flur-\nstück 858", "Zons 11 858"),
        ("Flurstück12, Flur 3", "Norf 3 12"),
        ("Fl ur 11, Flur stück 858", "Norf 11 858"),
        ("Gemarkung Buttgen, Flur 12, Flurstuck 345", "Büttgen 12 345"),
        ("Gemarkung BUETTGEN, Flur 12, Flurstueck 345", "Büttgen 12 345"),
        ("FIur 12, Fist. 345 tIw.", "Norf 12 345*"),
        ("Grundstücken Flur5tück 345", "Norf 4 345"),
        ("GrundstückenFlurstück 345", "Norf 4 345"),
        ("Gemarkung Buttqen, Flur 12, Flurstück 345", "Büttgen 12 345"),
        ("Flst. l2 u. 1O3", "Norf 4 12; Norf 4 103"),
    ],
)
def test_parcels_are_read_as_they_are_written(text, expected, nlp):
    """Every way of writing parcels leads to Gemarkung, Flur, number and part, without a doubt."""
    found = plots(text, nlp)
    assert written(found) == expected
    assert not [problem for reading in found for problem in reading.problems]


@pytest.mark.parametrize(
    "text",
    [
        "Bauschein Nr. 412/66",
        "UR-Nr. 190/1985",
        "Az. 63/12",
        "Maßstab 1:500",
        "Fläche von 35 qm",
        "Streifen von 3,50 m Breite",
        "geboren am 12.3.1924",
        "i. d. F. vom 15.7.1976 (GV. NW. S. 96)",
        "DIN 14090",
        "Telefon 02131/987-123",
        "Konto 123 456",
        "ein Flurstück ohne Nummer",
        "Grundbuch von Norf Blatt 123",
        "Brandwand F 90",
        "Büttger Straße 12",
        "Bebauungsplan Nr. 17",
        "Flurstücksgrenzen bleiben außer Betracht",
        "Gemarkung Flur Flurstück",
        "§ 83 BauO NW",
        "Flurkarte 1:1000",
    ],
)
def test_look_alikes_are_no_parcels(text, nlp):
    """Numbers without a word of the cadastre before them are left alone."""
    assert plots(text, nlp) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("auf dem Flurstück 40, 3 Stellplätze", "Norf 4 40"),
        ("auf dem Flurstück 40, 3,50 m breit", "Norf 4 40"),
        ("Flurstück 1071/55 6 Garagen", "Norf 4 1071/55"),
        ("Flurstück 346, 12.3.1974", "Norf 4 346"),
        ("Flurstück 12 - 35 qm", "Norf 4 12"),
        ("Flurstücke 5 und 6, Bauschein Nr. 412/66", "Norf 4 5; Norf 4 6"),
        ("Flurstück 12, Grundbuch von Norf Blatt 123", "Norf 4 12"),
        ("Flst. 501 + 503. Az.: 630-20/1163/78", "Norf 4 501; Norf 4 503"),
        ("Flst. 501. Az.: 63/78", "Norf 4 501"),
        ("Flst. 12 und 13 in einer Breite von 3,00 m", "Norf 4 12; Norf 4 13"),
    ],
)
def test_a_list_ends_where_measures_and_dates_begin(text, expected, nlp):
    """What follows a list and counts, measures or dates something is not taken into it."""
    assert written(plots(text, nlp)) == expected


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("Flst. 5 ff.", "Norf 4 5", DoubtReason.OPEN_RANGE),
        ("Flst. 5, 6 usw.", "Norf 4 5; Norf 4 6", DoubtReason.OPEN_RANGE),
        (
            "Flurstücke 160, 161, aIle Flur 3, Gemarkung Osterath",
            "Norf 4 160; Norf 4 161",
            DoubtReason.AMBIGUOUS,
        ),
        ("Flurstücke 222. tlw. 1276", "Norf 4 222", DoubtReason.AMBIGUOUS),
        ("Flurstücke 162 tlw. 222", "Norf 4 162*; Norf 4 222", DoubtReason.ILLEGIBLE),
        ("Flurstücke 69. 78 bis 84", "Norf 4 69", DoubtReason.AMBIGUOUS),
        (
            "Flurstücke 12 bis 15 außer 24",
            "Norf 4 12; Norf 4 13; Norf 4 14; Norf 4 15",
            DoubtReason.AMBIGUOUS,
        ),
        ("Flurstücke 12 bis 500", "Norf 4 12; Norf 4 500", DoubtReason.OPEN_RANGE),
        ("Flurstücke 97/8 bis 99/2", "Norf 4 97/8; Norf 4 99/2", DoubtReason.OPEN_RANGE),
        ("Flurstück 508I202", "Norf 4 508/202", DoubtReason.AMBIGUOUS),
        ("Flurstück 12I45", "Norf 4 12145", DoubtReason.AMBIGUOUS),
        ("Flurstück 1B2", "Norf 4 182", DoubtReason.AMBIGUOUS),
        ("Flurstück 12a", "Norf 4 12", DoubtReason.ILLEGIBLE),
        ("Flurstück 12/3.74", "Norf 4 12/3", DoubtReason.ILLEGIBLE),
        ("Flur XVII Nr. 139/0.37", "Norf XVII 139/0", DoubtReason.ILLEGIBLE),
        ("Flurstück 123456", "Norf 4 123456", DoubtReason.IMPLAUSIBLE),
        ("Flurstück 001/13", "Norf 4 1/13", DoubtReason.IMPLAUSIBLE),
        ("Gemarkung Wanlo, Flur 3, Flurstück 12", "Wanlo 3 12", DoubtReason.UNKNOWN_GEMARKUNG),
        ("Gemarkung Lank-Latum, Flur 3, Flurstück 12", "Lank 3 12", DoubtReason.AMBIGUOUS),
        ("Gemarkung Kaarst, Flurstück 12", "Kaarst ? 12", DoubtReason.NOT_FOUND),
        ("Flurstücke 665 iw 666", "Norf 4 665; Norf 4 666", DoubtReason.ILLEGIBLE),
        ("Flurstücke) #72 und 474", "Norf 4 72; Norf 4 474", DoubtReason.ILLEGIBLE),
        ("Flst. 47? und 12", "Norf 4 47; Norf 4 12", DoubtReason.ILLEGIBLE),
        (
            "Gem. Kaarst, Fl. 14, ristk. 13003 u. 1007",
            "Kaarst 14 13003; Kaarst 14 1007",
            DoubtReason.ILLEGIBLE,
        ),
        ("Grundstücke Fl ücke 777 und 783", "Norf 4 777; Norf 4 783", DoubtReason.ILLEGIBLE),
        (
            "Gemarkung Flur Flurstück\nKleinenbroich 415/4",
            "Kleinenbroich ? 415/4",
            DoubtReason.NOT_FOUND,
        ),
        ("Gemarkung Norf, Flur J, Flurstück 12", "Norf J 12", DoubtReason.HISTORIC_FLUR),
        ("Flst. 561/8 lrv. und 561/143", "Norf 4 561/8; Norf 4 561/143", DoubtReason.ILLEGIBLE),
        (
            "Gemarkung Glehn, Flur 3, Flurstück 12. Ferner wird das Grundstück Flurstück 40 belastet.",
            "Glehn 3 12; Norf 4 40",
            DoubtReason.AMBIGUOUS,
        ),
        ("Gemarkung Norf, Flur 9O, Flurstück 12", "Norf 90 12", DoubtReason.HISTORIC_FLUR),
        ("Gem. Norf, 13, Flst. 541", "Norf 4 541", DoubtReason.AMBIGUOUS),
        ("Gem. Norf 13 Flst. 541", "Norf 4 541", DoubtReason.AMBIGUOUS),
        ("Gem. Norf, Nr. 13, Flst. 541", "Norf 4 541", DoubtReason.AMBIGUOUS),
        ("Gem. Norf, F113, Flst. 541", "Norf 4 541", DoubtReason.AMBIGUOUS),
        ("Gem. Norf, Haus 13, Flst. 541", "Norf 4 541", DoubtReason.AMBIGUOUS),
        ("Gemarkung Norf, Flur: , Flst. 541", "Norf 4 541", DoubtReason.AMBIGUOUS),
        ("Gem. Norf, Flur 1?, Flst. 541", "Norf 1 541", DoubtReason.AMBIGUOUS),
    ],
)
def test_what_cannot_be_known_is_doubted(text, expected, reason, nlp):
    """A number or name that the ink leaves open is read as likeliest and doubted with its reason."""
    found = plots(text, nlp)
    assert written(found) == expected
    assert reason in {problem.reason for reading in found for problem in reading.problems}


def test_the_other_reading_is_kept(nlp):
    """What else the ink may mean stands beside the value."""
    (reading,) = plots("Flurstück 12I45", nlp)
    assert reading.alternatives == ("Norf, Flur 4, Flurstück 12/45",)
    (reading,) = plots("Gemarkung Lank-Latum, Flur 3, Flurstück 12", nlp)
    assert reading.alternatives == ("Latum, Flur 3, Flurstück 12",)


@pytest.mark.parametrize(
    "text", ["Gemarkung Büttgen Flur 27 Flurstück 5", "Kaarst, Flur 11, Flst. 5"]
)
def test_a_flur_that_is_gone_is_kept_in_peace(text, nlp):
    """A Flur moved by law in 1975 is neither changed to a neighbour nor doubted."""
    (reading,) = plots(text, nlp)
    assert reading.plot is not None
    assert reading.plot.parcel.flur in {"27", "11"}
    assert reading.problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "Flur 10 ohne Flurstücke 2, 4 bis 31, 100",
        "Flur 8 ohne die Flurstücke Nr. 55 und 56",
        "Fluren 10 bis 14",
    ],
)
def test_a_whole_flur_is_one_doubted_reading(text, nlp):
    """Parcels that are left out of a Flur are not read as meant; the Flur is shown to a person."""
    found = plots(text, nlp)
    assert [reading.plot for reading in found] == [None]
    assert found[0].problems[0].reason is DoubtReason.OPEN_RANGE


@pytest.mark.parametrize("flur", ["D", "XVII"])
def test_old_fluren_have_letters_and_roman_numbers(flur, nlp):
    """Where the sheet does not number its Flur, a letter or Roman number is as good as a number."""
    (reading,) = plots(f"Gemarkung Norf, Flur {flur} Nr. 35", nlp, Context())
    assert written([reading]) == f"Norf {flur} 35"
    assert reading.problems == ()


def test_spans_lead_back_to_the_text_as_given(nlp):
    """A value that was read across a broken line points at its own characters."""
    text = "Grund-\nstück Gemar-\nkung Zons, Flur-\nstücke 85/2 u.\n87 – 89"
    assert [text[r.start : r.end] for r in plots(text, nlp)] == [
        "85/2",
        "87 – 89",
        "87 – 89",
        "87 – 89",
    ]


@pytest.mark.parametrize(
    ("text", "is_doubted"),
    [
        ("Flur 3, Flurstücke 224 bebaut", True),
        ("die Parzellen 224", True),
        ("Flurstücke: 224", False),
        ("Flurstücke 224 und 229", False),
        ("Flurstücke 224, Flur 3, und Flurstück 12, Flur 4", False),
        ("Flurstück 224", False),
    ],
)
def test_one_number_of_many_is_doubted(nlp, text, is_doubted):
    """A plural with a single number has lost the others."""
    readings = find(text, nlp, Context(gemarkung="Hackenbroich", flur="15"))
    assert any("nur eines" in p.detail.german for r in readings for p in r.problems) is is_doubted


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Flurstücke 300 302 304", False),
        ("Flurstücke 300 302", True),  # or 300/302, its stroke lost
        ("Flurstück 300 302 304", True),
        ("Flurstücke 3 0 2 und 306", True),
        ("Flurstücke 304 302 300", True),
        ("Flurstücke 12 14 16", True),  # or 1214
        ("Flurstücke 300, aus 302 und 304", True),  # 304 in part as well?
        ("Flurstücke 300 und aus 302", False),
    ],
)
def test_numbers_that_blanks_alone_part_are_several_only_where_they_cannot_be_one(nlp, text, asked):
    """Three that climb behind a plural are a list; where digits may stand apart, a person looks."""
    assert any(reading.problems for reading in plots(text, nlp)) is asked


def test_what_a_parcel_came_from_is_no_part_of_it(nlp):
    """ "aus 120 entstanden" names no parcel that an entry burdens in part."""
    assert written(plots("Flurstück 300, aus 120 entstanden", nlp)) == "Norf 4 300"
