"""Plots that a header names as what its plot was called before: "früher Flur 3, Parzelle 12/1"."""

import re
from collections.abc import Sequence

from extract.sheets.labels import Token

FORMERLY = re.compile(
    r"\W*(?:fr[üu]e?her\w*|ehem\w*|vormals|vorm|bisher\w*|alte?[rs]?|urspr[üu]e?nglich\w*|"
    r"hervorgegangen|entstanden)\W*",
    re.IGNORECASE,
)
NOW = re.compile(r"\W*(?:jetzt|nunmehr|heute|neu|nun)\b", re.IGNORECASE)
# What may stand between that word and the plot's first label.
LEADS = re.compile(
    r"\W*(?:bez(?:eichnung)?|kataster\w*|teile?|aus|von|der|des|dem|als|den)?\W*", re.IGNORECASE
)
OF_PLOT = re.compile(r"\W*(?:gem(?:arkung|\b)|flur|fl\b|flst|parz|kartenbl)", re.IGNORECASE)
DIGIT = re.compile(r"\d")


def without_former(rows: Sequence[list[Token]]) -> list[list[Token]]:
    """The rows without the plots that they call former; as they are where no other is left."""
    kept = [_without(row) for row in rows]
    is_named = any(OF_PLOT.match(t.text) for row in kept for t in row) and any(
        DIGIT.search(token.text) for row in kept for token in row
    )
    return kept if is_named else list(rows)


def _without(row: list[Token]) -> list[Token]:
    for place, token in enumerate(row):
        if not FORMERLY.fullmatch(token.text):
            continue
        first = place + 1
        while first < len(row) and LEADS.fullmatch(row[first].text):
            first += 1
        if first == len(row) or not OF_PLOT.match(row[first].text):
            continue
        end = _end(
            row, first, opened="(" in "".join(t.text for t in row[max(0, place - 1) : first])
        )
        if any(DIGIT.search(one.text) for one in row[first:end]):
            return [*row[:place], *_without(row[end:])]
    return row


def _end(row: Sequence[Token], first: int, *, opened: bool) -> int:
    """Behind the last word of what is former: a bracket that closes, or before what is of today."""
    for place in range(first, len(row)):
        if NOW.match(row[place].text):
            return place
        if opened and ")" in row[place].text:
            return place + 1
    return len(row)
