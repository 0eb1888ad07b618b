"""Which entries a note of deletion names: by number, in a list or range, by ordinal, or all."""

import re
from collections.abc import Iterable
from itertools import pairwise

from extract.ends.vocabulary import CLOSED, DELETED, DELETION, ENDED, STRUCK_OFF
from extract.rules.words import MONTH
from extract.sheets.running_number import (
    LFD,
    LIST,
    NUMBER,
    NUMERALS,
    ORDINAL,
    ORDINALS,
    numbers_listed,
)

# What ends an entry whose number stands beside it.
_ENDED = rf"(?:{ENDED}|{DELETION}|\bgel\.(?= ?(?:\d|am|lt))|erledigt|verzicht)"
# "vgl. Blatt 325" names a sheet and ends none, whatever stands in the next line.
NOT_REFERRED = r"(?<!siehe )(?<!vgl\. )(?<!vgl )(?<!\bs\. )"
# What counts entries: "zu 1", "lfd. Nr. 1 bis 3", "Baulast 2"; not "bis zu 3 m" or "zu 50 %".
_NAMED = (
    r"(?<![\w.-])(?<!bis )(?<!durch )(?<!siehe )(?<!vgl\. )(?<!s\. )"
    r"(?:(?:zu|unter|(?:[li]?fde?\W{0,3})?(?:nrn?|nummern?|ziff(?:er)?n?))[ .:]{1,3}|"
    rf"(?:baulast(?:en)?|eintragung(?:en)?) )({LIST})"
    rf"(?!\d|\s?[/.-]\s?\d|\s?(?:m|qm|cm|m²|%)\b|\s?%|\.? ?{MONTH})[.):,]{{0,2}}"
)
# Between the number and the end: no new sentence, no day of entry, no entry that takes the place.
_GAP = (
    r"(?: (?!durch\b|siehe\b|vgl|ersetzt|jetzt|nunmehr|eingetragen\b|eingetr\.|\S*[a-zäöüß]{4}\. )"
    r"[^\s;]+){0,9}?"
)
_BEFORE = re.compile(rf"{_NAMED}{_GAP} ?\(?{_ENDED}", re.IGNORECASE)
CUE = rf"(?:{DELETED}|{DELETION})\w*"
# "Löschung von Nr. 2"
_BEHIND = re.compile(
    rf"{CUE} (?:(?:von|der|die|zu|unter|baulast|eintragung) ){{0,3}}{NUMBER}", re.IGNORECASE
)
# "gelöscht hinsichtlich Flst. 89 (lfd. Nr. 1)": further behind only what says that it is one, and
# not what takes its place: "gelöscht, siehe lfd. Nr. 4".
_FURTHER = re.compile(
    rf"{CUE}(?:(?!durch|ersetzt|siehe|\bs\. |vgl|\bneu)[^;]){{0,80}}?"
    r"(?<![\w.-])(?:[lI]?fde?\W{1,3}|laufende )(?:nr|nummer)\W{0,3}(\d{1,2})(?!\d|[/.-]\d)",
    re.IGNORECASE,
)
_BY_ORDINAL = re.compile(
    rf"\b(?:die|der) ({ORDINAL})[rn]? (?:baulast|eintragung|last|verpflichtung)\b{_GAP}"
    rf" ?\(?{_ENDED}",
    re.IGNORECASE,
)
# "1 gelöscht 24.2.1999": the number alone, as in a column.
_ALONE = re.compile(rf"\W*({LIST})[.):]?(?: (?:ist|sind|wurden?))? {_ENDED}", re.IGNORECASE)
DAY = rf"\d{{1,2}}\.\s?(?:\d{{1,2}}\.|{MONTH}\w*\.?)\s?\d{{2,4}}"
# "1 (8.10.2012)", "Nr. 3 am 14.1.2014", "1) gel. 8.10.2012"
DATED_NUMBER = re.compile(
    rf"(?<![\w.])(?:(?:{LFD}\W{{0,3}})?(?:nr|nummer)\W{{0,3}})?"
    rf"\(?(?P<number>\d{{1,2}})(?![\d/]|\.\d)[.):]{{0,2}} (?P<end>(?:{STRUCK_OFF}|gel\.) )?"
    rf"(?:am )?\(?(?:am )?(?P<day>{DAY})\)?(?![\w/])",
    re.IGNORECASE,
)
# "Löschungen: 1 (8.10.2012), 3 (14.1.2014)"
_ANY_DATED = re.sub(r"\?P<\w+>", "?:", DATED_NUMBER.pattern)
_EACH = re.compile(
    rf"(?:{DELETION}(?:en)?|{DELETED})\W{{1,3}}((?:{_ANY_DATED}\W{{0,3}}(?:und )?)+)", re.IGNORECASE
)
_THINGS = r"(?:baulasten|eintragungen|lasten|verpflichtungen|rechte|vermerke)\b(?! verzeichnis)"
_ALL = re.compile(
    rf"\b(?:alle[rn]?|s[äa]mtliche[rn]?|beide[rn]?)\b[^.;]{{0,25}}?{_THINGS}|"
    rf"(?<!der )\b(?:die|diese|vorstehende|obige)\w{{0,2}} "
    rf"(?:(?:vorstehend|obig|vorgenannt|genannt|eingetragen|vorbezeichnet)\w* )?{_THINGS}"
    r"(?! (?:zu|unter|nr|lfd|ziff|\d))",
    re.IGNORECASE,
)
_END = re.compile(_ENDED, re.IGNORECASE)
# "Blatt 977 geschlossen"; no entry is closed, a gate may be: "ist geschlossen zu halten".
_SHEET = re.compile(
    rf"{NOT_REFERRED}\b(?:baulasten)?blatt\b[^;]{{0,25}}(?:{CLOSED}|{DELETED}|ung[üu]ltig)\b|"
    rf"\bumgeschrieben\W+(?:auf|nach)|\b{CLOSED}\W+"
    r"(?:am|wegen|infolge|seit|den|[üu]bertragen|und (?:auf|nach)|\d)",
    re.IGNORECASE,
)
# "Fortsetzung von Blatt 402 (geschlossen am 30.12.1993)": another one is closed.
_OTHER_SHEET = re.compile(
    r"\b(?:fortsetzung|fr[üu]her\w*|bisher\w*|alte[sr]?|"
    r"(?:[üu]bertragen|umgeschrieben) (?:von|aus))\b"
    r"[^;.(]{0,30}?blatt\W+\S+(?:\s*\([^)]*\))?(?:\W*(?:ung[üu]ltig|geschlossen)\b)?",
    re.IGNORECASE,
)
# "Übertragen nach Blatt 312", "ersetzt durch Bl. 312", "jetzt Blatt 312" in a sheet's head.
_MOVED = re.compile(
    r"\b(?:(?:[üu]bertragen|umgeschrieben|fortgef[üu]hrt|weitergef[üu]hrt|verlegt) (?:auf|nach|in)|"
    r"(?:ersetzt|abgel[öo]st) durch|jetzt|nunmehr|neu(?:e[rs])?)\W+"
    r"(?:(?:das|neue[sn]?|baulasten)\W*){0,2}bl(?:att|\.)\W{0,2}(?:nr\W{0,2})?([\w/-]*\d[\w/-]*)",
    re.IGNORECASE,
)


