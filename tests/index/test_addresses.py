import pytest

from index.addresses import without_addresses
from index.name_runs import without_names


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (
            "Herr [Name], wohnhaft 4044 Kaarst, Rather\nStraße 88 - als",
            "wohnhaft [Anschrift] - als",
        ),
        ("Herr [Name], woluhaft 404° Kaarst, Am Markt 2", "woluhaft [Anschrift]"),
        ("[Name] wohnt in Neuss 21, Hauptstr. 5 a.", "wohnt in [Anschrift]."),
        ("Frau [Name], wohnhaft in Büttgen, und", "wohnhaft in [Anschrift], und"),
        ("[Name], Dormagen,\nAm Hagelkreuz 55 (nachstehend", ", [Anschrift] (nachstehend"),
        ("[Name] in Kaarst, Broicher Weg 4, duldet", " in [Anschrift], duldet"),
        ("[Name], Landwirt, Broicher Weg 4, duldet", "[Name], [Anschrift], duldet"),
        ("[Name], Hagelkreuz 55, 4044 Kaarst", "[Name], [Anschrift]"),
        ("geb. am [Geburtsdatum], Jüchen, An der Obermühle 93\n- Eig", "], [Anschrift]\n- Eig"),
        ("[Name], St.-Sebastianus-straße-24— als", "[Name], [Anschrift] als"),
        ("Herrn\n[Name]\nBroicher Weg 46\n41352 Korschenbroich\n\nBetr.", "\n[Anschrift]\n\nBetr."),
        ("Fa. [Name] Grundbesitz GmbH & Co. KG\nErftstr. 8\n4044 Kaarst", "KG\n[Anschrift]"),
        ("[Name]\nBahnstraße 5 Kaarst, den 2.3.1977\n4044 Kaarst\n\nAn", "1977\n[Anschrift]\n"),
        ("[Name], Kaarst, Jahnstraße 71\n\nGemarkung Büttgen", ", [Anschrift]\n\nGemarkung"),
        ("Anschrift des Verpflichteten: Dorfstr. 3, D-4040 Neuss", "teten: [Anschrift]"),
        ("Telefon: 02131 / 987-504", "Telefon: [Telefon]"),
        ("Fernruf 2 00 51, App. 345\nZimmer", "Fernruf [Telefon]\nZimmer"),
        ("Tel.-Nr. 02165/98411", "Tel.-Nr. [Telefon]"),
        ("an karl.roth@gmx.de schreiben", "an [Telefon] schreiben"),
        ("Personalausweis Nr. L01X00T47", "Personalausweis Nr. [Ausweis]"),
    ],
)
def test_where_a_person_lives_is_left_out(text: str, masked: str) -> None:
    """Street, house, postcode and town behind a name or "wohnhaft", telephones, identity cards."""
    told = without_addresses(text)
    assert masked in told
    assert not any(word in told for word in ("Weg", "4044", "Hagelkreuz", "Neuss", "straße"))


@pytest.mark.parametrize(
    "text",
    [
        "Grundstück St.-Sebastianus-Straße 50a, 41564 Kaarst",
        "Anschrift des Grundstücks: Dorfstr. 3, 4040 Neuss",
        "Herr [Name] verpflichtet sich, das Grundstück Broicher Weg 4 freizuhalten",
        "Eigentümer: [Name]\nGrundstück: Broicher Weg 4",
        "Eigentümer: [Name]\nLage: Hauptstraße 5",
        "[Name]\nBroicher Weg 4, Gemarkung Büttgen, Flur 3",
        "[Name] Broicher Weg 4 Büttgen 12 345",
        "[Name], Flur 3, Flurstück 12",
        "[Name]\nFlur 3 Flurstück 12",
        "[Name], Kaarst, Flur 4, Flurstück 7",
        "[Name], Büttgen 12 345",
        "[Name], Gemarkung Büttgen Flur 3 Nr. 12",
        "[Name]\nIm Grundbuch von Kaarst Blatt 12",
        "[Name]\nBaulastenblatt 12",
        "[Name], Notar in Neuss, Urkundenrolle Nr. 12/1974",
        "[Name]\nNeuss, den 12.3.1974",
        "[Name], Am 12.3.1974 eingetragen",
        "[Name]\n2. Die Baulast",
        "[Name]\n1004 - übernimmt",
        "Im Auftrag\n[Name]\nEingetragen am 12. März 1974",
        "[Name] und 3 m Breite",
        "die Wohnung im Obergeschoss 3",
        "Bauvorhaben: Wohnhaus Kölner Straße 12, Flurstück 0123/45",
        "Die Telleranlage 12 345 wird gehalten",
    ],
)
def test_what_is_no_persons_address_stays(text: str) -> None:
    """By the street of a plot people look for their land; numbers of land, dates and files stay."""
    assert without_addresses(text) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Name: Kamphausen\nVorname: Konrad", "Name: [Name]\nVorname: [Name]"),
        ("Geburtsname: Pesch", "Geburtsname: [Name]"),
        ("Geburtsdatum: 3.4.1931", "Geburtsdatum: [Geburtsdatum]"),
        ("Bauherr: Xy Zhang", "Bauherr: [Name]"),
        ("Bearb. Lüttgen\nTel. 12", "Bearb. [Name]\nTel. 12"),
        ("Fr. Esser", "Fr. [Name]"),
        ("Mit freundlichen Grüßen\n\nVieten", "Mit freundlichen Grüßen\n\n[Name]"),
        ("Im Auftrag: (Zopp)", "Im Auftrag: ([Name])"),
        ("Dipl.-Ing. Zopp, Neuss", "Dipl.-Ing. [Name], Neuss"),
        ("Name:\nVorname:\nStraße:", "Name:\nVorname:\nStraße:"),
        ("Name der Straße: Am Wall", "Name der Straße: Am Wall"),
        ("Bauherr: Stadt Kaarst", "Bauherr: Stadt Kaarst"),
        ("Im Auftrag\nEingetragen am 3.3.1974", "Im Auftrag\nEingetragen am 3.3.1974"),
        ("Im Auftrag\nStadtbauamt", "Im Auftrag\nStadtbauamt"),
        ("Fr. 12.3.1974", "Fr. 12.3.1974"),
    ],
)
def test_forms_and_closings_announce_names(text: str, masked: str) -> None:
    """Behind the labels of a form, and where somebody signs; what stands there else stays."""
    assert without_names(text) == masked
