"""Where a text names a Gemarkung or a Flur."""

import re
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from extract.gazetteer import Named, name_at
from extract.rules.lost_flur import short_flur
from extract.rules.tokens import LEADERS, Tokens
from extract.rules.words import NUMBER, WORD

NAME_REACH = 8  # words of the longest name, with its hyphens and brackets
THIN_ONES = frozenset({"l", "|", "i"})  # what the engine makes of a lone 1; "ı" is folded to i
QUOTES = {'"', "'"}  # a colon read so hangs at the number: FLUR “3; a ditto mark stands alone
UNREAD = {"?", "#"}  # a digit that the engine, or who typed the text, could not read
_ROMAN = re.compile(r"[IVXL]+")


@dataclass(frozen=True, slots=True)
class Place:
    """A Gemarkung or a Flur where it is named; ``first`` and ``end`` are places of words."""

    gemarkung: Named | None
    flur: str | None
    first: int
    end: int
    is_doubtful: bool = False  # digits were put right
    is_range: bool = False  # "Fluren 10 bis 14"
    is_torn: bool = False  # "Flur 1 2", "Flur 1?": more digits stand there


def gemarkung_at(tokens: Tokens, place: int) -> Place | None:
    """A Gemarkung named at ``place``: after its cue word, or a known name before a Flur."""
    if tokens.tag[place] == "GEM":
        first = tokens.value_place(place + 1, LEADERS | {"(", "en", ")"})
        if tokens.tag_at(first) in {"FLUR", "FST", "GEM"}:
            return None
        sure = tokens.norm[place] != "gem"  # "Gem." is "Gemeinde" and "gemäß" as well
        named = name_at(tokens.text[first : first + NAME_REACH], after_cue=sure)
        return Place(named, None, place, first + named.words) if named else None
    if not tokens.text[place][:1].isupper() or tokens.tag[place] != WORD:
        return None
    return (
        _named_before_flur(tokens, place)
        or _named_after_flur(tokens, place)
        or _named_after_misread_cue(tokens, place)
    )


def _named_before_flur(tokens: Tokens, place: int) -> Place | None:
    """A name right before a Flur: a known one, or one that can only be misread from a known one."""
    if "FLUR" not in tokens.tag[place : place + NAME_REACH]:
        return None
    words = tokens.text[place : place + NAME_REACH]
    named = name_at(words, after_cue=False) or name_at(words, after_cue=True)
    if named is None or not named.candidates:
        return None
    end = place + named.words
    after = tokens.skip(end, {",", "."})
    if tokens.tag_at(after) == "FLUR" and flur_at(tokens, after) is not None:
        return Place(named, None, place, end)
    return None


def _named_after_flur(tokens: Tokens, place: int) -> Place | None:
    """A known name that says where a Flur lies: "Flur 2 von Glehn"."""
    if tokens.norm_at(place - 1) not in {"von", "in", "zu"} or tokens.tag_at(place - 2) != NUMBER:
        return None
    if "FLUR" not in tokens.tag[max(0, place - 4) : place - 2]:
        return None
    named = name_at(tokens.text[place : place + NAME_REACH], after_cue=False)
    return Place(named, None, place, place + named.words) if named else None


def _named_after_misread_cue(tokens: Tokens, place: int) -> Place | None:
    """A name after a word that is nearly "Gemarkung": each proves the other."""
    if Levenshtein.distance(tokens.norm[place], "gemarkung", score_cutoff=2) > 2:
        return None
    first = tokens.skip(place + 1, LEADERS)
    named = name_at(tokens.text[first : first + NAME_REACH], after_cue=True)
    if named is None or len(named.candidates) != 1:
        return None
    return Place(named, None, place, first + named.words)


def flur_at(tokens: Tokens, place: int) -> Place | None:
    """A Flur with its number, Roman number or letter."""
    if tokens.tag[place] != "FLUR":
        return _flur_misread(tokens, place)
    first = tokens.value_place(place + 1)
    if tokens.tag_at(first) == "NR":
        first = tokens.skip(first + 1, LEADERS)
    if tokens.text_at(first) in QUOTES and not tokens.spaced[first]:
        first += 1
    text = tokens.text_at(first)
    if tokens.tag_at(first) == NUMBER and tokens.norm[first].isdecimal():
        if tokens.tag_at(first + 1) == "UNIT" and tokens.norm[place] == "fl":
            return None
        until = _range_until(tokens, first + 1)
        flur = str(int(tokens.norm[first]))
        doubtful = not tokens.text[first].isdecimal()
        end = until or first + 1
        is_apart = tokens.tag_at(end) == NUMBER and tokens.spaced[end - 1]
        is_torn = is_apart or (tokens.text_at(end) in UNREAD and not tokens.spaced[end - 1])
        return Place(None, flur, place, end, doubtful, until is not None, is_torn)
    if text in THIN_ONES:
        return Place(None, text, place, first + 1, True)
    if _ROMAN.fullmatch(text) or (len(text) == 1 and text.isalpha() and text.isupper()):
        return Place(None, text, place, first + 1)
    return None


def _flur_misread(tokens: Tokens, place: int) -> Place | None:
    """A number behind a word that is "Flur" but for a letter: "alle Fluı 3", "El. 3".

    Passed over, its parcels would be taken for the header's Flur without a word.
    """
    if short := short_flur(tokens, place):
        return Place(None, short[0], place, short[1], True)
    word, number = tokens.norm[place], place + 1
    is_alike = len(word) >= len("Flu") and Levenshtein.distance(word, "flur", score_cutoff=1) <= 1
    if not is_alike or tokens.tag[place] != WORD or tokens.tag_at(number) != NUMBER:
        return None
    if not tokens.norm[number].isdecimal() or tokens.tag_at(number + 1) == "UNIT":
        return None
    return Place(None, str(int(tokens.norm[number])), place, number + 1, True)


def _range_until(tokens: Tokens, place: int) -> int | None:
    """Behind "bis 14" in "Fluren 10 bis 14"; None if the Flur stands alone."""
    if tokens.tag_at(place) == "TO" and tokens.tag_at(place + 1) == NUMBER:
        return place + 2
    return None
