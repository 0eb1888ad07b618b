"""Forms that ask for a deletion or a change in one blank."""

import pytest

from baulast.model import Status
from baulast.settings import ExtractSettings
from extract.plain_text import dossier_of_text
from extract.stage import extract

SHEET = """Baulastenblatt Nr. 1700
Gemarkung Büttgen Flur 1 Flurstück 159

Lfd. Nr. 1
Bereitstellung von 2 Garagen auf Flurstück 159 für Flurstück 164.
Erklärt am 19. Juli 1973 nach § 99 BauO NW
Eingetragen am 24. September 1973
{}
"""


@pytest.mark.parametrize(
    ("blank", "status", "day"),
    [
        ("Gelöscht oder geändert:", Status.ACTIVE, None),
        ("Änderung oder Löschung:", Status.ACTIVE, None),
        ("Gelöscht oder geändert: Geändert am 3.4.1986: Breite nun 4 m", Status.AMENDED, None),
        ("Gelöscht/geändert: gelöscht am 3.4.1986", Status.DELETED, "1986-04-03"),
        ("Geändert oder gelöscht: gelöscht am 3.4.1986", Status.DELETED, "1986-04-03"),
    ],
)
def test_what_was_filled_in_says_which_it_was(blank, status, day, nlp):
    """The printed words themselves neither delete nor change."""
    (entry,) = extract(dossier_of_text("Akte", SHEET.format(blank)), nlp, ExtractSettings()).entries
    found = entry.deleted_on.value
    assert (entry.status.value, found and found.isoformat()) == (status, day)
    assert not entry.status.is_flagged


@pytest.mark.parametrize("blank", ["Gelöscht oder geändert am 3.4.1986", "gel. / geändert: 3.4.86"])
def test_a_day_alone_in_such_a_blank_is_asked_about(blank, nlp):
    """Which of the two happened on that day, a person says."""
    (entry,) = extract(dossier_of_text("Akte", SHEET.format(blank)), nlp, ExtractSettings()).entries
    assert entry.status.is_flagged
