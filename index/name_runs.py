"""Names of persons in a wording, told by the language around them (pure).

What extraction found as a name is one thing (index/persons.py); these rules see names that it
missed: after a salutation, behind "Eigentümer:", beside another name, after a given name. Where it
is uncertain how far a name reaches, more is cut: the wording stands on the page for whoever may
read it.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz.distance import OSA

from baulast.gazetteer import gazetteer
from baulast.language import tr
from index.german import fold, is_common

NAME_MASK = tr("[Name]", "[name]")
BIRTH_MASK = tr("[Geburtsdatum]", "[date of birth]")

_CAPITALISED = r"[A-ZÄÖÜ][^\W_]+(?:['’][^\W\d_]+)?(?:-[^\W\d_]+)*"
_TOKEN = re.compile(
    rf"\s*(?:(?P<mask>{re.escape(NAME_MASK)})|(?P<initial>[A-ZÄÖÜ]\.)"
    r"|(?P<maiden>geb(?:[.,]|oren(?:e[rn]?)?\b)|verw(?:\.|itwete?\b)|genannt\b|gen\.)"
    r"|(?P<link>und\b|u\.|sowie\b|[,&]|-(?=\s)|Dr\.|Prof\.|Dipl\.-?|Ing\.|(?:GmbH|KG|OHG|AG|eG|Co\.?)(?!\w)"
    r"|(?:von|van|vom|zu[mr]?|de[rnms]?|ten|ter)\b)"
    rf"|(?P<word>{_CAPITALISED}))"
)
_SALUTATION = (
    r"Herrn?|Frau|Fräulein|Frl\.|Eheleuten?|Ehegatten|Ehefrau|Ehemann|Familie|Witwer?|Wwe\."
    r"|Geschwister|Gebr(?:\.|üder)|Fa\.|Firma|Erben(?:gemeinschaft)?(?:\s+(?:nach|des|der|von))?"
    r"|Dr\.|Prof\.|Notarin?|Notars|gez\.|vertreten\s+durch|[Gg]eb(?:\.|orene[rn]?)|verw(?:\.|itwete)"
    r"|Fr\.|Dipl\.\s?-\s?Ing\.|(?:Bearb\.|(?:Sachb|B)earbeiter(?:in)?)(?=[ :])"
    r"|(?:Vor-?|Zu-?|Nach-?|Familien|Geburts|Mädchen|Ehe)?[Nn]amen?(?=\s*:)|Unterschrift(?:en)?(?=\s*:)"
    r"|(?:Bauherr(?:in|en)?|Antragsteller(?:in)?|(?:Verk|K)äufer(?:in)?|Entwurfsverfasser(?:in)?"
    r"|Verpflichtete[rn]?|Erschienene[rn]?)(?=\s*:)"
    r"|z(?:ur|\.)\s*Z(?:eit|\.)\s+der\s+Ein-?\s*tragung\s*[:;.,]?"
)
_CUE = re.compile(rf"(?<!\w)(?:{_SALUTATION})(?=[\s:]+)(?:\s*:)?")
# Who signs: a word of the files' own vocabulary is what stands under the signature instead. Of the
# signature itself crumbs are read, and a name in brackets on a line of its own stands below one.
_CLOSING = re.compile(
    r"(?<!\w)(?:[Mm]it\s+freundlichen?\s+Gr[üu]\w+|Hochachtungsvoll(?:st)?|Im\s+Auftrage?"
    r"|In\s+Vertretung|I\.\s?[AV]\.)[\s:,(]+(?:[^\s(]{1,2}[\s(]+){0,4}(?=[A-ZÄÖÜ])"
)
_SIGNED = re.compile(r"^[ \t]*\([ \t]*(?=[^()\n]+\)[ \t]*$)", re.MULTILINE)
# Whoever stands after this and a colon is a person: what follows is cut to the end of the sentence.
_OWNER = re.compile(
    r"\w*(?:[Ee]?igent[üuiö]\w{0,2}mer|berechtigte|Baulastgeber|Erkl[äa]rende|Besitzer)\w*"
    r"(?P<between>(?:\s+[^\s:]+){0,6}?)\s*:(?=\s*\S)"
)
_IS_SAYING = re.compile(  # "Der Eigentümer verpflichtet sich:": the encumbrance itself follows
    r"verpfl|duld|räum|gestatt|verzicht|nimm|nehm|stell|willig|erklär(?:t|en)\b|sich|hat\b|haben"
    r"|w[iu]rd|werd|[§\d]"
)
_IS_LAND = re.compile(r"Fl(?:ur|st|\.)|Gemark|Grundst|Parz|§|Baulast")
_SENTENCE_END = re.compile(
    r"(?<!\bgeb)(?<!\bDr)(?<!\bFa)(?<!\bverw)(?<!\bFrl)(?<!\bWwe)(?<!\bProf)(?<!\b[A-ZÄÖÜ])"
    r"\.(?=\s|$)|;|\n\s*\n|$"
)
LONGEST_OWNERS = 250  # characters: a community of heirs on four lines
_BIRTH = re.compile(
    r"(?<!\w)((?:[Gg]eb\.?(?:\s?-\s?[Dd]at(?:um|\.))?|[Gg]ebor\w*|Geburts(?:datum|tag))\s*:?\s*(?:(?:in|zu)\s+\S+\s+)?(?:am\s+)?)"
    r"(\d[\dIlO]?\s*[.,]\s*(?:[\dIlO]{1,2}\s*[.,]?|[A-Za-zÄä]+\.?)\s*(?:\d{4}|\d{2}))(?!\d)"
)
_IS_STREET = re.compile(
    r"[-\s]*(?:[Ss]tr(?:\.|aße|asse|\b)|[Ww]eg\b|[Pp]latz\b|[Aa]llee\b|[Rr]ing\b|[Gg]asse\b"
    r"|[Uu]fer\b|[Kk]irche|[Ss]chule|[Ss]tift\b|[Pp]ark\b)"
)
_STREET_WORD = re.compile(
    r"(?:[Ss]tr|[Ss]traße|[Ss]trasse|[Ww]eg|[Pp]latz|[Aa]llee|[Rr]ing|[Gg]asse|[Uu]fer|[Kk]irche"
    r"|[Ss]chule)$"
)
_SAINT = re.compile(r"(?:St\.|Sankt|Skt\.)\s*$")
SHORTEST_GARBLED = 6  # "Wilheln"; in shorter words one letter makes another word


@lru_cache(maxsize=10_000)  # forms say the same words in every file
def without_names(text: str) -> str:
    """The text with a mask for each name and birth date that the language announces.

    >>> without_names("Herr Nertens duldet es. Eigentümer: Anja Roth geb. Pesch, Kaarst.")
    'Herr [Name] duldet es. Eigentümer: [Name].'
    """
    text = _BIRTH.sub(lambda match: match[1] + BIRTH_MASK, text)
    text = _owners_cut(text)
    for runs in (_after_cues, _after_closings, _of_given_names, _beside_masks):
        text = _masked(text, runs)
    return text


def _masked(text: str, runs: Callable[[str], Iterator[tuple[int, int]]]) -> str:
    pieces, place = [], 0
    for start, end in runs(text):
        if start >= place:
            pieces += [text[place:start], NAME_MASK]
            place = end
    return "".join([*pieces, text[place:]])


def _owners_cut(text: str) -> str:
    """A mask for all that follows "Eigentümer zur Zeit der Eintragung:" in its sentence."""
    if ":" not in text:  # dear to search for
        return text
    pieces, place = [], 0
    for label in _OWNER.finditer(text):
        if label.start() < place or _IS_SAYING.search(label["between"]):
            continue
        end = _SENTENCE_END.search(text, label.end())
        stop = min(end.start() if end else len(text), label.end() + LONGEST_OWNERS)
        if not _IS_LAND.search(text, label.end(), stop):
            pieces += [text[place : label.end()], " ", NAME_MASK]
            place = stop
    return "".join([*pieces, text[place:]])


def _after_cues(text: str) -> Iterator[tuple[int, int]]:
    """Names after a salutation, also those that are common words or places: "Herr Busch"."""
    for cue in _CUE.finditer(text):
        yield from _run(text, cue.end(), is_announced=True)


def _after_closings(text: str) -> Iterator[tuple[int, int]]:
    ends = {sign.end() for pattern in (_CLOSING, _SIGNED) for sign in pattern.finditer(text)}
    for end in sorted(ends):
        yield from _run(text, end, is_announced=False)


def _of_given_names(text: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(rf"(?<![\w\[-]){_CAPITALISED}", text):
        given = _given(match[0])
        if given is None or _SAINT.search(text, max(0, match.start() - 8), match.start()):
            continue
        for start, end in _run(text, match.start(), is_announced=True):
            if given or end > match.end():
                yield start, end


def _beside_masks(text: str) -> Iterator[tuple[int, int]]:
    """Masks with the names that stand before and after them."""
    for mask in re.finditer(re.escape(NAME_MASK), text):
        start = mask.start()
        while before := re.search(
            rf"(?<![\w-])({_CAPITALISED}),?\s+(?:(?:und|u\.)\s+)?$", text[:start]
        ):
            if not _may_be_name(before[1]) or _is_place(before[1]):
                break
            start = before.start()
        end = max(
            (end for _, end in _run(text, mask.end(), is_announced=False)), default=mask.end()
        )
        if (start, end) != mask.span():
            yield start, end


def _run(text: str, place: int, *, is_announced: bool) -> Iterator[tuple[int, int]]:
    """The names that begin at ``place``, at most one run; ``is_announced``: the first is one."""
    starts: list[int] = []  # of initials and names
    end = 0
    is_close = is_announced
    while token := _TOKEN.match(text, place):
        place, kind = token.end(), token.lastgroup or ""
        if kind == "word" and not _is_name(token["word"], is_close=is_close):
            break
        if kind in ("word", "mask", "initial"):
            starts.append(token.start(kind))
        if kind in ("word", "mask"):
            end, is_close = place, False
        is_close = is_close or kind == "maiden"
    start = starts[0] if starts else end
    if end and (_IS_STREET.match(text, end) or _STREET_WORD.search(text[start:end])):
        # The street of an address is on the line below, or behind a comma.
        end = max(text.rfind("\n", start, end), text.rfind(",", start, end))
    if end > start:
        yield start, end


def _is_name(word: str, *, is_close: bool) -> bool:
    """``is_close``: it stands where a name must, which may be a place or a common word then."""
    if is_close:
        return fold(word) not in _no_names()
    return _may_be_name(word) and not _is_place(word)


def _may_be_name(word: str) -> bool:
    """A word that the files' own vocabulary does not know."""
    return fold(word) not in _no_names() and not any(
        is_common(fold(piece)) for piece in word.split("-")
    )


def _is_place(word: str) -> bool:
    return bool(gazetteer().named(word) or gazetteer().municipality(word))


@lru_cache(maxsize=10_000)
def _given(word: str) -> bool | None:
    """True: a given name; False: only where another name follows; None: none."""
    first, *others = (fold(piece) for piece in word.split("-"))
    if _STREET_WORD.search(word):
        return None
    if first in _given_names():
        return _given_names()[first]
    if others or len(first) < SHORTEST_GARBLED or not _may_be_name(word) or _is_place(word):
        return None
    is_near = any(OSA.distance(first, name, score_cutoff=1) <= 1 for name in _given_names())
    return False if is_near else None


@cache
def _given_names() -> dict[str, bool]:
    """Given names; True: also where they stand alone."""
    names = _listed("first_names.txt")
    return {fold(name.rstrip("+")): not name.endswith("+") for name in names}


@cache
def _no_names() -> frozenset[str]:
    """Capitalised words that begin a sentence or name a thing of the register."""
    return frozenset(map(fold, _listed("no_names.txt")))


def _listed(file: str) -> list[str]:
    lines = files("index").joinpath(f"data/{file}").read_text("utf-8").splitlines()
    return [word for line in lines for word in line.partition("#")[0].split()]
