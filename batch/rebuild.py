"""The catalog anew from the archive folder: what is done, what was read, what was corrected."""

from collections.abc import Sequence
from dataclasses import replace

from archive.store import Store
from archive.supplement import read_supplement
from batch.judge import JUDGED, proving_pages
from batch.keys import reading_key, steps_sha256
from batch.readings import from_anywhere
from batch.telling import decision_record
from baulast.model import PAGE_DOUBTS_OF_RULES, Dossier, Doubt, Page, PageKind, Step
from baulast.standing import Standing, decisions_of
from baulast.tasks import tasks_of
from catalog.records import DossierRecord, DossierState
from catalog.store import Catalog
from ingest.split import content_sha256


def rebuild_catalog(catalog: Catalog, store: Store, *, owed_to: Sequence[str] = ()) -> int:
    """Put every dossier of the store into the catalog in place of what is there; how many.

    ``owed_to``: indices on servers, which may lack any of them.
    """
    catalog.clear()
    count = 0
    ids: set[str] = set()
    for reading in store.readings():
        _keep(catalog, reading, store.standing(reading), owed_to)
        ids.add(reading.id)
        count += 1
    for id in sorted(ids):
        lines = read_supplement(store.supplement(id)).lines
        records = [decision_record(id, line, said) for line, said in decisions_of(lines)]
        if records:
            catalog.desk.keep_decisions(id, records)
    return count


def _keep(catalog: Catalog, dossier: Dossier, standing: Standing, owed_to: Sequence[str]) -> None:
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
    catalog.archived(
        standing.dossier,
        steps_sha256=record.steps_sha256,
        owed_to=owed_to,
        tasks=tasks_of(standing),
    )
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
