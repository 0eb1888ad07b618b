"""Forms that have no table: a label before each thing of an entry."""

from datetime import date

import pytest

from baulast.model import DoubtReason, PageKind, Status
from baulast.settings import ExtractSettings
from extract.plain_text import dossier_of_text
from extract.sheets.form_labels import known_label
from extract.sheets.headings import ColumnRole
from extract.sheets.pages import page_kind
from extract.sheets.sheet import sheet_page
from extract.stage import extract

FIELDS = (  # a card: what is printed small in a field, and what was typed below it
    ((100, 200, 700, 340), "Gemarkung", "Holzheim"),
    ((700, 200, 900, 340), "Flur", "18"),
    ((900, 200, 1600, 340), "Parzelle", "359"),
    ((100, 340, 400, 480), "Lfd. Nr.", "2"),
    ((400, 340, 1100, 480), "Art der Last", "Überfahrt"),
    ((1100, 340, 1700, 480), "Verpflichtung vom", "11.12.1978"),
    ((1700, 340, 2300, 480), "Aktenzeichen", "B 2022/78"),
    ((100, 480, 2300, 800), "Wortlaut der Verpflichtung", "Duldung der Zuwegung"),
    ((100, 800, 1100, 940), "Eingetragen am", "7. Mai 1979"),
    ((1100, 800, 2300, 940), "Unterschrift", ""),
    ((100, 940, 2300, 1100), "Änderungen, Löschung", "gelöscht am 8.1.1990"),
)
SPACED = (  # a computer form: label and value stand far apart in one line
    ("Baulast Nr. 1", "Wegebaulast"),
    ("Belastet", "Gemarkung Latum Flur 8 Nr. 671"),
    ("Begünstigt", "Gemarkung Latum Flur 4 Nr. 527"),
    ("Inhalt der Baulast", "Zufahrt von 3,00 m"),
    ("", "Breite ist zu dulden."),
    ("Erklärung vom", "25. November 2016"),
    ("Eintragung am", "7. April 2017"),
)


def card(paper, number=1, **other):
    """The card, with other texts for some labels; None leaves a field empty."""
    return typed_card(paper, number, **other).page()


def typed_card(paper, number=1, **other):
    page = paper(number)
    page.write(100, 100, "Baulastenkartei Blatt 2063")
    for place, ((left, top, right, bottom), label, value) in enumerate(FIELDS):
        block = page.block(left, top, right, bottom, cell=(0, top, place))
        label, value = other.get(label.split()[0].strip(".,"), (label, value))
        page.write(left + 20, top + 10, label, block=block)
        if value:
            page.write(left + 40, top + 80, value, block=block)
    return page


def spaced(paper, rows=SPACED):
    return spaced_paper(paper, rows).page()


def spaced_paper(paper, rows=SPACED):
    page = paper()
    page.write(100, 100, "Baulastenblatt 1332")
    for place, (label, value) in enumerate(rows):
        top = 300 + 50 * place
        if label:
            page.write(100, top, label)
        page.write(900, top, value)
    return page


def texts(row, role):
    return [line.text for line in row.lines(role)]


def test_a_card_is_an_entry(paper):
    """Fields with their labels in them make one entry, and what stands above is the header."""
    parted = sheet_page(card(paper))
    (row,) = parted.rows
    assert row.number == 2
    assert texts(row, ColumnRole.CONTENT) == ["Überfahrt", "Duldung der Zuwegung"]
    assert texts(row, ColumnRole.DECLARED) == ["11.12.1978"]
    assert texts(row, ColumnRole.REFERENCE) == ["B 2022/78"]
    assert texts(row, ColumnRole.REGISTERED) == ["7. Mai 1979"]
    assert texts(row, ColumnRole.REMARKS) == ["gelöscht am 8.1.1990"]
    assert [line.text for line in parted.header][-1] == "Holzheim 18 359"


@pytest.mark.parametrize(
    ("label", "value", "field", "expected"),
    [
        (
            "Durch Urkunde übernommen, Erklärung vom",
            "11.12.1978",
            "declared_on",
            date(1978, 12, 11),
        ),
        ("Erloschen mit dem", "8.1.1990", "deleted_on", date(1990, 1, 8)),
    ],
)
def test_a_field_whose_label_nobody_knows_is_read_by_its_words(
    paper, extracted, label, value, field, expected
):
    """What an office calls in its own words is no less said: a day or an end is not dropped."""
    other = {"Verpflichtung": (label, value), "Änderungen": ("Vermerk", "")}
    (entry,) = extracted(typed_card(paper, **other)).entries
    finding = getattr(entry, field)
    assert finding.value == expected or finding.is_flagged


