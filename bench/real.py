"""Real scanned pages against their text: character errors by group of pages."""

import re
import shutil
import unicodedata
from collections import defaultdict
from pathlib import Path
from statistics import median

from bench import score
from bench.program import baulast

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("„“”»«", '"'),
        **dict.fromkeys("’‘", "'"),
        **dict.fromkeys("–—⸗¬‐", "-"),
        "ſ": "s",
    }
)
TOWN = "kaarst"  # any: these pages belong to none


def score_real(folder: Path, work: Path) -> None:
    """Reads every page that has a .gt.txt beside it, and prints how much of it is wrong."""
    truths = {path.name.removesuffix(".gt.txt"): path for path in folder.glob("*.gt.txt")}
    home = work / "real-home"
    for name in truths:
        target = work / "real" / name
        target.mkdir(parents=True)
        for scan in folder.glob(f"{name}.*"):
            if scan.suffix != ".txt":
                shutil.copy(scan, target)
    baulast(home, "import", str(work / "real"), "--municipality", TOWN, "--quiet")
    export = work / "real.jsonl"
    baulast(home, "export", "text", "--format", "jsonl", "--output", str(export))
    read = {row["file_id"]: row["text"] for row in score.load_jsonl(str(export))}
    _print(truths, read)


def normal(text: str) -> str:
    """Blanks, quotes, dashes and long s made one, as far as they say nothing about reading."""
    composed = unicodedata.normalize("NFC", text).translate(_PLAIN)
    return re.sub(r"\s+", " ", composed).replace("''", '"').replace(",,", '"').strip()


def _print(truths: dict[str, Path], read: dict[str, str]) -> None:
    groups: dict[str, list[tuple[int, int, int, int]]] = defaultdict(list)
    print("\n# real pages")
    print(f"{'page':16} {'chars':>6} {'CER':>7} {'no blanks':>10}")
    for name in sorted(truths):
        truth, text = normal(truths[name].read_text(encoding="utf-8")), normal(read.get(name, ""))
        dense, dense_text = truth.replace(" ", ""), text.replace(" ", "")
        row = (
            score.edit(truth, text),
            len(truth),
            score.edit(dense, dense_text),
            len(dense),
        )
        groups[name.rpartition("-")[0]].append(row)
        unread = "" if name in read else "  not read"
        print(f"{name:16} {row[1]:6d} {_rate(row[0], row[1])} {_rate(row[2], row[3]):>10}{unread}")
    for group, rows in groups.items():
        errors, chars, dense_errors, dense_chars = (
            sum(column) for column in zip(*rows, strict=True)
        )
        middle = median(row[0] / max(1, row[1]) for row in rows)
        print(
            f"{group:16} {chars:6d} {_rate(errors, chars)} {_rate(dense_errors, dense_chars):>10}"
            f"  median page {100 * middle:.2f}%"
        )


def _rate(errors: int, length: int) -> str:
    return f"{100 * errors / max(1, length):6.2f}%"
