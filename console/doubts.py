"""Doubts in words, and a dossier with its own."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from baulast.language import tr
from baulast.model import Dossier, Doubt
from report.wording import reason_words


def dossier_view(dossier: Dossier) -> RenderableType:
    """The dossier's pages and everything that a person should look at."""
    return Group(*_parts(dossier))


def _parts(dossier: Dossier) -> Iterator[RenderableType]:
    yield Text(f"{dossier.id} · {tr('Fassung', 'version')} {dossier.version}", style="bold")
    for page in dossier.pages:
        kind = page.kind.value if page.kind else "?"
        yield Text(
            f"  {tr('Seite', 'page')} {page.number}: {kind}, {len(page.words)} "
            f"{tr('Wörter', 'words')}, {page.origin.file} [{page.origin.frame + 1}]",
            style="dim",
        )
    for doubt in dossier.all_doubts:
        yield Text(f"  ⚠ {doubt_line(doubt)}", style="yellow")


def doubt_line(doubt: Doubt) -> str:
    """A doubt as one line: page, reason, and the sentence for the reviewer."""
    where = f"{tr('Seite', 'page')} {doubt.page}: " if doubt.page else ""
    return f"{where}{reason_words(doubt.reason)}: {doubt.detail}"
