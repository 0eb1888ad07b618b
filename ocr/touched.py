"""Letters that a stroke too tall for type touches: the signature below a date, a tick in a number.

The stroke is left out of what is read, so a letter that hangs on it would be lost: "Septe ber".
Of the stroke's ink in a row of type, what stands as a letter among the others stays.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from baulast.connected import connected
from baulast.model import Box
from ocr.ink import SCALE, Ink, Pieces

# In heights of type:
FULL = (0.45, 1.6)  # heights of the letters that tell a row
BESIDE = 6.0  # from the stroke to letters of a row that it may run into
SAME_ROW = 0.3  # between the feet of letters of one row
HIGH = 0.5  # of a letter's ink in its row: an x is lower than a capital
WIDE = 2.2  # of letters that touch; a stroke along the row is longer
PITCH = 0.8  # white between letters of a word, with thin ones of a typewriter
OVER = 0.2  # by which slanted letters reach over each other
ROW = 3  # letters that make a row
CLEAR = 0.4  # of paper beyond a row, on the side where a stroke does not go on
CAPITAL = 0.8  # of a digit's height; an x is lower
SLIM = 0.3  # of a digit but 1; a stroke upwards is as slim


def touched_letters(strokes: Pieces, letters: Pieces, ink: Ink, height: float) -> list[Box]:
    """Where ink of the strokes stands as a letter among others of a row."""
    return [
        box
        for stroke in strokes
        for row in _rows_at(stroke, letters, height)
        for box in _letters_in(stroke, row, letters, ink, height)
    ]


def _rows_at(stroke: Pieces, letters: Pieces, height: float) -> Iterator[Box]:
    """The bands of the rows of type that a stroke reaches into."""
    left, top, right, bottom = (int(v) for v in stroke[:4])
    high = letters[:, 3] - letters[:, 1]
    near = letters[
        (high >= FULL[0] * height)
        & (high <= FULL[1] * height)
        & (letters[:, 2] > left - BESIDE * height)
        & (letters[:, 0] < right + BESIDE * height)
        & (letters[:, 3] > top)
        & (letters[:, 1] < bottom)
    ]
    near = near[np.argsort(near[:, 3], kind="stable")]
    parted = np.nonzero(np.diff(near[:, 3]) > SAME_ROW * height)[0] + 1
    for row in np.split(near, parted):
        if len(row) >= ROW:
            head, foot = int(row[:, 1].min()), int(np.median(row[:, 3])) + 1
            yield Box(left=left, top=head, right=right, bottom=foot)


def _letters_in(
    stroke: Pieces, row: Box, letters: Pieces, ink: Ink, height: float
) -> Iterator[Box]:
    """The parts of a stroke in a row's band that stand as letters.

    That is between others; or at the row's end, where the stroke ends with it: one that only
    passes by is not cut off where letters are.
    """
    middles = (letters[:, 1] + letters[:, 3]) / 2
    others = letters[(middles > row.top) & (middles < row.bottom)]
    parts = list(_parts_in(stroke, row, ink, height))
    starts = np.array([*others[:, 0], *(part.left for part in parts)])
    ends = np.array([*others[:, 2], *(part.right for part in parts)])
    for part in parts:
        is_behind = _is_near(part.left - ends, height)
        is_before = _is_near(starts - part.right, height)
        is_slim = part.width < SLIM * height
        goes_on = _goes_on(part, stroke, row, ink, height)
        is_between = is_behind and is_before and not (is_slim and goes_on)
        is_last = (is_behind or is_before) and not is_slim and not goes_on
        if is_between or (is_last and _is_full(part, stroke, ink, height)):
            yield part


def _parts_in(stroke: Pieces, row: Box, ink: Ink, height: float) -> Iterator[Box]:
    """What of a stroke lies in a row's band and is as large as letters."""
    seen = _of(stroke, row, ink)
    for left, _, width, high, _ in connected(seen)[1][1:].tolist():
        if high >= HIGH * height * SCALE and width <= WIDE * height * SCALE:
            start = row.left + int(left / SCALE)
            end = row.left + int((left + width) / SCALE) + 1
            yield replace(row, left=start, right=end)


def _of(stroke: Pieces, box: Box, ink: Ink) -> npt.NDArray[np.uint8]:
    """1 where the ink in a box is of the stroke, at half the resolution."""
    rows = slice(max(0, int(box.top * SCALE)), max(0, int(np.ceil(box.bottom * SCALE))))
    columns = slice(max(0, int(box.left * SCALE)), int(np.ceil(box.right * SCALE)))
    return np.asarray(ink.labels[rows, columns] == stroke[5], dtype=np.uint8)


def _is_near(gaps: npt.NDArray[np.int64], height: float) -> bool:
    return bool(((gaps > -OVER * height) & (gaps < PITCH * height)).any())


def _goes_on(part: Box, stroke: Pieces, row: Box, ink: Ink, height: float) -> bool:
    """Whether a stroke goes on above and below its part in a row."""
    beyond = round(CLEAR * height)
    above = replace(part, top=row.top - beyond, bottom=row.top - 1)
    below = replace(part, top=row.bottom + 2, bottom=row.bottom + beyond)
    return bool(_of(stroke, above, ink).any() and _of(stroke, below, ink).any())


def _is_full(part: Box, stroke: Pieces, ink: Ink, height: float) -> bool:
    """Whether a part fills its row as a capital or digit does."""
    rows = np.flatnonzero(_of(stroke, part, ink).any(axis=1))
    return bool((rows[-1] - rows[0] + 1) / SCALE >= CAPITAL * height)
