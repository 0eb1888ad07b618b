"""Values that words announce without a form's label: where none is read, a person is asked."""

import pytest

from baulast.settings import ExtractSettings
from extract.plain_text import dossier_of_text
from extract.stage import extract

SHEET = """Stadt Meerbusch
Baulastenverzeichnis
Baulastenblatt Nr. 771
Gemarkung Osterath Flur 3 Flurstück 612

Lfd. Nr. 1
{text}
Der Eigentümer duldet die Zufahrt zu dem Flurstück 613. § 83 BauO NW.
Eingetragen am 2.9.1996. {end}
"""


@pytest.fixture
def entry(nlp):
    def read(text, end):
        dossier = dossier_of_text("Akte", SHEET.format(text=text, end=end))
        (found,) = extract(dossier, nlp, ExtractSettings()).entries
        return found

    return read


@pytest.mark.parametrize(
    "text",
    [
        "Notarielle Urkunde vom 8.8.1996 (UR-Nr. 411/1996 des Notars Dr. Kern).",
        "Urkunde des Notars Dr. Kern v. 8.8.1996.",
    ],
)
def test_a_deed_that_may_be_the_declaration_is_asked_about(entry, text):
    """A deed is no declaration by its name, but where nothing else declares it may be one."""
    found = entry(text, "Az. 63-41/96").declared_on
    assert found.value is None
    assert found.doubts


@pytest.mark.parametrize(
    "text",
    [
        "Laut Urkunde des Notars Dr. Kern vom 8.8.1996 (UR-Nr. 411/1996) verpflichtet sich der "
        "Eigentümer zu folgendem.",
        "In der notariellen Urkunde vom 8.8.1996 gestattet der Eigentümer dies.",
    ],
)
def test_a_deed_by_which_something_is_owed_declares_it(entry, text):
    """Of a deed that is followed by the duty the day is that of the declaration."""
    found = entry(text, "Az. 63-41/96").declared_on
    assert (str(found.value), found.doubts) == ("1996-08-08", ())


@pytest.mark.parametrize(
    "text",
    ["Erklärung vom 8.8.1996.", "Kaufurkunde vom 8.8.1996.", "Kaufvertrag vom 8.8.1996."],
)
def test_a_declaration_beside_other_deeds_is_not_asked_about(entry, text):
    """A declaration that is read, and a deed of sale, leave nothing to ask."""
    assert not entry(text, "Az. 63-41/96").declared_on.doubts


@pytest.mark.parametrize(
    "end",
    ["Az. BL 2022-0031", "Az. BL 20Z2.31", "Az. BL Nr. 289/96", "Az. Bl. 28/96", "Az. Bauk. 8/96"],
)
def test_a_file_number_behind_letters_is_read_or_asked_about(entry, end):
    """Behind "Az." a number that begins with letters is never passed over."""
    found = entry("Erklärung vom 8.8.1996.", end).reference
    assert found.value == "BL 2022-0031" or found.doubts


@pytest.mark.parametrize("end", ["63/22/95", "- 63/22-95", "63-22/95"])
def test_a_file_number_of_the_office_without_its_word_is_asked_about(entry, end):
    """A number as the office of building control gives them is read or asked about."""
    found = entry("Erklärung vom 8.8.1996.", end).reference
    assert found.value is not None or found.doubts


def test_a_parcel_that_looks_like_a_file_number_is_none(entry):
    """Zähler and Nenner alone make no file number."""
    assert not entry("Erklärung vom 8.8.1996. Früher Flurstück 63/22.", "").reference.doubts


@pytest.mark.parametrize(
    ("title", "is_asked"),
    [
        ("Baulastenverzeichnis nach § 83 BauO NW", True),
        ("Baulasten gemäß § 83 BauO NW", True),
        ("Baulastenverzeichnis", False),
    ],
)
def test_a_law_that_the_heading_alone_names_is_asked_about(title, is_asked, nlp):
    """Whether the register's law is the entry's too, a person says; an entry's own is read."""
    sheet = SHEET.replace("\nBaulastenverzeichnis\n", f"\n{title}\n").format(text="", end="")
    bare = sheet.replace(" § 83 BauO NW.", "")
    (own,) = extract(dossier_of_text("Akte", sheet), nlp, ExtractSettings()).entries
    (without,) = extract(dossier_of_text("Akte", bare), nlp, ExtractSettings()).entries
    assert (own.legal_basis.value, own.legal_basis.is_flagged) == ("§ 83 BauO NW", False)
    assert (without.legal_basis.value, without.legal_basis.is_flagged) == (None, is_asked)


@pytest.mark.parametrize(
    ("declared", "is_asked"),
    [
        ("Erklärung vom 8.8.1996 gemäß", True),
        ("Erklärung vom 8.8.1996 gemäß ___", True),
        ("Erklärung vom 8.8.1996 gemäß\nanliegendem Plan", False),
        ("Erklärung vom 8.8.1996", False),
    ],
)
def test_a_blank_for_the_law_of_which_nothing_is_read_is_asked_about(nlp, declared, is_asked):
    """Behind "gemäß" a form has the law filled in; one that is lost is not silently none."""
    text = SHEET.replace(" § 83 BauO NW.", "").format(text=declared, end="")
    (found,) = extract(dossier_of_text("Akte", text), nlp, ExtractSettings()).entries
    assert found.legal_basis.value is None
    assert found.legal_basis.is_flagged is is_asked
