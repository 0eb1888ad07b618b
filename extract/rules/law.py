"""The law that an encumbrance rests on: "§ 83 Abs. 1 BauO NW"."""

from spacy.tokens import Doc, Span

from baulast.language import Both
from baulast.model import DoubtReason, FieldName
from extract.reading import Problem, Reading
from extract.rules.rule import Rule, maybe, one_of
from extract.rules.words import as_digits

# Sections on Baulasten of the building codes of NRW, with the code's short title in their time
# (domain notes 2.1). § 100 stands beside § 99 only, § 87 is that of the code of 2016.
SECTIONS = {
    99: "BauO NW",
    100: "BauO NW",
    78: "BauO NW",
    83: "BauO NW",
    85: "BauO NRW",
    87: "BauO NRW",
}
# What OCR makes of a paragraph sign, and of two.
_SIGNS = ["§", "$", "S", "&", "8", "5", "s", "SS", "55", "88"]
# Digits that scans confuse; a section is put right only where one of SECTIONS comes of it.
_CONFUSED = {
    frozenset(pair) for pair in ("38", "39", "89", "56", "58", "68", "17", "08", "35", "59")
}
_OTHER_LAWS = {
    "bgb", "baugb", "bbaug", "vwvfg", "vwgo", "gbo", "beurkg", "wg", "lwg", "gewo", "strwg",
    "bauprufvo", "garvo", "kag", "owig", "stgb", "zpo", "dvo", "baunvo", "kbaugo", "euroeg",
    "vwvg",
}  # fmt: skip
_REACH = 10  # words in which the code's title and its edition follow
_LEAD = 8  # words in which the encumbrance is named before its law


def _cited(span: Span) -> Reading | None:
    """The section and its code; None for a section that is not about Baulasten."""
    place = next((i for i in range(span.start + 1, span.end) if _digits(span.doc, i)), None)
    return _reading(span, place, _digits(span.doc, place)) if place is not None else None


def _glued(span: Span) -> Reading | None:
    """A section whose sign was read as one more digit: "883 BauO NW"."""
    text = span[0].text
    digits = as_digits(text[1:])
    if len(text) != 3 or text[0] not in "85Ss" or digits is None or int(digits) not in SECTIONS:
        return None
    return _reading(span, span.start, digits)


def _unsigned(span: Span) -> Reading | None:
    """A section whose sign was not read, or as a digit: "gem. 99 der Landesbauordnung"."""
    places = [i for i in range(span.start, span.end) if span.doc[i].tag_ == "NUMBER"]
    is_sign = len(span.doc[places[0]].text) == 1 and places[1:2] == [places[0] + 1]
    place = places[is_sign]
    digits = _digits(span.doc, place)
    if digits is None or int(digits) not in SECTIONS:
        return None
    return _reading(span, place, digits)


def _without_title(span: Span) -> Reading | None:
    """A section without its code; None where another law follows."""
    words = {token.norm_ for token in span.doc[span.end : span.end + _REACH]}
    digits = as_digits(span[-1].text)
    if words & _OTHER_LAWS or digits is None or int(digits) not in SECTIONS:
        return None
    return _reading(span, span.end - 1, digits)


def _reading(span: Span, place: int, digits: str | None) -> Reading | None:
    if digits is None:
        return None
    words = [token.norm_ for token in span.doc[place : span.end + _REACH]]
    section, problems = _meant(span, int(digits))
    if section is None:
        return None
    title = "BauO NRW" if {"nrw", "bauonrw"} & set(words) else SECTIONS[section]
    section = 99 if section == 100 and "99" in words else section
    return Reading(
        name=FieldName.LEGAL_BASIS,
        value=f"§ {section} {title}",
        start=span.start_char,
        end=span.end_char,
        source="law",
        problems=problems,
        alternatives=(f"§ {digits} {title}",) if problems else (),
    )


def _meant(span: Span, read: int) -> tuple[int | None, tuple[Problem, ...]]:
    """The section on Baulasten that was read, or the first that it can be a misreading of."""
    if read in SECTIONS:
        return read, ()
    lead = span.doc[max(0, span.start - _LEAD) : span.start]
    if not any(
        t.norm_.startswith(("baulast", "verpflicht", "ubernomm", "ubernahme")) for t in lead
    ):
        return None, ()  # other sections are cited for other things
    near = [section for section in SECTIONS if _differ_by_one(str(read), str(section))]
    if not near:
        return None, ()
    meant = " / ".join(f"§ {section}" for section in near)
    problem = Problem(
        reason=DoubtReason.AMBIGUOUS,
        detail=Both(f"§ {read} gelesen, {meant} gemeint?", f"§ {read} read, {meant} meant?"),
    )
    return near[0], (problem,)


