"""Bleed-through, told by what it is: the other side of the sheet in a mirror.

A back that shows the writing of its front is a blank side; a faint page is not. No contrast tells
the two apart, but the neighbouring page does: turned over and laid on the back it fits, or it does
not. Measured: true fronts correlate with 0.54 and more, any other page with 0.28 and less.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ingest.blank import BLACK, MAX_SPECKS, PLAIN, Look, Strokes, faint_strokes

Map = npt.NDArray[np.float32]

SHRINK = 3  # from LOOK_DPI: lines of type stay apart, and 26 fits take 50 ms
LEAST_CORRELATION = 0.42  # midway between the two
SLANTS_DEG = tuple(np.arange(-3.0, 3.1, 0.5).tolist())  # both sides are skewed, up to 1.5 each
TURNS = (0, 2)  # quarter turns: sheets are turned over by the long or the short edge
LARGEST_SHIFT = 0.15  # of the side's length; more is no sheet that was turned over
PATCH_PX = 8  # 6 mm each way: a few letters of two lines
SLACK_PX = 4  # slants are fitted in steps, paper shrinks
# Measured around single strokes: 0.8 and more where the front shines through, 0.66 at most around
# a pencil note written over it.
LEAST_LIKENESS = 0.68


@dataclass(frozen=True, slots=True)
class Ink:
    """What is kept of a side to lay it on its neighbours."""

    shown: Map  # contrast, in small
    strokes: Strokes | None  # faint ink that asks for an explanation; None: the side is plain


@dataclass(frozen=True, slots=True)
class _Fit:
    correlation: float
    front: Map  # mirrored and laid on the back


def ink_of(look: Look, *, is_unclear: bool) -> Ink:
    """The side's ink in small, and its faint strokes if they are to be explained."""
    paper = np.where(look.outside > 0, np.uint8(0), look.contrast)
    size = (paper.shape[1] // SHRINK, paper.shape[0] // SHRINK)
    small = cv2.resize(paper, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    return Ink(small, faint_strokes(look) if is_unclear else None)


def shines_through(back: Ink, front: Ink) -> bool:
    """Whether all faint ink of ``back`` is ``front`` seen from behind."""
    if back.strokes is None:
        return False
    smooth = cv2.GaussianBlur(np.minimum(back.shown, PLAIN), (0, 0), 0.8).astype(np.float32)
    fit = _best_fit(smooth, np.minimum(front.shown, BLACK / 2).astype(np.float32))
    if fit is None or fit.correlation < LEAST_CORRELATION:
        return False
    return _unexplained(smooth, back.strokes, fit.front) <= MAX_SPECKS


def _best_fit(back: Map, front: Map) -> _Fit | None:
    """The front as it lies behind the back; None where it cannot be laid there."""
    height, width = back.shape
    window = cv2.createHanningWindow((width, height), cv2.CV_32F)
    best: _Fit | None = None
    for turn in TURNS:
        mirrored = _on_canvas(np.rot90(cv2.flip(front, 1), turn), back.shape)
        for slant in SLANTS_DEG:
            turning = cv2.getRotationMatrix2D((width / 2, height / 2), slant, 1.0)
            turned = cv2.GaussianBlur(
                cv2.warpAffine(mirrored, turning, (width, height)), (0, 0), 1.0
            )
            (dx, dy), _ = cv2.phaseCorrelate(back, turned, window)
            if abs(dx) > LARGEST_SHIFT * width or abs(dy) > LARGEST_SHIFT * height:
                continue
            shift = np.array([[1, 0, -dx], [0, 1, -dy]], dtype=np.float32)
            laid = np.asarray(cv2.warpAffine(turned, shift, (width, height)), dtype=np.float32)
            correlation = _correlation(back, laid)
            if best is None or correlation > best.correlation:
                best = _Fit(correlation, laid)
    return best


def _on_canvas(image: Map, shape: tuple[int, ...]) -> Map:
    canvas = np.zeros(shape, dtype=np.float32)
    rows, columns = min(shape[0], image.shape[0]), min(shape[1], image.shape[1])
    canvas[:rows, :columns] = image[:rows, :columns]
    return canvas


def _correlation(one: Map, other: Map) -> float:
    a, b = one - one.mean(), other - other.mean()
    return float((a * b).sum() / np.sqrt((a * a).sum() * (b * b).sum() + 1e-6))


def _unexplained(back: Map, strokes: Strokes, front: Map) -> int:
    """Strokes of the back around which the front looks otherwise."""
    return sum(
        _likeness(back, front, int(x / SHRINK), int(y / SHRINK)) < LEAST_LIKENESS
        for x, y in strokes.centres
    )


def _likeness(back: Map, front: Map, x: int, y: int) -> float:
    """How well the surroundings of a place on the back are found near it on the front, -1 to 1."""
    patch = back[max(0, y - PATCH_PX) : y + PATCH_PX, max(0, x - PATCH_PX) : x + PATCH_PX]
    reach = PATCH_PX + SLACK_PX
    search = front[max(0, y - reach) : y + reach, max(0, x - reach) : x + reach]
    return float(cv2.matchTemplate(search, patch, cv2.TM_CCOEFF_NORMED).max())
