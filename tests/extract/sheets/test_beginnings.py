"""Entries of running text: parted wherever one begins, however its number is written."""

import pytest

from baulast.model import DoubtReason
from baulast.settings import ExtractSettings
from extract.plain_text import dossier_of_text
from extract.stage import extract

HEADER = """Stadt Dormagen
Baulastenverzeichnis
Baulastenblatt Nr. 703
Gemarkung Zons Flur 9 Flurstück 60

"""
FIRST = """Der Eigentümer duldet die Zufahrt zum Flurstück 61. § 99 BauO NW.
Erklärung vom 14.06.1983. Eingetragen am 05.07.1983. Az. 65-0419-83
"""
SECOND = """Der Eigentümer duldet die Leitung zum Flurstück 62. § 99 BauO NW.
Erklärung vom 14.06.1984. Eingetragen am 03.07.1984. Az. 65-0420-84
"""


@pytest.fixture
def read(nlp):
    """What is made of a sheet with this text below its header."""
    return lambda body: extract(dossier_of_text("Akte", HEADER + body), nlp, ExtractSettings())


def told(dossier):
    """Number, benefited parcels and day of each entry."""
    return [
        (
            entry.number.value,
            [plot.parcel.number for plot in entry.benefited.value],
            entry.registered_on.value and entry.registered_on.value.year,
        )
        for entry in dossier.entries
    ]


@pytest.mark.parametrize(
    "numbers",
    [
        ("1. ", "2. "),
        ("1) ", "2) "),
        ("lfd. Nr. 1\n", "lfd. Nr. 2\n"),
        ("lfd.Nr. 1 - ", "lfd.Nr. 2 - "),
        ("Zu 1: ", "Zu 2: "),
        ("zu lfd. Nr. 1: ", "zu lfd. Nr. 2: "),
        ("I. ", "II. "),
        ("Nr. I: ", "Nr. II: "),
        ("Ziffer 1\n", "Ziffer 2\n"),
        ("Eintragung 1:\n", "Eintragung 2:\n"),
        ("Eintragung Nr. 1:\n", "Eintragung Nr. 2:\n"),
        ("Baulast Nr. 1\n", "Baulast Nr. 2\n"),
        ("Baulast 1: ", "Baulast 2: "),
        ("Nr. 1 ", "Nr. 2 "),
        ("Erste Baulast: ", "Zweite Baulast: "),
        ("Pos. 1: ", "Pos. 2: "),
        ("- 1 -\n", "- 2 -\n"),
        ("lfd. Nr. 1\n", "2) "),
        ("1. ", "Zu 2: "),
        ("1) ", "II. "),
        ("Nr. 1 der Eintragungen\n", "Nr. 2 der Eintragungen\n"),
        ("Unter lfd. Nr. 1 ist eingetragen: ", "Unter lfd. Nr. 2 ist eingetragen: "),
        ("1. ", "2, "),
        ("lfd. Nr. l\n", "lfd. Nr. Z\n"),
        ("lfd. Nr. I: ", "lfd. Nr. Z: "),
    ],
    ids=lambda pair: " ".join(pair).replace("\n", "/"),
)
@pytest.mark.parametrize("gap", ["", "\n"], ids=["close", "apart"])
def test_entries_are_parted_however_their_numbers_are_written(read, numbers, gap):
    """A number in its order at the head of a line begins an entry, whatever stands before it."""
    one, two = numbers
    assert told(read(f"{one}{FIRST}{gap}{two}{SECOND}")) == [
        (1, ["61"], 1983),
        (2, ["62"], 1984),
    ]


def test_the_count_of_a_page_begins_no_entry(read):
    """A single number between dashes counts the page."""
    assert told(read(f"- 2 -\n1. {FIRST}2. {SECOND}")) == [(1, ["61"], 1983), (2, ["62"], 1984)]


def test_letters_part_entries_that_have_days_of_their_own(read):
    """a) and b) count entries where each was declared and entered by itself; a person is asked."""
    dossier = read(f"a) {FIRST}b) {SECOND}")
    assert told(dossier) == [(1, ["61"], 1983), (2, ["62"], 1984)]
    assert all(entry.number.is_flagged for entry in dossier.entries)


