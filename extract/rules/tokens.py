"""A document in columns, since rules that walk over words ask for them often."""

from collections.abc import Set
from dataclasses import dataclass
from typing import Self

from spacy.tokens import Doc

LEADERS = frozenset({".", ":", ",", "…", "-"})  # between a form's label and what was filled in
LABELS = frozenset({"GEM", "FLUR", "FST", "REF", "SHEET", "NR", "BOOK"})  # of another blank
LONGEST_SPECK = 3  # letters that dots are misread as, at most
LEADERS_REACH = 10  # words that a line of dots is misread as, at most


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a document: ``norm`` and ``tag`` as ``extract.rules.words`` told them."""

    text: tuple[str, ...]
    norm: tuple[str, ...]
    tag: tuple[str, ...]
    start: tuple[int, ...]  # first character of each word
    end: tuple[int, ...]
    spaced: tuple[bool, ...]  # whether a blank follows

    @classmethod
    def of(cls, doc: Doc) -> Self:
        start = tuple(token.idx for token in doc)
        text = tuple(token.text for token in doc)
        return cls(
            text=text,
            norm=tuple(token.norm_ for token in doc),
            tag=tuple(token.tag_ for token in doc),
            start=start,
            end=tuple(first + len(word) for first, word in zip(start, text, strict=True)),
            spaced=tuple(bool(token.whitespace_) for token in doc),
        )

    def __len__(self) -> int:
        return len(self.text)

    def text_at(self, place: int) -> str:
        """The word at ``place``; "" outside of the text."""
        return self.text[place] if 0 <= place < len(self.text) else ""

    def norm_at(self, place: int) -> str:
        return self.norm[place] if 0 <= place < len(self.norm) else ""

    def tag_at(self, place: int) -> str:
        return self.tag[place] if 0 <= place < len(self.tag) else ""

    def joined(self, first: int, end: int) -> str:
        """Norms of words ``first`` to ``end`` with a blank between any two."""
        return " ".join(self.norm[max(0, first) : end])

    def skip(self, place: int, signs: Set[str]) -> int:
        """Behind the words at ``place`` whose norms are in ``signs``."""
        while place < len(self) and self.norm[place] in signs:
            place += 1
        return place

    def value_place(self, place: int, signs: Set[str] = LEADERS) -> int:
        """Where a form's value begins behind its label: "FLUR. ss 2...: 30" has misread dots."""
        place = self.skip(place, signs)
        if self.text_at(place - 1) not in {".", "…"}:
            return place
        for colon in range(place, min(place + LEADERS_REACH, len(self))):
            is_word = self.text[colon].isalpha() and len(self.text[colon]) > LONGEST_SPECK
            is_part = self.tag[colon] == "PART" or self.norm[colon] == "z"  # "12 tlw.: Zufahrt"
            if is_word or is_part or self.tag[colon] in LABELS:
                return place
            if self.text[colon] == ":" and self.text[colon - 1] == ".":
                return colon + 1
        return place
