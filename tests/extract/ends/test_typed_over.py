"""Wordings that were typed over."""

import pytest

from baulast.model import Dossier, Status
from baulast.settings import ExtractSettings
from extract.stage import extract

REMARKS = ["Eingetragen am", "3.11.1965", "Az. 63-179/65"]


@pytest.mark.parametrize(
    ("wording", "is_asked"),
    [
        (
            ["Auf dem Flurstück 25 ist zugunsten-des", "Flurstücks 580 der/Flur 15 der Bauwich"],
            True,
        ),
        (["Flurstück 25: Zufahrt-von 3;50-m Breite", "zugunsten Flurstück 580"], True),
        (["Flurstück 25: Rettungsweg/des Gebäudes", "auf 580 /zu halten/ frei"], True),
        (["Flurstück 25: Geh- und/oder Fahrrecht", "zugunsten Flurstück 580"], False),
        (["Flurstück 25: öffentlich-rechtlich ge-", "sichert, Nord-Ost, Flurstück 580/3"], False),
        (["Flurstück 25: Zufahrt-von 3 m Breite", "zugunsten Flurstück 580"], False),
        (["Flurstücke 25-bis 27 tlw.-/teilweise", "und/oder der/die Eigentümer"], False),
    ],
)
def test_a_wording_typed_over_is_never_active_in_silence(sheet, nlp, wording, is_asked):
    """Dashes or strokes typed between the words of a wording ask; one slip of reading does not."""
    page = sheet(("1", [*wording, "freizuhalten, § 99 BauO NW."], REMARKS)).page()
    dossier = Dossier(id="kaarst/1", municipality="kaarst", number="1", pages=(page,))
    (entry,) = extract(dossier, nlp, ExtractSettings()).entries
    assert (entry.status.value is Status.UNCLEAR) is is_asked
