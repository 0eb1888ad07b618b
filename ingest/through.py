"""Strokes drawn through writing, whatever their course: they hang letters and gaps together.

Letters of a line do not touch across the gap between two words, nor lines across the white between
them; ink that runs on there, thin and alone, and goes through letters on both sides, was drawn.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from baulast.cleaned import Image
from baulast.connected import connected
from baulast.model import Box

Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]

LETTER_MM = (1.0, 6.0)  # heights of the pieces that tell the height of type
LONG = 7.0  # heights of type: a long word, or two of them
THIN = 0.5  # heights of type: a felt pen's stroke, climbing
GAP = 0.55  # heights of type that a stroke runs alone between words
GAPS = 2  # such places; one may be a dash that touches a letter
FULL = 0.6  # heights of type that a column of ink has in a letter
LETTERS = 3  # that a stroke goes through
HIGH = 1.8  # heights of type: more than one line, whose letters may be smeared together
STEP = 2  # every second pixel tells enough
RADII = (0.35, 0.6)  # heights of type, of circles around a place
ROUND = 32  # places on a circle: a stroke of a letter is wider than a step between them
LONE = 4  # places of a letter's size where a stroke is alone


def strokes_through(ink: Image, dpi: float) -> tuple[Box, ...]:
    """Where strokes run through writing; ``ink`` without the rules of forms, 150 dpi serve best."""
    labels, stats = connected(ink)
    height = _type_height(stats, dpi / 25.4)
    if height is None:
        return ()
    large = np.flatnonzero(stats[:, 2:4].max(axis=1) >= LONG * height)
    found = []
    for number in large[large > 0].tolist():
        left, top, width, high, _ = (int(v) for v in stats[number])
        piece = labels[top : top + high, left : left + width] == number
        box = _level(piece, height) or _slanted(piece, ink > 0, left, top, height)
        if box is not None:
            found.append(_moved(box, left, top))
    return tuple(found)


def _type_height(stats: npt.NDArray[np.int32], mm: float) -> float | None:
    """The median height of pieces that may be letters, weighed by their ink."""
    letters = stats[1:][(stats[1:, 3] > LETTER_MM[0] * mm) & (stats[1:, 3] < LETTER_MM[1] * mm)]
    if len(letters) == 0:
        return None
    order = np.argsort(letters[:, 3], kind="stable")
    weights = np.cumsum(letters[order, 4])
    return float(letters[order[int(np.searchsorted(weights, weights[-1] / 2))], 3])


def _level(piece: Flags, height: float) -> Box | None:
    """Where a piece is nothing but a thin stroke between letters, column by column; else None."""
    if piece.shape[1] < LONG * height:
        return None
    bare, full = _columns(piece, height)
    gaps = [run for run in _runs(bare) if run[1] - run[0] >= GAP * height]
    if len(gaps) < GAPS or len(list(_runs(full))) < LETTERS:
        return None
    rows = np.flatnonzero(np.any([piece[:, a:b].any(axis=1) for a, b in gaps], axis=0))
    return Box(left=0, top=int(rows[0]), right=piece.shape[1], bottom=int(rows[-1]) + 1)


def _columns(piece: Flags, height: float) -> tuple[Flags, Flags]:
    """Which columns hold a thin stroke alone, or two; which hold a letter."""
    edges = np.diff(piece.astype(np.int8), axis=0, prepend=0, append=0)
    begins, ends = np.argwhere(edges.T == 1), np.argwhere(edges.T == -1)
    lengths = ends[:, 1] - begins[:, 1]
    longest = np.zeros(piece.shape[1])
    np.maximum.at(longest, begins[:, 0], lengths)
    count = np.bincount(begins[:, 0], minlength=piece.shape[1])
    return (count > 0) & (count <= 2) & (longest <= THIN * height), longest >= FULL * height


def _runs(flags: Flags) -> Iterator[tuple[int, int]]:
    changes = np.flatnonzero(np.diff(np.concatenate([[0], flags.astype(np.int8), [0]])))
    yield from zip(changes[::2].tolist(), changes[1::2].tolist(), strict=True)


def _slanted(piece: Flags, ink: Flags, left: int, top: int, height: float) -> Box | None:
    """The piece, where in it a lone stroke goes on and on between letters; else None.

    A circle around a place on a lone stroke meets ink twice; inside of writing more often.
    """
    if piece.shape[0] < HIGH * height:
        return None
    ys, xs = np.nonzero(piece[::STEP, ::STEP])
    ys, xs = ys * STEP, xs * STEP
    met = np.max([_met(ink, ys + top, xs + left, r * height) for r in RADII], axis=0)
    lone = _places(piece.shape, ys[met == 2], xs[met == 2], height)
    busy = _places(piece.shape, ys[met > 3], xs[met > 3], height)
    if lone < LONE or busy < LETTERS:
        return None
    return Box(left=0, top=0, right=piece.shape[1], bottom=piece.shape[0])


def _met(ink: Flags, ys: Places, xs: Places, radius: float) -> Places:
    """How often a circle around each place meets ink."""
    angles = np.linspace(0, 2 * np.pi, ROUND, endpoint=False)
    rows = np.clip(np.round(ys[:, None] + radius * np.sin(angles)).astype(int), 0, ink.shape[0] - 1)
    columns = np.round(xs[:, None] + radius * np.cos(angles)).astype(int)
    seen = ink[rows, np.clip(columns, 0, ink.shape[1] - 1)]
    return np.asarray((seen & ~np.roll(seen, 1, axis=1)).sum(axis=1))


def _places(shape: tuple[int, ...], ys: Places, xs: Places, height: float) -> int:
    """At how many places of the size of a letter the points lie that are more than a few."""
    grid = np.zeros((int(shape[0] / height) + 1, int(shape[1] / height) + 1), int)
    np.add.at(grid, ((ys / height).astype(int), (xs / height).astype(int)), 1)
    return int(np.count_nonzero(grid * STEP >= 0.5 * height))


def _moved(box: Box, x: int, y: int) -> Box:
    return Box(left=box.left + x, top=box.top + y, right=box.right + x, bottom=box.bottom + y)
