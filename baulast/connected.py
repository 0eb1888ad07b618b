"""Connected parts of a mask."""

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from baulast.cleaned import Image

Labels = npt.NDArray[np.uint16] | npt.NDArray[np.int32]
Stats = npt.NDArray[np.int32]  # a row for each part, the ground first: cv2.CC_STAT_…

MOST_SHORT = 65_535  # labels that 16 bits can hold; they are counted in a third of the time


def connected(mask: Image, *, corners: bool = True) -> tuple[Labels, Stats]:
    """The number of the part that each pixel belongs to (0: the ground), and what each measures.

    With ``corners``, parts that touch at a corner are one.
    """
    kind = cv2.CV_16U if _runs(mask) < MOST_SHORT else cv2.CV_32S
    neighbours = 8 if corners else 4
    _, labels, stats, _ = cv2.connectedComponentsWithStats(
        mask, connectivity=neighbours, ltype=kind
    )
    found: Any = labels
    return found, np.asarray(stats, dtype=np.int32)


def marked(labels: Labels, chosen: npt.NDArray[np.bool_]) -> Image:
    """255 on the pixels of the chosen parts; ``chosen`` has a place for the ground, never chosen.

    Only what is not ground is looked up: of a page of text that is one pixel in thirty.
    """
    out = np.zeros(labels.shape, np.uint8)
    numbers = labels.ravel()
    places = np.flatnonzero(numbers != 0)
    out.ravel()[places] = np.where(chosen, np.uint8(255), np.uint8(0))[numbers[places]]
    return out


def _runs(mask: Image) -> int:
    """Runs of set pixels along the rows: no labelling ever needs more numbers than that."""
    rises = cv2.compare(mask[:, 1:], mask[:, :-1], cv2.CMP_GT)
    return cv2.countNonZero(rises) + int(np.count_nonzero(mask[:, 0]))
