"""Two persons decide where two have to: no look, key or sample is a way around it."""

from dataclasses import replace

import pytest
from office import ID, doubt, doubtful, entry, key, plot

from baulast.corrections import Verb
from baulast.life import State, Step, StepRefused
from baulast.model import DoubtReason, FieldName, Finding, Status
from baulast.settings import Settings
from baulast.tasks import key_of, target_of
from catalog.records import TaskFilter
from review.answers import Answer, DecisionRefused
from review.desk import decisions_in
from review.sample import Rate, draw, rate_of
from upkeep import change_state, rebuild

BURDENED, STATUS, SHEET = FieldName.BURDENED, FieldName.STATUS, FieldName.SHEET
ALL = {"four_eyes_share": 1.0}
DELETIONS = {"four_eyes_deletions": True}
DELETED = Answer(verb=Verb.CORRECT, text="gelöscht")


def decide(office, wanted, answer, *, by, **settings):
    """One decision made on what stands there now."""
    desk = office.desk(by, **settings)
    look = desk.look(ID, 1, wanted)
    return desk.decide(ID, 1, wanted, [answer], stand=look.stand)


def group_of(office, field):
    """The key of the look that answers a field of all entries."""
    tasks = office.catalog.desk.tasks(TaskFilter(), limit=99)
    return next(t.key for t in tasks if {x.field for x in t.targets} == {field})


def test_one_of_a_group_is_no_way_around_the_group(office):
    """Who has decided for all has decided for each, whichever look shows it."""
    group, single = group_of(office, SHEET), key(office.dossier, SHEET)
    decide(office, group, Answer(verb=Verb.ACCEPT), by="Anna", **ALL)
    assert office.desk("Anna").look(ID, 1, single).task.seen_by == ("Anna",)
    with pytest.raises(DecisionRefused, match="zweite"):
        decide(office, single, Answer(verb=Verb.ACCEPT), by="Anna")
    assert office.dossier.entries[0].sheet.is_flagged
    decide(office, single, Answer(verb=Verb.ACCEPT), by="Bert")
    assert [e.sheet.is_flagged for e in office.dossier.entries] == [False, True]


def test_who_decided_for_one_has_decided_for_its_group(office):
    """The rest of it is for another person, or for its own look."""
    group, single = group_of(office, SHEET), key(office.dossier, SHEET)
    decide(office, single, Answer(verb=Verb.ACCEPT), by="Anna", **ALL)
    with pytest.raises(DecisionRefused, match="zweite"):
        decide(office, group, Answer(verb=Verb.ACCEPT), by="Anna")
    decide(office, group, Answer(verb=Verb.ACCEPT), by="Bert", **ALL)
    assert [e.sheet.is_flagged for e in office.dossier.entries] == [False, True]
    decide(office, key(office.dossier, SHEET, 1), Answer(verb=Verb.ACCEPT), by="Anna", **ALL)
    assert not office.dossier.entries[1].sheet.is_flagged


def test_two_who_accept_different_readings_do_not_agree(office):
    """Between them the page was read anew: neither of the values was said twice."""
    wanted = key(office.dossier, BURDENED)
    decide(office, wanted, Answer(verb=Verb.ACCEPT), by="Anna", **ALL)
    again = doubtful()
    first = replace(
        again.entries[0],
        burdened=Finding(value=(plot("843"),), doubts=again.entries[0].burdened.doubts),
    )
    office.read_anew(replace(again, entries=(first, again.entries[1])))
    decide(office, wanted, Answer(verb=Verb.ACCEPT), by="Bert", **ALL)
    assert office.dossier.entries[0].burdened.is_flagged
    decide(office, wanted, Answer(verb=Verb.ACCEPT), by="Carla", **ALL)
    assert office.dossier.entries[0].burdened.value == (plot("843"),)
    assert not office.dossier.entries[0].burdened.is_flagged


def test_the_same_value_is_agreed_upon_whichever_key_said_it(office):
    """Typed by one, taken from the choices by the other."""
    wanted = key(office.dossier, STATUS)
    decide(office, wanted, Answer(verb=Verb.CORRECT, text="gelöscht"), by="Anna", **DELETIONS)
    said = Answer(verb=Verb.CORRECT, value=Status.DELETED)
    decide(office, wanted, said, by="Bert", **DELETIONS)
    assert office.dossier.entries[0].status.value is Status.DELETED


