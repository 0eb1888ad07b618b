"""Notes of deletion that stand where there was room, and the entries that they may mean."""

from datetime import date

import pytest

from baulast.model import Status
from baulast.settings import ExtractSettings
from extract.plain_text import dossier_of_text
from extract.stage import extract

HEAD = "Baulastenblatt 44\nGemarkung Glehn, Flur 11, Flurstück 234\n"
ENTRIES = tuple(
    f"Lfd. Nr. {number}\n{right} zugunsten Flurstück {parcel}. § 99 BauO NW. "
    f"Eingetragen am {day} Krings\n"
    for number, (right, parcel, day) in enumerate(
        (
            ("Geh- und Fahrrecht", 235, "3.10.1968"),
            ("Leitungsrecht", 236, "5.10.1970"),
            ("Stellplätze", 237, "7.10.1971"),
        ),
        start=1,
    )
)


@pytest.fixture
def read(nlp):
    """The entries of a text, by their numbers; of two with one number the first."""

    def entries(text):
        found = extract(dossier_of_text("Akte", text), nlp, ExtractSettings()).entries
        return {entry.number.value: entry for entry in reversed(found)}

    return entries


def _asked(found):
    """The numbers of the entries of which it is asked whether they have ended."""
    return {number for number, e in found.items() if e.status.doubts and e.deleted_on.doubts}


@pytest.mark.parametrize(
    "note",
    [
        "Zu 1 gelöscht 19.07.2000 Beck",
        "zu 1: gelöscht 19.07.2000 Beck",
        "1 gelöscht 24.2.1999 Beck",
        "Die Baulast zu 1 ist gelöscht (24.2.1999).",
        "Baulast 1 am 19.07.2000 gelöscht.",
        "Die erste Baulast ist am 24.2.1999 gelöscht worden.",
        "Die Wegebaulast ist am 24.2.1999 gelöscht worden.",
        "Am 24.2.1999 gelöscht: Wegebaulast.",
        "Die Baulast zugunsten des Flurstücks 235 ist am 24.2.1999 gelöscht worden.",
        "Sämtliche Baulasten dieses Blattes gelöscht am 01.12.2016",
        "Beide Baulasten sind am 1.12.2016 gelöscht worden",
        "Die vorstehenden Eintragungen wurden am 24.2.1999 gelöscht.",
        "Blatt geschlossen am 24.2.1999, alle Eintragungen gelöscht.",
        "Die Wegebaulast ist am\n24.2.1999 gelöscht worden.",
        "Nr. 1 ausgetragen\nam 24.2.1999",
        "1:\ngetilgt 24.2.1999",
        "Eintragung I gelöscht am 24.2.1999",
        "Die unter 1 eingetragene Baulast wurde am 24.2.1999 gelöscht.",
        "Die vorne unter 1 verzeichnete Last ist am 24.2.1999 gelöscht.",
        "Alles gelöscht 24.2.1999",
        "Zu 1: ungültig ab 24.2.1999",
        "Lfd. Nr. 1 entfällt seit 24.2.1999",
        "Die Wegebaulast ist seit 24.2.1999 weggefallen.",
        "Löschung der Baulast Nr. 1 am 24.2.1999",
    ],
)
def test_a_note_behind_the_last_entry_is_not_the_last_entrys_in_silence(read, note):
    """Who reads a note that may mean the first entry is asked about it and about the last."""
    assert _asked(read(HEAD + ENTRIES[0] + ENTRIES[1] + note + "\n")) == {1, 2}


