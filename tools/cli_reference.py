"""Writes docs/cli.md from the commands' own help: ``python -m tools.cli_reference``."""

from collections.abc import Iterator
from pathlib import Path

import click

from cli import commands

TARGET = Path(__file__).resolve().parent.parent / "docs" / "cli.md"
HEAD = """# Befehle

Erzeugt aus `baulast --help` mit `make docs`; nicht von Hand ändern.
"""


def helps(command: click.Command, context: click.Context) -> Iterator[tuple[str, str]]:
    """Every command's path and help text, parents first."""
    yield context.command_path, command.get_help(context)
    if isinstance(command, click.Group):
        for name in sorted(command.commands):
            below = command.commands[name]
            yield from helps(below, click.Context(below, info_name=name, parent=context))


def reference() -> str:
    """The text of docs/cli.md; the width is fixed, so that every terminal gives the same."""
    shape = {**commands.context_settings, "terminal_width": 96, "max_content_width": 96}
    context = click.Context(commands, info_name="baulast", **shape)
    sections = (f"\n## {path}\n\n```\n{text}\n```\n" for path, text in helps(commands, context))
    return HEAD + "".join(sections)


if __name__ == "__main__":
    TARGET.write_text(reference(), encoding="utf-8")
