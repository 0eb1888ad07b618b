"""Deletions that an order, a declaration or a letter tells of, and the entries that they end."""

import pytest

from baulast.model import Status
from baulast.settings import ExtractSettings
from extract.plain_text import dossier_of_text
from extract.stage import extract

SHEET = """Baulastenverzeichnis der Stadt Neuss           Baulastenblatt 19
Gemarkung Holzheim, Flur 5, Flurstück 128
Lfd. Nr. 1
Übernahme der Abstandfläche für das Gebäude auf Flurstück 129, § 78 BauO NW.
Erklärung vom 14.02.1985, eingetragen am 18.03.1985.
Lfd. Nr. 2
Duldung einer Gasleitung zugunsten Flurstück 130, § 83 BauO NW.
Erklärung vom 19.05.1998, eingetragen am 06.07.1998.
"""
ORDER = "Stadt Neuss        Bauaufsichtsamt        Neuss, 23.06.1998\nVerfügung\n"
DECLARATION = """Verpflichtungserklärung
Ich verpflichte mich als Eigentümer des Grundstücks Gemarkung Holzheim, Flur 5, Flurstück 128, eine
Gasleitung zugunsten des Grundstücks Gemarkung Holzheim, Flur 5, Flurstück 130 zu dulden (§ 83 BauO
NW). {}
Neuss, den 19. Mai 1998
"""
LETTER = "Aktenvermerk\nNeuss, 23.06.1998\nHeute angerufen wegen der Baulasten.\n{}\n"


@pytest.fixture
def asked(nlp):
    """The numbers of the active entries of which it is asked whether they are deleted."""

    def numbers(page):
        dossier = dossier_of_text("Akte", f"{page}\f{SHEET}")
        entries = extract(dossier, nlp, ExtractSettings()).entries
        assert [entry.status.value for entry in entries] == [Status.ACTIVE] * 2
        return {
            entry.number.value
            for entry in entries
            if entry.status.doubts
            and entry.deleted_on.doubts
            and Status.DELETED.value in entry.status.alternatives
        }

    return numbers


@pytest.mark.parametrize(
    "text",
    [
        "1. Auf die Baulast Blatt 19 lfd. Nr. 1 wird verzichtet; sie ist im Baulastenverzeichnis "
        "zu löschen.\n2. Zugleich ist unter lfd. Nr. 2 die neue Leitungsbaulast nach Erklärung vom "
        "19.05.1998 einzutragen.\n3. z.d.A.\nzu 1. und 2. ausgeführt am 06.07.1998  Br.",
        "1. Baulastenblatt 19: Unter lfd. Nr. 2 ist die Leitungsbaulast nach Erklärung vom "
        "19.05.1998 einzutragen.\n2. Baulastenblatt 19: Die Baulast lfd. Nr. 1 ist zu löschen.\n"
        "3. z.d.A.\nZiffern 1 und 2 erledigt am 06.07.1998  Br.",
        "1. In Baulastenblatt 19 ist lfd. Nr. 2 einzutragen.\n2. In Baulastenblatt 19 ist lfd. Nr. "
        "1 zu löschen.\n3. z.d.A.\nAusgeführt am 06.07.1998  Br.",
        "Betr.: Baulastenblatt 19, Gemarkung Holzheim, Flur 5, Flurstück 128\n1. Eintragen: lfd. "
        "Nr. 2 (Leitung)\n2. Löschen: lfd. Nr. 1 (Abstandfläche)\n3. Wvl.\nzu 1) und 2): 06.07.1998"
        " erledigt",
        "1. Eintragen: lfd. Nr. 2 (Leitung)   2. Löschen: lfd. Nr. 1 (Abstandfläche)",
        "Lfd. Nr. 1 ist zu löschen und lfd. Nr. 2 einzutragen.",
        "Die Baulast lfd. Nr. 1 wurde am\n6. Juli 1998 gelöscht.\nLfd. Nr. 2 ist einzutragen.",
    ],
)  # fmt: skip
def test_an_order_that_enters_one_number_and_deletes_another_asks_about_the_deleted(asked, text):
    """The number that the order deletes is asked about; the one that it enters is not."""
    assert asked(f"{ORDER}{text}\n") == {1}


