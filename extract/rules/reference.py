"""File numbers: "Az. 63-BL-65/2016". What they are made of is each office's own business."""

import re

from spacy.tokens import Doc, Span

from baulast.model import FieldName
from extract.reading import Reading
from extract.rules.rule import Rule, one_of
from extract.rules.words import WORD

_SEPARATORS = {"-", "/", "."}
MIN_PARTS = 2  # separators, where the word before it could be something else
POST_CODES = {4, 5}  # digits, until 1993 and since
MIN_LENGTH = 3  # "7/4" is the shortest that is more than a running number

# A line that is nothing but a file number: parts of digits or capitals, two separators or more.
_BARE = re.compile(
    r"^[ \t]*((?:[IVX]{1,4}|[A-Z]{1,3}|\d{1,5}(?:\.\d{1,2}){0,2})"
    r"(?: ?[-–/] ?[A-Z]{0,3}\d{0,5}[A-Z]?(?:\.\d+)?){2,}|[A-Z]{1,2} \d{2,5}/\d\d)[ \t]*"
    r"(?P<day>[ \t]\d{1,2}\. ?(?:\d{1,2}\. ?|[A-Z][a-zä]+\.? )(?:19|20)?\d\d)?[ \t]*$",
    re.MULTILINE,
)
# Captions side by side over a number and a day: "Geschäftszeichen   4048 Grevenbroich, den".
_CAPTIONS = re.compile(r"(?:zeichen|\baz\b|akte)\b.*(?:,? den|datum)\W*$", re.IGNORECASE)
_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])/(?:19|20)?\d\d")  # "15/11/82"
# "Erklärung vom 5.5.1982. B 211/82": behind a day of its own year, at the end of a line.
_BEHIND_DAY = re.compile(
    r"\d{1,2}\.\s?\d{1,2}\.\s?(?:19|20)?(\d\d)\.[ \t]+((?!UR|Bl|BL)[A-Z]{1,2} \d{1,5}/\1)[ \t]*$",
    re.MULTILINE,
)
# At the end of the line before: the number is no file number, or the other rule has read it.
_OTHER_NUMBER = re.compile(
    r"(?:schein|genehmigung|urkunde|rolle|ur|best|vordruck|konto|tel|fon|ruf|fax|durchwahl|rechnung|"
    r"az|akte|zeichen|vorg|vorgang|ba|flst|nr)\W*(?:nr\W*)?$",
    re.IGNORECASE,
)


def _value(span: Span) -> Reading | None:
    """The number behind the prefix; None if none follows or the letter is someone else's."""
    doc = span.doc
    is_misread = span[0].tag_ != "REF" and re.fullmatch(r"A.", span[0].text)
    if is_misread and not _is_long(doc, span.end):
        return None
    if span.start and doc[span.start - 1].norm_ in {"ihr", "ihre", "ihres"}:
        return None
    first = span.end
    end = _value_end(doc, first)
    text = doc[first:end].text
    if len(text) < MIN_LENGTH or not any(char.isdigit() for char in text):
        return None
    if text.isdecimal() and _is_post_code(doc, first):
        return None
    if doc[first].tag_ == "MONTH" or re.fullmatch(r"\d{1,2}\. ?\d{1,2}\. ?\d{2,4}", text):
        return None
    return Reading(
        name=FieldName.REFERENCE,
        value=re.sub(r" ?([-/]) ?", r"\1", text),
        start=doc[first].idx,
        end=doc[end - 1].idx + len(doc[end - 1]),
        source="reference",
    )


def _is_post_code(doc: Doc, place: int) -> bool:
    """Whether a town follows a number: captions stand side by side, their values below them.

    "Geschäftszeichen   4048 Grevenbroich, den" over "IV-602-313/79   16.8.1979".
    """
    if len(doc[place]) not in POST_CODES or place + 1 >= len(doc):
        return False
    behind = doc[place + 1]
    is_name = behind.text[0].isupper() and behind.text.isalpha() and len(behind) > MIN_LENGTH
    return is_name and behind.tag_ == WORD


def _of_order(span: Span) -> Reading | None:
    """The number by which an order is named; of two parts only it may be its own: "Verf. 12/86"."""
    return _value(span) if _is_long(span.doc, span.end) else None


