"""Words in straight rows: the page levelled, so that lines and columns can be told by numbers.

Coordinates here are pixels of the upright scan, turned by its skew about the origin. They serve to
compare places with each other; what is shown to people are the words' own boxes.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians, sin
from statistics import median

from baulast.model import Box, MarkKind, Page, Word

SAME_ROW = 0.6  # of a line's height: words whose middles lie closer stand in one row
SAME_INK = 0.6  # of the larger box: neighbours in a tight line overlap by a tenth
MIN_HEIGHT_PX = 6.0  # a full stop alone says nothing about the height of its line


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A word with its place on the levelled page."""

    index: int  # place in Page.words
    word: Word
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def text(self) -> str:
        return self.word.text


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand in one row, from left to right; never empty."""

    spots: tuple[Spot, ...]

    @property
    def text(self) -> str:
        return " ".join(spot.text for spot in self.spots)

    @property
    def left(self) -> float:
        return min(spot.left for spot in self.spots)

    @property
    def right(self) -> float:
        return max(spot.right for spot in self.spots)

    @property
    def middle(self) -> float:
        return median(spot.middle for spot in self.spots)

    @property
    def height(self) -> float:
        return median(spot.height for spot in self.spots)

    @property
    def box(self) -> Box:
        """The box of its words on the upright scan."""
        return box_of(self.spots)


def levelled(box: Box, skew_deg: float) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a box once the lines of the page run level."""
    angle = radians(skew_deg)
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    x, y = x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle)
    half_width, half_height = box.width / 2, box.height / 2
    return x - half_width, y - half_height, x + half_width, y + half_height


def spots_of(page: Page) -> tuple[Spot, ...]:
    """The words of the page with their levelled places, in reading order.

    Ink that was read twice counts once, in the line that the engine was surer of.
    """
    twice = _read_twice(page.words)
    found = []
    for index, word in enumerate(page.words):
        if index in twice:
            continue
        left, top, right, bottom = levelled(word.box, page.skew_deg)
        found.append(Spot(index=index, word=word, left=left, top=top, right=right, bottom=bottom))
    return tuple(found)


def _read_twice(words: Sequence[Word]) -> set[int]:
    """The places of words whose ink stands in another line too, which is surer as a whole.

    Word by word the surer one would mix two readings of one line.
    """
    trust: dict[tuple[int, int], list[float]] = {}
    for word in words:
        trust.setdefault((word.block, word.line), []).append(word.confidence)
    means = {line: sum(values) / len(values) for line, values in trust.items()}
    order = sorted(range(len(words)), key=lambda place: words[place].box.left)
    found: set[int] = set()
    for rank, place in enumerate(order):
        one = words[place]
        for other in order[rank + 1 :]:
            two = words[other]
            if two.box.left >= one.box.right:
                break
            if two.box.top >= one.box.bottom or two.box.bottom <= one.box.top:
                continue  # nearly all pairs of a full page
            if one.box.overlap(two.box) > SAME_INK * max(one.box.area, two.box.area):
                lines = ((one.block, one.line), (two.block, two.line))
                found.add(place if means[lines[0]] < means[lines[1]] else other)
    return found


def is_stamped(page: Page, spot: Spot) -> bool:
    """Whether a word belongs to a stamp or a seal: most of it lies inside one."""
    box = spot.word.box
    return any(
        mark.kind in (MarkKind.STAMP, MarkKind.SEAL) and 2 * mark.box.overlap(box) > box.area
        for mark in page.marks
    )


def rows(spots: Iterable[Spot]) -> tuple[Line, ...]:
    """The words gathered into rows across the width, whatever block they were read in."""
    lines: list[list[Spot]] = []
    for spot in sorted(spots, key=lambda spot: spot.middle):
        near = [line for line in lines[-3:] if _in_row(spot, line)]
        if near:
            min(near, key=lambda line: abs(line[0].middle - spot.middle)).append(spot)
        else:
            lines.append([spot])
    return _sorted(lines)


def lines_as_read(spots: Iterable[Spot]) -> tuple[Line, ...]:
    """The words in the lines that the engine saw, from top to bottom."""
    lines: dict[tuple[int, int], list[Spot]] = {}
    for spot in spots:
        lines.setdefault((spot.word.block, spot.word.line), []).append(spot)
    return _sorted(lines.values())


def _in_row(spot: Spot, line: Sequence[Spot]) -> bool:
    middle = median(other.middle for other in line)
    height = max(MIN_HEIGHT_PX, min(spot.height, median(other.height for other in line)))
    return abs(spot.middle - middle) < SAME_ROW * height


def _sorted(lines: Iterable[Sequence[Spot]]) -> tuple[Line, ...]:
    by_place = (Line(tuple(sorted(line, key=lambda spot: spot.left))) for line in lines)
    return tuple(sorted(by_place, key=lambda line: (line.middle, line.left)))


def box_of(spots: Iterable[Spot]) -> Box:
    """The box around words, on the upright scan; ValueError without any."""
    boxes = [spot.word.box for spot in spots]
    if not boxes:
        raise ValueError("no words, no box")
    found = boxes[0]
    for box in boxes[1:]:
        found = found.united(box)
    return found


def pitch(lines: Sequence[Line]) -> float:
    """Distance from line to line within a paragraph, in pixels.

    Half of the distances are inside paragraphs even where entries are short, and those between
    paragraphs are larger; so a low quantile is the pitch.
    """
    heights = median(line.height for line in lines) if lines else MIN_HEIGHT_PX
    steps = sorted(
        below.middle - above.middle
        for above, below in pairwise(lines)
        if below.middle - above.middle > 0.5 * heights  # not two halves of one row
    )
    return steps[len(steps) // 3] if steps else 1.5 * heights


# What engines put for letters, where letters stand on both sides: digits, and a capital I for l.
AS_LETTER = {"1": "l", "0": "o", "I": "l"}
IN_WORD = re.compile(r"(?<=[^\W\d_])[10](?=[^\W\d_])|(?<=[^\W\d_I])I(?=[a-zäöüß])")


def respelt(word: str) -> str:
    """A word with letters again that were read as digits, or as a capital.

    >>> respelt("Bau1astenblatt"), respelt("FIur"), respelt("l7"), respelt("12a")
    ('Baulastenblatt', 'Flur', 'l7', '12a')
    """
    return IN_WORD.sub(lambda sign: AS_LETTER[sign[0]], word)


def squeezed(text: str) -> str:
    """Letters only, small, umlauts spelled out: how headings are compared.

    >>> squeezed("V e r f ü g u n g:"), squeezed("Verzeıchnis"), squeezed("Bau1ast")
    ('verfuegung', 'verzeichnis', 'baulast')
    """
    small = respelt(text).lower()
    for umlaut, plain in (
        *(("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("ſ", "s")),
        ("ı", "i"),  # an i whose dot is lost
        ("№", "nr"),
    ):
        small = small.replace(umlaut, plain)
    return re.sub(r"[^a-z]", "", small)
