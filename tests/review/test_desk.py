"""A reviewer's word counts at once, survives every new reading, and overwrites nobody's."""

import json
from dataclasses import replace
from datetime import date

import pytest
from office import ID, doubt, doubtful, entry, key, page, plot

from archive.audit import read_trail
from archive.supplement import append_event
from batch.comparison import compared
from baulast.corrections import Verb
from baulast.desk_notes import NoteKind
from baulast.findings import value_to_json
from baulast.life import State, Step, step_event
from baulast.model import (
    Box,
    DoubtReason,
    Evidence,
    Field,
    FieldName,
    Finding,
    PageKind,
    Status,
)
from baulast.standing import Standing
from baulast.tasks import tasks_of
from catalog.records import TaskFilter
from index.exchange import entries_jsonl
from index.query import parse
from review.answers import Answer, DecisionRefused, Unsure
from review.desk import Overtaken, decisions_in
from review.values import ValueRefused
from upkeep import rebuild

BURDENED, STATUS, SHEET = FieldName.BURDENED, FieldName.STATUS, FieldName.SHEET


def tell(office, field, verb, *, by="Anna", place=0, sure_of="", settings=None, **answer):
    """One decision about one field, made on what stands there now; the hash of its line."""
    desk = office.desk(by, **(settings or {}))
    wanted = key(office.dossier, field, place)
    look = desk.look(ID, 1, wanted)
    said = Answer(verb=Verb(verb), **answer)
    (line,) = desk.decide(ID, 1, wanted, [said], stand=look.stand, sure_of=sure_of)
    return line


def open_fields(office):
    """What is open, as the catalog tells it."""
    tasks = office.catalog.desk.tasks(TaskFilter(), limit=99)
    return [sorted({str(target.field) for target in task.targets}) for task in tasks]


def test_the_worst_comes_first_and_one_look_answers_the_sheet_of_all_its_entries(office):
    """A burdened parcel, then what may hide one, then the status, then the rest."""
    assert open_fields(office) == [["burdened"], ["None"], ["status"], ["sheet"]]
    sheet = office.catalog.desk.tasks(TaskFilter(), limit=99)[-1]
    assert [target.number for target in sheet.targets] == [1, 2]


SHEET_READ = Field(
    name=FieldName.SHEET, value="143", evidence=Evidence(page=1, start=0, end=7), source="test"
)


@pytest.mark.parametrize(
    ("doubts", "left"),
    [
        ((doubt(DoubtReason.NOT_FOUND, left=700),), 700),  # where the doubt is
        ((replace(doubt(DoubtReason.NOT_FOUND), box=None),), 400),  # where the parcel stands
    ],
)
def test_what_was_not_read_is_looked_for_in_its_row(doubts, left):
    """The place of the doubt, else the entry's own; never all from the sheet's head down."""
    sheet = Finding(value="143", readings=(SHEET_READ,))
    kept = replace(entry(1), sheet=sheet, registered_on=Finding(value=None, doubts=doubts))
    (task,) = tasks_of(Standing(dossier=replace(doubtful(), pages=(page(1),), entries=(kept,))))
    assert task.box is not None
    assert task.box.left == left


def test_a_decision_is_seen_at_once_everywhere(office):
    """By the archive, the catalog, the search, the export and the audit trail."""
    line = tell(office, BURDENED, "correct", text="Büttgen 12 348")
    finding = office.dossier.entries[0].burdened
    assert (finding.value, finding.doubts, finding.is_reviewed) == ((plot("348"),), (), True)
    assert ["burdened"] not in open_fields(office)
    found = office.index.search(parse("Büttgen 12 348")).entries
    assert [hit.document.reviewed for hit in found] == [("burdened",)]
    old = office.index.search(parse("Büttgen 12 345")).entries
    assert [hit.document.entry_number for hit in old] == [2]
    row = json.loads(next(iter(entries_jsonl([office.dossier]))))
    assert row["burdened"]["reviewed"]
    assert not row["burdened"]["flagged"]
    assert read_trail(office.home)[-1].details["supplement_sha256"] == line
    assert compared(office.home).found == ()


