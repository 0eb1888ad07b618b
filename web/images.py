"""Page images for the browser: upright, as large as asked, drawn once and kept on disk.

They are kept by the pixels that they show, so that a page that was scanned anew never shows the old
one; whoever needs room may delete the folder.
"""

import cv2
import numpy as np

from archive.durable import make_folder, storage_errors, write_file
from archive.store import Store
from baulast.cleaned import Image
from baulast.model import Box, Page
from baulast.settings import IngestSettings
from ingest.images import load_frame

FOLDER = "pictures/desk"
WIDTHS = (1000, 2000)  # pixels: a page beside its entry, and at reading size or on a 4K screen
QUALITY = 80  # of JPEG: pencil and stamps stay legible at half the size of 90
BLACK = (0, 0, 0)
TURNS = {
    90: cv2.ROTATE_90_CLOCKWISE,
    180: cv2.ROTATE_180,
    270: cv2.ROTATE_90_COUNTERCLOCKWISE,
}


def page_image(store: Store, page: Page, settings: IngestSettings, *, width: int) -> bytes:
    """JPEG of the upright page, no wider than ``width``; ScanUnreadable where there is no image."""
    name = f"{page.pixels_sha256}-{page.turn}-{width}.jpg"
    path = store.home / FOLDER / name[:2] / name
    if path.is_file():
        return path.read_bytes()
    coded = _coded(_small(upright(store, page, settings), width))
    with storage_errors(path):
        make_folder(path.parent)
        unfinished = path.with_suffix(f".{id(coded)}")
        write_file(unfinished, coded)
        unfinished.replace(path)
    return coded


def redacted_image(
    store: Store, page: Page, settings: IngestSettings, boxes: tuple[Box, ...], *, width: int
) -> bytes:
    """The same with the boxes blackened: what lay under them is not in the file."""
    whole = upright(store, page, settings)
    scale = whole.shape[1] / page.upright_size[0]
    for box in boxes:
        left, top = int(box.left * scale), int(box.top * scale)
        right, bottom = int(np.ceil(box.right * scale)), int(np.ceil(box.bottom * scale))
        cv2.rectangle(whole, (left, top), (right, bottom), BLACK, cv2.FILLED)
    return _coded(_small(whole, width))


def upright(store: Store, page: Page, settings: IngestSettings) -> Image:
    """The page's pixels, turned upright; reduced where the page is very large."""
    frame = load_frame(store.original(page.origin.sha256), page.origin.frame, settings)
    image = frame.image
    if page.turn in TURNS:
        image = np.asarray(cv2.rotate(image, TURNS[page.turn]), dtype=np.uint8)
    return np.ascontiguousarray(image)


def _small(image: Image, width: int) -> Image:
    if image.shape[1] <= width:
        return image
    height = max(1, round(image.shape[0] * width / image.shape[1]))
    small = cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.uint8)


def _coded(image: Image) -> bytes:
    _, coded = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    return coded.tobytes()
