"""Ink that two looks at it read with other digits, and digits that are taken for each other."""

import re

from baulast.model import Word

# Digits that were taken for each other on typed and printed forms of poor paper.
ALIKE = frozenset(
    map(frozenset, ("35", "38", "58", "56", "68", "39", "89", "08", "06", "17", "27"))
)


def has_rival(word: Word) -> bool:
    """Whether a second look at the word read other digits."""
    return any(digits_of(other) != digits_of(word.text) for other in word.alternatives)


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
