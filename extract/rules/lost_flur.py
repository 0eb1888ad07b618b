"""A Flur whose label the engine lost: its number must not give way to the header's in silence.

"Gem. Rosellen, El. 13, Flst. 541" is Flur 13 with a line through its label. Read over, the parcel
would lie in the Flur of the sheet's header, which exists as well, and nobody would ask.
"""

import re
from collections.abc import Set

from extract.rules.tokens import LABELS, Tokens
from extract.rules.words import NUMBER, WORD

# "Fl." with a letter misread, or with its own letters apart: "El.", "Ft.", "F 1.", "E1."
_SHORT = re.compile(r"[FE](?:[1lIitebL|!]{1,2})?")
_ROMAN = re.compile(r"[IVX]{2,}")  # one letter alone is a misread digit as well
_FIRE = {"F", "EI"}  # "Brandwand F 90", "Tür EI 30"
_SIGNS = frozenset({",", ".", ":", ";", "(", ")", "/", "-"})
_REACH = 6  # words back to the Gemarkung or the parcel whose Flur it is: "Neukirchen-Hoeningen ,"
MOST_DIGITS = 3  # of a Flur
# Words of a Flur that was named before and not of one that follows.
_SAME = frozenset({"dieser", "derselben", "selben", "gleichen", "gleiche", "der", "selbe"})
_OF_ELSE = (LABELS - {"FLUR", "GEM", "NR"}) | {"RUNNING", "MONTH"}
_LONG = 5  # letters of a name that a house number follows: "Auf der Heide 5"; "Haus 5" may be lost


def short_flur(tokens: Tokens, place: int) -> tuple[str, int] | None:
    """Number of a Flur, and the word behind it, where "Fl." is misread at ``place``.

    Two letters are no proof, so a Gemarkung or parcels stand beside it.
    """
    if tokens.tag_at(place) not in {WORD, "FLUR"} or not _SHORT.fullmatch(tokens.text_at(place)):
        return None
    number = place + 1
    if len(tokens.text[place]) == 1 and tokens.text_at(number) in {"1", "l", "I"}:
        number += 1
    dotted = tokens.text_at(number) == "."
    number += dotted
    if not dotted and tokens.text[place] in _FIRE:
        return None
    flur = _flur(tokens, number)
    if flur is None or tokens.tag_at(number + 1) == "UNIT":
        return None
    ahead = tokens.tag_at(tokens.skip(number + 1, _SIGNS)) in {"FST", "GEM"}
    return (flur, number + 1) if ahead or _is_behind_plot(tokens, place) else None


def _flur(tokens: Tokens, place: int) -> str | None:
    if _ROMAN.fullmatch(tokens.text_at(place)):
        return tokens.text[place]
    digits = tokens.norm_at(place)
    is_flur = tokens.tag_at(place) == NUMBER and digits.isdecimal() and len(digits) <= MOST_DIGITS
    return str(int(digits)) if is_flur else None


def _is_behind_plot(tokens: Tokens, place: int) -> bool:
    """Whether only names, numbers and signs part the word from a Gemarkung or parcels before it."""
    for before in range(place - 1, max(-1, place - 1 - _REACH), -1):
        if tokens.tag[before] in {"FST", "GEM"}:
            return True
        is_word = tokens.tag[before] == WORD and tokens.text[before].isalpha()
        if is_word and not tokens.text[before][0].isupper() and tokens.norm[before] != "der":
            return False
    return False


def unread_flur(tokens: Tokens, first: int, end: int, taken: Set[int]) -> str | None:
    """What stands between a Gemarkung and its parcels and may be their Flur; None for nothing."""
    for place in range(first, end):
        if place in taken:
            continue
        before = place - 1
        while before >= first and (tokens.text[before] in _SIGNS or tokens.tag[before] == "NR"):
            before -= 1
        word = before if before >= first else None
        if tokens.tag[place] == "FLUR":
            if word is None or tokens.norm[word] not in _SAME:
                return tokens.text[place]
        elif _flur(tokens, place) and not _is_of_else(tokens, place, word):
            return " ".join(tokens.text[place if word is None else word : place + 1])
    return None


def _is_of_else(tokens: Tokens, place: int, word: int | None) -> bool:
    """Whether a number counts, or belongs to the word before it."""
    if tokens.tag_at(place + 1) == "UNIT":
        return True
    if word is None:
        return False
    is_name = tokens.tag[word] == WORD and len(tokens.text[word]) >= _LONG
    return tokens.tag[word] in _OF_ELSE or is_name