@pytest.mark.parametrize(
    "note",
    [
        "Lfd. Nr. 1 u. 2 gel. am 24.2.1999",
        "Lfd. Nrn. 1 - 2 gelöscht am 24.2.1999",
        "Lfd. Nr. 1 bis 2 gelöscht am 24.2.1999",
        "Die Eintragungen lfd. Nr. 1 und 2 sind am 3. April 1986 gelöscht worden.",
    ],
)
def test_a_list_of_numbers_reaches_each_of_them(read, note):
    """Numbers in a list or range have ended or are asked about; what it leaves out has not."""
    found = read(HEAD + "".join(ENTRIES) + note + "\n")
    ended = {number for number, entry in found.items() if entry.status.value is Status.DELETED}
    assert {1, 2} <= _asked(found) | ended
    assert found[3].status.value is not Status.DELETED or found[3].status.doubts


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("Eine andere Nutzung ist ausgeschlossen.", set()),
        ("Vorgesehen ist die geschlossene Bauweise.", set()),
        ("Blatt geschlossen am 24.2.1999", {1}),
    ],
)
def test_what_a_wording_shuts_out_closes_no_sheet(read, words, asked):
    """A word that only holds "geschlossen" ends nothing, beside a deletion told by another."""
    last = ENTRIES[1].replace("§ 99", f"{words} § 99")
    text = f"{HEAD}{ENTRIES[0]}{last}Gelöscht am 3.4.1998\n"
    assert asked <= _asked(read(text))
    if not asked:
        assert 1 not in _asked(read(text))


def test_a_condition_in_the_wording_hides_no_note(read):
    """How a wording says that it may be deleted takes nothing from the note that deletes."""
    last = ENTRIES[1].replace("§ 99", "Sie darf nur mit Zustimmung gelöscht werden. § 99")
    text = f"{HEAD}{ENTRIES[0]}{last}Die Wegebaulast ist am 24.2.1999 gelöscht\n"
    assert _asked(read(text)) == {1, 2}


def test_a_number_that_a_list_leaves_out_stands(read):
    """The entry between two that are deleted stands, and nobody is asked about it."""
    found = read(HEAD + "".join(ENTRIES) + "Die Baulasten zu 1 und 3 sind am 24.2.1999 gelöscht\n")
    assert not _asked(found)
    assert found[2].status.value is Status.ACTIVE
    assert found[1].status.value is found[3].status.value is Status.DELETED


@pytest.mark.parametrize(
    "note",
    ["Gelöscht am 24.2.1999 Beck", "Zu lfd. Nr. 2: Gelöscht am 24.2.1999 Beck",
     "Die Baulast ist auf Grund der Verfügung vom 3. Februar 1999 am 24.2.1999 gelöscht worden."],
)  # fmt: skip
def test_a_plain_note_belongs_to_the_entry_above_it(read, note):
    """Words that name no other entry end the one behind which they stand, and nothing is asked."""
    found = read(HEAD + ENTRIES[0] + ENTRIES[1] + note + "\n")
    assert found[2].status.value is Status.DELETED
    assert not any(entry.status.doubts or entry.deleted_on.doubts for entry in found.values())


