"""Which words and places of a page must not be seen by whoever may not know names (pure).

Masked is what was read as a name or date of birth, what the language around announces as one,
and ink that no reading accounts for. A page that could not be read is hidden as a whole: nobody can
say what stands on it.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from baulast.model import (
    PERSONAL,
    Box,
    Dossier,
    DoubtReason,
    MarkKind,
    Page,
    PageKind,
    page_text,
)
from index.persons import masker

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
    boxes = [_with_margin(page.words[place].box, everything) for place in sorted(words)]
    boxes += [mark.box for mark in page.marks if mark.kind in NOBODY_KNOWS]
    boxes += [_grown(box, everything, by=box.height) for box in _strokes_alone(page)]
    boxes += [doubt.box for doubt in doubts if doubt.box is not None]
    return tuple(boxes)


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
    for mark in page.marks:
        if mark.kind in STROKES and not any(mark.box.overlap(word.box) for word in page.words):
            yield mark.box


def _grown(box: Box, limit: Box, *, by: int) -> Box:
    return Box(
        left=max(limit.left, box.left - by),
        top=max(limit.top, box.top - by),
        right=min(limit.right, box.right + by),
        bottom=min(limit.bottom, box.bottom + by),
    )
