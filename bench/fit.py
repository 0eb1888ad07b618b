"""Fits how probable it is that a value is right, and checks it on towns without a part in the fit.

Reads dossiers with truth (drawn where none are given; drawn and read once, then kept), holds what
the rules make of them against the truth, prints for each town what a fit on the others promises,
and writes extract/data/confidence.json. bench/held_out.json has the fits without one town each.

    python -m bench.fit [DIR...] [--work out/fit] [--check]
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from archive.store import Store
from baulast.gazetteer import fold_name
from baulast.settings import ExtractSettings
from bench import score
from bench.calibration import print_calibration
from bench.deliveries import deliveries, laid_out
from bench.program import ROOT
from bench.quality import import_all
from bench.samples import HELD_OUT, JUDGED, Sample, samples_of
from extract.confidence import Model, Weights
from extract.features import Features
from extract.find import make_nlp

# Dossiers that are drawn for the fit, by seed; scores use other ones.
SEEDS = {7101: 24, 7102: 24, 7103: 24, 7104: 24, 77: 24, 413: 16, 588: 12, 731: 10}
DATA = ROOT / "extract" / "data" / "confidence.json"
PARAMETERS = tuple(field.name for field in fields(Features))
FIELDS = tuple(JUDGED.values())
STRENGTH = 1.0  # of the data against the prior that a feature means nothing (scikit-learn's C)
DECIMALS = 4  # of what is written: more would only make two fits look different
# Errors come in groups: one misread number of a sheet is wrong in each of its entries, and the
# dossiers have two on average. So a promise is held to half of what it allows.
GROUPED = 2
TELLING = 3  # times as probable an error: less is the state of the paper, which all values share
LIMITS = tuple(10 ** (exponent / 8) for exponent in range(-32, 1))  # 0.0001 to 1, 8 a decade


@dataclass(frozen=True, slots=True)
class Judged:
    """A sample with the probability of an error that a fit without its town gives it."""

    sample: Sample
    error: float
    surest: float  # what it gives a value of the same field that nothing speaks against


def main(arguments: Sequence[str] | None = None) -> None:
    options = _options(arguments)
    samples = _samples(options.folders or drawn(options.work), options.work)
    judged = held_out(samples)
    model = fitted_on(samples)
    print(f"{len(samples)} values, {sum(s.is_wrong for s in samples)} of them wrong")
    print_weights(model)
    print_towns(judged, model.limit(ExtractSettings().max_error))
    print("\n# promised against observed, each town by a fit on the others")
    print_calibration((each.error, each.sample.is_wrong) for each in judged)
    if not options.check:
        others = {
            town: fitted_on([s for s in samples if s.town != town]) for town in towns(samples)
        }
        write(DATA, {"made_by": "python -m bench.fit", "n": len(samples), "model": asdict(model)})
        write(HELD_OUT, {fold_name(town): asdict(fit) for town, fit in others.items()})


def drawn(work: Path) -> list[Path]:
    """Folders with drawn dossiers; what was drawn before is not drawn again."""
    from bench.scangen.__main__ import main as draw  # its libraries are heavy

    folders = {seed: work / f"scans-{seed}" for seed in SEEDS}
    for seed, folder in folders.items():
        if len(deliveries(folder)) < SEEDS[seed]:
            draw(["--out", str(folder), "--count", str(SEEDS[seed]), "--seed", str(seed)])
    return list(folders.values())


def read(folder: Path, work: Path) -> Path:
    """The home with the folder's dossiers; what was read before is not read again."""
    home, found = work / f"home-{folder.name}", deliveries(folder)
    if len(list(Store(home).revisions())) < len(found):
        import_all(laid_out(found, work / f"in-{folder.name}"), home)
    return home


def _samples(folders: Sequence[Path], work: Path) -> list[Sample]:
    nlp = make_nlp()
    return [
        sample
        for folder in folders
        for sample in samples_of(deliveries(folder), Store(read(folder, work)).dossiers(), nlp)
    ]


def towns(samples: Sequence[Sample]) -> list[str]:
    return sorted({sample.town for sample in samples})


def fitted_on(samples: Sequence[Sample]) -> Model:
    """The model of the samples, its limits by towns that had no part in the weights."""
    return replace(model_of(samples), limits=limits_of(held_out(samples)))


def held_out(samples: Sequence[Sample]) -> list[Judged]:
    """Every sample, judged by a fit on the other towns."""
    without = {town: model_of([s for s in samples if s.town != town]) for town in towns(samples)}
    return [
        Judged(s, error_of(without[s.town], s), error_of(without[s.town], _flawless(s)))
        for s in samples
    ]


def _flawless(sample: Sample) -> Sample:
    return replace(sample, features=Features(**dict.fromkeys(PARAMETERS, 0.0)))


def model_of(samples: Sequence[Sample]) -> Model:
    """Two fits, without limits: values that no rule doubts, and values that one does."""
    return Model(
        passed=weights_of([s for s in samples if not s.is_doubted], doubts_count_against=True),
        doubted=weights_of([s for s in samples if s.is_doubted], doubts_count_against=False),
        limits=(),
    )


