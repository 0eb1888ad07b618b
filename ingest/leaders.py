"""Rows of equal signs in equal steps: dotted blanks, and lines made of "=" and "-".

They hold no text. Engines take them for letters or lose the line of type that stands on them.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

Chosen = npt.NDArray[np.bool_]
Boxes = npt.NDArray[np.int32]  # a row for each piece of ink: left, top, right, bottom
Places = npt.NDArray[np.float64]

DOT_MM = (0.15, 1.2)  # of a dotted line, up to those of a bold matrix print
APART = 1.6  # steps are so many dots wide; small letters stand closer
DASH_MM = (0.7, 2.6)  # as long as "-" or "="
FLAT = 0.85  # of its length: the two lines of "=" may have run together; no letter is as flat
STEP_MM = (0.5, 3.2)  # from sign to sign
OFF_PX = 1.5  # by which signs of one row stand off each other, and steps differ
DOTS = 6  # in equal steps: dots of a row of i's are not so even
DASHES = 10  # in equal steps: text has no such row, nor has type that was struck out with "-"
UNEQUAL_PX = 2  # by which nearly all dashes of one machine differ in length
HIDDEN = 8  # steps that a word typed on the dots may hide; longer ones let some show
COLON_MM = 2.5  # from dot to dot of a colon, at most: it ends a row of dots
ALIKE = 0.35  # of a dot's size: a full stop of the type is larger, dirt smaller


def leaders(boxes: Boxes, mm: float) -> Chosen:
    """Which pieces are signs of such rows; those of a dotted line also between words on it."""
    sizes = (boxes[:, 2:] - boxes[:, :2]).astype(np.float64)
    out = np.zeros(len(boxes), dtype=bool)
    extent = sizes.max(axis=1, initial=0.0)
    dots = np.flatnonzero((extent >= DOT_MM[0] * mm) & (extent <= DOT_MM[1] * mm))
    for row in _rows(boxes, dots, mm, least=DOTS):
        if _step(boxes, row) < APART * np.median(extent[row]):
            continue
        further = _further(boxes, row, dots)
        last = max((*row, *further), key=lambda dot: boxes[dot, 0])
        out[[*row, *further, *_colon(boxes, last, dots, _step(boxes, row), mm)]] = True
    is_dash = (sizes[:, 0] >= DASH_MM[0] * mm) & (sizes[:, 0] <= DASH_MM[1] * mm)
    dashes = np.flatnonzero(is_dash & (sizes[:, 1] <= FLAT * sizes[:, 0]))
    for row in _rows(boxes, dashes, mm, least=DASHES):
        if np.subtract(*np.percentile(sizes[row, 0], (90, 10))) <= UNEQUAL_PX:
            out[row] = True
    return out


def _colon(
    boxes: Boxes, last: int, dots: npt.NDArray[np.intp], step: float, mm: float
) -> list[int]:
    """The dots of the colon that ends a row of dots, in its last place or the next; else none.

    Alone between two blanks it is read as a letter.
    """
    xs, ys = (boxes[dots, :2] + boxes[dots, 2:]).T / 2
    x, y = (boxes[last, :2] + boxes[last, 2:]) / 2
    for place in (x, x + step):
        over = np.abs(xs - place) <= OFF_PX
        lower = np.flatnonzero(over & (np.abs(ys - y) <= OFF_PX))
        upper = np.flatnonzero(over & (y - ys > OFF_PX) & (y - ys <= COLON_MM * mm))
        if len(lower) and len(upper):
            return [int(dots[lower[0]]), int(dots[upper[0]])]
    return []


def _rows(
    boxes: Boxes, signs: npt.NDArray[np.intp], mm: float, *, least: int
) -> Iterator[list[int]]:
    """Signs that stand in one row in equal steps, from left to right; none twice."""
    if len(signs) < least:
        return
    xs, ys = (boxes[signs, :2] + boxes[signs, 2:]).T / 2
    following = _next(xs, ys, mm)
    taken = np.zeros(len(signs), dtype=bool)
    for start in np.argsort(xs):
        row = [int(start)]
        while not taken[row[-1]] and (after := int(following[row[-1]])) >= 0:
            step, first = xs[after] - xs[row[-1]], xs[row[min(1, len(row) - 1)]] - xs[row[0]]
            if len(row) > 1 and abs(step - first) > OFF_PX:
                break
            row.append(after)
        if len(row) >= least:
            taken[row[:-1]] = True
            yield [int(sign) for sign in signs[row]]


def _next(xs: Places, ys: Places, mm: float) -> npt.NDArray[np.int64]:
    """For each sign the nearest one to its right in the same row, or -1."""
    following = np.full(len(xs), -1, dtype=np.int64)
    low, high = STEP_MM[0] * mm, STEP_MM[1] * mm
    by_y = np.argsort(ys)
    ranks = ys[by_y]
    for number in range(len(xs)):
        first, last = np.searchsorted(ranks, [ys[number] - OFF_PX, ys[number] + OFF_PX])
        near = by_y[first:last]
        steps = xs[near] - xs[number]
        right = near[(steps >= low) & (steps <= high)]
        if len(right):
            following[number] = right[np.argmin(xs[right])]
    return following


def _step(boxes: Boxes, row: list[int]) -> float:
    middles = (boxes[row, 0] + boxes[row, 2]) / 2
    return float(middles[-1] - middles[0]) / (len(row) - 1)


def _further(boxes: Boxes, row: list[int], dots: npt.NDArray[np.intp]) -> list[int]:
    """The dots of a row that stand in its steps on both sides, where words hide those between."""
    size = float(np.median((boxes[row, 2:] - boxes[row, :2]).max(axis=1)))
    sizes = (boxes[dots, 2:] - boxes[dots, :2]).max(axis=1)
    alike = dots[np.abs(sizes - size) <= ALIKE * size]
    xs, ys = (boxes[alike, :2] + boxes[alike, 2:]).T / 2
    found: list[int] = []
    ends = ((boxes[end, :2] + boxes[end, 2:]) / 2 for end in (row[0], row[-1]))
    step = _step(boxes, row)
    for (x, y), stride in zip(ends, (-step, step), strict=True):
        hidden, before = 0, None
        while hidden <= HIDDEN:
            x += stride
            off = np.maximum(np.abs(xs - x), np.abs(ys - y))
            if not len(off) or off.min() > OFF_PX:
                hidden, before = hidden + 1, None
                continue
            dot = int(off.argmin())
            x, y = xs[dot], ys[dot]
            if before is not None:  # a full stop of the type may stand in step, two do not
                found += [before, int(alike[dot])]
                hidden = 0
            else:
                hidden += 1
            before = int(alike[dot])
    return found
