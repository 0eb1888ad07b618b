"""A draft: what the sheet's row of one running number holds, before it is weighed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.language import Language

from baulast.language import Both
from baulast.model import Box, Doubt, DoubtReason, FieldName, Page, PageText, Plot, page_text
from extract.ends.vocabulary import DELETED, DELETION
from extract.gather import Found, found_in
from extract.heads import SheetHead, context_of, head_of
from extract.layout import Line, Spot, box_of
from extract.passages import Passage, Role, passage_of_lines
from extract.reading import Context
from extract.sheets.beginnings import MID_SENTENCE
from extract.sheets.columns import Columns
from extract.sheets.headings import ColumnRole
from extract.sheets.merged import OF_WORDING, without_mergers
from extract.sheets.overleaf import rows_overleaf
from extract.sheets.plot_columns import Cells, places_of, plot_passages, side_passage
from extract.sheets.row import Row
from extract.sheets.sheet import SheetPage, sheets_on

# Words that a column's heading spares: rules read "12.3.74" below "Tag der Eintragung" with them.
COLUMN_LEADS = {
    ColumnRole.CONTENT: (Role.CONTENT, ""),
    ColumnRole.DECLARED: (Role.CONTENT, "Erklärung vom "),
    ColumnRole.REGISTERED: (Role.REGISTERED, "Eingetragen am "),
    ColumnRole.REFERENCE: (Role.REMARKS, "Az. "),
    ColumnRole.BURDENED: (Role.CONTENT, "Belastet: "),
    ColumnRole.BENEFITED: (Role.CONTENT, "Begünstigt: "),
    ColumnRole.DELETED: (Role.DELETED, ""),
    ColumnRole.REMARKS: (Role.REMARKS, ""),
    ColumnRole.LAW: (Role.REMARKS, ""),
    ColumnRole.OTHER: (Role.REMARKS, ""),
}
PLOTS = frozenset({ColumnRole.BURDENED, ColumnRole.BENEFITED})
DAY_ALONE = re.compile(r"\W*[\dlIO]{1,2}\s*[.,/]")
ENTRY = re.compile(r"\W*eintrag(?:ung)?\b", re.IGNORECASE)
OF_DAY = re.compile(r"\W*(?:vom|v\.|am)\s", re.IGNORECASE)
NOTE_OF_DELETION = re.compile(
    rf"\W*(?:Die\s+)?(?:Baulast\s+)?(?:{DELETED}|{DELETION}|erloschen)", re.IGNORECASE
)
# Not the rest of a sentence of the wording: "bevor die Baulast / gelöscht ist".
REST = re.compile(r"\W*\w+\s+(?:ist|sind|wird|werden|worden)\b")
# The last word of a note, on a line of its own: "Flurstück 109 am 22.6.2009 / gelöscht."
END_OF_NOTE = re.compile(rf"(?:{DELETED}|erloschen)\W*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One running number of a sheet, with all that its cells say."""

    head: SheetHead
    number: int | None
    number_spots: tuple[Spot, ...]
    parts: tuple[tuple[Page, Row], ...]  # more than one where it goes on overleaf
    found: tuple[Found, ...]
    wording: str
    context: Context  # what its wording may refer back to
    number_doubts: tuple[Doubt, ...] = ()
    number_alternatives: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()  # about the entry as a whole

    @property
    def spots(self) -> tuple[Spot, ...]:
        """Its words on the first page; none where no sheet holds it."""
        return self.parts[0][1].spots if self.parts else ()

    @property
    def box(self) -> Box | None:
        """Around all of them."""
        return box_of(self.spots) if self.spots else None

    @property
    def is_note(self) -> bool:
        """Whether only a later note on the entry was read."""
        return bool(self.parts) and all(row.is_note for _, row in self.parts)

    @property
    def is_labelled(self) -> bool:
        """Whether a form's label says that it is an entry, whatever its number."""
        return any(row.is_labelled for _, row in self.parts)

    @property
    def text(self) -> str:
        """All its cells, line by line."""
        return "\n".join(
            line.text for _, row in self.parts for lines in row.cells.values() for line in lines
        )

    @property
    def places(self) -> str:
        """Its text, with the Flur of its own columns as running text names it."""
        fluren = (
            f"Flur {line.text}"
            for _, row in self.parts
            for role in (ColumnRole.FLUR, ColumnRole.FOR_FLUR)
            for line in row.lines(role)
        )
        return "\n".join((self.text, *fluren))

    def readings(self, *names: FieldName) -> tuple[Found, ...]:
        return tuple(found for found in self.found if found.reading.name in names)


