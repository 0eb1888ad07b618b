"""What cleaning hands to reading: an image made for the engine, and the way back to the scan."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import numpy.typing as npt

from baulast.model import Block, Box, Mark

Image = npt.NDArray[np.uint8]  # (height, width) grey or (height, width, 3) BGR


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A part of the clean image to read as one; ``box`` is in pixels of the *clean* image."""

    box: Box
    block: Block  # the same part on the upright scan, with its place in a table


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanPage:
    """A page made ready for reading. The scan itself stays as it is.

    ``to_scan`` is a 2 x 3 affine matrix: (x, y, 1) of the clean image to (x, y) of the scan.
    """

    image: Image  # grey: ink dark on white; upright, deskewed, ruled lines taken out
    dpi: float  # of the clean image: the resolution that is read at
    scan_dpi: float  # true resolution of the scan
    turn: int
    skew_deg: float
    to_scan: npt.NDArray[np.float64]
    regions: tuple[Region, ...]  # in reading order; together they hold all ink that may be text
    marks: tuple[Mark, ...]  # what is told by shape or colour alone, on the upright scan

    def box_on_scan(self, box: Box) -> Box:
        """The box around ``box`` (clean pixels) on the upright scan."""
        xs = np.array([box.left, box.right, box.right, box.left], dtype=np.float64)
        ys = np.array([box.top, box.top, box.bottom, box.bottom], dtype=np.float64)
        points = self.to_scan @ np.vstack([xs, ys, np.ones(4)])
        left, top = np.floor(points.min(axis=1) + 1e-6).astype(int)
        right, bottom = np.ceil(points.max(axis=1) - 1e-6).astype(int)
        return Box(left=int(left), top=int(top), right=int(right), bottom=int(bottom))

    def on_larger_scan(self, factor: int) -> Self:
        """The same clean image, its places on a scan that is larger by ``factor``.

        Very large pages are loaded at a fraction; what is read on them belongs on the whole scan.
        """
        if factor == 1:
            return self
        return replace(
            self,
            scan_dpi=self.scan_dpi * factor,
            to_scan=self.to_scan * factor,
            regions=tuple(
                replace(region, block=replace(region.block, box=region.block.box.times(factor)))
                for region in self.regions
            ),
            marks=tuple(replace(mark, box=mark.box.times(factor)) for mark in self.marks),
        )
