from dataclasses import replace

import pytest

from baulast.model import BlockKind, PageKind
from extract.sheets.pages import is_german, names_encumbrance, page_kind, tells_of_entry


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["Stadt Kaarst", "V e r p f l i c h t u n g s e r k l ä r u n g"], PageKind.DECLARATION),
        (["Erklärung zur Übernahme einer Baulast", "Vor mir erschien"], PageKind.DECLARATION),
        (["Verpflichtung", "Der Unterzeichnete"], PageKind.DECLARATION),
        (["Baulasterklärunq nach § 83"], PageKind.DECLARATION),
        (["STADT DORMAGEN", "Eintragungsverfügung"], PageKind.ORDER),
        (["Vermerk und Verfügung", "Betr.: Bauwich"], PageKind.ORDER),
        (["Mitteilung über die Eintragung einer Baulast"], PageKind.NOTICE),
        (["Löschungsverfügung", "Die Baulast wird gelöscht."], PageKind.DELETION),
        (["Löschungsmitteilung", "Die Baulast Blatt 977 lfd. Nr. 1 ist weg."], PageKind.DELETION),
        (["Verzichtserklärung", "Auf die Baulast Blatt 977 Nr. 1."], PageKind.DELETION),
        (["Verfügung: Eintragung in das Baulastenverzeichnis"], PageKind.ORDER),
        (["Eintragung ins Baulastenverzeichnis Rommerskirchen", "Blatt-Nr. R 4"], PageKind.ORDER),
        (["Eintragung in das Baulastenverzeichnis der Stadt Zons"], PageKind.ORDER),
        (["Verfügung über die Löschung", "Die Belastung wird gelöscht."], PageKind.DELETION),
        (["Baulastenverzeichnis Neuss; hier: Mitteilung über die Eintragung"], PageKind.NOTICE),
        (["Abschrift aus der Baulastenkartei"], PageKind.STATEMENT),
        (["Verpflichtungsurkunde", "Der Unterzeichnete"], PageKind.DECLARATION),
        (["Vermerk über die Löschung einer Baulast"], PageKind.DELETION),
        (
            [
                "Verfügung",
                "1. Die Baulast wird nicht mehr benötigt; auf sie wird verzichtet.",
                "2. Die Löschung ist am 12. 5. 1981 vollzogen worden.",
            ],
            PageKind.DELETION,
        ),
        (
            [
                "Verfügung",
                "1. Auf die Baulast Nr. 1 wird verzichtet; sie ist zu löschen.",
                "2. Unter Nr. 2 ist einzutragen: Ein Weg",
            ],
            PageKind.ORDER,
        ),
        (
            [
                "Ihr Zeichen Mein Zeichen",
                "Betrifft: Baulastenverzeichnis",
                "Auf dem Baulastenblatt 17 habe ich am 3.4.74 eingetragen: Ein Weg",
            ],
            PageKind.NOTICE,
        ),
        (
            ["Ihr Zeichen Mein Zeichen", "Betrifft: Baulastenverzeichnis", "Ihr Antrag"],
            PageKind.LETTER,
        ),
        (
            [
                "Der Stadtdirektor in Neuss",
                "Verfügung.",
                "1. In das Baulastenverzeichnis, Blatt 273a, ist unter lfd. Nr. 1 einzutragen:",
                "Auf Flurstück 406 wird ein Spielplatz unterhalten.",
                "2. Vermerk: eingetragen am 23.03.2009.",
                "3. Nachricht an den Eigentümer.",
            ],
            PageKind.ORDER,
        ),
        (
            [
                "1. In das Baulastenverzeichnis Blatt 273a",
                "Nr. 1 ist einzutragen: Ein Weg.",
                "2. Eingetragen am 23.03.2009.",
            ],
            PageKind.ORDER,
        ),
        (
            ["Baulastenverzeichnis Neuss Blatt 273a", "1. Ein Weg. Eingetragen am 23.03.2009."],
            PageKind.SHEET,
        ),
        (["Lageplan zur Baulast Maßstab 1:500", "472", "N"], PageKind.PLAN),
        (["Sehr geehrte Damen und Herren,", "ich bitte um Auskunft."], PageKind.LETTER),
        (["Auszug aus dem Liegenschaftskataster"], PageKind.CADASTRE),
        (["Auskunft aus dem Baulastenverzeichnis"], PageKind.STATEMENT),
        (["Baulastenauskunft gemäß Ihrem Antrag"], PageKind.STATEMENT),
        (["Betr.: Eintragung einer Baulast"], PageKind.NOTICE),
        (["Niederschrift über die Bestellung einer Baulast"], PageKind.DECLARATION),
        (
            ["Niederschrift", "Der Eigentümer gibt folgende Erklärung zu Protokoll: Ein Weg."],
            PageKind.DECLARATION,
        ),
        (["Niederschrift", "Die Unterschrift wurde vor mir vollzogen."], PageKind.AUTHENTICATION),
        (
            ["Zu Ihrer Kenntnis: Auf Blatt 17 ist am 3.4.74", "eingetragen worden: Ein Weg"],
            PageKind.NOTICE,
        ),
        (
            ["UR-Nr. 811 für 2000", "Vorstehende Unterschrift von Markus", "beglaubige ich."],
            PageKind.AUTHENTICATION,
        ),
        (["TRENNBLATT", "KAA-BL-000001"], PageKind.SEPARATOR),
        (["Stadt Neuss", "Verpfliehtungsurkunde", "Der Unterzeichnete"], PageKind.DECLARATION),
        (["Der Stadtdirektor", "Auftrag zur Eintragung", "Blatt 17 Nr. 1"], PageKind.ORDER),
        (["Der Stadtdirektor", "Auftrag zur Löschung", "Blatt 17 Nr. 1"], PageKind.DELETION),
        (["Unser Zeichen 4.63", "Eintragungsvermerk", "Baulastblatt M-02462"], PageKind.ORDER),
        (
            ["Baulastenblatt 12", "Ein Weg", "Eintragungsvermerk", "Eingetragen am 3.4.1974"],
            PageKind.SHEET,
        ),
    ],
)
def test_a_page_is_told_by_its_title(paper, lines, kind):
    """A page's title tells what it is, spaced out or slightly misread too."""
    assert page_kind(paper().write(200, 100, *lines).page()) is kind


