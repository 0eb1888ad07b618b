"""What tells that entries run together, or that one is none."""

import pytest

from baulast.settings import ExtractSettings
from extract.plain_text import dossier_of_text
from extract.stage import extract

HEAD = """Baulastenverzeichnis der Stadt Kaarst
Baulastenblatt 12
"""
WAY = """lfd. Nr. {number}
Belastet: Gemarkung Kaarst Flur 4 Flurstück {parcel}
Inhalt: Der Weg ist als Zufahrt für Gemarkung Kaarst Flur 4 Flurstück 96 zu dulden.
Erklärung vom 9.3.1970
Eingetragen am 28.4.1970
"""
NOTHING = """lfd. Nr. {number}
Erklärung vom 9.3.1971
Eingetragen am 28.4.1971
Az.: 63-12/71
"""


def entries(nlp, text):
    return extract(dossier_of_text("Akte", text), nlp, ExtractSettings())


@pytest.mark.parametrize(
    ("numbers", "doubted"), [((1, 2), [False, False]), ((1, 1), [True, True]), ((1, 2, 2), None)]
)
def test_a_number_that_stands_twice_on_a_sheet_is_asked_about(nlp, numbers, doubted):
    """Each running number stands once on a sheet: what has it too is doubted, and its page."""
    ways = (WAY.format(number=n, parcel=90 + place) for place, n in enumerate(numbers))
    dossier = entries(nlp, HEAD + "".join(ways))
    assert [bool(entry.doubts) for entry in dossier.entries] == (doubted or [False, True, True])
    assert bool(dossier.pages[0].doubts) == (len({*numbers}) < len(numbers))


def test_an_entry_without_kind_and_plots_is_asked_about(nlp):
    """A number with days alone may be no entry; with a wording it is one."""
    text = HEAD + WAY.format(number=1, parcel=90) + NOTHING.format(number=2)
    first, *rest = entries(nlp, text).entries
    assert not first.doubts
    assert all(entry.doubts for entry in rest)
    assert rest


@pytest.mark.parametrize(
    ("further", "doubted"),
    [
        ("Ich dulde den Weg auf Flurstück 97 für Flurstück 98. Eingetragen am 8.7.1985", True),
        ("Erneut eingetragen am 8.7.1985", False),
    ],
)
def test_an_entry_that_goes_on_behind_its_day_with_another_is_asked_about(nlp, further, doubted):
    """A wording with a plot and a day of its own, below the day of entry, is another's."""
    text = f"""{HEAD}Gemarkung Kaarst Flur 4

1. Auf Flurstück 90 ist der Weg als Zufahrt für Flurstück 96 zu dulden.
Erklärung vom 9.3.1970. Eingetragen am 28.4.1970
{further}
"""
    dossier = entries(nlp, text)
    assert [bool(entry.doubts) for entry in dossier.entries] == [doubted]
