# ruff: noqa: E501 - a wording is one row of its table
"""What a date is the date of (domain notes 1.4 and 8)."""

import pytest

from baulast.model import DoubtReason, FieldName
from extract.find import find
from extract.reading import Context, Reading

DATES = {
    FieldName.DECLARED_ON,
    FieldName.REGISTERED_ON,
    FieldName.DELETED_ON,
    FieldName.OTHER_DATE,
    FieldName.BIRTH_DATE,
}


def dates(text: str, nlp) -> list[Reading]:
    return [r for r in find(text, nlp, Context()) if r.name in DATES]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eingetragen am 12. März 1974", "registered_on 1974-03-12"),
        ("Ins Verzeichnis aufgenommen: 13. Oktober 1988", "registered_on 1988-10-13"),
        ("Im Verzeichnis seit 29. Aug. 2006", "registered_on 2006-08-29"),
        ("Grundlage ist die am 4. Juni 1979 nach §§ 99 und 100 BauO NW abgegebene Erklärung.\n"
         "3) Vollzug ist erfolgt am 16.8.79.", "declared_on 1979-06-04; other_date 1979-08-16"),
        ("Erkl. 1991-11-11: Ein Weg", "declared_on 1991-11-11"),
        ("Aufgenommen in die Liste am 29. Aug. 2006", "other_date 2006-08-29"),
        ("Eingetragen:\nDormagen, den\n21.10.65", "registered_on 1965-10-21"),
        ("Eintragung vom 15.04.1997\nAz. 63\nLöschung vom 23.11.05",
         "registered_on 1997-04-15; deleted_on 2005-11-23"),
        ("Auf Blatt 12 habe ich am 30.03.92 die folgende Baulast eingetragen:",
         "registered_on 1992-03-30"),
        ("EINGETRAGEN 13.04.15", "registered_on 2015-04-13"),
        ("Tag der Eintragung: 17.06.2014", "registered_on 2014-06-17"),
        ("Eingetragen auf Grund der Verfügung vom 3.4.1970", "registered_on 1970-04-03"),
        ("eingetr. am 5.6.80", "registered_on 1980-06-05"),
        ("Erklärung vorn 3. Juni 1968\nEingetragen arn 8. Juli 1968",
         "declared_on 1968-06-03; registered_on 1968-07-08"),
        ("Eingetraaen: 20.12.2006", "registered_on 2006-12-20"),  # a signature on its g
        ("Tag der 'ntragung: 27.10.1999", "registered_on 1999-10-27"),  # under a punched hole
        ("Beantragung vom 3.4.1970", "other_date 1970-04-03"),
        ("eingetroffen am 3.4.1970", "other_date 1970-04-03"),
        ("Verpflichtungserklärung vom 7.10.1996\nEingetragen aufgrund § 83 BauO NW am 29.10.1996",
         "declared_on 1996-10-07; registered_on 1996-10-29"),
        ("eingetragen gemäß § 99 BauO NW vom 25.6.1962", "other_date 1962-06-25"),
        ("Eingetragen auf Grund der Verpflichtungserklärung vom 18.2.1977 am 9.3.1977",
         "declared_on 1977-02-18; registered_on 1977-03-09"),
        ("Eintragung laut Erklärung vom 18.2.1977 am 9.3.1977",
         "declared_on 1977-02-18; registered_on 1977-03-09"),
        ("Gelöscht gemäß Erklärung des Eigentümers vom 18.2.1977 am 9.3.1977",
         "declared_on 1977-02-18; deleted_on 1977-03-09"),
        ("Eingetragen auf Grund der Erklärung vom 18.2.1977. Grenze am 9.3.1977",
         "declared_on 1977-02-18; other_date 1977-03-09"),
        ("Erklärung vom 18.2.1977 am 9.3.1977",
         "declared_on 1977-02-18; other_date 1977-03-09"),
        ("Gelöscht: 16.04.84", "deleted_on 1984-04-16"),
        ("Gelöscht lt. Verf. vom 12.3.74", "deleted_on 1974-03-12"),
        ("Die Baulast ist am 3.4.1986 gelöscht worden", "deleted_on 1986-04-03"),
        ("Die Baulast wurde auf Grund des Verzichts vom 5.1.1988 am 2.3.1988 im Baulasten-\n"
         "verzeichnis gelöscht", "other_date 1988-01-05; deleted_on 1988-03-02"),
        ("Am 2.3.1988 zur Hälfte gelöscht", "deleted_on 1988-03-02"),
        ("auf Antrag vom 5.1.1988 wurde die Baulast gelöscht", "other_date 1988-01-05"),
        ("an die Stelle der am 3.1.1978 gelöschten Baulast", "other_date 1978-01-03"),
        ("Tag der Löschung: 23.11.2005", "deleted_on 2005-11-23"),
        ("Die am 5.12.72 abgegebene Verpflichtungserklärung", "declared_on 1972-12-05"),
        # what stands between the day and its noun
        (
            "2) Grundlage ist die am 4. Juni 1979 nach §§ 99 und 100 BauO NW abgegebene\nErklärung.\n3) Vollzug zu 1) ist erfolgt am 16. 8. 79.",
            "declared_on 1979-06-04; other_date 1979-08-16",
        ),
        ("die am 4.6.1979 nach § 99 BauO NW abgegebene Erklärung", "declared_on 1979-06-04"),
        ("die vom Eigentümer am 4.6.1979 vor dem Notar abgegebene Erklärung", "declared_on 1979-06-04"),
        ("auf Grund der am 4.6.1979 gemäß § 99 übernommenen Verpflichtung", "declared_on 1979-06-04"),
        ("mit der am 4.6.1979 von Herrn Kern unterzeichneten Erklärung", "declared_on 1979-06-04"),
        ("die am 4.6.1979 nach § 99 BauO NW eingetragene Verpflichtung", "registered_on 1979-06-04"),
        ("die am 4.6.1979 eingegangene Erklärung", "other_date 1979-06-04"),
        ("der am 4.6.1979 vor dem Notar erschienene Eigentümer", "other_date 1979-06-04"),
        ("eingetragen am 3.4.1970 auf Grund der abgegebenen Erklärung", "registered_on 1970-04-03"),
        # an act of its own behind the word "Erklärung": not silently the declaration's day
        ("Erklärung.\n3) Vollzug ist erfolgt am 16.8.79", "other_date 1979-08-16"),
        ("2. Erklärung des Eigentümers\n3. Vollzug: 16.8.1979", "other_date 1979-08-16"),
        ("2. Erklärung zu den Akten\n3. Wiedervorlage am 16.8.1979", "other_date 1979-08-16"),
        ("Erklärung liegt vor. Vermerkt am 16.8.1979", "other_date 1979-08-16"),
        ("Erklärung zugestellt am 4.6.1979", "other_date 1979-06-04"),
        ("Erklärung der Eheleute, geprüft am 4.6.1979", "other_date 1979-06-04"),
        ("Verpflichtungserklärung, beurkundet am 4.6.1979", "declared_on 1979-06-04"),
        ("Erklärung ist erfolgt am 4.6.1979", "declared_on 1979-06-04"),
        ("Lt. Erklärung v. 3.2.1975:", "declared_on 1975-02-03"),
        ("Übernommen durch Erklärung vom 3. 2. 1975", "declared_on 1975-02-03"),
        ("Verpflichtungserklärung vom 14. Februar 2018:", "declared_on 2018-02-14"),
        ("Erkl. vom 14.09.1992:", "declared_on 1992-09-14"),
        ("Verpflichtung vom 30.05.83: Auf dem", "declared_on 1983-05-30"),
        ("Parzelle 279 am 22/4/68 aus der Haftung entlassen", "deleted_on 1968-04-22"),
        ("eingetragen unter dem 24.10:66", "registered_on 1966-10-24"),
        ("Erklärung vom : 3.6.1975 eingetragen am : 18.7.1975",
         "declared_on 1975-06-03; registered_on 1975-07-18"),
        ("BauO NW vom 25. Juni 1962", "other_date 1962-06-25"),
        ("i. d. F. vom 15.7.1976 (GV. NW. S. 96)", "other_date 1976-07-15"),
        ("in der Fassung der Bekanntmachung vom 1.3.2000", "other_date 2000-03-01"),
        ("Lageplan des ÖbVI vom 3.4.1986", "other_date 1986-04-03"),
        ("Bauschein Nr. 412/66 vom 3.4.1966", "other_date 1966-04-03"),
        ("Eingang 12. MRZ. 1974", "other_date 1974-03-12"),
        ("BauO NW § 99   Lösch. 02.05.1978", "deleted_on 1978-05-02"),
        ("§ 99 BauO NW   Lö. 2.5.78", "deleted_on 1978-05-02"),
        ("§ 99 BauO NW   Lschg. v. 2.5.78", "deleted_on 1978-05-02"),
        ("§ 99 BauO NW   Del. 2.5.78", "deleted_on 1978-05-02"),
        ("Baulast gemäß § 83 BauO NRW, Erklärung vom 2.5.98", "declared_on 1998-05-02"),
        ("§ 83 Abs. 1 BauO NRW in der Fassung der Bekanntmachung vom 1.3.2000 (GV. NRW. S. 256)",
         "other_date 2000-03-01"),
        ("Verpflichtungserklärung des Hubert Esser, geb. 12.7.1938, vom 17.09.1986.",
         "birth_date 1938-07-12; declared_on 1986-09-17"),
        ("Erklärung des Landwirts Esser (geb. 12.7.1938) vom 17.09.1986.",
         "birth_date 1938-07-12; declared_on 1986-09-17"),
        ("Erklärung der Eheleute Esser, geb. 12.7.1938 bzw. 30.1.1941, vom 17.09.1986",
         "birth_date 1938-07-12; birth_date 1941-01-30; declared_on 1986-09-17"),
        ("Erklärung Esser (* 12.7.1938) v. 17.9.86",
         "birth_date 1938-07-12; declared_on 1986-09-17"),
        ("Erklärung der Witwe Weg geb. Kanal vom 02.02.1987.", "declared_on 1987-02-02"),
        ("Bauschein für Hubert Esser, geb. 12.7.1938, vom 17.09.1986",
         "birth_date 1938-07-12; other_date 1986-09-17"),
        ("Niederschrift vom 17.09.1986", "declared_on 1986-09-17"),
        ("Am 17.09.1986 zur Niederschrift erklärt", "declared_on 1986-09-17"),
        ("Der Eigentümer hat sich am 17.09.1986 verpflichtet", "declared_on 1986-09-17"),
        ("Am 17.09.1986 hat sich der Eigentümer verpflichtet", "declared_on 1986-09-17"),
        ("Verpflichtet am 17.09.1986", "declared_on 1986-09-17"),
        ("Erklärungsdatum 17.09.1986", "declared_on 1986-09-17"),
        ("Baulast bewilligt unter dem 17.09.1986", "declared_on 1986-09-17"),
        ("seit dem 17.09.1986 verpflichtet", "other_date 1986-09-17"),
        ("geb. am 12.3.1924, eingetragen am 12.3.1974",
         "birth_date 1924-03-12; registered_on 1974-03-12"),
        ("Sabine Küppers geb. Holzschneider, geboren am 6. Juli 1933", "birth_date 1933-07-06"),
        ("* 6.7.1907", "birth_date 1907-07-06"),
        ("Die am 15.04.1997 eingetragene Baulast", "registered_on 1997-04-15"),
        ("Die Last ist am 10. Februar 1967 vom Eigentümer nach § 99 BauO NW übernommen und am "
         "20. März 1967 in dieses Verzeichnis eingetragen worden.",
         "declared_on 1967-02-10; registered_on 1967-03-20"),
        ("Die Last ist am 4. April 1969 vom Eigentümer nach § 99 BauO NW vom 25.6.1962 übernommen "
         "und am 2. Juni 1969 in dieses Verzeichnis eingetragen worden.",
         "declared_on 1969-04-04; other_date 1962-06-25; registered_on 1969-06-02"),
        ("Sie wurde am 3.5.1971 durch den Eigentümer Franz Esser und seine Frau bewilligt, am "
         "9.6.1971 unter lfd. Nr. 2 eingetragen und am 4.8.1990 auf Antrag gelöscht.",
         "declared_on 1971-05-03; registered_on 1971-06-09; deleted_on 1990-08-04"),
        ("Der Eigentümer hat am 3.5.1971 einen Bauantrag gestellt und sich verpflichtet",
         "other_date 1971-05-03"),
        ("Das Grundstück ist am 3.5.1971 im Grundbuch auf den Namen Esser eingetragen",
         "other_date 1971-05-03"),
        ("Eingetragen im Verzeichnis am 3.5.1971 und gelöscht", "registered_on 1971-05-03"),
        ("Baulast übernommen und am 3.5.1971 dem Katasteramt angezeigt", "other_date 1971-05-03"),
        ("Besprechung am 3.5.1971 mit dem Eigentümer. Am 9.6.1971 eingetragen",
         "other_date 1971-05-03; registered_on 1971-06-09"),
        (
            "Baulast nach § 99 BauO NW vom 25. Juni 1962. Eingetragen am 5.6.1965",
            "other_date 1962-06-25; registered_on 1965-06-05",
        ),
    ],
)  # fmt: skip
def test_the_nearest_cue_gives_the_role(text, expected, nlp):
    """Dates of law, plan, birth and letter are told from those of the entry."""
    found = dates(text, nlp)
    assert "; ".join(f"{r.name} {r.value}" for r in found) == expected
    assert not [problem for reading in found for problem in reading.problems]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Kaarst, den 25. Februar 1977", "place_and_day"),
        ("Datum: 28.01.97", "place_and_day"),
        ("Rechtsnachfolger.\nDormagen, den 27. 9. 1965", "place_and_day"),
        ("30.1.64", "bare_date"),
        ("Ortsbesichtigung fand 3.4.1966 statt", "date"),
    ],
)
def test_a_date_without_cue_says_where_it_stands(text, source, nlp):
    """Without a cue a date keeps what its place tells: the column or the page decides then."""
    (reading,) = dates(text, nlp)
    assert (reading.name, reading.source) == (FieldName.OTHER_DATE, source)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("eingetragen am 31.02.1974", DoubtReason.IMPLAUSIBLE),
        ("eingetragen am 50.1.64", DoubtReason.IMPLAUSIBLE),
        ("eingetragen am 18.0.91", DoubtReason.IMPLAUSIBLE),
        ("eingetragen am 26.9.019", DoubtReason.IMPLAUSIBLE),
        ("eingetragen am 3.4.35", DoubtReason.AMBIGUOUS),
        ("eingetragen am 3. 1I. 74", DoubtReason.AMBIGUOUS),
        ("eingetragen am 3. Il. 74", DoubtReason.AMBIGUOUS),
    ],
)
def test_impossible_days_are_shown(text, reason, nlp):
    """A day that cannot be is no date, but it is not passed over either."""
    (reading,) = dates(text, nlp)
    assert reading.name is FieldName.REGISTERED_ON
    assert [problem.reason for problem in reading.problems] == [reason]


