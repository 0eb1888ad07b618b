"""Lists of parcel numbers: "346 tlw., 15/1 bis 15/6 u. 78 - 84"."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from baulast.language import Both
from baulast.model import DoubtReason
from extract.reading import Problem
from extract.rules.in_part import all_in_part, part_at, with_part
from extract.rules.parcel_number import CLINGS, JUNK, Number, is_measure, number_at, torn
from extract.rules.tokens import Tokens
from extract.rules.words import NUMBER, WORD

_DASHES = {"-", "–"}
_BEFORE_EXCEPTION = frozenset({"von", "des", "der", "die", "das", "dem", "den"})
_INCLUSIVE = frozenset(
    {"einschl", "einschliesslich", "inkl", "inklusive", "incl", "zu", "zum", "."}
)
MAX_COUNT = 9  # "Flurstück 12. 3 Stellplätze": what a sentence counts is less
MAX_AND = 3  # "und" once misread
MAX_SMUDGE = 5  # "tlw", "z.T.", "teilw" once misread
_SHORT_WORDS = frozenset(
    {"der", "des", "dem", "den", "die", "das", "in", "um", "im", "an", "am", "auf", "von", "vom",
     "für", "ist", "mit", "bei", "als"}
)  # fmt: skip
_SEPARATORS = {",", "+", "&", ";"}
_STOPS = frozenset({".", ":"})  # behind "u"; a full stop with a speck over it is read as a colon
# Words between "früher" and the numbers of then.
OF_LINEAGE = frozenset(
    {"teil", "teile", "teilen", "teilflache", "von", "der", "des", "aus", ".", ":"}
)

_CAME = frozenset({"entstanden", "hervorgegangen", "gebildet", "abgeteilt"})  # "aus 120 entstanden"
CAME_WITHIN = 3  # words
LEAST_RUN = 3  # of two numbers behind each other a stroke may be lost: "300 302" for 300/302
MOST_DIGITS = 4  # of a number without a stroke: two that have more together are not one

# The word behind a number cannot be read: it may have said "in part".
UNREAD_ADDITION = Problem(
    reason=DoubtReason.ILLEGIBLE,
    detail=Both("Der Zusatz zum Flurstück ist unleserlich.", "The addition cannot be read."),
)
PERHAPS_OUT_OF = Problem(
    reason=DoubtReason.AMBIGUOUS,
    detail=Both(
        "„Aus“ steht vor einem früheren Flurstück der Aufzählung: vielleicht gilt es auch hier.",
        "“Aus” stands before an earlier parcel of the list: it may be meant here, too.",
    ),
)
WIDE_RANGE = Problem(
    reason=DoubtReason.OPEN_RANGE,
    detail=Both("Der Bereich lässt sich nicht auflösen.", "The range cannot be written out."),
)
OPEN_END = Problem(
    reason=DoubtReason.OPEN_RANGE,
    detail=Both("Die Aufzählung ist offen (ff., usw.).", "The list is open-ended."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberList:
    """Numbers that a text lists, and where it ends to."""

    numbers: tuple[Number, ...]
    end: int  # the word behind the list


def read_list(tokens: Tokens, first: int, *, taken: Set[int], range_cap: int) -> NumberList:
    """The numbers that the words from ``first`` on list; none if no number stands there.

    ``taken`` are words that another rule has read: dates, laws, file numbers.
    """
    numbers: list[Number] = []
    is_smudged = tokens.text_at(first) in JUNK  # instead of the first digit
    place = first + is_smudged
    end = first
    while True:
        found, place = _item(tokens, place, numbers[-1:], taken, range_cap)
        if not found:
            break
        if is_smudged and not numbers and found[0].first == first + 1:
            found[0] = _smudged(found[0])
        numbers, place = _open_end(tokens, [*numbers, *found], place)
        numbers, place = all_in_part(tokens, numbers, place)
        end = _behind_lineage(tokens, place, taken)
        place = _skip_separators(tokens, end)
        if place == end:
            unseparated = _unseparated(tokens, end, numbers[-1], taken)
            if unseparated is None:
                break
            numbers[-1] = numbers[-1].doubted(UNREAD_ADDITION)
            place = unseparated
    numbers = _behind_out_of(tokens, numbers)
    if numbers and (more := _more_behind_stop(tokens, end, taken)):
        numbers[-1] = numbers[-1].doubted(_perhaps_more(more))
    if numbers and (more := _more_behind_day(tokens, end)):
        numbers[-1] = numbers[-1].doubted(_perhaps_more(more))
    numbers, end = _without_exceptions(tokens, numbers, end, taken, range_cap)
    return NumberList(numbers=tuple(numbers), end=end)


def _behind_out_of(tokens: Tokens, numbers: list[Number]) -> list[Number]:
    """The numbers, those doubted that may be meant in part too: "300, aus 302 und 304"."""
    out_of = [place for place, n in enumerate(numbers) if tokens.norm_at(n.first - 1) == "aus"]
    return [
        number.doubted(PERHAPS_OUT_OF) if out_of and min(out_of) < place not in out_of else number
        for place, number in enumerate(numbers)
    ]


def read_run(tokens: Tokens, first: int, *, taken: Set[int], range_cap: int) -> NumberList | None:
    """Numbers of which blanks alone part three or more: "Flurstücke 300 302 304"; None without.

    They climb, and no two of them can be one number whose digits stand apart.
    """
    numbers: list[Number] = []
    place = first
    while (number := number_at(tokens, place, taken)) and not is_measure(tokens, number):
        numbers.append(number)
        place = number.end
    climbs = all(_key(one) < _key(other) for one, other in pairwise(numbers))
    apart = all(_are_two(one, other) for one, other in pairwise(numbers))
    if len(numbers) < LEAST_RUN or not climbs or not apart:
        return None
    plain = tuple(_untorn(tokens, number) for number in numbers[:-1])
    behind = _skip_separators(tokens, place)
    more = read_list(tokens, behind, taken=taken, range_cap=range_cap) if behind > place else None
    further, end = (more.numbers, more.end) if more and more.numbers else ((), place)
    return NumberList(numbers=(*plain, numbers[-1], *further), end=end)


def _key(number: Number) -> tuple[int, int]:
    return number.zaehler, number.nenner or 0


def _are_two(one: Number, other: Number) -> bool:
    """Whether two numbers behind each other are too long for one, or have each its stroke."""
    if one.nenner is not None or other.nenner is not None:
        return one.nenner is not None and other.nenner is not None
    return len(f"{one.zaehler}{other.zaehler}") > MOST_DIGITS


def _untorn(tokens: Tokens, number: Number) -> Number:
    doubt = torn(tokens.text[number.first], tokens.text[number.end])
    return replace(number, problems=tuple(p for p in number.problems if p != doubt))


def _item(
    tokens: Tokens, place: int, before: Sequence[Number], taken: Set[int], range_cap: int
) -> tuple[list[Number], int]:
    """The number or the range at ``place``, and the word behind it; none where the list ends."""
    part_before, place = part_at(tokens, place)
    place = tokens.skip(place, {","}) if part_before else place  # "tlw, 12"
    is_out_of = tokens.norm_at(place) == "aus"  # "Flurstücke 300, aus 302": a part of it
    place = _skip_nr(tokens, place + is_out_of)
    number = number_at(tokens, place, taken) or _nenner_alone(tokens, place, before, taken)
    if number is None or (before and is_measure(tokens, number)):
        return [], place
    if is_out_of and _CAME & set(tokens.norm[number.end : number.end + CAME_WITHIN]):
        return [], place
    number, place = with_part(tokens, number, part_before or is_out_of)
    until = _range_end(tokens, place, taken)
    if until is None:
        return [number], place
    until, place = with_part(tokens, until, False)
    return _expanded(number, until, range_cap), place


def _nenner_alone(
    tokens: Tokens, place: int, before: Sequence[Number], taken: Set[int]
) -> Number | None:
    """A number that leaves the Zähler out: "705/1, /2 und /3"."""
    if not before or before[-1].nenner is None or tokens.text_at(place) != "/":
        return None
    nenner = number_at(tokens, place + 1, taken)
    if nenner is None or nenner.nenner is not None:
        return None
    return replace(nenner, zaehler=before[-1].zaehler, nenner=nenner.zaehler, first=place)


def _more_behind_stop(tokens: Tokens, end: int, taken: Set[int]) -> str:
    """A number like a parcel's behind a full stop, which may be a comma misread; "" if none."""
    if tokens.text_at(end) != ".":
        return ""
    part, place = part_at(tokens, tokens.skip(end + 1, {"."}))
    number = number_at(tokens, tokens.skip(place, {","}), taken)
    if number is None or is_measure(tokens, number) or tokens.text_at(number.end) == ".":
        return ""  # "2." numbers what follows
    is_alike = part or number.nenner is not None or number.zaehler > MAX_COUNT
    return tokens.text[number.first] if is_alike else ""


