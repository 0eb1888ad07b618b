from dataclasses import replace
from datetime import date

import pytest

from baulast.model import (
    DoubtReason,
    Entry,
    Evidence,
    Field,
    FieldName,
    Finding,
    Kind,
    Status,
)
from extract.doubts import checked

DECLARED, REGISTERED, DELETED, LAW, STATUS = (
    FieldName.DECLARED_ON,
    FieldName.REGISTERED_ON,
    FieldName.DELETED_ON,
    FieldName.LEGAL_BASIS,
    FieldName.STATUS,
)


def found(name, value):
    evidence = Evidence(page=1, start=0, end=1)
    readings = (Field(name=name, value=str(value), evidence=evidence, source="test"),)
    return Finding(value=value, readings=readings if value else ())


def entry(number=1, declared=None, registered=None, deleted=None, law=None, sheet="7"):
    nothing = Finding(value=None)
    return Entry(
        sheet=Finding(value=sheet),
        number=Finding(value=number),
        kind=Finding(value=Kind.ZUFAHRT),
        burdened=Finding(value=()),
        benefited=Finding(value=()),
        declared_on=found(DECLARED, declared and date.fromisoformat(declared)),
        registered_on=found(REGISTERED, registered and date.fromisoformat(registered)),
        deleted_on=found(DELETED, deleted and date.fromisoformat(deleted)),
        legal_basis=found(LAW, law),
        reference=nothing,
        status=Finding(value=Status.ACTIVE),
        street=nothing,
        land_register=nothing,
        pages=(1,),
    )


def flagged(entry):
    return {name for name, finding in entry.findings.items() if finding.is_flagged}


@pytest.mark.parametrize(
    ("values", "doubted"),
    [
        ({"declared": "1974-03-12", "registered": "1974-05-02", "deleted": "1986-04-03"}, set()),
        ({"declared": "1974-03-12", "registered": "1974-03-12"}, set()),
        ({"declared": "1974-05-02", "registered": "1974-03-12"}, {DECLARED, REGISTERED}),
        ({"declared": "1971-03-12", "registered": "1974-03-12"}, {DECLARED, REGISTERED}),
        ({"registered": "1986-04-03", "deleted": "1974-05-02"}, {REGISTERED, DELETED, STATUS}),
        ({"registered": "1986-04-03", "deleted": "1986-04-03"}, {REGISTERED, DELETED, STATUS}),
        ({"declared": "1974-03-12", "deleted": "1973-03-12"}, {DECLARED, DELETED, STATUS}),
        ({"registered": "1974-03-10"}, {REGISTERED}),  # a Sunday
        ({"registered": "1959-05-04"}, {REGISTERED}),  # no register yet
        ({"registered": "1994-03-14", "deleted": "2071-06-29"}, {DELETED}),  # still to come
        ({"declared": "1962-09-24", "registered": "1962-10-29"}, set()),
        ({"declared": "1974-03-12", "law": "§ 99 BauO NW"}, set()),
        ({"declared": "1974-03-12", "law": "§ 100 BauO NW"}, set()),
        ({"declared": "1984-12-20", "law": "§ 99 BauO NW"}, set()),
        ({"declared": "1974-03-12", "law": "§ 78 BauO NW"}, {DECLARED, LAW}),
        ({"declared": "1997-03-12", "law": "§ 83 BauO NW"}, set()),
        ({"declared": "1989-03-10", "law": "§ 83 BauO NW"}, {DECLARED, LAW}),
        ({"declared": "2019-03-12", "law": "§ 85 BauO NRW 2018"}, set()),
        ({"registered": "1986-03-12", "law": "§ 99 BauO NW"}, set()),  # declared before 1985
        ({"registered": "1991-03-12", "law": "§ 99 BauO NW"}, {REGISTERED, LAW}),
        ({"declared": "1974-03-12", "law": "§ 4 BauO NW"}, set()),  # nothing is known of it
    ],
)
def test_values_of_one_entry_are_checked_against_each_other(values, doubted):
    """Days out of order, weekends and a law of another time are doubted where they stand."""
    (result,) = checked([entry(**values)])
    assert flagged(result) == doubted
    assert all(
        doubt.reason is DoubtReason.IMPLAUSIBLE
        for name in doubted
        for doubt in result.findings[name].doubts
    )


def test_a_day_of_deletion_without_one_of_entry_is_asked_about():
    """It may be the day of entry, of which none was read."""
    (result,) = checked([entry(declared="1986-02-03", deleted="1986-04-03")])
    assert flagged(result) == {DELETED}


@pytest.mark.parametrize("status", [Status.DELETED, Status.PARTLY_DELETED])
def test_an_entry_that_is_deleted_on_no_day_is_asked_about(status):
    """The day stands somewhere, or the deletion is another entry's."""
    (result,) = checked([replace(entry(registered="1986-04-03"), status=Finding(value=status))])
    assert flagged(result) == {DELETED}


@pytest.mark.parametrize(
    ("days", "doubted"),
    [
        (["1965-11-03", "1970-02-16", "1974-03-12"], []),
        (["1965-11-03", "1965-11-03"], []),
        (["1965-11-03", "1990-02-16", "1974-03-12", "1976-02-16"], [2]),
        (["1985-11-04", "1970-02-16", "1974-03-12"], [1]),
        (["1974-03-12", "1970-02-16"], [1, 2]),
        (["1965-11-03", None, "1974-03-12"], []),
    ],
)
def test_days_climb_down_a_sheet(days, doubted):
    """The day that breaks the order is doubted; both are, where nothing tells which it is."""
    entries = [entry(number, registered=day) for number, day in enumerate(days, start=1)]
    result = checked(entries)
    assert [e.number.value for e in result if e.registered_on.is_flagged] == doubted


def test_two_sheets_have_an_order_each():
    """Entries of different sheets are not compared."""
    first, second = entry(1, registered="1990-02-16"), entry(1, registered="1970-02-16", sheet="8")
    assert not any(e.is_flagged for e in checked([first, second]))
