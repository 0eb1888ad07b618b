"""Covers: pages before the sheet that name it like a heading, and hold no entry of it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from baulast.model import BlockKind, Doubt, DoubtReason, Mark, MarkKind, Page, PageKind
from extract.drafts import Draft
from extract.heads import DAY, SheetHead
from extract.layout import squeezed

MAX_WORDS = 30  # town, office, sheet, plot and street; the shortest entry alone has as many
# Of an entry, or of its end: such a page is a sheet on which something was not read.
OF_ENTRY = re.compile(
    r"§|\bl?fde?\b|\b(?:nr|nummer|ziffer)\b\W{0,3}\d{1,2}\b\W*$|eingetr|eintrag|erkl[äa]|"
    r"l[öo]e?sch|geschlossen|[üu]bertragen|umgeschrieben|gestrichen|ung[üu]ltig|zu\s?gunsten|"
    r"zu\s?lasten|du[l1I]d|verpf[l1I]icht",
    re.IGNORECASE | re.MULTILINE,
)
# The owner's day of birth is no day of an entry.
BORN = re.compile(r"\bgeb(?:oren)?\b\W*(?:am\b)?\W*\d{1,2}\W+\w+\W+\d{2,4}", re.IGNORECASE)
# What offices print on the cover of a file alone.
OF_COVER = re.compile(
    r"\baufzubewahren\b|\baufbewahrungsfrist|\baktendeckel\b|^\W*akte\W*$",
    re.IGNORECASE | re.MULTILINE,
)
MARGIN_IN = 0.75  # at the edges of the paper, where leaves are counted and "z.d.A." is noted
SENTENCE = 4  # words with a full stop behind them
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


def untold_covers(pages: Sequence[Page]) -> frozenset[int]:
    """The numbers of the untold pages before the first sheet that name the file and no more."""
    sheet = next((page.number for page in pages if page.kind is PageKind.SHEET), 0)
    return frozenset(
        page.number
        for page in pages
        if page.kind is None
        and page.number < sheet
        and "baulast" in squeezed(page.text)
        and _is_bare(replace(page, doubts=tuple(d for d in page.doubts if not _is_of_kind(d))))
        and not any(_is_sentence(line) for line in page.text.splitlines())
    )


def _is_of_kind(doubt: Doubt) -> bool:
    return doubt.reason is DoubtReason.PAGE_KIND


def _is_sentence(line: str) -> bool:
    return line.endswith(".") and len(line.split()) >= SENTENCE


def _is_bare(page: Page) -> bool:
    """Whether a page holds a few words, none of an entry, and no ink that was not read.

    On what is a file's cover for sure, its name may be written by hand.
    """
    is_cover = bool(OF_COVER.search(page.text))
    return (
        len(page.words) <= MAX_WORDS
        and (is_cover or not (page.doubts or any(_is_ink(mark, page) for mark in page.marks)))
        and not any(block.kind is BlockKind.CELL for block in page.blocks)
        and not DAY.search(BORN.sub("", page.text))
        and not OF_ENTRY.search(page.text)
    )


def _is_ink(mark: Mark, page: Page) -> bool:
    """Whether a mark may be of an entry: not what was noted at the edge of the paper."""
    box, margin = mark.box, MARGIN_IN * page.dpi
    width, height = page.upright_size
    is_inside = margin < box.right and box.left < width - margin
    return mark.kind in INK and is_inside and margin < box.bottom and box.top < height - margin
