"""The words of a page as content of a PDF page: invisible, at their places, in reading order.

A word is one text object with the blank that follows it, upright even where the line climbs, and
placed by its own matrix: what poppler, pdfium and pdf.js each make of other ways is told in
docs/decisions/0008.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
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

# How far a line may climb from end to end: poppler takes one that climbs by half an em for several
# and mixes their order. What is missing lies as an error on both ends of lines that climb by more.
MOST_CLIMB_EM = 0.45

# Wider gaps than this part a form's headings and columns; poppler reads them as such by itself.
FAR_EM = 3.0

# Poppler joins words that lie nearer than 0.15 em: "Flur45,". On blotted pages boxes nearly touch:
# a word ends where so much is left to the next, but keeps most of its box.
APART_EM = 0.22
LEAST_LENGTH = 0.6

# Poppler's pdftotext joins "63-" and "12" of the next line to "6312". An invisible character after
# the hyphen keeps them apart; real divisions may be joined, which makes them found.
KEEPS_APART = "\u200b"
CONJUNCTIONS = frozenset(["und", "u", "oder", "bzw", "sowie", "bis"])  # "Geh- und Fahrrecht"


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A word measured along its line, in pixels of the upright scan."""

    text: str
    left: float
    length: float
    middle: float  # of the word, along the line
    bottom: float  # across the line, downwards
    height: float


def text_layer(page: Page, codes: CharacterCodes, *, points_per_px: float) -> str:
    """Content that holds the page's words, in the space of the page as delivered."""
    if not page.words:
        return ""
    slope = math.radians(page.skew_deg)
    lines = [
        "".join(_line(part, slope, page, codes, points_per_px, is_end=is_end))
        for line in _lines(page.words, slope)
        for part, is_end in _parts(line)
    ]
    return f"q\nBT\n{INVISIBLE} Tr\n{''.join(lines)}ET\nQ\n"


def _lines(words: Sequence[Word], slope: float) -> Iterator[list[Placed]]:
    """The words line by line, with hyphens that a line ends on kept where they are none."""
    lines = [list(line) for _, line in groupby(words, key=lambda word: (word.block, word.line))]
    for number, line in enumerate(lines):
        texts = [word.text for word in line]
        following = lines[number + 1][0].text if number + 1 < len(lines) else ""
        if texts[-1].endswith("-") and not is_division(texts[-1], following):
            texts[-1] += KEEPS_APART
        yield [placed(word, text, slope) for word, text in zip(line, texts, strict=True)]


def _parts(line: list[Placed]) -> Iterator[tuple[list[Placed], bool]]:
    """The line in parts that stand far from each other, and whether the part ends it.

    Each climbs for itself, so that a heading's ends lie on their ink however slanted the page is.
    """
    far = FAR_EM * _baseline(line)[1]
    start = 0
    for end in range(1, len(line) + 1):
        is_end = end == len(line)
        if is_end or line[end].left - line[end - 1].left - line[end - 1].length > far:
            yield line[start:end], is_end
            start = end


def is_division(text: str, following: str) -> bool:
    """Whether a word that ends on a hyphen goes on with the first word of the next line.

    >>> is_division("Grund-", "stück"), is_division("Geh-", "und"), is_division("63-", "12/74")
    (True, False, False)
    """
    return text[-2:-1].isalpha() and following[:1].islower() and following not in CONJUNCTIONS


def placed(word: Word, text: str, slope: float) -> Placed:
    """The word without its slope: what is left of its box when the page's slant is taken out."""
    box, cos, sin = word.box, math.cos(slope), math.sin(slope)
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    lean = abs(sin)
    length = max((box.width * cos - box.height * lean) / math.cos(2 * slope), 1.0)
    height = (box.height * cos - box.width * lean) / math.cos(2 * slope)
    height = max(height, LEAST_HEIGHT * box.height, 1.0)
    return Placed(
        text=text,
        left=x - length / 2,
        length=length,
        middle=x * cos - y * sin,
        bottom=x * sin + y * cos + height / 2,
        height=height,
    )


def _line(
    words: Sequence[Placed],
    slope: float,
    page: Page,
    codes: CharacterCodes,
    points_per_px: float,
    *,
    is_end: bool,
) -> Iterator[str]:
    """Part of a line in letters of one size, each word on the line where it stands."""
    baseline, em = _baseline(words)
    first, last = words[0].middle, words[-1].middle
    most = MOST_CLIMB_EM * em / max(abs(last - first), em)
    climb, middle = max(-most, min(math.sin(slope), most)), (first + last) / 2
    height = baseline * math.cos(slope) - middle * math.sin(slope)
    yield f"/{FONT} {numerals(em * points_per_px)} Tf\n"
    for number, word in enumerate(words, start=1):
        room = words[number].left - word.left - APART_EM * em if number < len(words) else math.inf
        length = min(word.length, max(room, LEAST_LENGTH * word.length))
        shown = codes.encode(word.text)
        if not shown:
            continue
        natural = len(shown) // 4 * WIDTH / UNITS * em
        y = height - (word.middle - middle) * climb
        place = numerals(*_matrix(page, word.left, y, points_per_px))
        blank = "" if is_end and number == len(words) else codes.encode(" ")
        yield f"{numerals(100 * length / natural)} Tz {place} Tm <{shown}{blank}> Tj\n"


def _baseline(words: Sequence[Placed]) -> tuple[float, float]:
    """The line that the words stand on, and the size of their letters."""
    telling = [word for word in words if not FLOATING.issuperset(word.text)]
    if not telling:
        return median(word.bottom for word in words), 2 * max(word.height for word in words)
    em = median(word.height / sum(_reach(word.text)) for word in telling)
    return median(word.bottom - _reach(word.text)[1] * em for word in telling), em


def _reach(text: str) -> tuple[float, float]:
    """How far a word's letters reach above and below the baseline, in ems."""
    above = X_HEIGHT_EM if LOW.union(FLOATING).issuperset(text) else ASCENT_EM
    return above, 0.0 if DESCENDING.isdisjoint(text) else DESCENT_EM


def _matrix(page: Page, x: float, y: float, points_per_px: float) -> tuple[float, ...]:
    """Text upright at a place of the upright scan, in the space that /Rotate will turn."""
    width, height = (side * points_per_px for side in page.upright_size)
    right, up = x * points_per_px, height - y * points_per_px
    return {
        0: (1, 0, 0, 1, right, up),
        90: (0, 1, -1, 0, height - up, right),
        180: (-1, 0, 0, -1, width - right, height - up),
        270: (0, -1, 1, 0, up, width - right),
    }[page.turn]
