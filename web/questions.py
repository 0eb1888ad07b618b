"""Questions that were asked, by a word that says nothing: what is asked never stands in an address.

A question may hold the name of an owner. They are kept in memory only: after a restart it is asked
anew.
"""

import secrets
import threading
from collections import OrderedDict

KEPT = 5_000  # of all people together; each may go back as far as a working day
LONGEST = 500  # characters of a question; a longer one is no question


class Questions:
    """Who asked what."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._asked: OrderedDict[str, tuple[str, str]] = OrderedDict()

    def keep(self, viewer: str, text: str) -> str:
        """The word by which the question is found again."""
        word = secrets.token_urlsafe(9)
        with self._lock:
            self._asked[word] = (viewer, text[:LONGEST])
            while len(self._asked) > KEPT:
                self._asked.popitem(last=False)
        return word

    def asked(self, viewer: str, word: str) -> str | None:
        """The question; None where this person did not ask it, or too long ago."""
        with self._lock:
            who, text = self._asked.get(word, ("", ""))
        return text if who == viewer else None
