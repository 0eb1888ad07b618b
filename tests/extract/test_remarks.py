"""The remarks of an entry, in the words of many clerks: right, or a person is asked."""

from datetime import date

import pytest

from baulast.model import Entry, Status
from baulast.settings import ExtractSettings
from extract.plain_text import dossier_of_text
from extract.stage import extract

HEAD = """Stadt Neuss            Baulastenblatt Nr. 515
Gemarkung Norf   Flur 10   Flurstück 66

Lfd. Nr.   Inhalt der Eintragung                                       Bemerkungen

"""
WORDING = (
    "1          Auf dem Flurstück 66 ist zugunsten des Flurstücks 67",
    "           der Flur 10, Gemarkung Norf der Bauwich freizuhalten,",
    "           § 99 BauO NW.",
)
AT = 71  # where the remarks begin in a line
ENTERED, BEFORE, AFTER = date(1971, 6, 3), date(1971, 5, 19), date(1992, 9, 9)


SHEET_OF_LINES = """Stadt Dormagen                         Baulastenblatt 512
Gemarkung Straberg, Flur 4, Flurstück 98

1   Auf dem Grundstück ist die Zufahrt für Flurstück 97 zu dulden.
    Erkl. 14.01.1969    Eintr. 10.03.1969     {closing}
"""
TABLE_OF_DAYS = """Stadt Dormagen                         Baulastenblatt 512
Gemarkung Straberg, Flur 4, Flurstück 98

Nr.  Inhalt                                        Erkl.        Eintr.       {heading}
1    Auf dem Grundstück ist die Zufahrt für        14.01.1969   10.03.1969   02.05.1978
     Flurstück 97 zu dulden. § 99 BauO NW
2    Der Kanal für Flurstück 97 ist zu dulden.     14.01.1969   10.03.1969
     § 99 BauO NW
"""


@pytest.fixture
def remarked(nlp):
    def read(*remarks: str) -> Entry:
        lines = [*WORDING, *[""] * max(0, len(remarks) - len(WORDING))]
        beside = [*remarks, *[""] * (len(lines) - len(remarks))]
        text = HEAD + "\n".join(a.ljust(AT) + b for a, b in zip(lines, beside, strict=True))
        (entry,) = extract(dossier_of_text("Akte", text), nlp, ExtractSettings()).entries
        return entry

    return read


@pytest.mark.parametrize(
    "words",
    [
        "Eingetragen am 03.06.1971",
        "eingetr. 03.06.1971",
        "eingetr. Neuss, 03.06.1971",
        "Eintr. v. 03.06.1971",
        "Eintragung: 03.06.1971",
        "Eintragungsvermerk: 03.06.1971",
        "Eintragungsdatum: 03.06.1971",
        "Am 03.06.1971 eingetragen",
        "03.06.1971 (eingetragen)",
        "Eingetr. lt. Verf. v. 03.06.1971",
        "Eingetragen: 03.06.1971 gez. Schmitz",
        "Verfügung vom 19.05.1971 Eingetragen am 03.06.1971",
        "Bauschein vom 19.05.1971 Eingetragen am 03.06.1971",
        "Erklärung vom 19.05.1971, eingetragen am 03.06.1971",
        "eingetragen am 03.06.1971 (Erklärung vom 19.05.1971)",
        "Eingetragen auf Grund der Verfügung vom 19.05.1971 am 03.06.1971",
        "Am 03.06.1971 auf Grund der Verfügung vom 19.05.1971 eingetragen",
    ],
)
def test_the_day_of_entry_is_told_from_others(remarked, words):
    """The day of entry is read in whatever words; days of orders and permits are not taken."""
    entry = remarked(words)
    assert entry.registered_on.value == ENTERED
    assert not entry.registered_on.doubts
    assert entry.status.value is Status.ACTIVE
    assert not entry.status.doubts


