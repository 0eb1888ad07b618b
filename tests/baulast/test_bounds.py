"""Pages put elsewhere: every page is somewhere, once, and what was said of it is said there."""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "review"))  # where office.py lies

from office import doubtful, entry, page, plot

from baulast.acts import ADDED, EntryAdded, EntryDeleted, Source, act_event
from baulast.bounds import Bounds, PageRef, Part, bounds_event, bounds_of, with_doubts
from baulast.carried import CARRIED, carried
from baulast.corrections import Decision, Target, Verb, decision_event, decision_of
from baulast.desk_notes import DeskNote, NoteKind, note_event, note_of
from baulast.findings import value_to_json
from baulast.identity import id_of_added
from baulast.model import DoubtReason, FieldName, Finding, Kind
from baulast.standing import ORIGIN
from baulast.tasks import key_of

DAY = date(1980, 6, 3)
OLD, OTHER = "kaarst/A", "kaarst/B"
BY = {"by": "Anna", "at": "2026-11-22T08:00:00+00:00"}


def ref(number, dossier=OLD, version=1):
    return PageRef(dossier=dossier, version=version, number=number)


def split():
    """Page 1 stays, pages 2 and 3 go into a dossier of their own, the third one first."""
    parts = (
        Part(dossier=OLD, number="A", before=1, after=2, pages=(ref(1),)),
        Part(dossier=OTHER, number=None, after=1, pages=(ref(3), ref(2))),
    )
    return Bounds(id="b", parts=parts, **BY)


def old():
    """Entry 1 on page 1, entry 2 on page 2, entry 3 on pages 1 and 3."""
    entries = (entry(1), on(entry(2), 2), on(entry(3), 1, 3))
    return replace(
        doubtful(), id=OLD, pages=(page(1), page(2), page(3)), entries=entries, doubts=()
    )


def on(one, *pages):
    readings = tuple(
        replace(field, evidence=replace(field.evidence, page=pages[0]))
        for field in one.burdened.readings
    )
    return replace(one, pages=pages, burdened=replace(one.burdened, readings=readings))


def after():
    """What the rules read then: entries 1 and 3 here, 2 there."""
    here = replace(old(), version=2, pages=(page(1),), entries=(entry(1), on(entry(3), 1)))
    pages = (replace(page(3), number=1), replace(page(2), number=2))
    there = replace(old(), id=OTHER, version=1, pages=pages, entries=(on(entry(2), 2),))
    return {OLD: here, OTHER: there}


def again(*events):
    """Where each event is said again, and how."""
    lines = [(f"line {n}", event) for n, event in enumerate(events)]
    return list(carried(split(), old(), lines, after()))


def decision(verb=Verb.ACCEPT, version=1, **said):
    return decision_event(Decision(version=version, verb=verb, **BY, **said))


def of(number, field=FieldName.BURDENED, entry=None):
    seen = value_to_json((plot("345"),)) if field is FieldName.BURDENED else "143"
    id = f"143/{number}" if entry is None else entry
    return Target(sheet="143", number=number, entry=id, field=field, seen=seen)


@pytest.mark.parametrize(
    ("parts", "keeps"),
    [
        (split().parts, True),
        (split().parts[:1], False),
        ((split().parts[0], replace(split().parts[1], pages=(ref(3), ref(2), ref(2)))), False),
        ((split().parts[0], replace(split().parts[1], pages=(ref(3), ref(1)))), False),
        ((split().parts[0], replace(split().parts[1], pages=(ref(3), ref(4)))), False),
    ],
)
def test_every_page_is_there_afterwards_once(parts, keeps):
    """Whatever loses a page, has one twice or one that is not there, is no change of bounds."""
    assert replace(split(), parts=parts).keeps_all([old()]) == keeps


def test_what_is_wanted_comes_back_as_it_was_written():
    """The supplement keeps all of it."""
    assert bounds_of(bounds_event(split())) == split()


def test_an_entry_that_was_torn_apart_is_asked_about():
    """Its pages are in two dossiers now; the others are left in peace."""
    found = with_doubts(split(), [old()], after())
    doubts = [[doubt.reason for doubt in one.doubts] for one in found[OLD].entries]
    assert doubts == [[], [DoubtReason.CONTRADICTION]]
    assert found[OTHER].entries[0].doubts == ()
    assert (found[OLD].doubts, found[OTHER].doubts) == ((), ())


def test_an_entry_that_is_read_nowhere_any_more_is_told():
    """Of the dossier that has its page; by sheet and number."""
    there = replace(after()[OTHER], entries=())
    found = with_doubts(split(), [old()], after() | {OTHER: there})
    (doubt,) = found[OTHER].doubts
    assert (doubt.reason, found[OLD].doubts) == (DoubtReason.NOT_FOUND, ())
    assert "143" in doubt.detail.german


