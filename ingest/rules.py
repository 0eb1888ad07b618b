"""Ruled lines: found on the straightened page, and taken out without the letters that touch them."""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from baulast.cleaned import Image
from baulast.model import Box

LONG_MM = 9.0  # shorter strokes belong to letters, logos and signatures
UNBROKEN_MM = 5.0  # no stroke of a letter is as long, and no worn line is broken more often
THICK_MM = 1.6  # a thicker bar is a picture or a dark border
JOIN_MM = 6.0  # worn lines break where a letter or a fold crosses them
BARE_SHARE = 0.25  # of a line's length has paper on both sides; between letters' feet less


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A line along an axis of the clean image: from ``start`` to ``end`` at ``at_start``, ``at_end``.

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
    """The level and upright rules of a straightened page, in its pixels.

    They are looked for at half the resolution, where hairlines still show and letters are small.
    """
    half = cv2.resize(ink, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    half = cv2.threshold(half, 60, 255, cv2.THRESH_BINARY)[1]
    level = _along_rows(half, dpi / 2, level=True)
    upright = _along_rows(np.ascontiguousarray(half.T), dpi / 2, level=False)
    return tuple(rule.scaled(2.0) for rule in (*level, *upright))


def _along_rows(ink: Image, dpi: float, *, level: bool) -> list[Rule]:
    mm = dpi / 25.4
    run = np.ones((1, round(UNBROKEN_MM * mm)), np.uint8)
    long = cv2.morphologyEx(ink, cv2.MORPH_OPEN, run)
    seen = cv2.dilate(long, np.ones((3, 9), np.uint8))  # joins the steps of a slanted line
    count, labels, stats, _ = cv2.connectedComponentsWithStats(seen, connectivity=8)
    pieces = []
    for number in range(1, count):
        left, top, width, height = (int(v) for v in stats[number, :4])
        inside = long[top : top + height, left : left + width].copy()
        inside[labels[top : top + height, left : left + width] != number] = 0
        piece = _fitted(inside, left, top, level=level)
        if piece is None or piece.thick > THICK_MM * mm:
            continue
        pieces.append(piece)
    joined = _joined(pieces, JOIN_MM * mm, mm)
    return [
        rule
        for rule in joined
        if rule.length >= LONG_MM * mm and _bare_share(ink, rule) >= BARE_SHARE
    ]


def _fitted(inside: Image, left: int, top: int, *, level: bool) -> Rule | None:
    ys, xs = np.nonzero(inside)
    if len(xs) == 0:
        return None
    first, last = int(xs.min()), int(xs.max())
    columns = np.bincount(xs - first)
    thick = float(np.median(columns[columns > 0]))
    slope, base = np.polyfit(xs, ys, 1) if last > first else (0.0, float(ys.mean()))
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


def _bare_share(ink: Image, rule: Rule) -> float:
    """The share of a line's length that has paper above and below it."""
    xs = np.arange(int(rule.start), int(rule.end))
    reach = rule.thick / 2 + 2.5
    centre = rule.at_start + (rule.at_end - rule.at_start) * (xs - rule.start) / max(1, rule.length)
    above = np.clip((centre - reach).astype(int), 0, ink.shape[0] - 1)
    below = np.clip((centre + reach).astype(int), 0, ink.shape[0] - 1)
    bare = (ink[above, xs] == 0) & (ink[below, xs] == 0)
    return float(bare.mean()) if len(xs) else 0.0


def rule_pixels(ink: Image, rules: tuple[Rule, ...]) -> Image:
    """255 on the pixels of the rules that no letter needs.

    A stroke that crosses a rule is kept whole; one that only touches it keeps all but the touch.
    """
    out = np.zeros_like(ink)
    for rule in rules:
        if rule.level:
            _mark_bare(ink, rule, out)
        else:
            _mark_bare(ink.T, rule, out.T)
    return out


def _mark_bare(ink: Image, rule: Rule, out: Image) -> None:
    """Marks the pixels of a level rule, column by column, in ``out``."""
    height, width = ink.shape
    first, last = max(0, int(rule.start) - 2), min(width, int(rule.end) + 3)
    xs = np.arange(first, last)
    centre = rule.at_start + (rule.at_end - rule.at_start) * (xs - rule.start) / max(1, rule.length)
    half = int(np.ceil(rule.thick / 2)) + 2
    reach = half + 2
    rows = np.round(centre - 0.5).astype(int)[None, :] + np.arange(-reach, reach + 1)[:, None]
    valid = (rows >= 0) & (rows < height)
    rows = np.clip(rows, 0, height - 1)
    band = (ink[rows, xs[None, :]] > 0) & valid
    above = band[0] | band[1]
    below = band[-1] | band[-2]
    crossing = above & below
    crossing = cv2.dilate(crossing.astype(np.uint8)[None, :], np.ones((1, 3), np.uint8))[0] > 0
    inner = rows[2:-2]
    take = (valid[2:-2]) & ~crossing[None, :]
    ys, columns = np.nonzero(take)
    out[inner[ys, columns], xs[columns]] = 255
