"""What a look offers to choose from."""

import pytest

from baulast.model import Evidence, Field, FieldName, Finding, Parcel, Plot
from review.wording import choices

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
        pytest.param(("615", "618"), ("615", "619"), (), ["619"], id="a parcel that is not in it"),
        pytest.param((), ("615",), (), ["615"], id="nothing is read for sure"),
        pytest.param(("615", "618"), (), ("615",), ["615"], id="fewer, as another page has them"),
    ],
)
def test_a_key_never_takes_a_piece_for_the_whole(value, read, alternatives, offered):
    """Of three parcels one alone is no alternative: that key would lose the others unseen."""
    written = tuple(str(plot.parcel) for plot in plots(*alternatives))
    finding = Finding(value=plots(*value), readings=readings(*read), alternatives=written)
    named = [choice.text.rpartition(" ")[2] for choice in choices(BENEFITED, finding)]
    assert named == offered
