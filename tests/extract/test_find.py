"""Passages as sheets and declarations have them, read as a whole."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baulast.model import FieldName, Parcel, Plot
from baulast.settings import ExtractSettings
from extract.find import find, make_nlp
from extract.reading import Context

NLP = make_nlp()

CELL = """Gemäß $ 99 Abs. 1 Satz 1 BauO NW:
Der jeweilige Eigentümer des Grund-
stücks Flurstück-Nr. 666 (Flur 17, Gemarkung
Kaarst) duldet, daß die Abstandfläche des
Gebäudes auf den Grundstücken Flst. 793 –
795 in einer Tiefe von 3,00 m auf sein
Grundstück fällt. Eigentümer zur Zeit der
Eintragung: Eheleute Hermann Yilmaz.
Eingetragen:
16.06.78
Az.: 63-453/78"""


def test_a_cell_is_read_whole(nlp):
    """Law, parcels with their sides, kind, day, file number and name come out of one cell."""
    context = Context(
        gemarkung="Kaarst", flur="17", plots=(Plot(parcel=Parcel("Kaarst", "17", 666)),)
    )
    found = [(r.name, r.value) for r in find(CELL, nlp, context)]
    assert found == [
        (FieldName.LEGAL_BASIS, "§ 99 BauO NW"),
        (FieldName.BURDENED, "Kaarst, Flur 17, Flurstück 666"),
        (FieldName.KIND, "ABSTANDSFLAECHE"),
        (FieldName.BENEFITED, "Kaarst, Flur 17, Flurstück 793"),
        (FieldName.BENEFITED, "Kaarst, Flur 17, Flurstück 794"),
        (FieldName.BENEFITED, "Kaarst, Flur 17, Flurstück 795"),
        (FieldName.PERSON, "Hermann Yilmaz"),
        (FieldName.REGISTERED_ON, "1978-06-16"),
        (FieldName.REFERENCE, "63-453/78"),
    ]


def test_every_reading_points_at_its_characters(nlp):
    """Spans count the characters of the text as it was given."""
    readings = {r.name: CELL[r.start : r.end] for r in find(CELL, nlp, Context())}
    assert readings[FieldName.REGISTERED_ON] == "16.06.78"
    assert readings[FieldName.KIND] == "Abstandfläche"
    assert readings[FieldName.REFERENCE] == "63-453/78"
    assert readings[FieldName.BENEFITED] == "793 –\n795"


WORDS = (
    *("Flurstück", "Flst.", "Flur", "Gemarkung", "Norf", "Gem.", "Fl.", "Nr.", "und", "u."),
    *("bis", ",", ".", "(", ")", "-", "/", "§", "$", "8", "83", "BauO", "l2", "508I202"),
    *("tlw.", "z.", "T.", "ohne", "ff", "früher", "alle", "der", "Grundstück", "zugunsten"),
    *("Eigentümer", "vom", "12.3.74", "März", "1974", "geb.", "Gelöscht", "Blatt", "lfd."),
    *("Grundbuch", "Herr", "Az.", "63-BL-65/2016", "Hauptstraße", "-\n", "XVII", "|", "#", "½"),
    *("①", "٣", "Vereinigung", "vorgenannten", "Lank-Latum"),
)


@settings(deadline=None)  # no test asserts a time
@given(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))
def test_no_text_is_too_strange(text):
    """Whatever the engine read, each reading lies within the text, and nothing is thrown."""
    plots = (Plot(parcel=Parcel("Norf", "4", 12)),)
    for reading in find(text, NLP, Context(gemarkung="Norf", flur="4", plots=plots)):
        assert 0 <= reading.start < reading.end <= len(text)


@pytest.mark.parametrize("text", ["", " \n", "….", "xyz", "§", "Flur", "Gemarkung", "12", "\u0308"])
def test_next_to_nothing_is_read_as_nothing(text, nlp):
    """A passage without a field has no readings, whatever signs it has."""
    assert find(text, nlp, Context()) == ()


def test_the_same_text_is_read_the_same(nlp):
    """What was read before leaves no trace in what is read next."""
    first = find(CELL, nlp, Context())
    find("Gemarkung Norf, Flur 4, Flurstück 12", nlp, Context())
    assert find(CELL, nlp, Context()) == first


def test_the_cap_of_ranges_is_a_setting(nlp):
    """A range longer than the settings allow is not written out."""
    narrow = make_nlp(ExtractSettings(range_cap=3))
    text = "Flurstücke 12 bis 15"
    assert len(find(text, nlp, Context())) == 4
    assert len(find(text, narrow, Context())) == 2
