"""The first look at a source: every page counted, hashed, and told blank or separator."""

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import cv2
import numpy as np

from baulast.cleaned import Image
from baulast.errors import ScanUnreadable
from baulast.language import Both
from baulast.model import ColourMode, Doubt, DoubtReason, Page, PageKind, PageOrigin
from baulast.settings import IngestSettings
from ingest.blank import LOOK_DPI, Verdict, judge, look_at
from ingest.bleed import Ink, ink_of, shines_through
from ingest.fingerprint import PixelHash, file_sha256
from ingest.images import assembled, is_readable, open_scan, reduction
from ingest.names import readable_name
from ingest.raster import Raster
from ingest.scans import Source, SourceKind
from ingest.separator import Separator, read_separator

A4_WIDTH_IN = 8.27
PAPER_IN = (3.5, 80.0)  # short sides of what is in a file: index cards (A6) to plotter rolls
USUAL_DPI, MOST_DPI = 300.0, 650.0  # of scans: an image that A4 would make finer is larger paper
LOOKED_AT_PIXELS = 8_000_000  # A1 at LOOK_DPI; larger is a plan, neither blank nor a separator


@dataclass(frozen=True, slots=True)
class _Side:
    """A page as far as it can be told alone, and its ink to lay on its neighbours."""

    page: Page
    ink: Ink | None  # None: too large to be looked at
    faint: Separator | None = None  # what faint ink would make of the side, if it is its own


def survey(
    source: Source, settings: IngestSettings, *, page_done: Callable[[], None] = lambda: None
) -> tuple[Page, ...]:
    """The pages of a source, numbered by their place in it, unread.

    ``turn`` is what the header asks for; reading adds what is still missing. A damaged page of a
    folder in which separator sheets lie comes without pixels (``is_damaged``): it is to set only
    its own dossier aside. Without them the folder is one dossier, and ScanUnreadable.
    """
    pages = []
    damages: list[ScanUnreadable] = []
    for page in _told_by_neighbours(_sides(source, settings, damages)):
        pages.append(page)
        page_done()
    if damages and not any(page.kind is PageKind.SEPARATOR for page in pages):
        raise damages[0]
    return tuple(pages)


def is_damaged(page: Page) -> bool:
    """Whether the page could not be decoded when it was surveyed."""
    return page.width_px == 0


def _sides(
    source: Source, settings: IngestSettings, damages: list[ScanUnreadable]
) -> Iterator[_Side]:
    place = 0
    for path in source.files:
        first = PageOrigin(
            delivery=source.name,
            place=place + 1,
            file=readable_name(path.name),
            sha256=file_sha256(path),
            frame=0,
        )
        try:
            for side in _sides_of(path, first, settings):
                place += 1
                yield side
        except ScanUnreadable as error:
            if source.kind is not SourceKind.FOLDER:
                raise
            damages.append(error)
            place += 1
            yield _Side(_damaged(replace(first, place=place)), None)


def _sides_of(path: Path, first: PageOrigin, settings: IngestSettings) -> Iterator[_Side]:
    with open_scan(path, settings) as scan:
        for frame in range(scan.pages):
            origin = replace(first, place=first.place + frame, frame=frame)
            with scan.raster(frame) as raster:
                yield _side(raster, origin, settings)


def _damaged(origin: PageOrigin) -> Page:
    """A page that cannot be decoded, known by its file."""
    return Page(
        number=origin.place,
        origin=origin,
        width_px=0,
        height_px=0,
        dpi=USUAL_DPI,
        mode=ColourMode.GREY,
        pixels_sha256=origin.sha256,
    )


def _told_by_neighbours(sides: Iterable[_Side]) -> Iterator[Page]:
    """The pages, with backs that only show their front through told blank; three at a time."""
    before: _Side | None = None
    here: _Side | None = None
    for after in chain(sides, [None]):
        if here is not None:
            yield _settled(here, before, after)
        before, here = here, after


def _settled(side: _Side, *neighbours: _Side | None) -> Page:
    if side.ink is None or side.ink.strokes is None:
        return side.page
    fronts = (other.ink for other in neighbours if other is not None and other.ink is not None)
    if any(shines_through(side.ink, front) for front in fronts):
        return replace(side.page, is_blank=True, kind=PageKind.BLANK)
    if any(other is not None and other.page.kind is PageKind.SEPARATOR for other in neighbours):
        return side.page  # its bars are those of the sheet beside it
    return _with_separator(side.page, side.faint)


