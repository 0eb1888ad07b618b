"""What stands at the foot of a sheet and is no entry: small print, notes of the office, dirt."""

import re
from collections.abc import Sequence

from extract.layout import Line, Spot, pitch, rows

# Small print under the table: the maker of the form, the day it was printed, the sheet again.
FOOTER = re.compile(
    r"^\W*(Best\.?\s*-?\s*Nr|Vordruck|Ausdruck vom|Deutscher Gemeindeverlag|Formular|Form\.|"
    r"Baulastenverzeichnis .*Blatt|(?:Baulast(?:en)?)?Blatt \S+ Seite|Seite \d+\s*$)|\bVerlag\b",
    re.IGNORECASE,
)
DIRT = 0.5  # mean confidence of a row: typed text on poor scans has 0.7
SCRIBBLE_WORDS = 6  # two notes of three words in one row
SCRIBBLED_WORDS = 12  # at one foot: two notes and their neighbours; an entry has fourteen at least
# What may say something about an entry: deletion, change, parcels, dates, laws.
TELLING = re.compile(
    r"gel|l[öo]e?sch|eing?etr|flur|fl\.|flst|parz|erlosch|entf|ung[üu]lt|ge[äa]nd|erg[äa]nz|lfd|"
    r"bericht|geschl|jetzt|§|\d{3}|\d\.\s*\d",
    re.IGNORECASE,
)
FOOTER_GAP = 2.0  # of the line pitch: a footer stands apart from what is above


def footer_of(body: Sequence[Spot]) -> list[Line]:
    """The last rows of the page that are small print or scribbled notes and stand apart."""
    lines = rows(body)
    step = pitch(lines)
    first = len(lines)
    words = 0
    while first and (FOOTER.search(lines[first - 1].text) or _is_scribble(lines[first - 1])):
        if not FOOTER.search(lines[first - 1].text):
            words += len(lines[first - 1].spots)
        if words > SCRIBBLED_WORDS:  # hardly legible, but as much as an entry has
            break
        first -= 1
    while 0 < first < len(lines) and (
        lines[first].middle - lines[first - 1].middle < FOOTER_GAP * step
    ):
        first += 1
    return list(lines[first:])


def _is_scribble(line: Line) -> bool:
    """A note for the office ("s. Plan", "Wv. 3 Mon.") or dirt, unless it could change an entry."""
    trust = sum(spot.word.confidence for spot in line.spots) / len(line.spots)
    short = len(line.spots) <= SCRIBBLE_WORDS or trust < DIRT
    return short and not TELLING.search(line.text)
