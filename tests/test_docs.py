"""What the documents say is true: generated pages are fresh, and their commands run."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from cli import commands
from tools import cli_reference, settings_reference

ROOT = Path(__file__).resolve().parent.parent
BAULAST = Path(sys.executable).with_name("baulast")


def every_command(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from every_command(below, f"{path} {name}")


TERMINAL = 80  # columns
COMMANDS = dict(every_command(commands, "baulast"))


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_and_option_has_help(path: str) -> None:
    """Nobody has to guess what an option does."""
    command = COMMANDS[path]
    assert command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{path} {parameter.name}"


@pytest.mark.parametrize("path", [p for p, c in COMMANDS.items() if isinstance(c, click.Group)])
def test_no_summary_of_a_command_is_cut(path: str) -> None:
    """A list of commands says what each does, also on a narrow terminal."""
    below = COMMANDS[path].commands  # type: ignore[attr-defined]
    room = TERMINAL - 6 - max(map(len, below))  # click's margins
    cut = [name for name, one in below.items() if one.get_short_help_str(room).endswith("...")]
    assert not cut


@pytest.mark.parametrize("reference", [cli_reference, settings_reference], ids=lambda m: m.__name__)
def test_generated_pages_are_fresh(reference: object) -> None:
    """docs/ says what the program says; `make docs` writes it anew."""
    written = reference.TARGET.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    assert written == reference.reference(), "run `make docs`"  # type: ignore[attr-defined]


def test_every_setting_says_why() -> None:
    """Each default stands beside its reason."""
    for row in settings_reference.reference().splitlines():
        assert not row.endswith("|  |"), row


def test_every_message_explained_is_one_of_the_program() -> None:
    """Who looks for a message in docs/errors.md finds the words that stood on the screen."""
    page = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    said = "".join(
        path.read_text(encoding="utf-8")
        for path in ROOT.rglob("*.py")
        if path.relative_to(ROOT).parts[0] not in ("tests", "bench", ".venv")
    )
    assert [words for words in re.findall("„(.+?)“", page) if words not in said] == []


def commands_in(page: str) -> list[str]:
    """The baulast commands of a page's ``console`` blocks, in their order."""
    text = (ROOT / page).read_text(encoding="utf-8")
    blocks = re.findall(r"```console\n(.*?)```", text, re.DOTALL)
    return [
        line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ baul")
    ]


@pytest.mark.parametrize("page", ["README.md", "docs/handbuch.md"])
def test_the_commands_of_a_page_run(page: str, tmp_path: Path) -> None:
    """A newcomer can type what README and handbook show, from top to bottom."""
    lines = commands_in(page)
    assert lines
    environment = {**os.environ, "BAULAST_HOME": str(tmp_path / "home")}
    for line in lines:
        call = [str(BAULAST), *shlex.split(line.replace("/tmp/", f"{tmp_path}/"))[1:]]
        done = subprocess.run(
            call,
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=900,
            check=False,
        )
        is_statement = line.startswith("baulast auskunft")  # 7: given, and something to look at
        codes = (0, 7) if is_statement else (0,)
        assert done.returncode in codes, f"{line}\n{done.stdout}{done.stderr}"
