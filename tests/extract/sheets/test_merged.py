"""Notes of merged plots behind an entry, and the entries that they leave as they were."""

import pytest

from baulast.model import Kind, Status
from baulast.settings import ExtractSettings
from extract.plain_text import dossier_of_text
from extract.stage import extract

HEAD = """Baulastenverzeichnis Meerbusch        Baulastenblatt 1
Gemarkung Lank, Flur 7, Flurstücke 20 und 21
Lfd. Nr. 1
"""
ENTRY = """Kanal in den Flurstücken 20 und 21 zugunsten Flurstück 31. § 99 BauO NW.
Erklärung vom 5.11.1980. Eingetragen am 13.1.1981.{}
"""


@pytest.fixture
def read(nlp):
    """The one entry of a sheet."""

    def entry(wording):
        (found,) = extract(dossier_of_text("Akte", HEAD + wording), nlp, ExtractSettings()).entries
        return found

    return entry


@pytest.mark.parametrize(
    "note",
    [
        "\nDie Flurstücke 20 und 21 sind zu Flurstück 115 vereinigt.",
        "\nFlurstück 21 wurde mit Flurstück 40 vereinigt.",
        "\nDie Flurstücke 20 und 21 wurden am 2.2.1990 zu Flurstück 115 verschmolzen.",
        "\nDie Flurstücke 20 und 21 wurden am\n12. Februar 1990 zu Flurstück 115\nverschmolzen.",
        "\nNach Verschmelzung jetzt Flurstück 115 (2.2.1990).",
        "\nVereinigung der Flurstücke 20 und 21 zu Flurstück 115 lt. VN 1990/12.",
        "\nDie Flurstücke 20 und 21 sind lt. Veränderungsnachweis 1990 zu Flurstück 115 vereinigt.",
        " Die Flurstücke 20 und 21 sind zu Flurstück 115 zusammengelegt worden.",
    ],
)
def test_a_merger_behind_an_entry_gives_neither_kind_nor_parcels(read, note):
    """The land survey's later note leaves the entry as it was worded; its status is asked about."""
    entry = read(ENTRY.format(note))
    assert entry.kind.value is Kind.LEITUNG
    assert {plot.parcel.number for plot in entry.burdened.value} == {"20", "21"}
    assert {plot.parcel.number for plot in entry.benefited.value} == {"31"}
    assert entry.status.value is not Status.ACTIVE or entry.status.doubts


@pytest.mark.parametrize(
    "wording",
    [
        "Vereinigungsbaulast: Die Flurstücke 20 und 21 gelten als ein Grundstück. § 4 BauO NW.\n"
        "Eingetragen am 13.1.1981.\n",
        "Eingetragen am 13.1.1981. Die Flurstücke 20 und 21 werden zu einem Baugrundstück "
        "vereinigt,\n§ 4 BauO NW.\n",
        "Die Flurstücke 20 und 21 sind zu einem Grundstück vereinigt, § 4 BauO NW.\n"
        "Eingetragen am 13.1.1981.\n",
    ],
)
def test_a_wording_that_unites_plots_is_a_vereinigung(read, wording):
    """What the wording itself unites stays one plot by encumbrance."""
    entry = read(wording)
    assert entry.kind.value is Kind.VEREINIGUNG
    assert {plot.parcel.number for plot in entry.burdened.value} == {"20", "21"}


def test_a_right_behind_the_closing_keeps_its_plot(read):
    """A later sentence that grants something to another plot is still read."""
    entry = read(ENTRY.format("\nGilt ab 5.10.1985 auch zugunsten Flurstück 33."))
    assert "33" in {plot.parcel.number for plot in entry.benefited.value}
