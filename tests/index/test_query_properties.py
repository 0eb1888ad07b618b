from hypothesis import given
from hypothesis import strategies as st

from baulast.gazetteer import fold_name, gazetteer
from baulast.model import Parcel
from index.cadastre import kennzeichen
from index.query import ParcelQuery, parse

NOTATIONS = (
    "{g} {f} {n}",
    "{g}, Flur {f}, Flurstück {n}",
    "Gem. {g}, Fl. {f}, Flst. {n}",
    "Gemarkung {g} Flur {f} Nr. {n}",
    "Flurstück {n} der Flur {f} der Gemarkung {g}",
    "Flst. {n}, Flur {f}, {g}",
    "{g} Flur {f} Parzelle Nr. {n}",
    "{k}",
)

parcels = st.builds(
    Parcel,
    gemarkung=st.sampled_from([g.name for g in gazetteer().gemarkungen]),
    flur=st.integers(1, 99).map(str),
    zaehler=st.integers(1, 99999),
    nenner=st.none() | st.integers(1, 9999),
)


def spelled(name: str, how: int) -> str:
    """A name as people type it: as it is, in capitals, without umlauts."""
    plain = name.replace("ü", "ue").replace("ö", "oe").replace("ä", "ae")
    return (name, name.upper(), plain, name.lower())[how]


@given(parcels, st.sampled_from(NOTATIONS), st.integers(0, 3))
def test_every_notation_of_every_parcel_asks_for_it(parcel, notation, how):
    """Whatever the parcel, each notation in each spelling asks for that parcel and no other."""
    written = notation.format(
        g=spelled(parcel.gemarkung, how), f=parcel.flur, n=parcel.number, k=kennzeichen(parcel)
    )
    assert parse(written).parcels == (
        ParcelQuery(
            gemarkungen=(fold_name(parcel.gemarkung),),
            names=(parcel.gemarkung,),
            flur=parcel.flur,
            zaehler=parcel.zaehler,
            nenner=parcel.nenner,
        ),
    )


@given(st.text(max_size=80))
def test_any_text_is_understood_somehow(text):
    """No text makes parsing fail, and what holds letters or digits asks for something."""
    query = parse(text)
    if any(c.isascii() and c.isalnum() for c in text):
        assert query.parcels or query.words or query.phrases
