"""Where a plot lies by its address, and where the land register keeps it."""

from spacy.tokens import Doc, Span

from baulast.model import FieldName
from extract.reading import Reading
from extract.rules.rule import Rule, maybe
from extract.rules.words import WORD, as_digits

_ENDINGS = (
    r"(?i)(?:stra(?:ss|ß|b)e|str|weg|allee|platz|gasse|ring|damm|wall|markt|pfad|ufer|steig|graben|kamp|stiege|"
    r"chaussee|promenade|winkel|mühle)$"
)
HOME_WORDS = 6  # between "wohnhaft" and the street: "in 4044 Neuss 21,"
_PREPOSITIONS = {
    "am", "an", "auf", "im", "in", "zum", "zur", "hinter", "unter", "vor", "der", "dem", "den",
    "alten", "alte", "neuen",
}  # fmt: skip


def _street(span: Span) -> Reading | None:
    """Street and house number with the words that belong to its name."""
    doc = span.doc
    first = span.start
    while first and _belongs(doc, first):
        first -= 1
    if not doc[first].text[0].isupper() or _is_home(doc, first):
        return None
    return Reading(
        name=FieldName.STREET, value=_plain(doc[first : span.end].text),
        start=doc[first].idx, end=span.end_char, source="street",
    )  # fmt: skip


def _is_home(doc: Doc, first: int) -> bool:
    """Whether a person lives there: it says nothing of the plot, and is nobody's business."""
    before = doc[max(0, first - HOME_WORDS) : first]
    return any(token.norm_.startswith("wohnh") for token in before)


def _belongs(doc: Doc, place: int) -> bool:
    """Whether the word before ``place`` is part of a street's name."""
    word, before = doc[place], doc[place - 1]
    tied = not before.whitespace_ and (before.text in "-." or word.text in "-.")
    if tied and (before.text in "-." or before.text[0].isupper()):
        return True
    stands_alone = word.norm_ in {
        "strasse",
        "str",
        "weg",
        "allee",
        "platz",
        "ring",
        "markt",
        "damm",
        "wall",
    }
    adjective = (
        before.text[0].isupper()
        and before.norm_.endswith(("er", "en", "e"))
        and before.tag_ == WORD
    )
    return (stands_alone and adjective) or (before.norm_ in _PREPOSITIONS and before.text != "in")


def _plain(text: str) -> str:
    return text.replace("- ", "-").replace(" .", ".")


def _land_register(span: Span) -> Reading | None:
    """Place, volume and sheet: "Grundbuch von Büttgen Band 44 Blatt 1731"."""
    numbers = [as_digits(token.text) for token in span if token.tag_ == "NUMBER"]
    names = [
        token.text
        for token in span[1:]
        if token.text[0].isupper()
        and token.tag_ == WORD
        and token.norm_ not in {"band", "bd", "blatt"}
    ]
    if not numbers[-1]:
        return None
    volume = f"Band {numbers[0]} " if len(numbers) > 1 else ""
    place = f"{'-'.join(names[:2])} " if names else ""
    return Reading(
        name=FieldName.LAND_REGISTER, value=f"{place}{volume}Blatt {numbers[-1]}",
        start=span.start_char, end=span.end_char, source="land_register",
    )  # fmt: skip


_ANY = {"TAG": {"NOT_IN": ["SHEET", "FST", "FLUR"]}, "OP": "{0,9}"}
RULES = (
    Rule(
        name="street",
        field=FieldName.STREET,
        patterns=(
            [
                {"TEXT": {"REGEX": _ENDINGS}},
                {"ORTH": ".", "OP": "?"},
                {"TAG": "NUMBER"},
                {"TEXT": {"REGEX": "^[a-h]$"}, "OP": "?"},
            ],
        ),
        take=_street,
        reads={
            "Grundstück St.-Sebastianus-Straße 50a, 41564 Kaarst": "St.-Sebastianus-Straße 50a",
            "Lage: Konrad-Adenauer-Straße 118": "Konrad-Adenauer-Straße 118",
            "Baugrundstück Kölner Straße 137b": "Kölner Straße 137b",
            "Hauptstr. 12": "Hauptstr. 12",
            "Lagebezeichnung: An der Obermühle 9b": "An der Obermühle 9b",
        },
        ignores=(
            "zur Gartenstraße, lichte Breite 3,00 m",
            "einen Weg von 3 m",
            "wohnhaft Kölner Straße 137b",
            "wohnhaft in 4044 Kaarst, Rather Straße 88",
        ),
    ),
    Rule(
        name="land_register",
        field=FieldName.LAND_REGISTER,
        patterns=(
            [
                {"TAG": "BOOK"},
                _ANY,
                {"TAG": "SHEET"},
                maybe({"TAG": "NR"}),
                maybe({"ORTH": "."}),
                {"TAG": "NUMBER"},
            ],
        ),
        take=_land_register,
        reads={
            "Grundbuch von Büttgen Blatt 1234": "Büttgen Blatt 1234",
            "Amtsgericht Neuss, Grundbuch von Zons, Blatt 3573": "Zons Blatt 3573",
            "Grundbuch von Norf Band 12 Bl. 456": "Norf Band 12 Blatt 456",
        },
        ignores=("Baulastenblatt Nr. 12", "im Grundbuch eingetragen"),
    ),
)  # fmt: skip