PRINT = (  # of a register's program: small tables in the blanks
    ("Lfd. Nr.", "1"),
    ("Art", "03 Grenzabstand"),
    ("Belastet", ("Gemarkung", "Flur", "Flurstück")),
    ("", ("Latum", "8", "671")),
    ("Begünstigt", ("Gemarkung", "Flur", "Flurstück")),
    ("", ("Latum", "8", "672/1")),
    ("", ("Lank", "4", "17")),
    ("Eingetragen am", "07.04.1988"),
    ("Gelöscht am", "00.00.0000"),
    ("Status", "A aktiv"),
)


def printed(paper, rows=PRINT):
    page = paper()
    page.write(100, 100, "Baulastenblatt 1332")
    for place, (label, value) in enumerate(rows):
        top = 300 + 50 * place
        if label:
            page.write(100, top, label)
        for left, text in zip(
            (900, 1400, 1600), (value,) if isinstance(value, str) else value, strict=False
        ):
            page.write(left, top, text)
    return page


def test_a_small_table_in_a_blank_has_columns(paper):
    """Plots below "Gemarkung Flur Flurstück" are those of the label that the table stands by."""
    (row,) = sheet_page(printed(paper).page()).rows
    assert texts(row, ColumnRole.GEMARKUNG) == ["Latum"]
    assert texts(row, ColumnRole.PARCEL) == ["671"]
    assert texts(row, ColumnRole.FOR_GEMARKUNG) == ["Latum", "Lank"]
    assert texts(row, ColumnRole.FOR_FLUR) == ["8", "4"]
    assert texts(row, ColumnRole.FOR_PARCEL) == ["672/1", "17"]


def test_a_day_of_zeros_is_none(paper):
    """A program prints zeros where there is no day; what stands below is another blank's."""
    (row,) = sheet_page(printed(paper).page()).rows
    assert not texts(row, ColumnRole.DELETED)
    assert texts(row, ColumnRole.REMARKS) == ["A aktiv"]


@pytest.mark.parametrize("answer", ["gelöscht", "G gelöscht", "GELOESCHT"])
def test_what_a_status_says_is_no_label(paper, extracted, answer):
    """The word behind "Status" is its value, though it is a label elsewhere; it deletes."""
    rows = (*PRINT[:-2], ("Gelöscht am", "19.07.1994"), ("Status", answer))
    (row,) = sheet_page(printed(paper, rows).page()).rows
    assert texts(row, ColumnRole.REMARKS) == [answer]
    (entry,) = extracted(printed(paper, (*PRINT[:-2], ("Status", answer)))).entries
    assert entry.status.value is not Status.ACTIVE


def test_served_plots_of_a_small_table_are_not_burdened(paper, extracted):
    """The table's headings do not hide the label before it."""
    (entry,) = extracted(printed(paper)).entries
    assert [str(p.parcel) for p in entry.burdened.value] == ["Latum, Flur 8, Flurstück 671"]
    assert [str(p.parcel) for p in entry.benefited.value] == [
        "Latum, Flur 8, Flurstück 672/1",
        "Lank, Flur 4, Flurstück 17",
    ]


MERGED = (  # of a word processor: the number beside all rows of its entry
    ("Art der Baulast", "Wegebaulast"),
    ("Belastet", "Gemarkung Latum, Flur 8, Flurstück 671"),
    ("Begünstigt", "Gemarkung Latum, Flur 4, Flurstück 527"),
    ("Eingetragen am", "07.04.2017"),
    ("Vermerke", ""),
)


def merged(paper, *numbers, rows=MERGED):
    """The table, an entry for each number; None leaves its field empty."""
    page = paper()
    page.write(100, 100, "Baulastenblatt 1332")
    head = page.block(100, 240, 200, 300, cell=(0, 0, 0))
    page.write(110, 250, "Nr.", block=head)
    top, row = 300, 1
    for number in numbers:
        block = page.block(100, top, 200, top + 60 * len(rows), cell=(0, row, 0))
        if number:
            page.write(120, top + 130, number, block=block)
        for label, value in rows:
            page.write(210, top, label, block=page.block(200, top, 700, top + 60, cell=(0, row, 1)))
            block = page.block(700, top, 2300, top + 60, cell=(0, row, 2))
            if value:
                page.write(720, top, value, block=block)
            top, row = top + 60, row + 1
    return page


@pytest.mark.parametrize("second", ["2", None])
def test_a_number_beside_the_rows_of_its_entry_counts_it(paper, second):
    """A number in a field over several labelled rows is theirs; where a hole took it, too."""
    first, other = sheet_page(merged(paper, "1", second).page()).rows
    assert (first.number, other.number) == (1, 2 if second else None)
    assert other.is_labelled
    assert texts(first, ColumnRole.CONTENT) == ["Wegebaulast"]
    assert texts(first, ColumnRole.BURDENED) == ["Gemarkung Latum, Flur 8, Flurstück 671"]
    assert texts(other, ColumnRole.REGISTERED) == ["07.04.2017"]
    assert not texts(other, ColumnRole.REMARKS)


