"""Words -> fields -> entries: the stage that reads a dossier's meaning."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.language import Language

from baulast.language import tr
from baulast.model import Doubt, DoubtReason, Dossier, Field, Page, PageKind
from baulast.settings import ExtractSettings
from extract.case import case_of
from extract.drafts import Draft, SheetHead, drafts_of
from extract.entries import entry_of
from extract.pages import names_encumbrance, page_kind
from extract.statements import SPEAKING, Statement, entry_spoken_of, statement_of


def extract(dossier: Dossier, nlp: Language, settings: ExtractSettings) -> Dossier:
    """The dossier with the kinds of its pages, every field the rules can read, and its entries."""
    pages = tuple(_with_kind(page) for page in dossier.pages)
    heads, drafts = drafts_of([page for page in pages if page.kind is PageKind.SHEET], nlp)
    statements = [statement_of(page, page.kind, nlp) for page in pages if page.kind in SPEAKING]
    spoken = [entry_spoken_of(statement, drafts) for statement in statements]
    entries = tuple(
        entry_of(
            case_of(draft, (s for s, of in zip(statements, spoken, strict=True) if of == place))
        )
        for place, draft in enumerate(drafts)
    )
    fields = _fields(heads, drafts, statements)
    return replace(dossier, pages=pages, fields=fields, entries=entries)


def _with_kind(page: Page) -> Page:
    """The page with its kind; one that names encumbrances and cannot be told is doubted."""
    kind = page_kind(page)
    if kind is not None:
        return replace(page, kind=kind)
    if not names_encumbrance(page):
        return replace(page, kind=PageKind.OTHER)
    doubt = Doubt(
        reason=DoubtReason.PAGE_KIND,
        detail=tr(
            "Die Seite spricht von Baulasten, ihre Art ist nicht zu erkennen.",
            "The page speaks of encumbrances; what it is cannot be told.",
        ),
        page=page.number,
    )
    return replace(page, kind=None, doubts=(*page.doubts, doubt))


def _fields(
    heads: Sequence[SheetHead], drafts: Sequence[Draft], statements: Sequence[Statement]
) -> tuple[Field, ...]:
    """Every reading, in page order."""
    found = (item.field for part in (*heads, *drafts, *statements) for item in part.found)
    return tuple(
        sorted(found, key=lambda f: (f.evidence.page, f.evidence.start, f.evidence.end, f.name))
    )
