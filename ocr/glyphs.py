"""The digits of a word one by one, as the shapes that a type left on the paper."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from baulast.cleaned import Image
from baulast.connected import connected
from baulast.model import Box
from ocr.engine import ReadWord

PAD_PX = 3  # boxes of words cut into the letters at their edge by less
SPECK_PX = 6  # area of a piece; dots have more, even at 150 dpi
ABOVE = 0.5  # of its width a piece lies over another: the halves of a broken letter
DIGIT = 0.7  # of the word's highest piece; lower is what is left of a digit
SHAPE = (20, 28)  # pixels that a shape is compared in: a digit of type at 200 dpi
SOFT = 0.8  # pixels; the grain of the paper along an edge is no shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyph:
    """The ink of one digit."""

    shape: npt.NDArray[np.float32]  # around 0, of length 1: a product of two is their likeness
    slimness: float  # width by height
    height: int


def glyphs_of(word: ReadWord, image: Image) -> tuple[Glyph | None, ...]:
    """A glyph for each letter of the word, None where it is no digit.

    Empty where the ink does not come apart into as many pieces as the word has letters.
    """
    box = word.box
    part = image[
        max(0, box.top - PAD_PX) : box.bottom + PAD_PX,
        max(0, box.left - PAD_PX) : box.right + PAD_PX,
    ]
    letters = word.text.replace(" ", "")
    pieces = _pieces(part) if part.size else []
    if len(pieces) != len(letters):
        return ()
    highest = max(piece.height for piece in pieces)
    digits = [(c.isdigit(), piece) for c, piece in zip(letters, pieces, strict=True)]
    if any(is_digit and piece.height < DIGIT * highest for is_digit, piece in digits):
        return ()
    return tuple(_glyph(part, piece) if is_digit else None for is_digit, piece in digits)


def _pieces(part: Image) -> list[Box]:
    """The letters from left to right, what lies above each other as one."""
    _, ink = cv2.threshold(part, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    _, stats = connected(ink.astype(np.uint8))
    boxes = [
        Box(left=int(x), top=int(y), right=int(x + width), bottom=int(y + height))
        for x, y, width, height, area in stats[1:]  # the first is the paper
        if area >= SPECK_PX
    ]
    found: list[Box] = []
    for box in sorted(boxes, key=lambda box: box.left):
        if found:
            before = found[-1]
            shared = min(before.right, box.right) - max(before.left, box.left)
            if shared > ABOVE * min(before.width, box.width):
                found[-1] = before.united(box)
                continue
        found.append(box)
    return found


def _glyph(part: Image, box: Box) -> Glyph:
    ink = (255 - part[box.top : box.bottom, box.left : box.right]).astype(np.float32)
    is_larger = box.width > SHAPE[0]
    shape = cv2.resize(ink, SHAPE, interpolation=cv2.INTER_AREA if is_larger else cv2.INTER_CUBIC)
    shape = cv2.GaussianBlur(shape, (0, 0), SOFT).ravel()
    shape = shape - shape.mean()
    return Glyph(
        shape=(shape / max(float(np.linalg.norm(shape)), 1.0)).astype(np.float32),
        slimness=box.width / box.height,
        height=box.height,
    )
