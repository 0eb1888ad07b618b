"""What commands write: text, tables and JSON; on the screen, or in a file."""

import json
from collections.abc import Iterable
from pathlib import Path

import click
from rich.console import Console, RenderableType

from baulast.codec import plain

SCREEN = Console(highlight=False)
ASIDE = Console(stderr=True, highlight=False)  # progress and errors, so that pipes stay clean


def write_text(pieces: Iterable[str], output: Path | None) -> None:
    """The text on the screen, or in a file that is there whole or not at all."""
    if output is None:
        for piece in pieces:
            click.echo(piece, nl=False)
        return
    with click.open_file(output, "w", encoding="utf-8", atomic=True) as file:
        file.writelines(pieces)


def display(value: object, view: RenderableType, *, is_json: bool) -> None:
    if is_json:
        print_json(plain(value))
    else:
        print_view(view)


def print_view(view: RenderableType) -> None:
    """On the screen; lines that are to be copied stay whole however narrow it is."""
    SCREEN.print(view, crop=False)


def print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))
