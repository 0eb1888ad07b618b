"""Strokes, stamps and notes drawn on a scan, as clerks delete an entry; seeded."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

import cv2
import numpy as np
import numpy.typing as npt

from baulast.cleaned import Image
from baulast.model import Box

Ink = npt.NDArray[np.float32]  # 0: paper, 1: all ink
Point = tuple[float, float]
Stroke = list[Point]

INKS = {  # BGR on white paper; in a grey scan their grey
    "red": (50, 45, 200),
    "black": (40, 40, 40),
    "blue": (150, 60, 40),
    "violet": (140, 50, 120),
    "pencil": (130, 130, 130),
    "faint red": (160, 155, 225),
}
FAINT = ("pencil", "faint red")
PEN_MM = (0.25, 0.7)  # ball pens to felt pens
STEP_MM = 1.0  # between the points of a stroke drawn by hand
TREMBLE_MM = 0.12
BLACK_FROM = 0.35  # of all ink; scanners judge it against the paper nearby


@dataclass(frozen=True, slots=True)
class Passage:
    """The lines of an entry on a scan, and how high its capitals stand."""

    lines: tuple[Box, ...]
    height: float
    beside: Box | None = None  # room for a note beside the wording; None: there is none
    number: Box | None = None  # the running number; None: it does not stand apart

    @property
    def box(self) -> Box:
        box = self.lines[0]
        for line in self.lines[1:]:
            box = box.united(line)
        return box


def struck(scan: Image, passage: Passage, pen: str, ink: str, rng: Random, dpi: float) -> Image:
    """The scan with a passage struck in one of ``PENS``."""
    cover = np.zeros(scan.shape[:2], np.float32)
    width = max(1, round(rng.uniform(*PEN_MM) * dpi / 25.4))
    for stroke in PENS[pen](passage, rng, dpi / 25.4):
        points = np.array([stroke], np.float32)
        cv2.polylines(cover, [(points * 8).astype(np.int32)], False, 1.0, width, cv2.LINE_AA, 3)
    cover = np.asarray(cv2.GaussianBlur(cover, (0, 0), 0.6), dtype=np.float32)
    return inked(scan, cover * rng.uniform(0.75, 1.0), ink)


def inks_on(scan: Image) -> tuple[str, ...]:
    """The inks that can be seen on a scan: faint ones are lost in black and white."""
    lost = FAINT if is_bilevel(scan) else ()
    return tuple(ink for ink in INKS if ink not in lost)


def is_bilevel(scan: Image) -> bool:
    return scan.ndim == 2 and not np.any((scan > 64) & (scan < 192))


def inked(scan: Image, cover: Ink, ink: str) -> Image:
    """The scan with ink laid over it as light is taken away: black stays black."""
    tone = np.array(INKS[ink], np.float32) / 255
    if scan.ndim == 2:
        if is_bilevel(scan):
            return np.asarray(np.where(cover > BLACK_FROM, 0, scan), dtype=np.uint8)
        grey = float(tone @ np.array([0.114, 0.587, 0.299], np.float32))
        dark = scan * (1 - cover * (1 - grey))
        return np.asarray(dark, dtype=np.uint8)
    return np.asarray(scan * (1 - cover[:, :, None] * (1 - tone)), dtype=np.uint8)


def _by_hand(points: Sequence[Point], rng: Random, mm: float) -> Stroke:
    """A stroke through the points that trembles and drifts as a hand does."""
    out: Stroke = []
    drift = 0.0
    for (x0, y0), (x1, y1) in pairwise(points):
        steps = max(2, int(np.hypot(x1 - x0, y1 - y0) / (STEP_MM * mm)))
        for step in range(steps + 1):
            drift = 0.97 * drift + rng.gauss(0, TREMBLE_MM * mm / 3)
            share = step / steps
            out.append((x0 + (x1 - x0) * share, y0 + (y1 - y0) * share + drift))
    return out


def _ends(line: Box, rng: Random, mm: float) -> tuple[float, float]:
    return line.left - rng.uniform(-1, 3) * mm, line.right + rng.uniform(-2, 3) * mm


def _middle(line: Box, height: float) -> float:
    """Half the height of small letters above the line's foot."""
    return _foot(line, height) - 0.36 * height


def _foot(line: Box, height: float) -> float:
    return min(line.bottom, (line.top + line.bottom) / 2 + 0.5 * height)


def _lines(passage: Passage, rng: Random, mm: float) -> Iterator[Stroke]:
    for line in passage.lines:
        left, right = _ends(line, rng, mm)
        y = _middle(line, passage.height) + rng.gauss(0, 0.15) * passage.height
        yield _by_hand([(left, y), (right, y + rng.gauss(0, 0.3) * mm)], rng, mm)


def _ruler(passage: Passage, rng: Random, mm: float) -> Iterator[Stroke]:
    for line in passage.lines:
        left, right = _ends(line, rng, mm)
        y = _middle(line, passage.height)
        yield [(left, y), (right, y)]


def _baseline(passage: Passage, rng: Random, mm: float) -> Iterator[Stroke]:
    for line in passage.lines:
        left, right = _ends(line, rng, mm)
        y = _foot(line, passage.height)
        yield [(left, y), (right, y)]


def _double(passage: Passage, rng: Random, mm: float) -> Iterator[Stroke]:
    for line in passage.lines:
        left, right = _ends(line, rng, mm)
        for off in (-0.14, 0.14):
            y = _middle(line, passage.height) + off * passage.height
            yield _by_hand([(left, y), (right, y)], rng, mm)


