"""Text made easy to match, with the way back to the text as read."""

import re
import unicodedata
from dataclasses import dataclass

# What typesetting, typewriters and OCR write for a character that rules know in one form only.
TYPESET = {
    "ſ": "s", "ı": "i", "ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st",
    "ﬆ": "st",
    "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "¬": "-",
    "„": '"', "“": '"', "”": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "´": "'", "`": "'",
    "‚": ",",
    "\u00ad": "", "\u200b": "", "\ufeff": "", "…": "...",
    "½": "1/2", "²": "2", "³": "3", "⁄": "/", "∕": "/",
    "{": "(", "}": ")",  # "{Flur 3, Gemarkung Pesch)": no typewriter had them
}  # fmt: skip

# Words that follow a hyphen which is theirs: "Geh-\nund Fahrrecht".
_CONJUNCTIONS = r"(?:und|oder|sowie|bzw|u|bis|beziehungsweise|als)\b"

# A hyphen at the end of a line that the line broke: only small letters go on in one word.
_BROKEN_WORD = re.compile(rf"(?<=[^\W\d_])-[ \t]*\n\s*(?!{_CONJUNCTIONS})(?=[a-zäöüß])")
# A hyphen at the end of a line that stays: "Nordrhein-\nWestfalen", "63-BL-\n65/2016".
_BROKEN_COMPOUND = re.compile(r"(?<=[^\W_])([-/])[ \t]*\n\s*(?=[A-ZÄÖÜ\d])")

# Spaced-out headings: four or more single letters with one blank between.
_SPACED_OUT = re.compile(r"(?<!\S)[^\W\d_](?: [^\W\d_]){3,}(?!\S)")
# Digits that a stamp or a worn machine set apart: "1 2. 0 3. 7 4".
_SPACED_DATE = re.compile(r"(?<![\d.])\d \d ?\. ?\d \d ?\. ?\d \d(?: \d \d)?(?!\d)")

_FORM_LINE = re.compile("__+")  # on which a value was typed; a single one is a smudge

# A digit between letters is a misread letter: "Flur5tück", "Ste1lplatz".
_DIGIT_IN_WORD = re.compile(r"(?<=[^\W\d_])[0158](?=[a-zäöüß])")
_MEANT = {"0": "o", "1": "l", "5": "s", "8": "b"}

# Cue words that OCR tears in two; elsewhere a blank stays a blank.
_TORN = (
    *("Flurst[üu]ck", "Flurst", "Flur", "Parzelle", "Grundst[üu]ck", "Gemarkung"),
    *("Eingetragen", "Gel[öo]scht", "Blatt", "Aktenzeichen", "Erkl[äa]rung"),
    *("Brandabstand", "Brandwand", "Feuerwehr", "Rettungsweg", "Stellplatz", "Spielplatz"),
)


def _torn_apart(word: str) -> str:
    """Alternatives for ``word`` with one blank inside.

    >>> _torn_apart("Flur")
    'F lur|Fl ur|Flu r'
    """
    letters = re.findall(r"\[[^]]+\]|.", word)
    return "|".join(
        "".join(letters[:i]) + " " + "".join(letters[i:]) for i in range(1, len(letters))
    )


_TORN_WORD = re.compile(
    r"(?<![^\W\d_])(?:" + "|".join(map(_torn_apart, _TORN)) + r")(?![^\W\d_]{3})", re.IGNORECASE
)

# Cue words and months of which a hole or a stamp took a letter, where they can be nothing else
# ("Ju i" is June and July). Shorter ones look like other words.
_HOLED = (
    *("Januar", "Februar", "März", "April", "August", "September", "Oktober", "November"),
    *("Dezember", "Juni", "Juli"),
    *("Eintragung", "Eingetragen", "Gelöscht", "Löschung", "Erklärung", "Bauakte"),
    "Aktenzeichen",
)


def _with_hole(word: str) -> dict[str, str]:
    """A word with a blank for each of its inner letters, and the letter that is lost there.

    >>> _with_hole("Mai")
    {'m i': 'a'}
    """
    small = word.lower()
    return {f"{small[:i]} {small[i + 1 :]}": small[i] for i in range(1, len(small) - 1)}


