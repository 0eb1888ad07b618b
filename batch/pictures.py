"""Small pictures of doubted pages, kept beside the archive for the report; drawn anew at will."""

import hashlib
from pathlib import Path

from archive.durable import make_folder, storage_errors, write_file
from archive.store import Store
from baulast.errors import ScanUnreadable
from baulast.model import Dossier, Doubt, Page
from baulast.settings import IngestSettings
from ingest.images import load_frame
from report.thumbnail import thumbnail

FOLDER = "pictures"


def picture_path(home: Path, id: str, version: int, page: int) -> Path:
    """Where the picture of a page lies, drawn already or not."""
    name = hashlib.sha256(f"{id}\0{version}".encode()).hexdigest()
    return home / FOLDER / name[:2] / name / f"{page:04}.jpg"


def picture_of(home: Path, id: str, version: int, page: int) -> bytes | None:
    """The picture as JPEG; None where none was drawn."""
    try:
        return picture_path(home, id, version, page).read_bytes()
    except FileNotFoundError:
        return None


def draw_doubted_pages(dossier: Dossier, store: Store, settings: IngestSettings) -> None:
    """Draw every page of the dossier that a person should look at."""
    doubts = dossier.all_doubts
    for page in dossier.pages:
        here = [doubt for doubt in doubts if doubt.page == page.number]
        if here:
            _draw(dossier, page, here, store, settings)


def _draw(
    dossier: Dossier, page: Page, doubts: list[Doubt], store: Store, settings: IngestSettings
) -> None:
    try:
        frame = load_frame(store.original(page.origin.sha256), page.origin.frame, settings)
    except ScanUnreadable:
        return  # the doubt says so; there is nothing to draw
    path = picture_path(store.home, dossier.id, dossier.version, page.number)
    with storage_errors(path):
        make_folder(path.parent)
        unfinished = path.with_suffix(".part")
        unfinished.unlink(missing_ok=True)
        boxes = [doubt.box for doubt in doubts if doubt.box is not None]
        write_file(unfinished, thumbnail(frame.image, page, boxes))
        unfinished.replace(path)