def _side(raster: Raster, origin: PageOrigin, settings: IngestSettings) -> _Side:
    page = Page(
        number=origin.place,
        origin=origin,
        width_px=raster.width,
        height_px=raster.height,
        dpi=paper_dpi(raster),
        mode=raster.mode,
        pixels_sha256="",
        turn=raster.turn_hint,
        doubts=tuple(_header_doubts(raster, origin.place)),
    )
    if not is_readable(raster):
        return _Side(_unread(page), None)
    pixels = PixelHash(width=raster.width, height=raster.height)
    rows = map(_grey, pixels.watch(raster.stripes()))
    if raster.width * raster.height * (LOOK_DPI / page.dpi) ** 2 > LOOKED_AT_PIXELS:
        deque(rows, maxlen=0)
        return _Side(replace(page, pixels_sha256=pixels.sha256()), None)
    grey = assembled(rows, raster, reduction(raster, settings))
    return _looked_at(replace(page, pixels_sha256=pixels.sha256()), grey)


def _looked_at(page: Page, grey: Image) -> _Side:
    """The side told blank or separator as far as it can be told alone."""
    dpi = page.dpi * grey.shape[1] / page.width_px
    look = look_at(grey, dpi)
    verdict = judge(look)
    if verdict is Verdict.BLANK:
        page = replace(page, is_blank=True, kind=PageKind.BLANK)
        return _Side(page, ink_of(look, is_unclear=False))
    found = read_separator(grey, dpi)
    if verdict is Verdict.UNCLEAR:
        return _Side(page, ink_of(look, is_unclear=True), found)
    return _Side(_with_separator(page, found), ink_of(look, is_unclear=False))


def _with_separator(page: Page, found: Separator | None) -> Page:
    if found is None:
        return page
    page = replace(page, kind=PageKind.SEPARATOR, separator=found.number)
    return (
        page if found.number is not None else replace(page, doubts=(*page.doubts, _undecoded(page)))
    )


def _grey(stripe: Image) -> Image:
    if stripe.ndim == 2:
        return stripe
    return np.asarray(cv2.cvtColor(stripe, cv2.COLOR_BGR2GRAY), dtype=np.uint8)


def paper_dpi(raster: Raster) -> float:
    """The header's resolution where paper can be that large, else the one that makes it A4."""
    short = min(raster.width, raster.height)
    header = raster.header_dpi
    if header is not None and PAPER_IN[0] <= short / header <= PAPER_IN[1]:
        return header
    guess = round(short / A4_WIDTH_IN, 1)
    return guess if guess <= MOST_DPI else USUAL_DPI


def _unread(page: Page) -> Page:
    """A page that no worker can decode: known by its file instead of its pixels, with a doubt."""
    source = f"{page.origin.sha256}/{page.origin.frame}"
    detail = Both(
        f"zu groß zum Lesen ({page.width_px} x {page.height_px} Bildpunkte)",
        f"too large to be read ({page.width_px} x {page.height_px} pixels)",
    )
    doubt = Doubt(reason=DoubtReason.TOO_LARGE, detail=detail, page=page.number)
    return replace(
        page,
        pixels_sha256=hashlib.sha256(source.encode()).hexdigest(),
        doubts=(*page.doubts, doubt),
    )


def _header_doubts(raster: Raster, number: int) -> Iterator[Doubt]:
    if not raster.is_square:
        detail = Both(
            "waagerecht und senkrecht verschieden aufgelöst (Fax): die Seite ist verzerrt",
            "resolution differs across and down (fax): the page is distorted",
        )
        yield Doubt(reason=DoubtReason.RESOLUTION, detail=detail, page=number)


def _undecoded(page: Page) -> Doubt:
    detail = Both(
        "sieht aus wie ein Trennblatt, der Strichcode ist nicht lesbar: neue Akte ohne Nummer",
        "looks like a separator sheet, its barcode cannot be read: new dossier without a number",
    )
    return Doubt(reason=DoubtReason.SEPARATOR_UNDECODED, detail=detail, page=page.number)
