"""Deliveries made here, and what an import of them leaves behind."""

import hashlib
import os
import sqlite3
import zlib
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import img2pdf
import numpy as np
import zxingcpp
from PIL import Image, ImageDraw, ImageFont

from archive.manifest import NAME, read_manifest
from archive.record import RECORD_FILES
from batch.tasks import read_page
from baulast.settings import IngestSettings, Settings
from index.embedded import EmbeddedIndex

DPI = 150
A5 = 874, 1240  # half a sheet is read twice as fast as a whole one
LONG_AGO = 1_700_000_000  # files that were written now would be left waiting
SETTINGS = Settings(ingest=IngestSettings(settle_s=2.0))


class InProcess(Executor):
    """Does what it is given at once, in this process: no worker has to start."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - an executor hands every error to its future
            future.set_exception(error)
        return future


class Remembering(InProcess):
    """Reads a page once and remembers what was read, so that killing an import is soon done."""

    def __init__(self) -> None:
        self._read: dict[object, Future[Any]] = {}

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        _, function, *values = args
        if function is not read_page:
            return super().submit(fn, *args, **kwargs)
        page, original, settings = values
        key = page, original.name, settings
        if key not in self._read:
            self._read[key] = super().submit(fn, *args, **kwargs)
        future: Future[Any] = Future()
        if error := self._read[key].exception():
            future.set_exception(error)
        else:
            future.set_result(self._read[key].result())
        return future


def written(*lines: str) -> Image.Image:
    """A page with these lines of type."""
    page = Image.new("L", A5, 255)
    draw, font = ImageDraw.Draw(page), ImageFont.load_default(28)
    for row, line in enumerate(lines):
        draw.text((90, 120 + 60 * row), line, fill=0, font=font)
    return page


def separator(number: str) -> Image.Image:
    """A sheet that is little else than the barcode of a number."""
    code = zxingcpp.create_barcode(number, zxingcpp.BarcodeFormat.Code128).to_image(scale=5)
    page = written("Trennblatt", number)
    page.paste(Image.fromarray(np.asarray(code)), (100, 400))
    return page


def save_tiff(path: Path, *pages: Image.Image) -> None:
    first, *others = pages
    first.save(path, save_all=True, append_images=others, compression="tiff_lzw", dpi=(DPI, DPI))


def age(root: Path) -> None:
    """Make it look as if the scanner had finished long ago."""
    for path in root.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))


def deliver(root: Path) -> None:
    """Five dossiers: one without number, two in a batch, a new version of one of those, and the
    first one again in another format."""
    folder = root / "Akte 7"
    folder.mkdir(parents=True)
    for number, text in enumerate(["Baulastenblatt Nr. 143", "Gemarkung Büttgen Flur 12"], 1):
        written(text, "Flurstück 345", "eingetragen am 12.03.1974").save(
            folder / f"{number}.jpg", dpi=(DPI, DPI), quality=90
        )
    (folder / "Thumbs.db").write_bytes(b"\xd0\xcf\x11\xe0")
    save_tiff(
        root / "stapel.tif",
        separator("KAA-BL-1"),
        written("Baulastenblatt Nr. 8", "Stellplatzbaulast"),
        separator("KAA-BL-2"),
        written("Baulastenblatt Nr. 9", "Zufahrt"),
        Image.new("L", A5, 255),
    )
    save_tiff(root / "tausch.tif", separator("KAA-BL-1"), written("Verzicht", "Löschung am 3.4.86"))
    jpegs = [str(path) for path in sorted(folder.glob("*.jpg"))]
    (root / "zweitstück.pdf").write_bytes(img2pdf.convert(jpegs))
    age(root)


@dataclass(frozen=True)
class LeftBehind:
    """What an import leaves in a home, to be compared."""

    archive: dict[str, str]  # every file of the store with its hash; half done ones show too
    catalog: dict[str, list[str]]  # rows, without the history of runs
    index: str


def left_behind(home: Path, delivery: Path) -> LeftBehind:
    """What lies in the home now; paths within the delivery count, its own place does not."""
    archive = {
        path.relative_to(home).as_posix(): _fingerprint(path)
        for folder in ("originals", "dossiers", "work")
        for path in sorted((home / folder).rglob("*"))
        if path.is_file()
    }
    with sqlite3.connect(home / "catalog.sqlite") as db:
        catalog = {
            table: sorted(_row(row, delivery) for row in db.execute(f"SELECT {what} FROM {table}"))
            for table, what in TABLES.items()
        }
    with EmbeddedIndex(home / "index.sqlite") as index:
        return LeftBehind(archive, catalog, index.digest())


def _fingerprint(path: Path) -> str:
    """Hash of a file without what tells who took it in and when."""
    if path.name in RECORD_FILES:
        return ""
    if path.name == NAME:
        manifest = read_manifest(path.parent)
        return str((manifest.content, manifest.originals, manifest.previous is None))
    return hashlib.sha256(path.read_bytes()).hexdigest()


TABLES = {
    "sources": "municipality, path, name, kind, state, pages, error",
    "dossiers": "id, version, number, content_sha256, proves, source, state, steps_sha256, "
    "entries, unread, error",
    "pages": "*",
    "doubts": 'dossier, version, page, reason, detail, "left", top, "right", bottom',
    "owed": "*",
    "surveys": "*",
    "page_readings": "*",
}


def _row(row: tuple[object, ...], delivery: Path) -> str:
    plain = (zlib.decompress(v).decode() if isinstance(v, bytes) else str(v) for v in row)
    return "|".join(plain).replace(str(delivery), "")
