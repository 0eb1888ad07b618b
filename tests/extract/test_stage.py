"""Whole dossiers: what their pages say together."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from baulast.language import Both
from baulast.model import (
    PAGE_DOUBTS_OF_RULES,
    Dossier,
    Doubt,
    DoubtReason,
    Entry,
    FieldName,
    Kind,
    MarkKind,
    Page,
    PageKind,
    Parcel,
    Status,
    page_text,
)
from baulast.settings import ExtractSettings
from extract.plain_text import dossier_of_text
from extract.stage import extract

OWN = Parcel("Kaarst", "15", 25)
OTHER = Parcel("Kaarst", "15", 580)
WAY = (
    "1",
    [
        "Aufgrund der Verpflichtungserklärung vom 14.7.1965: Auf dem",
        "Grundstück Gemarkung Kaarst, Flur 15, Flurstück 25 ist eine",
        "Zufahrt für das Grundstück Gemarkung Kaarst, Flur 15,",
        "Flurstück 580 freizuhalten (§ 99 BauO NW).",
    ],
    ["Eingetragen am", "3.11.1965", "Az.: 63-179/65"],
)
FLATS = (
    "2",
    [
        "Auf dem Grundstück Gemarkung Kaarst, Flur 15, Flurstück 25 sind",
        "2 Stellplätze für das Grundstück Gemarkung Kaarst, Flur 15,",
        "Flurstück 581 bereitzuhalten.",
    ],
    ["Eingetragen am", "16.2.1970"],
)
DECLARATION = [
    "Kaarst, den 14.7.1965",
    "Verpflichtungserklärung",
    "Als Eigentümer des Grundstücks Gemarkung Kaarst, Flur 15, Flurstück 25",
    "übernehme ich gemäß § 99 BauO NW folgende Baulast:",
    "Auf dem Grundstück Gemarkung Kaarst, Flur 15, Flurstück 25 ist eine",
    "Zufahrt für das Grundstück Gemarkung Kaarst, Flur 15, Flurstück 580",
    "freizuhalten.",
]
DELETION = [
    "Löschungsverfügung",
    "Die im Baulastenverzeichnis, Blatt 1186, lfd. Nr. 1 am 3.11.1965",
    "eingetragene Baulast ist zu löschen.",
    "Gelöscht am 16.4.1984.",
]


@pytest.fixture
def read(nlp) -> Callable[..., Dossier]:
    def make(*papers) -> Dossier:
        pages = tuple(paper if isinstance(paper, Page) else paper.page() for paper in papers)
        dossier = Dossier(id="kaarst/1", municipality="kaarst", number=None, pages=pages)
        return extract(dossier, nlp, ExtractSettings())

    return make


def reasons(entry: Entry, name: FieldName) -> list[DoubtReason]:
    return [doubt.reason for doubt in entry.findings[name].doubts]


def test_an_entry_is_read_from_its_row(read, sheet):
    """A sheet's row gives all fields of the entry, without a needless doubt."""
    dossier = read(sheet(WAY))
    (entry,) = dossier.entries
    assert dossier.pages[0].kind is PageKind.SHEET
    assert (entry.sheet.value, entry.number.value) == ("1186", 1)
    assert entry.kind.value is Kind.ZUFAHRT
    assert [plot.parcel for plot in entry.burdened.value] == [OWN]
    assert [plot.parcel for plot in entry.benefited.value] == [OTHER]
    assert entry.declared_on.value == date(1965, 7, 14)
    assert entry.registered_on.value == date(1965, 11, 3)
    assert entry.deleted_on.value is None
    assert entry.legal_basis.value is not None
    assert "99" in entry.legal_basis.value
    assert entry.reference.value == "63-179/65"
    assert entry.status.value is Status.ACTIVE
    assert entry.wording.startswith("Aufgrund der Verpflichtungserklärung")
    assert not entry.is_flagged, [f for f in entry.findings.values() if f.is_flagged]


