"""Looks at personal data: for each dossier a reason is asked once a session, and written down."""

import threading
from collections import OrderedDict
from pathlib import Path

from fastapi import HTTPException

from archive.audit import EventName, note
from web.viewer import Session

KEPT = 20_000  # session and dossier; who is forgotten gives the reason once more
LONGEST = 300  # characters of a reason

Spot = tuple[str, str, int]  # session, dossier, version


class Looks:
    """The reasons that are given now; the audit trail keeps them for good."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._given: OrderedDict[Spot, str] = OrderedDict()
        self._seen: OrderedDict[tuple[Spot, str, str], None] = OrderedDict()

    def reason(self, session: Session, dossier: str, version: int) -> str | None:
        """Why this session looks at the dossier; None: it has not said so."""
        with self._lock:
            return self._given.get((session.key, dossier, version))

    def begin(self, session: Session, dossier: str, version: int, reason: str) -> None:
        """Keeps the reason for what this session sees of the dossier from now on."""
        with self._lock:
            self._given[(session.key, dossier, version)] = reason.strip()[:LONGEST]
            while len(self._given) > KEPT:
                self._given.popitem(last=False)

    def note(self, home: Path, session: Session, dossier: str, version: int, what: str) -> None:
        """Writes down who sees what and why, before it is shown; once a session for each thing.

        403 where no reason was given.
        """
        spot = (session.key, dossier, version)
        reason = self.reason(session, dossier, version)
        if reason is None:
            raise HTTPException(403)
        with self._lock:
            if (spot, what, reason) in self._seen:
                return
        note(
            home,
            EventName.LOOK,
            what=what,
            reason=reason,
            dossier=dossier,
            version=version,
            given_by=session.viewer.name,
        )
        with self._lock:
            self._seen[(spot, what, reason)] = None
            while len(self._seen) > KEPT:
                self._seen.popitem(last=False)
