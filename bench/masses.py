"""A home of very many dossiers: what each command costs, and whether it grows faster than they do.

    python -m bench.masses [--dossiers 1000 4000] [--only COMMAND …] [--folder DIR]

Each number of small dossiers (one scanned page, its PDF/A, its transfer record, and entries as of
``bench.register``) is filled into a home without an import, and then the program is run on it as a
user runs it. Told are the seconds, the computing for each dossier, and the memory of the largest
process: with more dossiers the second should not grow, and the third hardly.

What fills the home syncs nothing and gives every dossier the same PDF: it is not measured.
"""

import argparse
import os
import tempfile
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from unittest.mock import patch

from PIL import Image

from archive.noted import note_revision
from archive.pdfa import write_pdfa
from archive.record import Intake
from archive.store import Store
from archive.transfer import write_record
from baulast.model import Box, Dossier, Word
from baulast.settings import Settings
from bench.evidence import cores
from bench.program import Outcome, baulast
from bench.register import ENTRIES_A_DOSSIER, register

TOWN = "kaarst"  # of all dossiers: a bag, and what is in memory of a town, are as large as can be
SIDES_PX, DPI = (413, 585), 50  # an A4 page; the disk is not measured
WORDS = 12  # on a page: what a page costs, `bench.evidence` tells
HANDED_OUT = 100  # dossiers that a process fills in one go
SETTINGS = Settings()
INTAKE = Intake(by="bench", at="2026-01-01T00:00:00+01:00", batch=1, program="bench")
FOLDER = "./"  # before names of folders beside the home
COMMANDS = {
    "rebuild": ("home", "rebuild"),
    "status": ("home", "status"),
    "search": ("home", "search", "Kaarst 3 1100/9"),
    "verify": ("home", "verify"),
    "deep": ("home", "verify", "--deep"),
    "audit show": ("home", "audit", "show", "--user", "nobody"),
    "sample": ("home", "sample", "--rate", "0.1%"),
    "paper": ("home", "paper"),
    "export": ("home", "export", "archive", "-m", TOWN, "-o", FOLDER + "bags", "--reason", "-"),
    "from bag": ("second", "rebuild", "--from", FOLDER + "bags"),
    "backup": ("home", "backup", "-o", FOLDER + "backup"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dossiers", type=int, nargs="+", default=[1000, 4000])
    parser.add_argument(
        "--only",
        nargs="+",
        choices=COMMANDS,
        default=[*COMMANDS],
        help="these commands; 'from bag' takes what 'export' made",
    )
    parser.add_argument("--folder", type=Path, help="on a disk with 300 kB for each dossier")
    asked = parser.parse_args()
    print(f"{'':12}{'dossiers':>9}{'seconds':>10}{'ms CPU each':>13}{'MB':>7}")
    before: dict[str, tuple[int, Outcome]] = {}
    for dossiers in asked.dossiers:
        with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
            fill(Path(folder) / "home", dossiers)
            for name in dict.fromkeys(("rebuild", *asked.only)):
                run = ran(name, Path(folder))
                cost = f"{run.wall_s:10.1f}{1000 * run.cpu_s / dossiers:13.2f}{run.peak_mb:7.0f}"
                grown = _growth(dossiers, run, *before[name]) if name in before else ""
                print(f"{name:12}{dossiers:9}{cost}{grown}", flush=True)
                before[name] = dossiers, run


def _growth(dossiers: int, run: Outcome, few: int, before: Outcome) -> str:
    """What each dossier beyond those of the run before has cost, the program's start left out."""
    more = max(1, dossiers - few)
    cpu_ms = 1000 * (run.cpu_s - before.cpu_s) / more
    held = 1e6 * (run.peak_mb - before.peak_mb) / more
    return f"   {cpu_ms:6.2f} ms and {held:6.0f} bytes for each beyond {few}"


def ran(name: str, folder: Path) -> Outcome:
    """What a command cost; the program ends where it failed."""
    home, *arguments = COMMANDS[name]
    placed = [str(folder / one) if one.startswith(FOLDER) else one for one in arguments]
    run = baulast(folder / home, *placed)
    if run.code:
        raise SystemExit(f"{name}: ended with {run.code}")
    return run


def fill(home: Path, dossiers: int) -> None:
    """A home with so many dossiers and the audit trail that names them; no catalog, no index."""
    Store(home)
    with tempfile.TemporaryDirectory() as made:
        put = partial(_put, home, Path(made) / "same.pdf")
        put(range(1))
        portions = [
            range(start, min(start + HANDED_OUT, dossiers))
            for start in range(1, dossiers, HANDED_OUT)
        ]
        with ProcessPoolExecutor(cores(), mp_context=get_context("fork")) as workers:
            list(workers.map(put, portions))


def _put(home: Path, pdf: Path, numbers: range) -> None:
    """Has archive and trail hold dossiers of these numbers; the first makes the PDF of all."""
    store = Store(home)
    with ExitStack() as stack:
        for call in ("fsync", "fdatasync"):
            stack.enter_context(patch.object(os, call, lambda _: None))
        scan = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "scan.tif"
        register_of_these = register(len(numbers) * max(ENTRIES_A_DOSSIER), seed=numbers.start)
        for number, drawn in zip(numbers, register_of_these, strict=False):
            Image.new("1", SIDES_PX, 1).save(
                scan, compression="group4", dpi=(DPI, DPI), description=str(number)
            )
            dossier = _dossier(number, drawn, store.put_original(scan))
            if not pdf.exists():
                write_pdfa(dossier, store.original, pdf, SETTINGS.archive)
            record = partial(write_record, dossier, store, SETTINGS, INTAKE)
            store.commit(dossier, partial(_copied, pdf), record)
            note_revision(store, dossier.id, dossier.version)


def _dossier(number: int, drawn: Dossier, original: str) -> Dossier:
    """One with the drawn entries, and their wording on a page of that original."""
    width, height = SIDES_PX
    words = (drawn.entries[0].wording or "").split()[:WORDS]
    page = replace(
        drawn.pages[0],
        origin=replace(drawn.pages[0].origin, sha256=original),
        width_px=width,
        height_px=height,
        dpi=DPI,
        pixels_sha256=str(number),
        words=tuple(map(_word, range(WORDS), words)),
    )
    id = f"{TOWN}/{number:06}"
    return replace(drawn, id=id, municipality=TOWN, number=f"{number:06}", pages=(page,))


def _word(place: int, text: str) -> Word:
    left, top = 30 + 40 * (place % 9), 20 + 10 * (place // 9)
    box = Box(left=left, top=top, right=left + 35, bottom=top + 8)
    return Word(text=text, box=box, confidence=0.9, block=0, line=place // 9)


def _copied(pdf: Path, target: Path) -> None:
    target.write_bytes(pdf.read_bytes())


if __name__ == "__main__":
    main()
