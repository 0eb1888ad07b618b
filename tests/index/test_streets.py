"""A street in a spelling of its own is found, and the answer says what it was taken for."""

import pytest

from baulast.language import speaking
from index.query import parse
from index.streets import nearest_streets

KNOWN = (
    "Rather Straße 12",
    "Hauptstraße 5 a",
    "Auf der Heide 7",
    "Lindenstr. 3",
    "Burgweg 1",
    "Kirchstraße 2",
    "Kirschstraße 9",
)


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        pytest.param("Rahter Str.", ["Rather Straße"], id="letters changed about"),
        pytest.param("Ratherstr. 12", ["Rather Straße"], id="written as one word"),
        pytest.param("Haupt Straße", ["Hauptstraße"], id="written as two words"),
        pytest.param("Haubtstraße", ["Hauptstraße"], id="another letter"),
        pytest.param("Haupstr.", ["Hauptstraße"], id="a letter lost"),
        pytest.param("Auf der Haide", ["Auf der Heide"], id="no Straße at all"),
        pytest.param("Stellplatz Rahter Straße", ["Rather Straße"], id="behind another word"),
        pytest.param("Lindnstrase", ["Lindenstr."], id="errors in both parts"),
        pytest.param("Kirhstraße", ["Kirchstraße"], id="the nearest of two"),
        pytest.param("Kirscstraße", ["Kirschstraße"], id="the nearer of two alike"),
        pytest.param("Kirshstraße", ["Kirchstraße", "Kirschstraße"], id="as near to both"),
        pytest.param("Rather Straße", [], id="as it is written"),
        pytest.param("Rather Weg", [], id="another ending is another street"),
        pytest.param("Bergweg", [], id="of a short name one letter makes another"),
        pytest.param("Mather Straße", [], id="another first letter"),
        pytest.param("Rader Platz", [], id="too many errors"),
        pytest.param("Stellplatz", [], id="a word of the files"),
        pytest.param("Raht*", [], id="the beginning of a word"),
    ],
)
def test_the_nearest_streets_are_those_meant(asked: str, meant: list[str]) -> None:
    """One error is forgiven in a name, two in a long one, and blanks and short forms always."""
    assert [street.name for street in nearest_streets(parse(asked).words, KNOWN)] == meant


@pytest.fixture
def filled(index, make_entry, make_dossier):
    """Entries at Rather Straße, Kirchstraße and Kirschstraße, and a way that is no street."""
    streets = ("Rather Straße 12", "Kirchstraße 2", "Kirschstraße 9")
    entries = [make_entry(number=n, street=street) for n, street in enumerate(streets, 1)]
    other = make_entry(number=4, wording="Die Zufahrt über die Haubtstraße ist zu dulden.")
    index.rebuild([make_dossier(*entries, other)])
    return index


@pytest.mark.parametrize(
    ("asked", "streets", "said"),
    [
        pytest.param("Rather Str.", ["Rather Straße 12"], "", id="as it is written"),
        pytest.param("Rahter Str.", ["Rather Straße 12"], "gesucht ist „Rather Straße“", id="near"),
        pytest.param("Ratherstr. 12", ["Rather Straße 12"], "gesucht ist", id="as one word"),
        pytest.param("Rahter Str. 14", [], "vielleicht „Rather Straße“", id="another house"),
        pytest.param("Kirshstraße", [], "„Kirchstraße“ oder „Kirschstraße“", id="one of two"),
        pytest.param("Haubtstraße", [None], "", id="words of an entry"),
        pytest.param("Dyckhofstraße", [], "", id="no such street"),
        pytest.param("status:gelöscht Rahter Str.", [], "", id="left out by a filter"),
    ],
)
def test_the_answer_says_what_a_street_was_taken_for(filled, asked, streets, said):
    """Only where the question finds nothing as it stands; of several none is taken."""
    answer = filled.search(parse(asked))
    assert [hit.document.street for hit in answer.entries] == streets
    assert (said in " ".join(answer.query.notes)) if said else not answer.query.notes


def test_a_parcel_is_never_left_for_a_street(filled):
    """Who asks for a number gets that parcel or nothing, whatever stands beside it."""
    answer = filled.search(parse("Büttgen Flur 99 Flurstück 7 Rahter Straße"))
    assert answer.entries == ()
    assert not any("Rather" in note for note in answer.query.notes)


def test_the_answer_speaks_english_too(filled):
    """To who asks in English."""
    with speaking("en"):
        (note,) = filled.search(parse("Rahter Str.")).query.notes
    assert note == "No entry has “Rahter Str”; what is searched is “Rather Straße”."
