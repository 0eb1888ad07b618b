"""Words that say that a parcel is meant in part: "tlw.", "z. T.", "zum Teil", "(Teilfläche)"."""

import re
from dataclasses import replace

from extract.rules.parcel_number import Number
from extract.rules.tokens import Tokens

_TO_THE = {"zum", "zun", "zur", "zam"}
_PART_OF = re.compile(r"[TF]e[il1I|]{1,2}")  # "Teil", its thin letters misread
_PIECES = frozenset({"teilflache", "teilstuck", "teilgrundstuck"})  # in brackets behind a number


def part_at(tokens: Tokens, place: int) -> tuple[bool, int]:
    """Whether words at ``place`` say "in part", and the word behind them."""
    opened = tokens.text_at(place) == "("
    end = _behind_words(tokens, place + opened, opened=opened)
    if end is None:
        return False, place
    if tokens.text_at(end) == "." or (opened and tokens.text_at(end) == ","):
        end += 1
    if opened and tokens.text_at(end) != ")":
        return False, place
    return True, end + opened


def _behind_words(tokens: Tokens, place: int, *, opened: bool) -> int | None:
    """Behind "tlw", "z. T" or "zum Teil", in brackets "Teilfläche" too; None where none stands."""
    norm = tokens.norm_at(place)
    if tokens.tag_at(place) == "PART" or norm == "zt" or (opened and norm in _PIECES):
        return place + 1
    if norm in {"z", "zz"} and tokens.norm_at(place + 1) in {".", "t"}:
        rest = tokens.norm[place + 1 : place + 3]
        return place + 2 + rest.index("t") if "t" in rest else None
    is_spelt_out = norm in _TO_THE and _PART_OF.fullmatch(tokens.text_at(place + 1))
    return place + 2 if is_spelt_out else None


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
