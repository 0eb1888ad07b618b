"""The first look at a source: every page counted, hashed, and told blank or separator."""

import cv2
import numpy as np

from baulast.model import Page, PageOrigin
from baulast.settings import IngestSettings
from ingest.fingerprint import file_sha256, pixels_sha256
from ingest.images import Frame, frame_count, load_frame
from ingest.scans import Source
from ingest.separator import read_separator

FALLBACK_DPI = 300.0  # what German archive contracts ask for; cleaning finds the true one


def survey(source: Source, settings: IngestSettings) -> tuple[Page, ...]:
    """The pages of a source, numbered by their place in it, unread."""
    pages: list[Page] = []
    for path in source.files:
        sha256 = file_sha256(path)
        for frame in range(frame_count(path)):
            place = len(pages) + 1
            origin = PageOrigin(
                delivery=source.name, place=place, file=path.name, sha256=sha256, frame=frame
            )
            pages.append(_page(load_frame(path, frame, settings), origin))
    return tuple(pages)


def _page(frame: Frame, origin: PageOrigin) -> Page:
    height, width = frame.image.shape[:2]
    grey = frame.image if frame.image.ndim == 2 else cv2.cvtColor(frame.image, cv2.COLOR_BGR2GRAY)
    payload = read_separator(np.asarray(grey))
    return Page(
        number=origin.place,
        origin=origin,
        width_px=width,
        height_px=height,
        dpi=frame.header_dpi or FALLBACK_DPI,
        mode=frame.mode,
        pixels_sha256=pixels_sha256([frame.image], width=width, height=height),
        is_blank=False,
        separator=payload,
        turn=frame.turn_hint,
    )
