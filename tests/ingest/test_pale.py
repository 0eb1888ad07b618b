"""Pale ink over type: stamps of a dry pad, brackets in pencil."""

import cv2
import numpy as np
import pytest

from baulast.cleaned import Image
from baulast.model import Mark, MarkKind
from baulast.settings import CleanSettings
from ingest.clean import clean

FONT = cv2.FONT_HERSHEY_SIMPLEX
TYPE, PALE, PAPER = 40, 175, 240  # pale: a third of the way from paper to black
UPRIGHT, STAMP = (1480, 790, 1500, 1190), (700, 900, 1300, 1010)


def passage(tone: int = TYPE) -> Image:
    page = np.full((3508, 2480), PAPER, np.uint8)
    for line in range(6):
        text = "Baulast fuer das Grundstueck Flur 12 Flurstueck 345"
        cv2.putText(page, text, (400, 800 + 70 * line), FONT, 1.2, tone, 3, cv2.LINE_AA)
    return page


def with_pale(page: Image, draw: str) -> Image:
    """The page with pale ink on it, which leaves type as dark as it was."""
    over = np.full_like(page, 255)
    if draw == "stamp":
        cv2.putText(over, "GELOESCHT", (700, 1000), FONT, 3.2, PALE, 9, cv2.LINE_AA)
    elif draw == "bracket":
        corners = np.array([(1480, 790), (1500, 790), (1500, 1190), (1480, 1190)])
        cv2.polylines(over, [corners], False, PALE, 4, cv2.LINE_AA)
    elif draw == "dots":
        for x in range(400, 1800, 12):
            cv2.circle(over, (x, 1300), 2, PALE, -1, cv2.LINE_AA)
    elif draw == "grain":
        random = np.random.default_rng(3)
        over = np.where(random.random(page.shape) < 0.002, PALE, 255).astype(np.uint8)
    elif draw == "toner":
        random = np.random.default_rng(3)
        specks = np.where(random.random((1754, 1240)) < 0.04, PALE, 255).astype(np.uint8)
        over[:] = cv2.resize(specks, (2480, 3508), interpolation=cv2.INTER_NEAREST)
        over[:900] = over[1150:] = 255
    return np.asarray(np.minimum(page, over), dtype=np.uint8)


def marks(page: Image) -> list[Mark]:
    return list(clean(page, header_dpi=300, turn=0, settings=CleanSettings()).marks)


def test_a_pale_stamp_over_text_is_told() -> None:
    """Letters of a stamp too pale to be read, between lines of type, are a mark."""
    found = [mark for mark in marks(with_pale(passage(), "stamp")) if mark.kind is MarkKind.PICTURE]
    assert found
    left, right = min(m.box.left for m in found), max(m.box.right for m in found)
    assert (left, right) == pytest.approx((700, 1230), abs=40)
    assert all(m.box.top > 880 and m.box.bottom < 1030 for m in found)


def test_a_pale_bracket_is_told() -> None:
    """An upright line in pencil beside the lines is told as one."""
    (line,) = marks(with_pale(passage(), "bracket"))
    assert line.kind is MarkKind.RULE
    assert (line.box.top, line.box.bottom) == pytest.approx((790, 1190), abs=15)
    assert line.box.left == pytest.approx(1498, abs=8)


@pytest.mark.parametrize("draw", ["nothing", "dots", "grain", "toner"])
@pytest.mark.parametrize("tone", [TYPE, PALE - 20])
def test_nothing_else_is_pale(draw, tone) -> None:
    """Type, be it weak all over, dotted lines, grain and a cloud of toner are no marks."""
    assert marks(with_pale(passage(tone), draw)) == []
