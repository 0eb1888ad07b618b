"""Words as read -> those that are type; handwriting and rubbish are set apart, with their place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from baulast.model import Box
from ocr.engine import ReadLine, ReadWord
from ocr.shape import Shapes

RUN_GAP = 1.6  # heights of type between words of one run: a blank is half of one
JUMP = 1.3  # in height from word to word parts a printed label from what was written behind it
HIGH = 1.35  # heights of type that only handwriting and headings reach; Ü and § stay below
HAND = 2.0  # evidence from which on a run is handwriting; see hand_evidence
PERHAPS = 1.2  # evidence beyond the spread of type: a run that reads well may be handwriting
FILLED = 1.0  # the same for what stands in a blank, behind a label that leans less
BLANK_GAP = 1.0  # heights of type from a label to what was filled in; spaces are narrower
CLEAR = 0.6  # evidence that a printed label stays below
MISTRUST = 0.8  # of the evidence by shape: so much the engine's mistrust adds at most
NEIGHBOUR = 0.5  # evidence by handwriting right above or below: "Gelöscht am" over "20.11.1992"
SHORT = 15  # letters of a run that takes evidence from its neighbours: a date, a name
FULL = 0.6  # heights of type that handwriting reaches at least; lower pieces are dirt
LEANING = frozenset("AKMNVWXYZkvwxyz/0123456789%.,:;()-$§&")  # lean, are round or tiny in type too
LEANING_ALLOWANCE = 0.12  # by how much a run of such letters leans in type
ILLEGIBLE = 0.35  # mean confidence of a run below which its letters are guessed
STROKES = frozenset(
    "|_~\\/!'`´‘’°¦=—-–.,:;<>«»\"„“”*^•·®©£€¢¥{}[]()“"
)  # what rules and dirt read as


@dataclass(frozen=True, slots=True)
class Sifted:
    """A region's lines without what is no type; the boxes of the rest.

    ``perhaps``: words among the lines that may be written by hand.
    """

    lines: tuple[ReadLine, ...]
    handwriting: tuple[Box, ...] = ()
    perhaps: tuple[Box, ...] = ()
    illegible: tuple[Box, ...] = ()


def sift(lines: Iterable[ReadLine], shapes: Shapes) -> Sifted:
    """The lines of a region, each run of words judged by its shape and the engine's trust."""
    runs = [(line, run) for line in lines for run in _runs(line, shapes)]
    evidence = [hand_evidence(run, shapes) for _, run in runs]
    written = [
        run.box
        for (_, run), e in zip(runs, evidence, strict=True)
        if e >= HAND and shapes.height(run.box) >= FULL
    ]
    kept: dict[int, list[ReadWord]] = {}
    handwriting: list[Box] = []
    illegible: list[Box] = []
    perhaps: list[Box] = []
    for (line, run), e in zip(runs, evidence, strict=True):
        near = len(run.text) <= SHORT and any(
            _is_beside(run.box, box, shapes.type_height) for box in written
        )
        if run.box in written or e + NEIGHBOUR * near >= HAND:
            handwriting.append(run.box)
        elif not is_legible(run, shapes):
            illegible.append(run.box)
        else:
            kept.setdefault(id(line), []).extend(run.words)
            perhaps.extend(_perhaps_written(run, e, shapes))
    return Sifted(
        lines=tuple(ReadLine(tuple(words)) for words in kept.values()),
        handwriting=tuple(handwriting),
        perhaps=tuple(perhaps),
        illegible=tuple(illegible),
    )


def _perhaps_written(run: ReadLine, evidence: float, shapes: Shapes) -> Iterator[Box]:
    """What of a run that reads well may be written by hand: all of it, or what fills a blank."""
    spread = shapes.type_spread / 0.1
    if evidence - spread >= PERHAPS and _says_something(run):
        yield run.box
        return
    for label, filled in _blanks(run, shapes):
        if (
            hand_evidence(filled, shapes) - spread >= FILLED
            and hand_evidence(label, shapes) < CLEAR
        ):
            yield filled.box
            return


