"""What is read right, what silently wrong, what flagged: ``make score``.

Imports scans with truth through the command line, exports, and lets bench/score.py judge: entries
and page text by condition of the paper and by town; real pages by their characters.

    python -m bench.quality [DIR] [--real DIR] [--home DIR]
"""

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench import score
from bench.deliveries import SHARED, Delivery, deliveries, given_or_drawn, laid_out
from bench.program import ROOT, baulast
from bench.real import score_real
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
    """The scorer's own tables by condition, then a line for each town."""
    with tempfile.TemporaryDirectory() as made:
        for name, rows, options in (("entries", entries, []), ("text", text, ["--text", "--bag"])):
            file = Path(made) / name
            file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
            print(f"\n# {name}")
            score.main([*options, "--pred", str(file), *(str(d.folder) for d in found)])
    print("\n# by town")
    print(f"{'town':15} {'entries':>7} {'missing':>12} {'invented':>12} {'right':>7} {'silent':>7}"
          f" {'flagged':>7} {'CER':>7}")  # fmt: skip
    for town in sorted({delivery.town for delivery in found}):
        print(_town_line(town, [d for d in found if d.town == town], entries, text))


def _town_line(
    town: str,
    found: Sequence[Delivery],
    entries: list[dict[str, Any]],
    text: list[dict[str, Any]],
) -> str:
    truth = {delivery.truth["file_id"]: delivery.truth for delivery in found}
    result, _ = score.score_entries(truth, [row for row in entries if row["file_id"] in truth])
    pages, _, _ = score.score_text(truth, [row for row in text if row["file_id"] in truth], True)
    counts, fields = result["ALL"]["n"], result["ALL"]["fields"].values()
    judged = max(1, sum(field["n"] for field in fields))

    def share(name: str) -> str:
        return f"{100 * sum(field[name] for field in fields) / judged:6.1f}%"

    def silently(name: str) -> str:
        return f"{counts[name]:3d} ({counts[name + '_silent']} silent)"

    errors = 100 * pages["ALL"][0] / max(1, pages["ALL"][1])
    return (
        f"{town:15} {counts['entries']:7d} {silently('missing'):>12} {silently('invented'):>12}"
        f" {share('ok')} {share('silent')} {share('flagged')} {errors:6.2f}%"
    )


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.quality", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="scans with truth.json files")
    parser.add_argument("--seed", type=int, default=417, help="where scans have to be drawn")
    parser.add_argument("--real", type=Path, default=SHARED / "real", help="pages with .gt.txt")
    parser.add_argument("--home", type=Path, help="kept: a second run reads nothing again")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
