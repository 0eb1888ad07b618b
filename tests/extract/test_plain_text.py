"""Plain text becomes a dossier of the same shape as a scan."""

import pytest

from baulast.model import Status
from baulast.settings import ExtractSettings
from extract.plain_text import dossier_of_text
from extract.stage import extract

HEADER = """Baulastenverzeichnis der Gemeinde Kaarst
Baulastenblatt Nr. 1876
Seite 1
Gemarkung Flur Flurstück Lage
Kaarst 17 665 und 666 Maubisstraße 133
"""
CELLS = """Lfd.
Nr.
Inhalt der Eintragung
Bemerkungen
1
Auf dem vorstehend bezeichneten Grundstück ist eine
Zufahrt für das Grundstück Gemarkung Kaarst, Flur 17,
Flurstück 793 freizuhalten (§ 99 BauO NW).
Eingetragen:
19.4.77
Az.: 63-404/77
2
Vereinigungsbaulast: Die Eigentümer der Grundstücke
Gemarkung Kaarst, Flur 17, Flst. 665 u. 666 verpflichten sich.
Eingetragen am
16.06.78
"""
DAY_COLUMN = """1
Lfde.
Nr.
Bezeichnung der Baulast
Tag der
Eintragung
Bemerkungen, Löschungen
1
Auf dem Grundstück Gemarkung Kaarst, Flur 17, Flurstück 665
ist ein Streifen für die Zufahrt zu dem Grundstück Gemarkung
Kaarst, Flur 17, Flurstück 793 freizuhalten.
19.4.77
Vorg. III/63-39-77
"""


@pytest.fixture
def entries(nlp):
    def read(text):
        return extract(dossier_of_text("Akte", text), nlp, ExtractSettings()).entries

    return read


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (HEADER + CELLS, ["1977-04-19", "1978-06-16"]),
        (HEADER + DAY_COLUMN, ["1977-04-19"]),
    ],
)
def test_cells_one_after_another_are_a_table_again(entries, text, days):
    """Number, wording and remarks that come as lines are told apart, the header's blanks too."""
    found = entries(text)
    assert [entry.registered_on.value.isoformat() for entry in found] == days
    assert {entry.sheet.value for entry in found} == {"1876"}
    assert {entry.burdened.value[0].parcel.number for entry in found} == {"665"}
    assert {entry.burdened.value[0].parcel.flur for entry in found} == {"17"}
    assert found[0].reference.value in ("63-404/77", "III/63-39-77")


def test_cells_of_long_lines_stay_apart(entries):
    """A wording in one long line keeps to its column: day and file number are its own entry's."""
    wording = "Auf dem Flurstück 665 ist ein Streifen für die Zufahrt zu dem Grundstück Gemarkung "
    wording += (
        "Kaarst, Flur 17, Flurstück 793 dauernd von jeder Bebauung freizuhalten. § 78 BauO NW."
    )
    rows = f"1\n{wording}\n19.4.1977\nAz. B 311/77\n2\n{wording}\n9.9.1986\nAz. B 77/86\n"
    found = entries(f"{HEADER}Lfd. Nr.\nInhalt der Eintragung\nEingetragen am\nBemerkungen\n{rows}")
    assert [entry.reference.value for entry in found] == ["B 311/77", "B 77/86"]
    assert [entry.registered_on.value.year for entry in found] == [1977, 1986]


def test_an_empty_label_for_remarks_makes_no_table_of_a_form(entries):
    """Labels with their values beside them are a form, though "Bemerkungen" stands alone."""
    (found,) = entries(
        "Baulastenblatt-Nr.         0275\nLfd. Nr.                   1\n"
        "Aktenzeichen               63-2275/99\nGemarkung                  Kaarst\n"
        "Flur                       10\nFlurstück(e)               401, 402\n"
        "Art der Baulast            Vereinigungsbaulast\n"
        "Rechtsgrundlage            § 83 BauO NW\nDatum der Erklärung        02.06.1999\n"
        "Datum der Eintragung       14.07.1999\nDatum der Löschung\nBemerkungen\n"
    )
    assert found.declared_on.value.isoformat() == "1999-06-02"
    assert found.registered_on.value.isoformat() == "1999-07-14"
    assert (found.legal_basis.value, found.status.value.value) == ("§ 83 BauO NW", "active")
    assert not found.status.doubts