def filled_alike(line: ReadLine, perhaps: Iterable[Box], shapes: Shapes) -> Iterator[Box]:
    """The numbers in the other blanks of a line where one blank was filled by hand.

    Digits tell little by their shape; who wrote one blank wrote those beside it.
    """
    if not any(_is_level(box, line.box) for box in perhaps):
        return
    filled: list[ReadWord] = []
    for left, right in pairwise(line.words):
        if right.box.left - left.box.right > BLANK_GAP * shapes.type_height:
            yield from _number(filled)
            filled = [right]
        elif filled:
            filled.append(right)
    yield from _number(filled)


def _number(words: list[ReadWord]) -> Iterator[Box]:
    if any(any(map(str.isdigit, word.text)) for word in words):
        yield ReadLine(tuple(words)).box


def _blanks(run: ReadLine, shapes: Shapes) -> Iterator[tuple[ReadLine, ReadLine]]:
    """The ways to part a run into a label and what may have been filled in behind it."""
    for place in range(1, len(run.words)):
        label, filled = ReadLine(run.words[:place]), ReadLine(run.words[place:])
        gap = filled.box.left - label.box.right
        if gap > BLANK_GAP * shapes.type_height and _says_something(filled):
            yield label, filled


def _is_level(box: Box, line: Box) -> bool:
    overlap = min(box.bottom, line.bottom) - max(box.top, line.top)
    return overlap > min(box.height, line.height) / 2


def _says_something(run: ReadLine) -> bool:
    """Whether a run has a digit or a few letters: what is less fills no blank."""
    return any(map(str.isdigit, run.text)) or sum(map(str.isalpha, run.text)) >= 3


def hand_evidence(run: ReadLine, shapes: Shapes) -> float:
    """How much speaks for handwriting: 0 for clear type, 2 and more for handwriting.

    One point for each tenth that it leans more than the page's type, two at most for its height
    (where the engine does not trust its words: headings are high too), two at most for mistrust,
    which counts for less than the shape does: bad type leans a little and is not trusted at all.
    Type that is merely bad does not lean: without any lean there is no evidence.
    """
    text = run.text
    allowance = LEANING_ALLOWANCE if sum(c in LEANING for c in text) > len(text) / 2 else 0.0
    lean = shapes.lean(word.box for word in run.words) - allowance
    if lean < 0.04:  # the spread among typed words
        return 0.0
    mistrust = 1 - confidence(run)
    height = min(2.0, max(0.0, 5 * (shapes.height(run.box) - 1.15)))  # capitals and umlauts: 1.15
    if sum(map(str.isalpha, text)) >= 4:
        height *= min(1.0, 4 * max(0.0, mistrust - 0.05))
    shape = lean / 0.1 + height
    return shape + min(2 * mistrust, MISTRUST * shape)


def confidence(run: ReadLine) -> float:
    """The engine's trust in the letters of a run, 0 to 1."""
    letters = sum(len(word.text) for word in run.words)
    return sum(word.confidence * len(word.text) for word in run.words) / letters


def is_legible(run: ReadLine, shapes: Shapes) -> bool:
    """Whether a run is worth keeping: letters that are not mere guesses, at a size of letters."""
    if all(char in STROKES for word in run.words for char in word.text):
        return False
    if not any(map(str.isalnum, run.text)) and "§" not in run.text:
        return False
    return confidence(run) >= ILLEGIBLE and shapes.height(run.box) >= 0.4  # an x is half a capital


def _runs(line: ReadLine, shapes: Shapes) -> Iterator[ReadLine]:
    """The line in parts where a gap or a jump in size divides it."""
    run: list[ReadWord] = []
    for word in line.words:
        if run and _is_apart(run[-1], word, shapes):
            yield ReadLine(tuple(run))
            run = []
        run.append(word)
    yield ReadLine(tuple(run))


def _is_apart(left: ReadWord, right: ReadWord, shapes: Shapes) -> bool:
    if right.box.left - left.box.right > RUN_GAP * shapes.type_height:
        return True
    heights = sorted((shapes.height(left.box), shapes.height(right.box)))
    return heights[1] > HIGH and heights[1] > JUMP * heights[0]


def _is_beside(box: Box, written: Box, height: float) -> bool:
    reach = 1.5 * height
    return box != written and (
        box.left < written.right + reach
        and written.left < box.right + reach
        and box.top < written.bottom + reach
        and written.top < box.bottom + reach
    )
