"""Digits that look alike, told apart only by another place of the dossier."""

import pytest

from baulast.model import Dossier, FieldName
from baulast.settings import ExtractSettings
from extract.plain_text import dossier_of_text
from extract.rival import is_alike
from extract.stage import extract


@pytest.fixture
def entry(nlp, sheet, paper):
    def read(wording, flur="15", plan=(), remarks=("Eingetragen am", "3.11.1965")):
        header = (
            "Baulastenverzeichnis der Stadt Kaarst",
            "Baulastenblatt Nr. 1186 Seite 1",
            f"Gemarkung Kaarst Flur {flur} Flurstück 25",
        )
        pages = [sheet(("1", wording, list(remarks)), header=header).page()]
        if plan:
            pages.append(paper(2).write(200, 200, "Amtlicher Lageplan", *plan).page())
        dossier = Dossier(id="k/1", municipality="k", number=None, pages=tuple(pages))
        (found,) = extract(dossier, nlp, ExtractSettings()).entries
        return found

    return read


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("15", "13", True),
        ("3", "5", True),
        ("1964-07-13", "1964-07-15", True),
        ("12", "14", False),
        ("15", "15", False),
        ("5", "15", False),
        ("1964-07-13", "1965-07-15", False),  # two digits: another day
    ],
)
def test_digits_that_look_alike(one, other, alike):
    """One digit that is easily taken for the other, and no more."""
    assert is_alike(one, other) is alike


@pytest.mark.parametrize(("flur", "doubted"), [("15", True), ("21", False)])
def test_a_flur_of_the_header_alone_is_held_against_the_wording(entry, flur, doubted):
    """Where the wording names a Flur that looks like the header's, one may be misread."""
    found = entry(
        [
            "Auf dem Grundstück Flurstück 25 ist eine Zufahrt für das",
            "Grundstück Gemarkung Kaarst, Flur 13, Flurstück 580 freizuhalten.",
        ],
        flur=flur,
    )
    details = [doubt.detail.german for doubt in found.burdened.doubts]
    assert any("Flur 13" in detail for detail in details) is doubted


@pytest.mark.parametrize(
    "written",
    ["Kaarst / 13 / 580", "Kaarst, Fl. 13, Flst. 580", "Kaarst, Kartenblatt 13, Parz. 580"],
)
def test_a_flur_between_strokes_is_named_by_the_row_itself(entry, written):
    """A Flur that the row names, in whatever notation, does not stand in the header alone."""
    found = entry(
        [
            "Auf dem Grundstück Kaarst / 15 / 25 ist eine Zufahrt für das",
            f"Grundstück {written} frei.",
        ]
    )
    doubts = (*found.burdened.doubts, *found.benefited.doubts)
    assert not any("Kopf" in doubt.detail.german for doubt in doubts)


@pytest.mark.parametrize(("flur", "doubted"), [("5", True), ("8", False)])
def test_a_flur_in_dispute_is_in_dispute_for_all_that_lie_in_it(entry, flur, doubted):
    """Header and wording have two Fluren for a parcel: a benefited one in either is doubted."""
    found = entry(
        [
            "Auf dem Grundstück Gemarkung Kaarst, Flur 3,",
            "Flurstück 25 ist eine Zufahrt für das",
            f"Grundstück Gemarkung Kaarst, Flur {flur}, Flurstück 580",
            "freizuhalten.",
        ],
        flur="5",
    )
    assert found.burdened.is_flagged
    assert any("angelegt" in doubt.detail.german for doubt in found.benefited.doubts) is doubted


@pytest.mark.parametrize(("day", "doubted"), [("13.07.1965", True), ("14.07.1965", False)])
def test_a_day_is_held_against_the_plan(entry, day, doubted):
    """The plan's day is often the declaration's: in one digit alike, it shows a misreading."""
    found = entry(
        [
            "Verpflichtungserklärung vom 15.7.1965: Auf dem Grundstück Gemarkung",
            "Kaarst, Flur 15, Flurstück 25 ist eine Zufahrt für das Grundstück",
            "Gemarkung Kaarst, Flur 15, Flurstück 580 freizuhalten.",
        ],
        plan=[f"Kaarst, den {day}"],
    )
    assert found.declared_on.is_flagged is doubted


@pytest.mark.parametrize(
    ("letter", "doubted"),
    [
        (("Eingegangen 18.07.1965", "Kaarst, den 13.07.1965"), False),
        (("Eingegangen 18.07.1965",), True),
        (("Kaarst, den 13.07.1965", "Ihre Erklärung vom 18.7.1965 ging ein."), True),
    ],
)
def test_a_stamp_of_arrival_beside_the_entry_s_own_day_is_another_day(entry, letter, doubted):
    """A page that has the entry's day and a stamp has two days; two typed ones may be one."""
    found = entry(
        [
            "Verpflichtungserklärung vom 13.7.1965: Auf dem Grundstück Gemarkung",
            "Kaarst, Flur 15, Flurstück 25 ist eine Zufahrt für das Grundstück",
            "Gemarkung Kaarst, Flur 15, Flurstück 580 freizuhalten.",
        ],
        plan=letter,
    )
    assert found.declared_on.is_flagged is doubted


