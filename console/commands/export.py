"""The commands that write the register for other programs."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from archive.audit import EventName, note
from archive.store import Store
from baulast.language import tr
from console.commands.archive import archive
from console.commands.call import Call, note_look, reason_option
from console.commands.output import write_text
from index.exchange import entries_csv, entries_json, entries_jsonl, text_jsonl


@click.group(
    help=tr("Gibt das Register für andere Programme aus.", "Writes the register for others.")
)
def export() -> None:
    pass


def _to_file() -> Callable[[Any], Any]:
    return click.option(
        "--output",
        "-o",
        type=click.Path(dir_okay=False, path_type=Path),
        help=tr("Zieldatei; sonst die Standardausgabe.", "Target file; else standard output."),
    )


ENTRY_FORMATS = {"jsonl": entries_jsonl, "csv": entries_csv, "json": entries_json}


@export.command(
    short_help=tr("Eintragungen ohne Namen von Personen.", "Entries without names of persons."),
    help=tr(
        "Eintragungen mit Flurstücken, Daten, Stand und Zweifeln; ohne Namen von Personen.",
        "Entries with parcels, dates, status and doubts; without names of persons.",
    ),
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(ENTRY_FORMATS)),
    default="jsonl",
    show_default=True,
    help=tr("csv ist für Excel (Semikolon, UTF-8 mit BOM).", "csv is for Excel."),
)
@_to_file()
@click.pass_obj
def entries(call: Call, format_: str, output: Path | None) -> None:
    note(call.filled_home, EventName.EXPORT, what="entries", format=format_)
    write_text(ENTRY_FORMATS[format_](Store(call.filled_home).dossiers()), output)


@export.command(
    help=tr(
        "Text jeder Seite, wie er gelesen wurde; er enthält Namen.",
        "The text of each page as read; it holds names.",
    )
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["jsonl"]),
    default="jsonl",
    show_default=True,
    expose_value=False,
    help=tr("Eine Zeile je Seite.", "One line a page."),
)
@reason_option()
@_to_file()
@click.pass_obj
def text(call: Call, reason: str, output: Path | None) -> None:
    note_look(call, "export text", reason)
    write_text(text_jsonl(Store(call.filled_home).dossiers()), output)


export.add_command(archive)
