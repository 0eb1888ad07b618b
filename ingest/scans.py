"""What was delivered: files found and grouped into sources, nothing decoded but headers.

Every file below the folder ends in exactly one place: in a source, left because it is no scan,
waiting because it is still being written, or refused. A page that is damaged stays in its source,
so that the dossier is set aside and not imported without it.
"""

import stat
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, StrEnum
from pathlib import Path

from baulast.errors import (
    FolderLinked,
    FormatUnsupported,
    InputError,
    ScanUnreachable,
    ScanUnreadable,
    system_words,
)
from baulast.language import tr
from baulast.settings import IngestSettings
from ingest.filetype import FileType, file_type
from ingest.images import open_scan
from ingest.names import natural_key, readable_name

# fmt: off
SCAN_SUFFIXES = frozenset((
    ".pdf", ".tif", ".tiff", ".jpg", ".jpeg", ".jpe", ".jfif", ".png",
    ".jp2", ".j2k", ".j2c", ".jpf", ".jpx",
))
# Pictures that no scanner for files delivers: not read, but nobody may think they were.
OTHER_PICTURES = frozenset((
    ".bmp", ".gif", ".webp", ".heic", ".heif", ".avif", ".jxl", ".pcx", ".psd", ".dng",
    ".djvu", ".djv", ".jbig2", ".jb2",
))
# fmt: on
UNFINISHED = frozenset((".part", ".partial", ".tmp", ".crdownload", ".filepart", ".download"))
ABANDONED_S = 86_400.0  # an unfinished file that nobody has touched for a day stays unfinished
HIDDEN = (".", "~$")  # .DS_Store, ._page.jpg of macOS, lock files of office programs


class SourceKind(StrEnum):
    PDF = "pdf"
    TIFF = "tiff"
    FOLDER = "folder"  # of single pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Files that were delivered as one: a PDF, a multi-page TIFF or a folder of single pages."""

    name: str  # of the folder or file, without extension
    files: tuple[Path, ...]  # in the order of pages
    kind: SourceKind


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that cannot be taken, and why."""

    path: Path
    error: InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """Everything below a folder, accounted for, in natural order."""

    sources: tuple[Source, ...]
    left: tuple[Path, ...]  # no scans: Thumbs.db, truth.json
    waiting: tuple[Path, ...]  # still being written, with the pages that belong to them
    refused: tuple[Refusal, ...]  # folders, links and pictures that cannot be read


class _Lot(Enum):
    """What becomes of a file."""

    PDF = "pdf"
    PAGES = "pages"  # multi-page TIFF
    TIFF_PAGE = "tiff_page"
    PAGE = "page"
    LEFT = "left"
    WAITING_PDF = "waiting_pdf"
    WAITING = "waiting"


SINGLE = frozenset((_Lot.PAGE, _Lot.TIFF_PAGE))
_LINKED = tr("Verknüpfung auf einen Ordner", "link to a folder")
_UNSUPPORTED = tr("Bildformat nicht unterstützt", "unsupported format")


def find_sources(root: Path, settings: IngestSettings) -> Inventory:
    """The sources at or below ``root``; ScanUnreadable where ``root`` itself cannot be opened."""
    refused: list[Refusal] = []
    lots: dict[Path, list[tuple[Path, _Lot]]] = defaultdict(list)
    for path in _files(root, refused):
        lot = _lot(path, settings, refused)
        if lot is not None:
            lots[path.parent].append((path, lot))
    sources = [source for folder in lots for source in _sources(folder, lots[folder])]
    return Inventory(
        sources=tuple(sorted(sources, key=lambda source: natural_key(source.files[0]))),
        left=tuple(path for lot in lots.values() for path, what in lot if what is _Lot.LEFT),
        waiting=tuple(path for lot in lots.values() for path in _waiting(lot)),
        refused=tuple(refused),
    )


def _files(root: Path, refused: list[Refusal]) -> Iterator[Path]:
    """Every file at or below ``root`` in natural order; links to folders are not followed."""
    try:
        entries = sorted(root.iterdir(), key=natural_key) if root.is_dir() else None
    except OSError as error:
        refused.append(_closed(root, error))
        return
    if entries is None:
        yield root
        return
    for entry in entries:
        try:
            is_folder, is_link = entry.is_dir(), entry.is_symlink()
        except OSError as error:  # the folder lets its names be read and no more
            refused.append(_closed(entry, error))
            continue
        if is_folder and is_link:
            refused.append(_refusal(entry, FolderLinked, _LINKED))
        elif is_folder and not entry.name.startswith(HIDDEN):
            yield from _files(entry, refused)
        else:
            yield entry


def _lot(path: Path, settings: IngestSettings, refused: list[Refusal]) -> _Lot | None:
    """The file's lot; None where it is refused. A scan by name is never refused: it fails later."""
    if path.name.startswith(HIDDEN):
        return _Lot.LEFT
    suffix = path.suffix.lower()
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            refused.append(_refusal(path, ScanUnreachable, tr("keine Datei", "not a file")))
            return None
        filetype = file_type(path)
    except OSError as error:
        if suffix in SCAN_SUFFIXES:
            return _lot_by_name(suffix)
        refused.append(_closed(path, error))
        return None
    age_s = abs(time.time() - status.st_mtime)  # clocks of scanners run ahead, too
    if suffix in UNFINISHED:
        return _Lot.WAITING if age_s < ABANDONED_S else _Lot.LEFT
    if filetype is None and suffix in OTHER_PICTURES:
        refused.append(_refusal(path, FormatUnsupported, _UNSUPPORTED))
        return None
    if filetype is None and suffix not in SCAN_SUFFIXES:
        return _Lot.LEFT
    if age_s < settings.settle_s:
        return _Lot.WAITING_PDF if filetype is FileType.PDF else _Lot.WAITING
    return _lot_by_name(suffix) if filetype is None else _lot_by_content(path, filetype, settings)