def _differ_by_one(read: str, section: str) -> bool:
    if len(read) != len(section):
        return False
    pairs = [frozenset(pair) for pair in zip(read, section, strict=True) if len(set(pair)) > 1]
    return len(pairs) == 1 and pairs[0] in _CONFUSED


def _digits(doc: Doc, place: int) -> str | None:
    return as_digits(doc[place].text) if doc[place].tag_ == "NUMBER" else None


_SIGN = {"ORTH": {"IN": _SIGNS}}
_NUM = {"TAG": "NUMBER"}
# What stands between a section and the title of its code.
_BETWEEN = maybe(
    one_of(
        *("abs", "absatz", "satz", "s", "nr", "1", "2", "3", "4", "l", "i", "99", "100", "ff"),
        *(".", ",", "(", ")", "§", "und", "u", "in", "verbindung", "mit", "i", "v", "m", "gemass"),
        *("der", "des", "alter", "neuer", "fassung", "a", "f", "nrw", "nw"),
    ),
    "{0,12}",
)
RULES = (
    Rule(
        name="law",
        field=FieldName.LEGAL_BASIS,
        patterns=(
            [_SIGN, {**_SIGN, "OP": "?"}, _NUM, _BETWEEN, {"TAG": "LAW"}],
            [_SIGN, {**_SIGN, "OP": "?"}, _NUM, _BETWEEN, {"NORM": "bau"}, one_of("nw", "nrw")],
        ),
        take=_cited,
        reads={
            "§ 83 Abs. 1 BauO NW": "§ 83 BauO NW",
            "§ 99 Abs. 1 Satz 1 der BauO NW": "§ 99 BauO NW",
            "gemäß §§ 99 und 100 der Bauordnung für das Land NW": "§ 99 BauO NW",
            "§ 83 der Bauordnung für das Land Nordrhein-Westfalen (BauO NRW)": "§ 83 BauO NRW",
            "§ 85 BauO NRW 2018": "§ 85 BauO NRW",
            "§ 78 der Landesbauordnung": "§ 78 BauO NW",
            "S 83 BauO NW": "§ 83 BauO NW",
            "$ 99 Abs. 1 BauO NW": "§ 99 BauO NW",
            "S$ 99 Abs. 1 Satz ı Bauö NW": "§ 99 BauO NW",
            "8 78 BauO NW": "§ 78 BauO NW",
            "$ 99 Bau NW": "§ 99 BauO NW",
            "Baulast gemäß § 39 BauO NW": "§ 99 BauO NW",
            "nach S 78 (1) BauO NW": "§ 78 BauO NW",
            "8 85 (1) BauO NRW vom 21.07.2018": "§ 85 BauO NRW",
            "55 99, 100 Bauo NW": "§ 99 BauO NW",
            "gem. SS 99 und 100 der Bauordnung": "§ 99 BauO NW",
        },
        ignores=(
            "§ 35 BBauG",
            "§ 51 BauO NW",
            "§ 4 Abs. 2 BauO NW",
            "Abweichung gemäß § 73 BauO NRW",
        ),
    ),
    Rule(
        name="law_glued",
        field=FieldName.LEGAL_BASIS,
        patterns=([_NUM, _BETWEEN, {"TAG": "LAW"}],),
        take=_glued,
        reads={"883 BauO NW": "§ 83 BauO NW", "S99 Abs. 1 BauO NW": "§ 99 BauO NW"},
        ignores=("Seite 812 der Bauordnung",),
    ),
    Rule(
        name="law_without_sign",
        field=FieldName.LEGAL_BASIS,
        patterns=(
            [
                one_of("gem", "gemass", "nach"),
                maybe({"ORTH": "."}),
                maybe({"TEXT": {"REGEX": r"^\d$"}}),
                _NUM,
                _BETWEEN,
                {"TAG": "LAW"},
            ],
        ),
        take=_unsigned,
        reads={
            "gem. 99 der Landesbauordnung vom 25. Juni 1962": "§ 99 BauO NW",
            "nach 83 Abs. 1 BauO NRW": "§ 83 BauO NRW",
            "gemäß 3 78 der Landesbauordnung": "§ 78 BauO NW",
        },
        ignores=("nach 12 der Bauordnung", "gem. 51 BauO NW", "gemäß 3 51 der Bauordnung"),
    ),
    Rule(
        name="law_without_title",
        field=FieldName.LEGAL_BASIS,
        patterns=([{"ORTH": "§"}, {"ORTH": "§", "OP": "?"}, _NUM],),
        take=_without_title,
        reads={"Baulast nach § 83 Abs. 1": "§ 83 BauO NW"},
        ignores=("§ 85 BauGB", "§ 313 BGB", "§ 78 Abs. 1 des VwVfG"),
    ),
)  # fmt: skip
