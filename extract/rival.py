"""Ink that two looks at it read with other digits, and digits that are taken for each other."""

import re

from baulast.model import Word

# Digits that were taken for each other on typed and printed forms of poor paper.
ALIKE = frozenset(
    map(frozenset, ("35", "38", "58", "56", "68", "39", "89", "08", "06", "17", "27"))
)

DAY_MONTH_YEAR = 3  # numbers of a day that is written in one word


# A volume or department in Roman digits, with ones for some of them: "III/63-39", "1/198".
ROMAN = re.compile(r"\W*([1Il|]+)/(?=\d)")
MOST_ONES = 3  # of a Roman number; more of them are one stroke read twice


def has_rival(word: Word) -> bool:
    """Whether a second look at the word read other digits; Roman ones are none of them."""
    return any(_is_rival(other, word.text) for other in word.alternatives)


def _is_rival(other: str, text: str) -> bool:
    """Whether another reading of the ink has other digits.

    >>> _is_rival("I/198", "1/198"), _is_rival("III1/63-39", "III/63-39")
    (False, False)
    >>> _is_rival("I/198", "11/198"), _is_rival("1/193", "1/198")
    (True, True)
    """
    theirs, ours = ROMAN.match(other), ROMAN.match(text)
    if theirs is None or ours is None:
        return digits_of(other) != digits_of(text)
    is_other_volume = len(theirs[1]) != len(ours[1]) and len(theirs[1]) <= MOST_ONES
    return is_other_volume or digits_of(other[theirs.end() :]) != digits_of(text[ours.end() :])


def has_rival_day(word: Word) -> bool:
    """Whether a second look read other digits of a day that can be one.

    What it misread itself ("50.1.64" for the 30th, "Re" for 2.) says nothing against the first.
    """
    wanted = len(re.findall(r"\d+", word.text))
    return any(
        digits_of(other) != digits_of(word.text)
        and _may_be_of_day(other, wanted)
        and not (wanted == DAY_MONTH_YEAR and word.text.startswith(other))  # its end is cut off
        for other in word.alternatives
    )


def _may_be_of_day(text: str, wanted: int) -> bool:
    """Whether as many numbers as ``wanted`` stand there, and can be day, month and year."""
    numbers = re.findall(r"\d+", text)
    if len(numbers) != wanted:
        return False
    if len(numbers) == DAY_MONTH_YEAR:
        day, month, year = numbers
        return 1 <= int(day) <= 31 and 1 <= int(month) <= 12 and _may_be_year(year)
    return all(_may_be_year(n) if len(n) > 2 else 1 <= int(n) <= 99 for n in numbers)


def _may_be_year(digits: str) -> bool:
    return len(digits) == 2 or (len(digits) == 4 and digits[:2] in {"18", "19", "20"})


def digits_of(text: str) -> str:
    return re.sub(r"\D", "", text)


def is_alike(one: str, other: str) -> bool:
    """Whether two writings differ in one digit that is easily taken for the other.

    >>> is_alike("15", "13"), is_alike("1964-07-13", "1964-07-15"), is_alike("12", "14")
    (True, True, False)
    """
    if len(one) != len(other):
        return False
    differing = [frozenset((a, b)) for a, b in zip(one, other, strict=True) if a != b]
    return len(differing) == 1 and differing[0] in ALIKE
