"""A register statement for the terminal."""

from collections.abc import Iterator
from datetime import datetime

from rich.console import Group, RenderableType
from rich.text import Text

from baulast.language import tr
from index.kinds import KIND_NAMES
from register.statement import Finding, ListedEntry, Outcome, Statement
from report.wording import reason_words, status_words

OUTCOME_NAMES = {
    Outcome.FOUND: tr("GEFUNDEN", "FOUND"),
    Outcome.NOTHING: tr("NICHTS VERZEICHNET", "NOTHING REGISTERED"),
    Outcome.NOT_CERTAIN: tr("NICHT SICHER", "NOT CERTAIN"),
}
MOST_PAGES = 20  # as many as fit on a screen; the number beside them is complete


def statement_view(statement: Statement) -> RenderableType:
    """Number, and what was found to each question."""
    heading = tr("Auskunft {} · Stand {}", "Statement {} · as of {}")
    made_at = datetime.fromisoformat(statement.made_at)
    head = Text(heading.format(statement.number, f"{made_at:%d.%m.%Y, %H:%M}"), style="bold")
    return Group(head, *(line for f in statement.findings for line in _lines(f)))


def _lines(finding: Finding) -> Iterator[Text]:
    yield Text()
    yield Text("; ".join(finding.understood) or finding.asked, style="bold")
    style = "green" if finding.is_complete else "yellow"
    yield Text(OUTCOME_NAMES[finding.outcome], style=style)
    for entry in finding.entries:
        yield _entry(entry)
    for entry in finding.possible:
        yield _entry(entry, tr("vielleicht: ", "maybe: "))
    for note in finding.notes:
        yield Text(str(note), style="dim")
    yield _coverage(finding)
    if not finding.is_complete:
        yield from _open(finding)


def _entry(entry: ListedEntry, before: str = "") -> Text:
    kinds = ", ".join(KIND_NAMES[kind][0] for kind in entry.kinds)
    line = tr("{}Blatt {}, lfd. Nr. {}: {} · {} · {}", "{}sheet {}, entry {}: {} · {} · {}")
    number = entry.entry_number if entry.entry_number is not None else "?"
    status = status_words(entry.status)
    met = "; ".join(entry.met)
    return Text(line.format(before, entry.sheet or "?", number, kinds or "?", status, met))


def _coverage(finding: Finding) -> Text:
    cover = finding.coverage
    known = (
        tr("Bestand nicht bekannt (baulast inventory load)", "unknown how many there are")
        if cover.sheets_listed is None
        else tr("von {} Blättern fehlen {}", "of {} sheets {} are missing").format(
            cover.sheets_listed, len(cover.sheets_lacking)
        )
    )
    line = tr(
        "Bereich {}: {} Akten, {} Eintragungen, {} Seiten; {}.",
        "Area {}: {} dossiers, {} entries, {} pages; {}.",
    )
    counts = (cover.area, cover.dossiers, cover.entries, cover.pages)
    return Text(line.format(*counts, known), style="dim")


def _open(finding: Finding) -> Iterator[Text]:
    cover = finding.coverage
    if not cover.dossiers:
        yield Text(tr("Hier ist noch nichts erfasst.", "Nothing was imported here."), "yellow")
    if cover.unfinished or cover.set_aside:
        line = tr("{} Akten in Arbeit, {} beiseite.", "{} dossiers unfinished, {} set aside.")
        yield Text(line.format(cover.unfinished, cover.set_aside), style="yellow")
    if cover.unseen:
        line = tr("Nicht durchsucht: {}", "Not searched: {}")
        yield Text(line.format(", ".join(cover.unseen)), style="yellow")
    if cover.unknown:
        line = tr("Stand nicht bekannt oder veraltet: {}", "State unknown or outdated: {}")
        yield Text(line.format(", ".join(cover.unknown)), style="yellow")
    if cover.sheets_lacking:
        line = tr("Nicht erfasste Blätter: {}", "Sheets not digitised: {}")
        yield Text(line.format(", ".join(cover.sheets_lacking[:MOST_PAGES])), style="yellow")
    if finding.to_look_at:
        many = tr("Anzusehende Seiten: {}", "Pages to look at: {}")
        yield Text(many.format(len(finding.to_look_at)), style="yellow")
    for page in finding.to_look_at[:MOST_PAGES]:
        why = page.names_parcel or ", ".join(reason_words(reason) for reason in page.reasons)
        yield Text(f"  {page.dossier}, {tr('Seite', 'page')} {page.page}: {why}")