def test_a_sample_deletes_nothing_on_one_person_s_word(office):
    """What a person only accepts counts for the sample at once."""
    draw(office.store, office.catalog, rate=1.0, seed=1, by="Anna")
    status = key(office.dossier, STATUS, 1)
    said = Answer(verb=Verb.CORRECT, text="gelöscht")
    decide(office, status, said, by="Anna", **DELETIONS)
    assert office.dossier.entries[1].status.value is Status.ACTIVE
    assert office.catalog.desk.decisions(sample="1")
    decide(office, status, said, by="Bert", **DELETIONS)
    assert office.dossier.entries[1].status.value is Status.DELETED
    deleted_on = key(office.dossier, FieldName.DELETED_ON, 1)
    decide(office, deleted_on, Answer(verb=Verb.ACCEPT), by="Anna", **DELETIONS)
    assert office.dossier.entries[1].deleted_on.is_reviewed


def rate(office):
    records = office.catalog.desk
    return rate_of(records.decisions(sample="1"), open_=records.drawn("1"))


def test_nothing_is_released_while_a_second_word_is_waited_for(office):
    """A deletion that one person asks for may be true: the scan does not stand for the paper."""
    decide(office, key(office.dossier, STATUS, 1), DELETED, by="Anna", **DELETIONS)
    released = Step(version=1, state=State.RELEASED, by="Anna", at="2026-03-02T10:00:00+01:00")
    with pytest.raises(StepRefused, match="zweite Person warten: 1"):
        change_state(office.home, ID, released, Settings())


def test_a_field_that_two_decide_about_counts_once(office):
    """When both have; the first word alone is half an answer, and a third person may be needed."""
    count = draw(office.store, office.catalog, rate=1.0, seed=1, by="Anna")
    status = key(office.dossier, STATUS, 1)
    deleted = Answer(verb=Verb.CORRECT, text="gelöscht")
    decide(office, status, deleted, by="Anna", **DELETIONS)
    assert rate(office) == Rate(looked_at=0, wrong=0, open=count)
    assert draw(office.store, office.catalog, rate=1.0, seed=1, by="Anna") == count
    assert rate(office) == Rate(looked_at=0, wrong=0, open=count)
    decide(office, status, Answer(verb=Verb.ACCEPT), by="Bert", **DELETIONS)
    assert rate(office) == Rate(looked_at=0, wrong=0, open=count)
    (line,) = decide(office, status, deleted, by="Carla", **DELETIONS)
    assert rate(office) == Rate(looked_at=1, wrong=1, open=count - 1)
    office.desk("Carla").undo(ID, line)
    assert rate(office) == Rate(looked_at=0, wrong=0, open=count)


def test_an_answer_that_is_taken_back_is_waited_for_again(office):
    """Else who corrects a slip takes its field out of the sample."""
    count = draw(office.store, office.catalog, rate=1.0, seed=1, by="Anna")
    (line,) = decide(office, key(office.dossier, BURDENED, 1), Answer(verb=Verb.ACCEPT), by="Anna")
    assert rate(office) == Rate(looked_at=1, wrong=0, open=count - 1)
    office.desk("Anna").undo(ID, line)
    assert rate(office) == Rate(looked_at=0, wrong=0, open=count)


def test_what_was_drawn_is_drawn_in_a_catalog_made_anew(office):
    """And what was answered is not asked again; two samples do not draw the same field twice."""
    count = draw(office.store, office.catalog, rate=1.0, seed=1, by="Anna")
    decide(office, key(office.dossier, BURDENED, 1), Answer(verb=Verb.ACCEPT), by="Anna")
    rebuild(office.home)
    assert rate(office) == Rate(looked_at=1, wrong=0, open=count - 1)
    draw(office.store, office.catalog, rate=1.0, seed=2, by="Anna")
    assert (rate(office).open, office.catalog.desk.drawn("2")) == (count - 1, ())


