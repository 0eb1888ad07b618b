"""A search's answer for the terminal: hits, what was left out, and how far the search reaches."""

from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from baulast.gazetteer import gazetteer
from baulast.language import tr
from baulast.model import FieldName, Status
from index.document import EntryDocument
from index.kinds import KIND_NAMES
from index.seam import Answer, EntryHit, Nearness, Scope

STATUS_NAMES = {
    Status.ACTIVE: tr("eingetragen", "active"),
    Status.DELETED: tr("gelöscht", "deleted"),
    Status.PARTLY_DELETED: tr("teilweise gelöscht", "partly deleted"),
    Status.AMENDED: tr("geändert", "amended"),
    Status.SUPERSEDED: tr("ersetzt", "superseded"),
    Status.UNCLEAR: tr("UNKLAR", "UNCLEAR"),
}
NEARNESS_NAMES = {
    Nearness.EXACT: "",
    Nearness.OPEN: tr("Gemarkung oder Flur fehlt im Eintrag", "entry lacks Gemarkung or Flur"),
    Nearness.OTHER_READING: tr("andere Lesart der Ziffern", "another reading of the digits"),
    Nearness.SAME_ZAEHLER: tr(
        "gleicher Zähler, nur einer mit Nenner", "same Zähler, only one Nenner"
    ),
}
FIELD_NAMES = {
    FieldName.SHEET: tr("Blatt", "sheet"),
    FieldName.ENTRY_NUMBER: tr("lfd. Nr.", "entry"),
    FieldName.KIND: tr("Art", "kind"),
    FieldName.BURDENED: tr("belastet", "burdened"),
    FieldName.BENEFITED: tr("begünstigt", "benefited"),
    FieldName.DECLARED_ON: tr("erklärt am", "declared on"),
    FieldName.REGISTERED_ON: tr("eingetragen am", "registered on"),
    FieldName.DELETED_ON: tr("gelöscht am", "deleted on"),
    FieldName.LEGAL_BASIS: tr("Rechtsgrundlage", "legal basis"),
    FieldName.REFERENCE: tr("Aktenzeichen", "reference"),
    FieldName.STATUS: tr("Stand", "status"),
    FieldName.STREET: tr("Lage", "street"),
    FieldName.LAND_REGISTER: tr("Grundbuch", "land register"),
}


def answer_view(answer: Answer, pdf_path: Callable[[str, int], Path]) -> RenderableType:
    """The whole answer; ``pdf_path`` tells where the PDF of a dossier's version lies."""
    return Group(*_parts(answer, pdf_path))


def _parts(answer: Answer, pdf_path: Callable[[str, int], Path]) -> Iterator[RenderableType]:
    for remark in answer.query.notes:
        yield Text(remark, style="yellow")
    for hit in answer.entries:
        yield entry_view(hit, pdf_path(hit.document.dossier, hit.document.version))
    if answer.total > len(answer.entries):
        yield Text(
            tr("{} von {} Treffern gezeigt (--limit).", "{} of {} hits shown (--limit).").format(
                len(answer.entries), answer.total
            )
        )
    if answer.hidden_deleted:
        yield Text(
            tr(
                "{} gelöschte Eintragungen ausgeblendet (--deleted zeigt sie).",
                "{} deleted entries hidden (--deleted shows them).",
            ).format(answer.hidden_deleted)
        )
    for mention in answer.mentions:
        place = mention.match.found.place
        yield Text(
            tr("Nur genannt: {} in {}, Seite {}", "Merely named: {} in {}, page {}").format(
                mention.match.found.parcel, mention.dossier, place.page if place else "?"
            )
        )
    for page in answer.pages:
        yield Text(f"{page.dossier}, {tr('Seite', 'page')} {page.page}: {page.excerpt}")
    yield scope_view(answer)