def _is_long(doc: Doc, first: int) -> bool:
    """Whether the number has several parts, as only file numbers have."""
    signs = [token.text for token in doc[first : _value_end(doc, first)]]
    return len(signs) > 1 and sum(sign in {"-", "/"} for sign in signs) >= MIN_PARTS


def _value_end(doc: Doc, first: int) -> int:
    """Behind the last word of the number: no blanks, but around strokes and dashes."""
    end = first
    while end < len(doc):
        word = doc[end]
        if end > first and doc[end - 1].whitespace_:
            tied = word.text in {"-", "/"} or doc[end - 1].text in {"-", "/"}
            digits = word.text in {"-", "/"} or word.tag_ == "NUMBER"
            is_serial = _is_serial(doc, end) or _is_serial(doc, end + 1)
            if not ((tied and digits and _goes_on(doc, end)) or is_serial):
                break
        if not (word.text.isalnum() or word.text in _SEPARATORS):
            break
        end += 1
    while end > first and doc[end - 1].text in _SEPARATORS:
        end -= 1
    return end


def _is_serial(doc: Doc, place: int) -> bool:
    """Whether number and year follow letters behind a blank: "63-BL 45/74", "BL. 2022-0031"."""
    if place >= len(doc) or not doc[place - 1].whitespace_:
        return False
    letters = doc[place - 1 - (doc[place - 1].text == ".")].text
    serial = "".join(token.text for token in doc[place : place + 3])
    return bool(
        re.fullmatch(r"(?!UR|Nr|Bl|Fl)(?:[A-Z]{1,3}|[A-Z][a-z]{1,2})", letters)
        and re.fullmatch(r"\d{1,5}/(?:\d\d|(?:19|20)\d\d)|(?:19|20)\d\d-\d{2,5}", serial)
    )


def _goes_on(doc: Doc, place: int) -> bool:
    """Whether a dash between blanks leads to more of the number: "61 - 63", "63 - BL 45/74"."""
    if doc[place].text not in {"-", "/"}:
        return True
    leads_on = place + 1 < len(doc) and doc[place + 1].tag_ == "NUMBER"
    return leads_on or _is_serial(doc, place + 2)


def bare(text: str) -> list[Reading]:
    """File numbers that stand in a line of their own; places count in ``text`` as given.

    >>> [r.value for r in bare("Dormagen, den\\n21.10.65\\n61/63-5-312/65")]
    ['61/63-5-312/65']
    >>> [r.value for r in bare("B 1853/83\\n00154-BL-16-63\\n02131-987-123")]
    ['B 1853/83', '00154-BL-16-63']
    >>> [r.value for r in bare("Erklärung vom 3.6.2013\\n63.2.74-0383-13")]
    ['63.2.74-0383-13']
    >>> [r.value for r in bare("vom 5.5.1982. B 211/82\\nvom 5.5.1982. B 211/79")]
    ['B 211/82']
    >>> [r.value for r in bare("Geschäftszeichen 4048 Neuss, den\\nIV-602-313/79 16.8.1979")]
    ['IV-602-313/79']
    >>> bare("Tag der Eintragung:\\n15/11/82"), bare("vom\\n3.6.13-5.7.13")
    ([], [])
    """
    found = [_bare_at(m, 2) for m in _BEHIND_DAY.finditer(text)]
    for match in _BARE.finditer(text):
        before = text[: match.start()].rstrip().rsplit("\n", 1)[-1]
        number = match[1]
        is_call = number.startswith("0") and not any(char.isalpha() for char in number)
        if match["day"] and not _CAPTIONS.search(before):
            continue
        if _OTHER_NUMBER.search(before) or is_call or len(number) < 6 or _DAY.fullmatch(number):
            continue
        found.append(_bare_at(match, 1))
    return found


def _bare_at(match: re.Match[str], group: int) -> Reading:
    return Reading(
        name=FieldName.REFERENCE,
        value=re.sub(r" ?([-/]) ?", r"\1", match[group].replace("–", "-")),
        start=match.start(group),
        end=match.end(group),
        source="bare_reference",
    )