def weights_of(samples: Sequence[Sample], *, doubts_count_against: bool) -> Weights:
    """Logistic weights of the features that are of use.

    A feature that would make doubt a merit is left out where ``doubts_count_against``, and all
    fitted anew. The prior draws weights towards 0, never the base: on the whole, as many errors are
    promised as were seen.
    """
    used = list(PARAMETERS)
    while True:
        base, found = _logistic(samples, used)
        misleading = [name for name in used if found[name] < 0]
        if not misleading or not doubts_count_against:
            break
        used.remove(min(misleading, key=lambda name: found[name]))
    return Weights(
        base=base,
        features={name: found[name] for name in used},
        fields={name: found[name] for name in FIELDS},
    )


def _logistic(samples: Sequence[Sample], used: Sequence[str]) -> tuple[float, dict[str, float]]:
    """Base and weights by name, rounded."""
    columns = [
        [
            *(getattr(sample.features, name) for name in used),
            *(float(sample.name is name) for name in FIELDS),
        ]
        for sample in samples
    ]
    wrong = [sample.is_wrong for sample in samples]
    fit = LogisticRegression(C=STRENGTH, max_iter=10_000).fit(np.array(columns), wrong)
    weights = (round(float(weight), DECIMALS) for weight in fit.coef_[0])
    return (
        round(float(fit.intercept_[0]), DECIMALS),
        dict(zip([*used, *FIELDS], weights, strict=True)),
    )


def error_of(model: Model, sample: Sample) -> float:
    weights = model.doubted if sample.is_doubted else model.passed
    return weights.error(sample.name, sample.features)


def limits_of(judged: Sequence[Judged]) -> tuple[tuple[float, float], ...]:
    """How far values may be passed over, and the share of wrong ones among all that then are.

    It counts the values that something speaks against: the larger of what is promised of them, for
    errors in groups, and of what was seen. Errors in flawless values are the rules' own; no limit
    finds them.
    """
    limits = []
    told = [each for each in judged if not each.sample.is_doubted and is_told(each)]
    for limit in LIMITS:
        passed = [each for each in told if each.error <= limit]
        promised = GROUPED * sum(each.error for each in passed)
        seen = sum(each.sample.is_wrong for each in passed)
        limits.append((round(limit, 6), round(max(promised, seen) / len(judged), 6)))
    return tuple(limits)


def is_told(judged: Judged) -> bool:
    """Whether the features tell the value from a flawless one."""
    return judged.error > TELLING * judged.surest


def print_weights(model: Model) -> None:
    """Log odds of an error, for a value that no rule doubts and for one that a rule does."""
    print(f"\n# weights: log odds of an error\n{'':14} {'not doubted':>12} {'doubted':>9}")
    rows = [("base", model.passed.base, model.doubted.base)]
    rows += [
        (name, model.passed.features.get(name, 0), model.doubted.features.get(name, 0))
        for name in PARAMETERS
    ]
    rows += [(name, model.passed.fields[name], model.doubted.fields[name]) for name in FIELDS]
    for name, passed, doubted in rows:
        print(f"{name:14} {passed:12.2f} {doubted:9.2f}")


def print_towns(judged: Sequence[Judged], limit: float) -> None:
    """What is passed over and shown in each town, by a fit on the others.

    Silent errors are parted: those among values that something speaks against, which the limit
    decides on, and those among flawless ones, which the rules have to find.
    """
    print(f"\n# by a fit on the other towns; shown from a probability of {limit:.4f} on")
    print(
        f"{'town':15} {'n':>6} {'wrong':>6} {'doubted':>8} {'shown':>6} {'(right)':>7}"
        f" {'silent':>7} {'(at most)':>9} {'flawless':>9} {'(at most)':>9}"
    )
    for town in [*towns([each.sample for each in judged]), "all"]:
        own = [each for each in judged if town in (each.sample.town, "all")]
        undoubted = [each for each in own if not each.sample.is_doubted]
        shown = [each.sample for each in undoubted if each.error > limit]
        passed = [each for each in undoubted if each.error <= limit and each.sample.is_wrong]
        silent = sum(is_told(each) for each in passed)
        flawless = len(passed) - silent
        print(
            f"{town:15} {len(own):6d} {sum(each.sample.is_wrong for each in own):6d}"
            f" {len(own) - len(undoubted):8d} {len(shown):6d}"
            f" {sum(not sample.is_wrong for sample in shown):7d} {silent:7d}"
            f" {score.upper(silent, len(own)):9.2%}"
            f" {flawless:9d} {score.upper(flawless, len(own)):9.2%}"
        )


def write(target: Path, value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=1)
    target.write_text(f"{text}\n", encoding="utf-8")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.fit", description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="scans with truth.json files")
    parser.add_argument("--work", type=Path, default=ROOT / "out" / "fit", help="kept")
    parser.add_argument("--check", action="store_true", help="print the figures, write nothing")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
