"""Values of the domain as rows of tables, and back."""

import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, fields
from typing import Any

from baulast.codec import dossier_from_json, page_from_json
from baulast.errors import CatalogUnusable
from baulast.language import Both, tr
from baulast.model import Box, Dossier, Doubt, DoubtReason, Page
from catalog.records import DossierRecord, DossierState, FileRecord, SourceRecord, SourceState

Row = Any  # a mapping by names of columns; SQLAlchemy's own type takes no other keys for names


def source_row(source: SourceRecord) -> dict[str, object]:
    files = json.dumps([asdict(file) for file in source.files])
    return _row(source) | {"files": files, "state": source.state.value}


def dossier_row(record: DossierRecord) -> dict[str, object]:
    return _row(record) | {"state": record.state.value}


def _row(record: SourceRecord | DossierRecord) -> dict[str, object]:
    return {field.name: getattr(record, field.name) for field in fields(record)}


def packed(text: str) -> bytes:
    return zlib.compress(text.encode())


def unpacked(data: bytes) -> str:
    return zlib.decompress(data).decode()


def is_spoilt(data: bytes) -> bool:
    """Whether it is not what was packed; what an earlier program packed is."""
    try:
        unpacked(data)
    except (zlib.error, ValueError):
        return True
    return False


def unpacked_dossier(data: bytes) -> Dossier:
    with _of_this_program():
        return dossier_from_json(unpacked(data))


def unpacked_page(data: bytes) -> Page:
    with _of_this_program():
        return page_from_json(unpacked(data))


def unpacked_pages(data: bytes) -> tuple[Page, ...]:
    with _of_this_program():
        return tuple(page_from_json(text) for text in json.loads(unpacked(data)))


@contextmanager
def _of_this_program() -> Iterator[None]:
    try:
        yield
    except zlib.error as error:
        said = tr("Der Katalog ist beschädigt", "The catalog is damaged")
        raise CatalogUnusable(f"{said} ({error}).") from error
    except (ValueError, KeyError, TypeError) as error:
        said = tr("Der Katalog ist älter als dieses Programm", "The catalog is of an older program")
        raise CatalogUnusable(f"{said} ({error}).") from error


def source_of(row: Row) -> SourceRecord:
    with _of_this_program():
        files = tuple(FileRecord(**file) for file in json.loads(row["files"]))
        return SourceRecord(**{**row, "files": files, "state": SourceState(row["state"])})


def dossier_of(row: Row) -> DossierRecord:
    with _of_this_program():
        return DossierRecord(**{**row, "state": DossierState(row["state"])})


def page_row(page: Page) -> dict[str, object]:
    return {
        "number": page.number,
        "delivery": page.origin.delivery,
        "place": page.origin.place,
        "file": page.origin.file,
        "original_sha256": page.origin.sha256,
        "frame": page.origin.frame,
        "pixels_sha256": page.pixels_sha256,
        "kind": page.kind.value if page.kind else None,
        "separator": page.separator,
        "is_blank": int(page.is_blank),
        "words": len(page.words),
    }


def doubt_row(doubt: Doubt) -> dict[str, object]:
    box = doubt.box
    german, english = doubt.detail.german, doubt.detail.english
    return {
        "page": doubt.page,
        "reason": doubt.reason.value,
        "detail": german,
        "english": None if english == german else english,
        "left": box.left if box else None,
        "top": box.top if box else None,
        "right": box.right if box else None,
        "bottom": box.bottom if box else None,
    }


def doubt_of(row: Row) -> Doubt:
    box = None
    if row["left"] is not None:
        box = Box(left=row["left"], top=row["top"], right=row["right"], bottom=row["bottom"])
    english = row["detail"] if row["english"] is None else row["english"]
    detail = Both(row["detail"], english)
    return Doubt(reason=DoubtReason(row["reason"]), detail=detail, page=row["page"], box=box)
