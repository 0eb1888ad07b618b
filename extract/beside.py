"""Pages that speak of an encumbrance which no sheet of the dossier holds.

The sheet is missing, or a page of it: what can be made out is an entry that a person has to check.
"""

import re
from collections.abc import Sequence

from baulast.language import Both
from baulast.model import Doubt, DoubtReason, FieldName, PageKind
from extract.drafts import Draft
from extract.heads import SheetHead
from extract.reading import Context
from extract.sheets.header import Header
from extract.statements import Statement, entry_spoken_of, is_of_another, same_sheet

# Where the wording of a declaration ends and who signed it begins: "Neuss, den 12. 3. 1974", "v. g.
# u.", "Im Auftrag". A register holds no names.
CLOSING = re.compile(
    r"^\W*(?:[A-ZÄÖÜ][\w./-]+(?: \d+)?,? *(?:den|am) *[\d_.]|v\. ?g\. ?u|Im Auftrag|Unterschrift"
    r"|Vorstehende|gez\.)",
    re.MULTILINE,
)

REGISTERING = frozenset({PageKind.ORDER, PageKind.NOTICE, PageKind.DELETION})


def drafts_beside(
    statements: Sequence[Statement], spoken: Sequence[int | None], drafts: Sequence[Draft]
) -> tuple[Draft, ...]:
    """A draft for every entry that pages name and no sheet holds.

    Where there are sheets, only a page that names another running number makes one; a declaration
    that fits none may never have been entered.
    """
    found: list[tuple[Statement, Draft]] = []
    known = {(_sheet_of(draft), draft.number) for draft in drafts}
    for statement, place in zip(statements, spoken, strict=True):
        if place is not None:
            continue
        draft = _draft(statement)
        own = [of for said, of in found if not is_of_another(statement, said)]
        if entry_spoken_of(statement, own) is not None:
            continue
        named = statement.kind in REGISTERING and draft.number is not None
        if drafts and (not named or any(n == draft.number for _, n in known)):
            continue
        found.append((statement, draft))
    return tuple(draft for _, draft in found)


def _draft(statement: Statement) -> Draft:
    numbers = statement.numbers()
    sheets = [found.reading.value for found in statement.readings(FieldName.SHEET)]
    header = Header(
        sheet=sheets[0] if sheets else None, sheet_spots=(), page_number=None, passages=()
    )
    number = statement.page.number
    return Draft(
        head=SheetHead(page=statement.page, header=header, found=(), context=Context()),
        number=min(numbers) if len(numbers) == 1 else None,
        number_spots=(),
        parts=(),
        found=(),
        wording=wording_of(statement.text),
        context=Context(),
        doubts=(
            Doubt(
                reason=DoubtReason.NOT_FOUND,
                detail=Both(
                    f"Seite {number} spricht von dieser Baulast; auf keinem Blatt steht sie.",
                    f"Page {number} speaks of this encumbrance; no sheet of the dossier holds it.",
                ),
                page=number,
            ),
        ),
    )


def wording_of(text: str) -> str:
    """The text of a statement without place, day and signatures at its end.

    >>> wording_of("Die Fläche ist freizuhalten.\\nNeuss, den 3.4.1974\\n(Karl Ott)")
    'Die Fläche ist freizuhalten.'
    """
    closings = [match for match in CLOSING.finditer(text) if match.start() > len(text) // 3]
    return text[: closings[0].start()].rstrip() if closings else text


def _sheet_of(draft: Draft) -> str | None:
    sheet = draft.head.header.sheet
    return None if sheet is None else same_sheet(sheet)


def unplaced(statement: Statement) -> Doubt:
    """The doubt on a page that speaks of an encumbrance and fits no entry."""
    return Doubt(
        reason=DoubtReason.NOT_FOUND,
        detail=Both(
            "Die Seite spricht von einer Baulast; zu welcher Eintragung, ist nicht klar.",
            "The page speaks of an encumbrance; to which entry it belongs is not clear.",
        ),
        page=statement.page.number,
    )