def test_every_value_has_its_place_on_the_paper(read, sheet):
    """The evidence of every reading leads to the words that it was read from."""
    dossier = read(sheet(WAY, FLATS))
    texts = {page.number: page_text(page.words).text for page in dossier.pages}
    for entry in dossier.entries:
        for name, finding in entry.findings.items():
            assert finding.value in (None, (), Status.ACTIVE) or finding.readings, name
            for field in finding.readings:
                evidence = field.evidence
                assert texts[evidence.page][evidence.start : evidence.end].strip()
    registered = dossier.entries[0].registered_on.readings[0].evidence
    assert texts[1][registered.start : registered.end] == "3.11.1965"


def test_two_rows_are_two_entries(read, sheet):
    """Each running number is an entry with its own fields."""
    first, second = read(sheet(WAY, FLATS)).entries
    assert (first.number.value, second.number.value) == (1, 2)
    assert second.kind.value is Kind.STELLPLATZ
    assert second.registered_on.value == date(1970, 2, 16)
    assert second.reference.value is None


def test_parcels_that_are_not_named_again_are_the_header_s(read, sheet):
    """An entry that names no burdened parcel burdens the sheet's own plot."""
    row = ("1", ["Die Einfriedigung wird auf Anforderung zurückgesetzt."], ["Eingetragen 3.11.65"])
    (entry,) = read(sheet(row)).entries
    assert [plot.parcel for plot in entry.burdened.value] == [OWN]


def test_plots_that_are_united_are_all_burdened(read, sheet):
    """Where plots count as one, all are burdened and none is benefited."""
    row = (
        "1",
        ["Vereinigungsbaulast: Die Grundstücke Gemarkung Kaarst, Flur 15,",
         "Flurstücke 25 und 26 gelten baurechtlich als ein Grundstück."],
        ["Eingetragen am 3.11.1965"],
    )  # fmt: skip
    (entry,) = read(sheet(row)).entries
    assert [plot.parcel.zaehler for plot in entry.burdened.value] == [25, 26]
    assert entry.benefited.value == ()


def test_a_declaration_that_agrees_is_no_doubt(read, sheet, paper):
    """A page that says the same supports the entry."""
    dossier = read(sheet(WAY), paper(2).write(200, 100, *DECLARATION))
    (entry,) = dossier.entries
    assert entry.pages == (1, 2)
    assert entry.burdened.doubts == ()
    assert {field.evidence.page for field in entry.declared_on.readings} == {1, 2}


def test_a_declaration_fills_in_what_the_sheet_leaves_out(read, sheet, paper):
    """The day of declaration and the law come from the declaration where the sheet has none."""
    row = ("1", [*WAY[1][1:3], "Flurstück 580 freizuhalten."], WAY[2])
    (entry,) = read(sheet(row), paper(2).write(200, 100, *DECLARATION)).entries
    assert entry.declared_on.value == date(1965, 7, 14)
    assert entry.declared_on.readings[0].evidence.page == 2
    assert entry.legal_basis.value is not None


@pytest.mark.parametrize(
    ("said", "doubted"),
    [("Auf Grund der Verpflichtung vom 85.12.1965 ist", True), ("Es ist", False)],
)
def test_a_day_of_declaration_that_an_order_names_unreadably_is_asked_for(
    read, sheet, paper, said, doubted
):
    """Where a page beside the sheet speaks of the declaration's day and none can be read."""
    row = ("1", [*WAY[1][1:3], "Flurstück 580 freizuhalten."], WAY[2])
    order = paper(2).write(
        *(200, 100, "Eintragungsverfügung", said),
        "im Baulastenverzeichnis Blatt 1186 unter laufender Nummer 1 einzutragen:",
        *row[1],
    )
    (entry,) = read(sheet(row), order).entries
    assert entry.pages == (1, 2)
    assert entry.declared_on.value is None
    assert bool(entry.declared_on.doubts) is doubted


def test_another_parcel_on_another_page_is_a_contradiction(read, sheet, paper):
    """The sheet's word stands, and both readings are shown."""
    other = [line.replace("Flurstück 25", "Flurstück 52") for line in DECLARATION]
    (entry,) = read(sheet(WAY), paper(2).write(200, 100, *other)).entries
    assert [plot.parcel for plot in entry.burdened.value] == [OWN]
    assert DoubtReason.CONTRADICTION in reasons(entry, FieldName.BURDENED)
    assert any("52" in other for other in entry.burdened.alternatives)
    assert entry.burdened.doubts[0].page == 2
    assert entry.burdened.doubts[0].box is not None