def entry_view(hit: EntryHit, pdf: Path) -> RenderableType:
    """One entry: what it says, how sure that is, and where to look at it."""
    entry = hit.document
    rows = Table.grid(padding=(0, 2))
    rows.add_column(style="dim", no_wrap=True)
    rows.add_column(overflow="fold")
    for name, value in _values(entry):
        label = FIELD_NAMES[name]
        if name.value in entry.flagged:
            rows.add_row(label, Text(f"{value}  ⚠ {tr('bitte prüfen', 'please check')}", "yellow"))
        elif value:
            rows.add_row(label, value)
    if hit.nearness is not Nearness.EXACT:
        rows.add_row(tr("Treffer", "match"), Text(NEARNESS_NAMES[hit.nearness], "yellow"))
    if hit.versions > 1:
        rows.add_row(
            tr("Fassungen", "versions"),
            Text(
                tr("{} – ein Mensch muss entscheiden", "{} – a person must decide").format(
                    hit.versions
                ),
                "yellow",
            ),
        )
    for remark in entry.notes:
        rows.add_row(tr("Hinweis", "note"), remark)
    rows.add_row("PDF", f"{pdf} · {tr('Seite', 'page')} {hit.place.page}")
    return Group(Text(_heading(entry), style="bold"), rows, Text())


def _heading(entry: EntryDocument) -> str:
    town = gazetteer().municipality(entry.municipality)
    return tr("{}, Baulastenblatt {}, lfd. Nr. {}", "{}, sheet {}, entry {}").format(
        town.name if town else entry.municipality,
        entry.sheet or "?",
        entry.entry_number if entry.entry_number is not None else "?",
    )


def _values(entry: EntryDocument) -> Iterator[tuple[FieldName, str]]:
    yield FieldName.STATUS, STATUS_NAMES[entry.status]
    yield FieldName.KIND, KIND_NAMES[entry.kind][0] if entry.kind else ""
    for role in (FieldName.BURDENED, FieldName.BENEFITED):
        plots = entry.plots(role)
        part = tr(" (tlw.)", " (part)")
        yield role, "; ".join(f"{key.parcel}{part if key.part else ''}" for key in plots)
    for name, day in (
        (FieldName.DECLARED_ON, entry.declared_on),
        (FieldName.REGISTERED_ON, entry.registered_on),
        (FieldName.DELETED_ON, entry.deleted_on),
    ):
        yield name, day.strftime("%d.%m.%Y") if day else ""
    yield FieldName.LEGAL_BASIS, entry.legal_basis or ""
    yield FieldName.REFERENCE, entry.reference or ""
    yield FieldName.STREET, entry.street or ""
    yield FieldName.LAND_REGISTER, entry.land_register or ""


def scope_view(answer: Answer) -> RenderableType:
    """What was searched, and what an empty answer is worth."""
    scope = answer.scope
    searched = tr(
        "Gesucht: {} · in {}: {} Akten, {} Eintragungen, {} Seiten.",
        "Searched: {} · in {}: {} dossiers, {} entries, {} pages.",
    ).format(
        "; ".join(scope.spellings) or answer.query.text,
        scope.area,
        scope.dossiers,
        scope.entries,
        scope.pages,
    )
    return Group(Text(searched, style="dim"), Text(_worth(answer, scope)))


def _worth(answer: Answer, scope: Scope) -> str:
    found = bool(answer.entries or answer.hidden_deleted or answer.mentions)
    if scope.is_safe:
        if found:
            return ""
        return tr(
            "Nichts gefunden, und in den erfassten Akten ist kein Zweifel offen. "
            "Was nicht gescannt ist, kann hier nicht stehen.",
            "Nothing found, and no doubt is open in the dossiers that were read. "
            "What was not scanned cannot be here.",
        )
    if not scope.dossiers:
        return tr(
            "NICHT SICHER: Hier ist noch nichts erfasst.",
            "NOT CERTAIN: nothing of this area was imported yet.",
        )
    return tr(
        "NICHT SICHER: {} Eintragungen und {} Seiten mit offenen Zweifeln könnten betroffen sein, "
        "zum Beispiel {}.",
        "NOT CERTAIN: {} entries and {} pages with open doubts may be concerned, for example {}.",
    ).format(scope.doubtful_entries, scope.doubtful_pages, ", ".join(scope.doubtful_dossiers))
