"""Dates whose day or year is written out: "am siebzehnten März neunzehnhundertsiebzig".

Deeds of notaries and old registers write so, that nothing can be changed by a stroke.
"""

from functools import cache

from spacy.tokens import Span

from baulast.model import FieldName
from extract.reading import Reading
from extract.rules.dates import reading_of
from extract.rules.rule import Rule
from extract.rules.words import NUMBER, as_digits, month

_ONES = ("", "ein", "zwei", "drei", "vier", "funf", "sechs", "sieben", "acht", "neun")
_TEENS = (
    *("zehn", "elf", "zwolf", "dreizehn", "vierzehn", "funfzehn", "sechzehn", "siebzehn"),
    *("achtzehn", "neunzehn"),
)
_TENS = ("zwanzig", "dreissig", "vierzig", "funfzig", "sechzig", "siebzig", "achtzig", "neunzig")
# Those that are not made of their number: "zweite" is.
_ODD_ORDINALS = {1: ("erst",), 3: ("dritt",), 7: ("siebt", "siebent"), 8: ("acht",)}
_CENTURIES = {"neunzehnhundert": 1900, "zweitausend": 2000}
_LAST_DAY = 31


def _counted(number: int) -> tuple[str, ...]:
    """How a number below 100 is written out, in skeletons.

    >>> _counted(21), _counted(70), _counted(1)
    (('einundzwanzig',), ('siebzig',), ('ein', 'eins'))
    """
    if number < len(_ONES):
        return ("ein", "eins") if number == 1 else (_ONES[number],)
    if number < 20:
        return (_TEENS[number - 10],)
    tens, ones = divmod(number, 10)
    return (f"{_ONES[ones]}und{_TENS[tens - 2]}" if ones else _TENS[tens - 2],)


@cache
def _days() -> dict[str, int]:
    """Days of a month by their words: "einundzwanzigsten"."""
    found: dict[str, int] = {}
    for day in range(1, _LAST_DAY + 1):
        ending = "t" if day < 20 else "st"
        stems = _ODD_ORDINALS.get(day) or [f"{word}{ending}" for word in _counted(day)]
        found |= {f"{stem}{case}": day for stem in stems for case in ("e", "en", "er")}
    return found


@cache
def _years() -> dict[str, int]:
    """Years by their words: "neunzehnhundert(und)siebzig", "zweitausend(und)vier"."""
    found: dict[str, int] = {}
    for century, first in _CENTURIES.items():
        for number in range(100):
            for word in _counted(number):
                found |= {f"{century}{word}": first + number, f"{century}und{word}": first + number}
    return found


def _take(span: Span) -> Reading | None:
    day, name, *_, year = (token for token in span if token.text not in {".", ","})
    days = _days().get(day.norm_) or as_digits(day.text)
    years = _years().get(year.norm_) or as_digits(year.text)
    if not days or not years:
        return None
    return reading_of(span, str(days), str(month(name.norm_)), str(years))


_STOP = {"ORTH": {"IN": [".", ","]}, "OP": "?"}
_DAY = {"NORM": {"IN": sorted(_days())}}
_YEAR = {"NORM": {"IN": sorted(_years())}}
_MONTH = {"TAG": "MONTH"}
_NUM = {"TAG": NUMBER}

RULES = (
    Rule(
        name="date_in_words",
        field=FieldName.OTHER_DATE,
        patterns=(
            [_DAY, _MONTH, _STOP, _YEAR],
            [_DAY, _MONTH, _STOP, _NUM],
            [_NUM, _STOP, _MONTH, _STOP, _YEAR],
        ),
        take=_take,
        reads={
            "am siebzehnten März neunzehnhundertsiebzig": "1970-03-17",
            "am einundzwanzigsten März 1988": "1988-03-21",
            "Heute, den ersten Oktober neunzehnhundertundsechsundsechzig": "1966-10-01",
            "am 3. Dezember zweitausendvier": "2004-12-03",
            "am achten Mai zweitausend": "2000-05-08",
        },
        ignores=(
            "am siebzehnten März",
            "der dritte Stellplatz",
            "im ersten Obergeschoß 1988",
            "am ersten Sonntag im März 1988",
        ),
    ),
)
