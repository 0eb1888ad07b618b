import math

import pytest

from baulast.model import FieldName
from bench.fit import LIMITS, PARAMETERS, Judged, fitted_on, held_out, limits_of, weights_of
from bench.samples import Sample
from extract.features import Features


def sample(*, town="Kaarst", wrong=False, doubted=False, **known) -> Sample:
    features = Features(**(dict.fromkeys(PARAMETERS, 0.0) | known))
    return Sample(
        town=town,
        name=FieldName.SHEET,
        features=features,
        is_doubted=doubted,
        is_wrong=wrong,
    )


def samples(town="Kaarst") -> list[Sample]:
    """Of sure digits one in a hundred is wrong, of doubtful ones every second."""
    sure = [sample(town=town, wrong=n == 0) for n in range(100)]
    unsure = [sample(town=town, digits=4.0, wrong=n % 2 == 0) for n in range(40)]
    doubted = [sample(town=town, doubted=True, wrong=n % 2 == 0) for n in range(10)]
    return [*sure, *unsure, *doubted]


def test_what_was_seen_is_promised():
    """The probabilities of a fit are the shares that were seen."""
    open_ = [each for each in samples() if not each.is_doubted]
    weights = weights_of(open_, doubts_count_against=True)
    unsure = weights.error(FieldName.SHEET, sample(digits=4.0).features)
    sure = weights.error(FieldName.SHEET, sample().features)
    assert math.isclose(unsure, 0.5, abs_tol=0.05)
    assert math.isclose(sure, 0.01, abs_tol=0.01)


def test_a_doubt_is_never_a_merit():
    """A feature whose values were right more often than others is left out, not turned round."""
    lucky = [sample(spare=1.0) for _ in range(50)]
    weights = weights_of([*samples(), *lucky], doubts_count_against=True)
    assert "spare" not in weights.features
    assert weights.features["digits"] > 0


def test_a_town_is_judged_by_the_others():
    """What is seen in one town bears on the others alone."""
    strange = [sample(town="Neuss", digits=4.0) for _ in range(40)]
    strange += [sample(town="Neuss", wrong=n == 0) for n in range(10)]
    strange += [sample(town="Neuss", doubted=True, wrong=n == 0) for n in range(10)]
    by_town = {each.sample.town: each.error for each in held_out([*samples(), *strange])
               if each.sample.features.digits and not each.sample.is_doubted}  # fmt: skip
    assert by_town["Neuss"] > 0.3
    assert by_town["Kaarst"] < 0.1


def test_limits_keep_what_was_promised_and_seen():
    """A limit's residual is no less than the errors promised, nor than those seen, below it."""
    told = [Judged(sample(digits=2.0, wrong=n < 3), 0.02, 0.001) for n in range(100)]
    flawless = [Judged(sample(), 0.001, 0.001) for _ in range(900)]
    residuals = dict(limits_of([*told, *flawless]))
    assert residuals[0.01] == 0.0
    assert residuals[0.1] == pytest.approx(0.004)  # two in a hundred of a tenth, in groups of two
    assert len(residuals) == len(LIMITS)


def test_a_fit_carries_its_limits():
    """A fitted model has weights for both cases and limits by held-out towns."""
    model = fitted_on([*samples("Kaarst"), *samples("Neuss")])
    assert model.limit(1.0) == 1.0
    assert model.doubted.base != model.passed.base
