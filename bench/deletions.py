"""Entries struck out or stamped by hand that nobody is told of: missed deletions, and false ones.

Draws strokes, stamps and notes over the entries of sheets that hold none, and counts the entries
that still are active without a flag. The marks that cleaning finds are held against the entries
first; only where they do not tell all, the page is read and extracted as an import does.

    python -m bench.deletions [DIR] [--count N] [--kind K] [--log FILE] [--misses DIR]
"""

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import count, pairwise
from pathlib import Path
from random import Random

import cv2
import numpy as np
from spacy.language import Language

from baulast.cleaned import CleanPage, Image
from baulast.model import Box, Dossier, Entry, MarkKind, Page, PageKind, Status
from baulast.settings import Settings
from bench.deliveries import deliveries, given_or_drawn
from bench.pens import FAINT, INKS, PENS, Passage, inks_on, struck
from bench.score import upper
from bench.stamps import NOTES, STAMPS, noted, room, stamped
from bench.typed import TYPED_OVER, typed_over
from extract.ends.strokes import marks_over
from extract.find import make_nlp
from extract.layout import box_of, levelled
from extract.sheets.columns import Column
from extract.sheets.headings import ColumnRole
from extract.sheets.row import Row
from extract.sheets.sheet import sheet_page
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
MOST_ROUNDS = 20  # over the same sheets, each with other strokes
TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
SHEET_WIDE = ("whole sheet", "two entries")  # one stroke for several entries
KINDS = (*PENS, *SHEET_WIDE, *TYPED_OVER, *STAMPS, *NOTES)
RED = ("red", "faint red")
SOME_INKS = {
    **dict.fromkeys(("underline", "brackets", "frame"), RED),
    **dict.fromkeys(("note typed", *TYPED_OVER), ("red", "black", "blue")),
}
WRITTEN = (MarkKind.SIGNATURE, MarkKind.HANDWRITING, MarkKind.UNREAD, MarkKind.STAMP, MarkKind.SEAL)
NOTE_BELOW = 6.0  # line heights below the wording that still belong to it
MARGIN_PX = 150  # around a missed passage, where it is kept to be looked at


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's page without a deletion: its upright image, how it was read, its entries."""

    name: str
    image: Image
    header_dpi: float | None
    page: Page
    rows: Mapping[int, Row]  # by running number, those that are active and not flagged
    passages: Mapping[int, Passage]


@dataclass(frozen=True, slots=True)
class Tried:
    """One entry deleted in one way, and whether a person is told."""

    round: int
    sheet: str
    kind: str
    ink: str
    number: int
    told: bool


def main(arguments: Sequence[str] | None = None) -> None:
    options = _options(arguments)
    kinds = [kind for kind in KINDS if not options.kind or kind in options.kind]
    with tempfile.TemporaryDirectory(prefix="baulast-deletions-") as made:
        folder = given_or_drawn(options.folder, Path(made), seed=options.seed)
        tried = _logged(options.log)
        for found in _tries(folder, kinds, tried, options):
            tried.append(found)
            if options.log:
                with options.log.open("a", encoding="utf-8") as log:
                    log.write(json.dumps([getattr(found, n) for n in Tried.__slots__]) + "\n")
    print(f"{'kind':18} {'ink':10} {'n':>5} {'missed':>7} {'at most':>8}")
    for kind in kinds:
        own = [one for one in tried if one.kind == kind]
        for ink in INKS:
            _print(kind, ink, [one for one in own if one.ink == ink])
        _print(kind, "all", own)


def _tries(
    folder: Path, kinds: Sequence[str], before: Sequence[Tried], options: argparse.Namespace
) -> Iterator[Tried]:
    """Deletions drawn sheet by sheet until there are enough of each kind, less those of before."""
    drawn = Counter(one.kind for one in before)
    done = {(one.round, one.sheet, one.kind) for one in before}
    for turn in range(MOST_ROUNDS):
        if all(drawn[kind] >= options.count for kind in kinds):
            return
        for sheet in find_sheets(folder, is_told_of_false=turn == 0):
            for kind in kinds:
                if drawn[kind] >= options.count or (turn, sheet.name, kind) in done:
                    continue
                rng = Random(f"{options.seed}/{turn}/{sheet.name}/{kind}")
                for one in tried_on(
                    sheet, kind, rng, turn, whole=options.whole, keep=options.misses
                ):
                    drawn[kind] += 1
                    yield one


