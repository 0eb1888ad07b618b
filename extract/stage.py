"""Words -> fields -> entries: the stage that reads a dossier's meaning."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.language import Language

from baulast.language import Both
from baulast.model import Dossier, Doubt, DoubtReason, Field, FieldName, Page, PageKind
from baulast.settings import ExtractSettings
from extract.beside import drafts_beside, unplaced
from extract.case import Case, case_of
from extract.confidence import Model, estimated, fitted
from extract.covers import covers, untold_covers
from extract.doubts import checked
from extract.drafts import Draft, drafts_of, others_above
from extract.ends.elsewhere import deleted_elsewhere
from extract.ends.loose_notes import deleted_on_sheet
from extract.ends.told_beside import deleted_beside
from extract.ends.told_by_kind import deleted_by_kind
from extract.entries import entry_of
from extract.gather import Found
from extract.heads import SheetHead, known_of
from extract.numbering import numbered
from extract.plans import against_plans
from extract.reading import Context
from extract.remarks import perhaps_deleted
from extract.several import with_joined
from extract.sheet_number import KEEPERS
from extract.sheets.overleaf import follows_sheet
from extract.sheets.pages import (
    is_german,
    names_encumbrance,
    orders_beside_sheets,
    page_kind,
    tells_of_entry,
)
from extract.statements import SPEAKING, Statement, entry_spoken_of, statement_of
from extract.voices import heard, voices_of

# What reading could not make out may be what tells the page.
UNREAD = frozenset({DoubtReason.UNREAD_INK, DoubtReason.NO_TEXT, DoubtReason.INK_LOST})


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the rules make of a dossier, and each entry's case in the order of its entries."""

    dossier: Dossier
    cases: tuple[Case, ...]


def extract(
    dossier: Dossier, nlp: Language, settings: ExtractSettings, *, model: Model | None = None
) -> Dossier:
    """The dossier with the kinds of its pages, every field the rules can read, and its entries.

    ``model`` None: how sure the values are is told by the model that comes with the program.
    """
    weighed = weigh(dossier, nlp)
    entries = estimated(
        weighed.cases,
        weighed.dossier.entries,
        model or fitted(),
        max_error=settings.max_error,
    )
    return replace(weighed.dossier, entries=entries)


def weigh(dossier: Dossier, nlp: Language) -> Weighed:
    """What the rules read, before it is estimated how sure each value is."""
    pages = _with_kinds(dossier.pages)
    sheets = [page for page in pages if page.kind is PageKind.SHEET]
    statements = tuple(
        statement_of(page, page.kind, nlp) for page in pages if page.kind in SPEAKING
    )
    named = [f for said in statements for f in said.readings(FieldName.BURDENED)]
    burdened = [plot for f in named if (plot := f.reading.plot) is not None]
    heads, rows = drafts_of(sheets, nlp, known=Context(), told=burdened)
    if any(None in (head.context.gemarkung, head.context.flur) for head in heads):
        named += [f for row in rows for f in row.readings(FieldName.BURDENED)]
        heads, rows = drafts_of(sheets, nlp, known=known_of(named), told=burdened)
    drafts, joined = with_joined(numbered(rows))
    spoken = [entry_spoken_of(statement, drafts) for statement in statements]
    drafts = (*drafts, *drafts_beside(statements, spoken, drafts))
    spoken = [entry_spoken_of(statement, drafts) for statement in statements]
    lost = [s for s, place in zip(statements, spoken, strict=True) if place is None]
    loose = [said.page.number for said in lost]
    loose += [page.number for page in pages if page.kind is None]
    voices = [item for head in heads for item in head.found]
    voices += [item for draft in drafts for item in draft.found]
    voices += [item for said in statements for item in heard(said.kind, said.said)]
    voices += voices_of(pages, nlp)
    held = {page.number for d in rows for page, row in d.parts if not row.is_note}
    fronts = covers(heads, drafts)
    pages = tuple(replace(p, kind=PageKind.COVER) if p.number in fronts else p for p in pages)
    empty = [head.page for head in heads if head.page.number not in held | fronts]
    empty += [head.page for head in heads if head.is_empty and head.page.number in held]
    told = [] if drafts else [page for page in pages if tells_of_entry(page)]
    above = [others_above(head.page) for head in heads if head.has_entries]
    doubts = [*map(unplaced, lost), *map(_without_rows, empty), *map(_without_sheet, told)]
    doubts += [*above, *joined]
    cases = _cases(drafts, statements, spoken, loose, voices, heads)
    own = checked([entry_of(case) for case in cases])
    placed = [s for s, place in zip(statements, spoken, strict=True) if place is not None]
    own = perhaps_deleted(against_plans(own, pages, voices), lost, placed)
    ended = deleted_on_sheet(cases, deleted_elsewhere(cases, own), heads, pages)
    read = replace(
        dossier,
        pages=_doubted(pages, doubts),
        fields=_fields(heads, drafts, statements),
        entries=deleted_by_kind(deleted_beside(ended, pages, held), pages, held),
    )
    return Weighed(read, cases)


