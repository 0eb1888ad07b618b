"""A scan made ready for reading: the order of the steps. What is archived is the scan itself."""

import cv2
import numpy as np

from baulast.cleaned import CleanPage, Image, Region
from baulast.model import Block, BlockKind, Box, Mark, MarkKind
from baulast.settings import CleanSettings
from ingest.colours import take_apart
from ingest.deskew import Warp, skew_deg, warp_for
from ingest.forms import find_cells, form_rules
from ingest.paper import flattened, grey_of, ink_of, is_bilevel
from ingest.regions import Part, find_parts, letter_sized
from ingest.resolution import true_dpi
from ingest.rules import find_rules, rule_pixels
from ingest.sheet import punch_holes, surroundings
from ingest.slants import plan_area, slanted_lines
from ingest.specks import specks, stroke_width
from ingest.strikes import find_strikes, strike_pixels

TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
SKEW_DPI = 150  # enough for a twentieth of a degree
SPECK_MM = 0.2  # half a typed full stop


def clean(
    image: Image, *, header_dpi: float | None, turn: int, settings: CleanSettings
) -> CleanPage:
    """The page as the engine should see it, with its regions, and the way back to the scan."""
    upright = cv2.rotate(image, TURNS[turn]) if turn else image
    height, width = upright.shape[:2]
    dpi = true_dpi((width, height), header_dpi=header_dpi)
    grey = grey_of(upright)
    coloured = take_apart(upright, grey, dpi) if upright.ndim == 3 else ()
    flat = (
        cv2.GaussianBlur(grey, (0, 0), 0.8 * dpi / 300)
        if is_bilevel(grey)
        else flattened(grey, dpi)
    )
    outside = surroundings(grey, dpi)
    flat[cv2.resize(outside, (width, height), interpolation=cv2.INTER_NEAREST) > 0] = 255
    holes = punch_holes(grey, dpi)
    for hole in holes:
        flat[hole.top : hole.bottom, hole.left : hole.right] = 255
    skew = skew_deg(_at(flat, SKEW_DPI / dpi))
    warp = warp_for((width, height), skew_deg=skew, scale=settings.reading_dpi / dpi)
    straight = warp.apply(flat)
    reading_dpi = float(settings.reading_dpi)
    ink = ink_of(straight)
    rules = find_rules(ink, reading_dpi)
    cells = find_cells(rules, reading_dpi)
    forms = form_rules(rules, reading_dpi)
    lines = rule_pixels(ink, rules)
    free = cv2.subtract(ink, lines)
    slants = slanted_lines(free, reading_dpi)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(free, connectivity=8)
    boxes = stats[1:, :4].copy()
    boxes[:, 2:] += boxes[:, :2]
    letters = boxes[letter_sized(boxes, reading_dpi / 25.4)]
    plan = plan_area(slants, letters, reading_dpi)
    if plan is not None:
        cells = tuple(cell for cell in cells if not _shares(cell.box, plan))
        slants = ()
    strikes = find_strikes(ink, forms=forms, slants=slants, dpi=reading_dpi)
    lines |= strike_pixels(cv2.subtract(ink, lines), strikes)
    straight[lines > 0] = 255
    ink[lines > 0] = 0
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    dirt = specks(stats, dpi=reading_dpi, stroke_px=stroke_width(ink), size=warp.size)
    dirt[0] = 0
    straight[cv2.dilate(dirt[labels], np.ones((3, 3), np.uint8)) & (ink == 0) > 0] = 255
    straight[dirt[labels] > 0] = 255
    dirt[0] = 1
    boxes = stats[dirt == 0, :4].copy()
    boxes[:, 2:] += boxes[:, :2]
    parts = find_parts(boxes, cells=cells, plan=plan, size=warp.size, dpi=reading_dpi)
    strike_marks = tuple(
        Mark(kind=strike.kind, box=_on_scan(strike.box, warp), confidence=0.8) for strike in strikes
    )
    return CleanPage(
        image=straight,
        dpi=reading_dpi,
        scan_dpi=dpi,
        turn=turn,
        skew_deg=skew,
        to_scan=warp.to_scan,
        regions=tuple(_region(part, warp) for part in parts),
        marks=coloured
        + strike_marks
        + tuple(Mark(kind=MarkKind.PUNCH_HOLE, box=hole) for hole in holes)
        + tuple(Mark(kind=MarkKind.RULE, box=_on_scan(rule.box, warp)) for rule in rules),
    )


def _shares(box: Box, plan: Box) -> bool:
    """Whether a cell is the frame of a plan, or a part of it."""
    return box.overlap(plan) > 0.2 * min(box.area, plan.area)


def _at(flat: Image, factor: float) -> Image:
    return ink_of(cv2.resize(flat, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA))


def _region(part: Part, warp: Warp) -> Region:
    if part.cell is None:
        kind = BlockKind.PLAN if part.is_plan else BlockKind.PROSE
        block = Block(kind=kind, box=_on_scan(part.box, warp))
    else:
        block = Block(
            kind=BlockKind.CELL,
            box=_on_scan(part.cell.box, warp),
            table=part.cell.table,
            row=part.cell.row,
            column=part.cell.column,
        )
    return Region(box=part.box, block=block)


def _on_scan(box: Box, warp: Warp) -> Box:
    corners = np.array(
        [[box.left, box.right, box.right, box.left], [box.top, box.top, box.bottom, box.bottom], [1, 1, 1, 1]],
        dtype=np.float64,
    )  # fmt: skip
    points = warp.to_scan @ corners
    left, top = np.floor(points.min(axis=1) + 1e-6).astype(int)
    right, bottom = np.ceil(points.max(axis=1) - 1e-6).astype(int)
    return Box(left=int(left), top=int(top), right=int(right), bottom=int(bottom))
