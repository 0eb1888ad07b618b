"""A passage: a stretch of a page's words put in the order in which they are meant to be read.

Cells of a table are read one by one, a form's label is joined with what was filled in; so the text
of a passage is not a piece of ``Page.text``, but every character knows where it came from.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from baulast.model import Box, Evidence, PageText, Word
from extract.layout import Line, Spot

ADDED = -1  # origin of a character that is not on the page


class Role(StrEnum):
    """What a passage is on its page."""

    HEADER = "header"  # parcels at the head of a sheet
    PLACE = "place"  # street and house number at the head of a sheet
    CONTENT = "content"  # an entry's wording
    REGISTERED = "registered"  # a column of its own for the day of entry
    DELETED = "deleted"  # a column of its own for deletions
    REMARKS = "remarks"
    BODY = "body"  # a page that is no sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Text for the rules, with the way back to the page."""

    page: int
    role: Role
    text: str
    origin: tuple[int, ...]  # origin[i]: the character of Page.text that character i is; or ADDED

    def evidence(self, start: int, end: int) -> Evidence:
        """Where characters ``start`` to ``end`` stand in ``Page.text``."""
        places = [place for place in self.origin[start:end] if place != ADDED]
        if not places:  # a value that was read from added words alone: the whole passage
            places = [place for place in self.origin if place != ADDED]
        return Evidence(page=self.page, start=min(places), end=max(places) + 1)

    def words(self, start: int, end: int, page_text: PageText) -> tuple[Word, ...]:
        """The words of the page that characters ``start`` to ``end`` touch, no others."""
        places = {place for place in self.origin[start:end] if place != ADDED}
        spans = zip(page_text.words, page_text.starts, page_text.ends, strict=True)
        return tuple(
            word for word, first, last in spans if not places.isdisjoint(range(first, last))
        )


class PassageBuilder:
    """Puts a passage together, piece by piece."""

    def __init__(self, page_number: int, page_text: PageText) -> None:
        self._page = page_number
        self._starts = page_text.starts
        self._text: list[str] = []
        self._origin: list[int] = []

    def add(self, text: str) -> None:
        """Characters that are not on the page."""
        self._text.append(text)
        self._origin.extend([ADDED] * len(text))

    def word(self, spot: Spot, *, start: int = 0, stop: int | None = None) -> None:
        """A word, or its characters from ``start`` to ``stop``."""
        piece = spot.text[start:stop]
        self._text.append(piece)
        first = self._starts[spot.index] + start
        self._origin.extend(range(first, first + len(piece)))

    def words(self, spots: Sequence[Spot]) -> None:
        for place, spot in enumerate(spots):
            if place:
                self.add(" ")
            self.word(spot)

    def lines(self, lines: Iterable[Line]) -> None:
        """Lines as they stand, one a row."""
        for place, line in enumerate(lines):
            if place:
                self.add("\n")
            self.words(line.spots)

    def passage(self, role: Role) -> Passage:
        return Passage(
            page=self._page, role=role, text="".join(self._text), origin=tuple(self._origin)
        )


def passage_of_lines(
    page_number: int, page_text: PageText, lines: Sequence[Line], role: Role, *, lead: str = ""
) -> Passage:
    """The lines as one passage; ``lead`` stands before them and is not on the page."""
    builder = PassageBuilder(page_number, page_text)
    builder.add(lead)
    builder.lines(lines)
    return builder.passage(role)


def united_box(words: Iterable[Word]) -> Box | None:
    """The box around words; None without any."""
    found: Box | None = None
    for word in words:
        found = word.box if found is None else found.united(word.box)
    return found
