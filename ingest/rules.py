"""Ruled lines: found on the straightened page, taken out without the letters that touch them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from baulast.cleaned import Image
from baulast.connected import connected
from baulast.model import Box

Places = npt.NDArray[Any]

LONG_MM = 9.0  # shorter strokes belong to letters, logos and signatures
UNBROKEN_MM = 5.0  # no stroke of a letter is as long, and no worn line is broken more often
THICK_MM = 1.6  # a thicker bar is a picture or a dark border
HAIRLINE_MM = 0.9  # a thicker one counts only if it is very long
BAR_LENGTHS = 60  # times its thickness
LEVEL_JOIN_MM = 6.0  # worn lines break where a letter or a fold crosses them
WORN_MM = 15.0  # between parts that are lines for certain
JOIN_MM = 2.5  # upright lines: tables stand further apart than this
SURE_MM = 25.0  # longer than the words that bold type smears into one
SHORT_BARE_SHARE = 0.8  # a short line counts only if it stands alone
COVERED_SHARE = 0.75  # of a line's length shows ink; faded copies lose a fifth
BARE_PX = 2.5  # of paper on both sides, at 150 dpi
MARGIN_PX = 2  # that a rule's fringe takes on both sides
THINNEST = 25  # percentile of a line's thickness where nothing runs beside it
DOUBLE = 1.5  # times as thick: something does
BARE_SHARE = 0.45  # of a line's ink has paper on both sides; in a row of smeared letters a tenth


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A line along an axis of an image: from ``start`` to ``end``, at ``at_start`` and ``at_end``.

    For a level rule ``start`` is its left x and ``at_start`` its y there; for an upright one
    ``start`` is its upper y and ``at_start`` its x there.
    """

    level: bool
    start: float
    end: float
    at_start: float
    at_end: float
    thick: float

    @property
    def length(self) -> float:
        return self.end - self.start

    @property
    def middle(self) -> float:
        return (self.at_start + self.at_end) / 2

    def at(self, place: float) -> float:
        """Where the rule's middle lies at ``place`` along it."""
        share = (place - self.start) / max(1.0, self.length)
        return self.at_start + (self.at_end - self.at_start) * share

    def centres(self, places: Places) -> Places:
        """Where the rule's middle lies at the pixels ``places`` along it."""
        slope = (self.at_end - self.at_start) / max(1.0, self.length)
        return self.at_start + slope * (places + 0.5 - self.start)

    def across(self, size: int) -> "Rule":
        """The rule run on from one side of the page to the other, ``size`` pixels along it."""
        return replace(
            self, start=0.0, end=float(size), at_start=self.at(0.0), at_end=self.at(float(size))
        )

    def scaled(self, factor: float) -> "Rule":
        return replace(
            self,
            start=self.start * factor,
            end=self.end * factor,
            at_start=self.at_start * factor,
            at_end=self.at_end * factor,
            thick=self.thick * factor,
        )

    @property
    def box(self) -> Box:
        low = int(min(self.at_start, self.at_end) - self.thick / 2)
        high = int(max(self.at_start, self.at_end) + self.thick / 2) + 1
        start, end = int(self.start), int(self.end) + 1
        if self.level:
            return Box(left=start, top=low, right=end, bottom=high)
        return Box(left=low, top=start, right=high, bottom=end)


def find_rules(ink: Image, dpi: float) -> tuple[Rule, ...]:
    """The level and upright rules of a straightened page, in pixels of ``ink``.

    150 dpi serve best: hairlines still show, and letters have few pixels.
    """
    return (*_along_rows(ink, dpi, level=True), *find_upright(ink, dpi))


def find_upright(ink: Image, dpi: float) -> list[Rule]:
    """The upright rules alone."""
    return _along_rows(np.asarray(cv2.transpose(ink), dtype=np.uint8), dpi, level=False)


