from dataclasses import replace

import pytest

from baulast.model import Dossier, DoubtReason, FieldName
from baulast.settings import ExtractSettings
from extract.confidence import Model, Weights, fitted
from extract.stage import extract

WAY = (
    "1",
    [
        "Auf dem Grundstück Gemarkung Kaarst, Flur 15, Flurstück 25 ist eine",
        "Zufahrt für das Grundstück Gemarkung Kaarst, Flur 15,",
        "Flurstück 580 freizuhalten (§ 99 BauO NW).",
    ],
    ["Eingetragen am", "3.11.1965", "Az.: 63-179/65"],
)


@pytest.fixture
def entry(nlp, sheet):
    """An entry whose day of registration was read with some confidence."""

    def make(trust=0.96, *, max_error=0.001, row=WAY):
        page = sheet(row).page()
        words = tuple(
            replace(word, confidence=trust) if word.text == "3.11.1965" else word
            for word in page.words
        )
        pages = (replace(page, words=words),)
        dossier = Dossier(id="kaarst/1", municipality="kaarst", number=None, pages=pages)
        (found,) = extract(dossier, nlp, ExtractSettings(max_error=max_error)).entries
        return found

    return make


def test_every_judged_value_has_a_probability(entry):
    """All fields that the model was fitted on have one; what it does not know has none."""
    found = entry().findings
    known = fitted().passed.fields
    for name, finding in found.items():
        assert (finding.confidence is not None) is (name in known), name
    assert found[FieldName.STREET].confidence is None


def test_weak_ink_makes_a_value_less_probable(entry):
    """The weaker the digits, the less probable the value; it is shown with its place."""
    sure, unsure = entry(0.96).registered_on, entry(0.5).registered_on
    assert sure.confidence > unsure.confidence
    assert not sure.is_flagged
    (doubt,) = unsure.doubts
    assert doubt.reason is DoubtReason.ILLEGIBLE
    assert "3.11.1965" in doubt.detail.german
    assert doubt.box is not None


def test_a_higher_error_shows_less(entry):
    """What may be wrong more often is shown less often; what must never be wrong, always."""
    assert entry(0.5, max_error=0.001).registered_on.is_flagged
    assert not entry(0.5, max_error=1.0).registered_on.is_flagged
    assert all(
        finding.is_flagged
        for finding in entry(0.99, max_error=0.0).findings.values()
        if finding.confidence is not None
    )


def test_what_a_rule_doubts_is_always_shown(entry):
    """No probability lifts a doubt of the rules, and none is added to it."""
    sunday = (*WAY[:2], ["Eingetragen am", "7.11.1965"])
    shown = entry(max_error=1.0, row=sunday).registered_on
    assert [doubt.reason for doubt in shown.doubts] == [DoubtReason.IMPLAUSIBLE]
    assert shown.confidence < entry(row=WAY).registered_on.confidence


def test_no_doubt_is_a_merit():
    """In the weights that come with the program, no feature of doubt lets a value pass."""
    assert all(weight >= 0 for weight in fitted().passed.features.values())


def test_the_limits_climb():
    """The more is passed over, the more wrong values are among it."""
    limits, residuals = zip(*fitted().limits, strict=True)
    assert list(limits) == sorted(limits)
    assert list(residuals) == sorted(residuals)
    assert fitted().limit(ExtractSettings().max_error) > 0


def test_nothing_is_promised_that_was_not_seen():
    """Below the smallest error that the fit could show, everything is shown."""
    weights = Weights(base=0.0, features={}, fields={})
    model = Model(passed=weights, doubted=weights, limits=((0.01, 0.0005),))
    assert model.limit(0.0004) == 0.0
