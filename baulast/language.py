"""German for users, English on request.

Both wordings stand side by side at the place that speaks, so that neither is forgotten when the
other changes. ``BAULAST_LANG`` (``de`` or ``en``) says the language of a process; where one process
serves several people, ``speaking`` says it for as long as one of them is answered. What is kept for
later readers is a ``Both``.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Self

LANGUAGE = "en" if os.environ.get("BAULAST_LANG", "de").lower().startswith("en") else "de"
_spoken: ContextVar[str] = ContextVar("spoken", default=LANGUAGE)


def tr(german: str, english: str) -> str:
    """The wording for the language spoken now; what a module says once keeps the process's."""
    return english if _spoken.get() == "en" else german


def spoken() -> str:
    """The language spoken now: ``de`` or ``en``."""
    return _spoken.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Within: this language is spoken.

    >>> with speaking("en"):
    ...     tr("Akte", "dossier")
    'dossier'
    """
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


@dataclass(frozen=True, slots=True)
class Both:
    """Words that are kept: each reader gets them in the language spoken when they are shown.

    Within others, name the language: ``Both(f"{was.german} fehlt", f"{was.english} is
    missing")``.

    >>> said = Both("Blatt", "sheet")
    >>> with speaking("en"):
    ...     str(said)
    'sheet'
    """

    german: str
    english: str

    @classmethod
    def only(cls, text: str) -> Self:
        """Words of which one language is known: they stand for both."""
        return cls(text, text)

    def __str__(self) -> str:
        return tr(self.german, self.english)

    @property
    def wordings(self) -> tuple[str, ...]:
        """Each wording once, the German one first."""
        return tuple(dict.fromkeys((self.german, self.english)))

    def __add__(self, other: "Both | str") -> "Both":
        more = other if isinstance(other, Both) else Both.only(other)
        return Both(self.german + more.german, self.english + more.english)

    def each(self, change: Callable[[str], str]) -> "Both":
        """Both wordings, changed in the same way."""
        return Both(change(self.german), change(self.english))


def counted(number: int, one: str, many: str) -> str:
    """A number with what is counted.

    >>> counted(1, "Akte", "Akten"), counted(0, "Akte", "Akten")
    ('1 Akte', '0 Akten')
    """
    return f"{number} {one if number == 1 else many}"


def in_both(say: Callable[[], Iterable[str]]) -> tuple[Both, ...]:
    """What is said, in both languages; ``say`` says as much in the one as in the other.

    >>> in_both(lambda: [tr("Blatt", "sheet")])
    (Both(german='Blatt', english='sheet'),)
    """
    with speaking("de"):
        german = tuple(say())
    with speaking("en"):
        return tuple(map(Both, german, say()))


def dossiers(number: int) -> str:
    return counted(number, tr("Akte", "dossier"), tr("Akten", "dossiers"))


def entries(number: int) -> str:
    return counted(number, tr("Eintragung", "entry"), tr("Eintragungen", "entries"))


def pages(number: int) -> str:
    return counted(number, tr("Seite", "page"), tr("Seiten", "pages"))
