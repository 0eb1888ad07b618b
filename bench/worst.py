"""The ten pages that are read worst, each with its image, what stands there and what was read."""

import base64
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

import cv2

from archive.store import Store
from baulast.model import Dossier, Page
from baulast.settings import IngestSettings
from bench import score
from bench.deliveries import Delivery
from ingest.images import load_frame

WORST = 10
WIDTH_PX = 900  # a typed line can be read at it
HEAD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>worst pages</title><style>
body { font: 14px sans-serif; margin: 2em } section { display: flex; gap: 1em; margin-bottom: 3em }
img { max-width: 45vw; border: 1px solid #999; align-self: flex-start }
pre { white-space: pre-wrap; background: #f4f4f4; padding: 1em; flex: 1; min-width: 0 }
</style>"""


def write_worst(
    found: Sequence[Delivery], text: list[dict[str, Any]], home: Path, target: Path
) -> None:
    """One HTML file that needs nothing beside it."""
    truth = {delivery.truth["file_id"]: delivery.truth for delivery in found}
    _, _, rows = score.score_text(truth, text, True)
    read = {(row["file_id"], row["page"]): row["text"] for row in text}
    stored = {
        (page.origin.delivery, page.origin.place): (dossier, page)
        for dossier in Store(home).dossiers()
        for page in dossier.pages
    }
    parts = [HEAD]
    for error, name, number, kind in rows[:WORST]:
        stands = next(p["text"] for p in truth[name]["pages"] if p["number"] == number)
        picture = _picture(home, *stored[name, number]) if (name, number) in stored else ""
        parts.append(
            f"<h2>{100 * error:.1f} % · {escape(name)} page {number} ({escape(kind)})</h2><section>"
            f"{picture}<pre>{escape(stands)}</pre><pre>{escape(read.get((name, number), ''))}</pre>"
            "</section>"
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(parts), encoding="utf-8")


def _picture(home: Path, dossier: Dossier, page: Page) -> str:
    """The page as it was turned for reading, with its doubts."""
    original = Store(home).original(page.origin.sha256)
    image = load_frame(original, page.origin.frame, IngestSettings()).image
    turns = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
    if page.turn:
        image = cv2.rotate(image, turns[page.turn])
    scale = WIDTH_PX / image.shape[1]
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    _, jpeg = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 70])
    doubts = "; ".join(doubt.detail.german for doubt in page.doubts)
    source = base64.b64encode(jpeg.tobytes()).decode()
    title = escape(f"{dossier.id}: {doubts}")
    return f'<img alt="" title="{title}" src="data:image/jpeg;base64,{source}">'
