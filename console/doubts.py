"""Doubts in words, and a dossier with its own."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from baulast.language import tr
from baulast.model import Dossier, Doubt, DoubtReason

REASON_NAMES = {
    DoubtReason.UNREAD_INK: tr("Tinte ohne Lesung", "ink without a reading"),
    DoubtReason.NO_TEXT: tr("Seite ohne Text", "page without text"),
    DoubtReason.ORIENTATION: tr("Lage der Seite unklar", "way up unclear"),
    DoubtReason.RESOLUTION: tr("Auflösung unklar", "resolution unclear"),
    DoubtReason.TOO_LARGE: tr("zu groß zum Lesen", "too large to read"),
    DoubtReason.SEPARATOR_UNDECODED: tr("Trennblatt nicht entziffert", "separator undecoded"),
    DoubtReason.PAGE_KIND: tr("Art der Seite unklar", "kind of page unclear"),
    DoubtReason.INK_LOST: tr("Tinte ging beim Reinigen verloren", "ink lost in cleaning"),
    DoubtReason.ILLEGIBLE: tr("schwer lesbar", "hardly legible"),
    DoubtReason.HANDWRITTEN: tr("handschriftlich", "handwritten"),
    DoubtReason.AMBIGUOUS: tr("mehrdeutig", "ambiguous"),
    DoubtReason.CONTRADICTION: tr("Seiten widersprechen sich", "pages contradict each other"),
    DoubtReason.IMPLAUSIBLE: tr("unstimmig", "implausible"),
    DoubtReason.NOT_FOUND: tr("nicht gefunden", "not found"),
    DoubtReason.UNKNOWN_GEMARKUNG: tr("Gemarkung unbekannt", "unknown Gemarkung"),
    DoubtReason.HISTORIC_FLUR: tr("Flur heute unbekannt", "Flur unknown today"),
    DoubtReason.OPEN_RANGE: tr("offene Aufzählung", "open range"),
    DoubtReason.STRUCK: tr("durchgestrichen", "struck out"),
    DoubtReason.NUMBER_KNOWN: tr("Nummer schon vergeben", "number known"),
    DoubtReason.PAGES_KNOWN: tr("Seiten schon im Archiv", "pages known"),
}


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
    return f"{where}{REASON_NAMES[doubt.reason]}: {doubt.detail}"