def test_a_plot_of_an_unclear_side_is_asked_about_on_both(paper, extracted):
    """Where a plot read as served may be burdened, the burdened ones are not told for all."""
    rows = list(SPACED)
    rows[1:2] = [rows[1], ("", "Latum FLUR x FLST 672")]
    (entry,) = extracted(spaced_paper(paper, rows)).entries
    assert "672" not in {plot.parcel.number for plot in entry.burdened.value}
    assert entry.burdened.is_flagged
    assert entry.benefited.is_flagged


def test_a_form_that_is_closed_as_a_whole_asks_about_each_entry(paper, extracted):
    """What closes the sheet below its last blank is no note of the last entry alone."""
    second = (("Baulast Nr.2", "Stellplatzbaulast"), *SPACED[1:])
    page = spaced_paper(paper, (*SPACED, *second))
    page.write(100, 1600, "Dieses Blatt ist geschlossen am 3.4.1999.")
    assert [entry.status.is_flagged for entry in extracted(page).entries] == [True, True]


@pytest.mark.parametrize("gap", [50, 90, 400])
@pytest.mark.parametrize("last", [False, True])
def test_a_note_apart_from_the_blanks_ends_the_entry_above_it(paper, extracted, gap, last):
    """A deletion typed below a form's entry, however far, is of that entry or asked about."""
    page = paper()
    page.write(100, 100, "Baulastenblatt 1332")
    top = 300
    for number in (1, 2):
        for label, value in (("Lfd. Nr.", str(number)), *SPACED[1:]):
            page.write(100, top, label) if label else None
            page.write(900, top, value)
            top += 50
        if (number == 2) is last:
            page.write(1500, top + gap - 50, "Gelöscht am 14. 7. 2019")
            top += gap
    first, second = extracted(page).entries
    ended, other = (second, first) if last else (first, second)
    assert ended.status.value is Status.DELETED
    assert ended.deleted_on.value == date(2019, 7, 14)
    assert other.status.value is Status.ACTIVE


def test_a_plot_named_whole_in_its_own_blank_needs_no_header(paper, extracted):
    """Where an entry has a blank for the burdened plot, the sheet's header has none to compare."""
    entry, _ = extracted(merged(paper, "1", "2")).entries
    assert [str(p.parcel) for p in entry.burdened.value] == ["Latum, Flur 8, Flurstück 671"]
    assert not any(doubt.reason is DoubtReason.NOT_FOUND for doubt in entry.burdened.doubts)


SENTENCES = (  # a form whose blanks stand in a sentence
    ("Lfd. Nr.", "1"),
    ("Belastet", "Gemarkung Latum Flur 8 Flurstück 671"),
    ("Begünstigt", "Gemarkung Latum Flur 4 Flurstück 527"),
    ("Der Eigentümer hat durch Erklärung vom 3.2.1972 gemäß § 99 BauO NW übernommen:", ""),
    ("Überfahrt: Der Weg bleibt offen.", ""),
    ("Eingetragen am", "7.4.1972"),
    ("Bemerkungen", "Die Baulast ist am gelöscht worden auf Grund"),
)


def test_a_sentence_below_a_blank_is_not_of_it(paper, extracted):
    """The wording that begins below the served plot, without a label, is no plot."""
    (row,) = sheet_page(printed(paper, SENTENCES).page()).rows
    assert texts(row, ColumnRole.BENEFITED) == ["Gemarkung Latum Flur 4 Flurstück 527"]
    assert texts(row, ColumnRole.CONTENT)[-1] == "Überfahrt: Der Weg bleibt offen."
    (entry,) = extracted(printed(paper, SENTENCES)).entries
    assert entry.declared_on.value == date(1972, 2, 3)
    assert entry.status.value is Status.ACTIVE
    assert not entry.status.is_flagged  # "am ... gelöscht worden": nobody filled it in


@pytest.mark.parametrize("remarks", [("", "", "", ""), ("Eingetragen:", "3.4.74", "Az.:", "7/74")])
def test_a_number_beside_the_lines_of_a_wording_is_no_form(paper, remarks):
    """Rows without labels are no blanks of a form, whatever is merged or remarked beside them."""
    lines = ("Der Eigentümer", "duldet", "die Zufahrt", "immer")
    wording = tuple(zip(lines, remarks, strict=True))
    assert not any(
        row.is_labelled for row in sheet_page(merged(paper, "1", rows=wording).page()).rows
    )


def test_lines_of_label_and_value_are_entries(paper):
    """An entry begins at each label of the number, and its kind may stand behind the number."""
    second = (("Baulast Nr.2", "Stellplatzbaulast"), *SPACED[1:])
    first, other = sheet_page(spaced(paper, (*SPACED, *second))).rows
    assert (first.number, other.number) == (1, 2)
    assert texts(first, ColumnRole.CONTENT) == [
        "Wegebaulast",
        "Zufahrt von 3,00 m",
        "Breite ist zu dulden.",
    ]
    assert texts(first, ColumnRole.BENEFITED) == ["Gemarkung Latum Flur 4 Nr. 527"]
    assert texts(other, ColumnRole.CONTENT)[0] == "Stellplatzbaulast"
    assert texts(other, ColumnRole.REGISTERED) == ["7. April 2017"]


