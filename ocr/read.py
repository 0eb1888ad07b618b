"""The stage: a clean page -> the page with its words, marks and doubts."""

from collections.abc import Iterable
from dataclasses import replace

from baulast.cleaned import CleanPage, Region
from baulast.language import Both
from baulast.model import BlockKind, Doubt, DoubtReason, Mark, Page, Word
from baulast.settings import OcrSettings
from ocr.columns import join_labels
from ocr.coverage import Covered, cover
from ocr.doubles import without_doubles
from ocr.doubts import doubts_of
from ocr.engine import Engine, ReadLine, ReadWord
from ocr.ink import Ink, find_ink
from ocr.lines import in_reading_order, read_regions, type_height
from ocr.plan import read_plan
from ocr.second import look_again
from ocr.shape import find_shapes
from ocr.sift import Sifted, sift
from ocr.spaced import close_up
from ocr.typeface import by_type
from ocr.upright import upright

__all__ = ["read", "upright"]

GUESSED = 0.5  # mean trust; upside-down pages stay below, bad copies the right way up above
# Large paper is read smaller, to fit a worker. Below this, letters of 2 mm, as plans bear
# them, are fewer than 12 pixels high, and digits are lost or taken for each other.
LEAST_DPI = 150
FEW = 40  # letters of a line; what is less may be a scribble


def read(page: Page, clean: CleanPage, engine: Engine, settings: OcrSettings) -> Page:
    """The page with all that could be read on it; ink that was not read is a mark or a doubt."""
    ink = find_ink(clean.image, clean.dpi)
    clean = replace(clean, regions=join_labels(clean.regions, ink, type_height(ink)))
    read_lines = without_doubles(read_regions(clean, ink, engine), clean.regions)
    first = [word for lines in read_lines for line in lines for word in line.words]
    shapes = find_shapes(clean.image, ink, first)
    labels = [_labels(region, clean, ink, engine, settings) for region in clean.regions]
    sifted = [
        Sifted(of_plan) if of_plan else sift(lines, shapes)
        for of_plan, lines in zip(labels, read_lines, strict=True)
    ]
    covered = cover(clean, sifted, shapes, engine)
    height = shapes.type_height
    again = [
        lines if _is_plan(region) else _again(lines, clean, ink, engine, height, settings)
        for region, lines in zip(clean.regions, covered.regions, strict=True)
    ]
    covered = replace(covered, regions=by_type(again, clean.image))
    words = tuple(_numbered(covered, clean, height))
    rests = tuple(Mark(kind=rest.kind, box=clean.box_on_scan(rest.box)) for rest in covered.rests)
    doubts = [*page.doubts, *doubts_of(covered, clean, height, page.number)]
    if not words and not page.is_blank and len(ink.pieces):
        doubts.append(_no_text(page))
    elif _is_guessed(first):
        doubts.append(_orientation(page))
    if clean.dpi < LEAST_DPI and len(ink.pieces):
        doubts.append(_coarse(page, clean.dpi))
    return replace(
        page,
        turn=clean.turn,
        skew_deg=clean.skew_deg,
        dpi=clean.scan_dpi,
        blocks=tuple(region.block for region in clean.regions),
        words=words,
        marks=(*page.marks, *clean.marks, *rests),
        doubts=tuple(doubts),
    )


def _is_plan(region: Region) -> bool:
    return region.block.kind is BlockKind.PLAN


def _labels(
    region: Region, clean: CleanPage, ink: Ink, engine: Engine, settings: OcrSettings
) -> tuple[ReadLine, ...]:
    """The lettering of a plan, looked at twice while it is level; nothing of other regions."""
    if not _is_plan(region):
        return ()
    pieces, height = ink.pieces_in(region.box), type_height(ink)
    return read_plan(pieces, clean, ink, engine, height=height, model=settings.second_model)


def _again(
    lines: tuple[ReadLine, ...],
    clean: CleanPage,
    ink: Ink,
    engine: Engine,
    height: float,
    settings: OcrSettings,
) -> tuple[ReadLine, ...]:
    """The lines of a region, numbers and signs looked at again, spaced words closed up."""
    again = look_again(lines, clean, height, engine, settings.second_model)
    (closed,) = close_up([again], clean, ink, engine)
    return closed


def _numbered(covered: Covered, clean: CleanPage, height: float) -> Iterable[Word]:
    """The words with their block and place on the scan, lines counted over the whole page."""
    number = 0
    for block, lines in enumerate(covered.regions):
        is_plan = _is_plan(clean.regions[block])  # its labels say nothing to each other
        for line in lines if is_plan else in_reading_order(lines, height):
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


def _is_guessed(words: list[ReadWord]) -> bool:
    """Whether the engine trusted hardly a word of a page with text."""
    letters = sum(len(word.text) for word in words)
    trust = sum(word.confidence * len(word.text) for word in words)
    return letters >= FEW and trust < GUESSED * letters


def _no_text(page: Page) -> Doubt:
    return Doubt(
        reason=DoubtReason.NO_TEXT,
        detail=Both(
            "Auf der Seite ist Tinte, aber kein lesbares Wort.",
            "There is ink on the page, but no word that could be read.",
        ),
        page=page.number,
    )


def _orientation(page: Page) -> Doubt:
    return Doubt(
        reason=DoubtReason.ORIENTATION,
        detail=Both(
            "Kaum ein Wort ist sicher gelesen; vielleicht steht die Seite falsch herum.",
            "Hardly a word was read with trust; the page may lie the wrong way.",
        ),
        page=page.number,
    )


def _coarse(page: Page, dpi: float) -> Doubt:
    return Doubt(
        reason=DoubtReason.RESOLUTION,
        detail=Both(
            f"Wegen ihrer Größe ist die Seite nur mit {dpi:.0f} dpi gelesen: kleine Schrift, etwa "
            "Flurstücksnummern, kann fehlen.",
            f"For its size the page was read at {dpi:.0f} dpi only: small letters, such as parcel "
            "numbers, may be missing.",
        ),
        page=page.number,
    )