def test_another_day_on_another_page_is_a_contradiction(read, sheet, paper):
    """Two pages that give an entry two days of declaration are not chosen between in silence."""
    other = [line.replace("14.7.1965", "15.7.1965") for line in DECLARATION]
    (entry,) = read(sheet(WAY), paper(2).write(200, 100, *other)).entries
    assert entry.declared_on.value == date(1965, 7, 14)
    assert DoubtReason.CONTRADICTION in reasons(entry, FieldName.DECLARED_ON)


def test_a_page_that_fits_no_entry_is_doubted(read, sheet, paper):
    """A declaration that no row answers may never have been entered: its page is doubted."""
    lines = [
        "Verpflichtungserklärung",
        "Als Eigentümer des Grundstücks Gemarkung Büttgen, Flur 3, Flurstück 7",
        "verpflichte ich mich, einen Spielplatz anzulegen.",
        "Kaarst, den 3. Mai 1999",
    ]
    dossier = read(sheet(WAY), paper(2).write(200, 100, *lines))
    assert len(dossier.entries) == 1
    assert [doubt.reason for doubt in dossier.pages[1].doubts] == [DoubtReason.NOT_FOUND]


def test_a_note_of_deletion_deletes(read, sheet):
    """Words in the remarks tell the day of deletion and the status."""
    row = (WAY[0], WAY[1], [*WAY[2], "Gelöscht am", "16.4.1984"])
    (entry,) = read(sheet(row)).entries
    assert entry.status.value is Status.DELETED
    assert entry.deleted_on.value == date(1984, 4, 16)
    assert entry.registered_on.value == date(1965, 11, 3)


@pytest.mark.parametrize("kind", [MarkKind.STRIKE, MarkKind.CROSS, MarkKind.RED_LINE])
def test_a_struck_entry_is_never_active_in_silence(read, sheet, kind):
    """Struck without a word, an entry's status is unclear, with a doubt at the stroke."""
    page = sheet(WAY).mark(kind, 320, 520, 1500, 680)
    (entry,) = read(page).entries
    assert entry.status.value is Status.UNCLEAR
    assert reasons(entry, FieldName.STATUS) == [DoubtReason.STRUCK]
    assert entry.deleted_on.is_flagged


def test_a_stroke_elsewhere_strikes_no_entry(read, sheet):
    """A line beside or below the wording, or over another entry, says nothing about this one."""
    page = sheet(WAY, FLATS).mark(MarkKind.STRIKE, 320, 820, 1500, 930)
    first, second = read(page).entries
    assert first.status.value is Status.ACTIVE
    assert second.status.value is Status.UNCLEAR


def test_words_of_deletion_that_no_rule_understands_are_doubted(read, sheet):
    """A note that speaks of deletion and cannot be read leaves no entry active."""
    row = (WAY[0], WAY[1], [*WAY[2], "gelöscht It. V rf."])
    (entry,) = read(sheet(row)).entries
    assert entry.status.value is not Status.ACTIVE
    assert entry.deleted_on.is_flagged


def test_an_order_to_delete_that_the_sheet_does_not_show_is_a_contradiction(read, sheet, paper):
    """Deleted by order and untouched on the sheet: a person has to see it."""
    (entry,) = read(sheet(WAY), paper(2).write(200, 100, *DELETION)).entries
    assert entry.status.value is Status.DELETED
    assert entry.deleted_on.value == date(1984, 4, 16)
    assert DoubtReason.CONTRADICTION in reasons(entry, FieldName.STATUS)


def test_an_order_to_delete_and_a_stroke_agree(read, sheet, paper):
    """A struck entry whose deletion an order gives is deleted, without a doubt on the status."""
    page = sheet(WAY).mark(MarkKind.CROSS, 320, 520, 1500, 680)
    (entry,) = read(page, paper(2).write(200, 100, *DELETION)).entries
    assert entry.status.value is Status.DELETED
    assert not entry.status.is_flagged


