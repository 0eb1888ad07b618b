"""Dates in all notations; date_role.py tells what they are the date of."""

import re
from dataclasses import replace
from datetime import date

from rapidfuzz.distance import Levenshtein
from spacy.tokens import Span

from baulast.language import Both
from baulast.model import DoubtReason, FieldName
from extract.reading import Problem, Reading
from extract.rules.rule import Rule
from extract.rules.words import NUMBER, WORD, as_digits, month

# Two-digit years: the register began in 1962, births reach back to the 1880s.
CENTURY_TURN = 45  # from here on 19yy; up to 25 it is 20yy, between is not plausible
RECENT = 25
MOST_TENS = 2  # "2" may be what is left of "12", "3" is March
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
MONTHS = (
    "januar", "februar", "marz", "april", "mai", "juni", "juli", "august", "september", "oktober",
    "november", "dezember", "jan", "feb", "febr", "mrz", "apr", "jun", "jul", "aug", "sept", "sep",
    "okt", "nov", "dez",
)  # fmt: skip
ROMAN_MONTHS = {roman: number for number, roman in enumerate(_ROMAN, start=1)}

# What stands for a month in Roman digits, and what engines read for an I.
ROMAN_LIKE = re.compile(r"(?=.*[IVX])[IVXl1|i]{1,5}|[l|]{2,3}")
AS_I = str.maketrans("l1|i", "IIII")

# What stands before a file number, which may be made of a year and two numbers: "Az. 1998-04-12".
OF_FILE = re.compile(r"\w*(?:zeichen|akten?|vorgang|vorg|az|aktenz|gz|nr|ur|schein)")

_NUM = {"TAG": NUMBER}
_DOT = {"ORTH": {"IN": [".", ",", ":", ";"]}}  # the last three are stops misread


def _numeric(span: Span) -> Reading | None:
    numbers = [token for token in span if token.tag_ == NUMBER]
    day, month_, year = (as_digits(token.text) for token in numbers)
    if any(token.text in {",", ":", ";"} for token in span) and not _after_cue(span):
        return None  # a list of parcels: "45, 46, 50"
    if day and len(day) == 4 and span[1].text == "-" and _is_iso(span):
        day, year = year, day  # as computers write it
    found = reading_of(span, day, month_, year)
    if found is not None and numbers[1].text in {"1I", "I1"}:
        return replace(found, problems=(*found.problems, _roman_or_not(numbers[1].text)))
    return found


def _after_cue(span: Span) -> bool:
    """Whether a word stands before the span after which only a date can follow."""
    before = span.doc[max(0, span.start - 2) : span.start]
    if [token.norm_ for token in before] == ["unter", "dem"]:
        return True
    return any(
        token.norm_ in {"am", "vom", "den", "v", ":"} or token.text == ":" for token in before
    )


def _is_iso(span: Span) -> bool:
    """Whether year, month and day are written as computers do, and as no file number is."""
    if _after_cue(span):
        return True
    numbers = [token.text for token in span if token.tag_ == NUMBER]
    before = span.doc[max(0, span.start - 3) : span.start]
    behind = span.doc[span.end : span.end + 1]
    is_padded = [len(number) for number in numbers] == [4, 2, 2] and numbers[0][:2] in {"19", "20"}
    is_part = any(token.text in {"-", "/"} for token in (*before[-1:], *behind))
    return is_padded and not is_part and not any(OF_FILE.fullmatch(t.norm_) for t in before)


def _glued(span: Span) -> Reading | None:
    """A date that lost one of its dots: "03.082020", "0308.2020"; only where a date must stand."""
    numbers = [as_digits(token.text) or "" for token in span if token.tag_ == NUMBER]
    if len(span) == len(span.doc) and len(numbers) == 3:
        return reading_of(span, *numbers)  # alone in its cell
    if not _after_cue(span):
        return None
    if len(numbers) == 3:
        return (
            reading_of(span, *numbers) if len(numbers[2]) == 4 or _lacks_no_digit(numbers) else None
        )
    if len(numbers[0]) <= 2 and len(numbers[1]) == 6:
        return reading_of(span, numbers[0], numbers[1][:2], numbers[1][2:])
    if len(numbers[0]) == 4 and len(numbers[1]) == 4:
        return reading_of(span, numbers[0][:2], numbers[0][2:], numbers[1])
    return None


def _lacks_no_digit(numbers: list[str]) -> bool:
    """Whether the lost stop can have taken no digit of day or month with it.

    >>> _lacks_no_digit(["14", "8", "64"]), _lacks_no_digit(["14", "2", "64"])
    (True, False)
    """
    day, month_, _ = numbers
    return len(day) == 2 and (len(month_) == 2 or int(month_) > MOST_TENS)


