"""The command that shows what the rules read from text: extract."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from baulast.errors import InputError
from baulast.language import Both, tr
from console.commands.call import Call
from console.commands.export import ENTRY_FORMATS
from console.commands.output import write_text


@click.command(
    short_help=tr(
        "Zeigt, was die Regeln aus einem TEXT lesen.", "Shows what the rules read from a TEXT."
    ),
    help=tr(
        "Zeigt, was die Regeln aus TEXT lesen: eine Datei je Akte, Seiten durch Seitenvorschub "
        "getrennt, kein Scan nötig.",
        "Shows what the rules read from TEXT: one file a dossier, pages parted by form feeds, no "
        "scan needed.",
    ),
)
@click.argument(
    "files",
    metavar="TEXT…",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
)
@click.option(
    "--jsonl",
    "is_jsonl",
    is_flag=True,
    help=tr(
        'Zeilen der Form {"id", "text"} statt ganzer Dateien.',
        'Lines of {"id", "text"} instead of whole files.',
    ),
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(ENTRY_FORMATS)),
    default="jsonl",
    show_default=True,
    help=tr("Wie bei export entries.", "As with export entries."),
)
@click.pass_obj
def extract(call: Call, files: tuple[Path, ...], is_jsonl: bool, format_: str) -> None:
    from extract.find import make_nlp  # spaCy takes a second to load
    from extract.plain_text import dossier_of_text
    from extract.stage import extract as extracted

    nlp = make_nlp(call.settings.extract)
    dossiers = (
        extracted(dossier_of_text(name, text), nlp, call.settings.extract)
        for file in files
        for name, text in _texts(file, is_jsonl=is_jsonl)
    )
    write_text(ENTRY_FORMATS[format_](dossiers), None)


def _texts(file: Path, *, is_jsonl: bool) -> Iterator[tuple[str, str]]:
    """Names and texts of dossiers, in the order in which they stand there."""
    try:
        with click.open_file(str(file), encoding="utf-8") as opened:
            if not is_jsonl:
                yield file.stem, opened.read()
                return
            for line in filter(str.strip, opened):
                row = json.loads(line)
                yield str(row["id"]), str(row["text"])
    except (ValueError, KeyError, TypeError) as error:
        raise TextUnreadable(f"{file}: {error}") from error


class TextUnreadable(InputError):
    """A text file is not UTF-8, or its lines are not what --jsonl asks for."""

    remedy = Both(
        'Text in UTF-8; mit --jsonl je Zeile {"id": "…", "text": "…"}.',
        'Text in UTF-8; with --jsonl a line each {"id": "…", "text": "…"}.',
    )
