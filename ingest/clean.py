"""A scan made ready for reading: the order of the steps. What is archived is the scan itself."""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from baulast.cleaned import CleanPage, Image, Region
from baulast.model import Block, BlockKind, Box, Mark, MarkKind
from baulast.settings import CleanSettings
from ingest.colours import take_apart
from ingest.deskew import Warp, skew_deg, warp_for
from ingest.forms import Cell, ends_in_column, find_cells, form_rules
from ingest.guard import put_back
from ingest.leaders import Boxes
from ingest.pale import pale_lines, pale_spots
from ingest.paper import faint_raised, flattened, grey_of, ink_of, is_bilevel
from ingest.regions import Part, find_parts, letter_sized
from ingest.resolution import is_paper, true_dpi
from ingest.rows import find_row_cells
from ingest.rules import Rule, find_rules, rule_pixels, without
from ingest.sheet import punch_holes, surroundings
from ingest.slants import PLAN_LINES, Line, plan_area, slanted_lines
from ingest.specks import Pieces, piece_boxes, pieces_of
from ingest.strikes import (
    Strike,
    find_strikes,
    goes_through_letters,
    level_lines,
    strike_pixels,
    strikes_in_parts,
    underline_pixels,
)
from ingest.through import strokes_through
from ingest.zeros import plain_zeros

TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
SKEW_DPI = 150  # enough for a twentieth of a degree
SMOOTH_MM = 0.07  # rounds the stairs of a bilevel scan as a lens does
FAINT_DEPTH = 45  # below white: a pencil or red ballpoint in a grey scan; grain stays under 30
STRIKE_CONFIDENCE = 0.8  # a line through text may also be a worn underline of the line above

cv2.setNumThreads(1)  # pages are read side by side; threads within one would only get in their way


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    """What on a straightened page is drawn, not written."""

    rules: tuple[Rule, ...]
    forms: tuple[Rule, ...]  # those of tables
    cells: tuple[Cell, ...]
    plan: Box | None
    strikes: tuple[Strike, ...]
    through: tuple[Box, ...]  # where other strokes run through writing
    pale_lines: tuple[Box, ...]  # upright: brackets in red or pencil
    pale_spots: tuple[Box, ...]  # of stamps


def clean(
    image: Image, *, header_dpi: float | None, turn: int, settings: CleanSettings
) -> CleanPage:
    """The page as the engine should see it, with its regions, and the way back to the scan."""
    reduction = _reduction(image, settings)
    upright = _upright(image, turn, reduction)
    dpi = _dpi(upright, header_dpi=header_dpi and header_dpi * reduction, is_reduced=reduction < 1)
    flat, marks = _flat(upright, dpi)
    skew = skew_deg(_ink_at(flat, SKEW_DPI / dpi))
    height, width = flat.shape
    scale = min(settings.reading_dpi / dpi, (settings.max_pixels / flat.size) ** 0.5)
    warp = warp_for((width, height), skew_deg=skew, scale=scale)
    page = warp.apply(flat)
    del flat
    straight = page.copy()
    page, drawn, before = _without_drawing(page, dpi * scale)
    half = _halved(ink_of(page))
    if put_back(page, straight, before & ~half, dpi * scale):
        half = _halved(ink_of(page))
    del straight, before
    pieces = pieces_of(half, dpi * scale / 2, is_bilevel=is_bilevel(upright))
    _take_out_dirt(page, pieces)
    plain_zeros(page, ink_of(page), dpi * scale)
    boxes = pieces.clean_boxes * 2
    cells = _with_row_tables(drawn, boxes, dpi * scale)
    parts = find_parts(boxes, cells=cells, plan=drawn.plan, size=warp.size, dpi=dpi * scale)
    warp = warp.reduced(reduction)
    marks = tuple(_enlarged(mark, 1 / reduction) for mark in marks)
    through = (_strike_mark(MarkKind.STRIKE, box, warp) for box in drawn.through)
    return CleanPage(
        image=page,
        dpi=dpi * scale,
        scan_dpi=dpi / reduction,
        turn=turn,
        skew_deg=skew,
        to_scan=warp.to_scan,
        regions=tuple(_region(part, warp) for part in parts),
        marks=(
            *marks,
            *(_strike_mark(strike.kind, strike.box, warp) for strike in drawn.strikes),
            *(mark for mark in through if not any(_is_inside(mark, other) for other in marks)),
            *(
                Mark(kind=MarkKind.RULE, box=warp.on_scan(box))
                for box in (*(rule.box for rule in drawn.rules), *drawn.pale_lines)
            ),
            *(Mark(kind=MarkKind.PICTURE, box=warp.on_scan(box)) for box in drawn.pale_spots),
        ),
    )


