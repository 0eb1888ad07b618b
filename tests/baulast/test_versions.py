"""A newer scan of a dossier beside the older one: what it stands for, and what it is asked."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from baulast.acts import EntryAdded, EntryDeleted, Source, act_event
from baulast.bounds import MADE
from baulast.corrections import Decision, Target, Verb, decision_event
from baulast.language import Both
from baulast.life import State, Step, step_event
from baulast.model import (
    Dossier,
    Doubt,
    DoubtReason,
    Entry,
    FieldName,
    Finding,
    Kind,
    Status,
)
from baulast.standing import Standing
from baulast.versions import together
from tests.review.office import ID, doubt, entry, page, plot

KNOWN = Doubt(reason=DoubtReason.NUMBER_KNOWN, detail=Both.only("Fassung 1 liegt vor."))
AT = "2026-01-02T03:04:05+01:00"


def version(number: int, *entries: Entry, pages: int = 2, **changes: object) -> Dossier:
    plain = Dossier(
        id=ID,
        municipality="kaarst",
        number="KAA-BL-7",
        version=number,
        pages=tuple(page(n + 1, pixels_sha256=f"{number}/{n}") for n in range(pages)),
        entries=entries,
        doubts=(KNOWN,) if number > 1 else (),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def stand(*readings: Dossier, events: Iterable[dict[str, Any]] = ()) -> tuple[Standing, ...]:
    return together(readings, [(f"line {n}", event) for n, event in enumerate(events)])


def decision(dossier_version: int, verb: Verb, target: Target, **more: Any) -> dict[str, Any]:
    said = Decision(version=dossier_version, verb=verb, targets=(target,), by="Anna", at=AT, **more)
    return decision_event(said)


OF_DOSSIER = Target(seen=[["number_known", None, None]])


def of_field(name: FieldName, seen: Any) -> Target:
    return Target(sheet="143", number=1, entry="143/1", field=name, seen=seen)


SAME = (entry(1), entry(2))
OTHER_PARCEL = replace(entry(1), burdened=Finding(value=(plot("999"),)))
BOTH_PARCELS = replace(entry(1), burdened=Finding(value=(plot("999"), plot("345"))))
MISREAD = Finding(value="148", doubts=(doubt(DoubtReason.ILLEGIBLE),))
UNSURE = Finding(value=(plot("845"),), doubts=(doubt(DoubtReason.ILLEGIBLE),))
ELSEWHERE = Finding(value=(plot("77"),))


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        pytest.param(SAME, SAME, id="the same entries"),
        pytest.param((entry(1),), SAME, id="one more"),
        pytest.param((entry(1),), (BOTH_PARCELS,), id="one more parcel"),
        pytest.param((replace(entry(1), burdened=UNSURE),), (entry(1),), id="older was in doubt"),
        pytest.param((replace(entry(1), sheet=MISREAD),), (entry(1),), id="sheet was misread"),
    ],
)
def test_a_newer_scan_that_shows_all_stands_for_the_older(older, newer):
    """The older one is found no more, and nobody is asked whether it is the same dossier."""
    first, second = stand(version(1, *older), version(2, *newer))
    assert first.replaced_by == 2
    assert (first.dossier.entries, first.dossier.all_doubts) == ((), ())
    assert not [page for page in first.dossier.pages if page.words]
    assert (second.replaced_by, second.dossier.doubts) == (None, ())
    assert len(second.dossier.entries) == len(newer)


@pytest.mark.parametrize(
    ("older", "newer", "lacks"),
    [
        pytest.param(SAME, (entry(1),), "Blatt 143, lfd. Nr. 2", id="an entry"),
        pytest.param((entry(1),), (OTHER_PARCEL,), "Flurstück 345", id="a burdened parcel"),
        pytest.param(
            (entry(1),),
            (replace(entry(1), benefited=Finding(value=())),),
            "Flurstück 346",
            id="a benefited parcel",
        ),
        pytest.param(
            (replace(entry(1), sheet=MISREAD, burdened=UNSURE),),
            (entry(1),),
            "Blatt 148, lfd. Nr. 1",
            id="an entry misread in all that it could be known by",
        ),
        pytest.param((), SAME, "eine Eintragung, an der sie zu erkennen", id="none to compare"),
    ],
)
def test_a_newer_scan_that_lacks_something_stands_beside_the_older(older, newer, lacks):
    """Both are found, and the doubt names what is missing: nothing is lost in silence."""
    first, second = stand(version(1, *older), version(2, *newer))
    assert (first.replaced_by, len(first.dossier.entries)) == (None, len(older))
    (asked,) = second.dossier.doubts
    assert asked.reason is DoubtReason.NUMBER_KNOWN
    assert asked.detail.german.startswith(KNOWN.detail.german)
    assert lacks in asked.detail.german


def test_a_newer_scan_of_pages_that_were_put_elsewhere_asks() -> None:
    """It may bring a page back that is in another dossier by now, and its entry twice."""
    made = {"event": MADE, "bounds": "b", "version": 1}
    older, newer = stand(version(1, *SAME), version(2, *SAME), events=[made])
    assert older.replaced_by is None
    (question,) = newer.dossier.doubts
    assert question.reason is DoubtReason.NUMBER_KNOWN
    assert "zugeordnet" in question.detail.german


def test_pages_that_are_missing_are_told() -> None:
    """With fewer written pages than before, the newer scan stands for nothing by itself."""
    first, second = stand(version(1, *SAME, pages=3), version(2, *SAME))
    assert first.replaced_by is None
    assert "2 beschriebene statt 3" in second.dossier.doubts[0].detail.german


def test_a_person_may_say_that_the_newer_one_stands_for_the_older() -> None:
    """Whatever it lacks: the person was told."""
    accepted = decision(2, Verb.ACCEPT, OF_DOSSIER)
    first, second = stand(version(1, *SAME), version(2, entry(1)), events=[accepted])
    assert (first.replaced_by, second.dossier.doubts) == (2, ())


def test_what_nobody_can_tell_leaves_both() -> None:
    """A person who cannot tell either has not said that it is the same dossier."""
    illegible = decision(2, Verb.ILLEGIBLE, OF_DOSSIER)
    first, _ = stand(version(1, *SAME), version(2, entry(1)), events=[illegible])
    assert first.replaced_by is None


def test_a_newer_version_that_is_withdrawn_gives_the_older_back() -> None:
    """It had the separator sheet of another dossier, say."""
    away = step_event(Step(version=2, state=State.WITHDRAWN, reason="x", by="Anna", at=AT))
    first, second = stand(version(1, *SAME), version(2, *SAME), events=[away])
    assert (first.replaced_by, len(first.dossier.entries)) == (None, 2)
    assert second.dossier.entries == ()


def test_the_third_version_stands_for_both() -> None:
    """And where it lacks something of any that still stands, all that stood before stay."""
    found = stand(version(1, *SAME), version(2, entry(1)), version(3, *SAME))
    assert [one.replaced_by for one in found] == [3, 3, None]
    found = stand(version(1, *SAME), version(2, *SAME), version(3, entry(1)))
    assert [one.replaced_by for one in found] == [2, None, None]


DELETED = Finding(value=Status.DELETED)
PERSON = Finding(value=(plot("348"),), is_reviewed=True)


@pytest.mark.parametrize(
    ("name", "older", "newer", "offered"),
    [
        (FieldName.BURDENED, Finding(value=(plot("345"),)), ELSEWHERE, ("Flurstück 345",)),
        (FieldName.STATUS, DELETED, Finding(value=Status.ACTIVE), ("deleted",)),
        (FieldName.DELETED_ON, Finding(value=date(1999, 1, 2)), Finding(value=None), ("1999",)),
        (
            FieldName.REGISTERED_ON,
            Finding(value=date(1974, 3, 1)),
            Finding(value=date(1979, 3, 1)),
            ("1974",),
        ),
        (FieldName.STATUS, Finding(value=Status.ACTIVE), DELETED, None),
        (FieldName.DELETED_ON, Finding(value=None), Finding(value=date(1999, 1, 2)), None),
        (FieldName.BURDENED, UNSURE, ELSEWHERE, None),
        (FieldName.KIND, Finding(value=Kind.ZUFAHRT), Finding(value=Kind.ZUFAHRT), None),
        (FieldName.LEGAL_BASIS, Finding(value="§ 99"), Finding(value="§ 78"), None),
    ],
)
def test_two_scans_that_contradict_each_other_are_looked_at(name, older, newer, offered):
    """Nobody doubts either reading, and both cannot be right; entries may end between scans."""
    first = replace(entry(1), **{_attribute(name): older})
    second = replace(entry(1), **{_attribute(name): newer})
    _, now = stand(version(1, first), version(2, second))
    finding = now.dossier.entries[0].findings[name]
    assert finding.value == newer.value
    if offered is None:
        assert not finding.doubts
    else:
        assert [d.reason for d in finding.doubts] == [DoubtReason.CONTRADICTION]
        assert all(part in finding.alternatives[0] for part in offered)


def _attribute(name: FieldName) -> str:
    return {FieldName.KIND: "kind"}.get(name, name.value)


SAID_348 = [{"parcel": {"gemarkung": "Büttgen", "flur": "12", "zaehler": 348}}]
SEEN_345 = [{"parcel": {"gemarkung": "Büttgen", "flur": "12", "zaehler": 345}}]
CORRECTED = decision(
    1, Verb.CORRECT, of_field(FieldName.BURDENED, SEEN_345), value=SAID_348, page=1
)


def test_what_a_person_said_of_the_older_one_is_offered_or_counts() -> None:
    """Read alike it is confirmed; read otherwise it is asked again, with the person's word."""
    unsure = Finding(value=(plot("348"),), doubts=(doubt(DoubtReason.ILLEGIBLE),))
    alike = version(2, replace(entry(1), burdened=unsure))
    _, now = stand(version(1, entry(1)), alike, events=[CORRECTED])
    burdened = now.dossier.entries[0].burdened
    assert (burdened.doubts, burdened.is_reviewed) == ((), True)

    _, now = stand(version(1, entry(1)), version(2, entry(1)), events=[CORRECTED])
    burdened = now.dossier.entries[0].burdened
    assert (burdened.value, burdened.is_reviewed) == ((plot("345"),), False)
    assert burdened.alternatives == ("Büttgen, Flur 12, Flurstück 348",)
    assert "von einem Menschen" in burdened.doubts[0].detail.german