def drafts_of(
    pages: Sequence[Page], nlp: Language, *, known: Context, told: Sequence[Plot]
) -> tuple[tuple[SheetHead, ...], tuple[Draft, ...]]:
    """The headers and the entries of all sheet pages of a dossier, in order.

    ``known`` is what other pages tell of the plot; it stands in where a header cannot be read.
    ``told`` are all plots that they burden: proof of a digit that was misread in a header.
    """
    heads: list[SheetHead] = []
    drafts: list[Draft] = []
    for page, parted in _sheets_of(pages):
        text = page_text(page.words)
        head = head_of(page, text, parted, nlp, heads[-1] if heads else None, known, told)
        continues = bool(heads) and (head.header.sheet in (None, heads[-1].header.sheet))
        parts = parted.rows
        if not parts and continues and drafts:
            parts = rows_overleaf(drafts[-1].wording, page)
        head = replace(head, is_empty=not parts)
        heads.append(head)
        places: Cells = {}
        for place, row in enumerate(parts):
            places = places_of(row, places)
            begins = bool(row.number_spots) or row.is_labelled
            if place == 0 and continues and drafts and not begins:
                more = _draft(head, row, text, nlp, places, before=drafts[-1])
                drafts[-1] = continued(drafts[-1], more)
            elif row.is_note and (of := _numbered(drafts, row.number)) is not None:
                drafts[of] = continued(drafts[of], _draft(head, row, text, nlp, places))
            else:
                draft = _draft(head, row, text, nlp, places)
                doubts = [_note_alone(draft)] if row.is_note else []
                if place == 0 and head.has_entries:
                    doubts.append(others_above(page))
                drafts.append(replace(draft, doubts=tuple(doubts)))
    return tuple(heads), tuple(drafts)


def _sheets_of(pages: Sequence[Page]) -> Iterator[tuple[Page, SheetPage]]:
    """The sheets of the pages, each in the columns of the one before where it has no headings."""
    columns: Columns | None = None
    for page in pages:
        for sheet in sheets_on(page, columns):
            yield page, sheet
            if sheet.columns is not None and not sheet.columns.of_text:
                columns = sheet.columns


def others_above(page: Page) -> Doubt:
    """The doubt on an entry, and on its page, above which others stand that were not read."""
    return Doubt(
        reason=DoubtReason.NOT_FOUND,
        detail=Both(
            "Über der ersten gelesenen Eintragung stehen wohl weitere.",
            "Above the first entry that was read there are probably others.",
        ),
        page=page.number,
    )


def _note_alone(draft: Draft) -> Doubt:
    """The doubt on an entry of which only a later note was read."""
    return Doubt(
        reason=DoubtReason.NOT_FOUND,
        detail=Both(
            "Nur ein späterer Vermerk ist zu lesen; die Eintragung selbst wurde nicht gefunden.",
            "Only a later note can be read; the entry itself was not found.",
        ),
        page=draft.head.page.number,
        box=draft.box,
    )


def _numbered(drafts: Sequence[Draft], number: int | None) -> int | None:
    """The place of the latest draft with a running number; None if no page has one."""
    places = (place for place, draft in enumerate(drafts) if draft.number == number)
    return max(places, default=None)


