"""Strokes over an entry's running number."""

import pytest

from baulast.model import Dossier, MarkKind, Status
from baulast.settings import ExtractSettings
from extract.stage import extract

WORDING = [
    "Auf dem Flurstück 25 ist zugunsten des",
    "Flurstücks 580 der Flur 15, Gemarkung Kaarst",
    "der Bauwich freizuhalten, § 99 BauO NW.",
]
REMARKS = ["Eingetragen am", "3.11.1965", "Az. 63-179/65"]


@pytest.fixture
def status_of_number(sheet, nlp):
    """The status of the first of two entries, with marks and its number as it is read."""

    def read(number, *marks):
        page = sheet((number, WORDING, REMARKS), ("2", WORDING, REMARKS))
        for mark in marks:
            page.mark(*mark)
        dossier = Dossier(id="kaarst/1", municipality="kaarst", number="1", pages=(page.page(),))
        first, second = extract(dossier, nlp, ExtractSettings()).entries
        assert not second.status.doubts
        return first.status

    return read


@pytest.mark.parametrize(
    ("what", "number", "marks", "is_asked"),
    [
        ("nothing on it", "1", [], False),
        ("a cross", "1", [(MarkKind.SIGNATURE, 180, 485, 240, 550)], True),
        ("a stroke", "1", [(MarkKind.STRIKE, 185, 515, 235, 521)], True),
        ("a pale stroke", "1", [(MarkKind.PICTURE, 185, 490, 240, 550)], True),
        ("a stroke read as dashes", "-1-", [], True),
        ("a full stop", "1.", [], False),
        ("a bracket", "(1)", [], False),
        ("dirt", "1", [(MarkKind.PICTURE, 205, 505, 213, 512)], False),
        ("a signature beside the wording", "1", [(MarkKind.SIGNATURE, 120, 560, 300, 640)], False),
        ("a fold from above", "1", [(MarkKind.STRIKE, 205, 100, 212, 560)], False),
        ("a line across the table", "1", [(MarkKind.STRIKE, 100, 515, 1600, 530)], True),
    ],
)
def test_a_struck_number_is_asked_about(status_of_number, what, number, marks, is_asked):
    """An entry whose number alone is crossed out is never left active without a question."""
    status = status_of_number(number, *marks)
    assert (status.value is Status.UNCLEAR) is is_asked, what
    assert bool(status.doubts) is is_asked, what
