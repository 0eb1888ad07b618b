import pytest

from baulast.gazetteer import gazetteer


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ("Büttgen", ["053346"]),
        ("BUETTGEN", ["053346"]),
        ("Bu\u0308ttgen", ["053346"]),
        ("Neuß", ["053359"]),
        ("Höningen", ["053209"]),
        ("Kapellen (Erft)", ["053220"]),
        ("Lank-Latum", ["053054", "053055"]),
        ("Köln", []),
        ("", []),
    ],
)
def test_gemarkung_is_found_in_any_spelling(written, keys):
    """A Gemarkung is found by name or alias, with or without umlauts, and never guessed."""
    assert [g.key for g in gazetteer().named(written)] == keys


def test_former_municipality_leads_to_todays():
    """A municipality that was dissolved leads to the one that took it in."""
    assert [m.name for m in gazetteer().successors("Amt Nievenheim")] == ["Dormagen"]
    assert gazetteer().successors("Dormagen") == ()


def test_all_eight_municipalities_and_56_gemarkungen_are_there():
    """Nobody's Gemarkung is missing: the Kreis has 8 municipalities and 56 Gemarkungen."""
    assert len(gazetteer().municipalities) == 8
    assert len({g.key for g in gazetteer().gemarkungen}) == 56


def test_municipality_by_its_file_name():
    """The spelling used in folder names finds the municipality."""
    town = gazetteer().municipality("juechen")
    assert town is not None
    assert town.name == "Jüchen"
    assert gazetteer().municipality("Köln") is None
