"""What a town delivered and nobody can search yet: it leaves with the rest, and comes back."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from baulast.codec import dossier_from_json, dossier_to_json, plain
from baulast.model import Dossier
from catalog.records import DossierRecord, DossierState, SourceRecord, SourceState
from catalog.store import Catalog
from index.stored import structured

NAME = "unfinished.json"
FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """Dossiers that were set aside or left on the way, and deliveries that could not be opened."""

    dossiers: tuple[tuple[DossierRecord, Dossier], ...] = ()
    sources: tuple[SourceRecord, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.dossiers or self.sources)

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
    )


def keep(catalog: Catalog, unfinished: Unfinished) -> None:
    """Has the catalog know of it."""
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
    )
