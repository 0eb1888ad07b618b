"""Words that say that a parcel is meant in part: "tlw.", "z. T.", "zum Teil", "(Teilfläche)"."""

import re
from dataclasses import replace

from extract.rules.parcel_number import Number
from extract.rules.tokens import Tokens
from extract.rules.words import NUMBER

_TO_THE = {"zum", "zun", "zur", "zam"}
_PART_OF = re.compile(r"[TF]e[il1I|]{1,2}")  # "Teil", its thin letters misread
# In brackets behind a number; "Teil" alone also between dashes, or where nothing goes on from it.
_PIECE = re.compile(r"teil(?:e|fl|flache|stuck|bereich|grundstuck)?")
_CLOSED = frozenset({"", ".", ",", ";", ":", "-", ")", "/"})
_BESIDE = frozenset({"ein", "eine", "nur", "flache", "-", "."})  # "(nur ein Teil)", "(1. Teil)"
MOST_IN_BRACKETS = 5  # words and signs: "(Teil-Fläche)"; "(Teil der Zufahrt)" is no part of a plot


def part_at(tokens: Tokens, place: int) -> tuple[bool, int]:
    """Whether words at ``place`` say "in part", and the word behind them."""
    opened = tokens.text_at(place) == "("
    end = _behind_words(tokens, place + opened, opened=opened)
    if end is None and (alone := _behind_piece(tokens, place, opened=opened)) is not None:
        return True, alone
    if end is None:
        return False, place
    if tokens.text_at(end) == "." or (opened and tokens.text_at(end) == ","):
        end += 1
    if opened and tokens.text_at(end) != ")":
        return False, place
    return True, end + opened


def _behind_words(tokens: Tokens, place: int, *, opened: bool) -> int | None:
    """Behind "tlw", "z. T" or "zum Teil", in brackets "T." too; None where none stands."""
    norm = tokens.norm_at(place)
    if tokens.tag_at(place) == "PART" or norm == "zt" or (opened and norm == "t"):
        return place + 1
    if norm in {"z", "zz"} and tokens.norm_at(place + 1) in {".", "t"}:
        rest = tokens.norm[place + 1 : place + 3]
        return place + 2 + rest.index("t") if "t" in rest else None
    is_spelt_out = norm in _TO_THE and _PART_OF.fullmatch(tokens.text_at(place + 1))
    return place + 2 if is_spelt_out else None


def _behind_piece(tokens: Tokens, place: int, *, opened: bool) -> int | None:
    """Behind "(Teil)", "- Teil -", or "Teil" with which the mention ends; None for anything else.

    "Flurstück 5 Teil der Zufahrt" goes on: who knows what is the part.
    """
    if opened:
        inside = range(place + 1, place + 1 + MOST_IN_BRACKETS)
        closed = next((at for at in inside if tokens.text_at(at) == ")"), None)
        pieces = [_is_piece(tokens, at) for at in range(place + 1, closed or 0)]
        rest = range(place + 1, closed or 0)
        is_alone = all(
            is_piece or tokens.norm[at] in _BESIDE or tokens.tag[at] == NUMBER
            for at, is_piece in zip(rest, pieces, strict=True)
        )
        return closed + 1 if closed and any(pieces) and is_alone else None
    dashed = tokens.text_at(place) == "-"
    end = place + dashed + 1
    is_closed = tokens.text_at(end) in _CLOSED or tokens.tag_at(end) == "AND"
    if not _PART_OF.fullmatch(tokens.text_at(end - 1)) or not is_closed:
        return None
    return end + (dashed and tokens.text_at(end) == "-")


def _is_piece(tokens: Tokens, place: int) -> bool:
    is_word = bool(_PIECE.fullmatch(tokens.norm_at(place)))
    return is_word or bool(_PART_OF.fullmatch(tokens.text_at(place)))


def with_part(tokens: Tokens, number: Number, part_before: bool) -> tuple[Number, int]:
    """The number, in part if words before or behind it say so, and the word behind them."""
    part_after, end = part_at(tokens, number.end)
    return replace(number, part=part_before or part_after), end


def all_in_part(tokens: Tokens, numbers: list[Number], place: int) -> tuple[list[Number], int]:
    """The list with all numbers in part: "12 und 13 (beide tlw.)"."""
    inner = place + (tokens.text_at(place) == "(")
    if tokens.norm_at(inner) not in {"beide", "je", "jeweils", "alle", "jew"}:
        return numbers, place
    start = inner + 1 + (tokens.text_at(inner + 1) == ".")
    part, end = part_at(tokens, start)
    if not part:
        return numbers, place
    end += tokens.text_at(end) == ")"
    return [replace(number, part=True) for number in numbers], end