@pytest.mark.parametrize(
    "lines",
    [
        ["die Eintragung in das Baulastenverzeichnis habe ich am Montag der Woche bewilligt"],
        ["steht Ihnen die Sachbearbeiterin gern zur", "Verfügung."],
        ["1234", "5678"],
        ["Verfügung zur Löschung wurde mir zugestellt, was ich nicht verstehe,"],
    ],
)
def test_running_text_is_no_title(paper, lines):
    """Words of a title inside a sentence do not make a page an order or a declaration."""
    assert page_kind(paper().write(200, 100, *lines).page()) is None


def test_the_topmost_title_counts(paper):
    """A form's closing sentence does not outweigh the title above it."""
    page = paper().write(
        200,
        100,
        "Baulasterklärung",
        "Der Eigentümer übernimmt folgende Baulast:",
        "Eintragung in das Baulastenverzeichnis",
    )
    assert page_kind(page.page()) is PageKind.DECLARATION


def test_a_title_that_is_lost_is_made_up_for_by_the_text(paper):
    """Where dirt hides the title, what the page says tells its kind."""
    page = paper().write(
        200,
        100,
        "V rp///chtu",
        "als Eigentümer des Grundstücks übernehme ich",
        "auch für meine Rechtsnachfolger",
    )
    assert page_kind(page.page()) is PageKind.DECLARATION


def test_a_sheet_is_told_by_its_table_and_its_name(sheet):
    """A table of entries under the register's name is a sheet."""
    page = sheet(("1", ["Das Grundstück wird belastet."], ["Eingetragen am 3.11.1965"])).page()
    assert page_kind(page) is PageKind.SHEET


@pytest.mark.parametrize("title", ["Bau1astenb1att Nr. 33", "Bauiastenverzeichnis", "Baulastb1att"])
def test_a_damaged_name_is_the_sheets(paper, title):
    """A thin l that was read as a one or an i makes no other page of a sheet."""
    assert page_kind(paper().write(200, 100, title).page()) is PageKind.SHEET


@pytest.mark.parametrize(
    "lines",
    [
        ["Baulastenblatt Nr. 12", "Lfd. Nr. 1", "Eintragungsvermerk: eingetragen am 3.4.1974"],
        ["Baulastenverzeichnis Rommerskirchen", "Blatt R 4"],
        ["Baulastenblatt Nr. 12", "Eintragung: Ein Weg ist freizuhalten."],
    ],
)
def test_a_label_of_a_sheet_is_no_orders_title(paper, lines):
    """Under the sheet's own name a blank for the note of entry makes no order of it."""
    assert page_kind(paper().write(200, 100, *lines).page()) is PageKind.SHEET


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Gemeinde Korschenbroich", PageKind.SHEET),
        ("Verpflichtungserklärung", PageKind.DECLARATION),
    ],
)
def test_what_stands_in_a_table_is_no_title(sheet, title, kind):
    """An entry may begin with the declaration's name; titles stand above the table's headings."""
    wording = ["Verpflichtungserklärung vom 18.2.1986", "Das Flurstück 25 wird als Weg genutzt."]
    page = sheet(("1", wording, ["18.6.1986"]), header=(title, "Pesch 8 892/73"))
    assert page_kind(page.page()) is kind


