"""Notes of deletion that do not end the entry beside which they stand, or not whole."""

from datetime import date

import pytest

from baulast.model import Status
from baulast.settings import ExtractSettings
from extract.plain_text import dossier_of_text
from extract.stage import extract

HEAD = """Stadt Neuss            Baulastenblatt Nr. 515
Gemarkung Norf   Flur 10   Flurstück 66

Lfd. Nr.   Inhalt der Eintragung                                       Bemerkungen

"""
WORDING = (
    "Auf dem Flurstück 66 ist zugunsten des Flurstücks 67",
    "der Flur 10, Gemarkung Norf der Bauwich freizuhalten,",
    "§ 99 BauO NW.",
)
BEGIN, AT = 11, 71  # where wording and remarks begin in a line


def read_from(nlp, text):
    """The entries of a dossier of that text."""
    return extract(dossier_of_text("Akte", text), nlp, ExtractSettings()).entries


@pytest.fixture
def entries(nlp):
    """The entries of a sheet, each with the same wording, by what stands beside them."""

    def read(*remarks):
        lines = []
        for number, beside in enumerate(remarks, 1):
            noted = ("Eingetragen am 03.06.1971", *beside.split("|"), "")
            heads = (str(number), "", "")
            for head, words, note in zip(heads, WORDING, noted, strict=False):
                lines.append((head.ljust(BEGIN) + words).ljust(AT) + note)
            lines.append("")
        text = HEAD + "\n".join(lines)
        return read_from(nlp, text)

    return read


@pytest.mark.parametrize(
    "words",
    [
        "Löschung der Löschung am 09.09.1992",
        "Löschung rückgängig gemacht am 09.09.1992",
        "Löschung ruckgangig gemacht",
        "Löschung aufgehoben am 09.09.1992",
        "Löschungsvermerk gestrichen 09.09.1992",
        "Löschung widerrufen am 09.09.1992",
        "irrtümlich gelöscht",
        "irrtüm1ich gelöscht",
        "gelöscht 09.09.1992, wieder eingetragen",
        "Hypothek gelöscht 09.09.1992",
        "Löschung der Grundschuld 09.09.1992",
        "Lfd. Nr. 2 gelöscht",
        "Lfd.Nr.2 gelöscht 09.09.1992",
        "zu Nr. 2: gelöscht am 09.09.1992",
        "Die Baulast lfd. Nr. 2 ist gelöscht",
        "Ersatz für die gelöschte Baulast Nr. 2",
        "Teilw. gelöscht hins. Flst. 66 (lfd. Nr. 2)",
        "Antrag auf Löschung vom 09.09.1992",
        "Die beantragte Löschung (09.09.1992) wurde versagt",
        "Gelöscht wird die Baulast erst nach Abbruch",
        "gelöscht 09.09.1992 (Wegerecht); die Baulast besteht fort",
        "Im Grundbuch gelöscht am 09.09.1992",
        "Gelöscht am 09.09.1992 hins. Flst. 89/1",
        "Löschung am 09.09.1992 zu laufende Nr. 2",
        "Baulast Blatt 12 gelöscht am 09.09.1992",
        "Die Baulast Blatt 12 Nr. 1 wurde am 09.09.1992 gelöscht",
        "Gelöscht am",
        "gelöscht am ______",
        "Gelöscht: am ....",
        "Löschung:",
        "Löschung vom",
        "Löschung am ______",
        "Löschung v. .......",
        "Löschungsvermerk vom",
        "Löschungsvermerk:",
        "Tag der Löschung:",
        "Die Löschung erfolgte am",
        "Gelöscht durch",
        "Gelöscht lt. Verfügung vom",
        "Aufgehoben am",
    ],
)
def test_what_may_be_no_deletion_of_the_entry_is_unclear(entries, words):
    """An undone deletion, one of something else, or an empty form never deletes in silence."""
    (entry,) = entries(words)
    assert entry.status.value is Status.UNCLEAR
    assert entry.status.doubts
    assert entry.deleted_on.doubts


