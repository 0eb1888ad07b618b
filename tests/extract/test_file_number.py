"""File numbers against their form, their year, and the other numbers of the dossier."""

from dataclasses import replace

import pytest

from baulast.model import Dossier, FieldName
from baulast.settings import ExtractSettings
from extract.stage import extract

REMARKS = ["Eingetragen am", "3.11.1965"]
WORDING = [
    "Verpflichtungserklärung vom 14.7.1965: Auf dem Grundstück",
    "Gemarkung Kaarst, Flur 15, Flurstück 25 ist eine Zufahrt für",
    "das Grundstück Gemarkung Kaarst, Flur 15, Flurstück 580 freizuhalten.",
]
LETTER = ["Kaarst, den 2.8.1965", "Sehr geehrte Damen und Herren,", "Ihr Schreiben ging ein."]


@pytest.fixture
def reference(nlp, sheet, paper):
    """The file number that is read from remarks, with letters beside the sheet."""

    def read(*remarks, letters=(), confidence=0.96):
        page = sheet(("1", WORDING, [*REMARKS, remarks[0]]), *remarks[1:]).page()
        words = tuple(
            word
            if word.text not in remarks[0].split()
            else type(word)(
                text=word.text,
                box=word.box,
                confidence=confidence,
                block=word.block,
                line=word.line,
            )
            for word in page.words
        )
        page = type(page)(
            **{name: getattr(page, name) for name in page.__dataclass_fields__} | {"words": words}
        )
        others = [
            paper(number).write(200, 200, *LETTER, line).page()
            for number, line in enumerate(letters, start=2)
        ]
        dossier = Dossier(id="k/1", municipality="k", number=None, pages=(page, *others))
        (entry, *_) = extract(dossier, nlp, ExtractSettings()).entries
        return entry.findings[FieldName.REFERENCE]

    return read


@pytest.mark.parametrize(
    ("written", "value", "other"),
    [
        ("Az.: 65-60/65", "65-60/65", "63-60/65"),
        ("Az.: 3-221/65", "3-221/65", "63-221/65"),
        ("Vorg. 11/63-39-65", "II/63-39-65", "11/63-39-65"),  # office 11 is that of the staff
        ("Vorg. 111/48-39-65", "III/48-39-65", "111/48-39-65"),
        ("Az.: 63-179/65 M", "63-179/65", None),  # the letter may belong to it
        ("AZ 63.2", "63.2", None),  # the rest of it was not read
        ("Az. 00620-B 15-65", "00620-B", None),  # "00620-BL-15-65" with a blank in the damage
        ("Az.: 63-179/85", "63-179/85", None),  # filed twenty years after its entry
    ],
)
def test_a_number_of_odd_form_is_doubted(reference, written, value, other):
    """An office that is a digit off, ones for Roman digits, another decade: shown to a person."""
    finding = reference(written)
    assert finding.value == value
    assert finding.is_flagged
    assert other is None or other in finding.alternatives


@pytest.mark.parametrize(
    "written",
    [
        "Az.: 63-179/65",
        "Vorg. III/63-39-65",
        "Az.: 61/63-4-268/65",
        "Az.: 6330-85/65",
        "Az.: 63.3-00/124",
        "Az.: 00123-BL-05-63",
        "Az.: 63-BL-65/1965",
        "Az.: 63-BL 45/65",
        "Az.: B 1234/65",
        "Grundakte M 762/65",
        "Az.: 60.505-65",
    ],
)
def test_a_number_of_common_form_is_not_doubted(reference, written):
    """Numbers as offices form them are taken as they stand."""
    assert not reference(written).is_flagged


@pytest.mark.parametrize("written", ["Vorg. 111/63-39-65", "Vorg. II1/63-39-65"])
def test_three_ones_before_building_control_are_a_department(reference, written):
    """Offices have two digits at most, so three ones are Roman, and nobody need look."""
    finding = reference(written)
    assert finding.value == "III/63-39-65"
    assert not finding.is_flagged


def test_another_page_vouches_for_an_unsure_number(reference):
    """A letter with the same number is a second look at ink that is read unsurely."""
    assert reference("Az.: 63-179/65", confidence=0.6).is_flagged
    letters = ("Unser Zeichen: Az. 63-179/65",)
    assert not reference("Az.: 63-179/65", letters=letters, confidence=0.6).is_flagged


@pytest.mark.parametrize(
    ("other", "flagged"),
    [
        ("63-179/65", False),
        ("53-179/65", False),  # no office of building control
        ("63-179/G", False),  # no number
        ("63-179/66", True),
        ("63-119/65", True),
        ("63-179/65 A", False),
    ],
)
def test_an_order_that_is_misread_contradicts_nothing(nlp, sheet, paper, other, flagged):
    """A letter for digits, or an office that is none, is the order's number misread."""
    page = sheet(("1", WORDING, [*REMARKS, "Az.: 63-179/65"]))
    order = paper(2).write(
        200, 200, "Eintragungsverfügung", f"Az.: {other}", "unter lfd. Nr. 1 einzutragen:", *WORDING
    )
    dossier = Dossier(id="k/1", municipality="k", number=None, pages=(page.page(), order.page()))
    (entry,) = extract(dossier, nlp, ExtractSettings()).entries
    assert entry.reference.value == "63-179/65"
    assert entry.reference.is_flagged is flagged


def test_a_number_with_a_hole_in_it_is_doubted(nlp, paper):
    """Where a signature hides digits, the words of the number stand too far apart."""
    page = paper().write(200, 100, "Baulastenblatt Nr. 7", "Gemarkung Kaarst Flur 15 Flurstück 25")
    page.write(200, 300, "1. Wegebaulast", "Das Grundstück duldet die Zufahrt.")
    page.write(200, 400, "Eingetragen am 3.11.1965 auf Grund der Verfügung 63/1 B")
    kept = page.words[-1]
    page.write(kept.box.right + 90, 400, "9/65")
    words = (*page.words[:-1], replace(page.words[-1], line=kept.line, block=kept.block))
    dossier = Dossier(
        id="k/1", municipality="k", number=None, pages=(replace(page.page(), words=words),)
    )
    (entry,) = extract(dossier, nlp, ExtractSettings()).entries
    assert entry.reference.value == "63/1 B 9/65"
    assert entry.reference.is_flagged


def test_an_order_whose_number_is_torn_is_asked_about(nlp, paper):
    """ "Verfügung 63/1 938/79" announces a file number, read or not."""
    page = paper().write(200, 100, "Baulastenblatt Nr. 7", "Gemarkung Kaarst Flur 15 Flurstück 25")
    page.write(200, 300, "1. Wegebaulast", "Das Grundstück duldet die Zufahrt.")
    page.write(200, 400, "Eingetragen auf Grund der Verfügung 63/1 938/79 am 3.11.1979")
    dossier = Dossier(id="k/1", municipality="k", number=None, pages=(page.page(),))
    (entry,) = extract(dossier, nlp, ExtractSettings()).entries
    assert entry.reference.is_flagged