def test_blank_pages_and_separators_are_known_before(paper):
    """What the survey of the scans has told is not judged again."""
    page = paper().write(200, 100, "Löschungsverfügung").page()
    assert page_kind(replace(page, is_blank=True)) is PageKind.BLANK
    assert page_kind(replace(page, separator="KAA-1")) is PageKind.SEPARATOR
    assert page_kind(paper().page()) is None


def test_drawn_content_is_a_plan(paper):
    """A page whose regions are drawn is a plan, whatever its numbers say."""
    page = paper().write(200, 100, "472", "474/3").page()
    drawn = tuple(replace(block, kind=BlockKind.PLAN) for block in page.blocks)
    assert page_kind(replace(page, blocks=drawn)) is PageKind.PLAN


def test_the_title_block_of_a_plan_is_no_table_of_entries(paper):
    """Lettering that looks like headings side by side makes a drawn page no sheet."""
    page = paper().write(200, 1000, "Lageplan zur Eintragung einer Baulast")
    page.write(200, 1100, "Nr.").write(600, 1100, "Eintragung").write(1200, 1100, "Datum")
    page = page.write(200, 1200, "229/133").write(1200, 1200, "2.2.2009").page()
    drawn = tuple(replace(block, kind=BlockKind.PLAN) for block in page.blocks)
    assert page_kind(replace(page, blocks=drawn)) is PageKind.PLAN


UPSIDE_DOWN = "Bunysiydıaa aysıny9aa yaı JS4YO aPuaßlo SpIaysgsıy Isjneneg sie Jsıeey IpeIS"


def test_a_page_read_upside_down_is_no_german(paper):
    """Words that are none are told from a letter, so that the page is looked at."""
    garbled = paper().write(200, 100, *[UPSIDE_DOWN] * 3).page()
    letter = paper().write(200, 100, *["ich bitte in der Sache um die Mitteilung, ob das ist"] * 3)
    assert not is_german(garbled)
    assert is_german(letter.page())
    assert is_german(paper().write(200, 100, "zzz").page())  # too few words to tell


def test_parcels_are_a_cue_of_encumbrances(paper):
    """A page that names parcels may bear an encumbrance; a bill does not."""
    assert names_encumbrance(paper().write(0, 0, "Flst. 12/3").page())
    for damaged in ("FIurstück 12/4", "(S 99 BauO NW)", "Eingetragen arn 20. September 1966"):
        assert names_encumbrance(paper().write(0, 0, damaged).page())
    assert not names_encumbrance(paper().write(0, 0, "Rechnung über 12,50 DM").page())


@pytest.mark.parametrize(
    ("heading", "kind"),
    [("noch Blatt II/229", PageKind.SHEET), ("Fortsetzung von Blatt 12", PageKind.SHEET),
     ("noch auf Blatt 12 zu bearbeiten ist der Antrag", None)],
)  # fmt: skip
def test_a_page_that_goes_on_with_a_sheet_is_one(paper, heading, kind):
    """Typed sheets repeat no title overleaf: "noch Blatt 12" says what goes on."""
    page = paper().write(1100, 80, "- 2 -").write(200, 150, heading)
    page.write(
        200, 300, "4.) Stellplatzbaulast", "Auf dem Grundstück Flurstück 25 sind zwei Plätze"
    )
    assert page_kind(page.page()) is kind


INTRODUCED = (
    "Baulastenblatt Nr. 12",
    "Die unten genannten Eintragungen betreffen, soweit nichts anderes angegeben,",
    "die Gemarkung Bedburdyck, Flur 16.",
)


def test_a_sheet_that_is_introduced_is_no_letter(paper):
    """ "Eintragungen betreffen" is no subject of a letter."""
    wording = "Der Eigentümer der Parzelle 204 duldet die Zufahrt."
    assert page_kind(paper().write(200, 100, *INTRODUCED, wording).page()) is PageKind.SHEET
    subject = "Betreff: Entwässerung"
    letter = paper().write(200, 100, "Baulastenblatt 12", subject, wording).page()
    assert page_kind(letter) is PageKind.LETTER


def test_a_letter_headed_as_a_sheet_tells_of_an_entry(paper):
    """What is headed with a sheet's name is never passed over, whatever kind it is taken for."""
    lines = ("Baulastenblatt Nr. 12", "Sehr geehrte Herren,", "Die Parzelle 204 ist belastet.")
    page = paper().write(200, 100, *lines).page()
    assert tells_of_entry(replace(page, kind=PageKind.LETTER))