@pytest.mark.parametrize(
    "words",
    ["Vollzogen am 03.06.1971", "Gebucht am 03.06.1971", "Eingetragen im Juni 1971",
     "Eingetragen am 12. d. Mts."],
)  # fmt: skip
def test_a_day_of_entry_that_is_not_told_is_asked_for(remarked, words):
    """Where no day is certain a person is asked, and no other day is taken for it."""
    entry = remarked(words)
    assert entry.registered_on.value is None
    assert entry.registered_on.doubts


@pytest.mark.parametrize(
    "words",
    [
        "Gelöscht am 09.09.1992",
        "gel. 09.09.1992",
        "Löschung: 09.09.1992",
        "Löschungsvermerk: 09.09.1992",
        "L ö s c h u n g  09.09.1992",
        "Am 09.09.1992 gelöscht",
        "Baulast erloschen am 09.09.1992",
        "Aufgehoben durch Verfügung vom 09.09.1992",
        "Gestrichen 09.09.1992",
        "Gegenstandslos seit 09.09.1992",
        "Verzicht vom 08.09.1992, gelöscht am 09.09.1992",
        "Verzichtserklärung vom 08.09.1992|gelöscht am 09.09.1992",
        "Gelöscht lt. Verf. v. 08.09.1992 am 09.09.1992",
    ],
)
def test_a_deletion_is_read_in_other_words(remarked, words):
    """Deleted, with its day; the day of entry stays what it is."""
    entry = remarked("Eingetragen am 03.06.1971", words)
    assert entry.status.value is Status.DELETED
    assert entry.deleted_on.value == AFTER
    assert entry.registered_on.value == ENTERED


@pytest.mark.parametrize(
    "words",
    [
        "Verzichtet am 09.09.1992",
        "Durch Verzicht vom 09.09.1992 untergegangen",
        "Gelöscht auf Grund des Verzichts vom 09.09.1992",
        "Verzichtserklärung vom 09.09.1992",
    ],
)
def test_the_day_of_a_waiver_is_no_day_of_deletion(remarked, words):
    """An encumbrance ends with its deletion: that day is asked for, and nothing stays active."""
    entry = remarked("Eingetragen am 03.06.1971", words)
    assert entry.status.value is not Status.ACTIVE
    assert entry.deleted_on.value is None
    assert entry.deleted_on.doubts


@pytest.mark.parametrize("word", ["GELÖSCHT", "gelöscht", "ÖSCHT", "gel."])
def test_a_word_of_deletion_behind_the_day_of_entry_does_not_take_it(remarked, word):
    """A stamp beside the day of entry deletes; its own day is asked for, not made of that one."""
    entry = remarked(f"Eingetragen am 03.06.1971 {word}")
    assert entry.registered_on.value == ENTERED
    assert entry.status.value is not Status.ACTIVE
    assert entry.deleted_on.value is None
    assert entry.deleted_on.doubts


@pytest.mark.parametrize(
    "words",
    [
        "Aus dem Verzeichnis entfernt am 09.09.1992",
        "Rötung vom 09.09.1992",
        "Baulast aufgelassen 09.09.1992",
        "Abgeschrieben 09.09.1992",
        "Abgang 09.09.1992",
        "Erledigt 09.09.1992",
        "Die Baulast besteht nicht mehr, 09.09.1992",
        "Außer Kraft 09.09.1992",
        "Abgeändert am 09.09.1992",
        "Neu gefaßt am 09.09.1992",
        "Erweitert am 09.09.1992",
        "Nachtrag: 09.09.1992",
        "gilt nur noch für Flst. 66",
        "Löschung beantragt 09.09.1992",
        "Antrag auf Löschung vom 09.09.1992 abgelehnt",
    ],
)
def test_words_that_may_end_an_entry_are_shown(remarked, words):
    """What no rule understands beside an entry is never passed over as if it still stood."""
    entry = remarked("Eingetragen am 03.06.1971", "Az. 63-30/71", words)
    assert entry.status.doubts
    assert entry.status.value is not Status.DELETED or entry.deleted_on.doubts
    assert entry.registered_on.value == ENTERED


