"""The same value in another place of the dossier: a second look at doubtful ink.

A plan's title block, a letter, the separator sheet or a neighbouring row never give an entry's
value. But what was read there in the same way vouches for it: two inks are hardly misread alike.
"""

import re
from collections.abc import Iterable, Sequence

from spacy.language import Language

from baulast.model import FieldName, Page, PageKind
from extract.gather import Found
from extract.parcels import fits, same_parcel
from extract.rival import digits_of, has_rival
from extract.statements import SPEAKING, said_on, same_sheet
from extract.values import opaque

PARCELS = frozenset({FieldName.BURDENED, FieldName.BENEFITED, FieldName.PARCEL})
# Pages on which "Blatt" is the register's: those of the keeper's own hand, and the dossier's cover.
NAME_SHEETS = frozenset(
    {PageKind.SEPARATOR, PageKind.COVER, PageKind.ORDER, PageKind.NOTICE, PageKind.DELETION}
)
# A cover lists what the file holds and on which of its leaves: "Lageplan Bl. 7", "Blatt 7-8".
LEAF = re.compile(r"(?<![\w-])Bl\W{0,2}$")
LEAVES = re.compile(r"(\d+)-(\d+)")
SILENT = SPEAKING | {PageKind.SHEET, PageKind.BLANK}  # heard as statements and rows, or empty


def voices_of(pages: Iterable[Page], nlp: Language) -> tuple[Found, ...]:
    """What is read on the pages that speak of no entry of their own."""
    return tuple(
        found
        for page in pages
        if page.kind not in SILENT and page.words and not page.is_blank
        for found in heard(page.kind, said_on(page, nlp))
    )


def heard(kind: PageKind | None, said: Iterable[Found]) -> Iterable[Found]:
    """What a page says, without sheets that may be the land register's, or leaves of the file."""
    for found in said:
        is_sheet = found.reading.name is FieldName.SHEET
        is_else = kind not in NAME_SHEETS or (kind is PageKind.COVER and _is_leaf(found))
        if not (is_sheet and is_else):
            yield found


def _is_leaf(found: Found) -> bool:
    """Whether "Bl. 7" or "Blatt 7-8" counts what a file holds."""
    before = found.passage.text[: found.reading.start].rpartition("\n")[2]
    leaves = LEAVES.fullmatch(found.reading.value)
    return bool(LEAF.search(before)) or (leaves is not None and int(leaves[1]) < int(leaves[2]))


def is_vouched(found: Found, voices: Sequence[Found]) -> bool:
    """Whether the value is read in the same way from other ink.

    A parcel must be named there with its Gemarkung and Flur or be read against the same header.
    One machine's worn type is misread twice alike ("869" and "869" for 860), and a second look has
    other digits for both: so where it has, ink of which it has not must vouch. And "das genannte
    Grundstück" is no other ink than that of the parcel it points to. Nor does it say anything that
    a parcel is named elsewhere, where that of the other digits is too.
    """
    if any(_is_its_rival(found, other) for other in voices):
        return False
    vouching = [other for other in voices if _vouches(found, other)]
    points_back = found.reading.plot is not None and not has_digits(found)
    return len(vouching) > points_back


def _is_its_rival(found: Found, other: Found) -> bool:
    """Whether the other place names the parcel that a second look at this one's digits read."""
    ours, theirs = found.reading.plot, other.reading.plot
    if ours is None or theirs is None or theirs.parcel.number == ours.parcel.number:
        return False
    seen = {re.sub(r"[^\d/]", "", text) for word in found.words for text in word.alternatives}
    return theirs.parcel.number in seen and theirs.parcel.flur == ours.parcel.flur


def _vouches(found: Found, other: Found) -> bool:
    """Whether another reading agrees, from ink of its own that is as sure."""
    ink = {id(word) for word in found.words}
    return (
        bool(other.words)
        and ink.isdisjoint(id(word) for word in other.words)
        and not (_is_disputed(found) and _is_disputed(other))
        and (other.reading.plot is None or has_digits(other))
        and _agrees(found, other)
    )


def _is_disputed(found: Found) -> bool:
    return any(map(has_rival, found.words))


def has_digits(found: Found) -> bool:
    """Whether the reading has a number of its own, and does not only point to another."""
    return any(digits_of(word.text) for word in found.words)


def _agrees(found: Found, other: Found) -> bool:
    ours, theirs = found.reading, other.reading
    if ours.plot is not None:
        return (
            theirs.plot is not None
            and theirs.name in PARCELS
            and fits(same_parcel(ours.plot.parcel), same_parcel(theirs.plot.parcel))
        )
    if ours.day is not None:
        return theirs.day == ours.day and theirs.name in (ours.name, FieldName.OTHER_DATE)
    if ours.name is FieldName.SHEET:
        return theirs.name is ours.name and same_sheet(theirs.value) == same_sheet(ours.value)
    return theirs.name is ours.name and opaque(theirs.value) == opaque(ours.value)


def names_flur(flur: str, texts: Iterable[str]) -> bool:
    """Whether a text names the Flur in words of its own, or between strokes: "Norf / 12 / 345"."""
    number = re.escape(flur)
    named = re.compile(
        rf"\b(?:fl\w*|kartenblatt)\W+{number}\b|[^\W\d]\s*/\s*{number}\s*/\s*\d", re.IGNORECASE
    )
    return any(map(named.search, texts))


def sheets_in(voices: Sequence[Found]) -> dict[str, Found]:
    """The sheets that pages name, each with the first place."""
    named: dict[str, Found] = {}
    for found in voices:
        if found.reading.name is FieldName.SHEET:
            named.setdefault(same_sheet(found.reading.value), found)
    return named