_LAND_REGISTER = re.compile(r"grundbuch|\bgb\b|amtsgericht", re.IGNORECASE)
# "zu I: gelöscht", "II und III gelöscht": entries in Roman digits; "7. VII. 92" is a month.
_ROMAN = r"(?-i:[IVX]{1,4})"
_ONE_ROMAN = re.compile(rf"\b{_ROMAN}\b")
_IN_ROMAN = re.compile(
    rf"(?:^\W*|\b(?:zu|unter|nr\.?|ziff(?:er|\.)?|baulast|eintragung)\s)"
    rf"{_ROMAN}(?:\s?(?:,|\+|-|–|und|u\.|sowie|bis)\s?{_ROMAN})*(?=[\s:.)])(?!\.?\s?\d)",
    re.IGNORECASE,
)


def _in_digits(text: str) -> str:
    """The text with the Roman numbers that it gives entries in Arabic digits."""
    return _IN_ROMAN.sub(lambda listed: _ONE_ROMAN.sub(_digits, listed[0]), text)


def _digits(numeral: re.Match[str]) -> str:
    return str(NUMERALS.get(numeral[0], numeral[0]))


def speaks_of_end(text: str) -> bool:
    """Whether a word ends something; of what, and whether for certain, is not asked."""
    return bool(_END.search(text))