def _dpi(upright: Image, *, header_dpi: float | None, is_reduced: bool) -> float:
    """True resolution; letters that were made smaller say less than a header that fits a sheet."""
    height, width = upright.shape[:2]
    if is_reduced and header_dpi and is_paper((width, height), header_dpi):
        return header_dpi
    return true_dpi(upright, header_dpi=header_dpi)


def _reduction(image: Image, settings: CleanSettings) -> float:
    """By how much a huge scan is made smaller before anything else."""
    pixels = image.shape[0] * image.shape[1]
    return float(min(1.0, (settings.max_pixels / pixels) ** 0.5))


def _upright(image: Image, turn: int, reduction: float) -> Image:
    if reduction < 1:
        small = cv2.resize(image, None, fx=reduction, fy=reduction, interpolation=cv2.INTER_AREA)
        image = np.asarray(small, dtype=np.uint8)
    return np.asarray(cv2.rotate(image, TURNS[turn]), dtype=np.uint8) if turn else image


def _flat(upright: Image, dpi: float) -> tuple[Image, tuple[Mark, ...]]:
    """The scan as grey ink on white, without what is not on the sheet; marks told by colour."""
    grey = grey_of(upright)
    marks: list[Mark] = []
    if upright.ndim == 3:
        marks.extend(take_apart(upright, grey, dpi))
    outside = surroundings(grey, dpi)
    holes = punch_holes(grey, dpi)
    if is_bilevel(grey):
        flat = np.asarray(cv2.GaussianBlur(grey, (0, 0), SMOOTH_MM / 25.4 * dpi), dtype=np.uint8)
    else:
        flat = flattened(grey, dpi)
    cv2.bitwise_or(flat, outside, dst=flat)
    for hole in holes:
        flat[hole.top : hole.bottom, hole.left : hole.right] = 255
        marks.append(Mark(kind=MarkKind.PUNCH_HOLE, box=hole))
    return flat, tuple(marks)