@pytest.mark.parametrize("label", ["1fd. Nr.", '" fd. Nr.', "lfde. Nr.", "Laufende Nummer"])
def test_a_card_is_known_by_a_damaged_label(paper, label):
    """The thin l of "lfd." is lost or read as something else, and the entry is found."""
    (row,) = sheet_page(card(paper, Lfd=(label, "2"))).rows
    assert row.number == 2


@pytest.mark.parametrize(
    ("value", "number"),
    [(None, None), ("I", None), ("ı", None), ("f7x", None), ("# 1", 1), ("12", 12)],
)
def test_a_card_whose_number_is_lost_is_an_entry(paper, value, number):
    """A punched hole takes the number away, not the entry."""
    (row,) = sheet_page(card(paper, Lfd=("Lfd. Nr.", value))).rows
    assert row.number == number
    assert row.is_labelled


def test_a_card_whose_label_of_the_number_is_torn_is_an_entry(paper):
    """What is left of the label, and other fields that are filled in, tell a card from a table."""
    (row,) = sheet_page(card(paper, Lfd=("Nr.", None))).rows
    assert row.number is None
    assert row.is_labelled


def test_words_in_a_wording_make_no_form_of_a_table(paper):
    """ "erklärt:" and "AZ:" in the wording of a ruled table are no labels."""
    page = paper()
    page.write(100, 100, "Baulastenblatt Nr. 601")
    headings = ("Lfd. Nr.", "Tag", "Inhalt der Baulast")
    below = (
        ("1",),
        ("15. 5.", "1967"),
        ("Der Eigentümer hat am 11. 4. 67", "erklärt: Die Zufahrt für", "Flst. 9 wird geduldet.",
         "AZ: B 148/68"),
    )  # fmt: skip
    edges = (100, 300, 600, 1900)
    for row, texts_of in enumerate((tuple((h,) for h in headings), below)):
        for column, lines in enumerate(texts_of):
            top, bottom = (200, 300) if row == 0 else (300, 1500)
            box = (edges[column], top, edges[column + 1], bottom)
            block = page.block(*box, cell=(0, row, column))
            page.write(edges[column] + 20, top + 20, *lines, block=block)
    (row,) = sheet_page(page.page()).rows
    assert not row.is_labelled
    assert row.number == 1
    assert len(row.lines(ColumnRole.CONTENT)) == 4


def test_the_headings_of_a_table_are_no_form(sheet):
    """Below the headings of a table stand entries, not the blanks of one."""
    rows = (("1", ["Zufahrt für Flurstück 25.", "Inhalt"], ["Eingetragen am", "3.11.1965"]),)
    (row,) = sheet_page(sheet(*rows).page()).rows
    assert not row.is_labelled


def test_an_empty_table_in_lines_is_no_form(paper):
    """Headings in ruled fields hold no values, and no entry is made of them."""
    page = paper()
    page.write(100, 100, "Baulastenverzeichnis der Stadt Neuss")
    for place, label in enumerate(("Lfd. Nr.", "Inhalt der Eintragung", "Bemerkungen")):
        block = page.block(100 + 700 * place, 200, 800 + 700 * place, 300, cell=(0, 0, place))
        page.write(120 + 700 * place, 220, label, block=block)
    assert not any(row.is_labelled for row in sheet_page(page.page()).rows)


def test_labels_of_a_form_are_no_titles(paper):
    """A line "Löschungsvermerk" in an entry does not make the sheet an order to delete."""
    rows = (*SPACED, ("Löschungsvermerk", "gelöscht am 3.4.2018"))
    assert page_kind(spaced(paper, rows)) is PageKind.SHEET


def cells(paper, *rows):
    """A card of a word processor: labels and values in cells of their own, row by row."""
    page = paper()
    page.write(100, 100, "Baulastenblatt 1332")
    for number, texts_of_row in enumerate(rows):
        wide = 2000 // len(texts_of_row)
        for column, text in enumerate(texts_of_row):
            left, top = 200 + wide * column, 300 + 150 * number
            block = page.block(left, top, left + wide, top + 150, cell=(0, number, column))
            if text:
                page.write(left + 20, top + 20, *text.split("\n"), block=block)
    return page.page()


