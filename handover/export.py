"""Bags for an archive: of a town or a dossier, in volumes where one would be too large."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from archive.names import safe_name
from archive.revisions import revisions_under
from archive.store import Store
from baulast.errors import DossierUnknown, InputError
from baulast.language import Both, tr
from baulast.settings import ArchiveSettings
from handover import unfinished
from handover.bag import trail_tag
from handover.contents import Use
from handover.landing import cores, free_name, landing
from handover.pack import Pack, Part, made, original, packed
from handover.readme import NAME as README
from handover.readme import readme
from handover.unfinished import Unfinished
from handover.volume import Volume

LISTS = ("lineage.jsonl", "inventory.jsonl")
FORMAT = "1"  # of the bags; a later program that reads them looks here
FULL, REDACTED = "full", "redacted"
# What a volume holds beside its dossiers: README, lists' heads and tags, with room.
OVERHEAD_BYTES = 20_000


class VolumeTooSmall(InputError):
    """A dossier is larger than a volume may be."""

    exit_code = 2
    remedy = Both(
        "--volume-size größer wählen; eine Akte wird nicht geteilt.",
        "Choose a larger --volume-size; a dossier is not split.",
    )


class NothingToExport(DossierUnknown):
    """The archive holds no dossier of that town."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to leave the house."""

    municipality: str
    dossier: str | None = None  # None: all of the town
    algorithms: tuple[str, ...] = ("sha256",)
    volume_bytes: int | None = None  # None: one bag, however large
    authority: str = ""
    program: str = ""
    without_names: ArchiveSettings | None = None  # of the PDFs to be made; None: all as it is

    @property
    def scope(self) -> str:
        """What it is called by: a dossier's id may be that of its delivery, and name a person."""
        return self.dossier if self.dossier and self.variant == FULL else self.municipality

    @property
    def variant(self) -> str:
        return FULL if self.without_names is None else REDACTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Bag:
    """A bag that was written, and the hash by which all of it is known."""

    path: Path
    dossiers: int
    bytes: int
    tagmanifest_sha256: str


@dataclass(slots=True)
class _Export:
    order: Order
    store: Store
    folder: Path
    at: str
    name: str
    executor: ThreadPoolExecutor
    volumes: list[Volume] = field(default_factory=list)


def export_bags(
    store: Store, order: Order, target: Path, *, open_work: Unfinished
) -> tuple[Bag, ...]:
    """The bags, whole and under their names; an error leaves none of them."""
    now = datetime.now().astimezone()
    scope = safe_name(order.scope.replace("/", "-"))
    kind = "" if order.variant == FULL else "-ohne-namen"
    name = free_name(target, f"{scope}{kind}-{now:%Y%m%dT%H%M%S}")
    with landing(target, name) as work, ThreadPoolExecutor(cores()) as executor:
        job = _Export(
            order=order,
            store=store,
            folder=work,
            at=now.isoformat(timespec="seconds"),
            name=name,
            executor=executor,
        )
        bags = _filled(job, open_work)
    return tuple(replace(bag, path=target.absolute() / bag.path.name) for bag in bags)


def _filled(job: _Export, open_work: Unfinished) -> tuple[Bag, ...]:
    try:
        _add_volume(job)
        job.volumes[-1].put(_of_the_town(job, open_work))
        for folder in _folders(job.store, job.order):
            _add(job, _pack(job, folder))
        job.volumes[-1].finish()
    finally:
        for volume in job.volumes:
            volume.abandon()
    return tuple(_closed(job, number) for number in range(len(job.volumes)))


def _pack(job: _Export, folder: Path) -> Pack:
    order = job.order
    if order.without_names is None:
        return packed(job.store, folder, program=order.program, at=job.at)
    from handover.redact import packed_without_names  # draws pages, which most exports do not

    return packed_without_names(folder, order.without_names, program=order.program, at=job.at)


def _folders(store: Store, order: Order) -> Iterator[Path]:
    town = order.municipality
    if order.dossier:
        yield next(store.revisions_of(order.dossier)).parent.parent
        return
    found = (folder for folder in store.folders(town) if next(revisions_under(folder), None))
    first = next(found, None)
    if first is None:
        raise NothingToExport(tr(f"{town}: keine Akte im Archiv", f"{town}: no dossier here"))
    yield first
    yield from found


def _of_the_town(job: _Export, open_work: Unfinished) -> tuple[Part, ...]:
    """Lists and unfinished work: what answers rest on beside the dossiers."""
    if job.order.dossier or job.order.variant == REDACTED:
        return ()
    parts: list[Part] = []
    for name in LISTS:
        path = job.store.home / "register" / name
        if path.exists():
            parts.append(made(f"register/{name}", path.read_bytes(), use=Use.SUPPLEMENT))
    if open_work:
        data = unfinished.to_json(open_work)
        parts.append(made(unfinished.NAME, data, use=Use.SUPPLEMENT))
        stored = (s for s in open_work.originals if job.store.original_path(s).is_file())
        parts += (original(job.store, sha256) for sha256 in sorted(set(stored)))
    return tuple(parts)


def _add(job: _Export, pack: Pack) -> None:
    limit = job.order.volume_bytes
    volume = job.volumes[-1]
    if limit is not None and volume.bytes + volume.cost(pack.parts) > limit:
        if volume.dossiers:
            volume.finish()
            volume = _add_volume(job)
        if volume.bytes + volume.cost(pack.parts) > limit:
            id, size = pack.versions[-1].id, volume.bytes + volume.cost(pack.parts)
            raise VolumeTooSmall(f"{id}: {size / 1e6:.1f} MB > {limit / 1e6:.1f} MB")
    volume.add(pack)


def _add_volume(job: _Export) -> Volume:
    order = job.order
    volume = Volume(
        job.folder / str(len(job.volumes)), algorithms=order.algorithms, executor=job.executor
    )
    job.volumes.append(volume)
    text = readme(
        scope=order.scope,
        at=job.at,
        program=order.program,
        authority=order.authority,
        is_redacted=order.variant == REDACTED,
    )
    volume.put([made(README, text, use=Use.RECORD)])
    volume.bytes += OVERHEAD_BYTES
    return volume


def _closed(job: _Export, place: int) -> Bag:
    """The volume with its lists, renamed within the work folder to what it will be called."""
    volume, count = job.volumes[place], len(job.volumes)
    name = job.name if count == 1 else f"{job.name}-{place + 1:03}"
    sha256 = volume.close(
        {
            "Source-Organization": job.order.authority or job.order.municipality,
            "External-Identifier": name,
            "External-Description": f"Baulastenakten {job.order.scope}",
            "Bagging-Date": job.at[:10],
            "Bag-Software-Agent": job.order.program,
            "Bag-Group-Identifier": job.name,
            "Bag-Count": f"{place + 1} of {count}",
            "Baulast-Format": FORMAT,
            "Baulast-Variant": job.order.variant,
            "Baulast-Municipality": job.order.municipality,
            **trail_tag(job.store.home),
        }
    )
    path = volume.folder.rename(job.folder / name)
    return Bag(path=path, dossiers=volume.dossiers, bytes=volume.bytes, tagmanifest_sha256=sha256)