@pytest.mark.parametrize(
    ("note", "entries", "asked"),
    [
        ("Gelöscht am 24.2.1999 Beck", ENTRIES[:2], {1, 2}),
        ("Diese Eintragung ist am 24.2.1999 gelöscht worden.", ENTRIES[:2], set()),
        ("Gelöscht am 24.2.1999 Beck", ENTRIES[:1], set()),
        ("Gelöscht am 24.2.1999 Beck", (f"{ENTRIES[0]}Gelöscht am 1.2.1990\n", ENTRIES[1]), set()),
    ],
    ids=["of_two", "this", "of_one", "other_ended"],
)
def test_a_plain_note_apart_from_the_last_entry_may_mean_another(read, note, entries, asked):
    """Below a free line a note that names none may be of any entry that still holds."""
    found = read(HEAD + "".join(entries) + "\n" + note + "\n")
    assert found[len(entries)].status.value is Status.DELETED
    assert _asked(found) == asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (f"{HEAD}Die nachstehende Baulast lfd. Nr. 1 ist am 24.2.1999 gelöscht worden.\n"
         f"{ENTRIES[0]}{ENTRIES[1]}", {1}),
        (f"Baulastenblatt 44            GELÖSCHT 24.2.1999\n{HEAD[18:]}{ENTRIES[0]}", {1}),
        (f"{HEAD}Weggefallen am 24.2.1999\n{ENTRIES[0]}{ENTRIES[1]}", {1, 2}),
        (f"{HEAD}Gelöscht am 24.2.1999: lfd. Nr. 1\n{ENTRIES[0]}{ENTRIES[1]}", {1}),
        (f"{HEAD}{ENTRIES[0]}\fBaulastenblatt 44  Rückseite\nGelöscht am 24.2.1999", {1}),
        (f"{HEAD}{ENTRIES[0]}\fnoch Baulastenblatt 44\nGelöscht am 24.2.1999", {1}),
        (f"{HEAD}{ENTRIES[0]}{ENTRIES[1]}\fzu 1: gelöscht 19.07.2000 Beck", {1}),
        (f"{HEAD}{ENTRIES[0]}{ENTRIES[1]}\fBaulastenblatt 44\nzu 1: gelöscht 19.07.2000", {1}),
        (f"{HEAD}{ENTRIES[0]}{ENTRIES[1]}\fGelöscht am 24.2.1999 Beck", {1, 2}),
    ],
    ids=["before", "head", "word", "listed", "overleaf", "goes_on", "no_head", "numbered", "slip"],
)  # fmt: skip
def test_a_note_away_from_the_entries_asks_about_those_of_its_sheet(read, text, asked):
    """In the head, or on a page without entries, a deletion is not passed over."""
    assert _asked(read(text)) == asked


@pytest.mark.parametrize(
    "note",
    [
        "Die vorstehende Eintragung wurde am 24. Februar 1999 aus dem Verzeichnis getilgt.",
        "Mit dem 24. Februar 1999 ausgetragen.",
        "Die Baulast wurde unter dem 24. Februar 1999 aufgehoben.",
        "Am 24.2.1999 im Register gestrichen.",
        "Außer Kraft gesetzt am 24.2.1999",
        "Die Verpflichtung ist mit Ablauf des 24. Februar 1999 entfallen.",
        "Baulast zurückgenommen am 24.2.1999",
        "abgeschrieben am 24.2.1999",
        "Die Baulast ist seit dem 24.02.1999 nicht mehr im Verzeichnis enthalten.",
        "Für das Flurstück 235 besteht die Baulast nicht mehr (4.4.1980).",
        "Eintragung rot durchgestrichen, 24.2.1999",
        "Verzicht erklärt am 3.2.1999, im Verzeichnis vollzogen am 24.2.1999.",
        "Die Breite des Weges beträgt laut Nachtrag vom 4.4.1980 nunmehr 4 m.",
        "Die Zahl der Einstellplätze ist am 2. Mai 1978 auf vier herabgesetzt worden.",
        "Gilt ab 5.10.1970 auch zugunsten Flurstück 250.",
    ],
)
def test_words_and_days_behind_an_entry_are_asked_about(read, note):
    """However a clerk words an end or a change behind the day of entry, a person is asked."""
    assert _asked(read(f"{HEAD}{ENTRIES[0]}{note}\n")) == {1}


@pytest.mark.parametrize("before", [ENTRIES[0], ENTRIES[0] + ENTRIES[1]], ids=["one", "two"])
@pytest.mark.parametrize(
    "note",
    [
        "Abschrift erteilt am 4.4.1980",
        "Lageplan vom 3.3.1967",
        "Aktenzeichen 63-4/68",
        "Geprüft am 4.4.1980 Beck",
        "Neuss, den 4.4.1980\nDer Stadtdirektor",
        "Beglaubigt am 4.4.1980",
        "Die Löschwasserversorgung ist sichergestellt.",
        "Die Baulast darf nur mit Zustimmung der Bauaufsicht gelöscht werden.",
        "Übertragen von Blatt 46 am 4.4.1980.",
    ],
)
def test_what_an_office_notes_behind_an_entry_ends_nothing(read, before, note):
    """Copies, plans, file numbers, signatures and conditions leave every entry as it was."""
    found = read(f"{HEAD}{before}{note}\n")
    assert all(entry.status.value is Status.ACTIVE for entry in found.values())
    assert not any(entry.status.doubts or entry.deleted_on.doubts for entry in found.values())