@pytest.mark.parametrize(
    "text",
    [
        "Mit der Eintragung soll die unter lfd. Nr. 1 auf Baulastenblatt 19 eingetragene Baulast "
        "gelöscht\nwerden.",
        "\nVermerk der Bauaufsicht: Baulastenblatt 19 Nr. 2 eingetragen, Nr. 1 gelöscht. "
        "6. Juli 1998  Kn.",
        "\nVermerk: Nr. 1 gelöscht, Nr. 2 eingetragen.",
    ],
)
def test_a_declaration_that_ends_another_number_asks_about_it(asked, text):
    """In the wording of a declaration or at its foot, a deletion is not passed over."""
    assert asked(DECLARATION.format(text)) == {1}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Die Baulasten lfd. Nr. 1 und 2 sind gelöscht.", {1, 2}),
        ("Die Baulasten lfd. Nrn. 1 bis 2 sind zu löschen.", {1, 2}),
        ("Die Baulasten unter Ziffer 1 - 2 sind gelöscht.", {1, 2}),
        ("Die Baulast lfd. Nr. 2 wurde abgeschrieben.", {2}),
        ("Die Baulast lfd. Nr. 1 ist außer Kraft.", {1}),
        ("Die Löschung der Baulast lfd. Nr. 1 wurde abgelehnt.", {1}),
        ("Löschung der Baulast auf Blatt 19, lfd. Nr. 2, wird beantragt.", {2}),
        ("Im Grundbuch Abt. II Nr. 1 ist das Wegerecht gelöscht.", set()),
        ("Lfd. Nr. 1 (Lageplan Grundbuch Norf) ist als Baulast zu löschen.", {1}),
        ("Die Grundschuld Abt. III lfd. Nr. 2 ist gelöscht.", set()),
        ("Auf Baulastenblatt 44 ist lfd. Nr. 1 gelöscht.", set()),
        ("Die Baulast Nr. 7 ist gelöscht.", set()),
        ("Lfd. Nr. 1 ist eingetragen. Die Löschwasserversorgung ist gesichert.", set()),
        ("Bescheid Nr. 1/98 ist gelöscht.", set()),
    ],
)
def test_a_letter_asks_about_the_entries_of_its_sheet_that_it_calls_deleted(asked, text, numbers):
    """Other sheets, other registers, and numbers that the sheet has not, ask nothing."""
    assert asked(LETTER.format(text)) == numbers


HEADED = "Stadt Neuss           Neuss, 03.03.2001\n{}\n"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Betr.: Baulast Blatt 19 lfd. Nr. 1\nDie Baulast ist heute gelöscht worden.", {1}),
        ("Die Baulast Blatt 19 lfd. Nr. 2 wurde am 03.03.2001 gelöscht.", {2}),
        (
            "Betr.: Baulastenblatt Nr. 19, lfd. Nr. 1\nDie vorbezeichnete Baulast wurde gelöscht.",
            {1},
        ),
        ("Baulastenblatt 19, lfd. Nr. 1\nAufgehoben mit Bescheid vom 03.03.2001.", {1}),
        ("Die unter Blatt 19 lfd. Nr. 1 eingetragene Baulast besteht nicht mehr.", {1}),
        ("Baulastenblatt 19\nIch bitte, die Eintragung Nr. 1 zu streichen.", {1}),
        ("Betr.: Baulastenblatt 19\nDie Baulasten sind gelöscht worden.", {1, 2}),
        ("Die Baulast Blatt 19 wurde am 03.03.2001 gelöscht.", {1, 2}),
        ("Betr.: Baulastenblatt 44\nDie Baulasten sind gelöscht worden.", set()),
        ("Betr.: Baulast Blatt 19 lfd. Nr. 1\nEine Abschrift ist beigefügt. Kosten: 30 DM", set()),
        ("Betr.: Baulastenblatt 19\nDie Baulasten sind nicht gelöscht worden.", set()),
        ("Die Auflage Nr. 1 der Baugenehmigung ist aufgehoben.", set()),
        (
            "Die Abstandflächenbaulast auf Blatt 19 wurde mit Bescheid vom 1.3.2001 aufgehoben,\n"
            "da das Gebäude abgebrochen ist. Löschung im Verzeichnis veranlaßt.",
            {1},
        ),
        ("Die Leitungsbaulast ist am 1.3.2001 gelöscht worden.", {2}),
        ("Die Wegebaulast ist am 1.3.2001 gelöscht worden.", set()),
        ("Die Baulast ist gelöscht worden.", set()),
        ("Die Baulast zugunsten des Flurstücks 130 ist gelöscht.", {2}),
        ("Die Baulast auf Ihrem Flurstück 128 wurde heute gelöscht.", {1, 2}),
        ("Die Baulast auf Flurstück 777 ist gelöscht worden.", set()),
    ],
)
def test_a_letter_headed_like_a_sheet_asks_about_what_it_deletes(asked, text, numbers):
    """A page that names its sheet and holds no entry is heard, whatever it is taken for."""
    assert asked(HEADED.format(text)) == numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1. Die Leitungsbaulast nach Erklärung vom 19.05.1998 ist einzutragen.\n"
         "2. Die Abstandflächenbaulast ist zu löschen.\n3. z.d.A.", {1}),
        ("1. Die Leitungsbaulast ist einzutragen, die Abstandflächenbaulast zu löschen.", {1}),
        ("1. Die Leitungsbaulast ist unter lfd. Nr. 2 einzutragen. "
         "Die alte Baulast ist zu löschen.", {1}),
        ("1. Die Leitungsbaulast ist unter lfd. Nr. 2 einzutragen.\n"
         "2. Löschen: Abstandbaulast", {1}),
        ("1. Die Leitungsbaulast ist einzutragen.\n"
         "2. Die Baulast auf Baulastenblatt 44 ist zu löschen.", set()),
        ("1. Die Leitungsbaulast ist einzutragen. Sie kann nur mit Zustimmung gelöscht werden.",
         set()),
        ("1. Die Leitungsbaulast ist einzutragen.\n2. Auf die Anhörung wird verzichtet.", set()),
    ],
)  # fmt: skip
def test_an_order_that_deletes_without_a_number_asks_about_the_kind_it_names(asked, text, numbers):
    """By its kind, or as the old one, an encumbrance is told from the one that is entered."""
    order = f"{ORDER}Betr.: Baulastenblatt 19, Holzheim, Flur 5, Flurstück 128\n"
    assert asked(f"{order}{text}\n") == numbers