def test_what_a_person_told_apart_is_no_mention(office):
    """A parcel that a page only seemed to name is not held against anybody."""
    for place in (0, 1):
        assert office.index.search(parse("Büttgen 12 345")).entries
        tell(office, BURDENED, "correct", place=place, text="Büttgen 12 348")
    found = office.index.search(parse("Büttgen 12 345"))
    assert (found.entries, found.mentions) == ((), ())


def test_the_reading_and_the_pdf_stay_as_they_were(office):
    """A correction lies over them, in the supplement: who said what, when, and what was seen."""
    revision = office.store.revision(ID)
    before = {path.name: path.read_bytes() for path in revision.iterdir()}
    tell(office, BURDENED, "correct", text="Büttgen 12 348", remark="gut zu lesen")
    assert {path.name: path.read_bytes() for path in revision.iterdir()} == before
    ((_, said),) = decisions_in(office.store, ID)
    assert (said.by, said.remark) == ("Anna", "gut zu lesen")
    assert said.targets[0].seen == value_to_json((plot("345"),))


@pytest.mark.parametrize(
    ("field", "verb", "answer", "value", "open_"),
    [
        (BURDENED, "accept", {}, (plot("345"),), False),
        (BURDENED, "correct", {"value": (plot("348"),)}, (plot("348"),), False),
        (BURDENED, "absent", {}, (), False),
        (BURDENED, "illegible", {}, (plot("345"),), True),  # still doubtful for who asks
        (STATUS, "correct", {"text": "gelöscht"}, Status.DELETED, False),
        (STATUS, "correct", {"text": "active"}, Status.ACTIVE, False),
        (STATUS, "illegible", {}, Status.UNCLEAR, True),
        (FieldName.DELETED_ON, "correct", {"text": "3.6.1980"}, date(1980, 6, 3), False),
        (FieldName.STREET, "correct", {"text": "Am Markt 1"}, "Am Markt 1", False),
    ],
)
def test_what_can_be_said_of_a_field(office, field, verb, answer, value, open_):
    """What is not legible for a person either stays a doubt, but asks nobody again."""
    tell(office, field, verb, **answer)
    finding = office.dossier.entries[0].findings[field]
    assert finding.value == value
    assert finding.is_flagged == open_
    assert {d.reason for d in finding.doubts} <= {DoubtReason.REMAINS}
    assert [str(field)] not in open_fields(office)


def test_a_decision_is_never_lost_by_a_new_reading(office):
    """What the page still says, or now says as the person did, counts on; the rest is asked."""
    tell(office, BURDENED, "correct", text="Büttgen 12 348")
    same = doubtful()
    right = replace(same.entries[0], burdened=Finding(value=(plot("348"),)))
    wrong = replace(same.entries[0], burdened=Finding(value=(plot("843"),)))
    for first, value, reasons in (
        (same.entries[0], "348", set()),
        (right, "348", set()),
        (wrong, "843", {DoubtReason.STALE}),
    ):
        office.read_anew(replace(same, entries=(first, same.entries[1])))
        rebuild(office.home)
        finding = office.dossier.entries[0].burdened
        assert finding.value == (plot(value),)
        assert {d.reason for d in finding.doubts} == reasons
    assert finding.alternatives[0] == "Büttgen, Flur 12, Flurstück 348"
    assert ["burdened"] in open_fields(office)
    tell(office, BURDENED, "correct", text="Büttgen 12 348")
    assert office.dossier.entries[0].burdened.value == (plot("348"),)


def test_an_entry_that_is_gone_after_a_new_reading_is_told(office):
    """The decision about it finds nothing to lie over; somebody has to look."""
    tell(office, BURDENED, "correct", text="Büttgen 12 348")
    office.read_anew(replace(doubtful(), entries=(entry(7),)))
    assert [d.reason for d in office.dossier.doubts] == [DoubtReason.STALE]
    assert "143" in office.dossier.doubts[0].detail.german


def test_two_reviewers_do_not_overwrite_each_other(office):
    """Who decides on what stood there before is told who was first; nothing is written."""
    wanted = key(office.dossier, BURDENED)
    anna, bert = office.desk("Anna"), office.desk("Bert")
    stand = anna.look(ID, 1, wanted).stand
    anna.decide(ID, 1, wanted, [Answer(verb=Verb.ACCEPT)], stand=stand)
    with pytest.raises(Overtaken, match="Anna"):
        bert.decide(ID, 1, wanted, [Answer(verb=Verb.ABSENT)], stand=stand)
    assert len(decisions_in(office.store, ID)) == 1
    status = key(office.dossier, STATUS)  # of the same entry: that is another matter
    stand = bert.look(ID, 1, status).stand
    bert.decide(ID, 1, status, [Answer(verb=Verb.CORRECT, text="active")], stand=stand)