def _by_name(span: Span) -> Reading | None:
    names = [token for token in span if token.tag_ == "MONTH"]
    numbers = [as_digits(token.text) for token in span if token.tag_ == NUMBER]
    return reading_of(span, numbers[0], str(month(names[0].norm_)), numbers[-1])


def _by_misread_name(span: Span) -> Reading | None:
    """A month of which one letter is misread, where it can be one alone: "12. Jvni 1974"."""
    word = max((token.norm_ for token in span if token.tag_ == WORD), key=len)
    near = {month(name) for name in MONTHS if Levenshtein.distance(word, name, score_cutoff=1) <= 1}
    numbers = [as_digits(token.text) for token in span if token.tag_ == NUMBER]
    if len(near) != 1 or not _after_cue(span):
        return None  # "Juii" may be June and July
    return reading_of(span, numbers[0], str(near.pop()), numbers[-1])


def _roman(span: Span) -> Reading | None:
    """A month in Roman digits; among Roman ones alone an l or a 1 is an I: "VI11", "XIl"."""
    dots = [place for place, token in enumerate(span) if token.text == "."]
    written = "".join(token.text for token in span[dots[0] + 1 : dots[1]])
    if not ROMAN_LIKE.fullmatch(written):
        return None
    named = ROMAN_MONTHS.get(written.translate(AS_I))
    day, year = as_digits(span[0].text), as_digits(span[-1].text)
    found = reading_of(span, day, str(named), year) if named else None
    if found is None or written in ROMAN_MONTHS or set(written) & {"V", "X"} or len(written) > 2:
        return found
    return replace(found, problems=(*found.problems, _roman_or_not(written)))  # "Il": 11 or II


def _roman_or_not(written: str) -> Problem:
    return Problem(
        reason=DoubtReason.AMBIGUOUS,
        detail=Both(
            f"Monat „{written}“: römisch oder nicht, ist nicht zu unterscheiden.",
            f"Month “{written}”: whether Roman or not cannot be told.",
        ),
    )


def reading_of(span: Span, day: str | None, month_: str | None, year: str | None) -> Reading | None:
    """The date of three numbers; None where the numbers cannot be a date at all."""
    if (
        not (day and month_ and year)
        or len(year) not in {2, 3, 4}
        or max(len(day), len(month_)) > 2
    ):
        return None
    full = _full_year(int(year)) if len(year) == 2 else int(year)
    problems: tuple[Problem, ...] = ()
    try:
        found = date(full, int(month_), int(day))
    except ValueError:
        found = None
    if found is None or not 1850 <= full <= 2099:
        found = None
        problems = (
            Problem(
                reason=DoubtReason.IMPLAUSIBLE,
                detail=Both(
                    f"Diesen Tag gibt es nicht: {span.text}", f"There is no such day: {span.text}"
                ),
            ),
        )
    elif len(year) == 2 and RECENT < int(year) < CENTURY_TURN:
        problems = (
            Problem(
                reason=DoubtReason.AMBIGUOUS,
                detail=Both(f"Jahrhundert unklar: {span.text}", f"Which century? {span.text}"),
            ),
        )
    if _is_torn(span, day, year) or _lacks_tens(span, day):
        problems = (*problems, _apart(span))
    return Reading(
        name=FieldName.OTHER_DATE,
        value=found.isoformat() if found else span.text,
        start=span.start_char,
        end=span.end_char,
        source="date",
        day=found,
        problems=problems,
    )


def _is_torn(span: Span, day: str, year: str) -> bool:
    """Whether a digit before the day or behind the year is parted from it by a blank alone."""
    doc = span.doc
    before = doc[span.start - 1] if span.start else None
    after = doc[span.end] if span.end < len(doc) else None
    day_torn = before is not None and re.fullmatch(r"[0-3]", before.text) and len(day) == 1
    year_torn = after is not None and re.fullmatch(r"\d\d?", after.text) and year in {"19", "20"}
    return bool(
        (day_torn and before and before.whitespace_)
        or (year_torn and doc[span.end - 1].whitespace_)
    )


def _lacks_tens(span: Span, day: str) -> bool:
    """Whether a month in one digit stands off where its day has two: "04. 2.2002" was a December.

    Who writes the day with a zero writes the month so too, and parts either both or none.
    """
    numbers = [token for token in span if token.tag_ == NUMBER]
    if not day.startswith("0") or len(numbers) != 3 or len(numbers[1].text) > 1:
        return False
    first, last = (span.doc[number.i - 1] for number in numbers[1:])
    return bool(first.whitespace_) and not last.whitespace_


