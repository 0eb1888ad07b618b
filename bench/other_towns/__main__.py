"""Draws dossiers of other towns: python -m bench.other_towns --out DIR --count 16 --seed 7."""

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import cv2

from bench.other_towns.dossier import draw
from bench.other_towns.towns import TOWNS
from bench.scangen.degrade import PROFILES


def main(arguments: Sequence[str] | None = None) -> None:
    options = _options(arguments)
    cv2.setNumThreads(1)  # as bench.scangen: the same seed, the same bytes
    towns = options.towns.split(",")
    profiles = spread(options.profiles, options.count, options.seed)
    for place, profile in enumerate(profiles):
        town = TOWNS[towns[place % len(towns)]]
        number = options.start + place
        file_id, pages = draw(town, profile, options.out, seed=options.seed, number=number)
        print(f"{file_id}: {pages} pages", flush=True)


def spread(weights: str, count: int, seed: int) -> list[str]:
    """A profile for each dossier, in proportion and shuffled: "clean:1,poor:3" for four."""
    shares = {
        name: float(weight or 1)
        for name, _, weight in (part.partition(":") for part in weights.split(","))
    }
    unknown = sorted(set(shares) - set(PROFILES))
    if unknown:
        raise SystemExit(f"unknown profiles: {', '.join(unknown)}; known: {', '.join(PROFILES)}")
    owed = dict.fromkeys(shares, 0.0)
    found = []
    for _ in range(count):
        for name, share in shares.items():
            owed[name] += share / sum(shares.values())
        most = max(owed, key=lambda name: owed[name])
        owed[most] -= 1
        found.append(most)
    random.Random(seed).shuffle(found)
    return found


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.other_towns", description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, default=16)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=int, default=1, help="number of the first dossier")
    parser.add_argument("--towns", default=",".join(TOWNS), help="comma-separated")
    parser.add_argument("--profiles", default="clean:1,office:4,aged:3,poor:2")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