def test_an_entry_goes_on_overleaf(read, sheet):
    """What stands without a number at the head of the next sheet belongs to the entry before."""
    more = ("", ["Die Kosten trägt der Begünstigte."], [])
    dossier = read(sheet(WAY), sheet(more, FLATS, number=2))
    assert [entry.number.value for entry in dossier.entries] == [1, 2]
    first = dossier.entries[0]
    assert first.pages == (1, 2)
    assert first.wording.endswith("Die Kosten trägt der Begünstigte.")


@pytest.mark.parametrize(
    ("numbers", "expected", "flagged"),
    [
        (("1", "2"), [1, 2], []),
        (("l", "2"), [1, 2], []),
        (("", "2"), [1, 2], [1]),
        (("1", ""), [1, 2], [2]),
        (("1", "9"), [1, 9], [9]),
        (("1", "7"), [1, 2], [2]),  # a 2 without its foot
        (("3", "4"), [3, 4], []),
        (("I", "II"), [1, 2], []),
        (("1", "11"), [1, 2], [2]),  # eleven, or "II"
    ],
)
def test_numbers_by_their_order(read, sheet, numbers, expected, flagged):
    """A number that is lost follows from its neighbours, with a doubt; none is passed over."""
    rows = [(numbers[0], *WAY[1:]), (numbers[1], *FLATS[1:])]
    entries = read(sheet(*rows)).entries
    assert [entry.number.value for entry in entries] == expected
    assert [e.number.value for e in entries if e.number.is_flagged] == flagged


def test_a_paragraph_without_a_number_between_two_belongs_to_the_first(read, sheet):
    """Rows 1, none and 2 are two entries: nothing is counted twice."""
    between = ("", ["Die Zufahrt ist zu befestigen."], ["Ergänzt am", "5.1.1967"])
    entries = read(sheet(WAY, between, FLATS)).entries
    assert [entry.number.value for entry in entries] == [1, 2]
    assert "befestigen" in entries[0].wording


def test_what_is_missing_is_doubted(read, sheet):
    """A row of which hardly anything can be read is an entry with doubts, not a gap."""
    (entry,) = read(sheet(("1", ["D e Gr ndst k w rd"], ["am 3."]))).entries
    for name in (FieldName.KIND, FieldName.REGISTERED_ON):
        assert reasons(entry, name) == [DoubtReason.NOT_FOUND]
    assert entry.benefited.is_flagged


def test_a_list_of_parcels_goes_on_in_the_header_s_next_line(read, sheet):
    """A comma at the end of its line: what was read is not all that the sheet is kept for."""
    header = ("Baulastenblatt Nr. 1186", "Betrifft: Gemarkung Kaarst, Flur 15, Flurstücke 25,",
              "28 (früher Teile von 46/87), Kapellenstraße 30")  # fmt: skip
    wording = ["Auf den Flurstücken 25 und 28 ist eine Zufahrt", "für das Flurstück 580 zu dulden."]
    (entry,) = read(sheet(("1", wording, WAY[2]), header=header)).entries
    assert [plot.parcel.number for plot in entry.burdened.value] == ["25", "28"]
    assert not entry.burdened.doubts


@pytest.mark.parametrize(
    ("above", "is_lost"),
    [
        ("27.9.96 Kinderspielplatz für Flst. 401", True),
        ("Angelegt am 3.4.1961", False),
        ("Lage: Talstr. 12.3", False),
    ],
)
def test_a_day_above_a_row_without_number_is_another_entry_s(read, sheet, above, is_lost):
    """Entries that were taken for the header are asked for, on the page and at the first row."""
    header = ("Baulastenverzeichnis", "Baulastenblatt Nr. 1186",
              "Gemarkung Kaarst Flur 15 Flurstück 25", above)  # fmt: skip
    dossier = read(sheet(("", *WAY[1:]), header=header))
    assert bool(dossier.pages[0].doubts) is is_lost
    assert bool(dossier.entries[0].doubts) is is_lost
    assert not read(sheet(WAY, header=header)).entries[0].doubts


