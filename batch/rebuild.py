"""The catalog anew from the archive folder: what is done, what was read, what was corrected."""

from dataclasses import replace

from archive.store import Store
from archive.supplement import read_supplement
from batch.judge import proving_pages
from batch.keys import reading_key, steps_sha256
from batch.readings import from_anywhere
from baulast.corrections import Correction
from baulast.model import Dossier, DoubtReason, Page, PageKind, Step
from catalog.records import CorrectionRecord, DossierRecord, DossierState
from catalog.store import Catalog
from ingest.split import content_sha256

CORRECTION = "correction"  # the name of the event in the supplement
# What cleaning and reading may doubt; all else on a page is said by the survey or the rules.
OF_READING = frozenset(
    {
        DoubtReason.UNREAD_INK,
        DoubtReason.NO_TEXT,
        DoubtReason.ORIENTATION,
        DoubtReason.RESOLUTION,
        DoubtReason.TOO_LARGE,
        DoubtReason.INK_LOST,
    }
)
# What the judgement of a dossier may doubt; all else about it as a whole is said by the rules.
OF_JUDGEMENT = frozenset({DoubtReason.NUMBER_KNOWN, DoubtReason.PAGES_KNOWN})


def rebuild_catalog(catalog: Catalog, store: Store) -> int:
    """Put every dossier of the store into the catalog in place of what is there; how many."""
    catalog.clear()
    count = 0
    ids: set[str] = set()
    for dossier in store.dossiers():
        _keep(catalog, dossier)
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


def _keep(catalog: Catalog, dossier: Dossier) -> None:
    steps = {step.stage: step for step in dossier.steps}
    unread = replace(
        dossier,
        pages=tuple(_unread(page) for page in dossier.pages),
        fields=(),
        entries=(),
        steps=(),
        doubts=tuple(doubt for doubt in dossier.doubts if doubt.reason in OF_JUDGEMENT),
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
    catalog.archived(dossier, steps_sha256=record.steps_sha256, owed_to=())
    if "read" in steps:
        _keep_readings(catalog, dossier, steps["read"])


def _keep_readings(catalog: Catalog, dossier: Dossier, step: Step) -> None:
    for page in dossier.pages:
        key = reading_key(page, step)
        if not page.is_blank:
            catalog.keep_reading(key, from_anywhere(_as_read(page)))


def _as_read(page: Page) -> Page:
    """The page without what later stages said about it."""
    doubts = tuple(doubt for doubt in page.doubts if doubt.reason in OF_READING)
    return replace(page, kind=_surveyed_kind(page), doubts=doubts)


def _unread(page: Page) -> Page:
    return replace(
        page,
        kind=_surveyed_kind(page),
        skew_deg=0.0,
        blocks=(),
        words=(),
        marks=(),
        doubts=(),
    )


def _surveyed_kind(page: Page) -> PageKind | None:
    """The kind where the survey tells it; all others are told by the rules."""
    return page.kind if page.kind in (PageKind.BLANK, PageKind.SEPARATOR) else None