def _cross(passage: Passage, rng: Random, mm: float) -> Iterator[Stroke]:
    box = passage.box
    left, right = _ends(box, rng, mm)
    yield _by_hand([(left, box.top - mm), (right, box.bottom + mm)], rng, mm)
    yield _by_hand([(left, box.bottom + mm), (right, box.top - mm)], rng, mm)


def _diagonal(passage: Passage, rng: Random, mm: float) -> Iterator[Stroke]:
    box = passage.box
    left, right = _ends(box, rng, mm)
    yield _by_hand([(left, box.bottom + mm), (right, box.top - mm)], rng, mm)


def _zigzag(passage: Passage, rng: Random, mm: float) -> Iterator[Stroke]:
    box = passage.box
    turns = rng.randint(4, 9)
    xs = np.linspace(box.left, box.right, turns)
    ys = [(box.top, box.bottom)[turn % 2] for turn in range(turns)]
    yield _by_hand([(float(x), float(y)) for x, y in zip(xs, ys, strict=True)], rng, mm)


def _wave(passage: Passage, rng: Random, mm: float) -> Iterator[Stroke]:
    length = rng.uniform(3, 8) * mm
    for line in passage.lines:
        left, right = _ends(line, rng, mm)
        middle, high = _middle(line, passage.height), rng.uniform(0.2, 0.5) * passage.height
        xs = np.arange(left, right, mm / 4)
        yield [(float(x), middle + high * float(np.sin(x / length * 2 * np.pi))) for x in xs]


def _z(passage: Passage, rng: Random, mm: float) -> Iterator[Stroke]:
    box = passage.box
    left, right = _ends(box, rng, mm)
    corners = [(left, box.top), (right, box.top), (left, box.bottom), (right, box.bottom)]
    yield _by_hand([(float(x), float(y)) for x, y in corners], rng, mm)


def _underline(passage: Passage, rng: Random, mm: float) -> Iterator[Stroke]:
    """Below the feet of every line: reddened, as the rules of 1908 have it (domain notes 1.5)."""
    for line in passage.lines:
        left, right = _ends(line, rng, mm)
        y = _foot(line, passage.height) + rng.uniform(0.08, 0.25) * passage.height
        yield _by_hand([(left, y), (right, y)], rng, mm)


def _brackets(passage: Passage, rng: Random, mm: float) -> Iterator[Stroke]:
    """A bracket in the margins on both sides, or on the left alone."""
    box, serif = passage.box, rng.uniform(1.5, 3) * mm
    gap = rng.uniform(0.5, 1.5) * mm
    top, bottom = box.top - 0.5 * mm, box.bottom + 0.5 * mm
    left, right = box.left - gap, box.right + gap
    sides = [(left, serif), (right, -serif)][: rng.choice([1, 2, 2])]
    for x, way in sides:
        yield _by_hand([(x + way, top), (x, top + 1), (x, bottom - 1), (x + way, bottom)], rng, mm)


def _part(passage: Passage, rng: Random, mm: float) -> Iterator[Stroke]:
    """A diagonal over some of the lines: nobody strokes to the last word."""
    count = len(passage.lines)
    own = max(2, round(rng.uniform(0.4, 0.7) * count))
    first = rng.randint(0, max(0, count - own))
    yield from _diagonal(Passage(passage.lines[first : first + own], passage.height), rng, mm)


def _hatching(passage: Passage, rng: Random, mm: float) -> Iterator[Stroke]:
    """Slanted strokes side by side from the first line to the last."""
    box, step = passage.box, rng.uniform(6, 15) * mm
    wide = min(box.height * rng.uniform(0.5, 1.2), box.width / 2)
    for x in np.arange(box.left, box.right - wide, step):
        yield _by_hand([(float(x), box.bottom), (float(x) + wide, box.top)], rng, mm)


def _frame(passage: Passage, rng: Random, mm: float) -> Iterator[Stroke]:
    """A frame around the wording, drawn in one go."""
    box = passage.box
    left, right = box.left - rng.uniform(0.5, 2) * mm, box.right + rng.uniform(0.5, 2) * mm
    top, bottom = box.top - rng.uniform(0, 1) * mm, box.bottom + rng.uniform(0.5, 1.5) * mm
    corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
    yield _by_hand(corners, rng, mm)


def _number(passage: Passage, rng: Random, mm: float) -> Iterator[Stroke]:
    """The running number alone, crossed or struck."""
    if passage.number is None:
        return
    box, reach = passage.number, passage.height * rng.uniform(0.4, 1.0)
    left, right = box.left - reach, box.right + reach
    top, bottom = box.top - reach / 2, box.bottom + reach / 2
    middle = (top + bottom) / 2
    up, down = [(left, bottom), (right, top)], [(left, top), (right, bottom)]
    for stroke in rng.choice([[up, down], [up], [[(left, middle), (right, middle)]]]):
        yield _by_hand(stroke, rng, mm)


PENS: dict[str, Callable[[Passage, Random, float], Iterator[Stroke]]] = {
    "line": _lines,
    "ruler": _ruler,
    "baseline": _baseline,
    "double": _double,
    "cross": _cross,
    "diagonal": _diagonal,
    "zigzag": _zigzag,
    "wave": _wave,
    "z": _z,
    "underline": _underline,
    "brackets": _brackets,
    "part": _part,
    "hatching": _hatching,
    "frame": _frame,
    "number": _number,
}
