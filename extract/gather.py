"""What the rules read in a passage, with its place on the page and what speaks against it."""

from dataclasses import dataclass

from spacy.language import Language

from baulast.model import Doubt, Field, PageText, Word
from extract.find import find
from extract.passages import Passage, united_box
from extract.reading import Context, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A reading and the passage it was found in."""

    reading: Reading
    passage: Passage
    field: Field
    words: tuple[Word, ...]


def found_in(
    passage: Passage, page_text: PageText, nlp: Language, context: Context
) -> tuple[Found, ...]:
    """Everything the rules read in a passage, in its order."""
    readings = find(passage.text, nlp, context)
    return tuple(found_of(reading, passage, page_text) for reading in readings)


def found_of(reading: Reading, passage: Passage, page_text: PageText) -> Found:
    words = passage.words(reading.start, reading.end, page_text)
    box = united_box(words)
    doubts = tuple(
        Doubt(reason=problem.reason, detail=problem.detail, page=passage.page, box=box)
        for problem in reading.problems
    )
    return Found(
        reading=reading,
        passage=passage,
        words=words,
        field=Field(
            name=reading.name,
            value=reading.value,
            evidence=passage.evidence(reading.start, reading.end),
            source=reading.source,
            doubts=doubts,
        ),
    )
