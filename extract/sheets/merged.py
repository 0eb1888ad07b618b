"""Notes of the land survey behind an entry: plots that were merged since. They make no Baulast."""

import re
from collections.abc import Sequence
from itertools import pairwise

from baulast.model import FieldName
from extract.layout import Line, Spot
from extract.rules.words import MONTH

# What a merger of plots does not say of the encumbrance: what it is, and whom it serves.
OF_WORDING = frozenset(
    {FieldName.KIND, FieldName.BURDENED, FieldName.BENEFITED, FieldName.PARCEL}
)  # fmt: skip
# "Eingetragen am 13.1.1981." closes an entry; behind less than six words it opens one.
CLOSING = re.compile(
    r"^(?:\S+ ){6,}?eingetr\w*[.:]?(?: am)? "
    r"(?:\d{1,2}\. ?\d{1,2}\. ?\d{2,4}|\d{1,2}\. ?[a-zä]+\.? \d{4})",
    re.IGNORECASE,
)
# A sentence ends before a capital letter; "12. Juli" and "lt. Nachweis" go on.
SENTENCE = re.compile(
    r"(?:(?<=\d)|(?<=[a-zäöüß)]{4}))\. "
    rf"(?!(?i:{MONTH}))(?=[A-ZÄÖÜ])"
)
MERGER = r"(?:vereinigung|verschmelzung|zusammenlegung)"
MERGED = re.compile(
    r"\b(?:flurst|flst|parz)[^;]*\b(?:ist|sind|wurden?)\b[^;]*"
    r"\b(?:vereinigt|verschmolzen|zusammengelegt|fortgef[üu]hrt)\b|"
    rf"\bnach (?:der )?{MERGER}\b[^;]*\b(?:flurst|flst|parz)|"
    rf"\b{MERGER} de[rs] (?:flurst|flst|parz)[^;]* (?:zu[mr]?|mit) (?:flurst|flst|parz)",
    re.IGNORECASE,
)


def without_mergers(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The lines of a wording, and apart from them what tells behind its closing of a merger."""
    spots = [(line, spot) for line in lines for spot in line.spots]
    text = " ".join(spot.text for _, spot in spots)
    closing = CLOSING.match(text)
    if closing is None:
        return tuple(lines), ()
    ends = [match.end() for match in SENTENCE.finditer(text, closing.end())]
    edges = [closing.end(), *ends, len(text)]
    merged: set[int] = set()
    for begin, end in pairwise(edges):
        if MERGED.search(text, begin, end):
            merged.update(range(begin, end))
    apart: set[int] = set()
    place = 0
    for number, (_, spot) in enumerate(spots):
        if place in merged:
            apart.add(number)
        place += len(spot.text) + 1
    kept = [pair for number, pair in enumerate(spots) if number not in apart]
    told = [pair for number, pair in enumerate(spots) if number in apart]
    return _lines(lines, kept), _lines(lines, told)


def _lines(lines: Sequence[Line], pairs: Sequence[tuple[Line, Spot]]) -> tuple[Line, ...]:
    """The lines, as far as their spots are among these."""
    parts = (tuple(spot for of, spot in pairs if of is line) for line in lines)
    return tuple(Line(part) for part in parts if part)
