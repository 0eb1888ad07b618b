"""Spaced headings, "B a u l a s t": letters set far apart, read closed up, given as they stand.

The engine takes them now for words, now for letters, and guesses each letter alone. Moved together
they are a word that it knows; every letter keeps its place as a word of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np

from baulast.cleaned import CleanPage, Image
from baulast.model import Box
from ocr.engine import Engine, ReadLine, ReadWord, Segmentation
from ocr.ink import Ink, box_around
from ocr.lines import framed

LEAST, LEAST_NEAR = 6, 10  # letters of a run, and of one not much wider than thin typewriting
CAPITALS = 0.8  # share of a line's letters that stand no higher than its capitals
EVEN = 0.6  # of the usual gap at least is between all letters of a run
# In heights of capitals:
APART = (0.34, 2.5)  # white between spaced letters; columns stand further apart
NEAR, CLEAR = 0.42, 0.8  # the usual white of printed and of typed spacing; typewriters leave 0.4
CLOSED = 0.12  # white between letters moved together
BLANK = 0.5  # white between words moved together
WORD_APART = 1.7  # times the usual gap parts two spaced words
SURE = 0.5  # mean confidence from which the closed-up reading is believed


def close_up(
    regions: Sequence[Sequence[ReadLine]], clean: CleanPage, ink: Ink, engine: Engine
) -> tuple[tuple[ReadLine, ...], ...]:
    """The lines of each region, spaced words read anew as the letters that stand there."""
    return tuple(tuple(_closed_up(line, clean, ink, engine) for line in lines) for lines in regions)


def _closed_up(line: ReadLine, clean: CleanPage, ink: Ink, engine: Engine) -> ReadLine:
    for run in _runs(_glyphs(line.box, ink)):
        around = _around(run)
        inside = [word for word in line.words if _is_inside(word.box, around)]
        outside = [word for word in line.words if word not in inside]
        if not inside or any(word.box.overlap(around) > 0 for word in outside):
            continue  # a word that reaches beyond the run holds more than its letters
        letters = _letters(run, clean, engine)
        if letters:
            words = sorted([*outside, *letters], key=lambda word: word.box.left)
            line = replace(line, words=tuple(words))
    return line


def _glyphs(box: Box, ink: Ink) -> list[Box]:
    """The letters of a line from left to right, dots with what they stand over."""
    glyphs: list[Box] = []
    pieces = ink.pieces_in(box)
    for piece in pieces[np.argsort(pieces[:, 0], kind="stable")]:
        part = box_around(piece[None])
        if glyphs and part.left < glyphs[-1].right - 1:
            glyphs[-1] = glyphs[-1].united(part)
        else:
            glyphs.append(part)
    return glyphs


def _runs(glyphs: list[Box]) -> Iterator[list[Box]]:
    """Letters that stand apart from each other one by one, all about as far."""
    if len(glyphs) < LEAST:
        return
    height = float(np.quantile([glyph.height for glyph in glyphs], CAPITALS))
    for rough in _parted(glyphs, APART[0] * height, APART[1] * height):
        usual = _usual_gap(rough)
        for run in _parted(rough, EVEN * usual, APART[1] * height):
            least = LEAST if _usual_gap(run) >= CLEAR * height else LEAST_NEAR
            if len(run) >= least and _usual_gap(run) >= NEAR * height:
                yield run


def _parted(glyphs: list[Box], low: float, high: float) -> Iterator[list[Box]]:
    """Runs of letters whose gaps lie between two limits."""
    run = glyphs[:1]
    for before, glyph in pairwise(glyphs):
        gap = glyph.left - before.right
        if low <= gap <= high:
            run.append(glyph)
            continue
        yield run[:-1] if gap < low else run  # the last letter belongs to what stands close
        run = [glyph]
    yield run


def _usual_gap(run: list[Box]) -> float:
    return float(np.median([b.left - a.right for a, b in pairwise(run)])) if len(run) > 1 else 0.0


def _letters(run: list[Box], clean: CleanPage, engine: Engine) -> list[ReadWord]:
    """The letters of a run, each in its place; none where the closed-up reading has others."""
    height = float(np.median([glyph.height for glyph in run]))
    strip = _strip(run, clean.image, height)
    (lines,) = engine.read(
        [framed(strip, dpi=clean.dpi)], segmentation=Segmentation.LINE, dpi=clean.dpi
    )
    words = [word for line in lines for word in line.words]
    text = [(char, word.confidence) for word in words for char in word.text]
    if len(text) != len(run):
        return []
    if sum(confidence for _, confidence in text) < SURE * len(text):
        return []
    return [
        ReadWord(text=char, box=glyph, confidence=confidence)
        for (char, confidence), glyph in zip(text, run, strict=True)
    ]


def _strip(run: list[Box], image: Image, height: float) -> Image:
    """The letters of a run side by side, words apart."""
    around = _around(run)
    gaps = [b.left - a.right for a, b in pairwise(run)]
    usual = _usual_gap(run)
    parts: list[Image] = []
    for glyph, gap in zip(run, [*gaps, 0], strict=True):
        parts.append(image[max(0, around.top - 2) : around.bottom + 2, glyph.left : glyph.right])
        white = round((BLANK if gap > WORD_APART * usual else CLOSED) * height)
        parts.append(np.full((parts[-1].shape[0], white), 255, np.uint8))
    return np.asarray(cv2.hconcat(parts), dtype=np.uint8)


def _around(run: list[Box]) -> Box:
    box = run[0]
    for glyph in run[1:]:
        box = box.united(glyph)
    return box


def _is_inside(box: Box, run: Box) -> bool:
    slack = run.height // 3
    return run.left - slack <= box.left and box.right <= run.right + slack and box.overlap(run) > 0
