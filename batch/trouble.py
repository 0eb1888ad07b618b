"""Errors of tasks as lines of the report, or as the end of the run."""

from baulast.errors import BaulastError, StoreError, ToolMissing
from baulast.language import tr
from report.summary import Trouble

# These concern the batch, not one dossier: going on would set everything aside.
FATAL = (StoreError, ToolMissing)


def trouble_of(error: BaseException) -> Trouble:
    """Cause and remedy for the report; raises what must end the run."""
    if isinstance(error, FATAL):
        raise error
    if isinstance(error, BaulastError):
        return Trouble(cause=_storable(str(error)), remedy=str(error.remedy))
    return Trouble(
        cause=_storable(f"{type(error).__name__}: {error}"),
        remedy=tr(
            "Das ist ein Fehler des Programms. Bitte mit dieser Zeile melden; "
            "`baulast retry` versucht es noch einmal.",
            "This is a fault of the program. Please report it with this line; "
            "`baulast retry` tries again.",
        ),
    )


def _storable(text: str) -> str:
    """The text without what no database takes: halves of characters from names of files, and NUL.

    >>> _storable("B\\udcfcttgen\\0")
    'B\\\\udcfcttgen\\\\0'
    """
    return text.replace("\0", r"\0").encode("utf-8", "backslashreplace").decode()
