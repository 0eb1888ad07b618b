"""What is typed is told as it is taken, and nothing is told otherwise than when it is handed in."""

from datetime import date

import pytest
from office import doubtful, entry

from baulast.language import Both
from baulast.model import Doubt, DoubtReason, FieldName, Finding
from review.echo import Echo, echo
from review.parcels import gemarkungen, proposals
from review.values import ValueRefused, checked

BURDENED, REGISTERED = FieldName.BURDENED, FieldName.REGISTERED_ON


def said(name: FieldName, text: str, **changes: object) -> Echo:
    return echo(name, text, entry=entry(1, **changes), municipality="kaarst")


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        (BURDENED, "Büttgen 12 345", "Büttgen, Flur 12, Flurstück 345"),
        (BURDENED, "Buettgen 12 3; Kaarst 3 17 tlw.", "Büttgen, Flur 12, Flurstück 3; Kaarst"),
        (BURDENED, "3346-12-345", "Büttgen, Flur 12, Flurstück 345"),
        (REGISTERED, "12.3.1974", "Dienstag, 12.03.1974"),
        (FieldName.STREET, "Am Markt 1", ""),
        (BURDENED, "  ", ""),
    ],
)
def test_what_is_right_is_told_as_it_is_understood(name, text, says):
    """A parcel whole, a day with its weekday; of a plain text nothing."""
    found = said(name, text)
    assert (found.is_wrong, found.is_odd) == (False, False)
    assert " ".join(found.says).startswith(says)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        (BURDENED, "Büttgen", "die Flur fehlt"),
        (BURDENED, "Büttgen 345", "die Flur fehlt"),
        (BURDENED, "Büttgen Flur 12", "die Nummer des Flurstücks fehlt"),
        (BURDENED, "Flur 12 Flurstück 3", "die Gemarkung fehlt"),
        (BURDENED, "Lank-Latum 3 4", "gemeint sein kann Lank, Latum"),
        (BURDENED, "Klnbroich 3 4", "gemeint vielleicht Kleinenbroich"),
        (BURDENED, "Wolkenkuckucksheim 1 2", "„Wolkenkuckucksheim“ ist keine Gemarkung"),
        (BURDENED, "Büttgen 12 3; Kaarst 7", "'Kaarst 7'"),
        (REGISTERED, "31.2.1974", "keine Angabe dafür"),
        (FieldName.KIND, "Zufarht", "keine Angabe dafür"),
        (FieldName.STREET, "x" * 400, "keine Angabe dafür"),
        (BURDENED, "Büttgen 12 \x003", "keine Angabe dafür"),
    ],
)
def test_what_is_wrong_says_what_lacks(name, text, says):
    """What would be refused is told with the same words before it is handed in."""
    found = said(name, text)
    assert found.is_wrong
    assert says in " ".join(found.says)
    with pytest.raises(ValueRefused) as refused:
        checked(name, text, entry=entry(1), municipality="kaarst")
    assert found.says == (f"{refused.value}.",)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        (BURDENED, "Büttgen 99 7", "Flur 99 gibt es in der Gemarkung Büttgen heute nicht."),
        (BURDENED, "Norf 4 7", "gehört nicht zu Kaarst"),
        (BURDENED, "Büttgn 12 345", "verstanden als Gemarkung Büttgen"),
        (REGISTERED, "10.3.1974", "Samstag oder Sonntag"),
        (REGISTERED, "12.3.1954", "noch kein Baulastenverzeichnis"),
        (REGISTERED, "12.2.1974", "in dieser Folge nicht möglich"),
        (FieldName.DECLARED_ON, "12.3.1986", "§ 99 BauO NW galt am 12.03.1986 nicht"),
        (FieldName.LEGAL_BASIS, "§ 83 BauO NRW", "galt am 01.03.1974 nicht"),
    ],
)
def test_what_is_odd_is_told_before_it_is_asked(name, text, says):
    """A Flur that is gone, a Gemarkung that was guessed, a day out of law: one looks twice."""
    found = said(name, text)
    assert (found.is_wrong, found.is_odd) == (False, True)
    assert says in " ".join(found.says)


def test_a_law_that_is_doubted_itself_makes_no_day_odd():
    """What is not sure on the one side is held against nothing on the other."""
    doubt = Doubt(reason=DoubtReason.ILLEGIBLE, detail=Both.only("verwischt"))
    basis = Finding(value="§ 83 BauO NRW", doubts=(doubt,))
    gone = Finding(value=None)
    plain = said(REGISTERED, "12.3.1974", legal_basis=basis)
    assert not plain.is_odd
    late = Finding(value=date(1974, 3, 1))
    assert not said(REGISTERED, "12.3.1974", declared_on=late, deleted_on=gone).is_odd


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Bü", "Büttgen "),
        ("Kaar", "Kaarst "),
        ("Büttgen 12 3; Kaa", "Büttgen 12 3; Kaarst "),
        ("Gemarkung Kleinbroich", "Kleinenbroich "),
    ],
)
def test_a_name_begun_is_completed(text, first):
    """Whatever stands before the last parcel stays as it is."""
    assert proposals(text, "kaarst")[0] == first


@pytest.mark.parametrize("text", ["", "12 345", "Büttgen 12 3", "Wolkenkuckucksheim", ";;;"])
def test_nothing_is_proposed_where_nothing_is_begun(text):
    """Neither without a name nor behind a whole one."""
    assert proposals(text, "kaarst") == ()


def test_the_town_s_own_gemarkungen_come_first():
    """A reviewer of Kaarst has them on top; those of the rest of the Kreis follow."""
    names = gemarkungen("kaarst")
    assert {"Kaarst", "Büttgen"} <= set(names[:3])
    assert "Norf" in names


def test_the_dossier_s_own_entries_are_what_a_day_is_held_against():
    """A new entry has no other days yet."""
    alone = echo(REGISTERED, "12.2.1974", entry=None, municipality=doubtful().municipality)
    assert not alone.is_odd
