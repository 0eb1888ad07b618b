"""Plots that a header calls former."""

import pytest

from baulast.settings import ExtractSettings
from extract.plain_text import dossier_of_text
from extract.stage import extract

ENTRY = (
    "Lfd. Nr. 1\nDas Grundstück duldet ein Geh- und Fahrrecht zugunsten Flurstück 235. § 99 BauO "
    "NW. Eingetragen am 3.10.1968 Krings\n"
)
PLOT = "Gemarkung Glehn, Flur 11, Flurstück 234"


@pytest.mark.parametrize(
    ("header", "burdened"),
    [
        (f"{PLOT} (früher Flurstück 12)", ["234"]),
        (f"{PLOT}\nfrüher: Flurstück 12, 13", ["234"]),
        (f"{PLOT}, ehem. Flur 3 Flurstück 12/1", ["234"]),
        (f"{PLOT}\n(alte Bezeichnung: Flur 3, Parzelle 12/1)", ["234"]),
        (f"{PLOT}\nvorm. Flur 3, Parzelle 12/1\nhervorgegangen aus Flurstück 9", ["234"]),
        ("Gemarkung Glehn, Flur 11\nbisher Flurstück 12, jetzt Flurstück 234", ["234"]),
        (f"{PLOT}, 236 (früher Flurstück 12)", ["234", "236"]),
        (f"früher Gemeinde Glehn, {PLOT}", ["234"]),
        (f"Alte Landstraße 5, {PLOT}", ["234"]),
        (f"früher {PLOT}", ["234"]),
        (f"{PLOT} und 236", ["234", "236"]),
    ],
)
def test_a_plot_that_a_header_calls_former_is_not_burdened(nlp, header, burdened):
    """What the plot was called before is left out; what it is called today never is."""
    text = f"Baulastenblatt 44\n{header}\n{ENTRY}"
    (entry,) = extract(dossier_of_text("Akte", text), nlp, ExtractSettings()).entries
    assert [plot.parcel.number for plot in entry.burdened.value] == burdened
    assert [str(plot.parcel) for plot in entry.benefited.value] == ["Glehn, Flur 11, Flurstück 235"]
