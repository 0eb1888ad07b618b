"""A bug of ours, for whoever met it: what to report, and where the details lie."""

import os
import tempfile
import traceback
from pathlib import Path

from rich.text import Text

from baulast.language import tr

PROGRAM = Path(__file__).resolve().parents[1]


def bug_view(error: Exception) -> Text:
    """What it was, where, and what to do; the whole traceback goes into a file of its own."""
    said = tr(
        "baulast: Fehler des Programms: {} in {}.\n"
        "Fertige Akten sind sicher; derselbe Aufruf setzt fort. Bitte melden{}.",
        "baulast: a bug of the program: {} in {}.\n"
        "Finished dossiers are safe; the same command goes on. Please report it{}.",
    )
    file = _written("".join(traceback.format_exception(error)))
    beside = tr(", mit {} (kann Namen enthalten)", ", with {} (it may hold names)")
    return Text(said.format(type(error).__name__, _place(error), file and beside.format(file)))


def _place(error: Exception) -> str:
    """The last line of our own code that it went through."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [f for f in frames if PROGRAM in Path(f.filename).parents[:2]] or list(frames)
    last = Path(own[-1].filename)
    place = last.relative_to(PROGRAM) if last.is_relative_to(PROGRAM) else last.name
    return f"{place}:{own[-1].lineno}"


def _written(details: str) -> str:
    """The file, readable for its owner alone; "" where even that cannot be written."""
    try:
        handle, name = tempfile.mkstemp(prefix="baulast-", suffix=".log")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(details)
    except OSError:
        return ""
    return name
