"""A dossier for the terminal: its pages, its entries, and everything that a person should check."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from rich.console import Group, RenderableType
from rich.text import Text

from baulast.language import tr
from baulast.model import Dossier, Doubt, Page
from console.entries import dossier_line, entry_view, place_line
from index.document import entry_documents
from index.persons import masker
from report.wording import page_kind_words, reason_words


def dossier_view(dossier: Dossier, pdf: Path) -> RenderableType:
    """The dossier's pages, then its entries as a search shows them, each with its doubts.

    Doubts quote what was read: names of persons are left out of them as of the entries.
    """
    return Group(*_parts(dossier, pdf))


def _parts(dossier: Dossier, pdf: Path) -> Iterator[RenderableType]:
    yield dossier_line(dossier.id, dossier.version)
    mask = masker(dossier)
    yield from _doubts(dossier.doubts, mask)
    for page in dossier.pages:
        yield Text(_page_line(page), style="dim")
        yield from _doubts(page.doubts, mask)
    for entry in entry_documents(dossier):
        yield Text()
        yield entry_view(entry)
        yield from _doubts(entry.doubts, mask)
        yield place_line(pdf, entry.place.page)
    if not dossier.entries:
        yield Text()
        yield Text(tr("Keine Eintragung gelesen.", "No entry was read."), style="yellow")
        yield place_line(pdf, 1)


def _page_line(page: Page) -> str:
    if page.is_blank:
        what = tr("leer", "blank")
    else:
        kind = page_kind_words(page.kind)
        what = f"{kind}, {len(page.words)} {tr('Wörter', 'words')}"
    return f"{tr('Seite', 'Page')} {page.number}: {what} · {page.origin.file}, {page.origin.place}"


def _doubts(doubts: Iterable[Doubt], mask: Callable[[str], str]) -> Iterator[Text]:
    for doubt in dict.fromkeys(mask(doubt_line(doubt)) for doubt in doubts):
        yield Text(f"  ⚠ {doubt}", style="yellow")


def doubt_line(doubt: Doubt) -> str:
    """A doubt as one line: page, reason, and the sentence for the reviewer."""
    where = f"{tr('Seite', 'page')} {doubt.page}: " if doubt.page else ""
    return f"{where}{reason_words(doubt.reason)}: {doubt.detail}"
