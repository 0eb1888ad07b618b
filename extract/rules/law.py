"""The law that an encumbrance rests on: "§ 83 Abs. 1 BauO NW"."""

from spacy.tokens import Span

from baulast.model import FieldName
from extract.reading import Reading
from extract.rules.rule import Rule
from extract.rules.words import as_digits

# Sections on Baulasten of the NRW building codes, and the code's short title in their time.
SECTIONS = {
    99: "BauO NW",
    100: "BauO NW",
    78: "BauO NW",
    83: "BauO NW",
    85: "BauO NRW",
    87: "BauO NRW",
}
SIGNS = ["§", "$", "S", "&", "8", "5", "s"]  # what OCR makes of a paragraph sign


def _section(span: Span) -> Reading | None:
    """The section and its code; None for a section that is not about Baulasten."""
    number = next(
        (int(d) for t in span[1:] if (d := as_digits(t.text)) and t.tag_ == "NUMBER"), None
    )
    if number not in SECTIONS:
        return None
    rest = span.doc[span.end : span.end + 12]
    words = [token.norm_ for token in (*span, *rest)]
    title = "BauO NRW" if "nrw" in words or "bauonrw" in words else SECTIONS[number]
    section = 99 if number == 100 and "99" in words else number
    return Reading(
        name=FieldName.LEGAL_BASIS, value=f"§ {section} {title}",
        start=span.start_char, end=span.end_char, source="law",
    )  # fmt: skip


_SIGN = {"ORTH": {"IN": SIGNS}}
_NUM = {"TAG": "NUMBER"}
RULES = (
    Rule(
        name="law",
        field=FieldName.LEGAL_BASIS,
        patterns=(
            [_SIGN, {"ORTH": "§", "OP": "?"}, _NUM, {"TAG": {"NOT_IN": ["LAW", "GEM", "FST"]}, "OP": "{0,12}"}, {"TAG": "LAW"}],
        ),
        take=_section,
        reads={"§ 83 Abs. 1 BauO NW": "§ 83 BauO NW", "gemäß §§ 99 und 100 der Bauordnung für das Land NW": "§ 99 BauO NW"},
        ignores=("§ 35 BBauG", "§ 51 BauO NW"),
    ),
)  # fmt: skip
