import pytest

from baulast.model import FieldName, PageKind
from extract.statements import same_sheet, statement_of


def days(statement, name):
    return [found.reading.day.isoformat() for found in statement.readings(name)]


@pytest.mark.parametrize(
    ("lines", "declared"),
    [
        (["Kaarst, den 15. 7. 1965", "Verpflichtungserklärung"], ["1965-07-15"]),
        (["Erklärung", "geb. am 8.7.1920", "Dormagen, den 1.12.77"], ["1977-12-01"]),
        (["Adelheid geb. Kluth", "Dormagen, den 1.12.77"], ["1977-12-01"]),
        (["Baulasterklärung", "Frau Yilmaz, geboren am 13. November 1912 erklärt"], []),
        (["Eingang", "20. JUL. 1965", "Verpflichtungserklärung"], []),
        (["Erklärung zur Übernahme einer Baulast", "2.NOV 98", "erschienen heute"], []),
        (["Verpflichtungserklärung", "Kaarst, den 2. Nov. 81"], ["1981-11-02"]),
        (["Unterschrift beglaubigt: Kaarst, den 15. Juli 1965"], []),
        (["Datum: 3.5.1990", "Verpflichtungserklärung"], ["1990-05-03"]),
    ],
)
def test_a_declaration_s_own_day(paper, nlp, lines, declared):
    """The day beside the place is the declaration's; births, arrivals and notaries have others."""
    page = paper().write(200, 100, *lines).page()
    statement = statement_of(page, PageKind.DECLARATION, nlp)
    assert days(statement, FieldName.DECLARED_ON) == declared


def test_an_order_names_the_day_of_the_declaration(paper, nlp):
    """An order's own date is none of declaration; the one that it quotes is."""
    page = paper().write(
        200, 100, "Kaarst, 15. Februar 1967", "Auf Grund der Verpflichtung vom 19.10.1966"
    )
    statement = statement_of(page.page(), PageKind.ORDER, nlp)
    assert days(statement, FieldName.DECLARED_ON) == ["1966-10-19"]


def test_a_page_is_believed_only_in_its_own_matters(paper, nlp):
    """The file number of a deletion's letterhead is not the entry's; it is kept as a reading."""
    page = paper().write(200, 100, "Aktenzeichen: 63-214/84", "Gelöscht am 16.4.1984").page()
    statement = statement_of(page, PageKind.DELETION, nlp)
    assert not statement.readings(FieldName.REFERENCE)
    assert days(statement, FieldName.DELETED_ON) == ["1984-04-16"]
    assert FieldName.REFERENCE in {found.reading.name for found in statement.said}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("I / 168", "i/168", True), ("0275", "0275", True), ("0275", "275", False)],
)
def test_numbers_of_sheets_are_compared_without_blanks(one, other, same):
    """Blanks and case do not matter, zeros do."""
    assert (same_sheet(one) == same_sheet(other)) is same


def test_a_table_s_values_belong_to_the_labels_over_them(paper, nlp):
    """Labels stand in the middle of their cells, values at the left: only the cells tell."""
    page = paper().write(200, 100, "Auftrag zur Löschung")
    edges = (200, 460, 620, 1060, 1500)
    rows = (
        (("Blatt", "Nr.", "Eingetragen am", "Gelöscht am"), 90),
        (("1783", "3", "22.05.1995", "22.09.2003"), 10),
    )
    for row, (texts, indent) in enumerate(rows):
        for column, text in enumerate(texts):
            left, top = edges[column], 300 + 60 * row
            place = (left, top, edges[column + 1], top + 60)
            block = page.block(*place, cell=(0, row, column))
            page.write(left + indent, top + 10, text, block=block)
    statement = statement_of(page.page(), PageKind.DELETION, nlp)
    assert days(statement, FieldName.REGISTERED_ON) == ["1995-05-22"]
    assert days(statement, FieldName.DELETED_ON) == ["2003-09-22"]
