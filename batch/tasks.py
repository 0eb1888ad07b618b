"""What is done in a worker: functions of a module, frozen values in and out.

The process that hands out the work imports this module as well, and has no use for spaCy and the
rules of PDF/A, which take longer to load than all the rest: what finishes a dossier is loaded when
the first one is finished.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path

from archive.record import Intake
from archive.store import Store
from batch.pictures import draw_doubted_pages
from batch.worker import grant
from baulast.cleaned import CleanPage
from baulast.errors import ScanTooLarge, ScanUnreadable
from baulast.language import tr
from baulast.model import Dossier, Page
from baulast.page_count import count_doubts
from baulast.settings import ExtractSettings, OcrSettings, Settings
from ingest.clean import clean
from ingest.images import load_frame
from ingest.scans import Source
from ingest.survey import is_damaged, survey
from ocr.engine import Engine
from ocr.open import open_engine
from ocr.read import read, upright

# A survey decodes each page once, mostly in a tenth of a second; rendered pages have a limit of
# their own. How many there are is not known before, so each page that is done grants time anew: a
# megabyte holds thirty pages of type, or thousands of blank ones.
SURVEY_BASE_S = 120.0
SURVEY_S_PER_MB = 30.0
# Fields of a page take a tenth of a second; a page whose image must be coded anew takes three.
FINISH_BASE_S = 120.0
FINISH_S_PER_PAGE = 10.0


def survey_limit_s(size: int) -> float:
    """How long the survey of so many bytes may take."""
    return SURVEY_BASE_S + SURVEY_S_PER_MB * size / 1e6


def finish_limit_s(pages: int) -> float:
    """How long extraction and PDF/A of so many pages may take."""
    return FINISH_BASE_S + FINISH_S_PER_PAGE * pages


def take_in(
    source: Source, sha256s: tuple[str, ...], settings: Settings, home: Path
) -> tuple[Page, ...]:
    """The unread pages of a source whose originals now lie in the store."""
    store = Store(home)
    for path, sha256 in zip(source.files, sha256s, strict=True):
        if store.put_original(path) != sha256:
            raise ScanUnreadable(
                tr(
                    f"{path}: während des Imports verändert",
                    f"{path}: changed during the import",
                )
            )
    return look_at(source, sha256s, settings)


def look_at(source: Source, sha256s: tuple[str, ...], settings: Settings) -> tuple[Page, ...]:
    """The unread pages of a source, nothing written."""
    pages = survey(source, settings.ingest, page_done=lambda: grant(SURVEY_BASE_S))
    if not {page.origin.sha256 for page in pages} <= set(sha256s):
        raise ScanUnreadable(
            tr(
                f"{source.name}: während des Imports verändert",
                f"{source.name}: changed during the import",
            )
        )
    return pages


def read_page(page: Page, original: Path, settings: Settings) -> Page:
    """The page with its words; one too large to read comes back as it is, doubted by the survey."""
    if is_damaged(page):
        load_frame(original, page.origin.frame, settings.ingest)  # says what is wrong with it
        raise ScanUnreadable(
            tr("beim ersten Ansehen nicht zu dekodieren", "not to be decoded at the first look")
        )
    engine = _engine(settings.ocr)
    try:
        cleaned = _cleaned(page, original, engine, settings)
    except ScanTooLarge:
        return page
    return read(page, cleaned, engine, settings.ocr)


def _cleaned(page: Page, original: Path, engine: Engine, settings: Settings) -> CleanPage:
    """The page upright and ready for reading; the scan's own pixels are let go of."""
    frame = load_frame(original, page.origin.frame, settings.ingest)
    cleaning = partial(clean, frame.image, header_dpi=frame.header_dpi, settings=settings.clean)
    cleaned = cleaning(turn=page.turn)
    missing = upright(cleaned, engine)
    if missing:
        cleaned = cleaning(turn=(page.turn + missing) % 360)
    return cleaned.on_larger_scan(frame.reduced)


def finish(dossier: Dossier, home: Path, settings: Settings, intake: Intake) -> Dossier:
    """The dossier with its fields and entries, committed to the store with its PDF/A."""
    done = extracted(dossier, settings.extract)
    commit(done, home, settings, intake)
    return done


def extracted(dossier: Dossier, settings: ExtractSettings) -> Dossier:
    """The dossier with its fields and entries."""
    read = _extraction(settings)(dossier)  # which tells cover sheets, too
    return replace(read, doubts=(*read.doubts, *count_doubts(read.pages)))


def commit(done: Dossier, home: Path, settings: Settings, intake: Intake) -> None:
    """Has the store hold the dossier with its PDF/A."""
    from archive.pdfa import write_pdfa
    from archive.transfer import write_record

    store = Store(home)
    store.commit(
        done,
        lambda target: write_pdfa(done, store.original, target, settings.archive),
        partial(write_record, done, store, settings, intake),
    )
    draw_doubted_pages(done, store, settings.ingest)


@lru_cache(maxsize=1)  # an engine holds 200 MB of models
def _engine(settings: OcrSettings) -> Engine:
    return open_engine(settings)


@lru_cache(maxsize=1)
def _extraction(settings: ExtractSettings) -> Callable[[Dossier], Dossier]:
    from extract import stage
    from extract.find import make_nlp

    nlp = make_nlp(settings)
    return lambda dossier: stage.extract(dossier, nlp, settings)
