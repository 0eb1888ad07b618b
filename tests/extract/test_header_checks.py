"""Parcels of an entry against the plot that its sheet is kept for."""

import pytest

from baulast.settings import ExtractSettings
from extract.plain_text import dossier_of_text
from extract.stage import extract

SHEET = """Stadt Neuss
Baulastenverzeichnis
Baulastenblatt Nr. 3002
Gemarkung Uedesheim Flur 5 Flurstück 17

lfd. Nr. 1
Der Eigentümer gestattet die Zufahrt zum Flurstück 18.
§ 78 BauO NW. Erklärung vom 13.08.1991. Eingetragen am 02.09.1991. Az.: 61-BL 001/91

lfd. Nr. 2
{wording}
§ 78 BauO NW. Erklärung vom 13.08.1992. Eingetragen am 01.09.1992. Az.: 61-BL 002/92
"""


@pytest.mark.parametrize(
    "wording",
    [
        "Der Eigentümer hat die Überschreitung durch Flurstück 18 zu dulden und Abstand zu halten.",
        "Auf Flurstück 18 ist die Fläche freizuhalten.",
    ],
)
def test_a_neighbour_a_digit_off_is_no_misread_header(nlp, wording):
    """Another entry that serves plot 18 does not make it the plot of a sheet kept for 17."""
    text = SHEET.format(wording=wording)
    entry = extract(dossier_of_text("Akte", text), nlp, ExtractSettings()).entries[1]
    burdened = [plot.parcel.number for plot in entry.burdened.value]
    assert burdened == ["17"] or entry.burdened.doubts
    assert [plot.parcel.number for plot in entry.benefited.value] == [
        "18"
    ] or entry.benefited.doubts


def test_plots_of_a_wording_that_was_taken_for_the_head_are_asked_about(nlp):
    """An entry whose number was not made out burdens no entry below it in silence."""
    text = SHEET.format(wording="Der Bauwich ist freizuhalten.").replace(
        "lfd. Nr. 1\nDer Eigentümer gestattet die Zufahrt zum",
        "(gelöscht) lfd. Nr. 1\nEine Zufahrt zugunsten des",
    )
    for entry in extract(dossier_of_text("Akte", text), nlp, ExtractSettings()).entries:
        numbers = [plot.parcel.number for plot in entry.burdened.value]
        assert numbers == ["17"] or entry.burdened.doubts


def test_what_another_sheet_burdens_is_no_voice_for_this_one(nlp):
    """Plots that other sheets are kept for leave it doubted that this one burdens them."""
    other = SHEET.format(wording="Der Bauwich ist freizuhalten.").replace("3002", "3001")
    text = SHEET.format(wording="Die Zufahrt zum Haus ist dem Flurstück 18 zu gestatten.")
    glued = "Die Benutzung des Privatwegesdurch die Eigentürner der Flurstucke 18 und 19 ist frei."
    text = text.replace("Der Eigentümer gestattet die Zufahrt zum Flurstück 18.", glued)
    both = f"{other.replace('Flurstück 17', 'Flurstücke 18 und 19')}\f{text}"
    entries = extract(dossier_of_text("Akte", both), nlp, ExtractSettings()).entries
    (entry,) = (e for e in entries if (e.sheet.value, e.number.value) == ("3002", 1))
    numbers = {plot.parcel.number for plot in entry.burdened.value}
    assert numbers == {"17"} or entry.burdened.doubts
