"""Words that two regions hold: regions overlap where letters reach over the rule of their cell."""

from collections.abc import Iterator, Sequence
from itertools import combinations, product

from baulast.cleaned import Region
from ocr.engine import ReadLine, ReadWord

SAME = 0.5  # of the smaller word's box lies in the other: the same ink
CUT = 1.3  # times as large is a word whose other reading is only a part of it


def without_doubles(
    read: Sequence[Sequence[ReadLine]], regions: Sequence[Region]
) -> list[list[ReadLine]]:
    """The lines of each region; words that two lines share stay in the one with more to trust.

    Of two equal lines it is the one in the smaller region, which says more about its place.
    """
    doubles: set[int] = set()
    for a, b in combinations(range(len(regions)), 2):
        if regions[a].box.overlap(regions[b].box) > 0:
            small, large = sorted((a, b), key=lambda number: regions[number].box.area)
            for line, other in product(read[small], read[large]):
                doubles.update(id(word) for word in _doubles(line, other))
    kept = [
        [tuple(word for word in line.words if id(word) not in doubles) for line in lines]
        for lines in read
    ]
    return [[ReadLine(words) for words in of_region if words] for of_region in kept]


def _doubles(line: ReadLine, other: ReadLine) -> Iterator[ReadWord]:
    """Of each pair of readings of the same ink the one to leave out; the first line goes first."""
    if line.box.overlap(other.box) == 0:
        return
    if _weight(line) < _weight(other):
        line, other = other, line
    for word in line.words:
        for again in other.words:
            if word.box.overlap(again.box) > SAME * min(word.box.area, again.box.area):
                yield word if again.box.area > CUT * word.box.area else again


def _weight(line: ReadLine) -> float:
    return sum(word.confidence * len(word.text) for word in line.words)
