"""Values that an entry must have, or that its pages announce: where they lack, a doubt."""

import re
from dataclasses import replace
from typing import TypeVar

from baulast.language import Both
from baulast.model import Doubt, DoubtReason, FieldName, Finding, PageKind
from extract.case import Case, label_of
from extract.ends.status import speaks_of_deletion
from extract.evidence import not_found
from extract.layout import Line
from extract.sheets.headings import ColumnRole
from extract.sheets.row import Row

T = TypeVar("T")

# Days of the building code of North Rhine-Westphalia and its editions (domain notes 2.1): one that
# is left of a line says that a law was cited there.
LAW_DAYS = "|".join(
    rf"\b0?{day}\.\s?(?:0?{month}\.|{name})\s?{year}"
    for day, month, name, year in (
        (25, 6, "Juni", 1962),
        (27, 1, "Januar", 1970),
        (15, 7, "Juli", 1976),
        (26, 6, "Juni", 1984),
        (7, 3, "März", 1995),
        (1, 3, "März", 2000),
        (21, 7, "Juli", 2018),
    )
)
# Words that announce a value: where they stand and no value was read, it was missed.
HINTS = {
    FieldName.DECLARED_ON: re.compile(
        r"(?:\berkl|erkl[äa]e?rung(?:en)?|\bverpflichtung)\W{0,2}\s*(?:vom|v\.)|\babgegebene|"
        r"erkl[äa]e?rung(?:en)?\s[^.;]{0,40}\bvom\b|erkl[äa]e?rt\s+(?:am|zu protokoll)|"
        # a deed by which the plot was sold declares nothing; one that is named alone may
        r"(?<!kauf)(?<!verkaufs)urkunde\b[^;]{0,30}?\bv(?:om|\.)",
        re.IGNORECASE,
    ),
    FieldName.LEGAL_BASIS: re.compile(
        r"(?:§|\$\s?\d|\b[8S5&]{1,2} ?(?:99|78|83|85)\s+(?:abs|satz|der)\b)"
        r"(?!.{0,30}?\b(?:bbaug|baugb|baunvo|baupr))|"
        r"\bbau ?o\b|\bbau\s?nr?w\b|bauordnung(?!s)|\bfassung\s+v|"
        # a form's blank behind "gemäß", of which nothing is read
        r"(?m:\bgem[äa]e?(?:ß|ss)[\W_]*$)(?-i:(?!\W*(?:de[mnrs]|anliegend\w*|beigef\w*|Lagepl\w*)\b))|"
        + LAW_DAYS,
        re.IGNORECASE | re.DOTALL,
    ),
    FieldName.REFERENCE: re.compile(
        r"\b(?:az|aktenz(?:eichen)?|akten?|bauakten?|ba|vorg|gz|akt\W{1,3}z|gesch(?:[äa]e?fts)?\W?z(?:eichen)?)"
        r"\b\.?:?\s*(?:(?!v(?:om)?\b)[a-z]{1,6}[.:]?\s(?:nr\.?\s)?)?\S*\d|"
        # "Verfügung 63/1 [B] 938/79": an order has a file number of several parts
        r"\bverf(?:[üu]gung|g)?\b\.?\s+(?!v)\w[\w.]*[-/]\S*\s\S*\d[-/]\d",
        re.IGNORECASE,
    ),
}
BESIDE = (ColumnRole.REMARKS, ColumnRole.OTHER, ColumnRole.REGISTERED)
SHORT = 4  # words: "Bauakten B 1647/79" has three
NUMBERED = re.compile(r"\d.*[/-].*\d")  # "63-12/74", and "6330-85/8O" with a letter for a digit
# A number of the office of building control without a word before it: "3. z.d.A. 63-BL-9/2003",
# "63/22/95"; with one stroke alone it may be a parcel.
OF_OFFICE = re.compile(
    r"(?<![\w/-])(?:[IVX]+/)?6[0-3][\d.]*-[\w./-]*\d|(?<![\w/-])6[0-6][\d.]*/\d+[/-]\d"
)
# A remark that opens as file numbers do and goes on in ink that was not read ("Vorg. I", "Az. :").
CUE = re.compile(r"^\W*(?:az|aktenz(?:eichen)?|bauakte|akte|vorg)\b(?!\W*vom\b)", re.IGNORECASE)
# Values that some forms have a labelled field or a column for; what stands there is one.
FIELDS = {
    FieldName.DECLARED_ON: ColumnRole.DECLARED,
    FieldName.REFERENCE: ColumnRole.REFERENCE,
}
# A form that asks for the law has it filled in: where none is read, it is lost.
ASKED = re.compile(r"\b(?:rechtsgrundlage|gesetzliche grundlage|rechtsnorm)\b", re.IGNORECASE)
# What other pages give where the sheet is silent: looked for on them too.
ON_OTHER_PAGES = {
    FieldName.DECLARED_ON: frozenset({PageKind.DECLARATION}),
    FieldName.LEGAL_BASIS: frozenset({PageKind.DECLARATION}),
}


