import pytest

from baulast.model import Parcel
from index.cadastre import flur_key, gemarkung_keys, identifiers, kennzeichen, parcels_in


@pytest.mark.parametrize(
    ("parcel", "key"),
    [
        (Parcel("Büttgen", "12", 345), "05334601200345______"),
        (Parcel("Büttgen", "12", 345, 6), "053346012003450006__"),
        (Parcel("Neuß", "1", 1), "05335900100001______"),
        (Parcel("Büttgen", "XII", 345), "05334601200345______"),
        (Parcel("Büttgen", None, 345), None),
        (Parcel("Büttgen", "D", 345), None),
        (Parcel(None, "12", 345), None),
        (Parcel("Köln", "12", 345), None),
        (Parcel("Lank-Latum", "12", 345), None),
        (Parcel("Büttgen", "12", 1234567), None),
    ],
)
def test_kennzeichen_has_twenty_characters_or_is_none(parcel, key):
    """The official key is written only where everything in it is known."""
    assert kennzeichen(parcel) == key


def test_kennzeichen_is_read_as_it_is_written():
    """What is written as a key is read as the same parcel."""
    parcel = Parcel("Büttgen", "12", 345, 6)
    (found,) = identifiers(kennzeichen(parcel) or "")
    assert (found.gemarkung_key, found.flur, found.zaehler, found.nenner) == (
        "053346",
        "12",
        345,
        6,
    )


@pytest.mark.parametrize(
    "text",
    ["0533460120034", "053346012003450", "1053346012003456", "12.03.1974", "05 33", "02131-12-345"],
)
def test_other_numbers_are_no_identifiers(text):
    """Dates, telephone numbers and keys with a digit too few are none."""
    assert identifiers(text) == ()


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("012", "12"),
        ("XVII", "17"),
        ("IV", "4"),
        ("I", "1"),
        ("D", "D"),
        ("c", "C"),
        ("IIII", "IIII"),
    ],
)
def test_flur_is_comparable(written, key):
    """Zeros and Roman numerals do not matter; a single letter stays a letter."""
    assert flur_key(written) == key


@pytest.mark.parametrize(
    "parcel",
    [
        Parcel("Norf", "4", 123, 45),
        Parcel("Norf", None, 9),
        Parcel(None, "D", 9),
        Parcel(None, None, 9),
        Parcel("Kapellen (Erft)", "4", 1),
    ],
)
def test_canonical_parcel_is_read_back(parcel):
    """What a field holds as its value is the parcel that it was made from."""
    assert parcels_in(str(parcel)) == (parcel,)


def test_ambiguous_gemarkung_has_all_its_keys():
    """A place name over two Gemarkungen is filed under both."""
    assert gemarkung_keys("Lank-Latum") == ("lank", "latum")
