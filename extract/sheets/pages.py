"""What a page is within its dossier, told by its headings and its layout."""

import re
from collections.abc import Sequence
from dataclasses import replace

from baulast.model import BlockKind, MarkKind, Page, PageKind
from extract.layout import Line, rows, spots_of, squeezed
from extract.sheets.beginnings import entry_lines
from extract.sheets.below import labels_first
from extract.sheets.bodies import is_letter, kind_ordered, kind_recorded, kind_told
from extract.sheets.columns import Columns
from extract.sheets.enumerated import without_counts
from extract.sheets.form import FormEntry, form_entries
from extract.sheets.headings import ColumnRole
from extract.sheets.running_text import numbers_blanks
from extract.sheets.sheet import find_columns
from extract.sheets.sheet_titles import (
    SHEET_TITLE_ROWS,
    is_headed_as_sheet,
    names_register,
    names_sheet,
)
from extract.sheets.titles import ENTRY_NOTE, TITLE_ROWS, is_entry_title, is_titled, kind_titled

# Pages that name entries but are not believed about them.
ABOUT = frozenset({PageKind.STATEMENT, PageKind.LETTER, PageKind.TRANSFER, PageKind.OTHER})
SCATTERED_WORDS = 6  # a plan's lettering stands in rows of few words
# What a form of an entry has; under the same title an order tells what is to be done.
OF_ENTRY = frozenset({ColumnRole.CONTENT, ColumnRole.REGISTERED})
ORDERS = re.compile(r"verfueg|angeordnet|anordnung|einzutragen|vollzogen|bescheid")
TELLING_LETTERS = frozenset({PageKind.NOTICE, PageKind.DELETION})
# A quarter of the words of any letter are among these; of a page read upside down none.
COMMON = frozenset(
    {"der", "die", "das", "des", "dem", "den", "und", "von", "in", "im", "zu", "zum", "zur", "am",
     "an", "auf", "für", "mit", "ist", "wird", "nr."}
)  # fmt: skip
COMMON_SHARE = 0.05
FEW_WORDS = 20  # a note or an address holds fewer, and may have none of the common ones
# What only encumbrances have, with an l read as a one or an I: "F1urstück", "(S 99 BauO NW)".
ABOUT_PARCELS = re.compile(
    r"bau[l1I]ast|f[l1I]urst[üu]|\bf[l1I]st|be[l1I]astet|[§$S8] ?\d+[^.]{0,20}bau ?o\b|"
    r"eingetragen a(?:m|rn)\b",
    re.IGNORECASE,
)
WORDED = 6  # words in a line: a wording, no note of the office
DATED = re.compile(r"erkl[äa]e?rung\s+(?:vom|v\.)[\W_]*\d", re.IGNORECASE)


def page_kind(page: Page) -> PageKind | None:
    """The kind of a page; None where nothing tells."""
    if page.separator is not None:
        return PageKind.SEPARATOR
    if page.is_blank:
        return PageKind.BLANK
    spots = labels_first(without_counts(spots_of(page)))
    if not spots:
        return None
    lines = rows(spots)
    letters = [squeezed(line.text) for line in lines]
    form = form_entries(page, spots)
    columns = find_columns(page, spots)
    if not form and columns is not None and names_register(letters):
        return PageKind.SHEET
    if _lists_entries(lines, letters):
        return PageKind.SHEET
    titled = kind_titled(_title_rows(lines, letters, form, columns))
    if form and titled is None and names_register(letters):
        return PageKind.SHEET
    if titled is PageKind.ORDER:
        return kind_ordered("".join(letters))
    if titled is PageKind.AUTHENTICATION:
        return kind_recorded("".join(letters))
    if titled is not None and titled is not PageKind.PLAN:
        return titled
    is_plan = titled is PageKind.PLAN and any(b.kind is BlockKind.PLAN for b in page.blocks)
    if not is_plan and (columns is not None or is_headed_as_sheet(letters)):
        return PageKind.SHEET
    if titled is PageKind.PLAN or _is_drawn(page, lines, letters):
        return PageKind.PLAN
    told = kind_told("".join(letters))
    if is_letter(letters) and told not in TELLING_LETTERS:
        return PageKind.LETTER
    return told


