"""A backup of a whole home as a bag, taken while imports run, and the way back.

What is copied first may only speak of what is copied later: the trail before the catalog, the
catalog before the archive folder. So nothing is named that the backup lacks; what came meanwhile is
in part there and is unknown to trail and catalog, as after a crash. The index is made anew.
"""

import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime
from functools import partial
from itertools import islice
from mmap import ACCESS_READ, mmap
from pathlib import Path, PurePosixPath

from archive.audit import EventName, note
from archive.audit_head import COPY
from archive.audit_log import has_trail, renew_head
from archive.durable import FINAL_FILE, PRIVATE_FILE, make_folder, storage_errors, sync
from archive.store import Store
from archive.witness import vouch
from baulast.errors import StoreError
from baulast.language import tr
from handover.bag import BAG_INFO, PAYLOAD, BagWriter, bag_damage, files_in, info_of, trail_tag
from handover.intake import BagForeign, HomeFilled, refuse_damaged
from handover.landing import cores, flush, free_name, landing, put_copy
from handover.unfinished import Unfinished, from_json, to_json

VARIANT = "backup"
OPEN_WORK = "unfinished"  # in the bag only: a file for each town
DERIVED = "index.sqlite"  # made anew from the archive
# The copy of the trail's head would know of lines that came after the trail was copied.
NOT_KEPT = frozenset({"work", "lock", "owed", "verified.jsonl", DERIVED, COPY})
FIRST = "audit"  # copied before all that it speaks of
ONE_BY_ONE = frozenset({FIRST})  # the head before the log, which may reach further
LAST = ("dossiers", "originals")  # in this order: no dossier without its originals
FILLS = "dossiers"  # put in place last: with it a home is filled
AT_ONCE = 1000  # files handed to the threads together
ENDED = b"\n"  # what comes after the last of it is a line that is being written


def back_up(home: Path, target: Path, *, program: str, open_work: Mapping[str, Unfinished]) -> Path:
    """The bag that now holds the home; imports may go on meanwhile.

    ``open_work`` is what the catalog alone knows of each town: it may lie in another place.
    """
    now = datetime.now().astimezone()
    name = free_name(target, f"baulast-backup-{now:%Y%m%dT%H%M%S}")
    reached = trail_tag(home)  # no further than the copy of the trail will
    with (
        landing(target, name) as work,
        ThreadPoolExecutor(cores()) as executor,
        BagWriter(work / name) as bag,
    ):
        for top in sorted(filter(_is_kept, home.iterdir()), key=_order):
            if top.suffix == ".sqlite":
                _copy_database(top, bag, work)
            elif top.name in ONE_BY_ONE:
                for file in sorted(_files(top)):
                    _copy(bag, home, file)
            else:
                files = _files(top)
                while some := list(islice(files, AT_ONCE)):
                    for _ in executor.map(partial(_copy, bag, home), some):
                        pass  # an error of one is raised here
        for town, known in sorted(open_work.items()):
            bag.write(f"{OPEN_WORK}/{town}.json", to_json(known))
        bag.finish()
        bag.close(
            {
                "External-Identifier": name,
                "Bagging-Date": f"{now:%Y-%m-%d}",
                "Bag-Software-Agent": program,
                "Baulast-Variant": VARIANT,
                **reached,
            }
        )
    return target.absolute() / name


def restore(home: Path, bag: Path) -> tuple[Unfinished, ...]:
    """Fills an empty home from a backup; an error leaves it without any dossier.

    What only the catalog knew comes back as well: a catalog elsewhere is to be told of it.
    """
    if not (bag / BAG_INFO).exists() or info_of(bag).get("Baulast-Variant") != VARIANT:
        raise BagForeign(tr(f"{bag}: keine Sicherung", f"{bag}: is no backup"))
    store = Store(home)
    with storage_errors(home), store.locked():
        if any(_is_filled(path) for path in home.iterdir()):
            raise HomeFilled(tr(f"{home}: ist nicht leer", f"{home}: is not empty"))
        refuse_damaged(bag_damage(bag))
        staged = make_folder(home / "work" / "restore")
        source = bag / PAYLOAD
        known = tuple(from_json(p.read_bytes()) for p in sorted(source.glob(f"{OPEN_WORK}/*")))
        for file in files_in(source):
            name = PurePosixPath(file.relative_to(source))
            if name.parts[0] == OPEN_WORK:
                continue
            put_copy(file, staged / name, mode=FINAL_FILE if _is_final(name) else PRIVATE_FILE)
        flush(staged)
        for top in sorted(staged.iterdir(), key=lambda path: path.name == FILLS):
            target = home / top.name
            if target.is_dir():
                target.rmdir()  # made for the empty home
            top.replace(target)
        sync(home)
    if has_trail(home):
        renew_head(home)
    note(home, EventName.INTAKE, bag=bag.name, what="restore")
    # what came while the backup was taken, and after its copy of the trail
    vouch(store, EventName.INTAKE, bag=bag.name)
    return known


def _is_filled(path: Path) -> bool:
    if path.is_dir():
        return path.name != "work" and any(path.iterdir())
    return path.name not in ("lock", "format")


def _order(path: Path) -> tuple[int, str]:
    """In which order what is in a home is copied."""
    if path.name in LAST:
        return 1 + LAST.index(path.name), ""
    return (-1 if path.name == FIRST else 0), path.name


def _is_kept(path: Path) -> bool:
    """Broken databases stay where they are, like what databases write ahead."""
    return path.name not in NOT_KEPT and not path.name.endswith(("-wal", "-shm", ".unusable"))


def _files(top: Path) -> Iterator[Path]:
    found = files_in(top) if top.is_dir() else iter([top])
    return (path for path in found if path.name != "lock")


def _copy(bag: BagWriter, home: Path, file: Path) -> None:
    name = file.relative_to(home).as_posix()
    if file.suffix == ".jsonl":
        bag.copy(file, name, size=_whole_bytes(file))
    elif file.parent.name == "audit":
        bag.write(name, file.read_bytes())
    else:
        bag.copy(file, name)


def _whole_bytes(file: Path) -> int:
    """How far the lines reach that have an end; of a trail there are too many to read them all."""
    if not file.stat().st_size:
        return 0
    with file.open("rb") as lines, mmap(lines.fileno(), 0, access=ACCESS_READ) as content:
        return content.rfind(ENDED) + 1


def _copy_database(file: Path, bag: BagWriter, work: Path) -> None:
    """As it is at one moment, whoever writes it meanwhile."""
    with tempfile.TemporaryDirectory(dir=work) as folder:
        copy = Path(folder) / file.name
        try:
            with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
                source.backup(target)
        except sqlite3.Error as error:
            raise StoreError(f"{file}: {error}") from error
        bag.copy(copy, file.name)


def _is_final(name: PurePosixPath) -> bool:
    """Whether a file is never written again."""
    top = name.parts[0]
    return top == "originals" or (top == "dossiers" and name.suffix != ".jsonl")
