"""What a question narrows by, as people write it."""

from datetime import date

import pytest

from baulast.model import Kind, Status
from index.filters import ANYTHING, Days, Filters, days_of
from index.query import parse


@pytest.mark.parametrize(
    ("written", "filters"),
    [
        ("Büttgen art:Stellplatz", Filters(kinds=(Kind.STELLPLATZ,))),
        ("art:stellplatzbaulast", Filters(kinds=(Kind.STELLPLATZ,))),
        ('Art:"Sonstige Baulast"', Filters(kinds=(Kind.SONSTIGE,))),
        ("kind:ZUFAHRT", Filters(kinds=(Kind.ZUFAHRT,))),
        ("art:zufahrt art:leitung", Filters(kinds=(Kind.ZUFAHRT, Kind.LEITUNG))),
        ("status:gelöscht", Filters(statuses=(Status.DELETED,))),
        ("Status:geloescht", Filters(statuses=(Status.DELETED,))),
        ("stadt:Jüchen", Filters(towns=("juechen",))),
        ("geprüft:nein", Filters(reviewed=False)),
        (
            "eingetragen:1970..1979",
            Filters(registered=Days(first=date(1970, 1, 1), last=date(1979, 12, 31))),
        ),
        ("gelöscht:..3.2.2001", Filters(deleted=Days(last=date(2001, 2, 3)))),
    ],
)
def test_filters_are_understood(written, filters):
    """In German and English, with umlauts or without, several of a kind side by side."""
    assert parse(written).filters == filters


@pytest.mark.parametrize(
    "written",
    [
        "Art: Stellplatz",  # a line of a form
        "Gemarkung:Büttgen Flur:12 Flurstück:345",
        "Az.:63-12/74",
        "Stellplatz",
        "http://example.org",
    ],
)
def test_what_looks_alike_stays_text(written):
    """A colon alone makes no filter."""
    assert parse(written).filters == ANYTHING


@pytest.mark.parametrize("written", ["art:Windrad", "eingetragen:gestern", "status:", "stadt:Köln"])
def test_what_is_not_understood_narrows_nothing(written):
    """A filter with a typing error hides no entry, and the answer says so."""
    asked = parse(f"Büttgen 12 345 {written}")
    assert asked.filters == ANYTHING
    assert [str(parcel) for parcel in asked.parcels] == ["Büttgen, Flur 12, Flurstück 345"]
    assert written == "status:" or written in " ".join(asked.notes)


@pytest.mark.parametrize("written", ["31.2.1974", "74", "..", "1974..gestern", "13.13.1974"])
def test_a_day_is_not_guessed(written):
    """What is no day, year or span of them is none."""
    assert days_of(written) is None