@pytest.mark.parametrize(
    "words",
    [
        "Lfd. Nr. 1 gelöscht am 09.09.1992",
        "Gelöscht lt. Verf. Nr. 12/86 am 09.09.1992",
        "Bauschein-Nr. 2 Gelöscht am 09.09.1992",
        "Blatt 515 gelöscht am 09.09.1992",
        "vgl. Blatt 325|Gelöscht am 09.09.1992",
        "Siehe Baulastenblatt 325|Gelöscht am 09.09.1992",
        "Gelöscht am 09.09.1992",
        "Gelöscht am O9.O9.l992",
        "Gelöscht durch Verfügung vom 09.09.1992",
        "Gelöscht am 09.09.1992, siehe lfd. Nr. 2",
        "Gelöscht am 09.09.1992 (Flst. 66 bzw. 67)",
        "Gelöscht am 09.09.1992, ersetzt durch lfd. Nr. 2",
    ],
)
def test_a_deletion_of_the_entry_is_not_asked_about(entries, words):
    """Its own number or sheet, and numbers of orders and permits, limit no deletion."""
    (entry,) = entries(words)
    assert entry.status.value is Status.DELETED
    assert not entry.status.doubts
    assert entry.deleted_on.value == date(1992, 9, 9)


@pytest.mark.parametrize(
    ("plan", "status"),
    [
        ("Lageplan Anlage 1", Status.DELETED),
        ("s. Lageplan", Status.DELETED),
        ("Lageplan ungültig,", Status.UNCLEAR),
        ("Der Lageplan Anlage 1 ist", Status.UNCLEAR),
    ],
)
def test_a_line_that_names_the_plan_alone_limits_no_deletion(entries, plan, status):
    """What is deleted below a note of the plan is the entry; a sentence on the plan goes on."""
    (entry,) = entries(f"{plan}|gelöscht am 09.09.1992")
    assert entry.status.value is status


@pytest.mark.parametrize(
    "words",
    [
        "z. T. gelöscht am 09.09.1992",
        "zum Teil gelöscht 09.09.1992",
        "bzgl. Flst. 66 gelöscht 09.09.1992",
        "gelöscht in Bezug auf Flst. 66",
        "Gelöscht am 09.09.1992 ausgenommen Flst. 66",
        "Gelöscht am 09.09.1992, Satz 1 bleibt bestehen",
        "Tei1-löschung 09.09.1992",
        "Gelöscht zu Lasten Flst. 66 am 09.09.1992",
        "Am 09.09.1992 zur Hälfte gelöscht",
        "Gelöscht am 09.09.1992 für den Teil östlich der Garage",
    ],
)
def test_a_deletion_in_part_is_told_and_asked_about(entries, words):
    """Words by which something is left make a deletion one in part, and a person is asked."""
    (entry,) = entries(words)
    assert entry.status.value is Status.PARTLY_DELETED
    assert entry.status.doubts


@pytest.mark.parametrize(
    "note",
    [
        "Lfd. Nr. 2 gelöscht am 09.09.1992",
        "Die unter Nr. 2 eingetragene Baulast ist am 9. September 1992 gelöscht worden.",
    ],
)
def test_the_entry_that_another_note_deletes_is_asked_about(entries, note):
    """A note beside the wrong entry leaves neither of the two active unseen."""
    first, second, third = entries(note, "", "")
    assert first.status.doubts
    assert second.status.doubts
    assert second.deleted_on.doubts
    assert third.status.value is Status.ACTIVE
    assert not third.status.doubts