def test_a_sheet_without_rows_is_doubted(read, sheet):
    """A sheet on which no entry can be made out gives none, and says so."""
    dossier = read(sheet())
    assert dossier.entries == ()
    assert [doubt.reason for doubt in dossier.pages[0].doubts] == [DoubtReason.NOT_FOUND]


def test_letters_have_no_entries(read, paper):
    """Correspondence about parcels makes no entry."""
    letter = paper().write(
        200,
        100,
        "Sehr geehrte Damen und Herren,",
        "für Gemarkung Kaarst, Flur 15, Flurstück 25 besteht keine Baulast.",
        "Mit freundlichen Grüßen",
    )
    dossier = read(letter)
    assert dossier.entries == ()
    assert dossier.pages[0].kind is PageKind.LETTER


def test_a_declaration_without_a_sheet_is_an_entry_to_check(read, paper):
    """Where the sheet is missing, what the declaration says is an entry with a doubt."""
    (entry,) = read(paper().write(200, 100, *DECLARATION)).entries
    assert entry.sheet.value is None
    assert entry.sheet.is_flagged
    assert entry.doubts
    assert [plot.parcel for plot in entry.burdened.value] == [OWN]
    assert entry.declared_on.value == date(1965, 7, 14)


def test_an_order_for_a_number_that_no_sheet_holds_is_an_entry(read, sheet, paper):
    """A second sheet that was lost is not passed over when an order names its entry."""
    order = [
        "Eintragungsverfügung",
        "In das Baulastenverzeichnis, Blatt 1186, ist unter lfd. Nr. 5 einzutragen:",
        "Auf dem Grundstück Gemarkung Kaarst, Flur 15, Flurstück 25 ist ein",
        "Spielplatz für das Grundstück Gemarkung Kaarst, Flur 15, Flurstück 9 anzulegen.",
        "Eingetragen am 3.5.1982",
    ]
    entries = read(sheet(WAY), paper(2).write(200, 100, *order)).entries
    assert [entry.number.value for entry in entries] == [1, 5]
    assert entries[1].doubts


def test_a_header_that_is_lost_is_made_up_for_with_a_doubt(read, sheet, paper):
    """Gemarkung and Flur of a bare parcel come from other pages, and a person is told."""
    row = ("1", ["Auf dem Grundstück Flurstück 25 ist eine Zufahrt für das",
                 "Grundstück Flurstück 580 freizuhalten."], WAY[2])  # fmt: skip
    page = sheet(row, header=("Baulastenverzeichnis der Stadt Kaarst", "Baulastenblatt Nr. 1186"))
    (entry,) = read(page, paper(2).write(200, 100, *DECLARATION)).entries
    assert [plot.parcel for plot in entry.burdened.value] == [OWN]
    alone = read(page).entries[0]
    assert alone.burdened.is_flagged


@pytest.mark.parametrize(
    ("wording", "reason"),
    [
        ("Flurstück 26 ist eine Zufahrt für Flurstück 580 freizuhalten.", FieldName.BURDENED),
        ("Flurstück 25 ist eine Zufahrt für Flurstück 25 freizuhalten.", FieldName.BENEFITED),
        ("Flurstück 25 ist eine Zufahrt freizuhalten.", FieldName.BENEFITED),
        ("Flurstück 25 nd 26 ist eine Zufahrt für Flurstück 580 freizuhalten.", FieldName.BURDENED),
    ],
)
def test_parcels_that_cannot_be_right_are_doubted(read, sheet, wording, reason):
    """Another plot than the sheet's, one plot in both roles, nobody served, a number left over."""
    (entry,) = read(sheet(("1", [f"Auf dem Grundstück {wording}"], WAY[2]))).entries
    assert entry.findings[reason].is_flagged


def test_unread_ink_hides_no_parcel_that_a_second_page_repeats(read, sheet, paper):
    """Handwriting over the wording is asked about, unless a declaration names the same parcels."""
    page = sheet(WAY).mark(MarkKind.HANDWRITING, 700, 560, 900, 600)
    (alone,) = read(page).entries
    assert DoubtReason.HANDWRITTEN in reasons(alone, FieldName.BURDENED)
    declaration = paper(2).write(
        200, 100, "Verpflichtungserklärung", *WAY[1], "Kaarst, den 14.7.1965"
    )
    (helped,) = read(page, declaration).entries
    assert not helped.burdened.is_flagged
    assert not helped.benefited.is_flagged


