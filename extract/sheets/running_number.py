"""The running number of an entry (lfd. Nr.) as it stands in its place on a form."""

import re

# "lfd.", "lfde."; engines take the thin l for a capital I, a one or a stroke.
LFD = r"(?:[lI1|]?fde?|[lI1][ti]de?)"
# "Nr." behind it, as old forms and printers have it: "lfd. No.", "lfd. №", which is read as "Ne".
NR = r"(?:nummer|nr|no|№|n[°º®?e])"
# A digit that stands alone, as engines misread it: "lfd. Nr. l", "lfd. Nr. Z".
MISREAD_DIGIT = "[lIioOSsZzBbGgT|!]"
# What stands before the number of an entry in running text: "Zu 3:", "Ziffer 5", "Baulast Nr. 1".
NAMES = (
    rf"(?:zu\s+)?(?:{LFD}|laufende|l)\W{{0,3}}{NR}|(?:zu\s+)?(?:nr|nummer)|zu(?=\W*\d)|"
    r"(?:baulast|eintragung|eintrag|last|belastung|position|pos|punkt|ziffer|ziff)"
    r"(?:\W{0,3}(?:nr|nummer))?"
)
ORDINALS = {
    word: number
    for number, word in enumerate(
        ("erste", "zweite", "dritte", "vierte", "fünfte", "sechste", "siebte", "achte", "neunte"),
        start=1,
    )
}
ORDINAL = "|".join(ORDINALS)
# "1", "1, 3 und 5 bis 7"
LIST = r"\d{1,2}(?:\s?(?:,|\+|-|–|und|u\.|sowie|bis)\s?\d{1,2})*"
# "lfd. Nr. 2", "Nrn. 1 bis 3", "Ziffer 1" in a text; not "Verf. Nr. 12/86", "Bauschein-Nr. 2" or a
# law's "Abs. 1 Nr. 2".
NUMBER = (
    rf"(?<![\w.-])(?<!abs\. \d )(?:{LFD}\W{{0,3}}|laufende )?"
    rf"(?:nrn?|nummern?|ziff(?:er)?n?)\W{{0,3}}({LIST})(?!\d|\s?[/.-]\s?\d)"
)
LISTED_RANGE = re.compile(r"(\d+)\s?(?:-|–|bis)\s?(\d+)")
LEADERS = re.compile(r"[._]{2,}|…+")  # a form's dots, before and behind what was filled in
MAX_NUMBER = 99  # entries on one sheet; the fullest that is known has 31
# Ink that engines take for something else where a single digit stands in a narrow column.
MISREAD_NUMBER = re.compile(r"\W*(?:[\dlIiıLOoSsZzBbAgGTt|!]{1,2}|[IVX]{1,5})\W*")


# Ink that engines take for a digit that stands alone in a narrow column.
LOOKS_LIKE = {
    1: "1lIiı|!TL",
    2: "2Zz",
    3: "3",
    4: "4A",
    5: "5Ss",
    6: "6Gb",
    7: "7T",
    8: "8B",
    9: "9g",
}

# Dots and lines of the form's blank that cling to what was filled in.
BLANK = re.compile(r"^(?:[.…_]{2,}|…|_)\s*|\s*(?:[.…_]{3,}|…|_+)$")

DASHES = re.compile(r"^[-–]\s?(\d{1,2})\s?[-–]$")  # "- 1 -"

# "II." as engines read it, too: "11.", "Il."; which of the two it is, its order tells.
ROMAN = re.compile(r"\(?([IVX1li|]{1,5})[.:)]{0,2}")
AS_ROMAN = str.maketrans("1li|", "IIII")
NUMERALS = {
    numeral: number
    for number, numeral in enumerate(
        ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV"),
        start=1,
    )
}


def roman_number(text: str) -> int | None:
    """The running number that a text is in Roman digits, misread or not; None if it is none.

    >>> roman_number("IV."), roman_number("11."), roman_number("I. A."), roman_number("IIX")
    (4, 2, None, None)
    """
    match = ROMAN.fullmatch(text.strip())
    return NUMERALS.get(match[1].translate(AS_ROMAN)) if match else None


def numbers_listed(written: str) -> set[int]:
    """The numbers of a list.

    >>> sorted(numbers_listed("1, 3 und 5 bis 7"))
    [1, 3, 5, 6, 7]
    """
    ranges = (range(int(m[1]), int(m[2]) + 1) for m in LISTED_RANGE.finditer(written))
    return {int(one) for one in re.findall(r"\d+", written)} | {n for r in ranges for n in r}


def running_number(text: str) -> int | None:
    """The running number that a text is; None if it is none.

    >>> running_number("003."), running_number("Ifd. Nr. 3"), running_number("3,50 m")
    (3, 3, None)
    >>> running_number("...2..."), running_number("....."), running_number("Nr. __1__")
    (2, None, 1)
    >>> running_number("Zu 1:"), running_number("Baulast Nr. 2"), running_number("Dritte")
    (1, 2, 3)
    >>> running_number("...1..."), running_number("___1___"), running_number("- 1 -")
    (1, 1, 1)
    """
    text = BLANK.sub("", text.strip())
    text = DASHES.sub(r"\1", text)
    if (ordinal := ORDINALS.get(text.lower())) is not None:
        return ordinal
    match = re.fullmatch(
        rf"\(?(?:(?:{LFD}|{NAMES})\W{{0,3}})?0{{0,2}}(\d{{1,2}})\s*[.:),–-]{{0,2}}/?",
        text,
        re.IGNORECASE,
    )
    if match is None or not 1 <= int(match[1]) <= MAX_NUMBER:
        return None
    return int(match[1])