def _lot_by_name(suffix: str) -> _Lot:
    """The lot of an empty, damaged or closed file."""
    if suffix == ".pdf":
        return _Lot.PDF
    return _Lot.TIFF_PAGE if suffix in (".tif", ".tiff") else _Lot.PAGE


def _lot_by_content(path: Path, filetype: FileType, settings: IngestSettings) -> _Lot:
    if filetype is FileType.PDF:
        return _Lot.PDF
    if filetype is not FileType.TIFF:
        return _Lot.PAGE
    try:
        with open_scan(path, settings) as scan:
            return _Lot.PAGES if scan.pages > 1 else _Lot.TIFF_PAGE
    except ScanUnreadable:
        return _Lot.TIFF_PAGE


def _sources(folder: Path, lots: list[tuple[Path, _Lot]]) -> Iterator[Source]:
    """The sources of one folder: its PDFs, its TIFFs, and its single pages together.

    Beside multi-page TIFFs a TIFF of one page is a dossier of one page, not a page of the folder.
    """
    kinds = {_Lot.PDF: SourceKind.PDF, _Lot.PAGES: SourceKind.TIFF}
    if any(lot is _Lot.PAGES for _, lot in lots):
        kinds[_Lot.TIFF_PAGE] = SourceKind.TIFF
    for path, lot in lots:
        if lot in kinds:
            yield Source(name=readable_name(path.stem), files=(path,), kind=kinds[lot])
    pages = tuple(path for path, lot in lots if lot in SINGLE and lot not in kinds)
    if pages and not _is_held(lots):
        name = readable_name(folder.absolute().name)
        yield Source(name=name, files=pages, kind=SourceKind.FOLDER)


def _is_held(lots: list[tuple[Path, _Lot]]) -> bool:
    """Whether a page of the folder is still being written: the others wait for it."""
    return any(lot is _Lot.WAITING for _, lot in lots)


def _waiting(lots: list[tuple[Path, _Lot]]) -> Iterator[Path]:
    held = SINGLE if _is_held(lots) else frozenset()
    if any(lot is _Lot.PAGES for _, lot in lots):
        held -= {_Lot.TIFF_PAGE}
    for path, lot in lots:
        if lot in (_Lot.WAITING, _Lot.WAITING_PDF) or lot in held:
            yield path


def _closed(path: Path, error: OSError) -> Refusal:
    reason = tr("nicht zu öffnen", "cannot be opened")
    return _refusal(path, ScanUnreachable, f"{reason} ({system_words(error)})")


def _refusal(path: Path, kind: type[InputError], reason: str) -> Refusal:
    return Refusal(path, kind(f"{readable_name(path.name)}: {reason}"))
