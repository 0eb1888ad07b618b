"""How many pages separator sheet or cover say that there are, beside how many came (pure).

A page that was left out of the feeder leaves no trace but this: what it bore is nowhere else.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from baulast.language import Both, counted
from baulast.model import Doubt, DoubtReason, Page, PageKind

_SIDES = r"(?:Seiten?|Images?|Scans?|Bilder)"
_LEAVES = r"(?:Bl(?:ä|ae|a)tter|Blatt)"
_COUNT = r"(?P<count>[1-9]\d{0,3})(?![\d./-])"
# "Baulastenblatt: 805" and "Blatt 110" are the register's sheet: a leaf is counted by these alone.
_SAYS = tuple(
    re.compile(rf"(?<![\w-]){pattern}", re.IGNORECASE)
    for pattern in (
        rf"(?:An)?Zahl(?: der)? (?P<unit>{_SIDES}|{_LEAVES})\s*[:=.]?\s*{_COUNT}",
        rf"(?P<unit>Seiten|Blatt|Blätter)(?:an)?zahl\s*[:=.]?\s*{_COUNT}",
        rf"(?:Umfang|enthält|insgesamt|zusammen)\s*[:=.]?\s*{_COUNT}\s*(?P<unit>{_SIDES}|{_LEAVES})",
        rf"Seiten\s*[:=]\s*{_COUNT}(?P<unit>)",
        rf"(?P<unit>{_SIDES}|{_LEAVES}|Bl\.)\s*[:=]?\s*1\s*(?:-|–|—|bis)\s*{_COUNT}",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What a page says of how many there are."""

    page: int
    count: int
    is_of_leaves: bool  # each of one or two sides
    words: str  # as they stand there

    def is_met_by(self, pages: Sequence[Page]) -> bool:
        """Whether so many came, whether or not cover and blank sides were counted."""
        counted = [page for page in pages if not is_separator(page)]
        written = sum(not page.is_blank and page.kind is not PageKind.COVER for page in counted)
        most = 2 * self.count if self.is_of_leaves else self.count
        return written <= most and self.count <= len(counted)


def counts_said(pages: Sequence[Page]) -> Iterator[Count]:
    """What separator sheets and covers say; each number once a page."""
    for page in pages:
        if not is_separator(page) and page.kind is not PageKind.COVER:
            continue
        text = " ".join(page.text.split())
        found = [match for pattern in _SAYS for match in pattern.finditer(text)]
        said: dict[tuple[int, bool], str] = {}
        for match in found:
            said.setdefault((int(match["count"]), match["unit"][:2].lower() == "bl"), match[0])
        for (count, is_of_leaves), words in said.items():
            yield Count(page=page.number, count=count, is_of_leaves=is_of_leaves, words=words)


def is_separator(page: Page) -> bool:
    """Whether a page lies between dossiers, and counts among the pages of none."""
    return page.separator is not None or page.kind is PageKind.SEPARATOR


def count_doubts(pages: Sequence[Page]) -> Iterator[Doubt]:
    """A doubt for each number that the pages that came do not meet."""
    number = sum(not is_separator(page) for page in pages)
    came = Both(counted(number, "Seite", "Seiten"), counted(number, "page", "pages"))
    for said in counts_said(pages):
        if not said.is_met_by(pages):
            yield Doubt(
                reason=DoubtReason.NOT_FOUND,
                detail=Both(
                    f"Seite {said.page} nennt „{said.words}“, gekommen sind {came.german}: "
                    "fehlt eine, oder gehört eine nicht dazu?",
                    f"page {said.page} says “{said.words}”, {came.english} came: does one lack, or "
                    "belong elsewhere?",
                ),
                page=said.page,
            )
