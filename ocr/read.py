"""The stage: a clean page -> the page with its words, marks and doubts."""

from collections.abc import Iterable
from dataclasses import replace

from baulast.cleaned import CleanPage
from baulast.language import tr
from baulast.model import Doubt, DoubtReason, Page, Word
from baulast.settings import OcrSettings
from ocr.engine import Engine, ReadLine
from ocr.lines import read_regions
from ocr.upright import upright

__all__ = ["read", "upright"]


def read(page: Page, clean: CleanPage, engine: Engine, settings: OcrSettings) -> Page:
    """The page with all that could be read on it; ink that was not read is a mark or a doubt."""
    lines = read_regions(clean, engine)
    words = tuple(_numbered(lines, clean))
    doubts = list(page.doubts)
    if not words and not page.is_blank:
        doubts.append(_no_text(page))
    return replace(
        page,
        turn=clean.turn,
        skew_deg=clean.skew_deg,
        dpi=clean.scan_dpi,
        blocks=tuple(region.block for region in clean.regions),
        words=words,
        marks=(*page.marks, *clean.marks),
        doubts=tuple(doubts),
    )


def _numbered(lines: list[list[ReadLine]], clean: CleanPage) -> Iterable[Word]:
    """The words with their block and place on the scan, lines counted over the whole page."""
    number = 0
    for block, of_block in enumerate(lines):
        for line in of_block:
            for word in line.words:
                yield Word(
                    text=word.text,
                    box=clean.box_on_scan(word.box),
                    confidence=word.confidence,
                    block=block,
                    line=number,
                    alternatives=word.alternatives,
                )
            number += 1


def _no_text(page: Page) -> Doubt:
    return Doubt(
        reason=DoubtReason.NO_TEXT,
        detail=tr(
            "Auf der Seite ist Tinte, aber kein lesbares Wort.",
            "There is ink on the page, but no word that could be read.",
        ),
        page=page.number,
    )
