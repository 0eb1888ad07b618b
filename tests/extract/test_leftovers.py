"""Ink of a row that no reading accounts for, and the values that it may belong to."""

import pytest

from baulast.model import Dossier, DoubtReason, FieldName
from baulast.settings import ExtractSettings
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
        (OWN.replace("25", "25 } 26"), "Zufahrt für das Flurstück 580", {FieldName.BURDENED}),
    ],
)
def test_a_number_that_goes_on_with_a_list_is_on_its_side(flagged, own, line, expected):
    """A number behind an "and" that was misread is asked about on the side of its list."""
    assert flagged(own, line) == expected
