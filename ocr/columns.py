"""Printed labels and what was typed beside them, brought together to be read as lines.

White space divides a page into regions; it also divides "Lage:" from "Rochusstraße 49". Regions
that stand beside each other with their rows on the same lines are one list of labels and values.
"""

from dataclasses import replace

from baulast.cleaned import Region
from baulast.model import BlockKind, Box
from ocr.ink import Ink, Pieces, split_by_white

LABEL_IN = 2.4  # widest column of labels seen on forms; 60 mm
GAP_IN = 1.4  # from labels to values; 35 mm
ROW_WHITE = 0.15  # heights of type between rows: tails of letters leave that much
ROW_SHIFT = 0.35  # heights of type by which rows on one line may differ: type set by hand
ROW_HEIGHT = 0.5  # heights of type; lower rows are dots


def join_labels(regions: tuple[Region, ...], ink: Ink, height: float) -> tuple[Region, ...]:
    """The regions, labels and values beside each other as one; all else as it was."""
    joined: list[Region] = []
    for region in regions:
        for place, other in enumerate(joined):
            if _are_one_list(other, region, ink, height):
                block = replace(other.block, box=other.block.box.united(region.block.box))
                joined[place] = Region(box=other.box.united(region.box), block=block)
                break
        else:
            joined.append(region)
    return tuple(joined)


def _are_one_list(a: Region, b: Region, ink: Ink, height: float) -> bool:
    if a.block.kind is not BlockKind.PROSE or b.block.kind is not BlockKind.PROSE:
        return False
    left, right = sorted((a.box, b.box), key=lambda box: box.left)
    if left.width > LABEL_IN * ink.dpi or right.left - left.right > GAP_IN * ink.dpi:
        return False
    if right.left < left.left + left.width // 2:  # they stand above each other
        return False
    few, many = sorted((_rows(left, ink, height), _rows(right, ink, height)), key=len)
    shift = ROW_SHIFT * height
    return bool(few) and all(any(abs(row - other) < shift for other in many) for row in few)


def _rows(box: Box, ink: Ink, height: float) -> list[float]:
    """The lower edges of the rows of a region, as most of their letters stand."""
    rows = split_by_white(ink.pieces_in(box), ROW_WHITE * height)
    return [
        _baseline(row) for row in rows if row[:, 3].max() - row[:, 1].min() > ROW_HEIGHT * height
    ]


def _baseline(row: Pieces) -> float:
    return float(sorted(row[:, 3])[len(row) // 2])