def test_the_opening_date_is_the_declarations(nlp):
    """Where the word before an entry's opening date is lost, its place tells, with a doubt."""
    (reading,) = dates("] vom 14.09.1992: Auf dem Grundstück", nlp)
    assert reading.name is FieldName.DECLARED_ON
    assert [problem.reason for problem in reading.problems] == [DoubtReason.ILLEGIBLE]


def test_a_day_that_cannot_be_has_no_value(nlp):
    """Nobody computes with a date that does not exist."""
    (reading,) = dates("eingetragen am 31.02.1974", nlp)
    assert reading.day is None
    assert reading.value == "31.02.1974"


@pytest.mark.parametrize(
    "text",
    [
        "Eingetragen auf Grund der Verfügung vorn 14.7.1967 am 18.7.1967",
        "Eingetragen auf Grund der Verfügung vorn14.7.1967 arn 18.7.1967",
        "Eingetragen auf Grund der Verfügung 14.7.1967 am 18.7.1967",
        "Eingetragen auf Grund der Verfügung vom 14.7.1967 arn 18.7.1967",
    ],
)
def test_the_day_of_an_order_is_not_that_of_entry_however_it_is_misread(text, nlp):
    """An m that engines took apart hides neither which day is the order's nor the entry's."""
    named = [(reading.name, reading.value) for reading in dates(text, nlp)]
    assert named == [
        (FieldName.OTHER_DATE, "1967-07-14"),
        (FieldName.REGISTERED_ON, "1967-07-18"),
    ]
