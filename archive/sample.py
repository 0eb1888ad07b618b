"""Sight checks: which pages a person should compare with the paper, and what came of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from archive.audit import user
from archive.noted import SIGHT, append_noted
from archive.store import Store
from archive.supplement import read_supplement
from baulast.chance import is_among
from baulast.errors import InputError
from baulast.language import Both, tr
from baulast.model import Dossier, Page


class Result(StrEnum):
    """What a person saw."""

    SAME = "same"
    DIFFERS = "differs"


class PageUnknown(InputError):
    """The dossier has no page of that number."""

    remedy = Both(
        "`baulast show AKTE` nennt die Seiten.", "`baulast show DOSSIER` tells the pages."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """A page that was drawn, and what came of it; None: nobody has looked yet."""

    dossier: str
    version: int
    page: int
    result: Result | None


def drawn(store: Store, *, rate: float, seed: int) -> Iterator[Sight]:
    """The pages of a sample, blank ones too: one taken for blank in error shows to a person alone.

    Each page is drawn by itself: what is imported later changes nothing for those drawn before.
    """
    for dossier in store.readings():
        pages = [page for page in dossier.pages if is_drawn(dossier, page, rate=rate, seed=seed)]
        results = _results(store, dossier) if pages else {}
        for page in pages:
            yield Sight(
                dossier=dossier.id,
                version=dossier.version,
                page=page.number,
                result=results.get(page.pixels_sha256),
            )


def is_drawn(dossier: Dossier, page: Page, *, rate: float, seed: int) -> bool:
    """Whether a page belongs to the sample of that seed: the same on every machine."""
    place = f"{seed}/{dossier.id}/{dossier.version}/{page.number}/{page.pixels_sha256}"
    return is_among(place, rate)


def record_sight(
    store: Store, id: str, *, version: int, page: int, result: Result, remark: str
) -> None:
    """Keeps in the dossier's supplement and in the audit trail what a person saw."""
    pixels = {p.number: p.pixels_sha256 for p in store.load(id, version).pages}.get(page)
    if pixels is None:
        raise PageUnknown(tr(f"{id}: keine Seite {page}", f"{id}: no page {page}"))
    where = {"version": version, "page": page, "result": result}
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    said = {**where, "pixels_sha256": pixels, "remark": remark, "by": user(), "at": now}
    append_noted(store, id, lambda _: [{"event": SIGHT, **said}])


def _results(store: Store, dossier: Dossier) -> dict[str, Result]:
    """The newest result for each page, by its pixels: another scan has to be seen anew."""
    events: Iterable[dict[str, str]] = read_supplement(store.supplement(dossier.id)).events
    return {e["pixels_sha256"]: Result(e["result"]) for e in events if e.get("event") == SIGHT}