def find_sheets(folder: Path, *, is_told_of_false: bool) -> Iterator[Sheet]:
    """The sheets below a folder with their active entries; entries flagged falsely are printed."""
    for delivery in deliveries(folder):
        for source in find_sources(delivery.folder, SETTINGS.ingest).sources:
            files = {path.name: path for path in source.files}
            for page in survey(source, SETTINGS.ingest):
                if delivery.truth["pages"][page.number - 1]["kind"] != "sheet":
                    continue
                name = f"{source.name}/{page.number}"
                sheet, struck_out = _sheet(name, page, files.get(page.origin.file, source.files[0]))
                if is_told_of_false:
                    for entry in struck_out:
                        print(f"not active: {name}, entry {entry.number.value}", flush=True)
                if sheet.passages:
                    yield sheet


def _sheet(name: str, page: Page, original: Path) -> tuple[Sheet, tuple[Entry, ...]]:
    frame = load_frame(original, page.origin.frame, SETTINGS.ingest)
    unturned = clean(
        frame.image, header_dpi=frame.header_dpi, turn=page.turn, settings=SETTINGS.clean
    )
    turn = (page.turn + upright(unturned, _engine())) % 360
    image = frame.image
    if turn:
        image = np.asarray(cv2.rotate(image, TURNS[turn]), dtype=np.uint8)
    page = replace(
        page, turn=0, width_px=image.shape[1], height_px=image.shape[0], kind=PageKind.SHEET
    )
    done = read(page, _cleaned(image, frame.header_dpi), _engine(), SETTINGS.ocr)
    entries = extracted(done).entries
    active = {entry.number.value for entry in entries if not is_told(entry)}
    rows = {r.number: r for r in sheet_page(done).rows if r.number is not None}
    rows = {number: row for number, row in rows.items() if number in active}
    found = {number: passage_of(row, done) for number, row in rows.items()}
    passages = {number: passage for number, passage in found.items() if passage is not None}
    sheet = Sheet(name, image, frame.header_dpi, done, rows, passages)
    return sheet, tuple(entry for entry in entries if is_told(entry))


def passage_of(row: Row, page: Page) -> Passage | None:
    """Where the wording of an entry stands, and where there is room for a note beside it."""
    lines = row.lines(ColumnRole.CONTENT)
    if not lines:
        return None
    height = float(np.median([line.height for line in lines]))
    boxes = tuple(line.box for line in lines)
    beside = (_room(row, column, page, height) for column in row.columns)
    room_beside = next((place for place in beside if place is not None), None)
    number = box_of(row.number_spots) if row.number_spots else None
    is_apart = number is not None and all(number.overlap(box) == 0 for box in boxes)
    return Passage(boxes, height, room_beside, number if is_apart else None)


def _room(row: Row, column: Column, page: Page, height: float) -> Box | None:
    """Where the next note in a column of remarks would stand; None for other columns."""
    lines = row.lines(ColumnRole.CONTENT)
    bottom = min(row.bottom, lines[-1].middle + NOTE_BELOW * height)
    if column.role is not ColumnRole.REMARKS or column.right >= page.width_px:
        return None
    place = Box(
        left=int(column.left), top=int(lines[0].middle), right=int(column.right), bottom=int(bottom)
    )
    turned = levelled(place, -page.skew_deg)
    place = Box(
        left=int(turned[0]), top=int(turned[1]), right=int(turned[2]), bottom=int(turned[3])
    )
    written = [mark.box for mark in page.marks if mark.kind in WRITTEN]
    taken = [line.box for line in row.lines(column.role)]
    return room(place, taken + [box for box in written if box.overlap(place)], height)


def _cleaned(image: Image, header_dpi: float | None) -> CleanPage:
    return clean(image, header_dpi=header_dpi, turn=0, settings=SETTINGS.clean)


def extracted(page: Page) -> Dossier:
    dossier = Dossier(id="bench/1", municipality="bench", number=None, pages=(page,))
    return extract(dossier, _nlp(), SETTINGS.extract)


def is_told(entry: Entry) -> bool:
    """Whether a person is sent to the question whether an entry still holds."""
    return entry.status.value is not Status.ACTIVE or entry.status.is_flagged or bool(entry.doubts)


def tried_on(
    sheet: Sheet, kind: str, rng: Random, turn: int, *, whole: bool, keep: Path | None
) -> Iterator[Tried]:
    """The entries of a sheet deleted in one way, and which of them a person is told of."""
    image = sheet.image
    inks: dict[int, str] = {}
    for numbers, passage in _passages(sheet, kind):
        ink = rng.choice(_inks(kind, sheet.image))
        image = delete(image, passage, kind, ink, rng, sheet.page.dpi)
        inks |= dict.fromkeys(numbers, ink)
    if not inks:
        return
    told = told_of(sheet, image, inks, whole=whole)
    for number, ink in inks.items():
        if keep and number not in told:
            _keep(keep, image, sheet, number, f"{kind} {ink}")
        yield Tried(turn, sheet.name, kind, ink, number, number in told)


