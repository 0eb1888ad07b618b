"""What click says by itself reaches users in German."""

import ast
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

from console.german import GERMAN, SPEAKING

BAULAST = Path(sys.executable).with_name("baulast")
# Said to who writes a program with click, or of things that no command of ours has.
OF_PROGRAMMERS = {
    "%(prog)s, version %(version)s",
    "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    "Boolean option {decl!r} cannot use the same flag for true/false.",
    "Choice({choices})",
    "Could not determine name for argument",
    "Could not determine name for option with declarations {decls!r}",
    "DeprecationWarning: The command {name!r} is deprecated.{extra_message}",
    "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}",
    "Invalid start character for option ({option})",
    "Name '{name}' defined twice",
    "No options defined but a name was passed ({name}). Did you mean to declare an argument "
    "instead? Did you mean to pass '--{name}'?",
    "Unknown color {colour!r}",
    "Value must be an iterable.",
    "{value!r} is not a valid UUID.",
    "{value!r} is not a valid boolean. Recognized values: {states}",
    "{len_type} values are required, but {len_value} was given.",
    "{len_type} values are required, but {len_value} were given.",
}


def said_by_click() -> set[str]:
    """Every message that click's modules hand to gettext."""
    calls = (
        node
        for module in SPEAKING
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"_", "ngettext"}
    )
    return {
        part.value
        for call in calls
        for part in call.args
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }


def test_every_message_of_click_has_its_german() -> None:
    """A new version of click that says something else is noticed here, not by a user."""
    assert said_by_click() - OF_PROGRAMMERS == set(GERMAN)


def blanks(message: str) -> set[str]:
    return {part.split("}")[0].split("!")[0] for part in message.split("{")[1:]}


@pytest.mark.parametrize("english", GERMAN)
def test_the_german_has_no_blank_that_click_does_not_fill(english: str) -> None:
    """A message is never lost because of a name that is not there."""
    assert blanks(GERMAN[english]) <= blanks(english)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--help"], "Aufruf: baulast"),
        (["import", "nirgends"], "Pfad 'nirgends' gibt es nicht."),
        (["sucht"], "Den Befehl 'sucht' gibt es nicht."),
        (["status", "--laut"], "'--laut' gibt es hier nicht."),
        (["import"], "Es fehlt die Angabe 'ORDNER'."),
    ],
)
def test_the_command_line_speaks_german(given: list[str], said: str) -> None:
    """Usage and mistakes in the command are told in the user's language."""
    done = subprocess.run([BAULAST, *given], capture_output=True, text=True, check=False)
    assert said in done.stdout + done.stderr


def test_english_on_request() -> None:
    """`BAULAST_LANG=en` leaves click's own words."""
    done = subprocess.run(
        [BAULAST, "sucht"], capture_output=True, text=True, check=False, env={"BAULAST_LANG": "en"}
    )
    assert "No such command 'sucht'." in done.stderr
