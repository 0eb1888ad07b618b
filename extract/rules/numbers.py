"""Lists of parcel numbers: "346 tlw., 15/1 bis 15/6 u. 78 - 84"."""

import re
from collections.abc import Set
from dataclasses import dataclass, replace

from baulast.language import Both
from baulast.model import DoubtReason
from extract.reading import Problem
from extract.rules.tokens import Tokens
from extract.rules.words import NUMBER, WORD, as_digits

MAX_ZAEHLER = 99_999  # the cadastre has five digits for the Zähler and four for the Nenner
MAX_NENNER = 9_999
MAX_DIGITS = len(str(MAX_ZAEHLER))
_DASHES = {"-", "–"}
_TO_THE = {"zum", "zun", "zur", "zam"}
_PART_OF = re.compile(r"[TF]e[il1I|]{1,2}")  # "Teil", its thin letters misread
_BEFORE_EXCEPTION = frozenset({"von", "des", "der", "die", "das", "dem", "den"})
_INCLUSIVE = frozenset(
    {"einschl", "einschliesslich", "inkl", "inklusive", "incl", "zu", "zum", "."}
)
JUNK = frozenset("#?*=°^~\\<>$%@£¥€_!|")  # what OCR makes of digits that it cannot read
MAX_COUNT = 9  # "Flurstück 12. 3 Stellplätze": what a sentence counts is less
MAX_AND = 3  # "und" once misread
MAX_SMUDGE = 5  # "tlw", "z.T.", "teilw" once misread
_SHORT_WORDS = {
    "der",
    "des",
    "dem",
    "den",
    "die",
    "das",
    "in",
    "um",
    "im",
    "an",
    "am",
    "auf",
    "von",
    "vom",
    "für",
    "ist",
    "mit",
    "bei",
    "als",
}
_SEPARATORS = {",", "+", "&", ";"}


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