@pytest.mark.parametrize(
    "body",
    [
        "lfd. Nr. 1\nDer Eigentümer verpflichtet sich,\n1. die Zufahrt zum Flurstück 61 zu "
        "dulden,\n2. sie zu befestigen und zu reinigen.\n" + FIRST.split("\n")[1],
        "1. Der Eigentümer duldet\na) die Zufahrt zum Flurstück 61,\nb) ihre Befestigung.\n"
        + FIRST.split("\n")[1],
        "1. Der Eigentümer duldet die Zufahrt zum Flurstück 61, wie sie seit dem\n"
        "2. Mai 1980 besteht und genutzt wird. " + FIRST.split("\n")[1],
        "1. Der Eigentümer duldet die Zufahrt zum Flurstück 61, wie sie in der\n"
        "Baulast Nr. 2 Blatt 12 beschrieben ist. " + FIRST.split("\n")[1],
    ],
    ids=["numbered clauses", "lettered clauses", "a day", "another sheet's entry"],
)
def test_clauses_and_days_begin_no_entry(read, body):
    """Numbers that count clauses, days, or entries elsewhere leave the entry whole."""
    assert told(read(body)) == [(1, ["61"], 1983)]


def test_a_misread_number_that_no_order_tells_is_asked_about(read):
    """A label with a digit that is unlike the next number begins an entry, its number doubted."""
    entries = read(f"lfd. Nr. 1\n{FIRST}\nlfd. Nr. B\n{SECOND}").entries
    assert [(e.number.value, e.number.is_flagged) for e in entries] == [(1, False), (2, True)]


@pytest.mark.parametrize("above", [FIRST, "Geh- und Fahrrecht zugunsten Flurstück 61.\n"])
def test_what_stands_above_a_first_number_beyond_one_is_asked_about(read, above):
    """Wordings above a first lfd. Nr. 3 are entries that were not read: entry and page say so."""
    dossier = read(f"{above}\nlfd. Nr. 3\n{SECOND}")
    assert all(e.doubts or e.burdened.is_flagged for e in dossier.entries)
    assert DoubtReason.NOT_FOUND in {doubt.reason for doubt in dossier.pages[0].doubts}


@pytest.mark.parametrize("numbers", [("1", "2"), ("l", "Z"), ("I", "II")])
def test_a_form_of_labels_is_parted_however_its_numbers_are_written(read, numbers):
    """Below "lfd. Nr. II" as below "lfd. Nr. 2" the labels are of the second entry."""
    dossier = read(
        "\n".join(
            f"lfd. Nr. {number}\nInhalt: Überfahrt zugunsten Flurstück 6{place}.\n"
            f"Rechtsgrundlage: § 99 BauO NW\nEingetragen am: 3.10.198{place}\n"
            for place, number in enumerate(numbers, start=1)
        )
    )
    assert told(dossier) == [(1, ["61"], 1981), (2, ["62"], 1982)]


def test_a_sheet_that_begins_with_a_later_number_is_not_doubted(read):
    """A page that goes on with lfd. Nr. 3 right below its header is taken as it is."""
    dossier = read(f"lfd. Nr. 3\n{SECOND}")
    assert [entry.doubts for entry in dossier.entries] == [()]


def test_entries_of_one_line_each_are_entries(read):
    """Two lines that each open with a number are two entries, whatever follows them."""
    dossier = read(
        "lfd. Nr. 1: Durchleitung für Flurstück 61\nlfd. Nr. 2: Überfahrt für Flurstück 62\n\n"
        "Beide eingetragen am 28.10.1976.\n\n"
        "Baulast lfd. Nr. 2 auf Antrag gelöscht. Zons, den 30.6.1989"
    )
    first, second = dossier.entries
    assert [p.parcel.number for p in first.benefited.value] == ["61"]
    assert {e.registered_on.value.isoformat() for e in dossier.entries} == {"1976-10-28"}
    assert not any(entry.registered_on.is_flagged for entry in dossier.entries)
    assert second.number.value == 2
    assert first.status.value == "active"