def _holed() -> dict[str, str]:
    """Every such writing of which the lost letter can be one alone."""
    seen: dict[str, set[str]] = {}
    for written, letter in (item for word in _HOLED for item in _with_hole(word).items()):
        seen.setdefault(written, set()).add(letter)
    return {written: letters.pop() for written, letters in seen.items() if len(letters) == 1}


_LOST_LETTER = _holed()
_HOLED_WORD = re.compile(
    r"(?<![^\W\d_])(?:" + "|".join(_LOST_LETTER) + r")(?![^\W\d_])", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Folded:
    """Text made easy to match; ``origin[i]``: the character that folded character i came from."""

    text: str
    origin: tuple[int, ...]

    def span_as_read(self, start: int, end: int) -> tuple[int, int]:
        """The characters of the text as read that folded ``start`` to ``end`` came from."""
        return self.origin[start], self.origin[end - 1] + 1


def fold(text: str) -> Folded:
    """Ligatures, long s and dashes in one form, broken and torn words joined, blanks single.

    >>> fold("Grundſtück ﬂ").text
    'Grundstück fl'
    >>> fold("Grund-\\nstück in Nordrhein-\\nWestfalen").text
    'Grundstück in Nordrhein-Westfalen'
    >>> fold("Flurstück __144__").text
    'Flurstück 144'
    """
    folded = _typeset(text)
    unlined = _FORM_LINE.sub(lambda line: " " * len(line[0]), folded.text)
    folded = Folded(unlined, folded.origin)
    for pattern, dropped in (
        (_BROKEN_WORD, re.compile(r"[-\s]")),
        (_BROKEN_COMPOUND, re.compile(r"\s")),
    ):
        folded = _without(folded, pattern, dropped)
    folded = _single_blanks(folded)
    letters = _DIGIT_IN_WORD.sub(lambda match: _MEANT[match[0]], folded.text)
    folded = Folded(letters, folded.origin)
    for pattern in (_SPACED_OUT, _SPACED_DATE, _TORN_WORD):
        folded = _without(folded, pattern, re.compile(" "))
    return Folded(_HOLED_WORD.sub(_mended, folded.text), folded.origin)


def _mended(match: re.Match[str]) -> str:
    """The word with its lost letter in the place of the blank: as long as before."""
    return match[0].replace(" ", _LOST_LETTER[match[0].lower()])


def _typeset(text: str) -> Folded:
    """Every character in one form; letters and their accents composed."""
    chars: list[str] = []
    origin: list[int] = []
    for place, char in enumerate(text):
        if unicodedata.combining(char) and chars:
            composed = unicodedata.normalize("NFC", chars[-1] + char)
            if len(composed) == 1:
                chars[-1] = composed
                continue
        for new in TYPESET.get(char, char):
            chars.append(new)
            origin.append(place)
    return Folded("".join(chars), tuple(origin))


def _without(folded: Folded, pattern: re.Pattern[str], dropped: re.Pattern[str]) -> Folded:
    """The text without what ``dropped`` finds inside of the matches of ``pattern``."""
    gone = {
        match.start() + inner.start()
        for match in pattern.finditer(folded.text)
        for inner in dropped.finditer(match[0])
    }
    if not gone:
        return folded
    kept = [i for i in range(len(folded.text)) if i not in gone]
    return Folded("".join(folded.text[i] for i in kept), tuple(folded.origin[i] for i in kept))


def _single_blanks(folded: Folded) -> Folded:
    """One blank for any run of blanks and line ends, none at the rims."""
    chars: list[str] = []
    origin: list[int] = []
    for match in re.finditer(r"\S+", folded.text):
        if chars:
            chars.append(" ")
            origin.append(folded.origin[match.start() - 1])
        chars.extend(match[0])
        origin.extend(folded.origin[match.start() : match.end()])
    return Folded("".join(chars), tuple(origin))


# Umlauts spelled out; "Feuer", "Bauer" and "quer" have none.
_SPELLED_OUT = re.compile(r"(?<![aeq])(u)e|([ao])e")
_UMLAUTS = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})


def skeleton(word: str) -> str:
    """A word as it looks when umlauts are lost or spelled out: how cue words are compared.

    >>> skeleton("Gelöscht"), skeleton("GELOESCHT"), skeleton("Geloscht")
    ('geloscht', 'geloscht', 'geloscht')
    """
    return _SPELLED_OUT.sub(r"\1\2", word.lower().translate(_UMLAUTS))