FORM = (
    "Stadt Dormagen                          Baulastenblatt Nr.  1203\n"
    "Der Stadtdirektor                       Lfd. Nr.            1\n\n{above}"
    "Belastetes Grundstück\nGemarkung Zons   Flur 7   Flurstück(e) 455\n\n"
    "Begünstigtes Grundstück\nGemarkung Zons, Flur 7, Flurstück 456\n\n"
    "Inhalt der Verpflichtung\n{wording}\n{days}{below}\n"
)
DAYS = (
    "Rechtsgrundlage               § 78 BauO NW\n"
    "Verpflichtungserklärung vom   22.01.1986\nEingetragen am                03.03.1986\n"
)
SPACES = "Zwei Stellplätze sind freizuhalten."


@pytest.mark.parametrize(
    "blanks",
    [
        {"below": "Bemerkungen"},
        {"below": "Bemerkungen:"},
        {"below": "Anmerkungen"},
        {"below": "Vermerke"},
        {"below": "Bemerkungen", "days": ""},
        {"below": "Bemerkungen", "days": "", "wording": "Stellplätze"},
        {"above": "Bemerkungen\n"},
        {"below": "Bemerkungen   keine"},
    ],
)
def test_a_blank_for_remarks_below_a_wording_heads_no_column(entries, blanks):
    """A form whose wording stands between "Inhalt" and an empty "Bemerkungen" keeps its entry."""
    blanks = {"above": "", "wording": SPACES, "days": DAYS, "below": ""} | blanks
    (found,) = entries(FORM.format(**blanks))
    assert (found.sheet.value, found.number.value) == ("1203", 1)
    assert [plot.parcel.number for plot in found.burdened.value] == ["455"]
    assert [plot.parcel.number for plot in found.benefited.value] == ["456"]
    assert (found.registered_on.value is not None) == bool(blanks["days"])


@pytest.mark.parametrize(
    "headings",
    [
        "Lfd. Nr.\nInhalt der Eintragung\nBemerkungen\n",
        "Lfd. Nr. 1\nInhalt der Eintragung 2\nBemerkungen 3\n",
        "Lfd.\nNr.\n\nInhalt der\nEintragung\n\nTag der\nEintragung\n\nBemerkungen\n",
        "Baulasten\nam Grundstück in der Gemarkung Kaarst, Flur 17\n"
        "Lfd. Nr.\nInhalt der Eintragung\nBemerkungen\n",
    ],
)
def test_headings_one_after_another_stay_a_table(entries, headings):
    """ "Bemerkungen" on a line of its own among other headings is over a column."""
    text = CELLS.split("Bemerkungen\n")[1]
    found = entries(HEADER + headings + text)
    assert [entry.registered_on.value.year for entry in found] == [1977, 1978]


@pytest.mark.parametrize(
    "blank", ["...{}...", "...... {} ......", ". . . {} . . .", "…{}…", "__{}__"]
)
def test_dots_of_a_form_cling_to_no_value(entries, blank):
    """Pages of a form, each with its number and values between leaders, are entries each."""
    page = (
        "Baulastenblatt Nr. 90        Stadt Neuss\n\nLfd. Nr.: {number}\n"
        "Eingetragen am: {day}\nBelastet: Gemarkung Rosellen, Flur 7, Flurstück {plot}\n"
        "Begünstigt: Gemarkung Rosellen, Flur 7, Flurstück {other}\nInhalt: {kind}\n"
    )
    rows = [("1", "15. Mai 1985", "144", "145, 146"), ("2", "8. Mai 1989", "147", "150/2")]
    names = ("number", "day", "plot", "other")
    pages = [
        page.format(
            kind=blank.format("Duldung der Abwasserleitung"),
            **{name: blank.format(value) for name, value in zip(names, row, strict=True)},
        )
        for row in rows
    ]
    first, second = entries("\f".join(pages))
    assert [first.number.value, second.number.value] == [1, 2]
    assert [first.registered_on.value.year, second.registered_on.value.year] == [1985, 1989]
    assert [p.parcel.number for p in first.benefited.value] == ["145", "146"]
    assert [p.parcel.number for p in second.burdened.value] == ["147"]


@pytest.mark.parametrize(
    ("label", "status"),
    [
        ("Löschungsdatum:", "active"),
        ("Löschungsdatum:        ------", "active"),
        ("Gelöscht:              ./.", "active"),
        ("Löschung:              keine", "active"),
        ("Löschungsdatum:        03.04.2024", "deleted"),
        ("Gelöscht:              -- 03.04.2024", "deleted"),
    ],
)
def test_a_label_that_nothing_is_deleted_deletes_nothing(entries, label, status):
    """A form's blank that is empty or crossed out asks about no deletion; a day in it is one."""
    (found,) = entries(
        "Baulastenblatt-Nr.:    0275\nLaufende Nummer:       1\n"
        "Belastet:              Gemarkung Kaarst, Flur 10, Flurstück 401\n"
        "Begünstigt:            Gemarkung Kaarst, Flur 10, Flurstück 402\n"
        "Art der Baulast:       Zufahrt\nRechtsgrundlage:       § 83 BauO NW\n"
        "Eintragungsdatum:      14.07.1999\n"
        f"{label}\nAktenzeichen:          63-2275/99\n"
    )
    assert found.status.value.value == status
    assert not found.status.doubts
    assert not found.deleted_on.doubts
    assert found.reference.value == "63-2275/99"


