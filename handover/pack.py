"""All that a bag is to hold of one dossier, taken from the archive as it is now."""

import fcntl
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.chain import Chain, chain_of, damaged_line
from archive.durable import sha256_of
from archive.manifest import NAME as MANIFEST
from archive.manifest import read_manifest
from archive.record import RECORD, RECORD_FILES
from archive.revisions import READING, SUPPLEMENT, read_dossier, revisions_under
from archive.store import Store
from baulast.acts import acts_of
from baulast.model import Dossier
from baulast.versions import together
from handover.alto import alto
from handover.contents import Item, Use
from handover.events import events_of
from handover.filetypes import HEAD_BYTES, mime_of, type_of
from handover.mets import mets

METS = "mets.xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A file to come: a copy of one in the archive, or bytes made for the bag."""

    item: Item
    source: Path | None = None
    data: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """The parts of a dossier, and its versions as they are read now."""

    versions: tuple[Dossier, ...]
    parts: tuple[Part, ...]


def packed(store: Store, folder: Path, *, program: str, at: str) -> Pack:
    """What a bag holds of the dossier in a folder of the archive."""
    name = f"dossiers/{folder.parent.name}/{folder.name}"
    content, chain = _supplement(folder / SUPPLEMENT)
    revisions = [*revisions_under(folder)]
    acts = acts_of(chain.events)
    newest = {revision.parent: revision for revision in revisions}
    lines = tuple(zip(chain.hashes, chain.events, strict=True))
    readings = [read_dossier(one) for one in newest.values()]
    found = together(readings, lines)
    versions = tuple(one.dossier for one in found)
    documents = {
        act.source.evidence_sha256: act.source.evidence or ""
        for act in acts
        if act.source.evidence_sha256
    }
    parts = [*_originals(store, revisions, versions, documents)]
    for revision in revisions:
        parts += _revision(revision, name)
    for reading, one in zip(readings, found, strict=True):
        # An older scan keeps its text; one that was withdrawn is not to be found by it.
        parts += _texts(reading if one.replaced_by else one.dossier, name)
    if content:
        parts.append(made(f"{name}/{SUPPLEMENT}", content, use=Use.SUPPLEMENT))
    records = [json.loads((r / RECORD).read_bytes()) for r in revisions if (r / RECORD).exists()]
    told = mets(
        f"{name}/{METS}",
        versions,
        [part.item for part in parts],
        events_of(records, chain.events),
        program=program,
        at=at,
    )
    return Pack(versions=versions, parts=(*parts, made(f"{name}/{METS}", told, use=Use.RECORD)))


def made(
    name: str, data: bytes, *, use: Use, version: int | None = None, page: int | None = None
) -> Part:
    """A part of bytes that lie in no file."""
    item = Item(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        mime=mime_of(Path(name).suffix),
        use=use,
        version=version,
        page=page,
    )
    return Part(item=item, data=data)


def original(store: Store, sha256: str, *, delivered_as: str = "") -> Part:
    """The part for an original; its name tells readers without this program what it is."""
    source = store.original(sha256)
    with source.open("rb") as file:
        found = type_of(file.read(HEAD_BYTES))
    item = Item(
        name=f"originals/{sha256}{found.suffix}",
        sha256=sha256,
        size=source.stat().st_size,
        mime=found.mime,
        use=Use.ORIGINAL,
        delivered_as=delivered_as,
    )
    return Part(item=item, source=source)


def _supplement(path: Path) -> tuple[bytes, Chain]:
    """The whole lines as they are now, and what they say; nobody writes one meanwhile."""
    if not path.exists():
        return b"", chain_of(path, b"")
    with path.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        content = file.read()
    chain = chain_of(path, content)
    if chain.expired:  # lines of the trail do, those of a dossier never
        raise damaged_line(path, chain.expired[0])
    return content.removesuffix(chain.torn), chain


def _originals(
    store: Store,
    revisions: Sequence[Path],
    versions: Sequence[Dossier],
    documents: Mapping[str, str],
) -> Iterator[Part]:
    names = {page.origin.sha256: page.origin.file for d in versions for page in d.pages}
    names.update(documents)
    needed = {sha256 for revision in revisions for sha256 in read_manifest(revision).originals}
    for sha256 in sorted(needed | set(documents)):
        yield original(store, sha256, delivered_as=names.get(sha256, ""))


def _revision(revision: Path, name: str) -> Iterator[Part]:
    manifest = read_manifest(revision)
    for file, sha256 in (*manifest.files, (MANIFEST, sha256_of(revision / MANIFEST))):
        source = revision / file
        item = Item(
            name=f"{name}/{revision.parent.name}/{revision.name}/{file}",
            sha256=sha256,
            size=source.stat().st_size,
            mime=mime_of(source.suffix),
            use=_use(file),
            version=manifest.version,
        )
        yield Part(item=item, source=source)


def _use(file: str) -> Use:
    if file == READING:
        return Use.READING
    return Use.RECORD if file in RECORD_FILES or file == MANIFEST else Use.PDF


def _texts(dossier: Dossier, name: str) -> Iterator[Part]:
    tools = next((step.tools for step in dossier.steps if step.stage == "read"), ())
    for page in dossier.pages:
        yield made(
            f"{name}/v{dossier.version}/alto/{page.number:04}.xml",
            alto(page, tools=tools),
            use=Use.ALTO,
            version=dossier.version,
            page=page.number,
        )