def test_an_entry_without_a_name_is_found_again_by_its_parcels():
    """A declaration alone names no sheet; joined to it, nothing was lost."""
    nameless = replace(entry(1), sheet=Finding(value=None), number=Finding(value=None))
    alone = replace(old(), entries=(nameless,))
    assert with_doubts(split(), [alone], after())[OLD].doubts == ()
    other = replace(nameless, burdened=Finding(value=(plot("999"),)))
    elsewhere = with_doubts(split(), [replace(alone, entries=(other,))], after())
    assert [doubt.reason for doubt in elsewhere[OLD].doubts] == [DoubtReason.NOT_FOUND]


@pytest.mark.parametrize(
    ("target", "page", "home", "number", "entry"),
    [
        (of(1), 1, OLD, 1, "143/1"),
        (of(2), 2, OTHER, 2, "143/2"),
        (of(2, entry=""), 2, OTHER, 2, "143/2"),  # as earlier programs wrote it
        (of(3), 1, OLD, 1, "143/3"),
        (of(3), 3, OLD, None, "143/3"),  # the entry is here, the place on the paper there
        (of(9), 1, OLD, 1, f"{OLD}@1:143/9"),  # of no entry: the dossier asks about it
        (of(9), None, OLD, None, f"{OLD}@1:143/9"),
    ],
)
def test_a_decision_goes_with_its_entry(target, page, home, number, entry):
    """With the page's number as it is there; whose it was and when stays."""
    ((id, event),) = again(decision(targets=(target,), page=page))
    said = decision_of(event)
    assert (id, said.version) == (home, after()[home].version)
    assert (said.targets[0].entry, said.page) == (entry, number)
    assert (said.by, said.at, event[CARRIED]) == (BY["by"], BY["at"], "line 0")


def test_a_decision_about_entries_of_both_is_said_in_both():
    """Of each what is its own."""
    targets = (of(1, FieldName.SHEET), of(2, FieldName.SHEET))
    told = dict(again(decision(targets=targets)))
    assert {id: decision_of(event).targets[0].number for id, event in told.items()} == {
        OLD: 1,
        OTHER: 2,
    }


def test_a_decision_about_a_page_goes_with_the_page():
    """The doubts that the person saw are those of the page where it is now."""
    target = Target(pixels_sha256="pixels 3", seen=[["unread_ink", 3, [1, 2, 3, 4]]])
    ((id, event),) = again(decision(targets=(target,), page=3))
    said = decision_of(event)
    assert (id, said.page) == (OTHER, 1)
    assert said.targets[0].seen == [["unread_ink", 1, [1, 2, 3, 4]]]


def test_an_entry_that_a_person_added_goes_with_its_page():
    """And so does what was said of it later; without a page it stays."""
    value = {"sheet": "143", "entry_number": 7}
    added = decision(Verb.ADD, value=value, page=2)
    later = decision(targets=(of(7, entry=id_of_added("line 0")),))
    told = again(added, later, decision(Verb.ADD, value=value))
    assert [id for id, _ in told] == [OTHER, OTHER, OLD]
    assert decision_of(told[1][1]).targets[0].entry == id_of_added("line 0")  # for good


def test_later_acts_go_with_their_sheet():
    """A deletion finds its entry; an entry added later stays where its sheet is."""
    source = Source(order="63-1/26", **BY)
    deleted = EntryDeleted(
        version=1, source=source, sheet="143", number=2, entry="143/2", deleted_on=DAY
    )
    added = EntryAdded(
        version=1,
        source=source,
        sheet="143",
        number=8,
        kind=Kind.ZUFAHRT,
        burdened=(plot("345"),),
        registered_on=DAY,
    )
    told = again(act_event(deleted), act_event(added))
    assert [(id, event["act"]["version"]) for id, event in told] == [(OTHER, 1), (OLD, 2)]
    assert told[1][1]["event"] == ADDED


def test_remarks_and_releases_go_along():
    """A remark to its field, a released page with its number."""
    key = key_of((of(2),))
    note = note_event(DeskNote(version=1, key=key, kind=NoteKind.COMMENT, text="?", **BY))
    released = {"event": "page_released", "version": 1, "page": 3, "pixels_sha256": "pixels 3"}
    (to, remark), (there, page_event) = again(note, released)
    assert (to, note_of(remark).key) == (OTHER, key_of((of(2),)))
    assert (there, page_event["page"], page_event["version"]) == (OTHER, 1, 1)