def test_a_page_begins_at_a_form_feed(entries):
    """Pages are counted as they come; a declaration speaks of the sheet's entry."""
    declaration = """Verpflichtungserklärung
Auf dem Grundstück Gemarkung Kaarst, Flur 17, Flurstücke 665 und 666 ist
eine Zufahrt für das Grundstück Gemarkung Kaarst, Flur 17, Flurstück 793
freizuhalten.
Kaarst, den 2.3.1977"""
    first, _ = entries(HEADER + CELLS + "\f" + declaration)
    assert first.declared_on.value.isoformat() == "1977-03-02"
    assert first.declared_on.readings[0].evidence.page == 2


@pytest.mark.parametrize("text", ["", "\f\f", "kein Blatt", "Inhalt der Eintragung\nBemerkungen"])
def test_any_text_makes_a_dossier(entries, text):
    """Nothing to read is no error."""
    assert entries(text) == ()
    assert len(dossier_of_text("Akte", text).pages) == text.count("\f") + 1


def test_evidence_lies_on_the_grid(nlp):
    """Every reading leads back to words of the page."""
    dossier = extract(dossier_of_text("Akte", HEADER + CELLS), nlp, ExtractSettings())
    (page,) = dossier.pages
    day = dossier.entries[0].registered_on.readings[0].evidence
    assert "19.4.77" in page.text[day.start : day.end]


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("unter Baulastenblatt Nr. 775 lfd. Nr. 2 eine Baulast eingetragen ist.", True),
        ("keine Baulast eingetragen ist.", False),
    ],
)
def test_an_entry_whose_sheet_is_not_there_is_asked_about(nlp, said, asks):
    """A file that only repeats what stands in the register says so; "keine" names no entry."""
    text = (
        "Auskunft aus dem Baulastenverzeichnis\n\nAuf Ihren Antrag teile ich mit, dass für das\n"
        f"Grundstück Gemarkung Büttgen, Flur 20, Flurstück 345 {said}\n"
    )
    dossier = extract(dossier_of_text("Akte", text), nlp, ExtractSettings())
    assert bool(dossier.pages[0].doubts) == asks
    assert not dossier.entries


def test_numbers_that_count_the_blanks_of_a_form_begin_no_entries(nlp):
    """ "IV. Erklärung vom:" is a label; where no entry is made out, the sheet says so."""
    text = (
        "Stadt Grevenbroich\nBaulast Nr. 3 auf Baulastenblatt G 77\n\n"
        "I.    Belastet wird:      Gemarkung Wevelinghoven   Flur 3   Flurstück 1180\n"
        "II.   Begünstigt wird:    Gemarkung Wevelinghoven   Flur 3   Flurstück 1181\n"
        "III.  Verpflichtung:      Der Eigentümer hat einen Spielplatz anzulegen.\n"
        "IV.   Erklärung vom:      17.03.1989\n"
        "V.    Eintragung:         am 03.04.1989 unter Nr. 3\n"
        "VI.   Löschung:           ------\n"
    )
    dossier = extract(dossier_of_text("Akte", text), nlp, ExtractSettings())
    assert not dossier.entries
    assert dossier.pages[0].doubts


@pytest.mark.parametrize("begin", ["lfd. Nr. {}\n", "{}. "])
@pytest.mark.parametrize(
    "remark",
    [
        "Antrag auf Löschung gestellt.",
        "Verpflichtungserklärung vom 12.02.1998",
        "Zustimmungserklärung der Sparkasse liegt vor.",
        "Auszug aus der Flurkarte liegt bei.",
        "Veränderungsnachweis 2003/12.",
        "Vermerk: Nachweis geprüft.",
    ],
)
def test_a_remark_makes_no_other_page_of_a_sheet(nlp, begin, remark):
    """Whatever a line of an entry begins with, both entries of the sheet are there."""
    entry = (
        "Der Eigentümer des Flurstücks 71 duldet die {} zum Flurstück {}.\n"
        "§ 83 BauO NRW. Eingetragen am 29.05.2001. Az.: 63-BL-{}/01\n"
    )
    text = (
        "Stadt Korschenbroich\nBaulastenverzeichnis\nBaulastenblatt Nr. 1404\n"
        "Gemarkung Liedberg Flur 6 Flurstück 71\n\n"
        + begin.format(1) + entry.format("Zufahrt", 72, 1) + remark + "\n\n"
        + begin.format(2) + entry.format("Leitung", 73, 2)
    )  # fmt: skip
    entries = extract(dossier_of_text("Akte", text), nlp, ExtractSettings()).entries
    assert [(entry.sheet.value, entry.number.value) for entry in entries] == [
        ("1404", 1),
        ("1404", 2),
    ]


