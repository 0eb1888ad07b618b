"""Notes that end several entries of a sheet by their numbers."""

import pytest

from baulast.model import Status
from baulast.settings import ExtractSettings
from extract.plain_text import dossier_of_text
from extract.stage import extract

HEAD = "Baulastenblatt Nr. 44\nGemarkung Glehn, Flur 11, Flurstück 234\n\n"
ACTS = (
    (235, "Geh- und Fahrrecht", "3.10.1968"),
    (236, "Leitungsrecht", "5.10.1970"),
    (237, "Stellplätze", "7.10.1971"),
    (238, "Kinderspielplatz", "9.10.1972"),
)
LABELLED = HEAD + "".join(
    f"Lfd. Nr. {number}\n{right} zugunsten Flurstück {parcel}. § 99 BauO NW. "
    f"Eingetragen am {day} Krings\n"
    for number, (parcel, right, day) in enumerate(ACTS, start=1)
)
TABLE = (
    HEAD
    + "Lfd. Nr.   Inhalt der Eintragung                             Bemerkungen\n\n"
    + "".join(
        f"{number}          {right} zugunsten Flurstück {parcel}.\n"
        f"           § 99 BauO NW. Eingetragen am {day}\n\n"
        for number, (parcel, right, day) in enumerate(ACTS, start=1)
    )
)


@pytest.fixture
def read(nlp):
    """The entries of a text, by their numbers."""

    def entries(text):
        found = extract(dossier_of_text("Akte", text), nlp, ExtractSettings()).entries
        return {entry.number.value: entry for entry in found}

    return entries


def _ended(found):
    return {
        number: entry.deleted_on.value.isoformat()
        for number, entry in found.items()
        if entry.status.value is Status.DELETED and not entry.status.doubts
    }


@pytest.mark.parametrize("text", [LABELLED, TABLE], ids=["labelled", "table"])
@pytest.mark.parametrize(
    ("note", "numbers"),
    [
        ("lfd. Nr. 2, 3 und 4 gelöscht am 3.4.1990", {2, 3, 4}),
        ("Lfd. Nrn. 1 und 3 am 3. April 1990 gelöscht", {1, 3}),
        ("Lfd. Nr. 2–4 gelöscht am 3.4.1990", {2, 3, 4}),
        ("Die Eintragungen lfd. Nr. 1 bis 3 sind am 3.4.1990 gelöscht worden. Krings", {1, 2, 3}),
        ("zu lfd. Nr. 1 u. 4: gelöscht am 03.04.1990", {1, 4}),
        ("Zu 1 und 3: gelöscht am 3.4.1990.", {1, 3}),
        ("Nr. 2 bis 4 gelöscht am 3.4.1990", {2, 3, 4}),
        ("Die Eintragungen 1 und 3 wurden am 3.4.1990 gelöscht", {1, 3}),
        ("1) gel. 3.4.1990   3) gel. 3.4.1990", {1, 3}),
        ("Löschungen: 1 (03.04.1990), 4 (03.04.1990)", {1, 4}),
        ("Löschungen: Nr. 1 am 3. April 1990; Nr. 4 am 3.4.1990", {1, 4}),
        ("Veränderungen: Nr. 1 gelöscht 3.4.1990; Nr. 2 gelöscht 3.4.1990", {1, 2}),
    ],
)
def test_a_list_ends_each_entry_that_it_names(read, text, note, numbers):
    """Each number of a list is deleted on the note's day, the others stand, and nobody is asked."""
    found = read(f"{text}\n{note}\n")
    assert _ended(found) == dict.fromkeys(numbers, "1990-04-03")
    assert {n for n, e in found.items() if e.status.value is Status.ACTIVE} == {*found} - numbers
    assert not any(entry.status.doubts or entry.deleted_on.doubts for entry in found.values())


def test_each_number_of_a_list_has_the_day_behind_it(read):
    """Days that stand behind their numbers are each of its own entry."""
    found = read(f"{TABLE}\nLöschungen: 1 (3.4.1990), 3 (5. Mai 1991)\n")
    assert _ended(found) == {1: "1990-04-03", 3: "1991-05-05"}