def test_what_says_just_what_was_read_is_no_error(office):
    """Typed once more, or said not to be there where nothing was read."""
    draw(office.store, office.catalog, rate=1.0, seed=1, by="Anna")
    said = Answer(verb=Verb.CORRECT, text="Büttgen 12 345")
    decide(office, key(office.dossier, BURDENED, 1), said, by="Anna")
    decide(office, key(office.dossier, FieldName.STREET, 1), Answer(verb=Verb.ABSENT), by="Anna")
    assert (rate(office).looked_at, rate(office).wrong) == (2, 0)


def test_the_rate_is_what_a_hand_works_out(office):
    """One error in ten looks: 10 %, and by Wilson (1927) between 1.8 and 40.4 % at 95 %.

    (0.1 + 1.96²/20 ± 1.96 √(0.1·0.9/10 + 1.96²/400)) / (1 + 1.96²/10)
    """
    draw(office.store, office.catalog, rate=1.0, seed=1, by="Anna")
    drawn = office.catalog.desk.drawn("1")
    fields = [task.key for task in drawn if task.field not in (STATUS, FieldName.DELETED_ON)]
    for wanted in fields[:9]:
        decide(office, wanted, Answer(verb=Verb.ACCEPT), by="Anna", **DELETIONS)
    deleted = Answer(verb=Verb.CORRECT, text="gelöscht")
    for person in ("Anna", "Bert"):
        decide(office, key(office.dossier, STATUS, 1), deleted, by=person, **DELETIONS)
    found = rate(office)
    assert (found.looked_at, found.wrong, found.share) == (10, 1, 0.1)
    assert tuple(round(end, 4) for end in found.interval) == (0.0179, 0.4042)


def test_what_two_decided_one_does_not_undo(office):
    """Each takes back the own word alone; then it waits for another one again."""
    wanted = key(office.dossier, STATUS)
    said = Answer(verb=Verb.CORRECT, text="active")
    decide(office, wanted, said, by="Anna", **DELETIONS)
    (second,) = decide(office, wanted, said, by="Bert", **DELETIONS)
    with pytest.raises(DecisionRefused, match="wer es gesagt hat"):
        office.desk("Carla").undo(ID, second)
    office.desk("Bert").undo(ID, second)
    assert office.dossier.entries[0].status.value is Status.UNCLEAR
    assert office.desk("Carla").look(ID, 1, wanted).task.seen_by == ("Anna",)
    assert len(decisions_in(office.store, ID)) == 1


def test_two_strike_the_same_entry(office):
    """Not one that says other things now."""
    whole = key_of((target_of(office.dossier.entries[1]),))
    decide(office, whole, Answer(verb=Verb.STRIKE), by="Anna", **DELETIONS)
    again = doubtful()
    other = entry(2, sheet=again.entries[1].sheet, burdened=Finding(value=(plot("99"),)))
    office.read_anew(replace(again, entries=(again.entries[0], other)))
    decide(office, whole, Answer(verb=Verb.STRIKE), by="Bert", **DELETIONS)
    assert len(office.dossier.entries) == 2
    decide(office, whole, Answer(verb=Verb.STRIKE), by="Carla", **DELETIONS)
    assert len(office.dossier.entries) == 1


def test_a_doubt_of_another_kind_is_not_what_was_vouched_for(office):
    """Two who clear a page must have seen the same doubts on it."""
    (page,) = (t.key for t in office.catalog.desk.tasks(TaskFilter(), limit=9) if t.page == 2)
    decide(office, page, Answer(verb=Verb.ACCEPT), by="Anna", **ALL)
    again = doubtful()
    more = replace(
        again.pages[1], doubts=(*again.pages[1].doubts, doubt(DoubtReason.INK_LOST, page=2))
    )
    office.read_anew(replace(again, pages=(again.pages[0], more)))
    decide(office, page, Answer(verb=Verb.ACCEPT), by="Bert", **ALL)
    assert len(office.dossier.pages[1].doubts) == 2
    decide(office, page, Answer(verb=Verb.ACCEPT), by="Carla", **ALL)
    assert office.dossier.pages[1].doubts == ()
