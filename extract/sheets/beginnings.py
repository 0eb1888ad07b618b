"""Where entries begin in running text: a line that opens with a running number, however written.

Sheets without a column for the number have it at the head of the wording: "lfd. Nr. 1", "2)",
"Zu 3:", "IV.", "Ziffer 5", "Zweite Baulast". The clauses of one entry are numbered too; so a line
begins an entry where its number comes next in order and the entry above is not in mid-sentence.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from extract.ends.vocabulary import DELETED, DELETION
from extract.layout import Line, Spot, pitch, squeezed
from extract.rules.words import MONTH
from extract.sheets.number_column import (
    ENDS,
    PARTED,
    SHORT,
    SKIPPED,
    has_day,
    is_wording,
    number_column,
)
from extract.sheets.running_number import (
    LFD,
    MISREAD_DIGIT,
    NAMES,
    NR,
    ORDINAL,
    roman_number,
    running_number,
)

MID_SENTENCE = re.compile(
    r"[,-]\W*$|\b(?:sich|folgendes|folgt):$|"
    r"\b(?:der|die|das|des|dem|den|und|oder|von|vom|zu|zur|zum|mit|unter|auf|in|im|an|am|für|siehe|"
    r"vgl\.|lfd\.|nr\.|baulast|flurstücke?n?|flur)$",
    re.IGNORECASE,
)
# What may stand behind the number where a word says that it is an entry's: not "Nr. 2 gelöscht".
_BEHIND = (
    r"(?!\d|[/.-]\d)(?=$|\W*$|\s*[.:)(–-]|\s+vom\b|\s+(?:[/|]\s+)?[A-ZÄÖÜ\d]|"
    r"\s+der\s+(?:Eintragung|Baulast|Last)(?:en)?\W*$|"
    r",\s+eingetragen\s+(?:am|den)\b(?!.*(?i:gel[öo]e?scht|l[öo]e?schung|ersetzt|gestrichen)))"
)
NAMED = re.compile(rf"\W{{0,2}}(?i:{NAMES})\W{{0,3}}(?:\d{{1,2}}|[IVX]{{1,5}}\b){_BEHIND}")
# "lfd. Nr. 1" with a wording behind it, whatever its letters.
LISTED = re.compile(
    rf"(?:{LFD}|laufende)\W{{0,3}}{NR}\W{{0,3}}\d{{1,2}}(?!\d|[/-]\d)\W*", re.IGNORECASE
)
# "lfd. Nr. l", "lfd. Nr. Z:": which digit it is, its order tells, or a person.
MISREAD = re.compile(
    rf"(?i:(?:{LFD}|laufende)\W{{0,3}}{NR})\W{{0,3}}(?<!\w){MISREAD_DIGIT}(?=\W*$|\W*\s+\W*[A-ZÄÖÜ])"
)
# "Unter lfd. Nr. 2 ist am 9. August 1983 eingetragen worden:", in prose.
UNDER = re.compile(
    rf"Unter\s+(?:der\s+)?(?:{LFD}\W{{0,3}})?(?:nr|nummer|ziffer)\W{{0,3}}\d{{1,2}}"
    rf"(?=\s+(?:ist|wurde|wird)\b(?!.*(?:{DELETED}|{DELETION}|gestrichen)).*\beingetragen\b)",
    re.IGNORECASE,
)
SPELT = re.compile(rf"(?:{ORDINAL})\s+(?:Baulast|Eintragung|Last|Verpflichtung)\b", re.I)
BARE = re.compile(
    rf"\(?(?:[lI]fd\.?)?(?:Nr\.?)?\d{{1,2}}(?:[.)]{{1,2}}|\.?/)(?!\s?{MONTH})", re.IGNORECASE
)
SHORT_NUMBER = re.compile(r"Nr\.?\s\d{1,2}[.:]?\s(?=[A-ZÄÖÜ])")  # "Nr. 2 Der Eigentümer ..."
# A headline that names the kind, or the entry: "1.) Wegebaulast", with the wording below it.
TITLE = re.compile(
    r"(?=[A-ZÄÖÜ])(?:[\w-]*\s){0,3}?[\w-]*"
    r"(?i:(?:bau)?last|eintragung|verpflichtung|beschr[äa]nkung|recht)\W*"
)
# "4, Ich dulde": a full stop misread, where the number comes next and the entry above has its day.
WITH_COMMA = re.compile(r"\d{1,2},\s(?=[A-ZÄÖÜ][a-zäöü])")
DASHED = re.compile(r"[-–]\s?\d{1,2}\s?[-–]")  # "- 1 -"; alone it is the page's own count
LEAST_DASHED = 2
LETTER = re.compile(r"\(?([a-hA-H])[.)]{1,2}$")


class Style(IntEnum):
    """How the number is written, the surest first."""

    NAMED = 1  # a word says what is numbered
    BARE = 2
    LETTER = 3


@dataclass(frozen=True, slots=True)
class Beginning:
    """A line that opens with a running number."""

    line: Line
    spots: tuple[Spot, ...]  # that the number takes
    number: int
    style: Style


def beginnings(lines: Sequence[Line]) -> tuple[Beginning, ...]:
    """Where the entries of running text begin, from top to bottom.

    Numbers with a word before them are believed before bare ones, which count clauses as well;
    letters count entries only where nothing else does, and each has days of its own.
    """
    if dashed := _dashed(lines):
        return dashed
    named = _in_order(lines, Style.NAMED)
    mixed = _in_order(lines, Style.BARE)
    if len(named) > 1 and not set(named) <= set(mixed):
        return named
    return mixed or _columned(lines) or _lettered(lines)


def _in_order(lines: Sequence[Line], style: Style) -> tuple[Beginning, ...]:
    """The lines whose numbers, written in that style or a surer one, follow each other."""
    found: list[Beginning] = []
    margin = min((line.left for line in lines), default=0.0)
    step = pitch(lines)
    since = 0  # the first line that may tell that the entry above is complete
    for place, line in enumerate(lines):
        expected = found[-1].number + 1 if found else None
        begin = beginning_of(line, expected or 1)
        if begin is None or begin.style > style or line.left > margin + 2 * line.height:
            continue  # "Flurstücke / 12. und 13": a line that happens to begin with a number
        above = lines[place - 1] if place else None
        apart = above is None or line.middle - above.middle > PARTED * step
        if not apart and above is not None and MID_SENTENCE.search(above.text):
            continue  # "verpflichtet sich, / 1. auf dem Flurstück 17": a clause
        has_ended = begin.number == expected and has_day(lines[since:place])
        if WITH_COMMA.match(line.text) and not has_ended:
            continue
        if expected is not None and begin.number != expected:
            is_further = expected < begin.number <= expected + SKIPPED
            is_worded = begin.style is Style.NAMED or _is_entry(line, begin.spots)
            if not is_further or not (apart or _ends(above)) or not is_worded:
                continue
        is_below = any(begin.style > other.style for other in found)
        if is_below and not has_day(lines[since:place]):
            continue  # a clause of "lfd. Nr. 1"
        found.append(begin)
        since = place
    return tuple(found)


def _ends(line: Line | None) -> bool:
    return line is None or line.text.rstrip().endswith(ENDS) or has_day([line])


def _lettered(lines: Sequence[Line]) -> tuple[Beginning, ...]:
    """Lines that open with a), b), c) if each has a day behind it; clauses have one together."""
    found: list[tuple[int, Beginning]] = []
    for place, line in enumerate(lines):
        match = LETTER.match(line.spots[0].text)
        number = ord(match[1].lower()) - ord("a") + 1 if match else None
        if number == len(found) + 1:
            found.append((place, Beginning(line, line.spots[:1], number, Style.LETTER)))
    ends = [*(place for place, _ in found), len(lines)][1:]
    if not all(has_day(lines[place:end]) for (place, _), end in zip(found, ends, strict=True)):
        return ()
    return tuple(begin for _, begin in found)


def _dashed(lines: Sequence[Line]) -> tuple[Beginning, ...]:
    """Lines that hold a number between dashes, if each has a day behind it; a page counts once."""
    places = [place for place, line in enumerate(lines) if DASHED.fullmatch(line.text)]
    numbers = [int(re.sub(r"\D", "", lines[place].text)) for place in places]
    ends = [*places, len(lines)][1:]
    is_one_lost = any(b != a + 1 for a, b in pairwise(numbers))
    dated = [has_day(lines[place:end]) for place, end in zip(places, ends, strict=True)]
    if len(places) < LEAST_DASHED or is_one_lost or not all(dated):
        return ()
    return tuple(
        Beginning(lines[place], _digits(lines[place]), number, Style.BARE)
        for place, number in zip(places, numbers, strict=True)
    )


def _digits(line: Line) -> tuple[Spot, ...]:
    """The number's own word: dashes that touch it may have been drawn through it."""
    return tuple(spot for spot in line.spots if any(map(str.isdigit, spot.text)))


