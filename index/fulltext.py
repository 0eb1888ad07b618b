"""A question's words -> an FTS5 expression; and where they stand on a page."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from baulast.model import Box
from index.document import EntryDocument, PageDocument
from index.german import leaves_of, parts_of, stem, words_of
from index.query import Query
from index.seam import Excerpt

EXCERPTS = 3  # of an entry: a list of hits stays a list
_WORD = re.compile(r"[^\W_]+")
EXCERPT_WORDS = 8  # on each side of the first hit: about a line of a sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class WordTerm:
    """A word that must stand there: itself, all its smallest parts, or any word that begins so."""

    stem: str
    leaves: tuple[str, ...] = ()  # "Stellplatzbaulast" also finds "Baulast: zwei Stellplätze"
    prefixes: tuple[str, ...] = ()  # instead of all else


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseTerm:
    """Words that must stand there one behind the other."""

    stems: tuple[str, ...]


def text_terms(words: Iterable[str], phrases: Iterable[str]) -> tuple[WordTerm | PhraseTerm, ...]:
    """What must all be met; () where nothing is asked in words.

    >>> text_terms(["Stellplatz"], [])
    (WordTerm(stem='stellplatz', leaves=('stell', 'platz'), prefixes=()),)
    """
    terms = [term for word in words for term in _word_terms(word)]
    rows = (tuple(stem(word) for word in words_of(phrase)) for phrase in phrases)
    return (*terms, *(PhraseTerm(stems=stems) for stems in rows if stems))


def expression(words: Iterable[str], phrases: Iterable[str]) -> str:
    """The FTS5 expression that all words and phrases must meet; "" where there are none.

    >>> expression(["Stellplatz"], [])
    '({words parts} : "stellplatz" OR ({words parts} : "stell" AND {words parts} : "platz"))'
    """
    return " AND ".join(_expressed(term) for term in text_terms(words, phrases))


def asked_stems(query: Query) -> frozenset[str]:
    """Stems of everything asked for in words, to mark them on a page."""
    folded = (f for text in (*query.words, *query.phrases) for f in words_of(text))
    return frozenset(stem(word) for word in folded)


def marked(page: PageDocument, stems: frozenset[str]) -> tuple[str, tuple[Box, ...]]:
    """An excerpt around the first word that was asked for, and the boxes of all of them."""
    hits = [place for place, (text, _) in enumerate(page.words) if _meets(text, stems)]
    first = hits[0] if hits else 0
    start, end = max(0, first - EXCERPT_WORDS), first + EXCERPT_WORDS + 1
    pieces = [text for text, _ in page.words[start:end]]
    before = "… " if start else ""
    after = " …" if end < len(page.words) else ""
    excerpt = before + " ".join(pieces) + after
    return excerpt, tuple(page.words[place][1] for place in hits)


def excerpts(entry: EntryDocument, query: Query) -> tuple[Excerpt, ...]:
    """Where the words of the question stand in the entry's wording, notes and street."""
    stems = asked_stems(query)
    starts = tuple(f for word in query.words if word.endswith("*") for f in words_of(word))
    if not stems:
        return ()
    texts = (entry.wording, *map(str, entry.notes), entry.street or "")
    found = (_excerpt(text, stems, starts) for text in texts)
    return tuple(excerpt for excerpt in found if excerpt)[:EXCERPTS]


def _excerpt(text: str, stems: frozenset[str], starts: tuple[str, ...]) -> Excerpt | None:
    words = [*_WORD.finditer(text)]
    hits = [i for i, word in enumerate(words) if _is_asked(word[0], stems, starts)]
    if not hits:
        return None
    first, last = max(0, hits[0] - EXCERPT_WORDS), min(len(words) - 1, hits[0] + EXCERPT_WORDS)
    start, end = words[first].start() if first else 0, words[last].end()
    if last == len(words) - 1:
        end = len(text)
    before = "… " if first else ""
    shift = len(before) - start
    marks = tuple((words[i].start() + shift, words[i].end() + shift) for i in hits if i <= last)
    after = " …" if last < len(words) - 1 else ""
    return Excerpt(text=f"{before}{text[start:end]}{after}", marks=marks)


def _is_asked(text: str, stems: frozenset[str], starts: tuple[str, ...]) -> bool:
    if _meets(text, stems):
        return True
    return bool(starts) and any(word.startswith(starts) for word in words_of(text))


def _word_terms(word: str) -> Iterable[WordTerm]:
    """One term for each word that the engine would see: "Kfz-Stellplatz" are two."""
    is_prefix = word.endswith("*")
    for folded in words_of(word):
        stemmed = stem(folded)
        if is_prefix:
            yield WordTerm(stem=stemmed, prefixes=(folded, stemmed))
        else:
            leaves = leaves_of(folded)
            yield WordTerm(stem=stemmed, leaves=leaves if len(leaves) > 1 else ())


def _expressed(term: WordTerm | PhraseTerm) -> str:
    if isinstance(term, PhraseTerm):
        return f'words : "{" ".join(term.stems)}"'
    if term.prefixes:
        return "(" + " OR ".join(f'words : "{prefix}" *' for prefix in term.prefixes) + ")"
    whole = f'{{words parts}} : "{term.stem}"'
    if not term.leaves:
        return whole
    parts = " AND ".join(f'{{words parts}} : "{leaf}"' for leaf in term.leaves)
    return f"({whole} OR ({parts}))"


def _meets(text: str, stems: frozenset[str]) -> bool:
    return not stems.isdisjoint(_stems_in(text))


@lru_cache(maxsize=100_000)  # the words of a hundred hits are looked at for each question
def _stems_in(text: str) -> frozenset[str]:
    """Stems of the word and of its parts."""
    return frozenset(s for word in words_of(text) for s in (stem(word), *parts_of(word)))
