"""What was delivered: files found and grouped into sources, nothing decoded."""

import time
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from baulast.errors import InputError
from baulast.settings import IngestSettings
from ingest.filetype import FileType, file_type
from ingest.images import open_scan
from ingest.names import natural_key, readable_name


class SourceKind(StrEnum):
    PDF = "pdf"
    TIFF = "tiff"
    FOLDER = "folder"  # of single pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Files that were delivered as one: a PDF, a multi-page TIFF or a folder of single pages."""

    name: str  # of the folder or file, without extension
    files: tuple[Path, ...]  # in order of pages
    kind: SourceKind


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that cannot be taken, and why."""

    path: Path
    error: InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """Everything below a folder, accounted for."""

    sources: tuple[Source, ...]
    left: tuple[Path, ...]  # no scans: Thumbs.db, truth.json
    waiting: tuple[Path, ...]  # still being written
    refused: tuple[Refusal, ...]  # scans by name that cannot be opened


def find_sources(root: Path, settings: IngestSettings) -> Inventory:
    """The sources below ``root`` in natural order of their paths."""
    paths = [root] if root.is_file() else sorted(root.rglob("*"), key=natural_key)
    sources: list[Source] = []
    left: list[Path] = []
    waiting: list[Path] = []
    singles: dict[Path, list[Path]] = defaultdict(list)
    for path in paths:
        if not path.is_file():
            continue
        filetype = file_type(path)
        if filetype is None:
            left.append(path)
        elif abs(time.time() - path.stat().st_mtime) < settings.settle_s:
            waiting.append(path)
        elif filetype is FileType.PDF:
            sources.append(
                Source(name=readable_name(path.stem), files=(path,), kind=SourceKind.PDF)
            )
        elif filetype is FileType.TIFF and _pages(path, settings) > 1:
            sources.append(
                Source(name=readable_name(path.stem), files=(path,), kind=SourceKind.TIFF)
            )
        else:
            singles[path.parent].append(path)
    for folder, files in singles.items():
        sources.append(
            Source(
                name=readable_name(folder.resolve().name),
                files=tuple(files),
                kind=SourceKind.FOLDER,
            )
        )
    sources.sort(key=lambda source: natural_key(source.files[0]))
    return Inventory(sources=tuple(sources), left=tuple(left), waiting=tuple(waiting), refused=())


def _pages(path: Path, settings: IngestSettings) -> int:
    with open_scan(path, settings) as scan:
        return scan.pages