def test_a_list_in_the_column_beside_one_reaches_all(read):
    """The note may stand beside any of the entries, broken over two lines."""
    first = "2          Leitungsrecht zugunsten Flurstück 236."
    second = "           § 99 BauO NW. Eingetragen am 5.10.1970"
    noted = TABLE.replace(first, f"{first:<60}Lfd. Nr. 1-3 gelöscht").replace(
        second, f"{second:<60}am 3.4.1990"
    )
    assert _ended(read(noted)) == dict.fromkeys((1, 2, 3), "1990-04-03")


@pytest.mark.parametrize(
    ("note", "numbers"),
    [
        ("lfd. Nr. 2 und 7 gelöscht am 3.4.1990", {2, 4}),
        ("lfd. Nr. 2 und 4 gelöscht am 3.4.1990 hinsichtlich Flurstück 236", {2}),
        ("lfd. Nr. 2 und 3 gelöscht", {2, 3}),
        ("Löschungen: 2 (3.4.1990), 7 (4.5.1991)", {2, 4}),
        ("Löschungen: 1 (3.4.1990), 2 (4.5.1991) teilweise", {1, 2, 4}),
        ("1 und 3 gelöscht am 3.4.1990", {1, 3}),
    ],
    ids=["not_there", "in_part", "no_day", "one_not_there", "one_in_part", "bare"],
)
def test_a_list_that_is_no_plain_one_is_asked_about(read, note, numbers):
    """A number that no entry has, a part, or a lost day: whom the note may end, is asked about."""
    found = read(f"{LABELLED}\n{note}\n")
    asked = {n for n, entry in found.items() if entry.status.doubts or entry.deleted_on.doubts}
    assert numbers <= asked


@pytest.mark.parametrize(
    "note",
    [
        "Blatt 80 lfd. Nr. 2 und 3 gelöscht am 3.4.1990",
        "lfd. Nr. 2 und 3 werden nicht gelöscht",
        "Löschung von lfd. Nr. 2 und 3 am 3.4.1990 beantragt",
        "Die Flurstücke 2 und 3 wurden am 3.4.1990 vereinigt",
        "Änderungen: 2 (3.4.1990), 3 (4.5.1991)",
        "Eingetragen: 2 am 3.4.1990, 3 am 4.5.1991",
    ],
)
def test_what_is_no_end_of_these_ends_none_in_silence(read, note):
    """Another sheet's entries, a no and a request delete nothing without a question."""
    assert not _ended(read(f"{LABELLED}\n{note}\n"))


def test_a_list_in_ink_that_two_looks_read_otherwise_is_asked_about(paper, extracted):
    """A digit of the list that may be another one ends no entry in silence."""
    page = paper().write(100, 100, *LABELLED.splitlines())
    page.write(100, 1200, "lfd. Nr. 2, 3 und 4 gelöscht am 3.4.1990")
    place = next(n for n, w in enumerate(page.words) if w.text == "2,")
    word = page.words[place]
    page.words[place] = type(word)(
        text=word.text, box=word.box, confidence=word.confidence, block=word.block,
        line=word.line, alternatives=("1,",),
    )  # fmt: skip
    found = {entry.number.value: entry for entry in extracted(page).entries}
    assert not {1, 2, 3} & {*_ended(found)}
    assert all(found[number].status.doubts for number in (2, 3))


def test_a_list_of_days_overleaf_reaches_the_entries_of_the_sheet(read):
    """Below "Löschungen" on the next page of the sheet a number's day deletes it."""
    overleaf = (
        "\fBaulastenblatt Nr. 44   Seite 2\n\nLöschungen\nNr. 1 am 3.4.1990\nNr. 3 am 5.6.1992"
    )
    assert _ended(read(LABELLED + overleaf)) == {1: "1990-04-03", 3: "1992-06-05"}


def test_a_list_across_a_table_that_is_no_plain_one_is_asked_about(read):
    """What begins in the column of the numbers and names several leaves none in silence."""
    found = read(f"{TABLE}\nZu 1 und 3: gelöscht am 3.4.1990 hinsichtlich Flurstück 236\n")
    assert all(found[n].status.doubts for n in (1, 3))
