"""What commands write: text, tables and JSON; on the screen, or in a file."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import click
from rich.console import Console, RenderableType

from baulast.codec import plain
from baulast.errors import InputError, system_words
from baulast.language import Both, tr

SCREEN = Console(highlight=False)
ASIDE = Console(stderr=True, highlight=False)  # progress and errors, so that pipes stay clean


def write_text(pieces: Iterable[str], output: Path | None) -> None:
    """The text on the screen, or in a file that is there whole or not at all."""
    if output is None:
        for piece in pieces:
            click.echo(piece, nl=False)
        return
    with whole_file(output) as file:
        file.writelines(piece.encode() for piece in pieces)


@contextmanager
def whole_file(output: Path) -> Iterator[IO[bytes]]:
    """A file to write that appears under its name at the end of the block, or not at all."""
    try:
        with click.open_file(str(output), "wb", atomic=True) as file:
            yield file
    except OSError as error:
        raise NotWritten(output, error) from error


class NotWritten(InputError):
    """A file that was asked for cannot be written where it was asked for."""

    remedy = Both(
        "Gibt es den Ordner, darf man dort schreiben, ist dort Platz?",
        "Is there that folder, may one write there, is there room?",
    )

    def __str__(self) -> str:
        output, error = self.args
        why = system_words(error)
        return tr(f"{output}: nicht zu schreiben ({why})", f"{output}: cannot be written ({why})")


def display(value: object, view: RenderableType, *, is_json: bool) -> None:
    if is_json:
        print_json(plain(value))
    else:
        print_view(view)


def print_view(view: RenderableType) -> None:
    """On the screen; lines that are to be copied stay whole however narrow it is."""
    SCREEN.print(view, crop=False)


def print_json_list(values: Iterable[object]) -> None:
    """A list as ``print_json`` writes it, one by one: there may be a million."""
    start = "["
    for value in values:
        text = json.dumps(value, ensure_ascii=False, indent=1).replace("\n", "\n ")
        click.echo(f"{start}\n {text}", nl=False)
        start = ","
    click.echo("[]" if start == "[" else "\n]")


def print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))
