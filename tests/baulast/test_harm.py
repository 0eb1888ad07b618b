from dataclasses import replace

import pytest

from baulast.language import Both
from baulast.model import (
    Dossier,
    Doubt,
    DoubtReason,
    Entry,
    FieldName,
    Finding,
    Status,
    doubts_of,
    feared,
)


def doubt(detail: str) -> Doubt:
    return Doubt(reason=DoubtReason.ILLEGIBLE, detail=Both.only(detail))


def unsure(value, confidence: float, detail: str) -> Finding:
    return Finding(value=value, confidence=confidence, doubts=(doubt(detail),))


@pytest.fixture
def entry() -> Entry:
    absent = Finding(value=None)
    return Entry(
        sheet=absent,
        number=absent,
        kind=absent,
        burdened=unsure((), 0.5, "burdened"),
        benefited=Finding(value=()),
        declared_on=absent,
        registered_on=absent,
        deleted_on=absent,
        legal_basis=unsure(None, 0.1, "law"),
        reference=unsure(None, 0.9, "reference"),
        status=Finding(value=Status.ACTIVE, confidence=0.99),
        street=absent,
        land_register=absent,
        doubts=(doubt("whole"),),
    )


def test_what_harms_most_is_shown_first(entry):
    """Doubts come in the order of harm times probability, the entry's own before all."""
    assert [d.detail.german for d in entry.all_doubts] == ["whole", "burdened", "law", "reference"]
    assert entry.flagged == (FieldName.BURDENED, FieldName.LEGAL_BASIS, FieldName.REFERENCE)


def test_the_order_goes_across_entries(entry):
    """A dossier's worst doubt comes first, whichever entry it is in."""
    milder = replace(entry, burdened=unsure((), 0.8, "milder"), doubts=())
    details = [d.detail.german for d in doubts_of([milder, entry])]
    assert details[:3] == ["whole", "burdened", "milder"]
    dossier = Dossier(id="a/1", municipality="a", number=None, pages=(), entries=(milder, entry))
    assert [d.detail.german for d in dossier.all_doubts] == details


def test_what_is_not_estimated_is_feared_as_wrong():
    """A value without a probability counts as surely wrong in the order, harmless as it may be."""
    unknown = Finding(value=None, doubts=(doubt("?"),))
    assert feared(FieldName.STREET, unknown) == 1
    assert feared(FieldName.STREET, replace(unknown, confidence=0.75)) == 0.25
