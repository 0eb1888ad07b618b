import pytest

from index.german import fold, leaves_of, parts_of, stem, terms, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Stellplätze", "Stellplaetze"),
        ("Stellplatz", "Stellplätzen"),
        ("Grundstück", "Grundstücks"),
        ("Grundstueck", "GRUNDSTÜCKE"),
        ("daß", "dass"),
        ("Geschoß", "Geschosse"),
        ("Straße", "Strasse"),
        ("Verpflichtung", "verpflichtet"),
        ("Zufahrten", "Zufahrt"),
        ("Grundſtück", "Grundstück"),
        ("Bu\u0308ttgen", "Buettgen"),
    ],
)
def test_word_forms_and_spellings_are_one(one, other):
    """Forms and spellings of a word have one stem."""
    assert [stem(w) for w in words_of(one)] == [stem(w) for w in words_of(other)]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Garage", "Garten"), ("345", "346"), ("Norf", "Dorf"), ("neue", "neu12")],
)
def test_different_words_stay_apart(one, other):
    """Stemming does not make different words one."""
    assert [stem(w) for w in words_of(one)] != [stem(w) for w in words_of(other)]


@pytest.mark.parametrize(
    ("compound", "part"),
    [
        ("Stellplatzbaulast", "Stellplatz"),
        ("Stellplatzbaulast", "Baulast"),
        ("Garagenstellplätze", "Stellplatz"),
        ("Abstandsflächenbaulast", "Abstand"),
        ("Grundstückseigentümer", "Grundstück"),
        ("Feuerwehrzufahrt", "Zufahrt"),
        ("Grenzgarage", "Grenze"),
        ("Wegerechtsbaulast", "Weg"),
        ("Baulastenverzeichnis", "Baulast"),
        ("Geschoßflächenzahl", "Geschoss"),
        ("Kfz-Stellplätze", "Platz"),
        ("Hauptstr.", "Straße"),
        ("Xqzvgarage", "Garage"),
    ],
)
def test_parts_of_compounds_are_found(compound, part):
    """A compound is found by its parts, with linking letters, plurals and unknown rests."""
    found = terms(compound)
    assert stem(fold(part)) in {*found.words, *found.parts}


@pytest.mark.parametrize("word", ["Aufsicht", "Garage", "Büttgen", "Baulast", "345", "tlw", ""])
def test_simple_words_are_not_taken_apart(word):
    """A word that is no compound has no parts."""
    assert parts_of(fold(word)) == leaves_of(fold(word)) == ()


@pytest.mark.parametrize("text", ["Stell-\nplatz", "Stell\u00ad\nplatz", "Stell- \n platz"])
def test_word_broken_at_line_end_is_whole(text):
    """A word that breaks at the end of a line is indexed whole."""
    assert words_of(text) == ("stellplatz",)


def test_dash_between_names_does_not_join_them():
    """A dash before a capital joins two words, and does not make them one."""
    assert words_of("Frixheim-\nAnstel") == ("frixheim", "anstel")
