"""What a look offers to choose from."""

from dataclasses import replace
from datetime import date

import pytest
from office import doubt, doubtful, entry, page

from baulast.corrections import Decision, Verb
from baulast.model import DoubtReason, Evidence, Field, FieldName, Finding, Parcel, Plot
from baulast.standing import Standing
from baulast.tasks import tasks_of
from review.wording import asked, choices, said

BENEFITED = FieldName.BENEFITED


def plots(*numbers: str) -> tuple[Plot, ...]:
    return tuple(Plot(parcel=Parcel.parse("Büttgen", "13", number)) for number in numbers)


def readings(*numbers: str) -> tuple[Field, ...]:
    """As the rules read them: one parcel each."""
    there = Evidence(page=1, start=0, end=1)
    return tuple(
        Field(name=BENEFITED, value=str(plot.parcel), evidence=there, source="test")
        for plot in plots(*numbers)
    )


@pytest.mark.parametrize(
    ("value", "read", "alternatives", "offered"),
    [
        pytest.param(("615", "618"), ("615", "618"), (), [], id="pieces of what is read"),
        pytest.param(("615",), ("615", "616"), (), ["616"], id="another reading"),
        pytest.param(("615", "618"), ("615", "619"), (), [], id="a parcel that is not in it"),
        pytest.param(
            ("615",), ("615", "616"), ("616; 618",), ["618"], id="a piece of another page's"
        ),
        pytest.param((), ("615",), (), ["615"], id="nothing is read for sure"),
        pytest.param(("615", "618"), (), ("615",), ["615"], id="fewer, as another page has them"),
    ],
)
def test_a_key_never_takes_a_piece_for_the_whole(value, read, alternatives, offered):
    """Of three parcels one alone is no alternative: that key would lose the others unseen."""
    written = tuple(
        "; ".join(str(plot.parcel) for plot in plots(*one.split("; "))) for one in alternatives
    )
    finding = Finding(value=plots(*value), readings=readings(*read), alternatives=written)
    named = [choice.text.rpartition(" ")[2] for choice in choices(BENEFITED, finding)]
    assert named == offered


@pytest.mark.parametrize("read_as", [FieldName.OTHER_DATE, FieldName.REGISTERED_ON])
def test_the_day_that_another_page_has_is_one_key(read_as):
    """Where the doubt points to it; a day that stands elsewhere on that page is none."""
    fields = tuple(
        Field(name=read_as, value=value, evidence=Evidence(page=2, start=a, end=b), source="test")
        for value, a, b in (("1974-03-18", 0, 7), ("1990-01-01", 8, 12))
    )
    registered = Finding(
        value=date(1974, 3, 13), doubts=(doubt(DoubtReason.AMBIGUOUS, page=2, left=0),)
    )
    dossier = replace(
        doubtful(),
        pages=(page(1), page(2)),
        fields=fields,
        entries=(entry(1, registered_on=registered),),
    )
    (task,) = tasks_of(Standing(dossier=dossier))
    (one,) = asked(dossier, task)
    assert [choice.text for choice in one.choices] == ["18.03.1974"]


def test_a_decision_is_told_with_what_it_is_about():
    """An entry that was put in by its sheet and number; the remark behind it."""
    added = Decision(
        version=1,
        verb=Verb.ADD,
        value={"sheet": "143", "entry_number": 3},
        by="Anna",
        at="2026-03-02T10:15:00+01:00",
        remark="laut Lageplan",
    )
    assert said(added) == "02.03.2026 10:15 Anna: Blatt 143, lfd. Nr. 3 ergänzt – laut Lageplan"
