"""Pages put elsewhere, and the life of the dossiers: a step that was taken is not overridden."""

import pytest
from office import ID, empty_page, key
from test_bounds_crash import OTHER, made, wanted

from archive.bounds import begin, done, settle
from baulast.corrections import Verb
from baulast.life import State, Step, StepRefused
from baulast.model import FieldName
from baulast.settings import Settings
from catalog.records import TaskFilter
from review.answers import Answer, DecisionRefused
from review.desk import decisions_in
from review.sample import draw
from upkeep import change_state


def step(office, state, *, id=ID, version=1):
    """Has somebody take a step, whatever is open."""
    said = Step(version=version, state=state, reason="x", by="Bert", at="2026-11-22T09:00:00+00:00")
    change_state(office.home, id, said, Settings())


def settle_all(office):
    """Answers every doubt of the dossier, so that it can be released."""
    desk = office.desk()
    while task := next(iter(office.catalog.desk.tasks(TaskFilter(), limit=1)), None):
        look = desk.look(ID, 1, task.key)
        desk.decide(ID, 1, task.key, [Answer(verb=Verb.ACCEPT)], stand=look.stand)


@pytest.fixture
def transferred(office):
    """The office, whose dossier was handed over to an archive."""
    settle_all(office)
    step(office, State.RELEASED)
    step(office, State.TRANSFERRED)
    return office


def archived(office):
    """What a person wanted of the pages, as far as the worker has got: all lies in the archive."""
    begin(office.store, wanted())
    for dossier in made(office):
        office.store.commit(dossier, empty_page)


def standing(office):
    return {(d.id, d.version) for d in office.store.dossiers()}


@pytest.mark.parametrize("state", [State.RELEASED, State.WITHDRAWN, State.IN_REVIEW])
def test_no_step_is_taken_while_pages_are_put_elsewhere(office, state):
    """It would be said of a version that is about to go."""
    settle_all(office)
    archived(office)
    with office.store.locked(), pytest.raises(StepRefused, match="gerade"):
        step(office, state)
    settle(office.store, wanted())
    done(office.store, wanted())
    assert standing(office) == {(ID, 2), (OTHER, 1)}


def test_what_a_crash_has_left_is_ended_before_a_step(office):
    """Nobody is at work on it any more: the step finds the dossier as it stands."""
    archived(office)
    step(office, State.IN_REVIEW, version=2)
    assert standing(office) == {(ID, 2), (OTHER, 1)}


def test_a_handover_during_the_act_wins(transferred):
    """However narrowly it came first: all pages stay where they were handed over."""
    archived(transferred)
    for _ in range(2):  # a second call finds the same
        settle(transferred.store, wanted())
        assert standing(transferred) == {(ID, 1)}
    done(transferred.store, wanted())
    step(transferred, State.CLOSED)
    assert standing(transferred) == {(ID, 1)}


def test_a_version_whose_pages_went_elsewhere_does_not_come_back(office):
    """Its pages would be in two dossiers; the way back is to put them back."""
    archived(office)
    settle(office.store, wanted())
    done(office.store, wanted())
    with pytest.raises(StepRefused, match="Seiten"):
        step(office, State.IN_REVIEW)
    step(office, State.WITHDRAWN, id=OTHER)
    step(office, State.IN_REVIEW, id=OTHER)  # withdrawn by a person, and nothing took its pages
    assert standing(office) == {(ID, 2), (OTHER, 1)}


def test_a_version_that_an_act_never_came_to_does_not_come_to_life(transferred):
    """It was dropped, and its pages are where they were."""
    archived(transferred)
    settle(transferred.store, wanted())
    done(transferred.store, wanted())
    with pytest.raises(StepRefused, match="Seiten"):
        step(transferred, State.IN_REVIEW, id=OTHER)


def test_what_was_handed_over_is_not_decided_about(transferred):
    """The copy that went to the archive would say otherwise in silence; a way back is told."""
    desk, wanted_key = transferred.desk(), key(transferred.dossier, FieldName.BURDENED)
    look = desk.look(ID, 1, wanted_key)
    said = Answer(verb=Verb.CORRECT, text="Büttgen 12 348")
    newest = decisions_in(transferred.store, ID)[-1][0]
    with pytest.raises(DecisionRefused, match="in_review"):
        desk.decide(ID, 1, wanted_key, [said], stand=look.stand)
    with pytest.raises(DecisionRefused, match="in_review"):
        desk.undo(ID, newest)
    with pytest.raises(DecisionRefused, match="in_review"):
        desk.add_entry(ID, 1, {}, page=None)
    step(transferred, State.IN_REVIEW)
    desk.decide(ID, 1, wanted_key, [said], stand=look.stand)


def test_what_was_handed_over_is_in_no_sample(transferred):
    """Neither drawn, nor still waited for."""
    assert draw(transferred.store, transferred.catalog, rate=1.0, seed=1, by="Anna") == 0
    step(transferred, State.IN_REVIEW)
    assert draw(transferred.store, transferred.catalog, rate=1.0, seed=1, by="Anna") > 0
    step(transferred, State.RELEASED)
    step(transferred, State.TRANSFERRED)
    assert transferred.catalog.desk.tasks(TaskFilter(), limit=1) == ()