@pytest.mark.parametrize(
    "words",
    ["vgl. Blatt 496", "s. Lageplan", "Lageplan Anlage 1", "Lageplan vom 09.09.1992",
     "Bauschein vom 09.09.1992"],
)  # fmt: skip
def test_what_changes_nothing_is_not_asked_for(remarked, words):
    """References to plans, permits and other sheets leave the entry as it is."""
    entry = remarked("Eingetragen am 03.06.1971", "Az. 63-30/71", words)
    assert entry.status.value is Status.ACTIVE
    assert not entry.status.doubts
    assert not entry.deleted_on.doubts


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Teilweise gelöscht am 09.09.1992 bezüglich Flst. 66", Status.PARTLY_DELETED),
        ("Teillöschung 09.09.1992", Status.PARTLY_DELETED),
        ("Löschung 09.09.1992 hinsichtlich Flst. 66", Status.PARTLY_DELETED),
        ("Geändert durch Nachtrag vom 09.09.1992", Status.AMENDED),
        ("Inhalt geändert, siehe lfd. Nr. 2", Status.AMENDED),
        ("Umgeschrieben auf Bl. 17 am 09.09.1992", Status.SUPERSEDED),
        ("Ersetzt durch Nr. 4", Status.SUPERSEDED),
    ],
)
def test_a_change_is_no_deletion(remarked, words, status):
    """A part, a change and a rewritten entry each have a status of their own."""
    assert remarked("Eingetragen am 03.06.1971", words).status.value is status


def test_a_note_whose_verb_stands_on_its_last_line_is_one(extracted, sheet):
    """A parcel and a day above "gelöscht" are what is deleted: one of two, and when."""
    wording = [
        "Erklärung vom 3.5.1971: Auf den Flurstücken 25 und 26 ist",
        "eine Zufahrt für das Grundstück Flurstück 580 freizuhalten.",
    ]
    remarks = ["Eingetragen am", "03.06.1971", "", "Flurstück 25 am 22.6.2009", "gelöscht"]
    (entry,) = extracted(sheet(("1", wording, remarks))).entries
    assert entry.status.value is Status.PARTLY_DELETED
    assert entry.deleted_on.value == date(2009, 6, 22)
    assert entry.registered_on.value == ENTERED


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("Az. 63-30/71", "63-30/71"),
        ("Geschäftszeichen: 63-30/71", "63-30/71"),
        ("Bauakte Nr. 63-30/71", "63-30/71"),
        ("Akten-Nr. 63-30/71", "63-30/71"),
        ("Aktz.: 63-30/71", "63-30/71"),
        ("63-BL-30/71", "63-BL-30/71"),
    ],
)
def test_a_file_number_is_read_behind_other_words(remarked, written, number):
    """A file number needs no "Az."."""
    entry = remarked("Eingetragen am 03.06.1971", written)
    assert entry.reference.value == number
    assert not entry.reference.doubts


@pytest.mark.parametrize("written", ["Az. 63- -30/71", "Az. 63-BL-/71", "Az. 61/63 -30/71"])
def test_a_file_number_with_a_gap_is_doubted(remarked, written):
    """Strokes side by side, or with a blank on one side, have lost what stood between."""
    assert remarked("Eingetragen am 03.06.1971", written).reference.doubts


def test_a_deletion_that_fits_no_entry_is_asked_of_those_that_may_be_meant(nlp):
    """A page that deletes, and cannot be placed, leaves no entry of its number active unseen."""
    sheet = HEAD + "\n".join(line.ljust(AT) for line in WORDING) + "Eingetragen am 03.06.1971"
    other = """Verzicht auf eine Baulast

Auf die im Baulastenverzeichnis, Baulastenblatt Nr. 3301, lfd. Nr. 1
eingetragene Baulast wird verzichtet. Die Baulast ist zu löschen.
Gelöscht am 09.09.1992"""
    text = f"{sheet}\f{other}"
    (entry,) = extract(dossier_of_text("Akte", text), nlp, ExtractSettings()).entries
    assert entry.status.doubts
    assert entry.deleted_on.doubts