_STOPS = frozenset({".", ":"})  # behind "u"; a full stop with a speck over it is read as a colon
_PIECES = frozenset({"teilflache", "teilstuck", "teilgrundstuck"})  # in brackets behind a number
# Words between "früher" and the numbers of then.
OF_LINEAGE = frozenset(
    {"teil", "teile", "teilen", "teilflache", "von", "der", "des", "aus", ".", ":"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberList:
    numbers: tuple[Number, ...]
    end: int  # the word behind the list


def read_list(tokens: Tokens, first: int, *, taken: Set[int], range_cap: int) -> NumberList:
    """The numbers that the words from ``first`` on list; none if no number stands there.

    ``taken`` are words that another rule has read: dates, laws, file numbers.
    """
    numbers: list[Number] = []
    place = first + (tokens.text_at(first) in JUNK)  # a smudge instead of the first digit
    end = first
    while True:
        part_before, place = _part(tokens, place)
        place = tokens.skip(place, {","}) if part_before else place  # "tlw, 12"
        place = _skip_nr(tokens, place)
        number = _number(tokens, place, taken) or _nenner_alone(tokens, place, numbers, taken)
        if number is None or (numbers and is_measure(tokens, number)):
            break
        number, place = _with_part(tokens, number, part_before)
        until = _range_end(tokens, place, taken)
        if until is not None:
            until, place = _with_part(tokens, until, False)
            numbers.extend(_expanded(number, until, range_cap))
        else:
            numbers.append(number)
        if place > first and numbers[0].first == first + 1 and tokens.text[first] in JUNK:
            numbers[0] = _smudged(numbers[0])
        numbers, place = _open_end(tokens, numbers, place)
        numbers, place = _all_part(tokens, numbers, place)
        place = _behind_lineage(tokens, place, taken)
        end = place
        separated = _skip_separators(tokens, place)
        if separated == place:
            separated = _behind_smudge(tokens, place)
            goes_on = numbers[-1].part and tokens.tag_at(place) == NUMBER and place not in taken
            if separated == place and not goes_on:  # a comma is lost: "346 tlw. 347"
                break
            numbers[-1] = _doubted(numbers[-1])
        place = separated
    if numbers and (more := _more_behind_stop(tokens, end, taken)):
        numbers[-1] = _with(numbers[-1], _perhaps_more(more))
    numbers, end = _without_exceptions(tokens, numbers, end, taken, range_cap)
    return NumberList(numbers=tuple(numbers), end=end)


def _nenner_alone(
    tokens: Tokens, place: int, numbers: list[Number], taken: Set[int]
) -> Number | None:
    """A number that leaves the Zähler out: "705/1, /2 und /3"."""
    if not numbers or numbers[-1].nenner is None or tokens.text_at(place) != "/":
        return None
    nenner = _number(tokens, place + 1, taken)
    if nenner is None or nenner.nenner is not None:
        return None
    return replace(nenner, zaehler=numbers[-1].zaehler, nenner=nenner.zaehler, first=place)


def _more_behind_stop(tokens: Tokens, end: int, taken: Set[int]) -> str:
    """A number like a parcel's behind a full stop, which may be a comma misread; "" if none."""
    if tokens.text_at(end) != ".":
        return ""
    part, place = _part(tokens, tokens.skip(end + 1, {"."}))
    number = _number(tokens, tokens.skip(place, {","}), taken)
    if number is None or is_measure(tokens, number) or tokens.text_at(number.end) == ".":
        return ""  # "2." numbers what follows
    is_alike = part or number.nenner is not None or number.zaehler > MAX_COUNT
    return tokens.text[number.first] if is_alike else ""


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
    return [_with(number, *problems) for number in kept], without.end


def _with(number: Number, *problems: Problem) -> Number:
    return replace(number, problems=(*number.problems, *problems))


def _number(tokens: Tokens, place: int, taken: Set[int]) -> Number | None:
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
    if torn_at(tokens, end) and end not in taken:
        problems.append(torn(tokens.text[place], tokens.text[end]))
    end += tokens.text_at(end) in JUNK and not tokens.spaced[end - 1]
    if alternatives:
        problems.append(_ambiguous(text))
    if (
        int(zaehler) > MAX_ZAEHLER
        or (nenner and int(nenner) > MAX_NENNER)
        or zaehler.startswith("0")  # a digit before it was lost, or it is no parcel at all
    ):
        problems.append(
            Problem(
                reason=DoubtReason.IMPLAUSIBLE,
                detail=Both(
                    f"Keine Flurstücksnummer sieht so aus: {text}",
                    f"No parcel number looks like that: {text}",
                ),
            )
        )
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


def _smudged(number: Number) -> Number:
    """The number with a doubt about what clings to it."""
    if CLINGS in number.problems:
        return number
    return replace(number, problems=(*number.problems, CLINGS))


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


def _part(tokens: Tokens, place: int) -> tuple[bool, int]:
    """Whether words at ``place`` say "in part", and the word behind them."""
    opened = tokens.text_at(place) == "("
    inner = place + opened
    if tokens.tag_at(inner) == "PART" or (opened and tokens.norm_at(inner) in _PIECES):
        end = inner + 1
    elif tokens.norm_at(inner) in {"z", "zz"} and tokens.norm_at(inner + 1) in {".", "t"}:
        rest = tokens.norm[inner + 1 : inner + 3]
        if "t" not in rest:
            return False, place
        end = inner + 2 + rest.index("t")
    elif tokens.norm_at(inner) == "zt":
        end = inner + 1
    elif tokens.norm_at(inner) in _TO_THE and _PART_OF.fullmatch(tokens.text_at(inner + 1)):
        end = inner + 2
    else:
        return False, place
    if tokens.text_at(end) == "." or (opened and tokens.text_at(end) == ","):
        end += 1
    if opened:
        if tokens.text_at(end) != ")":
            return False, place
        end += 1
    return True, end


def _with_part(tokens: Tokens, number: Number, part_before: bool) -> tuple[Number, int]:
    part_after, end = _part(tokens, number.end)
    return replace(number, part=part_before or part_after), end


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


def _behind_smudge(tokens: Tokens, place: int) -> int:
    """Where a list goes on behind a short word that nobody can read: "561/8 llv. und 561/143"."""
    word = tokens.text_at(place)
    end = place + 1 + (tokens.text_at(place + 1) == ".")
    is_smudge = word.isalpha() and len(word) <= MAX_SMUDGE and tokens.tag_at(place) == WORD
    separated = _skip_separators(tokens, end)
    tied = separated > end or (end == place + 1 and len(word) <= MAX_AND)
    goes_on = tied and tokens.tag_at(separated) == NUMBER
    return separated if is_smudge and goes_on and word not in _SHORT_WORDS else place


def _doubted(number: Number) -> Number:
    """The number with a doubt about the word behind it, which may have said "in part"."""
    problem = Problem(
        reason=DoubtReason.ILLEGIBLE,
        detail=Both("Der Zusatz zum Flurstück ist unleserlich.", "The addition cannot be read."),
    )
    return replace(number, problems=(*number.problems, problem))


def _range_end(tokens: Tokens, place: int, taken: Set[int]) -> Number | None:
    """The number that a range runs to: behind "bis" or a dash."""
    if tokens.tag_at(place) != "TO" and tokens.text_at(place) not in _DASHES:
        return None
    first = tokens.skip(place + 1, _INCLUSIVE)
    until = _number(tokens, _skip_nr(tokens, first), taken)
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
        doubt = Problem(
            reason=DoubtReason.OPEN_RANGE,
            detail=Both(
                "Der Bereich lässt sich nicht auflösen.", "The range cannot be written out."
            ),
        )
        return [replace(n, problems=(*n.problems, doubt)) for n in (start, until)]
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
    doubt = Problem(
        reason=DoubtReason.OPEN_RANGE,
        detail=Both("Die Aufzählung ist offen (ff., usw.).", "The list is open-ended."),
    )
    last = replace(numbers[-1], problems=(*numbers[-1].problems, doubt))
    after = place + 1 + (tokens.text_at(place + 1) == ".")
    return [*numbers[:-1], last], after


def _all_part(tokens: Tokens, numbers: list[Number], place: int) -> tuple[list[Number], int]:
    """The list with all numbers in part: "12 und 13 (beide tlw.)"."""
    inner = place + (tokens.text_at(place) == "(")
    if tokens.norm_at(inner) not in {"beide", "je", "jeweils", "alle", "jew"}:
        return numbers, place
    start = inner + 1 + (tokens.text_at(inner + 1) == ".")
    part, end = _part(tokens, start)
    if not part:
        return numbers, place
    end += tokens.text_at(end) == ")"
    return [replace(number, part=True) for number in numbers], end


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
    number = _number(tokens, first, taken)
    end = first
    while number is not None:
        end = number.end
        tied = tokens.tag_at(end) in {"AND", "TO"} or tokens.text_at(end) in _DASHES
        after = end + 1 + (tokens.text_at(end + 1) == ".")
        number = _number(tokens, after, taken) if tied else None
    return end


def torn_at(tokens: Tokens, place: int) -> bool:
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