def test_values_may_stand_in_the_cell_beside_or_below_their_label(paper):
    """A cell that holds a label alone has its value in the next cell, or below its whole row."""
    page = cells(
        paper,
        ("Lfd. Nr.", "1", "Art der Baulast", "Zufahrtsbaulast"),
        ("Belastetes Grundstück", "Gemarkung Norf, Flur 12,\nFlurstück 106"),
        ("Inhalt der Baulast",),
        ("Eine Fläche von 3,00 m Breite\nist freizuhalten.",),
        ("Rechtsgrundlage", "§ 83 BauO NW", "Erklärung vom", "03.11.1998"),
        ("Eingetragen am", "16.11.1998", "Aktenzeichen", "63-661/98"),
        ("Änderung / Löschung", ""),
    )
    (row,) = sheet_page(page).rows
    assert row.number == 1
    assert texts(row, ColumnRole.CONTENT) == [
        "Zufahrtsbaulast",
        "Eine Fläche von 3,00 m Breite",
        "ist freizuhalten.",
    ]
    assert texts(row, ColumnRole.BURDENED) == ["Gemarkung Norf, Flur 12,", "Flurstück 106"]
    assert texts(row, ColumnRole.OTHER) == ["§ 83 BauO NW"]
    assert texts(row, ColumnRole.DECLARED) == ["03.11.1998"]
    assert texts(row, ColumnRole.REGISTERED) == ["16.11.1998"]
    assert texts(row, ColumnRole.REFERENCE) == ["63-661/98"]
    assert texts(row, ColumnRole.REMARKS) == []


def test_a_label_as_long_as_the_tab_allows_is_one(paper):
    """Where hardly a blank is left behind a label, the place of the other values tells its end."""
    tight = paper()
    tight.write(100, 100, "Baulastenblatt 1332").write(100, 300, "Baulast Nr. 1")
    rows = (*SPACED[1:3], *SPACED[5:], ("Inhalt und Umfang der Verpflichtung", "Zufahrt"))
    for place, (label, value) in enumerate(rows):
        tight.write(100, 350 + 50 * place, label).write(820, 350 + 50 * place, value)
    (row,) = sheet_page(tight.page()).rows
    assert texts(row, ColumnRole.CONTENT) == ["Zufahrt"]


@pytest.mark.parametrize("beginning", ["2. Baulast", "Eintragung Nr. 2", "Lfd. Nr. 2"])
def test_an_entry_may_begin_in_other_words(paper, beginning):
    """The number stands before or behind what it counts."""
    (row,) = sheet_page(spaced(paper, ((beginning, ""), *SPACED[1:]))).rows
    assert row.number == 2


def test_days_side_by_side_have_each_their_label(paper):
    """Two labels in one line part its values."""
    page = paper()
    page.write(100, 100, "Baulastenblatt 1332").write(100, 300, "Lfd. Nr. 1")
    page.write(100, 350, "Belastet").write(700, 350, "Gemarkung Norf, Flur 12, Flurstück 106")
    page.write(100, 400, "erklärt am").write(700, 400, "3.11.1998")
    page.write(1100, 400, "eingetragen am").write(1600, 400, "16.11.1998")
    (row,) = sheet_page(page.page()).rows
    assert texts(row, ColumnRole.DECLARED) == ["3.11.1998"]
    assert texts(row, ColumnRole.REGISTERED) == ["16.11.1998"]


def test_words_that_look_like_a_label_in_a_value_are_none(paper):
    """A line of a value may hold what is a label elsewhere; labels stand at the margin."""
    rows = (*SPACED[:4], ("", "des begünstigten"), ("", "Grundstücks."), *SPACED[5:])
    more = (*rows[:4], ("", "durch Besucher des"), ("", "begünstigten Grundstücks."), *SPACED[5:])
    for form in (rows, more):
        (row,) = sheet_page(spaced(paper, form)).rows
        assert texts(row, ColumnRole.BENEFITED) == ["Gemarkung Latum Flur 4 Nr. 527"]
        assert texts(row, ColumnRole.CONTENT)[-1] == form[5][1]
        assert texts(row, ColumnRole.DECLARED) == ["25. November 2016"]


