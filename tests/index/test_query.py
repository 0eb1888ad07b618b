import pytest

from index.query import parse

PARCELS = [
    ("Büttgen 12 345", ["Büttgen, Flur 12, Flurstück 345"]),
    ("büttgen 12 345/6", ["Büttgen, Flur 12, Flurstück 345/6"]),
    ("Buettgen 12 345", ["Büttgen, Flur 12, Flurstück 345"]),
    ("Bu\u0308ttgen 12 345", ["Büttgen, Flur 12, Flurstück 345"]),
    ("Gem. Büttgen, Fl. 12, Flst. 345/12", ["Büttgen, Flur 12, Flurstück 345/12"]),
    ("Gemarkung Büttgen Flur 12 Flurstücke 345 und 346", [
        "Büttgen, Flur 12, Flurstück 345",
        "Büttgen, Flur 12, Flurstück 346",
    ]),
    ("Büttgen Fl12 Flst345", ["Büttgen, Flur 12, Flurstück 345"]),
    ("Flurstück 345/12 Büttgen", ["Büttgen, Flurstück 345/12"]),
    ("Büttgen 345 / 12", ["Büttgen, Flurstück 345/12"]),
    ("Flurstück 502 tlw. der Flur 4 der Gemarkung Büderich", ["Büderich, Flur 4, Flurstück 502"]),
    ("Flur 5 Nr. 123", ["Flur 5, Flurstück 123"]),
    ("Büttgen 12, Flurstück 345", ["Büttgen, Flur 12, Flurstück 345"]),
    ("Büttgen Flur 12", ["Büttgen, Flur 12"]),
    ("Büttgen", ["Büttgen"]),
    ("345/12", ["Flurstück 345/12"]),
    ("Flur XVII Nr. 35", ["Flur 17, Flurstück 35"]),
    ("Büttgen Flur D Nr. 5", ["Büttgen, Flur D, Flurstück 5"]),
    ("053346-012-00345/012", ["Büttgen, Flur 12, Flurstück 345/12"]),
    ("05 3346-012-00345/0012.00", ["Büttgen, Flur 12, Flurstück 345/12"]),
    ("05-3346-12-345-12", ["Büttgen, Flur 12, Flurstück 345/12"]),
    ("05334601200345______", ["Büttgen, Flur 12, Flurstück 345"]),
    ("053346012003450012__", ["Büttgen, Flur 12, Flurstück 345/12"]),
    ("05334601200345000000", ["Büttgen, Flur 12, Flurstück 345"]),
    ("05334601200345", ["Büttgen, Flur 12, Flurstück 345"]),
    ("Kaarst Flurstück 345", ["Kaarst, Flurstück 345"]),
    ("Stadt Kaarst Flurstück 345", ["Büttgen oder Kaarst, Flurstück 345"]),
    ("Lank-Latum 3 5", ["Lank oder Latum, Flur 3, Flurstück 5"]),
    ("Kapellen (Erft) 5 12", ["Kapellen, Flur 5, Flurstück 12"]),
    ("Gemarkung Köln Flur 3 Flurstück 5", ["Köln, Flur 3, Flurstück 5"]),
    ("Büttgen 345, 346", ["Büttgen, Flurstück 345", "Büttgen, Flurstück 346"]),
    ("Parzellen Nr. 12-14, Flur 2", [f"Flur 2, Flurstück {n}" for n in (12, 13, 14)]),
    ("Flurstücke 78 bis 80", [f"Flurstück {n}" for n in (78, 79, 80)]),
    ("Flurstücke 7 bis 7000", ["Flurstück 7", "Flurstück 7000"]),
]  # fmt: skip


@pytest.mark.parametrize(("written", "meant"), PARCELS, ids=[written for written, _ in PARCELS])
def test_parcel_is_understood_however_it_is_written(written, meant):
    """Every way that people write a parcel asks for the same parcel."""
    query = parse(written)
    assert [str(parcel) for parcel in query.parcels] == meant
    assert query.words == ()


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Stellplatz", ("Stellplatz",)),
        ("Büttger Straße 12", ("Büttger", "Straße", "12")),
        ("Kleinenbroicher Str. 5", ("Kleinenbroicher", "Str", "5")),
        ("Garage 12", ("Garage", "12")),
        ("Flurstück", ("Flurstück",)),
        ("KAA-BL-002229", ("KAA", "BL", "002229")),
        ("", ()),
        ("   ", ()),
        ("!?*", ()),
    ],
)
def test_other_words_are_no_parcels(written, words):
    """Streets and file numbers are searched as words; none of them becomes a parcel."""
    query = parse(written)
    assert query.parcels == ()
    assert query.words == words


@pytest.mark.parametrize(
    ("written", "parcel", "note"),
    [
        ("Bütgen 12 345", "Büttgen, Flur 12, Flurstück 345", "gesucht ist Büttgen"),
        ("Butgen Flur 3 Nr. 4", "Büttgen, Flur 3, Flurstück 4", "gesucht ist Büttgen"),
        ("Flurstück 4 Kaast", "Kaarst, Flurstück 4", "gesucht ist Kaarst"),
        ("Neus 12 5", "Neuss, Flur 12, Flurstück 5", "gesucht ist Neuss"),
        ("Gem. Blabla 1 2", "Blabla, Flur 1, Flurstück 2", "keine Gemarkung des Kreises"),
    ],
)
def test_typing_error_is_corrected_only_aloud(written, parcel, note):
    """A mistyped Gemarkung is corrected where only one is near, and the answer says so."""
    query = parse(written)
    assert [str(found) for found in query.parcels] == [parcel]
    assert any(note in said for said in query.notes)


