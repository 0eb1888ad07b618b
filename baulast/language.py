"""German for users, English on request.

Both wordings stand side by side at the place that speaks, so that neither is forgotten when the
other changes. The language is fixed for a process by ``BAULAST_LANG`` (``de`` or ``en``).
"""

import os

LANGUAGE = "en" if os.environ.get("BAULAST_LANG", "de").lower().startswith("en") else "de"


def tr(german: str, english: str) -> str:
    """The wording for the language of this process."""
    return english if LANGUAGE == "en" else german


def counted(number: int, one: str, many: str) -> str:
    """A number with what is counted.

    >>> counted(1, "Akte", "Akten"), counted(0, "Akte", "Akten")
    ('1 Akte', '0 Akten')
    """
    return f"{number} {one if number == 1 else many}"


def dossiers(number: int) -> str:
    return counted(number, tr("Akte", "dossier"), tr("Akten", "dossiers"))


def entries(number: int) -> str:
    return counted(number, tr("Eintragung", "entry"), tr("Eintragungen", "entries"))


def pages(number: int) -> str:
    return counted(number, tr("Seite", "page"), tr("Seiten", "pages"))
