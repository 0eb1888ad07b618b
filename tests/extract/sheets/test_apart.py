"""Several sheets on one page."""

import pytest

from baulast.model import DoubtReason
from baulast.settings import ExtractSettings
from extract.plain_text import dossier_of_text
from extract.sheets.sheet import sheets_on
from extract.stage import extract

HEAD = "Stadt Neuss     Baulastenblatt {}     Gemarkung Neuss, Flur 30, Flurstück {}\n\n"
BELOW = """Baulastenverzeichnis der Stadt Neuss
Baulastenblatt Nr.: {}
Gemarkung: Neuss   Flur: 30   Flurstück: {}

"""
PROSE = """Lfd. Nr. 1: Die Einfahrt darf vom Flurstück {} aus mitbenutzt werden.
Erklärung vom 6.4.1992, § 78 BauO NW. Eingetragen am 19.5.1992.
{}"""
TABLE = """Lfd.   Eingetragen    Inhalt der Baulast                                  Gelöscht
Nr.    am                                                                 am

1      19.5.1992      Zufahrt für das Flurstück {}. Erklärung vom           {}
                      6.4.1992, § 78 BauO NW

"""
UNREAD = """Die Einfahrt darf vom Flurstück 88 aus mitbenutzt werden.
Erklärung vom 3.8.1993, § 78 BauO NW. Eingetragen am 14.9.1993.
"""


def dossier(nlp, text):
    return extract(dossier_of_text("Akte", text), nlp, ExtractSettings())


@pytest.mark.parametrize("head", [HEAD, BELOW])
@pytest.mark.parametrize(
    ("form", "ended"), [(PROSE, "Gelöscht am 11.2.2003.\n"), (TABLE, "11.2.2003")]
)
def test_what_stands_below_another_head_is_of_another_sheet(nlp, head, form, ended):
    """Number, plots and deletion of the second sheet on a page are its own, and the first's too."""
    first, second = form.format(89, ""), form.format(88, ended)
    text = head.format(12, 88) + first + "\n" + head.format(13, 89) + second
    one, other = dossier(nlp, text).entries
    found = [
        (e.sheet.value, e.number.value, str(e.deleted_on.value), e.status.value.value)
        for e in (one, other)
    ]
    assert found == [("12", 1, "None", "active"), ("13", 1, "2003-02-11", "deleted")]
    plots = [
        [p.parcel.zaehler for p in (*e.burdened.value, *e.benefited.value)] for e in (one, other)
    ]
    assert plots == [[88, 89], [89, 88]]
    assert not any(f.is_flagged for e in (one, other) for f in e.findings.values())


def test_a_sheet_whose_number_is_not_read_is_another(nlp):
    """A head with its plot parts the page even where its number is lost; the entry is flagged."""
    one, other = dossier(
        nlp,
        HEAD.format(12, 88) + PROSE.format(89, "") + HEAD.format("IUOO", 89) + PROSE.format(88, ""),
    ).entries
    assert one.sheet.value == "12"
    assert other.sheet.is_flagged
    assert [p.parcel.zaehler for p in other.burdened.value] == [89]


def test_a_sheet_without_a_readable_entry_is_said(nlp):
    """Below a second head nothing goes with the first sheet, and the page says what is missing."""
    found = dossier(nlp, HEAD.format(12, 88) + PROSE.format(89, "") + HEAD.format(13, 89) + UNREAD)
    (entry,) = found.entries
    assert str(entry.registered_on.value) == "1992-05-19"
    assert [doubt.reason for doubt in found.pages[0].doubts] == [DoubtReason.NOT_FOUND]


@pytest.mark.parametrize(
    "below",
    [
        "Übertragen auf Baulastenblatt 13\n",
        "Fortsetzung Baulastenblatt 13\n",
        "Baulastenblatt 13, lfd. Nr. 2, ist mit dieser Last verbunden.\n",
        "Stadt Neuss - Baulastenblatt 12\n",
        "Baulastenverzeichnis Neuss - Blatt 13\n",
        "Eingetragen wurde auch auf dem\nBaulastenblatt 13\n" + PROSE,
        "Grundbuch von Neuss   Blatt 1304\n" + PROSE,
        "früheres Baulastenblatt 7   Gemarkung Neuss\n" + PROSE,
    ],
)
def test_a_sheet_that_is_only_named_is_none_on_the_page(below):
    """Other sheets in sentences, references and small print part no page."""
    text = HEAD.format(12, 88) + PROSE.format(89, "") + below
    (page,) = dossier_of_text("Akte", text).pages
    assert len(sheets_on(page)) == 1


def test_the_next_side_of_a_sheet_goes_on_with_it(nlp):
    """Two sides of one sheet on a page have one number and one plot."""
    second = PROSE.format(90, "").replace("Nr. 1", "Nr. 2")
    text = HEAD.format(12, 88) + PROSE.format(89, "") + "Baulastenblatt 12   Seite 2\n\n" + second
    found = dossier(nlp, text).entries
    assert [(e.sheet.value, e.number.value) for e in found] == [("12", 1), ("12", 2)]
    assert [p.parcel.zaehler for p in found[1].burdened.value] == [88]
