"""A batch's report and a home's state for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING
from unicodedata import category

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from batch.judge import Standing
from baulast.codec import plain
from baulast.language import dossiers, pages, tr
from catalog.records import DossierState
from console.moment import moment
from report.summary import FileFate, FileLine, Outcome, Report, Trouble
from report.wording import FATES, OUTCOMES, duration_words, reason_words, town_name

if TYPE_CHECKING:  # a search should not wait for what an import needs
    from batch.plan import Plan
    from upkeep import Status

STATE_NAMES = {
    DossierState.PENDING: tr("in Arbeit", "pending"),
    DossierState.ARCHIVED: tr("im Archiv, noch nicht in der Suche", "archived, not indexed yet"),
    DossierState.DONE: tr("fertig", "done"),
    DossierState.SET_ASIDE: tr("beiseite", "set aside"),
}


def report_view(report: Report) -> RenderableType:
    """What came in, what became of it, and what a person has to do."""
    return Group(*_report_parts(report))


def _report_parts(report: Report) -> Iterator[RenderableType]:
    balance = tr("stimmt", "balanced") if report.is_balanced else tr("STIMMT NICHT", "NOT BALANCED")
    rows = _table()
    rows.add_row(
        tr("Seiten", "pages"),
        f"{report.pages_in} {tr('herein', 'in')} = {report.pages_out}"
        f" {tr('nachgewiesen', 'accounted for')} ({balance});"
        f" {tr('leer', 'blank')} {report.blank_pages},"
        f" {tr('Trennblätter', 'separators')} {report.separators}",
    )
    for outcome, count in report.outcomes.items():
        rows.add_row(tr("Akten", "dossiers"), f"{count} {OUTCOMES[outcome]}")
    for reason, count in report.doubts.items():
        rows.add_row(tr("Zweifel", "doubts"), f"{count} {reason_words(reason)}")
    rows.add_row(
        tr("Dauer", "time"),
        f"{duration_words(report.seconds)}, {pages(report.pages_read)} {tr('gelesen', 'read')}",
    )
    yield rows
    for source in report.sources:
        if source.trouble:
            yield trouble_view(source.path, source.trouble)
        for dossier in source.dossiers:
            if dossier.trouble:
                yield trouble_view(dossier.id, dossier.trouble)
    yield from _file_parts(report.files)
    if report.is_interrupted:
        yield Text(
            tr(
                "Unterbrochen: Derselbe Aufruf setzt fort; nichts ist verloren.",
                "Interrupted: the same command goes on with it; nothing is lost.",
            ),
            style="yellow",
        )


STANDING_NAMES = {
    Standing.NEW: tr("neu", "new"),
    Standing.NEW_VERSION: OUTCOMES[Outcome.NEW_VERSION],
    Standing.GO_ON: tr("fortzusetzen", "to go on with"),
    Standing.UNCHANGED: OUTCOMES[Outcome.UNCHANGED],
    Standing.DUPLICATE: OUTCOMES[Outcome.DUPLICATE],
}


def plan_view(plan: Plan, files: tuple[FileLine, ...]) -> RenderableType:
    """What an import would do, how long and how large; nothing has been written."""
    rows = _table()
    for standing, count in plan.standings.items():
        rows.add_row(tr("Akten", "dossiers"), f"{count} {STANDING_NAMES[standing]}")
    rows.add_row(
        tr("Seiten", "pages"),
        tr(
            f"{plan.pages}, davon {plan.pages_to_read} zu lesen",
            f"{plan.pages}, {plan.pages_to_read} of them to read",
        ),
    )
    basis = (
        tr("nach früheren Läufen", "by earlier runs")
        if plan.is_measured
        else tr("grob geschätzt, noch nie gemessen", "a rough guess, never measured yet")
    )
    rows.add_row(tr("Dauer", "time"), f"{duration_words(plan.seconds, is_estimate=True)} ({basis})")
    rows.add_row(tr("Platz", "room"), f"{plan.bytes_needed / 1e6:.0f} MB")
    troubles = (trouble_view(path, trouble) for path, trouble in plan.troubles.items())
    return Group(rows, *troubles, *_file_parts(files))


def plan_values(plan: Plan, files: tuple[FileLine, ...]) -> dict[str, object]:
    """The plan for programs."""
    values = {f.name: getattr(plan, f.name) for f in fields(plan) if f.name != "inventory"}
    return {**plain(values), "sources": len(plan.inventory.sources), "files": plain(files)}


def _file_parts(files: tuple[FileLine, ...]) -> Iterator[RenderableType]:
    """Files in no dossier: one by one where a person has to do something, the rest as a count."""
    later = tr("der nächste Import nimmt es auf", "the next import takes it in")
    for file in files:
        if file.trouble:
            yield trouble_view(file.path, file.trouble)
        elif file.fate is FileFate.WAITING:
            yield Text(_plain(f"{file.path}: {FATES[file.fate]}; {later}"), style="yellow")
    left = sum(file.fate is FileFate.LEFT for file in files)
    if left:
        yield Text(f"{left} × {FATES[FileFate.LEFT]}", style="dim")


def trouble_view(what: str, trouble: Trouble) -> RenderableType:
    """What is set aside, why, and what to do."""
    return Text(f"{_plain(f'{what}: {trouble.cause}')}\n    → {trouble.remedy}", style="red")


def _plain(text: str) -> str:
    """The text on one line: what names of files may hold must not command the terminal.

    >>> _plain("Zeile\\nzwei \\x1b[31m")
    'Zeile\\\\nzwei \\\\x1b[31m'
    """
    return "".join(
        char.encode("unicode_escape").decode() if category(char).startswith("C") else char
        for char in text
    )


def status_view(status: Status) -> RenderableType:
    """How far everything is."""
    rows = _table()
    for state, count in status.states.items():
        rows.add_row(tr("Akten", "dossiers"), f"{count} {STATE_NAMES[state]}")
    for reason, count in status.doubts.items():
        rows.add_row(tr("Zweifel", "doubts"), f"{count} {reason_words(reason)}")
    if status.owed:
        owed = f"{dossiers(status.owed)} {tr('noch nicht darin', 'not in it yet')}"
        rows.add_row(tr("Suche", "index"), owed)
    if status.owed_shared:
        lacking = f"{dossiers(status.owed_shared)} {tr('noch nicht dort', 'not there yet')}"
        rows.add_row("Elasticsearch", f"{lacking} (baulast index sync)")
    if status.lists_behind:
        lacking = tr("Listen von {} noch nicht dort", "lists of {} not there yet")
        towns = ", ".join(map(town_name, status.lists_behind))
        rows.add_row("Elasticsearch", f"{lacking.format(towns)} (baulast index sync)")
    if status.last:
        rows.add_row(
            tr("Letzter Lauf", "last run"), f"{moment(status.last.started_at)} · {status.last.root}"
        )
    aside = (
        trouble_view(record.id, Trouble(cause=record.error or "", remedy=record.remedy or ""))
        for record in status.set_aside
    )
    sources_aside = (
        trouble_view(record.path, Trouble(cause=record.error or "", remedy=record.remedy or ""))
        for record in status.sources_set_aside
    )
    if not (status.states or status.sources_set_aside):
        return Text(tr("Noch nichts importiert.", "Nothing was imported yet."))
    return Group(rows, *aside, *sources_aside)


def _table() -> Table:
    rows = Table.grid(padding=(0, 2))
    rows.add_column(style="dim", no_wrap=True)
    rows.add_column(overflow="fold")
    return rows