def test_an_order_for_a_new_entry_may_delete_another(nlp):
    """A deletion of which an order speaks is asked of the entry, whatever else is ordered."""
    sheet = HEAD + "\n".join(line.ljust(AT) for line in WORDING) + "Eingetragen am 03.06.1971"
    other = """Eintragungsverfügung

Auf dem Baulastenblatt Nr. 3301 ist unter lfd. Nr. 2 einzutragen: Ein Weg.
Die Baulast lfd. Nr. 1 ist am 09.09.1992 gelöscht worden."""
    entries = extract(dossier_of_text("Akte", f"{sheet}\f{other}"), nlp, ExtractSettings()).entries
    assert entries[0].status.value is not Status.ACTIVE or entries[0].status.doubts


@pytest.mark.parametrize(
    "words", ["Geiuscht am 06. 002", "Gelo ht am", "Erlosehen", "Lösehnng 9.9.", "Aufgebohen"]
)
def test_a_misread_word_of_deletion_is_never_active_in_silence(remarked, words):
    """A word that is nearly one of deletion, with whatever is left of its day, asks a person."""
    entry = remarked("Eingetragen am 03.06.1971", words)
    assert entry.status.value is not Status.ACTIVE
    assert entry.status.doubts or entry.status.value is Status.DELETED
    assert entry.deleted_on.doubts or entry.deleted_on.value


@pytest.mark.parametrize(
    "words",
    [
        "15.4.9",
        "gel 55 WU",
        "Cecss hl 19.11.201",
        "06. 002",
        "14. .2020",
        "Gccss 54.03.9020",
        "9.0.201",
    ],
)
def test_what_is_left_of_a_day_beside_an_entry_is_asked_about(remarked, words):
    """A second day that is no day any more may be that of a deletion whose word is lost."""
    entry = remarked("Eingetragen am 03.06.1971", words)
    assert entry.status.doubts
    assert entry.deleted_on.doubts


@pytest.mark.parametrize(
    "words", ["Az. 61/63-3-280/71", "3,50 m breit", "Plan 1:500", "63.2-0212/71"]
)
def test_other_numbers_are_no_remains_of_a_day(remarked, words):
    """File numbers, measures and scales beside an entry end nothing."""
    entry = remarked("Eingetragen am 03.06.1971", words)
    assert not entry.status.doubts
    assert not entry.deleted_on.doubts


def test_the_only_broken_day_is_that_of_the_entry(remarked):
    """Where the entry's own day is asked for, what is left of it says nothing of a deletion."""
    entry = remarked("Eingetragen am 43.06.1971")
    assert entry.registered_on.doubts
    assert not entry.status.doubts


@pytest.mark.parametrize("words", ["gesehen: Schmitz", "Geschoss 2", "gebucht", "vgl. Blatt 17"])
def test_other_words_of_clerks_end_nothing(remarked, words):
    """Words that begin like those of deletion leave the entry what it is."""
    entry = remarked("Eingetragen am 03.06.1971", words)
    assert entry.status.value is Status.ACTIVE
    assert not entry.status.doubts


@pytest.mark.parametrize(
    "words",
    [
        "GELÖS!",
        "GELOÖSC",
        "ELÖSC",
        "UNGULT",
        "ERLOSC",
        "G LO sc HT",
        "GEL OSC HT",
        "ISELÖSCHT",
        "LGELÖSCHI",
    ],
)
def test_a_piece_of_a_stamp_is_never_active_in_silence(remarked, words):
    """What is left to read of a stamp in capitals asks a person, wherever in the row it stands."""
    entry = remarked("Eingetragen am 03.06.1971", words)
    assert entry.status.value is Status.UNCLEAR
    assert entry.status.doubts