@pytest.mark.parametrize(
    "words",
    ["ungü1tig", "unguItig", "entfäl1t", "nichtig", "obsolet", "entwertet", "storniert",
     "Flurstück 66 jetzt 1012 und 1013 (Fortführung 1988/44)", "Die Baulast lastet jetzt auf 12",
     "Übertr. auf Blatt 12", "Umgeschr. auf Bl. 12", "neu eingetragen unter lfd. Nr. 3",
     "An die Stelle tritt lfd. Nr. 3", "wieder eingetragen"],
)  # fmt: skip
def test_words_of_an_end_or_a_change_are_never_passed_over(entries, words):
    """Words that end or change an entry ask a person, also with letters taken for digits."""
    (entry,) = entries(words)
    assert entry.status.doubts


@pytest.mark.parametrize(
    "words",
    ["Löschwasserteich", "Feuerlöscher", "Löschzug Norf", "Löschungsbewilligung der Grundschuld",
     "(ersetzt Nr. 3)", "Ersetzt die Baulast lfd. Nr. 3",
     "Fortsetzung auf Blatt 12", "rot gestrichelte Fläche", "vgl. lfd. Nr. 3", "gel. Grundstück"],
)  # fmt: skip
def test_look_alikes_end_nothing(entries, words):
    """Water for the fire brigade, consents of creditors and cross references leave an entry be."""
    (entry,) = entries(words)
    assert entry.status.value is Status.ACTIVE
    assert not entry.status.doubts


LINE = "Eine Leitung zum Flurstück 101 ist zu dulden. Erklärung vom 08.12.2014, § 83 BauO NRW."
SHEET = """Stadt Grevenbroich
Baulastenverzeichnis
Baulastenblatt Nr. 1903
Gemarkung Elsen Flur 20 Flurstück 99

lfd. Nr. 1
Auf dem Grundstück sind für das Flurstück 100 drei Stellplätze herzustellen.
Erklärung vom 30.07.2002, § 83 BauO NRW. Eingetragen am 20.08.2002. {note}

lfd. Nr. 2
{second}
Eingetragen am 14.01.2015.
"""


@pytest.fixture
def paired(nlp):
    """The first of two entries, a note behind it, and what the second says."""

    def read(note, second):
        text = SHEET.format(note=note, second=second)
        return read_from(nlp, text)[0]

    return read


@pytest.mark.parametrize(
    "second",
    [
        "Die unter Nr. 1 eingetragene Baulast wird gelöscht.",
        "Die Baulast Nr. 1 ist auf Antrag vom 3.4.2014 gelöscht.",
        "Löschung der unter lfd. Nr. 1 eingetragenen Baulast.",
        f"{LINE} Nr. 1 und 2 gelöscht am 6.6.2016.",
        f"{LINE} Die Eintragung unter Ziffer 1 wurde am 6.6.2016 gelöscht.",
        f"{LINE} Lfd. Nrn. 1, 2 gelöscht am 6.6.2016.",
        "Die Baulast Nr. 1 lastet nunmehr auf Flurstück 1013.",
        "In Ergänzung der lfd. Nr. 1 sind vier Stellplätze herzustellen.",
        f"{LINE} Die Eintragung ersetzt die Baulast lfd. Nr. 1.",
        f"An Stelle der lfd. Nr. 1: {LINE}",
        f"{LINE} Sie tritt an die Stelle der lfd. Nr. 1.",
        "Die Baulast lfd. Nr. 1 wird auf zwei Stellplätze eingeschränkt.",
    ],
)
def test_an_entry_that_a_later_one_ends_or_changes_is_asked_about(paired, second):
    """What a later running number does to an earlier one is never passed over."""
    assert paired("", second).status.doubts


def test_an_entry_that_was_replaced_by_the_later_one_is_not_asked_about(paired):
    """Where both say the same, nothing is to be asked."""
    entry = paired("Ersetzt durch lfd. Nr. 2.", f"{LINE} (ersetzt Nr. 1)")
    assert entry.status.value is Status.SUPERSEDED
    assert not entry.status.doubts