COLUMNS = """Stadt Neuss            Baulastenblatt Nr. 515
Gemarkung Norf   Flur 10   Flurstück 66

Lfd. Nr.   Inhalt der Eintragung                          Eingetragen am   Gelöscht am

1          Auf dem Flurstück 66 ist zugunsten des         1.6.1971         {}
           Flurstücks 67 der Bauwich freizuhalten.

2          Auf dem Flurstück 66 ist zugunsten des         2.6.1972         {}
           Flurstücks 68 der Bauwich freizuhalten.

3          Auf dem Flurstück 66 ist zugunsten des         3.7.1973         {}
           Flurstücks 69 der Bauwich freizuhalten.
"""


@pytest.mark.parametrize(
    ("noted", "asked"),
    [
        (("24.2.1999", '"', ""), {2}),
        (("24.2.1999", '"', '"'), {2, 3}),
        (("24.2.1999", "dto.", ""), {2}),
        (("24.2.1999", "wie vor", ""), {2}),
        (("", '"', ""), set()),
        (("24.2.1999", "-", ""), set()),
    ],
)
def test_a_ditto_mark_below_a_deletion_is_asked_about(read, noted, asked):
    """Whose cell repeats the deletion above it is never active in silence."""
    assert _asked(read(COLUMNS.format(*noted))) == asked


def test_a_ditto_mark_behind_the_next_entry_is_asked_about(read):
    """Without columns a note stands behind the entry, and the same below the next."""
    text = f"{HEAD}{ENTRIES[0]}Gelöscht am 24.2.1999\n{ENTRIES[1]}desgl.\n{ENTRIES[2]}"
    assert _asked(read(text)) == {2}


TABLE = """Stadt Neuss            Baulastenblatt Nr. 515
Gemarkung Norf   Flur 10   Flurstück 66

Lfd. Nr.   Inhalt der Eintragung                                       Bemerkungen

1          Auf dem Flurstück 66 ist zugunsten des Flurstücks 67        Eingetragen am 01.06.1971
           der Flur 10, Gemarkung Norf der Bauwich freizuhalten,
           § 99 BauO NW.

2          Auf dem Flurstück 66 ist zugunsten des Flurstücks 68        Eingetragen am 02.06.1972
           der Flur 10, Gemarkung Norf der Bauwich freizuhalten,
           § 99 BauO NW.

"""


@pytest.mark.parametrize("margin", ["", " " * 11], ids=["across", "in_column"])
@pytest.mark.parametrize(
    "note",
    [
        "Sämtliche Baulasten gelöscht am 24.02.1999",
        "Die Wegebaulast ist am 24.02.1999 gelöscht worden.",
        "Die erste Baulast ist am 24.02.1999 gelöscht worden.",
        "Nr. 1 ausgetragen am 24.02.1999",
        "1: getilgt 24.02.1999",
    ],
)
def test_a_note_below_a_table_is_not_passed_over(read, margin, note):
    """What is typed below the table, in the wording's column or across it, asks about the first."""
    assert 1 in _asked(read(f"{TABLE}{margin}{note}\n"))


@pytest.mark.parametrize(
    "note",
    ["Zu lfd. Nr. 1: geändert am 24.2.1999, Breite 4 m", "Zu 1: Breite jetzt 4 m (24.2.1999)"],
)
def test_a_change_of_another_entry_is_asked_about_in_both(read, note):
    """A change that names the first entry and stands behind the last leaves neither unasked."""
    found = read(f"{HEAD}{ENTRIES[0]}{ENTRIES[1]}{note}\n")
    assert found[1].status.doubts
    assert found[2].status.doubts