def _along_rows(ink: Image, dpi: float, *, level: bool) -> list[Rule]:
    mm = dpi / 25.4
    run = np.ones((1, round(UNBROKEN_MM * mm)), np.uint8)
    long = cv2.morphologyEx(ink, cv2.MORPH_OPEN, run)
    seen = cv2.dilate(long, np.ones((3, 9), np.uint8))  # joins the steps of a slanted line
    labels, stats = connected(np.asarray(seen, dtype=np.uint8))
    pieces = []
    for number in range(1, len(stats)):
        left, top, width, height = (int(v) for v in stats[number, :4])
        inside = np.array(long[top : top + height, left : left + width], dtype=np.uint8)
        inside[labels[top : top + height, left : left + width] != number] = 0
        # type smears along its rows: only upright ink is told apart, and may be a felt pen's
        lines = [inside] if level else _lines_of(inside, LONG_MM * mm)
        hairline = (HAIRLINE_MM if level else THICK_MM) * mm
        for line in lines:
            piece = _fitted(line, left, top, hairline=hairline, level=level)
            if piece is not None and piece.thick <= THICK_MM * mm:
                pieces.append(piece)
    joined = _joined(pieces, LEVEL_JOIN_MM * mm if level else JOIN_MM * mm, mm)
    long_ones = [rule for rule in joined if rule.length >= LONG_MM * mm]
    ruled = []
    for rule in long_ones:
        # the ink has its rows along the rules, upright ones too
        beside = [replace(other, level=True) for other in long_ones if _is_beside(rule, other)]
        if _is_ruled(without(ink, beside, margin=0), rule, dpi):
            ruled.append(rule)
    return _joined(ruled, WORN_MM * mm, mm) if level else ruled


def _lines_of(inside: Image, long: float) -> Iterator[Image]:
    """The lines that run side by side in a piece: a column's edge, a bracket that touches it."""
    heights = np.count_nonzero(inside, axis=0)
    thin = float(np.percentile(heights[heights > 0], THINNEST))
    if np.count_nonzero(heights > DOUBLE * thin + 1) < long:
        yield inside
        return
    ys, xs = np.nonzero(np.where(heights <= thin + 1, inside, 0))
    slope, base = line_through(xs, ys)
    places = np.arange(inside.shape[1]) * slope + base
    on_line = np.abs(np.arange(len(inside))[:, None] - places) <= thin / 2 + 1
    beside = np.where(on_line, 0, inside).astype(np.uint8)
    labels, stats = connected(np.asarray(cv2.dilate(beside, np.ones((1, 9))), dtype=np.uint8))
    others = [number for number in range(1, len(stats)) if stats[number, 2] >= long]
    yield np.where(on_line, inside, 0).astype(np.uint8) if others else inside
    for number in others:
        yield np.where(labels == number, beside, 0).astype(np.uint8)


def _fitted(inside: Image, left: int, top: int, *, hairline: float, level: bool) -> Rule | None:
    ys, xs = np.nonzero(inside)
    if len(xs) == 0:
        return None
    first, last = int(xs.min()), int(xs.max())
    columns = np.bincount(xs - first)
    thick = float(np.median(columns[columns > 0]))
    if thick > hairline and len(columns) < BAR_LENGTHS * thick:
        return None  # small type smeared into a band
    slope, base = line_through(xs, ys)
    spread = np.abs(ys - (slope * xs + base))
    if float(np.percentile(spread, 90)) > 1.5 * thick + 2:
        return None  # two lines that meet, or a filled area
    return Rule(
        level=level,
        start=left + first,
        end=left + last + 1,
        at_start=top + slope * first + base + 0.5,
        at_end=top + slope * last + base + 0.5,
        thick=thick,
    )


def line_through(xs: Places, ys: Places) -> tuple[float, float]:
    """Slope and height at 0 of the line nearest to the points; level where all are in a column."""
    middle_x, middle_y = float(xs.mean()), float(ys.mean())
    off = xs - middle_x
    spread = float(off @ off)
    slope = float(off @ (ys - middle_y)) / spread if spread else 0.0
    return slope, middle_y - slope * middle_x


def _joined(pieces: list[Rule], gap: float, mm: float) -> list[Rule]:
    """Pieces of one line as one rule."""
    out: list[Rule] = []
    for piece in sorted(pieces, key=lambda rule: rule.start):
        for number, rule in enumerate(out):
            near = abs(rule.at(piece.start) - piece.at_start) < 0.6 * mm
            if near and -2 * mm < piece.start - rule.end < gap:
                out[number] = _one(rule, piece)
                break
        else:
            out.append(piece)
    return out


