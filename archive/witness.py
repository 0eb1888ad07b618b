"""Archive and audit trail as witnesses of each other: what one names, the other must have.

What the trail names and the archive lacks was lost: a dossier, a revision, the end of a supplement.
What the archive holds and the trail never named was put there by somebody else, or the trail lost
its lines, or a crash came between the two.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.audit import EventName, Line, note_all
from archive.damage import Claim, Damage, of_files
from archive.durable import sha256_of
from archive.manifest import NAME as MANIFEST
from archive.manifest import read_manifest
from archive.store import Store
from archive.supplement import read_supplement
from baulast.desk_notes import NOTE
from baulast.errors import StoreDamaged
from baulast.language import tr

LISTS = ("lineage.jsonl", "inventory.jsonl")  # in home/register; kept as supplements are


@dataclass(frozen=True, slots=True, kw_only=True)
class Unnamed:
    """Something in the archive that no line of the trail speaks of."""

    path: Path
    what: str
    details: dict[str, Any]  # what a line about it says

    @property
    def version(self) -> tuple[str, int] | None:
        """Id and version of the dossier, where it is a revision of one."""
        if "revision" not in self.details:
            return None
        return self.details["dossier"], self.details["version"]


# ------------------------------------------------------------------- what the trail names


def contradicted(
    store: Store, trail: tuple[Line, ...], *, dossier: str | None = None
) -> Iterator[Damage]:
    """Manifests, lines of supplements and of lists that the trail names and that are not there."""
    lines = [line for line in trail if dossier is None or dossier in line.dossiers]
    yield from of_files(
        Claim(path=_revision(store, line) / MANIFEST, sha256=line.details["manifest_sha256"])
        for line in lines
        if line.name == EventName.ARCHIVED
    )
    told: dict[Path, list[Line]] = {}
    for line in lines:
        if path := _appended(store, line):
            told.setdefault(path, []).append(line)
    for path, events in told.items():
        yield from _lost_lines(path, events)


def named_dossiers(trail: tuple[Line, ...]) -> frozenset[tuple[str, int]]:
    """Id and version of every dossier that ever came into the archive."""
    archived = (line.details for line in trail if line.name == EventName.ARCHIVED)
    return frozenset((str(said["dossier"]), int(said["version"])) for said in archived)


def _appended(store: Store, line: Line) -> Path | None:
    """The file whose line it names; None: it names none."""
    if "supplement_sha256" not in line.details:
        return None
    if "list" in line.details:
        return store.home / "register" / str(line.details["list"])
    return store.supplement(line.dossiers[0]) if line.dossiers else None


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


# ----------------------------------------------------------------- what the archive holds


def unnamed(
    store: Store, trail: tuple[Line, ...], *, dossier: str | None = None
) -> Iterator[Unnamed]:
    """Revisions, and ends of supplements and lists, that the trail never named.

    What reviewers merely tell each other about a look is in no trail.
    """
    manifests = {line.details.get("manifest_sha256") for line in trail}
    lines = {line.details.get("supplement_sha256") for line in trail}
    for revision in store.revisions() if dossier is None else store.revisions_of(dossier):
        yield from _unnamed_revision(revision, manifests)
    for path in store.supplements() if dossier is None else (store.supplement(dossier),):
        yield from _unnamed_lines(path, lines, _keeper(path))
    for name in LISTS if dossier is None else ():
        path = store.home / "register" / name
        yield from _unnamed_lines(path, lines, {"list": name})


def vouch(
    store: Store,
    trail: tuple[Line, ...],
    name: EventName,
    *,
    dossier: str | None = None,
    **said: Any,
) -> int:
    """Has the trail name what it never named; how many lines that took."""
    lacks = [*unnamed(store, trail, dossier=dossier)]
    names = [EventName.ARCHIVED if one.version else name for one in lacks]
    told = {"vouched": name, **said}
    note_all(
        store.home, [(n, {**one.details, **told}) for n, one in zip(names, lacks, strict=True)]
    )
    return len(lacks)


def _unnamed_revision(revision: Path, known: set[Any]) -> Iterator[Unnamed]:
    try:
        manifest = read_manifest(revision)
        sha256 = sha256_of(revision / MANIFEST)
    except (StoreDamaged, OSError):
        return  # said by the check of the files
    if sha256 not in known:
        yield Unnamed(
            path=revision,
            what=tr("steht nicht im Protokoll", "is not in the audit trail"),
            details={
                "dossier": manifest.id,
                "version": manifest.version,
                "revision": revision.name,
                "manifest_sha256": sha256,
            },
        )


def _unnamed_lines(path: Path, known: set[Any], of: dict[str, Any]) -> Iterator[Unnamed]:
    """The last line, if it or one behind the last that is named should have been."""
    try:
        lines = read_supplement(path).lines
    except StoreDamaged:
        return  # said by the chain itself
    behind = 0
    for place, (sha256, _) in enumerate(lines, start=1):
        if sha256 in known:
            behind = place
    if any(event.get("event") != NOTE for _, event in lines[behind:]):
        yield Unnamed(
            path=path,
            what=tr(
                f"was hinter Zeile {behind} kam, steht nicht im Protokoll",
                f"what came after line {behind} is not in the audit trail",
            ),
            details={**of, "supplement_sha256": lines[-1][0]},
        )


def _keeper(supplement: Path) -> dict[str, Any]:
    revision = next(iter(sorted(supplement.parent.glob("v*/r*"))), None)
    try:
        return {"dossier": read_manifest(revision).id} if revision else {}
    except StoreDamaged:
        return {}
