"""A street that is spelled a little otherwise than the entries name it (pure).

No list has all streets, as there is one of the Gemarkungen: known are those that the entries name.
So a question is taken for another only where it finds nothing as it stands, and the answer says so.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from rapidfuzz.distance import OSA

from baulast.language import tr
from index.german import stem, words_of
from index.lexemes import LONG_NAME, is_filler
from index.query import Query
from index.seam import Answer

# What streets are called by the hundred: an error is one in the rest of the name.
ENDINGS = ("strasse", "weg", "platz", "allee", "gasse", "ring", "damm", "pfad", "ufer", "feld")
SHORTEST = (
    5  # letters beside the ending; shorter, one error makes another street: Berg-, Burgstraße
)
MOST_WORDS = 4  # of a street's name: "Am Alten Kirch Weg"
_NUMBER = re.compile(r"[\s,]*\d.*", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Street:
    """A street as an entry names it, and words of the question that may mean it."""

    name: str  # without a house number
    first: int  # place of its first word among the words of the question
    end: int
    errors: int


def with_streets(
    query: Query, search: Callable[[Query], Answer], known: Callable[[Query], Iterable[str]]
) -> Answer:
    """What the question finds, or else the question with the one street that it may mean.

    ``known`` gives what entries that it may be about say of their street.
    """
    answer = search(query)
    found = answer.total or answer.hidden_deleted or answer.pages or answer.left_out
    if found or not query.words or query.asks_numbers:
        return answer
    near = nearest_streets(query.words, known(query))
    if not near:
        return answer
    one = near[0]
    written = " ".join(query.words[one.first : one.end])
    if len(near) == 1:
        taken = tr(
            f"„{written}“ steht in keiner Eintragung; gesucht ist „{one.name}“.",
            f"No entry has “{written}”; what is searched is “{one.name}”.",
        )
        words = (*query.words[: one.first], *one.name.split(), *query.words[one.end :])
        instead = search(replace(query, words=words, notes=(*query.notes, taken)))
        if instead.total or instead.hidden_deleted:
            return instead
    names = tr("“ oder „", "” or “").join(street.name for street in near)
    perhaps = tr(
        f"„{written}“ steht in keiner Eintragung; gemeint ist vielleicht „{names}“.",
        f"No entry has “{written}”; it may mean “{names}”.",
    )
    return replace(answer, query=replace(query, notes=(*query.notes, perhaps)))


def nearest_streets(words: tuple[str, ...], known: Iterable[str]) -> tuple[Street, ...]:
    """The streets that words of a question are nearest to; () for none, and where one is meant.

    >>> [s.name for s in nearest_streets(("Rahter", "Str"), ["Rather Straße 12", "Rheydter Weg"])]
    ['Rather Straße']
    >>> nearest_streets(("Rather", "Str"), ["Rather Straße 12"])
    ()
    """
    asked = [_key(word) for word in words]
    found: dict[str, Street] = {}
    for street in dict.fromkeys(known):
        name = street_name(street)
        pieces = [word for word in words_of(name) if not is_filler(word)]
        key = "".join(pieces)
        for first, end in _windows(asked):
            if asked[first:end] == pieces:
                return ()
            errors = _errors("".join(asked[first:end]), key)
            if errors is not None and (key not in found or errors < found[key].errors):
                found[key] = Street(name=name, first=first, end=end, errors=errors)
    least = min((street.errors for street in found.values()), default=0)
    near = (street for street in found.values() if street.errors == least)
    return tuple(sorted(near, key=lambda street: street.name))


def street_name(street: str) -> str:
    """A street without a house number.

    >>> street_name("Rather Straße 12a")
    'Rather Straße'
    """
    return _NUMBER.sub("", street)


def heads(words: Iterable[str]) -> tuple[str, ...]:
    """Stems that words of a near street are like, with and without what many streets are called.

    >>> heads(("Rahterstr", "12"))
    ('rahterstrass', 'raht')
    """
    keys = [_key(word) for word in words]
    bare = (key.removesuffix(_ending(key)) for key in keys)
    told = (key for key in (*keys, *bare) if key.isalpha() and key not in ENDINGS)
    return tuple(dict.fromkeys(map(stem, told)))


def _ending(key: str) -> str:
    return next((ending for ending in ENDINGS if key.endswith(ending)), "")


def _key(word: str) -> str:
    return "".join(words_of(word))


def _windows(asked: list[str]) -> Iterator[tuple[int, int]]:
    """Words side by side that may be a street: none with a digit, no beginning of a word."""
    for first in range(len(asked)):
        for end in range(first + 1, min(len(asked), first + MOST_WORDS) + 1):
            if not asked[end - 1].isalpha():
                break
            yield first, end


def _errors(asked: str, known: str) -> int | None:
    """Wrong letters between two names; None: too many, and they are different streets."""
    if asked[:1] != known[:1]:
        return None  # people and engines rarely miss the first letter
    ending = _ending(asked) if _ending(asked) == _ending(known) else ""
    ours, theirs = asked.removesuffix(ending), known.removesuffix(ending)
    longest = max(len(ours), len(theirs))
    within = 0 if longest < SHORTEST else 1 if longest < LONG_NAME else 2
    errors = OSA.distance(ours, theirs, score_cutoff=within)
    return errors if errors <= within else None