@pytest.mark.parametrize(
    ("field", "answer", "error"),
    [
        (BURDENED, {"verb": "correct", "text": "Büttgen 345"}, ValueRefused),
        (BURDENED, {"verb": "correct", "text": "Wolkenkuckucksheim 1 2"}, ValueRefused),
        (BURDENED, {"verb": "correct", "text": "Büttgen 99 345"}, Unsure),
        (BURDENED, {"verb": "correct", "text": "Norf 4 123/45"}, Unsure),  # land of Neuss
        (BURDENED, {"verb": "correct"}, DecisionRefused),  # Enter with nothing typed
        (STATUS, {"verb": "correct", "text": " "}, DecisionRefused),
        (BURDENED, {"verb": "strike"}, DecisionRefused),
        (BURDENED, {"verb": "accept", "places": (3,)}, DecisionRefused),
        (STATUS, {"verb": "absent"}, DecisionRefused),
        (STATUS, {"verb": "correct", "text": "unclear"}, ValueRefused),
        (FieldName.REGISTERED_ON, {"verb": "correct", "text": "31.2.1974"}, ValueRefused),
        (FieldName.REGISTERED_ON, {"verb": "correct", "text": "12.3.1973"}, Unsure),
        (FieldName.REGISTERED_ON, {"verb": "correct", "text": "12.3.2974"}, Unsure),
        (FieldName.LEGAL_BASIS, {"verb": "correct", "text": "§ 85 BauO NRW"}, Unsure),
        (FieldName.ENTRY_NUMBER, {"verb": "correct", "text": "1/2"}, ValueRefused),
        (FieldName.STREET, {"verb": "correct", "text": "x" * 400}, ValueRefused),
    ],
)
def test_what_cannot_be_is_not_taken(office, field, answer, error):
    """What is no value is refused; what is odd is asked about; nothing is written."""
    answer = {**answer, "verb": answer["verb"]}
    with pytest.raises(error):
        tell(office, field, answer.pop("verb"), **answer)
    assert decisions_in(office.store, ID) == ()


def test_what_is_odd_can_be_confirmed(office):
    """Old files name Fluren that are gone; confirmed is the value that was shown as odd."""
    with pytest.raises(Unsure) as odd:
        tell(office, BURDENED, "correct", text="Büttgen 99 345")
    with pytest.raises(Unsure):
        tell(office, BURDENED, "correct", text="Büttgen 98 345", sure_of=odd.value.mark)
    with pytest.raises(Unsure):
        tell(office, FieldName.BENEFITED, "correct", text="Büttgen 99 345", sure_of=odd.value.mark)
    tell(office, BURDENED, "correct", text="Büttgen 99 345", sure_of=odd.value.mark)
    assert office.dossier.entries[0].burdened.value == (plot("345", flur="99"),)


def test_what_is_odd_for_another_reason_is_asked_again(office):
    """Confirmed was the value with what was said against it, not whatever is odd about it."""
    before, after = FieldName.DECLARED_ON, FieldName.REGISTERED_ON
    with pytest.raises(Unsure) as odd:
        tell(office, after, "correct", text="28.2.1974")
    tell(office, before, "correct", text="27.2.1974")
    tell(office, after, "correct", text="28.2.1974")  # no longer odd
    tell(office, before, "correct", text="5.3.1974", sure_of=unsure_of(office, before, "5.3.1974"))
    with pytest.raises(Unsure):
        tell(office, after, "correct", text="28.2.1974", sure_of=odd.value.mark)


def unsure_of(office, field, text):
    """The mark of the question that a value brings up."""
    with pytest.raises(Unsure) as odd:
        tell(office, field, "correct", text=text)
    return odd.value.mark