def beginning_of(line: Line, expected: int) -> Beginning | None:
    """The running number with which a line opens; None if it does not.

    In Roman digits it must be the one that is expected: "I. A." signs, and "V." is a name.
    """
    for pattern in (LISTED, NAMED, SPELT):
        if match := pattern.match(line.text):
            words = match[0].split()
            spots = line.spots[: 1 if pattern is SPELT else len(words)]
            number = running_number(" ".join(spot.text for spot in spots))
            if number is None and roman_number(spots[-1].text) == expected:
                spots, number = spots[-1:], expected
            if number is not None:
                return Beginning(line, spots, number, Style.NAMED)
    if match := UNDER.match(line.text):
        count = len(match[0].split())
        spots = line.spots[count - 1 : count]
        if (number := running_number(spots[0].text)) is not None:
            return Beginning(line, spots, number, Style.NAMED)
    if match := MISREAD.match(line.text):
        count = len(match[0].split())
        return Beginning(line, line.spots[count - 1 : count], expected, Style.NAMED)
    spots = _bare(line)
    number = running_number(" ".join(spot.text for spot in spots))
    roman = _roman(line, expected) if number != expected else ()
    if number is None or roman:  # "11. Der Eigentümer" where the second is expected
        spots, number = roman, expected
    return Beginning(line, spots, number, Style.BARE) if spots else None


