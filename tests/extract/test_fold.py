import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.fold import fold, skeleton


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Grundſtück ﬂ", "Grundstück fl"),
        ("Grund-\nstück", "Grundstück"),
        ("Grund- \n  stück", "Grundstück"),
        ("Grund¬\nstück", "Grundstück"),
        ("Geh-\nund Fahrrecht", "Geh- und Fahrrecht"),
        ("Geh-, Fahr-\nu. Leitungsrecht", "Geh-, Fahr- u. Leitungsrecht"),
        ("Nordrhein-\nWestfalen", "Nordrhein-Westfalen"),
        ("63-BL-\n65/2016", "63-BL-65/2016"),
        ("Flst. 12 –\n15", "Flst. 12 - 15"),
        ("Flst. 12-\n15", "Flst. 12-15"),
        ("V e r f ü g u n g", "Verfügung"),
        ("B A U L A S T E N B L A T T", "BAULASTENBLATT"),
        ("z. T. a b", "z. T. a b"),
        ("1 2. 0 3. 7 4", "12.03.74"),
        ("Flur stück 12", "Flurstück 12"),
        ("Fl ur 3", "Flur 3"),
        ("Ge markung Norf", "Gemarkung Norf"),
        ("Fl. 3", "Fl. 3"),
        ("Flur5tück", "Flurstück"),
        ("Ste1lplatz", "Stellplatz"),
        ("Haus 57a", "Haus 57a"),
        ("3m x 5m", "3m x 5m"),
        ("pflıchtet wırkt", "pflichtet wirkt"),
        ("Bu\u0308ttgen", "Büttgen"),
        ("a\u00a0 \t b\n\nc", "a b c"),
        ("", ""),
        (" \n ", ""),
    ],
)
def test_text_is_made_easy_to_match(text, folded):
    """Typesetting, broken lines and torn words leave no trace; hyphens that are meant stay."""
    assert fold(text).text == folded


@given(st.text(alphabet="Grundſtückﬂ-\n 12.üa\u0308\u00adF", max_size=60))
def test_every_character_knows_its_way_back(text):
    """Each folded character comes from one of the text, in its order."""
    folded = fold(text)
    assert len(folded.origin) == len(folded.text)
    assert list(folded.origin) == sorted(folded.origin)
    assert all(0 <= place < len(text) for place in folded.origin)


def test_a_span_across_a_broken_line_leads_back():
    """What was matched across a hyphen points at both halves of the word."""
    text = "im Grund-\nstück 12"
    folded = fold(text)
    start = folded.text.index("Grundstück")
    first, end = folded.span_as_read(start, start + len("Grundstück"))
    assert text[first:end] == "Grund-\nstück"


@pytest.mark.parametrize(
    ("words", "same"),
    [
        (("Gelöscht", "GELOESCHT", "Geloscht"), True),
        (("Flurstück", "Flurstueck", "FLURSTUCK"), True),
        (("Geschoß", "Geschoss"), True),
        (("Feuerwehr", "Furwehr"), False),
    ],
)
def test_skeletons_forgive_umlauts_only(words, same):
    """Lost or spelled-out umlauts make no difference; other vowels do."""
    assert (len({skeleton(word) for word in words}) == 1) is same


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("26. Septe ber 1990", "26. September 1990"),
        ("9. Febru r 1981", "9. Februar 1981"),
        ("Eintra ung vom", "Eintragung vom"),
        ("Bauak e 63-162/81", "Bauakte 63-162/81"),
        ("Ge öscht am", "Gelöscht am"),
    ],
)
def test_a_hole_in_a_cue_word_is_filled(read, meant):
    """A letter that a hole took from a cue word or a month is put back, and no place moves."""
    folded = fold(read)
    assert folded.text == meant
    assert folded.origin == tuple(range(len(read)))


@pytest.mark.parametrize("read", ["23. Ju i 1974", "ein agen", "Ein ragen", "im Au gust", "Bau te"])
def test_a_hole_is_not_filled_by_guessing(read):
    """What may be two words, or lacks more than a letter, stays as it was read."""
    assert fold(read).text == read