def test_a_missed_entry_with_an_odd_value_is_asked_about(office):
    """And the answer counts for those values alone."""
    told = {SHEET: "143", FieldName.ENTRY_NUMBER: "3", BURDENED: "Büttgen 99 17"}
    with pytest.raises(Unsure) as odd:
        office.desk().add_entry(ID, 1, told, page=2)
    other = {**told, BURDENED: "Büttgen 98 17"}
    with pytest.raises(Unsure):
        office.desk().add_entry(ID, 1, other, page=2, sure_of=odd.value.mark)
    office.desk().add_entry(ID, 1, told, page=2, sure_of=odd.value.mark)
    assert office.dossier.entries[-1].number.value == 3


def test_the_newest_decision_can_be_undone(office):
    """Then the doubt is open again; what was decided upon it has to be undone first."""
    first = tell(office, BURDENED, "correct", text="Büttgen 12 348")
    second = tell(office, BURDENED, "correct", text="Büttgen 12 349")
    with pytest.raises(DecisionRefused):
        office.desk().undo(ID, first)
    office.desk("Bert").undo(ID, second)
    assert office.dossier.entries[0].burdened.value == (plot("348"),)
    office.desk().undo(ID, first)
    assert office.dossier.entries[0].burdened == doubtful().entries[0].burdened
    assert office.catalog.desk.decisions() == ()
    assert ["burdened"] in open_fields(office)


def test_nothing_is_taken_back_of_a_version_that_nobody_finds(office):
    """Where its pages are now, the word was said again: there it is taken back."""
    line = tell(office, BURDENED, "correct", text="Büttgen 12 348")
    away = Step(version=1, state=State.WITHDRAWN, reason="Seiten neu zugeordnet", by="Anna", at="")
    append_event(office.store.supplement(ID), step_event(away))
    with pytest.raises(DecisionRefused):
        office.desk().undo(ID, line)


def test_a_page_that_hides_nothing_is_cleared(office):
    """And its kind can be told."""
    (page_task,) = (t for t in office.catalog.desk.tasks(TaskFilter(), limit=9) if t.page == 2)
    desk = office.desk()
    look = desk.look(ID, 1, page_task.key)
    said = Answer(verb=Verb.CORRECT, text="Lageplan")
    desk.decide(ID, 1, page_task.key, [said], stand=look.stand)
    second = office.dossier.pages[1]
    assert (second.kind, second.doubts) == (PageKind.PLAN, ())


def test_a_new_doubt_on_a_page_that_was_cleared_is_asked(office):
    """A person vouched for what was doubted then."""
    (page_task,) = (t for t in office.catalog.desk.tasks(TaskFilter(), limit=9) if t.page == 2)
    desk = office.desk()
    look = desk.look(ID, 1, page_task.key)
    desk.decide(ID, 1, page_task.key, [Answer(verb=Verb.ACCEPT)], stand=look.stand)
    elsewhere = replace(doubtful().pages[1].doubts[0], reason=DoubtReason.INK_LOST)
    again = doubtful()
    pages = (again.pages[0], replace(again.pages[1], doubts=(*again.pages[1].doubts, elsewhere)))
    office.read_anew(replace(again, pages=pages))
    assert office.dossier.pages[1].doubts == (elsewhere,)


def test_an_invented_entry_is_struck(office):
    """No search finds it, and a new reading does not bring it back."""
    desk = office.desk()
    whole = next(
        task.key
        for task in (desk.look(ID, 1, k).task for k in every_entry(office))
        if task.targets[0].number == 2
    )
    look = desk.look(ID, 1, whole)
    desk.decide(ID, 1, whole, [Answer(verb=Verb.STRIKE)], stand=look.stand)
    assert [e.number.value for e in office.dossier.entries] == [1]
    office.read_anew(doubtful())
    assert [e.number.value for e in office.dossier.entries] == [1]


def every_entry(office):
    from baulast.tasks import key_of, target_of

    return [key_of((target_of(e),)) for e in office.dossier.entries]