def _apart(span: Span) -> Problem:
    return Problem(
        reason=DoubtReason.AMBIGUOUS,
        detail=Both(
            f"In {span.text} oder daneben fehlt vielleicht eine Ziffer.",
            f"A digit may be lost in {span.text} or beside it.",
        ),
    )


def _full_year(year: int) -> int:
    """The year of two digits.

    >>> _full_year(74), _full_year(4)
    (1974, 2004)
    """
    return 2000 + year if year <= RECENT else 1900 + year


RULES = (
    Rule(
        name="date_numeric",
        field=FieldName.OTHER_DATE,
        patterns=(
            [_NUM, _DOT, _NUM, _DOT, _NUM],
            [_NUM, {"ORTH": "/"}, _NUM, {"ORTH": "/"}, _NUM],
            [_NUM, {"ORTH": "-"}, _NUM, {"ORTH": "-"}, _NUM],
        ),
        take=_numeric,
        reads={
            "12.3.74": "1974-03-12",
            "12. 3. 1974": "1974-03-12",
            "l2.O3.l974": "1974-03-12",
            "12/3/74": "1974-03-12",
            "1 2. 0 3. 7 4": "1974-03-12",
            "am 12,3,1974": "1974-03-12",
            "Erklärung vom 17.03:1982": "1982-03-17",
            "Norf‚den 20.4.1981": "1981-04-20",
            "Eingetragen am 1998-04-03": "1998-04-03",
            "Erkl. 1991-11-11: Ein Weg": "1991-11-11",
            "23.04.20": "2020-04-23",
        },
        ignores=(
            "Flurstück 12/3",
            "3,50 m",
            "Az. 63-12/74",
            "Maßstab 1:500",
            "45, 46, 50",
            "10:30:15 Uhr",
            "Az. 1998-04-12",
            "Vorgang Nr. 1998-04-12",
            "63-1998-04-12",
        ),
    ),
    Rule(
        name="date_without_dot",
        field=FieldName.OTHER_DATE,
        patterns=(
            [_NUM, _DOT, _NUM],
            [_NUM, _NUM, _DOT, _NUM],
            [_NUM, _DOT, _NUM, _NUM],
        ),
        take=_glued,
        reads={
            "Erklärung vom 03.082020": "2020-08-03",
            "am 0308.2020": "2020-08-03",
            "am 30\n8. 1971": "1971-08-30",
            "22 6.69": "1969-06-22",
            "Eingetragen: 14 8.64": "1964-08-14",
        },
        ignores=("Postfach 12.123456", "vom 12.3", "am 14 2.64", "am 1 4.64"),
    ),
    Rule(
        name="date_month_name",
        field=FieldName.OTHER_DATE,
        patterns=(
            [
                _NUM,
                {"ORTH": {"IN": [".", ","]}, "OP": "?"},
                {"TAG": "MONTH"},
                {"ORTH": ".", "OP": "?"},
                _NUM,
            ],
        ),
        take=_by_name,
        reads={
            "12. März 1974": "1974-03-12",
            "12.Mrz.74": "1974-03-12",
            "1. Okt. 1969": "1969-10-01",
            "12. Mai 75": "1975-05-12",
            "21.\nAugust 1964": "1964-08-21",
            "27, Juli 1979": "1979-07-27",
            "12. MRZ. 1974": "1974-03-12",
        },
        ignores=("im März 1974",),
    ),
    Rule(
        name="date_misread_month",
        field=FieldName.OTHER_DATE,
        patterns=(
            [
                _NUM,
                {"ORTH": {"IN": [".", ","]}, "OP": "?"},
                {"TAG": WORD, "LENGTH": {">=": 3}},
                {"ORTH": ".", "OP": "?"},
                _NUM,
            ],
        ),
        take=_by_misread_name,
        reads={
            "am 12. Jvni 1974": "1974-06-12",
            "vom 3. Apnil 1974": "1974-04-03",
            "den 30. Nzv. 74": "1974-11-30",
        },
        ignores=("am 12. Juii 1974", "am 12. Haus 19", "12. Jvni 1974"),
    ),
    Rule(
        name="date_roman_month",
        field=FieldName.OTHER_DATE,
        patterns=(
            [
                _NUM,
                {"ORTH": "."},
                {"TEXT": {"REGEX": "^[IVXl1|i]+$"}, "OP": "{1,3}"},
                {"ORTH": "."},
                _NUM,
            ],
        ),
        take=_roman,
        reads={
            "12. III. 74": "1974-03-12",
            "12. lII. 74": "1974-03-12",
            "12. VI11. 74": "1974-08-12",
            "4. XIl. 1977": "1977-12-04",
        },
        ignores=("Flur XVII Nr. 35",),
    ),
)
