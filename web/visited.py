"""The looks that each session has had before it, for who decided too fast and wants to go back."""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

KEPT = 1000  # sessions; nobody has more reviewers
DEEP = 100  # looks of one session; further back than an hour's work nobody goes by a key


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A look that was shown. Several fields that are decided together are looked at one by one
    afterwards: then it is found by its first."""

    dossier: str
    version: int
    first: str  # key of a look at the first field alone
    key: str = field(compare=False)


class Visited:
    """The looks of each session in the order in which they were first seen."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: OrderedDict[str, list[Visit]] = OrderedDict()

    def add(self, session: str, visit: Visit) -> None:
        """Keeps that the look was shown; gone back to, it stays where it was."""
        with self._lock:
            seen = self._seen.setdefault(session, [])
            if visit not in seen:
                seen.append(visit)
            del seen[:-DEEP]
            self._seen.move_to_end(session)
            while len(self._seen) > KEPT:
                self._seen.popitem(last=False)

    def before(self, session: str, visit: Visit) -> tuple[Visit, ...]:
        """The looks that were seen before this one, the latest first."""
        with self._lock:
            seen = self._seen.get(session, [])
            place = seen.index(visit) if visit in seen else len(seen)
            return tuple(reversed(seen[:place]))
