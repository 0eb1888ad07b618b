"""Numbers of sheets and of the entries on them."""

import re

from spacy.tokens import Doc, Span

from baulast.model import FieldName
from extract.reading import Reading
from extract.rules.rule import Pattern, Rule
from extract.rules.words import as_digits

# Words shortly before "Blatt" after which it is another register's or another sheet.
_OTHERS = {
    "grundbuch", "grundbuchs", "grundbuches", "grundbuche", "wohnungsgrundbuch",
    "erbbaugrundbuch", "gb", "vgl", "siehe", "s", "fortsetzung", "ubertragen", "umgeschrieben",
    "amtsgericht",
}  # fmt: skip
_LETTERS = re.compile(r"(?![IVX]+$)[A-Z]{1,3}")
_REACH = 9  # "Grundbuch von Nettesheim-Butzheim Band 44 Blatt"


def _sheet(span: Span) -> Reading | None:
    doc = span.doc
    if span.start and not doc[span.start - 1].whitespace_:
        return None  # inside of a file number: "63-BL-38/1997"
    if span[0].norm_ in {"blatt", "bl"} and _is_of_other(doc, span.start):
        return None
    end = _number_end(doc, span.end)
    if end is None or (end < len(doc) and doc[end].tag_ == "UNIT"):
        return None
    value = "".join(
        (as_digits(t.text) or t.text) + t.whitespace_ if t.tag_ == "NUMBER" else t.text_with_ws
        for t in doc[span.end : end]
    ).strip()
    return _reading(FieldName.SHEET, value, doc, span.end, end, "sheet")


def _is_of_other(doc: Doc, place: int) -> bool:
    """Whether the words before say that it is a sheet of the land register or another one."""
    for before in range(place - 1, max(-1, place - _REACH), -1):
        if doc[before].norm_ in _OTHERS:
            return not (doc[before].norm_ == "s" and doc[before + 1].text != ".")
        if doc[before].norm_.startswith("baulast"):
            return False
    return False


def _number_end(doc: Doc, first: int) -> int | None:
    """Behind a sheet's number ("0307", "IV/193", "77/II", "1234a", "G 19"); None without one."""
    begin = first + _has_letters(doc, first)
    end = begin
    digits = False
    while end < len(doc) and (end == begin or not doc[end - 1].whitespace_):
        word = doc[end]
        may_be_roman = end == begin or doc[end - 1].text == "/"  # "IV/193", "77/II"
        is_roman = may_be_roman and set(word.text) <= set("IVX")
        letter = digits and len(word.text) == 1 and word.text.isalpha()
        if word.tag_ == "NUMBER":
            digits = True
        elif not (is_roman or letter or (word.text in {"/", "-"} and end > first)):
            break
        end += 1
    while end > first and doc[end - 1].text in {"/", "-"}:
        end -= 1
    return end if digits else None


def _has_letters(doc: Doc, place: int) -> bool:
    """Whether capitals and a blank stand before the digits: "G 19"."""
    if place + 1 >= len(doc) or doc[place + 1].tag_ != "NUMBER":
        return False
    return bool(_LETTERS.fullmatch(doc[place].text)) and bool(doc[place].whitespace_)


def _headed(span: Span) -> Reading | None:
    """The number under the heading "Blatt": the first of the row below."""
    first = next(i for i, t in enumerate(span) if t.tag_ == "FST") + 1 + span.start
    end = _number_end(span.doc, first)
    if end is None:
        return None
    return _reading(FieldName.SHEET, span.doc[first:end].text, span.doc, first, end, "sheet_table")


def _entry(span: Span) -> Reading | None:
    digits = as_digits(span[-1].text)
    if digits is None or len(digits) > 3:
        return None
    place = span.end - 1
    value = str(int(digits))
    return _reading(FieldName.ENTRY_NUMBER, value, span.doc, place, span.end, "entry_number")


def _reading(name: FieldName, value: str, doc: Doc, first: int, end: int, source: str) -> Reading:
    last = doc[end - 1]
    return Reading(
        name=name, value=value, start=doc[first].idx, end=last.idx + len(last), source=source
    )


_NR: Pattern = [
    {"ORTH": "-", "OP": "?"},
    {"TAG": "NR", "OP": "?"},
    {"ORTH": {"IN": [".", ":"]}, "OP": "{0,3}"},
]
_NUM = {"TAG": "NUMBER"}
_HEADS: Pattern = [
    {"NORM": "seite"},
    {"TAG": "GEM"},
    {"TAG": "FLUR"},
    {"ORTH": "/", "OP": "?"},
    {"TAG": "FST"},
]

RULES = (
    Rule(
        name="sheet",
        field=FieldName.SHEET,
        patterns=([{"TAG": "SHEET"}, *_NR], [{"ORTH": "BL"}, *_NR]),
        take=_sheet,
        reads={
            "Baulastenblatt Nr. 0307 Seite 1": "0307",
            "Blatt Nr. 392": "392",
            "BLATT: 1562    SEITE: 1": "1562",
            "Baulastenblatt Nr. I/168": "I/168",
            "B A U L A S T E N B L A T T   N r . 907": "907",
            "Baulastenverzeichnis Kaarst - Blatt 302": "302",
            "Baulastenblatt-Nr. 1234a": "1234a",
            "Bl. 110/1": "110/1",
            "Baulastenblatt 77/II": "77/II",
            "BL-Nr. 17/74": "17/74",
            "Blatt G 61 Nr. 2": "G 61",
            "Baulastenblatt 99-0154": "99-0154",
        },
        ignores=(
            "Grundbuch von Norf Blatt 123",
            "Amtsgericht Neuss, Grundbuch von Zons, Blatt 3573",
            "vgl. Blatt 496",
            "s. Bl. 2",
            "Grundbuch von Norf Band 12 Blatt 456",
            "Blatt Nr.",
            "Blatt A",
            "Fortsetzung von Blatt 17",
            "Az. 63-BL-38/1997",
        ),
    ),
    Rule(
        name="sheet_table",
        field=FieldName.SHEET,
        patterns=(
            [{"TAG": "SHEET"}, *_HEADS, _NUM],
            [{"TAG": "SHEET"}, *_HEADS, {"TEXT": {"REGEX": "^[IVX]+$"}}, {"ORTH": "/"}, _NUM],
        ),
        take=_headed,
        reads={"Blatt Seite Gemarkung Flur / Flurstück\n287 1 Pesch 6 / 575/12": "287"},
    ),
    Rule(
        name="entry_number",
        field=FieldName.ENTRY_NUMBER,
        patterns=(
            [{"TAG": "RUNNING"}, {"ORTH": {"IN": [".", "-"]}, "OP": "{0,2}"}, *_NR, _NUM],
            [{"NORM": "unter"}, {"NORM": "ziffer"}, _NUM],
            [{"NORM": "unter"}, {"TAG": "NR"}, {"ORTH": ".", "OP": "?"}, _NUM],
            [{"NORM": "baulast"}, {"TAG": "NR"}, {"ORTH": ".", "OP": "?"}, _NUM],
        ),
        take=_entry,
        reads={
            "unter lfd. Nr. 3 einzutragen": "3",
            "laufende Nummer 2": "2",
            "unter Ziffer 2": "2",
            "Die Baulast Nr. 1, Blatt 12": "1",
            "Lfd.-Nr.: 1": "1",
        },
        ignores=("lfd.\nNr.\nInhalt der Eintragung", "Bauschein Nr. 3", "Baulast Nr. 0815/1982"),
    ),
)