def test_an_entry_goes_on_from_the_page_before(paper, extracted):
    """Labels above the first number of a page belong to the last entry overleaf."""
    first = paper(1).write(100, 100, "Baulastenblatt 1332")
    first.write(100, 300, "Lfd. Nr. 1")
    for place, (label, text) in enumerate(SPACED[1:4]):
        first.write(100, 350 + 50 * place, label).write(900, 350 + 50 * place, text)
    second = paper(2).write(100, 100, "Fortsetzung Baulastenblatt 1332")
    second.write(100, 300, "Rechtsgrundlage").write(900, 300, "§ 83 BauO NW")
    second.write(100, 350, "Eingetragen am").write(900, 350, "16.11.1998")
    second.write(100, 500, "Lfd. Nr. 2")
    for place, (label, text) in enumerate(SPACED[1:]):
        second.write(100, 550 + 50 * place, label).write(900, 550 + 50 * place, text)
    one, two = extracted(first, second).entries
    assert one.registered_on.value.isoformat() == "1998-11-16"
    assert two.registered_on.value.isoformat() == "2017-04-07"


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Eingetragen am", "eingetragenam"),
        ("Eingetragcn am", "eingetragenam"),
        ("Dienendes Grundstück", "dienendesgrundstueck"),
        ("Az.", None),  # too short to be guessed
        ("Eingetragen am 3.4.1986", None),
        ("Der jeweilige Eigentümer des", None),
        ("Eintrag:", "eintrag"),  # a day follows: no number of an entry
        ("Eintragung", "eintragung"),
        ("Itd. Nr.", "lfdnr"),
        ("LFO-NR", "lfdnr"),
        ("Lfd. №", "lfdnr"),
        ("lfd. No.", "lfdnr"),
        ("Flur Nr.", None),
        ("Eingetragen am / Unterschrift", "eingetragenam"),
        ("Gelöscht / geändert", "bemerkungen"),
        ("Gelöscht oder geändert:", "geloeschtodergeaendert"),
        ("Flur / Flurstück", None),
        ("herrschende Grundstück geduldet.", None),
    ],
)
def test_labels_may_be_misread_a_little(text, known):
    """A letter in eight may be wrong; running text and dates are no labels."""
    assert known_label(text, exact=False) == known


def test_a_word_before_the_number_is_no_blank_of_the_entry_above(nlp):
    """ "E i n t r a g u n g   Nr. 2" begins an entry, and "Tag:" behind it is its own day."""
    text = """Hauptblatt 113          Baulastenverzeichnis          Gemarkung Latum   Flur 6

E i n t r a g u n g   Nr. 1
     Tag:       9. Juli 1974
     Wortlaut:  Das Flurstück 90 bleibt zum Flurstück 88 hin unbebaut (Bauwich).
     Grundlage: Erklärung vom 20. Mai 1974, § 99 BauO NW
     Vermerke:

E i n t r a g u n g   Nr. 2
     Tag:       13. März 1979
     Wortlaut:  Über das Flurstück 91 führt die Zuwegung zum Flurstück 88.
     Grundlage: Erklärung vom 29. Januar 1979, § 99 BauO NW
     Vermerke:  gelöscht am 22. November 1994
"""
    first, second = extract(dossier_of_text("Akte", text), nlp, ExtractSettings()).entries
    assert [e.registered_on.value for e in (first, second)] == [date(1974, 7, 9), date(1979, 3, 13)]
    assert [e.declared_on.value for e in (first, second)] == [date(1974, 5, 20), date(1979, 1, 29)]
    assert not any(e.registered_on.is_flagged or e.declared_on.is_flagged for e in (first, second))


@pytest.mark.parametrize("ended", ["", "08.07.2014"])
def test_labels_in_short_are_those_of_a_card(nlp, ended):
    """ "Bel.", "Beg.", "Erkl.", "Eintr.", "Lösch." are filled in as the whole words are."""
    text = (
        "Baulastenkartei   Stadt Dormagen   Blatt 2207\n"
        "Lfd. Nr.   2\n"
        "Bel.:      Nievenheim, Flur 21, Flst. 1003\n"
        "Beg.:      Flst. 1005\n"
        "Inhalt:    Zufahrt über den Hof. § 83 BauO NW\n"
        "Erkl.:     09.11.1998\n"
        "Eintr.:    12.01.1999\n"
        f"Lösch.:    {ended}\n"
    )
    (entry,) = extract(dossier_of_text("Akte", text), nlp, ExtractSettings()).entries
    assert [p.parcel.number for p in entry.burdened.value] == ["1003"]
    assert [p.parcel.number for p in entry.benefited.value] == ["1005"]
    assert (entry.declared_on.value, entry.registered_on.value) == (
        date(1998, 11, 9),
        date(1999, 1, 12),
    )
    assert entry.status.value is (Status.DELETED if ended else Status.ACTIVE)
    assert not entry.deleted_on.is_flagged


PRINT_OUT = (  # as a program prints it: capitals, no umlauts, a colon before each line of a value
    (("LFD-NR", ": 001"), ("ART", ": WEGERECHT")),
    (("BELASTET", ": Latum"), ("FLUR", "8"), ("FLST", "671")),
    (("", ": Latum"), ("FLUR", "8"), ("FLST", "672")),
    (("BEGUENST.", ": Latum"), ("FLUR", "4"), ("FLST", "527")),
    (("TEXT", ": Der Weg auf dem belasteten Grundstück"),),
    (("", ": ist zu dulden."),),
    (("ERKLAERT", ": 18.02.1988"), ("EINGETRAGEN", ": 04.04.1988")),
    (("STATUS", ": GELOESCHT AM 15.05.2001"),),
)


