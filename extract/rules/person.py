"""Names of persons, so that they can be kept apart from everything else."""

from spacy.tokens import Span, Token

from baulast.model import FieldName
from extract.reading import Reading
from extract.rules.rule import Pattern, Rule, maybe, one_of
from extract.rules.words import WORD

# Words with a capital that end a name: they belong to what follows it.
_NO_NAMES = {
    "grundbuch", "amtsgericht", "wohnhaft", "gemarkung", "eigentumer", "damen", "herren",
    "bauamt", "stadt", "gemeinde", "kreis", "die", "der", "das", "als", "baulast", "flurstuck",
    "lageplan", "zustimmung", "eintragung", "sehr", "auftrag", "auftrage", "vertretung", "mit",
    "und", "bearb", "durchwahl", "telefon", "zimmer", "datum", "fernruf", "hochachtungsvoll",
}  # fmt: skip


def _name(span: Span) -> Reading | None:
    """The name without the words that announced it; None if only such words are left."""
    first, end = span.start, span.end
    doc = span.doc
    while first < end and not _is_name(doc[first]):
        first += 1
    last = first
    while last < end and (
        _is_name(doc[last]) or doc[last].norm_ in {"und", "-", "von", ".", "dr", "geb"}
    ):
        last += 1
    while last > first and not _is_name(doc[last - 1]):
        last -= 1
    if last == first:
        return None
    return Reading(
        name=FieldName.PERSON, value=doc[first:last].text, start=doc[first].idx,
        end=doc[last - 1].idx + len(doc[last - 1]), source="person",
    )  # fmt: skip


def _is_name(token: Token) -> bool:
    return (
        token.text[0].isupper()
        and len(token) > 1
        and token.tag_ == WORD
        and token.norm_ not in _NO_NAMES
    )


_CAP = {"TEXT": {"REGEX": r"^[A-ZÄÖÜ][a-zäöüß]+$"}, "TAG": WORD}
_TITLES = {"TAG": "TITLE", "OP": "{1,3}"}
_DOT = {"ORTH": ".", "OP": "?"}
_FULL: Pattern = [
    _CAP,
    {"ORTH": "-", "OP": "?"},
    {**_CAP, "OP": "?"},
    {"NORM": "von", "OP": "?"},
    {**_CAP, "OP": "{1,2}"},
]
_MAIDEN: Pattern = [{"NORM": "geb"}, {"ORTH": ".", "OP": "?"}, _CAP]
_FOR_THE_OFFICE = one_of("auftrag", "auftrage", "vertretung", "a", "v")  # "I. A."
_BORN = one_of("geb", "geboren", "geborene", "wohnhaft")

RULES = (
    Rule(
        name="person",
        field=FieldName.PERSON,
        patterns=(
            [_TITLES, _DOT, {"ORTH": ":", "OP": "?"}, *_FULL],
            [_TITLES, _DOT, _CAP],
            [_TITLES, _DOT, *_FULL, *_MAIDEN],
            [*_FULL, *_MAIDEN],
            [_TITLES, _CAP, {"NORM": "und"}, *_FULL],
            [*_FULL, {"ORTH": ",", "OP": "?"}, _BORN],
            [one_of("eigentumer", "eintragung", "grundbuch"), {"ORTH": ":"}, *_FULL],
            [_FOR_THE_OFFICE, _DOT, maybe({"ORTH": "("}), _CAP],
            [{"ORTH": "("}, *_FULL, {"ORTH": ")"}],
            [one_of("erschien", "heute"), *_FULL],
        ),
        take=_name,
        reads={
            "Herrn Konrad Kamphausen": "Konrad Kamphausen",
            "Eheleute Hermann Yilmaz": "Hermann Yilmaz",
            "erschien heute Franz Kamphausen, geb. 6.7.1907": "Franz Kamphausen",
            "(Franz Kamphausen)": "Franz Kamphausen",
            "Eigentümer laut Grundbuch: Konrad Kamphausen": "Konrad Kamphausen",
            "Im Auftrag\n(Odenthal)": "Odenthal",
            "Frau Sabine Küppers geb. Holzschneider": "Sabine Küppers geb. Holzschneider",
        },
        ignores=(
            "Sehr geehrte Damen und Herren",
            "Gemarkung Zons, Flur 11",
            "(Flur 8, Gemarkung Büttgen)",
        ),
    ),
)  # fmt: skip