@pytest.mark.parametrize(("gap", "is_other"), [(2, False), (60, True)])
def test_a_number_that_runs_into_handwriting_says_no_other_plot(read, sheet, gap, is_other):
    """What is left of a plot filled in by hand is a guess; a typed one beside a note is not."""
    header = ("Baulastenverzeichnis", "Blatt 1186", "Gemarkung Kaarst Flur 15 Flurstück 73")
    page = sheet(WAY, header=header)
    number = next(word.box for word in page.words if word.text == "73")
    start = number.right + gap
    page.mark(MarkKind.HANDWRITING, start, number.top - 9, start + 300, number.bottom + 9)
    (entry,) = read(page).entries
    assert (DoubtReason.CONTRADICTION in reasons(entry, FieldName.BURDENED)) is is_other


def test_a_cue_that_is_lost_is_asked_about_unless_the_parcel_stands_elsewhere(read, sheet, paper):
    """Behind a misread word a parcel is one for sure where a plan names it too."""
    wording = ["Auf dem Grundstück Gemarkung Kaarst, Flur 15, Flxxt. 31 ist eine Zufahrt",
               "für das Grundstück Gemarkung Kaarst, Flur 15, Flurstück 580."]  # fmt: skip
    header = ("Baulastenverzeichnis", "Baulastenblatt Nr. 1186", "Gemarkung Kaarst Flur 15")
    page = sheet(("1", wording, WAY[2]), header=header)
    (alone,) = read(page).entries
    assert DoubtReason.ILLEGIBLE in reasons(alone, FieldName.BURDENED)
    plan = paper(2).write(200, 100, "Amtlicher Lageplan", "Gemarkung Kaarst Flur 15 Flurstück 31")
    (helped,) = read(page, plan).entries
    assert DoubtReason.ILLEGIBLE not in reasons(helped, FieldName.BURDENED)


def test_unread_ink_in_the_remarks_may_be_a_deletion(read, sheet):
    """Handwriting beside an entry leaves its status doubted; a signature does not."""
    (entry,) = read(sheet(WAY).mark(MarkKind.HANDWRITING, 1700, 650, 2000, 700)).entries
    assert reasons(entry, FieldName.STATUS) == [DoubtReason.HANDWRITTEN]
    (entry,) = read(sheet(WAY).mark(MarkKind.SIGNATURE, 1800, 650, 2000, 740)).entries
    assert not entry.status.is_flagged


def test_doubtful_digits_are_shown_unless_a_second_page_agrees(read, sheet, paper):
    """A day that the engine is unsure of is doubted; two pages that agree outweigh that."""
    page = sheet(WAY)
    page.words = [
        replace(word, confidence=0.4) if word.text == "14.7.1965:" else word for word in page.words
    ]
    (entry,) = read(page).entries
    assert reasons(entry, FieldName.DECLARED_ON) == [DoubtReason.ILLEGIBLE]
    (entry,) = read(page, paper(2).write(200, 100, *DECLARATION)).entries
    assert not entry.declared_on.is_flagged


def test_a_flur_that_is_gone_is_a_note(read, sheet):
    """Büttgen's Flur 27 was moved in 1975: a note for the reader, no doubt."""
    header = ("Baulastenblatt Nr. 7", "Gemarkung Büttgen Flur 27 Flurstück 25")
    wording = ["Das Gelände auf dem Grundstück Gemarkung Büttgen, Flur 27,",
               "Flurstück 25 darf in seiner Höhenlage nicht verändert werden."]  # fmt: skip
    (entry,) = read(sheet(("1", wording, WAY[2]), header=header)).entries
    assert len(entry.notes) == 1
    assert "27" in str(entry.notes[0])
    assert DoubtReason.HISTORIC_FLUR not in reasons(entry, FieldName.BURDENED)


