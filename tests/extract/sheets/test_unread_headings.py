"""Tables of entries with headings that no rule knows: no column of days is dropped in silence."""

import pytest

from baulast.model import Entry, FieldName, Finding
from baulast.settings import ExtractSettings
from extract.plain_text import dossier_of_text
from extract.stage import extract

HEAD = "Stadt Dormagen    Baulastenblatt 0607\n\nGemarkung Straberg Flur 4 Flurstück 210\n\n"
FIELDS = (FieldName.DECLARED_ON, FieldName.REGISTERED_ON, FieldName.DELETED_ON, FieldName.STATUS)


def table(*rows: tuple[str, ...], gap: int = 4) -> str:
    """Rows of cells set in columns; the first are the headings."""
    widths = [max(map(len, column)) + gap for column in zip(*rows, strict=True)]
    lines = (
        "".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
    return "\n".join(lines)


def said(finding: Finding) -> str:
    """A value as the tables below write it; "?" stands for one that is flagged."""
    if finding.is_flagged:
        return "?"
    return "" if finding.value is None else str(getattr(finding.value, "value", finding.value))


def days(entry: Entry) -> tuple[str, ...]:
    return tuple(said(entry.findings[name]) for name in FIELDS)


def entries_of(text: str, nlp) -> dict[int | None, Entry]:
    read = extract(dossier_of_text("x", text), nlp, ExtractSettings())
    return {entry.number.value: entry for entry in read.entries}


DECLARED, REGISTERED, DELETED = (
    ("1985-02-27", "1987-01-21"),
    ("1985-03-15", "1987-02-11"),
    "1999-06-15",
)
LIVE, GONE = (
    (DECLARED[0], REGISTERED[0], "", "active"),
    (DECLARED[1], REGISTERED[1], DELETED, "deleted"),
)


def three_days(number: str, wording: str, *headings: str, last: str = "") -> str:
    """A sheet of two entries, the second deleted, under headings of one's own."""
    more = ("Gesetz",) if last else ()
    law = (last,) if last else ()
    rows = (
        (number, wording, *headings, *more),
        ("1", "Zufahrt, 3,00 m breit für Flst. 211", "27.02.1985", "15.03.1985", "", *law),
        ("2", "Zwei Stellplätze für Flst. 215", "21.01.1987", "11.02.1987", "15.06.1999", *law),
    )
    return HEAD + table(*rows)


@pytest.mark.parametrize(
    "last",
    ["Rechtsgrundlage", "Gesetz", "Norm", "Rechtsgrund", "Sachb.", "Kataster", "Plan Nr.", "Gebühr",
     "Seite", "Unterschr.", "gez.", "§§", "Vorschrift der BauO"],
)  # fmt: skip
def test_a_heading_that_nobody_knows_takes_no_column_away(nlp, last):
    """Whatever the last column is called, the days of the others are read."""
    rows = (
        ("Nr.", "Inhalt", "Erklärung", "Eintragung", "Löschung", last),
        ("1", "Zufahrt, 3,00 m breit für Flst. 211", "27.02.1985", "15.03.1985", "", "78"),
        ("2", "Zwei Stellplätze für Flst. 215", "21.01.1987", "11.02.1987", "15.06.1999", "78"),
    )
    read = entries_of(HEAD + table(*rows), nlp)
    assert {number: days(entry) for number, entry in read.items()} == {1: LIVE, 2: GONE}


@pytest.mark.parametrize(
    "headings",
    [
        ("Erklärung", "Eintragung", "Löschung"),
        ("Erkl.", "Eintr.", "Gel."),
        ("Bewilligung", "Buchung", "Löschung"),
        ("Bewilligt am", "gebucht am", "gelöscht am"),
        ("Urkunde vom", "eingetr. am", "gelöscht"),
        ("Datum Erkl.", "Datum Eintr.", "Datum Lösch."),
        ("Dat. d. Erkl.", "Dat. d. Eintr.", "Dat. d. Lösch."),
        ("ErkI. v.", "Eintr. v.", "GeI. am"),
        ("Erklär.", "Eintrag.", "Löschg."),
        ("Ertl. v.", "Emtr. am", "Lösch."),
        ("vom (Erklärung)", "eingetragen", "gelöscht"),
        ("erklärt", "vermerkt am", "ausgetragen am"),
        ("Verpflichtung vom", "vollzogen am", "aufgehoben am"),
    ],
)
def test_headings_in_part_tell_the_days(nlp, headings):
    """A day's heading that is misread, cut short or worded otherwise is known over its days."""
    read = entries_of(three_days("Nr.", "Inhalt", *headings), nlp)
    assert {number: days(entry) for number, entry in read.items()} == {1: LIVE, 2: GONE}


@pytest.mark.parametrize(
    ("number", "wording"),
    [
        ("Zeile Nr.", "Inhalt"),
        ("Pos.", "Text der Baulast"),
        ("lfd.", "Baulast"),
        ("Bel.", "Wortlaut"),
        ("N.", "Gegenstand"),
    ],
)
def test_a_column_of_numbers_is_known_by_them(nlp, number, wording):
    """Whatever the column of running numbers is called, it is known by what stands in it."""
    read = entries_of(three_days(number, wording, "Dat. Erkl.", "Dat. Eintr.", "Dat. Lö."), nlp)
    assert {number: days(entry)[:2] for number, entry in read.items()} == {1: LIVE[:2], 2: GONE[:2]}


@pytest.mark.parametrize(
    ("headings", "live", "gone"),
    [
        # a day of which no heading tells: whatever it may be is asked
        (("Xyz", "Eintragung am", "Gelöscht am"), ("?", *LIVE[1:]), ("?", *GONE[1:])),
        (("Erklärung vom", "Xyz", "Gelöscht am"), (LIVE[0], "?", *LIVE[2:]),
         (GONE[0], "?", "?", "deleted")),
        (("Erklärung vom", "Eintragung am", "Xyz"), LIVE, (*GONE[:2], "?", "?")),
        (("Xyz", "Uvw", "Rst"), ("?", "?", "?", "?"), ("?", "?", "?", "?")),
        (("Erklärung vom", "Mitgeteilt am", "Gelöscht am"), (LIVE[0], "?", *LIVE[2:]),
         (GONE[0], "?", "?", "deleted")),
    ],
)  # fmt: skip
def test_days_that_no_heading_tells_are_asked(nlp, headings, live, gone):
    """Every value that a day under an unknown heading may be is flagged, and no other."""
    read = entries_of(three_days("Nr.", "Inhalt", *headings), nlp)
    assert {number: days(entry) for number, entry in read.items()} == {1: live, 2: gone}


@pytest.mark.parametrize("heading", ["Antrag vom", "Verfügung vom", "Bauschein vom"])
def test_a_day_of_something_else_is_no_declaration(nlp, heading):
    """A column whose heading tells of another act than the declaration asks for nothing."""
    read = entries_of(three_days("Nr.", "Inhalt", heading, "Eintragung am", "Gelöscht am"), nlp)
    assert days(read[1]) == ("", *LIVE[1:])


OVERLEAF = (
    ("Nr.", "Inhalt", "Erklärung vom", "Eingetragen am", "Gelöscht am"),
    ("1", "Zufahrt für Flurstück 211", "27.02.1985", "15.03.1985", ""),
    ("2", "Zwei Stellplätze für Flurstück 215", "21.01.1987", "11.02.1987", "15.06.1999"),
)


def two_pages(head: str, second: str, *, shift: int = 0) -> str:
    """A sheet whose second row stands on a page of its own, without headings."""
    first, row = table(*OVERLEAF).rsplit("\n", 1)
    return f"{HEAD}{first}\n\f{head}" + "\n".join(" " * shift + line for line in (row, second))


@pytest.mark.parametrize("shift", [0, 2, 5])
@pytest.mark.parametrize(
    "head",
    [
        "Stadt Dormagen    Baulastenblatt 0607    Seite 2\n\n",
        "Baulastenblatt 0607\nSeite 2\n\n",
        "Fortsetzung Baulastenblatt 0607\n\n",
        "",
    ],
)
def test_a_page_without_headings_keeps_the_columns(nlp, head, shift):
    """The columns of the page before hold where a page goes on with its table."""
    read = entries_of(two_pages(head, "      (§ 78 BauO NW)", shift=shift), nlp)
    assert {number: days(entry) for number, entry in read.items()} == {1: LIVE, 2: GONE}


@pytest.mark.parametrize(
    "row",
    [
        "2  Zwei Stellplätze für Flurstück 215    21.01.1987    11.02.1987    15.06.1999",
        "2     21.01.1987    11.02.1987    15.06.1999    Zwei Stellplätze für Flurstück 215",
    ],
)
def test_other_columns_overleaf_are_asked(nlp, row):
    """A page whose columns are other ones than those of the page before is doubted, or its days."""
    text = f"{HEAD}{table(*OVERLEAF[:2])}\n\fBaulastenblatt 0607    Seite 2\n\n{row}\n"
    read = extract(dossier_of_text("x", text), nlp, ExtractSettings())
    entries = {entry.number.value: entry for entry in read.entries}
    asked = {page.number for page in read.pages if page.doubts}
    assert asked == {2} if 2 not in entries else days(entries[2]) in (("?",) * 4, GONE)


def test_running_text_overleaf_keeps_no_columns(nlp):
    """Running text behind a table is read as such."""
    text = (
        f"{HEAD}{table(*OVERLEAF[:2])}\n\fBaulastenblatt 0607    Seite 2\n\n"
        "2. Zwei Stellplätze für Flurstück 215 sind zu dulden. Erklärung vom 21.01.1987,\n"
        "eingetragen am 11.02.1987. Gelöscht am 15.06.1999.\n"
    )
    assert days(entries_of(text, nlp)[2]) == GONE


@pytest.mark.parametrize(
    ("upper", "lower", "first", "second"),
    [
        ("Aktenzeichen", "Erklärung vom", "63-118/85", "27.02.1985"),
        ("Az.", "Erkl. v.", "63-118/85", "27.02.1985"),
        ("Erklärung vom", "Aktenzeichen", "27.02.1985", "63-118/85"),
    ],
)
def test_one_heading_of_two_lines_for_two_cells(nlp, upper, lower, first, second):
    """A file number and a day that stand above each other under one heading are both read."""
    later = {"27.02.1985": "21.01.1987", "63-118/85": "63-204/87"}
    rows = (
        ("Lfd.", "Eingetragen", "Inhalt der Baulast", upper),
        ("Nr.", "am", "", lower),
        ("1", "15.03.1985", "Zufahrt zugunsten Flurstück 211", first),
        ("", "", "(§ 78 BauO NW)", second),
        ("2", "11.02.1987", "Anbau an die Grenzwand des Flurstücks 215", later[first]),
        ("", "", "(§ 78 BauO NW)", later[second]),
    )
    read = entries_of(HEAD + table(*rows), nlp)
    assert {n: days(entry)[:2] for n, entry in read.items()} == {1: LIVE[:2], 2: GONE[:2]}
    assert said(read[1].reference) == "63-118/85"


def test_two_days_above_each_other_are_told_by_their_heading(nlp):
    """Two days of one cell are what the two lines of their heading say."""
    rows = (
        ("Nr.", "Inhalt der Baulast", "Erklärung vom"),
        ("", "", "Eingetragen am"),
        ("1", "Zufahrt zugunsten Flurstück 211", "27.02.1985"),
        ("", "(§ 78 BauO NW)", "15.03.1985"),
        ("2", "Anbau an die Grenzwand des Flurstücks 215", "21.01.1987"),
        ("", "(§ 78 BauO NW)", "11.02.1987"),
    )
    read = entries_of(HEAD + table(*rows), nlp)
    assert {n: days(entry)[:2] for n, entry in read.items()} == {1: LIVE[:2], 2: GONE[:2]}


def test_a_torn_heading_takes_no_days_that_stand_over_spaced_file_numbers(nlp):
    """A file number typed with wide blanks below each day leaves the column one of days."""
    rows = (
        ("Ne", "Wortlaut der Last", "Eintragung", "zu No"),
        ("1", "Zufahrt zugunsten Flurstück 211", "15.03.1985", ""),
        ("", "(§ 78 BauO NW)", "Az. 61   40   69 / 51", ""),
        ("2", "Anbau an die Grenzwand des Flurstücks 215", "11.02.1987", ""),
        ("", "(§ 78 BauO NW)", "Az. 61   40   39 / 33", ""),
        ("3", "Weg zum Flurstück 215 (§ 78 BauO NW)", "12.02.1988", ""),
    )
    read = entries_of(HEAD + table(*rows), nlp)
    registered = [said(read[n].registered_on) for n in (1, 2, 3)]
    assert registered == ["1985-03-15", "1987-02-11", "1988-02-12"]


def test_two_headings_that_run_together_lose_no_day(nlp):
    """A heading typed into the next one hides no day: it is read, or asked."""
    rows = (
        ("Nr.", "Baulast", "RechtsgrundlageErklärung", "Eintragung", "Löschung"),
        ("1", "Zufahrt für Flurstück 211", "§ 78 BauO NW  27.02.1985", "15.03.1985", ""),
        (
            "2",
            "Stellplatz für Flurstück 215",
            "§ 78 BauO NW  21.01.1987",
            "11.02.1987",
            "15.06.1999",
        ),
    )
    read = entries_of(HEAD + table(*rows), nlp)
    assert {n: days(entry) for n, entry in read.items()} == {1: LIVE, 2: GONE}


@pytest.mark.parametrize("ditto", ['"', "„", "dto.", "desgl."])
def test_ditto_marks_stand_for_the_day_and_the_law_above(nlp, ditto):
    """What a column of days or laws repeats from the row above is read from there."""
    rows = (
        ("Nr.", "Baulast", "Erklärung", "Eintragung", "Löschung", "Rechtsgrundlage"),
        ("1", "Zufahrt für Flurstück 211", "27.02.1985", "15.03.1985", "", "§ 78 BauO NW"),
        ("2", "Kanal für Flurstück 215", ditto, ditto, "", ditto),
        ("3", "2 Stellplätze hinter dem Haus", "21.01.1987", "11.02.1987", "15.06.1999", ditto),
    )
    read = entries_of(HEAD + table(*rows), nlp)
    assert {n: days(entry) for n, entry in read.items()} == {1: LIVE, 2: LIVE, 3: GONE}
    assert {said(entry.legal_basis) for entry in read.values()} == {"§ 78 BauO NW"}
