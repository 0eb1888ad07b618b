"""CPU seconds a page by stage, in one process and in the order of the import."""

import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import tesserocr
from PIL import Image as Pillow

from archive.pdfa import write_pdfa
from archive.store import Store
from baulast.cleaned import Image
from baulast.model import Dossier, Page
from baulast.settings import Settings
from extract.find import make_nlp
from extract.stage import extract
from index.embedded import EmbeddedIndex
from ingest.clean import clean
from ingest.images import Frame, load_frame
from ingest.scans import find_sources
from ingest.split import split
from ingest.survey import survey
from ocr.engine import Engine, find_tessdata
from ocr.open import open_engine
from ocr.read import read, upright

BARE_MODEL = "deu"


@dataclass(slots=True)
class StageTimes:
    """CPU seconds by stage, and of bare recognition of the same pages."""

    pages: int = 0
    stages: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    bare: float = 0.0

    @contextmanager
    def of(self, stage: str) -> Iterator[None]:
        started = time.process_time()
        yield
        self.stages[stage] += time.process_time() - started


def stage_times(folder: Path, municipality: str, home: Path, settings: Settings) -> StageTimes:
    """Takes the folder in, stage by stage; models are loaded before the clock starts."""
    cv2.setNumThreads(1)
    times = StageTimes()
    engine, nlp, store = open_engine(settings.ocr), make_nlp(), Store(home)
    with (
        EmbeddedIndex(home / "index.sqlite") as index,
        tesserocr.PyTessBaseAPI(
            path=str(find_tessdata((BARE_MODEL,))), lang=BARE_MODEL, psm=tesserocr.PSM.AUTO
        ) as bare,
    ):
        _warm(engine, bare, settings)
        for source in find_sources(folder, settings.ingest).sources:
            with times.of("store originals"):
                for path in source.files:
                    store.put_original(path)
            with times.of("survey"):
                pages = survey(source, settings.ingest)
            for dossier in split(pages, municipality):
                done = replace(
                    dossier,
                    pages=tuple(
                        _read_page(page, store, engine, bare, settings, times)
                        for page in dossier.pages
                    ),
                )
                with times.of("extract"):
                    done = extract(done, nlp, settings.extract)
                with times.of("PDF/A, store"):
                    store.commit(done, partial(_write, done, store, settings))
                with times.of("index"):
                    index.put(done)
    return times


def _write(dossier: Dossier, store: Store, settings: Settings, target: Path) -> None:
    write_pdfa(dossier, store.original, target, settings.archive)


def _read_page(
    page: Page,
    store: Store,
    engine: Engine,
    bare: tesserocr.PyTessBaseAPI,
    settings: Settings,
    times: StageTimes,
) -> Page:
    times.pages += 1
    if page.is_blank:
        return page  # as in the import: nothing to read
    with times.of("load"):
        frame = load_frame(store.original(page.origin.sha256), page.origin.frame, settings.ingest)
    with times.of("clean"):
        cleaned = clean(frame.image, header_dpi=frame.header_dpi, turn=0, settings=settings.clean)
    with times.of("upright"):
        turn = upright(cleaned, engine)
    if turn:
        with times.of("clean"):
            cleaned = clean(
                frame.image, header_dpi=frame.header_dpi, turn=turn, settings=settings.clean
            )
    with times.of("read"):
        done = read(page, cleaned, engine, settings.ocr)
    started = time.process_time()
    _bare_text(bare, frame, done)
    times.bare += time.process_time() - started
    return done


def _bare_text(bare: tesserocr.PyTessBaseAPI, frame: Frame, page: Page) -> str:
    """One pass over the page as scanned, upright and told its true resolution: its best case."""
    turns = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
    image: Image = frame.image
    if page.turn:
        image = cv2.rotate(image, turns[page.turn])  # type: ignore[assignment]
    bare.SetImage(Pillow.fromarray(image))
    bare.SetSourceResolution(round(page.dpi))
    return str(bare.GetUTF8Text())


def _warm(engine: Engine, bare: tesserocr.PyTessBaseAPI, settings: Settings) -> None:
    """Models are read on first use; that is not a page's time."""
    blank = Pillow.new("L", (600, 200), 255)
    bare.SetImage(blank)
    bare.GetUTF8Text()
    picture = np.full((600, 800), 255, np.uint8)
    cv2.putText(picture, "Baulast", (40, 300), cv2.FONT_HERSHEY_SIMPLEX, 2, 0, 4)
    upright(clean(picture, header_dpi=300, turn=0, settings=settings.clean), engine)
