"""Promised against observed: of values with about this probability of an error, how many err."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from bench import score
from bench.deliveries import Delivery
from bench.samples import JUDGED, is_wrong

# Probabilities of an error between which is counted: the promise of 0.001 lies in the middle.
STEPS = (0.0, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0)


def print_calibration(judged: Iterable[tuple[float, bool]]) -> None:
    """A line for each step: values, promised and observed share of wrong ones, 95 % bound."""
    judged = list(judged)
    print(
        f"{'probability of an error':>24} {'n':>6} {'promised':>9} {'observed':>9} {'(at most)':>9}"
    )
    for low, high in pairwise(STEPS):
        within = [(error, wrong) for error, wrong in judged if low <= error < high]
        if not within:
            continue
        n, wrong = len(within), sum(wrong for _, wrong in within)
        promised = sum(error for error, _ in within) / n
        print(
            f"{low:>14.4%} – {high:>7.2%} {n:6d} {promised:9.3%} {wrong / n:9.3%}"
            f" {score.upper(wrong, n):9.3%}"
        )


def judged(
    found: Sequence[Delivery], entries: Iterable[dict[str, Any]]
) -> Iterator[tuple[float, bool]]:
    """Every exported value that the truth has: its probability of an error, and whether it errs."""
    rows = defaultdict(list)
    for row in entries:
        if "doubt" not in row:
            rows[row["file_id"]].append(row)
    for delivery in found:
        pairs, _, _ = score.match(delivery.truth["entries"], rows[delivery.truth["file_id"]])
        for true, row in pairs:
            for column in JUDGED:
                yield 1 - row[column]["confidence"], is_wrong(true, row, column)
