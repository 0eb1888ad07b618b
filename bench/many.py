"""A long delivery made of a short one: every copy is another page to the duplicate check."""

from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

import cv2

from baulast.model import PageKind
from baulast.settings import IngestSettings
from ingest.fingerprint import file_sha256
from ingest.images import load_frame
from ingest.scans import find_sources
from ingest.survey import survey

DOT_PX = 6  # changes the hash of the pixels, and is too small to be read as a letter
DOTS_A_ROW = 40  # they stay in the upper margin of an A4 page at 200 dpi up to 1,000 pages
PER_FOLDER = 10  # pages of a dossier, as in the files that towns have


def many_pages(folder: Path, target: Path, count: int) -> Path:
    """``count`` JPEG pages in folders, each with a dot at a place of its own; no separators."""
    settings = IngestSettings()
    originals = list(_frames(folder, settings))
    for number, (path, frame) in enumerate(islice(cycle(originals), count)):
        image = load_frame(path, frame, settings).image.copy()
        row, column = divmod(number, DOTS_A_ROW)
        top, left = 20 + row * DOT_PX, 20 + column * 2 * DOT_PX
        image[top : top + DOT_PX, left : left + DOT_PX] = 0
        delivery = target / f"Akte {number // PER_FOLDER:04d}"
        delivery.mkdir(parents=True, exist_ok=True)
        quality = [cv2.IMWRITE_JPEG_QUALITY, 85]
        cv2.imwrite(str(delivery / f"{number:05d}.jpg"), image, quality)
    return target


def _frames(folder: Path, settings: IngestSettings) -> Iterator[tuple[Path, int]]:
    """Every page that is no separator: copies of those would be the same dossier again."""
    for source in find_sources(folder, settings).sources:
        paths = {file_sha256(path): path for path in source.files}
        for page in survey(source, settings):
            if page.kind is not PageKind.SEPARATOR:
                yield paths[page.origin.sha256], page.origin.frame
