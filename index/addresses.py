"""Where persons live and how they are reached, told by the language around (pure).

A street is a person's where it stands behind a name or "wohnhaft"; the street of a plot stays, for
by it people look for their land. It runs over a text in which names have their mask already.
"""

import re
from functools import lru_cache

from baulast.language import tr
from index.name_runs import BIRTH_MASK, NAME_MASK

ADDRESS_MASK = tr("[Anschrift]", "[address]")
PHONE_MASK = tr("[Telefon]", "[phone]")
PAPER_MASK = tr("[Ausweis]", "[identity card]")

_NAME = r"[A-ZÄÖÜ][^\W\d_]+"
# Before a number these make no street: what follows a name is land, a date or a file then.
_NO_STREET = (
    r"(?!Fl(?:ur|st|\.)|Gem|Grund|Parz|Blatt\b|Bl\.|Band\b|Baulast|Nr|Nummer|Lfd|Az|Akte|Ein(?:ge)?tr"
    r"|Gel[öo]scht|Notar|Urk|UR\b|Zimmer|Tel|Fern|Fax|Seite|Lageplan|Abs|Satz|Ziffer|Bauschein|Antr|Eigent|Auftr|Vertr)"
)
_WORD = rf"(?:{_NO_STREET}{_NAME}\.?)"
_HOUSE = r"\d[\dIlO]{0,2}(?:\s?[a-zA-Z](?![^\W\d_]))?(?:\s?[-/+]\s?\d{1,3}\s?[a-z]?)?(?![\d.]\d|\w)"
_ENDING = (
    r"(?:[Ss]tra(?:ss|ß|b)e|[Ss]tr\.?|[Ww]eg|[Aa]llee|[Pp]latz|[Gg]asse|[Rr]ing|[Dd]amm|[Ww]all|[Mm]arkt"
    r"|[Pp]fad|[Uu]fer|[Ss]teig|[Gg]raben|[Kk]amp|[Ss]tiege|[Cc]haussee|[Pp]romenade|[Ww]inkel"
    r"|[Mm]ühle|[Hh]of|[Ff]eld|[Bb]usch|[Hh]eide|[Ss]traat)"
)
_SAINT = r"(?:(?:St|Dr|Prof)\s?\.\s?-?\s?)?"
_NAMED = rf"{_SAINT}(?:{_WORD}[-\s]\s?){{0,3}}(?:{_NO_STREET}[A-ZÄÖÜ]?[^\W\d_]*{_ENDING})"
_PLACED = (
    rf"(?:A[nm]|Auf|I[nm]|Zu[mr]|Hinter|Unter|Vor)\s(?:de[rnm]\s)?(?:{_WORD}[-\s]\s?){{0,2}}{_WORD}"
)
_STREET = rf"(?:{_NAMED}|{_PLACED})[\s,—–-]{{1,3}}{_HOUSE}[—–-]?"
_POSTCODE = r"(?:[DW]\s?-\s?)?\d[\dIlO]{2}[\dIlO°](?:[\dIlO])?"
_TOWN = rf"{_WORD}(?:\s?[-/]\s?{_WORD})?(?:\s\d{{1,2}}(?![\d./]|\s*[-/]))?"
_PLACE = rf"{_POSTCODE}[\s,]+{_TOWN}"
# Behind "Hagelkreuz 55, 4044 Kaarst" nothing but the postcode tells that the first is a street.
_ANY_STREET = rf"(?:{_WORD}[-\s]\s?){{0,2}}{_WORD}\s{_HOUSE}(?=[\s,]+{_PLACE})"
_STREETS = rf"(?:{_STREET}|{_ANY_STREET})"
_GAP = r"\s*[,;(—–-]?\s*"
# "Kaarst, Broicher Weg 4", "Broicher Weg 4, 4044 Kaarst", "4044 Kaarst, Broicher Weg 4"
_ADDRESS = (
    rf"(?:{_STREETS}(?:{_GAP}(?:in\s)?{_PLACE})?|(?:{_PLACE}|{_TOWN}){_GAP}{_STREETS}|{_PLACE})"
)
_LIVES = (
    r"(?<!\w)(?:[Ww]o[hl]?[nlu]{1,2}haft|[Ww]ohnh\.|[Ww]ohnend|[Ww]ohnt|[Ww]ohnsitz|[Ww]ohnort|[Aa]nsässig"
    r"|(?:[Aa]nschrift|[Aa]dresse)(?!\s+(?:de[sr]|vo[nm])\s+(?:Bau)?(?:[Gg]rundst|[Oo]bj|[Pp]lan))"
    r"(?:\s+(?:de[sr]|vo[nm])\s+[^\s:]+)?(?=\s*:))"
)
_IS_LAND = r"[ ,;(—–-]*\n?[ ]*(?:Gem(?:\.|arkung)|Fl(?:ur|\.|st)|Parz|Grundb)"
# A firm's name goes on behind its mask; a trade or a town may stand before the street.
_FIRM = rf"(?:\s+(?:{_NAME}\s+)?(?:[Gg]?mbH|KG|OHG|AG|eG|& Co\.?(?:\s?KG)?))*"
_BETWEEN = rf"(?:,\s+(?:geb\.\s+)?{_WORD}(?=,))??"
_BEHIND = rf"(?P<cue>(?:{re.escape(NAME_MASK)}|{re.escape(BIRTH_MASK)}){_FIRM}\)?{_BETWEEN}"
_ADDRESSES = (
    re.compile(
        rf"(?P<cue>{_LIVES}\s*:?(?:\s+(?:in|zu|zur\s+Zeit|z\.\s?Zt\.|derzeit|bei|ist))?\s+)"
        rf"(?:{_ADDRESS}|{_TOWN})"
    ),
    re.compile(
        rf"{_BEHIND}(?:\s*[,;(—–-]\s*|\s*\n\s*|\s+(?:in|aus|zu)\s+))(?:{_ADDRESS})(?!{_IS_LAND})"
    ),
    re.compile(rf"{_BEHIND}\s+){_STREETS}{_GAP}{_PLACE}"),
)
# In the head of a letter the day stands beside the sender's street, above the postcode.
_PLACE_BELOW = re.compile(
    rf"(?P<cue>{re.escape(ADDRESS_MASK)}[^\n]{{1,45}}\n){_PLACE}(?=\s*(?:\n|$))"
)
_PHONE = re.compile(
    r"(?P<cue>(?<!\w)(?:Tele(?:fon|fax)|Tel|Fern(?:ruf|sprecher|spr\.)|Fax|Mobil\w*|Handy|Durchwahl"
    r"|Rufnummer)\.?(?:\s?-?\s?(?:Nr|Nummer)\b\.?)?\s*:?\s*)"
    r"\+?[(\dIlO][\dIlO\s/()–-]{2,}\d(?:,?\s*App(?:\.|arat)\s*\d+)?"
)
_MAIL = re.compile(r"(?<![\w.])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PAPER = re.compile(
    r"(?P<cue>(?:ausweis\w*|[Rr]eisepa(?:ss|ß)\w*)(?:\W+(?:Nr|Nummer)\b)?\W{1,4})"
    r"(?=[A-Z]*\d)[A-Z\d]{6,}"
)


@lru_cache(maxsize=10_000)  # forms say the same words in every file
def without_addresses(text: str) -> str:
    """The text, in which names are masked, with a mask for each address and telephone of theirs.

    >>> without_addresses("Herr [Name], wohnhaft 4044 Kaarst, Broicher Weg 4, duldet")
    'Herr [Name], wohnhaft [Anschrift], duldet'
    """
    for pattern in (*_ADDRESSES, _PLACE_BELOW):
        text = _behind_cue(pattern, ADDRESS_MASK, text)
    text = _behind_cue(_PHONE, PHONE_MASK, text)
    text = _MAIL.sub(PHONE_MASK, text)
    return _behind_cue(_PAPER, PAPER_MASK, text)


def _behind_cue(pattern: re.Pattern[str], mask: str, text: str) -> str:
    # A template in place of the function costs more than the search: it hashes all the pattern.
    return pattern.sub(lambda match: match["cue"] + mask, text)