def delete(scan: Image, passage: Passage, kind: str, ink: str, rng: Random, dpi: float) -> Image:
    """The scan with a passage deleted in one of ``KINDS``."""
    if kind in STAMPS:
        return stamped(scan, passage, kind, ink, rng, dpi)
    if kind in TYPED_OVER:
        return typed_over(scan, passage, ink, rng, dpi)
    if kind in NOTES:
        return noted(scan, passage, kind, ink, rng, dpi)
    pen = rng.choice(["diagonal", "cross", "z"]) if kind in SHEET_WIDE else kind
    return struck(scan, passage, pen, ink, rng, dpi)


def _passages(sheet: Sheet, kind: str) -> Iterator[tuple[tuple[int, ...], Passage]]:
    """What is deleted at once, with the numbers of the entries in it."""
    if kind not in SHEET_WIDE:
        for number, passage in sheet.passages.items():
            needed = {"number": passage.number} | dict.fromkeys(NOTES, passage.beside)
            if needed.get(kind, passage) is not None:
                yield (number,), passage
        return
    numbers = tuple(sheet.passages)
    groups: Iterable[tuple[int, ...]] = [numbers] if kind == "whole sheet" else _pairs(numbers)
    for group in groups:
        own = [sheet.passages[number] for number in group]
        yield group, Passage(tuple(box for one in own for box in one.lines), own[0].height)


def _pairs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Every second pair of neighbours: no entry is in two of them."""
    return (pair for place, pair in zip(count(), pairwise(numbers)) if place % 2 == 0)


def _inks(kind: str, image: Image) -> tuple[str, ...]:
    """The inks of a kind that can be seen on a scan."""
    inks = tuple(ink for ink in inks_on(image) if ink in SOME_INKS.get(kind, INKS))
    return tuple(ink for ink in inks if ink not in FAINT) if kind == "stamp faint" else inks


def told_of(sheet: Sheet, image: Image, numbers: Iterable[int], *, whole: bool) -> set[int]:
    """The entries of which a person is told on the page as it was drawn over."""
    numbers = set(numbers)
    cleaned = _cleaned(image, sheet.header_dpi)
    marked = replace(sheet.page, marks=cleaned.marks)
    seen = {number for number in numbers if marks_over(marked, sheet.rows[number])}
    if seen == numbers and not whole:
        return seen
    unread = replace(sheet.page, words=(), blocks=(), marks=(), doubts=())
    done = extracted(read(unread, cleaned, _engine(), SETTINGS.ocr))
    active = {entry.number.value for entry in done.entries if not is_told(entry)}
    lost = numbers - {entry.number.value for entry in done.entries}
    others = [e for e in done.entries if e.number.value not in sheet.rows and is_told(e)]
    is_said = len(done.pages[0].doubts) > len(sheet.page.doubts) or len(others) >= len(lost)
    return numbers - active - (set() if is_said else lost)


def _keep(folder: Path, image: Image, sheet: Sheet, number: int, name: str) -> None:
    """Keeps a missed passage as a picture, to be looked at."""
    folder.mkdir(parents=True, exist_ok=True)
    box = sheet.passages[number].box
    top, left = max(0, box.top - MARGIN_PX), max(0, box.left - MARGIN_PX)
    part = image[top : box.bottom + MARGIN_PX, left : box.right + 4 * MARGIN_PX]
    cv2.imwrite(str(folder / f"{name} {sheet.name.replace('/', ' ')} {number}.jpg"), part)


def _print(kind: str, ink: str, tried: Sequence[Tried]) -> None:
    if tried:
        missed = sum(not one.told for one in tried)
        most = 100 * upper(missed, len(tried))
        print(f"{kind:18} {ink:10} {len(tried):5d} {missed:7d} {most:7.1f}%", flush=True)


def _logged(log: Path | None) -> list[Tried]:
    if log is None or not log.exists():
        return []
    return [Tried(*json.loads(line)) for line in log.read_text(encoding="utf-8").splitlines()]


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.deletions", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="scans with truth.json files")
    parser.add_argument("--count", type=int, default=COUNT, help="entries of each kind")
    parser.add_argument("--kind", action="append", choices=KINDS, help="may be repeated")
    parser.add_argument("--seed", type=int, default=417)
    parser.add_argument("--log", type=Path, help="keeps what was tried; a later run goes on")
    parser.add_argument("--misses", type=Path, help="folder for pictures of missed passages")
    parser.add_argument("--whole", action="store_true", help="reads every page, seen or not")
    return parser.parse_args(arguments)


@cache
def _engine() -> Engine:
    return open_engine(SETTINGS.ocr)


@cache
def _nlp() -> Language:
    return make_nlp()


if __name__ == "__main__":
    main()