@pytest.mark.parametrize("place", ["", "\fBaulastenblatt 44\n"], ids=["below", "overleaf"])
def test_a_table_of_deletions_ends_the_entries_that_it_numbers(read, place):
    """Below a heading of deletions the number that stands alone is the entry's."""
    table = "Löschungen\nzu Nr.  Vermerk  Datum  Unterschrift\n1  gelöscht  19.07.2000  Beck\n"
    found = read(f"{HEAD}{ENTRIES[0]}{ENTRIES[1]}{place}{table}")
    assert found[1].deleted_on.value == date(2000, 7, 19)
    assert found[2].status.value is Status.ACTIVE
    assert not any(entry.status.doubts for entry in found.values())


def test_a_sheet_that_is_closed_asks_about_each_entry(read):
    """Which entries end with their sheet, a person says."""
    text = f"{HEAD}{ENTRIES[0]}{ENTRIES[1]}Blatt geschlossen am 24.2.1999\n"
    assert read(text)[1].status.doubts


def test_a_printed_heading_of_deletions_ends_nothing(read):
    """Words of deletion in a head that tell no day are a form's."""
    text = HEAD + "Eintragungen, gelöschte sind gerötet\n" + ENTRIES[0]
    assert not _asked(read(text))


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}{''.join(ENTRIES)}\nGeschlossen am 3.3.2001, übertragen auf Blatt 1500.\n",
        f"{HEAD}{''.join(ENTRIES)}\nUmgeschrieben auf Blatt 1500 am 3.3.2001\n",
        f"{HEAD}{''.join(ENTRIES)}\nGELÖSCHT 03. MRZ. 2001\n",
        HEAD.replace("44", "44 (geschlossen)") + "".join(ENTRIES),
        HEAD.replace("44", "44 - umgeschrieben") + "".join(ENTRIES),
    ],
)
def test_a_mark_of_the_sheet_leaves_no_entry_active_in_silence(read, text):
    """What closes a sheet in its head or below its last entry may end each of its entries."""
    found = read(text)
    assert {number for number, e in found.items() if e.status.value is Status.ACTIVE} <= _asked(
        found
    )


def test_a_gate_that_is_kept_closed_closes_no_sheet(read):
    """A duty to keep something closed is no mark of the sheet."""
    gate = ENTRIES[0].replace("§ 99", "Das Tor ist geschlossen zu halten. § 99")
    assert not _asked(read(f"{HEAD}{gate}{ENTRIES[1]}"))


@pytest.mark.parametrize("head", ["", "noch Baulastenblatt 44\n"], ids=["no_head", "continued"])
@pytest.mark.parametrize(
    ("note", "is_asked"),
    [
        ("Die Flurstücke 234 und 240 sind zu Flurstück 300 vereinigt worden.", True),
        ("Flurstück 234 jetzt 300 (Fortführung 1988/44)", True),
        ("Das Grundstück ist in Flst. 876 aufgegangen.", True),
        ("Abschrift für das Grundbuchamt erteilt.", False),
        ("Lageplan Flurstück 234", False),
    ],
)
def test_what_became_of_the_plot_overleaf_asks_about_its_entries(read, head, note, is_asked):
    """A merger told on the back of a sheet is asked about as one told behind an entry is."""
    found = read(f"{HEAD}{ENTRIES[0]}{ENTRIES[1]}\f{head}{note}\n")
    assert {number for number, e in found.items() if e.status.doubts} == (
        {1, 2} if is_asked else set()
    )


def test_a_sheet_that_this_one_goes_on_from_is_another(read):
    """That the sheet before was closed ends nothing here."""
    head = HEAD + "Fortsetzung von Blatt 402 (geschlossen am 30.12.1993)\n"
    assert not _asked(read(f"{head}{''.join(ENTRIES)}"))


