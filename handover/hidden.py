"""Which words and places of a page must not be seen by whoever may not know names (pure).

Masked is what was read as a name or date of birth, what the language around announces as one,
and ink that no reading accounts for. A page that could not be read is hidden as a whole: nobody can
say what stands on it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from baulast.model import (
    PERSONAL,
    Box,
    Dossier,
    DoubtReason,
    Mark,
    MarkKind,
    Page,
    PageKind,
    page_text,
)
from index.persons import masker

# On these a picture is what the page is for; on others it is a seal, arms, or a signature.
DRAWN = frozenset({PageKind.PLAN, PageKind.CADASTRE, PageKind.SHEET})
STROKES = frozenset({MarkKind.STRIKE, MarkKind.CROSS})
NOBODY_KNOWS = frozenset({MarkKind.SIGNATURE, MarkKind.HANDWRITING, MarkKind.UNREAD})
UNREAD = frozenset(
    {
        DoubtReason.UNREAD_INK,
        DoubtReason.NO_TEXT,
        DoubtReason.ORIENTATION,
        DoubtReason.TOO_LARGE,
        DoubtReason.INK_LOST,
    }
)
# In heights of a word: ink reaches a little beyond its box, dots of umlauts and long strokes do.
MARGIN = 0.2
# In heights of a signature, to its sides: its flourish is thin, and found as something else.
# Initials in a margin have none.
FLOURISH = 2
SWEEPING = 1.5  # width by height, of a signature and not of initials
SHORTEST_WORD = 3  # letters; in signatures and below stamps, crumbs of fewer are read
_TOKEN = re.compile(r"\S+")


def hidden_words(dossier: Dossier) -> dict[int, frozenset[int]]:
    """By page, the places in ``Page.words`` of words that are names, or may be."""
    mask = masker(dossier)
    found: dict[int, frozenset[int]] = {}
    for page in dossier.pages:
        read = page_text(page.words)
        spans = [*_masked_spans(read.text, mask(read.text))]
        spans += (
            (field.evidence.start, field.evidence.end)
            for field in dossier.fields
            if field.name in PERSONAL and field.evidence.page == page.number
        )
        found[page.number] = frozenset(
            place
            for place, (start, end) in enumerate(zip(read.starts, read.ends, strict=True))
            if any(start < last and end > first for first, last in spans)
        )
    return found


def hidden_boxes(page: Page, words: frozenset[int]) -> tuple[Box, ...]:
    """The places of the upright scan to be blackened; one box for a page that is hidden."""
    width, height = page.upright_size
    everything = Box(left=0, top=0, right=width, bottom=height)
    doubts = [doubt for doubt in page.doubts if doubt.reason in UNREAD]
    is_unread = not (page.words or page.is_blank or page.kind is PageKind.SEPARATOR)
    if is_unread or any(doubt.box is None for doubt in doubts):
        return (everything,)
    marks = [mark for mark in page.marks if mark.kind in _nobody_knows(page)]
    unread = [doubt.box for doubt in doubts if doubt.box is not None]
    unread += [mark.box for mark in marks if mark.kind is MarkKind.UNREAD]
    boxes = [_with_margin(page.words[place].box, everything) for place in sorted(words)]
    boxes += [_with_margin(box, everything) for box in _torn_words(page, unread)]
    boxes += [_with_flourish(mark, page, everything) for mark in marks]
    boxes += [_grown(box, everything, by=box.height) for box in _strokes_alone(page)]
    boxes += unread
    return tuple(boxes)


def _nobody_knows(page: Page) -> frozenset[MarkKind]:
    return NOBODY_KNOWS if page.kind in DRAWN else NOBODY_KNOWS | {MarkKind.PICTURE}


def _torn_words(page: Page, unread: Sequence[Box]) -> Iterator[Box]:
    """Words in one line with ink that was not read and beside it: the rest of what it begins."""
    for word in page.words:
        box = word.box
        row = (box.top + box.bottom) // 2
        if any(
            one.top <= row < one.bottom
            and box.left - box.height < one.right
            and one.left < box.right + box.height
            for one in unread
        ):
            yield box


def _with_flourish(mark: Mark, page: Page, limit: Box) -> Box:
    box = mark.box
    is_signed = mark.kind is MarkKind.SIGNATURE and page.kind not in DRAWN
    if not is_signed or box.width < SWEEPING * box.height:
        return box
    aside = FLOURISH * box.height
    left, right = max(limit.left, box.left - aside), min(limit.right, box.right + aside)
    return replace(box, left=left, right=right)


def _masked_spans(text: str, masked: str) -> list[tuple[int, int]]:
    """Where the text was changed, token by token."""
    before = [*_TOKEN.finditer(text)]
    after = [match[0] for match in _TOKEN.finditer(masked)]
    matcher = SequenceMatcher(None, [match[0] for match in before], after, autojunk=False)
    return [
        (before[start].start(), before[end - 1].end())
        for kind, start, end, *_ in matcher.get_opcodes()
        if kind != "equal" and end > start
    ]


def _with_margin(box: Box, limit: Box) -> Box:
    return _grown(box, limit, by=round(MARGIN * box.height))


def _strokes_alone(page: Page) -> Iterator[Box]:
    """Strokes through no word: a signature of one sweep looks like a line that deletes."""
    words = [word.box for word in page.words if _is_word(word.text)]
    for mark in page.marks:
        if mark.kind in STROKES and not any(_goes_through(mark.box, box) for box in words):
            yield mark.box


def _goes_through(stroke: Box, word: Box) -> bool:
    """Whether it reaches the middle of the word's line; a sweep below it grazes its foot alone."""
    row = (word.top + word.bottom) // 2
    return stroke.top <= row < stroke.bottom and stroke.overlap(word) > 0


def _is_word(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    return letters >= SHORTEST_WORD or any(map(str.isdigit, text))


def _grown(box: Box, limit: Box, *, by: int) -> Box:
    return Box(
        left=max(limit.left, box.left - by),
        top=max(limit.top, box.top - by),
        right=min(limit.right, box.right + by),
        bottom=min(limit.bottom, box.bottom + by),
    )
