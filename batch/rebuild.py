"""The catalog anew from the archive folder: what is done, what was read, what was corrected."""

from collections.abc import Container, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain, groupby, islice, product
from operator import attrgetter
from pathlib import Path

from archive.audit import told_lines
from archive.store import Store
from archive.supplement import read_supplement
from archive.witness import named_dossiers
from batch.judge import ARRANGED, JUDGED, claim_of, proving_pages
from batch.keys import reading_key, steps_sha256
from batch.readings import from_anywhere, with_reading
from batch.sharing import shared_indices
from batch.telling import decision_record
from baulast.carried import said_first
from baulast.errors import CatalogUnusable
from baulast.language import tr
from baulast.model import PAGE_DOUBTS_OF_RULES, Dossier, Doubt, Page, PageKind, Step
from baulast.settings import IndexSettings
from baulast.standing import Standing, decisions_of
from baulast.tasks import tasks_of
from catalog.content import SAFE
from catalog.records import DecisionRecord, DossierRecord, DossierState
from catalog.store import Catalog
from ingest.split import content_sha256

NOTHING_KNOWN = ""  # as the hash of a dossier's pages: only the audit trail tells that it was there
AT_ONCE = 20  # dossiers put into the catalog with one sync of the disk: few to hold in memory
LOST = "lost"  # as what it is archived with: it was, and nobody can strike it out as if it were not


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """What came of building catalog and index anew."""

    dossiers: int
    lost: tuple[tuple[str, int], ...]  # id and version: known, and not readable in the archive


def rebuild_catalog(
    catalog: Catalog,
    store: Store,
    *,
    owed_to: Sequence[str] = (),
    named: Iterable[tuple[str, int]] = (),
    but: Container[Path] = (),
) -> Rebuilt:
    """Put every dossier of the store into the catalog in place of what is there.

    What the catalog knew as safe or the trail has ``named``, and is not there any more or lies in a
    folder ``but`` (not as it was written), is set aside: else a search that lacks it would say that
    it has searched everything. ``owed_to``: indices on servers, which may lack any dossier.
    """
    catalog.clear(keeps_dossiers=True)
    count = 0
    by_id = groupby(store.readings(but=but), key=attrgetter("id"))
    while some := tuple((id, tuple(readings)) for id, readings in islice(by_id, AT_ONCE)):
        with catalog.together():
            for id, readings in some:
                for reading in readings:
                    keep(catalog, reading, store.standing(reading), owed_to)
                    count += 1
                catalog.desk.keep_decisions(id, decided(store, id))
    known = ((record.id, record.version) for record in catalog.walk(*SAFE))
    lost = sorted({key for key in chain(known, named) if not _is_there(store, *key, but=but)})
    for id, version in lost:
        set_lost_aside(catalog, id, version)
    for id, version in catalog.content.unreadable():
        if (spoilt := catalog.dossier(id, version)) is not None:
            catalog.keep_dossier(*without_pages(spoilt))
    return Rebuilt(dossiers=count, lost=tuple(lost))


def catalog_anew(
    store: Store, catalog: Catalog, settings: IndexSettings, *, but: Container[Path]
) -> Rebuilt:
    """The catalog of a home with all that the archive holds, and all that it is known to lack."""
    named = named_dossiers(told_lines(store.home))
    owed_to = shared_indices(settings)
    return rebuild_catalog(catalog, store, owed_to=owed_to, named=named, but=but)


def _is_there(store: Store, id: str, version: int, *, but: Container[Path]) -> bool:
    return store.dossier_folder(id) not in but and store.has(id, version)


def set_lost_aside(catalog: Catalog, id: str, version: int) -> None:
    """Has status, search and statement say that a dossier is missing, until it is there again."""
    unread = _pageless(id, version)
    known = catalog.dossier(id, version)
    if known is None:
        known = claim_of(unread, NOTHING_KNOWN, "", batch=0)
    else:
        with suppress(CatalogUnusable):  # of an earlier program: it can only be told that it lacks
            unread = catalog.unread(id, version)
    lost = replace(
        known,
        state=DossierState.SET_ASIDE,
        steps_sha256=LOST,
        error=tr(
            "Die Akte fehlt im Archiv oder ist dort nicht, wie sie geschrieben wurde.",
            "The dossier is missing in the archive, or is not as it was written there.",
        ),
        remedy=tr(
            "Ihren Ordner aus der Sicherung zurückspielen, dann `baulast verify --repair`.",
            "Put its folder back from the backup, then `baulast verify --repair`.",
        ),
    )
    catalog.keep_dossier(lost, unread)