def test_a_print_out_is_read(paper, extracted):
    """Labels in capitals without umlauts, their colons apart, and one before each line."""
    page = paper().write(100, 100, "B A U L A S T E N K A T A S T E R")
    page.write(100, 200, "BLATT-NR. : 274")
    for place, row in enumerate(PRINT_OUT):
        top = 300 + 50 * place
        for column, (label, value) in enumerate(row):
            left = 100 + (0, 900, 1300)[column]
            page.write(left, top, label) if label else None
            page.write(left + (300 if column == 0 else 260), top, value)
    (entry,) = extracted(page).entries
    assert [p.parcel.zaehler for p in entry.burdened.value] == [671, 672]
    assert [p.parcel.zaehler for p in entry.benefited.value] == [527]
    assert entry.declared_on.value.isoformat() == "1988-02-18"
    assert entry.registered_on.value.isoformat() == "1988-04-04"
    assert entry.deleted_on.value.isoformat() == "2001-05-15"
    assert entry.status.value is not Status.ACTIVE


@pytest.mark.parametrize("number", ["XN:. ()r.: 2", ""])
def test_an_entry_whose_label_of_the_number_is_lost_is_missed(paper, extracted, number):
    """Its words go to the entry above; the labels that stand twice tell, and both are asked for."""
    page = paper().write(100, 100, "Baulastenblatt 1332").write(100, 300, "Baulast Nr. 1")
    for place, (label, value) in enumerate(SPACED[1:]):
        for top in (350, 800):
            page.write(100, top + 50 * place, label) if label else None
            page.write(900, top + 50 * place, value)
    page.write(100, 750, number) if number else None
    dossier = extracted(page)
    assert all(entry.doubts for entry in dossier.entries)
    assert DoubtReason.NOT_FOUND in {doubt.reason for doubt in dossier.pages[0].doubts}


def test_a_second_plot_with_a_label_of_its_own_is_of_the_entry(paper, extracted):
    """One label that stands twice is no other entry's."""
    rows = (*SPACED[:2], ("Belastet", "Gemarkung Latum Flur 8 Nr. 672"), *SPACED[2:])
    (entry,) = extracted(printed(paper, rows)).entries
    assert [p.parcel.zaehler for p in entry.burdened.value] == [671, 672]
    assert not entry.doubts


def test_days_behind_their_labels_without_a_blank_are_blanks_of_the_form(paper):
    """Far apart lines are blanks of their own: "Erklärt am 11.4.1979" is no longer left out."""
    page = paper().write(100, 100, "Baulastenblatt 99a")
    for place, line in enumerate(
        (
            "1. Laufende Nummer der Last 1",
            "2. Belastetes Grundstück: Gemarkung Latum Flur 8 Nr. 671",
            "4. Inhalt der Last: Der Weg ist zu dulden.",
            "5. Erklärt am 11.4.1979 nach § 99 BauO NW",
            "6. Eingetragen am 29.5.1979 Aktenzeichen 63.2-963/79",
            "7. Gelöscht oder geändert: Nachtrag vom 15.12.1981",
        )
    ):
        page.write(100, 300 + 110 * place, line)
    (row,) = sheet_page(page.page()).rows
    assert texts(row, ColumnRole.DECLARED) == ["11.4.1979 nach § 99 BauO NW"]
    assert texts(row, ColumnRole.REGISTERED) == ["29.5.1979 Aktenzeichen 63.2-963/79"]
    assert texts(row, ColumnRole.REMARKS) == ["Nachtrag vom 15.12.1981"]


def test_a_line_of_a_text_that_begins_like_a_label_stays_in_it(paper):
    """A line close below another is of the same text."""
    page = spaced(paper)
    lines = [line for row in sheet_page(page).rows for line in texts(row, ColumnRole.CONTENT)]
    rows = (*SPACED[:5], ("", "Eingetragen am 3.4.1986 ist sie nicht."), *SPACED[5:])
    (row,) = sheet_page(spaced(paper, rows)).rows
    assert texts(row, ColumnRole.CONTENT) == [*lines, "Eingetragen am 3.4.1986 ist sie nicht."]


def test_a_line_of_a_field_that_begins_with_a_small_letter_is_no_label(paper):
    """A wording that breaks before "begünstigte Grundstück" goes on in its field."""
    page = paper().write(100, 100, "Baulastenkartei Blatt 2063")
    for place, (label, *lines) in enumerate(
        (
            ("Lfd. Nr.", "1"),
            ("Belastetes Grundstück", "Gem. Latum Fl. 8 Flst. 671"),
            ("Wortlaut", "Der Platz wird auch für das", "begünstigte Grundstück"),
            ("Eingetragen am", "3.4.1986"),
        )
    ):
        top = 200 + 200 * place
        block = page.block(100, top, 2000, top + 200, cell=(0, place, 0))
        page.write(120, top + 10, label, block=block)
        page.write(130, top + 70, *lines, block=block)
    (row,) = sheet_page(page.page()).rows
    assert texts(row, ColumnRole.CONTENT)[-1] == "begünstigte Grundstück"
    assert not texts(row, ColumnRole.BENEFITED)


