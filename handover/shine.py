"""A page without what shines through it from its other side: names, mirrored and pale (pure)."""

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from ingest.paper import FAINT, FAINT_DPI, flattened, ink_of, resampled

Image = npt.NDArray[np.uint8]
WHITE = 255
EDGE = np.ones((3, 3), np.uint8)  # ink pales towards its edge, within a pixel at that resolution


def without_shine(image: Image, dpi: float) -> Image:
    """The image with white where it bears no ink of its own.

    What shines through stays below the depth of faint ink; so do the palest pencil notes. A stamp
    is as deep as in its strongest colour.
    """
    deepest = image if image.ndim == 2 else np.asarray(image.min(axis=2), dtype=np.uint8)
    small = resampled(deepest, FAINT_DPI / dpi)
    ink = cv2.dilate(ink_of(flattened(small, FAINT_DPI), FAINT[0]), EDGE)
    size = (image.shape[1], image.shape[0])
    kept: npt.NDArray[Any] = cv2.resize(ink, size, interpolation=cv2.INTER_NEAREST)
    return np.where(
        (kept > 0) if image.ndim == 2 else (kept > 0)[..., None], image, np.uint8(WHITE)
    )