def without_pages(known: DossierRecord) -> tuple[DossierRecord, Dossier]:
    """A dossier that is not in the archive, set aside: nobody can tell its pages any more."""
    aside = replace(
        known,
        state=DossierState.SET_ASIDE,
        content_sha256=NOTHING_KNOWN,
        proves=0,
        error=tr(
            "Der Katalog war beschädigt und weiß nicht mehr, welche Seiten zu der Akte gehören.",
            "The catalog was damaged and cannot tell any more which pages the dossier has.",
        ),
        remedy=tr(
            f"Ihre Lieferung noch einmal importieren ({known.source}).",
            f"Import its delivery once more ({known.source}).",
        ),
    )
    return aside, _pageless(known.id, known.version)


def _pageless(id: str, version: int) -> Dossier:
    town = id.partition("/")[0]
    return Dossier(id=id, municipality=town, number=None, version=version, pages=())


def decided(store: Store, id: str) -> tuple[DecisionRecord, ...]:
    """What reviewers decided about a dossier, as its supplement keeps it."""
    lines = said_first(read_supplement(store.supplement(id)).lines)
    return tuple(decision_record(id, line, said) for line, said in decisions_of(lines))


def keep(catalog: Catalog, dossier: Dossier, standing: Standing, owed_to: Sequence[str]) -> None:
    """Put a dossier of the archive into the catalog in place of what is there of it."""
    unread = replace(
        dossier,
        pages=tuple(_unread(page) for page in dossier.pages),
        fields=(),
        entries=(),
        steps=(),
        doubts=tuple(doubt for doubt in dossier.doubts if doubt.reason in JUDGED),
    )
    record = record_of(dossier, standing)
    if (known := catalog.dossier(dossier.id, dossier.version)) is not None:
        record = replace(record, source=known.source or record.source, batch=known.batch)
    catalog.keep_dossier(record, unread)
    catalog.archived(
        standing.dossier,
        steps_sha256=record.steps_sha256,
        owed_to=owed_to,
        tasks=tasks_of(standing),
    )
    for step in dossier.steps:
        if step.stage == "read":
            _keep_readings(catalog, dossier, step)


def record_of(dossier: Dossier, standing: Standing) -> DossierRecord:
    """What the catalog says of a dossier of the archive, but for the delivery that it came in."""
    steps = {step.stage: step for step in dossier.steps}
    return DossierRecord(
        id=dossier.id,
        version=dossier.version,
        municipality=dossier.municipality,
        number=dossier.number,
        content_sha256=content_sha256(dossier),
        proves=proving_pages(dossier),
        source=ARRANGED if standing.is_arranged else "",
        state=DossierState.DONE,
        steps_sha256=steps_sha256([steps[s] for s in ("read", "extract") if s in steps]),
        batch=0,
        entries=len(standing.dossier.entries),
    )


def has_readings_of(catalog: Catalog, dossier: Dossier) -> bool:
    """Whether what is kept of the dossier's pages, if anything, is what was read on them.

    Doubts do not count: the same pixels may be doubted for what stands around them.
    """
    steps = [step for step in dossier.steps if step.stage == "read"]
    for page, step in product(dossier.pages, steps):
        key = reading_key(page, step)
        kept = catalog.results.reading(key)
        if kept is None and catalog.results.has_reading(key):
            return False
        read = without_rules(page)
        if kept and replace(with_reading(read, kept), doubts=read.doubts) != read:
            return False
    return True


def _keep_readings(catalog: Catalog, dossier: Dossier, step: Step) -> None:
    """Keep what was read on the pages, without what the rules added."""
    for page in dossier.pages:
        if not page.is_blank:
            catalog.results.keep_reading(
                reading_key(page, step), from_anywhere(without_rules(page))
            )


def without_rules(page: Page) -> Page:
    """The page as it was read, without what the rules added."""
    return replace(page, kind=_surveyed_kind(page), doubts=_before_rules(page))


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