@pytest.mark.parametrize("second", [LINE, f"Wie Nr. 1; {LINE}", f"Neben der Baulast Nr. 1: {LINE}"])
def test_an_entry_that_a_later_one_only_names_is_left_alone(paired, second):
    """A later entry that names an earlier one changes nothing of it."""
    entry = paired("", second)
    assert entry.status.value is Status.ACTIVE
    assert not entry.status.doubts


@pytest.mark.parametrize(
    "note",
    [
        "Die Baulast ist gegenstandslos geworden. Vermerk vom 3.4.2009",
        "Durch Abbruch gegenstandslos geworden, Vermerk vom 1.2.2012.",
        "Die Baulast ist hinfällig, 3.4.2009.",
        "Die Baulast wurde am 2.2.2015 geändert (Fläche jetzt 90 qm).",
        "Die Eintragung ist mit Verfügung vom 2.2.2015 berichtigt.",
        "\nBesteht nicht mehr, s. Schreiben vom 6.6.2006.",
        "\nDiese Eintragung ist zu röten, 7.7.2007.",
        "\nEs sind auf Grund der Vereinbarung vom 8.8.2008 nur noch zwei Stellplätze.",
    ],
)
def test_a_reason_to_delete_and_a_change_in_running_text_are_asked_about(paired, note):
    """What has lost its object is not deleted yet; what was changed no longer stands as it was."""
    entry = paired(note, LINE)
    assert entry.status.doubts
    assert entry.status.value is not Status.DELETED


WORDED = SHEET.replace("für das Flurstück 100 drei Stellplätze herzustellen.", "{wording}")


@pytest.mark.parametrize(
    "wording",
    [
        "Stellplätze für das Flurstück 100 anzulegen. Die Baulast entfällt, wenn dort ein\n"
        "Parkhaus gebaut ist.",
        "Stellplätze für das Flurstück 100 anzulegen. Wird das Haus abgebrochen, so ist die\n"
        "Baulast erloschen.",
        "Stellplätze für das Flurstück 100 anzulegen; es darf nicht geteilt werden, bevor die\n"
        "Baulast gelöscht ist.",
        "Stellplätze für das Flurstück 100 anzulegen. Der frühere Platz ist untergegangen.",
        "Stellplätze für das Flurstück 100 bis zur Löschung der Baulast bereitzuhalten.",
        "Stellplätze für das Flurstück 100 anzulegen. Sie tritt an die Stelle der am 3.1.2002\n"
        "gelöschten Baulast auf Blatt 80.",
        "5 m zum Haus auf Flurstück 100 einzuhalten. Die Brandwand des Flurstücks 100 entfällt.",
    ],
)
def test_a_wording_that_speaks_of_an_end_does_not_end_the_entry(nlp, wording):
    """On what an end depends, and what else has ended, is no deletion, and nothing is asked."""
    entry = read_from(nlp, WORDED.format(wording=wording, note="", second=LINE))[0]
    assert entry.status.value is Status.ACTIVE
    assert not entry.status.doubts
    assert entry.deleted_on.value is None
    assert not entry.deleted_on.doubts


@pytest.mark.parametrize(
    "wording",
    [
        "Erklärung vom 3.7.2002, ergänzt am 30.07.2002, Stellplätze für Flurstück 100.",
        "Stellplätze für Flurstück 100. Im Grundbuch ist die Last geändert am 4.1.2002.",
    ],
)
def test_what_was_changed_before_the_entry_is_not_the_entry(nlp, wording):
    """A declaration or another right that was changed on an earlier day amends no entry."""
    entry = read_from(nlp, WORDED.format(wording=wording, note="", second=LINE))[0]
    assert entry.status.value is Status.ACTIVE


def test_a_deletion_older_than_the_entry_is_asked_about(nlp):
    """What was deleted before the entry was made is probably another encumbrance."""
    wording = "Stellplätze für Flurstück 100. Die alte Baulast wurde am 4.1.2002 gelöscht."
    entry = read_from(nlp, WORDED.format(wording=wording, note="", second=LINE))[0]
    assert entry.status.doubts


