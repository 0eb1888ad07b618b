"""How long the open looks will take, from the pace that people have kept (pure)."""

from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise
from statistics import median

from catalog.records import DecisionRecord

RECENT = 500  # decisions that the pace is told from: some days of one person
LONGEST_LOOK_S = 300.0  # more between two decisions was a break
FEWEST = 5  # looks; the first ones are slower than the rest
# Seconds a look while nobody has been measured: a glance at a line, one key. It is said with it.
UNMEASURED_S = 15.0


def seconds_a_look(decisions: Iterable[DecisionRecord]) -> float | None:
    """The median time between two decisions of one person; None while too few were made.

    Decisions of one look are written in the same second and count once.
    """
    by: dict[str, set[datetime]] = {}
    for record in decisions:
        by.setdefault(record.by, set()).add(datetime.fromisoformat(record.at))
    gaps = [
        gap
        for times in by.values()
        for before, after in pairwise(sorted(times))
        if (gap := (after - before).total_seconds()) <= LONGEST_LOOK_S
    ]
    return median(gaps) if len(gaps) >= FEWEST else None
