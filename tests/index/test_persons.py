import pytest

from baulast.model import Evidence, Field, FieldName
from index.persons import masker


def named(value, *, name=FieldName.PERSON):
    """A name that no page shows: only its value is known."""
    evidence = Evidence(page=1, start=0, end=0)
    return Field(name=name, value=value, evidence=evidence, source="test")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Karl Mertens duldet", "[Name] duldet"),
        ("KARL MERTENS duldet", "[Name] duldet"),
        ("Karl\nMertens duldet", "[Name] duldet"),
        ("Eheleute Mertens und Karl", "Eheleute [Name]"),
        ("Herr Nertens", "Herr [Name]"),
        ("Frau Merten5", "Frau [Name]"),
        ("die Erben von Roth", "die Erben von [Name]"),
    ],
)
def test_names_are_masked_however_they_stand(make_dossier, text, masked):
    """A name is left out whole, in parts, across lines and with one letter misread."""
    dossier = make_dossier(fields=(named("Karl Mertens geb. Roth"), named("Karl Mertens")))
    assert masker(dossier)(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "Gemarkung Kaarst, Garten und Wald",
        "geb. und von der Stadt",
        "Mertensweg 5",
        "Roter Platz",
        "Rothe Straße",
        "Flur 12 Flurstück 345",
    ],
)
def test_other_words_stay(make_dossier, text):
    """Places, common words, streets and numbers stay, even if a person is called so."""
    fields = (named("Karl Mertens geb. Roth"), named("Peter Kaarst"), named("Garter von der Wald"))
    assert masker(make_dossier(fields=fields))(text) == text


def test_birth_date_is_masked_as_it_was_read(make_dossier, make_page):
    """The date is left out in the notation of the page, not only in the canonical one."""
    field = Field(
        name=FieldName.BIRTH_DATE,
        value="1931-02-03",
        evidence=Evidence(page=1, start=5, end=13),
        source="test",
    )
    dossier = make_dossier(pages=(make_page("geb. 3.2.1931"),), fields=(field,))
    assert masker(dossier)("geboren 3.2.1931, erklärt 3.2.1974") == (
        "geboren [Geburtsdatum], erklärt 3.2.1974"
    )


def test_without_names_nothing_changes(make_dossier):
    """A dossier without names leaves a text as it is that names nobody."""
    text = "Der Eigentümer duldet die Zufahrt über Mertens Grundstück"
    assert masker(make_dossier())(text) == text


def test_names_that_were_not_found_are_masked(make_dossier):
    """What extraction missed is left out where the language tells that it is a name."""
    assert masker(make_dossier())("Frau Roth und Karl Mertens") == "Frau [Name]"
