"""A second look at the words that dates, parcels and paragraphs are made of.

The German model reads § as $, 8, S or 5, and now and then takes a worn 3 for a 5. The model for all
Latin scripts errs elsewhere. So words with digits, and what may be a paragraph sign, are read again
with it: 15 % of the cost of a page. On 862 such runs of the made-up scans the two agreed on 772
(2 % of those wrong, mostly type that nobody can read); where one of them was right alone, the
second one was in 39 of 63 cases, nearly always § or with clearly more trust.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from baulast.cleaned import CleanPage, Image
from baulast.model import Box
from ocr.engine import Engine, ReadLine, ReadWord, Segmentation
from ocr.jury import ballots, is_doubtful, verdict
from ocr.lines import crop, placed

SUSPECT = re.compile(r".*\d.*|[§$&8Ss]{1,2}\.?", re.DOTALL)
SIGN = re.compile(r"§§?")
NUMBER = re.compile(r"[\d./,:()§-]+")
ONE_RUN = 1.2  # heights of type between words that are looked at together
PAD = 0.15  # heights of type around a run
MORE_TRUST = 0.1  # that the second reading needs to go first; nearer than this the first was right
LESS_TRUST = 0.2  # with so much less than the first, a differing reading is noise: 1 and 1l
LOOKALIKE = str.maketrans({"l": "1", "I": "1", "|": "1", "O": "0", "o": "0"})


@dataclass(frozen=True, slots=True)
class _Look:
    """Words that are looked at together, and where."""

    run: ReadLine
    box: Box
    crop: Image


def look_again(
    lines: Sequence[ReadLine], clean: CleanPage, height: float, engine: Engine, model: str
) -> list[ReadLine]:
    """The lines with second readings: the likelier one as text, the other as alternative."""
    runs = [run for line in lines for run in _runs(line, ONE_RUN * height)]
    boxes = [_padded(run, round(PAD * height)) for run in runs]
    crops = [crop(clean.image, box, dpi=clean.dpi) for box in boxes]
    read = engine.read(crops, segmentation=Segmentation.LINE, dpi=clean.dpi, model=model)
    settled: dict[Box, ReadWord] = {}
    for run, box, seconds in zip(runs, boxes, read, strict=True):
        others = [w for line in seconds for w in placed(line, box, dpi=clean.dpi).words]
        for word in run.words:
            settled[word.box] = settle(word, _same_ink(word, others))
    looks = [_Look(*look) for look in zip(runs, boxes, crops, strict=True)]
    _judge(settled, looks, dpi=clean.dpi, engine=engine, model=model)
    return [ReadLine(tuple(settled.get(word.box, word) for word in line.words)) for line in lines]


def _judge(
    settled: dict[Box, ReadWord], looks: list[_Look], *, dpi: float, engine: Engine, model: str
) -> None:
    """Let a jury decide on the digits that two readings left in doubt."""
    open_ones = [look for look in looks if any(is_doubtful(settled[w.box]) for w in look.run.words)]
    if not open_ones:
        return
    boxes, crops = [look.box for look in open_ones], [look.crop for look in open_ones]
    heard = ballots(boxes, crops, dpi=dpi, engine=engine, model=model)
    for look, said in zip(open_ones, heard, strict=True):
        for word in (settled[w.box] for w in look.run.words):
            if is_doubtful(word):
                voices = (_same_ink(word, juror) for juror in said)
                settled[word.box] = verdict(word, [voice.text for voice in voices if voice])


def settle(first: ReadWord, second: ReadWord | None) -> ReadWord:
    """One word of two readings of the same ink."""
    if second is None:
        return first
    agreed = 1 - (1 - first.confidence) * (1 - second.confidence)
    if second.text == first.text:
        return replace(first, confidence=agreed)
    if second.text.translate(LOOKALIKE) == first.text.translate(LOOKALIKE):  # the same digits
        others = (first.text,) if _goes_first(second, first) else ()
        text = second.text if others else first.text
        return replace(first, text=text, confidence=agreed, alternatives=others)
    if _goes_first(second, first):
        return replace(
            first, text=second.text, confidence=second.confidence, alternatives=(first.text,)
        )
    is_noise = second.confidence < first.confidence - LESS_TRUST
    return first if is_noise else replace(first, alternatives=(second.text,))


def _goes_first(second: ReadWord, first: ReadWord) -> bool:
    if SIGN.fullmatch(second.text):
        return not NUMBER.fullmatch(first.text) or len(first.text) <= len(second.text) + 1
    is_number = NUMBER.fullmatch(second.text) is not None
    return is_number and second.confidence > first.confidence + MORE_TRUST


def _runs(line: ReadLine, gap: float) -> Iterator[ReadLine]:
    """Words of a line to look at again, neighbours together."""
    run: list[ReadWord] = []
    for word in line.words:
        is_suspect = SUSPECT.fullmatch(word.text) is not None
        if run and (not is_suspect or word.box.left - run[-1].box.right > gap):
            yield ReadLine(tuple(run))
            run = []
        if is_suspect:
            run.append(word)
    if run:
        yield ReadLine(tuple(run))


def _padded(run: ReadLine, pad: int) -> Box:
    box = run.box
    return Box(
        left=max(0, box.left - pad),
        top=max(0, box.top - pad),
        right=box.right + pad,
        bottom=box.bottom + pad,
    )


def _same_ink(word: ReadWord, others: list[ReadWord]) -> ReadWord | None:
    """What the second reading has at the place of a word; its pieces put together."""
    here = [
        other
        for other in others
        if word.box.left <= (other.box.left + other.box.right) / 2 <= word.box.right
    ]
    if not here:
        return None
    return ReadWord(
        text="".join(other.text for other in here),
        box=word.box,
        confidence=min(other.confidence for other in here),
    )
