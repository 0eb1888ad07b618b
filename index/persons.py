"""Names of persons kept out of what everybody may search."""

import re
from collections.abc import Callable, Iterable

from baulast.gazetteer import gazetteer
from baulast.language import tr
from baulast.model import PERSONAL, Dossier, Field, FieldName

MASKS = {
    FieldName.PERSON: tr("[Name]", "[name]"),
    FieldName.BIRTH_DATE: tr("[Geburtsdatum]", "[date of birth]"),
}
# Words inside a name as read that are no name: masking them would tear up the wording.
_NO_NAMES = re.compile(
    r"herrn?|frau|eheleute|witwe|geb(?:oren|orene)?|und|oder|vo[nm]|van|de[rnms]|die|das|zu[rm]?"
    r"|als|in|erben|dr|prof|dipl|ing",
    re.IGNORECASE,
)
SHORTEST_NAME = 3  # "Ott"; shorter pieces are initials, and stand in too many words
_GAP = r"(?:[\s\-\u00ad]+)"  # a name may break at the end of a line


def masker(dossier: Dossier) -> Callable[[str], str]:
    """A function that leaves the names and birth dates found in this dossier out of a text."""
    found = [field for field in dossier.fields if field.name in PERSONAL]
    texts = {page.number: page.text for page in dossier.pages} if found else {}
    whole = {(f.name, w) for f in found for w in _writings(f, texts.get(f.evidence.page, ""))}
    steps = [(_pattern(written), MASKS[name]) for name, written in _longest_first(whole)]
    pieces = {p for name, w in whole if name is FieldName.PERSON for p in _pieces(w)}
    if pieces:
        alternatives = "|".join(sorted(map(re.escape, pieces), key=len, reverse=True))
        steps.append((re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)"), MASKS[FieldName.PERSON]))

    def mask(text: str) -> str:
        for pattern, replacement in steps:
            text = pattern.sub(replacement, text)
        return text

    return mask


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
        plain = len(piece) < SHORTEST_NAME or bool(_NO_NAMES.fullmatch(piece)) or piece.islower()
        if not plain and not gazetteer().named(piece) and not gazetteer().municipality(piece):
            yield piece
