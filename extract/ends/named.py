"""Which entries a note of deletion names: by number, in a list or range, by ordinal, or all."""

import re
from collections.abc import Iterable
from itertools import pairwise

from extract.sheets.running_number import ORDINAL, ORDINALS

# Words that end an entry, as clerks write them (domain notes 1.5).
ENDED = (
    r"(?:gel[öo]scht|l[öo]schung|\bgel\.(?= ?(?:\d|am|lt))|getilgt|ausgetragen|aufgehoben|"
    r"gestrichen|erloschen|entfallen|zur[üu]ckgenommen|abgeschrieben|weggefallen|"
    r"au(?:ß|ss)er kraft|gegenstandslos|hinf[äa]llig|ung[üu]ltig|entf[äa]llt|erledigt|verzicht)"
)
# "vgl. Blatt 325" names a sheet and ends none, whatever stands in the next line.
NOT_REFERRED = r"(?<!siehe )(?<!vgl\. )(?<!vgl )(?<!\bs\. )"
_LIST = r"\d{1,2}(?:\s?(?:,|\+|-|–|und|u\.|sowie|bis)\s?\d{1,2})*"
_MONTH = r"\.? ?(?:jan|feb|m[äa]r|apr|mai|jun|jul|aug|sep|okt|nov|dez)"
# What counts entries: "zu 1", "lfd. Nr. 1 bis 3", "Baulast 2"; not "bis zu 3 m" or "zu 50 %".
_NAMED = (
    r"(?<![\w.-])(?<!bis )(?<!durch )(?<!siehe )(?<!vgl\. )(?<!s\. )"
    r"(?:(?:zu|(?:[li]?fde?\W{0,3})?(?:nrn?|nummern?|ziff(?:er)?n?))[ .:]{1,3}|"
    rf"(?:baulast(?:en)?|eintragung(?:en)?) )({_LIST})"
    rf"(?!\d|\s?[/.-]\s?\d|\s?(?:m|qm|cm|m²|%)\b|\s?%|{_MONTH})[.):,]{{0,2}}"
)
# Between the number and the end: no new sentence, no day of entry, no entry that takes the place.
_GAP = (
    r"(?: (?!durch\b|siehe\b|vgl|ersetzt|jetzt|nunmehr|eingetragen\b|eingetr\.|\S*[a-zäöüß]{4}\. )"
    r"[^\s;]+){0,9}?"
)
_BEFORE = re.compile(rf"{_NAMED}{_GAP} ?\(?{ENDED}", re.IGNORECASE)
_BY_ORDINAL = re.compile(
    rf"\b(?:die|der) ({ORDINAL})[rn]? (?:baulast|eintragung|last|verpflichtung)\b{_GAP}"
    rf" ?\(?{ENDED}",
    re.IGNORECASE,
)
# "1 gelöscht 24.2.1999": the number alone, as in a column.
_ALONE = re.compile(rf"\W*({_LIST})[.):]?(?: (?:ist|sind|wurden?))? {ENDED}", re.IGNORECASE)
_THINGS = r"(?:baulasten|eintragungen|lasten|verpflichtungen|rechte|vermerke)\b(?! verzeichnis)"
_ALL = re.compile(
    rf"\b(?:alle[rn]?|s[äa]mtliche[rn]?|beide[rn]?)\b[^.;]{{0,25}}?{_THINGS}|"
    rf"(?<!der )\b(?:die|diese|vorstehende|obige)\w{{0,2}} "
    rf"(?:(?:vorstehend|obig|vorgenannt|genannt|eingetragen|vorbezeichnet)\w* )?{_THINGS}"
    r"(?! (?:zu|unter|nr|lfd|ziff|\d))",
    re.IGNORECASE,
)
_END = re.compile(ENDED, re.IGNORECASE)
# "Blatt 977 geschlossen"; no entry is closed, a gate may be: "ist geschlossen zu halten".
_SHEET = re.compile(
    rf"{NOT_REFERRED}\b(?:baulasten)?blatt\b[^;]{{0,25}}(?:geschlossen|umgeschrieben|gel[öo]scht)\b|"
    r"\bumgeschrieben\W+(?:auf|nach)|\b(?:geschlossen|umgeschrieben)\W+"
    r"(?:am|wegen|infolge|seit|den|[üu]bertragen|und (?:auf|nach)|\d)",
    re.IGNORECASE,
)
# "Fortsetzung von Blatt 402 (geschlossen am 30.12.1993)": another one is closed.
_OTHER_SHEET = re.compile(
    r"\b(?:fortsetzung|fr[üu]her\w*|bisher\w*|alte[sr]?|"
    r"(?:[üu]bertragen|umgeschrieben) (?:von|aus))\b"
    r"[^;.(]{0,30}?blatt\W+\S+(?:\s*\([^)]*\))?",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(\d+)\s?(?:-|–|bis)\s?(\d+)")


def speaks_of_end(text: str) -> bool:
    """Whether a word ends something; of what, and whether for certain, is not asked."""
    return bool(_END.search(text))


def numbers_ended(lines: Iterable[str]) -> frozenset[int]:
    """The running numbers that notes say have ended.

    >>> sorted(numbers_ended(["Lfd. Nrn. 1 - 3 gelöscht am 24.2.1999", "Die zweite Baulast"]))
    [1, 2, 3]
    >>> sorted(numbers_ended(["Die Baulasten zu 1 und 3 sind am 24.2.1999 gelöscht"]))
    [1, 3]
    >>> sorted(numbers_ended(["Eintragung: 25. August", "2008 gelöscht", "Zu 50 % gelöscht"]))
    []
    """
    lines = tuple(lines)
    text = " ".join(lines)
    lists = [match[1] for match in _BEFORE.finditer(text)]
    broken = (" ".join(pair) for pair in pairwise(lines))
    lists += [match[1] for line in (*lines, *broken) if (match := _ALONE.match(line))]
    found = {number for written in lists for number in _counted(written)}
    found |= {ORDINALS[match[1].lower()] for match in _BY_ORDINAL.finditer(text)}
    return frozenset(found)


def _counted(written: str) -> set[int]:
    """The numbers of a list: "1, 3 und 5 bis 7"."""
    ranges = (range(int(m[1]), int(m[2]) + 1) for m in _RANGE.finditer(written))
    return {int(one) for one in re.findall(r"\d+", written)} | {n for r in ranges for n in r}


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


def without_other_sheets(text: str) -> str:
    """The text, less what it says of the sheet that this one goes on from."""
    return _OTHER_SHEET.sub("", text)
