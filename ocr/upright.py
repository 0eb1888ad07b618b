"""Which way up a page is, by the evidence of reading.

A few lines are read one way and the other: upside down, German becomes letters without sense that
the engine itself does not trust. The ink tells whether lines run across the page or along it, and
reading has the last word on that too.
"""

from collections.abc import Iterator

import cv2
import numpy as np

from baulast.cleaned import CleanPage, Image
from ocr.engine import Engine, ReadLine, Segmentation
from ocr.lines import framed

MEASURE_DPI = 75  # lines hold together and letters within a line touch when smeared
SMEAR_IN = 0.16  # two blanks of 10 pitch: joins the words of a line, not the lines
LINE_HEIGHT_IN = (0.05, 0.3)  # 5 point without ascenders to a heading
ELONGATED = 5  # times as long as high: a line of text, not a blot
SHORTEST_IN = 0.8  # about ten letters: fewer read well by chance
LONGEST_IN = 2.5  # of a line this much is read: thirty letters tell, more only costs
LINES = 4  # read in each direction; two decide nearly always
MORE_LINES = 12  # where these tell nothing: struck out lines are long, and say nothing
SURE = 15.0  # trusted letters ahead of the other way: four words that cannot be chance
DECIDED = 5.0  # one long word: enough where no other direction says anything
TRUSTED = 0.6  # below this the engine guesses; upside-down lines stay below it mostly


def upright(clean: CleanPage, engine: Engine) -> int:
    """Degrees clockwise that are still missing: 0, 90, 180 or 270; 0 where nothing can be read."""
    scale = MEASURE_DPI / clean.dpi
    small: Image = cv2.resize(clean.image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)  # type: ignore[assignment]
    directions = [(0, _line_boxes(small)), (90, _line_boxes(np.rot90(small, -1)))]
    directions.sort(key=lambda direction: -_length(direction[1]))
    best_turn, best_lead = 0, 0.0
    for first, last in ((0, LINES), (LINES, MORE_LINES)):
        for turn, boxes in directions:
            turned = np.rot90(clean.image, -turn // 90)
            lines = _crops(turned, boxes[first:last], scale, clean.dpi)
            lead = _lead(lines, engine, clean.dpi)
            if abs(lead) > abs(best_lead):
                best_turn, best_lead = turn if lead > 0 else turn + 180, lead
            if abs(lead) >= SURE:
                return best_turn
        if abs(best_lead) >= DECIDED:
            return best_turn
    return best_turn


def _lead(lines: Iterator[Image], engine: Engine, dpi: float) -> float:
    """Trusted letters as the lines stand, less those upside down; stops once it is sure."""
    lead = 0.0
    for line in lines:
        lead += _trust(engine, line, dpi)
        if lead >= SURE:  # lines that read well this way cannot read well the other way
            break
        lead -= _trust(engine, np.rot90(line, 2), dpi)
        if lead <= -SURE:
            break
    return lead


def _line_boxes(small: Image) -> list[tuple[int, int, int, int]]:
    """Left, top, width, height of what looks like lines of text across the image, longest first."""
    ink = (small < 160).astype(np.uint8)  # half covered by a stroke is ink at this resolution
    smear = cv2.getStructuringElement(cv2.MORPH_RECT, (round(SMEAR_IN * MEASURE_DPI), 1))
    _, _, stats, _ = cv2.connectedComponentsWithStats(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, smear))
    lowest, highest = (inches * MEASURE_DPI for inches in LINE_HEIGHT_IN)
    boxes = [
        (int(left), int(top), int(width), int(height))
        for left, top, width, height, _ in stats[1:]
        if lowest <= height <= highest
        and width >= ELONGATED * height
        and width >= SHORTEST_IN * MEASURE_DPI
    ]
    return sorted(boxes, key=lambda box: -box[2])


def _length(boxes: list[tuple[int, int, int, int]]) -> int:
    return sum(width for _, _, width, _ in boxes)


def _crops(
    image: Image, boxes: list[tuple[int, int, int, int]], scale: float, dpi: float
) -> Iterator[Image]:
    for left, top, width, height in boxes:
        margin = height // 4  # dots and tails that the smearing left out; no more of the next line
        part = image[
            max(0, round((top - margin) / scale)) : round((top + height + margin) / scale),
            round(left / scale) : round(left / scale)
            + min(round(width / scale), round(LONGEST_IN * dpi)),
        ]
        yield framed(part, dpi=dpi)


def _trust(engine: Engine, line: Image, dpi: float) -> float:
    """Letters that the engine trusts, in words of four and more: "sop" is "dos" upside down."""
    (lines,) = engine.read([line], segmentation=Segmentation.LINE, dpi=dpi)
    return sum(trusted_letters(line) for line in lines)


def trusted_letters(line: ReadLine) -> float:
    return sum(
        word.confidence * len(word.text)
        for word in line.words
        if word.confidence > TRUSTED and sum(map(str.isalpha, word.text)) >= 4
    )
