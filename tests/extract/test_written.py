"""Writing beside an entry that no rule reads."""

import pytest

from baulast.model import Dossier, FieldName, MarkKind, Status
from baulast.settings import ExtractSettings
from extract.stage import extract

ENTRY = (
    "1",
    [
        "Auf dem Flurstück 25 ist zugunsten des",
        "Flurstücks 580 der Flur 15, Gemarkung Kaarst",
        "der Bauwich freizuhalten, § 99 BauO NW.",
        "Die Verpflichtung geht auf alle",
        "Rechtsnachfolger über.",
    ],
    ["Eingetragen am", "3.11.1965", "Az. 63-179/65"],
)
FIRST = (1700, 650, 2000, 720)


@pytest.fixture
def status_beside(sheet, nlp):
    """The status of an entry with signatures beside it, and lines of little trust below."""

    def read(*signatures, below=(), trust=0.9):
        page = sheet(ENTRY)
        for box in signatures:
            page.mark(MarkKind.SIGNATURE, *box)
        page.write(1700, 650, *below, confidence=trust)
        dossier = Dossier(id="kaarst/1", municipality="kaarst", number="1", pages=(page.page(),))
        (entry,) = extract(dossier, nlp, ExtractSettings()).entries
        return entry.findings[FieldName.STATUS]

    return read


@pytest.mark.parametrize(
    ("what", "signatures", "is_asked"),
    [
        ("one signature", [FIRST], False),
        ("one in two strokes", [FIRST, (1950, 700, 2100, 760)], False),
        ("a signature and its full stop", [FIRST, (1700, 760, 1710, 770)], False),
        ("a second one below", [FIRST, (1700, 750, 2000, 820)], True),
        (
            "rings of punched holes",
            [FIRST, (1600, 750, 1650, 800), (1601, 1695, 1651, 1745)],
            False,
        ),
        ("a second one in the wording", [FIRST, (400, 1500, 700, 1580)], False),
    ],
)
def test_a_second_signature_is_asked_about(status_beside, what, signatures, is_asked):
    """Who signs beside an entry once has entered it; who signs again may have deleted it."""
    assert bool(status_beside(*signatures).doubts) is is_asked, what


@pytest.mark.parametrize(
    ("line", "trust", "is_asked"),
    [
        ("eeläsrcht ?4 4", 0.3, True),
        ("vgl. Blatt 496", 0.9, False),
        ("rn", 0.3, False),
    ],
)
def test_a_line_of_guessed_letters_is_asked_about(status_beside, line, trust, is_asked):
    """Letters that the engine guessed may be a note of deletion under a signature."""
    status = status_beside(below=[line], trust=trust)
    assert bool(status.doubts) is is_asked
    assert is_asked or status.value is Status.ACTIVE
