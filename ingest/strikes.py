"""Lines drawn through text: found by their straightness, taken out so that the text can be read."""

from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from baulast.cleaned import Image
from baulast.connected import connected
from baulast.model import Box, MarkKind
from ingest.rules import Rule, line_through
from ingest.slants import Line

Places = npt.NDArray[np.float64]

UNBROKEN_MM = 4.0  # of a strike by hand, before it climbs or falls by its own thickness
LONG_MM = 20.0  # three struck words; shorter ones may be the feet of a heading
JOIN_MM = 5.0  # pieces of one stroke
OFF_MM = 0.5  # how far a stroke by hand leaves the straight line
PART_MM = 8.0  # that a stroke by hand runs straight; three letters, and a word's gap
SIGNED_MM = 60.0  # signatures are shorter, and stay whole: their loops run level for a while
STEP_MM, STEPS = 1.5, 20  # in which a stroke is followed on beyond where a straight line ended
EDGE_PX = 2  # of paper on both sides, where a stroke is alone
THICK_MM = 1.3  # a felt pen's line, or a ball pen's twice copied; letters are higher
COVERED_SHARE = 0.96  # of the stroke shows ink; smeared letters leave the gaps between words
BARE_SHARE = 0.15  # of its ink is nothing but the stroke: the gaps between letters
CROSSING_SHARE = 0.07  # of its ink goes through letters, be they thin; underlines touch a few
WORD_GAP_MM = 0.7  # the narrowest space between printed words
TAIL_MM = 2.5  # a stroke that runs on beyond the text
HYPHENS_MM = 32.0  # as long as file numbers: hyphens between letters that run into each other
HYPHEN_MM = 1.8  # no hyphen is as long
SLANT_CROSSINGS = 3
FEW_CROSSINGS = 6  # letters; a signature crosses its line as often as it has capitals
LOOSE_CROSSINGS = 3  # of a stroke over several columns, whose white has none
CROSSING_MM = 4.0  # of a level strike at most from letter to letter; signatures are wider
CORNER_MM = (1.0, 3.2)  # how near to an end, and how long, the side of a frame is
CORNER_SHARE = 0.9
SLANT = 0.04  # steeper than any strike along a line of text
SLANT_CROSSING_SHARE = 0.004  # a diagonal runs mostly through white, and no form has one
SMOOTH_PX = 31  # a hand does not tremble within 2.5 mm
THICKER = 1.5  # times a stroke's thickness: what is more is a bar of a letter under it
CROSS_PX = 30  # strokes that part by more on both sides have crossed


@dataclass(frozen=True, slots=True, kw_only=True)
class Strike:
    """A stroke through text, followed pixel by pixel along its longer axis."""

    level: bool  # nearer to level than to upright: xs are columns, else rows
    xs: npt.NDArray[np.int64]
    centres: Places
    thick: float
    may_be_hyphens: bool = False  # of a file number in bold type, copied until its letters touch
    kind: MarkKind = MarkKind.STRIKE

    @property
    def box(self) -> Box:
        low, high = int(self.centres.min() - 2), int(self.centres.max() + 3)
        start, end = int(self.xs[0]), int(self.xs[-1]) + 1
        if self.level:
            return Box(left=start, top=max(0, low), right=end, bottom=high)
        return Box(left=max(0, low), top=start, right=high, bottom=end)


def find_strikes(ink: Image, candidates: tuple[Line, ...], dpi: float) -> tuple[Strike, ...]:
    """The strikes through text among candidate lines, in pixels of ``ink``."""
    found = [_followed(ink, line, dpi) for line in candidates]
    return with_crosses(_distinct([strike for strike in found if strike is not None]))


