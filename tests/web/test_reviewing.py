"""One look as the desk shows it: what stands beside it, and in how many pictures."""

from dataclasses import replace
from datetime import date

from baulast.language import Both
from baulast.model import Box, Doubt, DoubtReason, Evidence, Field, FieldName, Finding
from baulast.standing import Standing
from baulast.tasks import tasks_of
from review.desk import Look
from tests.review.office import doubtful, entry, page
from web.reviewing import Screen, area_around, screen_of

WIDE = Box(left=0, top=200, right=990, bottom=400)  # a row of a table


def day_read(value: str, *, page: int) -> Field:
    return Field(
        name=FieldName.REGISTERED_ON,
        value=value,
        evidence=Evidence(page=page, start=0, end=7),
        source="test",
    )


def shown(*fields: Field) -> Screen:
    """The look at an entry whose day was not read, beside an entry whose day was."""
    first = day_read("1973-10-08", page=1)
    doubts = tuple(
        Doubt(reason=DoubtReason.NOT_FOUND, detail=Both.only(""), page=1, box=box)
        for box in (WIDE, replace(WIDE, right=500))
    )
    dossier = replace(
        doubtful(),
        pages=(page(1), page(2)),
        fields=(first, *fields),
        entries=(
            entry(1, registered_on=Finding(value=date(1973, 10, 8), readings=(first,))),
            entry(2, registered_on=Finding(value=None, doubts=doubts)),
        ),
    )
    now = Standing(dossier=dossier)
    (task,) = tasks_of(now)
    return screen_of(Look(standing=now, task=task))


def test_what_is_of_another_entry_is_not_offered() -> None:
    """Its day would be taken for the one that was not found; what another page says is shown."""
    assert shown().others == ()
    (other,) = shown(day_read("1974-07-23", page=2)).others
    assert (other.page.number, other.value) == (2, "23.07.1974")


def test_of_a_row_all_is_shown() -> None:
    """The number of an entry stands left of its wording: who is asked for it must see it."""
    sheet = page(1)
    row = Box(left=300, top=200, right=880, bottom=260)
    word = area_around(sheet, Box(left=600, top=200, right=690, bottom=240), tall=0.1)
    assert area_around(sheet, row, tall=0.1).left < word.left
    assert area_around(sheet, row, tall=0.1).left <= min(w.box.left for w in sheet.words)


def test_places_within_each_other_are_one_picture() -> None:
    """However wide the place is: the same row twice would push the decision off the screen."""
    (crop,) = shown().crops
    assert len(crop.marks) == 2


def test_what_is_marked_already_is_not_shown_again() -> None:
    """Readings of one page that make up the value stand in the picture above the question."""
    first = day_read("1973-10-08", page=1)
    there = replace(day_read("1973-10-18", page=1), evidence=Evidence(page=1, start=8, end=15))
    doubt = Doubt(reason=DoubtReason.ILLEGIBLE, detail=Both.only(""), page=1)
    read = Finding(value=date(1973, 10, 8), readings=(first, there), doubts=(doubt,))
    dossier = replace(
        doubtful(), pages=(page(1),), fields=(first, there), entries=(entry(1, registered_on=read),)
    )
    now = Standing(dossier=dossier)
    (task,) = tasks_of(now)
    assert screen_of(Look(standing=now, task=task)).others == ()