def test_a_day_that_several_share_is_not_that_of_an_entry_with_its_own(read):
    """'Beide' are the two above it; who was entered before keeps the day."""
    dossier = read(
        "lfd. Nr. 1: Weg für Flurstück 61. Eingetragen am 3.4.1970.\n"
        "lfd. Nr. 2: Durchleitung für Flurstück 61\nlfd. Nr. 3: Überfahrt für Flurstück 62\n\n"
        "Beide eingetragen am 28.10.1976.\n"
    )
    assert [entry.registered_on.value.year for entry in dossier.entries] == [1970, 1976, 1976]


def test_a_number_left_out_is_asked_about_and_hides_no_entry(read):
    """Behind lfd. Nr. 1 an entry with number 3 is read, and its page is doubted: where is 2?"""
    dossier = read(f"lfd. Nr. 1\n{FIRST}\nlfd. Nr. 3\n{SECOND}")
    assert told(dossier) == [(1, ["61"], 1983), (3, ["62"], 1984)]
    assert [doubt.reason for doubt in dossier.pages[0].doubts] == [DoubtReason.NOT_FOUND]


@pytest.mark.parametrize(
    "body",
    [
        f"lfd. Nr. 1\n{FIRST}\nFerner: {SECOND}",
        f"1. {FIRST}- {SECOND}",
        "1. Zu Lasten Flurstück 60 und zu Gunsten Flurstück 61 Leitungsrecht, zu Lasten "
        "Flurstück 61 und zu Gunsten Flurstück 60 Wegerecht.\n" + FIRST.split("\n")[1],
    ],
    ids=["no number", "a dash", "mutual"],
)
def test_entries_that_run_together_are_doubted_with_their_page(read, body):
    """An entry with more than one entry's worth of facts is not believed, nor is its page."""
    dossier = read(body)
    assert all(entry.doubts for entry in dossier.entries)
    assert dossier.pages[0].doubts


def test_a_later_note_makes_no_second_entry(read):
    """One more day of entry, of a note on the entry, does not cast doubt on all of it."""
    dossier = read(f"1. {FIRST}Zur Löschung am 5.5.1995 wieder eingetragen am 7.8.1995.")
    assert [entry.doubts for entry in dossier.entries] == [()]
    assert dossier.entries[0].is_flagged


def test_prose_over_the_first_number_is_the_first_entrys(read):
    """What says that it was entered is not put before the entries that follow."""
    body = (
        "Zugunsten des Flurstücks 61 ist zu Lasten des Flurstücks 60 durch Erklärung vom\n"
        "14.06.1983 die Verpflichtung übernommen worden, die Zufahrt zu dulden (§ 99 BauO NW).\n"
        "In das Verzeichnis eingetragen unter\nlfd. Nr. 1 am 05.07.1983.\n\n"
        "Unter lfd. Nr. 2 ist am 03.07.1984 eingetragen worden: Der Eigentümer duldet die Leitung\n"
        "zum Flurstück 62 (§ 99 BauO NW, Erklärung vom 14.06.1984).\n\n"
    )
    assert told(read(body)) == [(1, ["61"], 1983), (2, ["62"], 1984)]
    ended = "Unter lfd. Nr. 2 ist am 03.07.1990 die Löschung eingetragen worden.\n"
    assert len(read(body + ended).entries) == 2


@pytest.mark.parametrize("name", ["Nr.", "Nummer", "Baulast", "Lfd. Nr."])
def test_an_entry_may_begin_with_its_number_and_day_in_prose(read, name):
    """ "Nr. 1, eingetragen am ...:" begins an entry; a note of its end named so begins none."""
    body = (
        f"{name} 1, eingetragen am 30.10.2001: Zugunsten des Flurstücks 514 ist der Weg zu\n"
        "dulden. Erklärung vom 10.09.2001.\n"
        f"{name} 2, eingetragen am 16.06.2009: Zugunsten des Flurstücks 516 ist die Leitung zu\n"
        "dulden. Erklärung vom 27.04.2009.\n"
        f"{name} 1, eingetragen am 30.10.2001, ist gelöscht.\n"
    )
    assert told(read(body)) == [(1, ["514"], 2001), (2, ["516"], 2009)]