def _lists_entries(lines: Sequence[Line], letters: Sequence[str]) -> bool:
    """Whether entries are numbered below the sheet's name: what looks like a title is theirs then.

    A title right below a single number may head a declaration on which the office noted it.
    """
    named = [n for n, row in enumerate(letters[:SHEET_TITLE_ROWS]) if names_sheet(row)]
    begins = entry_lines(lines)
    starts = [n for n, line in enumerate(lines) if line in begins]
    if not named or not starts or starts[0] < named[0] or is_letter(letters):
        return False
    if numbers_blanks([lines[n] for n in starts]):
        return False
    titles = [n for n, line in enumerate(lines[:TITLE_ROWS]) if is_titled(line)]
    if not titles:
        return True
    between = lines[starts[0] : titles[0]]
    is_worded = any(len(line.text.split()) >= WORDED for line in between)
    return starts[0] < titles[0] and (is_worded or len(starts) > 1)


def _title_rows(
    lines: Sequence[Line],
    letters: Sequence[str],
    form: Sequence[FormEntry],
    columns: Columns | None,
) -> list[Line]:
    """The rows that may be a page's title: not labels of a form, nor what stands in a table.

    "Verpflichtung" and "Löschungsvermerk" are labels; an entry may begin "Lt.
    Verpflichtungserklärung vom 18.2.1986".
    """
    has_numbers = columns is not None and columns.of(ColumnRole.NUMBER) is not None
    edges = [entry.top for entry in form[:1]]
    edges += [columns.top] if columns is not None and has_numbers else []
    edge = min(edges, default=float("inf"))
    above = [line for line in lines[:TITLE_ROWS] if line.middle < edge]
    if is_headed_as_sheet(letters):  # what is dated or noted below its name is the sheet's
        above = [line for line in above if not DATED.search(line.text)]
        above = [line for line in above if not squeezed(line.text).startswith(ENTRY_NOTE)]
    if _enters(form, letters):
        above = [line for line in above if not is_entry_title(squeezed(line.text))]
    return above


def _enters(form: Sequence[FormEntry], letters: Sequence[str]) -> bool:
    """Whether a form is an entry as it stands in the register, no order to enter one."""
    roles = {part.role for entry in form for part in entry.parts}
    is_numbered = any(entry.number_spots for entry in form)
    return is_numbered and roles >= OF_ENTRY and not ORDERS.search("".join(letters))


def _is_drawn(page: Page, lines: Sequence[Line], letters: Sequence[str]) -> bool:
    """Drawn content with scattered lettering, or a scale beside few words in a row."""
    if any(block.kind is BlockKind.PLAN for block in page.blocks):
        return True
    if any(mark.kind is MarkKind.GREEN_AREA for mark in page.marks):
        return True
    scattered = sum(len(line.spots) for line in lines) < SCATTERED_WORDS * len(lines)
    return scattered and any("lageplan" in row or "massstab" in row for row in letters)


def orders_beside_sheets(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages; forms headed as entries are orders where others are headed as the sheet."""
    sheets = [page for page in pages if page.kind is PageKind.SHEET]
    heads = {page.number: [squeezed(line.text) for line in rows(spots_of(page))] for page in sheets}
    forms = {
        number
        for number, letters in heads.items()
        if any(map(is_entry_title, letters[:TITLE_ROWS]))
    }
    if not any(is_headed_as_sheet(heads[number]) for number in heads.keys() - forms):
        return tuple(pages)
    return tuple(
        replace(page, kind=PageKind.ORDER) if page.number in forms else page for page in pages
    )


def names_encumbrance(page: Page) -> bool:
    """Whether a page speaks of encumbrances or of parcels at all."""
    return bool(ABOUT_PARCELS.search(page.text)) or any(
        word in squeezed(page.text) for word in ("baulast", "flurstueck", "flst", "belastet")
    )


def tells_of_entry(page: Page) -> bool:
    """Whether a statement, letter or the like says that an encumbrance stands in the register."""
    letters = squeezed(page.text)
    is_none = "keinebaulast" in letters or "baulastenfrei" in letters
    if page.kind not in ABOUT or is_none or "baulast" not in letters:
        return False
    lines = rows(spots_of(page))
    is_headed = any(names_sheet(squeezed(line.text)) for line in lines[:SHEET_TITLE_ROWS])
    return is_headed or "eingetragen" in letters or bool(entry_lines(lines))


def is_german(page: Page) -> bool:
    """Whether the words of a page are words, or too few to tell; upside down they are none."""
    words = [word.text.lower() for word in page.words]
    if len(words) < FEW_WORDS:
        return True
    return sum(word in COMMON for word in words) >= COMMON_SHARE * len(words)