def test_where_an_entry_came_from_is_no_change_of_it(paired):
    """An entry that was carried over from another sheet stands as it was."""
    assert not paired("\nÜbertragen von Blatt 46 am 4.4.2004.", LINE).status.doubts


def test_a_note_on_a_sheets_next_page_ends_an_entry_of_the_page_before(nlp):
    """Running numbers are the sheet's, not the page's."""
    text = (
        SHEET.format(note="", second=LINE)
        + """\f
Baulastenblatt Nr. 1903     Seite 2
Gemarkung Elsen Flur 20 Flurstück 99

lfd. Nr. 3
Die Baulast lfd. Nr. 1 wird gelöscht.
Eingetragen am 14.01.2016.
"""
    )
    first, second, _ = read_from(nlp, text)
    assert first.status.doubts
    assert not second.status.doubts


TWO_PLOTS = """Baulastenblatt 44
Gemarkung Glehn, Flur 11, Flurstücke 20 und 21

Lfd. Nr. 1
Geh- und Fahrrecht zugunsten Flurstück 235. § 99 BauO NW. Eingetragen am 3.10.1968 Krings
"""


@pytest.fixture
def of_two_plots(nlp):
    """The entry of a sheet kept for two parcels, by the note behind it."""

    def read(note):
        text = TWO_PLOTS + note
        return read_from(nlp, text)[0]

    return read


@pytest.mark.parametrize(
    "note",
    [
        "Gelöscht an Flurstück 21 am 3.4.1990.",
        "Flurstück 21: gelöscht 3.4.1990",
        "Gelöscht am 3.4.1990 wegen Flurstück 21.",
        "Die Belastung des Flurstücks 21 ist am 3.4.1990 gelöscht worden.",
        "Gelöscht, jedoch nicht für Flurstück 20: 3.4.1990",
        "Flurstück 21 am 20.3.1995 aus der Haftung entlassen.",
    ],
)
def test_a_note_that_names_one_of_the_burdened_parcels_deletes_a_part(of_two_plots, note):
    """In whatever words, the other parcel stays burdened, and a person is asked."""
    entry = of_two_plots(note)
    assert entry.status.value is Status.PARTLY_DELETED
    assert entry.status.is_flagged
    assert [plot.parcel.number for plot in entry.burdened.value] == ["20", "21"]
    assert entry.burdened.is_flagged  # what was let go may have been all that it burdens


def test_what_stands_in_a_column_beside_the_day_limits_the_deletion(nlp):
    """A parcel in the remarks says of what the day in the column for deletions is."""
    text = """Baulastenblatt 44
Gemarkung Glehn, Flur 11, Flurstücke 20 und 21

Lfd. Nr.   Inhalt der Eintragung                  Eingetragen am   Gelöscht am   Bemerkungen

1          Geh- und Fahrrecht zugunsten des       3.10.1968        3.4.1990      nur Flurst. 21
           Flurstücks 235. § 99 BauO NW.
"""
    (entry,) = read_from(nlp, text)
    assert entry.status.value is Status.PARTLY_DELETED
    assert entry.status.is_flagged


@pytest.mark.parametrize(
    "note", ["Gelöscht am 3.4.1990.", "Gelöscht für die Flurstücke 20 und 21 am 3.4.1990."]
)
def test_a_note_that_names_all_or_none_deletes_the_whole(of_two_plots, note):
    """Where nothing stays burdened, the entry is deleted without a doubt."""
    entry = of_two_plots(note)
    assert entry.status.value is Status.DELETED
    assert not entry.status.is_flagged


@pytest.mark.parametrize("note", ["gel.: -", "Gel. am: nein", "gel. : ---"])
def test_a_label_with_nothing_behind_it_deletes_nothing(of_two_plots, note):
    """Cards print "gel.:" for every entry; a dash there says that it stands."""
    entry = of_two_plots(note)
    assert entry.status.value is Status.ACTIVE
    assert not entry.status.is_flagged
