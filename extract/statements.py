"""What pages beside the sheet say about its entries: declarations, orders, notices, deletions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from spacy.language import Language

from baulast.model import FieldName, Page, PageKind, PageText, Parcel, page_text
from extract.declared import with_day_of_declaration
from extract.drafts import Draft
from extract.gather import Found, found_in
from extract.layout import Line, is_stamped, rows, spots_of, squeezed
from extract.passages import Passage, PassageBuilder, Role
from extract.reading import Context
from extract.sheets.below import with_values_below

SPEAKING = frozenset(
    {PageKind.DECLARATION, PageKind.ORDER, PageKind.NOTICE, PageKind.DELETION}
)  # kinds of page that speak of one entry; letters and statements only mention some

# What each kind of page is believed about. A declaration is older than the entry and its deletion;
# the letterhead of a deletion bears a file number of its own.
_ALWAYS = frozenset(
    {FieldName.SHEET, FieldName.ENTRY_NUMBER, FieldName.KIND, FieldName.BURDENED, FieldName.PARCEL,
     FieldName.DECLARED_ON, FieldName.PERSON, FieldName.BIRTH_DATE, FieldName.OTHER_DATE,
     FieldName.STREET, FieldName.LAND_REGISTER}
)  # fmt: skip
BELIEVED = {
    PageKind.DECLARATION: _ALWAYS
    | {FieldName.BENEFITED, FieldName.LEGAL_BASIS, FieldName.REFERENCE},
    PageKind.ORDER: _ALWAYS
    | {
        FieldName.BENEFITED,
        FieldName.LEGAL_BASIS,
        FieldName.REFERENCE,
        FieldName.REGISTERED_ON,
    },
    PageKind.DELETION: _ALWAYS | {FieldName.REGISTERED_ON, FieldName.DELETED_ON, FieldName.STATUS},
}
BELIEVED[PageKind.NOTICE] = BELIEVED[PageKind.ORDER]

WIDE_GAP = 3.0  # of the line height: two columns of a letterhead, no blank between words

# How much an agreement says about which entry a page speaks of. Sheet and number name it outright;
# one date or one parcel may be shared by entries of the same day or plot.
NAMED = 10.0
NAMED_OTHERWISE = 5.0  # the wording and one date outweigh it: a digit may be misread
SAME_DATE = 4.0
SAME_REFERENCE = 4.0
SAME_WORDING = 6.0  # times likeness above chance
COMPARED = 1_000  # letters: no wording is as long, and the time grows with their cube
CHANCE_LIKENESS = 0.45  # two wordings of different entries of one town are this alike
SAME_BENEFITED = 3.0
SAME_BURDENED = 1.0  # entries of one sheet mostly share them
SAME_KIND = 1.5
ENOUGH = 2.0  # less is shared by chance: a plot, or a kind
# What pages that speak of one encumbrance have in common.
OF_ONE = (FieldName.BURDENED, FieldName.DECLARED_ON, FieldName.REGISTERED_ON, FieldName.REFERENCE)
MARGIN = 1.0  # the next best entry must fit worse by this much


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A page that speaks of one entry, and what it says."""

    page: Page
    kind: PageKind
    text: str
    found: tuple[Found, ...]  # what this kind of page is believed about
    said: tuple[Found, ...]  # all that was read on it

    def readings(self, *names: FieldName) -> tuple[Found, ...]:
        return tuple(found for found in self.found if found.reading.name in names)

    def numbers(self) -> set[int]:
        """The running numbers that it names."""
        values = (found.reading.value for found in self.readings(FieldName.ENTRY_NUMBER))
        return {int(value) for value in values if value.isdigit()}

    def sheets(self) -> set[str]:
        return {same_sheet(found.reading.value) for found in self.readings(FieldName.SHEET)}


def same_sheet(value: str) -> str:
    """A sheet's number as it is compared: blanks and case do not matter.

    >>> same_sheet("I / 168") == same_sheet("i/168")
    True
    """
    return re.sub(r"\s+", "", value).lower()


def statement_of(page: Page, kind: PageKind, nlp: Language) -> Statement:
    """What a page says, read from top to bottom; stamps of arrival say nothing."""
    passage, text = _passage_of(page)
    found = found_in(passage, text, nlp, Context())
    found = with_day_of_declaration(found, passage, is_declaration=kind is PageKind.DECLARATION)
    return Statement(
        page=page,
        kind=kind,
        text=passage.text,
        found=tuple(item for item in found if item.reading.name in BELIEVED[kind]),
        said=found,
    )