def strikes_in_parts(ink: Image, area: Box, dpi: float) -> tuple[Strike, ...]:
    """The straight parts of a stroke known to run through the writing in ``area``.

    A hand sags, and a Z has corners; what goes through few letters on its way is part of it too.
    """
    mm = dpi / 25.4
    if max(area.width, area.height) < SIGNED_MM * mm:
        return ()
    part = ink[max(0, area.top) : area.bottom, max(0, area.left) : area.right]
    half = cv2.resize(part, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    found = cv2.HoughLinesP(
        np.asarray(cv2.threshold(half, 60, 255, cv2.THRESH_BINARY)[1]),
        rho=1,
        theta=np.pi / 720,
        threshold=round(PART_MM * mm / 2 * COVERED_SHARE),
        minLineLength=PART_MM * mm / 2,
        maxLineGap=1,
    )
    if found is None:
        return ()
    corner = np.array([area.left, area.top] * 2)
    lines = (tuple(map(float, 2 * line + corner)) for line in found.reshape(-1, 4))
    strikes = [_followed(ink, (x0, y0, x1, y1), dpi, is_known=True) for x0, y0, x1, y1 in lines]
    return _distinct([strike for strike in strikes if strike is not None])


def goes_through_letters(ink: Image, rule: Rule, dpi: float, *, is_loose: bool = False) -> bool:
    """Whether a level rule is drawn through a line of words, as no line of a form is printed.

    One that ends loose in a column is no line of a form if it goes through few letters only.
    """
    xs = np.arange(max(0, int(rule.start)), min(ink.shape[1], int(rule.end)))
    crossing = _crossing(ink, xs, rule.centres(xs), rule.thick)
    if is_loose:
        return len(_runs(crossing)) >= LOOSE_CROSSINGS
    needed = _needed(len(xs), dpi / 25.4)
    return bool(crossing.mean() >= CROSSING_SHARE and len(_runs(crossing)) >= needed)


def strike_pixels(ink: Image, strikes: tuple[Strike, ...]) -> Image:
    """255 on the pixels of the strokes that no letter needs."""
    out = np.zeros_like(ink)
    for strike in strikes:
        seen, taken = (ink, out) if strike.level else (ink.T, out.T)
        slope = np.abs(np.gradient(strike.centres)).mean() if len(strike.xs) > 1 else 0.0
        _mark_stroke(seen, strike.xs, strike.centres, strike.thick * np.hypot(1, slope), taken)
    return out


def underline_pixels(ink: Image, rules: tuple[Rule, ...]) -> Image:
    """255 on the pixels of lines under words, or through them, that no letter needs."""
    out = np.zeros_like(ink)
    for rule in rules:
        seen, taken = (ink, out) if rule.level else (ink.T, out.T)
        xs = np.arange(max(0, int(rule.start) - 3), min(seen.shape[1], int(rule.end) + 4))
        _mark_stroke(seen, xs, rule.centres(xs), rule.thick, taken)
    return out


def _mark_stroke(
    ink: Image, xs: npt.NDArray[np.int64], centres: Places, thick: float, out: Image
) -> None:
    """Marks in ``out`` a stroke where the ink is no thicker than it: elsewhere are letters.

    Of a letter that only stands on the stroke, or hangs from it, the half towards it stays.
    """
    most = thick * THICKER + 1
    reach = int(np.ceil(most)) + 1
    offsets = np.arange(-reach, reach + 1)
    rows = np.round(centres - 0.5).astype(int)[None, :] + offsets[:, None]
    inside = (rows >= 0) & (rows < ink.shape[0])
    band = (ink[np.clip(rows, 0, ink.shape[0] - 1), xs[None, :]] > 0) & inside
    near = np.where(band, np.abs(offsets)[:, None], reach + 1)
    run = _run_through(band, near.argmin(axis=0))
    bare = (near.min(axis=0) <= thick) & (run.sum(axis=0) <= most) & ~run[0] & ~run[-1]
    ends = int(thick / 2) + 1
    stands = run[0] & ~run[reach + ends + 1 :].any(axis=0)
    hangs = run[-1] & ~run[: reach - ends].any(axis=0)
    run[1:] |= run[:-1].copy()  # the grey fringe goes too
    run[:-1] |= run[1:].copy()
    take = run & bare[None, :]
    take[reach:] |= run[reach:] & stands[None, :]
    take[: reach + 1] |= run[: reach + 1] & hangs[None, :]
    at_rows, at_columns = np.nonzero(take & inside)
    out[rows[at_rows, at_columns], xs[at_columns]] = 255


def _run_through(
    band: npt.NDArray[np.bool_], start: npt.NDArray[np.int64]
) -> npt.NDArray[np.bool_]:
    """What hangs together with row ``start`` in each column."""
    columns = np.arange(band.shape[1])
    run = np.zeros_like(band)
    for step in (-1, 1):
        on, row = band[start, columns].copy(), start.copy()
        while on.any():
            run[row[on], columns[on]] = True
            row = row + step
            on &= (row >= 0) & (row < len(band))
            on &= band[np.clip(row, 0, len(band) - 1), columns]
    return run


def level_lines(ink: Image, dpi: float) -> tuple[Line, ...]:
    """Candidates that are nearly level: rows of ink without a gap; 150 dpi serve best."""
    mm = dpi / 25.4
    thick = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    run = np.ones((1, round(UNBROKEN_MM * mm)), np.uint8)
    long = cv2.morphologyEx(thick, cv2.MORPH_OPEN, run)
    labels, stats = connected(np.asarray(long, dtype=np.uint8))
    pieces: list[Line] = []
    for number in range(1, len(stats)):
        left, top, width, height = (int(v) for v in stats[number, :4])
        if height > 1.6 * mm + 0.03 * width:
            continue
        ys, xs = np.nonzero(labels[top : top + height, left : left + width] == number)
        slope, base = line_through(xs, ys)
        pieces.append((left, top + base, left + width, top + base + slope * width))
    return tuple(
        (x0, y0 + 0.5, x1, y1 + 0.5)
        for x0, y0, x1, y1 in _joined(pieces, mm)
        if x1 - x0 >= LONG_MM * mm
    )


def _joined(pieces: list[Line], mm: float) -> list[Line]:
    out: list[Line] = []
    for piece in sorted(pieces):
        for number, line in enumerate(out):
            gap = piece[0] - line[2]
            if not -mm < gap < JOIN_MM * mm:
                continue
            slope = (line[3] - line[1]) / max(1.0, line[2] - line[0])
            expected = line[3] + max(-0.02, min(0.02, slope)) * gap
            if abs(piece[1] - expected) < OFF_MM * mm:
                out[number] = (line[0], line[1], piece[2], piece[3])
                break
        else:
            out.append(piece)
    return out


@dataclass(frozen=True, slots=True, kw_only=True)
class _Track:
    """What lies along a line: for each place the ink within reach, and what of it is the line."""

    band: npt.NDArray[np.bool_]
    offsets: Places
    height: npt.NDArray[np.int64]
    alone: npt.NDArray[np.bool_]  # nothing but a thin stroke


def _track(
    ink: Image, xs: npt.NDArray[np.int64], guess: Places, reach: int, thick: float
) -> _Track:
    offsets = np.arange(-reach, reach + 1, dtype=np.float64)[:, None]
    rows = np.round(guess[None, :] + offsets).astype(int)
    inside = (rows >= 0) & (rows < ink.shape[0])
    band = (ink[np.clip(rows, 0, ink.shape[0] - 1), xs[None, :]] > 0) & inside
    height = band.sum(axis=0)
    edges = (band[1:] != band[:-1]).sum(axis=0)
    alone = (edges == 2) & (height <= thick) & ~band[0] & ~band[-1]
    return _Track(band=band, offsets=offsets, height=height, alone=alone)


def _followed(ink: Image, line: Line, dpi: float, *, is_known: bool = False) -> Strike | None:
    """The stroke along a candidate line; None where there are letters alone, or a line alone.

    ``is_known``: that it goes through letters has been seen.
    """
    x0, y0, x1, y1 = line
    level = bool(abs(x1 - x0) >= abs(y1 - y0))
    if not level:
        ink, (x0, y0, x1, y1) = ink.T, (y0, x0, y1, x1)
    if x1 < x0:
        x0, y0, x1, y1 = x1, y1, x0, y0
    x0, y0, x1, y1 = _run_on(ink, (x0, y0, x1, y1), dpi / 25.4)
    xs = np.arange(max(0, int(x0)), min(ink.shape[1], int(x1) + 1))
    if len(xs) < 2:
        return None
    mm = dpi / 25.4
    slope = (y1 - y0) / max(1.0, x1 - x0)
    guess = y0 + slope * (xs - x0)
    most = THICK_MM * mm * float(np.hypot(1, slope))  # across its longer axis
    wide = _track(ink, xs, guess, round(2 * OFF_MM * mm + most / 2), most)
    if np.count_nonzero(wide.alone) < BARE_SHARE * len(xs) / 2:
        return None
    guess = guess + _drift(xs, wide)
    off = round(OFF_MM * mm)
    reach = off + round(most / 2) + EDGE_PX
    track = _track(ink, xs, guess, reach, most)
    covered = track.band[reach - off : reach + off + 1].any(axis=0)
    if covered.mean() < COVERED_SHARE or np.count_nonzero(track.alone) < BARE_SHARE * len(xs):
        return None
    if not _shows_between_words(track.alone, mm):
        return None
    thick = float(np.median(track.height[track.alone]))
    drift = _drift(xs, track)
    found = Strike(
        level=level,
        xs=xs,
        centres=guess + drift + 0.5,
        thick=thick,
        may_be_hyphens=_may_be_hyphens(track.alone, mm),
    )
    if is_known:
        return found
    crossing = _crossing(ink, xs, guess + drift, thick)
    is_slanted = abs(y1 - y0) > SLANT * (x1 - x0)
    share = SLANT_CROSSING_SHARE if is_slanted else CROSSING_SHARE
    if np.count_nonzero(crossing) < share * len(xs):
        return None
    letters = _runs(crossing)
    needed = SLANT_CROSSINGS if is_slanted else _needed(len(xs), mm)
    if len(letters) < needed:
        return None
    if _is_framed(ink, xs, guess + drift, mm):
        return None
    return found


def _run_on(ink: Image, line: Line, mm: float) -> Line:
    """The line as far as its ink goes on at both ends: what is left of a stroke looks written."""
    x0, y0, x1, y1 = line
    slope = (y1 - y0) / max(1.0, x1 - x0)
    steps, off = np.arange(round(STEP_MM * mm)), round(OFF_MM * mm)
    slopes = np.asarray(slope * steps, dtype=np.float64)
    for way in (-1, 1):
        x, y = (x0, y0) if way < 0 else (x1, y1)
        for _ in range(STEPS):
            xs = round(x) + way * steps
            if xs.min() < 0 or xs.max() >= ink.shape[1]:
                break
            track = _track(ink, xs, y + way * slopes, off, 2.0 * off)
            if track.band.any(axis=0).mean() < COVERED_SHARE:
                break
            middles = (track.band * track.offsets).sum(axis=0) / np.maximum(1, track.height)
            x, y = (
                float(xs[-1]),
                y + slope * (xs[-1] - x) + float(middles[-len(steps) // 2 :].mean()),
            )
        if way < 0:
            x0, y0 = x, y
        else:
            x1, y1 = x, y
    return x0, y0, x1, y1


def _needed(length: int, mm: float) -> float:
    """How many letters a level stroke of this length goes through."""
    return max(FEW_CROSSINGS, length / mm / CROSSING_MM)


def _crossing(
    ink: Image, xs: npt.NDArray[np.int64], centres: Places, thick: float
) -> npt.NDArray[np.bool_]:
    """Where strokes of letters run through the stroke, from one side to the other."""
    beyond = int(thick / 2) + 4
    offsets = np.arange(-beyond, beyond + 1)[:, None]
    rows = np.clip(np.round(centres).astype(int)[None, :] + offsets, 0, ink.shape[0] - 1)
    return np.asarray((ink[rows, xs[None, :]] > 0).all(axis=0), dtype=np.bool_)


def _runs(flags: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """The lengths of the runs of what is true."""
    changes = np.flatnonzero(np.diff(np.concatenate([[0], flags.astype(np.int8), [0]])))
    return np.asarray(changes[1::2] - changes[::2], dtype=np.int64)


def _is_framed(ink: Image, xs: npt.NDArray[np.int64], centres: Places, mm: float) -> bool:
    """Whether both ends are corners, as of a stamp's frame that lies over text."""
    return all(_is_corner(ink, int(xs[end]), int(centres[end]), mm) for end in (0, -1))


def _is_corner(ink: Image, x: int, y: int, mm: float) -> bool:
    """Whether a line leaves the place at a right angle."""
    side, length = round(CORNER_MM[0] * mm), round(CORNER_MM[1] * mm)
    columns = ink[max(0, y - length) : y + length + 1, max(0, x - side) : x + side + 1] > 0
    columns = columns[:, 1:] | columns[:, :-1]  # sides of a stamp are not quite upright
    middle = min(y, length)
    up, down = columns[:middle].mean(axis=0), columns[middle:].mean(axis=0)
    return bool(max(up.max(initial=0), down.max(initial=0)) > CORNER_SHARE)


def _shows_between_words(alone: npt.NDArray[np.bool_], mm: float) -> bool:
    """Whether the stroke bridges gaps as wide as between words; serifs bridge narrower ones."""
    runs = _runs(alone)
    return bool(np.count_nonzero(runs >= WORD_GAP_MM * mm) >= 2 or runs.max() >= TAIL_MM * mm)


def _may_be_hyphens(alone: npt.NDArray[np.bool_], mm: float) -> bool:
    """Whether a short stroke is nowhere alone for longer than a hyphen is."""
    return bool(len(alone) < HYPHENS_MM * mm and _runs(alone).max() < HYPHEN_MM * mm)


def _drift(xs: npt.NDArray[np.int64], track: _Track) -> Places:
    """How far the stroke lies off the guess, place by place, told where it is alone."""
    middles = (track.band * track.offsets).sum(axis=0) / np.maximum(1, track.height)
    drift = np.interp(xs, xs[track.alone], middles[track.alone])
    window = max(1, min(len(xs) // 2 * 2 - 1, SMOOTH_PX))
    padded = np.pad(drift, window // 2, mode="edge")
    return np.asarray(np.convolve(padded, np.ones(window) / window, "valid"))


def _distinct(strikes: list[Strike]) -> tuple[Strike, ...]:
    """Strikes without those that follow another one for the most part."""
    out: list[Strike] = []
    for strike in sorted(strikes, key=lambda s: -len(s.xs)):
        if not any(_follows(strike, other) for other in out):
            out.append(strike)
    return tuple(out)


def _follows(strike: Strike, other: Strike) -> bool:
    if strike.level != other.level:
        return False
    _, mine, theirs = np.intersect1d(strike.xs, other.xs, return_indices=True)
    near = np.abs(strike.centres[mine] - other.centres[theirs]) < 2 * strike.thick
    return bool(np.count_nonzero(near) > len(strike.xs) / 2)


def with_crosses(strikes: tuple[Strike, ...]) -> tuple[Strike, ...]:
    """The strikes, those that cross each other told as crosses."""
    return tuple(
        replace(strike, kind=MarkKind.CROSS)
        if any(_crosses(strike, other) for other in strikes)
        else strike
        for strike in strikes
    )


def _crosses(strike: Strike, other: Strike) -> bool:
    if strike.level != other.level:
        return strike.box.overlap(other.box) > 0
    _, mine, theirs = np.intersect1d(strike.xs, other.xs, return_indices=True)
    gaps = strike.centres[mine] - other.centres[theirs]
    return bool(len(gaps)) and bool(gaps.min() < -CROSS_PX and gaps.max() > CROSS_PX)
