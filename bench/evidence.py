"""Proof at a price: verify beside sha256sum, export beside cp, an audit line beside one fsync.

    python -m bench.evidence [--dossiers 200] [--rounds 5] [--folder DIR]

Both sides of a pair run in turn on the same files and disk, and the median of the rounds counts.
What is read lies in the memory of the system after the first round: hashing is compared, not disks.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from archive.audit import EventName, note
from archive.damage import damage
from archive.store import Store
from baulast.model import Box, ColourMode, Dossier, Page, PageOrigin, Word
from handover.export import Order, export_bags
from handover.unfinished import Unfinished

SCAN_BYTES = 2_000_000  # an A4 page in colour as JPEG; a dossier holds a few, its PDF as many bytes
APPENDS = 50  # in one turn: what else the disk is asked for meanwhile meets both sides
TURNS = 4  # of the two sides in one round
BYTES_A_LINE = 300  # of an audit line about a dossier
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
        files = [p for p in store.home.rglob("*") if p.is_file() and p.stat().st_size]
        size = sum(path.stat().st_size for path in files)
        ours, theirs = in_turn(
            lambda: list(damage(store)), lambda: sha256sum(files), rounds=asked.rounds
        )
        print(f"{len(files)} files, {size / 1e6:.0f} MB, {cores()} cores")
        print(f"verify     {size / ours / 1e6:8.0f} MB/s")
        print(f"sha256sum  {size / theirs / 1e6:8.0f} MB/s   verify reaches {theirs / ours:.0%}")
        bags, copy = Path(folder) / "bags", Path(folder) / "copy"
        ours, theirs = in_turn(
            lambda: exported(store, bags), lambda: copied(files, copy), rounds=asked.rounds
        )
        print(f"export     {size / ours / 1e6:8.0f} MB/s   {asked.dossiers} dossiers")
        print(f"cp, hashed {size / theirs / 1e6:8.0f} MB/s   export reaches {theirs / ours:.0%}")
        ours, theirs = in_turn(
            lambda: audit_lines(store.home),
            lambda: synced_lines(Path(folder)),
            rounds=asked.rounds * TURNS,
        )
        print(f"audit line {1000 * ours / APPENDS:8.2f} ms")
        print(
            f"one fsync  {1000 * theirs / APPENDS:8.2f} ms   a line costs {ours / theirs:.2f} of it"
        )


def filled_store(folder: Path, dossiers: int) -> Store:
    """Dossiers of one page and one original each."""
    store = Store(folder / "home")
    scan = folder / "scan"
    for number in range(dossiers):
        scan.write_bytes(os.urandom(SCAN_BYTES))
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
        store.commit(dossier, lambda target: _write(target, os.urandom(SCAN_BYTES)))
    return store


def in_turn(
    ours: Callable[[], object], theirs: Callable[[], object], *, rounds: int
) -> tuple[float, float]:
    """The median seconds of each side."""
    seconds: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for side, call in zip(seconds, (ours, theirs), strict=True):
            started = time.perf_counter()
            call()
            side.append(time.perf_counter() - started)
    return statistics.median(seconds[0]), statistics.median(seconds[1])


def sha256sum(files: list[Path]) -> None:
    """The system's own program over all files, on all cores."""
    names = b"\0".join(str(path).encode() for path in files)
    share = str(
        max(1, len(files) // cores() // 4)
    )  # four calls a core: none is left idle at the end
    command = ["xargs", "-0", "-n", share, "-P", str(cores()), "sha256sum"]
    subprocess.run(command, input=names, stdout=subprocess.DEVNULL, check=True)


def exported(store: Store, target: Path) -> None:
    """A bag of the town, on the disk; and away with it, which takes no time beside that."""
    export_bags(store, Order(municipality="kaarst"), target, open_work=Unfinished())
    shutil.rmtree(target)


def copied(files: list[Path], target: Path) -> None:
    """The system's own programs: all files copied, on the disk, and hashed."""
    target.mkdir()
    names = b"\0".join(str(path).encode() for path in files)
    command = ["xargs", "-0", "cp", "--parents", "-t", str(target)]
    subprocess.run(command, input=names, check=True)
    os.sync()
    sha256sum([path for path in target.rglob("*") if path.is_file()])
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
