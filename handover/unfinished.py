"""What the catalog alone knows of a town: what nobody can search yet, and its last import."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from baulast.codec import dossier_from_json, dossier_to_json, plain
from baulast.model import Dossier
from catalog.records import BatchRecord, DossierRecord, DossierState, SourceRecord, SourceState
from catalog.store import Catalog
from index.stored import structured

NAME = "unfinished.json"
FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """Dossiers that were set aside or left on the way, and deliveries that could not be opened.

    With the last import: a statement tells up to which day it speaks.
    """

    dossiers: tuple[tuple[DossierRecord, Dossier], ...] = ()
    sources: tuple[SourceRecord, ...] = ()
    last: BatchRecord | None = None  # None: the catalog knows of none

    def __bool__(self) -> bool:
        return bool(self.dossiers or self.sources or self.last)

    @property
    def originals(self) -> Iterator[str]:
        """SHA-256 of the files that they rest on, as far as those were stored."""
        for _, dossier in self.dossiers:
            yield from (page.origin.sha256 for page in dossier.pages)
        for source in self.sources:
            yield from (file.sha256 for file in source.files)


def unfinished_of(catalog: Catalog, municipality: str) -> Unfinished:
    """What the catalog knows of it."""
    states = (DossierState.PENDING, DossierState.SET_ASIDE)
    records = [r for s in states for r in catalog.dossiers(state=s)]
    runs = [run for run in catalog.runs.all() if run.municipality == municipality]
    return Unfinished(
        dossiers=tuple(
            (record, catalog.unread(record.id, record.version))
            for record in records
            if record.municipality == municipality
        ),
        sources=tuple(
            source
            for source in catalog.sources(state=SourceState.SET_ASIDE)
            if source.municipality == municipality
        ),
        last=replace(runs[-1], root="") if runs else None,  # the folder is nobody else's business
    )


def keep(catalog: Catalog, unfinished: Unfinished) -> None:
    """Has the catalog know of it; of the runs, where it knows of none."""
    if unfinished.last is not None and not any(
        run.municipality == unfinished.last.municipality for run in catalog.runs.all()
    ):
        catalog.runs.keep(unfinished.last)
    for source in unfinished.sources:
        catalog.keep_source(source)
    for record, unread in unfinished.dossiers:
        catalog.keep_dossier(record, unread)


def to_json(unfinished: Unfinished) -> bytes:
    body = {
        "format": FORMAT,
        "dossiers": [
            {"record": plain(record), "unread": json.loads(dossier_to_json(unread))}
            for record, unread in unfinished.dossiers
        ],
        "sources": [plain(source) for source in unfinished.sources],
        "last": plain(unfinished.last) if unfinished.last else None,
    }
    return json.dumps(body, indent=1).encode()


def from_json(data: bytes) -> Unfinished:
    body: dict[str, Any] = json.loads(data)
    return Unfinished(
        dossiers=tuple(
            (structured(row["record"], DossierRecord), dossier_from_json(json.dumps(row["unread"])))
            for row in body["dossiers"]
        ),
        sources=tuple(structured(row, SourceRecord) for row in body["sources"]),
        last=structured(body["last"], BatchRecord) if body.get("last") else None,
    )
