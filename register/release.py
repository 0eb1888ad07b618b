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
from archive.supplement import Supplement, read_supplement
from baulast.errors import InputError
from baulast.language import Both, tr
from baulast.model import Box, Dossier, Page


class Overtaken(InputError):
    """Somebody else has released the page, or taken it back, since it was looked at."""

    exit_code = 2
    remedy = Both(
        "Nichts wurde geändert. Das Ergebnis noch einmal ansehen.",
        "Nothing was changed. Look at the result once more.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A page that may be shown to those without the right to names."""

    page: int
    boxes: tuple[Box, ...]  # blackened, on the upright scan
    by: str
    at: str  # ISO time with zone


def stand_of(store: Store, dossier: Dossier, page: Page) -> str:
    """What a release of the page is made upon: another one when somebody released it meanwhile."""
    return _stand(read_supplement(store.supplement(dossier.id)), dossier, page)[0]


def release(
    store: Store, dossier: Dossier, page: Page, boxes: tuple[Box, ...], *, by: str, stand: str
) -> None:
    """Writes down that the page may be shown with these boxes blackened.

    Overtaken where it does not stand as it did: boxes of another person may be missing here.
    """
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
    _append(store, dossier, page, event, stand)


def withdraw(store: Store, dossier: Dossier, page: Page, *, by: str, stand: str) -> None:
    """Writes down that the page may no longer be shown; Overtaken as of a release."""
    at = datetime.now().astimezone().isoformat(timespec="seconds")
    event = {
        "event": WITHDRAWN,
        "version": dossier.version,
        "page": page.number,
        "by": by,
        "at": at,
    }
    _append(store, dossier, page, event, stand)


def _append(store: Store, dossier: Dossier, page: Page, event: dict[str, Any], stand: str) -> None:
    def events(supplement: Supplement) -> list[dict[str, Any]]:
        now, by = _stand(supplement, dossier, page)
        if now != stand:
            raise Overtaken(
                tr(
                    f"{by} hat diese Seite inzwischen freigegeben oder zurückgezogen.",
                    f"{by} has released or withdrawn this page meanwhile.",
                )
            )
        return [event]

    append_noted(store, dossier.id, events)


def _stand(supplement: Supplement, dossier: Dossier, page: Page) -> tuple[str, str]:
    """The newest line about the page and whose it is; "": there is none."""
    for line, event in reversed(supplement.lines):
        is_about = (event.get("version"), event.get("page")) == (dossier.version, page.number)
        if event.get("event") in (RELEASED, WITHDRAWN) and is_about:
            return line, str(event["by"])
    return "", ""


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
