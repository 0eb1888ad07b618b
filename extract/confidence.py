"""How probable it is that a value is right, and which values a person is shown for it.

``python -m bench.fit`` fits the weights on drawn dossiers and writes ``data/confidence.json``. What
the rules doubt is shown whatever its probability; of the rest, what is so unsure that the errors
passed over would exceed ``ExtractSettings.max_error``.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib.resources import files
from math import exp

import cattrs

from baulast.findings import with_findings
from baulast.language import Both
from baulast.model import Doubt, DoubtReason, Entry, FieldName, Finding, Word
from extract.case import Case, label_of
from extract.features import Features, features_of
from extract.ink import lonely_words
from extract.passages import united_box
from extract.rival import digits_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A logistic model: log odds of an error, by feature and by field."""

    base: float
    features: Mapping[str, float]
    fields: Mapping[str, float]  # those that the truth has; of others nothing is known

    def error(self, name: FieldName, features: Features) -> float:
        """The probability that the value is wrong."""
        values = asdict(features)
        odds = self.base + self.fields[name]
        odds += sum(weight * values[feature] for feature, weight in self.features.items())
        return 1 / (1 + exp(-odds))


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What ``python -m bench.fit`` found."""

    passed: Weights  # for values that no rule doubts
    doubted: Weights  # for those that one does
    # Probability of an error up to which a value is passed over, and the share of wrong values
    # that were then passed over in towns that had no part in the fit; both climb.
    limits: tuple[tuple[float, float], ...]

    def limit(self, max_error: float) -> float:
        """The probability of an error up to which a value need not be shown.

        >>> weights = Weights(base=0.0, features={}, fields={})
        >>> model = Model(passed=weights, doubted=weights, limits=((0.01, 0.0005), (0.1, 0.002)))
        >>> model.limit(0.001), model.limit(0.01), model.limit(0.0001)
        (0.01, 0.1, 0.0)
        """
        kept = [limit for limit, residual in self.limits if residual <= max_error]
        return max(kept, default=0.0)


@cache
def fitted() -> Model:
    """The model that comes with this program."""
    text = files("extract").joinpath("data/confidence.json").read_text("utf-8")
    return cattrs.structure(json.loads(text)["model"], Model)


def estimated(
    cases: Sequence[Case], entries: Sequence[Entry], model: Model, *, max_error: float
) -> tuple[Entry, ...]:
    """The entries, each value with its probability, and with a doubt where that is too low."""
    limit = model.limit(max_error)
    return tuple(
        _estimated(case, entry, model, limit) for case, entry in zip(cases, entries, strict=True)
    )


def _estimated(case: Case, entry: Entry, model: Model, limit: float) -> Entry:
    found: dict[FieldName, Finding[object]] = {}
    for name, features in features_of(case, entry).items():
        if name not in model.passed.fields:
            continue
        finding = entry.findings[name]
        is_doubted = finding.is_flagged or bool(entry.doubts)
        error = (model.doubted if is_doubted else model.passed).error(name, features)
        doubts = finding.doubts
        if error > limit and not is_doubted:
            doubts = (_unsure(case, entry, name),)
        found[name] = replace(finding, confidence=1 - error, doubts=doubts)
    return with_findings(entry, found)


def _unsure(case: Case, entry: Entry, name: FieldName) -> Doubt:
    """The doubt on a value that is not sure enough, at the words that it stands on."""
    words = lonely_words(case, entry, name)
    weakest = min(words, key=_trust, default=None)
    label = label_of(name)
    if weakest is None:
        detail = Both(
            f"{label.german}: vielleicht nicht gelesen.", f"{label.english}: perhaps not read."
        )
    else:
        ink = weakest.text
        detail = Both(
            f"{label.german}: „{ink}“ ist unsicher gelesen.",
            f"{label.english}: “{ink}” is an unsure reading.",
        )
    pages = [field.evidence.page for field in entry.findings[name].readings]
    return Doubt(
        reason=DoubtReason.ILLEGIBLE,
        detail=detail,
        page=next(iter(pages), case.draft.head.page.number),
        box=united_box([weakest]) if weakest is not None else None,
    )


def _trust(word: Word) -> tuple[bool, float]:
    """Words with digits first, then the weakest."""
    return not digits_of(word.text), word.confidence