def _cases(
    drafts: Sequence[Draft],
    statements: Sequence[Statement],
    spoken: Sequence[int | None],
    loose: Sequence[int],
    voices: Sequence[Found],
    heads: Sequence[SheetHead],
) -> tuple[Case, ...]:
    """Each draft with the pages that speak of it."""
    lone = _is_of_one_sheet(drafts)
    keepers = frozenset(said.page.number for said in statements if lone and said.kind in KEEPERS)
    cases = []
    for place, draft in enumerate(drafts):
        own = [said for said, of in zip(statements, spoken, strict=True) if of == place]
        cases.append(case_of(draft, own, loose, voices, keepers=keepers, heads=heads))
    return tuple(cases)


def _is_of_one_sheet(drafts: Sequence[Draft]) -> bool:
    """Whether pages that name a sheet can only mean this one.

    No header gives a number, and no running number is there twice, as of two sheets.
    """
    numbers = [draft.number for draft in drafts if draft.number is not None]
    is_one = len(set(numbers)) == len(numbers)
    return is_one and all(draft.head.header.sheet is None for draft in drafts)


def _with_kinds(pages: Sequence[Page]) -> tuple[Page, ...]:
    found: list[Page] = []
    for page in pages:
        found.append(_with_kind(page, found[-1] if found else None))
    told = orders_beside_sheets(found)
    fronts = untold_covers(told)
    return tuple(
        replace(page, kind=PageKind.COVER, doubts=read.doubts) if page.number in fronts else page
        for page, read in zip(told, pages, strict=True)
    )


def _with_kind(page: Page, before: Page | None) -> Page:
    """The page with its kind; one that cannot be told is doubted if it may bear an encumbrance."""
    kind = page_kind(page)
    if kind is None and before is not None and before.kind is PageKind.SHEET:
        kind = PageKind.SHEET if follows_sheet(before, page) else None
    if kind is not None:
        return replace(page, kind=kind)
    unread = any(doubt.reason in UNREAD for doubt in page.doubts)
    if not unread and not names_encumbrance(page) and is_german(page):
        return replace(page, kind=PageKind.OTHER)
    doubt = Doubt(
        reason=DoubtReason.PAGE_KIND,
        detail=Both(
            "Was diese Seite ist, ist nicht zu erkennen.", "What this page is cannot be told."
        ),
        page=page.number,
    )
    return replace(page, kind=None, doubts=(*page.doubts, doubt))


def _without_rows(page: Page) -> Doubt:
    return Doubt(
        reason=DoubtReason.NOT_FOUND,
        detail=Both(
            "Auf diesem Baulastenblatt ist keine Eintragung zu erkennen.",
            "No entry can be made out on this sheet.",
        ),
        page=page.number,
    )


def _without_sheet(page: Page) -> Doubt:
    return Doubt(
        reason=DoubtReason.NOT_FOUND,
        detail=Both(
            "Die Seite nennt eine Eintragung; das Baulastenblatt ist nicht in dieser Akte.",
            "The page names an entry; its sheet is not in this file.",
        ),
        page=page.number,
    )


def _doubted(pages: Sequence[Page], doubts: Iterable[Doubt]) -> tuple[Page, ...]:
    by_page: dict[int | None, list[Doubt]] = {}
    for doubt in doubts:
        by_page.setdefault(doubt.page, []).append(doubt)
    return tuple(
        replace(page, doubts=(*page.doubts, *by_page[page.number]))
        if page.number in by_page
        else page
        for page in pages
    )


def _fields(
    heads: Sequence[SheetHead], drafts: Sequence[Draft], statements: Sequence[Statement]
) -> tuple[Field, ...]:
    """Every reading, in page order."""
    found = [item.field for head in heads for item in head.found]
    found += [item.field for draft in drafts for item in draft.found]
    found += [item.field for statement in statements for item in statement.said]
    return tuple(
        sorted(found, key=lambda f: (f.evidence.page, f.evidence.start, f.evidence.end, f.name))
    )