def numbers_ended(lines: Iterable[str]) -> frozenset[int]:
    """The running numbers that notes say have ended.

    >>> sorted(numbers_ended(["Lfd. Nrn. 1 - 3 gelöscht am 24.2.1999", "Die zweite Baulast"]))
    [1, 2, 3]
    >>> sorted(numbers_ended(["Die Baulasten zu 1 und 3 sind am 24.2.1999 gelöscht"]))
    [1, 3]
    >>> sorted(numbers_ended(["Löschungen: 1 (8.10.2012), 3 (14. Mai 2014)", "am 8.10.2012"]))
    [1, 3]
    >>> sorted(numbers_ended(["Eintragung: 25. August", "2008 gelöscht", "Zu 50 % gelöscht"]))
    []
    >>> sorted(numbers_ended(["zu I und III: gelöscht am 7. VII. 92"]))
    [1, 3]
    """
    lines = tuple(map(_in_digits, lines))
    text = " ".join(lines)
    lists = [m[1] for named in (_BEFORE, _BEHIND, _FURTHER) for m in named.finditer(text)]
    broken = (_in_digits(" ".join(pair)) for pair in pairwise(lines))
    lists += [match[1] for line in (*lines, *broken) if (match := _ALONE.match(line))]
    found = {number for written in lists for number in numbers_listed(written)}
    dated = (one for each in _EACH.finditer(text) for one in DATED_NUMBER.finditer(each[1]))
    found |= {int(one["number"]) for one in dated}
    found |= {ORDINALS[match[1].lower()] for match in _BY_ORDINAL.finditer(text)}
    return frozenset(found)


def names_all(text: str) -> bool:
    """Whether a note of deletion means all entries of its sheet.

    >>> names_all("Beide Baulasten sind am 1.12.2016 gelöscht worden")
    True
    >>> names_all("Im Verzeichnis der Baulasten gelöscht"), names_all("Die Baulast ist gelöscht")
    (False, False)
    """
    return bool(_ALL.search(text)) and speaks_of_end(text)


def closes_sheet(text: str) -> bool:
    """Whether a whole sheet is closed or deleted.

    >>> closes_sheet("Geschlossen am 24.2.1999"), closes_sheet("Das Tor ist geschlossen zu halten")
    (True, False)
    >>> closes_sheet("Fortsetzung von Blatt 402 (geschlossen am 30.12.1993)")
    False
    """
    return bool(_SHEET.search(without_other_sheets(text)))


def moved_to(text: str) -> str | None:
    """The number of the sheet to which another has gone; None if nothing says so.

    >>> moved_to("Übertragen nach Blatt 312 am 4.5.1990"), moved_to("Übertragen von Blatt 44")
    ('312', None)
    >>> moved_to("Grundbuch von Büttgen Blatt 456, jetzt Blatt 1234")
    """
    match = _MOVED.search(text)
    is_other_book = match is not None and _LAND_REGISTER.search(text[: match.start()])
    return match[1] if match and not is_other_book else None


def without_other_sheets(text: str) -> str:
    """The text, less what it says of the sheet that this one goes on from."""
    return _OTHER_SHEET.sub("", text)