def _draft(
    head: SheetHead,
    row: Row,
    text: PageText,
    nlp: Language,
    places: Cells,
    *,
    before: Draft | None = None,
) -> Draft:
    """The row as a draft; ``before`` is the one overleaf that it goes on with.

    ``places`` are the cells for the plots, ditto marks resolved.
    """
    content = row.lines(ColumnRole.CONTENT)
    kept, merged = without_mergers(content)
    page = head.page.number
    goes_on = before.wording if before is not None else _named(row)
    cells = {role: places.get(role, row.lines(role)) for role in COLUMN_LEADS}
    cells[ColumnRole.CONTENT] = kept
    passages = {
        column: [
            _passage(page, text, row, column, lines, goes_on) for lines in _notes(cells[column])
        ]
        for column in COLUMN_LEADS
    }
    sides = [*passages.pop(ColumnRole.BURDENED), *plot_passages(page, text, places)]
    beside = [item for passage in sides for item in found_in(passage, text, nlp, head.context)]
    context = _own_context(head.context, beside)
    if before is not None and (before.context.is_of_row or not context.plots):
        context = context if context.is_of_row else before.context
    rest = [passage for of_column in passages.values() for passage in of_column]
    history = passage_of_lines(page, text, merged, Role.CONTENT)
    found = [item for passage in rest for item in found_in(passage, text, nlp, context)]
    of_merger = found_in(history, text, nlp, context)
    return Draft(
        head=head,
        number=row.number,
        number_spots=row.number_spots,
        parts=((head.page, row),),
        found=(
            # what has no words here was read overleaf already
            *(item for item in (*found, *beside) if item.words),
            *(item for item in of_merger if item.reading.name not in OF_WORDING),
        ),
        wording="\n".join(line.text for line in content),
        context=context,
    )


def _named(row: Row) -> str:
    """What its number's words call the entry, where its day follows: "Eintrag Nr. 1 vom"."""
    lines = row.lines(ColumnRole.CONTENT)
    is_named = any(ENTRY.match(spot.text) for spot in row.number_spots[:1])
    return "Eintragung" if is_named and lines and OF_DAY.match(lines[0].text) else ""


def _passage(
    page: int, text: PageText, row: Row, column: ColumnRole, lines: Sequence[Line], goes_on: str
) -> Passage:
    """What a cell says, behind its heading's words."""
    role, lead = COLUMN_LEADS[column][0], _lead(column, lines, goes_on)
    if column not in PLOTS:
        return passage_of_lines(page, text, lines, role, lead=lead)
    if any(one.role is column and one.flur_first for one in row.columns):
        lead = COLUMN_LEADS[column][1]
        return side_passage(page, text, lines, role, lead=lead, flur_first=True)
    return side_passage(page, text, lines, role, lead=lead)


def _own_context(context: Context, found: Sequence[Found]) -> Context:
    """What the wording may refer back to: the plots that a column of its row says are burdened."""
    burdened = tuple(
        item.reading.plot
        for item in found
        if item.reading.name is FieldName.BURDENED and item.reading.plot is not None
    )
    if not burdened:
        return context
    own = context_of(burdened)
    return replace(
        own,
        gemarkung=own.gemarkung or context.gemarkung,
        flur=own.flur or context.flur,
        is_of_row=True,
    )


def _lead(column: ColumnRole, lines: Sequence[Line], goes_on: str) -> str:
    """What stands before the words of a cell, and is not there."""
    if column is ColumnRole.CONTENT and goes_on:
        return f"{goes_on}\n"
    if column is ColumnRole.DELETED and lines and DAY_ALONE.match(lines[0].text):
        return "Gelöscht am "
    lead = COLUMN_LEADS[column][1]
    if column in PLOTS and lines and lines[0].text[:1].isdigit():
        return f"{lead}Flurstück "  # the heading says of what the number is
    return lead


def _notes(lines: Sequence[Line]) -> list[Sequence[Line]]:
    """The lines of a cell, parted where a note of deletion begins: its date is not the entry's."""
    begins = [
        place
        for place, line in enumerate(lines)
        if NOTE_OF_DELETION.match(line.text)
        and not (END_OF_NOTE.fullmatch(line.text) or REST.match(line.text))
        and not (place and MID_SENTENCE.search(lines[place - 1].text))
    ]
    edges = sorted({0, *begins, len(lines)})
    return [lines[a:b] for a, b in pairwise(edges)]


def continued(draft: Draft, more: Draft) -> Draft:
    """The draft with a row that goes on with it."""
    return replace(
        draft,
        parts=(*draft.parts, *more.parts),
        found=(*draft.found, *more.found),
        wording=f"{draft.wording}\n{more.wording}".strip(),
    )
