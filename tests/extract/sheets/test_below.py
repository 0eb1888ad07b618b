"""Forms that print their labels below the blanks."""

import pytest

from baulast.model import Kind
from extract.layout import rows, spots_of
from extract.sheets.below import labels_first


def card(paper, *, framed=False):
    """A card of one entry: each blank over its label, at 62, 112 and 132 of two hundred."""
    page = paper()
    block = page.block(100, 50, 2400, 1500, cell=(0, 0, 0)) if framed else None
    page.write(120, 100, "Kartei der Baulasten", block=block)
    page.write(1400, 100, "Baulastenblatt 0052", block=block)
    page.write(2000, 100, "lfd. Nr. 2", block=block)
    blanks = [
        ("Belastetes Grundstück", "Kaarst", "15", "25"),
        ("Begünstigtes Grundstück", "Kaarst", "3", "580, 581/2"),
    ]
    for row, (heading, *values) in enumerate(blanks):
        top = 300 + 124 * row
        page.write(120, top, heading, block=block)
        for left, value, label in zip(
            (740, 1320, 1560), values, ("Gemarkung", "Flur", "Flurstück"), strict=True
        ):
            page.write(left, top, value, block=block)
            page.write(left, top + 56, label, block=block)
    more = [
        (("Wegebaulast", "Art der Baulast"), ("§ 99 BauO NW", "Rechtsgrundlage"),
         ("63-505/74", "Aktenzeichen")),
        (("18.02.74", "Erklärung vom"), ("30.4.74", "eingetragen am"), ("", "gelöscht am")),
    ]  # fmt: skip
    for row, triple in enumerate(more):
        top = 560 + 124 * row
        for left, (value, label) in zip((120, 900, 1660), triple, strict=True):
            page.write(left, top, value, block=block) if value else None
            page.write(left, top + 56, label, block=block)
    page.write(120, 820, "Inhalt der Verpflichtung:", block=block)
    return page.write(
        120,
        890,
        "Über das o.a. Grundstück führt ein Weg zum begünstigten Grundstück.",
        block=block,
    )


def texts(page):
    return [line.text for line in rows(labels_first(spots_of(page)))]


@pytest.mark.parametrize("framed", [False, True])
def test_a_card_with_labels_below_its_blanks_is_an_entry(extracted, paper, framed):
    """What stands over a label is its value, in a frame around the card, too."""
    (entry,) = extracted(card(paper, framed=framed)).entries
    assert entry.sheet.value == "0052"
    assert entry.number.value == 2
    assert entry.kind.value is Kind.ZUFAHRT
    assert [str(plot.parcel) for plot in entry.burdened.value] == ["Kaarst, Flur 15, Flurstück 25"]
    assert [plot.parcel.number for plot in entry.benefited.value] == ["580", "581/2"]
    assert entry.declared_on.value.isoformat() == "1974-02-18"
    assert entry.registered_on.value.isoformat() == "1974-04-30"
    assert entry.deleted_on.value is None
    assert not entry.status.is_flagged
    assert entry.legal_basis.value == "§ 99 BauO NW"
    assert entry.reference.value == "63-505/74"


def test_labels_that_name_a_plot_stand_before_their_values(paper):
    """ "Kaarst" over "Gemarkung" reads as rules know it, behind the heading of its row."""
    lines = texts(card(paper).page())
    assert "Belastetes Grundstück Gemarkung Kaarst Flur 15 Flurstück 25" in lines


def test_the_value_over_a_label_stands_below_it(paper):
    """Dates and the like are put under their labels, each under its own."""
    lines = texts(card(paper).page())
    place = lines.index("Erklärung vom eingetragen am gelöscht am")
    assert lines[place + 1] == "18.02.74 30.4.74"


def test_labels_over_their_values_stay_where_they_are(paper):
    """A form the other way round is left alone: below its labels stand the values."""
    page = paper().write(200, 100, "Baulastenblatt 0052")
    for row, (labels, values) in enumerate(
        [
            (("Gemarkung", "Flur", "Flurstück"), ("Kaarst", "15", "25")),
            (("Erklärung vom", "eingetragen am"), ("18.02.74", "30.4.74")),
        ]
    ):
        for column, (label, value) in enumerate(zip(labels, values, strict=True)):
            page.write(200 + 700 * column, 200 + 150 * row, label)
            page.write(200 + 700 * column, 256 + 150 * row, value)
    spots = spots_of(page.page())
    assert labels_first(spots) == spots
