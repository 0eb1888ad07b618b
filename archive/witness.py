"""What the audit trail says must be in the archive: lost dossiers and cut supplements show here."""

from collections.abc import Iterator
from pathlib import Path

from archive.audit import EventName, Line
from archive.damage import Claim, Damage, of_files
from archive.manifest import NAME as MANIFEST
from archive.store import Store
from archive.supplement import read_supplement
from baulast.errors import StoreDamaged
from baulast.language import tr


def contradicted(
    store: Store, trail: tuple[Line, ...], *, dossier: str | None = None
) -> Iterator[Damage]:
    """Manifests and lines of supplements that the trail names and that are not there as named."""
    lines = [line for line in trail if dossier is None or dossier in line.dossiers]
    yield from of_files(
        Claim(path=_revision(store, line) / MANIFEST, sha256=line.details["manifest_sha256"])
        for line in lines
        if line.name == EventName.ARCHIVED
    )
    told: dict[Path, list[Line]] = {}
    for line in lines:
        if "supplement_sha256" in line.details and line.dossiers:
            told.setdefault(store.supplement(line.dossiers[0]), []).append(line)
    for path, events in told.items():
        yield from _lost_lines(path, events)


def _lost_lines(path: Path, events: list[Line]) -> Iterator[Damage]:
    try:
        there = set(read_supplement(path).hashes)
    except StoreDamaged:
        return  # said by the chain itself
    for line in events:
        if line.details["supplement_sha256"] not in there:
            what = tr(
                f"es fehlt, was das Protokoll in Zeile {line.number} nennt",
                f"lacks what the audit trail names in line {line.number}",
            )
            yield Damage(path=path, what=what)


def _revision(store: Store, line: Line) -> Path:
    version = store.version_folder(str(line.details["dossier"]), int(line.details["version"]))
    return version / str(line.details["revision"])