def test_a_flur_that_never_was_and_stands_alone_is_doubted(read, sheet):
    """An unknown Flur that nothing else in the dossier names may be misread."""
    wording = [line.replace("Flur 15,", "Flur 151,") for line in WAY[1]]
    wording[1] = WAY[1][1]
    (entry,) = read(sheet(("1", wording, WAY[2]))).entries
    assert DoubtReason.HISTORIC_FLUR in reasons(entry, FieldName.BENEFITED)


def test_a_wording_that_is_hardly_read_leaves_nothing_sure(read, sheet):
    """Where most of the wording is illegible, parcels and kind are doubted whatever was found."""
    page = sheet(WAY)
    page.words = [
        replace(word, confidence=0.5) if 300 < word.box.left < 1600 and word.box.top > 450 else word
        for word in page.words
    ]
    (entry,) = read(page).entries
    for name in (FieldName.KIND, FieldName.BURDENED, FieldName.BENEFITED):
        assert DoubtReason.ILLEGIBLE in reasons(entry, name)


@pytest.mark.parametrize(
    ("upper", "flagged"),
    [("", False), ("FIur 7\n", True), ("Gernarkung Norf\n", True), ("33 tw\n", True)],
)
def test_running_text_names_its_plot_itself(nlp, upper, flagged):
    """Without a table, below a header that has no plot, the wording's own needs no other."""
    text = (
        f"Stadt Neuss\nBaulastenblatt Nr. 17\n{upper}\nLfd. Nr. 1\nZu Lasten Gemarkung Norf, "
        "Flur 4, Flurstück 33 zugunsten Gemarkung Norf, Flur 4, Flurstück 35 ein Wegerecht.\n"
        "Eingetragen am 28.5.1965."
    )
    (entry,) = extract(dossier_of_text("Akte", text), nlp, ExtractSettings()).entries
    assert [plot.parcel.number for plot in entry.burdened.value] == ["33"]
    assert entry.burdened.is_flagged is flagged


def test_a_header_without_a_plot_leaves_the_burdened_doubted(read, sheet):
    """The header is the check on every entry of the sheet: unread, a person has to look."""
    page = sheet(WAY, header=("Baulastenverzeichnis der Stadt Kaarst", "Baulastenblatt Nr. 1186"))
    (entry,) = read(page).entries
    assert [plot.parcel for plot in entry.burdened.value] == [OWN]
    assert reasons(entry, FieldName.BURDENED) == [DoubtReason.NOT_FOUND]


@pytest.mark.parametrize(
    ("number", "value", "is_flagged"),
    [
        ("1186", "1186", False),
        ("1/198", "I/198", False),
        ("1/65", "I/65", True),
        ("II1/198", "III/198", False),
        ("II1/65", "III/65", True),  # a worn one beside typed letters may be one of 111
        ("1/75", "I/75", False),  # opened ten years after its first entry: no year
        ("17206", "17206", True),
        ("01239", "01239", False),  # filled up with a nought
    ],
)
def test_numbers_of_sheets_that_cannot_be(read, sheet, number, value, is_flagged):
    """A number too long, or a volume read as a one, is doubted."""
    header = ("Baulastenverzeichnis", f"Baulastenblatt Nr. {number}",
              "Gemarkung Kaarst Flur 15 Flurstück 25")  # fmt: skip
    (entry,) = read(sheet(WAY, header=header)).entries
    assert entry.sheet.value == value
    assert entry.sheet.is_flagged is is_flagged


def test_the_small_print_vouches_for_the_sheet_s_number(read, sheet):
    """The number below the table supports that of the header, or contradicts it."""
    agrees = sheet(WAY).write(900, 3300, "Baulastenverzeichnis Kaarst - Blatt 1186")
    differs = sheet(WAY).write(900, 3300, "Baulastenverzeichnis Kaarst - Blatt 1136")
    agrees.words = [
        replace(word, confidence=0.6) if word.text == "1186" else word for word in agrees.words
    ]
    assert not read(agrees).entries[0].sheet.is_flagged
    assert read(differs).entries[0].sheet.is_flagged


