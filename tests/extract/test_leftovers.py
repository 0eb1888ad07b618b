"""Ink of a row that no reading accounts for, and the values that it may belong to."""

import pytest

from baulast.model import Dossier, DoubtReason, FieldName
from baulast.settings import ExtractSettings
from extract.plain_text import dossier_of_text
from extract.stage import extract

OWN = "Auf dem Grundstück Gemarkung Kaarst, Flur 15, Flurstück 25 ist eine"
SIDES = (FieldName.BURDENED, FieldName.BENEFITED)


@pytest.fixture
def flagged(nlp, sheet):
    """The sides that are asked about, by the second line of a wording."""

    def read(own: str, line: str) -> set[FieldName]:
        page = sheet(("1", [own, line, "freizuhalten."], ["Eingetragen am", "3.11.1965"])).page()
        dossier = Dossier(id="k/1", municipality="k", number=None, pages=(page,))
        (entry,) = extract(dossier, nlp, ExtractSettings()).entries
        return {
            name
            for name in SIDES
            if any(d.reason is DoubtReason.AMBIGUOUS for d in entry.findings[name].doubts)
        }

    return read


@pytest.mark.parametrize(
    ("own", "line", "expected"),
    [
        (OWN, "Zufahrt für die Flurstücke 580 und 581", set()),
        (OWN, "Zufahrt für die Flurstücke 580 } 581", {FieldName.BENEFITED}),
        (OWN, "Zufahrt für die Flurstücke 580 auf 581", set(SIDES)),
        # a note in the margin, read into the list
        (OWN, "Zufahrt für Flurstück 580, 19.02.65 581 + 582", {FieldName.BENEFITED}),
        (OWN.replace("25", "25 } 26"), "Zufahrt für das Flurstück 580", {FieldName.BURDENED}),
    ],
)
def test_a_number_that_goes_on_with_a_list_is_on_its_side(flagged, own, line, expected):
    """A number behind an "and" that was misread is asked about on the side of its list."""
    assert flagged(own, line) == expected


@pytest.mark.parametrize(
    ("burdened", "doubted"),
    [
        ("625, 626", False),
        ("625, €26", True),
        ("625 & 626", False),
        ("625 und 6z6", True),
        ("625 tlw., 626", False),
    ],
)
def test_a_list_in_a_column_of_parcels_goes_on_with_a_parcel(nlp, burdened, doubted):
    """A number in it with a digit that was misread for another sign is asked about."""
    text = (
        "Baulastenverzeichnis der Gemeinde Jüchen   Blatt 85\n\n"
        "Laufende Nummer 1\n"
        f"Belastetes Grundstück: Gemarkung Jüchen, Flur 27, Flurstücke {burdened}\n"
        "Inhalt der Baulast: Das Wohnhaus darf nur vom Altenteiler bewohnt werden.\n"
        "Eingetragen am 13.3.1978\n"
    )
    (entry,) = extract(dossier_of_text("k/1", text), nlp, ExtractSettings()).entries
    assert entry.burdened.is_flagged is doubted
