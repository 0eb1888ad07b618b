"""A question's words -> an FTS5 expression; and where they stand on a page."""

from collections.abc import Iterable

from baulast.model import Box
from index.document import PageDocument
from index.german import leaves_of, parts_of, stem, words_of
from index.query import Query

EXCERPT_WORDS = 8  # on each side of the first hit: about a line of a sheet


def expression(words: Iterable[str], phrases: Iterable[str]) -> str:
    """The FTS5 expression that all words and phrases must meet; "" where there are none.

    >>> expression(["Stellplatz"], [])
    '({words parts} : "stellplatz" OR ({words parts} : "stell" AND {words parts} : "platz"))'
    """
    terms = [term for word in words for term in _word_terms(word)]
    for phrase in phrases:
        stems = " ".join(stem(word) for word in words_of(phrase))
        if stems:
            terms.append(f'words : "{stems}"')
    return " AND ".join(terms)


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


def _word_terms(word: str) -> Iterable[str]:
    """One term for each word that the engine would see: "Kfz-Stellplatz" are two."""
    is_prefix = word.endswith("*")
    for folded in words_of(word):
        if is_prefix:
            yield f'(words : "{folded}" * OR words : "{stem(folded)}" *)'
            continue
        whole = f'{{words parts}} : "{stem(folded)}"'
        leaves = leaves_of(folded)
        if len(leaves) > 1:  # "Stellplatzbaulast" also finds "Baulast: zwei Stellplätze"
            parts = " AND ".join(f'{{words parts}} : "{leaf}"' for leaf in leaves)
            yield f"({whole} OR ({parts}))"
        else:
            yield whole


def _meets(text: str, stems: frozenset[str]) -> bool:
    return any(stem(w) in stems or stems.intersection(parts_of(w)) for w in words_of(text))
