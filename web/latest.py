"""What each session has decided last: it can be taken back with one key."""

import threading
from collections import OrderedDict

KEPT = 1000  # sessions; nobody has more reviewers
DEEP = 20  # decisions of one session; who goes further back opens the dossier


class Latest:
    """The decisions of each session, the newest last."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._told: OrderedDict[str, list[tuple[str, int, str, tuple[str, ...]]]] = OrderedDict()

    def add(
        self, session: str, dossier: str, version: int, key: str, lines: tuple[str, ...]
    ) -> None:
        """Keeps what was decided: the look's key, and the lines that hold the decisions."""
        with self._lock:
            told = self._told.setdefault(session, [])
            told.append((dossier, version, key, lines))
            del told[:-DEEP]
            self._told.move_to_end(session)
            while len(self._told) > KEPT:
                self._told.popitem(last=False)

    def last(self, session: str) -> tuple[str, int, str, tuple[str, ...]] | None:
        """Dossier, version, key and lines of the newest one; None: there is none."""
        with self._lock:
            told = self._told.get(session)
            return told[-1] if told else None

    def drop(self, session: str) -> None:
        """Forgets the newest one."""
        with self._lock:
            if told := self._told.get(session):
                told.pop()
