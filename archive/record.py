"""The transfer record (Transfervermerk): how the paper became this file, written once (pure).

What came later stands in the dossier's supplement. The fields are described in
``docs/transfer.schema.json``; ``archive.record_text`` says the same in German sentences.

German whatever the language of the process: it is a document of the office.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

from archive.trail_mark import Mark
from baulast.language import counted
from baulast.model import Dossier, Page, PageKind
from baulast.page_count import counts_said, is_separator
from baulast.settings import Settings

RECORD, READABLE, SIGNATURE = "transfer.json", "transfer.txt", "transfer.json.sig"
RECORD_FILES = frozenset({RECORD, READABLE, SIGNATURE})
FORMAT = 1

ASKED_DPI = 300  # DFG rules of practice: at the size of the original
EDGE_MM = 0.5  # a word nearer to the edge than this was probably cut there; margins are wider
MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """The run in which a dossier was taken in."""

    by: str  # user of the operating system
    at: str  # start of the run
    batch: int
    program: str  # name and version


def record_of(
    dossier: Dossier,
    *,
    files: Mapping[str, str],
    previous: str | None,
    devices: Mapping[str, Mapping[str, str]],
    intake: Intake,
    settings: Settings,
    trail: Mark | None,
) -> dict[str, Any]:
    """The record as JSON; ``files``: PDF and reading, ``devices``: tags, both by hash or name.

    ``trail``: the last line of the audit trail by then.
    """
    return {
        "format": FORMAT,
        "dossier": dossier.id,
        "version": dossier.version,
        "number": dossier.number,
        "municipality": dossier.municipality,
        "intake": asdict(intake),
        "protection_class": settings.transfer.protection_class,
        "files": dict(sorted(files.items())),
        "previous_manifest": previous,
        "trail": trail and trail.to_json(),
        "originals": _originals(dossier, devices),
        "steps": [
            {"stage": s.stage, "tools": dict(s.tools), "settings_sha256": s.settings_sha256}
            for s in dossier.steps
        ],
        "settings": {
            name: asdict(getattr(settings, name))
            for name in ("ingest", "clean", "ocr", "extract", "archive")
        },
        "pages": [_page(page) for page in dossier.pages],
        "doubts": [
            {"page": doubt.page, "reason": doubt.reason, "detail": doubt.detail.german}
            for doubt in dossier.all_doubts
        ],
        "checks": [asdict(check) for check in checks(dossier)],
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What was looked at, how it ended, and the pages that deviate."""

    name: str
    result: str  # "passed", "deviates" or "not_possible"
    says: str
    pages: tuple[int, ...] = ()


def checks(dossier: Dossier) -> Iterator[Check]:
    """Every check of the intake, passed or not; one that was not possible says why."""
    yield Check(
        name="pdfa",
        result="passed",  # the store is handed no PDF that has not passed
        says="PDF/A-2u geprüft, so viele Seiten wie der Scan",
    )
    yield _page_count(dossier)
    yield _check(
        "resolution",
        [page for page in dossier.pages if not page.is_blank and round(page.dpi) < ASKED_DPI],
        f"weniger als {ASKED_DPI} dpi",
        f"keine Seite hat weniger als {ASKED_DPI} dpi",
    )
    yield _check(
        "empty_text",
        [p for p in dossier.pages if not (p.is_blank or p.words or p.kind is PageKind.SEPARATOR)],
        "bedruckt oder beschrieben, aber kein Wort gelesen",
        "auf jeder bedruckten oder beschriebenen Seite wurde etwas gelesen",
    )
    yield _check(
        "cut_edges",
        [page for page in dossier.pages if _reaches_edge(page)],
        "Schrift reicht bis an den Rand des Scans",
        "auf keiner Seite reicht gelesene Schrift bis an den Rand des Scans",
    )
    yield _check(
        "order",
        [after for before, after in pairwise(dossier.pages) if _place(after) < _place(before)],
        "anders geordnet als geliefert",
        "wie geliefert",
    )


def _page_count(dossier: Dossier) -> Check:
    """The pages that came beside those that separator and cover name."""
    count = counted(sum(not is_separator(page) for page in dossier.pages), "Seite", "Seiten")
    counts = tuple(counts_said(dossier.pages))
    if not counts:
        none = "Trennblatt und Deckblatt nennen keine Anzahl"
        return Check(name="page_count", result="not_possible", says=f"{count}; {none}")
    named = "; ".join(f"Seite {c.page}: {c.words}" for c in counts)
    deviating = tuple(dict.fromkeys(c.page for c in counts if not c.is_met_by(dossier.pages)))
    return Check(
        name="page_count",
        result="deviates" if deviating else "passed",
        says=f"{count}; {named}",
        pages=deviating,
    )


def to_json(record: Mapping[str, Any]) -> str:
    """The record as text; the same record gives the same text."""
    return json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _originals(
    dossier: Dossier, devices: Mapping[str, Mapping[str, str]]
) -> list[dict[str, object]]:
    names = {page.origin.sha256: page.origin.file for page in dossier.pages}
    return [
        {"sha256": sha256, "file": name, "device": dict(devices.get(sha256, {}))}
        for sha256, name in names.items()
    ]


def _page(page: Page) -> dict[str, object]:
    return {
        "number": page.number,
        "delivery": page.origin.delivery,
        "place": page.origin.place,
        "original": page.origin.sha256,
        "frame": page.origin.frame,
        "width_px": page.width_px,
        "height_px": page.height_px,
        "dpi": page.dpi,
        "mode": page.mode,
        "pixels_sha256": page.pixels_sha256,
        "is_blank": page.is_blank,
        "turn": page.turn,
        "kind": page.kind,
        "words": len(page.words),
    }


def _check(name: str, deviating: Sequence[Page], what: str, passed: str) -> Check:
    numbers = tuple(page.number for page in deviating)
    if not numbers:
        return Check(name=name, result="passed", says=passed)
    says = f"{what}: Seite {', '.join(map(str, numbers))}"
    return Check(name=name, result="deviates", says=says, pages=numbers)


def _reaches_edge(page: Page) -> bool:
    width, height = page.upright_size
    margin = EDGE_MM / MM_PER_INCH * page.dpi
    return any(
        min(w.box.left, w.box.top, width - w.box.right, height - w.box.bottom) < margin
        for w in page.words
    )


def _place(page: Page) -> int:
    return page.origin.place