def _one(rule: Rule, piece: Rule) -> Rule:
    end = max(rule.end, piece.end)
    return replace(
        rule,
        end=end,
        at_end=piece.at_end if piece.end >= rule.end else rule.at_end,
        thick=max(rule.thick, piece.thick) if piece.length > rule.length / 3 else rule.thick,
    )


def _is_beside(rule: Rule, other: Rule) -> bool:
    """Whether two rules run so near to each other that there is no paper between them."""
    start, end = max(rule.start, other.start), min(rule.end, other.end)
    gap = abs(other.at((start + end) / 2) - rule.at((start + end) / 2))
    thick = (rule.thick + other.thick) / 2
    return start < end and thick / 2 < gap < thick + BARE_PX


def _is_ruled(ink: Image, rule: Rule, dpi: float) -> bool:
    """Whether a line runs unbroken and mostly alone, not as the feet of a row of letters."""
    xs = np.arange(int(rule.start), int(rule.end))
    centre = rule.centres(xs)
    reach = rule.thick / 2 + BARE_PX
    on_line = _at_rows(ink, centre - 1, xs) | _at_rows(ink, centre, xs)
    beside = _at_rows(ink, centre - reach, xs) | _at_rows(ink, centre + reach, xs)
    covered = int(np.count_nonzero(on_line))
    bare = int(np.count_nonzero(on_line & ~beside))
    is_long = rule.length >= SURE_MM * dpi / 25.4
    needed = BARE_SHARE if is_long else SHORT_BARE_SHARE
    return covered >= COVERED_SHARE * len(xs) and bare >= needed * covered


def _at_rows(ink: Image, rows: Places, columns: Places) -> npt.NDArray[np.bool_]:
    """Whether there is ink at the rows of the columns; outside of the image there is none."""
    inside = (rows >= 0) & (rows < ink.shape[0])
    seen = ink[np.clip(rows.astype(int), 0, ink.shape[0] - 1), columns] > 0
    return np.asarray(seen & inside, dtype=np.bool_)


def rule_pixels(ink: Image, rules: tuple[Rule, ...]) -> Image:
    """255 on the pixels of the rules that no letter needs.

    A stroke that crosses a rule is kept whole; one that only touches it keeps all but the touch.
    """
    out = np.zeros_like(ink)
    for level in (True, False):
        others = without(ink, [rule for rule in rules if rule.level != level])
        for rule in rules:
            if rule.level == level:
                seen, taken = (others, out) if level else (others.T, out.T)
                xs = np.arange(max(0, int(rule.start) - 3), min(seen.shape[1], int(rule.end) + 4))
                mark_bare(seen, xs, rule.centres(xs), rule.thick, taken)
    return out


def without(ink: Image, rules: list[Rule], *, margin: int = MARGIN_PX) -> Image:
    """The ink with the rules cut out whole, so that none of them looks like a crossing stroke."""
    if not rules:
        return ink
    out = ink.copy()
    for rule in rules:
        ends = [(rule.start, rule.at_start), (rule.end, rule.at_end)]
        first, last = ((a, b) if rule.level else (b, a) for a, b in ends)
        cv2.line(
            out,
            (round(first[0]), round(first[1])),
            (round(last[0]), round(last[1])),
            0,
            thickness=round(rule.thick) + 2 * margin,
        )
    return out


def mark_bare(ink: Image, xs: Places, centres: Places, thick: float, out: Image) -> None:
    """Marks in ``out`` the pixels of a nearly level line, column by column."""
    height = ink.shape[0]
    half = int(np.ceil(thick / 2)) + 2
    offsets = np.arange(-half - 2, half + 3)[:, None]
    rows = np.round(centres - 0.5).astype(int)[None, :] + offsets
    inside = (rows >= 0) & (rows < height)
    rows = np.clip(rows, 0, height - 1)
    band = (ink[rows, xs[None, :]] > 0) & inside
    above, below = band[0] | band[1], band[-1] | band[-2]
    crossing = above & below
    crossing |= np.roll(crossing, 1) | np.roll(crossing, -1)
    take = inside[2:-2] & ~crossing[None, :]
    take[: half + 1] &= ~above[None, :]  # the half towards a letter that touches stays
    take[half:] &= ~below[None, :]
    at_rows, at_columns = np.nonzero(take)
    out[rows[2:-2][at_rows, at_columns], xs[at_columns]] = 255