def test_a_missed_entry_is_added(office):
    """It needs sheet, number and a burdened parcel, and must not be there already."""
    told = {SHEET: "143", FieldName.ENTRY_NUMBER: "3", BURDENED: "Büttgen 12 17"}
    desk = office.desk()
    desk.add_entry(ID, 1, told, page=2)
    added = office.dossier.entries[-1]
    assert (added.burdened.value, added.pages) == ((plot("17"),), (2,))
    assert added.status.value is Status.ACTIVE
    assert office.index.search(parse("Büttgen 12 17")).entries
    for wrong in (told, {SHEET: "143", FieldName.ENTRY_NUMBER: "4"}):
        with pytest.raises(DecisionRefused):
            desk.add_entry(ID, 1, wrong, page=2)
    with pytest.raises(DecisionRefused):
        desk.add_entry(ID, 1, {**told, FieldName.ENTRY_NUMBER: "4"}, page=9)


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({FieldName.DELETED_ON: "12.3.1999"}, Status.DELETED),
        (
            {FieldName.DELETED_ON: "12.3.1999", STATUS: "teilweise gelöscht"},
            Status.PARTLY_DELETED,
        ),
        ({STATUS: "eingetragen"}, Status.ACTIVE),
    ],
)
def test_a_missed_entry_with_a_day_of_deletion_is_a_deleted_one(office, told, status):
    """Unless something else is said of it."""
    parcel = {SHEET: "143", FieldName.ENTRY_NUMBER: "3", BURDENED: "Büttgen 12 17"}
    office.desk().add_entry(ID, 1, {**parcel, **told}, page=2)
    assert office.dossier.entries[-1].status.value is status


def test_a_missed_entry_that_stands_and_is_deleted_is_asked_about(office):
    """Who typed both takes one of them back, or is sure."""
    told = {SHEET: "143", FieldName.ENTRY_NUMBER: "3", BURDENED: "Büttgen 12 17"}
    told |= {STATUS: "eingetragen", FieldName.DELETED_ON: "12.3.1999"}
    with pytest.raises(Unsure, match="Tag der Löschung"):
        office.desk().add_entry(ID, 1, told, page=2)


def ends(office):
    """Status and day of deletion of the second entry, and whether they are asked about."""
    second = office.dossier.entries[1]
    return [(f.value, f.is_flagged) for f in (second.status, second.deleted_on)]


DELETED_ON, DAY = FieldName.DELETED_ON, date(1999, 3, 12)


def test_a_day_of_deletion_that_was_missed_asks_about_the_status(office):
    """Half of a deletion is not published unasked, in whichever order it is told."""
    line = tell(office, DELETED_ON, "correct", place=1, text="12.3.1999")
    assert ends(office) == [(Status.ACTIVE, True), (DAY, False)]
    assert ["status"] in open_fields(office)[2:]
    tell(office, STATUS, "correct", place=1, text="gelöscht")
    assert ends(office) == [(Status.DELETED, False), (DAY, False)]
    tell(office, STATUS, "correct", place=1, text="eingetragen")
    assert ends(office) == [(Status.ACTIVE, False), (DAY, True)]
    tell(office, DELETED_ON, "absent", place=1)
    assert ends(office) == [(Status.ACTIVE, False), (None, False)]
    with pytest.raises(DecisionRefused):
        office.desk().undo(ID, line)


def test_who_finds_both_right_is_not_asked_again(office):
    """A day of deletion of an entry that stands: a person has looked at that too."""
    tell(office, DELETED_ON, "correct", place=1, text="12.3.1999")
    tell(office, STATUS, "accept", place=1)
    assert ends(office) == [(Status.ACTIVE, False), (DAY, False)]


def test_a_day_of_deletion_that_is_taken_back_asks_no_more(office):
    """The status is as sure as it was."""
    line = tell(office, DELETED_ON, "correct", place=1, text="12.3.1999")
    office.desk().undo(ID, line)
    assert ends(office) == [(Status.ACTIVE, False), (None, False)]


BOX = Box(left=500, top=900, right=700, bottom=940)


def test_where_a_person_saw_it_is_kept_and_marked(office):
    """In the search, on the look, after a rebuild; what is undone is marked no more."""
    line = tell(office, BURDENED, "correct", text="Büttgen 12 348", page=2, box=BOX)
    told = {SHEET: "143", FieldName.ENTRY_NUMBER: "3", BURDENED: "Büttgen 12 17"}
    office.desk().add_entry(ID, 1, told, page=2, box=BOX)
    for _ in range(2):
        for parcel in ("Büttgen 12 348", "Büttgen 12 17"):
            (hit,) = office.index.search(parse(parcel)).entries
            assert (hit.place.page, hit.place.box) == (2, BOX)
        rebuild(office.home)
    for place in (0, 2):
        task = office.desk().look(ID, 1, key(office.dossier, BURDENED, place)).task
        assert (task.page, task.box) == (2, BOX)
    office.desk().undo(ID, line)
    assert office.desk().look(ID, 1, key(office.dossier, BURDENED)).task.page == 1


