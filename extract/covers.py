"""Covers: pages before the sheet that name it like a heading, and hold no entry of it."""

import re
from collections.abc import Sequence

from baulast.model import BlockKind, MarkKind, Page
from extract.drafts import Draft
from extract.heads import DAY, SheetHead

MAX_WORDS = 30  # town, office, sheet, plot and street; the shortest entry alone has as many
# Of an entry, or of its end: such a page is a sheet on which something was not read.
OF_ENTRY = re.compile(
    r"§|\bl?fde?\b|\b(?:nr|nummer|ziffer)\b\W{0,3}\d{1,2}\b\W*$|eingetr|eintrag|erkl[äa]|"
    r"l[öo]e?sch|geschlossen|[üu]bertragen|umgeschrieben|gestrichen|ung[üu]ltig|zu\s?gunsten|"
    r"zu\s?lasten|du[l1I]d|verpf[l1I]icht",
    re.IGNORECASE | re.MULTILINE,
)
INK = frozenset(
    {MarkKind.UNREAD, MarkKind.HANDWRITING, MarkKind.STAMP, MarkKind.STRIKE, MarkKind.CROSS,
     MarkKind.RED_LINE}
)  # fmt: skip


def covers(heads: Sequence[SheetHead], drafts: Sequence[Draft]) -> frozenset[int]:
    """The numbers of the pages that only name the sheet whose first entry stands behind them."""
    found = set()
    for head in heads:
        behind = [d for d in drafts if d.head.page.number > head.page.number]
        before = [d for d in drafts if d.head.page.number <= head.page.number]
        if before or not behind or behind[0].number != 1 or behind[0].number_doubts:
            continue
        first = behind[0].head
        sheets = (None, first.header.sheet, first.foot)
        if head.header.sheet in sheets and _is_bare(head.page):
            found.add(head.page.number)
    return frozenset(found)


def _is_bare(page: Page) -> bool:
    """Whether a page holds a few words, none of an entry, and no ink that was not read."""
    return (
        len(page.words) <= MAX_WORDS
        and not page.doubts
        and not any(mark.kind in INK for mark in page.marks)
        and not any(block.kind is BlockKind.CELL for block in page.blocks)
        and not DAY.search(page.text)
        and not OF_ENTRY.search(page.text)
    )