def test_an_untold_page_is_doubted_if_it_may_bear_an_encumbrance(read, paper):
    """A page of unknown kind that names parcels is shown; one that does not is just other."""
    dossier = read(
        paper(1).write(200, 100, "Flurstück 25 siehe dort"), paper(2).write(200, 100, "Rechnung")
    )
    assert dossier.pages[0].kind is None
    assert [doubt.reason for doubt in dossier.pages[0].doubts] == [DoubtReason.PAGE_KIND]
    assert dossier.pages[1].kind is PageKind.OTHER
    assert dossier.pages[1].doubts == ()


def test_what_rules_doubt_on_a_page_is_theirs_alone(read, sheet, paper):
    """A doubt that extraction adds to a page can be told from one that was there before."""
    unread = Doubt(reason=DoubtReason.UNREAD_INK, detail=Both.only(""), page=4)
    lost = paper(3).write(200, 100, "Verpflichtungserklärung", *DECLARATION[2:])
    untold = replace(paper(4).write(200, 100, "Flurstück 25 siehe dort").page(), doubts=(unread,))
    pages = read(sheet(), paper(2).write(200, 100, "Rechnung"), lost, untold).pages
    added = {d.reason for page in pages for d in page.doubts if d is not unread}
    assert added == PAGE_DOUBTS_OF_RULES


def test_extract_changes_nothing_but_what_it_adds(read, sheet):
    """Words, marks and pixels go through untouched, and the same dossier gives the same result."""
    page = sheet(WAY, FLATS).page()
    first, again = read(page), read(page)
    assert first == again
    assert first.pages[0].words == page.words
    assert [f.evidence.page for f in first.fields] == sorted(f.evidence.page for f in first.fields)


@pytest.mark.parametrize(
    "left", ["15.7.1976) Das Grundstück", "in der Fassung v", "(8 99 der Xamdkskau)"]
)
def test_what_is_left_of_a_law_is_asked_about(read, sheet, left):
    """Where the line with the paragraph is lost, the rest of the citation tells that one was."""
    wording = [f"{left} Flurstück 25 wird mit", "einem Wegerecht für Flurstück 580 belastet."]
    (entry,) = read(sheet(("1", wording, ["Eingetragen am", "3.11.1978"]))).entries
    assert entry.legal_basis.value is None
    assert entry.legal_basis.is_flagged


ENTRY_FORM = """Eintragung in das Baulastenverzeichnis
Blatt Nr.: 12
Lfd. Nr.: 1
Gemarkung Bedburdyck, Flur 11
Belastetes Flurstück: 93
Inhalt: Der Weg darf vom Flurstück 96 aus befahren werden.
Erklärung vom: 9.3.1970
Rechtsgrundlage: § 99 BauO NW
Eingetragen am: 28.4.1970
"""
TYPED_SHEET = """Baulastenblatt 12
Gemarkung Bedburdyck, Flur 11, Flurstück 93
Lfd. Nr. 1
Der Weg darf vom Flurstück 96 aus befahren werden.
Erklärung vom 9.3.1970, § 99 BauO NW
Eingetragen am 28.4.1970
"""


@pytest.mark.parametrize(
    ("texts", "kinds"),
    [
        ([ENTRY_FORM], [PageKind.SHEET]),
        ([ENTRY_FORM, TYPED_SHEET], [PageKind.ORDER, PageKind.SHEET]),
        ([TYPED_SHEET, ENTRY_FORM], [PageKind.SHEET, PageKind.ORDER]),
        ([ENTRY_FORM + "Vollzogen: Müller"], [PageKind.ORDER]),
    ],
)
def test_a_form_headed_as_an_entry_is_the_sheet_where_no_other_is(nlp, texts, kinds):
    """The same title heads orders: beside a sheet a form tells of its entry, and is none itself."""
    dossier = extract(dossier_of_text("Akte", "\f".join(texts)), nlp, ExtractSettings())
    assert [page.kind for page in dossier.pages] == kinds
    (entry,) = dossier.entries
    assert entry.number.value == 1
    assert [str(p.parcel) for p in entry.burdened.value] == ["Bedburdyck, Flur 11, Flurstück 93"]
    assert [str(p.parcel) for p in entry.benefited.value] == ["Bedburdyck, Flur 11, Flurstück 96"]
