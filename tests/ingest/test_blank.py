"""Blank sides are told from faint ones, and bleed-through from writing."""

import cv2
import numpy as np
import pytest

from baulast.cleaned import Image
from ingest.blank import Verdict, judge, look_at
from ingest.bleed import Ink, ink_of, shines_through

DPI = 150.0
SIZE = (1754, 1240)  # A4 at 150 dpi
FONT = cv2.FONT_HERSHEY_SIMPLEX


def paper(tone: int = 225, grain: float = 3.0, seed: int = 1) -> Image:
    """A side of paper, darker at one edge, with grain."""
    rng = np.random.default_rng(seed)
    shade = np.linspace(0, 25, SIZE[1])[None, :]
    return (tone - shade + rng.normal(0, grain, SIZE)).clip(0, 255).astype(np.uint8)


def ink(lines: int, seed: int = 2) -> Image:
    """Where letters stand: 255 for full ink."""
    rng = np.random.default_rng(seed)
    layer = np.zeros(SIZE, np.uint8)
    for line in range(lines):
        words = "".join(rng.choice(list("abdeghiklmnorstuz  "), rng.integers(15, 42)))
        cv2.putText(layer, words, (130, 200 + 45 * line), FONT, 0.9, 255, 2, cv2.LINE_AA)
    return layer


def printed(side: Image, layer: Image, contrast: float) -> Image:
    """The side with ink that takes away this share of its light."""
    return (side * (1 - contrast * layer.astype(np.float32) / 255)).astype(np.uint8)


def holes(side: Image, colour: int) -> Image:
    for y in (640, 1110):
        cv2.circle(side, (1170, y), 16, (colour,), -1, cv2.LINE_AA)
    return side


def scratch(side: Image) -> Image:
    """A broken line that dust under the scanner's glass draws."""
    for top in range(30, 1700, 90):
        cv2.line(side, (400 + top // 60, top), (401 + top // 60, top + 50), (150,), 2)
    return side


def dark_border(side: Image) -> Image:
    side[:, :40] = 40
    side[1730:] = 40
    return side


def fold(side: Image) -> Image:
    cv2.line(side, (0, 870), (1239, 880), (170,), 2)
    return side


def verdict(side: Image) -> Verdict:
    return judge(look_at(side, DPI))


@pytest.mark.parametrize(
    "side",
    [
        paper(),
        paper(tone=150, grain=6),
        np.full(SIZE, 255, np.uint8),
        np.zeros(SIZE, np.uint8),
        holes(paper(), 60),
        holes(paper(), 250),
        scratch(paper()),
        fold(paper()),
        dark_border(paper()),
    ],
    ids=["plain", "dark", "white", "black", "holes", "pale holes", "scratch", "fold", "border"],
)
def test_sides_without_writing_are_blank(side: Image) -> None:
    """Grain, shading, holes, folds, scratches and dark borders are no writing."""
    assert verdict(side) is Verdict.BLANK


@pytest.mark.parametrize("contrast", [0.08, 0.12, 0.2, 0.4, 0.9])
@pytest.mark.parametrize("lines", [2, 20])
def test_faint_writing_is_never_blank(contrast: float, lines: int) -> None:
    """However faint, two lines of writing keep a side from being blank."""
    assert verdict(printed(paper(), ink(lines), contrast)) is not Verdict.BLANK


@pytest.mark.parametrize("note", ["gel. 1986", "siehe Bl. 3"])
def test_a_pencil_note_is_writing(note: str) -> None:
    """A note of two words on a back, with holes and a fold, is writing."""
    layer = np.zeros(SIZE, np.uint8)
    cv2.putText(layer, note, (300, 900), cv2.FONT_HERSHEY_SCRIPT_SIMPLEX, 1.4, 255, 2, cv2.LINE_AA)
    assert verdict(printed(fold(holes(paper(), 60)), layer, 0.35)) is Verdict.INKED


def behind(front: Image, *, shift: int = 6, slant: float = 1.0) -> Image:
    """The front's ink as it shines through: mirrored, blurred, laid a little aslant."""
    turning = cv2.getRotationMatrix2D((SIZE[1] / 2, SIZE[0] / 2), slant, 1.0)
    turning[:, 2] += shift
    mirrored = cv2.warpAffine(cv2.flip(front, 1), turning, (SIZE[1], SIZE[0]))
    return np.asarray(cv2.GaussianBlur(mirrored, (0, 0), 1.5), dtype=np.uint8)


def told(side: Image) -> Ink:
    look = look_at(side, DPI)
    return ink_of(look, is_unclear=judge(look) is Verdict.UNCLEAR)


FRONT = told(printed(paper(), ink(25), 0.8))
OTHER = told(printed(paper(seed=4), ink(25, seed=5), 0.8))


def bleeding(**placed: float) -> Image:
    return printed(paper(seed=3), behind(ink(25), **placed), 0.16)  # type: ignore[arg-type]


@pytest.mark.parametrize("placed", [{}, {"shift": -40, "slant": -2.5}])
def test_bleed_through_is_told_by_its_front(placed: dict[str, float]) -> None:
    """A side that shows only its front through is blank, however it lay on the glass."""
    back = bleeding(**placed)
    assert verdict(back) is Verdict.UNCLEAR
    assert shines_through(told(back), FRONT)


def test_a_sheet_turned_over_its_short_edge_is_told() -> None:
    """The front may show through upside down."""
    back = np.ascontiguousarray(bleeding()[::-1, ::-1])
    assert shines_through(told(back), FRONT)


def test_another_page_explains_nothing() -> None:
    """Bleed-through counts only with the side that it comes from."""
    assert not shines_through(told(bleeding()), OTHER)


def test_a_faint_page_is_not_taken_for_bleed_through() -> None:
    """A faint copy is read, even if its neighbour looks much like it."""
    faint = printed(paper(seed=3), ink(25, seed=5), 0.12)
    assert verdict(faint) is Verdict.UNCLEAR
    assert not shines_through(told(faint), FRONT)
    assert not shines_through(told(faint), OTHER)


def test_a_faint_note_over_bleed_through_is_seen() -> None:
    """A note as faint as what shines through keeps the side from being blank."""
    layer = np.zeros(SIZE, np.uint8)
    script = cv2.FONT_HERSHEY_SCRIPT_SIMPLEX
    cv2.putText(layer, "gel. 12.3.86 Mue", (300, 500), script, 1.8, 255, 3, cv2.LINE_AA)
    back = printed(bleeding(), layer, 0.14)
    assert verdict(back) is not Verdict.BLANK
    assert not shines_through(told(back), FRONT)