@pytest.mark.parametrize(
    ("page", "box"),
    [
        (3, BOX),
        (2, replace(BOX, right=1001)),
        (2, replace(BOX, bottom=1401)),
        (2, replace(BOX, right=500)),
    ],
)
def test_a_place_that_is_not_in_the_dossier_is_refused(office, page, box):
    """No such page, beyond its edge, or no place at all."""
    with pytest.raises(DecisionRefused):
        tell(office, BURDENED, "correct", text="Büttgen 12 348", page=page, box=box)


def test_an_added_entry_that_is_read_later_is_compared(office):
    """Both are shown: which of them is right a person has to say."""
    told = {SHEET: "143", FieldName.ENTRY_NUMBER: "3", BURDENED: "Büttgen 12 17"}
    office.desk().add_entry(ID, 1, told, page=2)
    again = doubtful()
    office.read_anew(replace(again, entries=(*again.entries, entry(3))))
    third, added = office.dossier.entries[2:]
    assert third.burdened.value == (plot("345"),)
    assert [d.reason for d in added.doubts] == [DoubtReason.STALE]


def test_a_deletion_may_need_four_eyes(office):
    """It counts when another person has said the same; until then it is open to others only."""
    settings = {"four_eyes_deletions": True}
    tell(office, STATUS, "correct", text="gelöscht", settings=settings)
    assert office.dossier.entries[0].status.value is Status.UNCLEAR
    assert ["status"] in open_fields(office)
    desk = office.catalog.desk
    assert desk.next(TaskFilter(rank=3), by="Anna") is None
    with pytest.raises(DecisionRefused, match="zweite"):
        tell(office, STATUS, "correct", text="gelöscht", settings=settings)
    tell(office, STATUS, "correct", text="active", by="Bert", settings=settings)
    assert office.dossier.entries[0].status.value is Status.UNCLEAR  # they differ: a third decides
    tell(office, STATUS, "correct", text="gelöscht", by="Carla", settings=settings)
    assert office.dossier.entries[0].status.value is Status.DELETED
    assert ["status"] not in open_fields(office)


def test_a_share_may_need_four_eyes(office):
    """Whatever the doubt is about."""
    settings = {"four_eyes_share": 1.0}
    tell(office, BURDENED, "accept", settings=settings)
    assert office.dossier.entries[0].burdened.is_flagged
    tell(office, BURDENED, "accept", by="Bert", settings=settings)
    assert not office.dossier.entries[0].burdened.is_flagged


def test_looks_are_assigned_held_and_remarked_upon(office):
    """What is for another one, or held, is not shown; the archive keeps who said so."""
    desk, wanted = office.desk(), key(office.dossier, BURDENED)
    shown = office.catalog.desk
    desk.say(ID, 1, wanted, NoteKind.ASSIGN, to="Bert")
    assert shown.next(TaskFilter(rank=1), by="Anna") is None
    assert shown.next(TaskFilter(rank=1), by="Bert").key == wanted
    desk.say(ID, 1, wanted, NoteKind.HOLD, text="wartet auf das Kataster")
    assert shown.next(TaskFilter(rank=1), by="Bert") is None
    assert [t.key for t in shown.tasks(TaskFilter(is_held=True), limit=9)] == [wanted]
    rebuild(office.home)
    assert shown.next(TaskFilter(rank=1), by="Bert") is None
    desk.say(ID, 1, wanted, NoteKind.RELEASE)
    assert shown.next(TaskFilter(rank=1), by="Bert").key == wanted
    assert desk.look(ID, 1, wanted).task.comments == 1


def test_a_rebuild_brings_everything_back(office):
    """Catalog and index are made from the archive, and the decisions lie there."""
    tell(office, BURDENED, "correct", text="Büttgen 12 348")
    tasks, said = open_fields(office), office.catalog.desk.decisions()
    rebuild(office.home)
    assert (open_fields(office), office.catalog.desk.decisions()) == (tasks, said)
    assert compared(office.home).found == ()
