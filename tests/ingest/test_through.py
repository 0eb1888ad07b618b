"""Strokes through writing that follow no straight line, and what must not be taken for one."""

import cv2
import numpy as np
import pytest

from baulast.cleaned import Image
from ingest.through import strokes_through

DPI = 150
TEXT = "Baulast fuer das Grundstueck Flur 12"
Stroke = list[tuple[int, int]]


def written(*strokes: Stroke, thick: int = 2, closeness: int = 1) -> Image:
    """Ink of four lines of type with strokes over them; ``closeness`` smears letters together."""
    ink = np.zeros((400, 900), np.uint8)
    for line in range(4):
        place = (60, 100 + 36 * line)
        cv2.putText(ink, TEXT, place, cv2.FONT_HERSHEY_SIMPLEX, 0.7, 255, 2)
    ink = np.asarray(cv2.dilate(ink, np.ones((1, closeness), np.uint8)), dtype=np.uint8)
    for stroke in strokes:
        cv2.polylines(ink, [np.array(stroke)], False, 255, thick)
    return ink


WAVE = [(x, round(93 + 6 * np.sin(x / 12))) for x in range(50, 520, 3)]
STROKES: dict[str, list[Stroke]] = {
    "level": [[(50, 93), (520, 94)]],
    "double": [[(50, 91), (520, 91)], [(50, 97), (520, 97)]],
    "wave": [WAVE],
    "diagonal": [[(50, 220), (520, 75)]],
    "cross": [[(50, 220), (520, 75)], [(50, 75), (520, 220)]],
    "zigzag": [[(50, 75), (130, 220), (210, 75), (290, 220), (370, 75), (450, 220)]],
    "z": [[(50, 75), (510, 75), (50, 215), (510, 215)]],
}


@pytest.mark.parametrize("name", STROKES)
def test_a_stroke_through_writing_is_found(name: str) -> None:
    """Whatever its course, a stroke through lines of type is told with its place."""
    (box, *more) = strokes_through(written(*STROKES[name]), DPI)
    assert box.left < 70
    assert max(b.right for b in (box, *more)) > 430


ORDINARY: dict[str, Image] = {
    "type": written(),
    "smeared type": written(closeness=4),
    "a rule below the lines": written([(50, 250), (520, 250)]),
    "a frame around the lines": written([(40, 60), (560, 60), (560, 240), (40, 240), (40, 60)]),
    "a short dash in a line": written([(150, 93), (180, 93)]),
    "nothing": np.zeros((400, 900), np.uint8),
}


@pytest.mark.parametrize("name", ORDINARY)
def test_ordinary_writing_holds_no_stroke(name: str) -> None:
    """Type, smeared type, rules and frames are not taken for strokes through writing."""
    assert strokes_through(ORDINARY[name], DPI) == ()
