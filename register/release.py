"""Pages that a reviewer has released with names blackened: for those who may not see names.

A release stands in the dossier's supplement, with the pixels that it was made for: a page that was
scanned anew has to be looked at anew. The blackened picture is drawn from the scan each time, so
that nothing lies about that could be mistaken for an original.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from archive.noted import RELEASED, WITHDRAWN, append_noted
from archive.store import Store
from archive.supplement import read_supplement
from baulast.model import Box, Dossier, Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A page that may be shown to those without the right to names."""

    page: int
    boxes: tuple[Box, ...]  # blackened, on the upright scan
    by: str
    at: str  # ISO time with zone


def release(store: Store, dossier: Dossier, page: Page, boxes: tuple[Box, ...], *, by: str) -> None:
    """Writes down that the page may be shown with these boxes blackened."""
    at = datetime.now().astimezone().isoformat(timespec="seconds")
    event = {
        "event": RELEASED,
        "version": dossier.version,
        "page": page.number,
        "pixels_sha256": page.pixels_sha256,
        "turn": page.turn,  # the boxes are of the page as it was turned then
        "boxes": [[box.left, box.top, box.right, box.bottom] for box in boxes],
        "by": by,
        "at": at,
    }
    append_noted(store, dossier.id, lambda _: [event])


def withdraw(store: Store, dossier: Dossier, page: Page, *, by: str) -> None:
    """Writes down that the page may no longer be shown."""
    at = datetime.now().astimezone().isoformat(timespec="seconds")
    event = {
        "event": WITHDRAWN,
        "version": dossier.version,
        "page": page.number,
        "by": by,
        "at": at,
    }
    append_noted(store, dossier.id, lambda _: [event])


def released(store: Store, dossier: Dossier) -> dict[int, Release]:
    """The pages that may be shown, by their number."""
    pages = {page.number: page for page in dossier.pages}
    found: dict[int, Release] = {}
    for event in read_supplement(store.supplement(dossier.id)).events:
        if event.get("event") not in (RELEASED, WITHDRAWN) or event["version"] != dossier.version:
            continue
        found.pop(event["page"], None)
        page = pages.get(event["page"])
        if event["event"] == RELEASED and page is not None and _is_same(event, page):
            found[page.number] = Release(
                page=page.number,
                boxes=tuple(
                    Box(left=left, top=top, right=right, bottom=bottom)
                    for left, top, right, bottom in event["boxes"]
                ),
                by=event["by"],
                at=event["at"],
            )
    return found


def _is_same(event: dict[str, Any], page: Page) -> bool:
    return bool(event["pixels_sha256"] == page.pixels_sha256 and event["turn"] == page.turn)
