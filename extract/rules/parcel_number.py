"""One parcel number in a text: Zähler and Nenner, and what makes them doubtful."""

from collections.abc import Set
from dataclasses import dataclass, replace
from typing import Self

from baulast.language import Both
from baulast.model import DoubtReason
from extract.reading import Problem
from extract.rules.tokens import Tokens
from extract.rules.words import NUMBER, as_digits

MAX_ZAEHLER = 99_999  # the cadastre has five digits for the Zähler and four for the Nenner
MAX_NENNER = 9_999
MAX_DIGITS = len(str(MAX_ZAEHLER))
JUNK = frozenset("#?*=°^~\\<>$%@£¥€_!|")  # what OCR makes of digits that it cannot read

CLINGS = Problem(
    reason=DoubtReason.ILLEGIBLE,
    detail=Both("An der Flurstücksnummer hängt noch etwas.", "More clings to the number."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A parcel's number as a list names it; ``first`` and ``end`` are places of words."""

    zaehler: int
    nenner: int | None
    part: bool
    first: int
    end: int
    problems: tuple[Problem, ...] = ()
    alternatives: tuple[str, ...] = ()  # other numbers that the ink may mean

    def doubted(self, *problems: Problem) -> Self:
        """The number with more to doubt it for."""
        return replace(self, problems=(*self.problems, *problems))


def number_at(tokens: Tokens, place: int, taken: Set[int]) -> Number | None:
    """Zähler and Nenner at ``place``; None if there is no number."""
    if place in taken or not _may_be_number(tokens, place):
        return None
    text = tokens.text[place]
    end = place + 1
    problems = list(_digit_problems(text))
    zaehler = as_digits(text)
    assert zaehler is not None  # _may_be_number saw to it
    nenner: str | None = None
    alternatives = _with_stroke(text)
    if alternatives and len(zaehler) > MAX_DIGITS:  # too long without the stroke
        zaehler, nenner = alternatives[0].split("/")
    if tokens.text_at(end) == "/" and _may_be_number(tokens, end + 1) and end + 1 not in taken:
        nenner = as_digits(tokens.text[end + 1])
        problems += _digit_problems(tokens.text[end + 1])
        end += 2
    problems += _trailing_problems(tokens, end)
    if nenner is None and tokens.text_at(end) == "/" and tokens.text_at(end + 1).isalnum():
        problems.append(_unread_nenner(tokens, end + 1))
    if _torn_at(tokens, end) and end not in taken:
        problems.append(torn(tokens.text[place], tokens.text[end]))
    end += tokens.text_at(end) in JUNK and not tokens.spaced[end - 1]
    if alternatives:
        problems.append(_ambiguous(text))
    if _is_implausible(zaehler, nenner):
        problems.append(_implausible(text))
    return Number(
        zaehler=int(zaehler),
        nenner=int(nenner) if nenner else None,
        part=False,
        first=place,
        end=end,
        problems=tuple(dict.fromkeys(problems)),
        alternatives=alternatives,
    )


def _may_be_number(tokens: Tokens, place: int) -> bool:
    """Whether the word is digits, or letters that OCR reads for digits."""
    text = tokens.text_at(place)
    return as_digits(text) is not None and (
        tokens.tag_at(place) == NUMBER or text in {"l", "I", "|"}
    )


def _digit_problems(text: str) -> tuple[Problem, ...]:
    """A letter that may be one digit or another; l and O at the rim can only be 1 and 0."""
    doubtful = set("SBZ") & set(text)
    return (_ambiguous(text),) if doubtful or not any(c.isdigit() for c in text) else ()


def _with_stroke(text: str) -> tuple[str, ...]:
    """The number with a stroke where a misread letter stands between digits: "508I202".

    >>> _with_stroke("508I202"), _with_stroke("l2")
    (('508/202',), ())
    """
    return tuple(
        f"{as_digits(text[:i])}/{as_digits(text[i + 1 :])}"
        for i in range(1, len(text) - 1)
        if text[i] in "lI|!" and text[i - 1].isdigit() and text[i + 1].isdigit()
    )


def _trailing_problems(tokens: Tokens, end: int) -> list[Problem]:
    """What clings to a number and is no part of it: "12a", "139/0.37"."""
    if end >= len(tokens) or tokens.spaced[end - 1]:
        return []
    sign = tokens.text[end]
    clings = len(sign) == 1 and (sign.isalpha() or sign in JUNK)
    decimal = (
        tokens.text[end] == "." and not tokens.spaced[end] and tokens.tag_at(end + 1) == NUMBER
    )
    if not (clings or decimal):
        return []
    return [CLINGS]


def _torn_at(tokens: Tokens, place: int) -> bool:
    """Whether a blank alone parts the number before ``place`` from more digits: "12 1"."""
    if tokens.tag_at(place) != NUMBER or not tokens.spaced[place - 1]:
        return False
    behind = place + 1
    if tokens.text_at(behind) in {",", "."} and tokens.tag_at(behind + 1) == NUMBER:
        behind += 2
    is_day = tokens.text_at(behind) == "." and tokens.tag_at(behind + 1) in {NUMBER, "MONTH"}
    return tokens.tag_at(behind) not in {"UNIT", "MONTH"} and not is_day


def torn(first: str, second: str) -> Problem:
    """The doubt that two numbers are one."""
    return Problem(
        reason=DoubtReason.AMBIGUOUS,
        detail=Both(
            f"„{first} {second}“: vielleicht eine Zahl, deren Ziffern auseinander stehen.",
            f"“{first} {second}” may be one number whose digits stand apart.",
        ),
    )


def _unread_nenner(tokens: Tokens, place: int) -> Problem:
    read = tokens.text[place]
    return Problem(
        reason=DoubtReason.ILLEGIBLE,
        detail=Both(
            f"Hinter dem Bruchstrich steht „{read}“; das ist keine Zahl.",
            f"Behind the stroke stands “{read}”, which is no number.",
        ),
    )


def _is_implausible(zaehler: str, nenner: str | None) -> bool:
    """Whether the cadastre has no such number; a naught leads where a digit before it was lost."""
    is_long = int(zaehler) > MAX_ZAEHLER or (nenner is not None and int(nenner) > MAX_NENNER)
    return is_long or zaehler.startswith("0")


def _implausible(text: str) -> Problem:
    return Problem(
        reason=DoubtReason.IMPLAUSIBLE,
        detail=Both(
            f"Keine Flurstücksnummer sieht so aus: {text}",
            f"No parcel number looks like that: {text}",
        ),
    )


def _ambiguous(text: str) -> Problem:
    return Problem(
        reason=DoubtReason.AMBIGUOUS,
        detail=Both(f"Ziffern unsicher: {text}", f"Doubtful digits: {text}"),
    )


def is_measure(tokens: Tokens, number: Number) -> bool:
    """Whether a later number of a list counts something: ", 3 Stellplätze", ", 3,50 m"."""
    after = number.end
    if tokens.text_at(after) in {",", "."} and tokens.tag_at(after + 1) == NUMBER:
        after += 2 if not tokens.spaced[after] else 0
    return number.nenner is None and tokens.tag_at(after) == "UNIT"