def expected(case: Case, name: FieldName, finding: Finding[T]) -> Finding[T]:
    """The finding; without a value a doubt, for every entry has one."""
    if finding.value:
        return finding
    doubt = not_found(name, case.draft.head.page.number, case.draft.spots)
    return replace(finding, doubts=(*finding.doubts, doubt))


def hinted(case: Case, name: FieldName, finding: Finding[T]) -> Finding[T]:
    """The finding; without a value a doubt where words announce one, or a page may hold it."""
    if finding.value is not None:
        return finding
    number = case.draft.head.page.number
    doubts = []
    if _is_announced(case, name):
        doubts.append(not_found(name, number, case.draft.spots))
    elif case.loose and name in ON_OTHER_PAGES:
        doubts.append(_on_loose_page(name, case.loose[0]))
    return replace(finding, doubts=(*finding.doubts, *doubts))


def _is_announced(case: Case, name: FieldName) -> bool:
    """Whether the row's words announce a value, or a page is there that always has one."""
    if name is FieldName.DELETED_ON:
        deletes = any(said.kind is PageKind.DELETION for said in case.statements)
        return deletes or speaks_of_deletion(case)
    if HINTS[name].search(case.draft.text):
        return True
    if name in FIELDS and any(row.lines(FIELDS[name]) for _, row in case.draft.parts):
        return True
    if name is FieldName.REFERENCE and (_numbers_left(case) or _has_cue(case)):
        return True
    if name is FieldName.LEGAL_BASIS and (
        any(ASKED.search(p.text) for p, _ in case.draft.parts)
        # "Baulastenverzeichnis nach § 99 BauO NW": perhaps of the entries, perhaps of the register
        or any(HINTS[name].search(line.text) for line in case.draft.head.spare)
    ):
        return True
    texts = (case.draft.text, *(said.text for said in case.statements))
    if name is FieldName.DECLARED_ON and any(map(HINTS[name].search, texts)):
        return True
    if name is FieldName.REFERENCE and any(map(OF_OFFICE.search, texts)):
        return True
    kinds = ON_OTHER_PAGES.get(name, frozenset())
    return any(said.kind in kinds for said in case.statements)


def _has_cue(case: Case) -> bool:
    """Whether a line of the remarks begins with the word that stands before file numbers."""
    return any(
        CUE.match(line.text)
        for _, row in case.draft.parts
        for role in BESIDE
        for line in row.lines(role)
    )


def _numbers_left(case: Case) -> bool:
    """Whether the remarks hold a number with strokes or dashes that no reading accounts for.

    Where a form has no column for them, they stand below the wording.
    """
    told = (f for f in case.draft.found if f.reading.name is not FieldName.OTHER_DATE)
    read = {id(word) for found in told for word in found.words}
    lines = [
        line
        for _, row in case.draft.parts
        for role in (*BESIDE, ColumnRole.CONTENT)
        for line in row.lines(role)
        if role is not ColumnRole.CONTENT or _may_be_file_number(line, row)
    ]
    return any(
        NUMBERED.search(spot.text) and id(spot.word) not in read
        for line in lines
        for spot in line.spots
    )


def _may_be_file_number(line: Line, row: Row) -> bool:
    """Whether a line of the wording is short and its last: there some forms have the number."""
    return line is row.lines(ColumnRole.CONTENT)[-1] and len(line.spots) <= SHORT


def _on_loose_page(name: FieldName, page: int) -> Doubt:
    label = label_of(name)
    return Doubt(
        reason=DoubtReason.NOT_FOUND,
        detail=Both(
            f"{label.german}: nicht gefunden; Seite {page}, die dazu gehören kann, ist nicht "
            "zuzuordnen.",
            f"{label.english}: not found; page {page}, which may hold it, could not be placed.",
        ),
        page=page,
    )
