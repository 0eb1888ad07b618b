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


DELETIONS = (  # columns as a form prints them: what is over each, and where it begins
    ("Lfd. Nr.", 200),
    ("Tag der Eintragung", 400),
    ("Inhalt der Baulast", 900),
    ("Tag der Löschung", 1800),
    ("Vermerke", 2100),
)


@pytest.mark.parametrize(
    ("what", "signature", "noted", "is_asked"),
    [
        ("in the column for notes of deletion", (2110, 560, 2300, 640), (), True),
        ("in that for its day", (1810, 560, 2100, 640), (), True),
        ("below words that it signs", (2110, 660, 2300, 740), ("Lageplan",), False),
        ("in that for the day of entry", (420, 660, 800, 740), (), False),
    ],
)
def test_writing_alone_in_a_column_for_deletions_is_asked_about(
    paper, nlp, what, signature, noted, is_asked
):
    """A single word by hand where a form has room for deletions alone is no clerk's name."""
    page = paper()
    page.write(200, 100, "Baulastenblatt Nr. 1186", "Gemarkung Kaarst Flur 15 Flurstück 25")
    edges = [*(left - 10 for _, left in DELETIONS), 2440]
    for place, (heading, left) in enumerate(DELETIONS):
        box = (edges[place], 390, edges[place + 1], 450)
        page.write(left, 400, heading, block=page.block(*box, cell=(0, 0, place)))
    below = [
        page.block(edges[place], 450, edges[place + 1], 2000, cell=(0, 1, place))
        for place in range(len(DELETIONS))
    ]
    page.write(200, 500, "1", block=below[0]).write(400, 500, "3.11.1965", block=below[1])
    page.write(900, 500, *ENTRY[1], block=below[2]).write(2110, 500, *noted, block=below[4])
    page.mark(MarkKind.SIGNATURE, *signature)
    dossier = Dossier(id="kaarst/1", municipality="kaarst", number="1", pages=(page.page(),))
    (entry,) = extract(dossier, nlp, ExtractSettings()).entries
    assert entry.status.value is Status.ACTIVE
    assert bool(entry.status.doubts) is is_asked, what


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