@pytest.mark.parametrize(
    "head",
    [
        "Baulastenblatt 44 - ungültig, siehe Blatt 312 -",
        "Baulastenblatt 44  jetzt Blatt 312",
        "Baulastenblatt 44\nÜbertragen nach Blatt 312 am 4.5.1990",
        "Baulastenblatt 44 (ersetzt durch Blatt 312)",
        "Baulastenblatt 44 - altes Blatt, neu: Bl. 312",
        "Baulastenblatt 44\nFortgeführt auf Blatt II/12",
    ],
)
def test_a_head_that_names_the_sheet_in_its_place_asks_about_all_entries(read, head):
    """Entries of a sheet that another one replaced are never active in silence."""
    text = (HEAD + ENTRIES[0] + ENTRIES[1]).replace("Baulastenblatt 44", head)
    assert _asked(read(text)) == {1, 2}


@pytest.mark.parametrize(
    "head",
    [
        "Baulastenblatt 44 (ersetzt Blatt 12)",
        "Baulastenblatt 44\nÜbertragen von Blatt 12",
        "Baulastenblatt 44 (früher Blatt 12, ungültig)",
        "Früher Blatt 12, jetzt Blatt 44\nBaulastenblatt 44",
    ],
)
def test_where_a_sheet_came_from_asks_nothing(read, head):
    """The sheet that took another's place stands."""
    text = (HEAD + ENTRIES[0] + ENTRIES[1]).replace("Baulastenblatt 44", head, 1)
    assert not _asked(read(text))


IN_ROMAN = "Baulastenblatt 44\nGemarkung Glehn, Flur 11, Flurstück 234\n" + "".join(
    f"{number}. {entry.split(chr(10), 1)[1]}"
    for number, entry in zip(("I", "II", "III"), ENTRIES, strict=True)
)


@pytest.mark.parametrize(
    ("note", "asked"),
    [
        ("zu I: gelöscht am 4.5.1990", {1, 3}),
        ("I und II gelöscht am 4.5.1990", {1, 2, 3}),
        ("III: gelöscht am 7. VII. 92", set()),
    ],
)
def test_roman_numbers_of_a_note_are_those_of_entries(read, note, asked):
    """A note that names others in Roman digits asks about them, and about that it stands behind."""
    found = read(f"{IN_ROMAN}{note}\n")
    assert asked <= _asked(found)
    assert asked or found[3].status.value is Status.DELETED


TWO_HALVES = """Baulastenblatt II/12
Gemarkung Glehn, Flur 11, Flurstück 234

Lfd. Nr.   Inhalt der Eintragung                 Eintragung      {head}     Veränderungen und Löschungen
{one}          Zugunsten des Flurstücks 235          20.3.1978       {noted}         Gelöscht am 4.5.1990
           Wegerecht. § 99 BauO NW.
           Erklärung vom 3.2.1978.
{two}         Zugunsten des Flurstücks 236          20.3.1979
           Leitungsrecht. § 99 BauO NW.
           Erklärung vom 5.2.1979.
"""  # noqa: E501 - a row of the form is one line


@pytest.mark.parametrize("head", ["Zu Nr.  ", "Lfd. Nr."])
@pytest.mark.parametrize(("one", "two"), [("1", "2 "), ("I", "II")])
@pytest.mark.parametrize("second", [False, True], ids=["first", "second"])
def test_the_other_half_of_a_double_page_names_whom_its_notes_end(read, head, one, two, second):
    """A number right of the wording is of the note beside it, whatever row the note stands in."""
    noted = two.strip() if second else one
    found = read(TWO_HALVES.format(head=head, one=one, two=two, noted=noted))
    assert {*found} == {1, 2}
    ended = 2 if second else 1
    assert found[ended].status.value is Status.DELETED or ended in _asked(found)
    assert found[3 - ended].status.value is Status.ACTIVE or 3 - ended in _asked(found)
