"""Ink that two looks at it read with other digits."""

import re

from baulast.model import Word


def has_rival(word: Word) -> bool:
    """Whether a second look at the word read other digits."""
    return any(digits_of(other) != digits_of(word.text) for other in word.alternatives)


def digits_of(text: str) -> str:
    return re.sub(r"\D", "", text)