def _more_behind_day(tokens: Tokens, end: int) -> str:
    """A number behind a comma and a day, which a note in the margin may have put there."""
    day = tokens.text[end + 1 : end + 6]
    if tokens.text_at(end) != "," or not re.fullmatch(
        r"\d\d?\.\d\d?\.(?:19|20)?\d\d", "".join(day)
    ):
        return ""
    number = number_at(tokens, end + 6, frozenset())
    return "" if number is None or is_measure(tokens, number) else tokens.text[number.first]


def _perhaps_more(written: str) -> Problem:
    return Problem(
        reason=DoubtReason.AMBIGUOUS,
        detail=Both(
            f"Dahinter steht „{written}“: vielleicht ein weiteres Flurstück.",
            f"“{written}” stands behind it: perhaps another parcel.",
        ),
    )


def _without_exceptions(
    tokens: Tokens, numbers: list[Number], end: int, taken: Set[int], range_cap: int
) -> tuple[list[Number], int]:
    """The list without those that are taken out of it: "12 bis 15 außer 14"."""
    place = tokens.skip(end, {"(", ",", "mit"})
    if len(numbers) < 2 or not (
        tokens.tag_at(place) == "WITHOUT" or tokens.norm_at(place) == "ausnahme"
    ):
        return numbers, end
    place = tokens.skip(place + 1, _BEFORE_EXCEPTION)
    first = place + 1 if tokens.tag_at(place) == "FST" else place
    first = tokens.skip(first, {"."})
    without = read_list(tokens, first, taken=taken, range_cap=range_cap)
    if not without.numbers:
        return numbers, end
    gone = {(number.zaehler, number.nenner) for number in without.numbers}
    kept = [number for number in numbers if (number.zaehler, number.nenner) not in gone]
    problems = [problem for number in without.numbers for problem in number.problems]
    if len(kept) + len(gone) != len(numbers):  # one of them is not in the list
        problems.append(_perhaps_more(tokens.text[without.numbers[0].first]))
    return [number.doubted(*problems) for number in kept], without.end


