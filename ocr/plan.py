"""A plan's lettering, read: every label is set level on a sheet of its own, line below line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from baulast.cleaned import CleanPage, Image
from baulast.model import Box
from ocr.engine import Engine, ReadLine, ReadWord, Segmentation
from ocr.ink import Ink, Pieces, box_around, find_ink
from ocr.lettering import LETTER, Label, find_labels
from ocr.lines import crop, placed
from ocr.second import look_again
from ocr.sift import confidence
from ocr.spaced import close_up

PAD = 0.4  # heights of type around a label: dots and tails
BELIEVED = 0.6  # trust in a label's letters; hatching is read with less
LONE = 0.8  # the same in a letter that stands alone: what is left of a line looks like 1 or l
MOST = 120  # labels of a plan; beyond it is dirt or hatching, and reading must end


@dataclass(frozen=True, slots=True)
class _Strip:
    """A row of a label set level, with the way back to the page."""

    label: int
    row: int
    slant: float
    is_block: bool
    image: Image
    back: npt.NDArray[np.float64]  # 2 x 3: pixels of the strip to those of the page
    top: int = 0  # of the strip on the sheet


def read_plan(
    pieces: Pieces, clean: CleanPage, ink: Ink, engine: Engine, *, height: float, model: str
) -> tuple[ReadLine, ...]:
    """The labels among the pieces of a plan as lines, from the top; ``model`` looks again."""
    labels = sorted(find_labels(pieces, height), key=lambda label: -len(label.rows[0]))[:MOST]
    strips = [
        _strip(place, row, slant, label, clean.image, ink, height)
        for place, label in enumerate(labels)
        for row in range(len(label.rows))
        for slant in label.slants
    ]
    if not strips:
        return ()
    strips, sheet = _sheet(strips)
    level = replace(clean, image=sheet, regions=(), marks=())
    best = [(strip, line) for strip, lines in _best(strips, level, engine) for line in lines]
    again = look_again([line for _, line in best], level, height, engine, model)
    (closed,) = close_up([again], level, find_ink(sheet, clean.dpi), engine)
    placed_back = [
        (strip.label, _back(line, strip)) for (strip, _), line in zip(best, closed, strict=True)
    ]
    lines = _fractions_joined(placed_back, labels)
    return tuple(sorted(lines, key=lambda line: (line.box.top, line.box.left)))


def _strip(
    place: int, row: int, slant: float, label: Label, image: Image, ink: Ink, height: float
) -> _Strip:
    """A row as it looks level, without the pieces of other labels and of the drawing."""
    pieces, pad = label.rows[row], round(PAD * height)
    around = box_around(pieces)
    box = Box(
        left=max(0, around.left - pad),
        top=max(0, around.top - pad),
        right=min(image.shape[1], around.right + pad),
        bottom=min(image.shape[0], around.bottom + pad),
    )
    part = ink.without(image, box, _strangers(pieces, box, ink, height))
    turn = cv2.getRotationMatrix2D((0, 0), slant, 1.0)
    corners = np.vstack([pieces[:, [x, y]] for x in (0, 2) for y in (1, 3)])
    turned = (corners - [box.left, box.top]) @ turn[:, :2].T
    low, high = turned.min(axis=0) - pad, turned.max(axis=0) + pad
    turn[:, 2] = -low
    wide, high_px = (int(side) + 1 for side in high - low)
    level = cv2.warpAffine(part, turn, (wide, high_px), flags=cv2.INTER_CUBIC, borderValue=255)
    back = np.asarray(cv2.invertAffineTransform(turn), dtype=np.float64)
    back[:, 2] += [box.left, box.top]
    return _Strip(place, row, slant, label.is_block, np.asarray(level, dtype=np.uint8), back)


def _strangers(pieces: Pieces, box: Box, ink: Ink, height: float) -> Pieces:
    """The pieces that reach into the box and are none of the label; dots and tails are its own."""
    others = ink.pieces
    reach_in = (
        (others[:, 0] < box.right)
        & (others[:, 2] > box.left)
        & (others[:, 1] < box.bottom)
        & (others[:, 3] > box.top)
    )
    large = (others[:, 2:4] - others[:, :2]).max(axis=1) >= LETTER[0] * height
    strangers: Pieces = others[reach_in & large & ~np.isin(others[:, 5], pieces[:, 5])]
    return strangers


def _sheet(strips: Sequence[_Strip]) -> tuple[list[_Strip], Image]:
    """The strips below each other on one page."""
    width = max(strip.image.shape[1] for strip in strips)
    heights = [strip.image.shape[0] for strip in strips]
    tops = np.cumsum([0, *heights]).tolist()
    sheet = np.full((tops[-1], width), 255, np.uint8)
    for strip, top in zip(strips, tops, strict=False):
        high, wide = strip.image.shape
        sheet[top : top + high, :wide] = strip.image
    return [replace(strip, top=top) for strip, top in zip(strips, tops, strict=False)], sheet


def _read(strips: Sequence[_Strip], sheet: CleanPage, engine: Engine) -> list[list[ReadLine]]:
    """The lines of each strip, at their place on the sheet."""
    boxes = [
        Box(left=0, top=s.top, right=s.image.shape[1], bottom=s.top + s.image.shape[0])
        for s in strips
    ]
    found: list[list[ReadLine]] = [[] for _ in strips]
    for mode, is_block in ((Segmentation.LINE, False), (Segmentation.BLOCK, True)):
        chosen = [number for number, strip in enumerate(strips) if strip.is_block is is_block]
        if not chosen:
            continue
        crops = [crop(sheet.image, boxes[number], dpi=sheet.dpi) for number in chosen]
        for number, lines in zip(
            chosen, engine.read(crops, segmentation=mode, dpi=sheet.dpi), strict=True
        ):
            found[number] = [placed(line, boxes[number], dpi=sheet.dpi) for line in lines]
    return found


def _best(
    strips: Sequence[_Strip], sheet: CleanPage, engine: Engine
) -> Iterator[tuple[_Strip, list[ReadLine]]]:
    """Each row of a label at the slant at which it reads best, with the lines to believe."""
    best: dict[tuple[int, int], tuple[float, _Strip, list[ReadLine]]] = {}
    for strip, lines in zip(strips, _read(strips, sheet, engine), strict=True):
        good = [line for line in lines if _is_believed(line)]
        trust = sum(confidence(line) for line in good)
        key = strip.label, strip.row
        if good and (key not in best or trust > best[key][0]):
            best[key] = trust, strip, good
    for _, strip, lines in best.values():
        yield strip, lines


def _is_believed(line: ReadLine) -> bool:
    count = sum(map(str.isalnum, line.text))
    if not count:
        return False
    return confidence(line) >= (BELIEVED if count > 1 else LONE)


def _back(line: ReadLine, strip: _Strip) -> ReadLine:
    """A line of the sheet at its place on the page."""
    return ReadLine(tuple(replace(word, box=_box_back(word.box, strip)) for word in line.words))


def _box_back(box: Box, strip: _Strip) -> Box:
    xs = np.array([box.left, box.right, box.right, box.left])
    ys = np.array([box.top, box.top, box.bottom, box.bottom]) - strip.top
    points = strip.back @ np.vstack([xs, ys, np.ones(4)])
    left, top = (int(value) for value in points.min(axis=1))
    right, bottom = (int(value) + 1 for value in points.max(axis=1))
    return Box(left=left, top=top, right=right, bottom=bottom)


def _fractions_joined(
    lines: Sequence[tuple[int, ReadLine]], labels: Sequence[Label]
) -> Iterator[ReadLine]:
    """The lines, Zähler and Nenner of a fraction as the one number that they are."""
    of_label: dict[int, list[ReadLine]] = {}
    for place, line in lines:
        of_label.setdefault(place, []).append(line)
    for place, found in of_label.items():
        if len(labels[place].rows) == 2 and len(found) == 2 and all(map(_is_number, found)):
            (over,), (under,) = (line.words for line in found)
            yield ReadLine((_fraction(over, under),))
        else:
            yield from found


def _is_number(line: ReadLine) -> bool:
    return len(line.words) == 1 and line.text.isdecimal()


def _fraction(over: ReadWord, under: ReadWord) -> ReadWord:
    """One word of two; where either was read in two ways, so was the whole."""
    others = [
        f"{a}/{b}"
        for a in (over.text, *over.alternatives)
        for b in (under.text, *under.alternatives)
    ]
    return ReadWord(
        text=others[0],
        box=over.box.united(under.box),
        confidence=min(over.confidence, under.confidence),
        alternatives=tuple(others[1:]),
    )
