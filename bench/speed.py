"""Speed beside peers, on the same pages in one run: ``make bench``.

Runs the whole import (everything, index included), OCRmyPDF on the same pages, and bare
recognition; prints pages per second, the ratios, CPU time by stage, memory, and a second import.
On samples, whose pages are short as most in such files, and on pages full of type. On few pages
the start of the program weighs more than in a batch: ``--many`` is the measure for that.

    python -m bench.speed [DIR] [--many PAGES] [--no-peer]
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from baulast.settings import Settings
from bench.dense import dense_pages
from bench.many import many_pages
from bench.peer import combined_pdf, missing, ocrmypdf
from bench.program import ROOT, Outcome, baulast
from bench.stages import StageTimes, stage_times

TOWN = "kaarst"  # speed does not depend on whose pages they are
ALL_FINE = (0, 1)


def main(arguments: Sequence[str] | None = None) -> None:
    options = _options(arguments)
    with tempfile.TemporaryDirectory(prefix="baulast-bench-") as made:
        work = Path(made)
        folders = [options.folder]
        if options.folder is None:
            folders = [ROOT / "samples", dense_pages(work / "typed pages of a whole text")]
        for number, folder in enumerate(folders):
            compare(folder, work / f"set-{number}", has_peer=options.peer)
        if options.many:
            print_growth(many_pages(folders[0], work / "many", options.many), work)


def compare(folder: Path, work: Path, *, has_peer: bool) -> None:
    """This import and the peer on the pages below a folder, and where the time goes."""
    scans = work / "in"
    shutil.copytree(folder, scans / folder.name)
    combined = work / "same-pages.pdf"
    pages = combined_pdf(scans, combined)
    print(f"\n{pages} pages from {folder.name}; load of this machine before: "
          f"{os.getloadavg()[0]:.1f} (wall times count only where that is near 0)")  # fmt: skip
    ours = imported(scans, work / "home")
    print_import(ours, imported(scans, work / "home"), pages)
    (work / "staged").mkdir()
    times = stage_times(scans, TOWN, work / "staged", Settings())
    if has_peer and missing():
        print(f"not compared, missing: {missing()}")
    elif has_peer:
        print_peer(ocrmypdf(combined, work / "peer.pdf"), ours, times.bare, pages)
    print_stages(times)


def imported(folder: Path, home: Path) -> Outcome:
    """One whole import; an end with a failure of the program ends the measurement."""
    run = baulast(home, "import", str(folder), "--municipality", TOWN, "--quiet")
    if run.code not in ALL_FINE:
        raise SystemExit(f"import ended with {run.code}")
    return run


def print_import(ours: Outcome, again: Outcome, pages: int) -> None:
    print(f"this import       {pages / ours.wall_s:6.2f} pages/s, {ours.cpu_s / pages:.2f}"
          f" CPU s a page, largest worker {ours.peak_mb:.0f} MB")  # fmt: skip
    print(f"second import     {pages / again.wall_s:6.2f} pages/s, {ours.wall_s / again.wall_s:.0f}"
          f" times faster ({again.wall_s:.1f} s; start of the program included)")  # fmt: skip


def print_peer(peer: Outcome, ours: Outcome, bare_s: float, pages: int) -> None:
    """The ratio to the peer, and what it could be at most with this engine."""
    print(f"OCRmyPDF          {pages / peer.wall_s:6.2f} pages/s, {peer.cpu_s / pages:.2f}"
          f" CPU s a page, largest process {peer.peak_mb:.0f} MB")  # fmt: skip
    print(f"ratio             {peer.wall_s / ours.wall_s:6.2f} (to reach: 4), of CPU time"
          f" {peer.cpu_s / ours.cpu_s:.2f}; bare recognition and nothing else would have"
          f" {peer.cpu_s / bare_s:.2f}")  # fmt: skip


def print_stages(times: StageTimes) -> None:
    """CPU time by stage, and what is left of the budget."""
    total = sum(times.stages.values())
    print(f"\nCPU s a page, one process ({times.pages} pages)")
    for stage, seconds in times.stages.items():
        print(f"  {stage:16} {seconds / times.pages:6.2f}  {100 * seconds / total:5.1f}%")
    bare, budget = times.bare / times.pages, 1.5 * times.bare / times.pages + 0.5
    print(f"  {'all':16} {total / times.pages:6.2f}")
    print(f"bare tesserocr      {bare:6.2f}; to stay within 1.5 times that + 0.5: {budget:.2f}")


def print_growth(folder: Path, work: Path) -> None:
    """Whether a worker grows from page to page."""
    found = sum(1 for _ in folder.rglob("*.jpg"))
    run = imported(folder, work / "many-home")
    again = imported(folder, work / "many-home")
    third = max(1, len(run.samples) // 3)
    early = median(size for _, size in run.samples[third : 2 * third])
    late = median(size for _, size in run.samples[-third:])
    print(f"\nmany pages: {found} pages in {run.wall_s:.0f} s; second import {again.wall_s:.1f} s,"
          f" {run.wall_s / again.wall_s:.0f} times faster (to reach: 100)")  # fmt: skip
    print(f"largest process: {early:.0f} MB in the middle third, {late:.0f} MB in the last, peak"
          f" {run.peak_mb:.0f} MB (limit 700)")  # fmt: skip


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.speed", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="scans; else samples and typed pages")
    parser.add_argument("--many", type=int, default=0, help="pages of a long run (1000: memory)")
    parser.add_argument("--no-peer", dest="peer", action="store_false", help="without OCRmyPDF")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    main()