def _smudged(number: Number) -> Number:
    """The number with a doubt about what clings to it."""
    return number if CLINGS in number.problems else number.doubted(CLINGS)


def _skip_nr(tokens: Tokens, place: int) -> int:
    if tokens.tag_at(place) == "NR":
        place += 1
        if tokens.text_at(place) in {".", ":", ","}:  # a comma is a stop misread
            place += 1
    return place


def _skip_separators(tokens: Tokens, place: int) -> int:
    while tokens.text_at(place) in _SEPARATORS or tokens.tag_at(place) == "AND":
        abbreviated = tokens.norm[place] in {"u", "einschl"} and tokens.text_at(place + 1) in _STOPS
        place += 2 if abbreviated else 1
    return place


def _unseparated(tokens: Tokens, place: int, last: Number, taken: Set[int]) -> int | None:
    """Where a list goes on whose separator is lost or misread; None where it ends."""
    if last.part and tokens.tag_at(place) == NUMBER and place not in taken:
        return place  # "346 tlw. 347"
    return _behind_smudge(tokens, place)


def _behind_smudge(tokens: Tokens, place: int) -> int | None:
    """Where a list goes on behind a short word that nobody can read: "561/8 llv. und 561/143"."""
    word = tokens.text_at(place)
    end = place + 1 + (tokens.text_at(place + 1) == ".")
    is_smudge = word.isalpha() and len(word) <= MAX_SMUDGE and tokens.tag_at(place) == WORD
    separated = _skip_separators(tokens, end)
    tied = separated > end or (end == place + 1 and len(word) <= MAX_AND)
    goes_on = tied and tokens.tag_at(separated) == NUMBER
    return separated if is_smudge and goes_on and word not in _SHORT_WORDS else None