def _ink_at(flat: Image, scale: float) -> Image:
    small = cv2.resize(flat, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return ink_of(np.asarray(small, dtype=np.uint8))


def _without_drawing(page: Image, dpi: float) -> tuple[Image, _Drawn, Image]:
    """A straightened page without lines, its faint ink raised; what was drawn on it; and the ink
    that it had before, at half the resolution.
    """
    ink = ink_of(page)
    before = _halved(ink)
    rules = tuple(rule.scaled(2) for rule in find_rules(before, dpi / 2))
    forms = form_rules(tuple(_without_strokes(ink, rules, dpi)), dpi)
    cv2.bitwise_or(page, rule_pixels(ink, forms), dst=page)
    faint = _halved(ink_of(page, FAINT_DEPTH))
    page = faint_raised(page, dpi)
    ink = ink_of(page)
    half = _halved(ink)
    slanted = slanted_lines(half, dpi / 2)
    plan = _plan(half, slanted, dpi)
    candidates = level_lines(half, dpi / 2) + (slanted if plan is None else ())
    strikes = find_strikes(ink, _doubled(candidates), dpi)
    streaks = [rule.scaled(0.5) for rule in rules if not rule.level and rule not in forms]
    through = _through((half, faint), streaks, strikes, dpi)
    bent = through if plan is None else ()
    parts = [part for box in bent for part in strikes_in_parts(ink, box, dpi)]
    sure = [strike for strike in strikes if not strike.may_be_hyphens]
    taken = strike_pixels(ink, (*sure, *parts))
    others = tuple(rule for rule in rules if rule not in forms)
    taken |= underline_pixels(np.asarray(cv2.subtract(ink, taken), dtype=np.uint8), others)
    cv2.bitwise_or(page, taken, dst=page)
    cells = tuple(
        cell for cell in find_cells(forms, dpi) if plan is None or not _shares(cell.box, plan)
    )
    drawn = _Drawn(
        rules=rules,
        forms=forms,
        cells=cells,
        plan=plan,
        strikes=strikes,
        through=through,
        pale_lines=tuple(
            box.times(2) for box in pale_lines(faint, tuple(r.scaled(0.5) for r in rules), dpi / 2)
        ),
        pale_spots=tuple(box.times(2) for box in pale_spots(faint, half, dpi / 2)),
    )
    return page, drawn, before


def _without_strokes(ink: Image, rules: tuple[Rule, ...], dpi: float) -> Iterator[Rule]:
    """The rules but for level strokes through words, be it over several columns of a table."""
    uprights = [rule for rule in rules if not rule.level]
    bare = without(ink, uprights)
    for rule in rules:
        if rule.level:
            is_loose = ends_in_column(rule, uprights, dpi)
            seen = bare if is_loose else ink
            if goes_through_letters(seen, rule, dpi, is_loose=is_loose):
                continue
        yield rule


def _through(
    inks: tuple[Image, ...], streaks: list[Rule], strikes: tuple[Strike, ...], dpi: float
) -> tuple[Box, ...]:
    """Where strokes run through writing that were not followed as strikes.

    Dust on the scanner draws streaks from end to end of the page, through letters here and there.
    """
    known = [strike.box for strike in strikes]
    for ink in inks:
        clear = without(ink, [streak.across(ink.shape[0]) for streak in streaks])
        for box in (box.times(2) for box in strokes_through(clear, dpi / 2)):
            if not any(_is_same_stroke(box, other) for other in known):
                known.append(box)
    return tuple(known[len(strikes) :])


def _is_same_stroke(box: Box, other: Box) -> bool:
    longer, shorter = (max(b.width, b.height) for b in (box, other))
    return box.overlap(other) > other.area / 2 and shorter > longer / 2


def _with_row_tables(drawn: _Drawn, boxes: Boxes, dpi: float) -> tuple[Cell, ...]:
    if drawn.plan is not None:
        return drawn.cells
    struck = (*(strike.box for strike in drawn.strikes), *drawn.through)
    others = tuple(
        rule
        for rule in drawn.rules
        if rule not in drawn.forms and not any(_runs_along(rule, box) for box in struck)
    )
    tables = 1 + max((cell.table for cell in drawn.cells), default=-1)
    return drawn.cells + find_row_cells(others, boxes, first_table=tables, dpi=dpi)


def _runs_along(rule: Rule, stroke: Box) -> bool:
    """Whether a level rule is a stroke through text, or the straight part of one."""
    shared = min(rule.end, stroke.right) - max(rule.start, stroke.left)
    return stroke.top <= rule.middle <= stroke.bottom and shared > rule.length / 2


def _plan(free: Image, slanted: tuple[Line, ...], dpi: float) -> Box | None:
    """The area of a site plan; ``free`` and ``slanted`` at half the resolution."""
    if len(slanted) < PLAN_LINES:
        return None
    boxes = piece_boxes(free)
    letters = boxes[letter_sized(boxes, dpi / 2 / 25.4)] * 2
    return plan_area(_doubled(slanted), letters, dpi)


def _take_out_dirt(page: Image, pieces: Pieces) -> None:
    if not np.any(pieces.dirt):
        return
    size = (page.shape[1], page.shape[0])
    dirt = cv2.resize(pieces.dirt_pixels(), size, interpolation=cv2.INTER_NEAREST)
    cv2.bitwise_or(page, cv2.dilate(dirt, np.ones((3, 3), np.uint8)), dst=page)


def _halved(ink: Image) -> Image:
    """The ink at half its resolution; hairlines stay."""
    half = cv2.resize(ink, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.threshold(half, 60, 255, cv2.THRESH_BINARY)[1])


def _doubled(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple((2 * x0, 2 * y0, 2 * x1, 2 * y1) for x0, y0, x1, y1 in lines)


def _shares(box: Box, plan: Box) -> bool:
    """Whether a cell is the frame of a plan, or a part of it."""
    return box.overlap(plan) > 0.2 * min(box.area, plan.area)


def _region(part: Part, warp: Warp) -> Region:
    if part.cell is None:
        kind = BlockKind.PLAN if part.is_plan else BlockKind.PROSE
        block = Block(kind=kind, box=warp.on_scan(part.box))
    else:
        block = Block(
            kind=BlockKind.CELL,
            box=warp.on_scan(part.cell.box),
            table=part.cell.table,
            row=part.cell.row,
            column=part.cell.column,
        )
    return Region(box=part.box, block=block)


def _is_inside(mark: Mark, other: Mark) -> bool:
    """Whether a stroke is one of a signature or stamp that its colour has told."""
    return mark.box.overlap(other.box) > mark.box.area / 2


def _strike_mark(kind: MarkKind, box: Box, warp: Warp) -> Mark:
    return Mark(kind=kind, box=warp.on_scan(box), confidence=STRIKE_CONFIDENCE)


def _enlarged(mark: Mark, factor: float) -> Mark:
    box = mark.box
    return Mark(
        kind=mark.kind,
        box=Box(
            left=int(box.left * factor),
            top=int(box.top * factor),
            right=int(np.ceil(box.right * factor)),
            bottom=int(np.ceil(box.bottom * factor)),
        ),
        confidence=mark.confidence,
        is_red=mark.is_red,
    )
