"""Looks at personal data: for each dossier a reason is asked once a session, and written down."""

import threading
from collections import OrderedDict
from pathlib import Path

from archive.audit import EventName, note

KEPT = 20_000  # session and dossier; who is forgotten gives the reason once more
LONGEST = 300  # characters of a reason


class Looks:
    """The reasons that are given now; the audit trail keeps them for good."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._given: OrderedDict[tuple[str, str, int], str] = OrderedDict()

    def reason(self, session: str, dossier: str, version: int) -> str | None:
        """Why this session looks at the dossier; None: it has not said so."""
        with self._lock:
            return self._given.get((session, dossier, version))

    def begin(
        self, session: str, dossier: str, version: int, *, reason: str, viewer: str, home: Path
    ) -> None:
        """Writes down who looks at a dossier and why, before anything is shown."""
        said = reason.strip()[:LONGEST]
        note(
            home,
            EventName.LOOK,
            what="desk",
            reason=said,
            dossier=dossier,
            version=version,
            given_by=viewer,
        )
        with self._lock:
            self._given[(session, dossier, version)] = said
            while len(self._given) > KEPT:
                self._given.popitem(last=False)
