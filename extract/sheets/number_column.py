"""Running numbers in a column of their own that has neither a heading nor a dot or word beside it.

Old sheets and computer lists have them: "1   Duldung der Überfahrt ...", the wording hanging beside
its number. Plots and clauses are listed so as well; entries have days of their own.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.layout import Line, Spot, pitch, rows, squeezed
from extract.sheets.labels import RUN_GAP
from extract.sheets.running_number import running_number

BARE = re.compile(r"\d{1,2}")
WORDING = re.compile(r"[(„\"]?[A-ZÄÖÜ]")
PARTED = 1.7  # of the line pitch: entries stand at least two apart, paragraphs 1.5
ALIGNED = 1.0  # line heights: the numbers of a column stand no further apart from one margin
SKIPPED = 2  # numbers that may lack on the way: more is a number of something else
SHORT = 3  # letters: dirt and abbreviations are no longer
WORDY = 2  # words of more letters behind an entry's number; behind a plot stands its use at most
DAYLESS = 2  # of so many entries one at most has no day: it that goes on overleaf
DAY = re.compile(
    r"\b\d{1,2}\s?[.,/]\s?(?:\d{1,2}|[IVX]+|[A-Za-zä]{3,9})\s?[.,/ ]\s?(?:19|20)?\d\d\b"
)
ENDS = (".", ";", ":", ")")


def number_column(lines: Sequence[Line]) -> tuple[tuple[Line, int], ...]:
    """The lines that begin with the next number of such a column, each with its number."""
    lines = rows(spot for line in lines for spot in line.spots)
    numbers = [(place, n) for place, line in enumerate(lines) if (n := _number(line)) is not None]
    first = next((at for at, (_, number) in enumerate(numbers) if number == 1), 0)
    found: list[tuple[int, int]] = []
    for place, number in numbers[first:]:
        if _goes_on(lines, found, place, number):
            found.append((place, number))
    ends = [*(place for place, _ in found), len(lines)][1:]
    entries = [lines[place:end] for (place, _), end in zip(found, ends, strict=True)]
    dayless = [not has_day(entry) for entry in entries]
    if not entries or dayless[0] or sum(dayless) * DAYLESS > len(entries):
        return ()
    if len(found) == 1 and not (_is_apart(entries[0][0]) and _hangs(entries[0])):
        return ()
    return tuple((lines[place], number) for place, number in found)


def _number(line: Line) -> int | None:
    """The bare number before a wording; None if the line has none."""
    first, *words = line.spots
    if not words or not BARE.fullmatch(first.text) or not WORDING.match(words[0].text):
        return None
    return running_number(first.text) if is_wording(words) else None


def is_wording(words: Sequence[Spot]) -> bool:
    """Whether what stands behind a number has words enough for an entry: "12. März" is a day."""
    return sum(len(squeezed(spot.text)) > SHORT for spot in words) >= WORDY


def has_day(lines: Sequence[Line]) -> bool:
    """Whether one of the lines names a day."""
    return any(DAY.search(line.text) for line in lines)


def _goes_on(
    lines: Sequence[Line], found: Sequence[tuple[int, int]], place: int, number: int
) -> bool:
    """Whether a numbered line begins the first entry, or the next in the column of those before."""
    line = lines[place]
    if not found:
        return _is_apart(line) or number == 1
    before, last = found[-1]
    if not last < number <= last + 1 + SKIPPED or not _is_below(line.spots[0], lines[before]):
        return False
    if _is_apart(line) and _hangs(lines[before:place]):
        return True
    above = lines[place - 1]
    gap = line.middle - above.middle > PARTED * pitch(lines)
    return number == last + 1 and (gap or above.text.endswith(ENDS))


def _is_below(number: Spot, line: Line) -> bool:
    """Whether two numbers stand in one column, in line at its left or at its right."""
    above = line.spots[0]
    off = min(abs(number.left - above.left), abs(number.right - above.right))
    return off < ALIGNED * line.height


def _is_apart(line: Line) -> bool:
    number, word = line.spots[:2]
    return word.left - number.right > RUN_GAP * max(number.height, word.height)


def _hangs(entry: Sequence[Line]) -> bool:
    """Whether the lines of an entry stand beside its number, none below it."""
    step = pitch(entry)
    for above, line in pairwise(entry):
        if line.middle - above.middle > PARTED * step:
            break  # what stands apart is no part of its wording
        if line.left <= entry[0].spots[0].right:
            return False
    return True
