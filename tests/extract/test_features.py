from dataclasses import replace

import pytest

from baulast.model import Dossier, FieldName
from extract.features import doubt_in, features_of
from extract.stage import weigh

WAY = (
    "1",
    [
        "Auf dem Grundstück Gemarkung Kaarst, Flur 15, Flurstück 25 ist eine",
        "Zufahrt für das Grundstück Gemarkung Kaarst, Flur 15,",
        "Flurstück 580 freizuhalten (§ 99 BauO NW).",
    ],
    ["Eingetragen am", "3.11.1965"],
)
NOTICE = ["Az.: 63-179/65", "Schreiben vom 12.11.1965", "Flurstück 580, Flur 15, Gemarkung Kaarst"]


@pytest.fixture
def features(nlp, sheet, paper):
    """The features of an entry whose words are changed before they are read."""

    def make(change=lambda word: word, *, beside=()):
        page = sheet(WAY).page()
        page = replace(page, words=tuple(map(change, page.words)))
        others = [paper(2).write(200, 100, *beside).page()] if beside else []
        dossier = Dossier(id="kaarst/1", municipality="kaarst", number=None, pages=(page, *others))
        weighed = weigh(dossier, nlp)
        return features_of(weighed.cases[0], weighed.dossier.entries[0])

    return make


def weaker(text, **changes):
    return lambda word: replace(word, **changes) if word.text == text else word


def test_the_weakest_digits_count(features):
    """A value's digits are as doubtful as the weakest word that it stands on."""
    found = features(weaker("3.11.1965", confidence=0.5))
    assert found[FieldName.REGISTERED_ON].digits == doubt_in(0.5)
    assert found[FieldName.BURDENED].digits == 0 or found[FieldName.BURDENED].digits < doubt_in(0.9)


def test_other_digits_of_a_second_look_count(features):
    """A second reading of the ink with other digits speaks against the value it is of, alone."""
    found = features(weaker("3.11.1965", alternatives=("8.11.1965",)))
    assert found[FieldName.REGISTERED_ON].rival == 1
    assert found[FieldName.SHEET].rival == 0


def test_other_ink_takes_the_doubt_away(features):
    """Digits that another page has too are neither alone nor doubtful, however weak they are."""
    weak = weaker("580", confidence=0.5)
    assert features(weak)[FieldName.BENEFITED].lone == 1
    vouched = features(weak, beside=NOTICE)[FieldName.BENEFITED]
    assert (vouched.lone, vouched.digits) == (0, 0)


def test_letters_are_no_digits(features):
    """Weak ink under a kind, which letters tell, is no doubt in digits."""
    found = features(weaker("Zufahrt", confidence=0.4))
    assert found[FieldName.KIND].digits == 0


def test_what_is_absent_says_so(features):
    """A value that is not there has no ink, and is told apart from one that is."""
    found = features()
    assert found[FieldName.DELETED_ON].absent == 1
    assert found[FieldName.REGISTERED_ON].absent == 0


def test_a_flur_that_is_not_listed_counts(features):
    """A Flur that the cadastre of today does not have speaks against the parcel."""
    gone = features(lambda word: replace(word, text=word.text.replace("15,", "77,")))
    assert gone[FieldName.BENEFITED].unlisted == 1
    assert features()[FieldName.BENEFITED].unlisted == 0
