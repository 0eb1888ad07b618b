"""The catalog anew from the archive folder: what is done, what was read, what was corrected."""

from collections.abc import Sequence
from dataclasses import replace

from archive.store import Store
from archive.supplement import read_supplement
from batch.judge import JUDGED, proving_pages
from batch.keys import reading_key, steps_sha256
from batch.readings import from_anywhere
from baulast.corrections import Correction
from baulast.model import PAGE_DOUBTS_OF_RULES, Dossier, Doubt, Page, PageKind, Step
from catalog.records import CorrectionRecord, DossierRecord, DossierState
from catalog.store import Catalog
from ingest.split import content_sha256

CORRECTION = "correction"  # the name of the event in the supplement


def rebuild_catalog(catalog: Catalog, store: Store, *, owed_to: Sequence[str] = ()) -> int:
    """Put every dossier of the store into the catalog in place of what is there; how many.

    ``owed_to``: indices on servers, which may lack any of them.
    """
    catalog.clear()
    count = 0
    ids: set[str] = set()
    for dossier in store.dossiers():
        _keep(catalog, dossier, owed_to)
        ids.add(dossier.id)
        count += 1
    for id in sorted(ids):
        for event in read_supplement(store.supplement(id)).events:
            if event.get("event") == CORRECTION:
                catalog.keep_correction(correction_of(id, event))
    return count


def correction_event(record: CorrectionRecord) -> dict[str, object]:
    """The correction as the supplement keeps it."""
    said = record.correction
    return {
        "event": CORRECTION,
        "version": record.version,
        "place": record.place,
        "seen": said.seen,
        "value": said.value,
        "by": said.by,
        "at": said.at,
    }


def correction_of(id: str, event: dict[str, str]) -> CorrectionRecord:
    """The correction that the supplement keeps."""
    said = Correction(seen=event["seen"], value=event["value"], by=event["by"], at=event["at"])
    return CorrectionRecord(
        dossier=id, version=int(event["version"]), place=event["place"], correction=said
    )


def _keep(catalog: Catalog, dossier: Dossier, owed_to: Sequence[str]) -> None:
    steps = {step.stage: step for step in dossier.steps}
    unread = replace(
        dossier,
        pages=tuple(_unread(page) for page in dossier.pages),
        fields=(),
        entries=(),
        steps=(),
        doubts=tuple(doubt for doubt in dossier.doubts if doubt.reason in JUDGED),
    )
    record = DossierRecord(
        id=dossier.id,
        version=dossier.version,
        municipality=dossier.municipality,
        number=dossier.number,
        content_sha256=content_sha256(dossier),
        proves=proving_pages(dossier),
        source="",
        state=DossierState.DONE,
        steps_sha256=steps_sha256([steps[s] for s in ("read", "extract") if s in steps]),
        batch=0,
    )
    catalog.keep_dossier(record, unread)
    catalog.archived(dossier, steps_sha256=record.steps_sha256, owed_to=owed_to)
    if "read" in steps:
        _keep_readings(catalog, dossier, steps["read"])


def _keep_readings(catalog: Catalog, dossier: Dossier, step: Step) -> None:
    """Keep what was read on the pages, without what the rules added."""
    for page in dossier.pages:
        if not page.is_blank:
            reading = replace(page, kind=_surveyed_kind(page), doubts=_before_rules(page))
            catalog.keep_reading(reading_key(page, step), from_anywhere(reading))


def _unread(page: Page) -> Page:
    return replace(
        page,
        kind=_surveyed_kind(page),
        skew_deg=0.0,
        blocks=(),
        words=(),
        marks=(),
        doubts=_before_rules(page),
    )


def _before_rules(page: Page) -> tuple[Doubt, ...]:
    """What survey and reading doubted; which of the two it was makes no difference."""
    return tuple(doubt for doubt in page.doubts if doubt.reason not in PAGE_DOUBTS_OF_RULES)


def _surveyed_kind(page: Page) -> PageKind | None:
    """The kind where the survey tells it; all others are told by the rules."""
    return page.kind if page.kind in (PageKind.BLANK, PageKind.SEPARATOR) else None
