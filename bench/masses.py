"""Peak memory beside the number of dossiers: what a hundred thousand of them cost at most.

    python -m bench.memory [--dossiers 1000 4000] [--folder DIR]

Each number of tiny dossiers is filled into a home without an import, and then the program is run on
it as a user runs it: made anew, checked, put into a bag, begun again from the bag, backed up. The
work for a dossier is what it is; what counts is the growth, told in bytes a dossier.
"""

import argparse
import tempfile
from pathlib import Path

from bench.evidence import filled_store
from bench.program import baulast

TINY_BYTES = 300  # of a scan and of its PDF: the disk is not measured


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dossiers", type=int, nargs="+", default=[1000, 4000])
    parser.add_argument("--folder", type=Path, help="on a disk with 100 kB for each dossier")
    asked = parser.parse_args()
    before: tuple[int, dict[str, float]] | None = None
    for count in asked.dossiers:
        with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
            peaks = peaks_of(Path(folder), count)
        for command, peak in peaks.items():
            told = f"{command:10}{count:8} dossiers {peak:7.0f} MB"
            if before is not None:
                growth = (peak - before[1][command]) * 1e6 / (count - before[0])
                told += f"   {growth:6.0f} bytes more for each beyond {before[0]}"
            print(told)
        before = count, peaks


def peaks_of(folder: Path, dossiers: int) -> dict[str, float]:
    """MB of the largest process of each command on a home with so many dossiers."""
    home = filled_store(folder, dossiers, file_bytes=TINY_BYTES).home
    bags = folder / "bags"
    runs = {
        "rebuild": (home, ("rebuild",)),
        "verify": (home, ("verify",)),
        "audit show": (home, ("audit", "show", "--user", "nobody")),
        "sample": (home, ("sample",)),
        "export": (home, ("export", "archive", "-m", "kaarst", "-o", str(bags), "--reason", "-")),
        "from bag": (folder / "second", ("rebuild", "--from", str(bags))),
        "backup": (home, ("backup", "-o", str(folder / "backup"))),
    }
    return {name: _peak(where, *arguments) for name, (where, arguments) in runs.items()}


def _peak(home: Path, *arguments: str) -> float:
    run = baulast(home, *arguments)
    if run.code:
        raise SystemExit(f"{' '.join(arguments)}: ended with {run.code}")
    return run.peak_mb


if __name__ == "__main__":
    main()
