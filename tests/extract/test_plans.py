"""A site plan of another plot than the entries'."""

import pytest

from baulast.model import DoubtReason

ENTRY = (
    "1",
    [
        "Auf dem Grundstück Gemarkung Kaarst, Flur 15, Flurstück 25 ist eine",
        "Zufahrt für das Grundstück Gemarkung Kaarst, Flur 15,",
        "Flurstück 580 freizuhalten.",
    ],
    ["Eingetragen am", "3.11.1965"],
)


def doubted(extracted, sheet, plan) -> bool:
    (entry,) = extracted(sheet(ENTRY), plan).entries
    return any(
        doubt.reason is DoubtReason.CONTRADICTION and doubt.page == 2
        for doubt in entry.burdened.doubts
    )


@pytest.mark.parametrize(
    ("named", "drawn", "is_doubted"),
    [
        ("Flurstück 52", ("28", "31"), True),
        ("Flurstück 25", ("28", "31"), False),
        ("Flurstück 580", ("28", "31"), False),  # the benefited one
        ("Flurstück 26", ("25", "31"), False),  # a digit misread in the title block
        ("Bauherr: Meier", ("28", "31"), False),
    ],
)
def test_a_plan_of_another_plot_is_asked_about(extracted, sheet, paper, named, drawn, is_doubted):
    """Where no parcel of the entry is named or drawn on a plan, its burdened parcel is doubted."""
    plan = paper(2)
    for place, number in enumerate(drawn):
        plan.write(900 + 300 * place, 100, number)
    plan.write(200, 1200, "Amtlicher Lageplan", "Maßstab 1:500")
    plan.write(200, 1400, "Gemarkung Kaarst", "Flur 15", named)
    assert doubted(extracted, sheet, plan) is is_doubted
