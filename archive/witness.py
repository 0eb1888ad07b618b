"""Archive and audit trail as witnesses of each other: what one names, the other must have.

What the trail names and the archive lacks was lost: a dossier, a revision, the end of a supplement.
What the archive holds and the trail never named was put there by somebody else, or the trail lost
its lines, or a crash came between the two.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from archive.audit import AT_ONCE, EventName, Line, check_trail, note_all
from archive.chain import line_hash
from archive.damage import Claim, Damage, of_files
from archive.durable import sha256_of, storage_errors
from archive.manifest import NAME as MANIFEST
from archive.manifest import read_manifest
from archive.named import Named
from archive.revisions import revisions_under
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
    store: Store, trail: Iterable[Line], *, dossier: str | None = None
) -> Iterator[Damage]:
    """Manifests, lines of supplements and of lists that the trail names and that are not there."""
    lines = (line for line in trail if dossier is None or dossier in line.dossiers)
    yield from of_files(one for line in lines for one in _witnessed(store, line))


def named_dossiers(trail: Iterable[Line]) -> Iterator[tuple[str, int]]:
    """Id and version of every dossier that ever came into the archive, some of them repeatedly."""
    archived = (line.details for line in trail if line.name == EventName.ARCHIVED)
    return ((str(said["dossier"]), int(said["version"])) for said in archived)


def _witnessed(store: Store, line: Line) -> Iterator[Claim | Damage]:
    if line.name == EventName.ARCHIVED:
        manifest = _revision(store, line) / MANIFEST
        yield Claim(path=manifest, sha256=line.details["manifest_sha256"])
    path = _appended(store, line)
    if path and not _has_line(path, line.details["supplement_sha256"]):
        what = tr(
            f"es fehlt, was das Protokoll in Zeile {line.number} nennt",
            f"lacks what the audit trail names in line {line.number}",
        )
        yield Damage(path=path, what=what)


def _appended(store: Store, line: Line) -> Path | None:
    """The file whose line it names; None: it names none."""
    if "supplement_sha256" not in line.details:
        return None
    if "list" in line.details:
        return store.home / "register" / str(line.details["list"])
    return store.supplement(line.dossiers[0]) if line.dossiers else None


def _has_line(path: Path, sha256: str) -> bool:
    """Whether a file has the line; also where it is damaged, which its own chain says."""
    try:
        found = path.stat()
        if sha256 in _row_hashes(path, found.st_ino, found.st_mtime_ns, found.st_size):
            return True
    except FileNotFoundError:
        return False
    try:
        return sha256 in read_supplement(path).hashes
    except StoreDamaged:
        return True


@lru_cache(maxsize=64)  # what is said of a dossier is mostly said in one go
def _row_hashes(path: Path, _inode: int, _changed_ns: int, _size: int) -> frozenset[str]:
    with storage_errors(path):
        return frozenset(map(line_hash, path.read_bytes().split(b"\n")[:-1]))


def _revision(store: Store, line: Line) -> Path:
    version = store.version_folder(str(line.details["dossier"]), int(line.details["version"]))
    return version / str(line.details["revision"])


# ----------------------------------------------------------------- what the archive holds


def unnamed(store: Store, *, dossier: str | None = None) -> Iterator[Unnamed]:
    """Revisions, and ends of supplements and lists, that the trail never named.

    What reviewers merely tell each other about a look is in no trail.
    """
    with Named(store.home) as named:
        for revision in store.revisions() if dossier is None else store.revisions_of(dossier):
            yield from _unnamed_revision(revision, named)
        for path in store.supplements() if dossier is None else (store.supplement(dossier),):
            yield from _unnamed_lines(path, named, _keeper(path))
        for name in LISTS if dossier is None else ():
            path = store.home / "register" / name
            yield from _unnamed_lines(path, named, {"list": name})


def vouch(store: Store, name: EventName, *, dossier: str | None = None, **said: Any) -> int:
    """Has the trail name what it never named; how many lines that took.

    StoreDamaged where the trail is not whole.
    """
    check_trail(store.home)
    told = {"vouched": name, **said}
    count = 0
    lacking = unnamed(store, dossier=dossier)
    while lacks := list(islice(lacking, AT_ONCE)):
        names = [EventName.ARCHIVED if one.version else name for one in lacks]
        lines = zip(names, lacks, strict=True)
        note_all(store.home, [(n, {**one.details, **told}) for n, one in lines])
        count += len(lacks)
    return count


def _unnamed_revision(revision: Path, named: Named) -> Iterator[Unnamed]:
    try:
        manifest = read_manifest(revision)
        sha256 = sha256_of(revision / MANIFEST)
    except (StoreDamaged, OSError):
        return  # said by the check of the files
    if not named.has(sha256):
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


def _unnamed_lines(path: Path, named: Named, of: dict[str, Any]) -> Iterator[Unnamed]:
    """The last line, if it or one behind the last that is named should have been."""
    try:
        lines = read_supplement(path).lines
    except StoreDamaged:
        return  # said by the chain itself
    behind = next((n for n in range(len(lines), 0, -1) if named.has(lines[n - 1][0])), 0)
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
    revision = next(revisions_under(supplement.parent), None)
    try:
        return {"dossier": read_manifest(revision).id} if revision else {}
    except StoreDamaged:
        return {}
