"""Proof at a price: verify beside sha256sum, export beside cp, an audit line beside one fsync.

    python -m bench.evidence [--dossiers 200] [--rounds 5] [--folder DIR]

All sides run in turn on the same files and disk, and the median of the rounds counts. What is read
lies in the memory of the system after the first round: hashing is compared, not disks. ``verify``
is the whole check of a home: files, audit trail, catalog and index.

Two programs hash beside us. ``sha256sum`` is the one that everybody has; many builds of it do not
use what processors have for SHA-256, and are then several times slower than ``openssl``, which does
as Python does. Only beside the latter is it told what our own code costs.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import upkeep
from archive.audit import EventName, note
from archive.noted import note_revision
from archive.store import Store
from baulast.model import Box, ColourMode, Dossier, Page, PageOrigin, Word
from baulast.settings import Settings
from console.verification import Scope, verification
from handover.export import Order, export_bags
from handover.unfinished import Unfinished

SCAN_BYTES = 2_000_000  # an A4 page in colour as JPEG; a dossier holds a few, its PDF as many bytes
APPENDS = 50  # in one turn: what else the disk is asked for meanwhile meets both sides
TURNS = 4  # of the two sides in one round
BYTES_A_LINE = 300  # of an audit line about a dossier
HASHERS = {
    name: command
    for name, command in {
        "sha256sum": ("sha256sum",),
        "openssl": ("openssl", "dgst", "-sha256", "-r"),
    }.items()
    if shutil.which(command[0])
}
WORDS = tuple(  # a typed sheet: thirty lines of ten words
    Word(
        text=f"Wort{n}",
        box=Box(left=200 * n, top=100 * line, right=200 * n + 150, bottom=100 * line + 40),
        confidence=0.9,
        block=0,
        line=line,
    )
    for line in range(30)
    for n in range(10)
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dossiers", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="on the disk that is to be measured")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        store = filled_store(Path(folder), asked.dossiers)
        kept = (store.home / "originals", store.home / "dossiers")
        files = [path for top in kept for path in top.rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in files)
        print(f"{len(files)} files, {size / 1e6:.0f} MB, {cores()} cores")
        sides = {"verify": lambda: verified(store.home)}
        sides |= {name: partial(hashed, files, with_=command) for name, command in HASHERS.items()}
        tell(in_turn(sides, rounds=asked.rounds), size)
        bags, copy = Path(folder) / "bags", Path(folder) / "copy"
        sides = {"export": lambda: exported(store, bags)}
        sides |= {
            f"cp, {name}": partial(copied, files, copy, with_=command)
            for name, command in HASHERS.items()
        }
        tell(in_turn(sides, rounds=asked.rounds), size)
        sides = {
            "audit line": lambda: audit_lines(store.home),
            "one fsync": lambda: synced_lines(Path(folder)),
        }
        took = in_turn(sides, rounds=asked.rounds * TURNS)
        for name, seconds in took.items():
            print(f"{name:15}{1000 * seconds / APPENDS:8.2f} ms")
        print(f"a line costs {took['audit line'] / took['one fsync']:.2f} of one fsync")


def tell(took: dict[str, float], size: int) -> None:
    """Prints how fast each side was, and what share of the others' speed the first reaches."""
    (ours, seconds), *others = took.items()
    print(f"{ours:15}{size / seconds / 1e6:8.0f} MB/s")
    for name, theirs in others:
        print(f"{name:15}{size / theirs / 1e6:8.0f} MB/s   {ours} reaches {theirs / seconds:.0%}")


def filled_store(folder: Path, dossiers: int, *, file_bytes: int = SCAN_BYTES) -> Store:
    """A home with dossiers of one page and one original each, catalog and index among it."""
    store = Store(folder / "home")
    fill(store, folder / "scan", range(dossiers), file_bytes=file_bytes)
    upkeep.rebuild(store.home)
    return store


def fill(store: Store, scan: Path, numbers: range, *, file_bytes: int) -> None:
    """Dossiers of these numbers, and the audit trail that names them; ``scan`` is written to."""
    for number in numbers:
        scan.write_bytes(os.urandom(file_bytes))
        origin = PageOrigin(
            delivery="d", place=1, file="scan", sha256=store.put_original(scan), frame=0
        )
        page = Page(
            number=1,
            origin=origin,
            width_px=2480,
            height_px=3508,
            dpi=300,
            mode=ColourMode.COLOUR,
            pixels_sha256="0",
            words=WORDS,
        )
        dossier = Dossier(
            id=f"kaarst/{number}", municipality="kaarst", number=str(number), pages=(page,)
        )
        store.commit(dossier, lambda target: _write(target, os.urandom(file_bytes)))
        note_revision(store, dossier.id, dossier.version)


def verified(home: Path) -> None:
    """What `baulast verify` does, and finds nothing."""
    scope = Scope(home=home, settings=Settings(), catalog_url=None, dossier=None, deep=False)
    assert verification(scope, resume=False, repairs=False).exit_code == 0


def in_turn(sides: Mapping[str, Callable[[], object]], *, rounds: int) -> dict[str, float]:
    """The median seconds of each side."""
    seconds: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name, call in sides.items():
            started = time.perf_counter()
            call()
            seconds[name].append(time.perf_counter() - started)
    return {name: statistics.median(found) for name, found in seconds.items()}


def hashed(files: Sequence[Path], *, with_: Sequence[str]) -> None:
    """Another program over all files, on all cores."""
    names = b"\0".join(str(path).encode() for path in files)
    share = str(
        max(1, len(files) // cores() // 4)
    )  # four calls a core: none is left idle at the end
    command = ["xargs", "-0", "-n", share, "-P", str(cores()), *with_]
    subprocess.run(command, input=names, stdout=subprocess.DEVNULL, check=True)


def exported(store: Store, target: Path) -> None:
    """A bag of the town, on the disk; and away with it, which takes no time beside that."""
    export_bags(store, Order(municipality="kaarst"), target, open_work=Unfinished())
    shutil.rmtree(target)


def copied(files: Sequence[Path], target: Path, *, with_: Sequence[str]) -> None:
    """The system's own programs: all files copied, on the disk, and hashed."""
    target.mkdir()
    names = b"\0".join(str(path).encode() for path in files)
    command = ["xargs", "-0", "cp", "--parents", "-t", str(target)]
    subprocess.run(command, input=names, check=True)
    os.sync()
    hashed([path for path in target.rglob("*") if path.is_file()], with_=with_)
    shutil.rmtree(target)


def audit_lines(home: Path) -> None:
    for number in range(APPENDS):
        note(home, EventName.EXPORT, what="bench", number=number)


def synced_lines(folder: Path) -> None:
    """What any log costs that promises to be on the disk."""
    with (folder / "log").open("ab", buffering=0) as log:
        for _ in range(APPENDS):
            log.write(b"x" * BYTES_A_LINE)
            os.fsync(log.fileno())


def cores() -> int:
    return len(os.sched_getaffinity(0))


def _write(target: Path, content: bytes) -> None:
    target.write_bytes(content)


if __name__ == "__main__":
    main()
