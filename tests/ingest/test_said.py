"""A sheet that says in words that it separates dossiers is never passed over in silence."""

import pytest

from baulast.model import Box, ColourMode, DoubtReason, Page, PageOrigin, Word
from ingest.said import says_separator, separators_said


def page(text: str, *, separator: str | None = None) -> Page:
    box = Box(left=0, top=0, right=9, bottom=9)
    words = (Word(text=w, box=box, confidence=0.9, block=0, line=0) for w in text.split())
    return Page(
        number=3,
        origin=PageOrigin(delivery="Scan", place=3, file="f", sha256="s", frame=2),
        width_px=10,
        height_px=10,
        dpi=300.0,
        mode=ColourMode.GREY,
        pixels_sha256="p",
        separator=separator,
        words=tuple(words),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TRENNBLATT Aktenbeginn Mandant: Stadt Kaarst", True),
        ("TRENNBLATI", True),
        ("Trennseite für den Scanner", True),
        ("KAA-BL-004328 Baulastenblatt: 4 KAA-BL-004328", True),
        ("Kaarst, den 3.4.1974 Az. 63-BL-0123 Vermerk: erledigt", False),
        ("Baulastenblatt Nr. 12 Gemarkung Kaarst", False),
        ("Bitte ein Trennblatt einlegen. " + "Die Baulast ist eingetragen worden. " * 12, False),
        ("", False),
    ],
)
def test_a_separator_is_told_by_its_words(text: str, expected: bool) -> None:
    """A page of few words that names itself so, or bears a dossier's number twice, is one."""
    assert says_separator(page(text)) is expected


def test_the_dossier_is_doubted_at_that_page() -> None:
    """What was missed as a separator becomes a doubt of the dossier, with its page."""
    (doubt,) = separators_said([page("Baulastenblatt"), page("TRENNBLATT")])
    assert (doubt.reason, doubt.page) == (DoubtReason.SEPARATOR_UNDECODED, 3)


def test_known_separators_are_not_doubted() -> None:
    """A separator sheet whose code was read is nothing to look at."""
    assert not list(separators_said([page("TRENNBLATT", separator="KAA-BL-1")]))