def test_an_answer_to_a_contradiction_ends_it() -> None:
    """And what is confirmed in the newer scan is lacking no more: it stands for the older one."""
    seen = [{"parcel": {"gemarkung": "Büttgen", "flur": "12", "zaehler": 999}}]
    accepted = decision(2, Verb.ACCEPT, of_field(FieldName.BURDENED, seen))
    readings = version(1, entry(1)), version(2, OTHER_PARCEL)
    assert stand(*readings)[0].replaced_by is None
    first, now = stand(*readings, events=[accepted])
    assert (first.replaced_by, now.dossier.all_doubts) == (2, ())


def test_an_entry_that_was_struck_is_asked_about_when_it_comes_again() -> None:
    """A person has said that there is none of that number."""
    target = Target(sheet="143", number=2, entry="143/2", seen=[])
    struck = decision(1, Verb.STRIKE, target)
    _, now = stand(version(1, *SAME), version(2, *SAME), events=[struck])
    assert [bool(one.doubts) for one in now.dossier.entries] == [False, True]


SOURCE = Source(by="Anna", at=AT, order="63-5/25")
ADDED = act_event(
    EntryAdded(
        version=1,
        source=SOURCE,
        sheet="143",
        number=3,
        kind=Kind.ZUFAHRT,
        burdened=(plot("400"),),
        registered_on=date(2025, 2, 3),
    )
)
ENDED = act_event(
    EntryDeleted(
        version=1, source=SOURCE, sheet="143", number=1, entry="143/1", deleted_on=date(2025, 6, 30)
    )
)


def test_later_entries_and_deletions_go_along() -> None:
    """They are of the register, on whichever scan: no newer one undoes them."""
    first, now = stand(version(1, *SAME), version(2, *SAME), events=[ADDED, ENDED])
    assert first.replaced_by == 2
    told = {one.number.value: one.status.value for one in now.dossier.entries}
    assert told == {1: Status.DELETED, 2: Status.ACTIVE, 3: Status.ACTIVE}
    assert not now.dossier.all_doubts


def test_a_later_entry_that_stands_on_the_newer_paper_is_there_once() -> None:
    """It is read there, and was recorded before that paper came."""
    third = replace(entry(3), burdened=Finding(value=(plot("400"),)))
    _, now = stand(version(1, *SAME), version(2, *SAME, third), events=[ADDED])
    assert [one.number.value for one in now.dossier.entries] == [1, 2, 3]
