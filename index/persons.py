"""Names of persons, and where they live, kept out of what everybody may search."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from rapidfuzz.distance import OSA

from baulast.gazetteer import gazetteer
from baulast.model import PERSONAL, Dossier, Field, FieldName, Finding
from index.addresses import without_addresses
from index.german import fold, is_common
from index.name_runs import BIRTH_MASK, NAME_MASK, without_names

MASKS = {FieldName.PERSON: NAME_MASK, FieldName.BIRTH_DATE: BIRTH_MASK}
# Words inside a name as read that are no name: masking them would tear up the wording.
_NO_NAMES = re.compile(
    r"herrn?|frau|eheleute|witwe|geb(?:oren|orene)?|und|oder|vo[nm]|van|de[rnms]|die|das|zu[rm]?"
    r"|als|in|erben|dr|prof|dipl|ing",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(r"(?<!\w)[A-ZÄÖÜ][^\W_]{4,}(?!\w)")
SHORTEST_GARBLED = 6  # "Mertens"; in shorter names one letter makes another word
SHORTEST_NAME = 3  # "Ott"; shorter pieces are initials, and stand in too many words
_GAP = r"(?:[\s\-\u00ad]+)"  # a name may break at the end of a line


def masker(dossier: Dossier) -> Callable[[str], str]:
    """A function that leaves names, birth dates and addresses of persons out of a text.

    It knows names that were found in this dossier, and all that the language announces.
    """
    found = [field for field in dossier.fields if field.name in PERSONAL]
    texts = {page.number: page.text for page in dossier.pages} if found else {}
    whole = {
        (f.name, written)
        for f in found
        for written in _writings(f, texts.get(f.evidence.page, ""))
        # "Straberg", "Im": taken for a name, and no loss where it is one: a salutation tells.
        if f.name is not FieldName.PERSON or any(_pieces(written))
    }
    steps = [(_pattern(written), MASKS[name]) for name, written in _longest_first(whole)]
    pieces = {p for name, w in whole if name is FieldName.PERSON for p in _pieces(w)}
    if pieces:
        alternatives = "|".join(sorted(map(re.escape, pieces), key=len, reverse=True))
        steps.append((re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)"), MASKS[FieldName.PERSON]))

    def mask(text: str) -> str:
        for pattern, replacement in steps:
            text = pattern.sub(replacement, text)
        text = _CAPITALISED.sub(lambda word: _masked_if_garbled(word[0], pieces), text)
        return without_addresses(without_names(text))

    return mask


def told(finding: Finding[str | None], mask: Callable[[str], str]) -> str | None:
    """A text without names: what a field's rule read holds none, what people type may."""
    value = finding.value
    return None if value is None else _told(value, finding, mask)


def alternatives_told(finding: Finding[Any], mask: Callable[[str], str]) -> list[str]:
    """What else a value may be; of a text without names: what was typed may be among it."""
    if isinstance(finding.value, tuple):  # parcels are no text: nothing is to be cut from them
        return list(finding.alternatives)
    return [_told(other, finding, mask) for other in finding.alternatives]


def _told(text: str, finding: Finding[Any], mask: Callable[[str], str]) -> str:
    return text if text in {field.value for field in finding.readings} else mask(text)


def _masked_if_garbled(word: str, names: set[str]) -> str:
    """The mask for a word that is a name but for one letter: "Nertens" where Mertens signed."""
    folded = fold(word)
    is_name = any(
        len(name) >= SHORTEST_GARBLED and OSA.distance(folded, fold(name), score_cutoff=1) <= 1
        for name in names
    )
    if not is_name or is_common(folded) or gazetteer().named(word):
        return word
    return MASKS[FieldName.PERSON]


def _writings(field: Field, text: str) -> Iterable[str]:
    """How the value is written: as concluded, and as it was read on the page."""
    yield field.value
    as_read = text[field.evidence.start : field.evidence.end].strip()
    if as_read:
        yield as_read


def _longest_first(writings: set[tuple[FieldName, str]]) -> list[tuple[FieldName, str]]:
    """So that "Karl Peter Ott" goes before "Karl"."""
    return sorted(writings, key=lambda item: (-len(item[1]), item))


def _pattern(written: str) -> re.Pattern[str]:
    body = _GAP.join(re.escape(piece) for piece in re.split(r"[\s\-\u00ad]+", written) if piece)
    return re.compile(rf"(?<!\w){body}(?!\w)" if body else r"(?!)", re.IGNORECASE)


def _pieces(name: str) -> Iterable[str]:
    """First and family names, to be masked where they stand alone: "die Eheleute Ott"."""
    for piece in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", name):
        is_title = bool(_NO_NAMES.fullmatch(piece)) or piece.islower()
        is_place = bool(gazetteer().named(piece) or gazetteer().municipality(piece))
        # "Wald" alone gives nobody away, and its mask would tear up the wording.
        if len(piece) >= SHORTEST_NAME and not (is_title or is_place or is_common(fold(piece))):
            yield piece