def _range_end(tokens: Tokens, place: int, taken: Set[int]) -> Number | None:
    """The number that a range runs to: behind "bis" or a dash."""
    if tokens.tag_at(place) != "TO" and tokens.text_at(place) not in _DASHES:
        return None
    first = tokens.skip(place + 1, _INCLUSIVE)
    until = number_at(tokens, _skip_nr(tokens, first), taken)
    return None if until is None or is_measure(tokens, until) else until


def _expanded(start: Number, until: Number, cap: int) -> list[Number]:
    """All numbers from ``start`` to ``until``; both alone and doubted where that makes no sense."""
    problems = (*start.problems, *until.problems)
    pairs: list[tuple[int, int | None]] = []
    if start.nenner is None and until.nenner is None:
        pairs = [(zaehler, None) for zaehler in range(start.zaehler, until.zaehler + 1)]
    elif start.zaehler == until.zaehler and start.nenner and until.nenner:
        pairs = [(start.zaehler, nenner) for nenner in range(start.nenner, until.nenner + 1)]
    if not 2 <= len(pairs) <= cap:
        return [start.doubted(WIDE_RANGE), until.doubted(WIDE_RANGE)]
    return [
        Number(
            zaehler=zaehler, nenner=nenner, part=start.part or until.part,
            first=start.first, end=until.end, problems=problems,
        )
        for zaehler, nenner in pairs
    ]  # fmt: skip


def _open_end(tokens: Tokens, numbers: list[Number], place: int) -> tuple[list[Number], int]:
    """The list with a doubt where it goes on untold: "5 ff.", "usw."."""
    if tokens.norm_at(place) not in {"ff", "f", "usw", "etc"}:
        return numbers, place
    after = place + 1 + (tokens.text_at(place + 1) == ".")
    return [*numbers[:-1], numbers[-1].doubted(OPEN_END)], after


def _behind_lineage(tokens: Tokens, place: int, taken: Set[int]) -> int:
    """Behind what a parcel came from, or what became of it: "(früher 12/3)", "früher 7 und 8".

    With a word for parcels before them the numbers are a group of their own, unless the list goes
    on behind: "12 (früher Flst. 7) und 13".
    """
    opened = tokens.text_at(place) == "("
    word = place + (opened or tokens.text_at(place) == ",")
    if tokens.tag_at(word) not in {"FORMERLY", "NOW"}:
        return place
    first = tokens.skip(word + 1, OF_LINEAGE)
    named = tokens.tag_at(first) == "FST"
    end = _numbers_of_then(tokens, tokens.skip(first + named, {".", "-", ":", "e"}), taken)
    closed = tokens.text_at(end) == ")"
    if end == first or opened != closed:
        return place
    goes_on = _skip_separators(tokens, end + closed)
    is_list = goes_on > end + closed and tokens.tag_at(goes_on) == NUMBER
    return place if named and not (opened and is_list) else end + closed


def _numbers_of_then(tokens: Tokens, first: int, taken: Set[int]) -> int:
    """Behind numbers that "und" ties together: a comma leads back to those of today."""
    number = number_at(tokens, first, taken)
    end = first
    while number is not None:
        end = number.end
        tied = tokens.tag_at(end) in {"AND", "TO"} or tokens.text_at(end) in _DASHES
        after = end + 1 + (tokens.text_at(end + 1) == ".")
        number = number_at(tokens, after, taken) if tied else None
    return end
