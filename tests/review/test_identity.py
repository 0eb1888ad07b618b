"""A word about one entry never lands on another; where that cannot be told, a person is asked."""

import json
from dataclasses import replace

import pytest
from office import ID, doubtful, entry, key, plot

from archive.supplement import append_event
from batch.comparison import compared
from baulast.corrections import DECISION, Verb
from baulast.desk_notes import NOTE
from baulast.identity import identified
from baulast.model import DoubtReason, FieldName, Finding, Status
from baulast.tasks import key_of, target_of
from review.answers import Answer, DecisionRefused
from upkeep import rebuild

BURDENED, STREET = FieldName.BURDENED, FieldName.STREET


def decide(office, wanted, answer, *, by="Anna"):
    desk = office.desk(by)
    (line,) = desk.decide(ID, 1, wanted, [answer], stand=desk.look(ID, 1, wanted).stand)
    return line


def strike(office, place):
    """The hash of the line that strikes the entry at a place."""
    whole = key_of((target_of(office.dossier.entries[place]),))
    return decide(office, whole, Answer(verb=Verb.STRIKE))


def street(office, number):
    """Streets of the entries that burden this parcel."""
    entries = (e for e in office.dossier.entries if e.burdened.value == (plot(number),))
    return [e.street.value for e in entries]


def alike(*numbers):
    """A dossier with several entries of one name, and a parcel each."""
    entries = (entry(1, burdened=Finding(value=(plot(number),))) for number in numbers)
    return replace(doubtful(), fields=(), entries=tuple(entries))


def correct_street(office, place, text="Am Markt 1"):
    wanted = key(office.dossier, STREET, place)
    return decide(office, wanted, Answer(verb=Verb.CORRECT, text=text))


def test_an_undone_strike_moves_no_correction(office):
    """Of three entries of one name the first is struck, one is corrected, and the first is back."""
    office.read_anew(alike("11", "12", "13"))
    struck = strike(office, 0)
    correct_street(office, 0)
    assert street(office, "12") == ["Am Markt 1"]
    office.desk().undo(ID, struck)
    assert (street(office, "11"), street(office, "12")) == ([None], ["Am Markt 1"])
    assert [d for d in office.dossier.doubts if d.reason is DoubtReason.STALE] == []


def test_an_added_entry_keeps_its_corrections_when_another_goes(office):
    """Whatever is added, struck or undone around it."""
    desk = office.desk()
    told = {FieldName.SHEET: "143", FieldName.ENTRY_NUMBER: "3", BURDENED: "Büttgen 12 17"}
    (first,) = desk.add_entry(ID, 1, told, page=2)
    desk.add_entry(ID, 1, {**told, FieldName.ENTRY_NUMBER: "4", BURDENED: "Büttgen 12 18"}, page=2)
    correct_street(office, 3)
    desk.undo(ID, first)
    assert street(office, "18") == ["Am Markt 1"]


def test_what_was_decided_upon_is_undone_last(office):
    """An added entry that was corrected, a field of an entry that was struck."""
    told = {FieldName.SHEET: "143", FieldName.ENTRY_NUMBER: "3", BURDENED: "Büttgen 12 17"}
    (added,) = office.desk().add_entry(ID, 1, told, page=2)
    corrected = correct_street(office, 2)
    with pytest.raises(DecisionRefused, match="Danach"):
        office.desk().undo(ID, added)
    struck = strike(office, 2)
    with pytest.raises(DecisionRefused, match="Danach"):
        office.desk().undo(ID, corrected)
    for line in (struck, corrected, added):
        office.desk().undo(ID, line)
    assert len(office.dossier.entries) == 2


@pytest.mark.parametrize(
    ("before", "after", "is_found"),
    [
        (("11", "12"), ("11", "12"), True),
        (("11", "12"), ("12", "11"), True),  # in another order
        (("11", "12"), ("9", "11", "12"), True),  # one more
        (("11", "12"), ("21", "22"), False),  # both say other things
        (("11",), ("11", "12"), False),  # was it the first, or the second?
        (("11", "12"), ("11",), False),
        (("11",), ("12",), True),  # the only one of its name, still
        (("11", "11"), ("11", "11"), True),
        (("11", "11"), ("11", "11", "11"), False),
    ],
)
def test_after_a_new_reading_a_correction_finds_its_entry_or_is_shown(
    office, before, after, is_found
):
    """It is laid over no other one."""
    office.read_anew(alike(*before))
    correct_street(office, 0)
    office.read_anew(alike(*after))
    streets = [e.street.value for e in office.dossier.entries]
    lost = [d for d in office.dossier.doubts if d.reason is DoubtReason.STALE]
    assert (streets.count("Am Markt 1"), len(lost)) == ((1, 0) if is_found else (0, 1))
    if is_found and before[0] in after:
        assert "Am Markt 1" in street(office, before[0])


