"""A page behind a sheet that begins in mid-sentence: what it says may be the last entry's."""

from baulast.model import FieldName
from baulast.settings import ExtractSettings
from extract.plain_text import dossier_of_text
from extract.stage import extract

SHEET = """Baulastenblatt 88
Stadt Neuss           Grundstück: Gemarkung Norf, Flur 9, Flurstück 1204/3

Nr.   eingetragen    Wortlaut der Verpflichtung                       gelöscht
      am                                                              am

1     21.03.1988     Ein 2,40 m tiefer Geländestreifen bleibt als
                     Abstandfläche für Flurstück 1206 unbebaut.

2     04.07.1994     Die Flurstücke 1204/3 und 1205 gelten
                     bauordnungsrechtlich als ein einziges
"""
OVERLEAF = """                     baurechtliches Grundstück, über die              28.03.2011
                     gemeinsame Grenze darf gebaut werden."""


def test_the_last_entry_of_a_sheet_that_may_go_on_overleaf_is_asked_about(nlp):
    """Its deletion may stand on the page that nobody could tell; no other entry's does."""
    text = SHEET + "\f" + OVERLEAF
    first, second = extract(dossier_of_text("Akte", text), nlp, ExtractSettings()).entries[:2]
    assert not first.status.is_flagged
    assert second.deleted_on.value or second.findings[FieldName.STATUS].is_flagged


def test_a_letter_behind_a_sheet_raises_no_question(nlp):
    """A page that begins as pages do goes on with nothing."""
    letter = "Stadt Neuss\nAn das Katasteramt\n\nAnbei eine Abschrift zur Kenntnis."
    dossier = dossier_of_text("Akte", SHEET + "\f" + letter)
    assert not any(e.status.is_flagged for e in extract(dossier, nlp, ExtractSettings()).entries)
