"""Entries struck out or stamped by hand that nobody is told of: missed deletions, and false ones.

Draws strokes and stamps over the entries of sheets that hold none, reads and extracts the page as
an import does, and counts the entries that still are active without a flag.

    python -m bench.deletions [DIR] [--count N] [--seed N]
"""

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from random import Random

import cv2
import numpy as np
from spacy.language import Language

from baulast.cleaned import Image
from baulast.model import Dossier, Entry, Page, PageKind, Status
from baulast.settings import Settings
from bench.deliveries import deliveries, given_or_drawn
from bench.pens import INKS, PENS, STAMPS, Passage, delete, inks_on
from bench.score import upper
from extract.find import make_nlp
from extract.headings import ColumnRole
from extract.sheet import Row, sheet_page
from extract.stage import extract
from ingest.clean import clean
from ingest.images import load_frame
from ingest.scans import find_sources
from ingest.survey import survey
from ocr.engine import Engine
from ocr.open import open_engine
from ocr.read import read, upright

SETTINGS = Settings()
COUNT = 300  # of each kind: the measure
TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's page without a deletion: its upright image, and where its entries stand."""

    image: Image
    page: Page
    header_dpi: float | None
    passages: dict[int, Passage]  # by running number


def main(arguments: Sequence[str] | None = None) -> None:
    options = _options(arguments)
    with tempfile.TemporaryDirectory(prefix="baulast-deletions-") as made:
        folder = given_or_drawn(options.folder, Path(made), seed=options.seed)
        sheets = list(find_sheets(folder))
    entries = sum(len(sheet.passages) for sheet in sheets)
    print(f"{len(sheets)} sheets with {entries} entries that are active and read so")
    print(f"{'kind':14} {'ink':10} {'n':>5} {'missed':>7} {'at most':>8}")
    for kind in (*PENS, *STAMPS):
        if options.kind and kind not in options.kind:
            continue
        drawn, missed = tried(sheets, kind, options.count, Random(f"{options.seed}/{kind}"))
        for ink in INKS:
            if drawn[ink]:
                print(_line(kind, ink, drawn[ink], missed[ink]))
        print(_line(kind, "all", drawn.total(), missed.total()), flush=True)


def find_sheets(folder: Path) -> Iterator[Sheet]:
    """The sheets below a folder of which every entry is read as active; what is not is printed."""
    for delivery in deliveries(folder):
        for source in find_sources(delivery.folder, SETTINGS.ingest).sources:
            files = {path.name: path for path in source.files}
            for page in survey(source, SETTINGS.ingest):
                if delivery.truth["pages"][page.number - 1]["kind"] != "sheet":
                    continue
                found = _sheet(page, files.get(page.origin.file, source.files[0]))
                for entry in found.struck:
                    print(f"false: {source.name} page {page.number}, entry {entry.number.value}")
                if found.sheet.passages:
                    yield found.sheet


@dataclass(frozen=True, slots=True)
class _Found:
    sheet: Sheet
    struck: tuple[Entry, ...]


def _sheet(page: Page, original: Path) -> _Found:
    frame = load_frame(original, page.origin.frame, SETTINGS.ingest)
    unturned = clean(
        frame.image, header_dpi=frame.header_dpi, turn=page.turn, settings=SETTINGS.clean
    )
    turn = (page.turn + upright(unturned, _engine())) % 360
    image = np.asarray(cv2.rotate(frame.image, TURNS[turn])) if turn else frame.image
    page = replace(
        page, turn=0, width_px=image.shape[1], height_px=image.shape[0], kind=PageKind.SHEET
    )
    done = _read(image, page, frame.header_dpi)
    entries = entries_of(done)
    rows = {row.number: row for row in sheet_page(done).rows}
    good = {
        entry.number.value: entry
        for entry in entries
        if entry.number.value in rows and entry.status.value is Status.ACTIVE
    }
    passages = {number: passage_of(rows[number]) for number in good if number is not None}
    return _Found(
        Sheet(
            image, page, frame.header_dpi,
            {number: p for number, p in passages.items() if p is not None},
        ),
        tuple(entry for entry in entries if is_told(entry)),
    )  # fmt: skip


def passage_of(row: Row) -> Passage | None:
    """Where the wording of an entry stands."""
    lines = row.lines(ColumnRole.CONTENT)
    if not lines:
        return None
    height = float(np.median([line.height for line in lines]))
    return Passage(tuple(line.box for line in lines), height)


def _read(image: Image, page: Page, header_dpi: float | None) -> Page:
    cleaned = clean(image, header_dpi=header_dpi, turn=0, settings=SETTINGS.clean)
    return read(page, cleaned, _engine(), SETTINGS.ocr)


def entries_of(page: Page) -> tuple[Entry, ...]:
    dossier = Dossier(id="bench/1", municipality="bench", number=None, pages=(page,))
    return extract(dossier, _nlp(), SETTINGS.extract).entries


def is_told(entry: Entry) -> bool:
    """Whether a person is sent to the question whether an entry still holds."""
    return entry.status.value is not Status.ACTIVE or entry.status.is_flagged or bool(entry.doubts)


def tried(
    sheets: Sequence[Sheet], kind: str, count: int, rng: Random
) -> tuple[Counter[str], Counter[str]]:
    """How many entries were deleted in this kind, by ink, and how many of them nobody is told."""
    drawn: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for sheet in islice(cycle(sheets), 100 * count):
        if drawn.total() >= count:
            break
        image, inks = sheet.image, {}
        for number, passage in sheet.passages.items():
            inks[number] = rng.choice(inks_on(sheet.image))
            image = delete(image, passage, kind, inks[number], rng, sheet.page.dpi)
        told = {
            e.number.value: is_told(e)
            for e in entries_of(_read(image, sheet.page, sheet.header_dpi))
        }
        drawn.update(inks.values())
        missed.update(ink for number, ink in inks.items() if not told.get(number, True))
    return drawn, missed


def _line(kind: str, ink: str, drawn: int, missed: int) -> str:
    return f"{kind:14} {ink:10} {drawn:5d} {missed:7d} {100 * upper(missed, drawn):7.1f}%"


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.deletions", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="scans with truth.json files")
    parser.add_argument("--count", type=int, default=COUNT, help="entries of each kind")
    parser.add_argument("--kind", action="append", help="this kind alone; may be repeated")
    parser.add_argument("--seed", type=int, default=417)
    return parser.parse_args(arguments)


@cache
def _engine() -> Engine:
    return open_engine(SETTINGS.ocr)


@cache
def _nlp() -> Language:
    return make_nlp()


if __name__ == "__main__":
    main()