def _bare(line: Line) -> tuple[Spot, ...]:
    if BARE.fullmatch(line.spots[0].text) and BARE.match(line.text):
        return line.spots[:1]
    if WITH_COMMA.match(line.text):
        return line.spots[:1]
    return line.spots[:2] if SHORT_NUMBER.match(line.text) else ()


def _roman(line: Line, expected: int) -> tuple[Spot, ...]:
    """The word with which a line begins if it is the expected number in Roman digits: "II. Die"."""
    first = line.spots[0].text
    if not first.endswith((".", ")")) or roman_number(first) != expected:
        return ()
    behind = line.spots[1:2]
    is_text = any(len(squeezed(spot.text)) >= SHORT for spot in behind)  # "I. A." signs
    return line.spots[:1] if is_text else ()


def _is_entry(line: Line, number: Sequence[Spot]) -> bool:
    """Whether a wording stands behind the number, or a headline."""
    words = line.spots[len(number) :]
    return is_wording(words) or bool(TITLE.fullmatch(" ".join(spot.text for spot in words)))


def first_beginning(lines: Sequence[Line]) -> Beginning | None:
    """The first line of a page in which an entry begins; None where none does."""
    if dashed := _dashed(lines):
        return dashed[0]
    worded = (beginning_of(line, 1) for line in lines if begins_entry(line))
    return next(worded, None) or next(iter(_columned(lines) or _lettered(lines)), None)


def entry_lines(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of a page in which entries of a form without a table may begin."""
    if dashed := _dashed(lines):
        return tuple(begin.line for begin in dashed)
    worded = tuple(line for line in lines if begins_entry(line))
    return worded or tuple(line for line, _ in number_column(lines))


def _columned(lines: Sequence[Line]) -> tuple[Beginning, ...]:
    return tuple(
        Beginning(line, line.spots[:1], number, Style.BARE) for line, number in number_column(lines)
    )


def begins_entry(line: Line) -> bool:
    """Whether the entries of a form without a table begin in a line: a number, then a wording."""
    begin = beginning_of(line, 1)
    if begin is None:
        return False
    return begin.style is Style.NAMED or _is_entry(line, begin.spots)
