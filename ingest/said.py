"""Sheets that say in words that they separate dossiers, where no barcode was found on them."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from baulast.language import Both
from baulast.model import Doubt, DoubtReason, Page
from ingest.split import begins_dossier

NAMES = ("trennblatt", "trennseite", "trennbogen", "aktenbeginn", "aktenanfang", "separator")
LIKENESS = 80.0  # of 100: two letters of ten cut off or misread
FEW_WORDS = 60  # of a separator sheet with instructions; a letter has more
FEWER_WORDS = 25  # of a sheet with nothing but a number, its code and where it comes from
PRINTED = 2  # a number under each of two codes; a file number stands in a letter once
NUMBER = re.compile(r"(?=.*\d{3})[A-ZÄÖÜ\d]{1,6}(?:[-/._][A-ZÄÖÜ\d]{1,8}){1,4}")


def separators_said(pages: Sequence[Page]) -> Iterator[Doubt]:
    """A doubt for each page that should have begun another dossier, by what its words say."""
    for page in pages:
        if not page.is_blank and not begins_dossier(page) and says_separator(page):
            detail = Both(
                f"Seite {page.number} ist nach ihren Worten ein Trennblatt, ein Strichcode ist "
                "darauf nicht zu finden: ab hier vielleicht eine andere Akte",
                f"page {page.number} is a separator sheet by its words, without a barcode that "
                "could be found: another dossier may begin here",
            )
            yield Doubt(reason=DoubtReason.SEPARATOR_UNDECODED, detail=detail, page=page.number)


def says_separator(page: Page) -> bool:
    """Whether a page of few words calls itself a separator, or repeats a dossier's number."""
    if len(page.words) > FEW_WORDS:
        return False
    if any(_is_name(word.text) for word in page.words):
        return True
    numbers = Counter(word.text for word in page.words if NUMBER.fullmatch(word.text))
    return len(page.words) <= FEWER_WORDS and max(numbers.values(), default=0) >= PRINTED


def _is_name(text: str) -> bool:
    letters = "".join(filter(str.isalpha, unicodedata.normalize("NFC", text).casefold()))
    return any(fuzz.ratio(letters, name) >= LIKENESS for name in NAMES)