def test_a_curly_bracket_is_a_round_one(entry):
    """ "{Flur 13, Gemarkung Kaarst)" names the place of the parcels before it."""
    found = entry(
        [
            "Zu Lasten der Grundstücke Flst.-Nr. 25 {Flur 13, Gemarkung",
            "Kaarst) ist eine Zufahrt für das Grundstück Gemarkung",
            "Kaarst, Flur 13, Flurstück 580 freizuhalten.",
        ],
    )
    assert [plot.parcel.flur for plot in found.burdened.value] == ["13"]


@pytest.mark.parametrize(
    ("line", "doubted"),
    [("Vorg. I", True), ("Az.:", True), ("Akte vom 3.11.1965", False), ("vgl. Blatt 17", False)],
)
def test_the_word_before_a_file_number_announces_one(entry, line, doubted):
    """A remark that begins as file numbers do, and goes on in ink that was not read."""
    found = entry(
        [
            "Auf dem Grundstück Gemarkung Kaarst, Flur 15, Flurstück 25 ist eine",
            "Zufahrt für das Grundstück Gemarkung Kaarst, Flur 15, Flurstück 580",
            "freizuhalten.",
        ],
        remarks=("Eingetragen am", "3.11.1965", line),
    )
    assert found.findings[FieldName.REFERENCE].is_flagged is doubted


@pytest.mark.parametrize(("number", "doubted"), [("23", True), ("71", False)])
def test_the_header_s_parcel_is_held_against_what_other_rows_burden(nlp, sheet, number, doubted):
    """A row that only points to the header's parcel is shown where another burdens its like."""
    rows = [
        (
            "1",
            [
                f"Auf dem Grundstück Flurstück {number} ist eine Zufahrt für das",
                "Grundstück Gemarkung Kaarst, Flur 15, Flurstück 580 freizuhalten.",
            ],
            ["Eingetragen am", "3.11.1965"],
        ),
        (
            "2",
            [
                "Auf dem vorbezeichneten Grundstück ist eine Zufahrt für das",
                "Grundstück Gemarkung Kaarst, Flur 15, Flurstück 581 freizuhalten.",
            ],
            ["Eingetragen am", "16.2.1970"],
        ),
    ]
    dossier = Dossier(id="k/1", municipality="k", number=None, pages=(sheet(*rows).page(),))
    _, found = extract(dossier, nlp, ExtractSettings()).entries
    assert [plot.parcel.number for plot in found.burdened.value] == ["25"]
    assert found.burdened.is_flagged is doubted


FORM = """Baulastenverzeichnis der Stadt Neuss      Baulastenblatt Nr. 400

Laufende Nummer 1
Belastetes Grundstück: Gemarkung Neuss, Flur 46, Flurstück 448
Begünstigtes Grundstück: Gemarkung Neuss, Flur 46, Flurstück 453
Inhalt der Baulast: Offenhaltung der Durchfahrt auf dem belasteten Grundstück.
Eingetragen am 2.9.1991

Laufende Nummer 2
Belastetes Grundstück: Gemarkung Neuss, Flur 46, Flurstück 449
Begünstigtes Grundstück: Gemarkung Neuss, Flur 46, Flurstück 454
Inhalt der Baulast: Bereitstellung von 2 Garagen auf dem belasteten Grundstück.
Eingetragen am 17.2.1994
"""


def test_a_form_s_own_field_is_not_held_against_its_neighbour_s(nlp):
    """ "das belastete Grundstück" means the field above it, however alike another row's plot is."""
    entries = extract(dossier_of_text("k/1", FORM), nlp, ExtractSettings()).entries
    assert [plot.parcel.number for e in entries for plot in e.burdened.value] == ["448", "449"]
    assert not any(entry.burdened.is_flagged for entry in entries)


@pytest.mark.parametrize(("flur", "doubted"), [("21", True), ("15", False)])
def test_one_number_in_two_fluren_is_doubted(entry, flur, doubted):
    """A parcel that the plan has in another Flur: one of the two is misread."""
    found = entry(
        [
            "Auf dem Grundstück Flurstück 25 ist eine Zufahrt für das",
            "Grundstück Gemarkung Kaarst, Flur 15, Flurstück 580 freizuhalten.",
        ],
        plan=[f"Gemarkung Kaarst Flur {flur} Flurstück 580"],
    )
    assert found.benefited.is_flagged is doubted