@pytest.mark.parametrize(
    "events",
    [
        [decision(version=2, targets=(of(1),))],
        [decision(targets=(of(1),)), decision(Verb.UNDO, undoes="line 0")],
        [{"event": "state", "version": 1, "state": "released"}],
        [{"event": "of a later program", "version": 1}],
        [{"event": "decision", "version": 2, "verb": "?"}],
    ],
)
def test_what_does_not_hold_any_more_is_not_said_again(events):
    """Of other versions, taken back, or of the life that the old version had."""
    assert again(*events) == []


def test_what_cannot_be_read_is_doubted_there_too():
    """A line of another shape is said again as it is."""
    broken = {"event": "decision", "version": 1, "verb": "of a later program"}
    more = {"bounds": "b", CARRIED: "line 0", ORIGIN: {"dossier": OLD, "line": "line 0"}}
    assert again(broken) == [(OLD, {**broken, "version": 2, **more})]


def test_a_word_lands_on_no_entry_of_the_same_name_elsewhere():
    """What its own pages do not show again is asked about; a namesake keeps what it is."""
    unread = replace(entry(9), sheet=Finding(value=None), number=Finding(value=None))
    there = replace(old(), id=OTHER, version=1, pages=(page(1),), entries=(unread,))
    parts = (
        Part(dossier=OLD, number="A", before=1, after=2, pages=(ref(2),)),
        Part(dossier=OTHER, number="B", before=1, after=2, pages=(ref(1), ref(1, OTHER))),
    )
    here = replace(old(), version=2, pages=(page(1),), entries=(unread,))
    read = replace(there, version=2, pages=(page(1), page(2)), entries=(on(entry(1), 2),))
    target = Target(sheet=None, number=None, entry="?/?", field=FieldName.SHEET, seen=None)
    said = decision(Verb.CORRECT, targets=(target,), value="777", page=1)
    lines = [("line", said)]
    ((id, _),) = carried(Bounds(id="b", parts=parts, **BY), there, lines, {OLD: here, OTHER: read})
    assert id == OTHER


def test_a_deletion_that_nobody_could_place_stays_a_question():
    """Of two entries of one name, none is deleted when their dossiers are parted again."""
    both = replace(old(), entries=(entry(1), on(entry(1, burdened=Finding(value=(plot("9"),))), 2)))
    event = act_event(
        EntryDeleted(
            version=1,
            source=Source(by="Anna", at=BY["at"], order="o"),
            sheet="143",
            number=1,
            entry="143/1",
            deleted_on=DAY,
        )
    )
    apart = {OLD: replace(old(), version=2, entries=(entry(1),)),
             OTHER: replace(old(), id=OTHER, entries=(on(entry(1), 2),))}  # fmt: skip
    ((_, said),) = carried(split(), both, [("line", event)], apart)
    assert said["act"]["entry"] not in {"", "143/1"}


def test_a_lost_entry_is_not_found_in_a_namesake():
    """Another entry of the same name, on other pages, does not stand for it."""
    twin = on(entry(1, burdened=Finding(value=(plot("9"),))), 2)
    before = replace(old(), entries=(entry(1), twin))
    read = {OLD: replace(after()[OLD], entries=(entry(1),)), OTHER: replace(old(), id=OTHER,
            pages=after()[OTHER].pages, entries=())}  # fmt: skip
    found = with_doubts(split(), [before], read)
    (doubt,) = found[OTHER].doubts
    assert doubt.reason is DoubtReason.NOT_FOUND


def test_what_was_lost_is_asked_about_after_the_next_act_too():
    """Until it is found, or a person answers."""
    there = replace(after()[OTHER], entries=())
    lost = with_doubts(split(), [old()], after() | {OTHER: there})[OTHER]
    part = Part(dossier=OTHER, number=None, before=1, after=2,
                pages=(ref(2, OTHER), ref(1, OTHER)))  # fmt: skip
    next_ = Bounds(id="c", parts=(part,), **BY)
    anew = {OTHER: replace(there, version=2)}
    assert with_doubts(next_, [lost], anew)[OTHER].doubts == lost.doubts
    again = {OTHER: replace(after()[OTHER], version=2)}
    assert with_doubts(next_, [lost], again)[OTHER].doubts == ()


def test_what_was_said_of_an_added_entry_goes_with_it_again():
    """Also by a second act, when its line is another one."""
    value = {"sheet": "143", "entry_number": 7, "burdened": value_to_json((plot("345"),))}
    added = decision(Verb.ADD, value=value, page=2)
    target, other = of(7, entry=""), value_to_json((plot("348"),))
    corrected = decision(Verb.CORRECT, targets=(target,), value=other, page=1)
    assert [id for id, _ in again(added, corrected)] == [OTHER, OTHER]