_MARK = {"ORTH": {"IN": [".", ",", ":", "-", '"', "Nr", "Nr.", "nr"]}, "OP": "{0,4}"}
_DOT = {"ORTH": {"IN": [".", ","]}, "OP": "?"}
_DASH = {"ORTH": "-", "OP": "?"}
_ORDER = one_of("verfugung", "verf", "anordnung")
_MISREAD = {"ORTH": {"IN": ["As", "Ax", "A2", "Ar", "AS", "Aa"]}}  # "Az." on poor paper
RULES = (
    Rule(
        name="reference",
        field=FieldName.REFERENCE,
        patterns=(
            [{"TAG": "REF"}, _MARK],
            [{"ORTH": "BA"}, _MARK],
            [_MISREAD, {"ORTH": {"IN": [".", ",", ":"]}, "OP": "{1,2}"}],
            [{"NORM": "zeichen"}, _MARK],
            [one_of("akt", "gesch"), _DOT, _DASH, {"ORTH": {"IN": ["Z", "Zch", "Zeich"]}}, _MARK],
        ),
        take=_value,
        reads={
            "Az. 63-BL-65/2016": "63-BL-65/2016",
            "AZ 63.2-0527/05": "63.2-0527/05",
            "Aktenzeichen: 4/63-2018-0578": "4/63-2018-0578",
            "Bauakte\n63-361/80": "63-361/80",
            "geführt. Grundakte M 251/83.": "M 251/83",
            "Vorg. III/63-39-63": "III/63-39-63",
            "Az.: 61/63 – 22 – 13": "61/63-22-13",
            "Az. 63-BL-\n65/2016": "63-BL-65/2016",
            "61/63-3-366/74": "61/63-3-366/74",
            "Az.: 630-20/1478/71.": "630-20/1478/71",
            "As, 6330-85/80": "6330-85/80",
            "Akt.-Z. 63/4-114/73": "63/4-114/73",
            "Akt.-Z, B 916/69": "B 916/69",
            "Gesch.-Z.: 273/84": "273/84",
            "Akten-Nr. 63-BL 45/74": "63-BL 45/74",
            "AZ: B 1234/79": "B 1234/79",
            "Az« 63-BL 171/74": "63-BL 171/74",
            "Az. 63-St 44/79": "63-St 44/79",
            "Az: 61/3 Ga 12/79": "61/3 Ga 12/79",
            "Az. 63-40/95 Bl 12/95": "63-40/95",
            "(Az. BL 2022-0031)": "BL 2022-0031",
            "Az. 4048. Grevenbroich": "4048",
            "Az. 4048/79 Grevenbroich, den": "4048/79",
            "Az. BL. 289/67": "BL. 289/67",
            "Az. 63 - BL 289/67": "63-BL 289/67",
        },
        ignores=(
            "Bauschein Nr. 412/66",
            "Bauschein-Nr.\nIII/63-121-69",
            "UR-Nr. 190/1985",
            "Ihr Zeichen: 12/74",
            "Gesch.-Nr. 652/18",
            "Best.-Nr. 693/64  Verlag W. Kohlhammer",
            "Telefon\n02131/987-123",
            "Flurstück 615/18",
            "21.10.65",
            "Akte vom 12.3.74",
            "Grundakten von Norf Blatt 123",
            "Az. A 12",
            "Geschäftszeichen 4048 Grevenbroich, den",
            "Aktenzeichen 41515 Grevenbroich",
            "Az. 4040 Neuss 1, den",
            "Az. Nr. Bl. 12/95",
            "As. 12/3",
        ),
    ),
    Rule(
        name="reference_of_order",
        field=FieldName.REFERENCE,
        patterns=([_ORDER, _DOT], [_ORDER, {"TAG": "NR"}, _DOT]),
        take=_of_order,
        reads={
            "auf Grund der Verfügung 63/1 B 647/79 am 3.4.79": "63/1 B 647/79",
            "lt. Verf. 63-BL-12/2003 vom 3.4.2003": "63-BL-12/2003",
        },
        ignores=("lt. Verf. Nr. 12/86", "Verfügung vom 3.4.1970", "Verf. v. 12/3/74"),
    ),
)