def test_an_order_that_deletes_several_entries_asks_about_each(nlp):
    """One of them is told to be deleted; none of the others passes for active unseen."""
    entry = "{0}. Der Eigentümer des Flurstücks 71 duldet die Zufahrt zum Flurstück 8{0}.\n\n"
    text = (
        "Stadt Korschenbroich\nBaulastenblatt Nr. 1404\nGemarkung Liedberg Flur 6 Flurstück 71\n\n"
        + "".join(map(entry.format, (1, 2, 3)))
        + "\f"
        "Löschungsverfügung\n\nDie im Baulastenverzeichnis, Blatt 1404, lfd. Nr. 1 und 2\n"
        "eingetragenen Baulasten sind am 5.5.1995 zu löschen.\n"
    )
    first, second, third = extract(dossier_of_text("Akte", text), nlp, ExtractSettings()).entries
    assert first.status.doubts or first.doubts
    assert second.status.doubts or second.doubts
    assert not (third.status.doubts)
    assert not (third.doubts)


def test_numbered_clauses_are_of_their_entry(nlp):
    """A number within a sentence begins no entry, and the next one keeps its own."""
    text = (
        "Stadt Neuss\nBaulastenverzeichnis\nBaulastenblatt Nr. 3001\n"
        "Gemarkung Uedesheim Flur 5 Flurstück 17\n\n"
        "lfd. Nr. 1\nDer Eigentümer verpflichtet sich,\n"
        "1. auf dem Flurstück 17 vier Stellplätze für das Flurstück 18 herzustellen,\n"
        "2. die Zufahrt zu diesen Stellplätzen ständig freizuhalten.\n"
        "Erklärungen vom 5.5.1989 und 6.5.1989, § 78 BauO NW. Eingetragen am 30.5.1989.\n\n"
        "lfd. Nr. 2\nDer Eigentümer duldet auf Flurstück 17 den Rettungsweg für Flurstück 18.\n"
        "Erklärung vom 9.9.1991, § 78 BauO NW. Eingetragen am 1.10.1991.\n"
    )
    first, second = extract(dossier_of_text("Akte", text), nlp, ExtractSettings()).entries
    assert (first.number.value, second.number.value) == (1, 2)
    assert first.declared_on.is_flagged  # of two days, neither is read
    assert not second.declared_on.is_flagged


LED = """Baulastenblatt Nr. 90        Stadt Neuss

Die nachstehende Baulast ist eingetragen unter
   laufender Nr. {dots}{number}{dots}
   am {dots}{day}{dots}
zu Lasten des Grundstücks
   Gemarkung {dots}Rosellen{dots}  Flur {dots}7{dots}  Flurstück {dots}144{dots}
zu Gunsten des Grundstücks
   Gemarkung {dots}Rosellen{dots}  Flur {dots}7{dots}  Flurstück {dots}{plot}{dots}
Inhalt: {dots}Duldung der Zufahrt, 3 m breit{dots}
Verpflichtungserklärung vom {dots}11. März 1985{dots}
Gelöscht am {end}
"""


@pytest.mark.parametrize("dots", ["", "...", ".....", "___", "…"])
def test_pages_filled_in_between_leaders_are_entries_of_their_own(entries, dots):
    """A sheet whose declaration is a dated blank is a sheet; leaders cling to no value."""
    end = f"{dots}2. Dezember 2008{dots}"
    one = LED.format(dots=dots, number=1, day="15. Mai 1985", plot=145, end=dots * 3)
    two = LED.format(dots=dots, number=2, day="8. September 1989", plot=150, end=end)
    found = entries(f"{one}\f{two}")
    assert [entry.number.value for entry in found] == [1, 2]
    assert [entry.sheet.value for entry in found] == ["90", "90"]
    assert [p.parcel.number for e in found for p in e.benefited.value] == ["145", "150"]
    assert found[0].status.value in (Status.ACTIVE, Status.UNCLEAR)  # an empty blank may be asked
    assert found[1].status.value is Status.DELETED
