"""The words of a page as content of a PDF page: invisible, at their places, in reading order."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from archive.font import UNITS, WIDTH, CharacterCodes
from archive.numerals import numerals
from baulast.model import Page, Word

INVISIBLE = 3  # text rendering mode: neither filled nor stroked
FONT = "F0"

# How far letters reach from the baseline, in ems, as in common text and typewriter faces. Boxes
# are as high as their ink; the line they stand on follows from which letters they hold.
DESCENDING = frozenset("gjpqyQ,;()[]{}|/§")
LOW = frozenset("acemnorsuvwxz")
FLOATING = frozenset("-–—_.·:'\"„“”‚‘’*°²³=~")  # too small or too high to judge a line by
DESCENT_EM = 0.21
X_HEIGHT_EM = 0.5
ASCENT_EM = 0.72

LEAST_HEIGHT = 0.3  # of its box: what a word keeps when the slope seems to use up all of it
LEAST_GAP_EM = 0.1  # a space where two boxes touch or overlap


@dataclass(frozen=True, slots=True, kw_only=True)
class Slanted:
    """A word measured along its line, in pixels of the upright scan turned by its slope."""

    text: str
    start: float  # along the line
    length: float
    bottom: float  # across the line, downwards
    height: float

    @property
    def end(self) -> float:
        return self.start + self.length


def text_layer(page: Page, codes: CharacterCodes, *, points_per_px: float) -> str:
    """Content that holds the page's words, in the space of the page as delivered."""
    if not page.words:
        return ""
    width, height = (side * points_per_px for side in page.upright_size)
    slope = math.radians(page.skew_deg)
    lines = [
        _line([slanted(word, slope) for word in words], slope, codes)
        for _, words in groupby(page.words, key=lambda word: (word.block, word.line))
    ]
    # from pixels of the upright scan, still counted upwards, to points of the page as delivered
    turn = _turned(page.turn, width, height)
    scale = (points_per_px, 0, 0, points_per_px, 0, height)
    head = f"q\n{numerals(*turn)} cm\n{numerals(*scale)} cm\nBT\n{INVISIBLE} Tr\n"
    return head + "".join(lines) + "ET\nQ\n"


def slanted(word: Word, slope: float) -> Slanted:
    """The word without its slope: what is left of its box when the page's slant is taken out."""
    box, cos, sin = word.box, math.cos(slope), math.sin(slope)
    middle_x, middle_y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    lean = abs(sin)
    length = max((box.width * cos - box.height * lean) / math.cos(2 * slope), 1.0)
    height = (box.height * cos - box.width * lean) / math.cos(2 * slope)
    height = max(height, LEAST_HEIGHT * box.height, 1.0)
    return Slanted(
        text=word.text,
        start=middle_x * cos - middle_y * sin - length / 2,
        length=length,
        bottom=middle_x * sin + middle_y * cos + height / 2,
        height=height,
    )


def _line(words: Sequence[Slanted], slope: float, codes: CharacterCodes) -> str:
    """One line: one size and one baseline, so that viewers see it as one."""
    baseline, em = _baseline(words)
    pieces = [f"/{FONT} {numerals(em)} Tf\n"]
    for word, following in pairwise([*words, None]):
        assert word is not None
        pieces.append(_shown(word.text, word.start, word.length, baseline, em, slope, codes))
        if following is not None:
            gap = max(following.start - word.end, LEAST_GAP_EM * em)
            pieces.append(_shown(" ", word.end, gap, baseline, em, slope, codes))
    return "".join(pieces)


def _baseline(words: Sequence[Slanted]) -> tuple[float, float]:
    """The line that the words stand on and the size of their letters, in pixels."""
    telling = [word for word in words if not FLOATING.issuperset(word.text)]
    if not telling:
        return median(word.bottom for word in words), max(word.height for word in words) * 2
    em = median(word.height / sum(_reach(word.text)) for word in telling)
    return median(word.bottom - _reach(word.text)[1] * em for word in telling), em


def _reach(text: str) -> tuple[float, float]:
    """How far a word's letters reach above and below the baseline, in ems."""
    above = X_HEIGHT_EM if LOW.union(FLOATING).issuperset(text) else ASCENT_EM
    return above, 0.0 if DESCENDING.isdisjoint(text) else DESCENT_EM


def _shown(
    text: str,
    start: float,
    length: float,
    baseline: float,
    em: float,
    slope: float,
    codes: CharacterCodes,
) -> str:
    """The text from a place on, stretched to a length."""
    shown = codes.encode(text)
    if not shown:
        return ""
    cos, sin = math.cos(slope), math.sin(slope)
    x, y = start * cos + baseline * sin, start * sin - baseline * cos
    natural = len(shown) // 4 * WIDTH / UNITS * em
    place = numerals(cos, sin, -sin, cos, x, y)
    return f"{numerals(100 * length / natural)} Tz {place} Tm <{shown}> Tj\n"


def _turned(turn: int, width: float, height: float) -> tuple[float, ...]:
    """From the upright page, ``width`` by ``height``, to the page that /Rotate will turn."""
    return {
        0: (1, 0, 0, 1, 0, 0),
        90: (0, 1, -1, 0, height, 0),
        180: (-1, 0, 0, -1, width, height),
        270: (0, -1, 1, 0, 0, width),
    }[turn]
