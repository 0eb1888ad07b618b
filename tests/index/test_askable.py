"""The words that a server looks up say the same as the weighing of two parcels."""

from collections import Counter
from dataclasses import dataclass
from itertools import product

import pytest

from baulast.model import FieldName, Parcel
from index.askable import place_words, words_asked, words_for
from index.cadastre import flur_key, gemarkung_keys
from index.document import ParcelKey
from index.misread import misreadings
from index.nearness import nearness
from index.query import ParcelQuery
from index.seam import Nearness

GEMARKUNGEN = (None, "Büttgen", "Norf", "Bü1tqen", "Lank-Latum", "Köln")
FLUREN = (None, "12", "XII", "D")
NUMBERS = ((345, None), (345, 6), (345, 7), (346, None), (99, 6), (2099, None))


@dataclass(frozen=True)
class Question:
    """What is asked, and the words that it is looked up by."""

    asked: ParcelQuery
    words: dict[Nearness, set[str]]
    there: set[str]  # words for any number of the place
    alike: frozenset[int]

    def met_by(self, words: set[str], key: ParcelKey) -> Nearness | None:
        """The class that the words tell, as the clauses of a search put them together."""
        found = [level for level, wanted in self.words.items() if words & wanted]
        if key.is_doubted and key.parcel.zaehler in self.alike and words & self.there:
            found.append(Nearness.OTHER_READING)
        return min(found, default=None)


def question(name: str | None, flur: str | None, zaehler: int | None, nenner: int | None):
    asked = ParcelQuery(
        gemarkungen=gemarkung_keys(name) if name else (),
        flur=flur and flur_key(flur),
        zaehler=zaehler,
        nenner=nenner,
    )
    return Question(
        asked=asked,
        words={level: set(words_asked(asked, level)) for level in Nearness},
        there={word for level in Nearness for word in place_words(asked, level)},
        alike=misreadings(zaehler or 0),
    )


QUESTIONS = [
    question(name, flur, *number)
    for name, flur, number in product(GEMARKUNGEN, FLUREN, (*NUMBERS, (None, None)))
]


@pytest.mark.parametrize(("gemarkung", "town"), [*product(GEMARKUNGEN, ("kaarst", "neuss"))])
def test_words_tell_what_weighing_tells(gemarkung, town):
    """Each parcel is found by each question at exactly the class that index.nearness gives."""
    classes = Counter()
    kinds = ((True, False), (True, True), (False, True))  # certain, doubted
    for flur, number, (certain, doubted) in product(FLUREN, NUMBERS, kinds):
        key = ParcelKey(
            role=FieldName.BURDENED,
            parcel=Parcel(gemarkung, flur, *number),
            is_certain=certain,
            is_doubted=doubted,
        )
        words = set(words_for(key, town))
        for one in QUESTIONS:
            told = nearness(one.asked, key, municipality=town)
            assert one.met_by(words, key) == told, (one.asked, key)
            classes[told] += 1
    assert set(classes) == {None, *Nearness}
