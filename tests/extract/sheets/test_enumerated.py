"""Forms that count their blanks."""

import pytest

from baulast.model import FieldName, PageKind
from baulast.settings import ExtractSettings
from extract.layout import rows, spots_of
from extract.plain_text import dossier_of_text
from extract.sheets.enumerated import without_counts
from extract.stage import extract

FORM = """{title}
1.  Nummer des Blattes:              12
2.  Laufende Nummer der Eintragung:  {number}
3.  Belastetes Grundstück
    a) Gemarkung:                    Bedburdyck
    b) Flur:                         11
    c) Flurstück(e):                 {parcel}
4.  Begünstigtes Grundstück:         Flurstück 96
5.  Inhalt der Baulast:
    Der Weg darf von den Nachbarn befahren werden.
6.  Erklärung abgegeben am:          {declared}
7.  Rechtsgrundlage:                 § 99 BauO NW
8.  Eingetragen am:                  {registered}
"""
FIRST = {"number": 1, "parcel": "93", "declared": "9.3.1970", "registered": "28.4.1970"}
SECOND = {"number": 2, "parcel": "94/2", "declared": "12.11.1973", "registered": "15.1.1974"}


@pytest.mark.parametrize(
    "title",
    ["Baulastenblatt", "Eintragung in das Baulastenverzeichnis",
     "Eintragung imBaulastenverzeichnis", "Vordruck BL 3\nBaulastenblatt",
     "Eintragnng in das Baulastenverzeichnis"],
)  # fmt: skip
def test_every_page_of_a_counted_form_is_an_entry(nlp, title):
    """The numbers before the blanks hide neither the sheet nor the entry's number nor its plots."""
    text = "\f".join(FORM.format(title=title, **values) for values in (FIRST, SECOND))
    dossier = extract(dossier_of_text("Akte", text), nlp, ExtractSettings())
    assert [page.kind for page in dossier.pages] == [PageKind.SHEET] * 2
    one, other = dossier.entries
    assert [entry.sheet.value for entry in (one, other)] == ["12", "12"]
    assert [entry.number.value for entry in (one, other)] == [1, 2]
    assert [str(plot.parcel) for plot in one.burdened.value] == [
        "Bedburdyck, Flur 11, Flurstück 93"
    ]
    assert [plot.parcel.number for plot in other.burdened.value] == ["94/2"]
    assert [plot.parcel.number for plot in other.benefited.value] == ["96"]
    assert [str(entry.registered_on.value) for entry in (one, other)] == [
        "1970-04-28",
        "1974-01-15",
    ]
    flagged = [name for e in (one, other) for name, f in e.findings.items() if f.is_flagged]
    assert not flagged
    assert FieldName.SHEET in one.findings


@pytest.mark.parametrize(
    ("lines", "first"),
    [
        (["1. Baulast", "a) Inhalt:  Weg", "b) Erklärung vom:  3.4.1970",
          "c) Eingetragen am:  5.6.1970"],
         ["1.", "Inhalt:", "Erklärung", "Eingetragen"]),
        (["1. Der Eigentümer duldet den Weg.", "2. Eingetragen am 3.4.1970"], ["1.", "2."]),
        (["1. Inhalt:", "2. Inhalt:", "3. Inhalt:", "4. Erklärung vom:"], ["1.", "2.", "3.", "4."]),
        (["1. Flur: 3", "2. Flurstück: 12"], ["1.", "2."]),
        (["1. Inhalt der Baulast: Weg", "2. Erklärung vom: 3.4.70", "3. Eingetragen am: 5.6.70"],
         ["Inhalt", "Erklärung", "Eingetragen"]),
    ],
)  # fmt: skip
def test_what_counts_labels_is_told_from_what_counts_entries(paper, lines, first):
    """Only numbers before the labels of three different things are dropped; entries keep theirs."""
    page = paper().write(200, 100, *lines).page()
    found = rows(without_counts(spots_of(page)))
    assert [line.spots[0].text for line in found] == first
