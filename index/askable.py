"""Everything a parcel can be asked for as, worked out beforehand (pure): index.nearness as words.

Who asks for "Büttgen 12 345/6" finds, at each class of nearness, the parcels that bear one of a few
words; a server looks them up and need not weigh the parcels of a town one by one.
"""

from collections.abc import Iterator

from baulast.gazetteer import gazetteer
from baulast.model import Parcel
from index.area import land_of
from index.cadastre import flur_key, gemarkung_keys
from index.document import ParcelKey
from index.nearness import likely_keys
from index.query import ParcelQuery
from index.seam import Nearness

ANY = ""  # nothing was said about it
LACKING = "~"  # a Flur was asked for, and the parcel is named without one


def words_for(key: ParcelKey, municipality: str) -> Iterator[str]:
    """The words by which a parcel of this town's register is found, each with its class."""
    own = Nearness.EXACT if key.is_certain else Nearness.OTHER_READING
    fluren, numbers = _fluren(key.parcel), _numbers(key.parcel)
    for gemarkung, of_gemarkung in _gemarkungen(key.parcel, municipality).items():
        for flur, of_flur in fluren.items():
            for number, of_number in numbers.items():
                yield _word(max(own, of_gemarkung, of_flur, of_number), gemarkung, flur, number)


def words_of(parcel: ParcelQuery) -> Iterator[str]:
    """The words by which a parcel with Gemarkung, Flur and number is found, as nothing else.

    >>> list(words_of(ParcelQuery(gemarkungen=("norf",), flur="4", zaehler=7)))
    ['0|||7', '0||4|7', '0|norf||7', '0|norf|4|7']
    """
    for gemarkung in (ANY, *parcel.gemarkungen):
        for flur in (ANY, parcel.flur or LACKING):
            yield _word(Nearness.EXACT, gemarkung, flur, parcel.number)


def words_asked(asked: ParcelQuery, level: Nearness) -> list[str]:
    """One of these words a parcel bears that meets the question at that class.

    >>> words_asked(ParcelQuery(gemarkungen=("norf",), zaehler=7, nenner=2), Nearness.EXACT)
    ['0|norf||7/2', '0|norf||7/']
    """
    numbers = [ANY]
    if asked.zaehler is not None:
        whole = [f"{asked.zaehler}/{asked.nenner}", f"{asked.zaehler}/"]
        numbers = [f"{asked.zaehler}"] if asked.nenner is None else whole
    return _words(asked, level, numbers)


def place_words(asked: ParcelQuery, level: Nearness) -> list[str]:
    """The same for any parcel of the Gemarkung and Flur, whatever its number."""
    return _words(asked, level, [ANY])


def _words(asked: ParcelQuery, level: Nearness, numbers: list[str]) -> list[str]:
    gemarkungen = asked.gemarkungen or (ANY,)
    fluren = [ANY] if asked.flur is None else [asked.flur, LACKING]
    return [_word(level, g, f, number) for g in gemarkungen for f in fluren for number in numbers]


def _word(level: Nearness, gemarkung: str, flur: str, number: str) -> str:
    return f"{level.value}|{gemarkung}|{flur}|{number}"


def _gemarkungen(parcel: Parcel, municipality: str) -> dict[str, Nearness]:
    found = {ANY: Nearness.EXACT}
    if parcel.gemarkung is None:  # it may lie in the town that keeps the register
        return found | dict.fromkeys(land_of(municipality), Nearness.OPEN)
    if not gazetteer().named(parcel.gemarkung):
        found |= dict.fromkeys(likely_keys(parcel.gemarkung), Nearness.OPEN)
    return found | dict.fromkeys(gemarkung_keys(parcel.gemarkung), Nearness.EXACT)


def _fluren(parcel: Parcel) -> dict[str, Nearness]:
    if parcel.flur is None:
        return {ANY: Nearness.EXACT, LACKING: Nearness.OPEN}
    return {ANY: Nearness.EXACT, flur_key(parcel.flur): Nearness.EXACT}


def _numbers(parcel: Parcel) -> dict[str, Nearness]:
    """345/6 is asked for as that, or as 345; 345 as that, or as 345 with any Nenner."""
    found = {ANY: Nearness.EXACT, parcel.number: Nearness.EXACT}
    other = f"{parcel.zaehler}/" if parcel.nenner is None else f"{parcel.zaehler}"
    return found | {other: Nearness.SAME_ZAEHLER}
