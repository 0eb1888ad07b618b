"""An entry's file number: what its form, its year and the dossier's other numbers say of it."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from baulast.language import Both
from baulast.model import Doubt, DoubtReason, FieldName, Finding, PageKind
from extract.case import Case, label_of
from extract.gather import Found
from extract.passages import united_box
from extract.rival import is_alike
from extract.rules.words import as_digits
from extract.values import opaque, settled
from extract.voices import is_vouched

NOT_LETTERHEADS = frozenset({PageKind.ORDER, PageKind.NOTICE, PageKind.DECLARATION})
# The plan of tasks by which German towns number their offices (KGSt): building control is 63, and
# its neighbours from 60 on keep registers in some towns. What is a digit off is hardly another.
OFFICE = "63"
BEFORE_SERIAL = re.compile(r"^(?:(?:[IVX]+|\d{1,2})/(?=63))?6[0-3][\d.]*[-/]")
ONES = re.compile(r"([1lI|]{2,3})(?=[/-])")  # a department in Roman digits: "III/63" read "111/63"
# No town has an office 111, and building control stands behind: three ones are a Roman III.
NO_OFFICE = re.compile(r"[1lI|]{3}[/-]6[0-3]\D")
# Strokes side by side, or a blank on one side of a stroke: what stood there was not read.
GAP = re.compile(r"[-/]\s*[-/]|(?<=\S)\s+[-–/](?=\S)|(?<=\S)[-–/] +(?=\S)")
# The office run together with what follows: "63118/76", "6391/88", "63BL-14/2011".
# And a stroke read as a digit: "63-118176", "63-BL-3192".
# Not so "60.505-74": number and year behind the office.
GLUED = re.compile(
    r"(?!6[0-3]\.\d{2,}-\d\d$)6[0-3](?:\d{3,}|\d{2,}/\d+$|[A-Z]|[\d.]*(?:-BL)?-\d+$)"
)
# More digits behind it, and no date; or a letter alone ("12/74 M"), and no initials ("I. A.").
TORN = re.compile(r" \d{1,4}(?![\d.]*\.)| [A-Z](?![.\w])")
WIDE = 1.7  # heights of a word between two of them: a typewriter's blank is no wider than 1.3
MIXED = re.compile(r"(?=.*\d)(?=.*[^1Il|!]).+")  # letters and ones alone may be Roman digits
LAST_YEAR = re.compile(r"(?:.*\D)?((?:19|20)?\d\d)")  # "63-60/84", "63-BL-45/1998"
SLOW = 4  # years from the file to the entry; more, and one of the two years is misread
NEAR = 2  # characters by which two readings of one number differ at most


def reference_of(case: Case) -> Finding[str | None]:
    """The entry's file number; other pages fill it in but, bearing their own, rarely contradict.

    A number that is hardly another is a contradiction: "63-221/67" and "3-221/67".
    """
    own = case.own(FieldName.REFERENCE)
    others = case.others(FieldName.REFERENCE, kinds=NOT_LETTERHEADS)
    if own:
        value = own[0].reading.value
        others = tuple(
            f
            for f in others
            if _is_near(f.reading.value, value) and not _is_garbled(f.reading.value, value)
        )
    finding = settled(FieldName.REFERENCE, own, others, _text, same=opaque)
    if finding.value is None:
        return finding
    return _judged(case, finding, (own or others)[0])


def _text(found: Found) -> str:
    return found.reading.value


def _is_near(one: str, other: str) -> bool:
    return Levenshtein.distance(opaque(one), opaque(other)) <= NEAR


def _is_garbled(other: str, value: str) -> bool:
    """Whether another page has the number with a letter for its digits, or in no office.

    >>> _is_garbled("63.1-0310-85-G", "63.1-0310-85-06"), _is_garbled("53-101/78", "63-101/78")
    (True, True)
    >>> _is_garbled("63-102/78", "63-101/78"), _is_garbled("63-101/78", "53-101/78")
    (False, False)
    """
    office = BEFORE_SERIAL.match(value)
    if office and not BEFORE_SERIAL.match(other) and other[office.end() :] == value[office.end() :]:
        return is_alike(other[: office.end()], office[0])
    edits = [e for e in Levenshtein.opcodes(other, value) if e.tag != "equal"]
    if not edits:
        return False
    first, last = edits[0], edits[-1]
    read = other[first.src_start : last.src_end]
    return read.isalpha() and value[first.dest_start : last.dest_end].isdigit()


def _judged(case: Case, finding: Finding[str | None], found: Found) -> Finding[str | None]:
    """The finding judged by its form: Roman digits put right, an odd office or year doubted."""
    value = str(finding.value)
    others = [
        other.reading.value
        for other in case.voices
        if other.reading.name is FieldName.REFERENCE and other.reading.value != value
    ]
    if ones := ONES.match(value):
        meant = "I" * len(ones[1]) + value[ones.end() :]
        proven = any(other.startswith(meant[: len(ones[1]) + 1]) for other in others)
        if ones[1] == "I" * len(ones[1]):
            return finding
        doubts = () if proven or NO_OFFICE.match(value) else (_odd(found, value, meant),)
        return replace(
            finding,
            value=meant,
            doubts=(*finding.doubts, *doubts),
            alternatives=tuple(dict.fromkeys((*finding.alternatives, value))),
        )
    if is_vouched(found, case.voices):
        return finding
    if not re.search(r"[-/]", value):
        return replace(finding, doubts=(*finding.doubts, _cut_off(found, value)))
    digits = _in_digits(value)
    if digits != value:
        return replace(
            finding,
            value=digits,
            doubts=(*finding.doubts, _odd(found, value, digits)),
            alternatives=tuple(dict.fromkeys((*finding.alternatives, value))),
        )
    if _has_gap(found, value):
        return replace(finding, doubts=(*finding.doubts, _gap(found, value)))
    likelier = _likelier(value, others)
    if likelier is not None:
        return replace(
            finding,
            doubts=(*finding.doubts, _odd(found, value, likelier)),
            alternatives=tuple(dict.fromkeys((*finding.alternatives, likelier))),
        )
    if not _is_of_its_time(case, value):
        return replace(finding, doubts=(*finding.doubts, _untimely(found, value)))
    return finding


def _has_gap(found: Found, value: str) -> bool:
    """Whether strokes, or what stands behind the number, show that some of it was not read."""
    text = found.passage.text
    apart = any(
        b.box.left - a.box.right > WIDE * max(a.box.height, b.box.height)
        for a, b in pairwise(found.words)
        if (a.block, a.line) == (b.block, b.line)
    )
    written = text[found.reading.start : found.reading.end]
    is_torn = TORN.match(text[found.reading.end :]) or GLUED.match(value) or GAP.search(written)
    return apart or bool(is_torn)


def _in_digits(value: str) -> str:
    """The number with digits for letters that stand among digits.

    >>> _in_digits("63-1o1/8S"), _in_digits("63.I-81/97"), _in_digits("III/63-BL-7")
    ('63-101/85', '63.1-81/97', 'III/63-BL-7')
    """
    parts = re.split(r"([-/. ])", value)
    meant = [
        as_digits(part) or part
        if MIXED.fullmatch(part) or (place and parts[place - 1] == "." and len(part) == 1)
        else part
        for place, part in enumerate(parts)
    ]
    return "".join(meant)


def _likelier(value: str, others: Iterable[str]) -> str | None:
    """The number with the office that is likelier meant; None if nothing speaks against it.

    >>> _likelier("65-60/84", [])
    '63-60/84'
    >>> _likelier("6350-271/81", ["6330-12/80"])
    '6330-271/81'
    >>> _likelier("61/63-4-268/64", []), _likelier("00123-BL-05-63", [])
    (None, None)
    """
    first = _office(value)
    if BEFORE_SERIAL.match(value):
        expected = [_office(other) for other in others]
        for office in expected:
            if len(office) == len(first) > 2 and Levenshtein.distance(office, first) == 1:
                return office + value[len(first) :]
        return None
    if first.isdigit() and len(first) <= 3 and Levenshtein.distance(first, OFFICE) == 1:
        return OFFICE + value[len(first) :]
    return None


def _office(value: str) -> str:
    return re.split(r"[-/.]", value, maxsplit=1)[0]


def _is_of_its_time(case: Case, value: str) -> bool:
    """Whether a number that ends in a year was given not long before the entry."""
    match = LAST_YEAR.fullmatch(value)
    days = [f.reading.day for f in case.own(FieldName.DECLARED_ON, FieldName.REGISTERED_ON)]
    years = [day.year for day in days if day is not None]
    if match is None or not years:
        return True
    rest = BEFORE_SERIAL.sub("", value, count=1)
    numbers = [int(number[-2:]) for number in re.findall(r"\d+", rest) if len(number) in (2, 4)]
    return any((year - number) % 100 <= SLOW for year in years for number in numbers)


def _odd(found: Found, value: str, meant: str) -> Doubt:
    return _doubt(
        DoubtReason.AMBIGUOUS,
        found,
        f"gelesen {value}, gemeint wohl {meant}.",
        f"read {value}, probably meant {meant}.",
    )


def _cut_off(found: Found, value: str) -> Doubt:
    return _doubt(
        DoubtReason.ILLEGIBLE,
        found,
        f"{value} ist wohl nur der Anfang der Nummer.",
        f"{value} is probably the beginning of the number only.",
    )


def _gap(found: Found, value: str) -> Doubt:
    return _doubt(
        DoubtReason.ILLEGIBLE,
        found,
        f"in {value} fehlt wohl etwas zwischen den Strichen.",
        f"something seems to be lost between the strokes of {value}.",
    )


def _untimely(found: Found, value: str) -> Doubt:
    return _doubt(
        DoubtReason.IMPLAUSIBLE,
        found,
        f"das Jahr in {value} passt nicht zu den Tagen der Eintragung.",
        f"the year in {value} does not fit the entry's days.",
    )


def _doubt(reason: DoubtReason, found: Found, german: str, english: str) -> Doubt:
    label = label_of(FieldName.REFERENCE)
    return Doubt(
        reason=reason,
        detail=Both(f"{label.german}: {german}", f"{label.english}: {english}"),
        page=found.passage.page,
        box=united_box(found.words),
    )
