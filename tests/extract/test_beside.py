"""Pages that speak of encumbrances which no sheet of the dossier holds."""

import pytest

from baulast.settings import ExtractSettings
from extract.plain_text import dossier_of_text
from extract.stage import extract

ORDER = """Verfügung: Eintragung in das Baulastenverzeichnis
Blatt: 12
Gemarkung Bedburdyck, Flur 11
Belastetes Flurstück: {parcel}
Einzutragen ist: {wording}
Erklärung vom {declared}, § 99 BauO NW
Eingetragen am {registered}
"""
WAY = "Der Weg darf von den Nachbarn befahren werden."
DRAIN = "Das Regenwasser wird in der Rohrleitung zum Bach geführt."
FIRST = ("93", WAY, "9.3.1970", "28.4.1970")


@pytest.mark.parametrize(
    ("other", "count"),
    [
        (("94/2", DRAIN, "12.11.1973", "15.1.1974"), 2),
        (("94/2", WAY, "9.3.1971", "28.4.1971"), 2),
        (FIRST, 1),
        (("93", WAY, "9.3.1970", "28.4.1978"), 1),  # one digit misread
    ],
)
def test_pages_of_one_form_that_share_no_fact_are_of_two_entries(nlp, other, count):
    """Printed words make pages alike; parcel and days tell whether they are of one entry."""
    names = ("parcel", "wording", "declared", "registered")
    pages = (ORDER.format(**dict(zip(names, said, strict=True))) for said in (FIRST, other))
    dossier = extract(dossier_of_text("Akte", "\f".join(pages)), nlp, ExtractSettings())
    assert len(dossier.entries) == count
    assert all(entry.doubts for entry in dossier.entries)


def test_a_number_that_no_sheet_has_is_asked_about_where_no_sheet_is(nlp):
    """A sheet's number with too many digits, told by an order alone, has no place in a head."""
    names = ("parcel", "wording", "declared", "registered")
    text = ORDER.format(**dict(zip(names, FIRST, strict=True))).replace("Blatt: 12", "Blatt 14380")
    (entry,) = extract(dossier_of_text("Akte", text), nlp, ExtractSettings()).entries
    assert entry.sheet.value in (None, "14380")
    assert entry.sheet.is_flagged
