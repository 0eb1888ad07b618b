"""What a rule is: a pattern of words, what it yields, and the texts that justify it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Span

from baulast.model import FieldName
from extract.reading import Reading

Pattern = list[dict[str, Any]]  # of spaCy's Matcher


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One way in which a field is written.

    ``reads`` maps texts to the value that the rule reads in them, ``ignores`` are look-alikes in
    which it must find nothing; the tests run them all.
    """

    name: str
    field: FieldName
    patterns: tuple[Pattern, ...]
    take: Callable[[Span], Reading | None]  # None: looks like it and is not
    reads: Mapping[str, str]
    ignores: tuple[str, ...] = ()


def one_of(*norms: str) -> dict[str, Any]:
    """A word with one of these norms."""
    return {"NORM": {"IN": list(norms)}}


def maybe(word: Mapping[str, Any], times: str = "?") -> dict[str, Any]:
    """The word, or nothing; ``times`` in the notation of spaCy's operators."""
    return {**word, "OP": times}