def said_on(page: Page, nlp: Language) -> tuple[Found, ...]:
    """All that is read on a page of any kind."""
    passage, text = _passage_of(page)
    return found_in(passage, text, nlp, Context())


def _passage_of(page: Page) -> tuple[Passage, PageText]:
    text = page_text(page.words)
    builder = PassageBuilder(page.number, text)
    spots = [spot for spot in spots_of(page) if not is_stamped(page, spot)]
    for place, line in enumerate(with_values_below(page, rows(spots))):
        if place:
            builder.add("\n")
        _add_row(builder, line)
    return builder.passage(Role.BODY), text


def _add_row(builder: PassageBuilder, line: Line) -> None:
    """A row; what stands far apart is told apart, unless a label waits for its value."""
    for place, spot in enumerate(line.spots):
        if place:
            before = line.spots[place - 1]
            wide = spot.left - before.right > WIDE_GAP * max(line.height, 1.0)
            waits = before.text.endswith((":", ",")) or before.text.lower() in ("den", "az.", "az")
            builder.add("\n" if wide and not waits else " ")
        builder.word(spot)


def entry_spoken_of(statement: Statement, drafts: Sequence[Draft]) -> int | None:
    """The place of the draft that a page speaks of; None if none, or more than one fits."""
    scores = [_score(statement, draft) for draft in drafts]
    ranked = sorted(range(len(drafts)), key=lambda place: scores[place], reverse=True)
    if not ranked or scores[ranked[0]] < ENOUGH:
        return None
    if len(ranked) > 1 and scores[ranked[0]] - scores[ranked[1]] < MARGIN:
        return None
    return ranked[0]


def is_of_another(statement: Statement, other: Statement) -> bool:
    """Whether two pages of one kind share nothing of what both tell: their form makes them alike.

    A misread digit makes one thing of several differ.
    """
    told = [
        (ours, theirs)
        for name in OF_ONE
        if (ours := _told(statement, name)) and (theirs := _told(other, name))
    ]
    return len(told) > 1 and not any(ours & theirs for ours, theirs in told)


def _told(statement: Statement, name: FieldName) -> set[str] | set[Parcel]:
    found = statement.readings(name)
    return _parcels(found) if name is FieldName.BURDENED else _values(found)


def _score(statement: Statement, draft: Draft) -> float:
    if not draft.parts and draft.head.page == statement.page:
        return NAMED  # it was made of this page
    score = 0.0
    numbers = statement.numbers()
    sheets = statement.sheets()
    sheet = draft.head.header.sheet
    if draft.number is not None and draft.number in numbers:
        score += NAMED if not sheets or sheet is None or same_sheet(sheet) in sheets else 0.0
    elif draft.number is not None and numbers:
        score -= NAMED_OTHERWISE
    for name, weight in (
        (FieldName.DECLARED_ON, SAME_DATE),
        (FieldName.REGISTERED_ON, SAME_DATE),
        (FieldName.DELETED_ON, SAME_DATE),
        (FieldName.REFERENCE, SAME_REFERENCE),
        (FieldName.KIND, SAME_KIND),
    ):
        score += weight if _values(statement.readings(name)) & _values(draft.readings(name)) else 0
    for name, weight in (
        (FieldName.BENEFITED, SAME_BENEFITED),
        (FieldName.BURDENED, SAME_BURDENED),
    ):
        ours, theirs = _parcels(draft.readings(name)), _parcels(statement.readings(name))
        if ours and theirs:
            score += weight * len(ours & theirs) / len(ours | theirs)
    likeness = _likeness(draft.wording, statement.text)
    return score + SAME_WORDING * max(0.0, likeness - CHANCE_LIKENESS) / (1 - CHANCE_LIKENESS)


def _values(found: Sequence[Found]) -> set[str]:
    return {item.reading.value for item in found}


def _parcels(found: Sequence[Found]) -> set[Parcel]:
    return {item.reading.plot.parcel for item in found if item.reading.plot is not None}


def _likeness(wording: str, text: str) -> float:
    """How much of an entry's wording stands in a page, 0 to 1; notations of parcels differ."""
    ours, theirs = _words(wording), _words(text)
    if len(ours) < 40:  # a few words are anywhere
        return 0.0
    return fuzz.partial_ratio(ours[:COMPARED], theirs) / 100


def _words(text: str) -> str:
    return squeezed(re.sub(r"-\n", "", text))
