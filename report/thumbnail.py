"""A page made small, with a frame around every place that a person should look at."""

from collections.abc import Sequence

import cv2
import numpy as np

from baulast.cleaned import Image
from baulast.model import Box, Page

WIDTH_PX = 460  # two side by side on a sheet of paper; type of 12 point can just be told
QUALITY = 60  # of JPEG: 30 kB a page, so that a report with 500 of them still opens
FRAME_BGR = (20, 20, 200)  # red, as a pencil would
FRAME_PX = 2
MARGIN_PX = 3  # the frame goes around the ink, not over it
TURNS = {
    90: cv2.ROTATE_90_CLOCKWISE,
    180: cv2.ROTATE_180,
    270: cv2.ROTATE_90_COUNTERCLOCKWISE,
}


def thumbnail(image: Image, page: Page, boxes: Sequence[Box]) -> bytes:
    """JPEG of the upright page; ``image`` as delivered, at full size or reduced."""
    colour = image if image.ndim == 3 else cv2.cvtColor(image, cv2.COLOR_GRAY2BGR)
    height, width = colour.shape[:2]
    upright_width = width if page.turn in (0, 180) else height
    scale = WIDTH_PX / upright_width
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = cv2.resize(colour, size, interpolation=cv2.INTER_AREA)
    if page.turn in TURNS:
        small = cv2.rotate(small, TURNS[page.turn])
    small = np.ascontiguousarray(small)
    to_small = small.shape[1] / page.upright_size[0]
    for box in boxes:
        left, top = (round(edge * to_small) - MARGIN_PX for edge in (box.left, box.top))
        right, bottom = (round(edge * to_small) + MARGIN_PX for edge in (box.right, box.bottom))
        cv2.rectangle(small, (left, top), (right, bottom), FRAME_BGR, FRAME_PX)
    _, coded = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    return coded.tobytes()