def test_ambiguous_typing_error_is_not_corrected():
    """A name that is as near to two Gemarkungen stays as it is, and both are named."""
    query = parse("Gem. Lak 3 5")
    assert [parcel.names for parcel in query.parcels] == [("Lak",)]


@pytest.mark.parametrize(
    ("written", "note"),
    [
        ("Kaarst 12 345", "„Stadt Kaarst“ sucht in allen"),
        ("Amt Glehn Flurstück 5", "gesucht als Glehn, Kleinenbroich"),
        ("Lank-Latum 3 5", "gesucht als Lank, Latum"),
        ("Büttgen 27 3", "Flur 27 gibt es in Büttgen heute nicht"),
        ("Büttgen 12/345", "als Flurstücksnummer und als Flur 12, Flurstück 345"),
        ("Stellplatz Büttgen 12 345", "die übrigen Wörter ordnen nur"),
        ("059999-012-00345", "gehört zu keiner Gemarkung"),
    ],
)
def test_assumptions_are_said(written, note):
    """Whatever the search takes for granted, it says."""
    assert any(note in said for said in parse(written).notes)


@pytest.mark.parametrize(
    ("written", "numbers", "note"),
    [
        ("Kaarst 3 100-103", "100 101 102 103", ""),
        ("Flur 3 100–102, 110 Kaarst", "100 101 102 110", ""),
        ("Kaarst 3 100 bis 103", "100 101 102 103", ""),
        ("Kaarst 3 1066-24", "1066/24 1066 24", "gesucht als 1066/24 und als zwei"),
        ("Kaarst Flur 3 Flst. 1066–24", "1066/24 1066 24", "gesucht als 1066/24 und als zwei"),
        ("Kaarst 3 100-400", "100 400", "nichts dazwischen"),
        ("Kaarst 3 1100\\9", "1100/9", ""),
        ("Kaarst 3 11OO/9", "1100/9", "„11OO“ ist gelesen als 1100"),
        ("Kaarst 3 l1O0/9", "1100/9", "„l1O0“ ist gelesen als 1100"),
    ],
)
def test_numbers_are_read_as_they_are_meant(written, numbers, note):
    """No number of a row is left out, and a slip of the keyboard is no other parcel."""
    query = parse(written)
    assert [parcel.number for parcel in query.parcels] == numbers.split()
    assert {parcel.flur for parcel in query.parcels} == {"3"}
    assert not note or any(note in said for said in query.notes)
    assert bool(query.unsure) == (note.startswith(("gesucht", "nichts")))


def test_two_readings_are_both_asked():
    """ "12/345" may be Zähler and Nenner or Flur and parcel: both are searched."""
    found = {str(parcel) for parcel in parse("Büttgen 12/345").parcels}
    assert found == {"Büttgen, Flur 12, Flurstück 345", "Büttgen, Flurstück 12/345"}


def test_phrases_are_kept_whole():
    """Words in quotes are asked for in this order, whichever quotes are used."""
    query = parse('„ständig freizuhalten“ "an die Grenze" Zufahrt')
    assert query.phrases == ("ständig freizuhalten", "an die Grenze")
    assert query.words == ("Zufahrt",)


@pytest.mark.parametrize(
    "written", ["9" * 5000, "-" * 500, "/" * 99, "Flur " * 200, '"', "„", "\0", "'; DROP"]
)
def test_nonsense_is_survived(written):
    """No input makes parsing fail."""
    parse(written)


@pytest.mark.parametrize(
    ("written", "parcels"),
    [
        ("3346-12-345", ["Büttgen, Flur 12, Flurstück 345"]),
        ("3346 12 345/12", ["Büttgen, Flur 12, Flurstück 345/12"]),
        ("Gemarkung 3346 Flur 12 Flurstück 345", ["Büttgen, Flur 12, Flurstück 345"]),
        ("Gemarkungsnummer 053346 Flur 12 Flst. 345", ["Büttgen, Flur 12, Flurstück 345"]),
        ("Holzbüttgen 3 345", ["Flur 3, Flurstück 345"]),
        ("Rommerskirchen-Eckum 5 100", ["Rommerskirchen, Flur 5, Flurstück 100"]),
        ("345", ["Flurstück 345"]),
        ("§ 99", []),
        ("Hauptstraße 12 14", []),
        ("9999 12 345", []),
    ],
)
def test_numbers_are_never_looked_for_as_words_where_they_may_be_a_parcel(written, parcels):
    """Behind a key, a place that is no Gemarkung, or alone, numbers are those of the cadastre."""
    assert [str(parcel) for parcel in parse(written).parcels] == parcels


def test_a_bare_number_says_what_it_is_searched_as():
    """A number alone may be a parcel, a sheet or a file number: all are searched, and said."""
    (note,) = parse("1039").notes
    assert all(word in note for word in ("Flurstück", "Blatt".lower(), "Aktenzeichen"))
