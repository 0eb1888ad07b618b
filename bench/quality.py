"""What is read right, what silently wrong, what flagged: ``make score``.

Imports scans with truth through the command line, exports, and lets bench/score.py judge: entries
and page text by condition of the paper, and by town with what was fitted on other towns; real pages
by their characters.

    python -m bench.quality [DIR] [--real DIR] [--home DIR]
"""

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench import score
from bench.calibration import judged, print_calibration
from bench.deliveries import SHARED, Delivery, deliveries, given_or_drawn, laid_out
from bench.program import ROOT, baulast
from bench.real import score_real
from bench.towns import print_doubted_pages, print_towns, without_its_town
from bench.worst import write_worst

ALL_FINE = (0, 1)  # 1: done, with dossiers set aside; the scorer counts them as missing


def main(arguments: Sequence[str] | None = None) -> None:
    options = _options(arguments)
    with tempfile.TemporaryDirectory(prefix="baulast-score-") as made:
        work = Path(made)
        home = options.home or work / "home"
        found = deliveries(given_or_drawn(options.folder, work, seed=options.seed))
        import_all(laid_out(found, work / "in"), home)
        entries, text = exported(home, work)
        print_scores(found, entries, text)
        print_doubted_pages(found, entries)
        print_towns(found, without_its_town(entries, home), text)
        print("\n# probability of an error: promised against observed")
        print_calibration(judged(found, entries))
        out = ROOT / "out" / "score"
        write_worst(found, text, home, out / "worst.html")
        print(f"\nten worst pages: {out / 'worst.html'}")
        if options.real and options.real.is_dir():
            score_real(options.real, work)


def import_all(towns: dict[str, Path], home: Path) -> None:
    """Each town's folder into one home."""
    for town, folder in towns.items():
        run = baulast(home, "import", str(folder), "--municipality", town, "--quiet")
        if run.code not in ALL_FINE:
            raise SystemExit(f"import of {town} ended with {run.code}")


def exported(home: Path, work: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Entries and page texts, as the command line writes them."""
    found = []
    for what in ("entries", "text"):
        target = work / f"{home.name}-{what}.jsonl"
        run = baulast(home, "export", what, "--format", "jsonl", "--output", str(target))
        if run.code:
            raise SystemExit(f"export of {what} ended with {run.code}")
        found.append(score.load_jsonl(str(target)))
    return found[0], found[1]


def print_scores(
    found: Sequence[Delivery], entries: list[dict[str, Any]], text: list[dict[str, Any]]
) -> None:
    """The scorer's own tables by condition."""
    with tempfile.TemporaryDirectory() as made:
        for name, rows, options in (("entries", entries, []), ("text", text, ["--text", "--bag"])):
            file = Path(made) / name
            file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
            print(f"\n# {name}")
            score.main([*options, "--pred", str(file), *(str(d.folder) for d in found)])


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.quality", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="scans with truth.json files")
    parser.add_argument("--seed", type=int, default=417, help="where scans have to be drawn")
    parser.add_argument("--real", type=Path, default=SHARED / "real", help="pages with .gt.txt")
    parser.add_argument("--home", type=Path, help="kept: a second run reads nothing again")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
