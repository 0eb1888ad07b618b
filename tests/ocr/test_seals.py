"""Round seals, and what only looks like one."""

import cv2
import numpy as np
import pytest

from baulast.model import Box
from ocr.ink import find_ink
from ocr.seals import is_of_seal, seals_in

MIDDLE, RADIUS = (700, 300), 190  # 32 mm wide at 300 dpi
SEAL = Box(left=510, top=110, right=890, bottom=490)


def sealed(image, *, rim=True):
    """The image with a seal: its rim and letters along it."""
    if rim:
        cv2.circle(image, MIDDLE, RADIUS, 20, 6)
    for angle in np.linspace(0, 2 * np.pi, 18, endpoint=False):
        x, y = (round(m + 150 * f(angle)) for m, f in zip(MIDDLE, (np.cos, np.sin), strict=True))
        cv2.putText(image, "E", (x - 14, y + 14), cv2.FONT_HERSHEY_SIMPLEX, 1.2, 20, 4)
    return image


def test_a_seal_is_told_by_its_rim(type_page):
    """A circle of ink with white on both sides of it, as wide as seals are."""
    (found,) = seals_in(find_ink(sealed(type_page()), 300))
    assert found.overlap(SEAL) > 0.9 * SEAL.area


@pytest.mark.parametrize("what", ["letters in a ring", "lines of type", "bars", "a small circle"])
def test_what_is_no_seal(type_page, what):
    """Neither text nor bars nor a plan's small circles are seals."""
    image = type_page()
    if what == "letters in a ring":
        image = sealed(image, rim=False)
    elif what == "lines of type":
        image = type_page(
            *((60, top, "Gemarkung Kaarst Flur 12 Flurst. 345 tlw.") for top in range(40, 560, 60))
        )
    elif what == "bars":
        image[100:500, 300:1100:16] = image[100:500, 301:1100:16] = 20
    else:
        cv2.circle(image, MIDDLE, 60, 20, 6)
    assert seals_in(find_ink(image, 300)) == ()


@pytest.mark.parametrize(
    ("box", "words", "is_its_own"),
    [
        (Box(left=600, top=130, right=800, bottom=180), [], True),
        (
            Box(left=600, top=130, right=800, bottom=180),
            [Box(left=60, top=700, right=300, bottom=740)],
            True,
        ),
        # type to the left on the same line: what was not read may go on from it
        (
            Box(left=600, top=280, right=800, bottom=330),
            [Box(left=300, top=285, right=500, bottom=325)],
            False,
        ),
        (Box(left=950, top=130, right=1100, bottom=180), [], False),  # beside it
    ],
)
def test_ink_on_a_line_is_not_the_seal_s(box, words, is_its_own):
    """Ink within the rim is the seal's, unless a line of type leads into it."""
    assert is_of_seal(box, [SEAL], words) is is_its_own