@pytest.mark.parametrize("number", ["345", "99"])
def test_a_struck_entry_that_is_read_otherwise_is_asked_about(office, number):
    """It may be a true one now: nothing is missed for what a person said of another reading."""
    strike(office, 1)
    again = doubtful()
    second = replace(again.entries[1], burdened=Finding(value=(plot(number),)))
    office.read_anew(replace(again, entries=(again.entries[0], second)))
    left = [(e.number.value, [d.reason for d in e.doubts]) for e in office.dossier.entries]
    asked = [] if number == "345" else [(2, [DoubtReason.STALE])]
    assert left == [(1, []), *asked]


def test_an_entry_is_called_the_same_when_its_number_is_put_right(office):
    """Sheet and number are fields as others are."""
    wanted = key(office.dossier, FieldName.ENTRY_NUMBER)
    decide(office, wanted, Answer(verb=Verb.CORRECT, text="7"))
    correct_street(office, 0)
    assert [(e.number.value, e.street.value) for e in office.dossier.entries] == [
        (7, "Am Markt 1"),
        (2, None),
    ]
    assert office.dossier.entries[0].id == "143/1"


def test_words_of_an_earlier_program_count_where_it_is_plain_what_they_mean(office):
    """It named entries by a place, which strikes moved: of several of one name it is asked."""
    old = {
        "event": DECISION,
        "version": 1,
        "verb": "correct",
        "value": "Am Markt 1",
        "by": "Anna",
        "at": "2026-01-02T10:00:00+01:00",
        "targets": [{"sheet": "143", "number": 1, "place": 0, "field": "street"}],
    }
    append_event(office.store.supplement(ID), old)
    assert [e.street.value for e in office.dossier.entries] == ["Am Markt 1", None]
    office.read_anew(alike("11", "12"))
    assert [e.street.value for e in office.dossier.entries] == [None, None]
    assert DoubtReason.STALE in {d.reason for d in office.dossier.doubts}


AT = "2026-01-02T10:00:00+01:00"
FIELD = {"sheet": "143", "number": 1, "entry": "143/1", "field": "burdened", "seen": []}
GOOD = {"event": DECISION, "version": 1, "by": "Anna", "at": AT, "verb": "accept"}
UNREADABLE = {
    "a verb that nobody knows": {**GOOD, "verb": "split", "targets": [FIELD]},
    "no verb": {"event": DECISION, "version": 1, "by": "Anna", "at": AT},
    "a day that is none": {**GOOD, "at": "gestern", "targets": [FIELD]},
    "a field that nobody knows": {**GOOD, "targets": [{**FIELD, "field": "colour"}]},
    "a value of another shape": {**GOOD, "verb": "correct", "value": 7, "targets": [FIELD]},
    "what was seen is of another shape": {**GOOD, "targets": [{**FIELD, "seen": "x"}]},
    "targets that are none": {**GOOD, "targets": 3},
    "doubts that are none": {**GOOD, "targets": [{"pixels_sha256": "pixels 2", "seen": 5}]},
    "a kind of page that is none": {
        **GOOD,
        "verb": "correct",
        "value": "map",
        "targets": [{"pixels_sha256": "pixels 2", "seen": []}],
    },
    "an added entry of another shape": {**GOOD, "verb": "add", "value": ["143"]},
    "an added entry with an unknown field": {**GOOD, "verb": "add", "value": {"colour": 1}},
    "a version that is none": {**GOOD, "version": "new", "targets": [FIELD]},
    "a deletion without its day": {"event": "entry_deleted", "act": {"version": 1}},
    "an act that is none": {"event": "entry_added"},
    "a state that nobody knows": {"event": "state", "version": 1, "state": "lost", "by": "A"},
    "a remark of another shape": {"event": NOTE, "version": 1, "key": "k", "kind": "shout"},
}


@pytest.mark.parametrize("event", UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_in_the_supplement_is_a_doubt(office, event):
    """The dossier is loaded, searched and decided about; somebody has to look."""
    append_event(office.store.supplement(ID), event)
    assert [d.reason for d in office.dossier.doubts] == [DoubtReason.STALE]
    assert "nicht lesen" in office.dossier.doubts[0].detail.german
    rebuild(office.home)
    assert compared(office.home).found == ()
    wanted = key(office.dossier, FieldName.STATUS)
    decide(office, wanted, Answer(verb=Verb.CORRECT, text="active"))
    assert office.dossier.entries[0].status.value is Status.ACTIVE


def test_ids_are_no_part_of_a_reading(office):
    """They are told anew from every reading, the same from the same one."""
    read = office.store.reading(ID)
    assert {e.id for e in read.entries} == {""}
    assert identified(read) == identified(read)
    kept = office.store.revision(ID).joinpath("dossier.json").read_text()
    assert all("id" not in row for row in json.loads(kept)["dossier"]["entries"])
