"""A release that no longer holds: the dossier goes back to the review, and says why."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from archive.audit import read_trail
from archive.store import Store
from archive.supplement import append_event, read_supplement
from batch.release import send_back
from baulast.life import State, Step, state_of, step_event, steps_of
from baulast.model import Dossier, DoubtReason, Finding
from tests.review.office import ID, doubt, empty_page, entry, page, plot, with_origin

SURE = Dossier(
    id=ID,
    municipality="kaarst",
    number="KAA-BL-7",
    pages=(page(1), page(2)),
    entries=(entry(1), entry(2)),
)
OTHER_PARCEL = replace(SURE, entries=(replace(entry(1), burdened=Finding(value=(plot("999"),))),))
ENTRY_LOST = replace(SURE, entries=(entry(1),))
DOUBTED = replace(SURE, pages=(page(1, doubts=(doubt(DoubtReason.UNREAD_INK),)), page(2)))
NOT_TOLD = replace(SURE, pages=(page(1, doubts=(doubt(DoubtReason.REMAINS),)), page(2)))
SAME = replace(SURE, pages=(page(1), page(2, skew_deg=0.5)))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "home")
    (tmp_path / "scan.tif").write_bytes(b"scan")
    store.put_original(tmp_path / "scan.tif")
    return store


@pytest.fixture
def read(store: Store) -> Callable[[Dossier], str]:
    """Archives a reading; the name of its revision."""
    return lambda dossier: store.commit(with_origin(dossier, store), empty_page).name


def states(store: Store) -> tuple[Step, ...]:
    return steps_of(read_supplement(store.supplement(ID)).events, 1)


def say(store: Store, state: State, revision: str) -> None:
    step = Step(
        version=1, state=state, by="Anna", at="2026-01-02T03:04:05+01:00", revision=revision
    )
    append_event(store.supplement(ID), step_event(step))


@pytest.mark.parametrize(
    ("anew", "why"),
    [
        pytest.param(OTHER_PARCEL, "anderen Angaben", id="another parcel"),
        pytest.param(ENTRY_LOST, "anderen Angaben", id="an entry less"),
        pytest.param(DOUBTED, "Zweifel: 1", id="a new doubt"),
        pytest.param(NOT_TOLD, "", id="a doubt that no person can end"),
        pytest.param(SAME, "", id="the same in all fields"),
    ],
)
@pytest.mark.parametrize("state", [State.RELEASED, State.TRANSFERRED, State.CLOSED])
def test_who_released_it_did_not_see_the_new_reading(store, read, state, anew, why):
    """What says something else, or is doubted, is in review again; supplement and trail say so."""
    say(store, state, read(SURE))
    assert read(anew) == "r2"
    assert send_back(store, ID, 1) is bool(why)
    after = states(store)
    assert state_of(after) is (State.IN_REVIEW if why else state)
    lines = [line for line in read_trail(store.home) if line.name == "state"]
    assert len(lines) == bool(why)
    if why:
        assert why in after[-1].reason
        assert lines[0].details["reason"] == after[-1].reason
    assert not send_back(store, ID, 1)  # once is enough


@pytest.mark.parametrize("state", [None, State.IN_REVIEW, State.WITHDRAWN])
def test_what_was_not_released_stays_as_it_is(store, read, state):
    """Nothing is written down of it."""
    revision = read(SURE)
    if state is not None:
        say(store, state, revision)
    read(OTHER_PARCEL)
    before = states(store)
    assert not send_back(store, ID, 1)
    assert states(store) == before
