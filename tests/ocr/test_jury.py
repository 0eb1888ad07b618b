"""Doubtful digits, read by a jury."""

import pytest

from baulast.model import Box
from ocr.engine import ReadLine, ReadWord
from ocr.jury import JURORS, ballots, is_doubtful, verdict
from ocr.lines import crop

BOX = Box(left=0, top=0, right=40, bottom=30)


def word(text: str, *alternatives: str, confidence: float = 0.9) -> ReadWord:
    return ReadWord(text=text, box=BOX, confidence=confidence, alternatives=alternatives)


@pytest.mark.parametrize(
    ("first", "said", "text", "alternatives"),
    [
        # nearly all repeat the first reading: its rival was noise
        (word("1203/7", "1203/77"), ["1203/7"] * 5 + ["1203/77"], "1203/7", ()),
        (word("83", "§3"), ["83"] * 6, "83", ()),
        # nearly nobody repeats it: the others are right, and a person is told
        (word("445/17"), ["443/17"] * 6, "443/17", ("445/17",)),
        (word("36"), ["28"] * 4 + ["36", ""], "28", ("36",)),
        # too few for a change: both readings are told
        (
            word("29.03.1967"),
            ["29.03.1967"] * 4 + ["29.05.1967"] * 2,
            "29.03.1967",
            ("29.05.1967",),
        ),
        (word("345"), ["346", "347", "348", "345", "345", "349"], "345", ()),
        # what cannot be a date gives way to what can
        (word("19.92.1996"), ["19.92.1996"] * 3 + ["19.02.1996"] * 3, "19.02.1996", ()),
        (word("19.02.1996"), ["19.92.1996"] * 5 + ["19.02.1996"], "19.02.1996", ()),
        # the stroke between Zähler and Nenner reads as a 1
        (word("47129"), ["47129"] * 3 + ["47/29"] * 3, "47/29", ()),
        (word("47/29"), ["47129"] * 6, "47/29", ()),
        # jurors who see no digits have no say
        (word("407", ";"), ["GI", "", ";", "", "", "“"], "407", (";",)),
    ],
)
def test_the_jury_decides(first, said, text, alternatives):
    """What most jurors read stands; what more than one of them reads else is kept beside it."""
    settled = verdict(first, said)
    assert (settled.text, settled.alternatives) == (text, alternatives)


def test_a_jury_makes_nothing_surer():
    """Jurors are one engine in several forms: where they agree, trust stays what it was."""
    assert verdict(word("5", confidence=0.79), ["5"] * 6).confidence == 0.79


@pytest.mark.parametrize(
    ("read", "doubtful"),
    [
        (word("345"), False),
        (word("345", "846"), True),
        (word("345", confidence=0.7), True),
        (word("Flur", confidence=0.2), False),
    ],
)
def test_only_doubtful_digits_go_before_the_jury(read, doubtful):
    """Words without digits, and digits read alike and with trust, cost no jury."""
    assert is_doubtful(read) is doubtful


def test_each_juror_reads_each_place_once(type_page):
    """A juror's words lie where the ink lies, whatever size the juror saw it in."""

    class Whole:
        version = "none"

        def read(self, crops, *, segmentation, dpi, model=None):
            return tuple((ReadLine((whole(*crop.shape),)),) for crop in crops)

    def whole(height, width):
        box = Box(left=0, top=0, right=width, bottom=height)
        return ReadWord(text="7", box=box, confidence=0.9)

    place = Box(left=200, top=40, right=300, bottom=80)
    part = crop(type_page(size=(800, 120)), place, dpi=300)
    (said,) = ballots([place], [part], dpi=300, engine=Whole(), model="Latin")
    assert len(said) == len(JURORS)
    margins = {(place.left - w.box.left, w.box.right - place.right) for (w,) in said}
    assert len(margins) == 1  # the same white around it for all
