"""Parcels of an entry held against those of its sheet's header and of the pages beside it."""

import pytest


@pytest.mark.parametrize(
    ("in_header", "in_wording", "is_part", "is_doubted"),
    [
        ("Flurstück 25 tlw.", "dem Flurstück 25", False, True),
        ("Flurstück 25 (Teil)", "dem Flurstück 25 (Teil)", True, False),
        ("Flurstück 25", "dem Flurstück 25 tlw.", True, False),
        ("Flurstück 25", "dem Flurstück 25", False, False),
        ("Flurstücke 25, 26 tlw.", "dem Flurstück 25", False, False),
        ("Flurstück 25 tlw.", "dem belasteten Grundstück", True, False),
    ],
)
def test_a_plot_in_part_elsewhere_is_asked_about(
    sheet, extracted, in_header, in_wording, is_part, is_doubted
):
    """Where the header burdens a plot in part and the wording names it whole, a person decides."""
    header = (
        "Baulastenverzeichnis der Stadt Kaarst",
        "Baulastenblatt Nr. 1186 Seite 1",
        f"Gemarkung Kaarst Flur 15 {in_header}",
    )
    wording = [f"Auf {in_wording} ist eine Zufahrt für das", "Flurstück 580 freizuhalten."]
    page = sheet(("1", wording, ["Eingetragen am", "3.11.1965"]), header=header)
    (entry,) = extracted(page).entries
    assert [plot.part for plot in entry.burdened.value] == [is_part]
    details = [doubt.detail.german for doubt in entry.burdened.doubts]
    assert any("nur zum Teil" in detail for detail in details) is is_doubted
