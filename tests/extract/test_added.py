"""Parcels that a later note adds to those of an entry."""

import pytest

from baulast.model import FieldName
from baulast.settings import ExtractSettings
from extract.plain_text import dossier_of_text
from extract.stage import extract

LABELLED = (
    "Baulastenblatt Nr. 44\n\nLfd. Nr. 1\n"
    "Belastet: Gemarkung Büttgen, Flur 11, Flurstück 25\n"
    "Begünstigt: Gemarkung Büttgen, Flur 11, Flurstück 30\n"
    "Art: Geh- und Fahrrecht, § 99 BauO NW\n"
    "Erklärung vom 3.2.1978\n"
    "Eingetragen am 20.3.1978\n"
    "{note}\n"
)
IN_PROSE = (
    "Baulastenblatt Nr. 44\nGemarkung Büttgen, Flur 11, Flurstück 25\n\nLfd. Nr. 1\n"
    "Flurstück 25 dient dem Flurstück 30 als Zuwegung.\n"
    "§ 99 BauO NW. Erklärung vom 3.2.1978. {inside}\n"
    "Eingetragen am 20.3.1978\n"
    "{note}\n"
)


@pytest.fixture
def entry(nlp):
    def read(text):
        (found,) = extract(dossier_of_text("Akte", text), nlp, ExtractSettings()).entries
        return found

    return read


@pytest.mark.parametrize(
    "note",
    [
        "Durch Nachtrag vom 4.5.1982 erweitert auf Flurstück 26.",
        "Am 4.5.1982 auf Flurstück 26 erstreckt.",
        "Flurstück 26 einbezogen am 4.5.1982.",
        "Lastet seit 4.5.1982 auch auf Flurstück 26.",
        "Flurstück 26 haftet mit lt. Verfügung vom 4.5.1982.",
        "Änderungen: Geändert am 4.5.1982: Die Baulast ist auf Flurstück 26 erweitert.",
        "Bemerkung: Ergänzt am 4.5.1982: belastet auch Flurstück 26.",
    ],
)
@pytest.mark.parametrize("text", [LABELLED, IN_PROSE], ids=["labelled", "prose"])
def test_a_parcel_that_a_note_adds_is_asked_about(entry, text, note):
    """On which ground an entry lies since, and whether it still stands so, a person says."""
    found = entry(text.format(note=note, inside=""))
    numbers = {plot.parcel.number for plot in found.burdened.value}
    assert found.burdened.doubts or numbers == {"25", "26"}
    assert found.status.doubts or found.status.value == "amended"


def test_a_deed_told_of_in_the_wording_is_asked_about(entry):
    """The wording may have been typed anew with the deed that changed it."""
    inside = "Durch Nachtrag vom 4.5.1982 auf Flurstück 26 erweitert."
    found = entry(IN_PROSE.format(note="", inside=inside))
    assert found.burdened.doubts
    assert found.status.doubts


@pytest.mark.parametrize(
    ("inside", "note"),
    [
        ("", "Krings"),
        ("Sie erstreckt sich auf die ganze Länge von Flurstück 25.", ""),
        ("Nach dem Bauschein Nr. 5/77 mit Nachtrag vom 4.1.1978.", ""),
        ("", "Az. 63-12/78"),
    ],
    ids=["signature", "extends", "permit", "file"],
)
def test_nothing_is_asked_without_such_a_note(entry, inside, note):
    """What an entry says of its own ground, a permit or a file adds no parcel."""
    found = entry(IN_PROSE.format(note=note, inside=inside))
    assert not {FieldName.BURDENED, FieldName.STATUS} & {*found.flagged}


def test_a_parcel_that_is_served_too_burdens_none(entry):
    """A note that says for whom an entry is now asks nothing about the burdened parcels."""
    found = entry(
        IN_PROSE.format(note="Gilt seit 4.5.1982 auch zugunsten Flurstück 31.", inside="")
    )
    assert not found.burdened.doubts


def test_a_parcel_let_go_is_none_that_is_added(entry):
    """What is deleted for a parcel of the entry asks nothing new about the others."""
    text = IN_PROSE.format(
        note="Am 4.5.1982 geändert: Breite auf Flurstück 25 jetzt 4 m.", inside=""
    )
    assert not entry(text).burdened.doubts


def test_a_remark_on_the_parcel_that_is_served_adds_none(entry):
    """What is built on the plot that the wording serves is no change of the entry."""
    found = entry(
        "Baulastenblatt Nr. 44\nGemarkung Büttgen, Flur 11, Flurstück 25\n\n"
        "Lfd. Nr.   Inhalt der Eintragung                                Bemerkungen\n\n"
        "1          Auf dem Flurstück 25 zugunsten des Flurstücks 30     Bauakte 63-12/78\n"
        "           Geh- und Fahrrecht.                                  Neubau auf Flurstück 30\n"
        "           § 99 BauO NW. Eingetragen am 20.3.1978\n"
    )
    assert not {FieldName.BURDENED, FieldName.STATUS} & {*found.flagged}
