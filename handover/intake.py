"""An empty home filled from bags: checked first, put in place whole, and counted in the trail."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from archive.audit import EventName, note_all
from archive.audit_log import begin_if_new
from archive.damage import Damage, damage
from archive.durable import (
    FINAL_FILE,
    PRIVATE_FILE,
    make_folder,
    sha256_of,
    storage_errors,
    sync,
)
from archive.manifest import NAME as MANIFEST
from archive.manifest import read_manifest
from archive.revisions import SUPPLEMENT, revisions_under
from archive.store import Store
from archive.supplement import read_supplement
from baulast.errors import InputError, StoreDamaged
from baulast.language import Both, tr
from handover import unfinished
from handover.bag import DECLARED, PAYLOAD, bag_damage, files_in, info_of
from handover.export import FORMAT, FULL, LISTS
from handover.landing import flush, put_copy
from handover.pack import METS
from handover.unfinished import Unfinished

ALTO = "alto"  # derived from the reading, as METS is: made anew with the next export
SHOWN = 20  # places of damage that a message names; more say no more


class BagDamaged(StoreDamaged):
    """A bag is not as it was written; nothing of it was taken in."""

    remedy = Both(
        "Den Bag noch einmal von dort holen, wo er herkommt; hier wurde nichts übernommen.",
        "Fetch the bag again from where it came; nothing was taken in.",
    )


class BagForeign(InputError):
    """There is no bag of ours, not all volumes of one, or one without names and originals."""

    remedy = Both(
        "Den Ordner angeben, in dem alle Bände einer vollständigen Ausgabe liegen.",
        "Give the folder that holds all volumes of a full export.",
    )


class HomeFilled(InputError):
    """The home holds dossiers already."""

    remedy = Both(
        "Mit --home einen neuen, leeren Ordner angeben.", "Give a new and empty folder by --home."
    )


def take_in(
    home: Path, source: Path, *, remember: Callable[[Unfinished], None]
) -> tuple[tuple[str, str], ...]:
    """Fills an empty home from a bag, or from a folder of bags; an error leaves it without any.

    Of each bag its name comes back, and the hash by which the export called it: all that lies
    within, somebody could have written anew. ``remember`` has the catalog know what the bags hold
    and the archive does not.
    """
    bags = _bags_in(source)
    store = Store(home)
    with storage_errors(home), store.locked():
        if next(store.revisions(), None):
            raise HomeFilled(tr(f"{home}: ist nicht leer", f"{home}: is not empty"))
        refuse_damaged(found for bag in bags for found in bag_damage(bag))
        staged = _staged(store, bags)
        for bag in bags:
            if (bag / PAYLOAD / unfinished.NAME).exists():
                remember(unfinished.from_json((bag / PAYLOAD / unfinished.NAME).read_bytes()))
        begin_if_new(store.home)
        known_by = tuple((bag.name, sha256_of(bag / "tagmanifest-sha256.txt")) for bag in bags)
        _note(store, staged, known_by)
        _put_in_place(staged, store)
    return known_by


def _bags_in(source: Path) -> tuple[Path, ...]:
    folders = (source, *(sorted(source.iterdir()) if source.is_dir() else ()))
    bags = tuple(path for path in folders if (path / DECLARED).is_file())
    if not bags:
        raise BagForeign(tr(f"{source}: hier liegt kein Bag", f"{source}: there is no bag here"))
    groups: dict[str, dict[str, str]] = {}
    for bag in bags:
        info = info_of(bag)
        if (info.get("Baulast-Format"), info.get("Baulast-Variant")) != (FORMAT, FULL):
            foreign = tr("keine vollständige Ausgabe von baulast", "no full export of baulast")
            raise BagForeign(f"{bag}: {foreign}")
        place, _, count = info.get("Bag-Count", "").partition(" of ")
        groups.setdefault(f"{info.get('Bag-Group-Identifier')} {count}", {})[place] = bag.name
    for group, found in groups.items():
        count = group.rpartition(" ")[2]
        wanted = {str(place + 1) for place in range(int(count) if count.isdecimal() else 0)}
        if set(found) != wanted:
            lacks = ", ".join(sorted(wanted - set(found)))
            raise BagForeign(tr(f"{group}: Band {lacks} fehlt", f"{group}: volume {lacks} lacks"))
    return bags


def refuse_damaged(found: Iterator[Damage]) -> None:
    """BagDamaged, with what and where, unless all is as it was written."""
    said = [f"{item.path}: {item.what}" for item in islice(found, SHOWN + 1)]
    if said:
        more = ["…"] if len(said) > SHOWN else []
        raise BagDamaged("\n".join(said[:SHOWN] + more))


def _staged(store: Store, bags: Sequence[Path]) -> Store:
    """What the bags hold beside the home, found to be whole and on the disk."""
    staged = Store(store.home / "work" / "intake")
    for bag in bags:
        for original in files_in(bag / PAYLOAD / "originals"):
            target = staged.original_path(original.stem)
            if not target.exists():  # each volume holds those of its dossiers
                put_copy(original, target, mode=FINAL_FILE)
        _copy_dossiers(bag / PAYLOAD / "dossiers", staged.home / "dossiers")
        _copy_lists(bag / PAYLOAD / "register", staged.home / "register")
    flush(staged.home)
    refuse_damaged(damage(staged))
    return staged


def _copy_dossiers(source: Path, target: Path) -> None:
    for path in files_in(source):
        place = path.relative_to(source)
        if path.name == METS or ALTO in place.parts[2:-1]:
            continue
        copy = target / place
        if copy.exists():
            twice = tr("liegt in zwei Bags", "lies in two bags")
            raise BagForeign(f"{place.parent}: {twice}")
        put_copy(path, copy, mode=PRIVATE_FILE if path.name == SUPPLEMENT else FINAL_FILE)


def _copy_lists(source: Path, target: Path) -> None:
    """The lists; of two that differ the longer one, where it goes on from the other."""
    for name in LISTS:
        path, copy = source / name, target / name
        if not path.exists():
            continue
        content = path.read_bytes()
        before = copy.read_bytes() if copy.exists() else b""
        if before.startswith(content):
            continue
        if not content.startswith(before):
            differ = tr("mehrere Bags, und sie widersprechen sich", "bags contradict each other")
            raise BagForeign(f"{name}: {differ}")
        make_folder(target)
        copy.write_bytes(content)
        copy.chmod(PRIVATE_FILE)
        sync(copy)


def _note(store: Store, staged: Store, bags: Iterable[tuple[str, str]]) -> None:
    """Has the trail know what the home now holds, so that a loss shows, and where it came from."""
    note_all(store.home, _events(staged, bags))


def _events(
    staged: Store, bags: Iterable[tuple[str, str]]
) -> Iterator[tuple[EventName, dict[str, Any]]]:
    for bag, sha256 in bags:
        yield EventName.INTAKE, {"bag": bag, "sha256": sha256}
    for revision in staged.revisions():
        manifest = read_manifest(revision)
        yield (
            EventName.ARCHIVED,
            {
                "dossier": manifest.id,
                "version": manifest.version,
                "revision": revision.name,
                "manifest_sha256": sha256_of(revision / MANIFEST),
                "vouched": EventName.INTAKE,
            },
        )
    for path in staged.supplements():
        hashes = read_supplement(path).hashes
        if hashes:
            id = read_manifest(next(revisions_under(path.parent))).id
            yield EventName.INTAKE, {"dossier": id, "supplement_sha256": hashes[-1]}
    for name in LISTS:
        hashes = read_supplement(staged.home / "register" / name).hashes
        if hashes:
            yield EventName.INTAKE, {"list": name, "supplement_sha256": hashes[-1]}


def _put_in_place(staged: Store, store: Store) -> None:
    """The originals first, the dossiers last: with them the home is filled."""
    for original in staged.originals():
        target = store.original_path(original.name)
        make_folder(target.parent)
        original.replace(target)  # of an attempt that was given up, the same may lie there
    flush(store.home)
    lists = staged.home / "register"
    if lists.is_dir():
        target = make_folder(store.home / "register")
        for path in sorted(lists.iterdir()):
            path.replace(target / path.name)
        sync(target)
    folder = store.home / "dossiers"
    os.rename(staged.home / "dossiers", folder)  # noqa: PTH104 - takes the place of an empty one
    sync(store.home)