@pytest.mark.parametrize(
    "words", ["BESCHLUSS", "GEMARKUNG NORF", "LAGEPLAN", "Loschplatz", "Ge. Los 8"]
)
def test_other_words_in_capitals_are_no_stamp(remarked, words):
    """Typed capitals, and words with small letters, leave the entry what it is."""
    entry = remarked("Eingetragen am 03.06.1971", words)
    assert entry.status.value is Status.ACTIVE
    assert not entry.status.doubts


@pytest.mark.parametrize("word", ["Verz.", "Abg.", "erl.", "Ende"])
def test_a_day_behind_the_law_with_a_word_of_its_own_is_asked_about(word, nlp):
    """A later day behind an unknown word is no day of the law before it: perhaps of the end."""
    text = SHEET_OF_LINES.format(closing=f"§ 99 BauO NW   {word} 02.05.1978")
    entry = extract(dossier_of_text("Akte", text), nlp, ExtractSettings()).entries[0]
    assert entry.status.is_flagged
    assert entry.deleted_on.is_flagged


@pytest.mark.parametrize("closing", ["§ 99 BauO NW", "BauO NW v. 27. 1. 1970"])
def test_the_law_behind_the_day_of_entry_ends_nothing(closing, nlp):
    """What closes an entry with its law, of whatever day, leaves it active and unasked."""
    text = SHEET_OF_LINES.format(closing=closing)
    entry = extract(dossier_of_text("Akte", text), nlp, ExtractSettings()).entries[0]
    assert entry.status.value is Status.ACTIVE
    assert not entry.status.is_flagged


@pytest.mark.parametrize("heading", ["Lösch.", "Löschg.", "Lö.", "gel.", "gel. am", "erloschen"])
def test_an_abbreviated_heading_over_days_deletes(heading, nlp):
    """Days below "Lösch." are days of deletion; the cell left empty deletes nothing."""
    text = TABLE_OF_DAYS.format(heading=heading)
    first, second = extract(dossier_of_text("Akte", text), nlp, ExtractSettings()).entries
    assert str(first.deleted_on.value) == "1978-05-02"
    assert first.status.value is Status.DELETED
    assert (second.deleted_on.value, second.status.value) == (None, Status.ACTIVE)
    assert (str(first.declared_on.value), str(first.registered_on.value)) == (
        "1969-01-14",
        "1969-03-10",
    )


@pytest.mark.parametrize(
    ("words", "is_asked"),
    [
        (("s. Lageplan", "09.09.1992"), True),
        (("s. Lageplan 09.09.1992",), True),
        (("s. Lageplan vom", "09.09.1992"), False),
        (("s. Lageplan vom 09.09.1992",), False),
        (("s. Lageplan", "01.05.1971"), False),
        (("Bauschein Nr. 12 -", "09.09.1992"), False),
        (("Ausdruck: 09.09.1992",), False),
    ],
)
def test_a_day_that_a_plan_does_not_lead_to_is_asked_about(remarked, words, is_asked):
    """A later day that stands alone below "s. Lageplan" may be all that is read of a note."""
    entry = remarked("Eingetragen am 03.06.1971", *words)
    assert entry.status.value is Status.ACTIVE
    assert bool(entry.status.doubts) is is_asked


@pytest.mark.parametrize(
    ("act", "is_asked"),
    [
        ("Akt vom 14.01.1969.", True),
        ("Esser, 14.01.1969.", True),
        ("Lageplan vom 14.01.1969.", False),
        ("BauO NW vom 25.6.1962.", False),
        ("Hubert Esser, geb. 14.01.1938.", False),
        ("", False),
    ],
)
def test_a_day_of_no_known_act_before_the_entry_may_be_the_declaration(act, is_asked, nlp):
    """Without a declaration, a day shortly before the entry is asked about; others are not."""
    text = SHEET_OF_LINES.format(closing="§ 99 BauO NW").replace("Erkl. 14.01.1969", act)
    entry = extract(dossier_of_text("Akte", text), nlp, ExtractSettings()).entries[0]
    assert entry.declared_on.value is None
    assert entry.declared_on.is_flagged is is_asked
