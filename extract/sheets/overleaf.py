"""What goes on overleaf: text that only its own words tell to belong to the sheet before.

Typed sheets repeat no title on their second page, or break off in the middle of a sentence.
"""

import re
from collections.abc import Sequence

from baulast.model import Page
from extract.layout import Line, rows, spots_of
from extract.rules.words import MONTH
from extract.sheets.beginnings import MID_SENTENCE, Style, first_beginning
from extract.sheets.headings import ColumnRole
from extract.sheets.margin import WHOLE
from extract.sheets.row import Row
from extract.sheets.running_text import IN_SENTENCE, rest_of
from extract.sheets.sheet import sheet_page

# A day that is torn by the end of the page: "vom 22. Januar / 2002."
TORN_DAY = (
    (
        re.compile(rf"\b\d{{1,2}}\.\s?(?:{MONTH}\w*|\d{{1,2}}\.)$", re.IGNORECASE),
        re.compile(r"\d{2,4}\b"),
    ),
    (re.compile(r"\b(?:vom|am|den)\s\d{1,2}\.$", re.IGNORECASE), re.compile(MONTH, re.IGNORECASE)),
)


def follows_sheet(before: Page, page: Page) -> bool:
    """Whether a page that nothing else tells goes on with the sheet on the page before it."""
    begin = first_beginning(rows(spots_of(page)))
    numbers = _numbers(before)
    if numbers and begin is not None and begin.number == numbers[-1] + 1:
        return True
    if not numbers and begin is not None and begin.style is not Style.NAMED:
        return False  # clauses of something else, behind a sheet of which nothing was read
    if _numbers(page)[:1] == (numbers[-1] + 1 if numbers else 1,):
        return True
    above = rows(spots_of(before))
    return bool(above) and _is_rest(above[-1].text, rest_of(page))


def _numbers(page: Page) -> tuple[int, ...]:
    return tuple(row.number for row in sheet_page(page).rows if row.number is not None)


def rows_overleaf(wording: str, page: Page) -> tuple[Row, ...]:
    """The rest of an entry on a page on which none begins; none where its sentence is not open."""
    lines = rest_of(page)
    if not _is_rest(wording, lines):
        return ()
    row = Row(
        number=None,
        number_spots=(),
        top=lines[0].middle,
        bottom=lines[-1].middle,
        cells={ColumnRole.CONTENT: lines},
        columns=(WHOLE,),
    )
    return (row,)


def _is_rest(above: str, lines: Sequence[Line]) -> bool:
    """Whether lines go on with a sentence that breaks off above them."""
    above = above.rstrip()
    if not lines:
        return False
    if any(ends.search(above) and goes_on.match(lines[0].text) for ends, goes_on in TORN_DAY):
        return True
    return bool(MID_SENTENCE.search(above)) and bool(IN_SENTENCE.match(lines[0].text))
