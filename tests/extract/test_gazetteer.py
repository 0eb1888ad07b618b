import pytest

from extract.gazetteer import is_known_flur, name_at


def words(text: str) -> tuple[str, ...]:
    for sign in "-,(/.":
        text = text.replace(sign, f" {sign} ")
    return tuple(text.replace(")", " )").split())


@pytest.mark.parametrize(
    ("text", "name", "taken"),
    [
        ("Büttgen, Flur 12", "Büttgen", 1),
        ("BUETTGEN Flur", "Büttgen", 1),
        ("Neuß Flur 3", "Neuss", 1),
        ("Frixheim-Anstel, Flur 2", "Frixheim-Anstel", 3),
        ("Höningen Flur", "Hoeningen", 1),
        ("Kapellen (Erft), Flur 3", "Kapellen", 4),
        ("Kaarst 17 665 und", "Kaarst", 1),
    ],
)
def test_names_are_known_in_any_spelling(text, name, taken):
    """A Gemarkung is found by name or alias, however many words it has, with or without a cue."""
    for after_cue in (True, False):
        named = name_at(words(text), after_cue=after_cue)
        assert named is not None
        assert (named.name, named.words) == (name, taken)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Buttqen, Flur", "Büttgen"),
        ("Dekoven, Flur", "Oekoven"),  # one letter off where "Oe" is not taken for an umlaut
        ("Kolsenberg Flur", "Kelzenberg"),
        ("Korscherbroich Flur", "Korschenbroich"),
        ("Korschenbrc", "Korschenbroich"),
        ("Norl Flur", "Norf"),
    ],
)
def test_a_garbled_name_is_repaired_after_its_cue_word(text, name):
    """Only where "Gemarkung" announces it, and only to the one name that it can be."""
    named = name_at(words(text), after_cue=True)
    assert named is not None
    assert named.candidates == (name,)
    assert name_at(words(text), after_cue=False) is None


@pytest.mark.parametrize("text", ["Wanlo, Flur", "Köln", "Rheydt"])
def test_a_foreign_name_is_kept_as_written(text):
    """A name of another Kreis is not bent into one of ours."""
    named = name_at(words(text), after_cue=True)
    assert named is not None
    assert named.name == words(text)[0]
    assert named.candidates == ()


@pytest.mark.parametrize("text", ["flur 3", "12", ",", ""])
def test_no_name_is_no_name(text):
    """Small words, numbers and signs name no Gemarkung."""
    assert name_at(words(text), after_cue=True) is None


def test_two_gemarkungen_of_one_name_are_both_kept():
    """ "Lank-Latum" is the place of two Gemarkungen."""
    named = name_at(words("Lank-Latum, Flur 3"), after_cue=True)
    assert named is not None
    assert named.candidates == ("Lank", "Latum")


@pytest.mark.parametrize(
    ("gemarkung", "flur", "known"),
    [
        ("Büttgen", "12", True),
        ("Büttgen", "27", False),
        ("Kaarst", "D", False),
        ("Köln", "1", False),
    ],
)
def test_fluren_of_today_are_known(gemarkung, flur, known):
    """A Flur is known if the cadastre has it today."""
    assert is_known_flur(gemarkung, flur) is known