CARD = (
    "Belastet: Gemarkung Latum, Flur 8, Flurstück 671\n"
    "Begünstigt: Gemarkung Latum, Flur 4, Flurstück 527\n"
    "Die Zufahrt ist zu dulden. § 99 BauO NW. Erklärung vom 3.2.1978.\n"
    "Eingetragen am 20.3.1978\n"
)


@pytest.mark.parametrize(
    ("head", "read"),
    [
        ("Baulastenblatt Nr. 61-408 lfd. Nr. 1", ("61-408", 1)),
        ("Baulastenblatt 408, lfd. Nr. 2", ("408", 2)),
        ("Stadt Meerbusch Baulastenblatt Nr. II/12 lfd. Nr. 3", ("II/12", 3)),
        ("Blatt G 61 Seite 1 lfd. Nr. 4", ("G61", 4)),
    ],
)
def test_a_number_in_the_line_of_the_sheets_heads_an_entry(nlp, head, read):
    """One line may give both numbers, that of the sheet and that of its entry."""
    text = f"Baulastenverzeichnis\n{head}\n{CARD}"
    (entry,) = extract(dossier_of_text("Akte", text), nlp, ExtractSettings()).entries
    assert ((entry.sheet.value or "").replace(" ", ""), entry.number.value) == read
    assert not entry.is_flagged


@pytest.mark.parametrize(
    "line",
    ["Fortsetzung von Blatt 402 lfd. Nr. 7", "Siehe auch\nBlatt 12 lfd. Nr. 7",
     "Das Grundbuch von Latum Blatt 12 lfd. Nr. 7"],
)  # fmt: skip
def test_the_number_of_another_sheets_entry_heads_none(nlp, line):
    """What an entry refers to is no entry of this sheet."""
    text = f"Baulastenblatt 408\n\nLfd. Nr. 1\n{CARD}{line}\n"
    found = extract(dossier_of_text("Akte", text), nlp, ExtractSettings()).entries
    assert [entry.number.value for entry in found] == [1]


def text_form(lines):
    """The rows of a sheet whose entries are typed so."""
    head = "Baulastenblatt Nr. 661\nGemarkung Straberg, Flur 7, Flurstück 12\n\n"
    (page,) = dossier_of_text("Akte", head + lines).pages
    return sheet_page(page).rows


LABELLED = """Lfd. Nr. 1   Zufahrt zugunsten Flurstück 13
Erklärung am 19.5.1975  Eintragung am 13.6.1975
Gelöscht am

{} 2   Kanal zugunsten Flurstück 14
Erklärung am 5.10.1976  Eintragung am 25.10.1976
{}"""


@pytest.mark.parametrize("label", ["Lfd. Nr.", "Ltd. Nr.", "Lfd.Nr."])
@pytest.mark.parametrize("end", ["Gelöscht am 2.2.1981", "Löschung v. 2.2.1981", ""])
def test_an_entry_with_few_labels_is_numbered_as_the_others_are(label, end):
    """What stands below the same label as a sure entry's is not left out for want of labels."""
    first, second = text_form(LABELLED.format(label, end))
    assert (first.number, second.number) == (1, 2)
    assert texts(second, ColumnRole.CONTENT)[0] == "Kanal zugunsten Flurstück 14"
    assert not first.lines(ColumnRole.DELETED)


NOTED = """Lfd. Nr. 1   Zufahrt zugunsten Flurstück 13
Erklärung am: 19.5.1975
Eintragung am: 13.6.1975

Lfd. Nr. 2   Kanal zugunsten Flurstück 14
Erklärung am: 5.10.1978
Eintragung am: 25.10.1978
{}"""


@pytest.mark.parametrize(
    ("note", "statuses"),
    [
        ("\nLfd. Nr. 1   gelöscht am 3.4.1986", (Status.DELETED, Status.ACTIVE)),
        ("\nLfd. Nr. 2   gelöscht am 3.4.1986", (Status.ACTIVE, Status.DELETED)),
        ("Bemerkung: vgl.\nLfd. Nr. 1   vom 3.4.1986", (Status.ACTIVE, Status.ACTIVE)),
    ],
)
def test_a_number_again_with_an_end_behind_it_is_a_note_on_its_entry(nlp, note, statuses):
    """A deletion typed below the last entry, labelled as entries are, is seen."""
    text = "Baulastenblatt Nr. 661\nGemarkung Straberg, Flur 7, Flurstück 12\n\n"
    dossier = dossier_of_text("Akte", text + NOTED.format(note))
    entries = extract(dossier, nlp, ExtractSettings()).entries
    assert tuple(entry.status.value for entry in entries) == statuses


def test_an_m_that_engines_took_apart_hides_no_label():
    """ "Nurnmer" and "Daturn der Erklärung" are labels as they were printed."""
    assert known_label("Nurnmer", exact=True) == "nummer"
    assert known_label("Daturn der Erklärung", exact=True) == "datumdererklaerung"
